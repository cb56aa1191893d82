"""The sections of an entry's page, in one table: in which order they stand, what they are called, which kinds have them.

The reader, the pages, the section words of the command line, the labels of search, the JSON Schemas and both READMEs follow
from it or are checked against it. A new section is a line here, a field in `model.Entry`, and a line in `data/README.md`.
"""

from typing import Literal, NamedTuple

from twitchref.model import Entry, Kind, Link

Holds = Literal["signs", "claims", "links", "pointers", "names", "codes", "sources"]


class Section(NamedTuple):
    """One section: its field in the model, the YAML and the JSON; its heading; the word that asks for it; who has it; what it holds.

    Sections with the same word are asked for together; one without a word is only on the whole page.
    """

    field: str
    heading: str
    word: str
    kinds: frozenset[Kind]
    holds: Holds


_SITE: frozenset[Kind] = frozenset({"site"})
_CAUSE: frozenset[Kind] = frozenset({"cause"})
_BOTH = _SITE | _CAUSE
_ALL: frozenset[Kind] = _BOTH | {"term"}

SECTIONS = (  # in page order
    Section("help", "When to get help", "help", _BOTH, "signs"),
    Section("summary", "Summary", "summary", _ALL, "claims"),
    Section("causes", "Causes", "causes", _SITE, "links"),
    Section("anywhere", "Causes of a twitch in any muscle", "causes", _SITE, "links"),
    Section("rarer_diseases", "Rarer diseases", "rarer", _SITE, "links"),
    Section("mechanism", "How it makes muscles twitch", "mechanism", _CAUSE, "claims"),
    Section("sites", "Where it shows", "sites", _CAUSE, "links"),
    Section("related", "Related causes", "related", _CAUSE, "links"),
    Section("pattern", "How it behaves", "pattern", _BOTH, "claims"),
    Section("special_groups", "Special groups", "groups", _CAUSE, "claims"),
    Section("self_care", "Self-care", "self-care", _BOTH, "claims"),
    Section("treatment", "Treatment", "treatment", _BOTH, "claims"),
    Section("unknown", "Not known or disputed", "unknown", _BOTH, "claims"),
    Section("see_also", "See also", "", _ALL, "pointers"),
    Section("names", "Other names", "names", _ALL, "names"),
    Section("codes", "Codes", "codes", _CAUSE | {"term"}, "codes"),
    Section("sources", "Sources", "sources", _ALL, "sources"),
)

# The sections of a site that link causes, in page order.
SITE_LINKS = tuple(section.field for section in SECTIONS if section.holds == "links" and section.kinds == _SITE)
OF_FIELD = {section.field: section for section in SECTIONS}


def site_links(entry: Entry) -> tuple[Link, ...]:
    """The causes that a site's page names, each with its link, in page order."""
    return tuple(link for field in SITE_LINKS for link in getattr(entry, field))


def each_once(entry: Entry) -> list[Link]:
    """The causes that a site's page names, or the sites of a cause: each once, by its first link."""
    found: dict[str, Link] = {}
    for link in site_links(entry) if entry.kind == "site" else entry.sites:
        found.setdefault(link.id, link)
    return list(found.values())


def words_of(entry: Entry) -> tuple[str, ...]:
    """The words that ask for the sections in which the entry has something, in page order."""
    has = (section for section in SECTIONS if section.word and (section.field == "sources" or any(getattr(entry, section.field))))
    return tuple(dict.fromkeys(section.word for section in has))


def split(words: str) -> tuple[str, str]:
    """A name and the section words behind it, as the table writes them; none where there is none, or nothing before them.

    >>> split("left leg Self care treatment")
    ('left leg', 'self-care treatment')
    """
    parts = words.split()
    known = {section.word for section in SECTIONS if section.word}
    found: list[str] = []
    while len(parts) > 1:
        length = next((length for length in (2, 1) if len(parts) > length and "-".join(parts[-length:]).casefold() in known), 0)
        if not length:
            break
        found.insert(0, "-".join(parts[-length:]).casefold())
        parts = parts[:-length]
    return (" ".join(parts), " ".join(found)) if found else (words, "")
