"""A data directory as a compendium: every file by its form, every link by its name, everything wrong a problem.

An entry whose file has an error is left out whole, so that nothing is shown half-read; the others still answer. `check` gets it
nevertheless, as far as it can be read, with empty texts where it cannot (shape.py): so one problem hides no other.
"""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from twitchref import model
from twitchref.model import ANY, Compendium
from twitchref.problem import Place, Problem
from twitchref.reading import examined, prompts, yamltree
from twitchref.reading.characters import content
from twitchref.reading.forms import FORMS
from twitchref.reading.link import linked
from twitchref.reading.nodes import Mapping, Node, Sequence, Text, text_at, with_the_later
from twitchref.words import plain_words

FOLDERS = {"site": "sites", "cause": "causes", "term": "terms"}
OPTIONAL = ("terms", "words.yaml", examined.FILE)  # a directory of one's own data need not have them
# What such a problem makes of a text, which is no second problem.
FOLLOWS = {"E105": ("E204",), "E112": ("E201", "E204"), "E208": ("E203", "E204", "E205", "E206")}


def folders(directory: Path) -> tuple[Path, ...]:
    """A data directory and the folders of its entries, for one of these may be a link to another place."""
    return (directory, *(directory / folder for folder in FOLDERS.values()))


def load(directory: Path, partly: bool = False) -> tuple[Compendium, list[Problem]]:
    """What the directory holds, and what is wrong with its files (rules across entries are `check`'s).

    With `partly`, entries, signs and sources with an error are in it too, as far as they can be read; `broken` still names them.
    One in whose file a field stands twice is in it twice: with what stands there first, and with what stands there last.
    """
    reader = _Reader(directory)
    entries = [entry for kind in FOLDERS for entry in reader.folder(kind)]
    signs, sources = reader.table("signs.yaml", "signs"), reader.table("sources.yaml", "sources")
    words, ledger = reader.words("words.yaml"), reader.ledger(examined.FILE)
    if not any((directory / folder).is_dir() for folder in ("sites", "causes")) or not (entries or reader.problems):
        advice = "no data here; a data directory has sites/*.yaml, causes/*.yaml, signs.yaml and sources.yaml"
        reader.problems, entries, signs, sources, ledger = {Problem(Place("."), "E100", advice)}, [], [], [], None

    def kept(kind: str, id_: str) -> bool:
        return partly or (kind, id_) not in reader.broken

    whole = tuple(sign._replace(id=id_) for id_, sign in signs if kept("sign", id_))
    compendium = Compendium(
        entries=linked([entry for entry in entries if kept(entry.kind, entry.id)], whole),
        signs=whole,
        sources=tuple(source._replace(id=id_) for id_, source in sorted(sources) if kept("source", id_)),
        words=words,
        broken=frozenset(reader.broken),
        unread=frozenset(reader.unread),
        checksum=reader.digest.hexdigest(),
        examined=ledger if partly or ("examined", ANY) not in reader.unread else None,
    )
    return compendium, sorted(reader.problems)


