"""What the reference answers: one value per kind of answer, for every format to render, and the exit code of each.

The fields of an answer are its JSON document, in their order, after `schema_version`, `data_version` and `kind` (see KINDS).
"""

from typing import Annotated, Literal, NamedTuple

from twitchref.model import FLAT, OPTIONAL, UNSEEN, CauseKind, Claim, Entry, Frequency, Grade, Kind, Sign, Source
from twitchref.problem import OVERDUE, Found, Problem
from twitchref.texts import METHOD, PUBLISHER, PURPOSE, REPORT


class Page(NamedTuple):
    """One entry, the name that led to it, the sources its page cites, in the order they are first cited, and its glosses.

    `astray` are its links and citations that lead nowhere, each with its place (none where the data was built before).
    """

    entry: Annotated[Entry, FLAT]
    matched: str
    sources: tuple[Source, ...]
    disclaimer: str = PURPOSE
    glosses: Annotated[dict[str, str], UNSEEN] = {}  # noqa: RUF012  # never changed
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()


class Ready(NamedTuple):
    """A page as the file holds it: JSON texts that only need to be put together."""

    entry: str
    matched: str
    sources: tuple[str, ...]
    astray: tuple[Problem, ...] = ()


class Sheet(NamedTuple):
    """A page to take along to an appointment."""

    page: Annotated[Page | Ready, FLAT]


class Named(NamedTuple):
    """An entry by kind, id and name."""

    kind: Kind
    id: str
    name: str


class Listed(NamedTuple):
    """A row of a list: an entry, with the kind of cause, or a source, with who published it, when, and its grade."""

    kind: Literal["site", "cause", "term", "source"]
    id: str
    name: str
    cause_kind: Annotated[CauseKind | None, OPTIONAL] = None
    publisher: Annotated[str | None, OPTIONAL] = None
    year: Annotated[int | None, OPTIONAL] = None
    grade: Annotated[Grade | None, OPTIONAL] = None


class Listing(NamedTuple):
    """Every entry of a kind, or every source."""

    entries: tuple[Listed, ...]
    of: Annotated[Literal["site", "cause", "term", "source"], UNSEEN]


class Compared(NamedTuple):
    """A cause with its frequency at each compared site, by the site's id; None where the site does not name it."""

    kind: Kind
    id: str
    name: str
    frequencies: dict[str, Frequency | None]


class Comparison(NamedTuple):
    """Sites side by side, the most frequent causes first."""

    sites: tuple[Named, ...]
    causes: tuple[Compared, ...]
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()


class Shown(NamedTuple):
    """A sign with the pages that show it."""

    sign: Annotated[Sign, FLAT]
    pages: tuple[Named, ...]


class Signs(NamedTuple):
    """Every sign once, by care level, and the sources."""

    signs: tuple[Shown, ...]
    sources: tuple[Source, ...]
    disclaimer: str = PURPOSE
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()


class Cited(NamedTuple):
    """A claim that rests on a source or is contradicted by it, and where it stands."""

    kind: Kind
    id: str
    name: str
    section: str
    claim: Annotated[Claim, FLAT]


class SourcePage(NamedTuple):
    """One source, every claim that cites it, and every sign that rests on it."""

    source: Annotated[Source, FLAT]
    claims: tuple[Cited, ...]
    signs: tuple[Shown, ...]


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


class Hits(NamedTuple):
    """Signs and entries that match a search; `corrected` is what was searched for instead, `unknown_words` are on no page."""

    query: str
    corrected: str | None
    unknown_words: tuple[str, ...]
    signs: tuple[Sign, ...]
    hits: tuple[Hit, ...]
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()


class Nothing(NamedTuple):
    """Nothing found and nothing near; `unknown_words` are on no page, `in_text` says that no name, but a search, finds something."""

    query: str
    unknown_words: tuple[str, ...] = ()
    in_text: Annotated[bool, UNSEEN] = False


class Candidate(NamedTuple):
    """An entry or source that may be meant, and the name that suggests it."""

    kind: Literal["site", "cause", "term", "source"]
    id: str
    name: str
    matched: str


class Many(NamedTuple):
    """Several entries that match, or only near ones; none is shown as exact. `searched` says that a search found no more."""

    kind: Literal["several", "near"]
    query: str
    candidates: tuple[Candidate, ...]
    searched: Annotated[bool, UNSEEN] = False


class Counts(NamedTuple):
    """How much the reference holds."""

    sites: int
    causes: int
    claims: int
    signs: int
    sources: int


class About(NamedTuple):
    """What this is, by whom, and how to report an error."""

    counts: Counts
    publisher: str = PUBLISHER
    method: str = METHOD
    purpose: str = PURPOSE
    report: str = REPORT


class Checked(NamedTuple):
    """What is wrong with a data directory; with `strict`, warnings count as errors."""

    problems: tuple[Found, ...]
    strict: Annotated[bool, UNSEEN] = False

    @property
    def failed(self) -> bool:
        """Whether a problem counts as an error. An overdue review never does: no day that goes by fails a build."""
        return any(found.level == "error" or (self.strict and found.code != OVERDUE) for found in self.problems)


class Unreadable(NamedTuple):
    """An entry or a source that is there but cannot be read, or every one of a kind (no id), and the problems that are why."""

    kind: str
    id: str
    problems: tuple[Problem, ...]


class Failed(NamedTuple):
    """A run without an answer: its exit code, and why, for a person."""

    code: int
    message: str


Answer = Page | Ready | Sheet | Listing | Comparison | Signs | SourcePage | Hits | Nothing | Many | About | Checked | Unreadable | Failed

# The `kind` of each document; a page's is that of its entry, and Many has its own.
KINDS: dict[type, str] = {
    Listing: "list",
    Comparison: "comparison",
    Signs: "signs",
    SourcePage: "source",
    Hits: "search",
    Nothing: "none",
    About: "about",
    Checked: "check",
    Failed: "error",
}


def exit_code(given: Answer) -> int:
    """0 found · 3 nothing · 4 only near or several matches, or hits for a corrected word · 5 the data has errors · a failure's own."""
    if isinstance(given, Failed):
        return given.code
    if isinstance(given, Unreadable):
        return 5
    if isinstance(given, Nothing):
        return 3
    if isinstance(given, Many) or (isinstance(given, Hits) and given.corrected):
        return 4
    if isinstance(given, Checked) and given.failed:
        return 5
    return 0
