"""JSON Schemas of the data's files, for editors that speak them."""

import json
from functools import partial
from pathlib import Path
from typing import BinaryIO

from twitchref import safe_write
from twitchref.json_schema import head
from twitchref.reading.forms import FORMS

_SAYS = {
    "site": "A file in sites/: a place on the body where a twitch is felt or seen. The name of the file is its id.",
    "cause": "A file in causes/: what can lie behind a twitch. The name of the file is its id.",
    "term": "A file in terms/: a clinical word, explained. The name of the file is its id.",
    "signs": "signs.yaml: every sign that calls for help, once, under its id.",
    "sources": "sources.yaml: every publication that a claim or a sign rests on, under its id, in the order of the alphabet.",
    "words": "words.yaml: how people say it.",
}


def files() -> dict[str, str]:
    """Each kind of data file's schema as JSON text, by file name."""
    schemas = {name: {**head(f"file {name}", f"twitchref {name}", _SAYS[name]), **form.schema()} for name, form in FORMS.items()}
    return {f"{name}.json": json.dumps(schema, indent=2) + "\n" for name, schema in schemas.items()}


def write(directory: Path) -> None:
    """Writes the schemas of the data's files into a directory, made if need be.

    Raises WriteError, before anything is written, where a file of that name is there and neither empty nor such a schema.
    """
    with safe_write.in_one_line(directory):
        directory.mkdir(parents=True, exist_ok=True)
    remedy = "move it away, or name another folder"
    found = [(safe_write.target(directory / name, partial(_like, text), remedy=remedy), text) for name, text in files().items()]
    for real, text in found:
        with safe_write.whole(real) as unfinished:
            unfinished.write_text(text, encoding="utf-8")


def _like(text: str, file: BinaryIO) -> bool:
    """Whether the file is a schema with the same title; one of ours is far smaller than what is read of it."""
    try:
        return bool(json.loads(file.read(1_000_000))["title"] == json.loads(text)["title"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
