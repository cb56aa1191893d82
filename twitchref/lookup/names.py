"""From what a person typed to the entry that is meant. Only a whole name opens a page; what is part of one, or near one, is an offer."""

from collections.abc import Iterable
from itertools import permutations
from typing import NamedTuple, get_args

from twitchref.answer import Many, Nothing
from twitchref.lookup.question import content_words, folded_words
from twitchref.model import WHOLE_BODY, Kind
from twitchref.rows import Candidate
from twitchref.store.reader import Store
from twitchref.words import distance, fold, plain_words, squash

MAX_CANDIDATES = 5
# What is near a name (tests/lookup/test_ablation.py).
_ONE_EDIT, _TWO_EDITS = 4, 9  # letters from which on a name may be so far from what was typed
_BEGUN = 3  # letters of a word that may be the start of a longer one
_PART = 0.5  # of the words that decide, a name within the text has at least so many

# What it may cost.
_LONGEST_NAME = 8  # words
_SMALL = {"a", "the", "my", "your", "keep"}  # with the words for a twitch, they stand between the words of a name
_MOST_TURNED = 3  # words that may stand in another order than in the name


class Row(NamedTuple):
    """A name of an entry, whose own name is `name`."""

    kind: Kind
    id: str
    name: str
    text: str
    folded: str
    register: str

    @property
    def words(self) -> list[str]:
        """The words of the name, folded."""
        return self.folded.split()


_SELECT = "SELECT kind, id, entries.name, text, folded, register FROM name_keys JOIN names USING (name) JOIN entries USING (entry)"


def resolve(store: Store, kind: Kind, text: str) -> Candidate | Many | Nothing:
    """The one entry of this kind that has the text as a name, or the few that have it, or what may be meant, or nothing."""
    if here := _candidates(_named(store, kind, text)):
        return here[0] if len(here) == 1 else Many("several", text, tuple(here[:MAX_CANDIDATES]))
    elsewhere = (row for other in get_args(Kind) if other != kind for row in _named(store, other, text))
    offers = (elsewhere, _begun(store, kind, text), _near(store, kind, text), _partly(store, kind, text))
    if near := next(filter(None, map(_candidates, offers)), []):
        return Many("near", text, tuple(near[:MAX_CANDIDATES]))
    from twitchref.lookup.query import unknown_words

    return Nothing(text, unknown_words(store, text))


def exact(store: Store, kind: Kind, text: str) -> bool:
    """Whether an entry of this kind is called just that."""
    return bool(_with_keys(store, kind, [squash(text), _key(fold(text))]))


def _candidates(rows: Iterable[Row]) -> list[Candidate]:
    """Each entry once, by its first row."""
    found: dict[tuple[str, str], Candidate] = {}
    for row in rows:
        found.setdefault((row.kind, row.id), Candidate(row.kind, row.id, row.name, row.text))
    return list(found.values())


def _named(store: Store, kind: Kind, text: str) -> list[Row]:
    """The names of this kind that the text is: as it stands, without what decides nothing, or with a word that means the same."""
    exact = _with_keys(store, kind, [squash(text), _key(fold(text))])
    if exact:
        return exact
    words = folded_words(text)
    idle = _twitch_words(store) if kind == "site" else set()
    if found := _within(store, kind, words, idle):
        return found
    if kind == "site" and len(words) > 1 and _twitch_words(store, "NOT beside").intersection(words) and not set(content_words(text)) - idle:
        return _with_keys(store, kind, [_key(WHOLE_BODY)])
    means = store.rows_among("SELECT word, means FROM synonyms WHERE word IN (?)", words)
    return [row for word, mean in means for row in _within(store, kind, [fold(mean) if each == word else each for each in words], idle)]


def _key(name: str) -> str:
    return name.replace(" ", "").replace("-", "")


