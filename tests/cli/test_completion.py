"""The Tab key: commands, options and the ids of the data in use, in three shells; never an error."""

import os
import re
import shutil
import subprocess
import sysconfig
from itertools import product
from pathlib import Path

import pytest
import typer
from conftest import MINI, Run

from twitchref.build import build
from twitchref.cli.commands import app
from twitchref.cli.run import Group

SCRIPT = Path(sysconfig.get_path("scripts")) / "twitchref"
SHELLS = ("bash", "zsh", "fish")


def environ(**ours: str) -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "TWITCHREF_DATA" and "COLOR" not in key} | ours


def tab(line: str, shell: str = "bash", **ours: str) -> Run:
    """What the program tells a shell whose Tab key was pressed at the end of the line."""
    words = line.split(" ")
    asked = {
        "_TWITCHREF_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line.replace(" ", "\n"),
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    ran = subprocess.run([SCRIPT], capture_output=True, encoding="utf-8", env=environ(**asked, **ours), check=False)
    return Run(ran.returncode, ran.stdout, ran.stderr)


def offered(line: str, shell: str = "bash", **ours: str) -> list[str]:
    """The words that are offered there."""
    code, out, err = tab(line, shell, **ours)

    assert (code, err) == (0, "")
    if shell == "zsh":
        return re.findall(r'^(?:_arguments \'\*: :\(\()?"([^"]+)"', out, re.MULTILINE)
    return [word.split("\t")[0] for word in out.splitlines() if word]


def commands() -> list[str]:
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    return group.list_commands(None)


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_are_offered(shell: str) -> None:
    assert offered("twitchref ", shell) == commands()


def test_commands_that_begin_so_are_offered() -> None:
    assert offered("twitchref s") == [name for name in commands() if name.startswith("s")]
    assert offered("twitchref xyz") == []


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("site ", ["ear", "leg", "lip"]),
        ("site l", ["leg", "lip"]),
        ("site xyz", []),
        ("cause ", ["caffeine", "low-calcium", "magnesium-deficiency", "nerve-disease", "overexertion", "restless-legs", "stress"]),
        ("term ", ["myokymia"]),
        ("source ", ["article", "good"]),
        ("compare ear l", ["leg", "lip"]),
        ("sheet e", ["ear"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_ids_are_offered(line: str, ids: list[str]) -> None:
    assert offered(f"twitchref --data {MINI} {line}") == ids


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("--", ["--data", "--color", "--version", "--debug", "--help"]),
        ("site --", ["--format", "--json", "--no-pager", "--data", "--color", "--help"]),
        ("search --li", ["--limit"]),
        ("check --", ["--format", "--json", "--select", "--strict", "--list", "--schema", "--data", "--help"]),
        ("build --", ["--output", "--help"]),
        ("site leg --format ", ["text", "json", "markdown"]),
        ("search leg --in ", ["site", "cause", "term"]),
        ("--color ", ["auto", "always", "never"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_options_and_their_values_are_offered(line: str, options: list[str]) -> None:
    found = offered(f"twitchref {line}")

    assert [option for option in found if option not in ("--install-completion", "--show-completion")] == options


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize("line", ["site l", "site --"])
def test_other_shells_are_offered_what_bash_is(line: str, shell: str) -> None:
    assert offered(f"twitchref --data {MINI} {line}", shell) == offered(f"twitchref --data {MINI} {line}")


@pytest.mark.parametrize("line", ["--data {data} cause st", "cause --data {data} st", "cause --data={data} st", "--data={data} cause st"])
def test_ids_are_those_of_the_data_named_before_or_after_the_command(line: str) -> None:
    assert offered("twitchref " + line.format(data=MINI)) == ["stress"]


def test_ids_are_those_of_the_data_named_by_the_environment() -> None:
    assert offered("twitchref cause st", TWITCHREF_DATA=str(MINI)) == ["stress"]
    assert offered(f"twitchref --data {MINI} cause st", TWITCHREF_DATA="no-such-directory") == ["stress"]


def test_ids_of_a_built_file_are_offered(tmp_path: Path) -> None:
    assert build(MINI, tmp_path / "mini.sqlite")[1] == []

    assert offered(f"twitchref --data {tmp_path / 'mini.sqlite'} cause st") == ["stress"]


def test_without_data_named_the_program_s_own_ids_are_offered() -> None:
    assert {"ear", "lip", "leg"} < set(offered("twitchref site "))


@pytest.mark.parametrize(
    ("broken", "shell"), [*product(["missing"], SHELLS), *product(["empty", "bad", "damaged", "unreadable"], ["bash"])], ids=str
)
def test_with_broken_data_the_key_does_nothing(broken: str, shell: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    if broken == "empty":
        data.mkdir()
    elif broken == "bad":
        (data / "sites").mkdir(parents=True)
        (data / "sites" / "leg.yaml").write_text("name: [\n", encoding="utf-8")
    elif broken == "damaged":
        assert build(MINI, data)[1] == []
        with data.open("r+b") as file:
            file.truncate(5000)
    elif broken == "unreadable":
        data.write_text("not a data file", encoding="utf-8")

    code, out, err = tab(f"twitchref --data {data} site ", shell)

    assert (code, err) == (0, "")
    assert out.strip() == ("_files" if shell == "zsh" else "")


@pytest.mark.parametrize("line", ["no-such-command ", "site --no-such-option ", "site leg --format xml ", "search ", "site 'un", "--data"])
def test_an_odd_line_is_no_error(line: str) -> None:
    code, _, err = tab(f"twitchref {line}")

    assert (code, err) == (0, "")


def test_broken_data_with_an_entry_that_can_be_read_offers_that_and_says_nothing(tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "data")
    (tmp_path / "data" / "sites" / "leg.yaml").write_text("name: [\n", encoding="utf-8")

    assert offered(f"twitchref --data {tmp_path / 'data'} site ") == ["ear", "lip"]


def test_bash_itself_completes_with_the_script_that_is_shown() -> None:
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    script = f"""
        PATH={SCRIPT.parent}:$PATH
        eval "$(twitchref --show-completion bash)"
        complete -p twitchref >/dev/null || exit 9
        COMP_WORDS=(twitchref cause st) COMP_CWORD=2
        _twitchref_completion twitchref
        echo "${{COMPREPLY[@]}}"
    """
    ran = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", env=environ(TWITCHREF_DATA=str(MINI)), check=False)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "stress\n", "")
