"""One answer's worth read from the compendium in SQLite: build it, open it read-only, ask it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from twitchref.errors import StoreError
from twitchref.model import WHOLE_BODY, CauseKind, Entry, Help, Kind, NoUrl, Sign, Source
from twitchref.rows import Counts, Examined, Named, Shown, Spoken
from twitchref.store.database import Database, change, connect, create

if TYPE_CHECKING:
    from sqlite3 import Connection

    from twitchref.model import Compendium

T = TypeVar("T")
_LEVELS = Help._fields
_WITHOUT_SIGNS = '"help":null'  # in each body: the signs stand once in the file
_SIGN = "SELECT {} FROM signs {} ORDER BY level = 'emergency' DESC, level = 'urgent' DESC, sign"
_OF_ENTRY = "JOIN entry_signs USING (sign) WHERE entry = ?"
_COLUMNS = "signs.body, short, why"


class Store(Database):
    """An open compendium: what the program queries.

    Of one in memory, `compendium` is what it was made of: its tables are filled only as far as questions need them.
    """

    def __init__(self, connection: "Connection", compendium: "Compendium | None" = None) -> None:
        super().__init__(connection)
        self._compendium = compendium

    @property
    def version(self) -> str:
        """The data version."""
        return self._meta("version")

    @property
    def counts(self) -> Counts:
        """How many sites, causes, claims, signs and sources there are."""
        return Counts(**_plain("its counts", self._meta("counts")))

    @property
    def examined(self) -> Examined | None:
        """How many of all statements were examined, and how; None where the data does not say."""
        for (value,) in self.rows("SELECT value FROM meta WHERE key = 'examined'"):
            return _decoded(Examined, "its examination", value)
        return None

    def _meta(self, key: str) -> str:
        for (value,) in self.rows("SELECT value FROM meta WHERE key = ?", key):
            return str(value)
        raise StoreError(f"the data file is damaged (it has no {key}); build it again")

    def whole(self) -> None:
        """Sees to it that every table is filled: before a question across pages, or one of words in names and texts."""
        with self.alone:
            if self._compendium is not None:
                from twitchref.store.tables import fill_rest

                compendium, self._compendium = self._compendium, None
                change(self.connection, lambda connection: fill_rest(connection, compendium))

    def _page(self, kind: str, id_: str) -> tuple[int, str]:
        """The number and the JSON of an entry that is known to be there."""
        with self.alone:
            ((number, body),) = self.rows("SELECT entry, body FROM entries WHERE kind = ? AND id = ?", kind, id_)
            if body is None and self._compendium is not None:
                from twitchref.store.tables import fill_page

                fill_page(self.connection, self._compendium, number)
                return self._page(kind, id_)
        return number, _undamaged(kind, id_, body)

    def page(self, kind: str, id_: str) -> tuple[Entry, tuple[Source, ...], dict[str, str], Examined | None]:
        """An entry that is known to be there, the sources that its page cites, in order, its glosses, as `glosses` has them, and how
        many of its statements were examined, as `examined` has it.
        """
        number, body = self._page(kind, id_)
        counted = self.rows("SELECT statements, source, abstract, knowledge FROM examined WHERE entry = ?", number)
        examined = Examined(*counted[0]) if counted else None
        return self._entry(number, f"{kind} {id_}", body), self._decoded_sources_of(number), self._glosses(number), examined

    def entry(self, kind: str, id_: str) -> Entry:
        """One entry that is known to be there."""
        number, body = self._page(kind, id_)
        return self._entry(number, f"{kind} {id_}", body)

    def _entry(self, number: int, what: str, body: str) -> Entry:
        entry = _decoded(Entry, what, body)
        signs = self._signs_of(number)
        return entry._replace(help=Help(*(tuple(sign for sign in signs if sign.level == level) for level in _LEVELS)))

    def ready(self, kind: str, id_: str) -> tuple[str, tuple[str, ...]]:
        """An entry that is known to be there and the sources that its page cites, in order, as the JSON texts that the file holds."""
        number, body = self._page(kind, id_)
        if _WITHOUT_SIGNS not in body or not body.endswith("}"):
            raise _damaged(f"{kind} {id_}")
        signs = self.rows(_SIGN.format("signs.body, level", _OF_ENTRY), number)
        levels = (",".join(sign for sign, of in signs if of == level) for level in _LEVELS)
        help_ = ",".join(f'"{level}":[{texts}]' for level, texts in zip(_LEVELS, levels, strict=True))
        return body.replace(_WITHOUT_SIGNS, f'"help":{{{help_}}}', 1), tuple(source for _, source, _ in self._sources_of(number))

    def sources_of(self, kind: str, id_: str) -> tuple[Source, ...]:
        """The sources that an entry's page cites, in the order they are first cited."""
        return self._decoded_sources_of(self._page(kind, id_)[0])

    def _decoded_sources_of(self, number: int) -> tuple[Source, ...]:
        return tuple(_source(*row) for row in self._sources_of(number))

    def _sources_of(self, number: int) -> list[tuple[str, str, NoUrl | None]]:
        found = self.rows("SELECT id, body, no_url FROM citations JOIN sources USING (source) WHERE entry = ? ORDER BY nth", number)
        for id_, body, _ in found:
            if not (str(body).startswith(f'{{"id":"{id_}",') and body.endswith("}")):
                raise _damaged(f"source {id_}")
        return found

    def signs_of(self, kind: str, id_: str) -> tuple[Sign, ...]:
        """The signs that an entry's page shows, by level."""
        return tuple(self._signs_of(self._page(kind, id_)[0]))

    def _signs_of(self, number: int) -> list[Sign]:
        return list(map(_sign, self.rows(_SIGN.format(_COLUMNS, _OF_ENTRY), number)))

    def signs_numbered(self, numbers: Iterable[int]) -> tuple[Sign, ...]:
        """These signs, by level, and within a level in the order of the numbers."""
        order = {number: place for place, number in enumerate(numbers)}
        found = self.rows_among(f"SELECT sign, {_COLUMNS} FROM signs WHERE sign IN (?)", order)
        signs = [_sign(row) for _, *row in sorted(found, key=lambda row: order[row[0]])]
        return tuple(sorted(signs, key=lambda sign: _LEVELS.index(sign.level)))

    def signs(self) -> tuple[Shown, ...]:
        """Every sign once, by level, with the pages that show it, sites before causes and each by name."""
        pages: dict[str, list[Named]] = {}
        sql = """
            SELECT signs.id, entries.kind, entries.id, entries.name FROM entry_signs JOIN signs USING (sign) JOIN entries USING (entry)
            ORDER BY entries.kind != 'site', entries.name COLLATE NOCASE
        """
        for sign, *page in self.rows(sql):
            pages.setdefault(sign, []).append(Named(*page))
        signs = map(_sign, self.rows(_SIGN.format(_COLUMNS, "")))
        return tuple(Shown(sign, tuple(pages.get(sign.id, ()))) for sign in signs)

    def passages(self, entries: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """What search looks in of entries, by their numbers: each name, claim and note with its section."""
        from twitchref.store.passages import passages  # for search alone

        self.whole()
        found = {}
        for number, kind, id_, body in self.rows_among("SELECT entry, kind, id, body FROM entries WHERE entry IN (?)", entries):
            try:
                found[number] = passages(_plain(f"{kind} {id_}", _undamaged(kind, id_, body)))
            except (KeyError, TypeError, AttributeError) as error:
                raise _damaged(f"{kind} {id_}") from error
        return found

    def spoken(self) -> Spoken:
        """All that people may say who mean something here: for a search that has no texts."""
        from twitchref.store.spoken import spoken  # for the web pages alone

        self.whole()
        return spoken(self)

    def glosses(self, kind: str, id_: str) -> dict[str, str]:
        """The clinical words in an entry's claims with their plain meanings, longest first."""
        return self._glosses(self._page(kind, id_)[0])

    def _glosses(self, number: int) -> dict[str, str]:
        return dict(self.rows("SELECT word, gloss FROM glosses WHERE entry = ? ORDER BY length(word) DESC, word", number))

    def listing(self, kind: Kind) -> list[tuple[str, str, CauseKind | None]]:
        """Every entry of a kind: id, name and, for causes, what kind of cause; by name."""
        return self.rows("SELECT id, name, cause_kind FROM entries WHERE kind = ? ORDER BY name COLLATE NOCASE", kind)

    def sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Those of the sources that are known, by id."""
        rows = self.rows_among("SELECT id, body, no_url FROM sources WHERE id IN (?)", ids)
        return {row[0]: _source(*row) for row in rows}

    def rests(self) -> dict[str, int]:
        """How many claims and signs rest on each source, by its id."""
        return dict(self.rows("SELECT id, rests FROM sources"))

    def citing(self, source: str | None = None) -> Iterator[Entry]:
        """The entries whose page cites a source, or all: the whole body, whose causes other sites repeat, then sites, causes and terms."""
        self.whole()
        where = "entry IN (SELECT entry FROM citations JOIN sources USING (source) WHERE sources.id = ?)" if source else "? IS NULL"
        sql = f"SELECT entry, kind, id, body FROM entries WHERE {where} ORDER BY id != ?, entry"
        for number, kind, id_, body in self.rows(sql, source, WHOLE_BODY):
            yield self._entry(number, f"{kind} {id_}", body)


def _sign(row: Sequence[str]) -> Sign:
    body, short, why = row
    return _decoded(Sign, "a sign", body)._replace(short=short, why=why)


def _source(id_: str, body: str, no_url: NoUrl | None) -> Source:
    return _decoded(Source, f"source {id_}", body)._replace(no_url=no_url)


def _decoded(cls: type[T], what: str, body: str) -> T:
    from twitchref.codec import from_plain

    try:
        return from_plain(cls, _plain(what, body))
    except (KeyError, TypeError, AttributeError) as error:
        raise _damaged(what) from error


def _plain(what: str, body: str) -> dict[str, Any]:
    """The dictionary that a body is in JSON."""
    import json

    try:
        return dict(json.loads(body))
    except (ValueError, TypeError) as error:
        raise _damaged(what) from error


def _undamaged(kind: str, id_: str, body: object) -> str:
    """The JSON of an entry, where it is that entry's."""
    if not str(body).startswith(f'{{"kind":"{kind}","id":"{id_}",'):  # another entry's, or none
        raise _damaged(f"{kind} {id_}")
    return str(body)


def _damaged(what: str) -> StoreError:
    return StoreError(f"the data file is damaged at {what}; build it again")


def build(compendium: "Compendium", path: str = ":memory:") -> Store:
    """The compendium in a new SQLite file, or in memory; an OSError where the disk is full or fails."""
    from twitchref.store.tables import fill, fill_names

    if path == ":memory:":
        return Store(create(path, lambda connection: fill_names(connection, compendium)), compendium)
    return Store(create(path, lambda connection: fill(connection, compendium)))


def open(path: Path) -> Store:
    """A built file; a StoreError where it is not one of ours, or is damaged."""
    return Store(connect(path))
