"""What was meant by a command line that begins with no command: a page of that name, or else what comes near."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from twitchref.cli.run import Kind, opened
from twitchref.data_path import program, quoted
from twitchref.texts import GET_HELP

if TYPE_CHECKING:
    from twitchref.reference import Reference

_MOST = 3  # command lines


def kinds_called(text: str, data: str | None) -> list[str]:
    """The kinds of entry with this name; none too where the data cannot be read: a hint must not hide the error."""
    try:
        return _kinds(opened(data), text)
    except Exception:
        return []


def told(words: list[str], commands: list[str], data: str | None) -> str:
    """That there is no such command or page, and what was probably meant; what to do, for who did not misspell a command."""
    text, begins = " ".join(words), program(data)
    if near := [command for command in commands if _is_near(words[0], command)]:
        return f"No such command '{words[0]}'. Did you mean: {begins} {near[0]}?"
    try:
        lines = list(dict.fromkeys(_lines(opened(data), words)))[:_MOST]
    except Exception:
        lines = []
    meant = f" Did you mean: {', '.join(f'{begins} {line}' for line in lines)}?" if lines else ""
    return f"No one page is called '{text}', and no command.{meant} {GET_HELP}"


def _is_near(typed: str, command: str) -> bool:
    from twitchref.words import distance

    most = 1 if len(command) < 6 else 2
    return distance(typed.casefold(), command, most) <= most


def _kinds(reference: "Reference", text: str) -> list[str]:
    from twitchref.answer import Page, Unreadable

    return [kind for kind in get_args(Kind) if isinstance(reference.page(kind, text), Page | Unreadable)]


def _lines(reference: "Reference", words: list[str]) -> Iterator[str]:
    """Command lines that were probably meant, without the program's name, the likeliest first."""
    from twitchref.answer import Hits, Many
    from twitchref.lookup.several import parts
    from twitchref.sections import SECTIONS

    text, typed = " ".join(words), " ".join(map(quoted, words))
    yield from (f"{kind} {typed}" for kind in _kinds(reference, text))
    section, name = words[0], " ".join(words[1:])
    if section.casefold() in {each.word for each in SECTIONS} and name:
        yield from (f"{kind} {_quoted(name)} {section.casefold()}" for kind in _kinds(reference, name))
    named = [part for part in parts(text, lambda part: bool(_kinds(reference, part))) if _kinds(reference, part)]
    if len(named) > 1:
        yield f"compare {typed}"
    if len(named) == 1:
        yield from (f"{kind} {_quoted(named[0])}" for kind in _kinds(reference, named[0]))
        yield "help sections"
    offers = [found for kind in get_args(Kind) if isinstance(found := reference.page(kind, text), Many)]
    yield from (f"{each.kind} {each.id}" for offer in offers for each in offer.candidates)
    if isinstance(reference.search(text, 1), Hits):
        yield f"search {typed}"


def _quoted(text: str) -> str:
    """The words as a shell takes them back."""
    return " ".join(map(quoted, text.split()))
