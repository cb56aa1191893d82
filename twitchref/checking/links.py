"""Rules about links between entries, sources and names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from twitchref.checking.ground import Found, links, means, place_of, unread, written
from twitchref.model import ANY, Cause, Compendium, Entry, Kind, Term
from twitchref.problem import Place
from twitchref.reading.forms import ID
from twitchref.reading.load import FOLDERS
from twitchref.words import fold


def _ids(compendium: Compendium, kind: Kind) -> set[str]:
    """The ids that are defined, also by files that cannot be read."""
    return {str(entry.id) for entry in compendium.entries if entry.kind == kind} | {id_ for k, id_ in compendium.broken if k == kind}


def _unknown(what: str, id_: str, known: set[str], where: str) -> str:
    near = get_close_matches(id_, known, 1)
    hint = f"the nearest is '{near[0]}' ({where.format(near[0])})" if near else f"it would be {where.format(id_)}"
    return f"there is no {what} '{id_}'; {hint}"


@means("A link names a cause that has no file.")
def unknown_cause(compendium: Compendium, today: str) -> Found:
    known = _ids(compendium, "cause")
    for entry in compendium.entries:
        for link in links(entry):
            if link.id and link.id not in known and ANY not in known:
                yield place_of(link.id), _unknown("cause", link.id, known, "causes/{}.yaml")


@means("A claim names a source that is not in sources.yaml.")
def unknown_source(compendium: Compendium, today: str) -> Found:
    known = {str(source.id) for source in compendium.sources} | {id_ for kind, id_ in compendium.broken if kind == "source"}
    for entry in compendium.entries:
        for _, claim in written(entry):
            for citation in claim.sources:
                if citation.id and citation.id not in known and ANY not in known:
                    yield place_of(citation.id), _unknown("source", citation.id, known, "{} in sources.yaml")


@means("A see_also names an entry that has no file.")
def unknown_see_also(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for pointer in entry.see_also:
            known = _ids(compendium, pointer.kind)
            if pointer.id not in known and ANY not in known:
                yield place_of(pointer.id), _unknown(pointer.kind, pointer.id, known, FOLDERS[pointer.kind] + "/{}.yaml")


@means("A name belongs to two sites or causes, or to two terms, and not every one of them lists it under `shared`.")
def shared_name(compendium: Compendium, today: str) -> Found:
    owners: defaultdict[tuple[bool, str], list[tuple[Entry, str, Place]]] = defaultdict(list)
    for entry in compendium.entries:
        own = {fold(text): (text, place) for text, place in reversed(list(_names(entry)))}
        for folded, (text, place) in own.items():
            owners[isinstance(entry, Term), folded].append((entry, text, place))
    for (_, folded), owned in owners.items():
        if len(owned) > 1 and not all(_shares(entry, folded) for entry, _, _ in owned):
            for (first, _, at), (second, text, place) in pairwise(owned):
                if first.id == second.id and first.kind == second.kind:
                    continue  # two readings of one file
                advice = "keep it in one, or list it under 'shared' in both"
                yield place, f"the name '{text}' belongs to {first.kind}:{first.id} too ({at.file}:{at.line}); {advice}"


def _names(entry: Entry) -> Iterator[tuple[str, Place]]:
    """Everything that can be read of what leads to the entry, with its place."""
    for text in (entry.id, entry.name, *(name.text for name in entry.names)):
        if text:
            yield str(text), place_of(text)


def _shares(entry: Entry, folded: str) -> bool:
    """Whether the entry lists the name under `shared`, or may do so where that cannot be read."""
    return any(name.shared and (not name.text or fold(name.text) == folded) for name in entry.names)


@means("No claim rests on a source.")
def unused_source(compendium: Compendium, today: str) -> Found:
    cited = unread(compendium, "site", "cause", "term")
    cited |= {str(citation.id) for entry in compendium.entries for _, claim in entry.sections() for citation in claim.sources}
    for source in compendium.sources:
        if cited.isdisjoint((source.id, ANY)) and re.fullmatch(ID, source.id):
            yield place_of(source.id), f"no claim rests on '{source.id}'; cite it or take it out"


@means("No site mentions a cause.")
def unlinked_cause(compendium: Compendium, today: str) -> Found:
    named = unread(compendium, "site")
    for cause in compendium.causes:
        if not cause.sites and named.isdisjoint((cause.id, ANY)):
            yield place_of(cause.id), "no site mentions this cause; link it from a site's causes or rarer_diseases"


@means("Two entries are linked twice: on one page, or from both sides of `related`.")
def linked_twice(compendium: Compendium, today: str) -> Found:
    pairs: set[tuple[str, str]] = set()
    for entry in compendium.entries:
        seen: set[str] = set()
        for link in filter(lambda link: link.id, links(entry)):
            pair = (str(link.id), str(entry.id))
            if link.id in seen or (isinstance(entry, Cause) and pair in pairs):
                yield place_of(link.id), f"'{link.id}' is linked here a second time; write a link once, it shows on both pages"
            seen.add(str(link.id))
            if isinstance(entry, Cause):
                pairs.add((str(entry.id), str(link.id)))
