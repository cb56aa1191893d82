"""An entry's page, and its sheet to take along, as blocks of words: what stands there and in which order."""

import re
from collections.abc import Iterable, Iterator

from twitchref import answer, texts
from twitchref.model import Cause, Claim, Entry, Help, Link, Site, Source
from twitchref.pages.blocks import Block, Span, Style, block, command
from twitchref.texts import CAUSE_KINDS, SECTIONS
from twitchref.words import as_a_word

LEVELS: tuple[Style, ...] = ("emergency", "urgent", "routine")


def of_entry(shown: answer.Page, data_version: str, today: str) -> Iterator[Block]:
    """The whole page; `today`, written 2026-11-24, decides whether its review is overdue."""
    entry, numbers = shown.entry, numbered(shown.sources)
    yield block("title", entry.name)
    led = "" if shown.matched == entry.name or shown.matched == entry.id else f' Found by the name "{shown.matched}".'
    yield block("text", f"{_kind(entry)}.{led}")
    yield from _help(entry, numbers)
    yield from _explained((each for field in _order(entry) for each in _section(entry, field, numbers)), shown.glosses)
    yield from _afterwards(entry)
    yield from source_list(shown.sources)
    yield block("heading", "About this page")
    overdue = " (overdue)" if entry.review_due < today else ""
    yield block("text", f"Reviewed {entry.reviewed}. Review due {entry.review_due}{overdue}. Reviewer: {entry.reviewer}.")
    yield block("text", f"Page {entry.kind}:{entry.id}, data {data_version}. Quote both to report an error.")
    yield block("text", texts.PURPOSE)
    yield block("pointer", texts.POINTER)


def numbered(sources: Iterable[Source]) -> dict[str, int]:
    """The numbers by which claims cite the sources."""
    return {source.id: number for number, source in enumerate(sources, 1)}


def _help(entry: Entry, numbers: dict[str, int]) -> Iterator[Block]:
    yield block("heading", "When to get help")
    if entry.help == Help():
        yield block("text", texts.TERM_HELP, command("site NAME"), ".")
    for level in LEVELS:
        yield from (stated(claim, numbers, Span(f"{level.capitalize()}: ", level)) for claim in getattr(entry.help, level))


def _explained(written: Iterable[Block], glosses: dict[str, str]) -> Iterator[Block]:
    """The blocks, with each clinical word's plain meaning in brackets where it first stands, unless brackets follow it there."""
    left = dict(glosses)
    for each in written:
        spans = each.spans
        if each.shape == "item":
            spans = tuple(Span(_glossed(span.text, left), span.style) if span.style == "plain" else span for span in spans)
        yield Block(each.shape, spans)


def _glossed(text: str, left: dict[str, str]) -> str:
    """The text with its glosses; what has been explained, or stands in brackets here, is taken from `left` or left alone."""
    found = []
    for word, gloss in list(left.items()):
        match = re.search(as_a_word(re.escape(word)), text)
        if match and text.count("(", 0, match.start()) == text.count(")", 0, match.start()):
            for same in [other for other, meaning in left.items() if meaning == gloss]:
                left.pop(same)
            if not text.startswith(" (", match.end()):
                found.append((match.end(), gloss))
    for end, gloss in sorted(found, reverse=True):
        text = f"{text[:end]} ({gloss}){text[end:]}"
    return text


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
                yield stated(claim, numbers)
        else:
            yield stated(item, numbers)


def stated(claim: Claim, numbers: dict[str, int], label: Span | str = "", after: str = "") -> Block:
    """The statement, how sure it is, who says so and, on the same line, its note."""
    cited = ", ".join(
        f"{numbers[each.id]} {each.locator}" if each.locator else str(numbers[each.id]) for each in claim.sources if each.id in numbers
    )
    note = f" Note: {claim.note}" if claim.note else ""
    return block("item", label, claim.text, Span(f" ({claim.evidence})" + (f" [{cited}]" if cited else ""), "quiet"), note, after)


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


def source_list(sources: Iterable[Source]) -> Iterator[Block]:
    """The sources under their numbers."""
    yield block("heading", "Sources")
    for number, source in enumerate(sources, 1):
        yield block("item", f"[{number}] ", _described(source), Span(f" ({source.id})", "quiet"))
        if source.url:
            yield block("address", source.url)


def _described(source: Source) -> str:
    year = source.year or "year not known"
    return f"{_ended(source.title)} {source.publisher}, {year}. Grade {source.grade}: {source.kind.replace('-', ' ')}."


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def to_take_along(sheet: answer.Sheet, data_version: str) -> Iterator[Block]:
    """One page: what it is, when to get help, what to note down and to ask, sources and dates."""
    entry = sheet.page.entry
    shown = [claim for section, claim in entry.sections() if section == "summary" or section.startswith("help")]
    cited = {citation.id for claim in shown for citation in claim.sources}
    sources = [source for source in sheet.page.sources if source.id in cited]
    numbers = numbered(sources)
    yield block("title", f"{entry.name}: a sheet to take along")
    yield block("text", f"For an appointment about twitching. {_kind(entry)}. Nothing you write here is kept by the program.")
    yield from _help(entry, numbers)
    yield from _explained(_section(entry, "summary", numbers), sheet.page.glosses)
    for heading, lines in (("To note down before", texts.TO_NOTE), ("Questions to ask", texts.TO_ASK)):
        yield block("heading", heading)
        yield from (block("item", line) for line in lines)
    yield from source_list(sources)
    yield block("heading", "About this sheet")
    yield block("text", f"Reviewed {entry.reviewed}. Reviewer: {entry.reviewer}. Page {entry.kind}:{entry.id}, data {data_version}.")
    yield block("text", texts.PURPOSE)
