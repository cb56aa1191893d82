"""On a terminal, check shows each problem's line with a caret under the place; elsewhere its output has none of that."""

import shutil
from collections.abc import Callable
from pathlib import Path
from unicodedata import combining, east_asian_width

import pytest
from conftest import ROOT, Run

BAD = ROOT / "tests" / "data" / "bad"
FOLDERS = sorted(path.name for path in BAD.iterdir())
AT_HOME = {"CI": "", "NO_COLOR": "1"}
STRESS = (ROOT / "tests" / "data" / "clean" / "causes" / "stress.yaml").read_text()


def _cells(line: str) -> int:
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in line)


@pytest.fixture
def cause(tmp_path: Path) -> Callable[[str], Path]:
    """A data directory whose one cause has this for its kind, which is wrong."""

    def make(kind: str) -> Path:
        directory = Path(shutil.copytree(ROOT / "tests" / "data" / "clean", tmp_path / "data"))
        (directory / "causes" / "stress.yaml").write_text(STRESS.replace("kind: everyday", f"kind: {kind}"), encoding="utf-8")
        return directory

    return make


def test_a_problem_has_its_line_and_a_caret_under_the_place(run: Callable[..., Run]) -> None:
    lines = run("check", str(BAD / "E206-several-files-at-once"), width=80, env=AT_HOME).out.splitlines()

    assert [line for line in lines if line.startswith(" ")] == [
        "  kind: daily",
        "        ^",
        "      frequency: often",
        "                 ^",
        "          certainty: sure",
        "                     ^",
        "    grade: E",
        "           ^",
    ]
    assert lines[2] != "" and lines[0].startswith("causes/stress.yaml:2:7: error E206 ")
    assert lines[-1].endswith("4 errors, 0 warnings")


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("width", [80, 24])
def test_the_words_are_those_of_a_pipe_and_no_line_is_wider_than_the_terminal(name: str, width: int, run: Callable[..., Run]) -> None:
    piped = run("check", str(BAD / name))
    shown = run("check", str(BAD / name), width=width, env=AT_HOME)
    lines = shown.out.splitlines()

    assert (shown.code, shown.err) == (piped.code, piped.err)
    assert [line for line in lines if not line.startswith("  ")] == piped.out.splitlines()
    assert all(_cells(line) <= width for line in lines if line.startswith("  "))
    carets = [number for number, line in enumerate(lines) if line.startswith("  ") and line.strip() == "^"]
    assert 2 * len(carets) == len([line for line in lines if line.startswith("  ")])


@pytest.mark.parametrize("code", ["E100", "E101", "E108", "W407", "W502", "W503"])
def test_what_is_wrong_with_a_whole_file_shows_no_line(code: str, run: Callable[..., Run]) -> None:
    for folder in BAD.glob(f"{code}-*"):
        assert run("check", str(folder), width=80, env=AT_HOME) == run("check", str(folder))


@pytest.mark.parametrize(
    ("kind", "shown", "width"),
    [
        ("'日本 e\u0301 daily'", "  kind: '日本 e\u0301 daily'", 80),
        ("d\u200baily", "  kind: d<U+200B>aily", 80),
        (f"{'x' * 300}", f"  kind: {'x' * 68}…", 78),
        (f"'{'本' * 300}'", f"  kind: '{'本' * 33}…", 78),
    ],
)
def test_a_line_is_shown_as_a_terminal_can_and_cut_where_it_is_too_long(
    kind: str, shown: str, width: int, cause: Callable[[str], Path], run: Callable[..., Run]
) -> None:
    lines = run("check", str(cause(kind)), width=width, env=AT_HOME).out.splitlines()

    line, caret = lines[1:3]
    assert line.startswith(shown[:20])
    assert _cells(line) <= width
    assert _cells(line) > width - 5 or line == shown
    assert caret == " " * 8 + "^"


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_long_line_is_cut_around_the_place(width: int, cause: Callable[[str], Path], run: Callable[..., Run]) -> None:
    data = cause("everyday")
    sources = ", ".join(["good"] * 40 + ["本本", "bad"] + ["good"] * 40)
    file = data / "causes" / "stress.yaml"
    file.write_text(file.read_text().replace("sources: [good]", f"sources: ['{sources.replace(', ', chr(39) + ', ' + chr(39))}']"))

    lines = run("check", str(data), "--select", "E302", width=width, env=AT_HOME).out.splitlines()

    shown = [(lines[number - 1], lines[number]) for number in range(len(lines)) if lines[number].strip() == "^"]
    line, caret = shown[-1]
    assert _cells(line) <= width
    assert line[2] == line[-1] == "…"
    column = len(caret) - 1
    before = next(number for number in range(len(line)) if _cells(line[:number]) == column)
    assert line[before:].startswith("'bad'")


@pytest.mark.parametrize("width", [1, 2, 5, 11, 12])
def test_a_strip_of_a_terminal_gets_the_words_alone(width: int, run: Callable[..., Run]) -> None:
    folder = str(BAD / "E206-several-files-at-once")
    assert (run("check", folder, width=width, env=AT_HOME) == run("check", folder)) == (width < 12)


@pytest.mark.parametrize("environ", [{"CI": "true"}, {"CI": "", "ACCESSIBLE": "1"}])
def test_ci_and_who_listens_get_no_carets(environ: dict[str, str], run: Callable[..., Run]) -> None:
    folder = str(BAD / "E206-kind")
    assert run("check", folder, width=80, env=environ) == run("check", folder)


@pytest.mark.parametrize("format", ["json", "github"])
def test_programs_get_no_carets(format: str, run: Callable[..., Run]) -> None:
    folder = str(BAD / "E206-kind")
    assert run("check", folder, "--format", format, width=80, env=AT_HOME) == run("check", folder, "--format", format)


def test_a_narrow_encoding_gets_letters_that_it_has(cause: Callable[[str], Path], run: Callable[..., Run]) -> None:
    lines = run("check", str(cause("caf\xe9-daily " + "x" * 200)), width=60, env=AT_HOME, encoding="ascii").out.splitlines()

    assert lines[1].startswith("  kind: cafe-daily ")
    assert lines[1].endswith("...")
    assert len(lines[1]) <= 60
