"""The group of all commands as Typer sees it: their help, and what was probably meant by an unknown one."""

from itertools import takewhile
from typing import Any

import typer
from typer.core import CompletionItem, TyperGroup  # type: ignore[attr-defined]

from twitchref.cli.meant import begins_a_name, kinds_called, told
from twitchref.texts import HELP_TOPICS, PURPOSE

OPENING = f"""\b
  twitchref leg              a place
  twitchref leg causes       a section
  twitchref search dopamine  any word

{PURPOSE}"""

EDITING = ("check", "build", "new", "changes")
TOPICS = ("options", "sections", *HELP_TOPICS)


class _Narrow(typer.Context.formatter_class):  # type: ignore[valid-type,misc]  # click's own, wherever Typer keeps it
    """Help whose left column leaves room for words on a narrow terminal."""

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """The rows, their first column at most a third as wide as the page."""
        super().write_dl(rows, min(col_max, max(self.width // 3, 8)) if self.width < 60 else col_max, col_spacing)


class Context(typer.Context):
    """A context that writes such help."""

    formatter_class = _Narrow


class Group(TyperGroup):
    """The commands; an unknown one is answered with the look-up that was probably meant."""

    context_class = Context

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, with help that fits a narrow terminal; None where there is none."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            command.context_class = Context
        return command

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The commands with their whole first lines; the options, fewer people's need, in one line, so that all fits a screen."""
        with formatter.section("Commands"):
            for_all = {name: command for name, command in self.commands.items() if name not in EDITING}
            formatter.write_dl([(name, (command.help or "").partition("\n")[0]) for name, command in for_all.items()])
        formatter.write_paragraph()
        formatter.write_text(f"For editors: {', '.join(EDITING)} (more: twitchref help {EDITING[0]})")
        formatter.write_text("Options: --data, --color, --version, --help (more: twitchref help options)")

    def write_options(self, ctx: Any, formatter: Any) -> None:
        """The options one by one."""
        rows = [row for each in self.get_params(ctx) if (row := each.get_help_record(ctx))]
        formatter.write_dl(rows)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands that begin so, or else the names of entries that do; behind the beginning of a name, what it goes on with."""
        begun = [*ctx._protected_args, *ctx.args]
        if not begun or incomplete.startswith("-"):
            found = super().shell_complete(ctx, incomplete)
            if found or not incomplete:
                return found
        from twitchref.cli.tab import names

        return [CompletionItem(name) for name in names(ctx, incomplete, begun)]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command; that of an entry whose name is all that was typed; or a usage error that says what was probably meant."""
        data = ctx.params.get("data")  # click parses again what begins with a sign, and forgets this
        words = list(takewhile(lambda word: not word.startswith("-"), args)) or args
        name = begins_a_name(words)
        try:
            return super().resolve_command(ctx, [" ".join(words)] if name else args)
        except Exception as error:
            if not hasattr(error, "message"):
                raise
            commands = [] if name else list(self.commands)
            kinds = kinds_called(words, commands, data)
            if len(kinds) == 1:
                return kinds[0], self.get_command(ctx, kinds[0]), args
            error.message = told(words, commands, data)
            raise


def topic_help(context: Any, topic: str) -> str:
    """What `twitchref help` says on a topic that is no command."""
    formatter = context.make_formatter()
    if topic == "options":
        outer = context.find_root()
        outer.command.write_options(outer, formatter)
    elif topic == "sections":
        from twitchref.sections import SECTIONS

        headings: dict[str, list[str]] = {}
        for section in filter(lambda section: section.word, SECTIONS):
            kinds = "" if len(section.kinds) > 1 else f" (of a {next(iter(section.kinds))})"
            headings.setdefault(section.word, []).append(f"{section.heading}{kinds}")
        formatter.write_dl([*((word, "; ".join(found)) for word, found in headings.items()), ("--all", "Everything")])
    else:
        formatter.write_dl(HELP_TOPICS[topic])
    return str(formatter.getvalue())
