"""One run of the program: whatever happens, an exit code and at most one line, never a traceback."""

import errno
import io
import os
import shutil
import sys

import typer

from twitchref.cli import app
from twitchref.errors import ReaderGoneError, StoreError
from twitchref.frame import complain


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
    if "_TWITCHREF_COMPLETE" in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    command = typer.main.get_command(app)
    width = min(shutil.get_terminal_size().columns, 80)
    try:
        code = command.main(arguments, prog_name="twitchref", standalone_mode=False, terminal_width=max(width, 20))
        return int(code or 0)
    except KeyboardInterrupt:
        return 130
    except SystemExit as ended:  # what the framework itself wrote: help, or an answer to the Tab key
        return 141 if isinstance(ended.__context__, BrokenPipeError) else int(ended.code or 0)
    except (ReaderGoneError, BrokenPipeError):
        _forget_stdout()
        return 141
    except Exception as error:
        return _failed(error, "--debug" in arguments)


def _failed(error: Exception, debug: bool) -> int:
    """Says in one line what went wrong, and which exit code that is."""
    if hasattr(error, "format_message"):  # a usage error, of Typer's own click or the one beside it
        from twitchref.output import hint

        said = io.StringIO()
        error.show(said)  # type: ignore[attr-defined]
        hint(said.getvalue())
        return 2
    if type(error).__name__ == "Abort":
        return 130
    if debug:
        raise error
    if isinstance(error, OSError):
        _forget_stdout()
        complain(f"cannot write the answer ({'the output is closed' if error.errno == errno.EBADF else error.strerror or error}).")
    elif isinstance(error, StoreError):
        complain(str(error))
    else:
        complain(f"internal error ({type(error).__name__}: {error}). Please report it; --debug before the command shows more.")
    return 1


def _forget_stdout() -> None:
    from twitchref.output import forget

    forget(sys.stdout)
