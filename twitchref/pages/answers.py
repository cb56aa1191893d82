"""Answers as blocks of words for people."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from twitchref import answer, clock, rows, texts
from twitchref.model import Sign
from twitchref.pages import page
from twitchref.pages.blocks import GAP, Block, Span, addressed, block, command, few, named
from twitchref.sections import OF_FIELD
from twitchref.words import plain_words

_MOST_PAGES = 90  # letters of the names behind a sign; JSON has all
_LISTS = {"site": "Sites", "cause": "Causes", "term": "Terms", "source": "Sources"}


def blocks(given: answer.Answer, data_version: str, program: str = "twitchref") -> list[Block]:
    """The answer as blocks; a page says whether its review is overdue today.

    `program` is how the commands in it begin; without it they stay what they are, for the layout to write.
    """
    if isinstance(given, answer.Page | answer.Sheet):
        return addressed(list(_of_entry(given)(given, data_version, clock.today())), program)
    writer: Callable[[Any, str], Iterable[Block]] = _WRITERS[type(given)]
    return addressed(list(writer(given, data_version)), program)


def _of_entry(given: answer.Page | answer.Sheet) -> Callable[[Any, str, str], Iterable[Block]]:
    """What writes an entry's card, its whole page, the sections that were asked for, or a sheet."""
    if isinstance(given, answer.Sheet):
        from twitchref.pages import sheet

        return sheet.of_entry
    if given.part:
        return page.of_entry if given.part == answer.WHOLE else page.of_sections
    from twitchref.pages import card

    return card.of_entry


def _comparison(comparison: answer.Comparison, data_version: str) -> Iterable[Block]:
    from twitchref.pages import side_by_side

    return side_by_side.blocks(comparison, data_version)


def _signs(signs: answer.Signs, data_version: str) -> Iterator[Block]:
    numbers = page.numbered(signs.sources)
    yield block("title", f"{signs.of}: what calls for help" if signs.of else "What calls for help")
    yield block("text", "Every sign once, by what to do; after each, the pages that show it.")
    if any(not problem.code.startswith("E3") for problem in signs.astray):  # not only a link or a citation
        yield block("text", texts.SIGNS_UNREAD)
    for level in page.LEVELS:
        of_level = [shown for shown in signs.signs if shown.sign.level == level]
        if of_level:
            yield GAP
        yield from page.of_level(
            level, ((shown.sign.sign, page.behind(shown.sign, numbers), page.noted(shown.sign), _pages(shown)) for shown in of_level)
        )
    if not signs.signs:
        yield block("text", f"No sign of this level stands here. {texts.GET_HELP}")
    yield from page.source_list(signs.sources)
    yield block("heading", "About this page")
    yield from _data_and_purpose(data_version)


def _pages(shown: rows.Shown) -> str:
    names = [each.name for each in shown.pages]
    return f" Pages: {few(names, _MOST_PAGES)}." if names else ""


def _listing(listing: answer.Listing, data_version: str) -> Iterator[Block]:
    yield block("title", f"{_LISTS[listing.of]}: {_one_line(listing.query)}" if listing.query else _LISTS[listing.of])
    pages = [each for each in listing.entries if not isinstance(each, rows.Listed)]
    for each in pages:
        yield GAP
        yield from page.of_entry(each, data_version, clock.today()) if isinstance(each, answer.Page) else _source(each, data_version)
    if not pages:
        yield from _rows(listing, [each for each in listing.entries if isinstance(each, rows.Listed)])


def _rows(listing: answer.Listing, listed: list[rows.Listed]) -> Iterator[Block]:
    if listing.of == "source":
        yield block("text", "Most used first: how many claims and signs use it. Grades A (best) to D: ", command("about"), " explains.")
        yield block("text", "Look one up by its id, in brackets, or words of its title or publisher: ", command("source NAME"))
    else:
        yield block("text", "Look one up: ", command(f"{listing.of} NAME"))
    order = list(texts.CAUSE_KINDS)
    listed = sorted(listed, key=lambda row: order.index(row.cause_kind) if row.cause_kind else 0)
    for cause_kind, members in groupby(listed, key=lambda row: row.cause_kind):
        if cause_kind:
            yield block("heading", texts.CAUSE_KINDS[cause_kind].capitalize())
        for row in members:
            known = f": {row.publisher}, {row.year or 'year not known'}, grade {row.grade}; {row.rests} rest on it" if row.publisher else ""
            yield block("item", named(row), Span(f" ({row.id})", "quiet"), known)


def _source(shown: answer.SourcePage, data_version: str) -> Iterator[Block]:
    source = shown.source
    yield block("title", source.title)
    yield block("text", f"Source {source.id}. {source.publisher}, {source.year or 'year not known'}.")
    yield block("text", f"Grade {source.grade}: {texts.GRADES[source.grade]}. Kind: {page.kind_of(source)}")
    if source.url:
        yield block("address", source.url)
    rests = [cited for cited in shown.claims if source.id in (each.id for each in cited.claim.sources)]
    against = [cited for cited in shown.claims if cited not in rests]
    yield from _claims(f"Claims that rest on it ({len(rests)})", rests)
    yield from _claims(f"Where it says otherwise ({len(against)})", against)
    if shown.signs:
        yield block("heading", f"Signs that rest on it ({len(shown.signs)})")
        yield from (_sign(sign) for sign, _ in shown.signs)
    yield block("heading", "About this page")
    yield from _data_and_purpose(data_version)


def _claims(heading: str, claims: list[rows.Cited]) -> Iterator[Block]:
    if claims:
        yield block("heading", heading)
    for (kind, id_, name), of_entry in groupby(claims, key=lambda cited: (cited.kind, cited.id, cited.name)):
        yield block("part", Span(name, to=f"{kind}:{id_}"), f" ({kind}:{id_})")
        for cited in of_entry:
            yield block("item", _label(cited.section), cited.claim.text, page.behind(cited.claim, {}), page.noted(cited.claim))


