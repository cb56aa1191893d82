"""What is written, before how it looks: blocks of styled words, which each layout sets in its own way."""

from collections.abc import Iterable, Iterator
from string import ascii_uppercase
from typing import Literal, NamedTuple, Protocol

Style = Literal["plain", "strong", "emergency", "urgent", "routine", "quiet", "match", "command"]
Role = Literal["title", "heading", "part", "item", "text", "address", "head", "row", "level", "sign", "labelled", "gap", "pointer"]


class Span(NamedTuple):
    """Words that look alike; the style adds nothing that the words do not say. `to` is the entry that they name, as kind:id: a layout
    that can lead there does.
    """

    text: str
    style: Style = "plain"
    to: str = ""


class Block(NamedTuple):
    """One line of plain text, and what it is on the page.

    A title, a heading, a heading within a section (part), a statement (item), running text, an address, the head or a row of
    a table with one span per cell, a care level with its action, a sign under it, a text behind a label (its first span), a gap
    between the parts of a card, or a pointer back to the top, which only a terminal shows, under a page longer than its screen.
    """

    role: Role
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(span.text for span in self.spans)


def block(role: Role, *parts: str | Span) -> Block:
    """A block of plain words and spans; empty ones are left out."""
    return Block(role, tuple(part if isinstance(part, Span) else Span(part) for part in parts if part))


GAP = Block("gap", ())
_ROOM_TO_COUNT = len(" · and 10 more")


def labelled(label: str, *parts: str | Span) -> Block:
    """A block behind a label, for a card, where the texts of all such blocks stand under each other."""
    return block("labelled", Span(f"{label}: ", "strong"), *parts)


def few(names: list[str], most: int) -> str:
    """The first of the names, one at least, in so many letters, and how many more there are."""
    whole = " · ".join(names)
    if len(whole) <= most or len(names) == 1:
        return whole
    shown = names[:1]
    while len(" · ".join([*shown, names[len(shown)]])) <= most - _ROOM_TO_COUNT:
        shown.append(names[len(shown)])
    return " · ".join([*shown, f"and {len(names) - len(shown)} more"])


class WithPage(Protocol):
    """An entry, or a row that stands for one."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def named(entry: WithPage) -> Span:
    """The name of an entry, as a way to its page."""
    return Span(entry.name, to=f"{entry.kind}:{entry.id}")


def command(words: str) -> Span:
    """A command to type: the words after the program's name, which `addressed` adds, with the data of this run."""
    return Span(words, "command")


def commands(lines: Iterable[str]) -> Iterator[str | Span]:
    """Commands to type, one after the other."""
    for number, line in enumerate(lines):
        if number:
            yield " · "
        yield command(line)


def addressed(blocks: list[Block], program: str) -> list[Block]:
    """The blocks with every command as it is to be typed: plain words that begin with how the program is called, if that is known."""
    if not program:
        return blocks
    return [
        Block(each.role, tuple(Span(f"{program} {span.text}") if span.style == "command" else span for span in each.spans))
        for each in blocks
    ]


def with_short_heads(blocks: list[Block], widest: int) -> list[Block]:
    """The blocks with a letter over each column of a table whose head is wider, and below the last row what the letters stand for."""
    heads = next((each.spans[1:] for each in blocks if each.role == "head"), ())
    free = iter(ascii_uppercase)
    letters = {span.text: letter for span in heads if len(span.text) > widest and (letter := next(free, ""))}
    found = [
        Block("head", tuple(Span(letters.get(span.text, span.text), span.style) for span in each.spans)) if each.role == "head" else each
        for each in blocks
    ]
    last = max((number for number, each in enumerate(found) if each.role == "row"), default=len(found) - 1)
    explained = labelled("Columns", " · ".join(f"{letter}: {name}" for name, letter in letters.items()))
    return [*found[: last + 1], *([GAP, explained] if letters else []), *found[last + 1 :]]


def listed(blocks: list[Block]) -> list[Block]:
    """The blocks with every table as a list: its first head as a heading, each row's first cell as a part, the others as items."""
    found: list[Block] = []
    head: tuple[Span, ...] = ()
    for each in blocks:
        if each.role == "head":
            head = each.spans
            found = [*(found[:-1] if found and found[-1].role == "gap" else found), Block("heading", head[:1])]
        elif each.role == "row":
            cells = zip(head[1:], each.spans[1:], strict=True)
            found += [Block("part", each.spans[:1]), *(block("item", f"{column.text}: {cell.text}") for column, cell in cells)]
        else:
            found.append(each)
    return found
