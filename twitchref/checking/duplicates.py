"""Rules about two claims or two signs that say the same, in the same or nearly the same words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import ceil

from twitchref.checking.claims import ON_THE_CARD
from twitchref.checking.rule import Found, means, place_of, written
from twitchref.model import Claim, Compendium, Entry

ALIKE = 0.6  # of the words of two claims, those that both have
ALIKE_SIGNS = 0.7  # two levels of one matter ("you may act on", "you have") are nearer than two claims ever need to be
_EMPTY = frozenset("a an and are as at be by can for from in is it may of on or some that the this to which who with not".split())


@means("Two claims say the same in nearly the same words; only the first claim of a summary, self-care or treatment may, at two sites.")
def said_twice(compendium: Compendium, today: str) -> Found:
    said = [(entry, section, claim) for entry in compendium.entries for section, claim in written(entry)]
    said.sort(key=lambda each: place_of(each[2]))
    for first, second in alike([claim.text for _, _, claim in said], ALIKE):
        if not _may_repeat(said[first], said[second]):
            entry, _, claim = said[first]
            yield (
                place_of(said[second][2]),
                f"{entry.kind}:{entry.id} says nearly the same ({_at(claim)}); say it once, and link or name it",
            )


def _may_repeat(first: tuple[Entry, str, Claim], second: tuple[Entry, str, Claim]) -> bool:
    """Whether these are one claim, read twice, or the first in the same section of two sites, each of whose cards has to be whole."""
    (one, section, claim), (other, its, again) = first, second
    if (one.kind, one.id) == (other.kind, other.id):
        return one is not other or place_of(claim) == place_of(again)
    if not one.kind == other.kind == "site" or section != its or section not in ON_THE_CARD:
        return False
    return claim is getattr(one, section)[0] and again is getattr(other, its)[0]


@means("Two signs say the same in nearly the same words.")
def signs_alike(compendium: Compendium, today: str) -> Found:
    for first, second in alike([sign.sign for sign in compendium.signs], ALIKE_SIGNS):
        one, other = compendium.signs[first], compendium.signs[second]
        if one.id != other.id:
            yield place_of(other.sign), f"'{one.id}' says nearly the same (line {place_of(one.sign).line}); make one sign of the two"


def _at(claim: Claim) -> str:
    place = place_of(claim)
    return f"{place.file}:{place.line}"


def alike(texts: Iterable[str], least: float) -> Iterator[tuple[int, int]]:
    """The pairs of texts, by their numbers from 0, of whose words at least this part is in both (empty words not counted).

    Two such sets share one of their rarest words, so only texts that do are compared (prefix filter; Chaudhuri and others, 2006).
    """
    sets = [frozenset(re.findall(r"\w+", text.lower())) - _EMPTY for text in texts]
    common = Counter(word for words in sets for word in words)
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(sets):
        rarest = sorted(words, key=lambda word: (common[word], word))[: len(words) - ceil(least * len(words)) + 1]
        for other in sorted({other for word in rarest for other in having[word]}):
            if len(words & sets[other]) >= least * len(words | sets[other]):
                yield other, number
        for word in rarest:
            having[word].append(number)
