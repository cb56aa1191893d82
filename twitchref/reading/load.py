"""A data directory as a compendium: every file by its form, every link by its name, everything wrong a problem.

An entry whose file has an error is left out whole, so that nothing is shown half-read; the others still answer. `check` gets it
nevertheless, as far as it can be read, with empty texts where it cannot (shape.py): so one problem hides no other.
"""

import os
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from twitchref import model
from twitchref.model import ANY, Compendium
from twitchref.problem import Place, Problem
from twitchref.reading import yamltree
from twitchref.reading.forms import FORMS, FREQUENCIES
from twitchref.reading.nodes import Mapping, Node, Sequence, Text, text_at, with_the_later
from twitchref.words import plain_words

FOLDERS = {"site": "sites", "cause": "causes", "term": "terms"}
OPTIONAL = ("terms", "synonyms.yaml")  # a directory of one's own data need not have them
FOLLOWS = {"E105": ("E204",), "E112": ("E201", "E204")}  # what a problem that YAML has makes of a text: no second problem

E = TypeVar("E", bound=model.Entry)


def load(directory: Path, partly: bool = False) -> tuple[Compendium, list[Problem]]:
    """What the directory holds, and what is wrong with its files (rules across entries are `check`'s).

    With `partly`, entries and sources with an error are in it too, as far as they can be read; `broken` still names them. One in
    whose file a field stands twice is in it twice: with what stands there first, and with what stands there last.
    """
    reader = _Reader(directory)
    entries = [entry for kind in FOLDERS for entry in reader.folder(kind)]
    sources, synonyms = reader.table("sources.yaml", "sources"), reader.table("synonyms.yaml", "synonyms")
    if not any((directory / folder).is_dir() for folder in ("sites", "causes")) or not (entries or reader.problems):
        advice = "no data here; a data directory has sites/*.yaml, causes/*.yaml and sources.yaml"
        reader.problems, entries, sources = {Problem(Place("."), "E100", advice)}, [], []
    linked = _linked([entry for entry in entries if partly or (entry.kind, entry.id) not in reader.broken])
    compendium = Compendium(
        sites=tuple(entry for entry in linked if isinstance(entry, model.Site)),
        causes=tuple(entry for entry in linked if isinstance(entry, model.Cause)),
        terms=tuple(entry for entry in linked if isinstance(entry, model.Term)),
        sources=tuple(replace(source, id=id_) for id_, source in sources if partly or ("source", id_) not in reader.broken),
        synonyms={word: means for word, means in synonyms if ("synonym", word) not in reader.broken},
        broken=frozenset((kind, id_) for kind, id_ in reader.broken if kind != "synonym"),
        unread=frozenset(reader.unread),
        checksum=reader.digest.hexdigest(),
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
                advice = f"the folder cannot be read ({error.strerror}); it holds one YAML file an entry"
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
                found += [replace(entry, id=text_at(path.stem, Place(file))) for entry in entries]
                if errors:
                    self.broken.add((kind, path.stem))
            else:
                self.problems.add(Problem(Place(file), "W502", "the file is not read: the name of an entry's file ends in .yaml"))
        return found

    def table(self, file: str, form: str) -> list[tuple[Text, Any]]:
        """The rows of the file, sorted by key; those with an error are in `broken`, as `*` where none can be read."""
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
        return sorted({row for rows in tables for row in rows.items()}, key=lambda row: row[0])

    def _file(self, file: str, form: str) -> tuple[Node | None, list[Any], list[Problem]]:
        """The file's root node, what it makes by its form (twice where a field stands twice), and the errors in it."""
        path = self.directory / file
        if file in OPTIONAL and not path.exists() and not path.is_symlink():
            return None, [], []
        node, raw, found = yamltree.read(path, file)
        self.digest.update(os.fsencode(file) + b"\0%d\0" % len(raw) + raw)
        told = {(problem.place, code) for problem in found for code in FOLLOWS.get(problem.code, ())}
        twice = any(problem.code == "E113" for problem in found)
        values = []
        for reading in [] if node is None else [node, with_the_later(node)] if twice else [node]:
            wrong: list[Problem] = []
            values.append(FORMS[form].read(reading, wrong))
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


def _linked(entries: list[model.Entry]) -> list[model.Entry]:
    """The entries with the names of what they link to, and each cause with the links that lead to it as well."""
    names: dict[tuple[model.Kind, str], str] = {(entry.kind, entry.id): entry.name for entry in entries}
    at: defaultdict[str, list[model.Link]] = defaultdict(list)
    back: defaultdict[str, list[model.Link]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry, model.Site):
            for link in (*entry.causes, *entry.rarer_diseases):
                at[link.id].append(model.Link("site", entry.id, entry.name, link.frequency, link.claims))
        elif isinstance(entry, model.Cause):
            for link in entry.related:
                back[link.id].append(model.Link("cause", entry.id, entry.name, None, link.claims))
    named = [_named(entry, names) for entry in entries]
    return [_with_links_back(entry, at[entry.id], back[entry.id]) if isinstance(entry, model.Cause) else entry for entry in named]


def _named(entry: E, names: dict[tuple[model.Kind, str], str]) -> E:
    """The entry with the names of what it links to; an unknown id stays its own name."""
    given: dict[str, Any] = {
        field: tuple(replace(link, name=names.get((link.kind, link.id), link.id)) for link in getattr(entry, field))
        for field in ("causes", "rarer_diseases", "related", "see_also")
        if hasattr(entry, field)
    }
    return replace(entry, **given)


def _with_links_back(cause: model.Cause, at: Iterable[model.Link], back: Iterable[model.Link]) -> model.Cause:
    """The cause with the sites that link it, and with the causes that name it as related beside those it names itself."""
    own = {link.id for link in cause.related}
    return replace(
        cause,
        sites=tuple(sorted(at, key=lambda link: FREQUENCIES.index(link.frequency or "unknown"))),
        related=cause.related + tuple(link for link in back if link.id not in own),
    )
