"""A sheet to take along to an appointment, on at most two pages of paper, as blocks of words."""

from collections.abc import Iterator

from twitchref import answer, texts
from twitchref.pages.blocks import Block, block, command
from twitchref.pages.card import frequencies
from twitchref.pages.page import about, sure, whole_help
from twitchref.sections import OF_FIELD

_MOST_CLAIMS = 4  # of what people can do themselves: the sheet is to fit two pages


def of_entry(sheet: answer.Sheet, data_version: str, today: str) -> Iterator[Block]:
    """The sheet; `today`, written 2026-11-24, decides whether its review is overdue."""
    page = sheet.page
    assert isinstance(page, answer.Page)  # a page that is ready for a program is not for people
    entry = page.entry
    yield block("title", f"{entry.name}: a sheet to take along")
    yield block("text", "For an appointment about twitching. Nothing you write here is kept by the program.")
    yield from (block("text", claim.text, sure(claim)) for claim in entry.summary[:1])
    yield block("heading", OF_FIELD["help"].heading)
    yield from whole_help(entry, {})
    rows = list(frequencies(entry))
    if rows:
        yield block("heading", "What can lie behind it" if entry.kind == "site" else OF_FIELD["sites"].heading)
        yield from rows
    if entry.self_care:
        yield block("heading", OF_FIELD["self_care"].heading)
        yield from (block("item", claim.text, sure(claim)) for claim in entry.self_care[:_MOST_CLAIMS])
    for heading, lines in (("To note down before", texts.TO_NOTE), ("Questions to ask", texts.TO_ASK)):
        yield block("heading", heading)
        yield from (block("item", line) for line in lines)
    yield block("heading", "About this sheet")
    yield block("text", "Every statement with its sources: ", command(f"{entry.kind} {entry.id} --all"))
    yield from about(entry, data_version, today)
