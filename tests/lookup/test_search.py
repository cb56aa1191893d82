"""What a search finds, in which order, and what it leaves alone."""

import json
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest
from conftest import MINI, Run
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twitchref import model
from twitchref.answer import Hits, Nothing
from twitchref.lookup.question import content_words
from twitchref.lookup.search import search
from twitchref.model import Compendium
from twitchref.reading import load
from twitchref.store import reader as store
from twitchref.words import plain_words

steady = settings(deadline=None, derandomize=True, database=None)


@pytest.fixture(scope="module")
def mini() -> store.Store:
    """The small compendium in a store."""
    return store.build(load.load(MINI)[0])


def ids(opened: store.Store, query: str) -> list[str]:
    answer = search(opened, query)
    return [hit.id for hit in answer.hits] if isinstance(answer, Hits) else []


def cause(
    id_: str, summary: str = "Nothing more.", pattern: str = "Nothing else.", names: tuple[str, ...] = (), clinical: tuple[str, ...] = ()
) -> model.Entry:
    """A cause of an everyday kind with a claim in its summary and one further down."""

    def claims(text: str) -> tuple[model.Claim, ...]:
        return (model.Claim(text, "high", (model.Citation("good"),)),)

    every = (*(model.Name(name, "lay") for name in names), *(model.Name(name, "clinical") for name in clinical))
    name = id_.replace("-", " ")
    return model.Entry("cause", id_, name, every, summary=claims(summary), pattern=claims(pattern), cause_kind="everyday")


def site(id_: str, *names: str) -> model.Entry:
    return model.Entry("site", id_, id_.replace("-", " "), tuple(model.Name(name, "lay") for name in names))


def storing(
    *entries: model.Entry,
    synonyms: dict[str, tuple[str, ...]] | None = None,
    twitch: str = "twitch jerk",
    near: dict[str, tuple[str, ...]] | None = None,
    elsewhere: str = "",
    off_topic: str = "",
    alone: str = "",
) -> store.Store:
    lists = {"twitch": twitch, "elsewhere": elsewhere, "off_topic": off_topic, "alone": alone}
    split: dict[str, Any] = {name: tuple(words.split()) for name, words in lists.items()}
    words = model.Words(synonyms=synonyms or {}, near=near or {}, **split)
    return store.build(Compendium(entries, (), (), words, frozenset(), "0" * 64))


# ---- what is found


def test_a_name_counts_over_other_text() -> None:
    opened = storing(
        cause("one", pattern="It comes with a fever, and fever is fever."),
        cause("two", names=("fever", "something of the evening and the night", "an urge to move")),
        cause("three"),
    )
    assert ids(opened, "fever") == ["two", "one"]


def test_a_name_that_stands_whole_in_the_query_counts_over_its_words_elsewhere() -> None:
    opened = storing(
        cause(
            "one",
            names=("black coffee", "black tea", "merry widow", "young widow"),
            summary="Black coffee and a widow.",
            pattern="A widow drinks black coffee.",
        ),
        cause("two", names=("black widow", "spider of the south", "eight legs", "bite of a spider", "a hairy thing")),
    )
    assert ids(opened, "bitten by a black widow")[0] == "two"


def test_the_words_for_a_twitch_stand_beside_any_name_of_a_site() -> None:
    """As if `leg twitch` and `leg jerk` were names of the leg: a cause that is all about jerks in the leg comes second."""
    opened = storing(
        site("leg")._replace(summary=cause("any", "Nothing at all that matters here. " * 20).summary),
        cause("one", names=("jerk",), summary="A jerk of the leg. Leg, jerk."),
        *(cause(f"other-{number}") for number in range(9)),
    )
    assert ids(opened, "leg jerks") == ["leg", "one"]


def test_words_for_a_twitch_alone_are_said_of_the_whole_body() -> None:
    """And those that no page has are said of any site."""
    opened = storing(site("whole-body", "body"), site("arm"), cause("one", names=("twitch of one kind",), summary="A twitch."))
    assert ids(opened, "twitch")[0] == "whole-body"
    assert set(ids(opened, "jerk")) == {"whole-body", "arm"}


@pytest.mark.parametrize("query", ["twitch", "twitches", "twitching", "twitched", "Twitch's"])
def test_a_word_is_found_in_its_other_forms(mini: store.Store, query: str) -> None:
    assert set(ids(mini, query)) >= {"ear", "leg", "lip", "stress", "overexertion"}


