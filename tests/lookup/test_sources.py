"""A source is found by its id, its numbers, and words of its publisher and title; several are a list."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

from twitchref import model
from twitchref.lookup import sources
from twitchref.store import reader as store


def source(id_: str, title: str, publisher: str, url: str | None = None) -> model.Source:
    return model.Source(id_, title, publisher, 2020, "review", "B", url)


@pytest.fixture(scope="module")
def opened() -> store.Store:
    held = (
        source("one-2020", "Twitching eyelids in adults", "Journal of Lids", "https://doi.org/10.1000/Lids.12(3)"),
        source("two-2020", "Tics", "National Institute for Health and Care Excellence (NICE)", "https://pubmed.ncbi.nlm.nih.gov/7654321/"),
        source("three", "Tics in children", "NHS (England)", "https://example.org/7654321"),
        source("nhs", "About us", "Somebody", None),
    )
    return store.build(model.Compendium((), (), held, model.Words(), frozenset(), "0" * 64))


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("one-2020", ["one-2020"]),
        ("ONE 2020", ["one-2020"]),
        ("nhs", ["nhs"]),  # an id is an id, whatever else has the word
        ("nice", ["two-2020"]),
        ("tics", ["three", "two-2020"]),
        ("tic children", ["three"]),
        ("eyelid", ["one-2020"]),
        ("journal of lids", ["one-2020"]),
        ("10.1000/lids.12(3)", ["one-2020"]),
        ("doi:10.1000/LIDS.12(3)", ["one-2020"]),
        ("https://doi.org/10.1000/Lids.12(3)", ["one-2020"]),
        ("10.1000/lids.12", []),
        ("7654321", ["two-2020"]),
        ("PMID: 7654321", ["two-2020"]),
        ("pubmed.ncbi.nlm.nih.gov/7654321/", ["two-2020"]),
        ("654321", []),
        ("12", []),
        ("xylophone", []),
    ],
)
def test_a_source_is_found_by(typed: str, ids: list[str], opened: store.Store) -> None:
    assert sorted(each.id for each in sources.found(opened, typed)) == ids


def test_several_are_a_list_by_how_much_rests_on_each(run: Callable[..., Run], real_file: Path) -> None:
    listed = json.loads(run("source", "nice", "--json", data=real_file).out)

    rests = [row["rests"] for row in listed["entries"]]
    assert listed["kind"] == "list"
    assert len(rests) > 3
    assert rests == sorted(rests, reverse=True)


def test_what_rests_on_a_source_is_what_its_page_lists(run: Callable[..., Run], real_file: Path) -> None:
    rows = json.loads(run("source", "--json", data=real_file).out)["entries"]

    for row in rows[:5] + rows[300:305]:
        page = json.loads(run("source", row["id"], "--json", data=real_file).out)
        resting = [claim for claim in page["claims"] if row["id"] in [cited["id"] for cited in claim["sources"]]]
        assert row["rests"] == len(resting) + len(page["signs"])


def test_a_number_of_a_page_is_said_to_be_one(run: Callable[..., Run]) -> None:
    shown = run("source", "12")

    assert (shown.code, shown.out) == (3, "")
    assert "Numbers in brackets belong to the page that shows them" in shown.err
