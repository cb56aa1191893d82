"""`check --explain`: every code says why it is there, and its examples are held to the bad data directories.

An example of a file stands in that file of a directory that shows the code; with the good lines in place of the bad ones, the code is
no longer told of that file.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run

from twitchref.checking.check import check, meanings
from twitchref.editing.explain import Explained, every

BAD = ROOT / "tests" / "data" / "bad"
TODAY = "2026-11-24"
EXPLAINED = every()
# What is not a line of a file: there is none, or it cannot be read, or how it was saved is what is wrong, or its name is.
NO_LINES = ["E100", "E101", "E102", "E103", "E104", "W501", "W502", "W503"]
RENAMED = ["W502", "W503"]


def _lines_of(text: str, lines: str) -> int:
    """How often these whole lines stand in a text."""
    return f"\n{text}".count(f"\n{lines}\n")


def _told(data: Path, code: str, file: str) -> list[str]:
    return [str(problem) for problem in check(data, TODAY)[1] if problem.code == code and file in (problem.place.file, "")]


def test_every_code_is_explained_and_nothing_else() -> None:
    assert list(meanings()) == sorted(EXPLAINED)
    assert all(all(part for part in each._replace(file="-")) for each in EXPLAINED.values())


def test_an_example_is_of_a_file_wherever_lines_of_a_file_can_show_it() -> None:
    assert sorted(code for code, each in EXPLAINED.items() if not each.file) == NO_LINES


def _shown_in(each: Explained) -> list[Path]:
    """The directories that the example may be taken from: these lines stand in that file once."""
    files = [folder / each.file for folder in sorted(BAD.glob(f"{each.code}-*"))]
    return [file.parents[each.file.count("/")] for file in files if file.is_file() and _lines_of(file.read_text(), each.bad) == 1]


@pytest.mark.parametrize("code", sorted(set(EXPLAINED) - set(NO_LINES)))
def test_the_bad_lines_bring_the_problem_and_the_good_ones_take_it_away(code: str, tmp_path: Path) -> None:
    each = EXPLAINED[code]
    where = "" if code in ("W407", "W410", "W417") else each.file  # these are told of another file than the one to be mended
    mended = []
    for folder in _shown_in(each):
        data = tmp_path / folder.name
        shutil.copytree(folder, data)
        assert _told(data, code, where)
        file = data / each.file
        file.write_text(f"\n{file.read_text()}".replace(f"\n{each.bad}\n", f"\n{each.good}\n", 1)[1:])
        mended.append(_told(data, code, where) == [])

    assert any(mended)  # in another directory something else may be wrong too


@pytest.mark.parametrize("code", RENAMED)
def test_a_file_whose_name_is_wrong_is_well_under_the_good_one(code: str, tmp_path: Path) -> None:
    each = EXPLAINED[code]
    (folder,) = [folder for folder in BAD.glob(f"{code}-*") if (folder / each.bad).exists()]
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    assert _told(data, code, each.bad)

    (data / each.bad).rename(data / each.good)

    assert _told(data, code, "") == []


@pytest.mark.parametrize("code", EXPLAINED)
def test_a_code_is_explained_in_plain_sentences(code: str) -> None:
    each = EXPLAINED[code]
    for text in (each.why, each.mend):
        assert re.fullmatch(r"[A-Z].*\.", text)
        assert all(len(sentence.split()) <= 32 for sentence in re.split(r"(?<=[.?!]) ", text)), text
    assert not re.search(r"(?i)\b(?:mapping|scalar|node|token|parse|document|null|string|boolean|bytes?)\b", f"{each.why} {each.mend}")


def test_a_code_is_explained_on_a_page(run: Callable[..., Run]) -> None:
    ran = run("check", "--explain", "E301")

    assert ran == Run(
        0,
        "E301: A link names a cause that has no file.\n"
        "A link to a page that is not there leads nowhere.\n"
        "\nBad, in sites/leg.yaml\n"
        "  - cause: stres\n"
        "\nGood\n"
        "  - cause: stress\n"
        "\nHow to mend it\n"
        "Write the id as the file in causes/ is named, without .yaml. If there is none, write the cause first.\n",
        "",
    )


def test_small_letters_do_too(run: Callable[..., Run]) -> None:
    assert run("check", "--explain", " w504 ") == run("check", "--explain", "W504")


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("code", ["E106", "W504", "E207"])
def test_on_a_terminal_the_words_are_wrapped_and_the_examples_are_not(code: str, width: int, run: Callable[..., Run]) -> None:
    out = run("check", "--explain", code, width=width, env={"NO_COLOR": "1"}).out
    examples = f"{EXPLAINED[code].bad}\n{EXPLAINED[code].good}".replace("\t", "<tab>").splitlines()

    shown = [line.removeprefix("  ") for line in out.splitlines()]
    assert not [line for line in examples if line not in shown]
    assert not [line for line in out.splitlines() if len(line) > width and line.removeprefix("  ") not in examples]


def test_only_a_terminal_gets_headings_in_bold(run: Callable[..., Run]) -> None:
    assert "\x1b[1m" in run("check", "--explain", "E301", width=80).out
    assert "\x1b" not in run("check", "--explain", "E301").out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("E999", "there is no code 'E999'; `twitchref check --list` lists them all"),
        ("E41", "there is no code 'E41'; did you mean E410 or E411 or E412? `twitchref"),
        ("W301", "there is no code 'W301'; did you mean"),
        ("sources", "there is no code 'sources'; `twitchref check --list` lists them all"),
        ("", "there is no code ''; `twitchref check --list` lists them all"),
        ("E\x07", "there is no code 'E<U+0007>'"),
    ],
)
def test_what_is_no_code_is_told_in_one_line_with_what_was_meant(asked: str, told: str, run: Callable[..., Run]) -> None:
    code, out, err = run("check", "--explain", asked)

    assert (code, out) == (2, "")
    assert told in " ".join(err.split())


@pytest.mark.parametrize("other", [["--json"], ["--format", "github"], ["--list"], ["--fix"], ["--examined", "source", "x"], ["data"]])
def test_explaining_goes_with_nothing_else(other: list[str], run: Callable[..., Run]) -> None:
    assert run("check", "--explain", "E301", *other).code == 2
