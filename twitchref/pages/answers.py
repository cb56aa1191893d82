"""Answers as blocks of words for people."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from twitchref import answer, clock, texts
from twitchref.pages import page
from twitchref.pages.blocks import Block, Span, addressed, block, command
from twitchref.texts import CAUSE_KINDS, GRADES, SECTIONS


def blocks(given: answer.Answer, data_version: str, program: str = "twitchref") -> list[Block]:
    """The answer as blocks; `program` is how the commands in it begin. A page says whether its review is overdue today."""
    if isinstance(given, answer.Page):
        return addressed(list(page.of_entry(given, data_version, clock.today())), program)
    writer: Callable[[Any, str], Iterable[Block]] = _WRITERS[type(given)]
    return addressed(list(writer(given, data_version)), program)


def _comparison(comparison: answer.Comparison, data_version: str) -> Iterator[Block]:
    yield block("title", "Compared: " + ", ".join(site.name for site in comparison.sites))
    yield block("text", "How often each cause lies behind a twitch there, as far as the pages say. A dash: the page does not name it.")
    yield Block("head", (Span("Cause", "strong"), *(Span(site.name, "strong") for site in comparison.sites)))
    for cause, cells in comparison.causes:
        yield Block("row", (Span(cause.name), *(Span(cell or "-") for cell in cells)))
    yield block("heading", "About this page")
    pages = (part for site in comparison.sites for part in (", ", command(f"site {site.id}")))
    yield block("text", "When to get help stands first on each page: ", *islice(pages, 1, None), ".")
    yield block("text", f"Data {data_version}. {texts.PURPOSE}")


def _signs(signs: answer.Signs, data_version: str) -> Iterator[Block]:
    numbers = page.numbered(signs.sources)
    yield block("title", "What calls for help")
    yield block("text", "All sites together; after each, the places on whose pages it stands.")
    for level, members in groupby(signs.signs, key=lambda sign: sign.level):
        yield block("heading", level.capitalize())
        for sign in members:
            yield page.stated(sign.claim, numbers, "", f" At: {', '.join(site.name for site in sign.sites)}.")
    yield from page.source_list(signs.sources)
    yield block("heading", "About this page")
    yield block("text", f"Data {data_version}. {texts.PURPOSE}")


def _listing(listing: answer.Listing, data_version: str) -> Iterator[Block]:
    yield block("title", {"site": "Sites", "cause": "Causes", "term": "Terms", "source": "Sources"}[listing.kind])
    yield block("text", "Look one up: ", command(f"{listing.kind} NAME"))
    order = list(CAUSE_KINDS)
    rows = sorted(listing.entries, key=lambda row: order.index(row.group) if row.group else 0)
    for group, members in groupby(rows, key=lambda row: row.group):
        if group:
            yield block("heading", CAUSE_KINDS[group].capitalize())
        yield from (block("item", row.name, Span(f" ({row.id})", "quiet")) for row in members)


def _source(shown: answer.SourcePage, data_version: str) -> Iterator[Block]:
    source = shown.source
    yield block("title", source.title)
    yield block("text", f"Source {source.id}. {source.publisher}, {source.year or 'year not known'}.")
    yield block("text", f"Grade {source.grade}: {GRADES[source.grade]}. Kind: {source.kind.replace('-', ' ')}.")
    if source.url:
        yield block("address", source.url)
    yield block("heading", f"What rests on it ({len(shown.claims)})")
    for (kind, id_, name), claims in groupby(shown.claims, key=lambda cited: (cited.kind, cited.id, cited.name)):
        yield block("part", name, f" ({kind}:{id_})")
        for cited in claims:
            label = Span(f"{SECTIONS[cited.section].capitalize()}: ", "strong")
            note = f" Note: {cited.claim.note}" if cited.claim.note else ""
            yield block("item", label, cited.claim.text, Span(f" ({cited.claim.evidence})", "quiet"), note)
    yield block("heading", "About this page")
    yield block("text", f"Data {data_version}. {texts.PURPOSE}")


def _hits(hits: answer.Hits, data_version: str) -> Iterator[Block]:
    yield block("title", f"Search: {_one_line(hits.query)}")
    if hits.corrected:
        yield block("text", f'Nothing matches that as typed. These match the corrected words "{hits.corrected}".')
    yield block("text", "Best text match first. The order is about words, not about you.")
    for hit in hits.hits:
        yield block("heading", hit.name, f" ({hit.kind}{_how_often(hit)})")
        for match in hit.matches:
            yield block("item", Span(f"{SECTIONS[match.section].capitalize()}: ", "strong"), *_highlighted(match))
        yield block("text", "Read more: ", command(f"{hit.kind} {hit.id}"))
    yield block("heading", "About this search")
    yield block("text", texts.PURPOSE)


def _how_often(hit: answer.Hit) -> str:
    """How often a cause lies behind a twitch, in words: a disease in a list of hits never stands without it."""
    if hit.kind != "cause":
        return ""
    return (
        ", how often it lies behind a twitch is not known" if hit.frequency in (None, "unknown") else f", {hit.frequency} behind a twitch"
    )


def _highlighted(match: answer.Match) -> Iterator[Span]:
    position = 0
    for start, end in match.spans:
        yield Span(match.text[position:start])
        yield Span(match.text[start:end], "match")
        position = end
    yield Span(match.text[position:])


def _nothing(nothing: answer.Nothing, data_version: str) -> Iterator[Block]:
    yield block("text", f'Nothing found for "{_one_line(nothing.query)}". {texts.SAYS_NOTHING}')
    yield block("text", texts.GET_HELP)
    yield block("text", "Try other words, or see the lists: ", command("site"), ", ", command("cause"), ".")


def _many(many: answer.Many, data_version: str) -> Iterator[Block]:
    query = _one_line(many.query)
    yield block("text", f'Several entries match "{query}":' if many.kind == "several" else f'No entry is called "{query}". Near it:')
    for each in many.candidates:
        by = f', by the name "{each.matched}"' if each.matched not in (each.name, each.id) else ""
        yield block("item", command(f"{each.kind} {each.id}"), Span(f"  {each.name}{by}", "quiet"))


def _about(about: answer.About, data_version: str) -> Iterator[Block]:
    counts = about.counts
    yield block("title", "twitchref")
    yield block("text", texts.PURPOSE)
    yield block("heading", "Publisher")
    yield block("text", texts.PUBLISHER)
    yield block("heading", "Method")
    yield block("text", texts.METHOD)
    yield block("heading", "Data")
    numbers = f"{counts['sites']} sites, {counts['causes']} causes, {counts['claims']} claims, {counts['sources']} sources"
    yield block("text", f"Version {data_version}: {numbers}.")
    yield from (block("address" if line.startswith("http") else "text", line) for line in texts.CREDITS)
    yield block("heading", "Report an error")
    yield block("text", texts.REPORT)


def _checked(checked: answer.Checked, data_version: str) -> Iterator[Block]:
    yield from (block("text", str(problem)) for problem in checked.problems)


def _unreadable(unreadable: answer.Unreadable, data_version: str) -> Iterator[Block]:
    yield from (block("text", str(problem)) for problem in unreadable.problems)
    what = f"{unreadable.kind}:{unreadable.id} cannot" if unreadable.id else f"no {unreadable.kind} can"
    yield block("text", f"Until that is mended, {what} be shown. All that is wrong with the data: ", command("check"))


def _failed(failed: answer.Failed, data_version: str) -> Iterator[Block]:
    yield block("text", failed.message)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:80].rstrip()}..."


_WRITERS: dict[type, Callable[[Any, str], Iterable[Block]]] = {
    answer.Sheet: page.to_take_along,
    answer.Comparison: _comparison,
    answer.Signs: _signs,
    answer.Listing: _listing,
    answer.SourcePage: _source,
    answer.Hits: _hits,
    answer.Nothing: _nothing,
    answer.Many: _many,
    answer.About: _about,
    answer.Checked: _checked,
    answer.Unreadable: _unreadable,
    answer.Failed: _failed,
}
