"""A data directory as a compendium: every file by its form, every link by its name, everything wrong a problem.

An entry whose file has an error is left out whole, so that nothing is shown half-read; the others still answer.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from twitchref import model
from twitchref.model import Compendium
from twitchref.problem import Place, Problem
from twitchref.reading import yamltree
from twitchref.reading.forms import FORMS, FREQUENCIES
from twitchref.reading.yamltree import text_at

FOLDERS = {"site": "sites", "cause": "causes", "term": "terms"}
OPTIONAL = ("terms", "synonyms.yaml")  # a directory of one's own data need not have them

E = TypeVar("E", bound=model.Entry)


def load(directory: Path) -> tuple[Compendium, list[Problem]]:
    """What the directory holds, and what is wrong with its files (rules across entries are `check`'s)."""
    reader = _Reader(directory)
    read = {kind: reader.folder(kind) for kind in FOLDERS}
    sources, synonyms = reader.file("sources.yaml", "sources"), reader.file("synonyms.yaml", "synonyms")
    entries = [entry for found in read.values() for entry in found.values() if entry]
    if not any((directory / folder).is_dir() for folder in ("sites", "causes")) or not (entries or reader.problems):
        advice = "no data here; a data directory has sites/*.yaml, causes/*.yaml and sources.yaml"
        reader.problems, entries, sources = [Problem(Place("."), "E100", advice)], [], {}
    linked = _linked(entries)
    compendium = Compendium(
        sites=tuple(entry for entry in linked if isinstance(entry, model.Site)),
        causes=tuple(entry for entry in linked if isinstance(entry, model.Cause)),
        terms=tuple(entry for entry in linked if isinstance(entry, model.Term)),
        sources=tuple(replace(source, id=id_) for id_, source in sorted((sources or {}).items()) if source),
        synonyms={word: means for word, means in (synonyms or {}).items() if means},
        broken=frozenset(
            (kind, str(id_))
            for kind, found in {**read, "source": {"*": None} if sources is None else sources}.items()
            for id_, value in found.items()
            if not value
        ),
        checksum=reader.digest.hexdigest(),
    )
    return compendium, sorted(reader.problems)


class _Reader:
    """Reads the files of a directory, collecting their problems and the checksum of what was read."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self.digest = sha256()

    def folder(self, kind: str) -> dict[str, Any]:
        """Each file's entry by id, sorted; None for an entry that cannot be read."""
        folder = FOLDERS[kind]
        try:
            paths = sorted((self.directory / folder).iterdir())
        except OSError as error:
            if folder not in OPTIONAL or not isinstance(error, FileNotFoundError) or (self.directory / folder).is_symlink():
                advice = f"the folder cannot be read ({error.strerror}); it holds one YAML file an entry"
                self.problems.append(Problem(Place(folder), "E101", advice))
            return {}
        found: dict[str, Any] = {}
        for path in paths:
            file = f"{folder}/{path.name}"
            if not path.name.isprintable():
                place = Place(f"{folder}/{ascii(path.name)[1:-1]}")
                self.problems.append(Problem(place, "E101", "the file's name has a character that cannot be seen; rename it"))
            elif path.name.startswith("."):
                continue  # an editor's or the system's own
            elif path.suffix == ".yaml":
                entry = self.file(file, kind)
                found[path.stem] = None if entry is None else replace(entry, id=text_at(path.stem, Place(file)))
            else:
                self.problems.append(Problem(Place(file), "W502", "the file is not read: the name of an entry's file ends in .yaml"))
        return found

    def file(self, file: str, form: str) -> Any:
        """What the file makes by its form; None where it cannot be read."""
        path = self.directory / file
        if file in OPTIONAL and not path.exists() and not path.is_symlink():
            return {}
        node, raw, found = yamltree.read(path, file)
        self.problems += found
        self.digest.update(os.fsencode(file) + b"\0%d\0" % len(raw) + raw)
        if node is None or any(problem.level == "error" for problem in found):
            return None
        return FORMS[form].read(node, self.problems)


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
