"""What must be true of the real content, whoever edits it: sourced, linked, safe, and right where the article is not."""

import re
from collections.abc import Iterator

import pytest
from conftest import DATA, ROOT

from twitchref.checking.check import check
from twitchref.model import WHOLE_BODY, Claim, Compendium, Entry, Link, Sign
from twitchref.problem import CAN_WAIT
from twitchref.reading.examined import FILE, read, written
from twitchref.sections import SECTIONS

LINKS = {section.field for section in SECTIONS if section.holds == "links"}


def _sections(entry: Entry) -> Iterator[tuple[str, Claim]]:
    """The claims of an entry's own file by section; those of a link by section and id: `causes/caffeine`."""
    for section, claim in entry.claims():
        if section not in LINKS:
            yield section, claim
    for section in ("causes", "rarer_diseases", "related"):
        for link in getattr(entry, section):
            yield from ((f"{section}/{link.id}", claim) for claim in link.claims)


def _texts(real: Compendium) -> list[str]:
    """Everything a page states: the text and the note of every claim and sign, and every gloss."""
    stated: list[Claim | Sign] = [*real.claims(), *real.signs]
    notes = [each.note for each in stated if each.note]
    return [*(each.text for each in stated), *notes, *(entry.gloss for entry in real.entries if entry.gloss)]


def _with(pattern: str, texts: list[str]) -> list[str]:
    return [text for text in texts if re.search(pattern, text, re.IGNORECASE)]


def test_the_data_is_without_errors_and_warnings(real: Compendium) -> None:
    """On the day of its last review; that reviews come due with time is for CI's own step to say.

    What changed since it was examined can wait: whoever edits need not be who examines.
    """
    _, problems = check(DATA, max(entry.reviewed for entry in real.entries))

    assert not [str(problem) for problem in problems if problem.code not in CAN_WAIT]


def test_the_ledger_stands_as_the_program_writes_it() -> None:
    """In the order of its fingerprints, so that two edits merge."""
    raw = (DATA / FILE).read_bytes()

    assert written(read(raw, FILE)[0]).encode() == raw


def test_ci_checks_the_data_in_a_step_of_its_own() -> None:
    assert "twitchref check --strict data" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_claim_names_a_known_source(real: Compendium) -> None:
    known = {source.id for source in real.sources}

    stated: list[Claim | Sign] = [*real.claims(), *real.signs]
    assert not [each.text for each in stated if not each.sources or not {citation.id for citation in each.sources} <= known]
    assert not [claim.text for claim in real.claims() if not {citation.id for citation in claim.against} <= known]


def test_every_cause_linked_from_a_site_shows_the_site_with_the_same_words(real: Compendium) -> None:
    """What holds in any muscle, it shows at the whole body alone."""

    def ends(entry: Entry, field: str) -> set[tuple[str, str, str | None, tuple[Claim, ...]]]:
        links: tuple[Link, ...] = getattr(entry, field)
        pairs = ((entry.id, link.id) if entry.kind == "site" else (link.id, entry.id) for link in links)
        return {(*pair, link.frequency, link.claims) for pair, link in zip(pairs, links, strict=True)}

    from_sites = set().union(*(ends(site, field) for site in real.of("site") for field in ("causes", "rarer_diseases")))
    from_sites |= ends(next(site for site in real.of("site") if site.id == WHOLE_BODY), "anywhere")
    from_causes = set().union(*(ends(cause, "sites") for cause in real.of("cause")))

    assert len(from_sites) > 100
    assert from_sites == from_causes


def test_related_causes_name_each_other_with_the_same_words(real: Compendium) -> None:
    related = {(cause.id, link.id): link.claims for cause in real.of("cause") for link in cause.related}

    assert len(related) > 20
    assert {(other, one): claims for (one, other), claims in related.items()} == related


