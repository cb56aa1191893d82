"""What a run says when something is wrong with the data: pages that cannot be read, links that lead nowhere, wrong paths, and
commands to type that read the same data.
"""

import errno
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from asked import ANSWERS, EXIT_CODES
from conftest import MINI, Run, unprivileged
from edits import LEG, SOURCES, TERM, change

from twitchref.reading.load import load
from twitchref.reference import Reference
from twitchref.store import reader as store

CALCIUM = "causes/low-calcium.yaml"
ADVICE = "Until that is mended, {} be shown. All that is wrong with the data: twitchref check"
NAME_DATA = "name a data directory or a file that `twitchref build` made"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small compendium, to be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "data"))


def misspell(data: Path) -> None:
    change(data / LEG, "\nsummary:", "\nsumary:")


# ------------------------------------------------------------------------------------------------ pages that cannot be read


@pytest.mark.parametrize(
    "line",
    [
        "site leg",
        "site my left leg",
        "site LEGS",
        "site jumpy legs",
        "compare leg ear",
        "compare ear leg",
        "sheet leg",
        "search jumpy legs calf",
    ],
)
def test_a_page_that_cannot_be_read_says_so_with_every_problem_of_its_file(line: str, data: Path, run: Callable[..., Run]) -> None:
    misspell(data)
    change(data / LEG, "reviewer:", "reviwer:")
    change(data / "causes" / "stress.yaml", "kind: everyday", "kind: other")
    ran = run(*line.split(), data=data)
    *problems, advice = ran.err.splitlines()

    assert (ran.code, ran.out) == (5, "")
    assert problems
    assert {"error E201"} == {problem.split(": ")[1][:10] for problem in problems}
    assert all(problem.startswith(f"{LEG}:") for problem in problems)
    assert [problem for problem in map(str, load(data)[1]) if problem.startswith(LEG)] == problems
    assert advice == ADVICE.format("site:leg cannot")


@pytest.mark.parametrize("text", ["calf", "jumpy leg", "my jumpy legs"])
def test_what_is_no_yaml_is_known_by_the_name_of_its_file_and_by_its_first_line(text: str, data: Path, run: Callable[..., Run]) -> None:
    (data / LEG).unlink()
    (data / "sites" / "calf.yaml").write_text('name: "Jumpy leg"\nnames: [\n', encoding="utf-8")
    ran = run("site", text, data=data)

    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith("sites/calf.yaml:")
    assert ran.err.endswith(ADVICE.format("site:calf cannot") + "\n")


def test_a_page_that_cannot_be_read_is_offered_like_any_other(data: Path, run: Callable[..., Run]) -> None:
    misspell(data)

    assert run("leg", data=data) == run("site", "leg", data=data)
    assert "Did you mean: twitchref site leg?" in run("legg", data=data).err
    assert "twitchref site leg  Leg\n" in run("cause", "leg", data=data).err
    assert run("site", "jumpy legss", data=data).err.endswith('twitchref site leg  Leg, by the name "jumpy legs"\n')


@pytest.mark.parametrize(
    "line", ["site", "site ear", "cause stress", "search dopamine", "signs", "compare ear lip", "sheet stress", "about"]
)
def test_beside_it_the_others_answer_without_it(line: str, data: Path, run: Callable[..., Run]) -> None:
    misspell(data)
    ran = run(*line.split(), data=data)

    assert ran.code == 0
    assert ran.err == "twitchref: the data has 1 error(s); what they touch is left out. `twitchref check` names them.\n"
    assert "Leg (" not in ran.out
    assert "Low magnesium can make a leg twitch." not in ran.out


def test_a_source_that_cannot_be_read_says_so(data: Path, run: Callable[..., Run]) -> None:
    change(data / SOURCES, "grade: A", "grade: E")
    told = f"{SOURCES}:12:10: error E206 'E' is not one of A, B, C, D\n{ADVICE.format('source:good cannot')}\n"

    assert run("source", "good", data=data) == Run(5, "", told)
    assert run("source", "article", data=data).code == 0
    assert run("site", "leg", data=data).code == 0


