"""What is wrong with the YAML that a look-up meets: entries that cannot be read, links and citations that lead nowhere."""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from twitchref.model import ANY, Claim, Compendium, Entry, Link, Pointer, Sign
from twitchref.problem import Place, Problem
from twitchref.reading import yamltree
from twitchref.reading.load import FOLDERS, load
from twitchref.reading.nodes import Text
from twitchref.reading.prompts import PROMPT
from twitchref.sections import site_links
from twitchref.store import reader as store

_FILES = {"sign": "signs.yaml", "source": "sources.yaml"}  # what is not in a folder with one file per entry
_NOWHERE = ("E301", "E302", "E303", "E305")  # an unknown cause, source, see_also, sign


class Faults:
    """The faults of a directory that was loaded; `errors` are those of its files."""

    def __init__(self, directory: Path, compendium: Compendium, errors: tuple[Problem, ...]) -> None:
        self._directory = directory
        self._compendium = compendium
        self.errors = errors

    def of_kind(self, kind: str) -> tuple[Problem, ...]:
        """The errors in any file of a kind of entry, or of the signs or sources."""
        top = _FILES.get(kind) or FOLDERS[kind]
        return tuple(error for error in self.errors if error.place.file.partition("/")[0] == top)

    def of_folder(self, kind: str) -> tuple[Problem, ...]:
        """The error that keeps every entry of a kind from being read; none where the folder itself can be."""
        return self._within(FOLDERS[kind])

    def of(self, kind: str, id_: str) -> tuple[Problem, ...]:
        """Why an entry, a sign or a source that is there cannot be read; none where it can be, or is not there.

        An entry none of whose signs can be read counts as one that cannot be: without them its page would look harmless.
        """
        broken = not self._compendium.broken.isdisjoint(((kind, id_), (kind, ANY)))
        if broken and (why := self._within(_FILES.get(kind) or f"{FOLDERS[kind]}/{id_}.yaml")):
            return why
        entry = self._entries.get((kind, id_))
        return () if entry is None or any(entry.help) else tuple(sorted(self._lost_signs(entry)))

    def sign_ids(self, kind: str, id_: str) -> tuple[str, ...]:
        """The signs that belong on the page of an entry that is known to be there, whether or not they can be read."""
        return self._entries[kind, id_].sign_ids

    @cached_property
    def _entries(self) -> dict[tuple[str, str], Entry]:
        """Every entry that can be read, by kind and id."""
        return {(entry.kind, entry.id): entry for entry in self._compendium.entries}

    def _lost_signs(self, entry: Entry) -> set[Problem]:
        """Why signs that the entry lists cannot be shown: those that cannot be read, and those that are not there."""
        lost = [("sign", sign) for sign in entry.sign_ids if ("sign", sign) not in self._known]
        return {problem for _, sign in lost for problem in self.of("sign", sign)} | self._leading_nowhere(lost, ())

    def _within(self, file: str) -> tuple[Problem, ...]:
        return tuple(error for error in self.errors if error.place.file == file)

    @cached_property
    def names(self) -> store.Store:
        """A store for looking names up alone: beside every entry that can be read it knows those that cannot be."""
        partly, _ = load(self._directory, partly=True)
        known = {(entry.kind, entry.id): entry for entry in reversed(partly.entries)}  # one with a doubled field is there twice
        for kind, id_ in sorted(self._compendium.broken):
            if kind in FOLDERS and id_ != ANY:
                known.setdefault((kind, id_), Entry(kind, id_, ""))  # type: ignore[arg-type]
        return store.build(partly._replace(entries=tuple(map(self._names_of, known.values())), signs=(), sources=()))

    def _names_of(self, entry: Entry) -> Entry:
        """An entry with its names alone; where no name can be read, what the line of it may say, or else the id."""
        name = str(entry.name)
        if not name:
            _, raw, _ = yamltree.read(self._directory / FOLDERS[entry.kind] / f"{entry.id}.yaml", entry.id)
            line = re.search(rb"^name: *['\"]?(.*?)['\"]? *$", raw, re.MULTILINE)
            name = line[1].decode("utf-8", "replace") if line else ""
        names = tuple(each for each in entry.names if _is_word(each.text))
        known = _is_word(name) and PROMPT not in name
        return Entry(entry.kind, entry.id, name if known else entry.id, names, cause_kind=entry.cause_kind)

    def astray(self, kind: str, id_: str) -> tuple[Problem, ...]:
        """The signs, links and citations on an entry's page that lead nowhere, and the errors of signs that cannot be shown there."""
        entry = self._entries[kind, id_]
        links: tuple[Link | Pointer, ...] = (*site_links(entry), *entry.related, *entry.see_also)
        named = [(link.kind, link.id) for link in links]
        statements: list[Claim | Sign] = [claim for _, claim in entry.claims()]
        statements += [sign for signs in entry.help for sign in signs]
        return tuple(sorted(self._lost_signs(entry) | self._leading_nowhere(named, statements)))

    def astray_signs(self) -> tuple[Problem, ...]:
        """The errors of signs that cannot be shown, and the citations of the others that lead nowhere."""
        return tuple(sorted({*self.of_kind("sign"), *self._leading_nowhere((), self._compendium.signs)}))

    def _leading_nowhere(self, named: Iterable[tuple[str, str]], statements: Iterable[Claim | Sign]) -> set[Problem]:
        cited = (("source", citation.id) for each in statements for citation in (*each.sources, *getattr(each, "against", ())))
        unknown = [id_ for kind, id_ in (*named, *cited) if (kind, id_) not in self._known]
        return {self._nowhere[id_.place] for id_ in unknown if isinstance(id_, Text) and id_.place in self._nowhere}

    @cached_property
    def _known(self) -> set[tuple[str, str]]:
        """The kind and id of everything that can be read."""
        held = self._compendium
        return {*self._entries, *(("sign", sign.id) for sign in held.signs), *(("source", source.id) for source in held.sources)}

    @cached_property
    def _nowhere(self) -> dict[Place, Problem]:
        """Everything that leads nowhere, by its place; the rules of `check` are loaded only where something is unknown."""
        from twitchref.checking.check import RULES

        found = ((code, place, message) for code in _NOWHERE for place, message in RULES[code](self._compendium, ""))
        return {place: Problem(place, code, message) for code, place, message in found}


def _is_word(text: str) -> bool:
    return text.isprintable() and any(char.isalnum() for char in text)