def test_every_link_shows_the_name_of_an_entry_that_is_there(real: Compendium) -> None:
    names = {(entry.kind, entry.id): entry.name for entry in real.entries}
    linked = [
        (link.kind, link.id, link.name) for entry in real.entries for field in (*LINKS, "see_also") for link in getattr(entry, field, ())
    ]

    assert not [row for row in linked if names.get((row[0], row[1])) != row[2]]


# What better sources say where the article says otherwise: entry, section, certainty, words of the claim, words of its note.
FACTS = {
    "low magnesium lowers calcium, not the other way round": (
        "cause:hypocalcaemia", "related/magnesium-deficiency", "high", "Low magnesium can make calcium", "lack of calcium also brings",
    ),
    "one in five pregnant women, not a quarter": (
        "cause:pregnancy", "summary", "high", "one in five pregnant women", "article says a quarter",
    ),
    "medicines in pregnancy are weighed, not banned": ("cause:pregnancy", "treatment", "high", "weigh", "article rules"),
    "it is disputed that Parkinson's brings on restless legs": (
        "site:leg", "rarer_diseases/parkinsons-disease", "conflicting", "Studies disagree", "article says that Parkinson's disease can",
    ),
    "epilepsy alone does not make an ear twitch": (
        "site:ear", "rarer_diseases/epilepsy", "none", "We found no .* ear twitch", "starting article",
    ),
    "Huntington's alone does not make an ear twitch": (
        "site:ear", "rarer_diseases/huntingtons-disease", "none", "We found no .* ear twitch", "starting article",
    ),
    "Parkinson's alone does not make an ear twitch": (
        "site:ear", "rarer_diseases/parkinsons-disease", "none", "We found no .* ear twitch", "starting article",
    ),
    "electrolytes are not the leading harmless cause": (
        "site:leg", "causes/electrolyte-imbalance", "moderate", "not the usual reason", "no better source that puts them first",
    ),
    "leg twitching is not mostly restless legs": (
        "site:leg", "causes/restless-legs-syndrome", "high", "not the same as restless legs", "by and large, restless legs",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("place", "section", "certainty", "text", "note"), FACTS.values(), ids=FACTS)
def test_the_page_says_what_better_sources_say(place: str, section: str, certainty: str, text: str, note: str, real: Compendium) -> None:
    """The article, or whoever says otherwise, stands under `against`."""
    entry = next(entry for entry in real.entries if f"{entry.kind}:{entry.id}" == place)
    found = [claim for where, claim in _sections(entry) if where == section and _with(text, [claim.text])]

    assert [certainty] == [claim.certainty for claim in found]
    assert _with(note, [found[0].note or ""])
    assert "article" in [citation.id for citation in found[0].against]


NEVER_AS_FACT = {
    "low calcium lowers magnesium": r"(?:low|lack of|too little) calcium[^.]*(?:brings|leads to|causes?|lowers?)[^.]*magnesium",
    "a quarter of pregnant women": r"(?:quarter|25 in 100|25 ?%)[^.]*(?:pregnan|expect)|(?:pregnan|expect)[^.]*(?:quarter|25 in 100|25 ?%)",
    "medicines are banned in pregnancy": r"pregnan[^.]*(?:must not|forbidden|banned|never take)|(?:must not|forbidden|banned)[^.]*pregnan",
    "leg twitches are restless legs": r"leg twitch\w* (?:is|are) (?:mostly|largely|by and large)",
}


@pytest.mark.parametrize("pattern", NEVER_AS_FACT.values(), ids=NEVER_AS_FACT)
def test_what_the_article_gets_wrong_is_nowhere_stated_as_fact(pattern: str, real: Compendium) -> None:
    assert not _with(pattern, [claim.text for claim in real.claims()])


def _causes(site: Entry) -> tuple[Link, ...]:
    return (*site.causes, *site.anywhere, *site.rarer_diseases)


@pytest.mark.parametrize("cause", ["electrolyte-imbalance", "magnesium-deficiency", "hypocalcaemia", "hypokalaemia"])
def test_salts_of_the_blood_are_nowhere_called_common(cause: str, real: Compendium) -> None:
    found = {site.id: link.frequency for site in real.of("site") for link in _causes(site) if link.id == cause}

    assert found
    assert "common" not in found.values()


def test_every_site_begins_with_what_is_most_frequent_and_never_with_a_disease(real: Compendium) -> None:
    kinds = {cause.id: cause.cause_kind for cause in real.of("cause")}
    order = ["common", "sometimes", "rare", "unknown"]

    for site in real.of("site"):
        for links in (site.causes, site.anywhere, site.rarer_diseases):
            ranks = [order.index(link.frequency or "") for link in links]
            assert sorted(ranks) == ranks, site.id
        most = min(order.index(link.frequency or "") for link in _causes(site))
        first = [link.id for link in _causes(site) if link.frequency == order[most]]
        assert {"everyday", "normal"} & {kinds[cause] for cause in first}, site.id
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


def test_a_frequency_that_is_known_stands_with_a_claim_about_the_two(real: Compendium) -> None:
    bare = [
        (site.id, link.id)
        for site in real.of("site")
        for link in _causes(site)
        if link.frequency in ("common", "sometimes") and not link.claims
    ]

    assert bare == []


def test_signs_say_what_calls_for_help_and_not_what_to_do(real: Compendium) -> None:
    """What to do stands once, before the signs of a level; what one sign asks for beyond that is in its note."""
    assert {sign.level for sign in real.signs} == {"emergency", "urgent", "routine"}
    assert not _with(r"\b(?:call|ring|hospital|ambulance|see a doctor|appointment|emergency)\b", [sign.sign for sign in real.signs])


def test_no_sign_of_two_levels_shares_its_words_with_another(real: Compendium) -> None:
    """A sign cannot have two levels: not even as two signs of the same words."""
    phrases = [sign.sign.casefold() for sign in real.signs]
    shorts = [sign.short.casefold() for sign in real.signs]

    assert len(set(phrases)) == len(phrases) == len(set(shorts)) > 100


def test_the_rule_for_twitches_without_a_known_cause_stands_on_no_disease(real: Compendium) -> None:
    kinds = {entry.cause_kind for entry in real.of("cause") if "twitch-two-weeks" in entry.sign_ids}

    assert all("twitch-two-weeks" in site.sign_ids for site in real.of("site"))
    assert kinds <= {"everyday", "normal"}


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
    careful = [claim for entry in real.entries for where, claim in _sections(entry) if where == "treatment"]

    assert len(careful) > 100
    help_ = [sign.text for sign in real.signs if {grades[citation.id] for citation in sign.sources} == {"D"}]
    assert help_ + [claim.text for claim in careful if {grades[citation.id] for citation in claim.sources} == {"D"}] == []


def test_every_entry_says_when_it_was_reviewed_when_it_is_due_and_that_no_clinician_did(real: Compendium) -> None:
    for entry in real.entries:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry.reviewed), entry.id
        assert entry.reviewed < entry.review_due, entry.id
        assert entry.reviewer == "not clinically reviewed", entry.id


def test_every_site_has_help_at_all_levels_and_every_cause_at_one(real: Compendium) -> None:
    for entry in real.entries:
        levels = [level for level in ("emergency", "urgent", "routine") if getattr(entry.help, level)]
        if entry.kind == "site":
            assert levels == ["emergency", "urgent", "routine"], entry.id
        elif entry.kind == "cause":
            assert levels, entry.id


def test_a_page_about_a_medicine_says_not_to_stop_it_without_advice(real: Compendium) -> None:
    """Or, where that is the advice, how to stop it, or to ask today."""
    pages = [cause for cause in real.of("cause") if cause.cause_kind == "medicine"]

    assert len(pages) > 5
    said = "without advice|never stop|not (?:stop|change)|not alone at home|a plan made with|ask a doctor the same day"
    assert not [cause.id for cause in pages if not _with(said, [claim.text for _, claim in _sections(cause)])]
