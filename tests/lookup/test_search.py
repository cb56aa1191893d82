"""What a search finds, in which order, and what it leaves alone."""

import json
import re
from collections.abc import Callable
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
) -> model.Cause:
    """A cause of an everyday kind with a claim in its summary and one further down."""

    def claims(text: str) -> tuple[model.Claim, ...]:
        return (model.Claim(text, "established", (model.Citation("good"),)),)

    every = (*(model.Name(name, "lay") for name in names), *(model.Name(name, "clinical") for name in clinical))
    reviewed: dict[str, Any] = {"reviewed": "2026-01-02", "review_due": "2999-01-02", "reviewer": "nobody"}
    return model.Cause(
        id=id_, name=id_.replace("-", " "), names=every, summary=claims(summary), pattern=claims(pattern), cause_kind="everyday", **reviewed
    )


def storing(*causes: model.Cause, synonyms: dict[str, tuple[str, ...]] | None = None) -> store.Store:
    return store.build(Compendium((), tuple(causes), (), (), synonyms or {}, frozenset(), "0" * 64))


# ---- what is found


def test_a_name_counts_over_a_summary_and_a_summary_over_other_claims() -> None:
    opened = storing(
        cause("one", pattern="It comes with a fever."),
        cause("two", summary="It comes with a fever."),
        cause("three", names=("fever",)),
        cause("four"),
    )
    assert ids(opened, "fever") == ["three", "two", "one"]


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


def test_a_name_within_a_longer_one_counts_less() -> None:
    opened = storing(
        cause("leg", names=("leg twitch", "leg flutter"), summary="A leg, any leg. Legs are restless.", pattern="An illness of the leg."),
        cause("one", names=("restless leg", "something of the evening and the night", "an urge to move")),
        *(cause(other) for other in ("two", "three", "four")),
    )
    assert ids(opened, "restless legs from another illness")[0] == "one"


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
    opened = storing(cause("one", names=("eyelid",)), cause("two", names=("eyelid spasm",)))
    assert ids(opened, "eye lid spasm")[0] == "two"


def test_a_synonym_finds_the_entry_of_what_it_means(mini: store.Store) -> None:
    assert ids(mini, "gym")[0] == "overexertion"
    assert ids(mini, "gyms and twitching")[0] == "overexertion"


def test_a_synonym_of_a_word_that_is_nowhere_finds_nothing(mini: store.Store) -> None:
    assert search(mini, "tummy") == Nothing("tummy")


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
    assert ids(mini, "do you worry") == []


# ---- what is not found


@pytest.mark.parametrize(
    "query",
    ["recipe", "alloy wheels", "streaming", "magnesium alloy wheels", "iron maiden", "twitch streaming", "a calf leather bag",
     "ear of corn", "roast leg of lamb", "stress test of a bridge", "why should I", "3 weeks", "?!", "🦵", "-", ""],
)  # fmt: skip
def test_words_about_something_else_find_nothing(mini: store.Store, query: str) -> None:
    assert search(mini, query) == Nothing(query)


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
    assert shown.out.splitlines()[:2] == [
        "Search: coffe",
        'Nothing matches that as typed. These match the corrected words "coffee".',
    ]
    assert json.loads(run("search", "coffe", "--json").out)["corrected"] == "coffee"


@pytest.mark.parametrize("query", ["coffee", "coffees", "my coffee twitch", "stress and coffe twitch in my leg"])
def test_what_matches_as_typed_is_not_corrected(run: Callable[..., Run], query: str) -> None:
    shown = run("search", query, "--json")
    assert shown.code == 0
    assert json.loads(shown.out)["corrected"] is None


@pytest.mark.parametrize("query", ["cofe", "toffee", "xoffee", "strep", "lag", "coffe machine", "roast lag of lamb"])
def test_a_guess_that_may_mislead_is_not_made(mini: store.Store, query: str) -> None:
    """Too short, another first letter, too far, or beside words that are not ours."""
    assert search(mini, query) == Nothing(query)


@pytest.mark.parametrize(
    ("typed", "meant"), [("tetnus", "tetanus"), ("siezure", "seizure"), ("palpatation", "palpitation"), ("hicup", "hiccup")]
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
    assert shown.out.splitlines()[1] == "Best text match first. The order is about words, not about you."
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
