"""What the Tab key offers behind a command: the ids of entries and sources, section words, topics of help."""

from typing import Any, Literal

import typer

from twitchref.cli.group import TOPICS, Group
from twitchref.cli.run import Kind
from twitchref.data_path import in_use, is_built


def _ids(*kinds: Kind | Literal["source"]) -> Any:
    """A completer of the ids in the data in use; it offers nothing where the data cannot be read."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            data = in_use(ctx.params.get("data") or ctx.find_root().params.get("data"))
            if is_built(data):  # the usual case pays for little more than SQLite
                from twitchref.store.database import Database, connect

                known = Database(connect(data))
            else:
                from twitchref.reference import Reference

                known = Reference.open(data).database
            return [id_ for kind in kinds for id_ in known.ids(kind) if id_.startswith(incomplete.lower())]
        except Exception:  # an answer to the Tab key is no place for an error
            return []

    return complete


def named(*kinds: Kind | Literal["source"], metavar: str = "[NAME]...") -> Any:
    return typer.Argument(metavar=metavar, show_default=False, autocompletion=_ids(*kinds))


def topics(ctx: typer.Context, incomplete: str) -> list[str]:
    commands = ctx.find_root().command
    assert isinstance(commands, Group)
    return [topic for topic in (*commands.commands, *TOPICS) if topic.startswith(incomplete)]
