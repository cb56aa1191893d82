"""What the reference talks about: entries, claims, signs and sources.

Field names are the keys of the JSON contract; marks in `Annotated` say where JSON differs (`codec` reads them). A text that was
read from a file knows its place there (`reading.nodes.Text`).
"""

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

ANY = "*"  # for an id or a word, where nobody can say which

# Marks of a field.
UNSEEN = "for the program alone: not in JSON"
FLAT = "its fields stand among those of what holds it"
OPTIONAL = "left out of JSON where it is None"

Certainty = Literal["high", "moderate", "low", "conflicting", "none"]
Frequency = Literal["common", "sometimes", "rare", "unknown"]
Level = Literal["emergency", "urgent", "routine"]
Register = Literal["lay", "clinical", "code"]
Kind = Literal["site", "cause", "term"]
CauseKind = Literal[
    "everyday", "normal", "deficiency", "medicine", "poison", "infection", "sleep",
    "nerve", "muscle", "movement", "brain", "organ", "inherited", "device",
]  # fmt: skip
CodeSystem = Literal["ICD-10-CM", "HP", "MONDO", "ORPHA"]
Grade = Literal["A", "B", "C", "D"]
NoUrl = Literal["book", "replaced", "copy"]  # why a source has no address
SourceKind = Literal[
    "guideline", "health-service", "systematic-review", "review", "study", "case-report",
    "textbook", "encyclopedia", "hospital", "charity", "health-media", "article",
]  # fmt: skip

How = Literal["source", "abstract", "knowledge"]  # was read to examine a statement; the last: nothing was

WHOLE_BODY = "whole-body"  # the site whose `anywhere` holds the causes of any muscle


class Citation(NamedTuple):
    """A claim's pointer at a source, with the passage where one is known."""

    id: str
    locator: str | None = None


class Claim(NamedTuple):
    """One statement in our own words, how sure medicine is of it as worded, who says so and who says otherwise."""

    text: str
    certainty: Certainty
    sources: tuple[Citation, ...]
    against: tuple[Citation, ...] = ()
    note: str | None = None


class Sign(NamedTuple):
    """What calls for help: a phrase that completes "if ...", its care level, and the whole sentence (`text`).

    `short` says the same on a card, in at most 45 characters; `why` says in a few words what it may be; one that is `generic` is
    about twitches without a known cause.
    """

    id: str
    level: Level
    sign: str
    text: str
    certainty: Certainty
    sources: tuple[Citation, ...]
    note: str | None = None
    short: Annotated[str, UNSEEN] = ""
    why: Annotated[str, UNSEEN] = ""
    generic: Annotated[bool, UNSEEN] = False


class Help(NamedTuple):
    """When to get help: the signs of an entry by care level."""

    emergency: tuple[Sign, ...] = ()
    urgent: tuple[Sign, ...] = ()
    routine: tuple[Sign, ...] = ()


class Name(NamedTuple):
    """A word or phrase that leads to an entry; `shared` where it is meant to lead to others as well."""

    text: str
    register: Register
    shared: Annotated[bool, UNSEEN] = False


class Code(NamedTuple):
    """A code of an open classification that means exactly the entry."""

    system: CodeSystem
    code: str
    label: str


class Pointer(NamedTuple):
    """Another entry, by kind and id, with the name to show."""

    kind: Kind
    id: str
    name: str


class Link(NamedTuple):
    """Another entry with what is known about the two together; `frequency` is None between causes."""

    kind: Kind
    id: str
    name: str
    frequency: Frequency | None
    claims: tuple[Claim, ...]


class Entry(NamedTuple):
    """A site, a cause or a term. `sections.SECTIONS` says which sections each kind has; the others stay empty.

    `sign_ids` are the signs as the file lists them; `help` holds those that are known. `sites` (and half of `related`) of a
    cause, and `anywhere` of every site but the whole body, are read off other entries, never written.
    """

    kind: Kind
    id: str
    name: str
    names: tuple[Name, ...] = ()
    help: Help = Help()
    summary: tuple[Claim, ...] = ()
    causes: tuple[Link, ...] = ()
    anywhere: tuple[Link, ...] = ()
    rarer_diseases: tuple[Link, ...] = ()
    cause_kind: CauseKind | None = None
    codes: tuple[Code, ...] = ()
    mechanism: tuple[Claim, ...] = ()
    pattern: tuple[Claim, ...] = ()
    special_groups: tuple[Claim, ...] = ()
    self_care: tuple[Claim, ...] = ()
    treatment: tuple[Claim, ...] = ()
    unknown: tuple[Claim, ...] = ()
    sites: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    gloss: str | None = None
    see_also: tuple[Pointer, ...] = ()
    reviewed: str = ""
    review_due: str = ""
    reviewer: str = ""
    sign_ids: Annotated[tuple[str, ...], UNSEEN] = ()

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Every claim on the entry's page with the section it stands in, in the order of the fields."""
        for field, value in zip(self._fields, self, strict=True):
            if isinstance(value, tuple):
                for item in value:
                    if isinstance(item, Claim):
                        yield field, item
                    elif isinstance(item, Link):
                        yield from ((field, claim) for claim in item.claims)


class Source(NamedTuple):
    """A publication that claims rest on; `year` is None where it is not known, `no_url` says why there is no address."""

    id: str
    title: str
    publisher: str
    year: int | None
    source_kind: SourceKind
    grade: Grade
    url: str | None
    no_url: Annotated[NoUrl | None, UNSEEN] = None


class Words(NamedTuple):
    """How people say it.

    The words for a twitch, those that stand beside them, words that mean words of ours, words that are only near to them, names of
    ours that are often said of other things, words that nobody types who means anything here, words that are meant in no other form,
    and what people say who mean a sign, by its id.
    """

    twitch: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    synonyms: dict[str, tuple[str, ...]] = {}  # noqa: RUF012  # never changed
    near: dict[str, tuple[str, ...]] = {}  # noqa: RUF012  # never changed
    elsewhere: tuple[str, ...] = ()
    off_topic: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    signs: dict[str, tuple[str, ...]] = {}  # noqa: RUF012  # never changed


class Examination(NamedTuple):
    """When a text was last examined, and how."""

    day: str
    how: How


class Compendium(NamedTuple):
    """Everything loaded: entries (sites, causes, terms, each by id), signs in the order of their file, sources by id.

    `broken` names the entries, signs and sources that are there but have an error, as kind and id (`*` where no file or row can be
    read); `unread` has the words in what cannot be read, with the form of their file (`site`, `cause`, `term`, `signs`, `sources`,
    `words`): they may name or cite anything. `checksum` is that of the files. `examined` has what was examined, by the fingerprint
    of its text; it is None where the data has no such ledger, and nothing is known.
    """

    entries: tuple[Entry, ...]
    signs: tuple[Sign, ...]
    sources: tuple[Source, ...]
    words: Words
    broken: frozenset[tuple[str, str]]
    checksum: str
    unread: frozenset[tuple[str, str]] = frozenset()
    examined: dict[str, Examination] | None = None

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """The entries of a kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    @property
    def version(self) -> str:
        """The newest review and the start of the checksum: what a reader quotes to name the exact data."""
        newest = max((entry.reviewed for entry in self.entries if (entry.kind, entry.id) not in self.broken), default="0000-00-00")
        return f"{newest.replace('-', '.')}+{self.checksum[:8]}"

    def claims(self) -> set[Claim]:
        """Every distinct claim: one that two linked pages show counts once."""
        return {claim for entry in self.entries for _, claim in entry.claims()}
