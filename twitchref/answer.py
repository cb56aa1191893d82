"""What the reference answers: one value a kind of answer, for every format to render, and the exit code of each."""

from typing import Literal, NamedTuple

from twitchref.model import Claim, Entry, Kind, Source
from twitchref.problem import Problem


class Page(NamedTuple):
    """One entry, the name that led to it, the sources its claims cite, in the order they are first cited, and its glosses.

    `astray` are its links and citations that lead nowhere, each with its place (none where the data was built before).
    """

    entry: Entry
    matched: str
    sources: tuple[Source, ...]
    glosses: dict[str, str]
    astray: tuple[Problem, ...] = ()


class Sheet(NamedTuple):
    """A page to take along to an appointment."""

    page: Page


class Listed(NamedTuple):
    """A row of a list; `group` is the kind of cause."""

    kind: str
    id: str
    name: str
    group: str | None = None


class Listing(NamedTuple):
    """Every entry of a kind, or every source."""

    kind: Literal["site", "cause", "term", "source"]
    entries: tuple[Listed, ...]


class Comparison(NamedTuple):
    """Sites side by side: each cause with its frequency at each site, None where the site does not name it."""

    sites: tuple[Listed, ...]
    causes: tuple[tuple[Listed, tuple[str | None, ...]], ...]
    astray: tuple[Problem, ...] = ()


class Sign(NamedTuple):
    """What calls for help, and the sites that say so."""

    level: str
    claim: Claim
    sites: tuple[Listed, ...]


class Signs(NamedTuple):
    """What calls for help over all sites, by care level, and the sources."""

    signs: tuple[Sign, ...]
    sources: tuple[Source, ...]
    astray: tuple[Problem, ...] = ()


class Cited(NamedTuple):
    """A claim that rests on a source, and where it stands."""

    kind: Kind
    id: str
    name: str
    section: str
    claim: Claim


class SourcePage(NamedTuple):
    """One source and every claim that rests on it."""

    source: Source
    claims: tuple[Cited, ...]


class Match(NamedTuple):
    """A passage that matches, with the offsets of the matching words."""

    section: str
    text: str
    spans: tuple[tuple[int, int], ...]


class Hit(NamedTuple):
    """An entry whose text matches; `frequency` is the most frequent word that a site has for this cause."""

    kind: Kind
    id: str
    name: str
    frequency: str | None
    matches: tuple[Match, ...]


class Hits(NamedTuple):
    """Entries that match a search, best text match first; `corrected` is what was searched for instead of the query."""

    query: str
    corrected: str | None
    hits: tuple[Hit, ...]


class Nothing(NamedTuple):
    """Nothing found and nothing near."""

    query: str


class Candidate(NamedTuple):
    """An entry that may be meant, and the name that suggests it."""

    kind: str
    id: str
    name: str
    matched: str


class Many(NamedTuple):
    """Several entries that match, or only near ones; none is shown as exact."""

    kind: Literal["several", "near"]
    query: str
    candidates: tuple[Candidate, ...]


class About(NamedTuple):
    """What this is, by whom, and how to report an error."""

    counts: dict[str, int]


# The one problem that a day brings, not an edit: it warns, and fails no build, not even a strict one.
OVERDUE = "W401"


class Checked(NamedTuple):
    """What is wrong with a data directory; with `strict`, warnings count as errors, all but an overdue review."""

    problems: tuple[Problem, ...]
    strict: bool = False

    @property
    def failed(self) -> bool:
        """Whether a problem is an error or counts as one."""
        return any(problem.level == "error" or (self.strict and problem.code != OVERDUE) for problem in self.problems)


class Unreadable(NamedTuple):
    """An entry or a source that is there but cannot be read, or every one of a kind (no id), and the problems that are why."""

    kind: str
    id: str
    problems: tuple[Problem, ...]


class Failed(NamedTuple):
    """A run without an answer: its exit code, and why, for a person."""

    code: int
    message: str


Answer = Page | Sheet | Listing | Comparison | Signs | SourcePage | Hits | Nothing | Many | About | Checked | Unreadable | Failed


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
