"""Every page of a list at once, in its order."""

from collections.abc import Callable

from twitchref.answer import Led, Listing, Many, Nothing, Page, Unreadable
from twitchref.lookup import sources
from twitchref.model import Kind
from twitchref.rows import Candidate, Listed
from twitchref.store.reader import Store

Asked = Page | Many | Nothing | Unreadable


def pages(listing: Listing, found: Callable[[str, Kind], Led], page: Callable[[Led], Asked], store: Store) -> Listing | Unreadable:
    """The list with the page of each entry in place of its row: `found` says what an id leads to, `page` gives the page of that.

    In place of a source stands all that rests on it. A page that cannot be read is left out, and why stands in `astray`; where
    none can be read, that is the answer.
    """
    rows = [row for row in listing.entries if isinstance(row, Listed)]
    if listing.of == "source":
        return listing._replace(entries=tuple(sources.pages(store, [row.id for row in rows])))
    asked = [page(_led(row, row.kind, found)) for row in rows if row.kind != "source"]
    shown = tuple(each for each in asked if isinstance(each, Page))
    why = {problem for each in shown for problem in each.astray}
    why.update(problem for each in asked if isinstance(each, Unreadable) for problem in each.problems)
    if rows and not shown:
        return Unreadable(listing.of, "", tuple(sorted(why)))
    return listing._replace(entries=shown, astray=tuple(sorted(why)))


def _led(row: Listed, kind: Kind, found: Callable[[str, Kind], Led]) -> Led:
    """What the id of a row leads to; where it is a name of other entries too, the entry of the row all the same."""
    led = found(row.id, kind)
    return Candidate(kind, row.id, row.name, row.name) if isinstance(led, Many) else led
