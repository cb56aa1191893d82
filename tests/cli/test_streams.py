"""The process between its pipes: exit codes, what goes to which stream, and readers that leave, refuse or interrupt."""

import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MINI, ROOT, Run

SCRIPT = Path(sysconfig.get_path("scripts")) / "twitchref"
NO_SPACE = "twitchref: cannot write the answer (No space left on device).\n"
CLOSED = "twitchref: cannot write the answer (the output is closed).\n"
NOT_CALLED = 'No entry is called "legg". Near it:\ntwitchref site leg  Leg\n'


def environ() -> dict[str, str]:
    """The small compendium for a process, and nothing that changes how it looks."""
    ours = {"PATH": f"{SCRIPT.parent}{os.pathsep}{os.environ['PATH']}", "TWITCHREF_DATA": str(MINI), "LC_ALL": "C.UTF-8"}
    return {key: value for key, value in os.environ.items() if "COLOR" not in key and key not in ("COLUMNS", "ACCESSIBLE")} | ours


def shell(line: str) -> Run:
    ran = subprocess.run(["bash", "-c", line], capture_output=True, encoding="utf-8", env=environ(), cwd=ROOT, check=False)
    return Run(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    shutil.copytree(MINI, tmp_path / "broken")
    (tmp_path / "broken" / "sites" / "leg.yaml").write_text("name: [\n", encoding="utf-8")
    return tmp_path / "broken"


@pytest.mark.parametrize(
    ("line", "code", "on_stdout", "on_stderr"),
    [
        ("site leg", 0, True, False),
        ("", 0, True, False),
        ("--data pyproject.toml site leg", 1, False, True),
        ("sit leg", 2, False, True),
        ("site ''", 2, False, True),
        ("search xylophone", 3, False, True),
        ("cause strain", 4, False, True),
        ("search magnesum", 4, True, False),
        ("--data no-such-directory site leg", 5, False, True),
        ("--data /dev/null site leg", 5, False, True),
        ("check no-such-directory", 5, True, False),
        ("build no-such-directory -o no-such-file", 5, False, True),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_process_ends_with_its_code_and_speaks_on_one_stream(line: str, code: int, on_stdout: bool, on_stderr: bool) -> None:
    ran = shell(f"twitchref {line}")

    assert (ran.code, bool(ran.out), bool(ran.err)) == (code, on_stdout, on_stderr)


def test_data_goes_to_stdout_though_something_is_said_on_stderr(broken: Path) -> None:
    ran = shell(f"twitchref --data {broken} site ear")

    told = f"the data has 1 error(s); what they touch is left out. `twitchref --data {broken} check` names them."
    assert ran.err == f"twitchref: {told}\n"
    assert ran.out.startswith("Ear\nA twitch of the ear is mostly harmless.\n")
    assert ran.code == 0


@pytest.mark.parametrize(
    ("line", "code", "kind"),
    [
        ("site leg", 0, "site"),
        ("site", 0, "list"),
        ("cause stress", 0, "cause"),
        ("term myokymia", 0, "term"),
        ("search leg", 0, "search"),
        ("compare ear leg", 0, "comparison"),
        ("signs", 0, "signs"),
        ("sheet leg", 0, "site"),
        ("source good", 0, "source"),
        ("about", 0, "about"),
        ("check", 0, "check"),
        ("site xylophone", 3, "none"),
        ("cause xylophone", 3, "none"),
        ("term xylophone", 3, "none"),
        ("search xylophone", 3, "none"),
        ("compare xylophone", 3, "none"),
        ("sheet xylophone", 3, "none"),
        ("source xylophone", 3, "none"),
        ("site legg", 4, "near"),
        ("cause leg", 4, "near"),
        ("cause strain", 4, "several"),
        ("sheet strain", 4, "several"),
        ("compare leg legg", 4, "comparison"),
        ("compare legg", 4, "near"),
        ("source goood", 4, "near"),
        ("search magnesum", 4, "search"),
        ("check --strict", 5, "check"),
        ("check no-such-directory", 5, "check"),
        ("--data no-such-directory site leg", 5, "error"),
        ("--data no-such-directory search leg", 5, "error"),
        ("--data no-such-directory about", 5, "error"),
        ("--data pyproject.toml about", 1, "error"),
        ("site leg --jsn", 2, "error"),
        ("search", 2, "error"),
        ("legg", 2, "error"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_json_is_one_document_on_stdout_whatever_the_exit_code(line: str, code: int, kind: str, run: Callable[..., Run]) -> None:
    ran = run(*line.split(), "--json")

    assert json.loads(ran.out)["kind"] == kind
    assert ran.out.count("\n") == 1
    assert (ran.code, bool(ran.err)) == (code, kind == "error")


def test_json_stays_one_document_though_something_is_said_on_stderr(broken: Path) -> None:
    ran = shell(f"twitchref --data {broken} site ear --json")

    assert json.loads(ran.out)["id"] == "ear"
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(("stdout", "told"), [(">/dev/full", NO_SPACE), (">&-", CLOSED)])
@pytest.mark.parametrize("line", ["--data no-such-directory site leg", "site leg --jsn", "--data pyproject.toml about"])
def test_an_error_that_cannot_be_written_as_a_document_is_still_said(line: str, stdout: str, told: str) -> None:
    ran = shell(f"twitchref {line} --json {stdout}")

    assert ran.code == 1
    assert ran.err.endswith(told)
    assert len(ran.err) > len(told)


@pytest.mark.parametrize("command", ["site leg", "about --schema", "site leg --json", "--help"])
def test_the_first_line_alone_is_enough(command: str) -> None:
    """The program may be done before its reader leaves, or not: neither is worth a word."""
    first = shell(f"twitchref {command}").out.splitlines()[0]

    ran = shell(f"twitchref {command} | head -1; exit ${{PIPESTATUS[0]}}")

    assert (ran.out, ran.err) == (f"{first}\n", "")
    assert ran.code in (0, 141)


# Everything that goes to stdout, whoever writes it: an answer, help, a list, and what the framework itself prints.
PRINTED = [
    "site leg", "site leg --json", "site leg --format markdown", "sheet leg", "signs", "about --schema", "check", "check --list",
    "--version", "--help", "site --help", "help", "help site", "help exit-codes", "", "--show-completion",
]  # fmt: skip


def to_a_closed_reader(line: str) -> tuple[int, str]:
    """The exit code, and what was said on stderr, of a shell's line whose reader has left before it began."""
    reader, writer = os.pipe()
    os.close(reader)
    command = ["bash", "-c", f"{line}; exit $?"]
    ran = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, env=environ(), encoding="utf-8", check=False)
    os.close(writer)
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("command", PRINTED)
def test_a_closed_reader_is_silent(command: str) -> None:
    assert to_a_closed_reader(f"twitchref {command}") == (141, "")


def test_a_closed_reader_of_what_the_tab_key_offers_is_silent() -> None:
    assert to_a_closed_reader("COMP_WORDS='twitchref si' COMP_CWORD=1 _TWITCHREF_COMPLETE=complete_bash twitchref") == (141, "")


@pytest.mark.parametrize("command", PRINTED)
def test_a_closed_stdout_is_one_line(command: str) -> None:
    assert shell(f"twitchref {command} >&-; exit $?") == Run(1, "", CLOSED)


@pytest.mark.parametrize("command", ["site legg", "site xylophone"])
def test_a_closed_stdout_is_no_matter_where_only_a_hint_is_due(command: str) -> None:
    assert shell(f"twitchref {command} >&-") == shell(f"twitchref {command}")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("site legg", 4),
        ("site xylophone", 3),
        ("cause strain", 4),
        ("sit leg", 2),
        ("site ''", 2),
        ("--data no-such-directory site leg", 5),
    ],
)
def test_a_closed_stderr_costs_the_hint_and_nothing_else(command: str, code: int) -> None:
    """Above all, the hint does not turn up among the data."""
    assert shell(f"twitchref {command} 2>&-") == Run(code, "", "")


def test_a_closed_stderr_leaves_the_data_alone(broken: Path) -> None:
    assert shell("twitchref site leg 2>&-") == shell("twitchref site leg")
    assert shell(f"twitchref --data {broken} site ear 2>&-").out == shell(f"twitchref --data {broken} site ear").out


@pytest.mark.parametrize("command", ["site leg", "site legg"])
def test_without_any_stream_there_is_still_an_exit_code(command: str) -> None:
    assert shell(f"twitchref {command} <&- >&- 2>&-") == Run(1 if command == "site leg" else 4, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", PRINTED)
def test_a_full_disk_is_one_line(command: str) -> None:
    assert shell(f"twitchref {command} >/dev/full; exit $?") == Run(1, "", NO_SPACE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    ("command", "code"), [("site legg", 4), ("site xylophone", 3), ("sit leg", 2), ("--data no-such-directory site leg", 5)]
)
def test_a_hint_that_cannot_be_written_does_not_change_the_exit_code(command: str, code: int) -> None:
    assert shell(f"twitchref {command} 2>/dev/full") == Run(code, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_two_full_disks_are_no_traceback() -> None:
    assert shell("twitchref site leg >/dev/full 2>/dev/full") == Run(1, "", "")


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="the size of a pipe is Linux's to set")
@pytest.mark.parametrize("command", ["source good --json", "about --schema"])
def test_ctrl_c_is_130_and_silent(command: str) -> None:
    """The signal comes while the program waits for a reader of the smallest pipe there is."""
    reader, writer = os.pipe()
    assert fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096) == 4096
    process = subprocess.Popen([SCRIPT, *command.split()], stdout=writer, stderr=subprocess.PIPE, env=environ(), encoding="utf-8")
    os.close(writer)

    assert select.select([reader], [], [], 60)[0]
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    os.close(reader)
    assert (process.returncode, said) == (130, "")
