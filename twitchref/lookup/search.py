"""Signs, and entries whose text matches a person's words, best text match first. It ranks text, never a person.

An entry is a hit when it has enough of the words that decide; it is worth what bm25 (computed by SQLite) makes of its text, and the
words of its names that stand whole in the query once more; a rare disease that the query does not name, half of that. What is all
that the query asks for, by its name, stands first. A word that no page has is corrected where an entry has all that is then asked;
where nothing matches, the whole is corrected to the nearest name. The answer says so.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import accumulate
from typing import get_args

from twitchref.answer import Hits, Nothing
from twitchref.lookup import signs
from twitchref.lookup.codes import as_code
from twitchref.lookup.names import misspelt
from twitchref.lookup.query import Query, near_word, respaced, understood
from twitchref.lookup.question import asks_for_help, deciding_words, with_ages, words_of
from twitchref.model import WHOLE_BODY, Frequency, Kind
from twitchref.rows import Hit, Match
from twitchref.store.reader import Store
from twitchref.words import fold_word, words_in

MAX_MATCHES = 3  # passages shown of one entry

# What makes the order. Half or double of any of these loses what people mean (tests/lookup/test_ablation.py).
_NAMED = 4  # a name that stands whole in the query, by the weight of its words
_RARE = 0.5  # what a rare disease counts that the query does not name
_ENOUGH = 0.4  # of the words that decide, an entry has at least so many


def search(store: Store, query: str, limit: int = 10, kind: Kind | None = None) -> Hits | Nothing:
    """The signs and entries that match the query, with its misspelt words corrected where that finds an entry for all of it; or nothing.

    Raises ValueError where `limit` is below 1 or there is no such kind.
    """
    if limit < 1:
        raise ValueError(f"limit is {limit}; it must be at least 1")
    if kind not in (None, *get_args(Kind)):
        raise ValueError(f"there is no kind {kind!r}; the kinds are {', '.join(get_args(Kind))}")
    store.whole()
    found = _found(store, query, limit, kind)
    if isinstance(found, Nothing) and (name := misspelt(store, query)) and isinstance(meant := _found(store, name, limit, kind), Hits):
        return meant._replace(query=query, corrected=name, unknown_words=found.unknown_words)
    return found


def _found(store: Store, query: str, limit: int, kind: Kind | None) -> Hits | Nothing:
    """What matches the words, the misspelt ones corrected."""
    if code := as_code(query):
        return _of_code(store, query, code, kind)
    words = respaced(store, words_of(with_ages(query)))
    asked = understood(store, words)
    unknown = [typed for typed, folded in deciding_words(words).items() if not asked.wanted[folded].expression]
    mended = {typed: near for typed in unknown if (near := near_word(store, typed))}
    on_topic = _on_topic(asked, bool(mended))
    hits = _hits(store, asked, limit, kind) if on_topic else ()
    corrected = [mended.get(word, word) for word in words]
    found = signs.matching(store, asked, [*words_of(query), *corrected], on_topic)
    if not found and asks_for_help(words):
        found = signs.of_page(store, asked, hits)
    if mended:
        asked = understood(store, corrected)
        corrected_words = asked.wanted.keys() & set(map(fold_word, mended.values()))
        if corrected_words and _on_topic(asked, True) and (better := _hits(store, asked, limit, kind, corrected_words)):
            return Hits(query, " ".join(corrected), tuple(unknown), found or signs.matching(store, asked, corrected, True), better)
    return Hits(query, None, tuple(unknown), found, hits) if found or hits else Nothing(query, tuple(unknown))


def _of_code(store: Store, query: str, code: str, kind: Kind | None) -> Hits | Nothing:
    """The entry that has the code, which is another thing than one near it."""
    sql = "SELECT kind, id, entries.name, frequency, text FROM name_keys JOIN names USING (name) JOIN entries USING (entry) WHERE key = ?"
    rows = [row for row in store.rows(sql, code) if kind in (None, row[0])]
    hits = tuple(Hit(of, id_, name, often, (Match("names", text, ((0, len(text)),)),)) for of, id_, name, often, text in rows)
    return Hits(query, None, (), (), hits) if hits else Nothing(query)


def _hits(store: Store, asked: Query, limit: int, kind: Kind | None, mended: Set[str] = frozenset()) -> tuple[Hit, ...]:
    """The best hits. For corrected words: only entries that have every word that any has, the corrected ones in a name."""
    scores = _scores(store, asked)
    if mended:
        scores = {
            entry: score
            for entry, score in scores.items()
            if all(entry in want.worth for want in asked.known) and all(entry in asked.wanted[word].names for word in mended)
        }
    rows = store.rows_among("SELECT entry, kind, id, name, frequency FROM entries WHERE entry IN (?)", scores)
    in_a_name = _in_a_name(asked)
    scores |= {row[0]: scores[row[0]] * _RARE for row in rows if row[4] == "rare" and row[0] not in in_a_name}
    rank = {frequency: place for place, frequency in enumerate(get_args(Frequency))}
    named = _asked_by_name(asked)
    first = {row[0] for row in rows if row[0] in named and row[2] != WHOLE_BODY}  # of the whole body anything may be said
    best = sorted(rows, key=lambda row: (row[0] not in first, -scores[row[0]], rank.get(row[4], 0), row[0]))
    spellings = frozenset().union(*(want.spellings for want in asked.known))
    typed = frozenset(spelt for spelt in spellings if fold_word(spelt) in asked.wanted)
    shown = [row for row in best if kind in (None, row[1])][:limit]
    passages = store.passages(row[0] for row in shown)
    matches = _matches([passages[row[0]] for row in shown], spellings, typed)
    return tuple(Hit(of, id_, name, often, found) for (_, of, id_, name, often), found in zip(shown, matches, strict=True))


def _on_topic(asked: Query, misspelt: bool = False) -> bool:
    """Whether the query is about what we have at all: magnesium alloy wheels is not, nor is an iron maiden or a coffee table.

    No query is that has a word of other things, such as a recipe.
    Strange are words that no page has, and those often said of other things that are no name of ours here, or that stand in a run of
    words which is said of them (guitar neck). Of the others more stand in names, or as many, two at least; one is enough beside one
    that no page has and that is no misspelling, where it is a whole name that is seldom said of other things: magnesium citrate.
    """
    if asked.off_topic:
        return False
    whole = {word for name in asked.names if name.share == 1 for word in name.words}
    ours = [want for want in asked.known if (want.plain or want.word in whole) and want.word not in asked.strange]
    strangers = len(asked.wanted) - len(ours)
    if not strangers or any(name.telling for name in asked.names):
        return bool(asked.known)
    in_names = [want for want in ours if want.names]
    if strangers == len(in_names) == 1 and not misspelt:
        said_of_others = any(not want.plain and want not in ours for want in asked.wanted.values())
        return in_names[0].plain and in_names[0].word in whole and not said_of_others
    return len(in_names) > strangers or len(in_names) == strangers > 1


def _asked_by_name(asked: Query) -> set[int]:
    """The entries a name of which takes in all that is asked; where several are, those with the longest: long covid is not covid."""
    whole = [name for name in asked.names if name.share == 1 and name.words >= asked.wanted.keys() and name.length]
    longest = max((name.length for name in whole), default=0)
    return {name.entry for name in whole if name.length == longest}


def _scores(store: Store, asked: Query) -> dict[int, float]:
    """What the text of each entry is worth that has enough of the words, or a telling name, whatever else is asked; rare or not."""
    weights = defaultdict(lambda: 1.0, {word: want.weight for word, want in asked.wanted.items()})  # 1 for filler in a name
    telling = {name.entry for name in asked.names if name.telling}
    shares: defaultdict[int, dict[str, float]] = defaultdict(dict)  # by entry, each word in a name with the share of it that stands here
    whole = [name for name in asked.names if name.share == 1]
    mere = asked.twitch if any(not name.words <= asked.twitch for name in whole) else frozenset()
    for entry, words, share, *_ in asked.names:
        if words <= mere:
            continue  # kratom makes me jerk: the other name tells more
        shares[entry].update((word, max(share, shares[entry].get(word, 0.0))) for word in words)
    worth: defaultdict[int, list[float]] = defaultdict(list)
    for want in asked.known:
        for entry, of_word in want.worth.items():
            worth[entry].append(of_word)
    in_name = frozenset[int]().union(*(want.names for want in asked.known))
    scores = {}
    for entry, of_words in worth.items():
        enough = len(of_words) >= _ENOUGH * len(asked.wanted) and (entry in in_name or len(of_words) == len(asked.wanted))
        if enough or entry in telling:
            in_names = sum(weights[word] * share for word, share in shares[entry].items()) if entry in shares else 0
            scores[entry] = sum(of_words) + _NAMED * in_names
    return scores


def _in_a_name(asked: Query) -> set[int]:
    """The entries a whole name of which stands in the query, or that have one of its words in a name; not one in most of what is asked."""
    whole = {name.entry for name in asked.names if name.share == 1}
    return whole.union(*(want.names for want in asked.known if not want.idle))


def _matches(entries: list[list[tuple[str, str]]], spellings: frozenset[str], typed: frozenset[str]) -> list[tuple[Match, ...]]:
    """The claims of each entry that match, or else its names: those with most of the words as typed first, then in any form; then those
    that say least besides.
    """
    found = _marked([[passage for passage in passages if passage[0] != "names"] for passages in entries], spellings)
    named = [[] if matches else passages for passages, matches in zip(entries, found, strict=True)]
    found = [matches or names for matches, names in zip(found, _marked(named, spellings), strict=True)]
    return [tuple(sorted(matches, key=lambda match: _distance_from_the_point(match, typed))[:MAX_MATCHES]) for matches in found]


def _marked(entries: list[list[tuple[str, str]]], spellings: frozenset[str]) -> list[list[Match]]:
    """The passages of each entry that have one of the words."""
    spans = _spans([text for passages in entries for _, text in passages], spellings)
    return [[Match(*passage, tuple(marked)) for passage in passages if (marked := next(spans))] for passages in entries]


def _spans(texts: list[str], spellings: frozenset[str]) -> Iterator[list[tuple[int, int]]]:
    """Where the words stand in each text; with or without an apostrophe before their last letter."""
    found: list[list[tuple[int, int]]] = [[] for _ in texts]
    plain = [text if text.isascii() else " " * len(text) for text in texts]  # nearly every one, and many at once are quick
    starts = list(accumulate((len(text) + 1 for text in plain), initial=0))
    whole = "\n".join(["", *plain, ""]).lower()  # so that every word has a neighbour
    places = []
    for spelt in (*spellings, *(f"{spelt[:-1]}'{spelt[-1]}" for spelt in spellings if spelt[-1] in "st")):
        at = whole.find(spelt)  # one word after the other is quicker than a pattern of them all
        while at >= 0:
            end = at + len(spelt)
            if not (whole[at - 1].isalnum() or whole[end].isalnum()):
                places.append((at - 1, end - 1))
            at = whole.find(spelt, end)
    last = 0
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= last:  # the longest where two begin: baby's before baby
            number = bisect_right(starts, start) - 1
            found[number].append((start - starts[number], end - starts[number]))
            last = end
    for number, text in enumerate(texts):
        if text is not plain[number]:
            found[number] = [span for word, span in words_in(text) if word in spellings]
    return iter(found)


def _distance_from_the_point(match: Match, typed: frozenset[str]) -> tuple[int, int, bool, float]:
    words = [match.text[start:end].casefold().replace("'", "") for start, end in match.spans]
    rare = match.section == "rarer_diseases"
    return -len(typed.intersection(words)), -len(set(words)), rare, -sum(map(len, words)) / len(match.text)
