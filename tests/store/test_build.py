"""`twitchref build` destroys nothing: what it writes over is its own or empty, and a run that ends early leaves no trace."""

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import MINI, Run

from twitchref import safe_write
from twitchref.build import build
from twitchref.errors import WriteError
from twitchref.store import reader as store

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the run, with a copy of the small data in `d` and a text of somebody's."""
    shutil.copytree(MINI, tmp_path / "d")
    (tmp_path / "thesis.txt").write_text("three years of work\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(folder: Path) -> dict[str, tuple[int, bytes | str]]:
    """What is in a folder: the inode and the content of each file, the target of each link."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_ino,
            str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def ours(file: Path, version: int | None = None) -> None:
    """A built file, if need be of another format."""
    build(MINI, file)
    if version is not None:
        with sqlite3.connect(file) as connection:
            connection.execute(f"PRAGMA user_version = {version}")
        connection.close()


def is_built(file: Path) -> bool:
    """Whether it is the small data, whole."""
    return store.open(file).ids("site") == ["ear", "leg", "lip"]


# ---- what is refused


def _foreign(place: Path) -> None:
    with sqlite3.connect(place / "photos.db") as connection:
        connection.execute("PRAGMA application_id = 1")
    connection.close()


def _socket(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("plug")  # relative: the path of a socket is short


def _link_to_a_pipe(place: Path) -> None:
    os.mkfifo(place / "y")
    (place / "x").symlink_to("y")


def _linked_sites(place: Path) -> None:
    (place / "d" / "sites").rename(place / "shared")
    (place / "d" / "sites").symlink_to(place / "shared")


NOT_OURS = "will not write over {}: it is not a twitchref file; name a new file"
NO_FILE = "will not write over {}: it is a device, a pipe or a socket; name a new file"
INSIDE = "will not write {}: it is inside the data directory; name a place outside "
CASES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "text": ("thesis.txt", lambda place: None, NOT_OURS),
    "another program's database": ("photos.db", _foreign, NOT_OURS),
    "the id in a file that is no database": ("x", lambda place: (place / "x").write_bytes(bytes(68) + b"TWIT"), NOT_OURS),
    "a few bytes of a database": ("x", lambda place: (place / "x").write_bytes(b"SQLite format 3\0"), NOT_OURS),
    "a link to a text": ("x", lambda place: (place / "x").symlink_to("thesis.txt"), NOT_OURS),
    "a hard link to data": ("x", lambda place: (place / "x").hardlink_to("d/sources.yaml"), NOT_OURS),
    "folder": ("x", lambda place: (place / "x").mkdir(), "will not write over {}: it is a folder; name a new file"),
    "a link to a folder": ("x", lambda place: (place / "x").symlink_to("/"), "will not write over {}: it is a folder; name a new file"),
    "pipe": ("x", lambda place: os.mkfifo(place / "x"), NO_FILE),
    "a link to a pipe": ("x", _link_to_a_pipe, NO_FILE),
    "socket": ("plug", _socket, NO_FILE),
    "the data": ("d", lambda place: None, INSIDE),
    "a file of the data": ("d/sources.yaml", lambda place: None, INSIDE),
    "a new file in the data": ("d/x", lambda place: None, INSIDE),
    "an empty file in the data": ("d/x", lambda place: (place / "d/x").touch(), INSIDE),
    "a built file in the data": ("d/x", lambda place: ours(place / "d/x"), INSIDE),
    "a new file in a folder of the data": ("d/sites/x", lambda place: None, INSIDE),
    "the data by two dots": ("d/../d/sites/../x", lambda place: None, INSIDE),
    "the data by a link to it": ("e/x", lambda place: (place / "e").symlink_to("d"), INSIDE),
    "a link into the data": ("x", lambda place: (place / "x").symlink_to("d/new"), INSIDE),
    "a folder that the data links to": ("shared/x", _linked_sites, INSIDE),
    "a link to itself": ("x", lambda place: (place / "x").symlink_to("x"),
                         "cannot write {} (Too many levels of symbolic links); name another place"),
    "missing folder": ("no/x", lambda place: None, "cannot write {}: there is no folder "),
    "a link into a missing folder": ("x", lambda place: (place / "x").symlink_to("no/y"), "cannot write {}: there is no folder "),
    "a file for a folder": ("thesis.txt/x", lambda place: None, "cannot write {}: there is no folder "),
    "a name that is too long": ("x" * 300, lambda place: None, "cannot write {} (File name too long); name another place"),
    "no name": ("", lambda place: None, "will not write '{}': it names no file; name a new file"),
    "a slash at the end": ("new/", lambda place: None, "will not write '{}': it names no file; name a new file"),
    "a dash": ("-", lambda place: None, "will not write to the standard output; name a file"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_must_not_be_written_is_refused_in_one_line_and_stays(case: str, place: Path, run: Callable[..., Run]) -> None:
    file, prepare, message = CASES[case]
    prepare(place)
    before = everything(place)

    ran = run("build", "d", "-o", file, data=None)

    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"twitchref: {message.format(file)}")
    assert everything(place) == before


def test_a_device_is_refused(run: Callable[..., Run]) -> None:
    """A terminal's, in whose folder no file can be made: if this fails, nothing is harmed."""
    reader, terminal = os.openpty()
    name = os.ttyname(terminal)

    assert run("build", str(MINI), "-o", name, data=None) == Run(1, "", f"twitchref: {NO_FILE.format(name)}\n")
    os.close(reader)
    os.close(terminal)


def test_the_data_is_refused_whatever_path_leads_there(place: Path, run: Callable[..., Run]) -> None:
    (place / "link").symlink_to("d")
    before = everything(place)
    for directory in ("d", "./d/", "d/../d", "link", str(place / "d")):
        for file in ("d/x", "link/x", str(place / "d" / "x"), "d/sites/x"):
            ran = run("build", directory, "-o", file, data=None)
            assert (ran.code, "inside the data directory" in ran.err) == (1, True)
    assert everything(place) == before


@pytest.mark.parametrize("to", ["pipe", "file"])
def test_the_standard_output_is_refused(to: str, place: Path) -> None:
    """By a link to it: if this fails, the link is lost and no device."""
    (place / "screen").symlink_to("/dev/stdout")
    with (place / "out").open("w") as out:
        ran = subprocess.run(
            [sys.executable, "-m", "twitchref", "build", "d", "-o", "screen"],
            stdout=out if to == "file" else subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip

    assert (ran.returncode, ran.stdout or "", (place / "out").read_bytes()) == (1, "", b"")
    (line,) = ran.stderr.splitlines()
    assert line.startswith("twitchref: will not write over screen: ")


def test_a_folder_where_nothing_may_be_written_is_one_line(place: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    message = f"twitchref: cannot write {place.resolve() / 'x'} (Permission denied); name another place\n"
    assert run("build", "d", "-o", "x", data=None) == Run(1, "", message)


def test_errors_in_the_data_come_before_what_is_wrong_with_the_file(place: Path, run: Callable[..., Run]) -> None:
    (place / "d" / "sources.yaml").write_text("name: no source\n")
    before = everything(place)
    for file in ("new", "thesis.txt", "no/x", "d/x"):
        assert run("build", "d", "-o", file, data=None).code == 5
    assert everything(place) == before


# ---- what is written


@pytest.mark.parametrize("version", [None, 0, 999], ids=["this format", "older", "newer"])
def test_a_file_of_ours_is_built_anew(version: int | None, place: Path, run: Callable[..., Run]) -> None:
    ours(place / "x", version)

    assert run("build", "d", "-o", "x", data=None).code == 0
    assert is_built(place / "x")


def test_an_empty_file_is_filled(place: Path, run: Callable[..., Run]) -> None:
    (place / "x").touch()

    assert run("build", "d", "-o", "x", data=None).code == 0
    assert is_built(place / "x")


@pytest.mark.parametrize("there", ["nothing", "empty", "ours"])
def test_a_link_stays_a_link_and_what_it_leads_to_is_written(there: str, place: Path, run: Callable[..., Run]) -> None:
    (place / "far").mkdir()
    {"nothing": lambda file: None, "empty": Path.touch, "ours": ours}[there](place / "far" / "x")
    (place / "y").symlink_to("far/x")
    (place / "z").symlink_to("y")

    ran = run("build", "d", "-o", "z", data=None)

    assert (ran.code, ran.out.partition(",")[0], ran.err) == (0, "built z", "")
    assert [str((place / name).readlink()) for name in "zy"] == ["y", "far/x"]
    assert is_built(place / "far" / "x")
    assert [path.name for path in (place / "far").iterdir()] == ["x"]


def test_a_new_file_is_as_open_as_any_and_an_old_one_stays_as_it_was(place: Path) -> None:
    umask = os.umask(0o027)
    build(place / "d", place / "x")
    os.umask(umask)
    assert (place / "x").stat().st_mode & 0o777 == 0o640
    for mode in (0o600, 0o664):
        (place / "x").chmod(mode)
        build(place / "d", place / "x")
        assert (place / "x").stat().st_mode & 0o777 == mode


# ---- a run that ends early

# The file beside the target is whole when the run says so; then it waits for a signal, or for its input's end.
SCRIPT = """
import sys
from twitchref.store import reader as store
from twitchref.cli.main import main

def slow(compendium, path, whole=store.build):
    built = whole(compendium, path)
    print("ready", flush=True)
    sys.stdin.readline()
    return built

store.build = slow
main()
"""


@contextmanager
def building(file: Path, ignored: int | None = None) -> Iterator["subprocess.Popen[str]"]:
    """A run in the middle of a build, that ignores a signal as under nohup."""

    def as_a_shell_would() -> None:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN if number == ignored else signal.SIG_DFL)

    command = [sys.executable, "-c", SCRIPT, "build", str(MINI), "-o", str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, encoding="utf-8", preexec_fn=as_a_shell_would, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "ready\n"
        yield process


@pytest.mark.parametrize("old", [True, False], ids=["old", "none"])
@pytest.mark.parametrize("number", SIGNALS)
def test_a_build_that_is_ended_leaves_what_was_there(number: signal.Signals, old: bool, tmp_path: Path) -> None:
    if old:
        ours(tmp_path / "x", version=999)
    before = everything(tmp_path)

    with building(tmp_path / "x") as process:
        assert len(list(tmp_path.iterdir())) == old + 1  # what is to be swept away is there
        process.send_signal(number)
        said = process.communicate(timeout=60)

    assert (process.returncode, *said) == (128 + number, "", "")
    assert everything(tmp_path) == before


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_that_is_ignored_stays_ignored(number: signal.Signals, tmp_path: Path) -> None:
    with building(tmp_path / "x", ignored=number) as process:
        process.send_signal(number)
        out, err = process.communicate("\n", timeout=60)

    assert (process.returncode, out.partition(",")[0], err) == (0, f"built {tmp_path / 'x'}", "")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert is_built(tmp_path / "x")


@pytest.mark.parametrize("ends", ["well", "badly"])
def test_what_a_signal_does_is_as_before_when_the_file_is_written(ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handlers: list[Any] = [signal.SIG_DFL, signal.SIG_IGN, lambda number, frame: None]  # the last: the caller's own
    before = [signal.signal(number, handler) for number, handler in zip(SIGNALS[1:], handlers, strict=True)]
    try:
        with safe_write.whole(tmp_path / "x"):
            within = [signal.getsignal(number) for number in SIGNALS[1:]]
            if ends == "badly":
                raise OSError(28, "No space left on device")
    except WriteError as error:
        assert str(error) == f"cannot write {tmp_path / 'x'} (No space left on device); name another place"
    after = [signal.getsignal(number) for number in SIGNALS[1:]]
    for number, handler in zip(SIGNALS[1:], before, strict=True):
        signal.signal(number, handler)

    assert after == handlers
    assert [held == handler for held, handler in zip(within, handlers, strict=True)] == [False, True, True]
    assert [path.name for path in tmp_path.iterdir()] == ["x"] * (ends == "well")


def test_a_program_of_several_threads_can_build_in_any(tmp_path: Path) -> None:
    thread = threading.Thread(target=build, args=(MINI, tmp_path / "x"))
    thread.start()
    thread.join()
    assert is_built(tmp_path / "x")


def test_a_full_disk_is_one_line_and_leaves_what_was_there(tmp_path: Path) -> None:
    """Full, to this run: no file may grow beyond 64 KiB."""
    ours(tmp_path / "x", version=999)
    before = everything(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-m", "twitchref", "build", str(MINI), "-o", str(tmp_path / "x")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (ran.returncode, ran.stdout) == (1, "")
    (line,) = ran.stderr.splitlines()
    assert line.startswith(f"twitchref: cannot write {tmp_path / 'x'} (")
    assert line.endswith("); name another place")
    assert everything(tmp_path) == before
