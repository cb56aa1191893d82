"""What must be true of the real content, whoever edits it: sourced, linked, safe, and right where the article is not."""

import re
from collections.abc import Iterator

import pytest
from conftest import DATA, ROOT

from twitchref.checking.check import check
from twitchref.model import Cause, Claim, Compendium, Entry, Link, Site


def _sections(entry: Entry) -> Iterator[tuple[str, Claim]]:
    """The claims of an entry's own file by section; those of a link by section and id: `causes/caffeine`."""
    for section, claim in entry.sections():
        if section not in ("causes", "rarer_diseases", "sites", "related"):
            yield section, claim
    for section in ("causes", "rarer_diseases", "related"):
        for link in getattr(entry, section, ()):
            yield from ((f"{section}/{link.id}", claim) for claim in link.claims)


def _texts(real: Compendium) -> list[str]:
    """Everything a page states: the text and the note of every claim, and every gloss."""
    claims = real.claims()
    return [*(claim.text for claim in claims), *(claim.note for claim in claims if claim.note), *(t.gloss for t in real.terms if t.gloss)]


def _with(pattern: str, texts: list[str]) -> list[str]:
    return [text for text in texts if re.search(pattern, text, re.IGNORECASE)]


def test_the_data_is_without_errors_and_warnings(real: Compendium) -> None:
    """On the day of its last review; that reviews come due with time is for CI's own step to say."""
    _, problems = check(DATA, max(entry.reviewed for entry in real.entries))

    assert not [str(problem) for problem in problems]


def test_ci_checks_the_data_in_a_step_of_its_own() -> None:
    assert "twitchref check --strict data" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_claim_names_a_known_source(real: Compendium) -> None:
    known = {source.id for source in real.sources}

    assert not [claim.text for claim in real.claims() if not claim.sources or not {each.id for each in claim.sources} <= known]


def test_every_cause_linked_from_a_site_shows_the_site_with_the_same_words(real: Compendium) -> None:
    def ends(entry: Entry, field: str) -> set[tuple[str, str, str | None, tuple[Claim, ...]]]:
        links: tuple[Link, ...] = getattr(entry, field)
        pairs = ((entry.id, link.id) if isinstance(entry, Site) else (link.id, entry.id) for link in links)
        return {(*pair, link.frequency, link.claims) for pair, link in zip(pairs, links, strict=True)}

    from_sites = set().union(*(ends(site, field) for site in real.sites for field in ("causes", "rarer_diseases")))
    from_causes = set().union(*(ends(cause, "sites") for cause in real.causes))

    assert len(from_sites) > 100
    assert from_sites == from_causes


def test_related_causes_name_each_other_with_the_same_words(real: Compendium) -> None:
    related = {(cause.id, link.id): link.claims for cause in real.causes for link in cause.related}

    assert len(related) > 20
    assert {(other, one): claims for (one, other), claims in related.items()} == related


def test_every_link_shows_the_name_of_an_entry_that_is_there(real: Compendium) -> None:
    names = {(entry.kind, entry.id): entry.name for entry in real.entries}
    linked = [
        (link.kind, link.id, link.name)
        for entry in real.entries
        for field in ("causes", "rarer_diseases", "sites", "related", "see_also")
        for link in getattr(entry, field, ())
    ]

    assert not [row for row in linked if names.get((row[0], row[1])) != row[2]]


