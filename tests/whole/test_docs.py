"""The documents are true: what they show is what the program prints, what they list is what there is, and their examples work.

`pytest tests/whole/test_docs.py --update-golden` writes the outputs in README.md and the messages in CONTRIBUTING.md anew.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from conftest import DATA, ROOT, Run, undated

from twitchref import __version__, texts
from twitchref.checking.check import check
from twitchref.cli.editing import app
from twitchref.cli.group import Group
from twitchref.store import reader as store
from twitchref.store import sql

PINS = "tests/constraints.txt"
README, CONTRIBUTING, FORMAT = ROOT / "README.md", ROOT / "CONTRIBUTING.md", DATA / "README.md"
MANY = re.MULTILINE | re.DOTALL


def _blocks(document: Path, language: str) -> list[str]:
    """The fenced blocks of a language, without the indent that they have in a list."""
    found = re.finditer(rf"^( *)```{language}\n(.*?)^\1```$", document.read_text(encoding="utf-8"), MANY)
    return [re.sub(rf"^{match[1]}", "", match[2], flags=re.MULTILINE) for match in found]


def _of_any_data(text: str) -> str:
    """The text without what depends on the data's version, which every edit changes, or on the day."""
    return re.sub(r"\b\d{4}\.\d\d\.\d\d\+[0-9a-f]{8}\b", "DATA-VERSION", undated(text))


def _printed(command: str, **env: str) -> str:
    """What a reader sees who types a command in the checkout."""
    env |= {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": os.environ.get("HOME", "/")}
    ran = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    return ran.stdout


def test_what_the_readme_shows_on_the_console_is_what_the_program_prints(request: pytest.FixtureRequest, real_file: Path) -> None:
    def shown(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.+)$", block[1], re.MULTILINE)
        assert commands, "a console block begins with a command"
        return "```console\n" + "".join(f"$ {command}\n{_printed(command, TWITCHREF_DATA=str(real_file))}" for command in commands) + "```"

    text = README.read_text(encoding="utf-8")
    true = re.sub(r"^```console\n(.*?)^```$", shown, text, flags=MANY)
    if request.config.getoption("--update-golden"):
        README.write_text(true, encoding="utf-8")
        text = true

    assert text.count("\n$ twitchref ") >= 3
    assert _of_any_data(true) == _of_any_data(text)


def test_the_first_two_shell_blocks_are_the_two_commands_of_one_line(run: Callable[..., Run]) -> None:
    install, test = _blocks(README, "sh")[:2]

    assert install.count("\n") == test.count("\n") == 1
    assert install.endswith(" && .venv/bin/twitchref site leg\n")
    assert test.endswith(" && .venv/bin/pytest -q -n auto\n")


def test_the_second_of_them_installs_and_builds_with_nothing_but_what_is_pinned() -> None:
    """pip 25.3 and later has a setting of its own for what it builds with; before, one setting was for both."""
    assert f"PIP_CONSTRAINT={PINS} PIP_BUILD_CONSTRAINT={PINS} .venv/bin/pip install" in _blocks(README, "sh")[1]


def test_ci_runs_the_second_of_them_word_for_word() -> None:
    """.ci/run takes it out of the README itself; this is the line that it would run."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (taking,) = re.findall(r"^tests=\$\((awk .*)\)$", script, re.MULTILINE)

    assert _blocks(README, "sh")[1] == _printed(taking)
    assert 'bash -c "$tests"' in script


def _commands() -> dict[str, set[str]]:
    """Every command with its options; the program's own under no name."""
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    context = typer.Context(group)
    every = {"": group} | {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: {each.opts[0] for each in command.params if each.param_type_name == "option"} for name, command in every.items()}


def test_the_readme_names_every_command_in_its_order_and_no_option_that_is_not_there() -> None:
    """What an option does, `--help` says; of another program's, as pip's, the README says nothing but in its first two commands."""
    text = README.read_text(encoding="utf-8")
    for block in _blocks(README, "sh")[:2]:
        text = text.replace(block, "")
    commands = _commands()
    options = {option for each in commands.values() for option in [*each, "--help"]}

    assert list(commands)[1:] == [row for row in re.findall(r"^\| `twitchref (\w+)", text, re.MULTILINE) if row in commands]
    assert not {*re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)} - options


def test_the_exit_codes_of_the_readme_are_those_of_help() -> None:
    """Each with the first words that help has for it; help has the others."""
    (told,) = re.findall(r"The exit code is (.+?), and `twitchref help exit-codes`", " ".join(README.read_text(encoding="utf-8").split()))
    meanings = dict(texts.HELP_TOPICS["exit-codes"])

    shown = re.findall(r"(\d+) when (?:something is only |something was |nothing was)(\w*)", told)
    assert shown == [("0", "found"), ("3", ""), ("4", "near")]
    assert [meanings[code].split()[0].strip(",") for code, _ in shown] == ["found", "nothing", "near"]


