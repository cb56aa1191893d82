"""One of our SQLite files, opened so that nothing in it can change or run anything; all that completion needs."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Any

from twitchref.data_path import packed
from twitchref.errors import StoreError

try:
    import sqlite3
except ImportError as error:  # Python can be built without it
    raise StoreError(f"this Python comes without SQLite ({error}); use one that has it") from error

APPLICATION_ID = 0x54574954  # "TWIT"
FORMAT = 7
_SLICE = 500  # values in one query; SQLite before 3.32 takes at most 999


class Connection(sqlite3.Connection):
    """A connection that closes itself after its last use; Python 3.13 and later warn of one that nobody closed.

    Any thread may use it, one at a time: `Database` sees to that.
    """

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it could not be opened
            self.close()


class Database:
    """An open file, or one in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.alone = RLock()  # Python keeps prepared statements, which two threads must not use at once

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """The rows of a query; a damaged file is a StoreError, and so is an SQLite without full-text search.

        Where SQLite's own words about a damage cannot be read, or it asks for memory that there is not, Python has other errors for it.
        """
        try:
            with self.alone:
                return self.connection.execute(sql, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError, MemoryError) as error:
            raise failure(error, f"the data file is damaged ({str(error) or 'out of memory'}); build it again") from error

    def rows_among(self, sql: str, values: Iterable[Any], *others: Any) -> list[Any]:
        """The rows of a query that says `IN (?)` once, for any number of values; an ORDER BY holds within each 500.

        `others` are the values of what comes after it in the query, at most some hundred.
        """
        wanted = list(dict.fromkeys(values))
        found = []
        for start in range(0, len(wanted), _SLICE):
            part = wanted[start : start + _SLICE]
            found += self.rows(sql.replace("IN (?)", f"IN ({', '.join('?' * len(part))})"), *part, *others)
        return found

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind of entry, or of the sources, sorted."""
        if kind == "source":
            return [id_ for (id_,) in self.rows("SELECT id FROM sources ORDER BY id")]
        return [id_ for (id_,) in self.rows("SELECT id FROM entries WHERE kind = ? ORDER BY id", kind)]


def failure(error: Exception, otherwise: str) -> StoreError:
    """The error that says what this SQLite lacks; where it lacks nothing, the one that says `otherwise`."""
    if str(error) != "no such module: fts5":
        return StoreError(otherwise)
    return StoreError(
        f"SQLite {sqlite3.sqlite_version}, which this Python uses, lacks full-text search (FTS5); "
        "to search or to build, use a Python whose SQLite has it"
    )


def connect(path: Path) -> sqlite3.Connection:
    """A built file, opened so that nothing in it can change or run anything."""
    try:
        connection = _read_only(path) if path.is_file() else _in_memory(path)
        connection.execute("PRAGMA trusted_schema = OFF")  # SQLite before 3.31 does not know it, and ignores it
        ((application,),) = connection.execute("PRAGMA application_id")
        ((version,),) = connection.execute("PRAGMA user_version")
    except sqlite3.OperationalError as error:
        raise StoreError(f"{path} cannot be read ({error})") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} is not a twitchref data file ({error})") from error
    if application != APPLICATION_ID:
        raise StoreError(f"{path} is not a twitchref data file")
    if version != FORMAT:
        raise StoreError(f"{path} has format {version}, this program reads format {FORMAT}; build it again with `twitchref build`")
    return connection


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, factory=Connection, check_same_thread=False)


def _in_memory(path: Path) -> sqlite3.Connection:
    """The package's own built file where that is inside a zip."""
    content = packed(path)
    if content is None:
        raise StoreError(f"there is no data at {path}; name a data directory or a file that `twitchref build` made")
    connection = sqlite3.connect(":memory:", factory=Connection, check_same_thread=False)
    if not hasattr(connection, "deserialize"):
        raise StoreError(
            f"SQLite {sqlite3.sqlite_version}, which this Python uses, cannot read data inside a zip (it lacks deserialize); "
            "install twitchref, or name data with --data"
        )
    connection.deserialize(content)
    return connection


def create(path: str, fill: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """A new file, or `:memory:`, after `fill`; a StoreError where SQLite lacks something, an OSError where the disk is full or fails."""
    connection = sqlite3.connect(path, factory=Connection, check_same_thread=False)
    change(connection, fill)
    return connection


def change(connection: sqlite3.Connection, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Lets `fill` write into a file that is being built, or into one in memory; the errors are those of `create`."""
    try:
        fill(connection)
    except sqlite3.OperationalError as error:
        kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # errors of the sqlite3 module itself have none
        if kind in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise OSError(str(error)) from error
        raise failure(error, f"the data cannot be built ({error})") from error
