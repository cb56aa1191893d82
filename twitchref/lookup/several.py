"""Several names in one text, as `left leg, right arm and jaw`: where each begins and ends."""

import re
from collections.abc import Callable
from functools import cache

_MOST_WORDS = 8  # of a name with what stands beside it
_MOST = 60  # words that are parted; of more, nothing is a name
_BETWEEN = {"and", "or", "vs", "versus", "with", "to"}


def parts(text: str, cost: Callable[[str], float | None]) -> list[str]:
    """The names in the text, and what between them is none, so parted that it costs least.

    `cost` says what it costs to take words for a name: nothing where it is just that, little where words are read past, None where
    it is no name. A word in no name costs 1. Commas part names, and so do words like `and`, unless they stand within a name.
    """
    if cost(text) == 0:
        return [text]
    return [part for piece in re.split(r"[,;/&+]+", text) for part in _of_piece(piece.split(), cache(cost))]


def _of_piece(words: list[str], cost: Callable[[str], float | None]) -> list[str]:
    if len(words) > _MOST:
        return [" ".join(words)]

    @cache
    def best(start: int) -> tuple[float, tuple[str, ...]]:
        """What the words from here on cost, and the parts: a name, a word that is in none, or nothing, which parts them."""
        if start == len(words):
            return 0, ()
        after, parts = best(start + 1)
        idle = words[start].casefold() in _BETWEEN
        found = [(after + (not idle), (("" if idle else words[start]), *parts))]
        for end in range(min(len(words), start + _MOST_WORDS), start, -1):
            if not _BETWEEN.intersection((words[start].casefold(), words[end - 1].casefold())):
                name = " ".join(words[start:end])
                if (here := cost(name)) is not None:
                    after, parts = best(end)
                    found.append((here + after, (name, *parts)))
        return min(found, key=lambda each: (each[0], len(each[1])))

    joined: list[str] = []
    loose = False
    for part in best(0)[1]:
        unknown = bool(part) and cost(part) is None
        if unknown and loose:
            joined[-1] += f" {part}"
        elif part:
            joined.append(part)
        loose = unknown
    return joined
