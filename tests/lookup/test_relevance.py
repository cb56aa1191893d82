"""People find what they mean: measured over queries of all kinds. `python tests/relevance.py` prints the figures."""

import pytest
import relevance
from relevance import Asked, Row

from twitchref.model import Compendium
from twitchref.store.reader import Store


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The project's own queries."""
    return relevance.own_rows()


@pytest.fixture(scope="module")
def wanting(real_store: Store, rows: list[Row]) -> list[Asked]:
    """Those that want something, each asked once."""
    return relevance.ask(real_store, [row for row in rows if row.want])


def test_nine_of_ten_queries_have_a_right_entry_first(wanting: list[Asked]) -> None:
    assert relevance.success(wanting, 1) >= 0.90, "\n".join(relevance.misses(wanting, 1))


def test_nearly_every_query_has_a_right_entry_among_the_first_three(wanting: list[Asked]) -> None:
    assert relevance.success(wanting, 3) >= 0.97, "\n".join(relevance.misses(wanting, 3))


def test_nearly_every_query_about_something_else_finds_nothing(real_store: Store, rows: list[Row]) -> None:
    about_else = relevance.ask(real_store, [row for row in rows if not row.want])
    assert relevance.clean(about_else) >= 0.95, "\n".join(relevance.misses(about_else))


def test_every_site_and_every_cause_is_asked_for(real: Compendium, rows: list[Row]) -> None:
    wanted = {entry for row in rows for entry in row.want}
    assert [entry for entry in real.entries if entry.kind != "term" and f"{entry.kind}:{entry.id}" not in wanted] == []


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
