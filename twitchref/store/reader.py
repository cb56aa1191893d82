"""The compendium as one SQLite file with full-text search: build it, open it read-only, read one answer's worth from it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from twitchref.codec import from_plain
from twitchref.errors import StoreError
from twitchref.model import Cause, Entry, Kind, Site, Source, Term
from twitchref.store.database import Database, connect, create

if TYPE_CHECKING:
    from twitchref.model import Compendium

T = TypeVar("T")
_CLASSES: dict[str, type[Entry]] = {"site": Site, "cause": Cause, "term": Term}


class Store(Database):
    """An open compendium: what the program queries."""

    def _meta(self, key: str) -> str:
        for (value,) in self.rows("SELECT value FROM meta WHERE key = ?", key):
            return str(value)
        raise StoreError(f"the data file is damaged (it has no {key}); build it again")

    @property
    def version(self) -> str:
        """The data version."""
        return self._meta("version")

    @property
    def counts(self) -> dict[str, int]:
        """How many sites, causes, claims and sources there are."""
        found: dict[str, int] = json.loads(self._meta("counts"))
        return found

    def entry(self, kind: str, id_: str) -> Entry:
        """One entry that is known to be there."""
        ((body,),) = self.rows("SELECT body FROM entries WHERE kind = ? AND id = ?", kind, id_)
        return _decoded(_CLASSES[kind], f"{kind} {id_}", body)

    def glosses(self, kind: str, id_: str) -> dict[str, str]:
        """The clinical words in an entry's claims with their plain meanings, longest first."""
        sql = "SELECT word, gloss FROM glosses JOIN entries USING (entry) WHERE kind = ? AND id = ? ORDER BY length(word) DESC, word"
        return dict(self.rows(sql, kind, id_))

    def listing(self, kind: Kind) -> list[tuple[str, str, str | None]]:
        """Every entry of a kind: id, name and, for causes, what kind of cause; by name."""
        return self.rows("SELECT id, name, cause_kind FROM entries WHERE kind = ? ORDER BY name COLLATE NOCASE", kind)

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Those of the sources that are known, by id."""
        rows = self.rows_among("SELECT id, body FROM sources WHERE id IN (?)", ids)
        return {id_: _decoded(Source, f"source {id_}", body) for id_, body in rows}

    def citing(self, source: str) -> Iterator[Entry]:
        """The entries that cite a source, sites first."""
        sql = "SELECT kind, id, body FROM entries JOIN citations USING (entry) WHERE source = ? ORDER BY kind != 'site', kind, id"
        for kind, id_, body in self.rows(sql, source):
            yield _decoded(_CLASSES[kind], f"{kind} {id_}", body)


def _decoded(cls: type[T], what: str, body: str) -> T:
    try:
        return from_plain(cls, json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"the data file is damaged at {what}; build it again") from error


def build(compendium: "Compendium", path: str = ":memory:") -> Store:
    """The compendium in a new SQLite file, or in memory; an OSError where the disk is full or fails."""
    from twitchref.store.tables import fill

    return Store(create(path, lambda connection: fill(connection, compendium)))


def open(path: Path) -> Store:
    """A built file; a StoreError where it is not one of ours, or is damaged."""
    return Store(connect(path))
