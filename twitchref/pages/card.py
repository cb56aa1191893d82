"""An entry's card: the one screen that answers first. Everything else is one word further, and the card says which word."""

from collections.abc import Iterator

from twitchref import answer, texts
from twitchref.model import WHOLE_BODY, Claim, Entry
from twitchref.pages.blocks import GAP, Block, Span, block, commands, few, labelled
from twitchref.pages.page import about, found_by, more, short_help, sure
from twitchref.sections import each_once

_ROW = 68  # letters of a row, the same at every width; names that find no place are counted behind the others

# How often a cause lies behind a twitch, as the rows of a site's card say it, and those of a cause's card.
_ROWS = {"common": "Often", "sometimes": "Sometimes", "rare": "Rarely", "unknown": "Also named"}
_WHERE = {"common": "Often in", "sometimes": "Sometimes in", "rare": "Rarely in", "unknown": "Named in"}
_LESS_SURE = {f" ({word})" for word in texts.CERTAINTIES}
_KEY = " A word in brackets, as (low): medicine is less sure of it."
_ANY_MUSCLE = "Whole body (any muscle)"
_AFTER = {"rare": ", with other signs too", "unknown": " (how often is unknown)"}


def of_entry(shown: answer.Page, data_version: str, today: str) -> Iterator[Block]:
    """The card; `today`, written 2026-11-24, decides whether its review is overdue."""
    entry = shown.entry
    yield block("title", entry.name, found_by(shown))
    told = [block("text", *_first(claim)) for claim in (entry.summary if entry.kind == "term" else entry.summary[:1])]
    told = [*told, GAP, *short_help(entry), GAP, *frequencies(entry), *_what_to_do(entry), *_see_also(entry)]
    if entry.gloss:
        yield block("text", f"{entry.gloss[0].upper()}{entry.gloss[1:]}.")
    yield from told
    yield GAP
    yield from more(entry)
    less_sure = any(span.text in _LESS_SURE for each in told for span in each.spans)
    yield from about(entry, data_version, today, _KEY if less_sure else "")
    yield block("pointer", texts.POINTER)


def _first(claim: Claim) -> tuple[str, Span]:
    return claim.text, sure(claim)


def frequencies(entry: Entry) -> Iterator[Block]:
    """The causes of a twitch at a site, or the sites of a cause, by how often: each once."""
    links = each_once(entry)
    for frequency, label in (_ROWS if entry.kind == "site" else _WHERE).items():
        names = [_ANY_MUSCLE if link.id == WHOLE_BODY else link.name for link in links if link.frequency == frequency]
        after = _AFTER.get(frequency, "") if entry.kind == "site" or frequency == "unknown" else ""
        if names:
            yield labelled(label, few(names, _ROW - len(after)), after)


def _what_to_do(entry: Entry) -> Iterator[Block]:
    for label, claims in (("What helps", entry.self_care), ("Treatment", entry.treatment)):
        yield from (labelled(label, *_first(claim)) for claim in claims[:1])


def _see_also(entry: Entry) -> Iterator[Block]:
    if entry.kind == "term" and entry.see_also:
        yield labelled("See also", *commands(f"{each.kind} {each.id}" for each in entry.see_also))
