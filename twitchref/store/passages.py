"""What an entry's JSON says, in page order: its claims, and the passages that search looks in."""

from collections.abc import Iterator
from typing import Any

from twitchref.model import WHOLE_BODY
from twitchref.sections import SECTIONS


def claims(plain: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every claim of the entry (as `codec.to_plain` makes it) with the section it stands in."""
    for section in SECTIONS:
        if section.holds == "claims":
            yield from ((section.field, claim) for claim in plain.get(section.field, ()))
        elif section.holds == "links":
            yield from ((section.field, claim) for link in plain.get(section.field, ()) for claim in link["claims"])


def passages(plain: dict[str, Any]) -> list[tuple[str, str]]:
    """The names, claims and notes of the entry, each with its section; what holds in any muscle is said of no other site."""
    names = [plain["name"], *(name["text"] for name in plain["names"])]
    found = [("names", text) for text in with_id(names, plain["id"])]
    said = plain if plain["id"] == WHOLE_BODY else plain | {"anywhere": ()}
    for section, claim in claims(said):
        found.append((section, claim["text"]))
        if claim["note"]:
            found.append((section, claim["note"]))
    return found


def with_id(names: list[str], id_: str) -> list[str]:
    """The names with the words of the id, where no name says the same."""
    own_words = id_.replace("-", " ")
    return names if own_words in {name.lower() for name in names} else [*names, own_words]
