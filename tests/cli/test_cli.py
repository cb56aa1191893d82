"""The command line: every command's answer, every exit code, where options may stand, and what is said when something is wrong."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from asked import ANSWERS, EXIT_CODES
from conftest import MINI, Run

from twitchref import __version__
from twitchref.cli.editing import app
from twitchref.cli.group import Group
from twitchref.reference import Reference
from twitchref.texts import GET_HELP, POINTER

NOTHING = """\
Nothing found for "xylophone". This says nothing about your symptom: a look-up that finds nothing is no answer.
No page here mentions: xylophone.
If you are worried, or it is new, getting worse or comes with weakness, ask a doctor or nurse.
Try other words, or see the lists: twitchref site, twitchref cause.
"""
BROKEN = "twitchref: the data has 1 error(s); what they touch is left out. `twitchref check` names them.\n"
NO_DATA = "twitchref: there is no data at {} (from TWITCHREF_DATA); name a data directory or a file that `twitchref build` made\n"


NO_PAGE = f"No one page is called '{{}}', and no command.{{}} {GET_HELP}"
MAGNESIUM = " Did you mean: twitchref cause magnesium-deficiency, twitchref search magnesum?"
STRAIN = " Did you mean: twitchref cause overexertion, twitchref cause stress, twitchref search strain?"
LEG = " Did you mean: twitchref site leg, twitchref help sections, twitchref search leg length?"
BOTH = " Did you mean: twitchref compare leg ear, twitchref site ear, twitchref site leg?"


def _usage(command: str, arguments: str, message: str) -> str:
    return f"Usage: {command} [OPTIONS] {arguments}\nTry '{command} -h' for help.\n\nError: {message}\n"


@pytest.mark.parametrize("line", ANSWERS)
def test_a_command_answers_on_stdout(line: str, run: Callable[..., Run]) -> None:
    first, *others = ANSWERS[line]
    ran = run(*line.split())
    lines = ran.out.splitlines()

    assert (ran.code, ran.err) == (0, "")
    assert first == lines[0]
    assert not [other for other in others if other not in lines]


@pytest.mark.parametrize("line", EXIT_CODES)
def test_an_exit_code_says_how_it_went(line: str, run: Callable[..., Run]) -> None:
    assert EXIT_CODES[line] == run(*line.split()).code


def test_help_lists_every_exit_code(run: Callable[..., Run]) -> None:
    """1 and 130 are shown further down: an internal error, an interruption; 141 with the streams: a reader that has gone."""
    listed = {int(line.split()[0]) for line in run("help", "exit-codes").out.splitlines()}

    assert {*EXIT_CODES.values(), 1, 130, 141} == listed


@pytest.mark.parametrize(
    ("line", "err"),
    [
        ("site xylophone", NOTHING),
        ("cause leg", 'No entry is called "leg". Near it:\ntwitchref site leg  Leg\n'),
        ("cause cafeine", 'No entry is called "cafeine". Near it:\ntwitchref cause caffeine  Caffeine\n'),
        (
            "cause strain",
            'Several entries match "strain":\n'
            'twitchref cause overexertion  Overexertion, by the name "strain"\ntwitchref cause stress  Stress, by the name "strain"\n',
        ),
    ],
)
def test_what_is_no_answer_goes_to_stderr(line: str, err: str, run: Callable[..., Run]) -> None:
    assert ("", err) == run(*line.split())[1:]


def test_hits_for_a_corrected_word_are_shown_and_said_to_be(run: Callable[..., Run]) -> None:
    ran = run("search", "magnesuim")

    assert ran.out.startswith('Search: magnesuim\nNo page here mentions: magnesuim.\nSearched instead for "magnesium".\n')
    assert ran.err == ""


@pytest.mark.parametrize(
    ("line", "command", "arguments", "message"),
    [
        ("legg", "twitchref", "NAME | COMMAND [ARGS]...", NO_PAGE.format("legg", " Did you mean: twitchref site leg?")),
        ("magnesum", "twitchref", "NAME | COMMAND [ARGS]...", NO_PAGE.format("magnesum", MAGNESIUM)),
        ("strain", "twitchref", "NAME | COMMAND [ARGS]...", NO_PAGE.format("strain", STRAIN)),
        ("leg length", "twitchref", "NAME | COMMAND [ARGS]...", NO_PAGE.format("leg length", LEG)),
        ("leg ear", "twitchref", "NAME | COMMAND [ARGS]...", NO_PAGE.format("leg ear", BOTH)),
        ("sitee leg", "twitchref", "NAME | COMMAND [ARGS]...", "No such command 'sitee'. Did you mean: twitchref site?"),
        ("xylophone", "twitchref", "NAME | COMMAND [ARGS]...", NO_PAGE.format("xylophone", "")),
        (
            "help xylophone",
            "twitchref help",
            "[TOPIC]",
            "Invalid value: there is no help on 'xylophone'; "
            "there is on every command and on options, sections, exit-codes, environment, formats",
        ),
    ],
)
def test_an_unknown_command_is_a_usage_error_that_names_what_was_meant(
    line: str, command: str, arguments: str, message: str, run: Callable[..., Run]
) -> None:
    assert Run(2, "", _usage(command, arguments, message)) == run(*line.split())


@pytest.mark.parametrize("command", ["site", "cause", "term", "search", "source", "sheet", "compare"])
@pytest.mark.parametrize("name", ["", " ", "-", "?!", "\u200b"])
def test_an_empty_name_is_a_usage_error(command: str, name: str, run: Callable[..., Run]) -> None:
    ran = run(command, name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Error: Invalid value: a name needs at least one letter; type a word, or nothing for the list\n")


@pytest.mark.parametrize(
    ("quoted", "bare"),
    [
        (("site", "jumpy legs"), ("site", "jumpy", "legs")),
        (("cause", "lack of magnesium"), ("cause", "lack", "of", "magnesium")),
        (("search", "messenger in the brain"), ("search", "messenger", "in", "the", "brain")),
        (("sheet", "leg twitch"), ("sheet", "leg", "twitch")),
        (("term", "rippling muscle"), ("term", "rippling", "muscle")),
    ],
)
def test_a_name_of_several_words_needs_no_quotes(quoted: tuple[str, ...], bare: tuple[str, ...], run: Callable[..., Run]) -> None:
    assert run(*quoted).code == 0
    assert run(*quoted) == run(*bare)


@pytest.mark.parametrize("typed", ["RESTLESS LEGS", "restless-legs", "restless leg", "réstless legs", "restlesslegs", "my restless legs"])
def test_case_hyphens_plural_accents_and_filler_do_no_harm(typed: str, run: Callable[..., Run]) -> None:
    ran = run("cause", typed)

    assert ran.code == 0
    assert ran.out.startswith("Restless legs\n")


MINI_OPTION = ("--data", str(MINI))


@pytest.mark.parametrize(
    "line",
    [
        (*MINI_OPTION, "--color", "always", "site", "leg"),
        ("site", *MINI_OPTION, "--color", "always", "leg"),
        ("site", "leg", *MINI_OPTION, "--color", "always"),
        (*MINI_OPTION, "site", "leg", "--color", "always"),
        ("--color", "never", "--data", "no-such-directory", "site", "leg", "--color=always", f"--data={MINI}"),
        (*MINI_OPTION, "--color", "always", "leg"),
        (*MINI_OPTION, "leg", "--color", "always"),
    ],
)
def test_options_stand_before_or_after_the_command_and_the_name(line: tuple[str, ...], run: Callable[..., Run]) -> None:
    painted = run(*line, data=None)

    assert painted == run("site", "leg", *MINI_OPTION, "--color", "always", data=None)
    assert "\x1b[" in painted.out


@pytest.mark.parametrize("option", ["--json", "--format=markdown", "--format=json", "--all", "--no-pager", "--color=always"])
@pytest.mark.parametrize(
    "command", ["site leg", "leg", "cause magnesium help", "signs leg", "sheet leg", "compare ear leg", "source good", "about", "site"]
)
def test_every_option_of_an_answer_stands_before_the_command_or_behind_it(option: str, command: str, run: Callable[..., Run]) -> None:
    before, behind = run(option, *command.split()), run(*command.split(), option)

    assert before == behind
    assert before.code == 0


def test_options_stand_before_or_after_the_words_of_a_search(run: Callable[..., Run]) -> None:
    expected = run("search", "--in", "cause", "--limit", "1", "magnesium")

    assert expected.out.count("Read more: ") == 1
    assert "Read more: twitchref cause magnesium-deficiency" in expected.out
    assert expected == run("search", "magnesium", "--limit=1", "--in=cause")


def test_a_search_shows_at_most_as_many_entries_as_it_is_told_and_only_of_the_kind(run: Callable[..., Run]) -> None:
    assert run("search", "magnesium").out.count("Read more: ") > 2
    assert run("search", "magnesium", "--limit", "2").out.count("Read more: ") == 2
    assert set(re.findall("Read more: twitchref (.*) ", run("search", "magnesium", "--in", "site").out)) == {"site"}


def test_the_environment_names_the_data_and_the_option_overrules_it(run: Callable[..., Run]) -> None:
    named = run(*MINI_OPTION, "about", data=None)

    assert named.out.startswith("twitchref\n")
    assert named == run("about", env={"TWITCHREF_DATA": str(MINI)})
    assert named == run(*MINI_OPTION, "about", env={"TWITCHREF_DATA": "no-such-directory"})


def test_without_data_named_the_program_s_own_answers(run: Callable[..., Run]) -> None:
    assert "Eyelid (eyelid)" in run("site", data=None).out.splitlines()


def test_version_names_the_program_and_the_data(run: Callable[..., Run]) -> None:
    ran = run("--version")
    version = json.loads(run("about", "--json").out)["data_version"]

    assert Run(0, f"twitchref {__version__}, data {version}\n", "") == ran
    assert re.fullmatch(r"2026\.01\.02\+[0-9a-f]{8}", version)


def test_no_command_at_all_is_help(run: Callable[..., Run]) -> None:
    assert run("--help") == run()
    assert run("--help") == run("-h")
    assert run("--help") == run("help")
    assert run().code == 0


COMMANDS = {
    "site": {"[NAME [SECTION]]"},
    "cause": {"[NAME [SECTION]]"},
    "search": {"WORDS", "--limit", "--in"},
    "term": {"[NAME [SECTION]]"},
    "compare": {"NAME"},
    "signs": {"[NAME]", "--level"},
    "sheet": {"NAME"},
    "source": {"[ID|WORDS]"},
    "about": {"--schema"},
}
CHECKING = {"--format", "--json", "--select", "--strict", "--list", "--schema", "--examined", "--explain", "--fix", "--yes"}
ANSWERING = {"--format", "--json", "--all", "--no-pager", "--data", "--color"}


def test_the_commands_take_these_options_and_none_about_a_person() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    context = typer.Context(group)
    commands = {name: group.get_command(context, name) for name in group.list_commands(context)}
    taken = {
        name: {each.opts[0] if each.param_type_name == "option" else each.metavar.rstrip(".") for each in command.params}
        for name, command in commands.items()
    }

    assert {
        **{name: own | ANSWERING for name, own in COMMANDS.items()},
        "check": {"[DIR]", *CHECKING, "--data"},
        "build": {"DIR", "-o"},
        "new": {"site|cause|term|sign|source", "ID", "--data"},
        "changes": {"OLD", "[NEW]", "--data", "--color", "--format", "--json", "--no-pager"},
        "web": {"-o", "--data"},
        "help": {"[TOPIC]"},
    } == taken


@pytest.mark.parametrize("command", [*COMMANDS, "web", "check", "build", "new"])
def test_every_command_explains_itself(command: str, run: Callable[..., Run]) -> None:
    ran = run(command, "-h")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: twitchref {command} [OPTIONS]")
    assert ran == run(command, "--help")
    assert ran == run("help", command)


@pytest.mark.parametrize(
    "line",
    ["--help", "help options", "check --list", *(f"{command} --help" for command in [*COMMANDS, "web", "check", "build", "new", "help"])],
)
def test_help_and_meanings_are_there_though_python_leaves_docstrings_out(line: str) -> None:
    """As `python -OO` does, and PYTHONOPTIMIZE=2."""
    with_docstrings, without = (
        subprocess.run([sys.executable, *options, "-m", "twitchref", *line.split()], capture_output=True, encoding="utf-8", check=True)
        for options in ([], ["-OO"])
    )

    assert without.stdout == with_docstrings.stdout


# What COLUMNS may hold that is no width: digits that are no numbers or not ASCII, nothing, too much.
NO_WIDTHS = ["", "²", "٣", "0", "00", "-5", "+80", "8e1", " 80", "x", "9" * 30, "9" * 5000]


@pytest.mark.parametrize("columns", NO_WIDTHS, ids=lambda value: repr(value[:8]))
def test_a_width_that_is_none_is_not_heeded(columns: str, run: Callable[..., Run]) -> None:
    """The terminal is asked instead, which has 80 columns here."""
    assert run("site", "leg", width=80, env={"COLUMNS": columns}) == run("site", "leg", width=80)
    assert run("site", "leg", width=80, env={"COLUMNS": columns, "ACCESSIBLE": "1"}) == run(
        "site", "leg", width=80, env={"ACCESSIBLE": "1"}
    )
    assert run("--help", env={"COLUMNS": columns}).code == 0


@pytest.mark.parametrize("columns", ["1", "2", "5", "99999"])
def test_any_width_shows_an_answer(columns: str, run: Callable[..., Run]) -> None:
    assert letters(run("site", "leg", "--color", "never", width=int(columns)).out).removesuffix(letters(POINTER)) == letters(
        run("site", "leg").out
    )


def letters(page: str) -> str:
    """All that a page says, without the marks that a terminal adds."""
    return re.sub("[\\s·▌]", "", page)


@pytest.mark.parametrize("command", ["site leg", "check"])
def test_json_is_short_for_format_json(command: str, run: Callable[..., Run]) -> None:
    assert run(*command.split(), "--json") == run(*command.split(), "--format", "json")


def test_markdown_is_a_page_to_paste(run: Callable[..., Run]) -> None:
    lines = run("cause", "magnesium", "--all", "--format", "markdown").out.splitlines()

    assert lines[0] == "# Magnesium deficiency"
    routine = lines.index("### **Routine:** Book an appointment if")
    assert lines[routine + 1 : routine + 3] == ["", "- you are worried \\[1\\]"]


@pytest.mark.parametrize("exists", [False, True], ids=["missing", "empty"])
@pytest.mark.parametrize("command", ["site leg", "cause", "search dopamine", "signs", "about", "source good"])
def test_without_data_a_look_up_says_so(command: str, exists: bool, run: Callable[..., Run], tmp_path: Path) -> None:
    data = tmp_path if exists else tmp_path / "none"

    assert Run(5, "", NO_DATA.format(data)) == run(*command.split(), data=data)


def test_without_data_check_says_so(run: Callable[..., Run], tmp_path: Path) -> None:
    out = (
        ".:1:1: error E100 no data here; a data directory has sites/*.yaml, causes/*.yaml, signs.yaml and sources.yaml\n"
        f"{tmp_path} (from TWITCHREF_DATA): 0 sites, 0 causes, 0 terms, 0 signs, 0 sources: 1 error, 0 warnings\n"
    )
    assert Run(5, out, "") == run("check", data=tmp_path)


def test_without_data_the_version_is_that_of_the_program_alone(run: Callable[..., Run], tmp_path: Path) -> None:
    assert Run(5, f"twitchref {__version__}, no data\n", NO_DATA.format(tmp_path)) == run("--version", data=tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The small compendium with one field of the ear that is none."""
    data = tmp_path / "broken"
    shutil.copytree(MINI, data)
    ear = data / "sites" / "ear.yaml"
    ear.write_text(ear.read_text(encoding="utf-8").replace("summary:", "sumary:"), encoding="utf-8")
    return data