def test_the_readme_is_one_page_in_the_order_of_a_newcomer_s_questions() -> None:
    text = README.read_text(encoding="utf-8")

    assert re.findall("^##+ (.+)$", text, re.MULTILINE) == [
        "What it is", "Install", "Look something up", "Read an answer", "For programs", "In Python", "In a browser", "Edit the data",
        "Speed", "What it is not",
    ]  # fmt: skip
    assert len(text.splitlines()) <= 190


def _said(document: Path) -> list[str]:
    """Its words, without marks; a code block, and the end of a paragraph, list item or row of a table, is an empty one."""
    text = re.sub(r"^( *)```.*?^\1```$", "\n\n", document.read_text(encoding="utf-8"), flags=MANY)
    parts = re.split(r"\n\n|\n(?=[-|#] ?)| \| ", text.lower())
    return [word for part in parts for word in ["", *re.findall(r"[^\W_]+", part)]]


@pytest.mark.parametrize(("one", "other"), [(README, CONTRIBUTING), (README, FORMAT), (CONTRIBUTING, FORMAT)])
def test_nothing_stands_in_two_documents(one: Path, other: Path) -> None:
    """No eight words in a row, so no sentence of eight, and no code block."""

    def runs(document: Path) -> set[str]:
        words = _said(document)
        return {" ".join(run) for run in (words[start : start + 8] for start in range(len(words) - 7)) if "" not in run}

    assert runs(one) & runs(other) == set()
    assert len(runs(one)) > 500
    blocks, others = (re.findall(r"^( *)```\w*\n(.*?)^\1```$", each.read_text(encoding="utf-8"), MANY) for each in (one, other))
    assert [block for _, block in blocks if any(block in each for _, each in others)] == []


def test_the_purpose_is_the_same_sentence_everywhere(run: Callable[..., Run]) -> None:
    written = re.sub(r"^```console\n.*?^```$", "", README.read_text(encoding="utf-8"), flags=MANY)

    for told in (written, run("--help").out, run("about").out, run("site", "leg").out):
        assert " ".join(told.split()).count(texts.PURPOSE) == 1


@pytest.mark.parametrize("word", ["diagnose", "symptom checker", "find out what you have", "should i worry", "best match"])
def test_no_document_promises_what_a_reference_cannot_do(word: str, run: Callable[..., Run]) -> None:
    for told in (*(path.read_text(encoding="utf-8") for path in (README, CONTRIBUTING, FORMAT)), run("--help").out, run("about").out):
        assert word not in told.casefold()


def test_the_store_describes_each_of_its_tables_and_views(real_file: Path) -> None:
    """But for those that SQLite keeps a full-text index in."""
    names = {name for (name,) in store.open(real_file).rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    described = re.findall(r"^    (\w+) +\S", sql.__doc__ or "", re.MULTILINE)

    assert {name for name in names if not re.search("_(?:config|content|data|docsize|idx)$", name)} == set(described)


MISTAKES = {
    "E206": ("causes/loud-sound.yaml", "certainty: moderate", "certainty: certain"),
    "E201": ("causes/loud-sound.yaml", "\nsummary:", "\nsumary:"),
    "E302": ("causes/loud-sound.yaml", "[westcott-2013", "[wescott-2013"),
    "E301": ("sites/ear.yaml", "cause: loud-sound", "cause: loud-noise"),
}


def test_contributing_shows_the_messages_that_an_editor_meets(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    lines = []
    for code, (file, right, wrong) in MISTAKES.items():
        whole = (data / file).read_text(encoding="utf-8")
        assert right in whole
        (data / file).write_text(whole.replace(right, wrong, 1), encoding="utf-8")
        lines += [str(problem) for problem in check(data, "2026-11-24")[1] if problem.code == code]
        (data / file).write_text(whole, encoding="utf-8")

    (shown,) = [block for block in _blocks(CONTRIBUTING, "text") if " error E" in block]
    if request.config.getoption("--update-golden"):
        text = CONTRIBUTING.read_text(encoding="utf-8")
        CONTRIBUTING.write_text(text.replace(shown.rstrip(), "\n".join(lines)), encoding="utf-8")
        (shown,) = [block for block in _blocks(CONTRIBUTING, "text") if " error E" in block]

    assert len(MISTAKES) == len(lines)
    assert lines == shown.splitlines()


def test_contributing_names_tools_that_are_there() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    paths = re.findall(r"`(?:python )?((?:tests|data|twitchref|\.ci)/[\w/.-]+)`", text)

    assert len(paths) > 4
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_the_changelog_has_an_entry_for_this_version() -> None:
    newest = re.search(r"^## (?!Unreleased$)(.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert newest
    assert re.fullmatch(rf"{re.escape(__version__)} - \d{{4}}-\d\d-\d\d", newest[1])
