"""The open reference: finds the data, asks it one question, gives one answer."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from twitchref import answer
from twitchref.answer import Comparison, Hits, Led, Listing, Many, Nothing, Page, Ready, Sheet, Signs, SourcePage, Unreadable
from twitchref.data_path import is_built
from twitchref.errors import NoDataError, StoreError
from twitchref.lookup import names
from twitchref.model import Kind, Level, Source
from twitchref.problem import Problem
from twitchref.rows import Candidate, Listed
from twitchref.sections import split
from twitchref.store import reader as store

if TYPE_CHECKING:
    from twitchref.faults import Faults

_ADVICE = "name a data directory or a file that `twitchref build` made"


class Reference:
    """An open compendium that answers.

    Every answer is a named tuple of `twitchref.answer`. Beside what was asked for, a look-up can give `Many` (several entries have
    the name, or only near ones), `Nothing`, or, where it reads YAML, `Unreadable` (the file has errors).

    `problems` are the errors in its YAML (none where it was built before), `empty` whether they leave nothing to read; with
    `ready`, `page` and `sheet` give the page as JSON text, where they find one, and nothing of it is decoded.

    >>> reference = twitchref.open()
    >>> reference.cause("hypomagnesemia").entry.name
    'Magnesium deficiency'
    >>> [hit.id for hit in reference.search("dopamine", limit=1).hits]
    ['restless-legs-syndrome']
    """

    def __init__(self, opened: store.Store, faults: "Faults | None" = None, empty: bool = False) -> None:
        self._store = opened
        self._faults = faults
        self.problems = faults.errors if faults else ()
        self.empty = empty
        self.ready = False

    @classmethod
    def open(cls, data: Path, origin: str = "") -> "Reference":
        """The reference of a data directory, or of a file that `twitchref build` made.

        Raises NoDataError where there is no data, StoreError where a file is not one of ours; `origin` says who chose the path.
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
        """The data version: it names the exact data."""
        return self._store.version

    @property
    def database(self) -> store.Store:
        """The open file, for completion, and for the search of the web pages."""
        return self._store

    def site(self, name: str) -> Page | Many | Nothing | Unreadable:
        """The page of a place on the body, by any of its names."""
        return self._page(self.found(name, "site"))

    def cause(self, name: str) -> Page | Many | Nothing | Unreadable:
        """The page of what can lie behind a twitch, by any of its names or its codes."""
        return self._page(self.found(name, "cause"))

    def term(self, name: str) -> Page | Many | Nothing | Unreadable:
        """The page of a clinical word."""
        return self._page(self.found(name, "term"))

    def page(self, kinds: Kind | tuple[Kind, ...], words: str) -> Page | Ready | Many | Nothing | Unreadable:
        """The page of the entry of this kind, or of these, that has the name; as JSON text where `ready` says so.

        Section words behind the name are the `part` of it that is shown; a name that ends in such a word is a name first.
        """
        name, part = split(words)
        found = self.found(name, kinds) if part and not names.exact(self._store, kinds, words) else Nothing(words)
        if isinstance(found, Nothing):
            part, found = "", self.found(words, kinds)
        if not self.ready or not isinstance(found, Candidate):
            return self._page(found, part)
        entry, sources = self._store.ready(found.kind, found.id)
        return Ready(entry, found.matched, sources, self._astray(found.kind, found.id))

    def _page(self, found: Led, part: str = "") -> Page | Many | Nothing | Unreadable:
        if not isinstance(found, Candidate):
            return found
        entry, sources, glosses, examined = self._store.page(found.kind, found.id)
        if self._faults:  # so that the page can say that a sign is missing
            entry = entry._replace(sign_ids=self._faults.sign_ids(found.kind, found.id))
        astray = self._astray(found.kind, found.id)
        return Page(entry, found.matched, sources, glosses=glosses, astray=astray, part=part, examined=examined)

    def _astray(self, kind: str, id_: str) -> tuple[Problem, ...]:
        return self._faults.astray(kind, id_) if self._faults else ()

    def found(self, name: str, kinds: Kind | tuple[Kind, ...] = names.KINDS, offers: bool = True) -> Led:
        """The one entry of these kinds that has the name; several that have it, or, as an offer, what may be meant; or why not.

        Every look-up by a name goes through here, so all of them know the same names.

        >>> reference = twitchref.open()
        >>> reference.found("my left leg").id, reference.found("magnesium", "cause").matched
        ('leg', 'magnesium')
        """
        asked: tuple[Kind, ...] = (kinds,) if isinstance(kinds, str) else kinds
        unread = {kind: why for kind in asked if self._faults and (why := self._faults.of_folder(kind))}
        names_of = self._faults.names if self._faults and self.problems else self._store
        found = names.resolve(names_of, tuple(kind for kind in asked if kind not in unread), name, offers)
        if isinstance(found, Candidate):
            why = self._faults.of(found.kind, found.id) if self._faults else ()
            return Unreadable(found.kind, found.id, why) if why else found
        for kind, why in unread.items():  # the entry may be among those that cannot be read
            return Unreadable(kind, "", why)
        return found

    def sheet(self, name: str) -> Sheet | Many | Nothing | Unreadable:
        """A page to take along to an appointment, of a site or a cause."""
        found = self.page(("site", "cause"), name)
        return Sheet(found) if isinstance(found, Page | Ready) else found

    def compare(self, names: Iterable[str]) -> Comparison | Many | Nothing | Unreadable:
        """Sites side by side, or causes: which of the two the first name says that leads to one.

        A text may hold several names (`left leg, right arm and jaw`). Names that lead nowhere are said in the comparison, with what
        may be meant; only where none leads anywhere, the first of them is the answer. Raises TypeError for one text in place of
        several, and ValueError where there is no name.

        >>> [site.name for site in twitchref.open().compare(["ear", "leg"]).sites]
        ['Ear', 'Leg']
        """
        from twitchref.comparison import compare

        made = compare(names, self.found, self._store.entry)
        if not isinstance(made, Comparison):
            return made
        shown = [(row.kind, row.id) for row in made.beside or made.sites]
        astray = {each for row in shown for each in self._astray(*row) if each.code == "E301"}  # no citation is shown
        return made._replace(astray=tuple(sorted(astray)))

    def signs(self, name: str = "", level: Level | None = None) -> Signs | Many | Nothing | Unreadable:
        """What calls for help: every sign once, or those of the site or cause with this name, by care level, with their pages.

        >>> first = twitchref.open().signs("leg", "emergency").signs[0]
        >>> first.sign.level, first.sign.text.startswith("Call your local emergency number now if")
        ('emergency', True)
        """
        shown = self._store.signs()
        if not shown and self._faults and (why := self._faults.of_kind("sign")):
            return Unreadable("sign", "", why)
        of, astray = "", self._faults.astray_signs() if self._faults else ()
        if name:
            found = self.found(name, ("site", "cause"))
            if not isinstance(found, Candidate):
                return found
            of, astray = found.name, self._astray(found.kind, found.id)
            its = {sign.id for sign in self._store.signs_of(found.kind, found.id)}
            shown = tuple(each for each in shown if each.sign.id in its)
        shown = tuple(each for each in shown if level in (None, each.sign.level))
        cited = dict.fromkeys(citation.id for each in shown for citation in each.sign.sources)
        known = self._store.sources(cited)
        return Signs(shown, tuple(known[id_] for id_ in cited if id_ in known), of=of, astray=astray)

    def pages(self, listing: Listing) -> Listing | Unreadable:
        """A list with the page of every entry, or of every source, in place of its row; where none can be read, what is wrong."""
        from twitchref.everything import pages

        return pages(listing, self.found, self._page, self._store)

    def listing(self, kind: Kind) -> Listing | Unreadable:
        """Every site, cause or term."""
        return self._listing(kind, tuple(Listed(kind, id_, name, cause_kind) for id_, name, cause_kind in self._store.listing(kind)))

    def sources(self) -> Listing | Unreadable:
        """Every source, with its publisher, year, grade, and how many claims and signs rest on it: most first."""
        return self._listing("source", self._listed(self._store.sources(self._store.ids("source")).values()))

    def _listed(self, sources: Iterable[Source]) -> tuple[Listed, ...]:
        rests = self._store.rests()
        by_weight = sorted(sources, key=lambda each: (-rests[each.id], each.id))
        return tuple(Listed("source", it.id, it.title, None, it.publisher, it.year, it.grade, rests[it.id]) for it in by_weight)

    def _listing(self, kind: Literal["site", "cause", "term", "source"], rows: tuple[Listed, ...]) -> Listing | Unreadable:
        """The list; where it is empty only because nothing on it can be read, what is wrong."""
        why = self._faults.of_kind(kind) if self._faults and not rows else ()
        return Unreadable(kind, "", why) if why else Listing(rows, kind)

    def search(self, words: str, limit: int = 10, kind: Kind | None = None) -> Hits | Many | Nothing | Unreadable:
        """The signs and entries whose text matches, best text match first: at most `limit` entries, of one kind where it is given.

        Raises ValueError where `limit` is below 1 or there is no such kind.
        """
        from twitchref.lookup.search import search

        found = search(self._store, words, limit, kind)
        if isinstance(found, Hits):
            return found._replace(astray=self._faults.of_kind("sign") if self._faults else ())
        if self._faults and self.problems:  # perhaps only because a page cannot be read
            named = search(self._faults.names, words, limit, kind)
            asked = [(hit.kind, hit.id) for hit in named.hits] if isinstance(named, Hits) else []
            for each, id_ in (*asked, *((each, "") for each in get_args(Kind) if kind in (None, each))):
                if why := self._faults.of(each, id_) if id_ else self._faults.of_folder(each):
                    return Unreadable(each, id_, why)
        near = names.offered(self._store, (kind,) if kind else names.KINDS, words)
        return near._replace(searched=True) if near else found

    def source(self, words: str) -> SourcePage | Listing | Many | Nothing | Unreadable:
        """One source with all that rests on it or that it contradicts, by its id or number; those with these words, where several are.

        >>> twitchref.open().source("adam-twitch").source.publisher
        'A.D.A.M.'
        """
        from twitchref.lookup import sources

        found = sources.found(self._store, words)
        if len(found) > 1:
            return Listing(self._listed(found), "source", words)
        if found:
            return sources.page(self._store, found[0])
        why = self._faults.of("source", sources.id_of(words)) if self._faults else ()
        return Unreadable("source", sources.id_of(words), why) if why else sources.near(self._store, words)

    def about(self) -> answer.About:
        """What this is, by whom, how much it holds, and how to report an error."""
        return answer.About(self._store.counts, self._store.examined)
