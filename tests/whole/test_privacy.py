"""Nothing goes out, nothing is kept, nothing is asked about a person; and what is not found is not said to be harmless."""

import json
import os
import random
import re
import string
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import MINI, Run

from twitchref.cli.editing import app
from twitchref.cli.group import Group

COMMANDS = [
    "site leg", "site", "cause stress", "term myokymia", "search leg", "search xylophone", "source good", "compare ear leg", "signs",
    "sheet leg", "about", "about --schema", "check", "site legg", "site xylophone", "--version", "--help", "help exit-codes",
    "site leg --json", "site leg --format markdown",
]  # fmt: skip

# Runs the program so that a socket, or a file that would be written, is an error; but not a stream, and not /dev/null.
GUARD = """
import os, sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(f"{event} is forbidden")
    if event == "open":
        path, mode, flags = arguments
        writes = any(letter in (mode or "") for letter in "wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        if writes and path != os.devnull and not isinstance(path, int):
            raise RuntimeError(f"writing {path} is forbidden")
    if event == "sqlite3.connect" and arguments[0] != ":memory:" and "mode=ro&immutable=1" not in str(arguments[0]):
        raise RuntimeError(f"opening {arguments[0]} for writing is forbidden")
    if event in ("os.mkdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate", "tempfile.mkstemp", "tempfile.mkdtemp"):
        raise RuntimeError(f"{event} is forbidden")

from twitchref.cli.main import main
sys.dont_write_bytecode = True
sys.addaudithook(refuse)
sys.argv = ["twitchref", *sys.argv[1:]]
main()
"""


