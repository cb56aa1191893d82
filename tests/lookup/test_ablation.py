"""No constant of the look-up is there for nothing: half of it, double or none, and what holds with it does not hold any more."""

from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple

import pytest
from conftest import MINI, sign

from twitchref import model
from twitchref.answer import Hits, Many
from twitchref.lookup import names, query, search, signs
from twitchref.model import Compendium
from twitchref.reading import load
from twitchref.rows import Candidate
from twitchref.store import reader as store


def _cause(id_: str, *names: str, text: str = "", register: model.Register = "lay") -> model.Entry:
    claims = (model.Claim(text, "high", ()),) if text else ()
    return model.Entry("cause", id_, id_, tuple(model.Name(name, register) for name in names), summary=claims, cause_kind="everyday")


def _hits(typed: str, *causes: model.Entry) -> list[str]:
    """The ids of the hits; of the small compendium, where no causes are given."""
    of = Compendium(causes, (), (), model.Words(), frozenset(), "0" * 64) if causes else load.load(MINI)[0]
    found = search.search(store.build(of), typed)
    return [hit.id for hit in found.hits] if isinstance(found, Hits) else []


def _named(typed: str, kind: model.Kind = "cause") -> list[str]:
    """The ids of the entries of the small compendium that the text names or may mean."""
    found = names.resolve(store.build(load.load(MINI)[0]), kind, typed)
    if isinstance(found, Candidate):
        return [found.id]
    return [each.id for each in found.candidates] if isinstance(found, Many) else []


OTHERS = tuple(_cause(f"other-{number}") for number in range(8))


def _a_name_counts_over_two_words_of_text_and_under_three() -> bool:
    named = _cause("named", "dystonia", register="clinical", text="And so on, in many more words than there need to be. " * 6)
    two = _cause("text", "rash fever apple", text="Fever, rash. " * 3)
    three = _cause("text", "rash fever chill apple", text="Fever, rash, chill. " * 3)
    return (
        _hits("dystonia rash fever", named, two, *OTHERS)[0] == "named"
        and _hits("dystonia rash fever chill", named, three, *OTHERS)[0] == "text"
    )


def _half_of_the_words_are_enough_and_a_quarter_is_not() -> bool:
    causes = (_cause("one", "rash"), _cause("two", "fever"), _cause("three", "chill"), _cause("four", "hiccup"))
    return len(_hits("rash fever", *causes)) == 2 and _hits("rash fever chill hiccup", *causes) == []


def _a_short_word_is_not_corrected_and_a_longer_one_is() -> bool:
    return _hits("lag") == [] and _hits("coffe") == ["caffeine"]


def _two_letters_may_be_wrong_where_there_are_many_right_ones() -> bool:
    return _hits("pottasium", _cause("one", "potassium"), *OTHERS) == ["one"] and _hits("ravar", _cause("one", "river"), *OTHERS) == []


def _a_short_word_has_no_stem_and_a_longer_one_has() -> bool:
    at, walk = _cause("one", text="It begins at night."), _cause("one", text="Walking helps.")
    return _hits("ate", at, *OTHERS) == [] and _hits("walked", walk, *OTHERS) == ["one"]


def _rare(entry: model.Entry) -> model.Entry:
    return entry._replace(sites=(model.Link("site", "leg", "Leg", "rare", ()),))


def _a_rare_disease_stands_behind_three_quarters_of_its_text_and_before_a_third() -> bool:
    said = _rare(_cause("rare", text="Fever, " * 6))
    a_little_less, much_less = (_cause("other", text=text) for text in ("Fever, " * 5 + "and so on.", "A fever, " + "and so on, " * 5))
    return _hits("fever", said, a_little_less, *OTHERS) == ["other", "rare"] and _hits("fever", said, much_less, *OTHERS) == [
        "rare",
        "other",
    ]


def _signs(typed: str, *signs: model.Sign) -> int:
    """How many signs come."""
    of = Compendium((*OTHERS, _cause("one", "chill rash fever sneeze")), signs, (), model.Words(), frozenset(), "0" * 64)
    found = search.search(store.build(of), typed)
    return len(found.signs) if isinstance(found, Hits) else 0


def _two_thirds_of_the_words_are_enough_for_a_sign_and_a_half_is_not() -> bool:
    all_three, two = sign("all", "urgent", "chill, rash and fever"), sign("two", "urgent", "chill and rash")
    return (
        _signs("chill rash fever", all_three, two) == 2
        and _signs("chill rash fever sneeze", sign("all", "urgent", "chill, rash, fever, sneeze"), two) == 1
    )


def _at_most_eight_signs_are_shown() -> bool:
    return _signs("rash", *(sign(f"number-{number}", "urgent", "a rash") for number in range(20))) == 8


