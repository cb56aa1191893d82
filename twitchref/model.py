"""What the reference talks about: sites, causes, terms, claims and sources.

Field names are the keys of the JSON contract, in its order. Whatever was read from a file knows its `place`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal

from twitchref.problem import Place

UNSEEN = {"unseen": True}

Evidence = Literal["established", "associated", "possible", "disputed", "unsupported"]
Frequency = Literal["common", "sometimes", "rare", "unknown"]
Register = Literal["lay", "clinical", "code"]
Kind = Literal["site", "cause", "term"]
CauseKind = Literal[
    "everyday", "normal", "deficiency", "medicine", "poison", "infection", "sleep",
    "nerve", "muscle", "movement", "brain", "organ", "inherited", "device",
]  # fmt: skip
CodeSystem = Literal["ICD-10-CM", "HP", "MONDO", "ORPHA"]
Grade = Literal["A", "B", "C", "D"]
SourceKind = Literal[
    "guideline", "health-service", "systematic-review", "review", "study", "case-report",
    "textbook", "encyclopedia", "hospital", "charity", "health-media", "article",
]  # fmt: skip


def _unseen(default: Any) -> Any:
    """A dataclass field for the editor's tools alone: left out of comparison and of every output."""
    return field(default=default, compare=False, repr=False, kw_only=True, metadata=UNSEEN)


class _Value:
    """Equality, hash and repr over the seen fields, once for all: a look-up makes these classes anew each time it starts,
    and half of what a dataclass costs then is writing these three for each.
    """

    __slots__ = ()

    def _seen(self) -> tuple[Any, ...]:
        return tuple(getattr(self, spec.name) for spec in fields(self) if spec.compare)  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        return self._seen() == other._seen() if isinstance(other, _Value) and type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._seen())

    def __repr__(self) -> str:
        shown = (f"{spec.name}={getattr(self, spec.name)!r}" for spec in fields(self) if spec.repr)  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(shown)})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Citation(_Value):
    """A claim's pointer at a source, with the passage where one is known."""

    id: str
    locator: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Claim(_Value):
    """One statement in our own words, how sure it is, and who says so."""

    text: str
    evidence: Evidence
    sources: tuple[Citation, ...]
    note: str | None = None
    place: Place | None = _unseen(None)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Name(_Value):
    """A word or phrase that leads to an entry; `shared` where it is meant to lead to others too."""

    text: str
    register: Register
    shared: bool = _unseen(False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Code(_Value):
    """A code of an open classification that means exactly the entry."""

    system: CodeSystem
    code: str
    label: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Help(_Value):
    """When to get help, at the three care levels."""

    emergency: tuple[Claim, ...] = ()
    urgent: tuple[Claim, ...] = ()
    routine: tuple[Claim, ...] = ()
    place: Place | None = _unseen(None)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pointer(_Value):
    """Another entry, by kind and id, with the name to show."""

    kind: Kind
    id: str
    name: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Link(_Value):
    """Another entry with what is known about the two together; `frequency` is None between causes."""

    kind: Kind
    id: str
    name: str
    frequency: Frequency | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Entry(_Value):
    """What a site, a cause and a term have in common; a term has no help of its own, every other entry has."""

    kind: ClassVar[Kind]

    id: str
    name: str
    names: tuple[Name, ...]
    help: Help = Help()
    summary: tuple[Claim, ...]
    pattern: tuple[Claim, ...] = ()
    self_care: tuple[Claim, ...] = ()
    treatment: tuple[Claim, ...] = ()
    unknown: tuple[Claim, ...] = ()
    see_also: tuple[Pointer, ...] = ()
    reviewed: str
    review_due: str
    reviewer: str
    place: Place | None = _unseen(None)

    def sections(self) -> Iterator[tuple[str, Claim]]:
        """Every claim on the entry's page with the section it stands in, in the order of the fields."""
        for spec in fields(self):
            value = getattr(self, spec.name)
            if isinstance(value, Help):
                for level in fields(Help):
                    if level.name != "place":
                        yield from ((f"{spec.name}.{level.name}", claim) for claim in getattr(value, level.name))
            elif isinstance(value, tuple):
                for item in value:
                    if isinstance(item, Claim):
                        yield spec.name, item
                    elif isinstance(item, Link):
                        yield from ((spec.name, claim) for claim in item.claims)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Site(Entry):
    """A place on the body where a twitch is felt or seen."""

    kind: ClassVar[Kind] = "site"

    causes: tuple[Link, ...] = ()
    rarer_diseases: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Cause(Entry):
    """Anything that can lie behind a twitch; `sites` is read off the sites, never written."""

    kind: ClassVar[Kind] = "cause"

    cause_kind: CauseKind
    codes: tuple[Code, ...] = ()
    mechanism: tuple[Claim, ...] = ()
    special_groups: tuple[Claim, ...] = ()
    sites: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Term(Entry):
    """A clinical word; its gloss, where it has one, explains it in brackets where it first stands on another page."""

    kind: ClassVar[Kind] = "term"

    gloss: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source(_Value):
    """A publication that claims rest on."""

    id: str
    title: str
    publisher: str
    year: int | None
    kind: SourceKind
    grade: Grade
    url: str | None
    place: Place | None = _unseen(None)


@dataclass(frozen=True, slots=True)
class Compendium:
    """Everything loaded, each kind sorted by id.

    `broken` names the entries and sources that are there but cannot be read, as kind and id (`source`, `*` where none can be);
    `checksum` is that of the files.
    """

    sites: tuple[Site, ...]
    causes: tuple[Cause, ...]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    synonyms: dict[str, tuple[str, ...]]
    broken: frozenset[tuple[str, str]]
    checksum: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Sites, then causes, then terms."""
        return (*self.sites, *self.causes, *self.terms)

    @property
    def version(self) -> str:
        """The newest review and the start of the checksum: what a reader quotes to name the exact data."""
        newest = max((entry.reviewed for entry in self.entries), default="0000-00-00")
        return f"{newest.replace('-', '.')}+{self.checksum[:8]}"

    def claims(self) -> set[Claim]:
        """Every distinct claim: one that two linked pages show counts once."""
        return {claim for entry in self.entries for _, claim in entry.sections()}
