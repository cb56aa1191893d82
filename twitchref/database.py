"""One of our SQLite files, opened so that nothing in it can change or run anything; all that completion needs."""

import sqlite3
from pathlib import Path
from typing import Any

from twitchref.errors import StoreError

APPLICATION_ID = 0x54574954  # "TWIT"
FORMAT = 1


class Database:
    """An open file, or one in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """The rows of a query; a damaged file is a StoreError."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the data file is damaged ({error}); build it again") from error

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind of entry, or of the sources, sorted."""
        if kind == "source":
            return [id_ for (id_,) in self.rows("SELECT id FROM sources ORDER BY id")]
        return [id_ for (id_,) in self.rows("SELECT id FROM entries WHERE kind = ? ORDER BY id", kind)]


def connect(path: Path) -> sqlite3.Connection:
    """A built file, opened so that nothing in it can change or run anything."""
    if not path.is_file():
        raise StoreError(f"there is no data at {path}; name a data directory or a file that `twitchref build` made")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        ((application,),) = connection.execute("PRAGMA application_id")
        ((version,),) = connection.execute("PRAGMA user_version")
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} is not a twitchref data file ({error})") from error
    if application != APPLICATION_ID:
        raise StoreError(f"{path} is not a twitchref data file")
    if version != FORMAT:
        raise StoreError(f"{path} has format {version}, this program reads format {FORMAT}; build it again with `twitchref build`")
    return connection
