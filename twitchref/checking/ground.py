"""What the rules stand on: what a rule is, where a value of the model was read, and what could not be read.

An empty text in the model is one that could not be read, which is told already: no rule takes it for what the file says.
"""

from collections.abc import Callable, Iterator

from twitchref.model import Claim, Compendium, Entry, Link
from twitchref.problem import Place
from twitchref.reading.nodes import Text

Found = Iterator[tuple[Place, str]]
Rule = Callable[[Compendium, str], Found]


def means(text: str) -> Callable[[Rule], Rule]:
    """Gives a rule its meaning, which `check --list` prints. (A docstring would be gone under `python -OO`.)"""

    def told(rule: Rule) -> Rule:
        rule.__doc__ = text
        return rule

    return told


def place_of(value: object) -> Place:
    """Where a value of the model was read."""
    place = value.place if isinstance(value, Text) else getattr(value, "place", None)
    assert isinstance(place, Place), f"{value!r} was not read from a file"
    return place


def unread(compendium: Compendium, *forms: str) -> set[str]:
    """The words in what cannot be read of these forms of file, `*` among them where nobody can say which: they may name anything."""
    return {word for form, word in compendium.unread if form in forms}


def written(entry: Entry) -> Iterator[tuple[str, Claim]]:
    """The claims in the entry's own file, with their sections; those of links that lead to it stand in other files."""
    own = place_of(entry).file
    return ((section, claim) for section, claim in entry.sections() if place_of(claim).file == own)


def links(entry: Entry) -> Iterator[Link]:
    """The links in the entry's own file."""
    own = place_of(entry).file
    for field in ("causes", "rarer_diseases", "related"):
        yield from (link for link in getattr(entry, field, ()) if place_of(link.id).file == own)
