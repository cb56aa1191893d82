"""The open reference: finds the data, asks it one question, gives one answer."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from twitchref.answer import (
    About,
    Candidate,
    Cited,
    Comparison,
    Hits,
    Listed,
    Listing,
    Many,
    Nothing,
    Page,
    Sheet,
    Sign,
    Signs,
    SourcePage,
    Unreadable,
)
from twitchref.errors import NoDataError, StoreError
from twitchref.lookup import names
from twitchref.model import Claim, Frequency, Help, Kind, Site, Source
from twitchref.places import is_built
from twitchref.store import reader as store
from twitchref.store.database import Database
from twitchref.words import plain_words

if TYPE_CHECKING:
    from twitchref.faults import Faults

_ADVICE = "name a data directory or a file that `twitchref build` made"


class Reference:
    """An open compendium that answers.

    `problems` are the errors in its YAML (none where it was built before), `empty` whether they leave nothing to read.
    """

    def __init__(self, opened: store.Store, faults: "Faults | None" = None, empty: bool = False) -> None:
        self._store = opened
        self._faults = faults
        self.problems = faults.errors if faults else ()
        self.empty = empty

    @classmethod
    def open(cls, data: Path, origin: str = "") -> "Reference":
        """The reference of a data directory, or of a file that `twitchref build` made.

        Raises NoDataError where there is no data, and StoreError where a file is not one of ours; `origin` says there who chose
        the path.
        """
        where = f"{data} ({origin})" if origin else str(data)
        try:
            if is_built(data):
                return cls(store.open(data))
            from twitchref.faults import Faults
            from twitchref.reading.load import load

            compendium, problems = load(data)
        except StoreError as error:
            raise StoreError(str(error).replace(str(data), where, 1)) from error
        except OSError as error:
            raise NoDataError(f"{where} cannot be read ({error.strerror}); {_ADVICE}") from error
        errors = tuple(problem for problem in problems if problem.level == "error")
        if any(error.code == "E100" for error in errors):
            raise NoDataError(f"there is no data at {where}; {_ADVICE}")
        return cls(store.build(compendium), Faults(data, compendium, errors), empty=not compendium.entries)

    @property
    def version(self) -> str:
        """The data version."""
        return self._store.version

    def page(self, kind: Kind, text: str) -> Page | Many | Nothing | Unreadable:
        """The entry that the text names, or what it may mean."""
        if self._faults and (why := self._faults.of_folder(kind)):
            return Unreadable(kind, "", why)
        found = names.resolve(self._faults.names if self._faults and self.problems else self._store, kind, text)
        if not isinstance(found, Candidate):
            return found
        if self._faults and (why := self._faults.of(kind, found.id)):
            return Unreadable(kind, found.id, why)
        entry = self._store.entry(kind, found.id)
        sources = self._sources(claim for _, claim in entry.sections())
        astray = self._faults.astray(kind, found.id) if self._faults else ()
        return Page(entry, found.matched, sources, self._store.glosses(kind, found.id), astray)

    def _sources(self, claims: Iterable[Claim]) -> tuple[Source, ...]:
        """The known sources of the claims, in the order they are first cited."""
        cited = dict.fromkeys(citation.id for claim in claims for citation in claim.sources)
        known = self._store.sources(cited)
        return tuple(known[id_] for id_ in cited if id_ in known)

    def sheet(self, text: str) -> Sheet | Many | Nothing | Unreadable:
        """The page of the site, or else of the cause, as a sheet to take along."""
        at_site, of_cause = self.page("site", text), self.page("cause", text)
        found = next((page for page in (at_site, of_cause) if isinstance(page, Page | Unreadable)), at_site)
        return Sheet(found) if isinstance(found, Page) else found

    def compare(self, texts: list[str]) -> Comparison | Many | Nothing | Unreadable:
        """The causes of several sites side by side, most frequent first."""
        pages = [self.page("site", text) for text in texts]
        if wrong := next((page for page in pages if not isinstance(page, Page)), None):
            return wrong
        shown = [page for page in pages if isinstance(page, Page)]
        sites = list({page.entry.id: page.entry for page in shown}.values())
        causes: dict[str, str] = {}
        cells: dict[tuple[str, str], str | None] = {}
        for site in sites:
            assert isinstance(site, Site)
            for link in (*site.causes, *site.rarer_diseases):
                causes[link.id] = link.name
                cells.setdefault((link.id, site.id), link.frequency)
        order = [*get_args(Frequency), None]
        rows = [(Listed("cause", id_, name), tuple(cells.get((id_, site.id)) for site in sites)) for id_, name in causes.items()]
        rows.sort(key=lambda row: (min(map(order.index, row[1])), row[0].name.casefold()))
        astray = {problem for page in shown for problem in page.astray if problem.code == "E301"}  # no citation is shown
        return Comparison(tuple(Listed("site", site.id, site.name) for site in sites), tuple(rows), tuple(sorted(astray)))

    def signs(self) -> Signs | Unreadable:
        """What calls for help at any site: the same words at several sites are one sign."""
        sites = self.listing("site")
        if isinstance(sites, Unreadable):
            return sites
        found: dict[tuple[str, Claim], list[Listed]] = {}
        for site in sites.entries:
            for section, claim in self._store.entry("site", site.id).sections():
                part, _, level = section.partition(".")
                if part == "help":
                    found.setdefault((level, claim), []).append(site)
        levels = [spec.name for spec in fields(Help)]
        signs = [Sign(level, claim, tuple(sites)) for (level, claim), sites in found.items()]
        signs.sort(key=lambda sign: (levels.index(sign.level), -len(sign.sites)))
        astray = {problem for site in sites.entries for problem in self._faults.astray("site", site.id, "help")} if self._faults else ()
        return Signs(tuple(signs), self._sources(sign.claim for sign in signs), tuple(sorted(astray)))

    def listing(self, kind: Kind) -> Listing | Unreadable:
        """Every site, or every cause."""
        return self._listing(kind, tuple(Listed(kind, id_, name, group) for id_, name, group in self._store.listing(kind)))

    def _listing(self, kind: Literal["site", "cause", "term", "source"], rows: tuple[Listed, ...]) -> Listing | Unreadable:
        """The list; where it is empty only because nothing on it can be read, what is wrong."""
        why = self._faults.of_kind(kind) if self._faults and not rows else ()
        return Unreadable(kind, "", why) if why else Listing(kind, rows)

    @property
    def database(self) -> Database:
        """The open file, for completion."""
        return self._store

    def search(self, words: str, limit: int, kind: Kind | None) -> Hits | Nothing | Unreadable:
        """The entries whose text matches."""
        from twitchref.lookup.search import search

        found = search(self._store, words, limit, kind)
        if self._faults and self.problems and isinstance(found, Nothing):  # perhaps only because a page cannot be read
            named = search(self._faults.names, words, limit, kind)
            asked = [(hit.kind, hit.id) for hit in named.hits] if isinstance(named, Hits) else []
            for each, id_ in (*asked, *((each, "") for each in get_args(Kind) if kind in (None, each))):
                if why := self._faults.of(each, id_) if id_ else self._faults.of_folder(each):
                    return Unreadable(each, id_, why)
        return found

    def source(self, text: str) -> SourcePage | Many | Nothing | Unreadable:
        """One source and every claim that rests on it."""
        id_ = "-".join(plain_words(text))
        known = self._store.sources([id_])
        if not known:
            why = self._faults.of("source", id_) if self._faults else ()
            return Unreadable("source", id_, why) if why else self._near_source(text)
        (source,) = known.values()
        claims: dict[object, Cited] = {}
        for entry in self._store.citing(source.id):
            for section, claim in entry.sections():
                if any(citation.id == source.id for citation in claim.sources):
                    claims.setdefault(claim, Cited(entry.kind, entry.id, entry.name, section, claim))
        return SourcePage(source, tuple(claims.values()))

    def _near_source(self, text: str) -> Many | Nothing:
        from difflib import get_close_matches

        near = get_close_matches("-".join(plain_words(text[:100])), self._store.ids("source"), names.MAX_CANDIDATES)
        found = self._store.sources(near)
        return Many("near", text, tuple(Candidate("source", id_, found[id_].title, id_) for id_ in near)) if near else Nothing(text)

    def sources(self) -> Listing | Unreadable:
        """Every source."""
        ids = self._store.ids("source")
        known = self._store.sources(ids)
        return self._listing("source", tuple(Listed("source", id_, known[id_].title) for id_ in ids))

    def about(self) -> About:
        """What this is."""
        return About(self._store.counts)
