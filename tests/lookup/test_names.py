"""From what is typed to the entry that is meant: only a whole name opens a page; part of one, or one that is near, is an offer."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from string import ascii_lowercase

import pytest
from conftest import MINI, Run
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twitchref import model
from twitchref.answer import Many, Nothing
from twitchref.lookup.codes import as_code
from twitchref.lookup.names import KINDS, resolve
from twitchref.model import Compendium, Kind
from twitchref.reading import load
from twitchref.rows import Candidate
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
        ("cause", "what is E83.42", "magnesium-deficiency", "E83.42"),
        # all the words of a name in another order
        ("cause", "damage nerve", "nerve-disease", "nerve damage"),
        ("cause", "deficiency of magnesium", "magnesium-deficiency", "Magnesium deficiency"),
        ("cause", "is it a lack of magnesium", "magnesium-deficiency", "lack of magnesium"),
        # a site beside the words for a twitch
        ("site", "lip keeps twitching", "lip", "Lip"),
        ("site", "twitching of my left calf", "leg", "calf"),
        ("site", "twitch leg", "leg", "Leg"),
        # a word that means the same
        ("cause", "gym", "overexertion", "workout"),
        ("cause", "too much gym", "overexertion", "workout"),
    ],
)
def test_one_clear_winner_is_the_page(mini: store.Store, kind: Kind, typed: str, id_: str, matched: str) -> None:
    assert found(mini, kind, typed) == ("one", [(kind, id_, matched)])


@pytest.mark.parametrize(
    ("kind", "typed", "entries"),
    [
        ("cause", "strain", [("cause", "overexertion", "strain"), ("cause", "stress", "strain")]),
        ("cause", "is it a bad strain", [("cause", "overexertion", "strain"), ("cause", "stress", "strain")]),
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


@pytest.mark.parametrize(
    ("kind", "typed", "offers"),
    [
        ("site", "jumpy", [("site", "leg", "jumpy legs")]),
        ("site", "clicking", [("site", "ear", "clicking ear")]),
        ("cause", "magn", [("cause", "magnesium-deficiency", "magnesium")]),
        ("cause", "restless", [("cause", "restless-legs", "Restless legs")]),
        ("cause", "hypocalcae", [("cause", "low-calcium", "hypocalcaemia")]),
        ("cause", "my legs are restless and jimmy", []),
        ("site", "twitch", [("site", "ear", "ear twitch"), ("site", "leg", "leg twitch"), ("site", "lip", "lip twitch")]),
    ],
)
def test_part_of_a_name_is_an_offer(mini: store.Store, kind: Kind, typed: str, offers: list[tuple[str, str, str]]) -> None:
    kind_of_answer, came = found(mini, kind, typed)
    assert (kind_of_answer, sorted(came)) == ("near" if offers else "nothing", offers)


def test_a_spelling_rule_makes_no_other_word_of_what_was_typed() -> None:
    """As if it were a plural, and as British as fibre, `stres` folds to `ster`."""
    opened = storing(mild("one", "steroid"), mild("two", "stress"))
    assert found(opened, "site", "stres") == ("near", [("site", "two", "stress")])


def test_small_words_and_those_for_a_twitch_may_stand_within_a_name() -> None:
    opened = storing(mild("lip", "corner of mouth"), mild("leg", "leg in bed"))
    assert found(opened, "site", "a twitch at the corner of the mouth") == ("one", [("site", "lip", "corner of mouth")])
    assert found(opened, "site", "leg jerks in bed") == ("one", [("site", "leg", "leg in bed")])


def test_a_longer_code_is_another_thing_where_its_start_is_a_code_too() -> None:
    codes = (model.Name("E83", "code"), model.Name("salts", "lay"))
    opened = storing(model.Entry("cause", "one", "one", codes, cause_kind="deficiency"))
    assert found(opened, "cause", "what is E83") == ("one", [("cause", "one", "E83")])
    assert found(opened, "cause", "E83.43")[0] != "one"


def test_a_word_that_means_two_entries_names_both() -> None:
    opened = storing(mild("one", "shoulder"), mild("two", "armpit hair", "arm"), synonyms={"armpit": ("shoulder", "arm")})
    kind_of_answer, came = found(opened, "site", "left armpit twitching")
    assert (kind_of_answer, sorted(came)) == ("several", [("site", "one", "shoulder"), ("site", "two", "arm")])


@pytest.mark.parametrize("typed", ["muscle twitch", "why does it jerk", "twitching all the time"])
def test_words_for_a_twitch_alone_mean_the_whole_body(typed: str) -> None:
    opened = storing(mild("whole-body", "body"), mild("leg", "leg muscle"), mild("eyelid", "jerk of the lid"))
    assert found(opened, "site", typed) == ("one", [("site", "whole-body", "whole body")])
    assert found(opened, "cause", typed) == ("near", [("site", "whole-body", "whole body")])


@pytest.mark.parametrize("typed", ["jerk", "muscle", "constant", "muscle at night", "constant muscle"])
def test_one_word_alone_is_no_name_nor_are_words_that_only_stand_beside(typed: str) -> None:
    assert found(storing(mild("whole-body", "body")), "site", typed)[0] != "one"


@pytest.mark.parametrize("typed", ["all over", "twitching all over", "it jerks all over"])
def test_a_name_of_common_words_is_still_a_site(typed: str) -> None:
    opened = storing(mild("whole-body", "all over"), mild("leg", "leg"))
    assert found(opened, "site", typed) == ("one", [("site", "whole-body", "all over")])


def test_words_for_a_twitch_are_no_part_of_a_cause() -> None:
    """What is said of a place says nothing of a cause: a nerve that twitches is not the nerve."""
    opened = storing(model.Entry("cause", "nerve", "Nerve", cause_kind="nerve"))
    assert found(opened, "cause", "nerve") == ("one", [("cause", "nerve", "Nerve")])
    assert found(opened, "cause", "nerve twitch") == ("near", [("cause", "nerve", "Nerve")])


def mild(id_: str, *names: str) -> model.Entry:
    """A site with these names."""
    return model.Entry("site", id_, id_.replace("-", " "), tuple(model.Name(name, "lay") for name in names))


def storing(
    *entries: model.Entry, synonyms: dict[str, tuple[str, ...]] | None = None, near: dict[str, tuple[str, ...]] | None = None
) -> store.Store:
    """The entries, where twitch, muscle and jerk are words for a twitch."""
    words = model.Words(("twitch", "twitching", "jerk"), ("muscle", "constant", "night"), synonyms or {}, near or {})
    return store.build(Compendium(entries, (), (), words, frozenset(), "0" * 64))


@pytest.mark.parametrize("typed", ["zebra", "xq", "", "?!", "why should I", "magnesium alloy wheels", "lig", "ma", "legg up on the market"])
@pytest.mark.parametrize("kind", ["site", "cause"])
def test_what_no_name_is_near_finds_nothing(mini: store.Store, kind: Kind, typed: str) -> None:
    assert found(mini, kind, typed) == ("nothing", [])


@pytest.mark.parametrize("typed", ["E83.43", "E8343", "E84", "E8"])
def test_another_code_is_another_thing(mini: store.Store, typed: str) -> None:
    assert found(mini, "cause", typed) == ("nothing", [])


@pytest.mark.parametrize("typed", ["E83.4", "E83", "E83.421", "ICD-10-CM E83.4"])
def test_a_code_above_or_below_one_is_an_offer(mini: store.Store, typed: str) -> None:
    assert found(mini, "cause", typed) == ("near", [("cause", "magnesium-deficiency", "E83.42")])


def test_the_nearest_code_comes_first() -> None:
    codes = {"one": "G12", "two": "G12.21", "three": "G12.2"}
    opened = storing(*(model.Entry("cause", id_, id_, (model.Name(code, "code"),), cause_kind="nerve") for id_, code in codes.items()))
    assert [id_ for _, id_, _ in found(opened, "cause", "G12.20")[1]] == ["three", "one"]
    assert [id_ for _, id_, _ in found(opened, "cause", "G1")[1]] == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("E83.42", "e8342"),
        ("e8342", "e8342"),
        ("ICD-10 E83.42", "e8342"),
        ("icd10cm: G12.21", "g1221"),
        ("ORPHA:803", "orpha803"),
        ("Orphanet 803", "orpha803"),
        ("https://www.orpha.net/ORPHA_803", "orpha803"),
        ("http://purl.obolibrary.org/obo/MONDO_0004976", "mondo0004976"),
        ("HP:0002380", "hp0002380"),
        ("leg", ""),
        ("D3", ""),
        ("vitamin B12", ""),
        ("E83.42 and more", ""),
    ],
)
def test_a_code_is_known_by_its_system_and_its_address(typed: str, key: str) -> None:
    assert as_code(typed) == key


def test_an_address_of_a_code_opens_its_page() -> None:
    opened = storing(model.Entry("cause", "one", "one", (model.Name("MONDO:0004976", "code"),), cause_kind="nerve"))
    assert found(opened, "cause", "http://purl.obolibrary.org/obo/MONDO_0004976") == ("one", [("cause", "one", "MONDO:0004976")])


def test_of_two_names_within_a_text_the_longest_is_meant_whatever_its_words_are_called() -> None:
    """The name of a medicine is one of its page; with a word more it means another page, which says antidepressants."""
    pages = (
        model.Entry("cause", "one", "antidepressants", (model.Name("sertraline", "lay"),), cause_kind="medicine"),
        model.Entry("cause", "two", "withdrawal", (model.Name("coming off antidepressants", "lay"),), cause_kind="medicine"),
    )
    opened = storing(*pages, synonyms={"sertraline": ("antidepressant",)})
    assert found(opened, "cause", "sertraline")[1] == [("cause", "one", "sertraline")]
    assert found(opened, "cause", "coming off sertraline") == ("one", [("cause", "two", "coming off antidepressants")])


def test_a_word_that_is_only_near_in_meaning_is_an_offer() -> None:
    opened = storing(mild("liver", "liver"), near={"jaundice": ("liver",)})
    assert found(opened, "site", "jaundice") == ("near", [("site", "liver", "liver")])
    assert found(opened, "site", "is it jaundice") == ("near", [("site", "liver", "liver")])


def test_what_is_said_of_other_things_opens_no_page() -> None:
    words = model.Words(elsewhere=("iron man",), off_topic=("recipe",))
    opened = store.build(Compendium((mild("iron", "iron"),), (), (), words, frozenset(), "0" * 64))
    assert isinstance(resolve(opened, "site", "my iron"), Candidate)
    for typed in ("iron man", "an iron man", "iron recipes"):
        assert not isinstance(resolve(opened, "site", typed), Candidate), typed


def test_several_kinds_are_looked_up_at_once(mini: store.Store) -> None:
    kinds: tuple[Kind, ...] = ("site", "cause", "term")
    assert resolve(mini, kinds, "my left leg") == Candidate("site", "leg", "Leg", "Leg")
    assert resolve(mini, kinds, "magnesium") == Candidate("cause", "magnesium-deficiency", "Magnesium deficiency", "magnesium")
    assert resolve(mini, ("site", "cause"), "myokymia") == Many(
        "near", "myokymia", (Candidate("term", "myokymia", "Myokymia", "Myokymia"),)
    )


def test_a_name_that_entries_of_two_kinds_have_asks() -> None:
    opened = storing(mild("body", "tremor"), model.Entry("term", "tremor", "Tremor"))
    assert found(opened, "site", "tremor")[0] == "one"
    answer = resolve(opened, ("site", "term"), "tremor")
    assert isinstance(answer, Many)
    assert (answer.kind, sorted(each.id for each in answer.candidates)) == ("several", ["body", "tremor"])


def test_beside_a_name_of_another_kind_names_that_have_all_its_words_are_offered() -> None:
    geniospasm = model.Entry("cause", "two", "geniospasm", (model.Name("chin jerk at night", "lay"),), cause_kind="movement")
    opened = storing(mild("jaw", "chin"), geniospasm)
    assert found(opened, "cause", "jerks of my chin") == ("near", [("site", "jaw", "chin"), ("cause", "two", "chin jerk at night")])
    assert found(opened, "cause", "chin") == ("near", [("site", "jaw", "chin")])


def test_a_word_that_decides_nothing_makes_no_names_near() -> None:
    opened = storing(mild("one", "liver disease"), mild("two", "lyme disease"))
    assert found(opened, "site", "lime disease") == ("near", [("site", "two", "lyme disease")])
    assert found(storing(mild("one", "liver disease")), "site", "lime disease") == ("nothing", [])


def test_a_word_of_many_entries_makes_no_offer() -> None:
    """More of them than are ever offered: what shares only that has little in common."""
    few, many = (storing(*(mild(f"number-{number}", "cramp") for number in range(count))) for count in (5, 6))
    assert len(found(few, "site", "cramp wheels")[1]) == 5
    assert found(many, "site", "cramp wheels") == ("nothing", [])


def test_nothing_found_by_name_says_that_a_search_finds_something(mini: store.Store) -> None:
    answer = resolve(mini, "site", "dopamine")
    assert isinstance(answer, Nothing)
    assert answer.in_text
    assert resolve(mini, "site", "xylophone") == Nothing("xylophone", ("xylophone",), in_text=False)


def test_a_name_that_is_half_of_what_was_typed_is_only_near(mini: store.Store) -> None:
    assert found(mini, "site", "ear of corn") == ("near", [("site", "ear", "Ear")])
    assert found(mini, "cause", "magnesium wheels") == ("near", [("cause", "magnesium-deficiency", "magnesium")])


def test_the_nearest_name_comes_first_and_at_most_five_do() -> None:
    names = ["magnesiumx", "magnesia", "magnesiumy", "magnesiumz", "magnesiumq", "magnesium"]
    opened = storing(*(mild(f"number-{number}", name) for number, name in enumerate(names)))
    came = found(opened, "site", "magnesiun")[1]
    assert (came[0][2], len(came)) == ("magnesium", 5)


def test_nothing_found_says_which_words_no_page_has(mini: store.Store) -> None:
    assert resolve(mini, "site", "zebra crossings of the leg in a dream") == Nothing(
        "zebra crossings of the leg in a dream", ("zebra", "crossings", "dream")
    )
    found = resolve(mini, "site", "rare stripes of twitching coffee")
    assert isinstance(found, Nothing)
    assert found.unknown_words == ("stripes",)


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
    assert run("cause", "hypomagnesemia").out.splitlines()[0] == 'Magnesium deficiency (found by the name "hypomagnesaemia")'
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


@pytest.mark.parametrize(
    ("typed", "entries"), [("mg", {"magnesium-deficiency", "myasthenia-gravis"}), ("TD", {"tardive-dyskinesia", "tetanus"})]
)
def test_letters_that_mean_several_things_ask(real_store: store.Store, typed: str, entries: set[str]) -> None:
    kind_of_answer, came = found(real_store, "cause", typed)
    assert (kind_of_answer, {id_ for _, id_, _ in came}) == ("several", entries)


@pytest.mark.parametrize(("code", "id_"), [("R25.1", "tremor"), ("R25.2", "spasm"), ("r253", "fasciculation")])
def test_what_a_record_calls_a_twitch_opens_the_term(real_store: store.Store, code: str, id_: str) -> None:
    found = resolve(real_store, KINDS, code)
    assert isinstance(found, Candidate)
    assert (found.kind, found.id) == ("term", id_)


def test_no_word_that_is_only_part_of_names_opens_a_page(real_store: store.Store) -> None:
    """A thousand dictionary words are such."""
    real_store.whole()
    names = {fold(text).replace(" ", "") for (text,) in real_store.rows("SELECT text FROM names")}
    meant = {word for (word,) in real_store.rows("SELECT word FROM synonyms WHERE same")}
    parts = {word for (folded,) in real_store.rows("SELECT folded FROM names") for word in folded.split()} - names - meant
    kinds: tuple[Kind, ...] = ("site", "cause", "term")
    assert len(parts) > 500
    assert [word for word in sorted(parts) if isinstance(resolve(real_store, kinds, word), Candidate)] == []


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
    for kind, id_, name in list(names_of_one_entry(real))[::3]:
        for typo in typos(name):
            tried += 1
            came = found(real_store, kind, typo)[1]
            if not came or came[0][:2] != (kind, id_):
                wrong += 1
                misses.append(f"{typo!r} of {name!r} ({kind} {id_}): {came[:2]}")
    assert tried > 3000
    assert wrong / tried <= 0.05, "\n".join(misses[:40])


def names_of_the_first_edition() -> list[tuple[Kind, str, str]]:
    """Kind, id and text of every name that the first edition listed; most of those of sites said twitch in another way.

    A name that has a page of its own since is listed with that page.
    """
    lines = (Path(__file__).parent.parent / "names_of_the_first_edition.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [(kind, id_, name) for kind, id_, name, _ in rows]  # type: ignore[misc]


def test_every_name_of_the_first_edition_still_finds_its_entry(real_store: store.Store) -> None:
    """Alone, or where the name is shared, as one of several."""
    names = names_of_the_first_edition()
    lost = []
    for kind, id_, name in names:
        kind_of_answer, came = found(real_store, kind, name)
        if kind_of_answer not in ("one", "several") or (kind, id_) not in {each[:2] for each in came}:
            lost.append(f"{kind} {id_}: {name!r} gives {kind_of_answer} {came[:2]}")
    assert len(names) > 2500
    assert lost == [], f"{len(lost)} are lost:\n" + "\n".join(lost)


def test_random_strings_suggest_nothing(real_store: store.Store) -> None:
    draw = random.Random(5)
    strings = ["".join(draw.choices(ascii_lowercase, k=draw.randint(5, 14))) for _ in range(500)]
    kinds: tuple[Kind, ...] = ("site", "cause", "term")
    assert [text for text in strings for kind in kinds if not isinstance(resolve(real_store, kind, text), Nothing)] == []
