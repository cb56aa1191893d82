"""A person's words as what can be looked for: the words that decide, all that each may mean, and the names that stand there.

Each word stands for every spelling of it that occurs and for what the synonyms make of it, and weighs the more the fewer
entries have it.
"""

import re
from collections import defaultdict
from math import log
from typing import NamedTuple

from twitchref.lookup.question import FILLER, content, words_of
from twitchref.store.reader import Store
from twitchref.words import distance, fold_word

_COLUMNS = "10.0, 3.0, 1.0"  # what bm25 counts a word in the names, the summary and the other claims of an entry


class Wanted(NamedTuple):
    """A word of the query, what it may mean, the full-text expression for that, and the entries that have it."""

    word: str
    means: frozenset[str]
    expression: str
    worth: dict[int, float]  # by entry
    names: frozenset[int]  # the entries that have it in a name
    weight: float


class Standing(NamedTuple):
    """A name of an entry all of whose words that decide stand in the query; `share` is how much of the whole name does."""

    entry: int
    words: frozenset[str]
    share: float
    telling: bool


class Query(NamedTuple):
    """The words of a query, those that decide as wanted, and the names that stand in it."""

    words: list[str]
    wanted: dict[str, Wanted]
    known: list[Wanted]
    names: list[Standing]


def respaced(store: Store, words: list[str]) -> list[str]:
    """The words with the spaces that our names have: `eyestrain` is eye strain, `b 12` is b12."""
    spans = {"".join(words[start : start + length]): (start, length) for length in (3, 2, 1) for start in range(len(words) - length + 1)}
    found: dict[tuple[int, int], list[str]] = {}
    for text, squashed in store.rows_among("SELECT text, squashed FROM names WHERE squashed IN (?)", spans):
        start, length = spans[squashed]
        found.setdefault((start, length), words_of(text))
        if words_of(text) == words[start : start + length]:
            found[start, length] = words_of(text)
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
    deciding = list(content(words).values())
    if not deciding and store.rows("SELECT name FROM names WHERE folded = ? LIMIT 1", " ".join(folded)):
        deciding = folded  # a name that is all filler: worry, all over
    wanted = {word: _wanted(store, word, entries) for word in dict.fromkeys(deciding)}
    known = [want for want in wanted.values() if want.worth]
    return Query(words, wanted, known, _names(store, words, known))


def _wanted(store: Store, word: str, entries: int) -> Wanted:
    means = [word, *(mean for (mean,) in store.rows("SELECT means FROM synonyms WHERE word = ?", word))]
    folded = list(map(fold_word, means))
    spellings = [spelt for (spelt,) in store.rows_among("SELECT squashed FROM words WHERE folded IN (?)", folded)]
    expression = " OR ".join(f'"{spelt}"' for spelt in dict.fromkeys([*means, *spellings]))
    worth: dict[int, float] = {}
    names: frozenset[int] = frozenset()
    if spellings or len(word) > 3:  # a short word that occurs nowhere may yet have the stem of another: `ate` is `at`
        worth = dict(store.rows(f"SELECT rowid, -bm25(pages, {_COLUMNS}) FROM pages WHERE pages MATCH ?", expression))
        names = frozenset(entry for (entry,) in store.rows("SELECT rowid FROM pages WHERE pages MATCH ?", f"names : ({expression})"))
    return Wanted(word, frozenset(folded), expression, worth, names, log(1 + (entries - len(worth) + 0.5) / (len(worth) + 0.5)))


def _names(store: Store, words: list[str], known: list[Wanted]) -> list[Standing]:
    """The names that stand in the query, in any order; words such as `the` and `syndrome` may be missing from it."""
    typed = set(map(fold_word, words))
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for want in known:
        for mean in want.means:
            meant[mean].add(want.word)
    sql = "SELECT entry, folded, telling FROM names WHERE name IN (SELECT name FROM name_words WHERE word IN (?))"
    found = []
    for entry, folded, telling in dict.fromkeys(store.rows_among(sql, meant)):
        parts = folded.split()
        if all(part in meant or part in FILLER for part in parts):
            share = sum(part in meant or part in typed for part in parts) / len(parts)
            standing = frozenset(word for part in parts for word in meant.get(part, {part} & typed))
            found.append(Standing(entry, standing, share, bool(telling) and typed.issuperset(parts)))
    return found


def near_word(store: Store, word: str) -> str | None:
    """The nearest word that stands in a name and begins with the same letter; a wrong guess misleads, so only a close one."""
    sql = "SELECT squashed FROM words WHERE in_name AND squashed >= ? AND squashed < ?"
    near = []
    for (spelt,) in store.rows(sql, word[0], word[0] + "\U0010ffff"):
        alike = _consonants(word) == _consonants(spelt)
        limit = 2 if len(word) > 7 or (alike and len(_consonants(word)) > 3) else 1 if len(word) > 4 or alike else 0
        if (edits := distance(word, spelt, limit)) <= limit and not FILLER & {spelt, fold_word(spelt)}:
            near.append((edits, spelt))
    return min(near)[1] if near and len(word) > 4 else None


def _consonants(word: str) -> str:
    """What people keep of a word they misspell: it is vowels and doubled letters that they get wrong."""
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyh]", "", word.replace("ph", "f").replace("k", "c")))
