"""What changed between two data directories or built files: signs first, then entry by entry, then sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from twitchref.answer import Changes
from twitchref.model import WHOLE_BODY, Citation, Claim, Entry, Kind, Sign, Source
from twitchref.reference import Reference
from twitchref.rows import Change
from twitchref.sections import SECTIONS

ALIKE = 0.5  # of two texts, what a matcher of words finds in both: above it, one is the other changed
SAFE = ("help", "treatment")  # the sections whose changes are about safety; of a sign, that it is there, its level and its phrase
_SAFE_SIGN = ("", "level", "sign")
_SIGN = tuple(field for field in Sign._fields if field != "text")  # which is made of the level and the phrase
_HEAD = ("name", "gloss", "cause_kind", "codes", "see_also", "reviewed", "review_due", "reviewer")


def changes(old: Reference, new: Reference) -> Changes:
    """Every change from the old data to the new, each of which has no error."""
    before, after = _Data(old), _Data(new)
    found = [
        *_rows("sign", before.signs, after.signs),
        *(change for key in sorted(before.entries.keys() | after.entries.keys(), key=_order) for change in _entry(key, before, after)),
        *_rows("source", before.sources, after.sources),
    ]
    return Changes(old.version, new.version, tuple(found))


def _order(key: tuple[Kind, str]) -> tuple[int, str]:
    return ("site", "cause", "term").index(key[0]), key[1]


class _Data:
    """All that a reference holds, by id; of an entry, its kind too."""

    def __init__(self, reference: Reference) -> None:
        store = reference.database
        self.entries = {(entry.kind, entry.id): entry for entry in store.citing()}
        self.signs = {shown.sign.id: shown.sign for shown in store.signs()}
        self.sources = store.sources(store.ids("source"))


def _rows(kind: Literal["sign", "source"], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """The changes of signs, or of sources: those that came, those that went, and the fields in which the others differ."""
    shown, fields, safe = ("text", _SIGN, _SAFE_SIGN) if kind == "sign" else ("title", Source._fields, ())

    def change(how: Any, id_: str, section: str, old: str | None, new: str | None) -> Change:
        return Change(how, kind, kind, id_, section, old, new, id_, safety=section in safe)

    yield from (change("added", id_, "", None, getattr(after[id_], shown)) for id_ in sorted(after.keys() - before.keys()))
    yield from (change("removed", id_, "", getattr(before[id_], shown), None) for id_ in sorted(before.keys() - after.keys()))
    for id_ in sorted(before.keys() & after.keys()):
        yield from (change("changed", id_, *differs) for differs in _fields(before[id_], after[id_], fields))


def _fields(old: Any, new: Any, fields: Iterable[str]) -> Iterator[tuple[str, str | None, str | None]]:
    """The fields that differ, with what stood there and what stands there; None for nothing."""
    for field in fields:
        before, after = _written(getattr(old, field)), _written(getattr(new, field))
        if before != after:  # a pointer has the other entry's name too, whose change is that entry's
            yield field, before, after


def _written(value: Any) -> str | None:
    """A value as one text: citations by their ids, codes with their system, pointers as kind:id."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return ", ".join(filter(None, map(_written, value))) or None
    if isinstance(value, Citation):
        return f"{value.id}#{value.locator}" if value.locator else value.id
    if hasattr(value, "code"):
        return f"{value.system} {value.code} ({value.label})"
    if hasattr(value, "_fields"):
        return f"{value.kind}:{value.id}"
    return None if value is None or value == "" else str(value)


