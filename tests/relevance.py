"""How well people find what they mean: a rate for each kind of query, and every query that missed with what came instead.

    python tests/relevance.py [--data DIR] [--quiet] [FILE.tsv]

It asks the queries of tests/data/relevance.yaml, those of each kind in tests/data/asked/, and, where it is given, those of a file
with the columns query, scope, must_find and also_ok between tabs, `#` before a remark, where the scope `off` wants nothing found.
Beside search stand two that anyone could write in an afternoon, on the same tables and without the filler: plain FTS5 (the entries
that have every word, in the order of the file) and BM25 (those that have any, by FTS5's own bm25).
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import fmean, median
from time import perf_counter
from typing import NamedTuple, get_args

import yaml

from twitchref.answer import Hits, Many
from twitchref.lookup.names import resolve
from twitchref.lookup.question import content_words
from twitchref.lookup.search import search
from twitchref.model import Kind
from twitchref.reading.load import load
from twitchref.rows import Candidate
from twitchref.store import reader as store
from twitchref.words import fold

OWN = Path(__file__).parent / "data" / "relevance.yaml"
ASKED = Path(__file__).parent / "data" / "asked"
DATA = Path(__file__).parent.parent / "data"


class Row(NamedTuple):
    """A query; the entries it asks for, as `kind:id`, best first; what else answers it. Nothing wanted: nothing is to be found."""

    query: str
    want: tuple[str, ...]
    also: tuple[str, ...] = ()


class Asked(NamedTuple):
    """A row, the entries that came, the words that were searched for instead, and how long it took."""

    row: Row
    found: tuple[str, ...]
    corrected: str | None
    seconds: float

    @property
    def rank(self) -> int | None:
        """Where the first right entry stands, from 1."""
        right = {*self.row.want, *self.row.also}
        return next((place for place, entry in enumerate(self.found, 1) if entry in right), None)


# What is looked at: entries as `kind:id`, or signs as their ids, best first, and the words searched for instead.
Asker = Callable[[store.Store, str], tuple[tuple[str, ...], str | None]]


def searched(opened: store.Store, query: str) -> tuple[tuple[str, ...], str | None]:
    """The entries that search finds."""
    answer = search(opened, query)
    return (tuple(f"{hit.kind}:{hit.id}" for hit in answer.hits), answer.corrected) if isinstance(answer, Hits) else ((), None)


def searched_at_all(opened: store.Store, query: str) -> tuple[tuple[str, ...], str | None]:
    """The entries and signs that search finds."""
    entries, corrected = searched(opened, query)
    return (*entries, *searched_signs(opened, query)[0]), corrected


def searched_signs(opened: store.Store, query: str) -> tuple[tuple[str, ...], str | None]:
    """The signs that search finds."""
    answer = search(opened, query)
    return (tuple(sign.id for sign in answer.signs), answer.corrected) if isinstance(answer, Hits) else ((), None)


def looked_up(kind: Kind) -> Asker:
    """The page of this kind that a name opens, or what is offered instead."""

    def ask(opened: store.Store, query: str) -> tuple[tuple[str, ...], None]:
        answer = resolve(opened, kind, query)
        several = [answer] if isinstance(answer, Candidate) else answer.candidates if isinstance(answer, Many) else []
        return tuple(f"{each.kind}:{each.id}" for each in several), None

    return ask


def page_opened(kind: Kind) -> Asker:
    """The page of this kind that a name opens."""

    def ask(opened: store.Store, query: str) -> tuple[tuple[str, ...], None]:
        answer = resolve(opened, kind, query)
        return ((f"{answer.kind}:{answer.id}",) if isinstance(answer, Candidate) else ()), None

    return ask


def _baseline(joined: str, order: str, of: str) -> Asker:
    """The entries or signs whose text has the words: all of them (AND) or any (OR), in this order."""
    table, names = (
        ("pages", "entries JOIN pages ON pages.rowid = entry")
        if of == "entries"
        else ("sign_texts", "signs JOIN sign_texts ON sign_texts.rowid = sign")
    )
    label = "kind || ':' || id" if of == "entries" else "signs.id"
    sql = f"SELECT {label} FROM {names} WHERE {table} MATCH ? ORDER BY {order.format(table)} LIMIT 10"

    def ask(opened: store.Store, query: str) -> tuple[tuple[str, ...], None]:
        opened.whole()
        words = [f'"{word}"' for word in content_words(query)]
        return (tuple(label for (label,) in opened.rows(sql, f" {joined} ".join(words))) if words else ()), None

    return ask


def baselines(of: str = "entries") -> dict[str, Asker]:
    """What search is compared with, by name."""
    return {"FTS5": _baseline("AND", "{}.rowid", of), "BM25": _baseline("OR", "bm25({})", of)}


def own_rows() -> list[Row]:
    """The project's own queries; every scalar stays text, for `off` and `12345` are words here."""
    found = yaml.load(OWN.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [Row(row["query"], tuple(row["want"]), tuple(row.get("also", ()))) for row in found]


def asked_by(name: str) -> dict[str, list[str]]:
    """The queries of a file in tests/data/asked/, by what they are asked for."""
    found: dict[str, list[str]] = yaml.load((ASKED / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def rows_by(name: str) -> list[Row]:
    """The rows of such a file, where what answers is given with `|` between."""
    return [Row(query, tuple(want.split("|"))) for want, queries in asked_by(name).items() for query in queries]


def off_topic() -> list[Row]:
    """The queries that have nothing to do with a twitch."""
    return [Row(query, ()) for queries in asked_by("off-topic").values() for query in queries]


def closed(kind: Kind) -> list[Row]:
    """The words that open no page of this kind."""
    found = asked_by("closed")
    return [Row(word, ()) for word in (*found["any"], *found[kind])]


def rows_of(file: Path, opened: store.Store) -> tuple[list[Row], list[str]]:
    """The rows of a file of queries, and the queries left out since no entry has the name they ask for."""
    rows, left_out = [], []
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        query, scope, must, also = line.split("\t")[:4]
        if scope == "off":
            rows.append(Row(query, ()))
        elif want := _entries(opened, must):
            rows.append(Row(query, want, tuple(entry for label in also.split("|") for entry in _entries(opened, label))))
        else:
            left_out.append(query)
    return rows, left_out


def _entries(opened: store.Store, label: str) -> tuple[str, ...]:
    """The entries with this name, from `kind:name`."""
    kind, _, name = label.partition(":")
    sql = "SELECT DISTINCT id FROM names JOIN entries USING (entry) WHERE kind = ? AND folded = ?"
    return tuple(f"{kind}:{id_}" for (id_,) in opened.rows(sql, kind, fold(name)))


def ask(opened: store.Store, rows: Iterable[Row], asker: Asker = searched) -> list[Asked]:
    """Every row asked once."""
    asked = []
    for row in rows:
        before = perf_counter()
        found, corrected = asker(opened, row.query)
        asked.append(Asked(row, found, corrected, perf_counter() - before))
    return asked


def success(asked: Sequence[Asked], most: int) -> float:
    """Of the queries that want something: the share with a right entry among the first so many."""
    return fmean(one.rank is not None and one.rank <= most for one in asked if one.row.want)


def mean_reciprocal_rank(asked: Sequence[Asked]) -> float:
    """Of the queries that want something: 1 for a right entry in the first place, 1/2 in the second, 0 for none; the mean."""
    return fmean(1 / one.rank if one.rank else 0 for one in asked if one.row.want)


def clean(asked: Sequence[Asked]) -> float:
    """Of the queries that want nothing: the share that found nothing."""
    return fmean(not one.found for one in asked if not one.row.want)


def misses(asked: Iterable[Asked], most: int = 1) -> list[str]:
    """A line for every query without a right entry among the first so many, and for every one that should have found nothing."""
    lines = []
    for one in asked:
        if one.found if not one.row.want else one.rank is None or one.rank > most:
            came = ", ".join(one.found[:4]) or "nothing"
            for_words = f" for '{one.corrected}'" if one.corrected else ""
            lines.append(f"{one.row.query!r} wants {', '.join(one.row.want) or 'nothing'}; came {came}{for_words}; rank {one.rank}")
    return lines


class Set(NamedTuple):
    """Queries of one kind, how they are asked, and what else they are asked of for comparison."""

    title: str
    rows: list[Row]
    asker: Asker
    others: dict[str, Asker]


def sets(own: list[Row] | None = None) -> list[Set]:
    """Every kind of query that there is."""
    return [
        Set("own queries", own_rows() if own is None else own, searched, baselines()),
        Set("real questions", rows_by("questions"), searched, baselines()),
        Set("site words, looked up", rows_by("site-words"), looked_up("site"), {}),
        Set("site words, searched", rows_by("site-words"), searched, baselines()),
        Set("cause words, looked up", rows_by("cause-words"), looked_up("cause"), {}),
        Set("cause words, searched", rows_by("cause-words"), searched, baselines()),
        Set("danger first", rows_by("danger"), searched_signs, baselines("signs")),
        Set("when to get help", rows_by("help"), searched_signs, {}),
        *(Set(f"must not open: {kind}", closed(kind), page_opened(kind), {}) for kind in get_args(Kind)),
        Set("off-topic", off_topic(), searched_at_all, baselines()),
    ]


def _rates(asked: Sequence[Asked]) -> str:
    wanting = sum(bool(one.row.want) for one in asked)
    figures = [f"@{most} {success(asked, most):.3f}" for most in (1, 3)] if wanting else []
    figures += [f"clean {clean(asked):.3f}"] if wanting < len(asked) else []
    return "  ".join(figures)


def _line(of: str, asked: Sequence[Asked]) -> str:
    return f"{of}  {_rates(asked):<34}  {1000 * median(one.seconds for one in asked):.2f} ms"


def report(kind: Set, opened: store.Store, quiet: bool = False) -> str:
    """The rates of one kind of query, of what it is compared with, and the misses."""
    asked = ask(opened, kind.rows, kind.asker)
    lines = [_line(f"{kind.title:<24}{len(asked):>5}", asked)]
    lines += [_line(f"{name:>29}", ask(opened, kind.rows, other)) for name, other in kind.others.items()]
    return "\n".join([*lines, *(f"  {line}" for line in ([] if quiet else misses(asked)))])


def main() -> None:
    """Prints the reports."""
    parser = argparse.ArgumentParser(description="Rates of how well people find what they mean.")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="a data directory, or a file built from one")
    parser.add_argument("--quiet", action="store_true", help="rates without the misses")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE.tsv", help="more queries")
    given = parser.parse_args()
    opened = store.open(given.data) if given.data.is_file() else store.build(load(given.data)[0])
    found = sets()
    if given.file:
        rows, _ = rows_of(given.file, opened)
        found.append(Set(given.file.name, rows, searched, baselines()))
    for kind in found:
        print(report(kind, opened, given.quiet))


if __name__ == "__main__":
    main()
