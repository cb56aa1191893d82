"""Long answers on a terminal: through a pager, and with a last line that points back to the help part."""

import fcntl
import os
import pty
import re
import select
import shlex
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
from conftest import MINI, OF_THE_TERMINAL, Run

from twitchref.texts import POINTER

TWITCHREF = (sys.executable, "-m", "twitchref", "--data", str(MINI))
PAGED = "sed s/^/paged:/"
ONE_SCREEN = 200  # lines: no page of the small compendium is as long


class Terminal:
    """A process on a terminal of its own, of some lines and columns; stdin or stdout may be something else, and so may the program."""

    def __init__(
        self,
        *arguments: str,
        lines: int = 24,
        columns: int = 80,
        stdin: int | None = None,
        stdout: int | None = None,
        program: tuple[str, ...] = TWITCHREF,
        **environ: str,
    ) -> None:
        self.outer, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        kept = {k: v for k, v in os.environ.items() if "COLOR" not in k and k not in (*OF_THE_TERMINAL, "LINES", "PAGER", "LESS")}
        self.process = subprocess.Popen(
            [*program, *arguments],
            stdin=inner if stdin is None else stdin,
            stdout=inner if stdout is None else stdout,
            stderr=inner,
            env=kept | {"NO_COLOR": "1", "TERM": "xterm", "LC_ALL": "C.UTF-8"} | environ,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(inner, termios.TIOCSCTTY, 0),
        )
        os.close(inner)
        self.shown = b""

    def read_until(self, ended: Callable[[bytes], bool], again: bytes = b"") -> str:
        """What the terminal has shown by then, or when the process has gone; some keys are pressed again while nothing happens."""
        deadline = time.monotonic() + 60
        while not ended(self.shown):
            assert time.monotonic() < deadline, self.shown
            try:
                if select.select([self.outer], [], [], 1.0)[0]:
                    more = os.read(self.outer, 65536)
                    if not more:
                        break
                    self.shown += more
                else:
                    self.type(again)
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


def on_a_terminal(*arguments: str, lines: int = 24, columns: int = 80, **environ: Any) -> tuple[int, str]:
    return Terminal(*arguments, lines=lines, columns=columns, **environ).ended()


def test_a_page_longer_than_the_screen_goes_through_the_pager() -> None:
    code, shown = on_a_terminal("site", "leg", "--all", PAGER=PAGED)

    assert shown.startswith("paged:Leg\npaged:Site: a place on the body.\n")
    assert [line for line in shown.splitlines() if not line.startswith("paged:")] == []
    assert code == 0


def test_a_page_that_fits_does_not() -> None:
    code, shown = on_a_terminal("site", "leg", "--all", lines=ONE_SCREEN, PAGER=PAGED)

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
    assert "paged:" not in on_a_terminal("site", "leg", "--all", *options, lines=5, PAGER=PAGED)[1]


@pytest.mark.parametrize("command", ["site legg", "site xylophone", "--help", "check"])
def test_hints_help_and_problems_are_not_paged(command: str) -> None:
    assert "paged:" not in on_a_terminal(*command.split(), lines=3, PAGER=PAGED)[1]


def test_into_a_pipe_nothing_is_paged(run: Callable[..., Run]) -> None:
    """Though keys could be pressed: stdin is a terminal."""
    reader, writer = os.pipe()
    terminal = Terminal("site", "leg", "--all", lines=5, stdout=writer, PAGER=PAGED)
    os.close(writer)

    with os.fdopen(reader, encoding="utf-8") as piped:
        assert piped.read() == run("site", "leg", "--all").out
    assert terminal.ended() == (0, "")


def test_with_no_keys_to_press_nothing_is_paged() -> None:
    """Stdin is a pipe or a file, as in a loop over lines."""
    code, shown = Terminal("site", "leg", "--all", lines=5, stdin=subprocess.DEVNULL, PAGER=PAGED).ended()

    assert shown.startswith("Leg\n")
    assert code == 0


