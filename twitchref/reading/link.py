"""What one file says of another, put on both pages: signs, names of links, links read backwards, causes of any muscle."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from twitchref.model import WHOLE_BODY, Entry, Help, Link, Sign
from twitchref.reading.forms import FREQUENCIES
from twitchref.sections import SITE_LINKS, site_links


def linked(entries: list[Entry], signs: Iterable[Sign]) -> tuple[Entry, ...]:
    """The entries with their signs, the names of what they link to, and the links that lead to them; an unknown id leads nowhere."""
    names: dict[tuple[str, str], str] = {(entry.kind, entry.id): entry.name for entry in entries}
    at: defaultdict[str, list[Link]] = defaultdict(list)
    back: defaultdict[str, list[Link]] = defaultdict(list)
    for entry in entries:
        for link in site_links(entry):
            at[link.id].append(Link("site", entry.id, entry.name, link.frequency, link.claims))
        for link in entry.related:
            back[link.id].append(Link("cause", entry.id, entry.name, None, link.claims))
    anywhere = next((entry.anywhere for entry in entries if entry.kind == "site" and entry.id == WHOLE_BODY), ())
    ranks = {sign.id: (rank, sign) for rank, sign in enumerate(signs)}
    found = []
    for entry in entries:
        given: dict[str, Any] = {"help": _help(entry, ranks)} if entry.sign_ids else {}
        if entry.kind == "site" and entry.id != WHOLE_BODY:
            own = {link.id for link in site_links(entry)}
            given["anywhere"] = entry.anywhere + tuple(link for link in anywhere if link.id not in own)
        elif entry.kind == "cause":
            own = {link.id for link in entry.related}
            given["sites"] = tuple(sorted(at[entry.id], key=lambda link: FREQUENCIES.index(link.frequency or "unknown")))
            given["related"] = entry.related + tuple(link for link in back[entry.id] if link.id not in own)
        found.append(_named(entry._replace(**given), names))
    return tuple(found)


def _help(entry: Entry, ranks: dict[str, tuple[int, Sign]]) -> Help:
    """The signs that the entry lists and that are known, each once, in the order of their file."""
    signs = [sign for _, sign in sorted({ranks[id_] for id_ in entry.sign_ids if id_ in ranks})]
    return Help(*(tuple(sign for sign in signs if sign.level == level) for level in Help._fields))


def _named(entry: Entry, names: dict[tuple[str, str], str]) -> Entry:
    """The entry with the names of what it links to; an unknown id stays its own name."""
    given: dict[str, Any] = {
        field: tuple(link._replace(name=names.get((link.kind, link.id), link.id)) for link in getattr(entry, field))
        for field in (*SITE_LINKS, "related", "see_also")
    }
    return entry._replace(**{field: links for field, links in given.items() if links})
