"""What stands on the page of a search, of one that finds nothing, and of one that only offers: first help, and never comfort."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MINI, Run, sign

from twitchref import answer, rows, texts
from twitchref.pages.answers import blocks
from twitchref.pages.text import plain


def lines(given: answer.Answer) -> list[str]:
    """The page as plain lines."""
    return plain(blocks(given, "1")).splitlines()


def test_signs_stand_first_by_what_to_do_each_level_said_once() -> None:
    signs = (sign("a", "emergency", "it stops"), sign("b", "emergency", "it turns blue"), sign("c", "routine", "it lasts"))
    hit = rows.Hit("cause", "one", "One", "rare", (rows.Match("summary", "It stops.", ((0, 2),)),))
    shown = lines(answer.Hits("it stops", None, (), signs, (hit,)))
    assert shown[:9] == [
        "Search: it stops",
        "",
        "When to get help",
        "Emergency: Call your local emergency number now if",
        "it stops",
        "it turns blue",
        "Routine: Book an appointment if",
        "it lasts",
        f"{texts.GET_HELP} Every sign: twitchref signs.",
    ]
    assert shown.index("One (cause, rare behind a twitch)") > shown.index(texts.BEST_FIRST) > 8


def test_without_hits_no_order_is_spoken_of() -> None:
    shown = lines(answer.Hits("it stops", None, (), (sign("a", "emergency", "it stops"),), ()))
    assert not [line for line in shown if "Best text match" in line]


@pytest.mark.parametrize("query", ["magnesium", "dopamine", "coffe", "xylophone", "magnesium alloy wheels", "hypocalcae", "E83.4", "?!a"])
def test_the_line_that_says_whom_to_ask_is_on_every_page_of_a_search(run: Callable[..., Run], query: str) -> None:
    shown = run("search", query)
    assert texts.GET_HELP in shown.out + shown.err


def test_a_search_that_finds_nothing_offers_what_the_other_look_ups_know(run: Callable[..., Run]) -> None:
    shown = run("search", "E83.4")
    assert shown.code == 4
    assert "twitchref cause magnesium-deficiency" in shown.err
    assert json.loads(run("search", "E83.4", "--json").out)["kind"] == "near"


def test_nothing_found_names_the_words_and_says_where_they_are_found(run: Callable[..., Run]) -> None:
    shown = run("site", "dopamine").err.splitlines()
    assert shown[0].endswith(texts.SAYS_NOTHING)
    assert "Pages and signs have some of these words: twitchref search dopamine" in shown
    assert texts.GET_HELP in shown
    assert "No page here mentions: xylophone." in run("site", "xylophone").err
    assert "search xylophone" not in run("site", "xylophone").err


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_where_signs_cannot_be_read_a_search_says_so(run: Callable[..., Run], tmp_path: Path, more: tuple[str, ...]) -> None:
    data = tmp_path / "data"
    shutil.copytree(MINI, data)
    (data / "signs.yaml").write_text("- none\n", encoding="utf-8")
    shown = run("search", "magnesium", *more, data=data)
    assert shown.code == 0
    assert "signs.yaml:1:1: " in shown.err
    assert more or texts.SIGNS_UNREAD in shown.out.splitlines()


def test_where_all_signs_can_be_read_nothing_is_said_of_it(run: Callable[..., Run]) -> None:
    shown = run("search", "magnesium")
    assert (shown.err, texts.SIGNS_UNREAD in shown.out) == ("", False)
