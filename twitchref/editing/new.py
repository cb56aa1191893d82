"""Beginning a new entry, sign or source: a file of its own, or a record in its file, with prompts to be filled in."""

import re
from pathlib import Path
from typing import Any

from twitchref import safe_write
from twitchref.checking.links import shared_name
from twitchref.editing import skeleton
from twitchref.errors import NoDataError, WriteError
from twitchref.model import Entry, Name
from twitchref.problem import Place, Problem
from twitchref.reading import yamltree
from twitchref.reading.forms import ID
from twitchref.reading.load import FOLDERS, load
from twitchref.reading.nodes import Mapping, text_at
from twitchref.words import plain_words

LONGEST = 100  # letters of an id: it is the name of a file, which may have some 250 bytes
FILES = {"sign": "signs.yaml", "source": "sources.yaml"}  # all records of a kind


def new(directory: Path, kind: str, id_: str, today: str) -> tuple[Place, list[Problem]]:
    """Begins a site, cause, term, sign or source in a data directory, and says where it begins; `today` is written 2026-11-24.

    Where the file that it belongs in has errors which keep it from being read, nothing is written and they come back. Raises
    ValueError where the id is none, is there already, or is a name of another entry; NoDataError where the directory is none of data;
    WriteError where the file cannot be written.
    """
    if not any((directory / folder).is_dir() for folder in FOLDERS.values()):
        raise NoDataError(f"there is no data at {directory}; name a data directory: it has a folder {' or '.join(FOLDERS.values())}")
    if not re.fullmatch(ID, id_):
        raise ValueError(f"'{id_}' is no id: lower-case letters, digits and hyphens, as restless-legs{_nearest(id_)}")
    if len(id_) > LONGEST:
        raise ValueError(f"an id of {len(id_)} letters is too long; take {LONGEST} at most")
    return _record(directory, kind, id_) if kind in FILES else (_file(directory, kind, id_, today), [])


def _nearest(text: str) -> str:
    near = "-".join(plain_words(text.removesuffix(".yaml")))
    return f"; the nearest is '{near}'" if re.fullmatch(ID, near) else ""


def _file(directory: Path, kind: Any, id_: str, today: str) -> Place:
    """Writes the file of a new entry."""
    place = Place(f"{FOLDERS[kind]}/{id_}.yaml")
    file = directory / place.file
    if file.exists() or file.is_symlink():
        raise ValueError(f"there is {file} already; nothing was written. Change that file, or choose another id")
    at = text_at(id_, place)
    entry = Entry(kind, at, "", (Name(at, "lay", shared=True),))  # it could still list the name as shared
    known, _ = load(directory, partly=True)
    for found, message in shared_name(known._replace(entries=(*known.entries, entry)), today):
        if found == place:
            told = message.partition(";")[0].replace(" too (", " already (")
            raise ValueError(f"{told}; nothing was written. Change that entry, or choose another id")
    with safe_write.in_one_line(file.parent):
        file.parent.mkdir(exist_ok=True)
    with safe_write.whole(safe_write.target(file, lambda opened: False)) as unfinished:
        unfinished.write_text("".join(f"{line}\n" for line in skeleton.entry(kind, id_, today)), encoding="utf-8", newline="\n")
    return place


def _record(directory: Path, kind: str, id_: str) -> tuple[Place, list[Problem]]:
    """Writes a new record into the file of its kind: a source in the order of the alphabet, a sign at the end."""
    name, form = FILES[kind], f"{kind}s"
    file = directory / name
    raw, before = f"{skeleton.schema_line(form, '')}\n".encode(), Mapping()
    if file.exists() or file.is_symlink():
        node, raw, problems = yamltree.read(file, name)
        if isinstance(node, Mapping):
            before = node
        elif errors := [problem for problem in problems if problem.level == "error" and problem.code != "E108"]:
            return Place(name), errors
    if id_ in before:
        key = next(key for key in before if key == id_)
        raise ValueError(f"there is {kind}:{id_} already ({file}:{key.place.line}); nothing was written. Change that, or choose another id")
    line, text = _with(raw, before, skeleton.row(form, id_), id_ if kind == "source" else "~")
    with safe_write.whole(safe_write.target(file, lambda opened: True)) as unfinished:
        unfinished.write_bytes(text)
        after, _, _ = yamltree.read(unfinished, name)
        if not isinstance(after, Mapping) or {**after, **before} != after or after.keys() != before.keys() | {id_}:
            raise WriteError(f"{file} is written in a way that nothing can be put into it; write the record there by hand")
    return Place(name, line), []


def _with(raw: bytes, records: Mapping, lines: list[str], before: str) -> tuple[int, bytes]:
    """A file with more lines in front of the first record whose id comes after `before`, and the number of the first of them.

    Comments and empty lines over a record stay with it; every other byte stays what it is.
    """
    old = raw.splitlines(keepends=True)
    end = b"\r\n" if old and old[0].endswith(b"\r\n") else b"\n"
    at = min((key.place.line for key in records if key > before), default=len(old) + 1) - 1
    first = min((key.place.line for key in records), default=len(old) + 1) - 1
    while first < at and (old[at - 1].isspace() or old[at - 1].startswith(b"#")):
        at -= 1
    if old[:at] and not old[at - 1].endswith((b"\n", b"\r")):
        old[at - 1] += end
    return at + 1, b"".join([*old[:at], *(line.encode() + end for line in lines), *old[at:]])
