"""The ledger of what was examined, held against the texts that there are: what it lacks, what is gone, and how a row gets in."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from twitchref import safe_write
from twitchref.checking.rule import Found, means, place_of, statements, unread, written
from twitchref.model import Claim, Compendium, Examination, How, Sign
from twitchref.reading import examined as ledger
from twitchref.words import fingerprint


@means("A claim or a sign was not examined since it was written or changed; it fails no build.")
def unexamined(compendium: Compendium, today: str) -> Found:
    if compendium.examined is None or unread(compendium, "examined"):
        return
    told = {fingerprint("")}
    for stated in statements(compendium):
        text = _text(stated)
        if (print_ := fingerprint(text)) not in compendium.examined and print_ not in told:
            told.add(print_)
            yield place_of(text), f"not examined since it was written or changed; once it is: `twitchref check --examined HOW {print_}`"


@means("The ledger of what was examined has a row whose text is gone or changed; it fails no build.")
def gone(compendium: Compendium, today: str) -> Found:
    if unread(compendium, "site", "cause", "term", "signs"):
        return
    known = {fingerprint(_text(stated)) for stated in statements(compendium)}
    for print_ in compendium.examined or ():
        if print_ not in known:
            yield place_of(print_), f"no claim and no sign has a text with the fingerprint '{print_}' any more; take the row out"


def record(directory: Path, compendium: Compendium, how: str, what: str, today: str) -> int:
    """Writes into the directory's ledger that statements were examined today, and how; says how many.

    `what` is a fingerprint, or an entry or sign as kind:id: then what stands in its file and has no row yet is meant. Rows whose
    text is gone go. Raises ValueError where `how` is no such word or nothing is called so, and WriteError where the ledger cannot be
    written.
    """
    words: tuple[How, ...] = get_args(How)
    if how not in words:
        raise ValueError(f"'{how}' is not one of {', '.join(words)}")
    rows = dict(compendium.examined or {})
    known = {fingerprint(_text(stated)) for stated in statements(compendium)}
    named = {fingerprint(_text(stated)) for stated in _named(compendium, what)}
    if what not in known and not named:
        raise ValueError(f"there is no '{what}' here; name a fingerprint that check prints, or a page or sign as cause:caffeine")
    new = {what} if what in known else named - rows.keys()
    rows |= dict.fromkeys(new, Examination(today, words[words.index(how)]))
    file = safe_write.target(directory / ledger.FILE, lambda opened: opened.read(len(ledger.HEADER)) == ledger.HEADER.encode())
    with safe_write.whole(file) as unfinished:
        unfinished.write_text(ledger.written({print_: rows[print_] for print_ in rows.keys() & known}), encoding="utf-8", newline="\n")
    return len(new)


def _named(compendium: Compendium, what: str) -> Iterator[Claim | Sign]:
    """The sign that is called so, as kind:id, or the claims in the file of the entry that is."""
    yield from (sign for sign in compendium.signs if what == f"sign:{sign.id}")
    for entry in compendium.entries:
        if what == f"{entry.kind}:{entry.id}":
            yield from (claim for _, claim in written(entry))


def _text(stated: Claim | Sign) -> str:
    """What is examined of a statement: of a sign, its phrase."""
    return stated.text if isinstance(stated, Claim) else stated.sign
