"""Entries whose text matches a person's words, best text match first. It ranks text, never a person.

An entry is a hit when it has enough of the words that decide; it is worth what bm25 (computed by SQLite) makes of its text, and the
words of its names that stand whole in the query once more. Only where nothing matches are words corrected, and the answer says so.
"""

import re
from collections import defaultdict

from twitchref.answer import Hits, Nothing
from twitchref.lookup.query import Query, near_word, respaced, understood
from twitchref.lookup.question import deciding_words, words_of
from twitchref.model import Kind, Sign
from twitchref.rows import Hit, Match
from twitchref.store.reader import Store
from twitchref.words import fold_word, words_in

MAX_MATCHES = 3  # passages shown of one entry

# What makes the order. Half or double of any of these loses what people mean (tests/lookup/test_ablation.py).
_NAMED = 4  # a name that stands whole in the query, by the weight of its words
_ENOUGH = 0.4  # of the words that decide, an entry has at least so many


def search(store: Store, query: str, limit: int = 10, kind: Kind | None = None) -> Hits | Nothing:
    """The signs and entries that match the query as typed; failing that, as corrected; failing that, nothing."""
    store.whole()
    words = respaced(store, words_of(query))
    asked = understood(store, words)
    unknown = [typed for typed, folded in deciding_words(words).items() if not asked.wanted[folded].expression]
    signs, hits = _signs(store, asked), _hits(store, asked, limit, kind)
    if signs or hits:
        return Hits(query, None, tuple(unknown), signs, hits)
    mended = {typed: near for typed in unknown if (near := near_word(store, typed))}
    if mended:
        corrected = [mended.get(word, word) for word in words]
        asked = understood(store, corrected)
        if hits := _hits(store, asked, limit, kind, frozenset(map(fold_word, mended.values()))):
            return Hits(query, " ".join(corrected), tuple(unknown), _signs(store, asked), hits)
    return Nothing(query, tuple(unknown))


def _signs(store: Store, asked: Query) -> tuple[Sign, ...]:
    """The signs that have all the words that decide and that any sign has."""
    expressions = [f"({want.expression})" for want in asked.wanted.values() if want.expression]
    sql = "SELECT 1 FROM sign_texts WHERE sign_texts MATCH ? LIMIT 1"
    said = [expression for expression in expressions if store.rows(sql, expression)] if _on_topic(asked) else []
    return store.signs_with(" AND ".join(said)) if said else ()


def _hits(store: Store, asked: Query, limit: int, kind: Kind | None, mended: frozenset[str] = frozenset()) -> tuple[Hit, ...]:
    """The best hits. For corrected words: only entries that have every word, the corrected ones in a name."""
    if not _on_topic(asked):
        return ()
    scores = _scores(asked)
    if mended:
        scores = {
            entry: score
            for entry, score in scores.items()
            if all(entry in want.worth for want in asked.wanted.values()) and all(entry in asked.wanted[word].names for word in mended)
        }
    sql = "SELECT kind, id, name, frequency FROM entries WHERE entry = ?"
    best = (store.rows(sql, entry)[0] for entry in sorted(scores, key=lambda entry: (-scores[entry], entry)))
    spellings = frozenset().union(*(want.spellings for want in asked.known))
    pattern = _pattern(spellings)
    hits: list[Hit] = []
    for row_kind, id_, name, frequency in best:
        if kind in (None, row_kind):
            hits.append(Hit(row_kind, id_, name, frequency, _matches(store.passages(row_kind, id_), pattern, spellings)))
            if len(hits) == limit:
                break
    return tuple(hits)


def _on_topic(asked: Query) -> bool:
    """Whether the query is about what we have at all: magnesium alloy wheels is not. Words that are in no name tell nothing."""
    in_names = sum(bool(want.names) for want in asked.known)
    strangers = len(asked.wanted) - len(asked.known)
    if not strangers or any(name.telling for name in asked.names):
        return bool(asked.known)
    return in_names > strangers or in_names == strangers > 1


def _scores(asked: Query) -> dict[int, float]:
    """What the text of each entry is worth that has enough of the words, or a telling name, whatever else is asked."""
    weights = defaultdict(lambda: 1.0, {word: want.weight for word, want in asked.wanted.items()})  # 1 for filler in a name
    telling = {name.entry for name in asked.names if name.telling}
    shares: defaultdict[int, dict[str, float]] = defaultdict(dict)  # by entry, each word in a name with the share of it that stands here
    for entry, words, share, _ in asked.names:
        shares[entry].update((word, max(share, shares[entry].get(word, 0.0))) for word in words)
    scores = {}
    for entry in {entry for want in asked.known for entry in want.worth}:
        matched = [want for want in asked.known if entry in want.worth]
        enough = len(matched) >= _ENOUGH * len(asked.wanted)
        in_name = any(entry in want.names for want in matched) or len(matched) == len(asked.wanted)
        if (enough and in_name) or entry in telling:
            named = sum(weights[word] * share for word, share in shares[entry].items())
            scores[entry] = sum(want.worth[entry] for want in matched) + _NAMED * named
    return scores


def _pattern(spellings: frozenset[str]) -> re.Pattern[str]:
    """Any of the words, in small letters, with or without an apostrophe before its last letter."""
    words = "|".join(f"{spelt[:-1]}'?{spelt[-1]}" if spelt[-1] in "st" else spelt for spelt in sorted(spellings))
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")


def _matches(passages: list[tuple[str, str]], pattern: re.Pattern[str], spellings: frozenset[str]) -> tuple[Match, ...]:
    """The passages that match: those with most of the words first, then those that say least besides."""
    found = [Match(section, text, spans) for section, text in passages if (spans := _spans(text, pattern, spellings))]
    claims = [match for match in found if match.section != "names"] or found
    return tuple(sorted(claims, key=_distance_from_the_point)[:MAX_MATCHES])


def _spans(text: str, pattern: re.Pattern[str], spellings: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in the text."""
    if text.isascii():  # nearly every text, and ten times as quick
        return tuple([found.span() for found in pattern.finditer(text.lower())])
    return tuple(span for word, span in words_in(text) if word in spellings)


def _distance_from_the_point(match: Match) -> tuple[int, float]:
    words = [match.text[start:end].casefold() for start, end in match.spans]
    return -len(set(words)), -sum(map(len, words)) / len(match.text)