@pytest.mark.parametrize("query", ["hypocalcaemia", "hypocalcemia", "HYPOCALCÆMIA"])
def test_a_word_is_found_in_british_and_american_spelling(mini: store.Store, query: str) -> None:
    assert ids(mini, query)[0] == "low-calcium"


@pytest.mark.parametrize("query", ["jumpylegs", "jumpy-legs", "jumpy legs", "ear-twitch", "eartwitch"])
def test_spaces_and_hyphens_may_be_left_out(mini: store.Store, query: str) -> None:
    assert ids(mini, query)[0] == ("ear" if query.startswith("ear") else "leg")


def test_spaces_may_be_put_in() -> None:
    opened = storing(cause("one", names=("B12",)), cause("two", names=("vitamin D",)))
    assert ids(opened, "B-12") == ["one"]
    assert ids(opened, "my b 12") == ["one"]


def test_the_longest_name_decides_where_the_spaces_stand() -> None:
    opened = storing(cause("one", names=("eye",)), cause("two", names=("eyelid",)))
    assert ids(opened, "eye lid") == ["two"]


def test_a_synonym_finds_the_entry_of_what_it_means(mini: store.Store) -> None:
    assert ids(mini, "gym")[0] == "overexertion"
    assert ids(mini, "gyms and twitching")[0] == "overexertion"


def test_a_synonym_of_a_word_that_is_nowhere_finds_nothing(mini: store.Store) -> None:
    assert search(mini, "tummy") == Nothing("tummy", ("tummy",))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Why does my leg twitch when I am worried, and should I see a doctor?", "leg"),
        ("is it possible that a lack of magnesium is the cause", "magnesium-deficiency"),
        ("Hello, I have coffee every day and would like to know what it does", "caffeine"),
        ("my husband has had restless legs for 3 weeks now", "restless-legs"),
        ("What is the clicking in my right ear?", "ear"),
        ("what does myokymia mean", "myokymia"),
    ],
)
def test_a_whole_sentence_works(mini: store.Store, query: str, first: str) -> None:
    assert ids(mini, query)[0] == first


@pytest.mark.parametrize("query", ["leg", "my leg", "Why does my leg do this? Should I worry?", "the left leg, for two weeks", "leg?!"])
def test_words_of_questions_decide_nothing(mini: store.Store, query: str) -> None:
    assert ids(mini, query) == ids(mini, "leg")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Why does my eyelid keep twitching?", ["eyelid", "twitching"]),
        ("legs, leg and LEG's", ["leg"]),
        ("for 3 weeks", []),
        ("my back twitches", ["back", "twitch"]),
        ("lower back spasm", ["back", "spasm"]),
        ("the twitch came back", ["twitch"]),
        ("the back of my throat", ["throat"]),
        ("back up my files", ["file"]),
        ("", []),
    ],
)
def test_the_words_that_decide(text: str, words: list[str]) -> None:
    assert content_words(text) == words


def test_a_name_that_is_all_words_of_questions_is_still_a_name(mini: store.Store) -> None:
    assert ids(mini, "worry")[0] == "stress"


@pytest.mark.parametrize("query", ["two weeks", "weeks", "for 3 weeks", "is it weeks?"])
def test_a_query_of_filler_alone_is_searched_as_typed(query: str) -> None:
    opened = storing(cause("long", summary="It lasts two weeks."), cause("painful", summary="It hurts."))
    assert ids(opened, query) == ["long"]
    assert ids(opened, f"{query} hurts") == ["painful"]


def test_who_asks_when_to_get_help_and_names_nothing_finds_no_pages() -> None:
    opened = storing(cause("one", summary="Ask a doctor where it is serious."))
    assert ids(opened, "is it serious, and should I see a doctor") == []


# ---- what is asked by its name


def test_what_is_named_by_all_that_is_asked_stands_first() -> None:
    """A site that only reads the words for a twitch past stands behind, and so does a name of fewer words."""
    opened = storing(
        site("head"),
        cause("one", names=("head twitch",)),
        cause("two", names=("covid",), summary="Covid. " * 9),
        cause("three", names=("covid for long",)),
        cause("four", summary="The head may twitch or jerk; head, head."),
        *(cause(f"other-{number}") for number in range(9)),
    )
    assert ids(opened, "head twitch")[:2] == ["one", "head"]
    assert ids(opened, "head jerks to one side")[0] == "head"
    assert ids(opened, "covid for long")[0] == "three"


