"""Who gets colour: the option says, then the environment, then the stream; and it adds nothing that the words do not say."""

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from conftest import MINI, Run

CODE = re.compile(r"\x1b\[([0-9;]*)m")
ANSWERS: list[tuple[str, ...]] = [
    ("site", "leg"), ("cause", "magnesium"), ("term", "myokymia"), ("search", "leg"), ("source", "good"), ("compare", "ear", "leg"),
    ("signs",), ("sheet", "leg"), ("about",), ("site",), ("cause",), ("source",),
]  # fmt: skip
HINTS: list[tuple[str, ...]] = [("site", "legg"), ("cause", "strain"), ("site", "zzqq"), ("search", "zzqq")]


def colors(text: str) -> list[str]:
    """The colours that escape codes ask for; bold and dim are none."""
    return [number for codes in CODE.findall(text) for number in codes.split(";") if re.fullmatch(r"3\d|4\d|9\d|10\d", number)]


def bare(text: str) -> str:
    return CODE.sub("", text)


@pytest.mark.parametrize(
    ("terminal", "environ", "options", "colored"),
    [
        pytest.param(True, {}, (), True, id="a terminal"),
        pytest.param(False, {}, (), False, id="a pipe"),
        pytest.param(True, {}, ("--color", "auto"), True, id="auto on a terminal"),
        pytest.param(False, {}, ("--color", "auto"), False, id="auto in a pipe"),
        pytest.param(True, {"NO_COLOR": "1"}, (), False, id="NO_COLOR"),
        pytest.param(True, {"NO_COLOR": "0"}, (), False, id="NO_COLOR with any value"),
        pytest.param(True, {"NO_COLOR": ""}, (), True, id="NO_COLOR empty"),
        pytest.param(True, {"TWITCHREF_NO_COLOR": "1"}, (), False, id="TWITCHREF_NO_COLOR"),
        pytest.param(True, {"TWITCHREF_NO_COLOR": ""}, (), True, id="TWITCHREF_NO_COLOR empty"),
        pytest.param(True, {"TERM": "dumb"}, (), False, id="a dumb terminal"),
        pytest.param(True, {"TERM": "xterm"}, (), True, id="another terminal"),
        pytest.param(False, {"FORCE_COLOR": "1"}, (), True, id="FORCE_COLOR in a pipe"),
        pytest.param(False, {"FORCE_COLOR": "true"}, (), True, id="FORCE_COLOR in words"),
        pytest.param(False, {"FORCE_COLOR": "0"}, (), False, id="FORCE_COLOR 0"),
        pytest.param(False, {"FORCE_COLOR": ""}, (), False, id="FORCE_COLOR empty"),
        pytest.param(False, {"CLICOLOR_FORCE": "1"}, (), True, id="CLICOLOR_FORCE in a pipe"),
        pytest.param(False, {"CLICOLOR_FORCE": "0"}, (), False, id="CLICOLOR_FORCE 0"),
        pytest.param(True, {"FORCE_COLOR": "0"}, (), True, id="FORCE_COLOR 0 forbids nothing"),
        pytest.param(True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False, id="NO_COLOR over FORCE_COLOR"),
        pytest.param(False, {"CLICOLOR_FORCE": "1", "TWITCHREF_NO_COLOR": "1"}, (), False, id="TWITCHREF_NO_COLOR over CLICOLOR_FORCE"),
        pytest.param(True, {"FORCE_COLOR": "1", "TERM": "dumb"}, (), False, id="a dumb terminal over FORCE_COLOR"),
        pytest.param(False, {}, ("--color", "always"), True, id="always in a pipe"),
        pytest.param(True, {"NO_COLOR": "1"}, ("--color", "always"), True, id="always over NO_COLOR"),
        pytest.param(True, {"TERM": "dumb"}, ("--color", "always"), True, id="always over a dumb terminal"),
        pytest.param(True, {}, ("--color", "never"), False, id="never on a terminal"),
        pytest.param(False, {"FORCE_COLOR": "1"}, ("--color", "never"), False, id="never over FORCE_COLOR"),
    ],
)
def test_who_gets_color(terminal: bool, environ: dict[str, str], options: tuple[str, ...], colored: bool, run: Callable[..., Run]) -> None:
    width = 80 if terminal else None

    after, before = run("site", "leg", *options, width=width, env=environ), run(*options, "site", "leg", width=width, env=environ)

    assert bool(colors(after.out)) == colored
    assert after == before
    assert after.code == 0


def test_an_unknown_color_is_a_usage_error(run: Callable[..., Run]) -> None:
    shown = run("site", "leg", "--color", "red")

    assert (shown.code, shown.out) == (2, "")
    assert "'red' is not one of 'auto', 'always', 'never'" in shown.err


@pytest.mark.parametrize("command", ANSWERS + HINTS, ids=" ".join)
@pytest.mark.parametrize(
    ("environ", "options"),
    [({}, ("--color", "never")), ({"TERM": "dumb"}, ()), ({"TWITCHREF_NO_COLOR": "1"}, ()), ({"NO_COLOR": "1"}, ())],
    ids=["never", "dumb", "TWITCHREF_NO_COLOR", "NO_COLOR"],
)
def test_without_color_bold_is_gone_too(
    command: tuple[str, ...], environ: dict[str, str], options: tuple[str, ...], run: Callable[..., Run]
) -> None:
    shown = run(*command, *options, width=80, env=environ)

    assert "\x1b" not in shown.out + shown.err
    assert shown.out + shown.err


