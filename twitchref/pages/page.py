"""An entry's whole page, and each of its sections, as blocks of words: what stands there and in which order."""

import re
from collections.abc import Collection, Iterable, Iterator

from twitchref import answer, texts
from twitchref.model import Citation, Claim, Code, Entry, Link, Name, Pointer, Sign, Source
from twitchref.pages.blocks import GAP, Block, Span, Style, block, command, labelled, named
from twitchref.rows import Examined
from twitchref.sections import OF_FIELD, SECTIONS, Section, words_of
from twitchref.words import as_a_word, is_one_of

LEVELS: tuple[Style, ...] = ("emergency", "urgent", "routine")
_KEY = (
    "Numbers are the sources below. A word in brackets after a statement says that medicine is less sure of it: "
    "(moderate), (low), (conflicting) or (none)."
)
_SIGNS_MISSING = f"This list is not whole: a sign that belongs here could not be read. {texts.GET_HELP}"
_KINDS = {"site": "Site: a place on the body", "term": "Term: a clinical word"}

Numbers = dict[str, int]  # by which statements cite their sources, by the source's id


def of_entry(shown: answer.Page, data_version: str, today: str) -> Iterator[Block]:
    """The whole page; `today`, written 2026-11-24, decides whether its review is overdue."""
    entry = shown.entry
    yield block("title", entry.name)
    yield block("text", f"{_kind(entry)}.", found_by(shown))
    unexplained = dict(shown.glosses)
    for section in SECTIONS:
        yield from _section(section, shown, unexplained)
    yield block("heading", "About this page")
    overdue = " (overdue)" if entry.review_due < today else ""
    yield block("text", f"Reviewed {entry.reviewed}. Review due {entry.review_due}{overdue}. Reviewer: {entry.reviewer}.")
    if shown.examined:
        yield block("text", _examined(shown.examined))
    yield block("text", f"Page {entry.kind}:{entry.id}, data {data_version}. Quote both to report an error.")
    yield block("text", texts.PURPOSE)
    yield block("pointer", texts.POINTER)


def of_sections(shown: answer.Page, data_version: str, today: str) -> Iterator[Block]:
    """The sections that `shown.part` asks for, and the sources that they cite under the numbers of the whole page."""
    entry, unexplained = shown.entry, dict(shown.glosses)
    yield block("title", entry.name, found_by(shown))
    asked = shown.part.split()
    for word in asked:
        written = [each for section in SECTIONS if section.word == word for each in _section(section, shown, unexplained)]
        yield from written or [block("text", f"Nothing is written here under '{word}'.")]
    if "help" not in asked:
        yield GAP
        yield labelled("Get help", command(f"{entry.kind} {entry.id}"))
    if "sources" not in asked:
        cited = {id_ for section in SECTIONS if section.word in asked for id_ in cited_in(getattr(entry, section.field, ()))}
        yield from source_list(shown.sources, cited)
    yield GAP
    yield from more(entry, shown.part)
    yield from about(entry, data_version, today)


def _examined(examined: Examined) -> str:
    """How many of the statements on a page were examined."""
    read = examined.source + examined.abstract
    done, behind = read + examined.knowledge, f", {read} against a source or abstract" if read else ""
    return f"Examined: {done} of {examined.statements} statements{behind}."


def more(entry: Entry, part: str = "") -> Iterator[Block]:
    """How to read on: a command for a section that the entry has, the words for the others but the shown part, and `--all`."""
    first, *others = [word for word in words_of(entry) if word not in part.split()] or [""]
    also = ", ".join([*others, "--all"])
    yield labelled("More", command(f"{entry.kind} {entry.id} {first}".rstrip()), f" (or: {also})")


def about(entry: Entry, data_version: str, today: str, key: str = "") -> Iterator[Block]:
    """When and by whom it was reviewed, the data, and what all this is for; behind that, what marks on the page mean."""
    overdue = " (next review overdue)" if entry.review_due < today else ""
    yield block("text", f"Reviewed {entry.reviewed}{overdue}; {entry.reviewer}; data {data_version}.")
    yield block("text", texts.PURPOSE, key)


