"""The rows that answers are made of: an entry by its name, a line of a list, a sign with its pages, a passage that matches."""

from typing import Annotated, Literal, NamedTuple

from twitchref.model import FLAT, OPTIONAL, UNSEEN, CauseKind, Claim, Frequency, Grade, Help, Kind, Level, Sign


class Named(NamedTuple):
    """An entry by kind, id and name."""

    kind: Kind
    id: str
    name: str


class Change(NamedTuple):
    """One thing that two data differ in: of an entry, a sign or a source (`kind` and `id`), in which section or field of it.

    `before` and `after` are what stood there and what stands there, as texts; None where it was not there, or is not any more. Of a
    claim, what else differs stands behind the text in brackets; `kept` is the text where only that differs. `safety` marks what is
    about a care level, help or treatment.
    """

    change: Literal["added", "removed", "changed"]
    what: Literal["entry", "sign", "claim", "link", "name", "source"]
    kind: Literal["site", "cause", "term", "sign", "source"]
    id: str
    section: str
    before: str | None
    after: str | None
    name: Annotated[str, UNSEEN] = ""
    safety: Annotated[bool, UNSEEN] = False
    kept: Annotated[str, UNSEEN] = ""


class Candidate(NamedTuple):
    """An entry or source that may be meant, and the name that suggests it."""

    kind: Literal["site", "cause", "term", "source"]
    id: str
    name: str
    matched: str


class Astray(NamedTuple):
    """A name among several that is none, and the entries that may be meant."""

    query: str
    candidates: tuple[Candidate, ...]


class Listed(NamedTuple):
    """A row of a list: an entry, with the kind of cause, or a source, with who published it, when, its grade, and how much rests on it."""

    kind: Literal["site", "cause", "term", "source"]
    id: str
    name: str
    cause_kind: Annotated[CauseKind | None, OPTIONAL] = None
    publisher: Annotated[str | None, OPTIONAL] = None
    year: Annotated[int | None, OPTIONAL] = None
    grade: Annotated[Grade | None, OPTIONAL] = None
    rests: Annotated[int | None, OPTIONAL] = None


class Compared(NamedTuple):
    """A cause with its frequency at each compared site, by the site's id; None where the site does not name it.

    `anywhere` says that the sites name it only as a cause of a twitch in any muscle.
    """

    kind: Kind
    id: str
    name: str
    frequencies: dict[str, Frequency | None]
    anywhere: Annotated[bool, UNSEEN] = False


class Beside(NamedTuple):
    """What a cause is compared by, when causes are: what it is, how it shows, what goes with it, help, and what is done about it."""

    kind: Kind
    id: str
    name: str
    summary: tuple[Claim, ...]
    pattern: tuple[Claim, ...]
    related: tuple[Named, ...]
    help: Help
    treatment: tuple[Claim, ...]


class Shown(NamedTuple):
    """A sign with the pages that show it."""

    sign: Annotated[Sign, FLAT]
    pages: tuple[Named, ...]


class Cited(NamedTuple):
    """A claim that rests on a source or is contradicted by it, and where it stands."""

    kind: Kind
    id: str
    name: str
    section: str
    claim: Annotated[Claim, FLAT]


class Match(NamedTuple):
    """A passage that matches; `spans` are the start and end of each matching word, in characters from 0."""

    section: str
    text: str
    spans: tuple[tuple[int, int], ...]


class Hit(NamedTuple):
    """An entry whose text matches; `frequency` is the most frequent word that a site has for this cause."""

    kind: Kind
    id: str
    name: str
    frequency: Frequency | None
    matches: tuple[Match, ...]


class Examined(NamedTuple):
    """How many statements there are, of different texts, and how many of them were examined: against what."""

    statements: int
    source: int
    abstract: int
    knowledge: int


class Counts(NamedTuple):
    """How much the reference holds."""

    sites: int
    causes: int
    claims: int
    signs: int
    sources: int


class Called(NamedTuple):
    """An entry with all that it is called, each name with its register, and the ids of the signs that its page shows.

    `telling` says that its own name is said of nothing else.
    """

    kind: Kind
    id: str
    name: str
    frequency: Frequency | None
    telling: bool
    names: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...]


class Said(NamedTuple):
    """A sign in short with what people say who mean it, folded."""

    id: str
    level: Level
    short: str
    phrases: tuple[str, ...]


class Spoken(NamedTuple):
    """All that people may say who mean something here.

    `synonyms` and `near` have, by a folded word, the words of ours that it may mean; `lists` the folded words of each list of words;
    `others` the words that stand on a page or in a sign, but in no name and nothing that is said of a sign.
    """

    entries: tuple[Called, ...]
    signs: tuple[Said, ...]
    synonyms: dict[str, tuple[str, ...]]
    near: dict[str, tuple[str, ...]]
    lists: dict[str, tuple[str, ...]]
    others: tuple[str, ...]
