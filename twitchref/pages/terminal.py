"""Blocks painted for a terminal: the one user of rich. Nothing is parsed as markup, and nothing is cut."""

import re
from itertools import pairwise

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Span, Text

from twitchref.pages.blocks import Block, listed

WIDEST = 100  # columns: longer lines are hard to read
_STYLES = {
    "plain": "",
    "strong": "bold",
    "emergency": "bold red",
    "urgent": "bold yellow",
    "routine": "bold green",
    "quiet": "dim",
    "match": "bold",
}
_ROLES = {
    "title": "bold",
    "heading": "bold cyan",
    "part": "bold",
    "item": "",
    "text": "",
    "address": "dim",
    "head": "bold",
    "row": "",
    "pointer": "bold",
}
_HANGING = {"item": "- ", "address": "  "}
_TAB = "\ue000"  # stands for a tab, which rich would make spaces of; no text has it once it is readable
_GAP = 2  # columns between the cells of a table
_WORD = re.compile(r"\s*\S+\s*")


def painted(blocks: list[Block], width: int | None, color: bool) -> str:
    """The blocks wrapped to a width, with colour and bold or with neither; without a width, the lines of a pipe in colour."""
    console = Console(
        width=min(width, WIDEST) if width else WIDEST,  # nothing is wrapped to it where there is none
        force_terminal=True,
        color_system="standard" if color else None,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    page = _Page()
    columns = _columns(blocks)
    if width is not None and sum(columns) + _GAP * (len(columns) - 1) > console.width:
        blocks = listed(blocks)
    for number, each in enumerate(blocks):
        if number and each.role == "heading":
            page.end_line()
        if each.role in ("head", "row"):
            _row(page, each, columns if width is not None else [])
        else:
            _lines(page, each, console.width if width is not None else None)
    if not color:
        return page.text.replace(_TAB, "\t")
    with console.capture() as captured:
        console.print(
            Text(page.text, spans=page.spans), soft_wrap=True, end=""
        )  # in one call: one for each line takes as long as all the rest
    return captured.get().replace(_TAB, "\t")


class _Page:
    """The words of a page as one text, and which of them look how. (A Text of rich's for each word or line takes half of a look-up.)"""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0  # characters written so far
        self.spans: list[Span] = []
        self.begin()

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, text: str, style: str = "") -> None:
        """Adds words in a style."""
        self._parts.append(text)
        self.length += len(text)
        if style and text:
            self.spans.append(Span(self.length - len(text), self.length, style))

    def begin(self) -> None:
        """Begins what `end_line` gives a style as a whole."""
        self._begun = self.length, len(self.spans)

    def end_line(self, style: str = "") -> None:
        """Goes on in the next line; what was written since `begin` has the style, under those of its words."""
        start, place = self._begun
        if style and start < self.length:
            self.spans.insert(place, Span(start, self.length, style))
        self.write("\n")
        self.begin()


def _columns(blocks: list[Block]) -> list[int]:
    """The widths of a table's columns; none where there is no table."""
    rows = [each for each in blocks if each.role in ("head", "row")]
    return [max(cell_len(row.spans[n].text) for row in rows) for n in range(len(rows[0].spans))] if rows else []


def _row(page: _Page, row: Block, columns: list[int]) -> None:
    """A row of a table: its cells in columns, or parted by tabs where there are none."""
    for number, span in enumerate(row.spans):
        if not columns:
            page.write(f"{_TAB}{span.text}" if number else span.text, _STYLES[span.style])
        elif number < len(row.spans) - 1:
            page.write(span.text + " " * (columns[number] - cell_len(span.text) + _GAP), _STYLES[span.style])
        else:
            page.write(span.text, _STYLES[span.style])
    page.end_line(_ROLES[row.role])


def _lines(page: _Page, block: Block, width: int | None) -> None:
    """The block's lines, the first with its bullet, the others set under the text; an address stays whole, as all does without a width."""
    bullet = _HANGING.get(block.role, "") if width is not None else ""
    text = block.text
    room = max(width - len(bullet), 1) if width is not None and block.role != "address" else 0
    starts = _starts(text, room) if room and cell_len(text) > room else [0]
    for start, end in pairwise([*starts, len(text)]):
        page.write(bullet if not start else " " * len(bullet))
        page.begin()
        line_end = start + len(text[start:end].rstrip()) if room else end
        position = 0
        for span in block.spans:
            first, last = max(start, position), min(line_end, position + len(span.text))
            if first < last:
                page.write(text[first:last], _STYLES[span.style])
            position += len(span.text)
        page.end_line(_ROLES[block.role])


def _starts(text: str, room: int) -> list[int]:
    """Where each line begins when the text is wrapped to so many columns; a word that is longer is broken."""
    starts, left = [0], room
    for word in _WORD.finditer(text):
        needed = cell_len(word[0].rstrip())
        if needed > left and needed > room:
            begin = word.start()
            for number, piece in enumerate(chop_cells(word[0], room)):
                if begin and (number or left < room):
                    starts.append(begin)
                begin, left = begin + len(piece), room - cell_len(piece)
            continue
        if needed > left:
            starts.append(word.start())
            left = room
        left -= cell_len(word[0])
    return starts