def test_broken_data_costs_a_look_up_one_line_on_stderr_and_what_is_broken(broken: Path, run: Callable[..., Run]) -> None:
    leg = run("site", "leg", data=broken)

    assert (leg.code, leg.err) == (0, BROKEN)
    assert leg.out.startswith("Leg\n")
    assert run("site", "ear", data=broken).code == 5


def test_broken_data_leaves_json_one_document(broken: Path, run: Callable[..., Run]) -> None:
    assert json.loads(run("site", "leg", "--json", data=broken).out)["id"] == "leg"


def test_check_names_what_is_broken(broken: Path, run: Callable[..., Run]) -> None:
    ran = run("check", "--select", "E", str(broken), data=None)

    assert (ran.code, ran.err) == (5, "")
    assert ran.out.splitlines() == [
        "sites/ear.yaml:5:1: error E201 'sumary' is not a field here; did you mean 'summary'?",
        f"{broken}: 3 sites, 7 causes, 1 term, 4 signs, 2 sources: 1 error, 0 warnings",
    ]


def test_a_file_that_is_no_data_file_is_one_line(run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    file.write_bytes(b"")

    assert Run(1, "", f"twitchref: {file} (from TWITCHREF_DATA) is not a twitchref data file\n") == run("site", "leg", data=file)


def test_a_built_file_answers_as_its_directory_does(run: Callable[..., Run], tmp_path: Path) -> None:
    file = tmp_path / "mini.sqlite"
    built = run("build", str(MINI), "-o", str(file), data=None)

    assert (built.code, built.err) == (0, "")
    assert re.fullmatch(rf"built {re.escape(str(file))}, data 2026\.01\.02\+[0-9a-f]{{8}}\n", built.out)
    for line in ("site leg", "cause magnesium", "search magnesium", "signs", "source good", "about", "--version"):
        assert run(*line.split()) == run(*line.split(), data=file)


def test_a_built_file_is_nothing_to_check(run: Callable[..., Run], real_file: Path) -> None:
    ran = run("check", data=real_file)

    assert (ran.code, ran.out) == (2, "")
    message = " ".join(ran.err.split())
    assert message.endswith(f"{real_file} (from TWITCHREF_DATA) is a file; name the directory of YAML files that it was built from")


def _fail(error: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_an_internal_error_is_one_line(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reference, "page", _fail(RuntimeError("boom")))

    message = "twitchref: internal error (RuntimeError: boom). Please report it; --debug before the command shows more.\n"
    assert Run(1, "", message) == run("site", "leg")


def test_debug_lets_the_traceback_of_an_internal_error_through(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reference, "page", _fail(RuntimeError("boom")))

    with pytest.raises(RuntimeError, match="boom"):
        run("--debug", "site", "leg")


def test_an_interruption_is_silent(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reference, "page", _fail(KeyboardInterrupt()))

    assert Run(130, "", "") == run("site", "leg")
