"""Entries whose text matches a person's words, best text match first. It ranks text, never a person.

A query is cut down to the words that decide (question.py). Each stands for every spelling of it that occurs, and for
what the synonyms make of it. An entry is a hit when it has enough of the words; names count over summaries over other
claims (bm25, computed by SQLite). Only where nothing matches are words corrected, and the answer says so.
"""

from typing import NamedTuple

from twitchref.answer import Hit, Hits, Match, Nothing
from twitchref.fold import distance, fold_word
from twitchref.model import Kind
from twitchref.names import contained, near_rows, tolerance
from twitchref.question import content_words, folded_words
from twitchref.store import Store

MAX_MATCHES = 3  # passages shown of one entry
_WEIGHTS = "10.0, 3.0, 1.0"  # names, summary, claims
_MARKS = ("\x01", "\x02")  # cannot occur in the data: the loader refuses control characters


class _Term(NamedTuple):
    """A word of the query with the full-text expression for all its spellings and synonyms, and whether it occurs at all."""

    word: str
    expression: str
    known: bool


def search(store: Store, query: str, limit: int = 10, kind: Kind | None = None) -> Hits | Nothing:
    """The entries that match the query as typed; failing that, as corrected; failing that, nothing."""
    words = content_words(query)
    terms = [_term(store, word) for word in words]
    if hits := _hits(store, terms, folded_words(query), limit, kind):
        return Hits(query, None, hits)
    mended = {term.word: near for term in terms if not term.known and (near := _near_word(store, term.word))}
    if mended:
        corrected = [mended.get(word, word) for word in words]
        if hits := _hits(
            store, [_term(store, fold_word(word)) for word in corrected], [fold_word(word) for word in corrected], limit, kind
        ):
            return Hits(query, " ".join(corrected), hits)
    return Nothing(query)


def _term(store: Store, word: str) -> _Term:
    means = [word, *(mean for (mean,) in store.rows("SELECT means FROM synonyms WHERE word = ?", word))]
    spellings = dict.fromkeys(means)
    for mean in means:
        spellings |= dict.fromkeys(spelt for (spelt,) in store.rows("SELECT squashed FROM words WHERE folded = ?", fold_word(mean)))
    expression = " OR ".join(f'"{spelt}"' for spelt in spellings)
    return _Term(word, expression, bool(store.rows("SELECT rowid FROM pages WHERE pages MATCH ? LIMIT 1", expression)))


def _near_word(store: Store, word: str) -> str | None:
    """The nearest word that stands in a name and begins with the same letter; a wrong guess misleads, so only a close one."""
    limit = min(1 if len(word) < 8 else 2, tolerance(word)) if len(word) > 4 else 0
    if not limit:
        return None
    near = [
        (edits, spelt)
        for spelt, in_name in near_rows(store, "SELECT squashed, in_name FROM words", word, limit)
        if in_name and len(spelt) > 3 and spelt[0] == word[0] and (edits := distance(word, spelt, limit)) <= limit
    ]
    return min(near)[1] if near else None


def _hits(store: Store, terms: list[_Term], words: list[str], limit: int, kind: Kind | None) -> tuple[Hit, ...]:
    known = [term for term in terms if term.known]
    strangers = len(terms) - len(known)
    # A query most of whose words occur nowhere here is about something else: magnesium alloy wheels.
    if len(known) <= strangers and not (len(known) >= 2 and 2 * len(known) >= strangers):
        return ()
    named: dict[tuple[str, str], int] = {}
    for row, length in contained(store, words):
        if set(row[4].split()) & {term.word for term in known}:
            named[row[0], row[1]] = max(length, named.get((row[0], row[1]), 0))
    ranked = []
    for entry, row_kind, id_, name, frequency, first, last, matched, score in _ranked(store, known, kind, max(50, 3 * limit)):
        by_name = named.get((row_kind, id_), 0)
        if 2 * matched >= len(known) and (matched >= min(2, len(known)) or by_name):
            ranked.append((-(score + 4 * by_name) * matched / len(known), entry, row_kind, id_, name, frequency, first, last))
    ranked.sort()
    expression = " OR ".join(term.expression for term in known)
    return tuple(
        Hit(row_kind, id_, name, frequency, _matches(store, expression, first, last))
        for _, _, row_kind, id_, name, frequency, first, last in ranked[:limit]
    )


def _ranked(
    store: Store, terms: list[_Term], kind: Kind | None, most: int
) -> list[tuple[int, Kind, str, str, str | None, int, int, int, float]]:
    """Entries with any of the terms: how many they have, and the sum of what each term is worth there."""
    each = f"SELECT rowid, -bm25(pages, {_WEIGHTS}) FROM pages WHERE pages MATCH ?"
    of_kind = "WHERE entry IN (SELECT entry FROM entries WHERE kind = ?)" if kind else ""
    sql = f"""
        WITH worth (entry, worth) AS MATERIALIZED ({" UNION ALL ".join([each] * len(terms))}),
        best (entry, matched, score) AS MATERIALIZED (
            SELECT entry, count(*), sum(worth) FROM worth {of_kind} GROUP BY entry ORDER BY count(*) * sum(worth) DESC, entry LIMIT ?
        )
        SELECT entry, kind, id, name, json_extract(body, '$.sites[0].frequency'), first_claim, last_claim, matched, score
        FROM best JOIN entries USING (entry)
    """
    return store.rows(sql, *(term.expression for term in terms), *([kind] if kind else []), most)


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