@pytest.mark.parametrize("pager", ["no-such-pager", "", "   ", "'unended", "/dev/null", "/", "~no-one/less", "cat"], ids=repr)
def test_without_a_pager_that_can_be_run_the_page_is_shown_as_it_is(pager: str) -> None:
    code, shown = on_a_terminal("site", "leg", "--all", "--color", "always", lines=5, PAGER=pager)

    assert shown == on_a_terminal("site", "leg", "--all", "--color", "always", "--no-pager", lines=5)[1]
    assert shown.startswith("\x1b[1mLeg")
    assert code == 0


@pytest.mark.parametrize("terminal", ["dumb", ""])
def test_a_terminal_that_can_do_nothing_has_no_pager(terminal: str) -> None:
    code, shown = on_a_terminal("site", "leg", "--all", lines=5, PAGER=PAGED, TERM=terminal)

    assert shown.startswith("Leg\n")
    assert code == 0


@pytest.mark.parametrize("pager", ["head -1", "true"])
def test_a_pager_that_ends_early_is_no_error(pager: str) -> None:
    code, shown = on_a_terminal("site", "leg", "--all", lines=5, PAGER=pager)

    assert shown == ("Leg\n" if pager == "head -1" else "")
    assert code == 0


@pytest.mark.parametrize("pager", ["false", "sh -c 'exit 3'", "sh -c 'kill -9 $$'", "sh -c 'cat >/dev/null; exit 1'"])
def test_a_pager_that_fails_costs_nothing(pager: str) -> None:
    code, shown = on_a_terminal("site", "leg", "--all", lines=5, PAGER=pager)

    assert shown == on_a_terminal("site", "leg", "--all", "--no-pager", lines=5)[1]
    assert code == 0


def test_a_pager_may_have_options_and_quotes_and_stand_at_home(tmp_path: Path) -> None:
    script = tmp_path / "show"
    script.write_text('#!/bin/sh\necho "$#: $1, $2"; cat\n', encoding="utf-8")
    script.chmod(0o755)
    _, shown = on_a_terminal("site", "leg", "--all", PAGER="~/show -S 'a b'", HOME=str(tmp_path))

    assert shown.startswith("2: -S, a b\nLeg\n")


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


@pytest.mark.parametrize(("own", "settings"), [({}, "-FIRX"), ({"LESS": "-S"}, "-S"), ({"LESS": ""}, "")], ids=["none", "own", "empty"])
def test_less_is_the_pager_with_settings_unless_there_are_some(own: dict[str, Any], settings: str, fake_less: Path) -> None:
    """It keeps no history of what was looked for. Colours and a prompt are set before the reader's own, which overrule them."""
    _, shown = on_a_terminal("site", "leg", "--all", PATH=f"{fake_less}{os.pathsep}{os.environ['PATH']}", **own)
    first, second = shown.splitlines()[:2]

    assert re.fullmatch(rf"LESS=-R -Ps[^$]+\$ {settings} LESSHISTFILE=- arguments=", first)
    assert second == "Leg"


COLORS: dict[str, Any] = {"NO_COLOR": ""}


def test_colors_reach_less_and_a_pager_that_is_asked_to_take_them(fake_less: Path) -> None:
    shown = [
        on_a_terminal("site", "leg", "--all", PATH=f"{fake_less}{os.pathsep}{os.environ['PATH']}", **COLORS)[1],
        on_a_terminal("site", "leg", "--all", "--color", "always", PAGER=PAGED)[1],
        on_a_terminal("site", "leg", "--all", PAGER=PAGED, FORCE_COLOR="1", **COLORS)[1],
    ]

    assert ["\x1b[1mLeg" in each for each in shown] == [True] * 3


@pytest.mark.parametrize(("version", "follows"), [("590", True), ("643", True), ("551", False), ("x", False)])
def test_links_reach_a_less_that_passes_them_on(version: str, follows: bool, tmp_path: Path) -> None:
    """An older one would show their letters; any other pager gets no colours, and so no links."""
    less = tmp_path / "less"
    less.write_text(f'#!/bin/sh\nif [ "$1" = --version ]; then echo "less {version} (POSIX)"; else cat; fi\n', encoding="utf-8")
    less.chmod(0o755)

    paged, other = (
        on_a_terminal("source", "good", lines=5, PAGER=pager, NO_COLOR="", FORCE_HYPERLINK="1")[1] for pager in (str(less), "cat -")
    )

    assert ("\x1b]8;" in paged) == follows
    assert "https://example.org/good" in paged
    assert "\x1b" not in other


