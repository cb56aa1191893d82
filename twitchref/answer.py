"""What the reference answers: one value per kind of answer, for every format to render, and the exit code of each.

The fields of an answer are its JSON document, in their order, after `schema_version`, `data_version` and `kind` (see KINDS).
"""

from typing import Annotated, Literal, NamedTuple

from twitchref.model import FLAT, OPTIONAL, UNSEEN, Entry, Sign, Source
from twitchref.problem import CAN_WAIT, Found, Problem
from twitchref.rows import Astray, Beside, Candidate, Change, Cited, Compared, Counts, Examined, Hit, Listed, Named, Shown
from twitchref.texts import METHOD, PUBLISHER, PURPOSE, REPORT

WHOLE = "all"  # of a page


class Page(NamedTuple):
    """One entry, the name that led to it, the sources its page cites, in the order they are first cited, and its glosses.

    `astray` are its links and citations that lead nowhere, each with its place (none where the data was built before). `part` is
    how much of it is asked for: the card (empty), a section word, or WHOLE; JSON always has the whole. `examined` is None where the
    data does not say.
    """

    entry: Annotated[Entry, FLAT]
    matched: str
    sources: tuple[Source, ...]
    disclaimer: str = PURPOSE
    glosses: Annotated[dict[str, str], UNSEEN] = {}  # noqa: RUF012  # never changed
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()
    part: Annotated[str, UNSEEN] = ""
    examined: Annotated[Examined | None, UNSEEN] = None


class Ready(NamedTuple):
    """A page as the file holds it: JSON texts that only need to be put together."""

    entry: str
    matched: str
    sources: tuple[str, ...]
    astray: tuple[Problem, ...] = ()


class Sheet(NamedTuple):
    """A page to take along to an appointment."""

    page: Annotated[Page | Ready, FLAT]


class Comparison(NamedTuple):
    """Sites side by side: what all of them name first, then the most frequent; or causes, which `beside` then holds.

    `unknown` are the names that lead nowhere, if any.
    """

    sites: tuple[Named, ...]
    causes: tuple[Compared, ...]
    beside: Annotated[tuple[Beside, ...] | None, OPTIONAL] = None
    unknown: Annotated[tuple[Astray, ...] | None, OPTIONAL] = None
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()


class Signs(NamedTuple):
    """Every sign once, or those of the entry called `of`, by care level, and the sources."""

    signs: tuple[Shown, ...]
    sources: tuple[Source, ...]
    disclaimer: str = PURPOSE
    of: Annotated[str, UNSEEN] = ""
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()


class SourcePage(NamedTuple):
    """One source, every claim that cites it, and every sign that rests on it."""

    source: Annotated[Source, FLAT]
    claims: tuple[Cited, ...]
    signs: tuple[Shown, ...]


class Listing(NamedTuple):
    """Every entry of a kind, or every source, or those sources that have certain words; or whole pages in place of rows.

    `astray` is why pages are left out, and what in the others leads nowhere.
    """

    entries: tuple[Listed | Page | SourcePage, ...]
    of: Annotated[Literal["site", "cause", "term", "source"], UNSEEN]
    query: Annotated[str, UNSEEN] = ""
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()


class Hits(NamedTuple):
    """Signs and entries that match a search; `corrected` is what was searched for instead, `unknown_words` are on no page."""

    query: str
    corrected: str | None
    unknown_words: tuple[str, ...]
    signs: tuple[Sign, ...]
    hits: tuple[Hit, ...]
    astray: Annotated[tuple[Problem, ...], UNSEEN] = ()


class Nothing(NamedTuple):
    """Nothing found and nothing near; `unknown_words` are on no page, `in_text` says that no name, but a search, finds something.

    Where there is a `hint`, it is no matter of health, and says what to type instead.
    """

    query: str
    unknown_words: tuple[str, ...] = ()
    in_text: Annotated[bool, UNSEEN] = False
    hint: Annotated[str, UNSEEN] = ""


class Many(NamedTuple):
    """Several entries that match, or only near ones; none is shown as exact. `searched` says that a search found no more."""

    kind: Literal["several", "near"]
    query: str
    candidates: tuple[Candidate, ...]
    searched: Annotated[bool, UNSEEN] = False


class About(NamedTuple):
    """What this is, by whom, how much of it was examined (None where the data does not say), and how to report an error."""

    counts: Counts
    examined: Annotated[Examined | None, OPTIONAL] = None
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
        """Whether a problem counts as an error. What can wait never does: no day that goes by and no new text fails a build."""
        return any(found.level == "error" or (self.strict and found.code not in CAN_WAIT) for found in self.problems)


class Changes(NamedTuple):
    """What changed from the `old` data to the `new`, each named by its data version."""

    old: str
    new: str
    changes: tuple[Change, ...]


class Unreadable(NamedTuple):
    """An entry or a source that is there but cannot be read, or every one of a kind (no id), and the problems that are why."""

    kind: str
    id: str
    problems: tuple[Problem, ...]


class Failed(NamedTuple):
    """A run without an answer: its exit code, and why, for a person."""

    code: int
    message: str


# What a name leads to: the one entry that has it, or why there is none.
Led = Candidate | Many | Nothing | Unreadable
Answer = (
    Page
    | Ready
    | Sheet
    | Listing
    | Comparison
    | Signs
    | SourcePage
    | Hits
    | Nothing
    | Many
    | About
    | Checked
    | Changes
    | Unreadable
    | Failed
)

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
    Changes: "changes",
    Failed: "error",
}


def exit_code(given: Answer) -> int:
    """0 found · 3 nothing · 4 near or several matches, hits for a corrected word, or one name less compared · 5 errors in the data."""
    if isinstance(given, Failed):
        return given.code
    if isinstance(given, Unreadable):
        return 5
    if isinstance(given, Nothing):
        return 3
    if isinstance(given, Many) or (isinstance(given, Hits) and given.corrected) or (isinstance(given, Comparison) and given.unknown):
        return 4
    if isinstance(given, Checked) and given.failed:
        return 5
    return 0
