"""Answers as JSON: the contract with other programs. The fields of an answer are the keys of its document.

A page that is ready made is only put together, and pays for no module that reads or writes JSON.
"""

import re
from typing import Any

from twitchref import answer, texts

SCHEMA_VERSION = 2

Document = dict[str, Any]


def document(given: answer.Answer, data_version: str) -> Document:
    """The answer as the one JSON document of a run."""
    import json

    from twitchref.codec import to_plain

    if isinstance(given, answer.Sheet):
        given = given.page
    if isinstance(given, answer.Ready):
        return dict(json.loads(_joined(given, data_version)))
    if isinstance(given, answer.Unreadable):
        given = answer.Failed(answer.exit_code(given), "\n".join(map(str, given.problems)))
    kind = {"kind": answer.KINDS[type(given)]} if type(given) in answer.KINDS else {}  # the others have a field for it
    return {"schema_version": SCHEMA_VERSION, "data_version": data_version, **kind, **to_plain(given)}


def dumped(given: answer.Answer, data_version: str, pretty: bool) -> str:
    """The document as text: one line for a program, indented for a person; ASCII, so that any locale can carry it."""
    page = given.page if isinstance(given, answer.Sheet) else given
    if isinstance(page, answer.Ready) and not pretty:
        return _joined(page, data_version) + "\n"
    import json

    return json.dumps(document(given, data_version), indent=2 if pretty else None, separators=None if pretty else (",", ":")) + "\n"


def _joined(ready: answer.Ready, data_version: str) -> str:
    """A page put together from its ready-made texts, none of which is read."""
    head = f'"schema_version":{SCHEMA_VERSION},"data_version":{_quoted(data_version)}'
    tail = f'"matched":{_quoted(ready.matched)},"sources":[{",".join(ready.sources)}],"disclaimer":{_quoted(texts.PURPOSE)}'
    joined = f"{{{head},{ready.entry[1:-1]},{tail}}}"
    return joined if joined.isascii() else re.sub(r"[^\x00-\x7f]", _escaped, joined)


def _escaped(letter: re.Match[str]) -> str:
    """A letter that is not ASCII as JSON can have it: the numbers of its one or two units of UTF-16."""
    return "".join(f"\\u{unit}" for unit in letter[0].encode("utf-16-be", "surrogatepass").hex(" ", 2).split())


def _quoted(text: str) -> str:
    """The text as JSON has it."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    from json import dumps

    return dumps(text)
