"""One problem with the data and its place: how it sorts and how it prints."""

from typing import Literal, NamedTuple

Level = Literal["error", "warning"]

# What can wait: it warns, and fails no build, not even a strict one.
OVERDUE = "W401"  # the one problem that a day brings, not an edit
FOR_LEDGER = ("W417", "W418")  # what `examined.tsv` lacks or has too much: whoever edits a text need not be who examines it
CAN_WAIT = (OVERDUE, *FOR_LEDGER)


class Place(NamedTuple):
    """A spot in a file; line and column count from 1, the file is relative to the data directory."""

    file: str
    line: int = 1
    column: int = 1


class Problem(NamedTuple):
    """One thing wrong with the data; problems sort by place, then by code."""

    place: Place
    code: str
    message: str

    @property
    def level(self) -> Level:
        """The code's letter says it: `E` is an error, `W` a warning."""
        return "error" if self.code.startswith("E") else "warning"

    def __str__(self) -> str:
        return f"{self.place.file}:{self.place.line}:{self.place.column}: {self.level} {self.code} {self.message}"

    @property
    def found(self) -> "Found":
        """The problem as an answer tells it."""
        return Found(*self.place, self.level, self.code, self.message)


class Found(NamedTuple):
    """One problem with its place spelled out; lines and columns count from 1."""

    file: str
    line: int
    column: int
    level: Level
    code: str
    message: str