@pytest.mark.parametrize("width", [None, 40, 80, 200])
@pytest.mark.parametrize("command", ANSWERS + HINTS, ids=" ".join)
def test_color_changes_nothing_but_color(command: tuple[str, ...], width: int | None, run: Callable[..., Run]) -> None:
    painted, unpainted = run(*command, "--color", "always", width=width), run(*command, "--color", "never", width=width)

    assert (painted.code, bare(painted.out), bare(painted.err)) == unpainted


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "CLICOLOR_FORCE"])
def test_forced_color_leaves_the_lines_of_a_pipe_alone(variable: str, run: Callable[..., Run]) -> None:
    painted = run("compare", "ear", "leg", env={variable: "1"})

    assert bare(painted.out) == run("compare", "ear", "leg").out


@pytest.mark.parametrize("command", [command for command in ANSWERS if command[0] != "sheet"], ids=" ".join)
def test_every_painted_answer_has_some_paint(command: tuple[str, ...], run: Callable[..., Run]) -> None:
    assert CODE.search(run(*command, width=80).out)


@pytest.mark.parametrize("options", [("--json",), ("--format", "markdown")], ids=" ".join)
def test_what_is_for_programs_is_never_painted(options: tuple[str, ...], run: Callable[..., Run]) -> None:
    shown = [run(*command, *options, "--color", "always", width=80, env={"FORCE_COLOR": "1"}) for command in ANSWERS]

    assert [answer.out for answer in shown if "\x1b" in answer.out] == []


@pytest.mark.parametrize("command", [("--help",), ("site", "--help"), ("help", "exit-codes"), ("check", str(MINI))], ids=lambda c: c[0])
def test_help_and_problems_are_never_painted(command: tuple[str, ...], run: Callable[..., Run]) -> None:
    assert "\x1b" not in run(*command, width=80, env={"FORCE_COLOR": "1"}).out


def test_every_care_level_is_a_word_on_the_line_it_colors(run: Callable[..., Run]) -> None:
    painted = run("site", "leg", width=80).out.splitlines()

    levels = [bare(line).split(":")[0] for line in painted if re.search(r"\x1b\[1;9[145]m[A-Z]", line)]
    assert levels == ["▌ Emergency", "▌ Urgent", "▌ Routine"]


def test_each_stream_is_judged_by_itself(run: Callable[..., Run]) -> None:
    """Stdout is a terminal, stderr is not: the hint is not painted."""
    hint = run("cause", "strain", width=80)

    assert hint.err
    assert "\x1b" not in hint.err
    assert "\x1b" in run("cause", "strain", width=80, env={"FORCE_COLOR": "1"}).err


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_a_terminal_on_stderr_paints_the_hint_and_not_the_data() -> None:
    outer, inner = os.openpty()
    environ = {key: value for key, value in os.environ.items() if not key.endswith(("COLOR", "COLOR_FORCE"))} | {"TERM": "xterm"}

    hint = subprocess.run(
        [sys.executable, "-m", "twitchref", "--data", str(MINI), "cause", "strain"], stdout=subprocess.PIPE, stderr=inner, env=environ
    )
    data = subprocess.run(
        [sys.executable, "-m", "twitchref", "--data", str(MINI), "site", "leg"], stdout=subprocess.PIPE, stderr=inner, env=environ
    )
    os.close(inner)

    assert CODE.search(os.read(outer, 10_000).decode())
    assert (hint.returncode, hint.stdout) == (4, b"")
    assert data.returncode == 0
    assert b"\x1b" not in data.stdout
    os.close(outer)


LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")


@pytest.mark.parametrize(
    ("environ", "links"),
    [
        ({}, False),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "4205"}, False),
        ({"VTE_VERSION": "x"}, False),
        ({"KONSOLE_VERSION": "220400"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"KITTY_WINDOW_ID": "1"}, True),
        ({"WT_SESSION": "x"}, True),
        ({"VTE_VERSION": "7600", "TMUX": "x"}, False),
        ({"VTE_VERSION": "7600", "FORCE_HYPERLINK": "0"}, False),
        ({"VTE_VERSION": "7600", "NO_COLOR": "1"}, False),
        ({"VTE_VERSION": "7600", "ACCESSIBLE": "1"}, False),
    ],
)
@pytest.mark.parametrize("command", ["source good", "leg sources", "site leg --all"])
def test_an_address_is_a_link_where_the_terminal_follows_it_and_stands_there_in_letters_too(
    environ: dict[str, str], links: bool, command: str, run: Callable[..., Run]
) -> None:
    shown, bare_ = run(*command.split(), width=80, env=environ), run(*command.split(), width=80, env={**environ, "FORCE_HYPERLINK": "0"})

    assert set(LINK.findall(shown.out)) == ({"https://example.org/good", ""} if links else set())
    assert bare(LINK.sub("", shown.out)) == bare(bare_.out)
    assert "\x1b]8" not in run(*command.split(), env={**environ, "FORCE_COLOR": "1"}).out  # into a pipe
