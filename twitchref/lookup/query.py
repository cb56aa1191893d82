"""A person's words as what can be looked for: the words that decide, all that each may mean, and the names that stand there.

Each word stands for every spelling of it that occurs and for what the synonyms make of it, and weighs the more the fewer
entries have it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from math import log
from typing import NamedTuple

from twitchref.lookup.question import FILLER, deciding_words, talk_in, words_of
from twitchref.model import WHOLE_BODY
from twitchref.store.reader import Store
from twitchref.words import distance, fold, fold_word, plain_words

# How far a word may be from the one that is meant (tests/lookup/test_ablation.py).
_SHORTEST = 5  # letters of a word that may be corrected
_CONSONANTS = 4  # of so many, all of them right, two other letters may be wrong
_SHORT = 3  # letters of a word that the stemmer may take for another: to it `ate` is `at`


class Wanted(NamedTuple):
    """A word of the query, what it may mean, the full-text expression for that, and the entries that have it.

    `idle` is a word for a place or a twitch, which is in most of what is asked; `plain` one that is not often said of other things.
    """

    word: str
    idle: bool
    plain: bool
    means: frozenset[str]
    spellings: frozenset[str]
    expression: str
    worth: dict[int, float]  # by entry
    names: frozenset[int]  # the entries that have it in a name
    weight: float


class NameInQuery(NamedTuple):
    """A name of an entry all of whose words that decide stand in the query; `share` is how much of the whole name does.

    `words` are those of the query that it takes in, a site's also those for a twitch; `length` counts its own.
    """

    entry: int
    words: frozenset[str]
    share: float
    telling: bool
    length: int


class Query(NamedTuple):
    """The words of a query that decide, those of them that occur, and the names that stand in it.

    `strange` are words that stand in a run which is said of other things, `twitch` words for a twitch; `off_topic` is a query with a
    word that nobody types who means anything here.
    """

    wanted: dict[str, Wanted]
    known: list[Wanted]
    names: list[NameInQuery]
    strange: frozenset[str]
    twitch: frozenset[str]
    off_topic: bool


def respaced(store: Store, words: list[str]) -> list[str]:
    """The words with the spaces that our names have: `eyestrain` is eye strain, `b 12` is b12."""
    spans = {"".join(words[start : start + length]): (start, length) for length in (3, 2, 1) for start in range(len(words) - length + 1)}
    rows = store.rows_among("SELECT text, key FROM name_keys JOIN names USING (name) WHERE key IN (?)", spans)
    found = {spans[key]: parts for text, key in rows if len(parts := words_of(text)) != spans[key][1]}
    respelt = list(words)
    free = [True] * len(words)
    for start, length in sorted(found, key=lambda span: (-span[1], span[0])):  # the longest name first, each word once
        if all(free[start : start + length]):
            free[start : start + length] = [False] * length
            respelt[start : start + length] = [" ".join(found[start, length])] + [""] * (length - 1)
    return " ".join(respelt).split()


def understood(store: Store, words: list[str]) -> Query:
    """The words as the store knows them."""
    ((entries,),) = store.rows("SELECT count(*) FROM entries")
    folded = list(map(fold_word, words))
    deciding = list(deciding_words(words).values())
    if not deciding:  # a name that is all filler (worry, all over), or two weeks, my baby
        named = store.rows("SELECT name FROM name_keys WHERE key = ? LIMIT 1", "".join(folded))
        deciding = folded if named else talk_in(words)
    means = _means(store, deciding)
    runs = {" ".join(folded[at : at + length]) for length in (2, 3) for at in range(len(folded) - length + 1)}
    lists: defaultdict[str, set[str]] = defaultdict(set)
    asked_of = [*means, *map(fold, chain.from_iterable(means.values())), *runs]
    sql = "SELECT list, word FROM listed WHERE list IN ('twitch', 'beside', 'place', 'alone', 'elsewhere', 'off_topic') AND word IN (?)"
    for name, word in store.rows_among(sql, asked_of):
        lists[name].add(word)
    idle, alone, elsewhere = lists["twitch"] | lists["beside"] | lists["place"], lists["alone"], lists["elsewhere"]
    wanted = {word: _wanted(store, word, means[word], entries, idle, word in alone, word not in elsewhere) for word in means}
    known = [want for want in wanted.values() if want.expression]
    strange = frozenset(word for run in runs & elsewhere for word in run.split())
    names = _names(store, words, known, lists["twitch"] | lists["beside"], strange)
    off_topic = not lists["off_topic"].isdisjoint({*wanted, *runs})
    return Query(wanted, known, names, strange, frozenset(lists["twitch"]), off_topic)


def _wanted(store: Store, word: str, means: list[str], entries: int, idle: set[str], alone: bool, plain: bool) -> Wanted:
    spellings = [spelt for mean in means for spelt in _spellings(store, mean, alone)]
    expression = " OR ".join(f'"{spelt}"' for spelt in dict.fromkeys(spellings))
    worth: dict[int, float] = {}
    names: frozenset[int] = frozenset()
    if expression:
        worth = dict(store.rows("SELECT rowid, -bm25(pages) FROM pages WHERE pages MATCH ?", expression))
        names = frozenset(entry for (entry,) in store.rows("SELECT rowid FROM pages WHERE pages MATCH ?", f"names : ({expression})"))
    if expression and alone:  # to the stemmer of the full text all forms are one
        having = {entry for (entry,) in store.rows("SELECT entry FROM entries WHERE instr(lower(body), ?)", word)}
        worth, names = {entry: worth[entry] for entry in worth if entry in having}, names & having
    weight = log(1 + (entries - len(worth) + 0.5) / (len(worth) + 0.5))
    folded = frozenset(map(fold, means))
    return Wanted(word, alone or not idle.isdisjoint(folded), plain, folded, frozenset(spellings), expression, worth, names, weight)


def forms(store: Store, words: Iterable[str], where: str = "1") -> list[str]:
    """The words that occur and are forms of any of these."""
    sql = f"SELECT spelt FROM words WHERE {where} AND word IN (SELECT rowid FROM word_forms WHERE word_forms MATCH ?)"
    expression = " OR ".join(f'"{plain}"' for word in words for plain in plain_words(word))
    return [spelt for (spelt,) in store.rows(sql, expression)] if expression else []


def _spellings(store: Store, word: str, alone: bool = False) -> list[str]:
    """The words of pages and signs that are forms of this one; of one that is meant as it is, only that one."""
    found = forms(store, [word], "in_page")
    return [spelt for spelt in found if fold_word(spelt) == fold_word(word) or (len(word) > _SHORT and not alone)]


def unknown_words(store: Store, text: str) -> tuple[str, ...]:
    """The words of a text, of those that decide, that no page and no sign has, whatever they may mean."""
    store.whole()
    deciding = deciding_words(words_of(text))
    means = _means(store, deciding.values())
    return tuple(typed for typed, folded in deciding.items() if not any(_spellings(store, mean) for mean in means[folded]))


def _means(store: Store, words: Iterable[str]) -> dict[str, list[str]]:
    """Each of the words with all that it may mean, itself first."""
    means = {word: [word] for word in words}
    for word, mean in store.rows_among("SELECT word, means FROM synonyms WHERE word IN (?)", means):
        means[word].append(mean)
    return means


def _names(store: Store, words: list[str], known: list[Wanted], twitch: set[str], strange: frozenset[str]) -> list[NameInQuery]:
    """The names that stand in the query, in any order; words such as `the` and `syndrome` may be missing from it."""
    typed = set(map(fold_word, words))
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for want in known:
        for mean in want.means:
            meant[mean].add(want.word)
    other = {want.word for want in known if not want.plain}
    idle = twitch.intersection(meant)
    sql = """
        SELECT names.name, entry, kind, folded, telling FROM name_words JOIN names USING (name) JOIN entries USING (entry)
        WHERE word IN (?)
    """
    found = []
    for _, entry, kind, folded, telling in sorted(set(store.rows_among(sql, meant))):
        parts = folded.split()
        if FILLER.issuperset(set(parts).difference(meant)):
            share = sum(part in meant or part in typed for part in parts) / len(parts)
            standing = frozenset(word for part in parts for word in meant.get(part, {part} & typed))
            length = len(standing)
            if kind == "site":
                standing |= frozenset(word for mean in idle for word in meant[mean])
            alone = (len(parts) == 1 and parts[0] in other) or not standing.isdisjoint(strange)
            found.append(NameInQuery(entry, standing, share, bool(telling) and typed.issuperset(parts) and not alone, length))
    if idle and all(want.word in idle for want in known):
        of_body = store.rows("SELECT entry FROM entries WHERE kind = 'site' AND id = ?", WHOLE_BODY)
        found += [NameInQuery(entry, frozenset(want.word for want in known), 1.0, False, 0) for (entry,) in of_body]
    return found


def near_word(store: Store, word: str) -> str | None:
    """The nearest word that stands in a name, of several the one in most names, else one that is said of a sign; it begins with the
    same letter.

    It is one edit away, or two where the consonants are right, of a shorter word two letters that have changed places: a wrong guess
    misleads, so only a close one. A word that is known is not corrected.
    """
    known = "SELECT 1 FROM words WHERE spelt = ? UNION SELECT 1 FROM listed WHERE word = ? AND list IN ('elsewhere', 'off_topic')"
    if len(word) < _SHORTEST - 1 or store.rows(known, word, fold_word(word)):
        return None
    sql = """
        SELECT spelt, in_name, (SELECT count(*) FROM name_words WHERE name_words.word = spelt)
        FROM words WHERE in_name AND spelt >= ? AND spelt < ?
    """
    near, consonants = [], _consonants(word)
    for spelt, in_name, names in store.rows(sql, word[0], word[0] + "\U0010ffff"):
        alike = len(consonants) >= _CONSONANTS and consonants == _consonants(spelt)
        limit = 2 if alike else 1
        turned = len(word) >= _SHORTEST or sorted(word) == sorted(spelt)
        if turned and (edits := distance(word, spelt, limit)) <= limit:
            near.append((-in_name, edits, -names, spelt))
    return min(near)[-1] if near else None


def _consonants(word: str) -> str:
    """What people keep of a word they misspell: it is vowels and doubled letters that they get wrong."""
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyh]", "", word.replace("ph", "f").replace("k", "c")))
