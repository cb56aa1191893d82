"""Every width a terminal can have, and none: nothing wider than the screen, nothing lost, nothing cut."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from unicodedata import combining, east_asian_width

import pytest
from conftest import DATA, Run

from twitchref.store.reader import Store
from twitchref.texts import ACTIONS, HELP_TOPICS, POINTER

WIDTHS = (20, 40, 80, 200)
ENTRIES = [(kind, path.stem) for kind in ("site", "cause", "term") for path in sorted((DATA / f"{kind}s").glob("*.yaml"))]
WHOLE = [(*entry, "--all") for entry in ENTRIES]
WORDS = {"site": ("help", "causes", "self-care", "sources"), "cause": ("help", "sites", "treatment", "sources"), "term": ("sources",)}
SECTIONS = [(kind, id_, word) for kind, id_ in ENTRIES for word in WORDS[kind]]
PAGES_WITH_HELP = [(kind, id_) for kind, id_ in ENTRIES if kind != "term"]
LISTS: list[tuple[str, ...]] = [
    ("site",), ("cause",), ("term",), ("source",), ("source", "nhs"), ("signs",), ("signs", "leg"), ("about",), ("sheet", "leg"),
    ("compare", "als", "bfs"),
]  # fmt: skip
SEARCHES = [
    ("search", *words.split()) for words in ("leg twitch at night", "magnesium", "dopamine", "magnesum", "weakness numbness speech")
]
HELP = [("--help",), *((name, "--help") for name in ("site", "search", "source", "about", "check", "build", "help"))]


def cells(line: str) -> int:
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in line)


def is_address(line: str) -> bool:
    return re.fullmatch(r"https?://\S+", line.strip()) is not None


def wide(shown: str, width: int) -> list[str]:
    return [f"wider than {width}: {line}" for line in shown.splitlines() if cells(line) > width and not is_address(line)]


def words(text: str) -> list[str]:
    """The words without the marks that a terminal puts before statements and beside help."""
    return [word for word in text.split() if word not in "-·▌"]


def faults(shown: str, piped: str, width: int) -> list[str]:
    """What is wrong with a page on a terminal of this width, beside the page that a pipe gets."""
    found = wide(shown, width)
    letters = "".join(words(shown))
    if letters not in ("".join(words(piped)), "".join(words(piped + POINTER))):
        found.append(f"not the words of the pipe at {width}")
    fitting = Counter(word for word in words(piped) if len(word) <= width - 4 or is_address(word))
    found += [f"broken at {width}: {word}" for word in fitting - Counter(words(shown))]
    on_lines = {line.strip() for line in shown.splitlines()}
    found += [f"address not whole at {width}: {line}" for line in piped.splitlines() if is_address(line) and line not in on_lines]
    return found


def faults_of(run: Callable[..., Run], file: Path, command: tuple[str, ...], width: int) -> list[str]:
    shown, piped = run(*command, "--color", "never", data=file, width=width), run(*command, data=file)

    assert shown.code == piped.code
    assert piped.out
    return [f"{' '.join(command)}: {fault}" for fault in faults(shown.out, piped.out, width)]


def turns(of: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each with one width, all widths in turn."""
    for number, each in enumerate(of):
        yield each, WIDTHS[number % len(WIDTHS)]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_site_page_fits_and_is_whole(width: int, run: Callable[..., Run], real_file: Path) -> None:
    sites = [entry for entry in (*ENTRIES, *WHOLE) if entry[0] == "site"]

    assert [fault for entry in sites for fault in faults_of(run, real_file, entry, width)] == []


def test_every_cause_and_term_page_fits_and_is_whole(run: Callable[..., Run], real_file: Path) -> None:
    others = [entry for entry in (*ENTRIES, *WHOLE, *SECTIONS) if entry[0] != "site" or len(entry) > 2]

    assert [fault for entry, width in turns(others) for fault in faults_of(run, real_file, entry, width)] == []


