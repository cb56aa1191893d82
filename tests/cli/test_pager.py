"""Long answers on a terminal: through a pager, and with a last line that points back to the help part."""

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyte
import pytest
from conftest import MINI, Run

from twitchref.texts import POINTER

PAGED = "sed s/^/paged:/"
ONE_SCREEN = 200  # lines: no page of the small compendium is as long


class Terminal:
    """A process on a terminal of its own, of some lines and 80 columns; stdin or stdout may be something else."""

    def __init__(self, *arguments: str, lines: int = 24, stdin: int | None = None, stdout: int | None = None, **environ: str) -> None:
        self.outer, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 80, 0, 0))
        kept = {k: v for k, v in os.environ.items() if "COLOR" not in k and k not in ("COLUMNS", "LINES", "PAGER", "LESS", "ACCESSIBLE")}
        command = [sys.executable, "-m", "twitchref", "--data", str(MINI), *arguments]
        self.process = subprocess.Popen(
            command,
            stdin=inner if stdin is None else stdin,
            stdout=inner if stdout is None else stdout,
            stderr=inner,
            env=kept | {"NO_COLOR": "1", "TERM": "xterm", "LC_ALL": "C.UTF-8"} | environ,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(inner, termios.TIOCSCTTY, 0),
        )
        os.close(inner)
        self.shown = b""

    def read_until(self, ended: Callable[[bytes], bool]) -> str:
        """What the terminal has shown by then, or when the process has gone."""
        deadline = time.monotonic() + 60
        while not ended(self.shown):
            assert time.monotonic() < deadline, self.shown
            try:
                if select.select([self.outer], [], [], 1.0)[0]:
                    more = os.read(self.outer, 65536)
                    if not more:
                        break
                    self.shown += more
            except OSError:  # the other end is closed
                break
        return self.shown.decode().replace("\r\n", "\n")

    def type(self, keys: bytes) -> None:
        os.write(self.outer, keys)

    def ended(self) -> tuple[int, str]:
        """The exit code and all that was shown."""
        shown = self.read_until(lambda _: False)
        code = self.process.wait(timeout=60)
        os.close(self.outer)
        return code, shown


def on_a_terminal(*arguments: str, lines: int = 24, **environ: Any) -> tuple[int, str]:
    return Terminal(*arguments, lines=lines, **environ).ended()


def test_a_page_longer_than_the_screen_goes_through_the_pager() -> None:
    code, shown = on_a_terminal("site", "leg", PAGER=PAGED)

    assert shown.startswith("paged:Leg\npaged:Site: a place on the body.\n")
    assert [line for line in shown.splitlines() if not line.startswith("paged:")] == []
    assert code == 0


def test_a_page_that_fits_does_not() -> None:
    code, shown = on_a_terminal("site", "leg", lines=ONE_SCREEN, PAGER=PAGED)

    assert shown.startswith("Leg\nSite: a place on the body.\n")
    assert "paged:" not in shown
    assert code == 0


def test_one_line_decides_whether_an_answer_fits(run: Callable[..., Run]) -> None:
    """A prompt takes a line of the screen, too."""
    length = len(run("site", "--color", "never", width=80).out.splitlines())

    assert "paged:" not in on_a_terminal("site", lines=length + 1, PAGER=PAGED)[1]
    assert "paged:" in on_a_terminal("site", lines=length, PAGER=PAGED)[1]


@pytest.mark.parametrize("command", ["source good", "search leg", "signs", "compare ear leg", "about", "cause"])
def test_every_long_answer_is_paged(command: str) -> None:
    assert "paged:" in on_a_terminal(*command.split(), lines=5, PAGER=PAGED)[1]


@pytest.mark.parametrize("options", [("--json",), ("--format", "markdown"), ("--no-pager",)], ids=" ".join)
def test_what_is_for_a_program_is_not_paged(options: tuple[str, ...]) -> None:
    assert "paged:" not in on_a_terminal("site", "leg", *options, lines=5, PAGER=PAGED)[1]


@pytest.mark.parametrize("command", ["site legg", "site xylophone", "--help", "check"])
def test_hints_help_and_problems_are_not_paged(command: str) -> None:
    assert "paged:" not in on_a_terminal(*command.split(), lines=3, PAGER=PAGED)[1]


def test_into_a_pipe_nothing_is_paged(run: Callable[..., Run]) -> None:
    """Though keys could be pressed: stdin is a terminal."""
    reader, writer = os.pipe()
    terminal = Terminal("site", "leg", lines=5, stdout=writer, PAGER=PAGED)
    os.close(writer)

    with os.fdopen(reader, encoding="utf-8") as piped:
        assert piped.read() == run("site", "leg").out
    assert terminal.ended() == (0, "")


