"""Answers as HTML: a whole file, every letter escaped, and nothing that is fetched."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from twitchref.pages.blocks import Block, Role, Span, block, command
from twitchref.pages.html import Ways, body, html

steady = settings(deadline=None, derandomize=True, database=None)


class Text(HTMLParser):
    """The words of a page and its elements, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.skipped = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.skipped = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.skipped = False

    def handle_data(self, data: str) -> None:
        self.words += "" if self.skipped else data


ANSWERS = [
    "leg",
    "leg --all",
    "leg causes",
    "sheet leg",
    "compare ear leg",
    "compare magnesium calcium",
    "search magnesium",
    "signs",
    "about",
    "site",
    "source",
]


@pytest.mark.parametrize("line", ANSWERS)
def test_every_answer_is_a_file_of_its_own(line: str, run: Callable[..., Run]) -> None:
    shown = run(*line.split(), "--format", "html")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith('<!doctype html>\n<html lang="en-GB">\n')
    assert "<script" not in shown.out and "src=" not in shown.out and "@import" not in shown.out and "url(" not in shown.out
    assert {tag for tag in Text(shown.out).tags if tag in ("style", "main", "h1", "title")} == {"style", "main", "h1", "title"}


@pytest.mark.parametrize("line", ["leg", "leg --all", "sheet leg", "search magnesium", "signs", "about"])
def test_it_has_the_words_of_the_plain_page(line: str, run: Callable[..., Run]) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"[\w./:#-]+", text)

    plain = run(*line.split()).out
    assert words(Text(run(*line.split(), "--format", "html").out).words) == words(plain)


def test_a_hint_is_no_page(run: Callable[..., Run]) -> None:
    shown = run("site", "xylophone", "--format", "html")
    assert (shown.code, shown.out) == (3, "")
    assert shown.err.startswith('Nothing found for "xylophone".')


ROLES: tuple[Role, ...] = ("title", "heading", "part", "item", "text", "sign")


@given(st.text(), st.sampled_from(ROLES))
@steady
def test_no_letter_is_read_as_markup(text: str, role: Role) -> None:
    written = body([Block(role, (Span(text), Span(text, "strong", to="cause:x")))], Ways(entry=lambda to: '"><script>'))
    read = Text(written)
    assert "script" not in read.tags
    assert set(read.tags) <= {"h1", "section", "h2", "h3", "ul", "li", "p", "strong", "a"}


def test_numbers_of_sources_lead_to_them_and_other_brackets_do_not() -> None:
    blocks = [
        block("item", "It twitches [sic].", Span(" (low) [1, 2 leg-3]", "quiet"), " Otherwise: [3]"),
        block("heading", "Sources"),
        block("item", "[1] ", "One."),
        block("item", "[2] ", "Two."),
    ]
    written = body(blocks, Ways())
    assert '[<a href="#source-1">1</a>, <a href="#source-2">2</a> leg-3]' in written
    assert "[sic]" in written and "Otherwise: [3]" in written
    assert '<li id="source-2">[2] Two.\n</li>' in written


def test_a_name_leads_to_its_page_where_there_is_one_and_a_command_is_typed_where_there_is_none() -> None:
    ways = Ways(
        entry=lambda to: {"cause:x": "x.html"}.get(to, ""),
        command=lambda words: ({"signs": "signs.html"}.get(words, ""), words),
        program="twitchref",
    )
    written = body([block("text", Span("X", to="cause:x"), Span("Y", to="cause:y"), command("signs"), command("site <leg>"))], ways)
    assert written == '<p><a href="x.html">X</a>Y<a href="signs.html">signs</a><code>twitchref site &lt;leg&gt;</code></p>\n'


def test_headings_on_a_page_have_places_of_their_own() -> None:
    written = body([block("heading", "Causes"), block("text", "a"), block("heading", "Causes"), block("text", "b")], Ways())
    assert re.findall(r'id="([\w-]+)"', written) == ["causes", "causes-2"]
    assert written.count("<section") == written.count("</section>") == 2


def test_a_care_level_has_its_word_and_its_class_and_stands_one_deeper_under_a_heading() -> None:
    level = [block("level", Span("Urgent: ", "urgent"), "Speak to a doctor if"), block("sign", "it swells")]
    assert body(level, Ways()).splitlines()[:2] == [
        '<div class="care urgent">',
        '<h2><span class="urgent">Urgent: </span>Speak to a doctor if</h2>',
    ]
    assert "<h3>" in body([block("heading", "Help"), *level], Ways())


def test_the_file_of_an_answer_is_told_with_its_data(run: Callable[..., Run], tmp_path: Path) -> None:
    shown = run("--data", "tests/data/mini", "leg", "--format", "html", data=None)
    assert "<code>twitchref --data tests/data/mini site leg help</code>" in shown.out
    assert html([block("title", "A & B")]).count("<title>A &amp; B</title>") == 1
