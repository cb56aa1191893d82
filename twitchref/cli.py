"""The commands: parse, ask, render, exit code.

Every command is made only when it is run or listed, and imports what it needs in its body: a look-up pays for itself alone.
"""

import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, get_args

import typer
from typer.core import TyperGroup

from twitchref import __version__
from twitchref.texts import PURPOSE

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
Name = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", show_default=False)]

_OPENING = f"""Look up muscle twitching by body site, cause or word.

\b
  twitchref site leg            a place on the body
  twitchref cause magnesium     what may lie behind a twitch
  twitchref search dopamine     anything the pages say

{PURPOSE}"""

_SETTINGS = {"help_option_names": ["-h", "--help"]}
_COMMANDS: dict[str, Callable[..., Any]] = {}


class _Group(TyperGroup):
    """The commands, each made when asked for; an unknown one is answered with the look-up that was probably meant."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order of this file."""
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, or None."""
        if cmd_name not in _COMMANDS:
            return None
        alone = typer.Typer(rich_markup_mode=None, add_completion=False)
        alone.command(cmd_name, help=_COMMANDS[cmd_name].__doc__, context_settings=_SETTINGS)(_COMMANDS[cmd_name])
        return typer.main.get_command(alone)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command, or a usage error that names a page called what was typed."""
        try:
            return super().resolve_command(ctx, args)
        except Exception as error:
            typed = " ".join(args)
            if hasattr(error, "message") and (kind := _kind_called(typed, ctx.params.get("data"))):
                error.message = f"No such command '{args[0]}'. Did you mean: twitchref {kind} {typed}?"
            raise


def _kind_called(text: str, data: str | None) -> str | None:
    """The kind of the one entry with this name; None too where the data cannot be read: a hint must not hide the error."""
    from twitchref.answer import Page

    try:
        reference = _opened(data)
        return next((kind for kind in get_args(Kind) if isinstance(reference.page(kind, text), Page)), None)
    except Exception:
        return None


# Plain help: no boxes, half the time, and rich stays out of it.
app = typer.Typer(cls=_Group, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=_SETTINGS)


@app.callback(invoke_without_command=True, help=_OPENING)
def _before_any_command(
    context: typer.Context,
    data: Data = None,
    color: Color = None,
    version: Annotated[bool, typer.Option("--version", help="Show the program's and the data's version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")] = False,
) -> None:
    context.obj = {"data": data, "color": color}
    if version:
        _print(f"twitchref {__version__}, data {_opened(data).version}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _print(f"{context.get_help()}\n")
        raise typer.Exit


def _command(run: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a command of a function; its docstring is the command's help."""
    _COMMANDS[run.__name__] = run
    return run


def _answers(ask: "Callable[..., Answer]") -> Callable[..., Any]:
    """Makes a command of a function from the reference and the command's own parameters to an answer."""

    def run(context: typer.Context, format: Format, json: bool, no_pager: bool, data: str | None, color: str | None, **own: Any) -> NoReturn:
        from twitchref.answer import exit_code

        reference = _opened(data or context.obj["data"])
        given = _unreadable(reference) or ask(reference, **own)
        _show(given, reference, "json" if json else format, color or context.obj["color"] or "auto", no_pager)
        raise typer.Exit(exit_code(given))

    shared = {"format": (AsFormat, "text"), "json": (AsJson, False), "no_pager": (NoPager, False), "data": (Data, None), "color": (Color, None)}
    keyword = inspect.Parameter.KEYWORD_ONLY
    own = [parameter.replace(kind=keyword) for parameter in list(inspect.signature(ask).parameters.values())[1:]]
    common = [inspect.Parameter(name, keyword, annotation=kind, default=default) for name, (kind, default) in shared.items()]
    parameters = [inspect.Parameter("context", keyword, annotation=typer.Context), *own, *common]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__name__, run.__doc__ = ask.__name__, ask.__doc__
    return _command(run)


@_answers
def site(reference: "Reference", name: Name = None) -> "Answer":
    """One place on the body; without a name, the list."""
    return reference.listing("site") if name is None else reference.page("site", _joined(name))


@_answers
def cause(reference: "Reference", name: Name = None) -> "Answer":
    """One cause; without a name, the list by kind."""
    return reference.listing("cause") if name is None else reference.page("cause", _joined(name))


@_answers
def term(reference: "Reference", name: Name = None) -> "Answer":
    """One clinical word, explained; without a name, the list."""
    return reference.listing("term") if name is None else reference.page("term", _joined(name))


@_answers
def search(
    reference: "Reference",
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="At most this many entries.")] = 10,
    only: Annotated[Kind | None, typer.Option("--in", help="Only entries of this kind.", show_default=False)] = None,
) -> "Answer":
    """Entries whose text matches, best text match first."""
    return reference.search(_joined(words), limit, only)