@pytest.mark.parametrize("line", ["source", "source good", "source xylophone"])
def test_where_no_source_can_be_read_every_look_up_of_one_says_so(line: str, data: Path, run: Callable[..., Run]) -> None:
    (data / SOURCES).write_text("- good\n", encoding="utf-8")
    ran = run(*line.split(), data=data)

    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith(f"{SOURCES}:1:1: error E203 ")


@pytest.mark.parametrize("line", ["site", "site leg", "compare leg ear", "sheet leg", "search xylophone"])
def test_where_no_site_can_be_read_none_is_said_not_to_be_there(line: str, data: Path, run: Callable[..., Run]) -> None:
    shutil.rmtree(data / "sites")
    ran = run(*line.split(), data=data)

    assert (ran.code, ran.out) == (5, "")
    why, advice = ran.err.splitlines()
    assert why.startswith(f"sites:1:1: error E101 the folder cannot be read ({os.strerror(errno.ENOENT)})")
    assert advice == ADVICE.format("no site can")


def test_where_no_site_can_be_read_the_signs_still_answer(data: Path, run: Callable[..., Run]) -> None:
    """They stand in a file of their own."""
    shutil.rmtree(data / "sites")
    ran = run("signs", data=data)

    assert ran.code == 0
    assert "the face droops [1]" in ran.out.splitlines()
    assert "the data has 1 error(s)" in ran.err


def test_where_nothing_can_be_read_every_problem_is_named(data: Path, run: Callable[..., Run]) -> None:
    for file in data.glob("*/*.yaml"):
        file.write_text("name: [\n", encoding="utf-8")
    ran = run("about", data=data)

    assert (ran.code, ran.out) == (5, "")
    assert len(ran.err.splitlines()) == len(list(data.glob("*/*.yaml"))) + 1
    assert ran.err.endswith(ADVICE.format("no page can") + "\n")


# ------------------------------------------------------------------------------------------------ links that lead nowhere

NOWHERE = {
    "cause": ("- cause: stress", "- cause: stres", ": there is no cause 'stres'; the nearest is 'stress' (causes/stress.yaml)"),
    "source": ("[good, article", "[goood, article", ": there is no source 'goood'; the nearest is 'good' (good in sources.yaml)"),
    "sign": ("goes-weak", "goes-week", ": there is no sign 'goes-week'; the nearest is 'goes-weak' (goes-weak in signs.yaml)"),
    "see also": ("- term:myokymia", "- term:myokimia", "there is no term 'myokimia'; the nearest is 'myokymia' (terms/myokymia.yaml)"),
}  # fmt: skip


@pytest.mark.parametrize("what", NOWHERE)
@pytest.mark.parametrize("more", [(), ("--json",), ("--format", "markdown")], ids=["text", "json", "markdown"])
def test_a_link_that_leads_nowhere_is_a_line_beside_the_page_that_has_it(
    what: str, more: tuple[str, ...], data: Path, run: Callable[..., Run]
) -> None:
    right, wrong, told = NOWHERE[what]
    change(data / LEG, right, wrong)
    ran = run("site", "leg", *more, data=data)

    assert ran.code == 0
    assert ran.out
    (line,) = ran.err.splitlines()
    assert line.startswith("twitchref: sites/leg.yaml:")
    assert line.endswith(told)
    assert run("site", "ear", *more, data=data).err == ""


