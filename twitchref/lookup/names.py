"""From what a person typed to the entry that is meant. Only a whole name opens a page; what is part of one, or near one, is an offer."""

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple, get_args

from twitchref.answer import Many, Nothing
from twitchref.lookup.codes import as_code
from twitchref.lookup.question import content_words, folded_words
from twitchref.model import WHOLE_BODY, Kind
from twitchref.rows import Candidate
from twitchref.store.reader import Store
from twitchref.words import distance, fold, plain_words, squash

MAX_CANDIDATES = 5
_ONE_EDIT, _TWO_EDITS = 4, 9  # letters from which on a name may be so far from what was typed
_BEGUN = 3  # letters of a word that may be the start of a longer one
_PART = 0.5  # of the words that decide, a name within the text has at least so many (all of these: test_ablation.py)
_LONGEST_NAME = 8  # words
_SMALL = {"a", "the", "my", "your", "keep"}  # with the words for a twitch, they stand between the words of a name
_MOST_TURNED = 3  # words that may stand in another order than in the name
KINDS: tuple[Kind, ...] = get_args(Kind)


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


def resolve(store: Store, kinds: Kind | tuple[Kind, ...], text: str, offers: bool = True) -> Candidate | Many | Nothing:
    """The one entry of these kinds that has the text as a name, or the few that have it, or what may be meant, or nothing.

    Without `offers` only names are looked for, which is much quicker where there is none.

    What may be meant are, the nearest first, whole names of another kind, codes above and below one, names that have all the words or
    are a few letters away, names for what is near in meaning, and names within the text; at last what search finds.
    """
    of = (kinds,) if isinstance(kinds, str) else kinds
    if here := _candidates(_named(store, of, text)):
        return here[0] if len(here) == 1 else Many("several", text, tuple(here[:MAX_CANDIDATES]))
    if not offers:
        return Nothing(text)
    elsewhere = _named(store, tuple(kind for kind in KINDS if kind not in of), text)
    if elsewhere:  # and names of these kinds that say all of it, not only the one word
        said = _begun(store, of, text) if len(content_words(text)) > 1 else []
        return Many("near", text, tuple(_candidates([*elsewhere, *said])[:MAX_CANDIDATES]))
    likely = [row for said in _meaning(store, folded_words(text), False) for row in _within(store, of, said)]  # anxiety for fear
    if near := offered(store, of, text) or _first(text, likely, _partly(store, of, text)):
        return near
    from twitchref.lookup.query import unknown_words
    from twitchref.lookup.search import search

    return Nothing(text, unknown_words(store, text), in_text=not isinstance(search(store, text, 1), Nothing))


def offered(store: Store, kinds: tuple[Kind, ...], text: str) -> Many | None:
    """What is offered for the whole of a text: codes above and below one, names that have all its words, or are a few letters away."""
    return _first(text, _codes(store, kinds, text), _begun(store, kinds, text), _near(store, kinds, text))


def _first(text: str, *offers: list[Row]) -> Many | None:
    """The entries of the first offers that there are."""
    near = next(filter(None, map(_candidates, offers)), [])
    return Many("near", text, tuple(near[:MAX_CANDIDATES])) if near else None


def misspelt(store: Store, text: str) -> str | None:
    """The nearest name that is a few letters away from the text and shares a word with it."""
    content = content_words(text)
    near = _near(store, KINDS, text, content) if len(content) > 1 else []
    return next((row.text for row in near if not set(content).isdisjoint(row.words)), None)


def exact(store: Store, kinds: Kind | tuple[Kind, ...], text: str) -> bool:
    """Whether an entry of these kinds is called just that."""
    return bool(_with_keys(store, (kinds,) if isinstance(kinds, str) else kinds, [squash(text), _key(fold(text))]))


def _candidates(rows: Iterable[Row]) -> list[Candidate]:
    """Each entry once, by its first row."""
    found: dict[tuple[str, str], Candidate] = {}
    for row in rows:
        found.setdefault((row.kind, row.id), Candidate(row.kind, row.id, row.name, row.text))
    return list(found.values())


