"""How well search finds what people mean: figures, and every query that missed with what came instead.

    python tests/relevance.py [--data DIR] [FILE.tsv]

It asks the queries of tests/data/relevance.yaml and, where it is given, those of a file with the columns query, scope, must_find and
also_ok between tabs, `#` before a remark, where the scope `off` wants nothing found.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean, median
from time import perf_counter
from typing import NamedTuple

import yaml

from twitchref.answer import Hits
from twitchref.lookup.search import search
from twitchref.reading.load import load
from twitchref.store import reader as store
from twitchref.words import fold

OWN = Path(__file__).parent / "data" / "relevance.yaml"
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


def own_rows() -> list[Row]:
    """The project's own queries; every scalar stays text, for `off` and `12345` are words here."""
    found = yaml.load(OWN.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [Row(row["query"], tuple(row["want"]), tuple(row.get("also", ()))) for row in found]


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


def ask(opened: store.Store, rows: Iterable[Row]) -> list[Asked]:
    """Every row asked once."""
    asked = []
    for row in rows:
        before = perf_counter()
        answer = search(opened, row.query)
        seconds = perf_counter() - before
        hits, corrected = (answer.hits, answer.corrected) if isinstance(answer, Hits) else ((), None)
        asked.append(Asked(row, tuple(f"{hit.kind}:{hit.id}" for hit in hits), corrected, seconds))
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


def report(title: str, asked: Sequence[Asked]) -> str:
    """The figures and the misses."""
    wanting = sum(bool(one.row.want) for one in asked)
    figures = [f"{title}: {wanting} queries that want something, {len(asked) - wanting} that want nothing"]
    if wanting:
        figures += [f"  success@{most}  {success(asked, most):.3f}" for most in (1, 3)]
        figures += [f"  MRR        {mean_reciprocal_rank(asked):.3f}"]
    if wanting < len(asked):
        figures += [f"  clean      {clean(asked):.3f}"]
    figures += [f"  median     {1000 * median(one.seconds for one in asked):.1f} ms"]
    return "\n".join([*figures, *(f"  {line}" for line in misses(asked))])


def main() -> None:
    """Prints the reports."""
    parser = argparse.ArgumentParser(description="Figures on how well search finds what people mean.")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="a data directory, or a file built from one")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE.tsv", help="more queries")
    given = parser.parse_args()
    opened = store.open(given.data) if given.data.is_file() else store.build(load(given.data)[0])
    print(report("own queries", ask(opened, own_rows())))
    if given.file:
        rows, left_out = rows_of(given.file, opened)
        print(report(given.file.name, ask(opened, rows)))
        print(f"  left out, for no entry has the name: {len(left_out)}")


if __name__ == "__main__":
    main()