class _Reader:
    """Reads the files of a directory, collecting their problems, what cannot be read of them, and the checksum of what was read."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: set[Problem] = set()
        self.broken: set[tuple[str, str]] = set()
        self.unread: set[tuple[str, str]] = set()
        self.digest = sha256()

    def folder(self, kind: str) -> list[model.Entry]:
        """Each file's entry, sorted by id; one with an error is in `broken`."""
        folder = FOLDERS[kind]
        try:
            paths = sorted((self.directory / folder).iterdir())
        except OSError as error:
            if folder not in OPTIONAL or not isinstance(error, FileNotFoundError) or (self.directory / folder).is_symlink():
                advice = f"the folder cannot be read ({error.strerror}); it holds one YAML file per entry"
                self.problems.add(Problem(Place(folder), "E101", advice))
                self.broken.add((kind, ANY))
                self.unread.add((kind, ANY))
            return []
        found: list[model.Entry] = []
        for path in paths:
            file = f"{folder}/{path.name}"
            if not path.name.isprintable():
                place = Place(f"{folder}/{ascii(path.name)[1:-1]}")
                self.problems.add(Problem(place, "E101", "the file's name has a character that cannot be seen; rename it"))
                self.unread.add((kind, ANY))
            elif path.name.startswith("."):
                continue  # an editor's or the system's own
            elif path.suffix == ".yaml":
                _, entries, errors = self._file(file, kind)
                found += [entry._replace(id=text_at(path.stem, Place(file))) for entry in entries]
                if errors:
                    self.broken.add((kind, path.stem))
            else:
                self.problems.add(Problem(Place(file), "W502", "the file is not read: the name of an entry's file ends in .yaml"))
        return found

    def table(self, file: str, form: str) -> list[tuple[Text, Any]]:
        """The rows of the file in their order; those with an error are in `broken`, as `*` where none can be read."""
        kind = form.removesuffix("s")
        node, tables, errors = self._file(file, form)
        if not isinstance(node, Mapping):
            if errors:
                self.broken.add((kind, ANY))
            return []
        keys = sorted([*node, *node.again], key=lambda key: key.place)
        for problem in errors:
            at = bisect_right(keys, problem.place, key=lambda key: key.place)
            self.broken.add((kind, str(keys[at - 1]) if at else ANY))
        return sorted({row for rows in tables for row in rows.items()}, key=lambda row: row[0].place)

    def words(self, file: str) -> model.Words:
        """How people say it; what of it cannot be read is left out, and nothing is `broken` by that."""
        _, words, _ = self._file(file, "words")
        found: model.Words = words[0] if words else model.Words()
        return found

    def ledger(self, file: str) -> dict[str, model.Examination] | None:
        """What was examined, as far as its rows can be read; None where there is no such file."""
        if self._left_out(file):
            return None
        raw, problems = content(self.directory / file, file, "ledger")
        rows: dict[str, model.Examination] = {}
        if raw is not None:
            self._count_in(file, raw)
            rows, problems = examined.read(raw, file)
        self.problems.update(problems)
        if any(problem.level == "error" for problem in problems):
            self.unread.add(("examined", ANY))
        return rows

    def _left_out(self, file: str) -> bool:
        """Whether it is a file that the data need not have, and has not."""
        path = self.directory / file
        return file in OPTIONAL and not path.exists() and not path.is_symlink()

    def _count_in(self, file: str, raw: bytes) -> None:
        """Lets the content of a file make a part of the checksum."""
        self.digest.update(os.fsencode(file) + b"\0%d\0" % len(raw) + raw)

    def _file(self, file: str, form: str) -> tuple[Node | None, list[Any], list[Problem]]:
        """The file's root node, what it makes by its form (twice where a field stands twice), and the errors in it."""
        if self._left_out(file):
            return None, [], []
        node, raw, found = yamltree.read(self.directory / file, file)
        self._count_in(file, raw)
        if node is not None and prompts.PROMPT.encode() in raw:
            found += [*prompts.unfilled(node, FORMS[form]), *prompts.commented(raw, file)]
        told = {(problem.place, code) for problem in found for code in FOLLOWS.get(problem.code, ())}
        twice = any(problem.code == "E113" for problem in found)
        values = []
        for reading in [] if node is None else [node, with_the_later(node)] if twice else [node]:
            wrong: list[Problem] = []
            values.append(FORMS[form].read(reading, wrong))
            if wrong:
                self.unread.update((form, word) for text in _unread(reading, wrong) for word in _words(text))
            found += [problem for problem in wrong if (problem.place, problem.code) not in told]
        if node is None:
            unknown = any(problem.code in ("E101", "E102") for problem in found)
            self.unread.update((form, word) for word in ([ANY] if unknown else _words(raw.decode("utf-8", "replace").replace("\0", ""))))
        self.problems.update(found)
        return node, values, [problem for problem in found if problem.level == "error"]


def _words(text: str) -> set[str]:
    """The words of a text, ids among them."""
    return {*re.findall(r"[a-z0-9-]+", text.lower()), *plain_words(text)}


def _unread(node: Node, problems: list[Problem]) -> Iterator[str]:
    """The texts under the nodes that have a problem: those of a mapping that lacks a field are read."""
    places = {problem.place for problem in problems if problem.code != "E202"}
    return _texts(node, places, False)


def _texts(node: Node, places: set[Place], within: bool) -> Iterator[str]:
    """The texts under the nodes that stand at one of the places; `within` such a node, all of them."""
    within = within or node.place in places
    if isinstance(node, Mapping):
        for key, child in node.items():
            yield from _texts(child, places, within or key.place in places)
    elif isinstance(node, Sequence):
        for child in node:
            yield from _texts(child, places, within)
    elif within:
        yield node