def test_with_no_keys_to_press_nothing_is_paged() -> None:
    """Stdin is a pipe or a file, as in a loop over lines."""
    code, shown = Terminal("site", "leg", lines=5, stdin=subprocess.DEVNULL, PAGER=PAGED).ended()

    assert shown.startswith("Leg\n")
    assert code == 0


@pytest.mark.parametrize("pager", ["no-such-pager", "", "   ", "'unended", "/dev/null", "/"], ids=repr)
def test_without_a_pager_that_can_be_run_the_page_is_shown_as_it_is(pager: str) -> None:
    code, shown = on_a_terminal("site", "leg", lines=5, PAGER=pager)

    assert shown.startswith("Leg\nSite: a place on the body.\n")
    assert shown.endswith(f"{POINTER}\n")
    assert code == 0


@pytest.mark.parametrize("pager", ["head -1", "true", "false"])
def test_a_pager_that_ends_early_is_no_error(pager: str) -> None:
    code, shown = on_a_terminal("site", "leg", lines=5, PAGER=pager)

    assert shown == ("Leg\n" if pager == "head -1" else "")
    assert code == 0


def test_an_exit_code_survives_the_pager() -> None:
    """A search for a corrected word shows its hits and still says 4."""
    code, shown = on_a_terminal("search", "magnesum", lines=5, PAGER=PAGED)

    assert shown.startswith("paged:Search: magnesum\n")
    assert code == 4


@pytest.fixture
def fake_less(tmp_path: Path) -> Path:
    """A directory with a `less` that shows its settings and passes the page on."""
    script = tmp_path / "less"
    script.write_text('#!/bin/sh\necho "LESS=$LESS LESSHISTFILE=$LESSHISTFILE arguments=$*"\ncat\n', encoding="utf-8")
    script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("own", "settings"), [({}, "-FIRX"), ({"LESS": "-S"}, "-S")], ids=["none", "the reader's own"])
def test_less_is_the_pager_with_settings_unless_there_are_some(own: dict[str, Any], settings: str, fake_less: Path) -> None:
    """It keeps no history of what was looked for."""
    _, shown = on_a_terminal("site", "leg", PATH=f"{fake_less}{os.pathsep}{os.environ['PATH']}", **own)

    assert shown.startswith(f"LESS={settings} LESSHISTFILE=- arguments=\nLeg\n")


def test_colors_reach_the_pager() -> None:
    _, shown = on_a_terminal("site", "leg", "--color", "always", PAGER=PAGED)

    assert "paged:\x1b[1mLeg" in shown


def test_a_page_in_less_is_seen_from_its_top_and_left_with_q() -> None:
    """When to get help is on the first screen."""
    if not shutil.which("less"):
        pytest.skip("less is not installed")
    terminal = Terminal("site", "leg")
    screen = pyte.Screen(80, 24)

    pyte.Stream(screen).feed(terminal.read_until(lambda shown: shown.count(b"\n") >= 23).replace("\n", "\r\n"))
    terminal.type(b"q")
    code, _ = terminal.ended()

    assert [line.rstrip() for line in screen.display[:5]] == [
        "Leg",
        "Site: a place on the body.",
        "",
        "When to get help",
        "Emergency: Call your local emergency number now if",
    ]
    assert code == 0


def test_ctrl_c_in_a_pager_is_130_and_silent() -> None:
    terminal = Terminal("site", "leg", PAGER="sh -c 'echo reading; sleep 60'")

    terminal.read_until(lambda shown: b"reading" in shown)
    terminal.type(b"\x03")
    code, shown = terminal.ended()

    assert (code, shown.replace("^C", "")) == (130, "reading\n")


@pytest.mark.parametrize(("command", "width"), [("site leg", 80), ("site leg", 40), ("cause magnesium", 40), ("site leg", 20)])
def test_a_long_page_ends_with_a_line_that_points_to_the_help(command: str, width: int, run: Callable[..., Run]) -> None:
    """A terminal that does not say how many lines it has is taken to have 24."""
    shown = run(*command.split(), "--color", "never", width=width).out

    assert " ".join(shown.split()).endswith(f" {POINTER}")
    assert len(shown.splitlines()) > 24
    assert " ".join(shown.split()).count(POINTER) == 1


def test_a_page_on_one_screen_does_not(run: Callable[..., Run]) -> None:
    assert POINTER not in run("term", "myokymia", width=100).out
    assert POINTER not in on_a_terminal("site", "leg", lines=ONE_SCREEN)[1]


@pytest.mark.parametrize("options", [(), ("--format", "markdown"), ("--json",)], ids=" ".join)
def test_a_pipe_has_no_screen_to_point_to_the_top_of(options: tuple[str, ...], run: Callable[..., Run]) -> None:
    assert POINTER not in run("site", "leg", *options).out
    assert POINTER not in run("site", "leg", *options, env={"FORCE_COLOR": "1"}).out
