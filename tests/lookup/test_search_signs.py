"""Which signs a search shows first: those that are meant, else those with its words, or the page's where one asks when to get help."""

from collections.abc import Mapping
from typing import Any

import pytest
from conftest import sign

from twitchref import model
from twitchref.answer import Hits
from twitchref.lookup.search import search
from twitchref.model import Compendium
from twitchref.store import reader as store

STROKE = sign("stroke", "emergency", "speech is suddenly slurred or the face droops", "slurred speech")
BREATH = sign("breath", "emergency", "it gets hard to breathe at rest")
SLUR = sign("slur", "urgent", "your speech slowly gets slurred", why="may be a nerve disease")
WEEKS = sign("weeks", "routine", "a twitch lasts over two weeks", "over two weeks")
SIGNS = (WEEKS, SLUR, BREATH, STROKE)
SAID = {"breath": ("cant breathe", "gasping"), "slur": ("slurring words slowly",), "weeks": ("weeks on end",)}


def named(kind: model.Kind, id_: str, name: str, *signs: model.Sign) -> model.Entry:
    levels = (tuple(each for each in signs if each.level == level) for level in ("emergency", "urgent", "routine"))
    return model.Entry(
        kind, id_, id_, (model.Name(name, "lay"),), help=model.Help(*levels), cause_kind="nerve" if kind == "cause" else None
    )


ENTRIES = (
    named("site", "face", "face", STROKE, WEEKS),
    named("site", "whole-body", "body", BREATH, WEEKS),
    named("cause", "nerve", "speech", SLUR),
    named("cause", "vaccine", "jab"),
)


def found(query: str, said: Mapping[str, tuple[str, ...]] = SAID, **lists: Any) -> list[str]:
    """The ids of the signs that come, where twitch, lasts and jerk are words for a twitch."""
    words = model.Words(("twitch", "jerk"), (), near={"cannot": ("cant",)}, signs=dict(said))._replace(**lists)
    answer = search(store.build(Compendium(ENTRIES, SIGNS, (), words, frozenset(), "0" * 64)), query)
    return [each.id for each in answer.signs] if isinstance(answer, Hits) else []


# ---- what people say who mean a sign


@pytest.mark.parametrize(
    "query",
    ["can't breathe", "I cant breathe", "cannot breathe", "breathing? I can't!", "cant breathe, face twitches", "gasped", "cant brethe"],
)  # fmt: skip
def test_a_sign_is_meant_by_what_people_say_in_any_form_and_order_and_whatever_else_they_say(query: str) -> None:
    assert found(query) == ["breath"]


@pytest.mark.parametrize("query", ["I drown", "can't see", "cant"])
def test_a_sign_is_meant_only_where_every_word_of_it_stands(query: str) -> None:
    assert found(query, {"breath": ("cant drown",)}) == []
    assert found("I drown and cant", {"breath": ("cant drown",)}) == ["breath"]


def test_who_cannot_stop_a_movement_can_make_it() -> None:
    said = {"stroke": ("cant move leg",), "breath": ("fit wont stop",)}
    assert found("I can't move my leg", said) == ["stroke"]
    assert found("my leg can't stop moving", said) == []
    assert found("the fit does not stop", said) == ["breath"]


@pytest.mark.parametrize(
    "query", ["I can't move my leg", "can't lift or move my leg", "move my leg? I cannot", "I can't really move this leg"]
)
def test_what_cannot_be_done_stands_near_the_word_for_it(query: str) -> None:
    assert found(query, {"stroke": ("cant move leg",)}) == ["stroke"]


@pytest.mark.parametrize("query", ["can't keep my legs still, they have to move", "my leg moves and I can't get to sleep"])
def test_who_cannot_do_another_thing_is_not_meant(query: str) -> None:
    assert found(query, {"stroke": ("cant move leg",)}) == []


def test_where_a_sign_is_meant_the_others_are_left_out() -> None:
    """Alarms that nobody asked for are read past, and so are those beside them."""
    assert found("slurred speech", {}) == ["stroke", "slur"]
    assert found("slurring words slowly, and speech") == ["slur"]


def test_what_people_say_stands_on_no_page() -> None:
    """Else a word of it would make something else ours, and known."""
    words = model.Words(signs={"breath": ("gasping",)})
    opened = store.build(Compendium(ENTRIES, SIGNS, (), words, frozenset(), "0" * 64))
    answer = search(opened, "gasping speech")
    assert isinstance(answer, Hits)
    assert answer.unknown_words == ("gasping",)
    assert [each.id for each in answer.signs] == ["breath"]


