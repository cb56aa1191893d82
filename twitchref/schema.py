"""JSON Schemas: of the data's files, for editors' tools."""

import json
from pathlib import Path

from twitchref.forms import FORMS


def files() -> dict[str, str]:
    """Each kind of data file's schema as JSON text, by file name."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    schemas = {name: {"$schema": dialect, "title": f"twitchref {name}", **form.schema()} for name, form in FORMS.items()}
    return {f"{name}.json": json.dumps(schema, indent=2) + "\n" for name, schema in schemas.items()}


def write(directory: Path) -> None:
    """Writes the schemas of the data's files into a directory, made if need be."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (directory / name).write_text(text, encoding="utf-8")
