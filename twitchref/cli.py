"""The commands: parse, ask, render, exit code."""

import inspect
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup

from twitchref import __version__
from twitchref.answer import PURPOSE, Many, Nothing, Page

if TYPE_CHECKING:
    from twitchref.answer import Answer
    from twitchref.reference import Reference

Format = Literal["text", "json", "markdown"]
Choice = Literal["auto", "always", "never"]
Kind = Literal["site", "cause"]

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


class _Group(TyperGroup):
    """The commands; an unknown one is answered with the look-up that was probably meant."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command, or a usage error that names a page called what was typed."""
        try:
            return super().resolve_command(ctx, args)
        except Exception as error:
            typed = " ".join(args)
            kind = _kind_called(typed, ctx.params.get("data"))
            if kind and hasattr(error, "message"):
                error.message = f"No such command '{args[0]}'. Did you mean: twitchref {kind} {typed}?"
            raise


def _kind_called(text: str, data: str | None) -> str | None:
    """The kind of the one entry with this name; None too where the data cannot be read: a hint must not hide the error."""
    try:
        reference = _opened(data)
        kinds: tuple[Kind, ...] = ("site", "cause")
        return next((kind for kind in kinds if isinstance(reference.page(kind, text), Page)), None)
    except Exception:
        return None


# Plain help: no boxes, half the time, and rich stays out of it.
app = typer.Typer(
    cls=_Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


def _answers(ask: "Callable[..., Answer]") -> "Callable[..., Answer]":
    """Makes a command of a function from the reference and the command's own parameters to an answer."""

    def run(context: typer.Context, format: Format, json: bool, no_pager: bool, data: str | None, color: str | None, **own: Any) -> NoReturn:
        before = context.obj
        reference = _opened(data or before["data"])
        given = _unreadable(reference) or ask(reference, **own)
        _show(given, reference, "json" if json else format, color or before["color"] or "auto", no_pager)
        raise typer.Exit(given.exit_code)

    shared = {"format": AsFormat, "json": AsJson, "no_pager": NoPager, "data": Data, "color": Color}
    defaults = {"format": "text", "json": False, "no_pager": False, "data": None, "color": None}
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [parameter.replace(kind=keyword) for parameter in list(inspect.signature(ask).parameters.values())[1:]]
    parameters += [inspect.Parameter(name, keyword, default=defaults[name], annotation=kind) for name, kind in shared.items()]
    context = inspect.Parameter("context", keyword, annotation=typer.Context)
    run.__signature__ = inspect.Signature([context, *parameters])  # type: ignore[attr-defined]  # read by Typer
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (context, *parameters)}
    app.command(ask.__name__, help=ask.__doc__)(run)
    return ask


@_answers
def site(reference: "Reference", name: Name = None) -> "Answer":
    """One site; without a name, the list of sites."""
    return reference.listing("site") if name is None else reference.page("site", _joined(name))


@_answers
def cause(reference: "Reference", name: Name = None) -> "Answer":
    """One cause; without a name, the list by kind."""
    return reference.listing("cause") if name is None else reference.page("cause", _joined(name))


@_answers
def search(
    reference: "Reference",
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="At most this many entries.")] = 10,
    only: Annotated[Kind | None, typer.Option("--in", help="Only entries of this kind.", show_default=False)] = None,
) -> "Answer":
    """Entries whose text matches your words, best text match first."""
    return reference.search(_joined(words), limit, only)


@_answers
def source(reference: "Reference", name: Annotated[list[str] | None, typer.Argument(metavar="[ID]", show_default=False)] = None) -> "Answer":
    """One source and every claim that rests on it; without an id, the list."""
    return reference.sources() if name is None else reference.source(_joined(name))


@_answers
def about(reference: "Reference") -> "Answer":
    """Publisher, method, data version and counts, what this is not."""
    return reference.about()


def _joined(words: list[str]) -> str:
    """The words as one text; one without a letter or digit is a usage error."""
    text = " ".join(" ".join(words).split())
    if not any(char.isalnum() for char in text):
        raise typer.BadParameter("a name needs at least one letter; type a word, or nothing for the list")
    return text


def _opened(data: str | None) -> "Reference":
    from twitchref.reference import Reference, default_data

    chosen = data or os.environ.get("TWITCHREF_DATA")
    return Reference.open(Path(chosen) if chosen else default_data())


def _unreadable(reference: "Reference") -> "Answer | None":
    """The problems, where they leave nothing to look anything up in; otherwise a line on stderr says that there are some."""
    if reference.empty:
        from twitchref.answer import Checked

        return Checked(reference.problems)
    if reference.problems:
        _complain(f"the data has {len(reference.problems)} error(s); what they touch is left out. `twitchref check` names them.")
    return None


def _show(given: "Answer", reference: "Reference", format: Format, color: str, no_pager: bool) -> None:
    """The answer on stdout; what is not an answer but a hint, on stderr."""
    if format == "json":
        from twitchref.as_json import dumped

        _print(dumped(given, reference.version, pretty=sys.stdout is not None and sys.stdout.isatty()))
        return
    from twitchref import as_text, blocks, output

    written = as_text.blocks(given, reference.version)
    if isinstance(given, Nothing | Many) or reference.empty:
        if sys.stderr is not None:
            output.write(output.laid_out(written, sys.stderr, color), sys.stderr)
    elif format == "markdown":
        _print(blocks.markdown(written))
    else:
        output.show(output.laid_out(written, output.there(sys.stdout), color), output.there(sys.stdout), pager=not no_pager)


def _print(text: str) -> None:
    from twitchref import output

    stream = output.there(sys.stdout)
    output.write(output.readable(text, stream.encoding), stream)


def _complain(message: str) -> None:
    from twitchref import output

    if sys.stderr is not None:
        output.write(output.readable(f"twitchref: {message}\n", sys.stderr.encoding), sys.stderr)


def main() -> None:
    """The console script: whatever happens, an exit code and at most one line, never a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    command = typer.main.get_command(app)
    width = min(shutil.get_terminal_size().columns, 80)
    try:
        code = command.main(arguments, prog_name="twitchref", standalone_mode=False, terminal_width=max(width, 20))
        return int(code or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _forget_output()
        return 141
    except Exception as error:
        return _failed(error, "--debug" in arguments)


def _failed(error: Exception, debug: bool) -> int:
    """Says in one line what went wrong, and which exit code that is."""
    if hasattr(error, "format_message"):  # a usage error, of Typer's own click or the one beside it
        error.show()  # type: ignore[attr-defined]
        return 2
    if type(error).__name__ == "Abort":
        return 130
    if debug:
        raise error
    if isinstance(error, OSError):
        _forget_output()
        _complain(f"cannot write the answer ({error.strerror or error}).")
    elif type(error).__name__ == "StoreError":
        _complain(str(error))
    else:
        _complain(f"internal error ({type(error).__name__}: {error}). Please report it; --debug before the command shows more.")
    return 1


def _forget_output() -> None:
    """Nobody reads stdout any more: what is left in its buffer goes nowhere, without a message at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
