"""The card: one screen, every sign, each cause once or counted, and what comes next as commands that work."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, MINI, Run

from twitchref.pages.blocks import few
from twitchref.pages.terminal import _STYLES

ENTRIES = [(kind, path.stem) for kind in ("site", "cause", "term") for path in sorted((DATA / f"{kind}s").glob("*.yaml"))]
WITH_HELP = [entry for entry in ENTRIES if entry[0] != "term"]
LEVELS = {
    "emergency": "Emergency: Call your local emergency number now if",
    "urgent": "Urgent: Speak to a doctor or nurse today if",
    "routine": "Routine: Book an appointment if",
}
SITE_ROWS = {"common": "Often", "sometimes": "Sometimes", "rare": "Rarely", "unknown": "Also named"}
CAUSE_ROWS = {"common": "Often in", "sometimes": "Sometimes in", "rare": "Rarely in", "unknown": "Named in"}


@pytest.fixture(scope="module")
def ask(real_file: Path) -> Callable[..., dict[str, Any]]:
    """The JSON page of a real entry."""
    from twitchref.pages.json import document
    from twitchref.reference import Reference

    reference = Reference.open(real_file)
    return lambda kind, id_: document(reference.page(kind, id_), reference.version)


@pytest.fixture
def card(run: Callable[..., Run], real_file: Path) -> Callable[..., list[str]]:
    """The lines of a card of the real data."""

    def show(kind: str, id_: str, width: int | None = None) -> list[str]:
        ran = run(kind, id_, "--color", "never", data=real_file, width=width)
        assert (ran.code, ran.err) == (0, "")
        return ran.out.splitlines()

    return show


def said(lines: list[str]) -> str:
    return " ".join(re.sub("[·▌]", " ", " ".join(lines)).split())


def test_three_cards_in_four_fit_a_screen_and_every_one_fits_30_lines(card: Callable[..., list[str]]) -> None:
    """Of 80 columns; a screen has 24 lines."""
    lengths = {f"{kind} {id_}": len(card(kind, id_, 80)) for kind, id_ in ENTRIES}

    assert {entry: length for entry, length in lengths.items() if length > 30} == {}
    assert sum(length <= 24 for length in lengths.values()) >= 0.75 * len(lengths)


@pytest.mark.parametrize("width", [None, 40, 80])
def test_a_card_shows_every_sign_under_its_level(
    width: int | None, card: Callable[..., list[str]], ask: Callable[..., Any], real_store: Any
) -> None:
    wrong = []
    for kind, id_ in WITH_HELP:
        help_ = ask(kind, id_)["help"]
        shown = said(card(kind, id_, width))
        signs = real_store.signs_of(kind, id_)
        told = [
            " ".join([action, *(sign.short for sign in signs if sign.level == level)]) for level, action in LEVELS.items() if help_[level]
        ]
        if " ".join(told) not in shown:
            wrong.append(f"{kind} {id_}")

    assert wrong == []


def test_a_card_begins_with_the_first_claim_and_has_the_first_of_what_can_be_done(
    card: Callable[..., list[str]], ask: Callable[..., Any]
) -> None:
    for kind, id_ in WITH_HELP:
        page, lines = ask(kind, id_), card(kind, id_)
        assert lines[0].partition(" (found by ")[0] == page["name"]
        assert lines[1] == _stated(page["summary"][0])
        for label, section in (("What helps", "self_care"), ("Treatment", "treatment")):
            assert [line for line in lines if line.startswith(f"{label}: ")] == [
                f"{label}: {_stated(claim)}" for claim in page[section][:1]
            ]


def _stated(claim: dict[str, Any]) -> str:
    return str(claim["text"]) + ("" if claim["certainty"] == "high" else f" ({claim['certainty']})")


def test_every_cause_of_a_site_is_named_or_counted_once_by_how_often(card: Callable[..., list[str]], ask: Callable[..., Any]) -> None:
    """Those of any muscle among them; of a cause, every site."""
    for kind, id_ in WITH_HELP:
        page, lines = ask(kind, id_), card(kind, id_)
        links = [*page["causes"], *page["anywhere"], *page["rarer_diseases"]] if kind == "site" else page["sites"]
        for frequency, label in (SITE_ROWS if kind == "site" else CAUSE_ROWS).items():
            names = list(dict.fromkeys(link["name"] for link in links if link["frequency"] == frequency))
            names = ["Whole body (any muscle)" if kind == "cause" and name == "Whole body" else name for name in names]
            rows = [line.removeprefix(f"{label}: ") for line in lines if line.startswith(f"{label}: ")]
            assert len(rows) == bool(names)
            for row in rows:
                shown = re.sub(r", with other signs too$| \(how often is unknown\)$", "", row).split(" · ")
                more = re.fullmatch(r"and (\d+) more", shown[-1])
                left = int(more[1]) if more else 0
                assert shown[: len(names) - left] == names[: len(names) - left]
                assert len(shown) - bool(more) + left == len(names)


def test_a_rare_disease_stands_beside_its_word_and_what_else_would_be_there(card: Callable[..., list[str]]) -> None:
    rows = [line for kind, id_ in ENTRIES if kind == "site" for line in card(kind, id_) if line.startswith("Rarely: ")]

    assert len(rows) > 10
    assert [row for row in rows if not row.endswith(", with other signs too")] == []


@pytest.mark.parametrize("data", ["real_file", "mini"])
def test_what_a_card_names_next_works_as_printed(data: str, run: Callable[..., Run], request: pytest.FixtureRequest) -> None:
    file = MINI if data == "mini" else request.getfixturevalue("real_file")
    for kind, id_ in (("site", "leg"), ("cause", "stress" if data == "mini" else "caffeine"), ("term", "myokymia")):
        (more,) = [
            line for line in run(kind, id_, data=None, env={"TWITCHREF_DATA": str(file)}).out.splitlines() if line.startswith("More: ")
        ]
        found = re.fullmatch(r"More: twitchref (.+) (\S+) \(or: (.+)\)", more)
        assert found
        words = [found[2], *found[3].split(", ")]
        assert words[-1] == "--all"
        pages = [run(*found[1].split(), word, data=file) for word in words]
        assert [page.code for page in pages] == [0] * len(words)
        assert len({page.out for page in pages}) == len(words)
        assert not any("Nothing is written" in page.out for page in pages)


def test_every_section_is_one_word_further(run: Callable[..., Run], real_file: Path, ask: Callable[..., Any]) -> None:
    """What the whole page has stands in a section too, but for where to read on."""
    for kind, id_ in (("site", "eyelid"), ("cause", "restless-legs-syndrome")):
        page = ask(kind, id_)
        texts = {claim["text"] for value in page.values() for claim in _claims(value)}
        (more,) = [line for line in run(kind, id_, data=real_file).out.splitlines() if line.startswith("More: ")]
        words = [more.split(" (or: ")[0].split()[-1], *more.split("(or: ")[1].rstrip(")").split(", ")[:-1]]
        shown = re.sub(r" \([^()]*\)", "", "".join(run(kind, id_, word, data=real_file).out for word in words))
        assert [text for text in texts if re.sub(r" \([^()]*\)", "", text) not in shown] == []


def _claims(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        return []
    return [each for item in value if isinstance(item, dict) for each in ([item] if "certainty" in item else item.get("claims", []))]


def test_a_number_in_a_section_is_explained_by_the_list_under_it(run: Callable[..., Run], real_file: Path) -> None:
    """And is that of the whole page."""
    whole = run("site", "leg", "--all", data=real_file).out
    for word in ("help", "summary", "causes", "rarer", "pattern", "self-care", "treatment", "unknown"):
        shown = run("site", "leg", word, data=real_file).out
        stated, _, listed = shown.partition("\nSources\n")
        cited = {
            number for group in re.findall(r"\[([\d, a-z-]+)\]", stated) for number in re.findall(r"\b(\d+)(?: [a-z]+-\d+)?(?:,|$)", group)
        }
        numbers = re.findall(r"^(\[\d+\] .*)$", listed, re.MULTILINE)
        assert cited
        assert {line[1 : line.index("]")] for line in numbers} == cited
        assert [line for line in numbers if line not in whole] == []


def test_a_name_wins_over_a_section_word(run: Callable[..., Run], real_file: Path) -> None:
    """`opioid withdrawal help` may be a section; `self-care` behind a name is one however it is spelt."""
    assert run("site", "leg", "self", "care", data=real_file) == run("site", "leg", "self-care", data=real_file)
    assert run("site", "left", "leg", "HELP", data=real_file) == run("site", "leg", "help", data=real_file)
    assert json.loads(run("site", "leg", "help", "--json", data=real_file).out) == json.loads(
        run("site", "leg", "--json", data=real_file).out
    )


def test_a_section_that_an_entry_does_not_have_says_so(run: Callable[..., Run]) -> None:
    shown = run("cause", "stress", "treatment")

    assert shown.code == 0
    assert "Nothing is written here under 'treatment'." in shown.out


# What 16 colours are on common terminals, as red, green and blue: xterm, Windows, GNOME and macOS; 9 is red, 12 blue, 13 magenta.
BRIGHT = {
    "xterm": {"bright_red": "ff0000", "bright_blue": "5c5cff", "bright_magenta": "ff00ff"},
    "Windows": {"bright_red": "e74856", "bright_blue": "3b78ff", "bright_magenta": "b4009e"},
    "GNOME": {"bright_red": "f66151", "bright_blue": "2a7bde", "bright_magenta": "c061cb"},
    "macOS": {"bright_red": "e50000", "bright_blue": "5b5bff", "bright_magenta": "e500e5"},
}


def luminance(color: str) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["000000", "ffffff"], ids=["dark", "light"])
@pytest.mark.parametrize("terminal", BRIGHT)
def test_colours_can_be_read_on_dark_and_on_light_grounds(terminal: str, ground: str) -> None:
    """At least 3 to 1, as WCAG asks of bold words and of bars; no other colour is used, and each has its word beside it."""
    used = {word for style in _STYLES.values() for word in style.split()} - {"bold", "dim"}

    assert used == BRIGHT[terminal].keys()
    assert {color: round(contrast(value, ground), 1) for color, value in BRIGHT[terminal].items() if contrast(value, ground) < 3} == {}


def test_the_computed_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("000000", "ffffff"), 2) == 21
    assert round(contrast("ffff00", "ffffff"), 2) == 1.07


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["a" * 90], "a" * 90),
        (["a" * 90, "b"], f"{'a' * 90} · and 1 more"),
        (["one", "two"], "one · two"),
        (["one", "b" * 60, "c" * 60], "one · and 2 more"),
        (["one", "b" * 40, "c" * 60], f"one · {'b' * 40} · and 1 more"),
    ],
)
def test_names_are_cut_between_names_and_one_at_least_is_shown(names: list[str], shown: str) -> None:
    assert few(names, 68) == shown
