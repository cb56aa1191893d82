"""What all commands share: options, the group that holds them, how a question becomes an answer on a stream.

Every command is made only when it is run or listed, and imports what it needs in its body: a look-up pays for itself alone.
"""

import inspect
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, get_args

import typer
from typer.core import TyperGroup

from twitchref.places import in_use, origin, program, quoted
from twitchref.texts import HELP_TOPICS

if TYPE_CHECKING:
    from twitchref.answer import Answer
    from twitchref.reference import Reference

Format = Literal["text", "json", "markdown"]
Choice = Literal["auto", "always", "never"]
Kind = Literal["site", "cause", "term"]

# Options that stand before or after the command; None where they were not given there.
Data = Annotated[str | None, typer.Option("--data", metavar="DIR|FILE", help="Read this data.", show_default=False)]
Color = Annotated[Choice | None, typer.Option("--color", help="When to use colour (auto).", show_default=False)]
# Options of every command that answers.
AsFormat = Annotated[Format, typer.Option("--format", help="What to print.")]
AsJson = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Never page a long answer.")]

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
_COMMANDS: dict[str, Callable[..., Any]] = {}


class _Narrow(typer.Context.formatter_class):  # type: ignore[valid-type,misc]  # click's own, wherever Typer keeps it
    """Help whose left column leaves room for words on a narrow terminal."""

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """The rows, their first column at most a third as wide as the page."""
        super().write_dl(rows, min(col_max, max(self.width // 3, 8)) if self.width < 60 else col_max, col_spacing)


class Context(typer.Context):
    """A context that writes such help."""

    formatter_class = _Narrow


class Group(TyperGroup):
    """The commands, each made when asked for; an unknown one is answered with the look-up that was probably meant."""

    context_class = Context

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order they were written."""
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, or None."""
        if cmd_name not in _COMMANDS:
            return None
        alone = typer.Typer(rich_markup_mode=None, add_completion=False)
        alone.command(cmd_name, help=_COMMANDS[cmd_name].__doc__, context_settings=SETTINGS)(_COMMANDS[cmd_name])
        made = typer.main.get_command(alone)
        made.context_class = Context
        return made

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The commands with their whole first lines; the options, fewer people's need, in one line, so that all fits a screen."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, run.__doc__ or "") for name, run in _COMMANDS.items()])
        formatter.write_paragraph()
        formatter.write_text("Options: --data, --color, --version, --help (more: twitchref help options)")

    def write_options(self, ctx: Any, formatter: Any) -> None:
        """The options one by one."""
        rows = [row for each in self.get_params(ctx) if (row := each.get_help_record(ctx))]
        formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command, or a usage error that names a near command, or a page called what was typed."""
        data = ctx.params.get("data")  # click parses again what begins with a sign, and forgets this
        try:
            return super().resolve_command(ctx, args)
        except Exception as error:
            if hasattr(error, "message") and (meant := _meant(args, data)):
                error.message = f"No such command '{args[0]}'. Did you mean: {program(data)} {meant}?"
            raise


def _meant(args: list[str], data: str | None) -> str | None:
    from difflib import get_close_matches

    if kind := _kind_called(" ".join(args), data):
        return f"{kind} {' '.join(map(quoted, args))}"
    near = get_close_matches(args[0], list(_COMMANDS), 1)
    return str(near[0]) if near else None


def _kind_called(text: str, data: str | None) -> str | None:
    """The kind of the one entry with this name; None too where the data cannot be read: a hint must not hide the error."""
    from twitchref.answer import Page, Unreadable

    try:
        reference = opened(data)
        return next((kind for kind in get_args(Kind) if isinstance(reference.page(kind, text), Page | Unreadable)), None)
    except Exception:
        return None


TOPICS = ("options", *HELP_TOPICS)


def topics() -> list[str]:
    """Everything that there is help on."""
    return [*_COMMANDS, *TOPICS]


def topic_help(context: Any, topic: str) -> str:
    """What `twitchref help` says on a topic that is no command."""
    formatter = context.make_formatter()
    if topic == "options":
        outer = context.find_root()
        outer.command.write_options(outer, formatter)
    else:
        formatter.write_dl(HELP_TOPICS[topic])
    return str(formatter.getvalue())


def command(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Makes a command, with this help, of a function. (A docstring would be gone under `python -OO`.)"""

    def made(run: Callable[..., Any]) -> Callable[..., Any]:
        run.__doc__ = help
        _COMMANDS[run.__name__.rstrip("_")] = run
        return run

    return made


def answers(help: str) -> "Callable[[Callable[..., Answer]], Callable[..., Any]]":
    """Makes a command, with this help, of a function from the reference and the command's own parameters to an answer."""
    return lambda ask: command(help)(_answering(ask))


def _answering(ask: "Callable[..., Answer]") -> Callable[..., Any]:
    def run(
        context: typer.Context, format: Format, json: bool, no_pager: bool, data: str | None, color: str | None, **own: Any
    ) -> NoReturn:
        from twitchref.answer import Unreadable, exit_code

        named = data or context.obj["data"]
        reference = opened(named)
        reference.ready = json or format == "json"
        version = context.obj["version"] = reference.version  # the document of an error names it too
        given = Unreadable("page", "", reference.problems) if reference.empty else ask(reference, **own)
        _warn(given, reference, program(named))
        _show(given, version, "json" if json else format, color or context.obj["color"] or "auto", no_pager, program(named))
        raise typer.Exit(exit_code(given))

    shared = {
        "format": (AsFormat, "text"),
        "json": (AsJson, False),
        "no_pager": (NoPager, False),
        "data": (Data, None),
        "color": (Color, None),
    }
    keyword = inspect.Parameter.KEYWORD_ONLY
    own = [parameter.replace(kind=keyword) for parameter in list(inspect.signature(ask).parameters.values())[1:]]
    common = [inspect.Parameter(name, keyword, annotation=kind, default=default) for name, (kind, default) in shared.items()]
    parameters = [inspect.Parameter("context", keyword, annotation=typer.Context), *own, *common]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__name__ = ask.__name__
    return run


def joined(words: list[str]) -> str:
    """The words as one text; one without a letter or digit is a usage error."""
    text = " ".join(" ".join(words).split())
    if not any(char.isalnum() for char in text):
        raise typer.BadParameter("a name needs at least one letter; type a word, or nothing for the list")
    return text


def opened(data: str | None) -> "Reference":
    """The reference to ask: of the named data, or of what the program came with."""
    from twitchref.reference import Reference

    return Reference.open(in_use(data), origin(data))


def _warn(given: "Answer", reference: "Reference", program: str) -> None:
    """Says on stderr that what is broken was left out, and what in the answer leads nowhere; an unreadable entry says so itself."""
    from twitchref.answer import Sheet, Unreadable

    if reference.problems and not isinstance(given, Unreadable):
        complain(f"the data has {len(reference.problems)} error(s); what they touch is left out. `{program} check` names them.")
    for problem in getattr(given.page if isinstance(given, Sheet) else given, "astray", ()):
        complain(f"{problem.place.file}:{problem.place.line}:{problem.place.column}: {problem.message}")


def _show(given: "Answer", data_version: str, format: Format, color: str, no_pager: bool, program: str) -> None:
    """The answer on stdout; what is not an answer but a hint, on stderr; an error as JSON on both."""
    from twitchref.answer import Many, Nothing, Sheet, Unreadable

    if format == "json":
        dump(given, data_version)
        if not isinstance(given, Unreadable):
            return
    from twitchref.cli import terminal as output
    from twitchref.pages import answers as as_text

    written = as_text.blocks(given, data_version, program=program)
    if isinstance(given, Nothing | Many | Unreadable):
        if sys.stderr is not None:
            output.hint(output.laid_out(written, sys.stderr, color), laid_out=True)
    elif format == "markdown" or isinstance(given, Sheet):
        from twitchref.pages.markdown import markdown

        say(markdown(written))
    else:
        output.show(written, sys.stdout, color, pager=not no_pager)


def dump(given: "Answer", data_version: str) -> None:
    """The answer as the one JSON document of a run on stdout, indented where a person reads it."""
    from twitchref.pages.json import dumped

    say(dumped(given, data_version, pretty=sys.stdout is not None and sys.stdout.isatty()))


def say(text: str) -> None:
    """Text as it is on stdout, every line of it readable."""
    from twitchref.cli import terminal as output

    output.write(output.lines_for(text, sys.stdout), sys.stdout)


def complain(message: str) -> None:
    """One line on stderr, if anyone is there, whatever stands in the message."""
    from twitchref.cli import terminal as output

    output.hint(f"twitchref: {output.readable(message, 'utf-8')}\n")
