"""What is wrong with the YAML that a look-up meets: entries that cannot be read, links and citations that lead nowhere."""

import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from twitchref.checking import ground, links
from twitchref.model import Cause, Compendium, Entry, Name, Site, Term
from twitchref.problem import Place, Problem
from twitchref.reading.load import FOLDERS
from twitchref.reading.yamltree import Mapping, Sequence, Text, read, text_at
from twitchref.store import reader as store

_SOURCES = "sources.yaml"


class Faults:
    """The faults of a directory that was loaded; `errors` are those of its files."""

    def __init__(self, directory: Path, compendium: Compendium, errors: tuple[Problem, ...]) -> None:
        self._directory = directory
        self._compendium = compendium
        self.errors = errors

    def of_kind(self, kind: str) -> tuple[Problem, ...]:
        """The errors in any file of a kind of entry, or of the sources."""
        if kind == "source":
            return self._within({_SOURCES})
        return tuple(error for error in self.errors if error.place.file.partition("/")[0] == FOLDERS[kind])

    def of_folder(self, kind: str) -> tuple[Problem, ...]:
        """The error that keeps every entry of a kind from being read; none where the folder itself can be."""
        return self._within({FOLDERS[kind]})

    def of(self, kind: str, id_: str) -> tuple[Problem, ...]:
        """Why an entry or a source that is there cannot be read; none where it can be, or is not there."""
        broken = self._compendium.broken
        if (kind, id_) not in broken and (kind, "*") not in broken:
            return ()
        return self._within({_SOURCES if kind == "source" else f"{FOLDERS[kind]}/{id_}.yaml"})

    def _within(self, files: set[str]) -> tuple[Problem, ...]:
        return tuple(error for error in self.errors if error.place.file in files)

    @cached_property
    def names(self) -> store.Store:
        """A store for looking names up alone: beside every entry that can be read it knows those that cannot be."""
        found = [_stand_in(self._directory, kind, id_) for kind, id_ in sorted(self._compendium.broken) if kind != "source"]
        return store.build(
            replace(
                self._compendium,
                sites=(*self._compendium.sites, *(entry for entry in found if isinstance(entry, Site))),
                causes=(*self._compendium.causes, *(entry for entry in found if isinstance(entry, Cause))),
                terms=(*self._compendium.terms, *(entry for entry in found if isinstance(entry, Term))),
            )
        )

    def astray(self, kind: str, id_: str, part: str = "") -> tuple[Problem, ...]:
        """The links and citations on an entry's page, or in one part of it, that lead nowhere."""
        (entry,) = (entry for entry in self._compendium.entries if (entry.kind, entry.id) == (kind, id_))
        places = {ground.place_of(each.id) for section, claim in entry.sections() if section.startswith(part) for each in claim.sources}
        if not part:
            places |= {ground.place_of(link.id) for link in ground.links(entry)} | {ground.place_of(each.id) for each in entry.see_also}
        return tuple(self._nowhere[place] for place in sorted(places & self._nowhere.keys()))

    @cached_property
    def _nowhere(self) -> dict[Place, Problem]:
        """Everything that leads nowhere, by its place."""
        rules = {"E301": links.unknown_cause, "E302": links.unknown_source, "E303": links.unknown_see_also}
        return {place: Problem(place, code, message) for code, rule in rules.items() for place, message in rule(self._compendium, "")}


def _stand_in(directory: Path, kind: str, id_: str) -> Entry:
    """An entry that cannot be read, with those of its names that can be."""
    node, raw, _ = read(directory / FOLDERS[kind] / f"{id_}.yaml", id_)
    line = re.search(rb"^name: *['\"]?(.*?)['\"]? *$", raw, re.MULTILINE)
    name = line[1].decode("utf-8", "replace") if line else ""
    registers = node.get(text_at("names", Place(id_))) if isinstance(node, Mapping) else None
    lists = [texts for texts in registers.values() if isinstance(texts, Sequence)] if isinstance(registers, Mapping) else []
    values: dict[str, Any] = {
        "id": id_,
        "name": name if _is_word(name) else id_,
        "names": tuple(Name(text, "lay") for texts in lists for text in texts if isinstance(text, Text) and _is_word(text)),
        **dict.fromkeys(("reviewed", "review_due", "reviewer"), ""),
        "summary": (),
    }
    return Site(**values) if kind == "site" else Cause(**values, cause_kind="everyday") if kind == "cause" else Term(**values)


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))
