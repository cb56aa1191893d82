"""What Datasette is told of a built file is true of it: its views and columns, the search boxes, the queries, and what it says of itself.

Datasette itself is not needed: what it does with the metadata is done here by hand, with the one SQL function of its own.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import MINI, ROOT, says_more

from twitchref import texts
from twitchref.build import build

FILE = ROOT / "twitchref" / "store" / "datasette.yaml"
METADATA = yaml.safe_load(FILE.read_text(encoding="utf-8"))
DATABASE = METADATA["databases"]["twitchref"]
TABLES: dict[str, dict[str, Any]] = DATABASE["tables"]
QUERIES: dict[str, dict[str, Any]] = DATABASE["queries"]
SHOWN = {name: told for name, told in TABLES.items() if not told.get("hidden")}
# What Datasette knows of a table, a view or a query; a word that it does not know it passes over in silence.
OF_A_TABLE = {"description", "columns", "fts_table", "fts_pk", "facets", "sort", "sort_desc", "hidden"}
OF_A_QUERY = {"title", "description", "params", "hide_sql", "sql"}


def escape_fts(words: str) -> str:
    """Each word in quotes, as Datasette's function of this name does it."""
    return " ".join(f'"{word}"' for word in re.findall(r"[^\s\"]+", words))


@pytest.fixture
def by_hand(real_file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{real_file.as_uri()}?mode=ro", uri=True)) as connection:
        connection.create_function("escape_fts", 1, escape_fts)
        yield connection


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]


def test_every_table_and_view_is_described_or_hidden_and_there_is_no_other(by_hand: sqlite3.Connection) -> None:
    """Those in which SQLite keeps a full-text index Datasette hides itself."""
    held = {name for (name,) in by_hand.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}

    assert set(TABLES) == {name for name in held if not re.search("_(?:config|content|data|docsize|idx)$", name)}
    assert {name for (name,) in by_hand.execute("SELECT name FROM sqlite_master WHERE type = 'view'")} | {"meta"} == set(SHOWN)
    assert all(re.fullmatch(r"[A-Z].+\.", told["description"]) for told in SHOWN.values())


@pytest.mark.parametrize("table", SHOWN)
def test_every_column_of_a_view_is_described_in_its_order(table: str, by_hand: sqlite3.Connection) -> None:
    told = SHOWN[table]["columns"]

    assert list(told) == columns(by_hand, table)
    assert all(re.match(r"[A-Za-z].+\.", says) and says_more(says, name) for name, says in told.items())


def test_what_is_said_is_what_datasette_knows(by_hand: sqlite3.Connection) -> None:
    for table, told in TABLES.items():
        assert set(told) <= OF_A_TABLE
        named = {*told.get("facets", ()), *(told[key] for key in ("sort", "sort_desc", "fts_pk") if key in told)}
        assert named <= set(columns(by_hand, table)), table
    for query in QUERIES.values():
        assert set(query) <= OF_A_QUERY


@pytest.mark.parametrize("asked", ["cramp", "Restless-legs", "weak arm"])
@pytest.mark.parametrize("view", [view for view, told in SHOWN.items() if "fts_table" in told])
def test_the_search_box_of_a_view_finds_the_rows_that_have_the_words(view: str, asked: str, by_hand: sqlite3.Connection) -> None:
    told = SHOWN[view]
    matching = f"SELECT rowid FROM {told['fts_table']} WHERE {told['fts_table']} MATCH escape_fts(?)"
    found = by_hand.execute(f"SELECT * FROM {view} WHERE {told['fts_pk']} IN ({matching})", (asked,)).fetchall()

    assert found
    if asked == "cramp" and view != "page_view":  # whose words stand on the page, not in the row
        assert all("cramp" in str(row).lower() for row in found)


@pytest.mark.parametrize("view", [view for view, told in SHOWN.items() if "fts_table" in told])
def test_each_row_is_found_by_a_word_of_its_own(view: str, by_hand: sqlite3.Connection) -> None:
    """So that the numbers of the full text are those of the rows."""
    told = SHOWN[view]
    text = {"page_view": "name", "claim_view": "text", "sign_view": "sign"}[view]
    rows = by_hand.execute(f"SELECT {told['fts_pk']}, {text} FROM {view}").fetchall()

    assert len({number for number, _ in rows}) == len(rows) > 100
    for number, words in rows[::20]:
        sql = f"SELECT 1 FROM {told['fts_table']} WHERE {told['fts_table']} MATCH escape_fts(?) AND rowid = ?"
        assert by_hand.execute(sql, (" ".join(re.findall(r"[a-z]{4,}", words.lower())), number)).fetchall(), words