def test_a_name_of_mere_twitch_words_counts_only_where_no_other_name_is_whole() -> None:
    opened = storing(
        cause("jerks", names=("jerk",), summary="Jerk. " * 3), cause("plant", names=("kratom",)), *(cause(f"other-{n}") for n in range(9))
    )
    assert ids(opened, "can kratom make you jerk") == ["plant", "jerks"]
    assert ids(opened, "sudden jerk")[0] == "jerks"


# ---- words that no page has


def test_the_words_that_no_page_has_are_named(mini: store.Store) -> None:
    found = search(mini, "magnesium for legs after a vaccine")
    assert isinstance(found, Hits)
    assert found.unknown_words == ("vaccine",)
    nothing = search(mini, "magnesium alloy wheels")
    assert nothing == Nothing("magnesium alloy wheels", ("alloy", "wheels"))


def test_a_word_that_is_corrected_is_unknown_all_the_same(mini: store.Store) -> None:
    found = search(mini, "coffe")
    assert isinstance(found, Hits)
    assert (found.corrected, found.unknown_words) == ("coffee", ("coffe",))


def test_a_form_or_a_synonym_of_a_known_word_is_known(mini: store.Store) -> None:
    for query in ("twitched", "gym twitches", "why should I twitch for 3 weeks"):
        found = search(mini, query)
        assert isinstance(found, Hits)
        assert found.unknown_words == ()


# ---- what is not found


@pytest.mark.parametrize(
    "query",
    ["recipe", "alloy wheels", "streaming", "magnesium alloy wheels", "twitch streaming online", "a calf leather bag",
     "roast leg of lamb", "why should I", "?!", "🦵", "-", ""],
)  # fmt: skip
def test_words_about_something_else_find_nothing(mini: store.Store, query: str) -> None:
    assert isinstance(search(mini, query), Nothing)


def test_words_that_in_a_row_are_another_thing_are_strange() -> None:
    opened = storing(site("neck"), cause("guitar", names=("dystonia of a guitar",)), elsewhere="neck")
    runs = opened.connection.execute
    assert ids(opened, "guitar neck") != []
    runs("INSERT INTO listed VALUES ('guitar neck', 'elsewhere')")
    assert ids(opened, "guitar neck") == []
    assert ids(opened, "neck and guitar") != []


def test_a_name_is_not_enough_beside_a_word_that_is_said_of_other_things() -> None:
    opened = storing(cause("one", names=("creatine",)), cause("two", summary="A price."), elsewhere="price")
    assert ids(opened, "creatine monohydrate") == ["one"]
    assert ids(opened, "creatine price") == []


def test_a_search_that_finds_nothing_exits_3_and_does_not_reassure(run: Callable[..., Run]) -> None:
    shown = run("search", "magnesium", "alloy", "wheels")
    assert shown.code == 3
    assert shown.out == ""
    assert shown.err.startswith('Nothing found for "magnesium alloy wheels". This says nothing about your symptom: ')


def test_an_empty_search_is_a_none_in_json(run: Callable[..., Run]) -> None:
    shown = run("search", "streaming", "--json")
    assert shown.code == 3
    found = json.loads(shown.out)
    assert (found["kind"], found["query"]) == ("none", "streaming")


def test_a_name_said_of_nothing_else_is_found_among_strange_words() -> None:
    """Nobody says dystonia of anything else; of iron and of stroke they do."""
    opened = storing(
        cause("one", clinical=("dystonia",)), cause("two", names=("iron",)), cause("three", names=("stroke",)), cause("serotonin-syndrome")
    )
    assert ids(opened, "dystonia clinical trials in Florida") == ["one"]
    assert ids(opened, "serotonin syndrome from triptans in Florida") == ["serotonin-syndrome"]
    assert ids(opened, "iron ore mines in Florida") == []
    assert ids(opened, "stroke order in Chinese") == []


def test_two_names_among_two_strange_words_are_ours_and_one_is_not() -> None:
    opened = storing(cause("one", names=("ear", "click in it")), cause("two"))
    assert ids(opened, "ear clicks like a camera shutter") == ["one"]
    assert ids(opened, "camera shutter with a click") == []


def test_one_strange_word_leaves_what_the_others_find() -> None:
    opened = storing(cause("one", names=("magnesium",)), cause("two"), twitch="twitching")
    answer = search(opened, "magnesium citrate")
    assert isinstance(answer, Hits)
    assert ([hit.id for hit in answer.hits], answer.unknown_words) == (["one"], ("citrate",))
    assert ids(opened, "magnesium citrate powder") == []


def test_one_strange_word_beside_a_part_of_a_name_is_about_something_else() -> None:
    opened = storing(cause("one", names=("iron tablet",)))
    assert ids(opened, "iron railings") == []