def _with_keys(store: Store, kind: Kind, keys: Iterable[str]) -> list[Row]:
    rows = store.rows_among(f"{_SELECT} WHERE key IN (?) ORDER BY names.name", keys)
    return [row for row in dict.fromkeys(map(Row._make, rows)) if row.kind == kind]


def _twitch_words(store: Store, which: str = "1") -> set[str]:
    return {word for (word,) in store.rows(f"SELECT word FROM twitch_words WHERE {which}")}


def _content(words: list[str]) -> set[str]:
    return set(content_words(" ".join(words)))


def _within(store: Store, kind: Kind, words: list[str], idle: set[str]) -> list[Row]:
    """The longest names among the folded words where no other of them decides anything: `my left ear`, `lack of magnesium`."""
    content = _content(words) - idle
    if not content and kind != "site":
        return []  # all that there is may be a name, but of a question: `should I worry`
    numbers = {word for word in words if word.isdigit()}  # they decide what a code means
    found = [
        row
        for row in _standing(store, kind, words, idle)
        if content <= set(row.words) and (row.register != "code" or numbers <= set(row.words))
    ]
    longest = max((len(row.words) for row in found), default=0)
    return [row for row in found if len(row.words) == longest]


def _standing(store: Store, kind: Kind, words: list[str], idle: set[str]) -> list[Row]:
    """The names that stand whole among the folded words, in one piece, or in any order where they are all that decides."""
    keys: set[str] = set()
    for given in (words, [word for word in words if word not in idle and word not in _SMALL]):
        length = len(given)
        keys |= {"".join(given[at:end]) for at in range(length) for end in range(at + 1, min(length, at + _LONGEST_NAME) + 1)}
    content = _content(words) - idle
    if len(content) <= _MOST_TURNED:
        keys |= set(map("".join, permutations(content)))
    return _with_keys(store, kind, sorted(keys))


def _begun(store: Store, kind: Kind, text: str) -> list[Row]:
    """Names that have all these words, the last one perhaps only begun, shortest name first; part of a code is another code."""
    *whole, last = content_words(text) or [""]
    typed = (plain_words(text) or [""])[-1]
    begun = typed if fold(typed) == last else last
    if not last:
        return []
    sql = f"{_SELECT} WHERE kind = ? AND register != 'code'" + " AND instr(key, ?)" * len(whole) + " AND (instr(key, ?) OR instr(key, ?))"
    rows = dict.fromkeys(map(Row._make, store.rows(sql, kind, *whole, last, begun)))
    found = []
    for row in rows:
        words = row.words
        starts = [*words, *plain_words(row.text)] if len(begun) >= _BEGUN else []
        if set(whole) <= set(words) and (last in words or any(word.startswith(begun) for word in starts)):
            found.append((len(row.text), row))
    return [row for _, row in sorted(found)]


def _near(store: Store, kind: Kind, text: str) -> list[Row]:
    """Names within a few edits of the text, nearest first; short texts have no near names, and a code near another is another code."""
    typed = squash(text[:100])
    limit = _tolerance(typed)
    if not limit:
        return []
    sql = f"{_SELECT.replace('SELECT', 'SELECT key,')} WHERE kind = ? AND register != 'code' AND length(key) BETWEEN ? AND ?"
    measured = []
    letters = set(typed)
    for key, *row in store.rows(sql, kind, len(typed) - limit, len(typed) + limit):
        if len(letters.symmetric_difference(key)) <= 2 * limit and (edits := distance(typed, key, limit)) <= limit:
            measured.append((edits, Row(*row)))
    return [row for _, row in sorted(measured)]


def _tolerance(word: str) -> int:
    """How many edits away a name may be from what was typed."""
    return (len(word) >= _ONE_EDIT) + (len(word) >= _TWO_EDITS)


def _partly(store: Store, kind: Kind, text: str) -> list[Row]:
    """Names within the text that make up enough of the words that decide."""
    content = set(content_words(text))
    rows = _standing(store, kind, folded_words(text), set())
    return [row for row in rows if len(content & set(row.words)) >= _PART * len(content)]
