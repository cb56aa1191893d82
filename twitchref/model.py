"""What the reference talks about: sites, causes, claims and sources, and the compendium that holds them.

Field names are the keys of the JSON contract, in its order. Whatever was read from a file knows its `place`, which is
left out of comparison and of every output.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import ClassVar, Literal

from twitchref.problem import Place

Evidence = Literal["established", "associated", "possible", "disputed", "unsupported"]
Frequency = Literal["common", "sometimes", "rare", "unknown"]
Register = Literal["lay", "clinical", "code"]
Kind = Literal["site", "cause"]
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


def _place() -> Place | None:
    """A dataclass field for the place something was read from."""
    found: Place | None = field(default=None, compare=False, repr=False, kw_only=True)
    return found


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's pointer at a source, with the passage where one is known."""

    id: str
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement in our own words, how sure it is, and who says so."""

    text: str
    evidence: Evidence
    sources: tuple[Citation, ...]
    note: str | None = None
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Name:
    """A word or phrase that leads to an entry."""

    text: str
    register: Register


@dataclass(frozen=True, slots=True)
class Code:
    """A code of an open classification that means exactly the entry."""

    system: CodeSystem
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Help:
    """When to get help, at the three care levels."""

    emergency: tuple[Claim, ...] = ()
    urgent: tuple[Claim, ...] = ()
    routine: tuple[Claim, ...] = ()
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Pointer:
    """Another entry, by kind and id, with the name to show."""

    kind: Kind
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another entry with what is known about the two together; `frequency` is None between causes."""

    kind: Kind
    id: str
    name: str
    frequency: Frequency | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a site and a cause have in common."""

    kind: ClassVar[Kind]

    id: str
    name: str
    names: tuple[Name, ...]
    help: Help
    summary: tuple[Claim, ...]
    pattern: tuple[Claim, ...] = ()
    self_care: tuple[Claim, ...] = ()
    treatment: tuple[Claim, ...] = ()
    unknown: tuple[Claim, ...] = ()
    see_also: tuple[Pointer, ...] = ()
    reviewed: str
    review_due: str
    reviewer: str
    place: Place | None = _place()

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Entry):
    """A place on the body where a twitch is felt or seen."""

    kind: ClassVar[Kind] = "site"

    causes: tuple[Link, ...] = ()
    rarer_diseases: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause(Entry):
    """Anything that can lie behind a twitch; `sites` is read off the sites, never written."""

    kind: ClassVar[Kind] = "cause"

    cause_kind: CauseKind
    codes: tuple[Code, ...] = ()
    mechanism: tuple[Claim, ...] = ()
    special_groups: tuple[Claim, ...] = ()
    sites: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that claims rest on."""

    id: str
    title: str
    publisher: str
    year: int | None
    kind: SourceKind
    grade: Grade
    url: str | None
    place: Place | None = _place()


@dataclass(frozen=True, slots=True)
class Compendium:
    """Everything loaded, each kind sorted by id.

    `broken` names the entries that have a file but cannot be read; `checksum` is that of the files.
    """

    sites: tuple[Site, ...]
    causes: tuple[Cause, ...]
    sources: tuple[Source, ...]
    synonyms: dict[str, tuple[str, ...]]
    broken: frozenset[tuple[str, str]]
    checksum: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Sites, then causes."""
        return (*self.sites, *self.causes)

    @property
    def version(self) -> str:
        """The newest review and the start of the checksum: what a reader quotes to name the exact data."""
        newest = max((entry.reviewed for entry in self.entries), default="0000-00-00")
        return f"{newest.replace('-', '.')}+{self.checksum[:8]}"

    def claims(self) -> set[Claim]:
        """Every distinct claim: one that two linked pages show counts once."""
        return {claim for entry in self.entries for _, claim in entry.sections()}