def test_a_word_often_said_of_other_things_is_not_enough_beside_a_strange_one() -> None:
    entries = (cause("one", names=("iron",)), cause("two", names=("magnesium",), summary="A bag."), cause("three", names=("bag of worms",)))
    opened = storing(*entries, elsewhere="iron bag")
    assert ids(opened, "iron maiden") == []
    assert ids(opened, "iron") == ["one"]
    assert ids(storing(cause("one", names=("iron", "magnesium")), elsewhere="iron"), "iron and magnesium, maiden") == ["one"]
    assert ids(opened, "iron bag") == []  # no page has it in a name of its own
    assert ids(opened, "a bag of worms")[0] == "three"


def test_a_word_of_other_things_ends_a_search_whatever_stands_beside_it() -> None:
    opened = storing(cause("one", names=("magnesium", "leg cramp")), off_topic="recipe")
    assert ids(opened, "magnesium leg cramp") == ["one"]
    assert isinstance(search(opened, "magnesium leg cramp recipes"), Nothing)


def test_a_probable_misspelling_is_not_what_the_others_are_about() -> None:
    """Else a misspelt place beside `twitching` would be the whole body."""
    opened = storing(site("hand", "fingers"), site("whole-body"), twitch="twitching")
    answer = search(opened, "fingrs twitching")
    assert isinstance(answer, Hits)
    assert (answer.corrected, answer.hits[0].id) == ("fingers twitching", "hand")


def test_a_word_in_the_claims_alone_is_enough_where_it_is_all_that_is_asked() -> None:
    """Else words that occur by chance would make a hit."""
    opened = storing(cause("one", summary="It comes with a fever and a chill."), cause("two", names=("rash", "chill")), cause("three"))
    assert ids(opened, "fever") == ["one"]
    assert ids(opened, "fever and chill")[-1] == "one"
    assert ids(opened, "fever, rash") == ["two"]


def test_the_rarer_word_counts_more() -> None:
    """More than what the text says of it: the first has both words, and one of them, as a name, in many entries."""
    opened = storing(
        cause("common", names=("muscle",), summary="Rabies, rabies, rabies.", pattern="Rabies."),
        *(cause(f"common-{number}", names=("muscle",)) for number in range(8)),
        cause("one", names=("rabies",), summary="A muscle is ill. " + "And so on. " * 30),
        *(cause(f"other-{number}") for number in range(3)),
    )
    assert ids(opened, "muscle rabies")[:2] == ["one", "common"]


def test_small_words_may_be_missing_from_a_name() -> None:
    opened = storing(
        cause("one", names=("roof of the mouth", "something else entirely")),
        cause("two", names=("mouth of a river", "roof tile"), summary="The roof over the mouth. A mouth, a roof."),
    )
    assert ids(opened, "roof mouth")[0] == "one"


def rare(entry: model.Entry, frequency: model.Frequency = "rare") -> model.Entry:
    """The cause, as rare or common behind a twitch at a site."""
    return entry._replace(sites=(model.Link("site", "leg", "Leg", frequency, ()),))


def test_a_rare_disease_that_is_not_named_stands_behind_what_has_nearly_as_much_to_say() -> None:
    said = "A fever, a fever and a fever."
    opened = storing(rare(cause("one", summary=said)), cause("two", summary="A fever, and so on."), cause("three"))
    assert ids(opened, "fever") == ["two", "one"]
    assert ids(storing(cause("one", summary=said), cause("two", summary="A fever, and so on."), cause("three")), "fever") == ["one", "two"]


@pytest.mark.parametrize("name", ["fever", "fever of swamps"])
def test_a_rare_disease_that_is_named_stands_where_its_text_puts_it(name: str) -> None:
    opened = storing(rare(cause("one", names=(name,), summary="A fever.")), cause("two", summary="A fever, and so on."), cause("three"))
    assert ids(opened, "fever") == ["one", "two"]


def test_a_place_in_its_name_does_not_name_a_rare_disease() -> None:
    said = "In the leg, the leg and the leg."
    opened = storing(rare(cause("one", names=("leg of iron",), summary=said)), site("leg"), cause("two"))
    assert ids(opened, "leg") == ["leg", "one"]


def test_of_texts_worth_the_same_the_common_cause_comes_first() -> None:
    frequencies: tuple[model.Frequency, ...] = ("rare", "unknown", "sometimes", "common")
    opened = storing(*(rare(cause(frequency, names=("fever",)), frequency) for frequency in frequencies))
    assert sorted(ids(opened, "fever")) == sorted(frequencies)
    same = storing(rare(cause("a-0", names=("fever",)), "unknown"), rare(cause("a-1", names=("fever",)), "common"))
    assert ids(same, "fever") == ["a-1", "a-0"]


