"""The figure: one named link for each site that has a place, in the order of the body, and nothing that runs or is fetched."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import DATA, ROOT

from twitchref.web.drawing import DRAWINGS, smooth
from twitchref.web.figure import figure

SITES = {path.stem: f"The {path.stem}" for path in sorted((DATA / "sites").glob("*.yaml"))}
HEAD_TO_FOOT = (
    "head face eyelid ear jaw lip neck throat tongue "
    "whole-body chest back arm abdomen hand leg thigh pelvic-floor calf foot"
).split()  # fmt: skip


def address(site: str) -> str:
    return f"site/{site}.html"


def drawn(places: dict[str, str], here: str = "") -> ElementTree.Element:
    return ElementTree.fromstring(figure(places, address, here))


def links(figure: ElementTree.Element) -> list[ElementTree.Element]:
    """Those that a keyboard reaches."""
    return [link for link in figure.iter("a") if "tabindex" not in link.attrib]


def test_every_site_of_the_data_has_one_link_from_head_to_foot() -> None:
    hrefs = [link.get("href") for link in links(drawn(SITES))]

    assert [address(site) for site in HEAD_TO_FOOT] == hrefs
    assert sorted(SITES) == sorted(HEAD_TO_FOOT)


def test_every_link_has_the_name_of_its_site_as_its_only_words_for_a_screen_reader() -> None:
    for link in links(drawn(SITES)):
        title, *others = link
        assert (title.tag, title.text) == ("title", SITES[str(link.get("class")).removeprefix("to-")])
        assert all(text.get("aria-hidden") == "true" for other in others for text in other.iter("text"))


def test_every_name_is_written_beside_its_place() -> None:
    written = [" ".join(str(line.text) for line in link.iter("tspan")) for link in links(drawn(SITES))]

    assert [SITES[site] for site in HEAD_TO_FOOT] == [words.replace("- ", "-") for words in written]


def test_what_is_drawn_a_second_time_is_for_the_pointer_alone() -> None:
    again = [link for link in drawn(SITES).iter("a") if "tabindex" in link.attrib]

    assert [str(link.get("href"))[5:-5] for link in again] == ["neck", "head", "face"]
    assert {("-1", "true")} == {(link.get("tabindex"), link.get("aria-hidden")) for link in again}


def test_a_place_without_a_site_is_drawn_and_no_link() -> None:
    without = {site: name for site, name in SITES.items() if site not in ("arm", "neck")}
    whole, part = drawn(SITES), drawn(without)

    assert {"arm", "neck"} == {str(link.get("class"))[3:].split()[0] for link in whole.iter("a")} - {
        str(link.get("class"))[3:].split()[0] for link in part.iter("a")
    }
    assert [path.get("d") for path in whole.iter("path") if path.get("class") == "piece"] == [
        path.get("d") for path in part.iter("path") if path.get("class") == "piece"
    ]


def test_a_site_without_a_place_is_left_out() -> None:
    assert figure(SITES, address) == figure({**SITES, "tail": "Tail"}, address)
    assert not figure({"tail": "Tail"}, address)
    assert not figure({**SITES, "tail": "Tail"}, address, "tail")


@pytest.mark.parametrize("here", HEAD_TO_FOOT)
def test_on_a_page_of_a_site_its_place_alone_is_marked_in_the_one_drawing_that_has_it(here: str) -> None:
    small = drawn(SITES, here)
    marked = [link for link in small.iter("a") if link.get("aria-current") == "page"]

    assert [address(here)] == [link.get("href") for link in marked]
    assert small.get("class") == "figure figure-small"
    assert len(list(small.iter("svg"))) == 1


def test_nothing_is_marked_where_no_page_is() -> None:
    assert "aria-current" not in figure(SITES, address)


def test_names_and_addresses_are_escaped() -> None:
    hostile = {"arm": '</title><script>alert("1")</script>&amp;'}
    shown = figure(hostile, lambda _: '"><script>')
    link = next(ElementTree.fromstring(shown).iter("a"))

    assert "<script" not in shown
    assert (hostile["arm"], '"><script>') == (link[0].text, link.get("href"))


def test_a_long_name_is_cut_beside_the_drawing_and_whole_for_a_screen_reader() -> None:
    long = "a name that goes on and on and on and on and on and on"
    link = next(drawn({"arm": long}).iter("a"))

    assert long == link[0].text
    assert len(list(link.iter("tspan"))) == 4


@pytest.mark.parametrize("here", ["", "ear", "hand"])
def test_nothing_runs_moves_or_is_fetched_and_colours_are_the_style_s(here: str) -> None:
    shown = drawn(SITES, here)
    tags = {element.tag for element in shown.iter()}
    attributes = {name for element in shown.iter() for name in element.attrib}

    assert tags <= set("div svg title desc defs clipPath g path use circle rect text tspan a".split())
    assert not attributes & {"style", "fill", "stroke", "onclick", "src"}
    assert {"#figure-head-half", "#figure-body-half"} >= {use.get("href") for use in shown.iter("use")}


@pytest.mark.parametrize("here", ["", "ear", "hand"])
def test_what_the_figure_refers_to_is_in_it(here: str) -> None:
    shown = figure(SITES, address, here)
    ids = re.findall(r' id="([^"]+)"', shown)
    wanted = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"|aria-(?:labelledby|describedby)="([^"]+)"', shown)

    assert len(ids) == len(set(ids))
    assert {name for names in wanted for name in names if name} <= set(ids)


def test_the_figure_is_at_most_25_kilobytes() -> None:
    assert len(figure(SITES, address).encode()) <= 25_000


def test_the_style_has_no_colour_of_its_own() -> None:
    style = Path(ROOT / "twitchref/web/figure.css").read_text(encoding="utf-8")
    ours = "ground ink quiet line link accent shade-1 shade-2 shade-3".split()

    assert set(re.findall(r"var\(--([\w-]+)\)", style)) <= set(ours)
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb|hsl|url|@import|animation|transition", style)


def test_a_smooth_path_goes_through_its_points_and_turns_sharply_only_at_corners() -> None:
    assert smooth("0,0 6,0 12,6") == "M0 0C0 0 4 -1 6 0 8 1 12 6 12 6"
    assert smooth("0,0 |6,0 12,6") == "M0 0C0 0 6 0 6 0 6 0 12 6 12 6"
    assert smooth("0,0 6,0 6,6", closed=True).endswith("0 0Z")


def test_what_is_said_of_a_drawing_fits_every_drawing() -> None:
    """Names stand within its width, and lines end inside it."""
    for drawing in DRAWINGS:
        for place in (*drawing.places, *drawing.again):
            x, y = place.line_to or place.name[:2]
            assert 0 < x < drawing.width, place.site
            assert 0 < y < drawing.height, place.site
