"""What the Tab key offers behind a command: the ids of entries and sources, section words, topics of help."""

from typing import Any, Literal

import typer

from twitchref.cli.group import TOPICS, Group
from twitchref.cli.run import Kind, opened
from twitchref.data_path import in_use, is_built


def _ids(*kinds: Kind | Literal["source"]) -> Any:
    """A completer of names in the data in use, and behind a whole name of section words; of nothing where the data cannot be read."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            data = ctx.params.get("data") or ctx.find_root().params.get("data")
            before = ctx.params.get("name") or ctx.params.get("names") or []
            return [
                _typed(incomplete, word) for word in (*_names(data, kinds, incomplete, before), *_sections(data, kinds, incomplete, before))
            ]
        except Exception:  # an answer to the Tab key is no place for an error
            return []

    return complete


def _typed(incomplete: str, word: str) -> str:
    """The word with its beginning as typed: shells take back only what begins so, and names are the same in any case."""
    return incomplete + word[len(incomplete) :]


def names(ctx: typer.Context, incomplete: str) -> list[str]:
    """The names of any entry that begin so, where no command does."""
    complete: list[str] = _ids("site", "cause", "term")(ctx, incomplete)
    return complete


def _names(data: str | None, kinds: tuple[str, ...], incomplete: str, before: list[str]) -> list[str]:
    from twitchref.lookup.completion import completions

    if is_built(in_use(data)):  # the usual case pays for little more than SQLite
        from twitchref.store.database import Database, connect

        known = Database(connect(in_use(data)))
    else:
        known = opened(data).database
    return completions(known, kinds, incomplete, before) or (completions(known, kinds, incomplete) if len(kinds) > 1 else [])


def _sections(data: str | None, kinds: tuple[Kind | Literal["source"], ...], incomplete: str, before: list[str]) -> list[str]:
    """The words of the sections that the page has whose whole name stands before."""
    kind = kinds[0]
    if not before or len(kinds) > 1 or kind == "source":
        return []
    from twitchref.answer import Page
    from twitchref.sections import words_of

    page = opened(data).page(kind, " ".join(before))
    words = words_of(page.entry) if isinstance(page, Page) and not page.part else ()
    return [word for word in words if word.startswith(incomplete.lower())]


def named(*kinds: Kind | Literal["source"], metavar: str = "[NAME]...") -> Any:
    return typer.Argument(metavar=metavar, show_default=False, autocompletion=_ids(*kinds))


def topics(ctx: typer.Context, incomplete: str) -> list[str]:
    commands = ctx.find_root().command
    assert isinstance(commands, Group)
    return [topic for topic in (*commands.commands, *TOPICS) if topic.startswith(incomplete)]
