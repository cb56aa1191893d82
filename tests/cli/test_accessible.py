"""For a reader who listens: a terminal gets the lines of a pipe, wrapped, with nothing that only an eye can use."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import DATA, Run

from twitchref.texts import POINTER

ANSWERS = [
    "site leg", "site", "cause magnesium", "cause", "term myokymia", "search leg", "source good", "source", "signs", "about",
]  # fmt: skip
ON = {"ACCESSIBLE": "1"}


def unwrapped(shown: str, piped: str) -> list[str]:
    """The shown lines, put together again as long as they are the next words of the pipe's line."""
    lines = iter(shown.splitlines())
    found = []
    for wanted in piped.splitlines():
        line = " ".join(next(lines, "<nothing more>").split())
        while line != " ".join(wanted.split()) and " ".join(wanted.split()).startswith(line) and line:
            line += " " + next(lines, "<nothing more>").strip()
        found.append(line)
    return [*found, *lines]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("command", ANSWERS)
def test_a_terminal_gets_the_lines_of_a_pipe_wrapped_to_its_width(command: str, width: int, run: Callable[..., Run]) -> None:
    piped = run(*command.split())

    shown = run(*command.split(), width=width, env=ON)

    assert (shown.code, shown.err) == (piped.code, piped.err)
    assert [line for line in shown.out.splitlines() if len(line) > width and not line.startswith("http")] == []
    whole = [" ".join(line.split()) for line in piped.out.splitlines()]
    longest = max(len(word) for word in piped.out.split() if not word.startswith("http"))
    if longest <= width:
        assert unwrapped(shown.out, piped.out) == whole
    assert "".join(shown.out.split()) == "".join(piped.out.split())


def test_every_real_page_is_that_of_the_pipe(run: Callable[..., Run], real_file: Path) -> None:
    different = []
    for kind in ("site", "cause", "term"):
        for path in sorted((DATA / f"{kind}s").glob("*.yaml")):
            piped, shown = run(kind, path.stem, data=real_file).out, run(kind, path.stem, data=real_file, width=60, env=ON).out
            fits = not [line for line in shown.splitlines() if len(line) > 60 and not line.startswith("http")]
            if not fits or unwrapped(shown, piped) != [" ".join(line.split()) for line in piped.splitlines()]:
                different.append(f"{kind} {path.stem}")

    assert different == []


def test_a_wide_terminal_gets_exactly_the_lines_of_a_pipe(run: Callable[..., Run]) -> None:
    assert run("site", "leg", width=500, env=ON) == run("site", "leg")


@pytest.mark.parametrize("command", [*ANSWERS, "cause strain"])
def test_nothing_is_there_for_the_eye_alone(command: str, run: Callable[..., Run]) -> None:
    """No colour, no bold, no bullets, no columns, no rules, no pointer to the top of a screen."""
    shown = run(*command.split(), width=80, env=ON)

    lines = (shown.out + shown.err).splitlines()
    assert "\x1b" not in shown.out + shown.err
    assert [line for line in lines if line.startswith((" ", "-", "*", "•", "|", "─", "="))] == []
    assert POINTER not in shown.out
    assert shown.out.count("   ") == 0


def test_headings_are_words_with_a_blank_line_before(run: Callable[..., Run]) -> None:
    lines = run("site", "leg", "--all", width=80, env=ON).out.splitlines()

    assert [line for before, line in pairwise(lines) if not before] == [
        "When to get help", "Summary", "Causes", "Rarer diseases", "How it behaves", "Treatment", "Not known or disputed", "See also",
        "Other names", "Sources", "About this page",
    ]  # fmt: skip
    assert lines[4:6] == ["Emergency: Call your local emergency number now if", "the face droops [1]"]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_comparison_is_read_out_a_fact_a_line(width: int, run: Callable[..., Run]) -> None:
    """A row of a table, read aloud, says nothing: which column is it?"""
    shown = run("compare", "ear", "leg", width=width, env=ON)

    lines = shown.out.splitlines()
    first = lines.index("Causes in common")
    assert lines[first : first + 5] == ["Causes in common", "Stress", "Ear: common", "Leg: common", ""]
    assert lines[first + 5 : first + 9] == ["Causes of some of them", "Magnesium deficiency", "Ear: -", "Leg: sometimes"]
    assert "\t" not in shown.out
    assert "\x1b" not in shown.out


@pytest.mark.parametrize("value", ["", "0"])
def test_it_can_be_off(value: str, run: Callable[..., Run]) -> None:
    assert run("site", "leg", width=80, env={"ACCESSIBLE": value}) == run("site", "leg", width=80)
    assert run("site", "leg", width=80, env=ON) != run("site", "leg", width=80)


def test_a_pipe_is_as_it_was(run: Callable[..., Run]) -> None:
    for options in ((), ("--json",), ("--format", "markdown")):
        assert run("site", "leg", *options, env=ON) == run("site", "leg", *options)


def test_an_address_is_whole(run: Callable[..., Run]) -> None:
    assert "https://example.org/good" in run("source", "good", width=20, env=ON).out.splitlines()