def test_a_word_that_is_meant_as_it_is_is_not_found_in_another_form() -> None:
    """What runs in families is not running, and leggings are no legs."""
    entries = (cause("one", summary="It runs in families."), cause("two", names=("after running",)), cause("three", names=("leg",)))
    assert set(ids(storing(*entries), "running")) == {"one", "two"}
    opened = storing(*entries, alone="running leggings")
    assert ids(opened, "running") == ["two"]
    assert search(opened, "leggings") == Nothing("leggings", ("leggings",))
    assert ids(opened, "runs") == ["one", "two"]


def test_a_word_that_is_near_in_meaning_is_searched_for_too() -> None:
    opened = storing(cause("one", names=("anxiety",)), cause("two"), near={"fear": ("anxiety",)})
    assert ids(opened, "fear") == ["one"]


def test_a_code_finds_what_has_it_and_nothing_near_it() -> None:
    codes = {"one": "G25.81", "two": "G25.82", "three": "ORPHA:803"}
    opened = storing(*(cause(id_)._replace(names=(model.Name(code, "code"),)) for id_, code in codes.items()))
    assert ids(opened, "G25.81") == ["one"]
    assert ids(opened, "Orphanet:803") == ["three"]
    assert ids(opened, "G25.8") == ids(opened, "G99.99") == []


def test_a_name_counts_by_how_much_of_it_stands_there() -> None:
    """`syndrome of the` is not said in `legs moving`."""
    opened = storing(cause("one", names=("syndrome of the moving leg", "apple")), cause("two", names=("moving leg", "apple pie and cake")))
    assert ids(opened, "moving legs") == ["two", "one"]


def test_a_short_word_is_not_found_by_the_stem_of_another() -> None:
    """To the stemmer `ate` is `at`."""
    opened = storing(cause("one", summary="It begins at night, at rest."))
    assert ids(opened, "ate") == []


# ---- corrected words


@pytest.mark.parametrize(
    ("query", "corrected", "first"),
    [
        ("coffe", "coffee", "caffeine"),
        ("magnesium deficency", "magnesium deficiency", "magnesium-deficiency"),
        ("hypocalcmia", "hypocalcaemia", "low-calcium"),
        ("restles legs", "restless legs", "restless-legs"),
        ("my restles legs", "my restless legs", "restless-legs"),
    ],
)
def test_a_misspelt_word_is_corrected_and_said_to_be(mini: store.Store, query: str, corrected: str, first: str) -> None:
    answer = search(mini, query)
    assert isinstance(answer, Hits)
    assert answer.hits[0].id == first
    assert answer.corrected is not None
    assert content_words(answer.corrected) == content_words(corrected)


def test_hits_for_a_corrected_word_exit_4(run: Callable[..., Run]) -> None:
    shown = run("search", "coffe")
    assert shown.code == 4
    assert shown.out.splitlines()[:3] == [
        "Search: coffe",
        "No page here mentions: coffe.",
        'Searched instead for "coffee".',
    ]
    assert json.loads(run("search", "coffe", "--json").out)["corrected"] == "coffee"


@pytest.mark.parametrize("query", ["coffee", "coffees", "my coffee twitch", "stress and coffe twitch in my leg"])
def test_what_matches_as_typed_is_not_corrected(run: Callable[..., Run], query: str) -> None:
    shown = run("search", query, "--json")
    assert shown.code == 0
    assert json.loads(shown.out)["corrected"] is None


def test_a_name_that_is_misspelt_is_found_by_its_other_words() -> None:
    opened = storing(cause("hypnic-jerks"), cause("two"))
    found = search(opened, "hypnic jirk")
    assert isinstance(found, Hits)
    assert (found.corrected, [hit.id for hit in found.hits]) == ("hypnic jerks", ["hypnic-jerks"])
    assert ids(opened, "hyphic jirk") == []


def test_a_misspelt_word_is_corrected_beside_others_where_an_entry_has_all_that_is_asked() -> None:
    opened = storing(site("leg", "twitching"), cause("coffee", names=("coffee",), summary="It can make a leg twitch."), cause("other"))
    answer = search(opened, "coffe and my leg")
    assert isinstance(answer, Hits)
    assert (answer.corrected, answer.unknown_words, answer.hits[0].id) == ("coffee and my leg", ("coffe",), "coffee")
    other = search(storing(site("leg", "thumb"), cause("coffee", names=("coffee",)), cause("other")), "coffe and my leg and thumb")
    assert isinstance(other, Hits)
    assert (other.corrected, other.hits[0].id) == (None, "leg")