def _named(store: Store, kinds: tuple[Kind, ...], text: str) -> list[Row]:
    """The names of these kinds that the text is: as it stands, without what decides nothing, or with a word that means the same.

    Of several within it the longest is meant: coming off sertraline is coming off antidepressants, not antidepressants.
    """
    if exact := _with_keys(store, kinds, [squash(text), _key(fold(text)), as_code(text)]):
        return exact
    words = folded_words(text)
    if _of_other_things(store, words):
        return []
    meant = [words, *_meaning(store, words, True)]
    if found := _longest([row for said in meant for row in _within(store, kinds, said)]):
        return found
    idle_alone = not set(content_words(text)) - _listed(store, "twitch", "beside")
    if "site" in kinds and len(words) > 1 and idle_alone and _listed(store, "twitch").intersection(words):
        return _with_keys(store, ("site",), [_key(WHOLE_BODY)])
    return []


def _longest(rows: list[Row]) -> list[Row]:
    """Those with most words; the first of them as typed, where it is one, before those by what it means."""
    longest = max((len(row.words) for row in rows), default=0)
    return [row for row in rows if len(row.words) == longest]


def _meaning(store: Store, words: list[str], same: bool) -> list[list[str]]:
    """The folded words, each time with another in place of one: one that means the same, or is only near it."""
    found = store.rows_among("SELECT word, means FROM synonyms WHERE word IN (?) AND same = ?", words, same)
    return [fold(" ".join(means if each == word else each for each in words)).split() for word, means in found]


def _key(name: str) -> str:
    return name.replace(" ", "").replace("-", "")


def _with_keys(store: Store, kinds: tuple[Kind, ...], keys: Iterable[str]) -> list[Row]:
    rows = store.rows_among(f"{_SELECT} WHERE key IN (?) ORDER BY names.name", keys)
    return [row for row in dict.fromkeys(map(Row._make, rows)) if row.kind in kinds]


def _of_other_things(store: Store, words: list[str]) -> bool:
    """Whether two or three of the words in a row are said of other things, or one is of none of ours: `iron man`, a recipe."""
    runs = [" ".join(words[at : at + length]) for length in (1, 2, 3) for at in range(len(words) - length + 1)]
    sql = "SELECT 1 FROM listed WHERE list IN ('off_topic', 'elsewhere') AND word IN (?) AND (list = 'off_topic' OR instr(word, ' '))"
    return bool(store.rows_among(sql, runs))


def _listed(store: Store, *lists: str) -> set[str]:
    return {word for (word,) in store.rows_among("SELECT word FROM listed WHERE list IN (?)", lists)}


def _within(store: Store, kinds: tuple[Kind, ...], words: list[str]) -> list[Row]:
    """The longest names among the folded words where no other of them decides anything: `my left ear`, `lack of magnesium`."""
    found = []
    for kind in kinds:
        idle = _listed(store, "twitch", "beside") if kind == "site" else set()
        content = set(content_words(" ".join(words))) - idle
        if not content and kind != "site":
            continue  # all that there is may be a name, but of a question: `should I worry`
        numbers = {word for word in words if word.isdigit()}  # they decide what a code means
        found += [
            row
            for row in _standing(store, kind, words, idle)
            if content <= set(row.words) and (row.register != "code" or numbers <= set(row.words))
        ]
    return _longest(found)


def _standing(store: Store, kind: Kind, words: list[str], idle: set[str]) -> list[Row]:
    """The names that stand whole among the folded words, in one piece, or in any order where they are all that decides."""
    keys: set[str] = set()
    for given in (words, [word for word in words if word not in idle and word not in _SMALL]):
        length = len(given)
        keys |= {"".join(given[at:end]) for at in range(length) for end in range(at + 1, min(length, at + _LONGEST_NAME) + 1)}
    content = set(content_words(" ".join(words))) - idle
    if len(content) <= _MOST_TURNED:
        keys |= set(map("".join, permutations(content)))
    return _with_keys(store, (kind,), sorted(keys))


