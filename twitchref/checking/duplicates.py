"""Rules about two claims or two signs that say the same, in the same or nearly the same words."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from math import ceil

from twitchref.checking.claims import ON_THE_CARD
from twitchref.checking.rule import Found, means, place_of, written
from twitchref.model import Claim, Compendium, Entry, Source
from twitchref.words import fold

ALIKE = 0.6  # of the words of two claims, those that both have
ALIKE_SIGNS = 0.7  # two levels of one matter ("you may act on", "you have") are nearer than two claims ever need to be
_NUMBERED = re.compile(r"https://(?:doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|pmc\.ncbi\.nlm\.nih\.gov)/.")
_EMPTY = frozenset("a an and are as at be by can for from in is it may of on or some that the this to which who with not".split())


@means("Two claims say the same in nearly the same words; only the first claim of a summary, self-care or treatment may, at two sites.")
def said_twice(compendium: Compendium, today: str) -> Found:
    said = [(entry, section, claim) for entry in compendium.entries for section, claim in written(entry)]
    said.sort(key=lambda each: place_of(each[2]))
    texts = [claim.text for _, _, claim in said]
    for first, second in alike(texts, ALIKE, lambda one, other: _may_repeat(said[one], said[other])):
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
    signs = compendium.signs
    for first, second in alike([sign.sign for sign in signs], ALIKE_SIGNS, lambda one, other: signs[one].id == signs[other].id):
        one, other = signs[first], signs[second]
        yield place_of(other.sign), f"'{one.id}' says nearly the same (line {place_of(one.sign).line}); make one sign of the two"


@means("Two sources are one publication: they have the same DOI or number, or the same title and publisher.")
def source_twice(compendium: Compendium, today: str) -> Found:
    first: dict[tuple[str, ...], Source] = {}
    for source in compendium.sources:
        for marks in ((source.url or "",) if _NUMBERED.match(source.url or "") else (), (fold(source.title), fold(source.publisher))):
            same = first.setdefault(marks, source)
            if all(marks) and marks and same.id != source.id:
                yield (
                    place_of(source.id),
                    f"this is '{same.id}' again (line {place_of(same.id).line}); cite that one, and take this one out",
                )
                break


def _at(claim: Claim) -> str:
    place = place_of(claim)
    return f"{place.file}:{place.line}"


def alike(texts: Iterable[str], least: float, may_be: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """Each text that is like one before it, after the first such one, by their numbers from 0, where they may not be.

    They are alike if at least this part of the words of both is in both (empty words not counted). Two such sets share one of
    their rarest words, so only texts that do are compared (prefix filter; Chaudhuri and others, 2006); and texts of the same words
    are compared with others once, so that a hundred copies take a hundred times as long and no longer.
    """
    sets = [frozenset(re.findall(r"\w+", text.lower())) - _EMPTY for text in texts]
    having: dict[frozenset[str], list[int]] = {}  # the numbers of the texts with exactly these words
    like: dict[frozenset[str], list[list[int]]] = {}  # those, and those of the other sets that are like these words
    common = Counter(word for words in set(sets) for word in words)
    with_word: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for number, words in enumerate(sets):
        if words not in having:
            having[words] = []
            rarest = sorted(words, key=lambda word: (common[word], word))[: len(words) - ceil(least * len(words)) + 1]
            near = dict.fromkeys(other for word in rarest for other in with_word[word])
            like[words] = [having[words]]
            for other in near:
                if len(words & other) >= least * len(words | other):
                    like[words].append(having[other])
                    like[other].append(having[words])
            for word in rarest:
                with_word[word].append(words)
        firsts = (next((other for other in group if not may_be(other, number)), None) for group in like[words])
        if words and (found := [first for first in firsts if first is not None]):  # a text that cannot be read is like none
            yield min(found), number
        having[words].append(number)
