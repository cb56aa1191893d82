"""Letters that a locale lacks: something plain stands in for them, and nothing goes wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from conftest import DATA, ROOT, Run

LETTERS = ROOT / "tests" / "data" / "letters"
COMMANDS = [
    ("site", "calf"), ("site",), ("cause", "cafe"), ("cause",), ("term", "pied"), ("search", "café"), ("source", "muller"), ("source",),
    ("compare", "calf"), ("signs",), ("about",),
]  # fmt: skip
ENCODINGS = ("ascii", "cp1252", "latin-1", "utf-8")

# The longest line of the page of the calf, in each.
STATED = {
    "ascii": 'It\'s "short" - <= 2 x 5 s, 3 um - naive... Lodz, coeur, 1/2 <U+03A9>, <U+5C0F><U+817F>, <U+1F9B5> -> end.',
    "cp1252": "It’s “short” – <= 2 × 5 s, 3 µm — naïve… Lódz, cœur, ½ <U+03A9>, <U+5C0F><U+817F>, <U+1F9B5> -> end.",
    "latin-1": 'It\'s "short" - <= 2 × 5 s, 3 µm - naïve... Lódz, coeur, ½ <U+03A9>, <U+5C0F><U+817F>, <U+1F9B5> -> end.',
    "utf-8": "It’s “short” – ≤ 2 × 5 s, 3 µm — naïve… Łódź, cœur, ½ Ω, 小腿, 🦵 → end.",
}
NOTE = {
    "ascii": 'Note: Angstrom\'s "note" - <U+03A9>u<U+03AD><U+03B3><U+03B1> - <U+62BD><U+6410> <U+1F642>.',
    "cp1252": "Note: Ångström’s “note” - <U+03A9>u<U+03AD><U+03B3><U+03B1> • <U+62BD><U+6410> <U+1F642>.",
    "latin-1": 'Note: Ångström\'s "note" - <U+03A9>u<U+03AD><U+03B3><U+03B1> - <U+62BD><U+6410> <U+1F642>.',
    "utf-8": "Note: Ångström’s “note” − Ωμέγα • 抽搐 🙂.",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters_that_are_lacking_have_stand_ins(encoding: str, run: Callable[..., Run]) -> None:
    shown = run("site", "calf", "--all", data=LETTERS, encoding=encoding)

    assert (shown.code, shown.err) == (0, "")
    assert f"{STATED[encoding]} [1 p-2] {NOTE[encoding]}" in shown.out.splitlines()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("width", [None, 40])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_letter_becomes_a_question_mark(command: tuple[str, ...], width: int | None, encoding: str, run: Callable[..., Run]) -> None:
    shown = run(*command, data=LETTERS, encoding=encoding, width=width)

    assert (shown.code, shown.err) == (0, "")
    assert "?" not in shown.out
    assert "\ufffd" not in shown.out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize("options", [("sheet", "calf"), ("site", "calf", "--format", "markdown")], ids=" ".join)
def test_markdown_has_stand_ins_too(options: tuple[str, ...], encoding: str, run: Callable[..., Run]) -> None:
    """The sheet's own questions end with question marks."""
    narrow, wide = run(*options, data=LETTERS, encoding=encoding), run(*options, data=LETTERS)

    assert (narrow.code, narrow.err) == (0, "")
    assert narrow.out.count("?") == wide.out.count("?")
    assert len(narrow.out.splitlines()) == len(wide.out.splitlines())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_ascii_in_every_locale(encoding: str, run: Callable[..., Run]) -> None:
    shown = run("site", "calf", "--json", data=LETTERS, encoding=encoding)

    assert shown == run("site", "calf", "--json", data=LETTERS)
    assert shown.out.isascii()


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_stand_ins_and_wide_letters_are_counted_before_a_line_is_wrapped(width: int, encoding: str, run: Callable[..., Run]) -> None:
    shown = run("site", "calf", "--all", "--color", "never", data=LETTERS, encoding=encoding, width=width)

    wide = [line for line in shown.out.splitlines() if sum(1 + (east_asian_width(char) in "WF") for char in line) > width]
    assert [line for line in wide if "https://" not in line] == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_hints_have_stand_ins(encoding: str, run: Callable[..., Run]) -> None:
    name = {"ascii": 'Cafe - "coffee"', "cp1252": "Café – “coffee”", "latin-1": 'Café - "coffee"', "utf-8": "Café – “coffee”"}[encoding]

    assert run("site", "espresso", data=LETTERS, encoding=encoding) == Run(
        4, "", f'No entry is called "espresso". Near it:\ntwitchref cause cafe  {name}, by the name "espresso"\n'
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_was_typed_is_repeated_in_the_letters_there_are(encoding: str, run: Callable[..., Run]) -> None:
    typed = {"ascii": "Zzyqe -> <U+5C0F>", "cp1252": "Zzyqé -> <U+5C0F>", "latin-1": "Zzyqé -> <U+5C0F>", "utf-8": "Zzyqé → 小"}[encoding]

    nothing = run("site", "Zzyqé → 小", data=LETTERS, encoding=encoding)

    assert nothing.err.startswith(f'Nothing found for "{typed}". This says nothing about your symptom')
    assert nothing.code == 3


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_an_accent_of_its_own_is_dropped_with_the_others(encoding: str, run: Callable[..., Run]) -> None:
    """Some keyboards and file systems write a letter and its accent as two."""
    nothing = run("site", "zzyqe\u0301", data=LETTERS, encoding=encoding)

    assert nothing.err.startswith('Nothing found for "zzyqe".')


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_problems_have_stand_ins(encoding: str, run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "leg.yaml").write_text("Größe – 5 µm: 1\n", encoding="utf-8")

    checked = run("check", str(tmp_path), encoding=encoding)

    field = {"ascii": "Grosse - 5 um", "cp1252": "Größe – 5 µm", "latin-1": "Größe - 5 µm"}[encoding]
    assert checked.code == 5
    assert [line for line in checked.out.splitlines() if line.startswith(f"sites/leg.yaml:1:1: error E201 '{field}' is not a field here")]


def test_the_real_pages_need_no_code_points(run: Callable[..., Run], real_file: Path) -> None:
    """Every letter of the content has a plain stand-in, even where there is nothing but ASCII."""
    pages = [(kind, path.stem) for kind in ("site", "cause", "term") for path in sorted((DATA / f"{kind}s").glob("*.yaml"))]
    shown = {page: run(*page, data=real_file, encoding="ascii") for page in [*pages, ("source",), ("about",), ("signs",)]}

    assert [page for page, answer in shown.items() if "<U+" in answer.out or (answer.code, answer.err) != (0, "")] == []


C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def process(*arguments: str, **environ: str) -> tuple[int, bytes, bytes]:
    """A process with just this locale."""
    kept = {key: value for key, value in os.environ.items() if key not in ("LANG", "LANGUAGE", "PYTHONIOENCODING") and key[:3] != "LC_"}
    command = [sys.executable, "-m", "twitchref", *arguments]
    ran = subprocess.run(command, capture_output=True, env=kept | environ | {"TWITCHREF_DATA": str(LETTERS)}, check=False)
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.parametrize(
    ("environ", "encoding"),
    [
        pytest.param(C_LOCALE, "ascii", id="C"),
        pytest.param({"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "cp1252"}, "cp1252", id="cp1252"),
        pytest.param({"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"}, "latin-1", id="latin-1"),
        pytest.param({"LC_ALL": "C.UTF-8"}, "utf-8", id="UTF-8"),
    ],
)
def test_a_process_in_any_locale_says_what_the_same_run_here_says(environ: dict[str, str], encoding: str, run: Callable[..., Run]) -> None:
    for command in (("site", "calf"), ("sheet", "calf"), ("site", "espresso")):
        here = run(*command, data=LETTERS, encoding=encoding)

        assert process(*command, **environ) == (here.code, here.out.encode(encoding), here.err.encode(encoding))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("site", "é"), 2), (("é",), 2), (("search", "calf", "é"), 0), (("site", "zzyq é 小"), 3), (("--data", "é", "site", "calf"), 5)],
    ids=str,
)
def test_letters_typed_in_the_c_locale_are_no_traceback(arguments: tuple[str, ...], code: int) -> None:
    """Python hands them on as halves of surrogate pairs, which no encoding can write."""
    given, out, err = process(*arguments, **C_LOCALE)

    assert given == code
    assert b"Traceback" not in err
    assert b"internal error" not in err
    assert (out + err).isascii()


def test_json_in_the_c_locale_is_a_document() -> None:
    code, out, err = process("search", "calf", "é", "--json", **C_LOCALE)

    assert (code, err) == (0, b"")
    assert json.loads(out)["query"].startswith("calf ")
