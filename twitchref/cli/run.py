"""Running a question: the options that all answers share, the data to ask, and the answer on its stream."""

import inspect
import sys
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, NoReturn, get_args

import typer

from twitchref.data_path import in_use, origin, program

if TYPE_CHECKING:
    from twitchref.answer import Answer
    from twitchref.pages.blocks import Block
    from twitchref.reference import Reference

Format = Literal["text", "json", "markdown", "html"]
Choice = Literal["auto", "always", "never"]
Kind = Literal["site", "cause", "term"]
Level = Literal["emergency", "urgent", "routine"]
Beginning = Literal["site", "cause", "term", "sign", "source"]  # what an editor can begin
BEGINNINGS: tuple[str, ...] = get_args(Beginning)

# Options that stand before or after the command; None (or False) where they were not given there.
Data = Annotated[str | None, typer.Option("--data", metavar="DIR|FILE", help="Read this data.", show_default=False)]
Color = Annotated[Choice | None, typer.Option("--color", help="When to use colour (auto).", show_default=False)]
AsFormat = Annotated[Format | None, typer.Option("--format", help="What to print (text).", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Whole = Annotated[bool, typer.Option("--all", help="The whole page, with every claim and source; of a list with --json, every page.")]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Never page a long answer.")]


class Options(NamedTuple):
    """How to answer: what stands before the command, and over it what stands behind it."""

    data: str | None = None
    color: str | None = None
    format: str | None = None
    json: bool = False
    all: bool = False
    no_pager: bool = False

    def over(self, before: "Options") -> "Options":
        """These, and where they say nothing, those before."""
        given = {name: value for name, value in self._asdict().items() if value}
        return before._replace(**given)


def answers(ask: "Callable[..., Answer]") -> Callable[..., Any]:
    """Makes the function of a command of one from the reference and the command's own parameters to an answer.

    The command then has, beside its own, the options of every command that answers.
    """

    def run(context: typer.Context, **given: Any) -> NoReturn:
        from twitchref.answer import Unreadable, exit_code

        options = Options(*(given.pop(name) for name in Options._fields)).over(context.obj["options"])
        reference = opened(options.data)
        reference.ready = is_json(options)
        version = context.obj["version"] = reference.version  # the document of an error names it too
        found = Unreadable("page", "", reference.problems) if reference.empty else ask(reference, **given)
        if options.all:
            found = _whole(found, reference)
        _warn(found, reference, program(options.data))
        _show(found, version, options)
        raise typer.Exit(exit_code(found))

    shared = dict(zip(Options._fields, (Data, Color, AsFormat, AsJson, Whole, NoPager), strict=True))
    keyword = inspect.Parameter.KEYWORD_ONLY
    own = [parameter.replace(kind=keyword) for parameter in list(inspect.signature(ask).parameters.values())[1:]]
    common = [inspect.Parameter(name, keyword, annotation=kind, default=Options._field_defaults[name]) for name, kind in shared.items()]
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


def texts(words: list[str]) -> list[str]:
    """The words as texts to be parted into names: what was quoted stays together, single words beside each other are one text."""
    joined(words)
    found: list[str] = []
    for quoted, group in groupby(words, key=lambda word: " " in word.strip()):
        together = list(group)
        found += together if quoted else [" ".join(together)]
    return found


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


def _as(options: Options) -> str:
    """The format that was asked for."""
    return "json" if options.json else options.format or "text"


def is_json(options: Options) -> bool:
    """Whether JSON was asked for, in one way or the other."""
    return _as(options) == "json"


def _whole(given: "Answer", reference: "Reference") -> "Answer":
    """All that there is of the answer: the whole page, or every page of a list."""
    from twitchref.answer import WHOLE, Listing, Page

    if isinstance(given, Page):
        return given._replace(part=WHOLE)
    return reference.pages(given) if isinstance(given, Listing) else given


def _show(given: "Answer", data_version: str, options: Options) -> None:
    """The answer on stdout; what is not an answer but a hint, on stderr; an error as JSON on both."""
    from twitchref.answer import Many, Nothing, Unreadable

    if is_json(options):
        dump(given, data_version)
        if not isinstance(given, Unreadable):
            return
    from twitchref.cli import terminal
    from twitchref.cli.streams import hint
    from twitchref.pages import answers as pages

    to_type = program(options.data)
    written = pages.blocks(given, data_version, program="" if _as(options) == "html" else to_type)
    if isinstance(given, Nothing | Many | Unreadable):
        if sys.stderr is not None:
            hint(terminal.laid_out(written, sys.stderr, options.color or "auto"), laid_out=True)
    else:
        lay_out(written, options)


def lay_out(written: "list[Block]", options: Options) -> None:
    """The blocks on stdout, as they were asked for; JSON is none of these."""
    if _as(options) == "markdown":
        from twitchref.cli.streams import say
        from twitchref.pages.markdown import markdown

        say(markdown(written))
    elif _as(options) == "html":
        from twitchref.cli.streams import say
        from twitchref.pages.html import html

        say(html(written, program(options.data)))
    else:
        from twitchref.cli import terminal

        terminal.show(written, sys.stdout, options.color or "auto", page=not options.no_pager)


def dump(given: "Answer", data_version: str) -> None:
    """The answer as the one JSON document of a run on stdout, indented where a person reads it."""
    from twitchref.cli.streams import say
    from twitchref.pages.json import dumped

    say(dumped(given, data_version, pretty=sys.stdout is not None and sys.stdout.isatty()))
