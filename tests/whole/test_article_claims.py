"""Every claim of the starting article stands in the data once, in our words, with what better sources make of it."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from conftest import ROOT

from twitchref.model import Citation, Claim, Compendium, Entry, Link
from twitchref.sections import SECTIONS


class Row(NamedTuple):
    """A claim of the article, where it stands in the data, and a phrase of its text there."""

    claim: str
    entry: str
    section: str
    locator: str
    certainty: str
    phrase: str


_HEAD, *_LINES = (ROOT / "tests" / "article_claims.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [Row(*line.split("\t")) for line in _LINES]


def _stated(entry: Entry) -> Iterator[tuple[str, Claim]]:
    """The claims of a page by section; those about another entry by section and its id: `causes/caffeine`."""
    for section in SECTIONS:
        for item in getattr(entry, section.field, ()):
            if isinstance(item, Link):
                yield from ((f"{section.field}/{item.id}", claim) for claim in item.claims)
            elif isinstance(item, Claim):
                yield section.field, item


@pytest.fixture(scope="module")
def of_article(real: Compendium) -> dict[Claim, set[str]]:
    """The claims that cite the article, for or against, each with the passages it cites."""
    cited = {claim: _passages(claim.sources) | _passages(claim.against) for claim in real.claims()}
    return {claim: locators for claim, locators in cited.items() if locators}


def _passages(citations: tuple[Citation, ...]) -> set[str]:
    return {f"{each.id}#{each.locator}" for each in citations if each.id == "article"}


def _claim_of(row: Row, of_article: dict[Claim, set[str]]) -> Claim:
    """The one claim in the data with the row's locator and phrase."""
    found = [claim for claim, locators in of_article.items() if row.locator in locators and row.phrase in claim.text]
    assert len(found) == 1, f"{row.claim}: {len(found)} claims cite {row.locator} with '{row.phrase}'"
    return found[0]


def test_the_table_has_each_claim_of_the_article_once() -> None:
    ids = [f"{letter}{number}" for letter, count in (("E", 14), ("L", 11), ("G", 37)) for number in range(1, count + 1)]

    assert list(Row._fields) == _HEAD.split("\t")
    assert ids == [row.claim for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=[row.claim for row in ROWS])
def test_a_claim_of_the_article_stands_in_its_section_with_its_certainty(
    row: Row, real: Compendium, of_article: dict[Claim, set[str]]
) -> None:
    claim = _claim_of(row, of_article)
    entry = next(entry for entry in real.entries if f"{entry.kind}:{entry.id}" == row.entry)

    assert list(_stated(entry)).count((row.section, claim)) == 1
    assert row.certainty == claim.certainty


def test_every_claim_that_cites_the_article_is_one_row_of_the_table(of_article: dict[Claim, set[str]]) -> None:
    """Two rows may share a claim, which then says both."""
    named = [(_claim_of(row, of_article), row.phrase) for row in ROWS]

    assert {claim for claim, _ in named} == set(of_article)
    assert len(named) == len(set(named))


def test_a_claim_cites_one_passage_of_the_article(of_article: dict[Claim, set[str]]) -> None:
    assert [claim.text for claim, locators in of_article.items() if len(locators) > 1 or "article#None" in locators] == []


def test_what_better_sources_contradict_is_said_first_and_what_the_article_says_after_it(
    real: Compendium, of_article: dict[Claim, set[str]]
) -> None:
    grades = {source.id: source.grade for source in real.sources}
    contradicted = {row.claim: claim for row in ROWS if _passages((claim := _claim_of(row, of_article)).against)}

    assert {"E11", "E12", "E13", "L9", "G4", "G9", "G17"} <= contradicted.keys()
    for id_, claim in contradicted.items():
        assert "The starting article" in (claim.note or ""), id_
        assert "article" not in claim.text, id_
        assert min(grades[citation.id] for citation in claim.sources) in ("A", "B"), id_


def test_no_claim_of_the_article_rests_on_the_article_alone(of_article: dict[Claim, set[str]]) -> None:
    assert [claim.text for claim in of_article if {citation.id for citation in claim.sources} == {"article"}] == []