def test_each_answer_tells_of_the_links_that_it_shows(data: Path, run: Callable[..., Run]) -> None:
    change(data / "signs.yaml", "sources: [good]", "sources: [one]")  # of an emergency that every site shows
    change(data / LEG, "goes-weak", "goes-week")
    change(data / LEG, "- cause: nerve-disease", "- cause: nervs")
    change(data / LEG, "moderate\n        sources: [good]", "moderate\n        sources: [two]")  # of the link to stress
    told = {
        "site leg": ["one", "two", "nervs", "goes-week"],
        "sheet leg": ["one", "two", "nervs", "goes-week"],
        "site ear": ["one"],
        "signs": ["one"],
        "compare leg ear": ["nervs"],
        "cause stress": ["two"],
        "cause magnesium": [],
        "site": [],
    }

    said = {line: re.findall(r"there is no \w+ '([\w-]+)'", run(*line.split(), data=data).err) for line in told}

    assert {line: sorted(ids) for line, ids in told.items()} == {line: sorted(ids) for line, ids in said.items()}


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_a_sign_that_cannot_be_read_is_a_line_beside_each_page_that_lacks_it(
    more: tuple[str, ...], data: Path, run: Callable[..., Run]
) -> None:
    """What calls for help must not go missing without a word."""
    change(data / "signs.yaml", "level: emergency", "level: emergncy")
    count, line = run("site", "leg", *more, data=data).err.splitlines()

    assert count == "twitchref: the data has 1 error(s); what they touch is left out. `twitchref check` names them."
    assert line.startswith("twitchref: signs.yaml:2:10: 'emergncy' is not one of emergency, urgent, routine")
    assert run("cause", "stress", *more, data=data).err == f"{count}\n"


@pytest.mark.parametrize("line", ["site leg", "leg", "site leg help", "site leg --all", "sheet leg"])
@pytest.mark.parametrize("wrong", ["broken", "unknown"])
def test_a_page_that_lacks_a_sign_says_so_under_when_to_get_help(wrong: str, line: str, data: Path, run: Callable[..., Run]) -> None:
    whole = run(*line.split(), data=data).out
    if wrong == "broken":
        change(data / "signs.yaml", "level: emergency", "level: emergncy")
    else:
        change(data / LEG, "face-droops", "face-drops")
    ran = run(*line.split(), data=data)
    help_ = ran.out[: ran.out.index("Routine:")]

    assert ran.code == 0
    assert "This list is not whole: a sign that belongs here could not be read." in help_
    assert "it goes weak" in help_
    assert "face droops" not in ran.out
    assert "not whole" not in whole
    assert "not whole" not in run("cause", "stress", data=data).out


BROKEN_SIGNS: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "no YAML": lambda file: file.write_text("face-droops: [\n", encoding="utf-8"),
    "a list": lambda file: file.write_text("- face-droops\n", encoding="utf-8"),
    "every level": lambda file: file.write_text(file.read_text(encoding="utf-8").replace("level: ", "level: x"), encoding="utf-8"),
    "other signs": lambda file: file.write_text(re.sub("(?m)^([a-z-]+):$", r"\1-x:", file.read_text(encoding="utf-8")), encoding="utf-8"),
}


@pytest.mark.parametrize("line", ["site leg", "cause stress", "sheet leg", "compare leg ear", "site leg --json"])
@pytest.mark.parametrize("broken", BROKEN_SIGNS)
def test_a_page_none_of_whose_signs_can_be_read_is_not_shown(broken: str, line: str, data: Path, run: Callable[..., Run]) -> None:
    """Without its danger signs it would look harmless."""
    BROKEN_SIGNS[broken](data / "signs.yaml")
    ran = run(*line.split(), data=data)

    assert ran.code == 5
    assert "--json" in line or ran.out == ""
    assert "explains a word" not in ran.out + ran.err
    assert re.search("signs.yaml:1|sites/leg.yaml:4|causes/stress.yaml:", ran.err)
    assert ran.err.endswith(" cannot be shown. All that is wrong with the data: twitchref check\n") or "be shown" in ran.err


def test_a_word_is_explained_without_any_sign(data: Path, run: Callable[..., Run]) -> None:
    (data / "signs.yaml").unlink()
    ran = run("term", "myokymia", data=data)

    assert ran.code == 0
    assert "This page explains a word." in ran.out


def test_the_list_of_signs_names_every_sign_that_it_lacks(data: Path, run: Callable[..., Run]) -> None:
    change(data / "signs.yaml", "level: emergency", "level: emergncy")
    change(data / "signs.yaml", "level: urgent", "level: urgnt")
    _, *lines = run("signs", data=data).err.splitlines()

    assert [line.partition(": '")[0] for line in lines] == ["twitchref: signs.yaml:2:10", "twitchref: signs.yaml:9:10"]