def found_by(shown: answer.Page) -> Span:
    """The name that led to the page, in brackets, where that is not the entry's own."""
    own = is_one_of(shown.matched, shown.entry.name, shown.entry.id)
    return Span("" if own else f' (found by the name "{shown.matched}")', "quiet")


def numbered(sources: Iterable[Source]) -> Numbers:
    """The numbers by which statements cite the sources, in their order, from 1."""
    return {source.id: number for number, source in enumerate(sources, 1)}


def _kind(entry: Entry) -> str:
    return f"Cause: {texts.CAUSE_KINDS[entry.cause_kind]}" if entry.cause_kind else _KINDS[entry.kind]


def _section(section: Section, shown: answer.Page, unexplained: dict[str, str]) -> Iterator[Block]:
    """One section under its heading; nothing where the entry has nothing there. Words that it explains leave `unexplained`."""
    numbers = numbered(shown.sources)
    if section.field == "sources":
        yield from source_list(shown.sources)
        return
    entry = shown.entry
    written = list(whole_help(entry, numbers) if section.field == "help" else _items(getattr(entry, section.field), numbers))
    if written:
        yield block("heading", section.heading)
        yield from _explained(written, unexplained) if section.holds in ("claims", "links") else written


def _items(held: tuple[object, ...], numbers: Numbers) -> Iterator[Block]:
    """What a section holds, as blocks."""
    names = [each.text for each in held if isinstance(each, Name) and each.register != "code"]
    if names:
        yield block("text", "; ".join(names) + ".")
    bare = [named(each) for each in held if isinstance(each, Link) and not (each.claims or each.frequency)]
    for each in held:
        if isinstance(each, Claim):
            yield statement(each, numbers)
        elif isinstance(each, Link) and (each.claims or each.frequency):
            yield block("part", named(each), f" ({each.frequency})" if each.frequency else "")
            yield from (statement(claim, numbers) for claim in each.claims)
        elif isinstance(each, Pointer):
            yield block("item", named(each), f" ({each.kind})")
        elif isinstance(each, Code):
            code = each.code if each.code.startswith(f"{each.system}:") else f"{each.system} {each.code}"
            yield block("item", f"{code}: {each.label}")
    if bare:
        yield block("text", "Also: ", *[part for each in bare for part in (each, "; ")][:-1], ".")


def whole_help(entry: Entry, numbers: Numbers) -> Iterator[Block]:
    """What to do at each care level, once, with the signs that complete the sentence; first, whether signs are missing."""
    yield from _before_help(entry)
    for level in LEVELS:
        yield from of_level(level, ((sign.sign, behind(sign, numbers), noted(sign)) for sign in getattr(entry.help, level)))


def short_help(entry: Entry) -> Iterator[Block]:
    """The same with the short forms of the signs, for a card: there nothing beside a sign is to keep anyone from acting on it."""
    yield from _before_help(entry)
    for level in LEVELS:
        yield from of_level(level, ((sign.short,) for sign in getattr(entry.help, level)))


def _before_help(entry: Entry) -> Iterator[Block]:
    if entry.kind == "term":
        yield block("text", texts.TERM_HELP, command("site NAME"), ".")
    if not {*entry.sign_ids} <= {sign.id for signs in entry.help for sign in signs}:
        yield block("text", _SIGNS_MISSING)


def of_level(level: Style, signs: Iterable[tuple[str | Span, ...]]) -> Iterator[Block]:
    """A care level with the start of the sentence that its signs complete, and these; nothing where it has none."""
    written = [block("sign", *sign) for sign in signs]
    if written:
        yield level_block(level)
    yield from written


def level_block(level: Style) -> Block:
    """A care level's word and the start of the sentence that its signs complete."""
    return block("level", Span(f"{level.capitalize()}: ", level), Span(texts.ACTIONS[level]))


