"""Sites side by side, or causes, as one answer."""

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from twitchref.answer import Comparison, Led, Many, Nothing, Unreadable
from twitchref.lookup.several import parts
from twitchref.model import Entry, Frequency, Kind, Link
from twitchref.rows import Astray, Beside, Candidate, Compared, Named
from twitchref.sections import site_links
from twitchref.words import is_one_of

KINDS: tuple[Kind, ...] = ("site", "cause")
_READ_PAST = 0.5
Find = Callable[..., Led]  # `Reference.found`
_ORDER = [*get_args(Frequency), None]


def compare(names: Iterable[str], find: Find, read: Callable[[str, str], Entry]) -> Comparison | Many | Nothing | Unreadable:
    """The comparison of what the texts name, each one name or several; of sites or of causes as the first says that leads anywhere.

    Where none does, the answer is why the first of them does not.
    """
    if isinstance(names, str):
        raise TypeError(f"compare takes several names, not one text; write compare([{names!r}])")
    asked = [part for name in names for part in parts(name, lambda text: _cost(text, find(text, KINDS, offers=False)))]
    if not asked:
        raise ValueError("compare needs the name of at least one site or cause")
    either = {name: find(name, KINDS) for name in asked}
    first = next((each for each in either.values() if isinstance(each, Candidate)), None)
    kind: Kind = "cause" if first and first.kind == "cause" else "site"
    found = {name: each if isinstance(each, Candidate) and each.kind == kind else find(name, kind) for name, each in either.items()}
    entries = {each.id: read(kind, each.id) for each in found.values() if isinstance(each, Candidate)}
    lost = [each for each in found.values() if not isinstance(each, Candidate)]
    broken = [each for each in lost if isinstance(each, Unreadable)]
    if broken or not entries:
        return [*broken, *lost][0]
    unknown = tuple(Astray(each.query, getattr(each, "candidates", ())) for each in lost if isinstance(each, Many | Nothing))
    return (_of_sites if kind == "site" else _of_causes)(list(entries.values()))._replace(unknown=unknown or None)


def _cost(text: str, found: Led) -> float | None:
    """What it costs to take the text for a name: something where words of it are read past."""
    if isinstance(found, Candidate):
        return 0 if is_one_of(text, found.matched, found.name, found.id) else _READ_PAST
    return _READ_PAST if isinstance(found, Unreadable) and found.id else None


def _of_sites(sites: Sequence[Entry]) -> Comparison:
    """Every cause that one of the sites names, with its frequency at each: those of all sites first, then the most frequent."""
    rows: dict[str, Compared] = {}
    own: set[str] = set()
    for site in sites:
        for link in site_links(site):
            row = rows.setdefault(link.id, _row(link, sites))
            row.frequencies[site.id] = row.frequencies[site.id] or link.frequency
            if link not in site.anywhere:
                own.add(link.id)
    causes = sorted(
        rows.values(),
        key=lambda row: (None in row.frequencies.values(), min(map(_ORDER.index, row.frequencies.values())), row.name.casefold()),
    )
    return Comparison(tuple(map(_named, sites)), tuple(row._replace(anywhere=row.id not in own) for row in causes))


def _of_causes(causes: Sequence[Entry]) -> Comparison:
    """Each of the causes with its frequency at every site that one of them names, and what it is, how it shows and what is done."""
    sites = sorted({(link.id, link.name) for cause in causes for link in cause.sites}, key=lambda site: site[1].casefold())
    shown = {cause.id: {link.id: link.frequency for link in cause.sites} for cause in causes}
    rows = (Compared("cause", cause.id, cause.name, {id_: shown[cause.id].get(id_) for id_, _ in sites}) for cause in causes)
    beside = tuple(
        Beside(*_named(cause), cause.summary, cause.pattern, tuple(map(_named, cause.related)), cause.help, cause.treatment)
        for cause in causes
    )
    return Comparison(tuple(Named("site", id_, name) for id_, name in sites), tuple(rows), beside)


def _row(link: Link, sites: Sequence[Entry]) -> Compared:
    return Compared("cause", link.id, link.name, {site.id: None for site in sites})


def _named(each: Entry | Link) -> Named:
    return Named(each.kind, each.id, each.name)
