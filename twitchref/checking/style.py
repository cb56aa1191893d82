"""Rules of the house: file names, order, names given twice."""

import re
from itertools import pairwise

from twitchref.checking.rule import Found, means, place_of
from twitchref.model import Compendium, Name
from twitchref.reading.forms import ID
from twitchref.sections import SITE_LINKS
from twitchref.words import fold


@means("A file's name is not an id: lower-case letters, digits and hyphens.")
def bad_id(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        if not re.fullmatch(ID, entry.id):
            yield place_of(entry), "the file's name is the entry's id: lower-case letters, digits and hyphens only; rename it"


@means("Links, sources or rows of the ledger do not stand in their order: links by frequency, sources by id, rows by fingerprint.")
def out_of_order(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for field in SITE_LINKS:
            lines = [(place_of(link.id).line, link) for link in getattr(entry, field)]
            for (line, more), (next_line, link) in pairwise(lines):
                if next_line < line:
                    frequent = f"'{more.id}' (line {line}), which is more frequent" if more.id else "a more frequent one"
                    yield place_of(link.id), f"'{link.id}' stands before {frequent}; order: common, sometimes, rare, unknown"
    in_file = sorted((source for source in compendium.sources if re.fullmatch(ID, source.id)), key=lambda source: place_of(source.id))
    for before, source in pairwise(in_file):
        if source.id < before.id:
            yield place_of(source.id), f"'{source.id}' stands after '{before.id}'; sources stand in the order of the alphabet"
    for above, print_ in pairwise(compendium.examined or ()):
        if print_ < above:
            yield place_of(print_), f"'{print_}' stands after '{above}'; rows stand in the order of their fingerprints"


@means("A name holds a comma, as if it were several.")
def several_names(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        for name in entry.names:
            if "," in name.text and name.register != "code":
                yield (
                    place_of(name.text),
                    f"nobody types '{name.text}'; write several names as [a, b], without quotes, and one without a comma",
                )


@means("An entry has a name twice: the same but for case, plural, hyphens, accents or spelling.")
def name_twice(compendium: Compendium, today: str) -> Found:
    for entry in compendium.entries:
        seen: dict[str, str] = {}
        names: tuple[Name, ...] = tuple(name for name in entry.names if name.register != "code")
        for text in filter(None, (entry.name, *(name.text for name in names))):
            if (folded := fold(text)) in seen:
                yield place_of(text), f"'{text}' finds the same as '{seen[folded]}'; keep one"
            seen.setdefault(folded, text)
