"""Rules about what claims and entries have to have: sources, notes, certainty, length, reviews."""

import re
from collections import defaultdict
from collections.abc import Iterator

from twitchref.checking.readability import grade
from twitchref.checking.rule import Found, citations, means, place_of, statements, unread, written
from twitchref.model import ANY, Claim, Compendium, Entry, Sign
from twitchref.words import plain_words

LONGEST_CLAIM = 40  # words
LONGEST_FIRST = 110  # characters: what the card has room for
ON_THE_CARD = ("summary", "self_care", "treatment")  # its first claims stand there
READING_LIMITS = {"summary": 8.0}  # Flesch–Kincaid, by section: this one is read first, and by the most worried
OTHER_LIMIT = 9.0
FEWEST_GRADED = 25  # words: the formula is made for texts, and jumps about below
FITTING = {  # the grades that sources of a kind may have; of the other kinds, any may be right
    "guideline": "A",
    "health-service": "A",
    "encyclopedia": "BCD",
    "health-media": "D",
    "article": "D",
}


@means("A claim or a sign has no source.")
def no_source(compendium: Compendium, today: str) -> Found:
    for stated in statements(compendium):
        if not stated.sources:
            what = "sign" if isinstance(stated, Sign) else "claim"
            yield place_of(stated), f"the {what} has no source; say under 'sources' who says so"


@means("A claim that is conflicting, or that a source stands against, has no note.")
def no_note(compendium: Compendium, today: str) -> Found:
    for stated in statements(compendium):
        if stated.note is not None:
            continue
        if stated.certainty == "conflicting":
            yield place_of(stated.certainty), "good sources disagree on this; give both sides in a 'note'"
        elif isinstance(stated, Claim) and stated.against and stated.against[0].id:
            yield place_of(stated.against[0].id), "a source says otherwise; say in a 'note' what it says"


@means("A source stands both for a claim and against it.")
def both_sides(compendium: Compendium, today: str) -> Found:
    for stated in statements(compendium):
        if isinstance(stated, Claim):
            behind = {citation.id for citation in stated.sources if citation.id}
            for citation in stated.against:
                if citation.id in behind:
                    yield place_of(citation.id), f"'{citation.id}' is among the sources too; keep it on one side"


@means(
    "A claim that begins 'We found no ' has another certainty than `none`, "
    "or one that does not begin so has it, though no source for or against it is the article."
)
def nothing_found(compendium: Compendium, today: str) -> Found:
    others = {source.id for source in compendium.sources if source.source_kind not in ("article", "")}
    for stated in statements(compendium):
        if isinstance(stated, Claim) and stated.text.startswith("We found no "):
            if stated.certainty not in ("none", ""):
                yield place_of(stated.certainty), "that nothing was found has the certainty none; write none, or begin the text otherwise"
        elif stated.text and stated.certainty == "none" and stated.sources and {each.id for each in citations(stated)} <= others:
            advice = "none is for what only the starting article says, and for 'We found no …'; say how sure this is"
            yield place_of(stated.certainty), advice


@means("A review is due before it was done.")
def due_before_review(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        if entry.review_due and entry.review_due < entry.reviewed:
            yield (
                place_of(entry.review_due),
                f"the review is due before the entry was reviewed ({entry.reviewed}); correct one of the two days",
            )


@means("A review is overdue.")
def overdue(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        if entry.review_due and entry.review_due < today:
            yield place_of(entry.review_due), f"the review has been due since {entry.review_due}; review the entry and set both days"


@means("A source's address is not https.")
def not_https(compendium: Compendium, today: str) -> Found:
    for source in compendium.sources:
        if source.url and not re.fullmatch(r"https://[^\s/]+\.[^\s/]+(?:/\S*)?", source.url):
            advice = "correct it, or say under 'no_url' why there is none"
            yield place_of(source.url), f"the address does not begin with https:// and the name of a web site; {advice}"


@means("A source has neither an address nor a reason why it has none, or both.")
def no_address(compendium: Compendium, today: str) -> Found:
    for source in compendium.sources:
        if bool(source.url) == bool(source.no_url) and "" not in source:  # where something cannot be read yet, it may be this
            advice = (
                "take out `no_url`, for there is an address" if source.url else "there is no address; give `url`, or say why with `no_url`"
            )
            yield place_of(source.no_url or source.id), advice


@means("A source has a grade that its kind cannot have, such as an encyclopedia with A or an article above D.")
def unfit_grade(compendium: Compendium, today: str) -> Found:
    for source in compendium.sources:
        fitting = FITTING.get(source.source_kind, "ABCD")
        if source.grade and source.grade not in fitting:
            grades = " or ".join(filter(None, (", ".join(fitting[:-1]), fitting[-1])))
            yield place_of(source.grade), f"a source of the kind {source.source_kind} has the grade {grades}; correct the grade or the kind"


@means("Only sources of grade D stand behind a sign or a treatment.")
def weak_alone(compendium: Compendium, today: str) -> Found:
    grades = {str(source.id): source.grade for source in compendium.sources}
    careful: list[Claim | Sign] = [sign for sign in compendium.signs if sign.level == "routine"]  # E408 asks more of the others
    careful += [claim for entry in compendium.entries for section, claim in written(entry) if section == "treatment"]
    for stated in careful:
        if stated.sources and all(grades.get(citation.id) == "D" for citation in stated.sources):
            yield place_of(stated.sources[0].id), "only grade D stands behind this; add a better source or leave it out"


@means("The first claim of a summary, a self-care or a treatment is too long for the card: over 110 characters.")
def first_too_long(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for section in ON_THE_CARD if entry.kind != "term" else ():
            for claim in getattr(entry, section)[:1]:
                if (length := len(claim.text)) > LONGEST_FIRST:
                    advice = f"say the main thing in {LONGEST_FIRST}, and the rest in the next claim"
                    yield place_of(claim), f"{length} characters, and the first claim of '{section}' stands on the card; {advice}"


@means("A claim is longer than 40 words.")
def too_long(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            if (words := len(claim.text.split())) > LONGEST_CLAIM:
                yield place_of(claim), f"{words} words; say it in {LONGEST_CLAIM}, or make two claims of it"


@means("A section of an entry is harder to read than its limit (Flesch–Kincaid grade, clinical names not counted).")
def hard_to_read(compendium: Compendium, today: str) -> Found:
    clinical = {word for entry in compendium.entries for name in _clinical(entry) for word in plain_words(name)}
    clinical |= unread(compendium, "site", "cause", "term")
    if ANY in clinical:
        return
    for entry in compendium.entries:
        sections: defaultdict[str, list[Claim]] = defaultdict(list)
        for section, claim in written(entry):
            sections[section].append(claim)
        for section, claims in sections.items():
            limit, text = READING_LIMITS.get(section, OTHER_LIMIT), " ".join(claim.text for claim in claims)
            if not all(claim.text for claim in claims):
                continue
            if len(text.split()) >= FEWEST_GRADED and (found := grade(text, clinical)) > limit:
                hardest = max(claims, key=lambda claim: grade(claim.text, clinical))
                yield (
                    place_of(hardest),
                    f"the section '{section}' reads at grade {found:.1f}, limit {limit:.0f}; "
                    "this claim is the hardest: shorter sentences, plainer words",
                )


def _clinical(entry: Entry) -> Iterator[str]:
    yield from (name.text for name in entry.names if name.register == "clinical")
    yield from (str(entry.id), entry.name)
