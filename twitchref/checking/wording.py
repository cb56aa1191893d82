"""Rules about words that do not belong in a claim or a sign: doses, telephone numbers, what leans on a neighbour or says nothing."""

import re
from collections.abc import Iterator

from twitchref.checking.rule import Found, means, place_of, statements, written
from twitchref.model import Claim, Compendium, Sign

_UNITS = "(?:(?i:mg|milligrams?|mcg|micrograms?|µg|μg|ug|grams?|ml|millilit(?:re|er)s?|iu|units?|tablets?|capsules?|pills?|drops?)|g)"
# What is measured in blood is no dose: 300 mg a day and 5 mg/kg are, 75 ng/mL, 1.46 mg/dL and a 2 g rise per litre are not.
_IN_BLOOD = (
    r"(?i:/(?:d?l|ml|min)\b| (?:in|per|of) (?:a |each )?(?:deci|milli)?lit"
    r"| (?:rise|fall|drop|change|increase|difference|more|less) per (?:deci|milli)?lit)"
)
_COUNT = "(?i:half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_FORM = "(?i:tablets?|capsules?|pills?|drops?|(?:tea)?spoonfuls?|teaspoons?)"
_TIME = "(?i:day|night|week|hour|morning|evening|bed(?:time)?|meals?|food)"
_DOSE = re.compile(
    rf"\b\d+(?:[.,]\d+)?[\s-]?{_UNITS}\b(?!{_IN_BLOOD})"
    rf"|\b(?<=[Tt]ake ){_COUNT} {_FORM}\b"
    rf"|\b{_COUNT} {_FORM}(?= (?i:(?:an?|each|every|per) {_TIME}|daily|once|twice|(?:at|before|after|with) {_TIME}))"
)
_HELD = re.compile(r"\b(?:holds?|contains?|weighs?)(?: \w+){0,2} $", re.IGNORECASE)  # an amount that is in something, not taken

_DIGIT = re.compile(r"\d")
_SHORT = "911|999|112|111|000|988|116 ?123"  # emergency and crisis lines of several countries
_WHOLE = r"\+\d[\d -]{6,}\d|\b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\b|\b\d{3}[ -]\d{3}[ -]\d{4}\b"
# A number counts the word that follows it, but for these.
_BEHIND = "any|as|at|before|because|day|first|for|free|from|if|immediately|in|instead|now|right|straight|to|urgently|when|without"
_NOT_COUNTING = rf"(?![\d-]|[.,]\d| \d| (?!(?:{_BEHIND})\b)\w)"
_PHONE = re.compile(
    rf"(?:\b(?:call|dial|phone|ring|text)[: ]+)?(?:{_WHOLE})"
    rf"|\b(?:call|dial|phone|ring|text)[: ]+(?:(?:{_SHORT})(?= (?:and|or)\b(?! more))|\d{{3,6}}{_NOT_COUNTING}|(?:{_SHORT}){_NOT_COUNTING})"
    rf"|\b(?:on|NHS|number is)[: ]+(?:{_SHORT}){_NOT_COUNTING}",
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


@means("A claim or a sign names a dose.")
def dose(compendium: Compendium, today: str) -> Found:
    for stated in statements(compendium):
        for text in _texts(stated):
            for match in _DOSE.finditer(text):
                if not _HELD.search(text[: match.start()]):
                    yield place_of(text), f"'{match[0]}' looks like a dose; say what the treatment is for instead"
                    break


@means("A claim or a sign has a telephone number, which is that of one country.")
def phone_number(compendium: Compendium, today: str) -> Found:
    for stated in statements(compendium):
        for text in _texts(stated):
            if _DIGIT.search(text) and (match := _PHONE.search(text)):  # the first look is quick, and mostly enough
                yield place_of(text), f"'{match[0]}' looks like a telephone number; say 'your local emergency number' or whom to ask"


@means("A claim says that it is here as elsewhere.")
def filler(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            if match := _FILLER.search(claim.text):
                yield place_of(claim), f"'{match[0]}' says nothing about this place; say what is known here, or leave it to the whole body"


@means("A claim, a sign or a note cannot be understood without another claim or sign.")
def leaning(compendium: Compendium, today: str) -> Found:
    for stated in statements(compendium):
        what = "sign" if isinstance(stated, Sign) else "claim"
        for text, before in _alone(stated):
            match = _LEANING.search(text)
            if match and str(match[match.lastgroup or 0]).lower() not in (before + text[: match.start()]).lower():
                yield place_of(text), f"'{match[0]}' leans on another {what}; each is read alone, so say which is meant"


def _alone(stated: Claim | Sign) -> Iterator[tuple[str, str]]:
    """The texts that are read alone, each with what is read before it: a note stands under its own claim or sign.

    What a sign may be (`why`) is never read without the sign.
    """
    main = stated.text if isinstance(stated, Claim) else stated.sign
    yield main, ""
    if isinstance(stated, Sign):
        yield stated.short, ""
    if stated.note:
        yield stated.note, f"{main} "


@means("A claim says what the article says, instead of what is so.")
def myth_first(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for _, claim in written(entry):
            if match := _MYTH.search(claim.text):
                advice = "say what is so, with the article under 'against' and its words in the note"
                yield place_of(claim), f"'{match[0]}' puts the error first; {advice}"
