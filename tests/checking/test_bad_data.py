"""Every kind of bad data: what `check` says of it, to the letter, and that it keeps nobody from reading what is whole.

A folder in `data/bad` is a data directory named `CODE-what`, with the exact output of `check` in `expected.txt`: add one and it is
tested. What git or an editor would spoil is made here, from the clean directory beside it.
"""

import errno
import json
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import pytest
from conftest import ROOT, Run, unprivileged

from twitchref.checking import check
from twitchref.problem import Place, Problem
from twitchref.reading.forms import CAUSE

BAD = ROOT / "tests" / "data" / "bad"
CLEAN = ROOT / "tests" / "data" / "clean"
FOLDERS = sorted(path.name for path in BAD.iterdir() if path.is_dir())

COUNTED = r"(?m)^.+: \d+ sites?, \d+ causes?, \d+ terms?, \d+ signs?, \d+ sources?: (?=\d+ errors?, \d+ warnings?\b)"
LINE = re.compile(r"(.+?):([1-9]\d*):([1-9]\d*): (error|warning) ([EW]\d{3}) (.+)")
WAITING = re.compile(": warning W(?:401|417|418) ")
COLUMNS = b"fingerprint\tday\thow\n"
NO_DATA = ".:1:1: error E100 no data here; a data directory has sites/*.yaml, causes/*.yaml, signs.yaml and sources.yaml"
ADVICE = "name a data directory or a file that `twitchref build` made"
STRESS = (CLEAN / "causes" / "stress.yaml").read_text()
SHIVER = STRESS.replace("Stress", "Cold").replace("Worry makes nerves jumpy.", "Cold air makes people shiver.")
BIG = "error E102 the file is larger than 1,000,000 bytes; take out what is not content"
MARK = "error E104 the file begins with a mark that cannot be seen (byte order mark, BOM); save it as UTF-8 without one"
DEEP = "error E111 more than 12 brackets or indents within one another; no field needs that, so take some out"
ODD_NAME = "error E101 the file's name has a character that cannot be seen; rename it"
COLD = "causes/cold.yaml:1:1: "
UNLINKED_COLD = COLD + "warning W407 no site mentions this cause; link it from a site's causes or rarer_diseases"
KNOWN = f"known here: {', '.join(CAUSE.fields)}"


def _told(ran: Run) -> Run:
    """A run of `check` without the folder and its counts in the last line."""
    return ran._replace(out=re.sub(COUNTED, "", ran.out))


def _unreadable_file(reason: int) -> str:
    return f"error E101 the file cannot be read ({os.strerror(reason)}); put a readable YAML file here"


def _unreadable_folder(reason: int) -> str:
    return f"error E101 the folder cannot be read ({os.strerror(reason)}); it holds one YAML file per entry"