def _of_kinds(kinds: tuple[Kind, ...]) -> str:
    return f"kind IN ({', '.join('?' * len(kinds))}) AND register != 'code'"


def _codes(store: Store, kinds: tuple[Kind, ...], text: str) -> list[Row]:
    """The codes of which this one is a part, and those that are a part of it, nearest first."""
    if not (code := as_code(text)):
        return []
    sql = f"{_SELECT} WHERE register = 'code' AND (substr(key, 1, ?) = ? OR key = substr(?, 1, length(key)))"
    rows = map(Row._make, store.rows(f"{sql} ORDER BY abs(length(key) - ?), key", len(code), code, code, len(code)))
    return [row for row in rows if row.kind in kinds]


def _begun(store: Store, kinds: tuple[Kind, ...], text: str) -> list[Row]:
    """Names that have all these words, the last one perhaps only begun, shortest name first; part of a code is another code."""
    *whole, last = content_words(text) or [""]
    typed = (plain_words(text) or [""])[-1]
    begun = typed if fold(typed) == last else last
    if not last:
        return []
    sql = f"{_SELECT} WHERE {_of_kinds(kinds)}" + " AND instr(key, ?)" * len(whole) + " AND (instr(key, ?) OR instr(key, ?))"
    rows = dict.fromkeys(map(Row._make, store.rows(sql, *kinds, *whole, last, begun)))
    found = []
    for row in rows:
        words = row.words
        starts = [*words, *plain_words(row.text)] if len(begun) >= _BEGUN else []
        if set(whole) <= set(words) and (last in words or any(word.startswith(begun) for word in starts)):
            found.append((len(row.text), row))
    return [row for _, row in sorted(found)]


def _near(store: Store, kinds: tuple[Kind, ...], text: str, having: Sequence[str] = ("",)) -> list[Row]:
    """Names that have one of the words and are within a few edits of the text, nearest first; of short texts and codes there are none."""
    typed, content = squash(text[:100]), content_words(text[:100])
    limit = _tolerance(typed)
    if not limit:
        return []
    either = " OR ".join(["instr(key, ?)"] * len(having))
    sql = f"{_SELECT.replace('SELECT', 'SELECT key,')} WHERE {_of_kinds(kinds)} AND length(key) BETWEEN ? AND ? AND ({either})"
    measured = []
    letters = set(typed)
    for key, *row in store.rows(sql, *kinds, len(typed) - limit, len(typed) + limit, *having):
        if len(letters.symmetric_difference(key)) <= 2 * limit and (edits := distance(typed, key, limit)) <= limit:
            measured.append((edits, Row(*row)))
    return [row for _, row in sorted(measured) if _is_near(content, content_words(row.text))]


def _is_near(typed: list[str], name: list[str]) -> bool:
    """Whether the words that decide are near, or some are the same: lime disease is not near to liver disease."""
    left, right = "".join(typed), "".join(name)
    return not set(typed).isdisjoint(name) or distance(left, right, _tolerance(left)) <= _tolerance(left)


def _tolerance(word: str) -> int:
    """How many edits away a name may be from what was typed."""
    return (len(word) >= _ONE_EDIT) + (len(word) >= _TWO_EDITS)


def _partly(store: Store, kinds: tuple[Kind, ...], text: str) -> list[Row]:
    """Names within the text that make up enough of the words that decide, one of them at least in the names of few entries."""
    content = set(content_words(text))
    rows = [row for kind in kinds for row in _standing(store, kind, folded_words(text), set())]
    shared = [(row, content.intersection(row.words)) for row in rows]
    return [row for row, words in shared if len(words) >= _PART * len(content) and any(_is_rare(store, word) for word in words)]


def _is_rare(store: Store, word: str) -> bool:
    """Whether no more entries have the word in their names than are offered."""
    ((entries,),) = store.rows("SELECT count(DISTINCT entry) FROM name_words JOIN names USING (name) WHERE word = ?", word)
    return bool(entries <= MAX_CANDIDATES)
