"""The ledger of what was examined: what is written is read, and no bytes raise anything."""

from pathlib import Path

import pytest
from conftest import DATA
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twitchref.model import Examination
from twitchref.reading.examined import HEADER, read, written
from twitchref.reading.load import load

ROWS = st.dictionaries(
    st.text("0123456789abcdef", min_size=12, max_size=12),
    st.builds(Examination, st.dates().map(str), st.sampled_from(["source", "abstract", "knowledge"])),
)
A_ROW = "0123456789ab\t2026-11-24\tsource\n"


@given(ROWS)
def test_what_is_written_is_read(rows: dict[str, Examination]) -> None:
    text = written(rows)
    assert read(text.encode(), "examined.tsv") == (rows, [])
    assert text.splitlines()[1:] == sorted(text.splitlines()[1:])


@settings(max_examples=300)
@given(st.one_of(st.binary(), st.text("\t\n0123456789abcdef-\u200b\u2028 sourceHOW").map(str.encode)), st.booleans())
@example(b"\xef\xbb\xbf", False)
@example(b"\xff\xfe\0", False)
@example(b"\n\n", True)
@example(b"\\ud800\t\t\n", True)
def test_no_bytes_raise_anything(content: bytes, begun: bool) -> None:
    """Every problem has a place within the file, and can be printed; what is read can be written and read again."""
    content = HEADER.encode() + b"\n" + content if begun else content
    rows, problems = read(content, "examined.tsv")
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in problems:
        assert 1 <= problem.place.line <= lines
        assert str(problem).isprintable()
    assert read(written(rows).encode(), "examined.tsv") == (rows, [])


# What is no problem, and how many rows are read.
READ = {
    "no row": ("", 0),
    "one row": (A_ROW, 1),
    "no line end behind the last": (A_ROW.rstrip(), 1),
    "Windows line ends": (A_ROW.replace("\n", "\r\n"), 1),
}


@pytest.mark.parametrize(("content", "count"), READ.values(), ids=READ)
def test_what_is_a_ledger_is_read(content: str, count: int) -> None:
    rows, problems = read(f"{HEADER}\n{content}".encode(), "examined.tsv")
    assert len(rows) == count
    assert [problem.code for problem in problems] == (["W501"] if "\r" in content else [])


@pytest.mark.parametrize(
    "wrong", ["\t".join(["0" * 12, "2026-11-24"]), "x" * 300_000, "0123456789AB\t2026-11-24\tsource", "\u200b" + A_ROW.rstrip()]
)
def test_a_row_with_an_error_leaves_the_others(wrong: str) -> None:
    rows, problems = read(f"{HEADER}\n{wrong}\n{A_ROW}".encode(), "examined.tsv")
    assert list(rows) == ["0123456789ab"]
    assert [problem.place.line for problem in problems] == [2]


def test_the_version_of_the_data_tells_ledgers_apart(tmp_path: Path) -> None:
    (tmp_path / "sites").symlink_to(DATA / "sites")
    found = []
    for text in (None, HEADER, f"{HEADER}\n", f"{HEADER}\n{A_ROW}"):
        if text is not None:
            (tmp_path / "examined.tsv").write_text(text)
        found.append(load(tmp_path)[0].checksum)
    assert len(set(found)) == 4
