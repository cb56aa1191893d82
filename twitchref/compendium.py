"""Everything loaded: what the YAML says, before it is stored."""

from dataclasses import dataclass

from twitchref.model import Cause, Claim, Entry, Site, Source, Term

ANY = "*"  # for an id or a word, where nobody can say which


@dataclass(frozen=True, slots=True)
class Compendium:
    """Everything loaded, each kind sorted by id.

    `broken` names the entries and sources that are there but have an error, as kind and id (`*` where no file or row can be read);
    `unread` has the words in what cannot be read, with the form of their file (`site`, `cause`, `term`, `sources`, `synonyms`): they
    may name or cite anything. `checksum` is that of the files.
    """

    sites: tuple[Site, ...]
    causes: tuple[Cause, ...]
    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    synonyms: dict[str, tuple[str, ...]]
    broken: frozenset[tuple[str, str]]
    checksum: str
    unread: frozenset[tuple[str, str]] = frozenset()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Sites, then causes, then terms."""
        return (*self.sites, *self.causes, *self.terms)

    @property
    def version(self) -> str:
        """The newest review and the start of the checksum: what a reader quotes to name the exact data."""
        newest = max((entry.reviewed for entry in self.entries if (entry.kind, entry.id) not in self.broken), default="0000-00-00")
        return f"{newest.replace('-', '.')}+{self.checksum[:8]}"

    def claims(self) -> set[Claim]:
        """Every distinct claim: one that two linked pages show counts once."""
        return {claim for entry in self.entries for _, claim in entry.sections()}
