"""What the Tab key offers: commands, options, the ids of entries and sources, section words, topics of help."""

import os
import re
import sys
from typing import Any, Literal, get_args

import typer

from twitchref.cli.group import TOPICS, Group
from twitchref.cli.run import Kind, opened
from twitchref.cli.streams import lines_for, write
from twitchref.data_path import in_use, is_built


def answer(command: Any, shell: str) -> int:
    """Prints what may stand where the key was pressed, one in a line, and gives 0; or 1, where the shell may offer files.

    COMP_WORDS is the line as far as it is typed, COMP_CWORD the number of the word where the key was pressed, from 0.
    """
    try:
        offered, file = _offered(command, shell)
    except Exception:  # an answer to the Tab key is no place for an error
        return 0
    write("".join(f"{_line(*each, shell)}\n" for each in offered), sys.stdout)
    return 1 if file and not offered else 0


def _offered(command: Any, shell: str) -> tuple[list[tuple[str, str]], bool]:
    """What may stand there, each with its help, and whether a file may."""
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete, split_arg_string

    at = int(os.environ["COMP_CWORD"])
    words = [*split_arg_string(os.environ["COMP_WORDS"]), ""][: at + 1]
    if shell == "bash":  # which takes --data=FILE for three words
        words = re.sub(r"^(--[\w-]+)\n=(\n|\Z)", r"\1=", "\n".join(words), flags=re.MULTILINE).split("\n")
    *before, begun = words[1:]
    option = begun.partition("=")[0] + "=" if shell != "bash" and re.match("--.*=", begun) else ""
    context = _resolve_context(command, {"obj": {}}, "twitchref", before)
    place, begun = _resolve_incomplete(context, before, begun)
    found = [(option + item.value, item.help or "") for item in place.shell_complete(context, begun)]
    # What takes one text, and knows of none, takes a file or a directory.
    kind, own = getattr(place, "type", None), getattr(place, "_custom_shell_complete", None)
    file = getattr(kind, "name", "") == "str" and own is None and getattr(place, "nargs", 1) == 1
    return found, file


def _line(value: str, help: str, shell: str) -> str:
    """A line of the answer: zsh and fish show the help too, each with a mark of its own before it."""
    marks = {"zsh": ":", "fish": "\t"}
    if shell == "zsh":
        value = value.replace(":", r"\:")
    line = lines_for(value, sys.stdout)
    return f"{line}{marks[shell]}{lines_for(help, sys.stdout)}" if shell in marks and help else line


def _ids(*kinds: Kind | Literal["source"]) -> Any:
    """A completer of names in the data in use, and behind a whole name of section words."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return _words(ctx, kinds, incomplete, ctx.params.get("name") or ctx.params.get("names") or [])

    return complete


def _words(ctx: typer.Context, kinds: tuple[Kind | Literal["source"], ...], incomplete: str, before: list[str]) -> list[str]:
    """What may stand behind these words; nothing where the data cannot be read."""
    data = ctx.params.get("data") or ctx.find_root().params.get("data")
    *quoted, begun = incomplete.split(" ")  # several words may stand in quotes
    before = [*before, *quoted]
    try:
        found = (*_names(data, kinds, begun, before), *_sections(data, kinds, begun, before))
    except Exception:  # an answer to the Tab key is no place for an error
        return []
    return [_typed(incomplete, " ".join((*quoted, word))) for word in found]


def _typed(incomplete: str, word: str) -> str:
    """The word with its beginning as typed: shells take back only what begins so, and names are the same in any case."""
    return incomplete + word[len(incomplete) :]


def names(ctx: typer.Context, incomplete: str, before: list[str]) -> list[str]:
    """The names of any entry that begin so, or how those go on that begin with the words before."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    each = [(kind,) for kind in kinds] if before else [kinds]
    return list(dict.fromkeys(word for some in each for word in _words(ctx, some, incomplete, before)))


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
