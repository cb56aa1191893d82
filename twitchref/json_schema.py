"""What every JSON Schema of ours begins with."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# A UUID is an address that anybody may claim, as a web address is not. It names this project's schemas, and was drawn at random.
_OURS = "3a3b74d0-f919-4061-bcb6-22b493f9dd9f"


def head(name: str, title: str, description: str) -> dict[str, str]:
    """The first keys of a schema; its `$id` is a URN that follows from the name alone, so the same name is the same schema for ever."""
    from uuid import UUID, uuid5

    return {"$schema": DIALECT, "$id": uuid5(UUID(_OURS), name).urn, "title": title, "description": description}
