"""Answers as blocks of words for people: what a page says and in which order."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from time import strftime
from typing import Any

from twitchref import answer, texts
from twitchref.blocks import Block, Span, block
from twitchref.model import Cause, Claim, Entry, Help, Link, Site, Source

CAUSE_KINDS = {
    "everyday": "everyday triggers",
    "normal": "the healthy body",
    "deficiency": "minerals, salts and vitamins",
    "medicine": "medicines",
    "poison": "poisons and bites",
    "infection": "infections",
    "sleep": "sleep",
    "nerve": "nerves",
    "muscle": "muscles",
    "movement": "movement disorders",
    "brain": "brain and spinal cord",
    "organ": "glands, organs, joints and blood flow",
    "inherited": "inherited",
    "device": "implanted devices",
}
SECTIONS = {
    "names": "names",
    "help.emergency": "when to get help: emergency",
    "help.urgent": "when to get help: urgent",
    "help.routine": "when to get help: routine",
    "summary": "summary",
    "mechanism": "how it makes muscles twitch",
    "causes": "causes",
    "rarer_diseases": "rarer diseases",
    "sites": "where it shows",
    "related": "related causes",
    "pattern": "how it behaves",
    "special_groups": "special groups",
    "self_care": "self-care",
    "treatment": "treatment",
    "unknown": "not known or disputed",
}
GRADES = {
    "A": "guideline, health service or specialist body",
    "B": "peer-reviewed work, textbook or medical encyclopedia",
    "C": "hospital, clinic or charity",
    "D": "health media or general encyclopedia",
}
SAYS_NOTHING = "This says nothing about your symptom: a look-up that finds nothing is no answer."
TERM_HELP = "This page explains a word. When to get help stands on the page of the place: twitchref site NAME."
GET_HELP = "If you are worried, or it is new, getting worse or comes with weakness, ask a doctor or nurse."


def blocks(given: answer.Answer, data_version: str, today: str = "") -> list[Block]:
    """The answer as blocks; `today`, written 2026-11-24, decides whether a review is overdue (the real day unless told)."""
    if isinstance(given, answer.Page):
        return list(_page(given, data_version, today or strftime("%Y-%m-%d")))
    writer: Callable[[Any, str], Iterable[Block]] = _WRITERS[type(given)]
    return list(writer(given, data_version))


def _page(page: answer.Page, data_version: str, today: str) -> Iterator[Block]:
    entry = page.entry
    numbers = {source.id: number for number, source in enumerate(page.sources, 1)}
    yield block("title", entry.name)
    led = "" if page.matched == entry.name or page.matched == entry.id else f' Found by the name "{page.matched}".'
    yield block("text", f"{_kind(entry)}.{led}")
    yield block("heading", "When to get help")
    if entry.help == Help():
        yield block("text", TERM_HELP)
    for level, style in (("emergency", "emergency"), ("urgent", "urgent"), ("routine", "routine")):
        for claim in getattr(entry.help, level):
            yield _claim(claim, numbers, Span(f"{level.capitalize()}: ", style))  # type: ignore[arg-type]  # the levels are styles
    for field in _order(entry):
        yield from _section(entry, field, numbers)
    yield from _afterwards(entry)
    yield block("heading", "Sources")
    for source in page.sources:
        yield from _cited(numbers[source.id], source)
    yield block("heading", "About this page")
    overdue = " (overdue)" if entry.review_due < today else ""
    yield block("text", f"Reviewed {entry.reviewed}. Review due {entry.review_due}{overdue}. Reviewer: {entry.reviewer}.")
    yield block("text", f"Page {entry.kind}:{entry.id}, data {data_version}. Quote both to report an error.")
    yield block("text", texts.PURPOSE)


def _kind(entry: Entry) -> str:
    if isinstance(entry, Cause):
        return f"Cause: {CAUSE_KINDS[entry.cause_kind]}"
    return "Site: a place on the body" if isinstance(entry, Site) else "Term: a clinical word"


def _order(entry: Entry) -> tuple[str, ...]:
    """The sections between help and the end matter, in page order."""
    own: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    if isinstance(entry, Site):
        own = ("causes", "rarer_diseases")
    elif isinstance(entry, Cause):
        own, groups = ("mechanism", "sites", "related"), ("special_groups",)
    return ("summary", *own, "pattern", *groups, "self_care", "treatment", "unknown")


def _section(entry: Entry, field: str, numbers: dict[str, int]) -> Iterator[Block]:
    items: tuple[Claim | Link, ...] = getattr(entry, field)
    if items:
        yield block("heading", SECTIONS[field].capitalize())
    for item in items:
        if isinstance(item, Link):
            yield block("part", item.name, f" ({item.frequency})" if item.frequency else "")
            for claim in item.claims:
                yield _claim(claim, numbers)
        else:
            yield _claim(item, numbers)


def _claim(claim: Claim, numbers: dict[str, int], label: Span | str = "") -> Block:
    """The statement, how sure it is, who says so and, on the same line, its note."""
    cited = ", ".join(
        f"{numbers[each.id]} {each.locator}" if each.locator else str(numbers[each.id]) for each in claim.sources if each.id in numbers
    )
    note = f" Note: {claim.note}" if claim.note else ""
    return block("item", label, claim.text, Span(f" ({claim.evidence})" + (f" [{cited}]" if cited else ""), "quiet"), note)


def _afterwards(entry: Entry) -> Iterator[Block]:
    if entry.see_also:
        yield block("heading", "See also")
        yield from (block("item", f"{pointer.name} ({pointer.kind})") for pointer in entry.see_also)
    names = [name.text for name in entry.names if name.register != "code"]
    if names:
        yield block("heading", "Other names")
        yield block("text", "; ".join(names) + ".")
    if isinstance(entry, Cause) and entry.codes:
        yield block("heading", "Codes")
        yield from (block("item", f"{code.system} {code.code}: {code.label}") for code in entry.codes)


def _cited(number: int, source: Source) -> Iterator[Block]:
    yield block("item", f"[{number}] ", _described(source), Span(f" ({source.id})", "quiet"))
    if source.url:
        yield block("address", source.url)


def _described(source: Source) -> str:
    year = source.year or "year not known"
    return f"{_ended(source.title)} {source.publisher}, {year}. Grade {source.grade}: {source.kind.replace('-', ' ')}."


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _listing(listing: answer.Listing, data_version: str) -> Iterator[Block]:
    yield block("title", {"site": "Sites", "cause": "Causes", "term": "Terms", "source": "Sources"}[listing.kind])
    yield block("text", f"Look one up: twitchref {listing.kind} NAME")
    order = list(CAUSE_KINDS)
    rows = sorted(listing.entries, key=lambda row: order.index(row.group) if row.group else 0)
    for group, members in groupby(rows, key=lambda row: row.group):
        if group:
            yield block("heading", CAUSE_KINDS[group].capitalize())
        yield from (block("item", row.name, Span(f" ({row.id})", "quiet")) for row in members)


def _source(page: answer.SourcePage, data_version: str) -> Iterator[Block]:
    source = page.source
    yield block("title", source.title)
    yield block("text", f"Source {source.id}. {source.publisher}, {source.year or 'year not known'}.")
    yield block("text", f"Grade {source.grade}: {GRADES[source.grade]}. Kind: {source.kind.replace('-', ' ')}.")
    if source.url:
        yield block("address", source.url)
    yield block("heading", f"What rests on it ({len(page.claims)})")
    for (kind, id_, name), claims in groupby(page.claims, key=lambda cited: (cited.kind, cited.id, cited.name)):
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
        yield block("text", f"Read more: twitchref {hit.kind} {hit.id}")
    yield block("heading", "About this search")
    yield block("text", texts.PURPOSE)


def _how_often(hit: answer.Hit) -> str:
    """How often a cause lies behind a twitch, in words: a disease in a list of hits never stands without it."""
    if hit.kind == "site":
        return ""
    return ", how often it lies behind a twitch is not known" if hit.frequency in (None, "unknown") else f", {hit.frequency} behind a twitch"


def _highlighted(match: answer.Match) -> Iterator[Span]:
    position = 0
    for start, end in match.spans:
        yield Span(match.text[position:start])
        yield Span(match.text[start:end], "match")
        position = end
    yield Span(match.text[position:])


def _nothing(nothing: answer.Nothing, data_version: str) -> Iterator[Block]:
    yield block("text", f'Nothing found for "{_one_line(nothing.query)}". {SAYS_NOTHING}')
    yield block("text", GET_HELP)
    yield block("text", "Try other words, or see the lists: twitchref site, twitchref cause.")


def _many(many: answer.Many, data_version: str) -> Iterator[Block]:
    query = _one_line(many.query)
    yield block("text", f'Several entries match "{query}":' if many.kind == "several" else f'No entry is called "{query}". Near it:')
    for each in many.candidates:
        by = f', by the name "{each.matched}"' if each.matched not in (each.name, each.id) else ""
        yield block("item", f"twitchref {each.kind} {each.id}", Span(f"  {each.name}{by}", "quiet"))


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
    yield from (block("text", line) for line in texts.CREDITS)
    yield block("heading", "Report an error")
    yield block("text", texts.REPORT)


def _checked(checked: answer.Checked, data_version: str) -> Iterator[Block]:
    yield from (block("text", str(problem)) for problem in checked.problems)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:80].rstrip()}..."


_WRITERS: dict[type, Callable[[Any, str], Iterable[Block]]] = {
    answer.Listing: _listing,
    answer.SourcePage: _source,
    answer.Hits: _hits,
    answer.Nothing: _nothing,
    answer.Many: _many,
    answer.About: _about,
    answer.Checked: _checked,
}
