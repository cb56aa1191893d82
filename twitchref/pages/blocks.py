"""What is written, before how it looks: blocks of styled words, which text, terminal and Markdown each lay out."""

from typing import Literal, NamedTuple

Style = Literal["plain", "strong", "emergency", "urgent", "routine", "quiet", "match", "command"]
Shape = Literal["title", "heading", "part", "item", "text", "address", "head", "row", "pointer"]


class Span(NamedTuple):
    """Words that look alike; the style adds nothing that the words do not say."""

    text: str
    style: Style = "plain"


class Block(NamedTuple):
    """One line of plain text.

    A title, a heading, a heading within a section (part), a statement (item), running text, an address, the head or a row of
    a table with a span a cell, or a pointer back to the top, which only a terminal shows, under a page longer than its screen.
    """

    shape: Shape
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(span.text for span in self.spans)


def block(shape: Shape, *parts: str | Span) -> Block:
    """A block of plain words and spans."""
    return Block(shape, tuple(part if isinstance(part, Span) else Span(part) for part in parts if part))


def command(words: str) -> Span:
    """A command to type: the words after the program's name, which `addressed` adds, with the data of this run."""
    return Span(words, "command")


def addressed(blocks: list[Block], program: str) -> list[Block]:
    """The blocks with every command as it is to be typed: plain words that begin with how the program is called."""
    return [
        Block(each.shape, tuple(Span(f"{program} {span.text}") if span.style == "command" else span for span in each.spans))
        for each in blocks
    ]


def listed(blocks: list[Block]) -> list[Block]:
    """The blocks with every table as a list: each row's first cell as a part, the others as items with their columns' names."""
    found: list[Block] = []
    head: tuple[Span, ...] = ()
    for each in blocks:
        if each.shape == "head":
            head = each.spans
        elif each.shape == "row":
            cells = zip(head[1:], each.spans[1:], strict=True)
            found += [Block("part", each.spans[:1]), *(block("item", f"{column.text}: {cell.text}") for column, cell in cells)]
        else:
            found.append(each)
    return found


def plain(blocks: list[Block]) -> str:
    """One block a line, a blank line before a heading: what a pipe gets, never wrapped."""
    lines = []
    for number, each in enumerate(blocks):
        if number and each.shape == "heading":
            lines.append("")
        if each.shape != "pointer":
            lines.append(("\t" if each.shape in ("head", "row") else "").join(span.text for span in each.spans))
    return "\n".join(lines) + "\n"


def markdown(blocks: list[Block]) -> str:
    """A page to paste or print."""
    before: dict[str, str] = {"title": "# ", "heading": "## ", "part": "### ", "item": "- ", "text": "", "address": "  "}
    lines: list[str] = []
    for number, each in enumerate(blocks):
        if each.shape == "pointer":
            continue
        tight = each.shape in ("address", "row") or (each.shape == "item" and blocks[number - 1].shape in ("item", "address"))
        if number and not tight:
            lines.append("")
        if each.shape in ("head", "row"):
            lines.append("".join(f"| {span.text.translate(_MARKUP)} " for span in each.spans) + "|")
            if each.shape == "head":
                lines.append("|---" * len(each.spans) + "|")
        else:
            is_address = each.shape == "address" and not any(char in each.text for char in " <>")
            text = f"<{each.text}>" if is_address else "".join(_marked(span) for span in each.spans)
            lines.append(before[each.shape] + text)
    return "\n".join(lines) + "\n"


_MARKUP = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|~&"})


def _marked(span: Span) -> str:
    """The span with its letters taken literally, strong where it is."""
    text = span.text.translate(_MARKUP)
    bare = text.strip()
    if span.style in ("plain", "quiet") or not bare:
        return text
    return text.replace(bare, f"**{bare}**", 1)