def test_the_longest_that_is_said_comes_first_within_a_level() -> None:
    assert found("my face feels odd", {"stroke": ("face",), "breath": ("face feels odd",)}) == ["breath", "stroke"]


# ---- the words of a sign


def test_signs_that_match_come_with_the_emergency_first() -> None:
    assert found("slurred speech") == ["stroke", "slur"]
    assert found("my speech is slurring") == ["stroke", "slur"]


def test_a_sign_has_most_of_the_words_that_any_sign_has() -> None:
    assert found("speech and a drooping face") == ["stroke"]
    assert found("slurred speech, slowly, of a nerve") == ["slur"]


def test_a_sign_is_found_by_its_short_words_and_by_its_reason() -> None:
    assert found("nerve") == ["slur"]


def test_a_place_or_a_twitch_alone_finds_no_sign() -> None:
    assert found("face") == []
    assert found("the face twitches") == []
    assert found("the face droops") == ["stroke"]


def test_one_word_of_several_finds_no_sign() -> None:
    """Running is not low sugar on a run, and lying down is no fight for breath."""
    assert found("slowly") == ["slur"]
    assert found("slowly, and a nerve") == ["slur"]
    assert found("slowly, and a jab") == []


def test_words_for_the_same_are_one_word() -> None:
    child = sign("child", "emergency", "a child is limp")
    words = model.Words(synonyms={"son": ("child",)})
    opened = store.build(Compendium((*ENTRIES, named("cause", "kids", "child")), (child,), (), words, frozenset(), "0" * 64))
    for query, signs in (("limp child", ["child"]), ("7 year old son", []), ("7 year old son is limp", ["child"])):
        answer = search(opened, query)
        assert isinstance(answer, Hits), query
        assert [each.id for each in answer.signs] == signs, query


def test_one_word_said_of_other_things_means_a_sign_only_where_we_are_meant() -> None:
    said = {"stroke": ("speech",)}
    assert found("speech", said, elsewhere=("speech",)) == ["stroke"]
    assert found("speech synthesis", said) == ["stroke"]
    assert found("speech synthesis", said, elsewhere=("speech",)) == []


def test_beside_a_word_of_other_things_only_what_is_said_in_several_words_means_a_sign() -> None:
    said = {"breath": ("gasping",), "stroke": ("face drooping",)}
    assert found("gasping movie", said, off_topic=("movie",)) == ["breath"]  # no page has the word: it is said of nothing else
    assert found("speech movie", {"stroke": ("speech",)}, off_topic=("movie",)) == []
    assert found("face drooping movie", said, off_topic=("movie",)) == ["stroke"]


def test_a_word_that_is_meant_as_it_is_finds_no_sign() -> None:
    assert found("slowly") == ["slur"]
    assert found("slowly", alone=("slowly",)) == []


def test_words_about_something_else_find_no_sign() -> None:
    assert found("nerve cream recipe") == []


def test_at_most_eight_are_shown_and_those_with_most_of_the_words() -> None:
    many = tuple(sign(f"number-{number}", "urgent", "a fever and a rash") for number in range(9))
    best = sign("best", "routine", "a fever, a rash and a chill")
    opened = store.build(Compendium(ENTRIES, (*many, best), (), model.Words(), frozenset(), "0" * 64))
    answer = search(opened, "fever and rash and chill")
    assert isinstance(answer, Hits)
    assert len(answer.signs) == 8
    assert answer.signs[-1].id == "best"


# ---- when to get help


@pytest.mark.parametrize("query", ["when should I see a doctor", "should I worry?", "is it serious", "is it normal", "GP"])
def test_who_asks_when_to_get_help_gets_the_signs_of_the_whole_body(query: str) -> None:
    assert found(query) == ["breath", "weeks"]


@pytest.mark.parametrize("query", ["is a face twitch serious", "my face jerks, I am worried", "face: when to see a doctor"])
def test_who_asks_it_of_a_place_gets_the_signs_of_its_page(query: str) -> None:
    assert found(query) == ["stroke", "weeks"]


def test_who_asks_it_with_a_sign_gets_that_sign() -> None:
    assert found("can't breathe, is it serious") == ["breath"]


def test_who_asks_it_of_something_else_gets_none() -> None:
    assert found("is the recipe serious") == []


def test_a_query_of_filler_alone_is_looked_for_as_typed() -> None:
    assert found("two weeks", {}) == ["weeks"]
    assert found("for weeks", {}) == ["weeks"]
    assert found("why should I", {}) == []
