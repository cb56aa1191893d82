"""Changes as blocks of words, for people and for a changelog."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from twitchref.answer import Changes
from twitchref.pages.blocks import Block, Span, block
from twitchref.rows import Change

_MANY = {"entry": "entries"}


def blocks(given: Changes) -> list[Block]:
    """All changes under the sign, entry or source that they are of; those that are about safety say so first."""
    return list(_blocks(given))


def _blocks(given: Changes) -> Iterator[Block]:
    yield block("title", f"Changes from {given.old} to {given.new}")
    counts = Counter(change.what for change in given.changes)
    safety = sum(change.safety for change in given.changes)
    told = ", ".join(f"{number} {what if number == 1 else _MANY.get(what, f'{what}s')}" for what, number in counts.items())
    yield block("text", f"{told}; {safety} about safety." if told else "Nothing that a page shows has changed.")
    for heading, group in groupby(given.changes, key=_heading):
        yield block("heading", heading)
        for change in group:
            safe = Span("safety", "strong") if change.safety else ""
            yield block("item", safe, ": " if safe else "", _of(change), *_texts(change))


def _heading(change: Change) -> str:
    return {"sign": "Signs", "source": "Sources"}.get(change.kind) or f"{change.name} ({change.kind}:{change.id})"


def _of(change: Change) -> str:
    """What is changed, and how: `claim changed in treatment: `."""
    what = change.id if change.kind in ("sign", "source") else change.what
    where = change.section if change.kind in ("sign", "source") or change.what == "name" else change.section.replace("_", " ")
    return f"{what} {change.change}{f' ({where})' if where else ''}: "


def _texts(change: Change) -> Iterator[str]:
    if change.kept and change.before and change.after:
        before, after = (text[len(change.kept) + 2 : -1] for text in (change.before, change.after))  # within the brackets
        yield f'"{change.kept}": {before} → {after}'
        return
    before, after = (f'"{text}"' if text else "nothing" for text in (change.before, change.after))
    yield f"{before} → {after}" if change.change == "changed" else after if change.change == "added" else before
