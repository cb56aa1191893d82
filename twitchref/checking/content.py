"""Rules about what claims and entries say."""

import re
from collections import defaultdict
from collections.abc import Iterator

from twitchref.checking.ground import Found, means, place_of, unread, written
from twitchref.checking.readability import grade
from twitchref.model import ANY, Cause, Claim, Compendium, Entry, Site
from twitchref.words import plain_words

LONGEST_CLAIM = 40  # words
LONGEST_HELP = 160  # characters of a level: what lets all three levels begin on the first screen of a narrow terminal
GRADES = {"help": 8.0, "summary": 8.0}  # Flesch–Kincaid, by section: these two are read first, and by the most worried
OTHER_GRADE = 9.0
FEWEST_GRADED = 25  # words: the formula is made for texts, and jumps about below


@means("A claim has no source.")
def no_source(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            if not claim.sources:
                yield place_of(claim), "the claim has no source; say under 'sources' who says so"


@means("A disputed or unsupported claim has no note.")
def no_note(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            if claim.evidence in ("disputed", "unsupported") and claim.note is None:
                yield place_of(claim.evidence), f"the claim is {claim.evidence}; say in a 'note' what better sources say"


@means("A site has no help at a level, or a cause has none at all.")
def no_help(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        missing = [level for level in ("emergency", "urgent", "routine") if not getattr(entry.help, level)]
        if isinstance(entry, Site) and missing:
            yield place_of(entry.help), f"a site says when to get help at all three levels; missing: {', '.join(missing)}"
        elif isinstance(entry, Cause) and len(missing) == 3:
            yield place_of(entry.help), "a cause says when to get help, at one level at least"


@means("A review is due before it was done.")
def due_before_review(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        if entry.review_due and entry.review_due < entry.reviewed:
            yield place_of(entry.review_due), f"the review is due before the entry was reviewed ({entry.reviewed})"


@means("A source's address is not https.")
def not_https(compendium: Compendium, today: str) -> Found:
    for source in compendium.sources:
        if source.url and not re.fullmatch(r"https://[^\s/]+\.[^\s/]+(?:/\S*)?", source.url):
            yield place_of(source.url), "the address does not start with https:// and a host; correct it or leave it out"


@means("A review is overdue.")
def overdue(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        if entry.review_due and entry.review_due < today:
            yield place_of(entry.review_due), f"the review has been due since {entry.review_due}; review the entry and set both days"


_UNITS = "mg|milligrams?|mcg|micrograms?|µg|μg|ug|g|grams?|ml|mL|millilit(?:re|er)s?|IU|units?|tablets?|capsules?|drops?"
# A dose, but not what is measured in blood: 300 mg a day and 5 mg/kg, not 75 ng/mL or 1.46 mg/dL.
_DOSE = re.compile(rf"\b\d+(?:[.,]\d+)?[\s-]?(?:{_UNITS})\b(?!/(?:d?[lL]|m[lL]|min)\b| (?:in|per|of) (?:a |each )?(?:deci|milli)?lit)")


@means("A treatment or self-care names a dose.")
def dose(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for section, claim in written(entry):
            if section in ("treatment", "self_care") and (match := _DOSE.search(claim.text)):
                yield place_of(claim.text), f"'{match[0]}' looks like a dose; say what the treatment is for instead"


@means("Only sources of grade D stand behind a help or treatment claim.")
def weak_alone(compendium: Compendium, today: str) -> Found:
    grades = {str(source.id): source.grade for source in compendium.sources}
    for entry in compendium.entries:
        for section, claim in written(entry):
            careful = section.startswith("help") or section == "treatment"
            if careful and claim.sources and all(grades.get(citation.id) == "D" for citation in claim.sources):
                yield place_of(claim.sources[0].id), "only grade D stands behind this; add a better source or leave the claim out"


@means("A claim is longer than 40 words.")
def too_long(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            if (words := len(claim.text.split())) > LONGEST_CLAIM:
                yield place_of(claim.text), f"{words} words; say it in {LONGEST_CLAIM}, or make two claims of it"


@means("A section of an entry is harder to read than its limit (Flesch–Kincaid grade, clinical names not counted).")
def hard_to_read(compendium: Compendium, today: str) -> Found:
    clinical = {word for entry in compendium.entries for name in _clinical(entry) for word in plain_words(name)}
    clinical |= unread(compendium, "site", "cause", "term")
    if ANY in clinical:
        return
    for entry in compendium.entries:
        sections: defaultdict[str, list[Claim]] = defaultdict(list)
        for section, claim in written(entry):
            sections[section.partition(".")[0]].append(claim)
        for section, claims in sections.items():
            limit, text = GRADES.get(section, OTHER_GRADE), " ".join(claim.text for claim in claims)
            if not all(claim.text for claim in claims):
                continue
            if len(text.split()) >= FEWEST_GRADED and (found := grade(text, clinical)) > limit:
                hardest = max(claims, key=lambda claim: grade(claim.text, clinical))
                yield (
                    place_of(hardest.text),
                    f"the section '{section}' reads at grade {found:.1f}, limit {limit:.0f}; this claim is the hardest",
                )


def _clinical(entry: Entry) -> Iterator[str]:
    yield from (name.text for name in entry.names if name.register == "clinical")
    yield from (str(entry.id), entry.name)


@means("A level of help is too long to be seen at once.")
def help_too_long(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for level in ("emergency", "urgent"):
            claims: tuple[Claim, ...] = getattr(entry.help, level)
            if (length := sum(len(claim.text) for claim in claims)) > LONGEST_HELP:
                yield place_of(claims[0].text), f"{length} characters of {level} help; {LONGEST_HELP} fit on the first screen"
        for claim in entry.help.routine:
            if len(claim.text) > LONGEST_HELP:
                yield place_of(claim.text), f"{len(claim.text)} characters; a routine help claim has {LONGEST_HELP} at most"
