"""What the rules stand on: what a rule is, where a value of the model was read, and what could not be read.

An empty text in the model is one that could not be read, which is told already: no rule takes it for what the file says.
"""

from collections.abc import Callable, Iterator

from twitchref.model import Citation, Claim, Compendium, Entry, Link, Sign
from twitchref.problem import Place
from twitchref.reading.nodes import Text
from twitchref.sections import SITE_LINKS

Found = Iterator[tuple[Place, str]]
Rule = Callable[[Compendium, str], Found]


def means(text: str) -> Callable[[Rule], Rule]:
    """Gives a rule its meaning, which `check --list` prints. (A docstring would be gone under `python -OO`.)"""

    def told(rule: Rule) -> Rule:
        rule.__doc__ = text
        return rule

    return told


def place_of(value: str | Claim | Sign | Entry) -> Place:
    """Where a value of the model was read: a claim where its text was, a sign and an entry where their id was."""
    text = value.text if isinstance(value, Claim) else value.id if isinstance(value, Sign | Entry) else value
    assert isinstance(text, Text), f"{value!r} was not read from a file"
    return text.place


def unread(compendium: Compendium, *forms: str) -> set[str]:
    """The words in what cannot be read of these forms of file, `*` among them where nobody can say which: they may name anything."""
    return {word for form, word in compendium.unread if form in forms}


def known(compendium: Compendium, kind: str) -> set[str]:
    """The ids of entries, signs or sources of a kind that are there, also those that cannot be read; `*` where any may be."""
    values = compendium.signs if kind == "sign" else compendium.sources if kind == "source" else compendium.entries
    found = {str(each.id) for each in values if not isinstance(each, Entry) or each.kind == kind}
    return found | {id_ for broken, id_ in compendium.broken if broken == kind}


def written(entry: Entry) -> Iterator[tuple[str, Claim]]:
    """The claims in the entry's own file, with their sections; those of links that lead to it stand in other files."""
    own = place_of(entry).file
    return ((section, claim) for section, claim in entry.claims() if place_of(claim).file == own)


def statements(compendium: Compendium) -> Iterator[Claim | Sign]:
    """Every claim and every sign, once."""
    for entry in compendium.entries:
        yield from (claim for _, claim in written(entry))
    yield from compendium.signs


def citations(stated: Claim | Sign) -> tuple[Citation, ...]:
    """Every source that a claim or a sign names, those against it too."""
    return stated.sources + (stated.against if isinstance(stated, Claim) else ())


def links(entry: Entry) -> Iterator[Link]:
    """The links in the entry's own file."""
    own = place_of(entry).file
    for field in (*SITE_LINKS, "related"):
        yield from (link for link in getattr(entry, field) if place_of(link.id).file == own)