@_answers
def source(reference: "Reference", name: Annotated[list[str] | None, typer.Argument(metavar="[ID]", show_default=False)] = None) -> "Answer":
    """One source and what rests on it; without an id, the list."""
    return reference.sources() if name is None else reference.source(_joined(name))


@_answers
def about(reference: "Reference") -> "Answer":
    """Who publishes this and how, data version, reporting errors."""
    return reference.about()


@_command
def check(
    context: typer.Context,
    directory: Annotated[str | None, typer.Argument(metavar="[DIR]", show_default=False)] = None,
    format: Annotated[Literal["text", "json", "github"], typer.Option("--format", help="What to print.")] = "text",
    json: AsJson = False,
    select: Annotated[str, typer.Option("--select", metavar="CODES", help="Only codes that begin so, as E,W4.")] = "E,W",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    codes: Annotated[bool, typer.Option("--list", help="List the codes and what they mean.")] = False,
    schema: Annotated[str | None, typer.Option("--schema", metavar="DIR", help="Write JSON Schemas of the files.", show_default=False)] = None,
    data: Data = None,
) -> None:
    """What is wrong with a data directory, all at once."""
    from time import strftime

    from twitchref import answer, as_json, check as checker, schema as schemas
    from twitchref.reference import yaml_data

    if codes:
        return _print("".join(f"{code}  {meaning}\n" for code, meaning in checker.meanings().items()))
    if schema is not None:
        return schemas.write(Path(schema))
    folder = yaml_data(directory or _chosen(data or context.obj["data"]))
    if folder.is_file():
        raise typer.BadParameter(f"{folder} is a file; name the directory of YAML files that it was built from")
    version, problems = checker.check(folder, strftime("%Y-%m-%d"))
    given = answer.Checked(tuple(checker.selected(problems, select)), strict)
    if json or format == "json":
        _print(as_json.dumped(given, version, pretty=False))
    else:
        _print("".join(f"{line}\n" for line in checker.lines(given, folder if format == "github" else None)))
    raise typer.Exit(answer.exit_code(given))


@_command
def build(
    directory: Annotated[str, typer.Argument(metavar="DIR", show_default=False)],
    file: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="The file to write.", show_default=False)],
) -> None:
    """A data directory as one SQLite file, for --data."""
    from twitchref import build as builder

    version, errors = builder.build(Path(directory), Path(file))
    for error in errors:
        complain(str(error))
    if errors:
        complain(f"nothing was built: the data has {len(errors)} error(s).")
        raise typer.Exit(5)
    _print(f"built {file}, data {version}\n")


def _joined(words: list[str]) -> str:
    """The words as one text; one without a letter or digit is a usage error."""
    text = " ".join(" ".join(words).split())
    if not any(char.isalnum() for char in text):
        raise typer.BadParameter("a name needs at least one letter; type a word, or nothing for the list")
    return text


def _chosen(data: str | None) -> str | None:
    """The data that was named, by an option or else by the environment."""
    return data or os.environ.get("TWITCHREF_DATA") or None


def _opened(data: str | None) -> "Reference":
    from twitchref.reference import Reference, default_data

    chosen = _chosen(data)
    return Reference.open(Path(chosen) if chosen else default_data())


def _unreadable(reference: "Reference") -> "Answer | None":
    """The problems, where they leave nothing to look anything up in; otherwise a line on stderr says that there are some."""
    if reference.empty:
        from twitchref.answer import Checked

        return Checked(reference.problems)
    if reference.problems:
        complain(f"the data has {len(reference.problems)} error(s); what they touch is left out. `twitchref check` names them.")
    return None


def _show(given: "Answer", reference: "Reference", format: Format, color: str, no_pager: bool) -> None:
    """The answer on stdout; what is not an answer but a hint, on stderr."""
    if format == "json":
        from twitchref.as_json import dumped

        return _print(dumped(given, reference.version, pretty=sys.stdout is not None and sys.stdout.isatty()))
    from twitchref import as_text, blocks, output
    from twitchref.answer import Many, Nothing

    written = as_text.blocks(given, reference.version)
    if isinstance(given, Nothing | Many) or reference.empty:
        if sys.stderr is not None:
            output.write(output.laid_out(written, sys.stderr, color), sys.stderr)
    elif format == "markdown":
        _print(blocks.markdown(written))
    else:
        stdout = output.there(sys.stdout)
        output.show(output.laid_out(written, stdout, color), stdout, pager=not no_pager)


def _print(text: str) -> None:
    from twitchref import output

    output.write_lines(text, output.there(sys.stdout))


def complain(message: str) -> None:
    """One line on stderr, if anyone is there."""
    from twitchref import output

    if sys.stderr is not None:
        output.write_lines(f"twitchref: {message}\n", sys.stderr)
