"""The commands of readers: what each takes, and what it asks the reference."""

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from twitchref import __version__
from twitchref.cli.group import OPENING, TOPICS, Context, Group, topic_help
from twitchref.cli.run import AsFormat, AsJson, Color, Data, Kind, Level, NoPager, Options, Whole, answers, joined, opened, texts
from twitchref.cli.streams import complain, counting, say
from twitchref.cli.tab import named, topics
from twitchref.data_path import in_use, program
from twitchref.errors import NoDataError

if TYPE_CHECKING:
    from twitchref.answer import Answer
    from twitchref.reference import Reference

_NAME = "[NAME [SECTION]]..."
_SECTION = "\n\nSECTION is a word for one part of the page: twitchref help sections."

# Plain help: no boxes, half the time, and rich stays out of it.
app = typer.Typer(
    cls=Group,
    subcommand_metavar="NAME | COMMAND [ARGS]...",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True, help=OPENING)
def _before_any_command(
    context: typer.Context,
    data: Data = None,
    color: Color = None,
    format: AsFormat = None,
    json: AsJson = False,
    all: Whole = False,
    no_pager: NoPager = False,
    version: Annotated[bool, typer.Option("--version", help="Show the program's and the data's version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")] = False,
    install_completion: Annotated[bool, typer.Option("--install-completion", help="Teach your shell the Tab key for twitchref.")] = False,
    show_completion: Annotated[bool, typer.Option("--show-completion", help="Print what your shell would be taught.")] = False,
) -> None:
    context.ensure_object(dict)["options"] = Options(data, color, format, json, all, no_pager)
    if install_completion or show_completion:
        from twitchref.cli import completion

        shell = completion.shell()
        say(completion.install(shell) if install_completion else completion.script(shell))
        raise typer.Exit
    if version:
        try:
            reference = opened(data)
        except NoDataError:
            say(f"twitchref {__version__}, no data\n")
            raise
        say(f"twitchref {__version__}, {'no data' if reference.empty else f'data {reference.version}'}\n")
        raise typer.Exit(5 if reference.empty else 0)
    if context.invoked_subcommand is None:
        say(f"{context.get_help()}\n")
        raise typer.Exit


@app.command("site", help=f"Show one place on the body; without a name, list them.{_SECTION}")
@answers
def site(reference: "Reference", name: Annotated[list[str] | None, named("site", metavar=_NAME)] = None) -> "Answer":
    return reference.listing("site") if name is None else reference.page("site", joined(name))


@app.command("cause", help=f"Show one cause; without a name, list them by kind.{_SECTION}")
@answers
def cause(reference: "Reference", name: Annotated[list[str] | None, named("cause", metavar=_NAME)] = None) -> "Answer":
    return reference.listing("cause") if name is None else reference.page("cause", joined(name))


@app.command("search", help="Find signs and entries whose text matches, best text match first.")
@answers
def search(
    reference: "Reference",
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="At most this many entries.")] = 10,
    only: Annotated[Kind | None, typer.Option("--in", help="Only entries of this kind.", show_default=False)] = None,
) -> "Answer":
    return reference.search(joined(words), limit, only)


@app.command("term", help="Explain one clinical word; without a name, list them.")
@answers
def term(reference: "Reference", name: Annotated[list[str] | None, named("term", metavar=_NAME)] = None) -> "Answer":
    return reference.listing("term") if name is None else reference.page("term", joined(name))


@app.command("compare", help="Compare sites side by side, or causes.")
@answers
def compare(reference: "Reference", names: Annotated[list[str], named("site", "cause", metavar="NAME...")]) -> "Answer":
    try:
        return reference.compare(texts(names))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


@app.command("signs", help="List every sign that calls for help, or those of one place or cause.")
@answers
def signs(
    reference: "Reference",
    name: Annotated[list[str] | None, named("site", "cause")] = None,
    level: Annotated[Level | None, typer.Option("--level", help="Only signs of this level.", show_default=False)] = None,
) -> "Answer":
    words = joined(name).split() if name else []
    last = next((each for each in get_args(Level) if words and each == words[-1].casefold()), None)
    if last and not level:
        level = last
        words.pop()
    return reference.signs(" ".join(words), level)


@app.command("sheet", help="Show a page to take along to an appointment.")
@answers
def sheet(reference: "Reference", name: Annotated[list[str], named("site", "cause", metavar="NAME...")]) -> "Answer":
    return reference.sheet(joined(name))


@app.command("source", help="Show one source and what rests on it; without a name, list them.")
@answers
def source(reference: "Reference", name: Annotated[list[str] | None, named("source", metavar="[ID|WORDS]...")] = None) -> "Answer":
    return reference.sources() if name is None else reference.source(joined(name))


@app.command("about", help="Say who publishes this, its data version, and how to report errors.")
@answers
def about(
    reference: "Reference", schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of every answer.")] = False
) -> "Answer":
    if schema:
        from twitchref.pages.answer_schema import answers as answer_schema

        say(answer_schema())
        raise typer.Exit
    return reference.about()


@app.command("help", help="Explain a command; also: options, sections, formats, exit-codes.")
def help_(
    context: typer.Context,
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", show_default=False, autocompletion=topics)] = None,
) -> None:
    outer = context.parent
    assert outer is not None and isinstance(outer.command, Group)
    if topic is None:
        say(f"{outer.get_help()}\n")
    elif topic in TOPICS:
        say(topic_help(context, topic))
    elif found := outer.command.get_command(outer, topic):
        say(f"{found.get_help(Context(found, parent=outer, info_name=topic))}\n")
    else:
        raise typer.BadParameter(f"there is no help on '{topic}'; there is on every command and on {', '.join(TOPICS)}")


@app.command("web", help="Write the whole reference as web pages into a folder.")
def web(
    context: typer.Context,
    directory: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="The folder to write.", show_default=False)],
    data: Data = None,
) -> None:
    from twitchref.reading.load import folders
    from twitchref.web import site

    named = data or context.obj["options"].data
    reference = opened(named)
    if reference.problems:
        complain(f"no pages were written: the data has {len(reference.problems)} error(s). `{program(named)} check` names them.")
        raise typer.Exit(5)
    count = site.write(reference, directory, folders(in_use(named)), counting("files"))
    say(f"wrote {count} files into {directory}, data {reference.version}\n")
