"""What the reference answers: one value a kind of answer, with its exit code, for every format to render."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from twitchref.model import Claim, Entry, Kind, Source
from twitchref.problem import Problem

PURPOSE = "General reference for education; not for diagnosis, monitoring, triage or treatment of anyone."
PUBLISHER = "The twitchref maintainers. No advertising, no affiliate links."
METHOD = (
    "Written from published sources, with the help of AI, and not clinically reviewed. Every claim names its sources and says how "
    "sure medicine is: established (good sources agree), associated (they go together, cause not shown), possible (single or weak "
    "sources), disputed (good sources contradict it) or unsupported (only the starting article says it). Sources are graded: A "
    "guideline, health service or specialist body; B peer-reviewed work, textbook or medical encyclopedia; C hospital, clinic or "
    "charity; D health media or general encyclopedia. Nothing you type leaves this computer or is kept by this program."
)
CREDITS = (
    "Codes: ICD-10-CM, April 2026 release, US National Center for Health Statistics.",
    "This product uses the Human Phenotype Ontology (release 2025-01-16; HP:0025189 from 2025-11-24). "
    "Find out more at http://www.human-phenotype-ontology.org",
    "Contains disease identifiers and names of the Mondo Disease Ontology, release 2026-08-04, CC BY 4.0, and Orphanet "
    "numbers and names (release of December 2025), CC BY 4.0; selected, otherwise unchanged. None of these bodies endorses twitchref.",
)
REPORT = "To report an error, tell the maintainers the page (as site:leg), the claim and the data version."


@dataclass(frozen=True, slots=True)
class Page:
    """One entry, the name that led to it, and the sources its claims cite, in the order they are first cited."""

    entry: Entry
    matched: str
    sources: tuple[Source, ...]
    exit_code: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list; `group` is the kind of cause."""

    kind: str
    id: str
    name: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Every entry of a kind, or every source."""

    kind: Literal["site", "cause", "source"]
    entries: tuple[Listed, ...]
    exit_code: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim that rests on a source, and where it stands."""

    kind: Kind
    id: str
    name: str
    section: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source and every claim that rests on it."""

    source: Source
    claims: tuple[Cited, ...]
    exit_code: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that matches, with the offsets of the matching words."""

    section: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry whose text matches; `frequency` is the most frequent word that a site has for this cause."""

    kind: Kind
    id: str
    name: str
    frequency: str | None
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """Entries that match a search, best text match first; `corrected` is what was searched for instead of the query."""

    query: str
    corrected: str | None
    hits: tuple[Hit, ...]

    @property
    def exit_code(self) -> int:
        """0, or 4 where nothing matched the words as typed."""
        return 4 if self.corrected else 0


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing found and nothing near."""

    query: str
    exit_code: ClassVar[int] = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be meant, and the name that suggests it."""

    kind: str
    id: str
    name: str
    matched: str


@dataclass(frozen=True, slots=True)
class Many:
    """Several entries that match, or only near ones; none is shown as exact."""

    kind: Literal["several", "near"]
    query: str
    candidates: tuple[Candidate, ...]
    exit_code: ClassVar[int] = 4


@dataclass(frozen=True, slots=True)
class About:
    """What this is, by whom, and how to report an error."""

    counts: dict[str, int]
    exit_code: ClassVar[int] = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a data directory."""

    problems: tuple[Problem, ...]
    strict: bool = False

    @property
    def exit_code(self) -> int:
        """5 with errors, or with warnings where those count as errors."""
        return 5 if any(self.strict or problem.level == "error" for problem in self.problems) else 0


Answer = Page | Listing | SourcePage | Hits | Nothing | Many | About | Checked