def test_there_are_three_search_boxes() -> None:
    assert [view for view, told in SHOWN.items() if "fts_table" in told] == ["page_view", "claim_view", "sign_view"]


def asked(connection: sqlite3.Connection, query: str, **given: str) -> list[dict[str, Any]]:
    """The rows of a query, as Datasette gives them: what was not typed is an empty text."""
    cursor = connection.execute(QUERIES[query]["sql"], dict.fromkeys(QUERIES[query].get("params", ()), "") | given)
    names = [name for name, *_ in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_gives_rows_before_anything_is_typed(query: str, by_hand: sqlite3.Connection) -> None:
    assert asked(by_hand, query)
    assert sorted(re.findall(r"(?<![:\w]):(\w+)", re.sub("'[^']*'", "", QUERIES[query]["sql"]))) == sorted(QUERIES[query].get("params", ()))
    assert re.fullmatch(r"[A-Z].+[^.]", QUERIES[query]["title"])
    assert re.fullmatch(r"[A-Z].+\.", QUERIES[query]["description"])


@pytest.mark.parametrize("query", [name for name, query in QUERIES.items() if "params" in query])
def test_a_query_for_what_is_not_there_gives_nothing(query: str, by_hand: sqlite3.Connection) -> None:
    (parameter,) = QUERIES[query]["params"]
    assert asked(by_hand, query, **{parameter: "xylophone"}) == []


def test_signs_stand_by_level_and_causes_by_frequency(by_hand: sqlite3.Connection) -> None:
    levels = [row["level"] for row in asked(by_hand, "signs_of_a_page", page="Eyelid")]
    often = [row["frequency"] for row in asked(by_hand, "causes_of_a_site", site="ear")]

    assert list(dict.fromkeys(levels)) == ["emergency", "urgent", "routine"]
    assert list(dict.fromkeys(often)) == ["common", "sometimes", "rare", "unknown"]
    for found, order in ((levels, ["emergency", "urgent", "routine"]), (often, ["common", "sometimes", "rare", "unknown"])):
        assert found == sorted(found, key=order.index)


def test_a_cause_of_a_site_stands_there_once_as_on_its_page(by_hand: sqlite3.Connection) -> None:
    causes = [row["cause"] for row in asked(by_hand, "causes_of_a_site", site="leg")]

    assert len(causes) == len(set(causes))
    assert {row["section"] for row in asked(by_hand, "causes_of_a_site", site="leg")} == {"causes", "rarer_diseases", "anywhere"}


def test_a_search_has_signs_before_statements(by_hand: sqlite3.Connection) -> None:
    found = [row["found"].endswith(" sign") for row in asked(by_hand, "search", words="weak leg")]

    assert True in found and False in found
    assert found == sorted(found, reverse=True)


def test_it_says_of_itself_what_the_program_says() -> None:
    """And claims no licence, as there is none to be found beside it."""
    told = " ".join(f"{METADATA['description_html']} {DATABASE['description_html']}".split())
    plain = re.sub("<[^>]+>", "", told)

    assert METADATA["title"] == "twitchref"
    assert plain.count(texts.PURPOSE) == 2
    for said in (texts.GET_HELP, texts.REPORT.rstrip("."), " ".join(texts.CREDITS)):
        assert said in plain
    assert not {"license", "license_url"} & {*METADATA, *DATABASE}
    assert not list(ROOT.glob("LICEN[CS]E*"))


def test_it_leads_only_to_views_that_are_there() -> None:
    led = re.findall(r'href="(?!http)([^"]+)"', METADATA["description_html"] + DATABASE["description_html"])

    assert led and {address.removeprefix("twitchref/") for address in led} <= set(SHOWN)


def test_a_small_file_has_the_same_views(tmp_path: Path) -> None:
    """Also one whose data has no ledger of what was examined."""
    assert build(MINI, tmp_path / "small.sqlite")[1] == []
    with closing(sqlite3.connect(tmp_path / "small.sqlite")) as connection:
        for view in SHOWN:
            assert connection.execute(f"SELECT * FROM {view}").fetchall(), view
