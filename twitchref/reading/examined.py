"""The ledger of what was examined: its rows as values and back, a row per text; whatever is wrong with it is a problem."""

from collections.abc import Iterator, Mapping
from typing import get_args

from twitchref.model import Examination, How
from twitchref.problem import Place, Problem
from twitchref.reading.characters import GONE, decoded, whole
from twitchref.reading.forms import DAY
from twitchref.reading.nodes import Text, text_at
from twitchref.reading.shape import OneOf, Shape, Words

FILE = "examined.tsv"
HEADER = "\t".join(("fingerprint", *Examination._fields))

_FIRST = "begin the file with 'fingerprint', 'day' and 'how', with a tab between them"
_NO_ROW = "not a fingerprint, a day and how, with a tab between them; write these, or take the row out"
_COLUMNS: tuple[Shape, ...] = (
    Words("a fingerprint: 12 digits and letters from a to f, as `twitchref check` prints it", pattern="[0-9a-f]{12}"),
    DAY,
    OneOf(get_args(How)),
)


def read(raw: bytes, file: str) -> tuple[dict[str, Examination], list[Problem]]:
    """The rows by fingerprint, in the order of the file, without those that have an error; and what is wrong with the file."""
    text, problems = decoded(raw, file, "\t\n")
    if text is None:
        return {}, problems
    first, *lines = text.removesuffix("\n").split("\n")
    if not text.strip():
        return {}, [*problems, whole(file, "E108", f"is empty; {_FIRST}, or delete it")]
    if first != HEADER and GONE not in first:
        problems.append(Problem(Place(file), "E207", f"this line does not name the columns; {_FIRST}"))
    rows: dict[str, Examination] = {}
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 2):
        if GONE in line:  # told already
            continue
        cells = line.split("\t", 3)
        if len(cells) != 3 or not all(map(str.strip, cells)):
            problems.append(Problem(Place(file, number), "E207", _NO_ROW))
            continue
        wrong: list[Problem] = []
        print_, day, how = (shape.read(cell, wrong) for shape, cell in zip(_COLUMNS, _placed(cells, Place(file, number)), strict=True))
        if print_ and seen.setdefault(print_, number) != number:
            wrong.append(Problem(print_.place, "E113", f"'{print_}' stands a second time (first in line {seen[print_]}); keep one"))
        if not wrong:
            rows[print_] = Examination(day, how)
        problems += wrong
    return rows, problems


def written(rows: Mapping[str, Examination]) -> str:
    """The text of a ledger with these rows, in the order of their fingerprints, so that two ledgers merge line by line."""
    return "".join(f"{line}\n" for line in (HEADER, *("\t".join((print_, *rows[print_])) for print_ in sorted(rows))))


def _placed(cells: list[str], start: Place) -> Iterator[Text]:
    """What stands between the tabs of a line, each with its place."""
    column = 1
    for cell in cells:
        yield text_at(cell, start._replace(column=column))
        column += len(cell) + 1