def test_two_letters_that_have_changed_places_are_put_right_in_a_shorter_word() -> None:
    opened = storing(cause("one", names=("pain",)), cause("two"))
    assert ids(opened, "pian") == ["one"]
    assert ids(opened, "pait") == []


@pytest.mark.parametrize("query", ["cofe", "toffee", "xoffee", "strep", "lag", "coffe machine", "roast lag of lamb"])
def test_a_guess_that_may_mislead_is_not_made(mini: store.Store, query: str) -> None:
    """Too short, another first letter, too far, or beside words that are not ours."""
    assert isinstance(search(mini, query), Nothing)


def test_no_word_is_corrected_to_one_that_decides_nothing() -> None:
    opened = storing(cause("one", names=("serotonin", "while awake")))
    assert isinstance(search(opened, "whule of the serotonin kind, wheels"), Nothing)
    assert isinstance(search(opened, "whule"), Nothing)


def test_no_word_that_is_known_is_corrected() -> None:
    opened = storing(cause("one", names=("tablet",)), cause("two", summary="It tickles."), elsewhere="table")
    assert search(opened, "table") == Nothing("table", ("table",))
    said = model.Words(signs={"weak": ("rapid weakness",)})
    weak = model.Sign("weak", "urgent", "you get weak", "Do it if you get weak.", "high", ())
    opened = store.build(Compendium((cause("one", names=("rabid",)), cause("two")), (weak,), (), said, frozenset(), "0" * 64))
    assert search(opened, "rapid") == Nothing("rapid", ("rapid",))


def test_a_word_is_corrected_to_one_of_a_name_before_one_that_is_said_of_a_sign() -> None:
    words = model.Words(signs={"sore": ("ulcer",)})
    sore = model.Sign("sore", "urgent", "it is sore", "Do it if it is sore.", "high", ())
    opened = store.build(Compendium((cause("one", names=("ulnar",)), cause("two")), (sore,), (), words, frozenset(), "0" * 64))
    assert ids(opened, "ulner") == ["one"]


def test_of_words_as_near_the_one_in_most_names_is_meant() -> None:
    named = [cause(f"cause-{number}", names=("stress",)) for number in range(2)]
    opened = storing(*named, cause("iron", names=("iron stores",)))
    answer = search(opened, "stres")
    assert isinstance(answer, Hits)
    assert answer.corrected == "stress"


def test_a_name_that_finds_nothing_is_searched_for_once() -> None:
    assert isinstance(search(storing(cause("one", names=("a recipe of cookies",)), off_topic="recipe"), "a recipe of cookies"), Nothing)