def _cold(content: bytes | str) -> Callable[[Path], None]:
    """Puts another cause, with this content, into the directory."""

    def make(directory: Path) -> None:
        (directory / "causes" / "cold.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def _stress(old: str, new: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    """Changes every such text in the cause that is there."""

    def make(directory: Path) -> None:
        (directory / "causes" / "stress.yaml").write_bytes(STRESS.replace(old, new).encode(encoding))

    return make


def _link(file: str, target: str) -> Callable[[Path], None]:
    return lambda directory: (directory / file).symlink_to(target)


def _file_for_folder(directory: Path) -> None:
    (directory / "terms").write_text("myokymia\n")


def _ledger(content: bytes) -> Callable[[Path], object]:
    """Puts a ledger of what was examined, with this content, into the directory."""
    return lambda directory: (directory / "examined.tsv").write_bytes(content)


def _arabic_year(directory: Path) -> None:
    sources = directory / "sources.yaml"
    sources.write_text(sources.read_text().replace("2024", "\u0662\u0660\u0662\u0664"))


def _missing(directory: Path) -> None:
    shutil.rmtree(directory)


def _empty(directory: Path) -> None:
    shutil.rmtree(directory)
    directory.mkdir()


def _no_folder(directory: Path) -> None:
    shutil.rmtree(directory)
    directory.mkdir()
    shutil.copy(CLEAN / "sources.yaml", directory)
    for name in ("sites", "causes"):
        (directory / name).write_text("leg\n")


# E102, E103, E104 and W501 have no folder: a file of a million bytes does not belong in git, git may turn Windows line ends into Unix
# ones, and an editor takes out a byte order mark and writes UTF-8 when it saves.
# What is made from the clean directory, and the problems that `check` then finds in it.
MADE: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "E100-missing-directory": (_missing, [NO_DATA]),
    "E100-empty-directory": (_empty, [NO_DATA]),
    "E100-files-for-folders": (_no_folder, [NO_DATA]),
    "E101-directory-for-a-file": (
        lambda directory: (directory / "causes" / "cold.yaml").mkdir(),
        [COLD + "error E101 the file cannot be read (this is a directory); put a readable YAML file here"],
    ),
    "E101-file-for-a-folder": (_file_for_folder, ["terms:1:1: " + _unreadable_folder(errno.ENOTDIR)]),
    "E101-link-to-itself": (_link("causes/cold.yaml", "cold.yaml"), [COLD + _unreadable_file(errno.ELOOP)]),
    "E101-link-to-nothing": (_link("causes/cold.yaml", "nothing"), [COLD + _unreadable_file(errno.ENOENT)]),
    "E101-folder-linked-to-itself": (_link("terms", "terms"), ["terms:1:1: " + _unreadable_folder(errno.ELOOP)]),
    "E101-folder-linked-to-nothing": (_link("terms", "nothing"), ["terms:1:1: " + _unreadable_folder(errno.ENOENT)]),
    "E101-optional-file-linked-to-itself": (
        _link("words.yaml", "words.yaml"),
        ["words.yaml:1:1: " + _unreadable_file(errno.ELOOP)],
    ),
    "E101-optional-file-linked-to-nothing": (
        _link("words.yaml", "nothing"),
        ["words.yaml:1:1: " + _unreadable_file(errno.ENOENT)],
    ),
    "E101-pipe-that-nobody-fills": (
        lambda directory: os.mkfifo(directory / "causes" / "cold.yaml"),
        [COLD + "error E101 the file cannot be read (this is no ordinary file); put a readable YAML file here"],
    ),
    "E101-device": (
        _link("causes/cold.yaml", "/dev/zero"),
        [COLD + "error E101 the file cannot be read (this is no ordinary file); put a readable YAML file here"],
    ),
    "E101-line-end-in-a-file-name": (
        lambda directory: (directory / "causes" / "cold\n::error::x.yaml").write_text(STRESS),
        [r"causes/cold\n::error::x.yaml:1:1: " + ODD_NAME],
    ),
    "E101-escape-in-a-file-name": (
        lambda directory: (directory / "causes" / "\x1b[31m.yaml").write_text(STRESS),
        [r"causes/\x1b[31m.yaml:1:1: " + ODD_NAME],
    ),
    "E101-file-name-not-utf-8": (
        lambda directory: Path(os.fsdecode(os.fsencode(directory) + b"/causes/\xe9.yaml")).write_text(STRESS),
        [r"causes/\udce9.yaml:1:1: " + ODD_NAME],
    ),
    "E101-directory-for-the-ledger": (
        lambda directory: (directory / "examined.tsv").mkdir(),
        ["examined.tsv:1:1: error E101 the file cannot be read (this is a directory); put a readable ledger here"],
    ),
    "E101-ledger-linked-to-nothing": (
        _link("examined.tsv", "nothing"),
        [f"examined.tsv:1:1: error E101 the file cannot be read ({os.strerror(errno.ENOENT)}); put a readable ledger here"],
    ),
    "E102-ledger-of-5-mb": (_ledger(b"x" * 5_000_000), ["examined.tsv:1:1: " + BIG]),
    "E102-value-of-5-mb": (_cold(f"name: {'x' * 5_000_000}\n"), [COLD + BIG]),
    "E102-million-lines": (_cold("- x\n" * 1_000_000), [COLD + BIG]),
    "E102-one-byte-too-many": (_cold(b"#" * 1_000_001), [COLD + BIG]),
    "E103-utf-16": (_stress("", "", "utf-16"), ["causes/stress.yaml:1:1: error E103 the file is UTF-16; save it as UTF-8"]),
    "E103-latin-1": (
        _stress("Worry makes", "Caf\xe9 makes", "latin-1"),
        ["causes/stress.yaml:5:14: error E103 the letter here (0xE9) is not saved as UTF-8; save the file as UTF-8"],
    ),
    "E103-half-a-character-at-the-end": (
        _cold(b"name: caf\xc3\xa9\nkind: \xe2\x80"),
        ["causes/cold.yaml:2:7: error E103 the letter here (0xE2) is not saved as UTF-8; save the file as UTF-8"],
    ),
    "E103-ledger-with-half-a-character": (
        _ledger(COLUMNS + b"abc\t\xe2\x80\t\n"),
        ["examined.tsv:2:5: error E103 the letter here (0xE2) is not saved as UTF-8; save the file as UTF-8"],
    ),
    "E103-encoded-surrogate": (
        _cold(b"name: \xed\xa0\x80\n"),
        ["causes/cold.yaml:1:7: error E103 the letter here (0xED) is not saved as UTF-8; save the file as UTF-8"],
    ),
    "E104-byte-order-mark": (
        _stress("", "", "utf-8-sig"),
        ["causes/stress.yaml:1:1: " + MARK],
    ),
    "E105-nul-in-the-ledger": (
        _ledger(COLUMNS + b"\0" * 9),
        ["examined.tsv:2:1: error E105 U+0000 (control character) cannot be seen; delete it"],
    ),
    "E105-escape-in-the-ledger": (
        _ledger(COLUMNS + b"\x1b[31m\n"),
        ["examined.tsv:2:1: error E105 U+001B (control character) cannot be seen; delete it"],
    ),
    "E105-nul": (
        _stress("nerves", "ner\0ves"),
        ["causes/stress.yaml:5:26: error E105 U+0000 (control character) cannot be seen; delete it"],
    ),
    "E105-utf-16-without-a-mark": (
        _stress("", "", "utf-16-le"),
        ["causes/stress.yaml:1:2: error E105 U+0000 (control character) cannot be seen; delete it"],
    ),
    "E105-ansi-escape": (
        _stress("jumpy", "\x1b[31mjumpy"),
        ["causes/stress.yaml:5:30: error E105 U+001B (control character) cannot be seen; delete it"],
    ),
    "E105-ansi-escape-of-one-byte": (
        _stress("jumpy", "\x9b31mjumpy"),
        ["causes/stress.yaml:5:30: error E105 U+009B (control character) cannot be seen; delete it"],
    ),
    "E105-line-separator": (
        _stress("jumpy", "jumpy\u2028and more"),
        ["causes/stress.yaml:5:35: error E105 U+2028 (line separator) cannot be seen; delete it"],
    ),
    "E106-brackets-that-close-too-often": (
        _cold("name: x\n" + "]" * 100_000),
        [
            "causes/cold.yaml:2:1: error E106 this cannot be read from here on; "
            "check the indent, the quotes and the colons on this line and the one before"
        ],
    ),
    "E111-100,000-brackets": (_cold("name: " + "[" * 100_000), ["causes/cold.yaml:1:18: " + DEEP]),
    "E111-100,000-braces": (_cold("{a: " * 100_000), ["causes/cold.yaml:1:46: " + DEEP]),
    "E111-100,000-dashes": (_cold("- " * 100_000), ["causes/cold.yaml:1:25: " + DEEP]),
    "E111-400-indents": (_cold("".join(" " * deep + "a:\n" for deep in range(400))), ["causes/cold.yaml:12:12: " + DEEP]),
    "E113-long-name-twice": (
        _cold(f"? {'x' * 400_000}\n: a\n" * 2 + SHIVER),
        [
            UNLINKED_COLD,
            f"causes/cold.yaml:1:3: error E201 '{'x' * 37}...' is not a field here; {KNOWN}",
            f"causes/cold.yaml:3:3: error E113 '{'x' * 37}...' stands a second time (first in line 1); keep one",
        ],
    ),
    "E113-line-end-in-a-name": (
        _cold('"a\\n::error::b": x\n"a\\n::error::b": y\n' + SHIVER),
        [
            f"causes/cold.yaml:1:1: error E201 'a ::error::b' is not a field here; {KNOWN}",
            UNLINKED_COLD,
            "causes/cold.yaml:2:1: error E113 'a ::error::b' stands a second time (first in line 1); keep one",
        ],
    ),
    "E201-field-of-a-site-in-a-cause": (
        _stress("reviewed: 2026", "causes: []\nreviewed: 2026"),
        [f"causes/stress.yaml:8:1: error E201 'causes' is not a field here; {KNOWN}"],
    ),
    "E205-long-id": (
        _stress("reviewed: 2026", f"see_also: [{'x' * 400_000}]\nreviewed: 2026"),
        ["causes/stress.yaml:8:12: error E205 '" + "x" * 37 + "...' is not another entry, written site:id, cause:id or term:id"],
    ),
    "E205-long-fingerprint": (
        _ledger(COLUMNS + b"a" * 400_000 + b"\t2026-11-24\tsource\n"),
        [
            f"examined.tsv:2:1: error E205 '{'a' * 37}...' is not a fingerprint: "
            "12 digits and letters from a to f, as `twitchref check` prints it"
        ],
    ),
    "E207-400,000-columns": (
        _ledger(COLUMNS + b"\t" * 400_000),
        ["examined.tsv:2:1: error E207 not a fingerprint, a day and how, with a tab between them; write these, or take the row out"],
    ),
    "E205-digits-that-are-no-ascii": (
        _arabic_year,
        ["sources.yaml:4:9: error E205 '\u0662\u0660\u0662\u0664' is not a year of four digits"],
    ),
    "W501-windows-line-ends": (
        _stress("\n", "\r\n"),
        ["causes/stress.yaml:1:1: warning W501 the file has Windows line ends (CRLF); save it with Unix ones (LF)"],
    ),
    "W501-one-windows-line-end": (
        _stress("everyday\n", "everyday\r\n"),
        ["causes/stress.yaml:2:1: warning W501 the file has Windows line ends (CRLF); save it with Unix ones (LF)"],
    ),
    "W501-old-mac-line-ends": (
        _stress("\n", "\r"),
        ["causes/stress.yaml:1:1: warning W501 the file has Windows line ends (CRLF); save it with Unix ones (LF)"],
    ),
}

# Reading commands and whether they find what they ask for, where the clean directory's entries can be read.
READING = [
    "site", "site leg", "site leg --json", "cause", "cause stress", "cause xylophone", "term", "search worry", "search worry --json",
    "compare leg", "signs", "sheet leg", "source", "source good", "about",
]  # fmt: skip


class Bad(NamedTuple):
    """A bad data directory and the problems in it."""

    directory: Path
    problems: list[str]

    @property
    def output(self) -> str:
        errors = sum(": error E" in line for line in self.problems)
        for_ledger = sum(bool(re.search(": warning W41[78] ", line)) for line in self.problems)
        warnings = len(self.problems) - errors - for_ledger
        last = f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
        last += f", {for_ledger} for examined.tsv" if for_ledger else ""
        return "".join(f"{line}\n" for line in [*self.problems, last])

    def code(self, strict: bool = False) -> int:
        """With `strict`, what can wait fails nothing either."""
        return 5 if any((strict and not WAITING.search(line)) or ": error E" in line for line in self.problems) else 0


@pytest.fixture(params=[*FOLDERS, *MADE])
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> Bad:
    """Each bad data directory: as it stands in its folder, or made."""
    if request.param in FOLDERS:
        folder = BAD / request.param
        return Bad(folder, (folder / "expected.txt").read_text().splitlines()[:-1])
    make, problems = MADE[request.param]
    directory = tmp_path / "made"
    shutil.copytree(CLEAN, directory)
    try:
        make(directory)
    except OSError as error:
        pytest.skip(f"this file system takes no such file: {error}")
    return Bad(directory, problems)


@pytest.fixture(autouse=True)
def no_hanging() -> Iterator[None]:
    """Ends what hangs: without it, a program that waits for a pipe would wait for ever."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _problems(output: str) -> list[Problem]:
    """The problems in the text output, without its last line."""
    found = [LINE.fullmatch(line) for line in output.splitlines()[:-1]]
    assert all(found), output
    return [Problem(Place(match[1], int(match[2]), int(match[3])), match[5], match[6]) for match in found if match]


def test_the_clean_directory_is_clean(run: Callable[..., Run]) -> None:
    assert run("check", str(CLEAN), "--strict") == Run(
        0, f"{CLEAN}: 1 site, 1 cause, 0 terms, 4 signs, 1 source: 0 errors, 0 warnings\n", ""
    )


def test_check_says_exactly_what_is_expected(bad: Bad, run: Callable[..., Run]) -> None:
    assert _told(run("check", str(bad.directory))) == Run(bad.code(), bad.output, "")


@pytest.mark.parametrize("name", FOLDERS)
def test_the_last_line_that_is_expected_counts_the_others(name: str) -> None:
    folder = BAD / name
    expected = (folder / "expected.txt").read_text()
    assert Bad(folder, expected.splitlines()[:-1]).output == expected


@pytest.mark.parametrize("name", [*FOLDERS, *MADE])
def test_a_directory_shows_the_code_it_is_named_after(name: str) -> None:
    problems = (BAD / name / "expected.txt").read_text().splitlines() if name in FOLDERS else MADE[name][1]
    assert any(re.search(rf": (error|warning) {name[:4]} ", line) for line in problems)


def test_every_code_has_a_directory(run: Callable[..., Run]) -> None:
    listed = run("check", "--list")
    assert listed.code == 0
    assert {name[:4] for name in [*FOLDERS, *MADE]} == {line[:4] for line in listed.out.splitlines()}


def test_the_list_gives_every_code_with_its_meaning_on_one_line(run: Callable[..., Run]) -> None:
    lines = run("check", "--list").out.splitlines()
    assert all(re.fullmatch(r"[EW]\d{3}  [A-Z].+\.", line) for line in lines)
    assert lines == sorted(lines)
    assert "E301  A link names a cause that has no file." in lines
    assert "E101  A file or folder cannot be read." in lines


PROGRAMMERS_WORDS = (
    "mapping|scalar|node|sequence|token|parse[a-z]*|document|type|null|key|string|integer|array|object|syntax|anchors?|alias(?:es)?|tags?"
)


def test_every_message_is_in_an_editor_s_words(run: Callable[..., Run]) -> None:
    """But for `(an anchor or an alias)` and `(a tag)`, which the list of codes gives as YAML's own words."""
    told = [line for name in FOLDERS for line in (BAD / name / "expected.txt").read_text().splitlines()]
    told += [line for _, problems in MADE.values() for line in problems]
    meant = [re.sub(r" \(an? .*?\)", "", line) for line in run("check", "--list").out.splitlines()]
    assert not [line for line in [*told, *meant] if re.search(rf"(?i)\b(?:{PROGRAMMERS_WORDS})\b", line.partition(" ")[2])]


def test_json_is_short_for_a_format(run: Callable[..., Run]) -> None:
    folder = str(BAD / "W406-unused-source")
    assert run("check", folder, "--json") == run("check", folder, "--format", "json")


@pytest.mark.parametrize("name", FOLDERS)
def test_problems_stand_in_the_order_of_their_places(name: str) -> None:
    problems = _problems((BAD / name / "expected.txt").read_text())
    assert problems == sorted(problems, key=lambda problem: (problem.place, problem.code, problem.message))


def test_lines_are_in_numeric_order(tmp_path: Path, run: Callable[..., Run]) -> None:
    shutil.copytree(CLEAN, tmp_path / "data")
    site = tmp_path / "data" / "sites" / "leg.yaml"
    site.write_text(site.read_text().replace("certainty: high", "certainty: sure").replace("moderate", "certain"))
    assert [problem.place.line for problem in _problems(run("check", str(tmp_path / "data")).out)] == [5, 12]


def test_strict_makes_warnings_errors(bad: Bad, run: Callable[..., Run]) -> None:
    assert _told(run("check", str(bad.directory), "--strict")) == Run(bad.code(strict=True), bad.output, "")


def test_json_tells_the_same_problems(bad: Bad, run: Callable[..., Run]) -> None:
    code, out, err = run("check", str(bad.directory), "--json")
    document = json.loads(out)
    assert (code, err) == (bad.code(), "")
    assert list(document) == ["schema_version", "data_version", "kind", "problems"]
    assert (document["schema_version"], document["kind"]) == (2, "check")
    assert document["problems"] == [
        {"file": file, "line": line, "column": column, "level": problem.level, "code": problem.code, "message": problem.message}
        for problem in _problems(bad.output)
        for file, line, column in [problem.place]
    ]


def test_github_gets_an_annotation_a_problem(run: Callable[..., Run]) -> None:
    folder = BAD / "E206-several-files-at-once"
    expected = [
        f"::{problem.level} file={folder / problem.place.file},line={problem.place.line},col={problem.place.column},title={problem.code}::"
        f"{problem.message}"
        for problem in _problems((folder / "expected.txt").read_text())
    ]
    code, out, err = _told(run("check", str(folder), "--format", "github"))
    assert (code, err) == (5, "")
    assert out.splitlines() == [*expected, "4 errors, 0 warnings"]


def test_github_shows_warnings_as_warnings(run: Callable[..., Run]) -> None:
    folder = BAD / "W406-unused-source"
    assert _told(run("check", str(folder), "--format", "github")).out.splitlines() == [
        f"::warning file={folder}/sources.yaml,line=8,col=1,title=W406::no claim and no sign rests on 'web'; cite it or take it out",
        "0 errors, 1 warning",
    ]


def test_no_text_in_the_data_ends_or_bends_an_annotation(tmp_path: Path, run: Callable[..., Run]) -> None:
    data = tmp_path / "a,b:c%d"
    shutil.copytree(CLEAN, data)
    (data / "causes" / "stress.yaml").write_text(STRESS.replace("kind: everyday", 'kind: "%0Aevery\\nday"'))
    spot = f"file={tmp_path}/a%2Cb%3Ac%25d/causes/stress.yaml,line=2,col=7,title=E206"
    allowed = "everyday, normal, deficiency, medicine, poison, infection, sleep, nerve, muscle, movement, brain, organ, inherited, device"
    assert _told(run("check", str(data), "--format", "github")).out.splitlines() == [
        f"::error {spot}::'%250Aevery day' is not one of {allowed}; did you mean 'everyday'?",
        "1 error, 0 warnings",
    ]


SELECTED = {
    "E": ["E301"],
    "W": ["W406", "W407"],
    "W4": ["W406", "W407"],
    "W406": ["W406"],
    "E3,W407": ["E301", "W407"],
    " w407 , e": ["E301", "W407"],
    "W5": [],
}


@pytest.mark.parametrize(("codes", "shown"), SELECTED.items())
def test_select_shows_only_codes_that_begin_so(codes: str, shown: list[str], tmp_path: Path, run: Callable[..., Run]) -> None:
    shutil.copytree(BAD / "W406-unused-source", tmp_path / "data")
    site = tmp_path / "data" / "sites" / "leg.yaml"
    site.write_text(site.read_text().replace("cause: stress", "cause: stres"))
    code, out, _ = run("check", str(tmp_path / "data"), "--select", codes)
    assert sorted(problem.code for problem in _problems(out)) == shown
    assert code == (5 if "E301" in shown else 0)


@pytest.mark.parametrize("codes", ["X", "E9", "W406,E33", ",", "", "E3011", "406"])
def test_a_selection_that_no_code_can_meet_is_a_usage_error(codes: str, run: Callable[..., Run]) -> None:
    code, out, err = run("check", str(CLEAN), "--select", codes)
    assert (code, out) == (2, "")
    assert "`twitchref check --list` lists them" in " ".join(err.split())


def test_an_overdue_review_fails_no_build_however_strict(run: Callable[..., Run]) -> None:
    """A day that goes by turns nothing red."""
    code, out, _ = run("check", str(BAD / "W401-overdue"), "--strict")

    assert " W401 " in out
    assert code == 0


def test_strict_counts_only_what_is_selected(run: Callable[..., Run]) -> None:
    folder = BAD / "W406-unused-source"
    assert run("check", str(folder), "--strict", "--select", "W4").code == 5
    assert _told(run("check", str(folder), "--strict", "--select", "E")) == Run(0, "0 errors, 0 warnings\n", "")


def test_without_a_directory_the_data_in_use_is_checked(run: Callable[..., Run]) -> None:
    folder = BAD / "W406-unused-source"
    expected = (folder / "expected.txt").read_text()
    assert _told(run("check", "--data", str(folder), data=None)).out == expected
    assert _told(run("check", data=None, env={"TWITCHREF_DATA": str(folder)})).out == expected
    assert _told(run("check", str(CLEAN), data=folder)).out == "0 errors, 0 warnings\n"


def test_reading_commands_answer_from_what_is_whole(bad: Bad, run: Callable[..., Run]) -> None:
    found = [line for line in bad.problems if re.search(r": error E[12]\d\d ", line)]
    note = f"twitchref: the data has {len(found)} error(s); what they touch is left out. `twitchref check` names them.\n" if found else ""
    broken = {line.partition(":")[0] for line in found}
    nothing = NO_DATA in found or {"sites/leg.yaml", "causes/stress.yaml"} <= broken
    for command in READING:
        code, out, err = run(*command.split(), data=bad.directory)
        if "--json" in command:
            assert isinstance(json.loads(out), dict), command
        else:
            assert bool(out) == (code == 0), command
        if NO_DATA in found:
            assert (code, err) == (5, f"twitchref: there is no data at {bad.directory} (from TWITCHREF_DATA); {ADVICE}\n"), command
        elif nothing or code == 5:
            *lines, advice = err.splitlines()
            assert lines, command
            assert (lines == found) if nothing else (set(lines) <= set(found)), command
            assert advice.endswith("be shown. All that is wrong with the data: twitchref check"), command
        else:
            assert code in (0, 3, 4), command
            assert err.startswith(note), command


def test_an_entry_with_an_error_is_left_out_and_the_others_answer(run: Callable[..., Run]) -> None:
    folder = BAD / "E206-kind"
    note = "twitchref: the data has 1 error(s); what they touch is left out. `twitchref check` names them.\n"
    assert run("cause", "stress", data=folder).code == 5
    code, out, err = run("site", "leg", data=folder)
    assert (code, err) == (0, note)
    assert "stress" in out


@pytest.mark.parametrize(
    ("locked", "problem"),
    [
        ("causes/cold.yaml", _unreadable_file(errno.EACCES)),
        ("terms", _unreadable_folder(errno.EACCES)),
        ("words.yaml", _unreadable_file(errno.EACCES)),
    ],
    ids=["file", "folder", "optional-file"],
)
def test_what_may_not_be_read_is_one_problem(locked: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    shutil.copytree(CLEAN, data)
    path = data / locked
    path.touch() if path.suffix else path.mkdir()
    data.chmod(0o755)
    monkeypatch.chdir(data)
    path.chmod(0)
    try:
        with unprivileged():
            _, problems = check.check(Path(), "2026-11-24")
    finally:
        path.chmod(0o755)
    assert [str(found) for found in problems] == [f"{locked}:1:1: {problem}"]


def test_a_file_is_no_directory_to_check(run: Callable[..., Run]) -> None:
    code, out, err = run("check", str(CLEAN / "sources.yaml"))
    assert (code, out) == (2, "")
    assert "sources.yaml is a file; name the directory of YAML files that it was built from" in " ".join(err.split())


def test_every_problem_is_shown_at_once(run: Callable[..., Run]) -> None:
    files = {problem.place.file for problem in _problems(run("check", str(BAD / "E206-several-files-at-once")).out)}
    assert files == {"causes/stress.yaml", "sites/leg.yaml", "sources.yaml"}


def test_nothing_is_built_from_data_with_errors(bad: Bad, tmp_path: Path, run: Callable[..., Run]) -> None:
    files = [line for line in bad.problems if re.search(r": error E[12]\d\d ", line)]
    built = tmp_path / "built.sqlite"
    code, _, err = run("build", str(bad.directory), "-o", str(built))
    assert code == (5 if files else 0)
    assert built.exists() == (not files)
    assert all(f"twitchref: {line}\n" in err for line in files)
