"""What the web pages are to somebody who opens them: here in Debian's Chromium, on the real data."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from webpages import KINDS, OF_THE_SITE, UNDER, chromium, from_npm, printed, served, write

from twitchref.answer import Page as Card
from twitchref.reference import Reference

CRITERIA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # of these, what is about colours


@pytest.fixture(scope="module")
def made(real_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site under a sub-path, and a file for each kind of answer."""
    folder = tmp_path_factory.mktemp("pages")
    write(folder, real_file)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def host(made: Path) -> Iterator[str]:
    with served(made) as address:
        yield address


@pytest.fixture(scope="module")
def wide(browser: Browser) -> Iterator[BrowserContext]:
    """Windows of 1280 pixels."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context


@pytest.fixture
def page(wide: BrowserContext) -> Iterator[Page]:
    with wide.new_page() as opened:
        yield opened


def from_disk(made: Path, kind: str) -> str:
    """The address of a page of this kind as a file."""
    path, _, query = KINDS[kind].partition("?")
    return (made / path).as_uri() + (query and f"?{query}")


# ---- what is checked of each kind of page


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, page: Page, host: str) -> None:
    """In the light; and in the dark, where only colours differ, of colours."""
    axe = from_npm("axe-core/axe.min.js").read_text(encoding="utf-8")
    page.goto(f"{host}/{KINDS[kind]}")
    page.evaluate(axe)
    found = {}
    for scheme, wanted in (("light", {"type": "tag", "values": CRITERIA}), ("dark", {"type": "rule", "values": COLOURS})):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        results = page.evaluate("of => axe.run({runOnly: of, resultTypes: ['violations']})", wanted)
        found[scheme] = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in results["violations"]]

    assert found == {"light": [], "dark": []}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_nobody_keeps_nothing_and_complains_of_nothing(kind: str, wide: BrowserContext, page: Page, made: Path) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(from_disk(made, kind))
    if "search" in kind:
        page.fill("#q", "twitching calf")
        page.wait_for_selector("#found li")

    assert asked and not [url for url in asked if not url.startswith(made.as_uri())]
    assert not said
    assert not wide.cookies()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


_SMALL = """least => [...document.querySelectorAll("body *")]
  .filter((one) => !one.closest("svg") && one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < least)
  .map((one) => one.outerHTML)"""
_DRAWN = """() => [...document.querySelectorAll("svg text")].filter((one) => getComputedStyle(one).visibility === "visible")
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""


def test_at_320_pixels_no_page_is_wider_than_its_window_and_every_text_is_readable(browser: Browser, made: Path) -> None:
    """A phone of 320 pixels is also a window of 1280 at 400 %: this one has four dots a pixel. Only a table scrolls in its own box.

    The names in a drawing have 12 pixels: all of them stand below it as words too.
    """
    with browser.new_context(viewport={"width": 320, "height": 256}, device_scale_factor=4) as context, context.new_page() as page:
        for kind in KINDS:
            page.goto(from_disk(made, kind))
            assert page.evaluate("document.documentElement.scrollWidth") == 320, kind
            assert page.evaluate(_SMALL, 16) == [], kind
            assert not [size for size in page.evaluate(_DRAWN) if round(size, 1) < 12], kind


def test_nothing_moves_for_who_asked_for_that(page: Page, made: Path) -> None:
    for motion, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
        page.goto(from_disk(made, "site"))
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
        assert page.evaluate("document.getAnimations().length") == 0


# ---- with the keyboard