def test_a_word_is_corrected_to_one_that_stands_in_a_name() -> None:
    opened = storing(cause("one", names=("benign",), summary="It comes with bending."), cause("two"))
    answer = search(opened, "bening")
    assert isinstance(answer, Hits)
    assert (answer.corrected, [hit.id for hit in answer.hits]) == ("benign", ["one"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tetnus", "tetanus"), ("siezure", "seizure"), ("palpatation", "palpitation"), ("hicup", "hiccup"), ("pottasium", "potassium")],
)
def test_wrong_vowels_and_doubled_letters_are_mended(typed: str, meant: str) -> None:
    assert ids(storing(cause("one", names=(meant,)), cause("two", names=("other",))), typed) == ["one"]


# ---- what a hit shows


def test_spans_mark_the_matching_words(run: Callable[..., Run]) -> None:
    found = json.loads(run("search", "twitching nerves", "--json").out)
    marked = [match["text"][start:end] for hit in found["hits"] for match in hit["matches"] for start, end in match["spans"]]
    assert marked
    assert {word.lower() for word in marked} <= {"twitch", "nerve", "nerves"}
    every = [word for hit in found["hits"] for match in hit["matches"] for word in re.findall(r"(?i)\b(?:twitch|nerve)\w*", match["text"])]
    assert marked == every


def test_a_marked_word_is_bold_in_a_terminal(run: Callable[..., Run]) -> None:
    shown = run("--color", "always", "search", "dopamine", env={"TERM": "xterm-256color"})
    assert "\x1b[1mDopamine\x1b[0m, a messenger in the brain, plays a part." in shown.out


def test_a_hit_names_the_entry_the_section_and_the_claim(mini: store.Store) -> None:
    answer = search(mini, "dopamine")
    assert isinstance(answer, Hits)
    (hit,) = answer.hits
    assert (hit.kind, hit.id, hit.name) == ("cause", "restless-legs", "Restless legs")
    (match,) = hit.matches
    assert match.section == "mechanism"
    assert match.text == "Dopamine, a messenger in the brain, plays a part."
    assert match.spans == ((0, 8),)


def test_the_passages_with_most_of_the_words_come_first_then_the_shortest() -> None:
    opened = storing(
        cause("one", names=("fever",), pattern="A fever is a fever.", summary="Before the day, after a fever and a chill, it is bad."),
        cause("two", names=("chill",), summary="A chill comes before most of the others that there are.", pattern="A chill is felt."),
    )
    answer = search(opened, "fever and chill")
    assert isinstance(answer, Hits)
    shown = {hit.id: [match.section for match in hit.matches] for hit in answer.hits}
    assert shown == {"one": ["summary", "pattern"], "two": ["pattern", "summary"]}


def test_the_passage_with_the_word_as_typed_comes_first() -> None:
    opened = storing(
        cause(
            "one", summary="Anxiety is one thing, and anxious another.", pattern="It is quite another thing with fear, so it is said of it."
        ),
        cause("two"),
        near={"fear": ("anxiety", "anxious")},
    )
    answer = search(opened, "fears")
    assert isinstance(answer, Hits)
    assert [match.section for match in answer.hits[0].matches] == ["pattern", "summary"]


def test_a_passage_about_a_rarer_disease_comes_after_others_that_say_as_much() -> None:
    disease = model.Link("cause", "one", "one", "rare", (model.Claim("A fever is rare.", "high", ()),))
    summary = (model.Claim("A fever is common, and says much more besides.", "high", ()),)
    opened = storing(site("leg", "fever")._replace(rarer_diseases=(disease,), summary=summary), cause("one"))
    answer = search(opened, "fever")
    assert isinstance(answer, Hits)
    assert [match.section for match in answer.hits[0].matches] == ["summary", "rarer_diseases"]


def test_an_apostrophe_or_an_accent_hides_no_word() -> None:
    opened = storing(cause("one", summary="It is not Parkinson's disease.", pattern="Guillain-Barré syndrome is rare, and Barrés are."))
    answer = search(opened, "parkinson barre")
    assert isinstance(answer, Hits)
    marked = [match.text[start:end] for match in answer.hits[0].matches for start, end in match.spans]
    assert sorted(marked) == ["Barré", "Barrés", "Parkinson's"]


def test_what_holds_in_any_muscle_is_found_at_the_whole_body_alone() -> None:
    claim = model.Claim("Nicotine can bring on a twitch in any muscle.", "high", ())
    anywhere = (model.Link("cause", "one", "one", "unknown", (claim,)),)
    opened = storing(site("whole-body")._replace(anywhere=anywhere), site("leg")._replace(anywhere=anywhere), cause("one"))
    assert ids(opened, "nicotine") == ["whole-body"]


def test_a_hit_has_the_frequency_of_a_cause(mini: store.Store) -> None:
    answer = search(mini, "stress of the leg and nerve disease")
    assert isinstance(answer, Hits)
    assert {hit.id: hit.frequency for hit in answer.hits if hit.id in ("stress", "nerve-disease", "leg")} == {
        "stress": "common", "nerve-disease": "rare", "leg": None
    }  # fmt: skip


def test_only_a_name_that_matches_is_shown_where_no_claim_does(mini: store.Store) -> None:
    answer = search(mini, "jimmy")
    assert isinstance(answer, Hits)
    assert [(match.section, match.text, match.spans) for match in answer.hits[0].matches] == [("names", "jimmy legs", ((0, 5),))]


@pytest.mark.parametrize("query", ["twitch", "nerves", "magnesium leg twitch", "twitches of the leg, lip and ear"])
def test_an_entry_is_one_hit(mini: store.Store, query: str) -> None:
    found = ids(mini, query)
    assert len(found) > 1
    assert len(found) == len(set(found))


def test_at_most_three_claims_of_an_entry_are_shown(mini: store.Store) -> None:
    answer = search(mini, "twitch leg ear worry magnesium")
    assert isinstance(answer, Hits)
    assert max(len(hit.matches) for hit in answer.hits) == 3


def test_at_most_ten_entries_are_shown_unless_asked_for_more(run: Callable[..., Run]) -> None:
    many = storing(*(cause(f"number-{number}", summary="It comes with a fever.") for number in range(14)))
    assert len(ids(many, "fever")) == 10
    answer = search(many, "fever", limit=12)
    assert isinstance(answer, Hits)
    assert len(answer.hits) == 12
    assert len(json.loads(run("search", "twitch", "--limit", "2", "--json").out)["hits"]) == 2


@pytest.mark.parametrize(
    ("kind", "found"), [("site", {"leg", "ear", "lip"}), ("cause", {"stress", "magnesium-deficiency", "caffeine", "overexertion"})]
)
def test_in_keeps_to_one_kind(run: Callable[..., Run], kind: str, found: set[str]) -> None:
    hits = json.loads(run("search", "twitch", "--in", kind, "--json").out)["hits"]
    assert {hit["kind"] for hit in hits} == {kind}
    assert {hit["id"] for hit in hits} >= found


def test_in_a_kind_that_has_no_match_nothing_is_found(run: Callable[..., Run]) -> None:
    assert run("search", "dopamine", "--in", "site").code == 3


def test_a_disease_stands_with_its_frequency_word(run: Callable[..., Run]) -> None:
    shown = run("search", "nerve disease").out.splitlines()
    assert "Nerve disease (cause, rare behind a twitch)" in shown
    assert "Leg (site)" in shown


def test_a_word_is_not_said_to_lie_behind_a_twitch(run: Callable[..., Run]) -> None:
    assert "Myokymia (term)" in run("search", "myokymia").out.splitlines()


def test_hits_say_that_they_rank_text_and_print_no_score(run: Callable[..., Run]) -> None:
    shown = run("search", "magnesium")
    assert "Best text match first. The order is about words, not about you." in shown.out.splitlines()
    assert not re.search(r"\d\.\d|%", shown.out)


# ---- any text

syntax = st.lists(
    st.sampled_from(['"', "'", "*", "-", ":", "(", ")", "^", "+", "{", "}", ",", ";", "\0", "\x01", "\x02", "\\", "%", "_"])
    | st.sampled_from(["NEAR", "NEAR(", "AND", "OR", "NOT", "names:", "summary : ", "ear", "leg", "twitch", "magnesium", " ", "--", "/*"])
    | st.text(max_size=3),
    max_size=12,
).map("".join)


@given(st.text(max_size=10_000) | syntax)
@example("leg " * 2500)
@example("a" * 10_000)
@example(" ".join(f"word{number}" for number in range(1200)))
@example(" ".join(["ear", "leg", "twitch", "coffe"] * 500))
@example("²")
@example("ear ² leg")
@example("ﷺ" * 3000)
@steady
def test_any_text_is_searched_for(mini: store.Store, text: str) -> None:
    answer = search(mini, text)
    assert isinstance(answer, Hits | Nothing)
    assert answer.query == text
    for hit in answer.hits if isinstance(answer, Hits) else ():
        assert hit.matches
        for match in hit.matches:
            ends = [0, *(offset for span in match.spans for offset in span), len(match.text)]
            assert ends == sorted(ends)


@given(syntax)
@example('ear" OR "leg')
@example("ear NEAR leg")
@example("ear* -leg")
@example("names:ear")
@example("(ear)")
@example("ear\0leg")
@steady
def test_nothing_typed_is_an_order_to_the_search(mini: store.Store, text: str) -> None:
    """Signs are only what stands between words."""
    assert ids(mini, text) == ids(mini, " ".join(plain_words(text)))


# ---- the real content


def test_dopamine_leads_to_restless_legs(real_store: store.Store) -> None:
    assert ids(real_store, "dopamine")[0] == "restless-legs-syndrome"


def test_a_word_before_an_apostrophe_is_marked_once() -> None:
    opened = storing(cause("one", names=("baby", "baby's kick")), cause("two"))
    answer = search(opened, "baby")
    assert isinstance(answer, Hits)
    (hit,) = answer.hits
    spans = [span for match in hit.matches for span in match.spans]
    assert spans == sorted(set(spans))
    assert all(before[1] <= after[0] for match in hit.matches for before, after in pairwise(match.spans))


def test_only_the_hits_that_are_shown_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = storing(*(cause(f"cause-{n}", summary="Magnesium.") for n in range(9)))
    read: list[int] = []
    passages = opened.passages

    def reading(entries: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        read.extend(entries := list(entries))
        return passages(entries)

    monkeypatch.setattr(opened, "passages", reading)
    found = search(opened, "magnesium", limit=2)

    assert isinstance(found, Hits)
    assert len(found.hits) == 2
    assert len(read) == 2
