"""Help on every screen, and the manual page that is made of it."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import ROOT, Run

from twitchref import __version__
from twitchref.cli.editing import app
from twitchref.cli.group import EDITING, Group
from twitchref.cli.manual import manual
from twitchref.texts import HELP_TOPICS, PURPOSE, REPORT

GROUP = typer.main.get_command(app)
assert isinstance(GROUP, Group)
COMMANDS = {name: GROUP.get_command(None, name) for name in list(GROUP.commands)}
FIRST_SENTENCES = {name: command.help.partition("\n")[0] for name, command in COMMANDS.items()}
ENVIRONMENT = [
    "TWITCHREF_DATA", "TWITCHREF_NO_COLOR", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM_PROGRAM",
    "FORCE_HYPERLINK", "TERM", "ACCESSIBLE", "COLUMNS",
    "PAGER", "LESS", "HOME",
]  # fmt: skip
EXIT_CODES = ["0", "1", "2", "3", "4", "5", "130", "141"]
EXAMPLES = ["twitchref leg ", "twitchref leg causes", "twitchref search dopamine"]


def options(command: Any) -> list[str]:
    own = [name for each in command.params if each.param_type_name == "option" for name in each.opts]
    return [*own, "-h", "--help"]


def words(text: str) -> str:
    return " ".join(text.split())


def plain(roff: str) -> str:
    """The page as it reads, near enough: without requests and escapes."""
    lines = (line for line in roff.splitlines() if not line.startswith((".nf", ".fi")))
    return "\n".join(re.sub(r"^\.(SH|SS|TH) ", "", line).replace(r"\&", "").replace(r"\-", "-").replace(r"\(aq", "'") for line in lines)


def section(name: str) -> str:
    """The text under a heading of the manual."""
    found = re.search(rf"^\.SH {name}\n(.*?)(?=^\.SH |\Z)", manual(), re.MULTILINE | re.DOTALL)
    assert found
    return plain(found[1])


def test_the_manual_has_the_sections_that_readers_look_for() -> None:
    headings = re.findall(r"^\.SH (.+)$", manual(), re.MULTILINE)

    assert headings == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "OUTPUT", "PURPOSE", "REPORTING BUGS",
    ]  # fmt: skip


def test_the_manual_bears_the_version_and_its_day_as_the_changelog_has_them() -> None:
    found = re.search(rf"^## {re.escape(__version__)} - (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert found
    assert manual().startswith(f'.TH TWITCHREF 1 "{found[1]}" "twitchref {__version__}" "User Commands"\n')


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_tells_of_every_command_and_its_options(name: str) -> None:
    found = re.search(rf"^\.SS {name}\n(.*?)(?=^\.S[SH] )", manual(), re.MULTILINE | re.DOTALL)

    assert found
    told = plain(found[1])
    assert words(FIRST_SENTENCES[name] or "") in words(told)
    assert [option for option in options(COMMANDS[name]) if not re.search(rf"(?<![\w-]){option}(?![\w-])", told)] == []


def test_the_manual_tells_of_the_options_before_a_command() -> None:
    told = section("OPTIONS")

    assert [option for option in options(GROUP) if not re.search(rf"(?<![\w-]){option}(?![\w-])", told)] == []


def test_the_manual_tells_of_every_exit_code() -> None:
    assert re.findall(r"^ *(\d+) ", section("EXIT STATUS"), re.MULTILINE) == EXIT_CODES


def test_the_manual_tells_of_every_variable_of_the_environment() -> None:
    told = section("ENVIRONMENT")

    assert [name for name in ENVIRONMENT if not re.search(rf"(?<!\w){name}(?!\w)", told)] == []


def test_no_variable_is_read_that_the_manual_is_silent_about() -> None:
    """What the program asks the environment for, found in its own text, but for what a shell whose Tab key is pressed tells it."""
    package = ROOT / "twitchref"
    source = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    read = set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', source))

    assert read - set(ENVIRONMENT) == {"_TWITCHREF_COMPLETE", "COMP_WORDS", "COMP_CWORD"}
    assert {"TWITCHREF_DATA", "ACCESSIBLE", "PAGER", "COLUMNS"} <= read


def test_the_manual_tells_of_every_format_and_ends_with_purpose_and_reports() -> None:
    assert re.findall(r"^ {0,4}(\w+)  ", section("OUTPUT"), re.MULTILINE) == ["text", "json", "markdown", "html"]
    assert words(section("PURPOSE")) == PURPOSE
    assert words(section("REPORTING BUGS")) == REPORT


def test_no_line_of_the_manual_is_a_request_by_mistake() -> None:
    """A line of text that begins with a dot or a quote would be read as an order to the formatter."""
    known = (".TH ", ".SH ", ".SS ", ".nf", ".fi")

    assert [line for line in manual().splitlines() if line.startswith((".", "'")) and not line.startswith(known)] == []
    assert [line for line in manual().splitlines() if re.search(r"\\(?![&e-]|\(aq)", line)] == []


@pytest.mark.parametrize("warnings", [["-ww"], ["-ww", "-rLL=78n"]], ids=["as set up", "on 80 columns"])
def test_groff_sets_the_manual_without_a_warning(warnings: list[str]) -> None:
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    ran = subprocess.run(
        ["groff", "-man", "-Tutf8", "-P-c", "-P-b", "-P-u", *warnings], input=manual(), capture_output=True, encoding="utf-8", check=False
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    assert [name for name in COMMANDS if not re.search(rf"^   {name}$", ran.stdout, re.MULTILINE)] == []
    assert words(PURPOSE) in words(ran.stdout)
    assert [line for line in ran.stdout.splitlines() if len(line) > 80] == []


def test_man_shows_the_manual_without_a_warning(tmp_path: Path) -> None:
    if not shutil.which("man") or not subprocess.run(["man", "--version"], capture_output=True, check=False).stdout.startswith(b"man 2"):
        pytest.skip("man-db, which shows a page that is not installed, is not installed")
    page = tmp_path / "twitchref.1"
    page.write_text(manual(), encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name not in ("LESS", "MANWIDTH", "MANOPT", "MANROFFOPT")}
    env |= {"MANPAGER": "cat", "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "HOME": str(tmp_path)}
    ran = subprocess.run(["man", "--warnings", "-l", page], env=env, capture_output=True, encoding="utf-8", check=False)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("TWITCHREF(1) ")
    assert [name for name in COMMANDS if not re.search(rf"^   {name}$", ran.stdout, re.MULTILINE)] == []


def test_mandoc_sets_the_manual_without_a_warning() -> None:
    if not shutil.which("mandoc"):
        pytest.skip("mandoc is not installed")
    ran = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=manual(), capture_output=True, encoding="utf-8", check=False)

    assert (ran.returncode, ran.stdout) == (0, "")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("asked", ["{name} --help", "{name} -h", "help {name}"])
def test_help_on_a_command_is_had_in_three_ways(asked: str, name: str, run: Callable[..., Run]) -> None:
    shown = run(*asked.format(name=name).split())

    assert (shown.code, shown.err) == (0, "")
    assert words(FIRST_SENTENCES[name] or "") in words(shown.out)
    assert [option for option in options(COMMANDS[name]) if option not in shown.out] == []
    assert "..." not in re.sub(r"[A-Z\])}]\.\.\.", "", shown.out)


@pytest.mark.parametrize("width", [40, 80])
def test_help_on_a_command_is_the_same_on_every_screen(width: int, run: Callable[..., Run]) -> None:
    assert [name for name in COMMANDS if run("help", name, width=width) != run(name, "--help", width=width)] == []


@pytest.mark.parametrize("width", [None, 40, 80])
@pytest.mark.parametrize("topic", HELP_TOPICS)
def test_a_topic_tells_every_row(topic: str, width: int | None, run: Callable[..., Run]) -> None:
    shown = run("help", topic, width=width)

    assert (shown.code, shown.err) == (0, "")
    assert [f"{term} {meaning}" for term, meaning in HELP_TOPICS[topic] if f"{term} {meaning}" not in words(shown.out)] == []


def test_no_help_on_what_is_not_there(run: Callable[..., Run]) -> None:
    shown = run("help", "nothing")

    assert (shown.code, shown.out) == (2, "")
    assert words(
        "there is no help on 'nothing'; there is on every command and on options, sections, exit-codes, environment, formats"
    ) in words(shown.err)


@pytest.mark.parametrize("arguments", [(), ("help",), ("-h",), ("--help",)], ids=["nothing", "help", "-h", "--help"])
def test_the_first_help_is_had_in_four_ways_with_exit_code_0(arguments: tuple[str, ...], run: Callable[..., Run]) -> None:
    shown = run(*arguments)

    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("Usage: twitchref [OPTIONS] NAME | COMMAND [ARGS]...\n")
    assert shown == run()


def test_the_first_help_starts_with_examples(run: Callable[..., Run]) -> None:
    lines = run("--help", width=80).out.splitlines()

    examples = [number for number, line in enumerate(lines) if line.strip().startswith(tuple(EXAMPLES))]
    assert len(examples) == len(EXAMPLES)
    assert max(examples) < min(number for number, line in enumerate(lines) if line.startswith(("Options:", "Commands:")))
    assert max(examples) <= 6


def test_the_examples_of_the_first_help_find_something(run: Callable[..., Run], real_file: Path) -> None:
    assert [run(*example.split()[1:], data=real_file).code for example in EXAMPLES] == [0, 0, 0]


def test_the_first_help_fits_one_screen(run: Callable[..., Run]) -> None:
    """24 lines of 80 columns, as a terminal has them when it opens."""
    lines = run("--help", width=80).out.splitlines()

    assert [line for line in lines if len(line) > 80] == []
    assert len(lines) <= 24


@pytest.mark.parametrize("width", [20, 40, 80, None])
def test_the_first_help_names_every_command_and_cuts_nothing(width: int | None, run: Callable[..., Run]) -> None:
    shown = run("--help", width=width).out

    assert [name for name in COMMANDS if not re.search(rf"^ +{name}\b|^For editors: [^(]*\b{name}\b", shown, re.MULTILINE)] == []
    for_all = [first for name, first in FIRST_SENTENCES.items() if name not in EDITING]
    assert [first for first in for_all if width != 20 and words(first or "") not in words(shown)] == []
    assert "..." not in re.sub(r"[A-Z\])}]\.\.\.", "", shown)


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_narrow_screen_no_option_s_name_is_cut(name: str, width: int, run: Callable[..., Run]) -> None:
    shown = run(name, "--help", width=width).out

    assert [option for option in options(COMMANDS[name]) if not re.search(rf"(?<![\w-]){option}(?![\w-])", shown)] == []
    assert "…" not in shown


def test_help_says_where_to_read_on(run: Callable[..., Run]) -> None:
    assert run("site", "--jsn").err.splitlines()[1] == "Try 'twitchref site -h' for help."
    assert "exit-codes" in words(run("--help").out)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("sit", "leg"), "twitchref site"),
        (("serach", "leg"), "twitchref search"),
        (("abuot",), "twitchref about"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_misspelt_command_is_told_what_may_be_meant_and_not_run(typed: tuple[str, ...], meant: str, run: Callable[..., Run]) -> None:
    shown = run(*typed)

    assert (shown.code, shown.out) == (2, "")
    assert shown.err.splitlines()[-1] == f"Error: No such command '{typed[0]}'. Did you mean: {meant}?"


@pytest.mark.parametrize("typed", [("xylophone",), ("q",)], ids=" ".join)
def test_what_is_like_no_command_is_told_of_none(typed: tuple[str, ...], run: Callable[..., Run]) -> None:
    shown = run(*typed)

    assert shown.code == 2
    assert "Did you mean" not in shown.err


def test_a_command_is_not_abbreviated(run: Callable[..., Run]) -> None:
    assert run("sea", "leg").code == 2
    assert run("site", "leg", "--js").code == 2


def test_a_misspelt_option_is_told_what_may_be_meant(run: Callable[..., Run]) -> None:
    shown = run("site", "leg", "--jsn")

    assert shown.code == 2
    assert shown.err.splitlines()[-1] == "Error: No such option: --jsn (Possible options: --json)"
