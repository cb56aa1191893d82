"""One problem with the data and its place: how it sorts and how it prints."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file; line and column count from 1, the file is relative to the data directory."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with the data; problems sort by place, then by code."""

    place: Place
    code: str
    message: str

    @property
    def level(self) -> Level:
        """The code's letter says it: `E` is an error, `W` a warning."""
        return "error" if self.code.startswith("E") else "warning"

    def __str__(self) -> str:
        place = self.place
        return f"{place.file}:{place.line}:{place.column}: {self.level} {self.code} {self.message}"
