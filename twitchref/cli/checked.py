"""What an editor sees of check: each problem with its line and a caret on a terminal, a code explained, and what would be mended."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from twitchref.cli.streams import complain, say, width_of
from twitchref.errors import NoDataError
from twitchref.pages.encoding import readable

if TYPE_CHECKING:
    from twitchref.pages.blocks import Block
    from twitchref.problem import Problem

# Of a file as a whole, or of its name: no line of it is wrong.
OF_A_FILE = ("E100", "E101", "E102", "E104", "E108", "W407", "W501", "W502", "W503")
_MARGIN = "  "
_NARROWEST = 12  # columns in which a piece of a line can still be told from another


def with_carets(problems: "list[Problem]", lines: list[str], directory: Path) -> list[str]:
    """The lines of check, the problems first; on a terminal, and not in CI, each problem with its line and a caret at its place."""
    width = width_of(sys.stdout)
    if width is None or width < _NARROWEST or any(os.environ.get(name, "0") not in ("", "0", "false") for name in ("CI", "ACCESSIBLE")):
        return lines
    from twitchref.reading.characters import content

    texts: dict[str, list[str]] = {}
    found = []
    for problem, line in zip(problems, lines, strict=False):
        file, number, column = problem.place
        found.append(line)
        if problem.code in OF_A_FILE:
            continue
        if file not in texts:
            raw = (content(directory / file, file, "")[0] or b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            texts[file] = [] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else raw.decode("utf-8", "replace").split("\n")
        if number <= len(texts[file]):
            found += _shown(texts[file][number - 1], column, width - len(_MARGIN) - 1)
    return [*found, *lines[len(problems) :]]


def _shown(line: str, column: int, room: int) -> list[str]:
    """A line in so many columns, cut around a column that counts from 1, and under it a caret at that."""
    encoding = sys.stdout.encoding or "ascii"
    more = readable("…", encoding)
    at = min(column - 1, len(line))
    begin = max(at - room, 0)  # no letter further away can be seen
    letters = [readable(char, encoding) for char in line[begin : at + room]]
    widths = [_cells(each) for each in letters]
    first = last = at - begin
    used = 1
    while True:
        before = first > 0 and used + widths[first - 1] <= room - 2 * len(more)
        if before:
            first -= 1
            used += widths[first]
        behind = last < len(letters) and used + widths[last] <= room - 2 * len(more)
        if behind:
            used += widths[last]
            last += 1
        if not before and not behind:
            break
    start, end = more * (begin + first > 0), more * (begin + last < len(line))
    before_caret = _cells(start) + sum(widths[first : at - begin])
    return [f"{_MARGIN}{start}{''.join(letters[first:last])}{end}", f"{_MARGIN}{' ' * before_caret}^"]


def _cells(text: str) -> int:
    """How many columns of a terminal letters take."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def explain(code: str, color: str) -> None:
    """A code of check, in an editor's words; a ValueError where there is none."""
    from twitchref.cli.streams import write
    from twitchref.cli.terminal import laid_out
    from twitchref.editing.explain import explained
    from twitchref.pages.blocks import block

    each = explained(code)

    def example(heading: str, text: str) -> "list[Block]":
        lines = text.replace("\t", "<tab>").split("\n")
        return [block("heading", heading), *(block("address" if each.file else "text", line) for line in lines)]

    blocks = [
        block("title", f"{each.code}: {each.meaning}"),
        block("text", each.why),
        *example(f"Bad, in {each.file}" if each.file else "Bad", each.bad),
        *example("Good", each.good),
        block("heading", "How to mend it"),
        block("text", each.mend),
    ]
    write(laid_out(blocks, sys.stdout, color), sys.stdout)


def nothing_to_mend(problems: "list[Problem]") -> str:
    """That there is nothing to mend, or the files whose errors keep --fix from what it would mend there."""
    from twitchref.editing.fix import STEP_CODES

    wrong = {problem.place.file for problem in problems if problem.level == "error"}
    waiting = sorted({problem.place.file for problem in problems if problem.code in STEP_CODES and problem.place.file in wrong})
    return f"nothing to mend before the errors in {' and '.join(waiting)} are put right" if waiting else "nothing to mend"


@contextmanager
def reading(where: str | Path) -> Iterator[None]:
    """Makes of an OSError a NoDataError about the data; nothing is said within it, for what cannot be said is another error."""
    try:
        yield
    except OSError as error:
        raise NoDataError(f"{where} cannot be read ({error.strerror}); name a data directory") from error


def mended(directory: Path, where: str, yes: bool) -> bool | None:
    """Shows what can be mended, and writes it where that is wanted: whether it was written, None where there was nothing.

    With `yes` nobody is asked; else a person at a terminal is, and without one nothing is written.
    """
    from twitchref.editing import fix

    with reading(where):
        if lacking := fix.lacking(directory):
            raise NoDataError(f"{where} is no data directory: it has no {' and no '.join(lacking)}. Nothing was mended.")
        found = fix.mended(directory)
    for file in found.left:
        complain(f"{file} is left as it is: mended, it would not read the same.")
    if not found.changes:
        return None
    say("".join(map(str, found.changes)))
    if not yes:
        if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
            complain("nothing was written: nobody can be asked here. --fix --yes writes it.")
            return False
        say("Write this? [y/N] ")
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            complain("nothing was written.")
            return False
    with reading(where):
        fix.write(directory, found.changes)
    return True