def test_a_pager_of_which_nothing_is_known_gets_no_colors() -> None:
    assert on_a_terminal("site", "leg", "--all", PAGER=PAGED, **COLORS) == on_a_terminal("site", "leg", "--all", PAGER=PAGED)
    assert "\x1b" in on_a_terminal("site", "leg", "--all", PAGER="no-such-pager", **COLORS)[1]


@pytest.fixture
def less() -> None:
    if not shutil.which("less"):
        pytest.skip("less is not installed")


def screen_of(shown: bytes, columns: int = 80) -> list[str]:
    """The lines of a terminal that was sent this."""
    screen = pyte.Screen(columns, 24)
    pyte.ByteStream(screen).feed(shown)
    return [line.rstrip() for line in screen.display]


WIDE, NARROW = b"q: leave", b"q leave"


@pytest.mark.usefixtures("less")
@pytest.mark.parametrize(
    ("columns", "first", "last"),
    [
        (80, "lines 1-23 of {}  space: on  /: search  q: leave", "lines {}-{} of {}  /: search  q: leave"),
        (40, "1-23/{}  space on, / find, q leave", "{}-{}/{}  / find, q leave"),
    ],
)
def test_the_prompt_says_where_one_is_and_which_keys_go_on(columns: int, first: str, last: str) -> None:
    terminal = Terminal("site", "leg", "--all", columns=columns)
    length = len(on_a_terminal("site", "leg", "--all", "--no-pager", columns=columns)[1].splitlines())

    terminal.read_until(lambda shown: (WIDE if columns == 80 else NARROW) in shown)
    assert screen_of(terminal.shown, columns)[-1] == first.format(length)

    terminal.type(b"G")
    terminal.read_until(lambda shown: shown.count(b"leave") == 2)
    assert screen_of(terminal.shown, columns)[-1] == last.format(length - 22, length, length)
    terminal.type(b"q")
    assert terminal.ended()[0] == 0


@pytest.mark.usefixtures("less")
def test_the_prompt_of_a_page_of_hundreds_of_lines_fits_40_columns(real_file: Path) -> None:
    terminal = Terminal("site", "leg", "--all", "--data", str(real_file), columns=40)
    terminal.read_until(lambda shown: NARROW in shown)
    terminal.type(b"200g")
    terminal.read_until(lambda shown: shown.count(NARROW) == 2)

    assert re.fullmatch(r"200-222/\d{3}  space on, / find, q leave", screen_of(terminal.shown, 40)[-1])
    terminal.type(b"q")
    assert terminal.ended()[0] == 0


@pytest.mark.usefixtures("less")
def test_the_reader_s_own_prompt_stays() -> None:
    terminal = Terminal("site", "leg", "--all", LESS="-Psmine> $")

    terminal.read_until(lambda shown: b"mine>" in shown)
    assert screen_of(terminal.shown)[-1] == "mine>"
    terminal.type(b"q")
    assert terminal.ended()[0] == 0


@pytest.mark.usefixtures("less")
@pytest.mark.parametrize("settings", ["-M", "n", "-S -Ps> $", ""])
def test_less_shows_colors_whatever_its_settings(settings: str) -> None:
    terminal = Terminal("site", "leg", "--all", LESS=settings, **COLORS)

    terminal.read_until(lambda shown: shown.count(b"\n") >= 23)
    assert b"\x1b[1mLeg" in terminal.shown
    assert b"ESC" not in terminal.shown
    terminal.type(b"q")
    assert terminal.ended()[0] == 0


SHELLS = {"bash": ("bash", "--norc", "--noprofile", "--noediting", "-i"), "dash": ("dash", "-i")}


