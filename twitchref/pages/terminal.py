"""Blocks painted for a terminal: the one user of rich. Nothing is parsed as markup, and nothing is cut."""

import re
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.style import Style as RichStyle
from rich.text import Span as Painted
from rich.text import Text

from twitchref.pages.blocks import Block, Span, listed, with_short_heads

WIDEST = 100  # columns: longer lines are hard to read
# Of the 16 colours of a terminal, those that can be read on black and on white (tests/pages/test_card.py).
_STYLES = {
    "plain": "",
    "strong": "bold",
    "emergency": "bold bright_red",
    "urgent": "bold bright_magenta",
    "routine": "bold bright_blue",
    "quiet": "dim",
    "match": "bold",
}
_ROLES = {"title": "bold", "heading": "bold", "part": "bold", "address": "dim", "head": "bold", "pointer": "bold"}
_TAB = "\ue000"  # stands for a tab, which rich would make spaces of; no text has it once it is readable
_GAP = 2  # columns between the cells of a table
_WIDEST_CELL = len("sometimes")  # columns under a head
_NARROW = 60  # columns below which a page is set closer
_WIDEST_LABEL = 14  # columns; where one is wider, no label of the page has a margin of its own
_WORD = re.compile(r"\s*\S+\s*")


class Marks(NamedTuple):
    """What a terminal shows before statements and at the side of help."""

    bullet: str = "· "
    bar: str = "▌ "


_MARKS = Marks()


def painted(blocks: list[Block], width: int | None, color: bool, marks: Marks = _MARKS, links: bool = False) -> str:
    """The blocks wrapped to a width, with colour and bold or with neither; without a width, the lines of a pipe in colour.

    With `links` and colour, an address can be followed by a click, as terminals do that know how.
    """
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
    columns = _columns(blocks, console.width)
    if width is not None and not _holds(blocks, columns):
        short = with_short_heads(blocks, _WIDEST_CELL)
        columns = _columns(short, console.width)
        blocks = short if _holds(short, columns) else listed(blocks)
    room = console.width if width is not None else None
    label = max((cell_len(each.spans[0].text) for each in blocks if each.role == "labelled"), default=0)
    label = 0 if label > _WIDEST_LABEL or (room is not None and room < _NARROW) else label
    level = ""
    waiting = iter(enumerate(blocks))
    for number, each in waiting:
        closed_up = room and room < _NARROW and each.role == "gap" and blocks[number + 1].role == "level"  # the bar is enough there
        if (number and each.role == "heading") or (each.role == "gap" and not closed_up):
            page.end_line()
        if each.role == "level":
            level = _STYLES[each.spans[0].style]
        beside = blocks[number + 1] if each.role == "sign" and number + 1 < len(blocks) else None
        if each.role in ("head", "row"):
            _row(page, each, columns if room else [])
        elif room and beside and beside.role == "sign" and (second := _second(each, beside, room, marks)):
            _pair(page, each, beside, second, marks, level)
            next(waiting)
        elif each.role != "gap":
            _lines(page, each, room, _margin(each, room, marks, label, level))
            if links and each.role == "address":
                page.link(each.text)
    if not color:
        return page.text.replace(_TAB, "\t")
    with console.capture() as captured:  # in one call: one for each line takes as long as all the rest
        console.print(Text(page.text, spans=page.spans), soft_wrap=True, end="")
    return captured.get().replace(_TAB, "\t")


class _Page:
    """The words of a page as one text, and which of them look how. (A Text of rich's for each word or line takes half of a look-up.)"""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0  # characters written so far
        self.spans: list[Painted] = []
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
            self.spans.append(Painted(self.length - len(text), self.length, style))

    def link(self, address: str) -> None:
        """Makes the address in the line before a link."""
        end = self.length - 1
        self.spans.append(Painted(end - len(address), end, RichStyle(link=address)))

    def begin(self) -> None:
        """Begins what `end_line` gives a style as a whole."""
        self._begun = self.length, len(self.spans)

    def end_line(self, style: str = "") -> None:
        """Goes on in the next line; what was written since `begin` has the style, under those of its words."""
        start, place = self._begun
        if style and start < self.length:
            self.spans.insert(place, Painted(start, self.length, style))
        self.write("\n")
        self.begin()


def _columns(blocks: list[Block], room: int) -> list[int]:
    """The widths of a table's columns, the first no wider than what the others leave of the room; none where there is no table."""
    rows = [each for each in blocks if each.role in ("head", "row")]
    if not rows:
        return []
    first, *others = (max(cell_len(row.spans[n].text) for row in rows) for n in range(len(rows[0].spans)))
    return [min(first, room - sum(others) - _GAP * len(others)), *others]


