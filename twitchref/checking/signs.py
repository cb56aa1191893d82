"""Rules about signs: which an entry needs and may have, how long they are, what stands behind them."""

from twitchref.checking.rule import Found, means, place_of
from twitchref.model import ANY, Compendium, Help

LONGEST_SIGN = 110  # characters
LONGEST_SHORT = 45  # characters: what lets the card hold all of its signs on a narrow terminal
LONGEST_ROUTINE = 70  # of a routine sign, the last of a card: what fits a line of 80 columns


@means("A site has no sign at one of the three levels.")
def no_help(compendium: Compendium, today: str) -> Found:
    levels = {sign.id: sign.level for sign in compendium.signs if sign.level}
    for entry in compendium.entries:
        if entry.kind != "site" or ("sign", ANY) in compendium.broken or not all(id_ in levels for id_ in entry.sign_ids):
            continue  # the level that is missing may be that of a sign which is not known
        if missing := [level for level in Help._fields if not getattr(entry.help, level)]:
            yield place_of(entry.sign_ids[0]), f"a site has signs at all three levels; missing: {', '.join(missing)}"


@means("An entry lists a sign twice.")
def sign_twice(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        seen = {""}
        for id_ in entry.sign_ids:
            if id_ in seen and id_:
                yield place_of(id_), f"'{id_}' stands here a second time; keep one"
            seen.add(id_)


@means("A sign is longer than 110 characters, or its short form than 45, if it is routine than 70.")
def sign_too_long(compendium: Compendium, today: str) -> Found:
    for sign in compendium.signs:
        short = LONGEST_ROUTINE if sign.level == "routine" else LONGEST_SHORT
        for text, longest in ((sign.sign, LONGEST_SIGN), (sign.short, short)):
            if (length := len(text)) > longest:
                yield place_of(text), f"{length} characters; say it in {longest}"


@means("A sign, or its short form, ends with a full stop.")
def full_stop(compendium: Compendium, today: str) -> Found:
    for sign in compendium.signs:
        for text in (sign.sign, sign.short):
            if text.endswith("."):
                yield place_of(text), "the page ends the sentence itself; take the full stop out"


@means("No source of grade A or B stands behind an emergency or urgent sign.")
def weak_sign(compendium: Compendium, today: str) -> Found:
    grades = {str(source.id): source.grade for source in compendium.sources}
    for sign in compendium.signs:
        if sign.level in ("emergency", "urgent") and sign.sources and all(grades.get(each.id) in ("C", "D") for each in sign.sources):
            yield place_of(sign.sources[0].id), f"no source of grade A or B stands behind this {sign.level} sign; add one"


@means("A sign of twitches without a known cause stands on a cause that is not an everyday one.")
def generic_sign(compendium: Compendium, today: str) -> Found:
    generic = {sign.id for sign in compendium.signs if sign.generic}
    for entry in compendium.entries:
        for id_ in entry.sign_ids:
            if id_ in generic and entry.kind == "cause" and entry.cause_kind not in ("everyday", ""):
                advice = "it stands on sites and everyday causes alone; list the signs of this cause"
                yield place_of(id_), f"'{id_}' is about a twitch without a known cause; {advice}"
