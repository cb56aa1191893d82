"""Writing a file so that nothing is lost: not what stood there before, and no half file where the run is ended."""

import os
import signal
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from twitchref.errors import WriteError

# What ends a run beside Ctrl-C, which Python turns into an exception. Windows has only the first.
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)]


def target(
    file: Path | str, may_replace: Callable[[BinaryIO], bool], outside: Iterable[Path] = (), remedy: str = "name a new file"
) -> Path:
    """The real path, links followed, of a file that may be written: a new one, an empty one or one of our own.

    `file` is the path as typed; `may_replace` says of an open file whether this program made it; in no folder of `outside`, nor
    in a folder under it, is anything written; `remedy` ends the message about somebody else's file. Raises WriteError
    where the file must not or cannot be written.
    """
    if str(file) == "-":
        raise WriteError("will not write to the standard output; name a file")
    if str(file).rpartition("/")[2] in ("", "."):  # Path forgets both
        raise WriteError(f"will not write '{file}': it names no file; name a new file")
    with in_one_line(file):
        real = _placed(file, outside)
        try:
            found = Path(file).stat()
        except FileNotFoundError:
            return real
        if stat.S_ISDIR(found.st_mode):
            raise WriteError(f"will not write over {file}: it is a folder; name a new file")
        if not stat.S_ISREG(found.st_mode):
            raise WriteError(f"will not write over {file}: it is a device, a pipe or a socket; name a new file")
        if _is_a_stream(found):
            raise WriteError(f"will not write over {file}: what this run says goes there; name a new file")
        with real.open("r+b") as opened:  # for change, so that a file protected from it is left alone
            if found.st_size and not may_replace(opened):
                raise WriteError(f"will not write over {file}: it is not a twitchref file; {remedy}")
    return real


def folder(directory: Path | str, mark: str, outside: Iterable[Path] = ()) -> Path:
    """The real path of a folder that may be written: a new one, an empty one or one of our own.

    Ours holds nothing but the files that stand in it by name, a line each, in the file called `mark`. Raises WriteError where the
    folder must not or cannot be written.
    """
    if str(directory) in ("", "-"):
        raise WriteError(f"will not write '{directory}': it names no folder; name a new folder")
    with in_one_line(directory):
        real = _placed(directory, outside)
        if not real.exists():
            return real
        if real.samefile(Path()):
            raise WriteError(f"will not write over {directory}: it is the folder you are in; name a new one, or call this from another")
        if not real.is_dir():
            raise WriteError(f"will not write over {directory}: it is no folder; name a new folder")
        marked = real / mark
        ours = {mark, *marked.read_text(encoding="utf-8").splitlines()} if marked.is_file() else set()
        for inside, folders, files in os.walk(real):
            place = Path(inside)
            links = [name for name in folders if (place / name).is_symlink()]
            for name in sorted([*files, *links]):
                if (found := (place / name).relative_to(real).as_posix()) not in ours or (place / name).is_symlink():
                    raise WriteError(f"will not write into {directory}: {found} in it is not ours; name a new folder")
    return real


@contextmanager
def whole(real: Path) -> Iterator[Path]:
    """An empty file beside the real path, to be filled; it takes that place at the end, with the mode of what was there.

    Where the body fails, or INT, TERM, HUP or QUIT end the run, what was there stays and nothing is left beside it. An
    OSError comes out as a WriteError. The exit code of a signal is 128 and its number; one that is ignored or caught
    already stays so.
    """
    temporary = _beside(real)
    with in_one_line(real), _ended_by(lambda: temporary.unlink(missing_ok=True)):
        mode = stat.S_IMODE(real.stat().st_mode) if real.exists() else None
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666 if mode is None else mode))
        yield temporary
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(real)


@contextmanager
def whole_folder(real: Path) -> Iterator[Path]:
    """An empty folder beside the real path, to be filled; it takes that place at the end. As for `whole`, all or nothing."""
    temporary, before = _beside(real), _beside(real)

    def clean() -> None:
        if before.exists() and not real.exists():  # ended between the two renames
            before.rename(real)
        for left in (before, temporary):
            rmtree(left, ignore_errors=True)

    with in_one_line(real), _ended_by(clean):
        temporary.mkdir()
        yield temporary
        if real.exists():
            temporary.chmod(stat.S_IMODE(real.stat().st_mode))
            real.rename(before)
        temporary.rename(real)


def _beside(real: Path) -> Path:
    """A path beside the real one that nothing has."""
    return real.with_name(f".twitchref-{os.urandom(8).hex()}")


@contextmanager
def _ended_by(clean: Callable[[], None]) -> Iterator[None]:
    """Cleans up behind the body, and before INT, TERM, HUP or QUIT end the run."""

    def end(number: int, frame: object) -> None:
        clean()
        os._exit(128 + number)

    in_main = threading.current_thread() is threading.main_thread()  # only there can Python be told about signals
    caught = [number for number in _ENDING if in_main and signal.getsignal(number) == signal.SIG_DFL]
    try:
        for number in caught:
            signal.signal(number, end)
        yield
    finally:
        clean()
        for number in caught:
            signal.signal(number, signal.SIG_DFL)


def _placed(path: Path | str, outside: Iterable[Path]) -> Path:
    """The real path of what is to be written: in a folder that there is, and in none of `outside`."""
    real = Path(os.path.realpath(path))
    if not real.parent.is_dir():
        raise WriteError(f"cannot write {path}: there is no folder {real.parent}; make it, or name another place")
    for closed in outside:
        # By what the folders are, not by what they are called: case and mounts give a folder several names.
        if closed.is_dir() and any(parent.samefile(closed) for parent in (real, *real.parents) if parent.exists()):
            raise WriteError(f"will not write {path}: it is inside the data directory; name a place outside {closed}")
    return real


@contextmanager
def in_one_line(path: Path | str) -> Iterator[None]:
    """Makes of an OSError a WriteError that names the path."""
    try:
        yield
    except OSError as error:
        raise WriteError(f"cannot write {path} ({error.strerror or error}); name another place") from error


def _is_a_stream(found: os.stat_result) -> bool:
    """Whether it is the file that stdout or stderr goes to, as `/dev/stdout` may be."""
    for descriptor in (1, 2):
        with suppress(OSError):  # closed
            if os.path.samestat(found, os.fstat(descriptor)):
                return True
    return False