def statement(claim: Claim, numbers: Numbers) -> Block:
    """The statement, how sure it is, who says so and, on the same line, who says otherwise, and its note."""
    otherwise = _cited(claim.against, numbers)
    return block("item", claim.text, behind(claim, numbers), f" Otherwise: {otherwise}" if otherwise else "", noted(claim))


def behind(statement: Claim | Sign, numbers: Numbers) -> Span:
    """How sure it is, where that is not high, and the numbers of its sources."""
    certainty = "" if statement.certainty == "high" else f" ({statement.certainty})"
    cited = _cited(statement.sources, numbers)
    return Span(f"{certainty} {cited}" if cited else certainty, "quiet")


def sure(statement: Claim | Sign) -> Span:
    """How sure it is, in brackets, where that is not high."""
    return behind(statement, {})


def noted(statement: Claim | Sign) -> str:
    """Its note, where it has one."""
    return f" Note: {statement.note}" if statement.note else ""


def _cited(citations: Iterable[Citation], numbers: Numbers) -> str:
    """The numbers of those sources that are known, in brackets, each with the passage where one is given."""
    known = (each for each in citations if each.id in numbers)
    cited = ", ".join(f"{numbers[each.id]} {each.locator}" if each.locator else str(numbers[each.id]) for each in known)
    return f"[{cited}]" if cited else ""


def _explained(written: Iterable[Block], unexplained: dict[str, str]) -> Iterator[Block]:
    """The blocks, with each clinical word's plain meaning in brackets where it first stands, unless brackets follow it there."""
    for each in written:
        spans = each.spans
        if each.role == "item":
            spans = tuple(span._replace(text=_glossed(span.text, unexplained)) if span.style == "plain" else span for span in spans)
        yield Block(each.role, spans)


def _glossed(text: str, unexplained: dict[str, str]) -> str:
    """The text with its glosses; what stands in brackets here is left alone, what is explained leaves `unexplained`."""
    found = []
    for word, gloss in list(unexplained.items()):
        match = re.search(as_a_word(re.escape(word)), text)
        if match and text.count("(", 0, match.start()) == text.count(")", 0, match.start()):
            for same in [other for other, meaning in unexplained.items() if meaning == gloss]:
                unexplained.pop(same)
            if not text.startswith(" (", match.end()):
                found.append((match.end(), gloss))
    for end, gloss in sorted(found, reverse=True):
        text = f"{text[:end]} ({gloss}){text[end:]}"
    return text


def source_list(sources: Iterable[Source], cited: Collection[str] | None = None) -> Iterator[Block]:
    """The sources under their numbers, or only those that are cited, and what the brackets after statements mean."""
    shown = [(number, source) for number, source in enumerate(sources, 1) if cited is None or source.id in cited]
    if not shown:
        return
    yield block("heading", OF_FIELD["sources"].heading)
    yield block("text", _KEY)
    for number, source in shown:
        yield block("item", f"[{number}] ", _described(source), Span(f" ({source.id})", "quiet", to=f"source:{source.id}"))
        if source.url:
            yield block("address", source.url)


def cited_in(held: object) -> Iterator[str]:
    """The ids of the sources that are cited anywhere in what a section holds."""
    if isinstance(held, Citation):
        yield held.id
    elif isinstance(held, tuple):
        for each in held:
            yield from cited_in(each)


def _described(source: Source) -> str:
    title = source.title if source.title.endswith((".", "?", "!")) else f"{source.title}."
    year = source.year or "year not known"
    return f"{title} {source.publisher}, {year}. Grade {source.grade}: {kind_of(source)}"


def kind_of(source: Source) -> str:
    """What kind of source it is, and why it has no address, where something says why."""
    return f"{source.source_kind.replace('-', ' ')}.{f' {texts.NO_URL[source.no_url]}' if source.no_url else ''}"