def process(*arguments: str, guarded: bool = False, data: Path = MINI, cwd: Path | str = "/", **environ: str | None) -> Run:
    """A run in a process; a variable that is None is not set at all."""
    ours = {**os.environ, "TWITCHREF_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1", **environ}
    command = [sys.executable, *(["-c", GUARD] if guarded else ["-m", "twitchref"]), *arguments]
    kept = {key: value for key, value in ours.items() if value is not None and "COLOR" not in key}
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env=kept, cwd=cwd, check=False)
    return Run(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_socket_is_opened_and_no_file_written(command: str, run: Callable[..., Run]) -> None:
    assert process(*command.split(), guarded=True) == run(*command.split())


def test_a_built_file_is_opened_so_that_nothing_is_written(tmp_path: Path) -> None:
    built = tmp_path / "mini.sqlite"
    assert process("build", str(MINI), "-o", str(built)).code == 0
    built.chmod(0o444)

    assert process("site", "leg", guarded=True, data=built) == process("site", "leg")
    assert list(tmp_path.iterdir()) == [built]


@pytest.mark.parametrize("command", ["build {mini} -o {file}", "check --schema {file}"])
def test_the_guard_of_these_tests_guards(command: str, tmp_path: Path) -> None:
    """These two are there to write, and are refused."""
    ran = process(*command.format(mini=MINI, file=tmp_path / "new").split(), guarded=True)

    assert ran.code == 1
    assert "is forbidden" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_guard_of_these_tests_refuses_sockets() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", GUARD.partition("from twitchref")[0] + "sys.addaudithook(refuse); import socket; socket.socket()"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert ran.returncode == 1
    assert ran.stderr.endswith("RuntimeError: socket.__new__ is forbidden\n")


@pytest.mark.parametrize("command", ["site leg", "about", "check"])
@pytest.mark.parametrize("home", ["none", "missing", "read-only"])
def test_a_home_is_not_needed(home: str, command: str, run: Callable[..., Run], tmp_path: Path) -> None:
    place = {"none": None, "missing": str(tmp_path / "no-such-home"), "read-only": str(tmp_path)}[home]
    if home == "read-only":
        tmp_path.chmod(0o555)
    variables: dict[str, Any] = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"))

    ran = process(*command.split(), HOME=place, **variables)

    tmp_path.chmod(0o755)
    assert ran == run(*command.split())
    assert ran.code == 0
    assert list(tmp_path.iterdir()) == []


def test_the_directory_it_is_run_from_does_not_matter(run: Callable[..., Run], tmp_path: Path) -> None:
    assert process("site", "leg", cwd="/") == process("site", "leg", cwd=tmp_path) == run("site", "leg")


def test_the_program_s_own_text_opens_no_connection() -> None:
    """Not even a module that could is imported: by no command, and by none of what it imports."""
    script = "import sys; from twitchref.cli.main import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    for command in ("site leg", "search leg --json", "about", "check"):
        ran = subprocess.run(
            [sys.executable, "-c", script, "--data", str(MINI), *command.split()], capture_output=True, encoding="utf-8", check=False
        )

        loaded = set(ran.stderr.split())
        assert loaded & {"socket", "ssl", "http.client", "urllib.request", "requests", "httpx", "ftplib", "smtplib"} == set()
        assert "twitchref.reference" in loaded or command == "check"


FORBIDDEN_OPTIONS = re.compile(
    r"age|sex|gender|sever|symptom|duration|since|pain|weight|pregnan|birth|patient|person|user|name|email|history|log"
)


def test_no_option_asks_about_a_person() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    options = {
        (name, option)
        for name in list(group.commands)
        for each in group.get_command(None, name).params
        if each.param_type_name == "option"
        for option in each.opts
    }

    assert len(options) > 40
    assert {(name, option) for name, option in options if option != "--no-pager" and FORBIDDEN_OPTIONS.search(option)} == set()


@pytest.mark.parametrize("option", ["--age", "--sex", "--severity", "--symptoms", "--duration", "--red-flags-only"])
@pytest.mark.parametrize("command", ["site leg", "cause stress", "search leg", "sheet leg"])
def test_a_person_s_data_is_refused(command: str, option: str, run: Callable[..., Run]) -> None:
    shown = run(*command.split(), option, "40")

    assert (shown.code, shown.out) == (2, "")
    assert f"No such option: {option}" in shown.err


def test_the_program_never_waits_for_keys(run: Callable[..., Run]) -> None:
    """Nothing is read from stdin, so nothing is ever asked."""
    for command in ("site leg", "site xylophone", "sheet leg", ""):
        ran = subprocess.run(
            [sys.executable, "-m", "twitchref", *command.split()],
            env=os.environ | {"TWITCHREF_DATA": str(MINI)},
            input="42\n",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert Run(ran.returncode, ran.stdout, ran.stderr) == run(*command.split())


# ------------------------------------------------------------------------------------------------ what is not found

REASSURING = re.compile(
    r"harmless|\bfine\b|nothing to worry|no need to worry|don.t worry|do not worry|\bnormal|\bsafe\b|no problem|benign|unlikely|healthy|"
    r"not (?:serious|dangerous)|\bok(?:ay)?\b|all (?:is )?well|\brelax|no cause for|reassur|no reason to|nothing wrong|minor|usually|"
    r"most(?:ly| people)",
    re.IGNORECASE,
)
SAYS_NOTHING = "This says nothing about your symptom"


def unknown_words(seed: int) -> str:
    """One to four words that no language has, now and then among words of a worried question."""
    chance = random.Random(seed)
    letters = "".join(letter for letter in string.ascii_lowercase if letter not in "aeiou") + "aeiou"
    words = ["".join(chance.choices(letters, k=chance.randint(7, 14))) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.3:
        words = [*chance.choice(["why does my", "is it dangerous when my", "should i see a doctor if my", "what is"]).split(), *words]
    return " ".join(words)


def test_hundreds_of_unknown_queries_get_no_reassuring_word(run: Callable[..., Run], real_file: Path) -> None:
    wrong = []
    codes = set()
    for seed in range(150):
        query = unknown_words(seed)
        for command in ("search", "site", "cause"):
            shown = run(command, query, data=real_file)

            codes.add(shown.code)
            said = (shown.out + shown.err).replace(query, "")
            if shown.code not in (3, 4) or REASSURING.search(said) or (shown.code == 3 and SAYS_NOTHING not in said):
                wrong.append((shown.code, command, query, said))

    assert wrong == []
    assert 3 in codes


@pytest.mark.parametrize("command", ["search", "site", "cause", "term", "sheet", "compare"])
def test_what_is_not_found_says_that_this_is_no_answer_and_when_to_get_help(command: str, run: Callable[..., Run]) -> None:
    shown = run(command, "xylophone")

    assert (shown.code, shown.out) == (3, "")
    assert "This says nothing about your symptom: a look-up that finds nothing is no answer." in shown.err
    assert "If you are worried, or it is new, getting worse or comes with weakness, ask a doctor or nurse." in shown.err
    assert not REASSURING.search(shown.err)


def test_what_is_not_found_has_no_level_score_or_probability(run: Callable[..., Run]) -> None:
    document = json.loads(run("search", "xylophone", "--json").out)

    assert set(document) == {"schema_version", "data_version", "kind", "query", "unknown_words"}


@pytest.mark.parametrize("command", ["site legg", "cause cafeine", "cause strain", "source goood"])
def test_what_is_only_near_is_named_without_a_word_about_it(command: str, run: Callable[..., Run]) -> None:
    shown = run(*command.split())

    assert shown.code == 4
    assert not REASSURING.search(shown.err)


def test_the_guard_against_reassuring_words_knows_some() -> None:
    for said in (
        "This is harmless.",
        "It is fine",
        "Nothing to worry about",
        "That's normal",
        "you are safe",
        "No problem found",
        "benign",
    ):
        assert REASSURING.search(said)
