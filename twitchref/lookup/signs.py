"""The signs that a search shows first: those that are meant by what was typed, and those whose text has its words."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from twitchref.lookup.query import Query, Wanted, forms
from twitchref.model import WHOLE_BODY, Sign
from twitchref.rows import Hit
from twitchref.store.reader import Store
from twitchref.words import NOT, as_said, fold_word

MOST_SIGNS = 8  # shown by a search; more frighten and are read past
_REACH = 3  # words behind a `cant` that it may be said of
_SHARE = 0.6  # of the weight of its words that any sign has, a sign has at least so much


def matching(store: Store, asked: Query, words: list[str], on_topic: bool) -> tuple[Sign, ...]:
    """The signs to show, by level: those that are meant, whatever else is asked; where none is, those with the words."""
    found = _meant(store, asked, words, on_topic) or (_worded(store, asked) if on_topic else [])
    return store.signs_numbered(found[:MOST_SIGNS])


def of_page(store: Store, asked: Query, hits: tuple[Hit, ...]) -> tuple[Sign, ...]:
    """The signs of the first page that the query names whole; where it names nothing at all, the whole body's."""
    named = {name.entry for name in asked.names if name.share == 1}
    ids = set(store.rows_among("SELECT kind, id FROM entries WHERE entry IN (?)", named))
    body = [("site", WHOLE_BODY)] if not asked.wanted and WHOLE_BODY in store.ids("site") else []
    for kind, id_ in [(hit.kind, hit.id) for hit in hits if (hit.kind, hit.id) in ids] or body:
        return store.signs_of(kind, id_)
    return ()


def _meant(store: Store, asked: Query, words: list[str], on_topic: bool) -> list[int]:
    """The signs that people mean who say this, the longest phrase first: every word of it stands here, in any form and order.

    One word that is often said of other things is meant where the query is about what we have: not in four stroke engine.
    """
    typed = as_said(list(map(fold_word, words)))
    said = _said(store, typed).union(*(map(fold_word, want.spellings) for want in asked.known))
    rows = store.rows_among("SELECT length(said), sign, said FROM sign_names WHERE word IN (?)", said)
    other = frozenset() if on_topic else {want.word for want in asked.known if asked.off_topic or not want.plain}
    met = [(-length, sign, phrase) for length, sign, phrase in rows if said.issuperset(phrase.split()) and phrase not in other]
    if not all(NOT.isdisjoint(phrase.split()) for _, _, phrase in met):
        near = _near_a_not(store, typed)
        met = [each for each in met if near.issuperset(_after_a_not(each[2]))]
    return list(dict.fromkeys(sign for _, sign, _ in sorted(met)))


def _said(store: Store, words: Iterable[str]) -> set[str]:
    """The folded words, what they mean, and the forms of both."""
    said = {*words}
    said.update(means for (means,) in store.rows_among("SELECT means FROM synonyms WHERE word IN (?)", said))
    return said.union(map(fold_word, forms(store, said)))


def _after_a_not(phrase: str) -> list[str]:
    """The words of a phrase that stand right behind a `cant` or its like."""
    words = phrase.split()
    return [after for before, after in pairwise(words) if before in NOT]


def _near_a_not(store: Store, words: list[str]) -> set[str]:
    """What stands behind a `cant` or its like in a text, in any form: who cannot keep her legs from moving can move them.

    Behind one that ends the text stands what was said before it.
    """
    behind = [word for at, word in enumerate(words) if not NOT.isdisjoint(words[max(at - _REACH, 0) : at])]
    if words and words[-1] in NOT:
        behind = words
    return _said(store, behind)


def _worded(store: Store, asked: Query) -> list[int]:
    """The signs whose text has most of what is asked, two words of it at least where it is more than one, the most first.

    A place and the words for a twitch stand in too many to tell anything, and so does any one word: `run`, `lying`, `low`.
    """
    having: defaultdict[int, list[Wanted]] = defaultdict(list)
    for want in asked.known:
        for (sign,) in store.rows("SELECT rowid FROM sign_texts WHERE sign_texts MATCH ?", want.expression):
            having[sign].append(want)
    least, enough = min(len(asked.wanted), 2), _SHARE * _telling(asked.known)
    found = {sign: _telling(wanted) for sign, wanted in having.items() if _ideas(wanted) >= least}
    return sorted((sign for sign, weight in found.items() if weight and weight >= enough), key=lambda sign: (-found[sign], sign))


def _ideas(wanted: list[Wanted]) -> int:
    """How many things the words name: son and child are one."""
    seen: set[str] = set()
    count = 0
    for want in wanted:
        count += want.means.isdisjoint(seen)
        seen |= want.means
    return count


def _telling(wanted: list[Wanted]) -> float:
    """What the words weigh that tell anything."""
    return sum(want.weight for want in wanted if not want.idle)
