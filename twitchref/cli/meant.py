"""What was meant by a command line that begins with no command: a page of that name, or else what comes near."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, get_args

from twitchref.cli.run import BEGINNINGS, Kind, opened
from twitchref.data_path import program, quoted
from twitchref.texts import GET_HELP

if TYPE_CHECKING:
    from twitchref.model import Sign
    from twitchref.reference import Reference

_MOST = 3  # command lines
_LONGEST = 80  # letters of what is repeated


def kinds_called(words: list[str], commands: list[str], data: str | None) -> list[str]:
    """The kinds of entry with this name; none where a command may have been misspelt, for then the data need not be readable."""
    return [] if _near(words, commands) else _kinds(opened(data), " ".join(words))


def begins_a_name(words: list[str]) -> bool:
    """Whether the words are a name though they begin with the command `new`: `new mum`, but not `new cause` or a misspelling of it."""
    return words[0] == "new" and len(words) > 1 and not any(_is_near(words[1], each) for each in BEGINNINGS)


def told(words: list[str], commands: list[str], data: str | None) -> str:
    """That there is no such command or page, and what was probably meant; what to do, for who did not misspell a command."""
    from twitchref.answer import Hits

    text, begins = " ".join(words), program(data)
    if near := _near(words, commands):
        return f"No such command '{words[0]}'. Did you mean: {begins} {near[0]}?"
    if len(text) > _LONGEST:
        return f"No one page is called '{text[:_LONGEST]}...', and no command. {GET_HELP}"
    reference = opened(data)
    found = reference.search(text, 1)
    lines = list(dict.fromkeys(_lines(reference, words, isinstance(found, Hits))))[:_MOST]
    meant = f" Did you mean: {', '.join(f'{begins} {line}' for line in lines)}?" if lines else ""
    danger = _danger(found.signs) if isinstance(found, Hits) else ""
    return f"No one page is called '{text}', and no command.{danger}{meant} {GET_HELP}"


def _danger(signs: "tuple[Sign, ...]") -> str:
    """The first of the signs that the words may mean, as a sentence: who types chest pain is not to be sent elsewhere first."""
    return next((f" {sign.text}" for sign in signs if sign.level != "routine"), "")


def _near(words: list[str], commands: list[str]) -> list[str]:
    return [command for command in commands if _is_near(words[0], command)]


def _is_near(typed: str, command: str) -> bool:
    from twitchref.words import distance

    most = 1 if len(command) < 6 else 2
    return distance(typed.casefold(), command, most) <= most


def _kinds(reference: "Reference", text: str) -> list[str]:
    """The kind of the entry with this name, or the kind of each of several; those that are called just that before those that may be."""
    from twitchref.answer import Many, Page, Unreadable
    from twitchref.words import is_one_of

    found = reference.page(get_args(Kind), text)
    if isinstance(found, Page):
        return [found.entry.kind]
    if isinstance(found, Unreadable):
        return [found.kind]
    several = found.candidates if isinstance(found, Many) and found.kind == "several" else ()
    called = [each for each in several if is_one_of(text, each.matched, each.name, each.id)]
    return [each.kind for each in called or several]


def _lines(reference: "Reference", words: list[str], searched: bool) -> Iterator[str]:
    """Command lines that were probably meant, without the program's name, the likeliest first; a search, where it found something."""
    from twitchref.answer import Many
    from twitchref.lookup.several import parts
    from twitchref.sections import SECTIONS

    @cache
    def is_one(part: str) -> bool:
        return len(_kinds(reference, part)) == 1

    text, typed = " ".join(words), " ".join(map(quoted, words))
    section, name = words[0], " ".join(words[1:])
    if section.casefold() in {each.word for each in SECTIONS} and name:
        yield from (f"{kind} {_quoted(name)} {section.casefold()}" for kind in _kinds(reference, name))
    named = [part for part in parts(text, lambda part: 0.5 if is_one(part) else None) if is_one(part)]
    if len(named) > 1:
        yield f"compare {typed}"
    if len(named) == 1:
        yield from (f"{kind} {_quoted(named[0])}" for kind in _kinds(reference, named[0]))
        yield "help sections"
    offers = [found for kind in get_args(Kind) if isinstance(found := reference.page(kind, text), Many)]
    yield from (f"{each.kind} {each.id}" for offer in offers for each in offer.candidates)
    if searched:
        yield f"search {typed}"


def _quoted(text: str) -> str:
    """The words as a shell takes them back."""
    return " ".join(map(quoted, text.split()))
