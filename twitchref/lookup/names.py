"""From what a person typed to the entry that is meant: exact, then words, then near; a near one is never shown as exact."""

from collections.abc import Iterable

from twitchref.answer import Candidate, Many, Nothing
from twitchref.lookup.question import content_words, folded_words
from twitchref.model import Kind
from twitchref.store.reader import Store
from twitchref.words import distance, fold, squash

MAX_CANDIDATES = 5
_LONGEST_NAME = 8  # words
_COLUMNS = "SELECT kind, id, entries.name, names.text, names.folded, names.squashed FROM names JOIN entries USING (entry)"

Row = tuple[Kind, str, str, str, str, str]


def resolve(store: Store, kind: Kind, text: str) -> Candidate | Many | Nothing:
    """The one entry of this kind that the text names, or the few it may mean, or nothing."""
    for found in (_exact(store, text), _contained(store, text)):
        here = _candidates(found, kind)
        if len(here) == 1:
            return here[0]
        if here:
            return Many("several", text, tuple(here[:MAX_CANDIDATES]))
        if elsewhere := _candidates(found, None):
            return Many("near", text, tuple(elsewhere[:MAX_CANDIDATES]))
    by_words = _candidates(_by_words(store, content_words(text)), kind)
    if len(by_words) == 1:
        return by_words[0]
    if by_words:
        return Many("several", text, tuple(by_words[:MAX_CANDIDATES]))
    near = _candidates(_near(store, text), kind) or _candidates(_partly(store, text), kind)
    return Many("near", text, tuple(near[:MAX_CANDIDATES])) if near else Nothing(text)


def _candidates(rows: Iterable[Row], kind: Kind | None) -> list[Candidate]:
    """Each entry once, by its first row; a name that only differs from the entry's own in spelling is shown as that."""
    found: dict[tuple[str, str], Candidate] = {}
    for row_kind, id_, name, matched, *_ in rows:
        if kind in (None, row_kind):
            found.setdefault((row_kind, id_), Candidate(row_kind, id_, name, matched))
    return list(found.values())


def _exact(store: Store, text: str) -> list[Row]:
    """Names that are the same when folded, or when spaces and hyphens are left out."""
    return store.rows(f"{_COLUMNS} WHERE folded = ? OR squashed = ? ORDER BY names.name", fold(text), squash(text))


def contained(store: Store, words: list[str]) -> list[tuple[Row, int]]:
    """Names that stand whole among these folded words, longest first, each with how many words it has."""
    phrases = {
        " ".join(words[start:end]): end - start
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + _LONGEST_NAME) + 1)
    }
    rows: list[Row] = store.rows_among(f"{_COLUMNS} WHERE folded IN (?) ORDER BY names.name", phrases)
    return sorted(((row, phrases[row[4]]) for row in rows), key=lambda pair: -pair[1])


def _contained(store: Store, text: str) -> list[Row]:
    """The longest names within the text, where every other word is filler: `my left ear`, `lack of magnesium`."""
    content = set(content_words(text))
    found = contained(store, folded_words(text))
    longest = [row for row, length in found if found and length == found[0][1]]
    return [row for row in longest if content and content <= set(row[4].split())]


def _by_words(store: Store, words: list[str]) -> list[Row]:
    """Names that have all these words, the last one perhaps only begun, shortest name first; part of a code is another code."""
    if not words:
        return []
    *whole, last = words
    sql = f"{_COLUMNS} WHERE register != 'code' AND names.name IN (SELECT name FROM name_words WHERE word >= ? AND word < ?)"
    values = [last, last + "\U0010ffff"] if len(last) >= 3 else [last, last + "\0"]
    for word in whole:
        sql += " AND names.name IN (SELECT name FROM name_words WHERE word = ?)"
        values.append(word)
    rows: list[Row] = store.rows(f"{sql} ORDER BY length(folded), names.name", *values)
    return [row for row in rows if last in row[4].split()] or rows


def _partly(store: Store, text: str) -> list[Row]:
    """Names within the text that make up at least half of the words that matter: near, never exact."""
    content = content_words(text)
    found = contained(store, folded_words(text))
    return [row for row, length in found if 2 * len(set(content) & set(row[4].split())) >= len(content)]


def _near(store: Store, text: str) -> list[Row]:
    """Names within a few edits of the text, nearest first; short texts have no near names."""
    typed = squash(text[:100])
    limit = tolerance(typed)
    if not limit:
        return []
    rows = _near_rows(store, typed, limit)
    measured = sorted((distance(typed, row[5], limit), abs(len(row[5]) - len(typed)), row[3], row) for row in rows)
    return [row for edits, _, _, row in measured if edits <= limit]


def tolerance(word: str) -> int:
    """How many edits away a name or word may be from what was typed: none below four letters, two from nine on."""
    return 0 if len(word) < 4 else 1 if len(word) < 9 else 2


def _near_rows(store: Store, typed: str, limit: int) -> list[Row]:
    """Names that may be within `limit` edits: one edit, or a swap at the middle, leaves a half whole.

    For a second edit the search is widened to what shares the first three letters. A code near another is another code.
    """
    select = f"{_COLUMNS} WHERE register != 'code' AND"
    found: dict[Row, None] = {}
    swapped = (typed[: n - 1] + typed[n] + typed[n - 1] + typed[n + 1 :] for n in _middles(len(typed)))
    for variant in (typed, *swapped):
        for length in (len(typed) - 1, len(typed), len(typed) + 1):
            head, tail = variant[: length // 2], variant[len(variant) - (length - length // 2) :]
            found |= dict.fromkeys(store.rows(f"{select} (head = ? OR tail = ?)", head, tail))
    if limit > 1:
        start = typed[:3]
        found |= dict.fromkeys(store.rows(f"{select} squashed >= ? AND squashed < ?", start, start + "\U0010ffff"))
    return list(found)


def _middles(length: int) -> range:
    """Where a swap can straddle the middle of a name of this length or one off."""
    middle = length // 2
    return range(max(1, middle - 1), min(length, middle + 2))
