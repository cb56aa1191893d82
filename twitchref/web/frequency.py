"""What lies behind what, to look at: a site's causes as bars, and causes by sites as a table that is also a heat map."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from twitchref.model import Entry, Frequency, Link
from twitchref.sections import each_once

ORDER: tuple[Frequency, ...] = ("common", "sometimes", "rare", "unknown")
_SHORT = {"common": "c", "sometimes": "s", "rare": "r", "unknown": "u"}  # classes: the table has thousands of cells
WORDS = "Common, sometimes and rare say how often a cause lies behind a twitch there; unknown: it is named, but how often is not known."

Address = Callable[[str], str]  # of an entry, by kind:id


def links_of(entry: Entry) -> list[Link]:
    """The causes that a site names, or the sites of a cause, each once, by frequency."""
    return sorted(each_once(entry), key=lambda link: ORDER.index(link.frequency or "unknown"))


def bars(links: Iterable[Link], address: Address) -> str:
    """A bar and a word for each."""
    rows = []
    for link in links:
        often = link.frequency or "unknown"
        name = f'<a href="{escape(address(f"{link.kind}:{link.id}"))}">{escape(link.name)}</a>'
        rows.append(f'<li>{name} <span class="bar {_SHORT[often]}"><span>{often}</span></span></li>\n')
    return f'<ul class="bars">\n{"".join(rows)}</ul>\n'


def heat_map(
    sites: Sequence[Entry], causes: Sequence[tuple[str, str]], address: Address, by: str = "", order: Address | None = None
) -> str:
    """The table: a row for each cause (id and name), a column for each site; by the frequency at the site `by`, whose column is
    the first, else by name.

    `order` gives the address of the table in the order of a site's column.
    """
    at = {site.id: {link.id: link.frequency or "unknown" for link in links_of(site)} for site in sites}
    named = {id_ for links in at.values() for id_ in links}
    rows = [row for row in causes if row[0] in named]
    sites = sorted(sites, key=lambda site: site.id != by)
    if by:
        rows.sort(key=lambda row: ORDER.index(at[by][row[0]]) if row[0] in at[by] else len(ORDER))
    heads = "".join(_head(site, by, order) for site in sites)
    lines = [
        f'<tr><th scope="row"><a href="{escape(address(f"cause:{id_}"))}">{escape(name)}</a></th>'
        + "".join(_cell(at[site.id].get(id_)) for site in sites)
        + "</tr>\n"
        for id_, name in rows
    ]
    return (
        '<div class="wide heat" role="region" aria-label="Causes by sites" tabindex="0"><table>\n'
        f'<thead><tr><th scope="col">Cause</th>{heads}</tr></thead>\n<tbody>\n{"".join(lines)}</tbody></table></div>\n'
    )


def _head(site: Entry, by: str, order: Address | None) -> str:
    name = escape(site.name)
    if site.id == by:
        return f'<th scope="col" aria-sort="descending"><strong>{name} ▾</strong></th>'
    return f'<th scope="col"><a href="{escape(order(site.id))}">{name}</a></th>' if order else f'<th scope="col">{name}</th>'


def _cell(often: Frequency | None) -> str:
    return f"<td class={_SHORT[often]}>{often}" if often else "<td>"