def _label(section: str) -> Span:
    return Span(f"{OF_FIELD[section].heading}: ", "strong")


def _sign(sign: Sign) -> Block:
    """A sign where it stands alone: its level, and the whole sentence."""
    return block("item", Span(f"{sign.level.capitalize()}: ", sign.level), sign.text, page.behind(sign, {}))


def _hits(hits: answer.Hits, data_version: str) -> Iterator[Block]:
    """What a search found: first the signs, by what to do, and whom to ask in any case; then the pages, with what they say."""
    yield block("title", f"Search: {_one_line(hits.query)}")
    yield from _unknown(hits.unknown_words)
    if hits.corrected:
        yield block("text", f'Searched instead for "{hits.corrected}".')
    yield block("heading", OF_FIELD["help"].heading)
    if hits.astray:
        yield block("text", texts.SIGNS_UNREAD)
    for level, signs in groupby(hits.signs, key=lambda sign: sign.level):
        yield from page.of_level(level, ((sign.sign, page.behind(sign, {})) for sign in signs))
    yield block("text", texts.GET_HELP, *((" Every sign: ", command("signs"), ".") if hits.signs else ()))
    if hits.hits:
        yield block("text", texts.BEST_FIRST)
    for hit in hits.hits:
        yield block("heading", named(hit), f" ({hit.kind}{_how_often(hit)})")
        for match in hit.matches:
            yield block("item", _label(match.section), *_highlighted(match))
        yield block("text", "Read more: ", command(f"{hit.kind} {hit.id}"))
    yield block("heading", "About this search")
    yield block("text", texts.PURPOSE)


def _how_often(hit: rows.Hit) -> str:
    """How often a cause lies behind a twitch, in words: a disease in a list of hits never stands without it."""
    if hit.kind != "cause":
        return ""
    return (
        ", how often it lies behind a twitch is not known" if hit.frequency in (None, "unknown") else f", {hit.frequency} behind a twitch"
    )


def _highlighted(match: rows.Match) -> Iterator[Span]:
    position = 0
    for start, end in match.spans:
        yield Span(match.text[position:start])
        yield Span(match.text[start:end], "match")
        position = end
    yield Span(match.text[position:])


def _unknown(words: tuple[str, ...]) -> list[Block]:
    return [block("text", f"No page here mentions: {_one_line(', '.join(words))}.")] if words else []


def _nothing(nothing: answer.Nothing, data_version: str) -> Iterator[Block]:
    yield block("text", f'Nothing found for "{_one_line(nothing.query)}". {nothing.hint or texts.SAYS_NOTHING}')
    if nothing.hint:
        return
    yield from _unknown(nothing.unknown_words)
    yield block("text", texts.GET_HELP)
    if nothing.in_text:
        yield block("text", "Pages and signs have some of these words: ", command(f"search {' '.join(plain_words(nothing.query))}"))
    yield block("text", "Try other words, or see the lists: ", command("site"), ", ", command("cause"), ".")


def _many(many: answer.Many, data_version: str) -> Iterator[Block]:
    query = _one_line(many.query)
    yield block("text", f'Several entries match "{query}":' if many.kind == "several" else f'No entry is called "{query}". Near it:')
    for each in many.candidates:
        by = f', by the name "{each.matched}"' if each.matched not in (each.name, each.id) else ""
        yield block("item", command(f"{each.kind} {each.id}"), Span(f"  {each.name}{by}", "quiet"))
    if many.searched:
        yield block("text", texts.GET_HELP)


def _about(about: answer.About, data_version: str) -> Iterator[Block]:
    yield block("title", "twitchref")
    yield block("text", about.purpose)
    yield block("heading", "Publisher")
    yield block("text", about.publisher)
    yield block("heading", "Method")
    yield block("text", about.method)
    yield block("heading", "Data")
    numbers = ", ".join(f"{number} {what}" for what, number in about.counts._asdict().items())
    yield block("text", f"Version {data_version}: {numbers}.")
    if about.examined:
        yield block("text", _examined(about.examined))
    yield from (block("address" if line.startswith("http") else "text", line) for line in texts.CREDITS)
    yield block("heading", "Report an error")
    yield block("text", about.report)


def _examined(found: rows.Examined) -> str:
    """What share of the statements was examined, and how; what is meant by that."""
    done = found.source + found.abstract + found.knowledge
    how = f"{found.source} against a source, {found.abstract} against an abstract, {found.knowledge} from knowledge alone"
    return f"{texts.EXAMINED} {done} of {found.statements} statements were examined: {how}."


def _unreadable(unreadable: answer.Unreadable, data_version: str) -> Iterator[Block]:
    yield from (block("text", str(problem)) for problem in unreadable.problems)
    what = f"{unreadable.kind}:{unreadable.id} cannot" if unreadable.id else f"no {unreadable.kind} can"
    yield block("text", f"Until that is mended, {what} be shown. All that is wrong with the data: ", command("check"))


def _data_and_purpose(data_version: str) -> Iterator[Block]:
    yield block("text", f"Data {data_version}. {texts.PURPOSE}")


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:80].rstrip()}..."


_WRITERS: dict[type, Callable[[Any, str], Iterable[Block]]] = {
    answer.Comparison: _comparison,
    answer.Signs: _signs,
    answer.Listing: _listing,
    answer.SourcePage: _source,
    answer.Hits: _hits,
    answer.Nothing: _nothing,
    answer.Many: _many,
    answer.About: _about,
    answer.Unreadable: _unreadable,
}
