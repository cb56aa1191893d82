"""Blocks painted for a terminal: the one user of rich. Nothing is parsed as markup, and nothing is cut."""

from rich.console import Console
from rich.text import Text

from twitchref.blocks import Block

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
_SHAPES = {"title": "bold", "heading": "bold cyan", "part": "bold", "item": "", "text": "", "address": "dim"}
_HANGING = {"item": "- ", "address": "  "}


def painted(blocks: list[Block], width: int | None, color: bool) -> str:
    """The blocks wrapped to a width (None: not at all) with colour and bold, or with neither."""
    console = Console(
        width=min(width, WIDEST) if width else 10_000_000,
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
    for number, each in enumerate(blocks):
        if number and each.shape == "heading":
            lines.append(Text())
        lines += _lines(console, each)
    if not color:
        return "".join(f"{line.plain}\n" for line in lines)
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    return captured.get()


def _lines(console: Console, block: Block) -> list[Text]:
    """The block's lines, the first with its bullet, the others set under the text; an address stays whole."""
    text = Text(style=_SHAPES[block.shape], end="")
    for span in block.spans:
        text.append(span.text, _STYLES[span.style])
    bullet = _HANGING.get(block.shape, "")
    if block.shape == "address":
        return [Text(bullet) + text]
    wrapped = text.wrap(console, max(console.width - len(bullet), 1))
    for line in wrapped:
        line.rstrip()
    return [Text(bullet if not number else " " * len(bullet)) + line for number, line in enumerate(wrapped)]
