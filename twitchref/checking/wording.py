"""Rules about words that do not belong in a claim or a sign: doses, telephone numbers, what leans on a neighbour or says nothing."""

import re
from collections.abc import Iterator

from twitchref.checking.ground import Found, means, place_of, statements, written
from twitchref.model import Claim, Compendium, Sign

_UNITS = "mg|milligrams?|mcg|micrograms?|µg|μg|ug|g|grams?|ml|mL|millilit(?:re|er)s?|IU|units?|tablets?|capsules?|drops?"
# A dose, but not what is measured in blood: 300 mg a day and 5 mg/kg, not 75 ng/mL or 1.46 mg/dL.
_DOSE = re.compile(rf"\b\d+(?:[.,]\d+)?[\s-]?(?:{_UNITS})\b(?!/(?:d?[lL]|m[lL]|min)\b| (?:in|per|of) (?:a |each )?(?:deci|milli)?lit)")
_PHONE = re.compile(
    r"(?<![\d,.])(?:911|999|112|111|000|988)(?![\d,.]*\d)(?! people)"
    r"|\b(?:call|dial|phone|ring|text) \+?\d(?:[\d -]*\d)?|\b\d{3,5}[ -]\d{3}[ -]?\d{3,4}\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\bas (?:elsewhere|(?:any|every)where else)\b|\b(?:as in|like) (?:any|every|(?:all |any )?other) (?:muscles?|places?|parts?)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\b(?:that|this|the same) (?P<one>study|trial|series|review|survey|report)\b"
    r"|\bsuch (?:a )?(?P<two>twitch|jerk|spasm|cramp|tremor|flutter)\w*|\bthese (?P<three>people|patients)\b",
    re.IGNORECASE,
)
_MYTH = re.compile(r"\bthe (?:starting )?article (?:also )?(?:says|claims|names|lists|counts|calls|speaks|blames)\b", re.IGNORECASE)


def _texts(stated: Claim | Sign) -> Iterator[str]:
    """Everything that a claim or a sign says to the reader."""
    yield from filter(None, (stated.text,) if isinstance(stated, Claim) else (stated.sign, stated.short, stated.why))
    if stated.note:
        yield stated.note


@means("A treatment or self-care names a dose.")
def dose(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for section, claim in written(entry):
            for text in _texts(claim) if section in ("treatment", "self_care") else ():
                if match := _DOSE.search(text):
                    yield place_of(text), f"'{match[0]}' looks like a dose; say what the treatment is for instead"


@means("A claim or a sign has a telephone number, which is that of one country.")
def phone_number(compendium: Compendium, today: str) -> Found:
    for stated in statements(compendium):
        for text in _texts(stated):
            if match := _PHONE.search(text):
                yield place_of(text), f"'{match[0]}' looks like a telephone number; say 'your local emergency number' or whom to ask"


@means("A claim says that it is here as elsewhere.")
def filler(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            if match := _FILLER.search(claim.text):
                yield place_of(claim), f"'{match[0]}' says nothing about this place; say what is known here, or leave it to the whole body"


@means("A claim cannot be understood without the one before it.")
def leaning(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            match = _LEANING.search(claim.text)
            if match and str(match[match.lastgroup or 0]).lower() not in claim.text[: match.start()].lower():
                yield place_of(claim), f"'{match[0]}' leans on another claim; each is read alone, so say which is meant"


@means("A claim says what the article says, instead of what is so.")
def myth_first(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            if match := _MYTH.search(claim.text):
                advice = "say what is so, with the article under 'against' and its words in the note"
                yield place_of(claim), f"'{match[0]}' puts the error first; {advice}"
