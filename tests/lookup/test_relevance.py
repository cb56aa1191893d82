"""People find what they mean: measured over queries of all kinds. `python tests/relevance.py` prints the figures."""

import pytest
import relevance
from relevance import Asked, Row

from twitchref.model import Compendium
from twitchref.store.reader import Store

# For each kind of query, as `python tests/relevance.py` prints it: the least share with a right answer in the first place, in the
# first three, and of those that want nothing the least share that finds nothing. A little under what was reached.
FLOORS: dict[str, tuple[float | None, float | None, float | None]] = {
    "own queries": (0.98, 0.99, 0.98),
    "real questions": (0.91, 0.97, None),
    "site words, looked up": (0.99, 0.99, None),
    "site words, searched": (0.99, 0.99, None),
    "cause words, looked up": (0.99, 0.99, None),
    "cause words, searched": (0.99, 0.99, None),
    "danger first": (1.0, 1.0, None),
    "when to get help": (1.0, 1.0, None),
    "must not open: site": (None, None, 0.99),
    "must not open: cause": (None, None, 0.99),
    "must not open: term": (None, None, 0.99),
    "off-topic": (None, None, 0.985),
}
SETS = {each.title: each for each in relevance.sets()}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The project's own queries."""
    return relevance.own_rows()


@pytest.mark.parametrize("title", FLOORS)
def test_people_find_what_they_mean(real_store: Store, title: str) -> None:
    first, among_three, nothing = FLOORS[title]
    asked = relevance.ask(real_store, SETS[title].rows, SETS[title].asker)
    told = "\n".join(relevance.misses(asked))
    assert first is None or relevance.success(asked, 1) >= first, told
    assert among_three is None or relevance.success(asked, 3) >= among_three, told
    assert nothing is None or relevance.clean(asked) >= nothing, told


@pytest.mark.parametrize("title", [title for title, each in SETS.items() if each.others])
def test_search_is_ahead_of_what_sqlite_alone_can_do(real_store: Store, title: str) -> None:
    """In every first place; plain FTS5 leaves off-topic queries as much alone, since it finds next to nothing."""
    ours = relevance.ask(real_store, SETS[title].rows, SETS[title].asker)
    for name, other in SETS[title].others.items():
        theirs = relevance.ask(real_store, SETS[title].rows, other)
        if any(row.want for row in SETS[title].rows):
            assert relevance.success(ours, 1) > relevance.success(theirs, 1), name
            assert relevance.success(ours, 3) > relevance.success(theirs, 3), name
        elif name == "BM25":
            assert relevance.clean(ours) > relevance.clean(theirs), name


def test_every_kind_of_query_has_a_floor() -> None:
    assert FLOORS.keys() == SETS.keys()


def test_the_kinds_ask_for_what_there_is_and_for_most_signs_of_now(real: Compendium) -> None:
    there = {f"{entry.kind}:{entry.id}" for entry in real.entries}
    assert {want for name in ("site-words", "cause-words", "questions") for row in relevance.rows_by(name) for want in row.want} <= there
    asked = {want for name in ("danger", "help") for row in relevance.rows_by(name) for want in row.want}
    assert asked <= {sign.id for sign in real.signs}
    now = {sign.id for sign in real.signs if sign.level == "emergency"}
    assert len(now & asked) >= 0.8 * len(now)


def test_every_site_and_every_cause_is_asked_for(real: Compendium, rows: list[Row]) -> None:
    wanted = {entry for row in rows for entry in row.want}
    assert {f"{entry.kind}:{entry.id}" for entry in real.entries if entry.kind != "term"} - wanted == set()


def test_the_queries_are_many_and_of_all_kinds(rows: list[Row]) -> None:
    assert len({row.query.casefold() for row in rows}) == len(rows) >= 265
    assert sum(not row.want for row in rows) >= 45
    assert len({entry for row in rows for entry in row.want if entry.startswith("term:")}) >= 20


def test_only_entries_that_there_are_are_asked_for(real: Compendium, rows: list[Row]) -> None:
    there = {f"{entry.kind}:{entry.id}" for entry in real.entries}
    assert {entry for row in rows for entry in (*row.want, *row.also)} - there == set()


# ---- the figures themselves

ASKED = [
    Asked(Row("one", ("site:a",)), ("site:a", "site:b"), None, 0.0),
    Asked(Row("two", ("site:a",), ("site:b",)), ("site:b", "site:a"), None, 0.0),
    Asked(Row("three", ("site:a",)), ("site:c", "site:b", "site:d", "site:a"), None, 0.0),
    Asked(Row("four", ("site:a",)), (), None, 0.0),
    Asked(Row("five", ()), (), None, 0.0),
    Asked(Row("six", ()), ("site:a",), "sixth", 0.0),
]


def test_figures_count_right_entries_in_first_places() -> None:
    assert relevance.success(ASKED, 1) == 2 / 4
    assert relevance.success(ASKED, 4) == 3 / 4
    assert relevance.mean_reciprocal_rank(ASKED) == (1 + 1 + 1 / 4 + 0) / 4
    assert relevance.clean(ASKED) == 1 / 2


def test_misses_say_what_came_instead() -> None:
    assert relevance.misses(ASKED, 3) == [
        "'three' wants site:a; came site:c, site:b, site:d, site:a; rank 4",
        "'four' wants site:a; came nothing; rank None",
        "'six' wants nothing; came site:a for 'sixth'; rank None",
    ]