@pytest.mark.usefixtures("less")
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("key", [b"\x03", b"\x1c"], ids=["Ctrl-C", "Ctrl-backslash"])
def test_a_key_that_ends_programs_is_the_pager_s_own(shell: str, key: bytes) -> None:
    """Less lives on, and what it did to the terminal it undoes."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    terminal = Terminal(program=SHELLS[shell], PS1="ready> ", ENV="")
    terminal.read_until(lambda shown: shown.endswith(b"ready> "))
    before = termios.tcgetattr(terminal.outer)

    terminal.type(f"{shlex.join(TWITCHREF)} site leg --all; echo code $?\n".encode())
    terminal.read_until(lambda shown: WIDE in shown)
    assert termios.tcgetattr(terminal.outer) != before
    terminal.type(key)
    terminal.read_until(lambda shown: POINTER.encode() in shown, again=b"G")  # what is typed at once, less throws away with the Ctrl-C
    terminal.type(b"q")
    terminal.read_until(lambda shown: shown.endswith(b"ready> "))

    assert b"code 0" in terminal.shown
    assert termios.tcgetattr(terminal.outer) == before
    terminal.type(b"exit\n")
    terminal.ended()


def test_what_a_pager_that_was_killed_did_to_the_terminal_is_undone() -> None:
    terminal = Terminal(program=("sh",), PS1="", PAGER="sh -c 'stty raw -echo </dev/tty; kill -9 $$'")
    before = termios.tcgetattr(terminal.outer)
    terminal.type(f"{shlex.join(TWITCHREF)} site leg --all; echo code $?\n".encode())

    terminal.read_until(lambda shown: b"code 0" in shown)

    assert termios.tcgetattr(terminal.outer) == before
    terminal.type(b"exit\n")
    terminal.ended()


@pytest.mark.usefixtures("less")
def test_less_that_ends_by_ctrl_c_ends_the_program() -> None:
    """Nothing is shown a second time."""
    terminal = Terminal("site", "leg", "--all", LESS="-KX")

    terminal.read_until(lambda shown: WIDE in shown)
    terminal.read_until(lambda _: False, again=b"\x03")  # less may not be waiting for keys yet
    code, shown = terminal.ended()

    assert shown.count("Site: a place on the body.") == 1
    assert code == 130


@pytest.mark.usefixtures("less")
def test_a_page_in_less_is_seen_from_its_top_and_left_with_q() -> None:
    """When to get help is on the first screen."""
    terminal = Terminal("site", "leg", "--all")
    screen = pyte.Screen(80, 24)

    pyte.Stream(screen).feed(terminal.read_until(lambda shown: shown.count(b"\n") >= 23).replace("\n", "\r\n"))
    terminal.type(b"q")
    code, _ = terminal.ended()

    assert [line.rstrip() for line in screen.display[:5]] == [
        "Leg",
        "Site: a place on the body.",
        "",
        "When to get help",
        "▌ Emergency: Call your local emergency number now if",
    ]
    assert code == 0


def test_ctrl_c_in_a_pager_is_130_and_silent() -> None:
    terminal = Terminal("site", "leg", "--all", PAGER="sh -c 'echo reading; exec sleep 60'")

    terminal.read_until(lambda shown: b"reading" in shown)
    terminal.type(b"\x03")
    code, shown = terminal.ended()

    assert (code, shown.replace("^C", "")) == (130, "reading\n")


@pytest.mark.parametrize(
    ("command", "width"),
    [("site leg --all", 80), ("site leg --all", 40), ("cause magnesium", 20), ("site leg", 20), ("site leg --all", 20)],
)
def test_a_long_page_ends_with_a_line_that_points_to_the_help(command: str, width: int, run: Callable[..., Run]) -> None:
    """A terminal that does not say how many lines it has is taken to have 24."""
    shown = run(*command.split(), "--color", "never", width=width).out

    assert " ".join(shown.split()).endswith(f" {POINTER}")
    assert len(shown.splitlines()) > 24
    assert " ".join(shown.split()).count(POINTER) == 1


def test_a_page_on_one_screen_does_not(run: Callable[..., Run]) -> None:
    assert POINTER not in run("term", "myokymia", width=100).out
    assert POINTER not in on_a_terminal("site", "leg", "--all", lines=ONE_SCREEN)[1]


@pytest.mark.parametrize("options", [(), ("--format", "markdown"), ("--json",)], ids=" ".join)
def test_a_pipe_has_no_screen_to_point_to_the_top_of(options: tuple[str, ...], run: Callable[..., Run]) -> None:
    assert POINTER not in run("site", "leg", "--all", *options).out
    assert POINTER not in run("site", "leg", "--all", *options, env={"FORCE_COLOR": "1"}).out