FACTS = {
    "low calcium does not lower magnesium": (
        "cause:hypocalcaemia", "related/magnesium-deficiency", "disputed",
        "lack of calcium also brings a lack of magnesium", "other way round",
    ),
    "low magnesium lowers calcium": (
        "cause:hypocalcaemia", "related/magnesium-deficiency", "established", "low magnesium can lower calcium", "",
    ),
    "one in five pregnant women, not a quarter": (
        "cause:pregnancy", "summary", "established", "one in five pregnant women", "article says a quarter",
    ),
    "medicines in pregnancy are weighed, not banned": (
        "cause:pregnancy", "treatment", "established", "usually avoided.*weighs", "article rules",
    ),
    "Parkinson's as a trigger of restless legs is disputed": (
        "site:leg", "rarer_diseases/parkinsons-disease", "disputed", "Parkinson's disease can set off restless legs", "not proven",
    ),
    "epilepsy alone does not make an ear twitch": (
        "site:ear", "rarer_diseases/epilepsy", "unsupported", "ear twitch", "No source was found",
    ),
    "Huntington's alone does not make an ear twitch": (
        "site:ear", "rarer_diseases/huntingtons-disease", "unsupported", "ear twitch", "No source was found",
    ),
    "Parkinson's alone does not make an ear twitch": (
        "site:ear", "rarer_diseases/parkinsons-disease", "unsupported", "ear twitch", "No source was found",
    ),
    "electrolytes are not the leading harmless cause": (
        "site:leg", "causes/electrolyte-imbalance", "disputed", "most common harmless", "No better source puts them first",
    ),
    "leg twitching is not mostly restless legs": (
        "site:leg", "causes/restless-legs-syndrome", "disputed", "by and large, restless legs", "a twitch is not one",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("place", "section", "evidence", "text", "note"), FACTS.values(), ids=FACTS)
def test_the_page_says_what_better_sources_say(place: str, section: str, evidence: str, text: str, note: str, real: Compendium) -> None:
    entry = next(entry for entry in real.entries if f"{entry.kind}:{entry.id}" == place)
    found = [claim for where, claim in _sections(entry) if where == section and _with(text, [claim.text])]

    assert [evidence] == [claim.evidence for claim in found]
    assert _with(note, [found[0].note or ""])


NEVER_AS_FACT = {
    "low calcium lowers magnesium": r"(?:low|lack of|too little) calcium[^.]*(?:brings|leads to|causes?|lowers?)[^.]*magnesium",
    "a quarter of pregnant women": r"(?:quarter|25 in 100|25 ?%)[^.]*(?:pregnan|expect)|(?:pregnan|expect)[^.]*(?:quarter|25 in 100|25 ?%)",
    "medicines are banned in pregnancy": r"pregnan[^.]*(?:must not|forbidden|banned|never take)|(?:must not|forbidden|banned)[^.]*pregnan",
    "leg twitches are restless legs": r"leg twitch\w* (?:is|are) (?:mostly|largely|by and large)",
}


@pytest.mark.parametrize("pattern", NEVER_AS_FACT.values(), ids=NEVER_AS_FACT)
def test_what_the_article_gets_wrong_is_nowhere_stated_as_fact(pattern: str, real: Compendium) -> None:
    stated = [claim.text for claim in real.claims() if claim.evidence not in ("disputed", "unsupported")]

    assert not _with(pattern, stated)


@pytest.mark.parametrize("cause", ["electrolyte-imbalance", "magnesium-deficiency", "hypocalcaemia", "hypokalaemia"])
def test_salts_of_the_blood_are_nowhere_called_common(cause: str, real: Compendium) -> None:
    found = {site.id: link.frequency for site in real.sites for link in (*site.causes, *site.rarer_diseases) if link.id == cause}

    assert found
    assert "common" not in found.values()


def test_every_site_begins_with_what_is_most_frequent_and_never_with_a_disease(real: Compendium) -> None:
    kinds = {cause.id: cause.cause_kind for cause in real.causes}
    order = ["common", "sometimes", "rare", "unknown"]

    for site in real.sites:
        for links in (site.causes, site.rarer_diseases):
            ranks = [order.index(link.frequency or "") for link in links]
            assert sorted(ranks) == ranks, site.id
        assert kinds[site.causes[0].id] in ("everyday", "normal"), site.id
        assert not [link.id for link in site.rarer_diseases if link.frequency == "common"], site.id


TELEPHONE = (
    r"(?<![\d,.])(?:911|999|112|111|000|988)(?![\d,.]*\d)(?! people)|\b(?:call|ring|dial|phone|text) \+?\d"
    r"|\+\d\d|\b\d{3,5}[ -]\d{3,4}[ -]\d{3,4}\b"
)


@pytest.mark.parametrize(
    "text", ["Call 999.", "Ask NHS 111, day or night.", "Dial 112 at once.", "Ring +44 20 79460000.", "Phone 0800 123 4567."]
)
def test_a_telephone_number_would_be_noticed(text: str) -> None:
    assert _with(TELEPHONE, [text])


def test_no_country_s_telephone_number_stands_anywhere(real: Compendium) -> None:
    assert not _with(TELEPHONE, _texts(real))


def test_emergency_help_says_that_it_is_one(real: Compendium) -> None:
    first = [entry.help.emergency[0].text for entry in real.entries if entry.help.emergency]

    assert len(first) > 18
    assert not [text for text in first if not _with("your local emergency number|^Get emergency help", [text])]


AMOUNT = (
    r"\b\d[\d.,]*(?: to \d[\d.,]*)?[ -]?"
    r"(?:mg|mcg|µg|μg|g|ml|iu|(?:milli|micro)?grams?|millilitres?|units?|tablets?|capsules?|drops|puffs)\b"
    r"(?!/| (?:in|per) (?:a |one )?(?:deci|milli)?litre)|\b(?:once|twice|times) (?:a day|daily)\b|\bevery \d+ hours\b"
)


@pytest.mark.parametrize(
    "text", ["Take 300 mg of it.", "0.5 to 1 mg at night", "Two of 5ml", "10 units", "2 tablets", "Once a day.", "every 6 hours"]
)
def test_a_dose_would_be_noticed(text: str) -> None:
    assert _with(AMOUNT, [text])


def test_no_dose_stands_anywhere(real: Compendium) -> None:
    """Levels in the blood (`mg/dL`, micrograms in a litre) are no doses."""
    assert not _with(AMOUNT, _texts(real))


# What a copy of the article could hardly do without.
PHRASES = """
muscles near the ear such
can occur in varying degrees
cause a separate twitching in
localized in other parts of
calcium level in the blood is too low
underfunction of the parathyroid gland
benign muscle contractions without disease
affect the cell balance of
from a waking state to
exact process behind the nocturnal
largely summarized as restless legs
an acquired and an unknown idiopathic
result of overstrain reactions
a disturbance in the transmission of stimuli
own messenger substance dopamine plays
further details are controversially discussed
often has to be adjusted
a special patient group for
suffer from the clinical picture
cannot relax sufficiently as a result
in order not to endanger
syndrome usually disappears after delivery
""".strip().splitlines()


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_sentence_is_taken_over_from_the_article(phrase: str, real: Compendium) -> None:
    texts = [" ".join(re.findall("[a-z0-9]+", text.casefold().replace("'", ""))) for text in _texts(real)]

    assert not [text for text in texts if phrase in text]


def test_addresses_of_sources_are_https(real: Compendium) -> None:
    addresses = [source.url for source in real.sources if source.url]

    assert len(addresses) > 50
    assert not [url for url in addresses if not re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]{2,}(?:/\S*)?", url)]


def test_health_media_never_stand_alone_behind_help_or_treatment(real: Compendium) -> None:
    grades = {source.id: source.grade for source in real.sources}
    careful = [claim for entry in real.entries for where, claim in _sections(entry) if where == "treatment" or where.startswith("help")]

    assert len(careful) > 100
    assert not [claim.text for claim in careful if {grades[citation.id] for citation in claim.sources} == {"D"}]


def test_every_entry_says_when_it_was_reviewed_when_it_is_due_and_that_no_clinician_did(real: Compendium) -> None:
    for entry in real.entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry.reviewed), entry.id
        assert entry.reviewed < entry.review_due, entry.id
        assert entry.reviewer == "not clinically reviewed", entry.id


def test_every_site_has_help_at_all_levels_and_every_cause_at_one(real: Compendium) -> None:
    for entry in real.entries:
        levels = [level for level in ("emergency", "urgent", "routine") if getattr(entry.help, level)]
        if isinstance(entry, Site):
            assert levels == ["emergency", "urgent", "routine"], entry.id
        elif isinstance(entry, Cause):
            assert levels, entry.id


def test_a_page_about_a_medicine_says_not_to_stop_it_without_advice(real: Compendium) -> None:
    pages = [cause for cause in real.causes if cause.cause_kind == "medicine"]

    assert len(pages) > 5
    assert not [
        cause.id
        for cause in pages
        if not _with("without advice|never stop|not stop|not alone at home", [claim.text for _, claim in _sections(cause)])
    ]