def test_a_sheet_of_a_cause_needs_no_site(data: Path, run: Callable[..., Run]) -> None:
    expected = run("sheet", "magnesium deficiency", data=data).out
    shutil.rmtree(data / "sites")
    ran = run("sheet", "magnesium deficiency", data=data)

    assert ran.code == 0
    assert ran.out.splitlines()[0] == expected.splitlines()[0]
    assert "a sheet to take along" in ran.out


@pytest.mark.parametrize("broken", ["- face-droops\n", "face-droops: [\n"])
def test_where_no_sign_can_be_read_signs_says_so(broken: str, data: Path, run: Callable[..., Run]) -> None:
    (data / "signs.yaml").write_text(broken, encoding="utf-8")
    ran = run("signs", data=data)

    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith("signs.yaml:1:")
    assert ran.err.endswith(ADVICE.format("no sign can") + "\n")


def test_a_built_file_has_no_places_and_nothing_is_said(data: Path, tmp_path: Path, run: Callable[..., Run]) -> None:
    change(data / LEG, "- cause: stress", "- cause: stres")
    file = tmp_path / "built.sqlite"
    assert run("build", str(data), "-o", str(file)).code == 0

    assert run("site", "leg", data=file).err == ""


# ------------------------------------------------------------------------------------------------ wrong paths


def _other_file(path: Path) -> None:
    path.write_text("thesis\n", encoding="utf-8")


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE thesis (page)")


# What stands at the path, the exit code, and what is said of it.
WRONG: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "nothing": (lambda path: None, 5, "there is no data at {}; " + NAME_DATA),
    "empty directory": (Path.mkdir, 5, "there is no data at {}; " + NAME_DATA),
    "directory of other things": (lambda path: (path / "thesis").mkdir(parents=True), 5, "there is no data at {}; " + NAME_DATA),
    "link to nothing": (lambda path: path.symlink_to("nowhere"), 5, "there is no data at {}; " + NAME_DATA),
    "link to itself": (lambda path: path.symlink_to(path.name), 5, "there is no data at {}; " + NAME_DATA),
    "pipe": (os.mkfifo, 5, "there is no data at {}; " + NAME_DATA),
    "text": (_other_file, 1, "{} is not a twitchref data file (file is not a database)"),
    "database": (_other_database, 1, "{} is not a twitchref data file"),
    "empty file": (Path.touch, 1, "{} is not a twitchref data file"),
}  # fmt: skip


