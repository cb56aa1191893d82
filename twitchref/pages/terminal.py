"""Blocks painted for a terminal: the one user of rich. Nothing is parsed as markup, and nothing is cut."""

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

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
    lines: list[Text] = []
    columns = _columns(blocks)
    if width is not None and sum(columns) + _GAP * (len(columns) - 1) > console.width:
        blocks = listed(blocks)
    for number, each in enumerate(blocks):
        if number and each.role == "heading":
            lines.append(Text())
        if width is None:
            lines.append(_styled(each))
        elif each.role in ("head", "row"):
            lines.append(_row(each, columns))
        else:
            lines += _lines(console, each)
    if not color:
        return "".join(f"{line.plain}\n" for line in lines).replace(_TAB, "\t")
    with console.capture() as captured:
        console.print(Text("\n").join(lines), soft_wrap=True)  # in one call: one for each line takes as long as all the rest
    return captured.get().replace(_TAB, "\t")


def _styled(block: Block) -> Text:
    text = Text(style=_ROLES[block.role], end="")
    for number, span in enumerate(block.spans):
        text.append(f"{_TAB}{span.text}" if number and block.role in ("head", "row") else span.text, _STYLES[span.style])
    return text


def _columns(blocks: list[Block]) -> list[int]:
    """The widths of a table's columns; none where there is no table."""
    rows = [each for each in blocks if each.role in ("head", "row")]
    return [max(cell_len(row.spans[n].text) for row in rows) for n in range(len(rows[0].spans))] if rows else []


def _row(row: Block, columns: list[int]) -> Text:
    line = Text(style=_ROLES[row.role])
    for span, width in zip(row.spans, columns, strict=True):
        line.append(span.text + " " * (width - cell_len(span.text) + _GAP), _STYLES[span.style])
    line.rstrip()
    return line


def _lines(console: Console, block: Block) -> list[Text]:
    """The block's lines, the first with its bullet, the others set under the text; an address stays whole."""
    text = _styled(block)
    bullet = _HANGING.get(block.role, "")
    if block.role == "address":
        return [Text(bullet) + text]
    room = max(console.width - len(bullet), 1)
    wrapped = [text] if cell_len(text.plain) <= room else text.wrap(console, room)  # most lines fit; wrapping is what takes time
    for line in wrapped:
        line.rstrip()
    return [Text(bullet if not number else " " * len(bullet)) + line for number, line in enumerate(wrapped)]
