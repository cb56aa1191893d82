"""What people see, whole: pages of the real data in a pipe, on a terminal in colour, and on a narrow one.

After a change that is meant to show, `pytest tests/pages/test_golden.py --update-golden` writes the files anew; read the difference.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GOLDEN, Run

PAGES = {
    "site-ear": ("site", "ear"),
    "site-lip": ("site", "lip"),
    "site-leg": ("site", "leg"),
    "site-eyelid": ("site", "eyelid"),
    "site-hand": ("site", "hand"),
    "site-whole-body": ("site", "whole", "body"),
    "cause-magnesium": ("cause", "magnesium"),
    "cause-restless-legs": ("cause", "restless", "legs"),
    "cause-als": ("als",),
    "term-myokymia": ("term", "myokymia"),
    "site-leg-all": ("site", "leg", "--all"),
    "cause-restless-legs-all": ("cause", "restless", "legs", "--all"),
    "term-myokymia-all": ("term", "myokymia", "--all"),
    "site-leg-help": ("site", "leg", "help"),
    "site-leg-causes": ("site", "leg", "causes"),
    "cause-magnesium-treatment": ("cause", "magnesium", "treatment"),
    "signs-leg": ("signs", "leg"),
    "compare-als-bfs": ("compare", "als", "bfs"),
    "source-nice": ("source", "nice"),
    "search-dopamine": ("search", "dopamine"),
    "signs": ("signs",),
    "compare-ear-lip-leg": ("compare", "ear", "lip", "leg"),
    "sheet-leg": ("sheet", "leg"),
}
NARROW = ("site-leg", "cause-magnesium", "cause-als", "site-leg-causes", "search-dopamine", "compare-ear-lip-leg", "compare-als-bfs")


@pytest.fixture
def shown(run: Callable[..., Run], real_file: Path) -> Callable[..., str]:
    """What stdout shows, with the data version, which every edit changes, left out."""

    def show(*arguments: str, width: int | None = None, env: dict[str, str] | None = None) -> str:
        ran = run(*arguments, data=real_file, width=width, env=env)
        assert (ran.code, ran.err) == (0, "")
        return re.sub(r"\b\d{4}\.\d\d\.\d\d\+[0-9a-f]{8}\b", "DATA-VERSION", ran.out)

    return show


@pytest.mark.parametrize("name", PAGES)
def test_a_pipe_gets_plain_lines(name: str, shown: Callable[..., str], golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.txt", shown(*PAGES[name]))


@pytest.mark.parametrize("name", PAGES)
def test_a_terminal_gets_a_painted_page(name: str, shown: Callable[..., str], golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.80.ansi", shown("--color", "always", *PAGES[name], width=80))


@pytest.mark.parametrize("name", NARROW)
def test_a_narrow_terminal_gets_the_same_words(name: str, shown: Callable[..., str], golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.40.txt", shown("--color", "never", *PAGES[name], width=40))


@pytest.mark.parametrize("width", [80, 40])
def test_help(width: int, shown: Callable[..., str], golden: Callable[[str, str], None]) -> None:
    golden(f"help.{width}.txt", shown("--help", env={"COLUMNS": str(width)}))


def test_every_golden_file_belongs_to_a_page() -> None:
    names = {f"{name}.txt" for name in PAGES} | {f"{name}.80.ansi" for name in PAGES} | {f"{name}.40.txt" for name in NARROW}

    assert names | {"help.80.txt", "help.40.txt"} == {path.name for path in GOLDEN.iterdir()}
