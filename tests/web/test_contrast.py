"""Every text is read easily on its ground, and every shape that says something is seen: WCAG 2.2, 1.4.3 and 1.4.11, computed."""

import re
from pathlib import Path

import pytest
from conftest import ROOT

STYLES = [ROOT / "twitchref" / "pages" / "style.css", *sorted((ROOT / "twitchref" / "web").glob("*.css"))]
STYLE = STYLES[0].read_text(encoding="utf-8")
SCHEMES = ("light", "dark")
LEVELS = ("emergency", "urgent", "routine")
GROUNDS = ("ground", "raised", "mark", *(f"{level}-ground" for level in LEVELS))

# Text and its ground: running text and links stand on every ground, what is quiet too, but in no cell of the table that has a shade.
TEXTS = [
    *((text, ground) for text in ("ink", "quiet", "link") for ground in GROUNDS),
    *(("ink", f"shade-{number}") for number in (1, 2, 3)),
    *((level, ground) for level in LEVELS for ground in ("ground", f"{level}-ground")),
]

# Shapes and what is beside them: the edge of a care level and of its box, a bar, a box to type into, a ring of focus, what is drawn.
SHAPES = [
    *((level, ground) for level in LEVELS for ground in ("ground", f"{level}-ground")),
    *(("accent", beside) for beside in ("ground", "shade-1")),
    *(("quiet", beside) for beside in ("ground", "raised", "shade-1", "shade-2")),
    *(("link", ground) for ground in GROUNDS),
    *(("ink", beside) for beside in ("ground", "shade-1", "shade-2", "shade-3")),
]


def colours(scheme: str) -> dict[str, str]:
    """The custom properties that hold a colour in this scheme."""
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    own = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    assert found.keys() == own.keys()
    return found | (own if scheme == "dark" else {})


def luminance(colour: str) -> float:
    """The relative luminance, as WCAG defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_a_text_has_a_contrast_of_four_and_a_half_to_its_ground(text: str, ground: str, scheme: str) -> None:
    of = colours(scheme)

    assert contrast(of[text], of[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("shape", "beside"), SHAPES)
def test_a_shape_that_says_something_has_a_contrast_of_three_to_what_is_beside_it(shape: str, beside: str, scheme: str) -> None:
    of = colours(scheme)

    assert contrast(of[shape], of[beside]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_shades_of_the_table_differ_in_one_order(scheme: str) -> None:
    """From the ground on, each is further from it than the one before: the order is seen, and the word in each says which it is."""
    of = colours(scheme)
    away = [contrast(of["ground"], of[name]) for name in ("ground", "shade-1", "shade-2", "shade-3")]

    assert away == sorted(set(away))


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_every_colour_on_a_screen_is_one_of_those_that_were_computed(style: Path) -> None:
    """On paper it is black on white; and where the system chooses the colours, its names stand."""
    rules = re.sub(r":root \{.*?\}|@media print .*|/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
    used = re.findall(r"[\w-]*(?:color|background|fill|stroke|border(?:-\w+)?|outline): ?([^;}]+)", rules)
    written = {re.sub(r"var\(--[\w-]+\)|[\d.]+(?:px|rem)?|%|solid|dashed", "", value).strip() for value in used}

    assert written <= {"", "none", "inherit", "transparent", "currentColor", "collapse"}
