"""Rules about links between entries, signs, sources and names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from twitchref.checking.rule import Found, citations, known, links, means, place_of, statements, unread
from twitchref.model import ANY, WHOLE_BODY, Compendium, Entry
from twitchref.problem import Place
from twitchref.reading.forms import ID
from twitchref.reading.load import FOLDERS
from twitchref.words import fold


def _unknown(what: str, id_: str, ids: set[str], where: str) -> str:
    near = get_close_matches(id_, ids, 1)
    hint = f"the nearest is '{near[0]}' ({where.format(near[0])})" if near else f"it would be {where.format(id_)}"
    return f"there is no {what} '{id_}'; {hint}"


@means("A link names a cause that has no file.")
def unknown_cause(compendium: Compendium, today: str) -> Found:
    ids = known(compendium, "cause")
    for entry in compendium.entries:
        for link in links(entry):
            if link.id and link.id not in ids and ANY not in ids:
                yield place_of(link.id), _unknown("cause", link.id, ids, "causes/{}.yaml")


@means("A claim or a sign names a source that is not in sources.yaml.")
def unknown_source(compendium: Compendium, today: str) -> Found:
    ids = known(compendium, "source")
    for stated in statements(compendium):
        for citation in citations(stated):
            if citation.id and citation.id not in ids and ANY not in ids:
                yield place_of(citation.id), _unknown("source", citation.id, ids, "{} in sources.yaml")


@means("An entry, or words.yaml, lists a sign that is not in signs.yaml.")
def unknown_sign(compendium: Compendium, today: str) -> Found:
    ids = known(compendium, "sign")
    for id_ in (*(id_ for entry in compendium.entries for id_ in entry.sign_ids), *compendium.words.signs):
        if id_ and id_ not in ids and ANY not in ids:
            yield place_of(id_), _unknown("sign", id_, ids, "{} in signs.yaml")


@means("A see_also names an entry that has no file.")
def unknown_see_also(compendium: Compendium, today: str) -> Found:
    ids = {kind: known(compendium, kind) for kind in FOLDERS}
    for entry in compendium.entries:
        for pointer in entry.see_also:
            ids_of_kind = ids[pointer.kind]
            if pointer.id not in ids_of_kind and ANY not in ids_of_kind:
                yield place_of(pointer.id), _unknown(pointer.kind, pointer.id, ids_of_kind, FOLDERS[pointer.kind] + "/{}.yaml")


@means("A name belongs to two sites or causes, or to two terms, and not every one of them lists it under `shared`.")
def shared_name(compendium: Compendium, today: str) -> Found:
    owners: defaultdict[tuple[bool, str], list[tuple[Entry, str, Place]]] = defaultdict(list)
    for entry in compendium.entries:
        own = {fold(text): (text, place) for text, place in reversed(list(_names(entry)))}
        for folded, (text, place) in own.items():
            owners[entry.kind == "term", folded].append((entry, text, place))
    for (_, folded), owned in owners.items():
        if len(owned) > 1 and not all(_lists_as_shared(entry, folded) for entry, _, _ in owned):
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


def _lists_as_shared(entry: Entry, folded: str) -> bool:
    """Whether the entry lists the name under `shared`, or may do so where that cannot be read."""
    return any(name.shared and (not name.text or fold(name.text) == folded) for name in entry.names)


@means("No claim and no sign rests on a source.")
def unused_source(compendium: Compendium, today: str) -> Found:
    cited = unread(compendium, "site", "cause", "term", "signs")
    cited |= {str(citation.id) for stated in statements(compendium) for citation in citations(stated)}
    for source in compendium.sources:
        if cited.isdisjoint((source.id, ANY)) and re.fullmatch(ID, source.id):
            yield place_of(source.id), f"no claim and no sign rests on '{source.id}'; cite it or take it out"


@means("No entry lists a sign.")
def unused_sign(compendium: Compendium, today: str) -> Found:
    listed = unread(compendium, "site", "cause") | {str(id_) for entry in compendium.entries for id_ in entry.sign_ids}
    for sign in compendium.signs:
        if listed.isdisjoint((sign.id, ANY)) and re.fullmatch(ID, sign.id):
            yield place_of(sign), f"no entry lists '{sign.id}'; list it under the help of one, or take it out"


@means("No site mentions a cause.")
def unlinked_cause(compendium: Compendium, today: str) -> Found:
    named = unread(compendium, "site")
    for cause in compendium.of("cause"):
        if not cause.sites and named.isdisjoint((cause.id, ANY)):
            yield place_of(cause), "no site mentions this cause; link it from a site's causes or rarer_diseases"


@means("Two entries are linked twice: on one page, or from both sides of `related`.")
def linked_twice(compendium: Compendium, today: str) -> Found:
    pairs: set[tuple[str, str]] = set()
    for entry in compendium.entries:
        seen: set[str] = set()
        for link in filter(lambda link: link.id, links(entry)):
            pair = (str(link.id), str(entry.id))
            if link.id in seen or (entry.kind == "cause" and pair in pairs):
                yield place_of(link.id), f"'{link.id}' is linked here a second time; write a link once, it shows on both pages"
            seen.add(str(link.id))
            if entry.kind == "cause":
                pairs.add((str(entry.id), str(link.id)))


@means("A site other than the whole body has causes of any muscle.")
def anywhere_elsewhere(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        own = [link.id for link in entry.anywhere if place_of(link.id).file == place_of(entry).file]
        if own and entry.id != WHOLE_BODY:
            place = min(place_of(id_) for id_ in own)
            yield place, f"only sites/{WHOLE_BODY}.yaml has 'anywhere'; write the cause there, or under 'causes' if it is about this site"