def _entry(key: tuple[Kind, str], before: _Data, after: _Data) -> Iterator[Change]:
    """The changes of one entry: itself, the signs it shows, its claims, its links, its names."""
    kind, id_ = key
    old, new = before.entries.get(key), after.entries.get(key)
    name = (new or old or Entry("site", "", "")).name

    def change(how: Any, what: Any, section: str, was: str | None, is_: str | None) -> Change:
        return Change(how, what, kind, id_, section, was, is_, name, safety=section in SAFE)

    if old is None or new is None:  # what stands on it came or went with it, signs and treatment too
        entry = change("added" if new else "removed", "entry", "", None if new else name, name if new else None)
        yield entry._replace(safety=kind != "term")
        return
    yield from (change("changed", "entry", *differs) for differs in _fields(old, new, _HEAD))
    listed = [{sign.id: None for signs in entry.help for sign in signs} for entry in (old, new)]
    yield from (change("added", "sign", "help", None, sign) for sign in listed[1] if sign not in listed[0])
    yield from (change("removed", "sign", "help", sign, None) for sign in listed[0] if sign not in listed[1])
    stood, stands = _statements(old), _statements(new)
    for section in dict.fromkeys([*stands, *stood]):
        for how, was, is_, kept in _claims(stood.get(section, []), stands.get(section, [])):
            yield change(how, "claim", section, was, is_)._replace(kept=kept)
    led, leads = _links(old), _links(new)
    for at in dict.fromkeys([*leads, *led]):
        if led.get(at) != leads.get(at):
            how = "added" if at not in led else "removed" if at not in leads else "changed"
            yield change(how, "link", at, led.get(at), leads.get(at))
    called = [{each.text: each.register for each in entry.names} for entry in (old, new)]
    yield from (change("added", "name", register, None, text) for text, register in called[1].items() if text not in called[0])
    yield from (change("removed", "name", register, text, None) for text, register in called[0].items() if text not in called[1])
    for text, register in called[1].items():
        if (was := called[0].get(text, register)) != register:
            yield change("changed", "name", register, f"{text} ({was})", f"{text} ({register})")


def _own_links(entry: Entry) -> Iterator[tuple[str, Any]]:
    """The links that are written, each with where it stands, as causes/stress: not what is read off another page.

    Of two causes that go together the first by id has the link, wherever it is written.
    """
    for section in SECTIONS:
        if section.holds != "links" or section.field == "sites" or (section.field == "anywhere" and entry.id != WHOLE_BODY):
            continue
        for link in getattr(entry, section.field, ()):
            if section.field != "related" or entry.id < link.id:
                yield f"{section.field}/{link.id}", link


def _links(entry: Entry) -> dict[str, str]:
    """Each link of the entry, with how frequent the cause is there, if it is a cause at a site."""
    return {at: link.frequency or "" for at, link in _own_links(entry)}


def _statements(entry: Entry) -> dict[str, list[Claim]]:
    """The claims of the entry by the section they stand in, or the link."""
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for section in SECTIONS:
        if section.holds == "claims":
            found[section.field] += getattr(entry, section.field)
    for at, link in _own_links(entry):
        found[at] += link.claims
    return dict(found)


class _Pair(NamedTuple):
    """Two claims of which one may be the other, changed."""

    alike: float
    old: int
    new: int


def _claims(old: list[Claim], new: list[Claim]) -> Iterator[tuple[str, str | None, str | None, str]]:
    """What became of the claims of one section, in the order of now, those that are gone last: how, before, after, kept."""
    pairs: dict[int, int] = {}  # by the number of the new one
    left = dict(enumerate(old))
    for number, claim in enumerate(new):
        if (same := next((at for at, each in left.items() if each.text == claim.text), None)) is not None:
            pairs[number] = same
            del left[same]
    for pair in sorted(_near(left, {at: claim for at, claim in enumerate(new) if at not in pairs}), reverse=True):
        if pair.old in left and pair.new not in pairs:
            pairs[pair.new] = pair.old
            del left[pair.old]
    for number, claim in enumerate(new):
        if number not in pairs:
            yield "added", None, claim.text, ""
        elif (was := old[pairs[number]]) != claim:
            yield "changed", *_told(was, claim), claim.text if claim.text == was.text else ""
    yield from (("removed", claim.text, None, "") for claim in left.values())


def _near(old: Mapping[int, Claim], new: Mapping[int, Claim]) -> Iterator[_Pair]:
    words = {one: claim.text.lower().split() for one, claim in old.items()}
    matcher = SequenceMatcher[str](None, autojunk=False)
    for other, claim in new.items():
        matcher.set_seq2(claim.text.lower().split())  # of which it keeps what it finds out
        for one, before in words.items():
            matcher.set_seq1(before)
            if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:  # what is below it in haste is so indeed
                continue
            if (alike := matcher.ratio()) >= ALIKE:
                yield _Pair(alike, one, other)


def _told(old: Claim, new: Claim) -> tuple[str, str]:
    """The two claims as texts, each with what else differs between them in brackets."""
    parts = [(field, *differs) for field, *differs in _fields(old, new, Claim._fields) if field != "text"]
    told = ("; ".join(f"{field}: {part[side] or 'none'}" for field, *part in parts) for side in (0, 1))
    before, after = (f"{claim.text} ({text})" if text else claim.text for claim, text in zip((old, new), told, strict=True))
    return before, after