def _holds(blocks: list[Block], columns: list[int]) -> bool:
    """Whether the first column of a table has room for every word in it; where it has not, the table is to be a list."""
    first = [each.spans[0].text for each in blocks if each.role in ("head", "row")]
    return not columns or columns[0] >= max(cell_len(word) for text in first for word in text.split())


def _row(page: _Page, row: Block, columns: list[int]) -> None:
    """A row of a table: its cells in columns, the first wrapped; or parted by tabs where there are none."""
    first, *others = row.spans
    starts = _starts(first.text, columns[0]) if columns and cell_len(first.text) > columns[0] else [0]
    for start, end in pairwise([*starts, len(first.text)]):
        text = first.text[start:end].rstrip()
        page.write(text, _STYLES[first.style])
        before = columns[0] - cell_len(text) if columns else 0
        for number, span in enumerate(others if not start else (), 1):
            page.write(" " * (before + _GAP) if columns else _TAB)
            page.write(span.text, _STYLES[span.style])
            before = columns[number] - cell_len(span.text) if columns else 0
        page.end_line(_ROLES.get(row.role, ""))


class _Margin(NamedTuple):
    """What stands before the first line of a block, and before the others; the bar at its start has a style."""

    first: str = ""
    others: str = ""
    bar: str = ""
    style: str = ""


def _margin(block: Block, room: int | None, marks: Marks, label: int, level: str) -> _Margin:
    """The margin of a block in so many columns; none where there is no width. Labels are of the text, which hangs `label` columns in."""
    if room is None:
        return _Margin()
    indent = " " * len(marks.bullet)
    if block.role == "level":
        return _Margin(bar=marks.bar, style=level)
    if block.role == "sign":
        return _Margin(marks.bullet, indent, marks.bar, level)
    if block.role == "item":
        return _Margin(marks.bullet, indent)
    if block.role == "address":
        return _Margin(indent, indent)
    if block.role == "labelled":
        return _Margin(others=" " * label or indent)
    return _Margin()


def _second(left: Block, right: Block, room: int, marks: Marks) -> int:
    """Where behind the bar the second of two signs in one line begins: half-way, if the first leaves that; 0 if they do not fit."""
    half = (room - len(marks.bar)) // 2
    begin = max(half, len(marks.bullet) + cell_len(left.text) + _GAP)
    return begin if begin + len(marks.bullet) + cell_len(right.text) <= room - len(marks.bar) else 0


def _pair(page: _Page, left: Block, right: Block, second: int, marks: Marks, level: str) -> None:
    """Two signs in one line, of which the second begins at that column behind the bar."""
    page.write(marks.bar, level)
    for sign in (left, right):
        page.write(marks.bullet)
        for span in sign.spans:
            page.write(span.text, _STYLES[span.style])
        if sign is left:
            page.write(" " * (second - len(marks.bullet) - cell_len(sign.text)))
    page.end_line()


def _lines(page: _Page, block: Block, width: int | None, margin: _Margin) -> None:
    """The block's lines behind their margin; an address stays whole, as all does without a width."""
    spans = block.spans
    if block.role == "labelled" and len(margin.others) > len(spans[0].text):
        spans = (spans[0], Span(" " * (len(margin.others) - len(spans[0].text))), *spans[1:])
    text = "".join(span.text for span in spans)
    hanging = 0 if block.role != "labelled" else len(margin.others)
    room = max(width - len(margin.bar) - len(margin.others), 1) if width is not None and block.role != "address" else 0
    starts = _starts(text, room, hanging) if room and cell_len(text) > room else [0]
    for start, end in pairwise([*starts, len(text)]):
        page.write(margin.bar, margin.style)
        page.write(margin.others if start else margin.first)
        page.begin()
        line_end = start + len(text[start:end].rstrip()) if room else end
        position = 0
        for span in spans:
            first, last = max(start, position), min(line_end, position + len(span.text))
            if first < last:
                page.write(text[first:last], _STYLES[span.style])
            position += len(span.text)
        page.end_line(_ROLES.get(block.role, ""))


def _starts(text: str, room: int, hanging: int = 0) -> list[int]:
    """Where each line begins when the text is wrapped to so many columns, of which the first line has some more; a word longer
    than `room` is broken."""
    starts, left = [0], room + hanging
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
