"""Running a question: the options that all answers share, the data to ask, and the answer on its stream."""

import inspect
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from twitchref.data_path import in_use, origin, program

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


def answers(ask: "Callable[..., Answer]") -> Callable[..., Any]:
    """Makes the function of a command of one from the reference and the command's own parameters to an answer.

    The command then has, beside its own, the options of every command that answers.
    """

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
    from twitchref.cli.streams import complain

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
    from twitchref.cli import terminal
    from twitchref.cli.streams import hint, say
    from twitchref.pages import answers as pages

    written = pages.blocks(given, data_version, program=program)
    if isinstance(given, Nothing | Many | Unreadable):
        if sys.stderr is not None:
            hint(terminal.laid_out(written, sys.stderr, color), laid_out=True)
    elif format == "markdown" or isinstance(given, Sheet):
        from twitchref.pages.markdown import markdown

        say(markdown(written))
    else:
        terminal.show(written, sys.stdout, color, page=not no_pager)


def dump(given: "Answer", data_version: str) -> None:
    """The answer as the one JSON document of a run on stdout, indented where a person reads it."""
    from twitchref.cli.streams import say
    from twitchref.pages.json import dumped

    say(dumped(given, data_version, pretty=sys.stdout is not None and sys.stdout.isatty()))
