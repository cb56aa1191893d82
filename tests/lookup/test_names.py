"""From what is typed to the entry that is meant: exact, then words, then near; a near one is never shown as exact."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from string import ascii_lowercase

import pytest
from conftest import MINI, Run
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twitchref.answer import Candidate, Many, Nothing
from twitchref.lookup.names import resolve
from twitchref.model import Compendium, Kind
from twitchref.reading import load
from twitchref.store import reader as store
from twitchref.words import fold


@pytest.fixture(scope="module")
def mini() -> store.Store:
    """The small compendium in a store."""
    return store.build(load.load(MINI)[0])


def found(opened: store.Store, kind: Kind, text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """What came, and of each entry its kind, id and the name that led to it."""
    answer = resolve(opened, kind, text)
    if isinstance(answer, Candidate):
        return "one", [(answer.kind, answer.id, answer.matched)]
    if isinstance(answer, Many):
        return answer.kind, [(each.kind, each.id, each.matched) for each in answer.candidates]
    return "nothing", []


@pytest.mark.parametrize(
    ("kind", "typed", "id_", "matched"),
    [
        # the same name, however it is spelt
        ("site", "ear", "ear", "Ear"),
        ("site", "EAR", "ear", "Ear"),
        ("site", "ears", "ear", "Ear"),
        ("site", "Leg-Twitches", "leg", "leg twitch"),
        ("site", "legtwitch", "leg", "leg twitch"),
        ("site", "calf", "leg", "calf"),
        ("cause", "magnesium", "magnesium-deficiency", "magnesium"),
        ("cause", "hypomagnesemia", "magnesium-deficiency", "hypomagnesaemia"),
        ("cause", "Lack of Magnesium", "magnesium-deficiency", "lack of magnesium"),
        ("cause", "e83.42", "magnesium-deficiency", "E83.42"),
        ("cause", "E8342", "magnesium-deficiency", "E83.42"),
        ("cause", "restless-legs", "restless-legs", "Restless legs"),
        ("cause", "restless_leg's", "restless-legs", "Restless legs"),
        ("term", "rippling muscles", "myokymia", "rippling muscle"),
        # a name with words around it that decide nothing
        ("site", "my left ear", "ear", "Ear"),
        ("site", "why is my ear like this?", "ear", "Ear"),
        ("site", "jumpy legs, and what to do", "leg", "jumpy legs"),
        ("cause", "too little magnesium", "magnesium-deficiency", "magnesium"),
        ("cause", "symptoms of hypocalcemia", "low-calcium", "hypocalcaemia"),
        ("cause", "could it be stress?", "stress", "Stress"),
        # words of one entry's names, in any order, the last perhaps only begun
        ("site", "jumpy", "leg", "jumpy legs"),
        ("site", "clicking", "ear", "clicking ear"),
        ("cause", "damage nerve", "nerve-disease", "nerve damage"),
        ("cause", "magn", "magnesium-deficiency", "magnesium"),
        ("cause", "deficiency of magnesium", "magnesium-deficiency", "Magnesium deficiency"),
        ("cause", "restless", "restless-legs", "Restless legs"),
    ],
)
def test_one_clear_winner_is_the_page(mini: store.Store, kind: Kind, typed: str, id_: str, matched: str) -> None:
    assert found(mini, kind, typed) == ("one", [(kind, id_, matched)])


@pytest.mark.parametrize(
    ("kind", "typed", "entries"),
    [
        ("cause", "strain", [("cause", "overexertion", "strain"), ("cause", "stress", "strain")]),
        ("cause", "is it a bad strain", [("cause", "overexertion", "strain"), ("cause", "stress", "strain")]),
        ("site", "twitch", [("site", "leg", "leg twitch"), ("site", "ear", "ear twitch"), ("site", "lip", "lip twitch")]),
    ],
)
def test_a_word_that_several_entries_own_names_them_all(
    mini: store.Store, kind: Kind, typed: str, entries: list[tuple[str, str, str]]
) -> None:
    kind_of_answer, came = found(mini, kind, typed)
    assert kind_of_answer == "several"
    assert sorted(came) == sorted(entries)


@pytest.mark.parametrize(
    ("kind", "typed", "first"),
    [
        ("cause", "stres", ("cause", "stress", "Stress")),
        ("cause", "magnezium", ("cause", "magnesium-deficiency", "magnesium")),
        ("cause", "mangesium", ("cause", "magnesium-deficiency", "magnesium")),
        ("cause", "hypocalcmia", ("cause", "low-calcium", "hypocalcaemia")),
        ("cause", "restles legs", ("cause", "restless-legs", "Restless legs")),
        ("site", "jumpy lebs", ("site", "leg", "jumpy legs")),
        ("term", "myokimia", ("term", "myokymia", "Myokymia")),
    ],
)
def test_a_typo_is_near_and_never_exact(mini: store.Store, kind: Kind, typed: str, first: tuple[str, str, str]) -> None:
    kind_of_answer, came = found(mini, kind, typed)
    assert kind_of_answer == "near"
    assert came[0] == first


@pytest.mark.parametrize(
    ("kind", "typed", "elsewhere"),
    [
        ("site", "stress", ("cause", "stress", "Stress")),
        ("site", "lack of magnesium", ("cause", "magnesium-deficiency", "lack of magnesium")),
        ("cause", "my ear", ("site", "ear", "Ear")),
        ("cause", "myokymia", ("term", "myokymia", "Myokymia")),
        ("term", "leg", ("site", "leg", "Leg")),
    ],
)
def test_a_name_of_another_kind_is_near(mini: store.Store, kind: Kind, typed: str, elsewhere: tuple[str, str, str]) -> None:
    assert found(mini, kind, typed) == ("near", [elsewhere])


@pytest.mark.parametrize("typed", ["zebra", "xq", "", "?!", "why should I", "magnesium alloy wheels", "lig", "legg up on the market"])
@pytest.mark.parametrize("kind", ["site", "cause"])
def test_what_no_name_is_near_finds_nothing(mini: store.Store, kind: Kind, typed: str) -> None:
    assert found(mini, kind, typed) == ("nothing", [])


@pytest.mark.parametrize("typed", ["E83.43", "E83.4", "E83", "E8343"])
def test_another_code_is_another_thing(mini: store.Store, typed: str) -> None:
    assert found(mini, "cause", typed) == ("nothing", [])


def test_a_name_that_is_half_of_what_was_typed_is_only_near(mini: store.Store) -> None:
    assert found(mini, "site", "ear of corn") == ("near", [("site", "ear", "Ear")])
    assert found(mini, "cause", "magnesium wheels") == ("near", [("cause", "magnesium-deficiency", "magnesium")])


def test_an_exact_name_comes_before_names_that_contain_it(mini: store.Store) -> None:
    """`ear twitch` is one name of the ear, and `twitch` alone belongs to three sites."""
    assert found(mini, "site", "ear twitch") == ("one", [("site", "ear", "ear twitch")])
    assert found(mini, "site", "twitch")[0] == "several"


@pytest.mark.parametrize(
    ("arguments", "code", "kind"),
    [
        (("site", "jumpy", "legs"), 0, "site"),
        (("cause", "strain"), 4, "several"),
        (("cause", "stres"), 4, "near"),
        (("site", "stress"), 4, "near"),
        (("site", "zebra"), 3, "none"),
    ],
)
def test_the_exit_code_says_how_it_was_found(run: Callable[..., Run], arguments: tuple[str, ...], code: int, kind: str) -> None:
    shown = run(*arguments, "--json")
    assert shown.code == code
    assert json.loads(shown.out)["kind"] == kind


def test_the_page_says_which_name_led_there(run: Callable[..., Run]) -> None:
    assert run("cause", "hypomagnesemia").out.splitlines()[1] == (
        'Cause: minerals, salts and vitamins. Found by the name "hypomagnesaemia".'
    )
    assert json.loads(run("site", "JUMPY", "LEG", "--json").out)["matched"] == "jumpy legs"


def test_candidates_are_shown_with_the_name_that_suggests_them(run: Callable[..., Run]) -> None:
    shown = run("cause", "mangesium", "--json")
    candidate = {"kind": "cause", "id": "magnesium-deficiency", "name": "Magnesium deficiency", "matched": "magnesium"}
    assert json.loads(shown.out)["candidates"] == [candidate]


@given(st.text(max_size=10_000), st.sampled_from(["site", "cause", "term"]))
@example('"', "site")
@example('ear" OR "leg', "site")
@example("ear NEAR leg", "site")
@example("ear' OR 1=1 --", "site")
@example("leg " * 2500, "site")
@example("a" * 10_000, "cause")
@example("\0", "term")
@example("ear\0leg", "site")
@settings(deadline=None, derandomize=True, database=None)
def test_any_text_has_an_answer(mini: store.Store, text: str, kind: Kind) -> None:
    assert isinstance(resolve(mini, kind, text), Candidate | Many | Nothing)


# ---- over the real names


def names_of_one_entry(real: Compendium) -> list[tuple[Kind, str, str]]:
    """Kind, id and text of every name with five letters or more that leads to one entry."""
    owners: defaultdict[str, set[tuple[Kind, str]]] = defaultdict(set)
    texts: dict[str, str] = {}
    for entry in real.entries:
        for text in [entry.name, entry.id, *(name.text for name in entry.names)]:
            owners[fold(text)].add((entry.kind, entry.id))
            texts.setdefault(fold(text), text)
    return [
        (*next(iter(owners[folded])), text)
        for folded, text in texts.items()
        if len(owners[folded]) == 1 and sum(char.isalpha() for char in text) >= 5
    ]


def typos(name: str) -> Iterator[str]:
    """Four single edits of letters of the name, the same in every run: some ten thousand for all names, of millions that there are."""
    draw = random.Random(name)
    letters = [at for at, char in enumerate(name) if char.isalpha()]
    at = draw.choice(letters)
    yield name[:at] + name[at + 1 :]
    at = draw.choice(letters)
    yield name[:at] + draw.choice([letter for letter in ascii_lowercase if letter != name[at].lower()]) + name[at + 1 :]
    at = draw.choice(letters)
    yield name[:at] + draw.choice(ascii_lowercase) + name[at:]
    pairs = [at for at in letters if name[at + 1 : at + 2].isalpha() and name[at].lower() != name[at + 1].lower()]
    at = draw.choice(pairs)
    yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def test_the_entry_meant_is_the_first_suggestion_for_nearly_every_typo(real: Compendium, real_store: store.Store) -> None:
    tried = wrong = 0
    misses = []
    for kind, id_, name in names_of_one_entry(real):
        for typo in typos(name):
            tried += 1
            came = found(real_store, kind, typo)[1]
            if not came or came[0][:2] != (kind, id_):
                wrong += 1
                misses.append(f"{typo!r} of {name!r} ({kind} {id_}): {came[:2]}")
    assert tried > 8000
    assert wrong / tried <= 0.05, "\n".join(misses[:40])


def test_random_strings_suggest_nothing(real_store: store.Store) -> None:
    draw = random.Random(5)
    strings = ["".join(draw.choices(ascii_lowercase, k=draw.randint(5, 14))) for _ in range(500)]
    kinds: tuple[Kind, ...] = ("site", "cause", "term")
    assert [text for text in strings for kind in kinds if not isinstance(resolve(real_store, kind, text), Nothing)] == []