_RING = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const drawn = [...at.querySelectorAll(".piece, .frame, rect")].map((one) => parseFloat(getComputedStyle(one).strokeWidth));
  return at.closest("svg") ? Math.max(...drawn) : style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
}"""
_STOP = "() => document.activeElement.getAttribute('href') || document.activeElement.id || document.activeElement.tagName"


def stops(page: Page, count: int) -> list[str]:
    """Where the next tabs lead: addresses, ids or tags; every one of them can be seen to have the focus."""
    found = []
    for _ in range(count):
        page.keyboard.press("Tab")
        found.append(str(page.evaluate(_STOP)))
        assert page.evaluate(_RING) >= 2, found[-1]
    return found


def test_tab_leads_through_the_start_page_in_the_order_that_is_read(page: Page, made: Path) -> None:
    page.goto(from_disk(made, "start"))
    menu = [link.get_attribute("href") for link in page.query_selector_all("nav a")]
    places = [link.get_attribute("href") for link in page.query_selector_all(".figure a:not(.again)")]
    listed = {link.get_attribute("href") for link in page.query_selector_all("#places + ul a")}

    assert stops(page, 4) == ["#content", "index.html", "q", "BUTTON"]
    assert stops(page, len(menu)) == menu
    assert stops(page, 1) == ["signs.html"]
    assert stops(page, len(places)) == places
    assert len(places) == len(listed) and set(places) == listed


def test_enter_opens_a_place(page: Page, made: Path) -> None:
    page.goto(from_disk(made, "start"))
    page.focus(".figure .to-eyelid")
    page.keyboard.press("Enter")
    page.wait_for_url("**/site/eyelid.html")

    assert page.inner_text("h1") == "Eyelid"


def test_the_first_link_leads_past_the_menu(page: Page, made: Path) -> None:
    page.goto(from_disk(made, "causes"))
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box is not None and box["x"] >= 0
    page.keyboard.press("Enter")

    assert stops(page, 1) == [page.get_attribute("main a", "href")]


def test_the_table_is_reached_and_scrolled_with_keys(page: Page, made: Path) -> None:
    page.goto(from_disk(made, "compare"))
    page.focus(".skip")
    page.keyboard.press("Enter")
    assert stops(page, 1) == ["DIV"]
    page.keyboard.press("ArrowRight")

    page.wait_for_function("document.querySelector('.wide').scrollLeft > 0")


def test_the_site_that_sorts_the_table_is_seen_beside_the_causes(browser: Browser, made: Path) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context, context.new_page() as page:
        page.goto(from_disk(made, "compare by a site"))
        right = page.evaluate("document.querySelector('[aria-sort]').getBoundingClientRect().right")

    assert right <= 320


# ---- where things lead


def test_the_site_works_under_any_address(page: Page, host: str) -> None:
    answered: list[tuple[int, str]] = []
    page.on("response", lambda response: answered.append((response.status, response.url)))
    for path in OF_THE_SITE.values():
        page.goto(f"{host}/{UNDER}/{path}")
    page.goto(f"{host}/{UNDER}/index.html")
    page.click(".figure .to-ear text")
    page.wait_for_url("**/site/ear.html")
    page.fill("#q", "wrist")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=wrist")
    page.click("#found li a")
    page.wait_for_url("**/site/hand.html")
    icon = f"{host}/favicon.ico"  # what every browser asks a host for

    assert {url.removeprefix(host).split("/")[1:3] == UNDER.split("/") for _, url in answered if url != icon} == {True}
    assert {status for status, url in answered if url != icon} <= {200, 304}


def test_without_javascript_all_but_the_search_is_the_same(browser: Browser, made: Path) -> None:
    scripted = {path.name for path in made.rglob("*.html") if re.search(r"<script|javascript:| on\w+=", path.read_text(encoding="utf-8"))}
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        page.goto(from_disk(made, "search"))
        assert "This search needs JavaScript" in page.inner_text("main")
        page.goto(from_disk(made, "start"))
        page.click(".figure .to-ear text")
        assert page.inner_text("h1") == "Ear"

    assert scripted == {"search.html"}


# ---- the search box


def search(page: Page, made: Path, query: str) -> str:
    """What is shown for a query that is typed."""
    page.goto(from_disk(made, "search"))
    page.fill("main #q", query)
    page.keyboard.press("Enter")
    return page.inner_text("#found")


def test_a_misspelling_is_understood_and_said(page: Page, made: Path) -> None:
    assert "Searched instead for “magnesium”." in search(page, made, "magnesuim")
    assert page.inner_text("#found li a") == "Magnesium deficiency"


def test_an_emergency_stands_first(page: Page, made: Path) -> None:
    assert search(page, made, "can't breathe").startswith("Emergency: Call your local emergency number now if")


def test_nothing_found_says_so_and_where_to_ask(page: Page, made: Path) -> None:
    said = search(page, made, "recipe")

    assert said.startswith("Nothing found for “recipe”.")
    assert said.endswith("ask a doctor or nurse.")


@pytest.mark.parametrize("typed", [True, False])
def test_what_is_typed_is_never_run(typed: bool, page: Page, made: Path) -> None:
    """Nor what stands in an address."""
    harm = "<img src=x onerror=alert(1)>"
    opened: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: opened.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    if typed:
        said = search(page, made, harm)
    else:
        page.goto(f"{from_disk(made, 'search')}?q={harm}")
        said = page.inner_text("#found")

    assert harm in said
    assert not opened and not page.query_selector_all("main img")
    assert not [url for url in asked if url.endswith("/x")]


# ---- on paper


def pages_of(page: Page, text: str, paper: str) -> int:
    """How many sheets of paper a file takes."""
    page.set_content(text)
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("part", range(4))
def test_a_card_prints_on_one_page_and_a_sheet_on_two(part: int, paper: str, page: Page, real_file: Path) -> None:
    """Of every site, and of the ten causes whose cards are the longest."""
    reference = Reference.open(real_file)
    cards = [reference.site(id_) for id_ in reference.database.ids("site")]
    causes = [reference.cause(id_) for id_ in reference.database.ids("cause")]
    cards += sorted(causes, key=lambda card: len(printed(reference, card)))[-10:]
    for card in cards[part::4]:
        assert isinstance(card, Card)
        assert pages_of(page, printed(reference, card), paper) == 1, card.entry.id
        assert pages_of(page, printed(reference, reference.sheet(card.entry.id)), paper) <= 2, card.entry.id