def test_source_pages_fit_and_are_whole(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    sources = [("source", id_) for id_ in real_store.ids("source")[::12]]

    assert [fault for source, width in turns(sources) for fault in faults_of(run, real_file, source, width)] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", LISTS + SEARCHES, ids=" ".join)
def test_every_other_answer_fits_and_is_whole(command: tuple[str, ...], width: int, run: Callable[..., Run], real_file: Path) -> None:
    assert faults_of(run, real_file, command, width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_comparison_fits_and_says_every_frequency(width: int, run: Callable[..., Run], real_file: Path) -> None:
    ids = ("ear", "leg", "lip", "eyelid")
    table = json.loads(run("compare", *ids, "--json", data=real_file).out)

    shown = run("compare", *ids, "--color", "never", data=real_file, width=width).out

    assert wide(shown, width) == []
    text = " ".join(words(shown))
    everywhere = {link["id"] for link in json.loads(run("site", "whole-body", "--json", data=real_file).out)["anywhere"]}
    assert "Causes of a twitch in any muscle: " in text
    for cause in table["causes"]:
        cells_of_row = [(site["name"], cause["frequencies"][site["id"]] or "-") for site in table["sites"]]
        first, *_ = cause["name"].split()  # a long name goes on under its row
        cells_ = " ".join(words(" ".join(cell for _, cell in cells_of_row)))
        as_row = re.search(rf"{re.escape(first)}.* {cells_} ", text)
        as_list = " ".join(words(" ".join([cause["name"], *(f"{site}: {cell}" for site, cell in cells_of_row)])))
        assert as_row or as_list in text or cause["id"] in everywhere


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("command", [*HELP, *(("help", topic) for topic in HELP_TOPICS)], ids=" ".join)
def test_help_fits(command: tuple[str, ...], width: int, run: Callable[..., Run]) -> None:
    """At 20 columns an option's name alone is wider; that none is cut there is tested with the manual."""
    shown = run(*command, width=width)

    assert shown.code == 0
    assert wide(shown.out, width) == []


def told(store: Store, kind: str, id_: str) -> dict[str, list[str]]:
    """Of each care level that the card has: what to do, and the signs that complete the sentence, as the card has them."""
    signs = store.signs_of(kind, id_)
    levels = {level: [sign.short for sign in signs if sign.level == level] for level in ACTIONS}
    return {level: [f"{level.capitalize()}: {ACTIONS[level]}", *of_level] for level, of_level in levels.items() if of_level}


def missing_on_40_columns(run: Callable[..., Run], file: Path, store: Store, begun: tuple[str, ...]) -> list[str]:
    """What of the emergency help, and of the start of these levels, does not stand in the first 20 lines."""
    missing = []
    for kind, id_ in PAGES_WITH_HELP:
        first = " ".join(words("\n".join(run(kind, id_, "--color", "never", width=40, data=file).out.splitlines()[:20])))
        levels = told(store, kind, id_)
        wanted = [*levels.get("emergency", []), *(f"{level.capitalize()}:" for level in begun if level in levels)]
        missing += [f"{kind} {id_}: {text}" for text in wanted if " ".join(words(text)) not in first]
    return missing


def test_on_40_columns_emergency_help_is_whole_in_the_first_20_lines_and_the_urgent_is_begun(
    run: Callable[..., Run], real_file: Path, real_store: Store
) -> None:
    assert missing_on_40_columns(run, real_file, real_store, ("urgent",)) == []


def test_on_40_columns_every_level_is_begun_in_the_first_20_lines(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    assert missing_on_40_columns(run, real_file, real_store, ("urgent", "routine")) == []


def test_in_a_pipe_help_is_whole_in_the_first_20_lines(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    missing = []
    for kind, id_ in PAGES_WITH_HELP:
        first = run(kind, id_, data=real_file).out.splitlines()[:20]
        wanted = [line for of_level in told(real_store, kind, id_).values() for line in of_level]
        missing += [f"{kind} {id_}: {text}" for text in wanted if not any(line.startswith(text) for line in first)]

    assert missing == []


def test_in_a_pipe_nothing_wraps(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    """Every claim of every page is one line, beside its certainty where that is not high; glosses in brackets are looked through."""
    missing = []
    for kind, id_ in ENTRIES:
        glosses = [f" ({gloss})" for gloss in real_store.glosses(kind, id_).values()]

        def bare(text: str, glosses: list[str] = glosses) -> str:
            for gloss in glosses:
                text = text.replace(gloss, "")
            return text

        lines = bare(run(kind, id_, "--all", data=real_file).out).splitlines()
        for _, claim in real_store.entry(kind, id_).claims():
            stated = bare(claim.text) + (" [" if claim.certainty == "high" else f" ({claim.certainty}) [")
            note = f" Note: {bare(claim.note)}" if claim.note else ""
            if not any(stated in line and line.endswith(note) for line in lines):
                missing.append(f"{kind} {id_}: {stated}{note}")

    assert missing == []


@pytest.mark.parametrize("width", [None, *WIDTHS])
def test_no_dots_stand_in_place_of_content(width: int | None, run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    """Not even under a width at which nothing fits: the content itself has none."""
    longest = [("site", "leg"), ("cause", "motor-neurone-disease"), ("term", "fasciculation"), ("source", real_store.ids("source")[0])]
    for command in [*longest, *LISTS]:
        document = json.loads(run(*command, "--json", data=real_file).out)
        own = json.dumps(document, ensure_ascii=False)

        shown = run(*command, width=width, data=real_file).out

        assert (own.count("…"), own.count("...")) == (0, 0), "the content has come to use dots: count them here"
        assert "…" not in shown
        assert "..." not in shown


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide"])
def test_a_senseless_width_is_that_of_the_terminal_itself(columns: str, run: Callable[..., Run]) -> None:
    assert run("site", "leg", width=80).out == run("site", "leg", width=80, env={"COLUMNS": columns}).out


def test_a_wide_terminal_does_not_make_long_lines(run: Callable[..., Run], real_file: Path) -> None:
    """A line of more than a hundred columns is hard to read."""
    shown = run("cause", "magnesium-deficiency", "--all", "--color", "never", width=200, data=real_file).out

    assert 80 < max(cells(line) for line in shown.splitlines() if not is_address(line)) <= 100


def test_the_width_of_a_pipe_is_not_asked_for(run: Callable[..., Run]) -> None:
    assert run("site", "leg").out == run("site", "leg", env={"COLUMNS": "20"}).out


def test_the_full_matrix(run: Callable[..., Run], real_file: Path, real_store: Store, request: pytest.FixtureRequest) -> None:
    """Every entry and list, at every width, in every letter set, with and without colour, against the page of a pipe."""
    if not request.config.getoption("--full"):
        pytest.skip("the full matrix runs under --full; its covering set is the tests above")
    names = [("search", *real_store.entry(kind, id_).name.split()) for kind, id_ in ENTRIES]
    commands = [*ENTRIES, *(("source", id_) for id_ in real_store.ids("source")), *LISTS, *SEARCHES, *names]
    found, runs = [], 0
    for command in commands:
        for encoding in ("utf-8", "ascii", "cp1252", "latin-1"):
            piped = run(*command, data=real_file, encoding=encoding)
            for width, color in product(WIDTHS, ("never", "always")):
                shown = run(*command, "--color", color, data=real_file, encoding=encoding, width=width)
                bare = re.sub(r"\x1b\[[0-9;]*m", "", shown.out)
                broken = faults(bare, piped.out, width) + (["another exit code"] if shown.code != piped.code else [])
                broken += ["an escape code"] if "\x1b" in bare or (color == "never" and bare != shown.out) else []
                found += [f"{' '.join(command)} {encoding} {color}: {fault}" for fault in broken]
                runs += 1
    print(f"{runs} runs of {len(commands)} command lines, {len(found)} faults")

    assert found == []
