"""One run of the program: whatever happens, an exit code and at most one line, never a traceback."""

import errno
import io
import os
import shutil
import sys
from copy import copy
from itertools import pairwise, takewhile
from typing import Any

import typer

from twitchref.cli.editing import app
from twitchref.cli.run import dump
from twitchref.cli.streams import complain, discard, hint, width_of, wrapped
from twitchref.errors import NoDataError, ReaderGoneError, StoreError, WriteError


def main() -> None:
    """The console script.

    Every write was flushed or has failed by now, and nothing else is open: the process ends here, without the eighth of a
    look-up's time that Python takes to free, object by object, memory that the system frees at once.
    """
    os._exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    if sys.stdout is None:  # closed before we started (`>&-`): writing is to fail, where the framework would write nothing and say 0
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    command = typer.main.get_command(_with_the_command(arguments))
    width = min(shutil.get_terminal_size().columns, 80)
    known: dict[str, Any] = {}  # what the commands learn on the way: the options before them, the data's version
    try:
        if asked := os.environ.get("_TWITCHREF_COMPLETE"):
            from twitchref.cli.tab import answer

            return answer(command, asked.removeprefix("complete_"))
        code = command.main(arguments, prog_name="twitchref", standalone_mode=False, terminal_width=max(width, 20), obj=known)
        return int(code or 0)
    except KeyboardInterrupt:
        return 130
    except SystemExit as ended:  # what the framework itself wrote: help, or an answer to the Tab key
        return 141 if isinstance(ended.__context__, BrokenPipeError) else int(ended.code or 0)
    except (ReaderGoneError, BrokenPipeError):
        discard(sys.stdout)
        return 141
    except Exception as error:
        return _failed(error, arguments, known.get("version", ""))


def _with_the_command(arguments: list[str]) -> typer.Typer:
    """The program with the command alone that the arguments begin with: Typer takes half a millisecond to make each of a dozen.

    With all of them where the arguments begin otherwise, ask for help, or may be a name after all (`new mum`).
    """
    named = [each for each in app.registered_commands if [each.name] == arguments[:1]]
    if not named or named[0].name in ("help", "new"):
        return app
    part = copy(app)
    part.registered_commands = named
    return part


def _failed(error: Exception, arguments: list[str], data_version: str) -> int:
    """Says what went wrong, as a document too where JSON was asked for, and gives the exit code."""
    if isinstance(error, typer.Abort):
        return 130
    if hasattr(error, "format_message"):  # a usage error, of Typer's own click or the one beside it
        said = io.StringIO()
        error.show(said)  # type: ignore[attr-defined]
        width = width_of(sys.stderr) if sys.stderr is not None else None
        told = said.getvalue().replace("\n\t", "\n  ")  # so click lists what may be chosen
        hint(wrapped(told, width, break_words=False) if width else told)
        return _documented(2, error.format_message(), arguments, data_version)
    debug = "--debug" in arguments
    if isinstance(error, OSError):
        if debug:
            raise error
        discard(sys.stdout)
        complain(f"cannot write the answer ({'the output is closed' if error.errno == errno.EBADF else error.strerror or error}).")
        return 1
    code, message = 1, str(error)
    if isinstance(error, NoDataError):
        code = 5
    elif not isinstance(error, StoreError | WriteError):
        message = f"internal error ({type(error).__name__}: {error}). Please report it; --debug before the command shows more."
    if not debug:
        complain(message)
    code = _documented(code, message, arguments, data_version)
    if debug:
        raise error
    return code


def _documented(code: int, message: str, arguments: list[str], data_version: str) -> int:
    """The exit code, after the error as the one document of the run where JSON was asked for."""
    if not _asks_for_json(arguments):
        return code
    from twitchref.answer import Failed

    try:
        dump(Failed(code, message), data_version)
    except ReaderGoneError:
        discard(sys.stdout)
        return 141
    except OSError as error:
        return _failed(error, [], "")
    return code


def _asks_for_json(arguments: list[str]) -> bool:
    """Whether JSON stands anywhere among the options: a command line that is wrong may not have been read so far."""
    options = list(takewhile("--".__ne__, arguments))
    return "--json" in options or "--format=json" in options or ("--format", "json") in pairwise(options)
