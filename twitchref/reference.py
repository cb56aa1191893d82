"""The open reference: finds the data, asks it one question, gives one answer."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import get_args

from twitchref import names, store
from twitchref.answer import About, Candidate, Cited, Comparison, Hits, Listed, Listing, Many, Nothing, Page, Sheet, Sign, Signs, SourcePage
from twitchref.database import Database
from twitchref.fold import plain_words
from twitchref.model import Claim, Frequency, Help, Kind, Site, Source
from twitchref.places import is_built
from twitchref.problem import Problem


class Reference:
    """An open compendium that answers.

    `problems` are the errors in its YAML (none where it was built before), `empty` whether they leave nothing to read.
    """

    def __init__(self, opened: store.Store, problems: tuple[Problem, ...] = (), empty: bool = False) -> None:
        self._store = opened
        self.problems = problems
        self.empty = empty

    @classmethod
    def open(cls, data: Path) -> "Reference":
        """The reference of a data directory, or of a file that `twitchref build` made (StoreError where it is not one)."""
        if is_built(data):
            return cls(store.open(data))
        from twitchref.load import load

        compendium, problems = load(data)
        errors = tuple(problem for problem in problems if problem.level == "error")
        return cls(store.build(compendium), errors, empty=not compendium.entries)

    @property
    def version(self) -> str:
        """The data version."""
        return self._store.version

    def page(self, kind: Kind, text: str) -> Page | Many | Nothing:
        """The entry that the text names, or what it may mean."""
        found = names.resolve(self._store, kind, text)
        if not isinstance(found, Candidate):
            return found
        entry = self._store.entry(kind, found.id)
        sources = self._sources(claim for _, claim in entry.sections())
        return Page(entry, found.matched, sources, self._store.glosses(kind, found.id))

    def _sources(self, claims: Iterable[Claim]) -> tuple[Source, ...]:
        """The known sources of the claims, in the order they are first cited."""
        cited = dict.fromkeys(citation.id for claim in claims for citation in claim.sources)
        known = self._store.sources(cited)
        return tuple(known[id_] for id_ in cited if id_ in known)

    def sheet(self, text: str) -> Sheet | Many | Nothing:
        """The page of the site, or else of the cause, as a sheet to take along."""
        at_site, of_cause = self.page("site", text), self.page("cause", text)
        if isinstance(at_site, Page):
            return Sheet(at_site)
        return Sheet(of_cause) if isinstance(of_cause, Page) else at_site

    def compare(self, texts: list[str]) -> Comparison | Many | Nothing:
        """The causes of several sites side by side, most frequent first."""
        pages = [self.page("site", text) for text in texts]
        if wrong := next((page for page in pages if not isinstance(page, Page)), None):
            return wrong
        sites = list({page.entry.id: page.entry for page in pages if isinstance(page, Page)}.values())
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
        return Comparison(tuple(Listed("site", site.id, site.name) for site in sites), tuple(rows))

    def signs(self) -> Signs:
        """What calls for help at any site: the same words at several sites are one sign."""
        found: dict[tuple[str, Claim], list[Listed]] = {}
        for id_, name, _ in self._store.listing("site"):
            for section, claim in self._store.entry("site", id_).sections():
                part, _, level = section.partition(".")
                if part == "help":
                    found.setdefault((level, claim), []).append(Listed("site", id_, name))
        levels = [spec.name for spec in fields(Help)]
        signs = [Sign(level, claim, tuple(sites)) for (level, claim), sites in found.items()]
        signs.sort(key=lambda sign: (levels.index(sign.level), -len(sign.sites)))
        return Signs(tuple(signs), self._sources(sign.claim for sign in signs))

    def listing(self, kind: Kind) -> Listing:
        """Every site, or every cause."""
        return Listing(kind, tuple(Listed(kind, id_, name, group) for id_, name, group in self._store.listing(kind)))

    @property
    def database(self) -> Database:
        """The open file, for completion."""
        return self._store

    def search(self, words: str, limit: int, kind: Kind | None) -> Hits | Nothing:
        """The entries whose text matches."""
        from twitchref.search import search

        return search(self._store, words, limit, kind)

    def source(self, text: str) -> SourcePage | Many | Nothing:
        """One source and every claim that rests on it."""
        known = self._store.sources(["-".join(plain_words(text))])
        if not known:
            return self._near_source(text)
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

    def sources(self) -> Listing:
        """Every source."""
        ids = self._store.ids("source")
        known = self._store.sources(ids)
        return Listing("source", tuple(Listed("source", id_, known[id_].title) for id_ in ids))

    def about(self) -> About:
        """What this is."""
        return About(self._store.counts)
