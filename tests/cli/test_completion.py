"""The Tab key: commands, options and the ids of the data in use, in three shells; never an error."""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
import typer
from conftest import MINI, Run
from edits import break_off

from twitchref.build import build
from twitchref.cli import completion
from twitchref.cli.editing import app
from twitchref.cli.group import Group

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
    }
    ran = subprocess.run([SCRIPT], capture_output=True, encoding="utf-8", env=environ(**asked, **ours), check=False)
    return Run(ran.returncode, ran.stdout, ran.stderr)


def offered(line: str, shell: str = "bash", **ours: str) -> list[str]:
    """The words that are offered there."""
    code, out, err = tab(line, shell, **ours)

    assert (code, err) == (0, "")
    if shell == "zsh":
        return [line.split(":")[0] for line in out.splitlines()]
    return [word.split("\t")[0] for word in out.splitlines() if word]


def commands() -> list[str]:
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    return list(group.commands)


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
        ("compare ear l", ["leg", "lip", "low-calcium"]),
        ("site L", ["Leg", "Lip"]),
        ("cause MAG", ["MAGnesium-deficiency"]),
        ("cause restless l", ["legs"]),
        ("cause restless legs m", ["mechanism"]),
        ("site leg ", ["twitch", "help", "summary", "causes", "rarer", "pattern", "treatment", "unknown", "names", "sources"]),
        ("site leg ca", ["causes"]),
        ("site xyz ca", []),
        ("le", ["leg"]),
        ("LE", ["LEg"]),
        ("xyz", []),
        ("sheet e", ["ear"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_ids_are_offered(line: str, ids: list[str]) -> None:
    assert offered(f"twitchref --data {MINI} {line}") == ids


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("--", ["--data", "--color", "--format", "--json", "--all", "--no-pager", "--version", "--debug", "--help"]),
        ("site --", ["--data", "--color", "--format", "--json", "--all", "--no-pager", "--help"]),
        ("search --li", ["--limit"]),
        (
            "check --",
            [
                "--format",
                "--json",
                "--select",
                "--strict",
                "--list",
                "--schema",
                "--examined",
                "--explain",
                "--fix",
                "--yes",
                "--data",
                "--help",
            ],
        ),
        ("build --", ["--output", "--help"]),
        ("new ", ["site", "cause", "term", "sign", "source"]),
        ("new si", ["site", "sign"]),
        ("new cause --", ["--data", "--help"]),
        ("site leg --format ", ["text", "json", "markdown", "html"]),
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
    elif broken == "unreadable":
        data.write_text("not a data file", encoding="utf-8")
    break_off(broken, data)

    assert Run(0, "", "") == tab(f"twitchref --data {data} site ", shell)


@pytest.mark.parametrize("line", ["no-such-command ", "site --no-such-option ", "site leg --format xml ", "search ", "site 'un", "--data"])
def test_an_odd_line_is_no_error(line: str) -> None:
    code, _, err = tab(f"twitchref {line}")

    assert (code, err) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["--data ", "check ", "build d", "build data -o ", "web --output f", "check --schema "])
def test_where_a_file_may_stand_the_shell_is_told_so(line: str, shell: str) -> None:
    assert Run(1, "", "") == tab(f"twitchref {line}", shell)


@pytest.mark.parametrize("line", ["about x", "search x", "site leg --limit x", "search leg --limit x"])
def test_where_none_may_stand_nothing_is_offered(line: str) -> None:
    assert Run(0, "", "") == tab(f"twitchref {line}")


@pytest.mark.parametrize("asked", [{}, {"COMP_WORDS": "twitchref s"}, {"COMP_WORDS": "twitchref s", "COMP_CWORD": "x"}], ids=str)
def test_a_shell_that_asks_in_another_way_is_told_nothing(asked: dict[str, str]) -> None:
    env = environ(_TWITCHREF_COMPLETE="complete_zsh", **asked)
    ran = subprocess.run([SCRIPT], capture_output=True, encoding="utf-8", env=env, check=False)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


HOME_FILES = {
    "bash": (".bash_completions/twitchref.sh", ".bashrc"),
    "zsh": (".zfunc/_twitchref", ".zshrc"),
    "fish": (".config/fish/completions/twitchref.fish", None),
}


def teach(home: Path | str, before: str = "") -> Run:
    """`--install-completion`, started by bash."""
    line = f"{before}\n{SCRIPT} --install-completion; exit $?"
    env = environ(HOME=str(home), PYTHONDONTWRITEBYTECODE="1")
    ran = subprocess.run(["bash", "-c", line], capture_output=True, encoding="utf-8", env=env, check=False)
    return Run(ran.returncode, ran.stdout, ran.stderr)


def files(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_bash_is_taught_and_told_where(tmp_path: Path) -> None:
    script = tmp_path / ".bash_completions" / "twitchref.sh"
    (tmp_path / ".bashrc").write_bytes(b"export CAF\xc9=1")

    ran = teach(tmp_path)

    assert Run(0, f"bash completion installed in {script}\nIt works in every bash that you start from now on.\n", "") == ran
    assert (tmp_path / ".bashrc").read_bytes() == f"export CAF\udcc9=1\nsource '{script}'\n".encode(errors="surrogateescape")
    assert files(tmp_path).keys() == {".bashrc", ".bash_completions/twitchref.sh"}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_that_is_taught_twice_knows_it_once(shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    completion.install(shell)
    once = files(tmp_path)

    completion.install(shell)

    assert once == files(tmp_path)
    assert once.keys() == {name for name in HOME_FILES[shell] if name}


def test_a_taught_bash_completes(tmp_path: Path) -> None:
    home = tmp_path / "it's home"
    home.mkdir()
    assert teach(home).code == 0
    script = f'. "$HOME/.bashrc"; PATH={SCRIPT.parent}:$PATH; COMP_WORDS=(twitchref cau) COMP_CWORD=1; _twitchref_completion twitchref'
    line = ["bash", "-c", f'{script}; echo "${{COMPREPLY[@]}}"']
    ran = subprocess.run(line, capture_output=True, encoding="utf-8", env=environ(HOME=str(home)), check=False)

    assert (ran.stdout, ran.stderr) == ("cause\n", "")


@pytest.mark.parametrize("home", ["", "relative", None], ids=repr)
def test_a_person_without_a_home_is_told_so(
    home: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in a container whose user stands in no list."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOME") if home is None else monkeypatch.setenv("HOME", home)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)

    with pytest.raises(typer.Exit) as ended:
        completion.install("bash")

    assert ended.value.exit_code == 1
    assert capsys.readouterr().err == "twitchref: cannot install completion: HOME: there is no home directory; set HOME.\n"
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    ("blocked", "by", "why"),
    [
        (".", "a file", "Not a directory"),
        (".bashrc", "a directory", "Is a directory"),
        (".bash_completions", "a file", "File exists"),
        (".bash_completions/twitchref.sh", "a directory", "Is a directory"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_nothing_is_half_written(blocked: str, by: str, why: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    if blocked != ".":
        (home / blocked).parent.mkdir(parents=True)
    if blocked.startswith(".bash_"):
        (home / ".bashrc").write_bytes(b"mine\n")
    (home / blocked).mkdir() if by == "a directory" else (home / blocked).write_bytes(b"other\n")
    before = files(tmp_path)

    code, out, err = teach(home)

    assert re.fullmatch(rf"twitchref: cannot install completion: {re.escape(str(home))}/[\w./]+: {why}\.\n", err)
    assert (code, out) == (1, "")
    assert before == files(tmp_path)


def test_a_start_up_file_that_the_disk_has_no_room_for_stays_as_it_was(tmp_path: Path) -> None:
    """The limit is 1 KiB a file: of the line that is added, four bytes fit."""
    (tmp_path / ".bashrc").write_bytes(b"#" * 1019 + b"\n")

    assert Run(1, "", f"twitchref: cannot install completion: {tmp_path}/.bashrc: no room is left.\n") == teach(tmp_path, "ulimit -f 1")
    assert (tmp_path / ".bashrc").read_bytes() == b"#" * 1019 + b"\n"


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize(("found", "said"), [(None, "which shell this is cannot be seen"), ("tcsh", "this is tcsh")])
def test_a_shell_that_cannot_be_taught_is_one_line(
    option: str, found: str | None, said: str, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: found)

    assert Run(1, "", f"twitchref: there is completion for bash, zsh and fish; {said}.\n") == run(option)


def test_broken_data_with_an_entry_that_can_be_read_offers_that_and_says_nothing(tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "data")
    (tmp_path / "data" / "sites" / "leg.yaml").write_text("name: [\n", encoding="utf-8")

    assert offered(f"twitchref --data {tmp_path / 'data'} site ") == ["ear", "lip"]


def test_bash_itself_completes_with_the_script_that_is_shown() -> None:
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    script = f"""
        PATH={SCRIPT.parent}:$PATH
        eval "$(twitchref --show-completion)"
        complete -p twitchref >/dev/null || exit 9
        COMP_WORDS=(twitchref cause st) COMP_CWORD=2
        _twitchref_completion twitchref
        echo "${{COMPREPLY[@]}}"
    """
    ran = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", env=environ(TWITCHREF_DATA=str(MINI)), check=False)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "stress\n", "")