@pytest.mark.parametrize("command", ["site leg", "search leg", "about"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_path_is_one_line_that_says_who_chose_it(wrong: str, command: str, tmp_path: Path, run: Callable[..., Run]) -> None:
    make, code, told = WRONG[wrong]
    path = tmp_path / "there"
    make(path)

    by_option = run("--data", str(path), *command.split(), data=None)
    by_environment = run(*command.split(), data=path)

    assert by_option == Run(code, "", f"twitchref: {told.format(f'{path} (from --data)')}\n")
    assert by_environment == Run(code, "", f"twitchref: {told.format(f'{path} (from TWITCHREF_DATA)')}\n")


@pytest.mark.parametrize("command", ["site leg", "check"])
def test_a_directory_that_may_not_be_entered_is_one_line(
    command: str, data: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data.parent)
    run("--version", data=MINI)  # everything is imported before the rights are given away
    data.chmod(0)
    try:
        with unprivileged():
            ran = run("--data", "data", *command.split(), data=None)
    finally:
        data.chmod(0o755)

    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith(
        f"twitchref: data{' (from --data)' if command != 'check' else ''} cannot be read (Permission denied); name a data directory"
    )
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("wrong", ["nothing", "text"])
def test_a_path_with_line_ends_and_escapes_is_shown_harmlessly_on_one_line(wrong: str, tmp_path: Path, run: Callable[..., Run]) -> None:
    path = tmp_path / "a\nb\x1b[31m"
    WRONG[wrong][0](path)
    ran = run("site", data=path)

    assert f"{tmp_path}/a<U+000A>b<U+001B>[31m (from TWITCHREF_DATA)" in ran.err
    assert ran.err.count("\n") == 1


# ------------------------------------------------------------------------------------------------ commands to type

MINI_OPTION = ("--data", str(MINI))
# All but help and what the reference says of itself, which hold for any data, and what names other data.
LINES = [line for line in {*ANSWERS, *EXIT_CODES, "sitee leg", "magnesium"} if not re.search("help|about|--data", line)]
COMMAND = re.compile(r"twitchref (?:--data \S+ )?(?:site|cause|term|search|compare|signs|sheet|source|check)\b")


@pytest.mark.parametrize("line", sorted(LINES))
def test_every_command_that_is_printed_names_the_data_that_was_named(line: str, run: Callable[..., Run]) -> None:
    shown = run(*MINI_OPTION, *line.split(), data=None)
    said = re.sub(r"(?m)^(Usage: |Try ').*$", "", shown.out + shown.err)

    assert not [command for command in COMMAND.findall(said) if f"--data {MINI} " not in command]


ODD = ["data", "my data", "it's", "-d", "ä €", "$HOME `id`", "a\nb\x1b[31m\\'", "\udce9t\udce9"]


@pytest.mark.parametrize("name", ODD)
def test_a_command_that_is_printed_works_as_it_stands(name: str, tmp_path: Path, run: Callable[..., Run]) -> None:
    path = tmp_path / name
    shutil.copytree(MINI, path)
    misspell(path)
    shown = run("--data", str(path), "cause", "strain", data=None)
    offered = [line.split("  ")[0] if "  " in line else line for line in shown.err.splitlines() if line.startswith("twitchref --data")]
    assert len(offered) == 2
    checked = run("--data", str(path), "site", "leg", data=None).err.splitlines()[-1].rpartition("data: ")[2]

    for command, code in ((offered[0], 0), (checked, 5)):
        line = f"{shlex.quote(sys.executable)} -m {command}"
        ran = subprocess.run(["bash", "-c", line], capture_output=True, cwd=tmp_path, check=False)
        assert code == ran.returncode, (line, ran.stderr)


# ------------------------------------------------------------------------------------------------ where check looks


def test_check_looks_at_the_data_of_the_current_folder(data: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    misspell(data)
    monkeypatch.chdir(data.parent)
    ran = run("check", "--select", "E", data=None)

    assert ran.code == 5
    assert ran.out.splitlines()[-1] == "data: 3 sites, 7 causes, 1 term, 4 signs, 2 sources: 1 error, 0 warnings"
    assert "E201" in run("check", "--json", data=None).out


def test_what_was_named_comes_before_the_data_of_the_current_folder(
    data: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    misspell(data)
    monkeypatch.chdir(data.parent)
    counted = "3 sites, 7 causes, 1 term, 4 signs, 2 sources: 0 errors, 0 warnings\n"

    assert run("check", str(MINI), "--select", "E", data=None).out == f"{MINI}: {counted}"
    assert run("check", "--data", str(MINI), "--select", "E", data=None).out == f"{MINI}: {counted}"
    assert run("check", "--select", "E", data=MINI).out == f"{MINI} (from TWITCHREF_DATA): {counted}"


def test_a_folder_named_data_without_entries_is_not_checked(
    tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    ran = run("check", "--select", "E", data=None)

    assert ran.code == 0
    assert not ran.out.startswith("data: ")


def test_check_counts_what_is_there_but_cannot_be_read(data: Path, run: Callable[..., Run]) -> None:
    (data / LEG).write_text("name: [\n", encoding="utf-8")
    (data / TERM).write_text("", encoding="utf-8")
    change(data / SOURCES, "grade: A", "grade: E")

    assert ": 3 sites, 7 causes, 1 term, 4 signs, 2 sources: " in run("check", str(data)).out.splitlines()[-1]


def test_names_that_cannot_be_read_take_nothing_from_the_store_that_answers(data: Path) -> None:
    misspell(data)
    opened = Reference.open(data)
    compendium, _ = load(data)

    assert opened.page("site", "leg")
    assert store.build(compendium).ids("site") == ["ear", "lip"] == opened.database.ids("site")
