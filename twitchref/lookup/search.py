"""Entries whose text matches a person's words, best text match first. It ranks text, never a person.

An entry is a hit when it has enough of the words that decide; names count over summaries over other claims (bm25, computed by
SQLite), and a name that stands whole in the query counts most. Only where nothing matches are words corrected, and the answer
says so.
"""

from collections import defaultdict
from collections.abc import Iterable

from twitchref.answer import Hit, Hits, Match, Nothing
from twitchref.lookup.query import Query, near_word, respaced, understood
from twitchref.lookup.question import content, words_of
from twitchref.model import Kind
from twitchref.store.reader import Store
from twitchref.words import fold_word

MAX_MATCHES = 3  # passages shown of one entry
_MARKS = ("\x01", "\x02")  # cannot occur in the data: the loader refuses control characters

# What makes the order. Half or double of any of these moves few queries (tests/relevance.py).
_NAMED = 8  # a name that stands whole in the query, by the weight of its words
_WITHIN = 0.3  # of that for a name within a longer one that stands there too: leg in restless legs
_EXACT = 5  # a name that is all of the query
_COMMON = 8  # a word in the names of so many entries is one of ours


def search(store: Store, query: str, limit: int = 10, kind: Kind | None = None) -> Hits | Nothing:
    """The entries that match the query as typed; failing that, as corrected; failing that, nothing."""
    words = respaced(store, words_of(query))
    asked = understood(store, words)
    if hits := _hits(store, asked, limit, kind):
        return Hits(query, None, hits)
    unknown = [typed for typed, folded in content(words).items() if not asked.wanted[folded].worth]
    mended = {typed: near for typed in unknown if (near := near_word(store, typed))}
    if mended and len(mended) == len(unknown):
        corrected = [mended.get(word, word) for word in words]
        if hits := _hits(store, understood(store, corrected), limit, kind, frozenset(map(fold_word, mended.values()))):
            return Hits(query, " ".join(corrected), hits)
    return Nothing(query)


def _hits(store: Store, asked: Query, limit: int, kind: Kind | None, mended: frozenset[str] = frozenset()) -> tuple[Hit, ...]:
    """The best hits. For corrected words: only entries that have every word, the corrected ones in a name."""
    if not _ours(asked):
        return ()
    scores = _scores(asked)
    if mended:
        scores = {
            entry: score
            for entry, score in scores.items()
            if all(entry in want.worth for want in asked.wanted.values()) and all(entry in asked.wanted[word].names for word in mended)
        }
    sql = "SELECT entry, kind, id, name, frequency, first_claim, last_claim FROM entries WHERE entry = ?"
    best = (store.rows(sql, entry)[0] for entry in sorted(scores, key=lambda entry: (-scores[entry], entry)))
    expression = " OR ".join(want.expression for want in asked.known)
    hits = []
    for _, row_kind, id_, name, frequency, first, last in best:
        if kind in (None, row_kind):
            hits.append(Hit(row_kind, id_, name, frequency, _matches(store, expression, first, last)))
        if len(hits) == limit:
            break
    return tuple(hits)


def _ours(asked: Query) -> bool:
    """Whether the query is about what we have at all: magnesium alloy wheels is not. Words that are in no name tell nothing."""
    in_names = [want for want in asked.known if want.names]
    strangers = len(asked.wanted) - len(asked.known)
    if len(asked.wanted) == 1 or not strangers or len(in_names) > strangers or any(name.telling for name in asked.names):
        return bool(asked.known)
    return len(in_names) == strangers > 1 and any(len(want.names) >= _COMMON for want in in_names)


def _scores(asked: Query) -> dict[int, float]:
    """What the text of each entry is worth that has enough of the words, or a telling name, whatever else is asked."""
    weights = defaultdict(lambda: 1.0, {word: want.weight for word, want in asked.wanted.items()})  # 1 for filler in a name
    telling = {name.entry for name in asked.names if name.telling}
    outer, inner, exact = _shares(asked)
    scores = {}
    for entry in {entry for want in asked.known for entry in want.worth}:
        matched = [want for want in asked.known if entry in want.worth]
        by_name = {word for word, share in outer[entry].items() if share >= 0.5} & asked.wanted.keys()
        enough = 5 * len(matched) >= 2 * len(asked.wanted) or _weight(by_name, weights) >= 0.6 * _weight(asked.wanted, weights)
        in_name = any(entry in want.names for want in matched) or len(matched) == len(asked.wanted)
        if (enough and in_name) or entry in telling:
            named = sum(weights[word] * share**2 for word, share in outer[entry].items())
            within = sum(weights[word] * share**2 for word, share in inner[entry].items() if word not in outer[entry])
            score = sum(want.worth[entry] for want in matched) + _NAMED * (named + _WITHIN * within) + _EXACT * exact[entry] ** 2
            covered = sum(want.weight for want in matched) / sum(want.weight for want in asked.known)
            scores[entry] = score if entry in telling else score * covered**0.5
    return scores


def _weight(words: Iterable[str], weights: dict[str, float]) -> float:
    return sum(weights[word] for word in words)


_Shares = defaultdict[int, dict[str, float]]


def _shares(asked: Query) -> tuple[_Shares, _Shares, defaultdict[int, float]]:
    """By entry: each word that stands in a name of it, in a name within a longer one, and in one that is all of the query.

    With each, the greatest share of such a name that stands in the query.
    """
    longest = {name.words for name in asked.names if name.share > 0.6}
    outer: _Shares = defaultdict(dict)
    inner: _Shares = defaultdict(dict)
    exact: defaultdict[int, float] = defaultdict(float)
    for entry, words, share, _ in asked.names:
        part = inner if any(words < other for other in longest) else outer
        part[entry].update((word, max(share, part[entry].get(word, 0.0))) for word in words)
        if words >= asked.wanted.keys():
            exact[entry] = max(share, exact[entry])
    return outer, inner, exact


def _matches(store: Store, expression: str, first: int, last: int) -> tuple[Match, ...]:
    """The entry's passages that match: those with most of the words first, then those that say least besides."""
    sql = "SELECT section, highlight(claims, 1, ?, ?) FROM claims WHERE claims MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid"
    found = [_spans(section, marked) for section, marked in store.rows(sql, *_MARKS, expression, first, last)]
    claims = [match for match in found if match.section != "names"] or found
    return tuple(sorted(claims, key=_distance_from_the_point)[:MAX_MATCHES])


def _distance_from_the_point(match: Match) -> tuple[int, float]:
    words = [match.text[start:end].casefold() for start, end in match.spans]
    return -len(set(words)), -sum(map(len, words)) / len(match.text)


def _spans(section: str, marked: str) -> Match:
    """The passage without its marks, and where they stood."""
    text = ""
    spans = []
    for number, piece in enumerate(marked.replace(_MARKS[1], _MARKS[0]).split(_MARKS[0])):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return Match(section, text, tuple(spans))
