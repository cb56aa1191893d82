"""Blocks as HTML: a file that a browser opens by itself, or the middle of a page of the web site. Every letter is escaped."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

from twitchref.data_path import resource
from twitchref.pages.blocks import Block, Role, Span

_TOGETHER: dict[Role, tuple[Role, ...]] = {  # what goes on with what begins so
    "item": ("item", "address"),
    "sign": ("sign",),
    "labelled": ("labelled",),
    "head": ("row",),
    "row": ("row",),
    "level": ("sign", "labelled"),
}
_CITED = re.compile(r"\[(\d+[^\[\]]*)\]")
_NUMBER = re.compile(r"\[(\d+)\] ")


def nowhere(words: str) -> str:
    """The address of what stands in no other file."""
    return ""


def typed(words: str) -> tuple[str, str]:
    """No address for a command, and its own words."""
    return "", words


class Ways(NamedTuple):
    """Where words lead: the address of an entry by kind:id, and of what a command shows with the words of a link; none is an empty text.

    `program` is how a command begins that is to be typed.
    """

    entry: Callable[[str], str] = nowhere
    command: Callable[[str], tuple[str, str]] = typed
    program: str = "twitchref"


def html(blocks: list[Block], program: str = "twitchref") -> str:
    """The blocks as a whole file: styles inside, no script, nothing that is fetched."""
    title = next((each.text for each in blocks if each.role == "title"), "twitchref")
    return whole(title, f"<main>\n{body(blocks, Ways(program=program))}</main>\n", f"<style>\n{style()}</style>\n")


def style() -> str:
    """The styles of every page."""
    return resource("pages", "style.css")


def whole(title: str, inside: str, head: str) -> str:
    """A file with this title, what stands in its head, and what stands in its body."""
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n{head}</head>\n<body>\n{inside}</body>\n</html>\n"
    )


def slug(heading: str) -> str:
    """The name of a place on a page, from its heading."""
    return "-".join(re.findall(r"[a-z0-9]+", heading.lower()))


def body(blocks: list[Block], ways: Ways, page: list[Block] | None = None) -> str:
    """The blocks, each heading with what stands under it as a section; `page` has all of the page where these are a part of it."""
    if page is None:
        return "".join(_lines(_Layout(part, ways, part, f"{number}-" if number else "")) for number, part in enumerate(_pages(blocks)))
    return _lines(_Layout(blocks, ways, page))


def _pages(blocks: list[Block]) -> Iterator[list[Block]]:
    """The blocks of each page among them, every one of which begins with its title."""
    starts = [0, *(at for at, each in enumerate(blocks) if each.role == "title" and at)]
    yield from (blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True))


def _lines(layout: "_Layout") -> str:
    return "".join(f"{line}\n" for line in layout.lines())


class _Layout:
    """One page as it is laid out: what leads where, and which sources it lists; all its places begin with `within`."""

    def __init__(self, blocks: list[Block], ways: Ways, page: list[Block], within: str = "") -> None:
        self.blocks = blocks
        self.ways = ways
        self.within = within
        self.title = within and f"{within}title"  # of a page beside others: without it their sections are called alike
        self.listed = {found[1] for each in page if each.role == "item" and (found := _NUMBER.match(each.text))}
        self.places: dict[str, int] = {}
        self.level = "h2"  # of a care level: under a heading it is one deeper

    def lines(self) -> Iterator[str]:
        at, opened = 0, False
        while at < len(self.blocks):
            first, end = self.blocks[at], at + 1
            while end < len(self.blocks) and self.blocks[end].role in _TOGETHER.get(first.role, ()):
                end += 1
            if first.role in ("title", "heading"):
                yield from ["</section>"] if opened else []
                opened = first.role == "heading"
                self.level = "h3" if opened else "h2"
            yield from self._together(first, self.blocks[at:end])
            at = end
        yield from ["</section>"] if opened else []

    def _together(self, first: Block, these: list[Block]) -> Iterator[str]:
        """What is written of blocks that belong together."""
        words = self._words(first.spans)
        if first.role == "title":
            yield f'<h1 id="{self.title}">{words}</h1>' if self.title else f"<h1>{words}</h1>"
        elif first.role == "heading":
            place = self._place(slug(first.text))
            label = f"{self.title} {place}".lstrip()
            yield f'<section aria-labelledby="{label}">\n<h2 id="{place}">{words}</h2>'
        elif first.role == "part":
            yield f"<h3>{words}</h3>"
        elif first.role == "level":
            level = next((span.style for span in first.spans if span.style in ("emergency", "urgent", "routine")), "routine")
            yield f'<div class="care {level}">\n<{self.level}>{words}</{self.level}>'
            yield from self._list(these[1:]) if these[1:2] and these[1].role == "sign" else self._labelled(these[1:])
            yield "</div>"
        elif first.role in ("item", "sign"):
            yield from self._list(these)
        elif first.role == "labelled":
            yield from self._labelled(these)
        elif first.role in ("head", "row"):
            yield from self._table(these)
        elif first.role == "address":
            yield f"<p>{self._address(first)}</p>"
        elif first.role == "text" and words:
            yield f"<p>{words}</p>"

    def _place(self, wanted: str) -> str:
        """The name of a place that no other on the page has."""
        wanted = f"{self.within}{wanted}"
        self.places[wanted] = self.places.get(wanted, 0) + 1
        return wanted if self.places[wanted] == 1 else f"{wanted}-{self.places[wanted]}"

    def _list(self, these: Iterable[Block]) -> Iterator[str]:
        yield "<ul>"
        opened = False
        for each in these:
            if each.role == "address":
                yield f"<br>{self._address(each)}"
                continue
            yield from ["</li>"] if opened else []
            place = self._named(each)
            yield f'<li id="{place}">{self._words(each.spans)}' if place else f"<li>{self._words(each.spans)}"
            opened = True
        yield "</li>\n</ul>"

    def _named(self, each: Block) -> str:
        """By what an item is found on the page: a source by its number, a sign by its id."""
        if each.role == "item" and (source := _NUMBER.match(each.text)):
            return f"{self.within}source-{source[1]}"
        first = each.spans[0].to if each.spans else ""
        return f"{self.within}{first.removeprefix('sign:')}" if each.role == "sign" and first.startswith("sign:") else ""

    def _labelled(self, these: Iterable[Block]) -> Iterator[str]:
        yield "<dl>"
        for each in these:
            label, *rest = each.spans
            yield f"<div><dt>{escape(label.text.strip())}</dt> <dd>{self._words(rest)}</dd></div>"
        yield "</dl>"

    def _table(self, these: list[Block]) -> Iterator[str]:
        label = escape(these[0].spans[0].text) if these[0].role == "head" else "Table"
        yield f'<div class="wide" role="region" aria-label="{label}" tabindex="0"><table>'
        for each in these:
            first, *rest = (self._words([span]) for span in each.spans)
            if each.role == "head":
                others = "".join(f'<th scope="col">{cell}</th>' for cell in rest)
                yield f'<thead><tr><th scope="col">{first}</th>{others}</tr></thead>'
            else:
                others = "".join(f"<td>{cell}</td>" for cell in rest)
                yield f'<tr><th scope="row">{first}</th>{others}</tr>'
        yield "</table></div>"

    def _address(self, of: Block) -> str:
        address = escape(of.text)
        return f'<a href="{address}" rel="noreferrer">{address}</a>' if re.match(r"https?://", of.text) else address

    def _words(self, spans: Iterable[Span]) -> str:
        return "".join(map(self._span, spans)).strip()

    def _span(self, span: Span) -> str:
        if span.style == "command":
            address, words = map(escape, self.ways.command(span.text))
            return f'<a href="{address}">{words}</a>' if address else f"<code>{escape(self.ways.program)} {words}</code>"
        words = escape(span.text)
        if self.listed and span.style in ("plain", "quiet") and not _NUMBER.match(span.text):
            words = _CITED.sub(self._cited, words)
        if span.text.startswith(" Note: "):
            return f' <span class="note">{words.lstrip()}</span>'
        if span.to and words.strip() and (address := self.ways.entry(span.to)):
            before, linked, after = words.partition(words.strip())
            words = f'{before}<a href="{escape(address)}">{linked}</a>{after}'
        if span.style == "plain" or not span.text.strip():
            return words
        tag = {"strong": "strong", "match": "mark"}.get(span.style)
        return f"<{tag}>{words}</{tag}>" if tag else f'<span class="{span.style}">{words}</span>'

    def _cited(self, found: re.Match[str]) -> str:
        """The numbers in brackets, each as a way to its source below."""
        cited = []
        for each in found[1].split(", "):
            number, _, locator = each.partition(" ")
            cited.append(
                f'<a href="#{self.within}source-{number}">{number}</a>{locator and " "}{locator}' if number in self.listed else each
            )
        return f"[{', '.join(cited)}]"