def _what_cannot_be_done_stands_within_three_words_and_not_within_six() -> bool:
    weak = sign("weak", "emergency", "it fails")
    words = model.Words(signs={"weak": ("cant move leg",)})
    opened = store.build(Compendium((*OTHERS, _cause("one", "leg")), (weak,), (), words, frozenset(), "0" * 64))

    def meant(typed: str) -> bool:
        found = search.search(opened, typed)
        return isinstance(found, Hits) and found.signs == (weak._replace(short="", why=""),)

    return meant("cant lift or move leg") and not meant("cant keep leg still so they move")


def _at_most_three_passages_are_shown() -> bool:
    five = _cause("one", *(f"fever {number}" for number in "abcde"))
    found = search.search(store.build(Compendium((five,), (), (), model.Words(), frozenset(), "0" * 64)), "fever")
    return isinstance(found, Hits) and len(found.hits[0].matches) == 3


def _short_texts_are_near_nothing_and_longer_ones_are() -> bool:
    return _named("lig", "site") == [] and _named("cafeine") == ["caffeine"]


def _two_edits_are_near_in_a_long_name_only() -> bool:
    return _named("koffeine") == [] and _named("magneziun") == ["magnesium-deficiency"]


def _a_word_is_begun_by_three_letters_and_not_by_two() -> bool:
    return _named("ma") == [] and _named("hyp") == ["low-calcium", "magnesium-deficiency"]


def _half_of_what_was_typed_is_near_and_a_third_is_not() -> bool:
    return _named("magnesium wheels") == ["magnesium-deficiency"] and _named("magnesium alloy wheels") == []


def _at_most_five_are_offered() -> bool:
    six = tuple(_cause(f"fever-{letter}") for letter in "abcdef")
    found = names.resolve(store.build(Compendium(six, (), (), model.Words(), frozenset(), "0" * 64)), "cause", "fever")
    return isinstance(found, Many) and len(found.candidates) == 5


class Case(NamedTuple):
    """A constant, and what holds only with its value as it is."""

    room: ModuleType
    constant: str
    holds: Callable[[], bool]


CASES = (
    Case(search, "_NAMED", _a_name_counts_over_two_words_of_text_and_under_three),
    Case(search, "_RARE", _a_rare_disease_stands_behind_three_quarters_of_its_text_and_before_a_third),
    Case(signs, "_SHARE", _two_thirds_of_the_words_are_enough_for_a_sign_and_a_half_is_not),
    Case(signs, "_REACH", _what_cannot_be_done_stands_within_three_words_and_not_within_six),
    Case(signs, "MOST_SIGNS", _at_most_eight_signs_are_shown),
    Case(search, "_ENOUGH", _half_of_the_words_are_enough_and_a_quarter_is_not),
    Case(search, "MAX_MATCHES", _at_most_three_passages_are_shown),
    Case(query, "_SHORTEST", _a_short_word_is_not_corrected_and_a_longer_one_is),
    Case(query, "_CONSONANTS", _two_letters_may_be_wrong_where_there_are_many_right_ones),
    Case(query, "_SHORT", _a_short_word_has_no_stem_and_a_longer_one_has),
    Case(names, "_ONE_EDIT", _short_texts_are_near_nothing_and_longer_ones_are),
    Case(names, "_TWO_EDITS", _two_edits_are_near_in_a_long_name_only),
    Case(names, "_BEGUN", _a_word_is_begun_by_three_letters_and_not_by_two),
    Case(names, "_PART", _half_of_what_was_typed_is_near_and_a_third_is_not),
    Case(names, "MAX_CANDIDATES", _at_most_five_are_offered),
)
FACTORS = {"half": 0.5, "double": 2.0, "none": 0.0}
# What a look-up may cost: more of it finds no more.
COSTS = {"_LONGEST_NAME", "_MOST_TURNED", "_MOST_MEANT"}


@pytest.mark.parametrize("case", CASES, ids=[case.constant for case in CASES])
def test_it_holds_with_every_constant_as_it_is(case: Case) -> None:
    assert case.holds()


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("case", CASES, ids=[case.constant for case in CASES])
def test_it_does_not_hold_with_a_changed_constant(case: Case, factor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value = getattr(case.room, case.constant)
    changed = value * FACTORS[factor]
    monkeypatch.setattr(case.room, case.constant, int(changed) if isinstance(value, int) else changed)
    assert not case.holds()


def test_every_number_of_the_look_up_is_tried() -> None:
    found = {
        (room.__name__, name)
        for room in (names, query, search, signs)
        for name, value in vars(room).items()
        if isinstance(value, int | float)
    }
    assert {name for _, name in found} - COSTS == {case.constant for case in CASES}
