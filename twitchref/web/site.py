"""The files of the web site."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import get_args

from twitchref.answer import Listing, Page, Signs, SourcePage, Unreadable
from twitchref.data_path import resource
from twitchref.model import Kind
from twitchref.pages.html import style
from twitchref.pages.json import dumped
from twitchref.reference import Reference
from twitchref.rows import Listed
from twitchref.web import folder, views
from twitchref.web.index import index
from twitchref.web.views import Site

KINDS: tuple[Kind, ...] = get_args(Kind)


def write(reference: Reference, directory: str, outside: Iterable[Path], say: Callable[[int], None]) -> int:
    """Writes the site into the folder and says how many files it has; see `folder.write`."""
    return folder.write(files(reference), directory, outside, say)


def files(reference: Reference) -> Iterator[tuple[str, str]]:
    """Every file of the site but what marks it: its path, with /, and its text. The same data give the same."""
    listings = {kind: _listing(reference.listing(kind)) for kind in KINDS}
    listed = {kind: _rows(listing) for kind, listing in listings.items()}
    sources = _listing(reference.sources())
    shown = [each for listing in listings.values() for each in _listing(reference.pages(listing)).entries if isinstance(each, Page)]
    pages = {(each.entry.kind, each.entry.id): each for each in shown}
    site = Site(reference.version, frozenset(f"{row.kind}:{row.id}" for listing in (*listings.values(), sources) for row in _rows(listing)))
    entries = {key: page.entry for key, page in pages.items()}
    places = {row.id: row.name for row in listed["site"]}
    sites = [entries["site", row.id] for row in listed["site"]]
    yield "index.html", views.start(site, listed["site"], listed["cause"])
    yield "causes.html", views.causes(site, listed["cause"])
    yield "terms.html", views.terms(site, [entries["term", row.id] for row in listed["term"]])
    yield "sources.html", views.sources(site, _rows(sources))
    for grade in views.GRADES:
        yield f"sources-{grade.lower()}.html", views.sources(site, _rows(sources), grade)
    for by in ("", *(each.id for each in sites)):
        yield f"compare{by and '-'}{by}.html", views.compare(site, sites, listed["cause"], by)
    signs, about = reference.signs(), reference.about()
    if isinstance(signs, Signs):
        yield "signs.html", views.signs(site, signs)
    yield "about.html", views.about(site, about)
    lists = {"index": listings["site"], "causes": listings["cause"], "terms": listings["term"], "sources": sources}
    others = {"signs": signs, "about": about} | ({"compare": reference.compare(places)} if places else {})
    for name, answer in (lists | others).items():
        yield f"{name}.json", dumped(answer, site.version, pretty=False)
    for (kind, id_), page in pages.items():
        yield f"{kind}/{id_}.html", views.entry(site, page, places)
        yield f"{kind}/{id_}.json", dumped(page, site.version, pretty=False)
    for found in _listing(reference.pages(sources)).entries:
        if isinstance(found, SourcePage):
            yield f"source/{found.source.id}.html", views.source(site, found)
            yield f"source/{found.source.id}.json", dumped(found, site.version, pretty=False)
    yield "search.html", views.search(site)
    yield "index.js", index(reference)
    yield "lookup.js", resource("web", "lookup.js")
    yield "search.js", resource("web", "search.js")
    yield "style.css", style() + resource("web", "site.css") + resource("web", "figure.css")


def _listing(found: Listing | Unreadable) -> Listing:
    return found if isinstance(found, Listing) else Listing((), "site")


def _rows(listing: Listing) -> list[Listed]:
    return [row for row in listing.entries if isinstance(row, Listed)]
