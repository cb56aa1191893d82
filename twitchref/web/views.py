"""The pages of the web site, one after the other: what stands on each, in a frame that all share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple, get_args

from twitchref import answer, texts
from twitchref.model import WHOLE_BODY, Entry, Grade
from twitchref.pages import answers, page
from twitchref.pages.blocks import Block, Span, block, named
from twitchref.pages.html import Ways, body, slug, typed, whole
from twitchref.rows import Listed, Named
from twitchref.sections import OF_FIELD
from twitchref.web.figure import figure
from twitchref.web.frequency import WORDS, bars, heat_map, links_of
from twitchref.web.index import SCRIPTS, search_form, search_main

_TITLE = "Muscle twitching, by body site"
_MENU = {
    "index.html": "Start",
    "causes.html": "Causes",
    "signs.html": "When to get help",
    "compare.html": "Compare",
    "terms.html": "Words",
    "sources.html": "Sources",
    "about.html": "About",
}
_BABIES = "babies"  # beside the body
_OTHERS = ("children", "pregnancy", "older-people", "als-worry")  # pages that a start page names
_NAMES = re.compile(r" Pages: ((?:<a [^>]*>[^<]*</a>(?: · )?)+)")  # behind a sign
_MOST_NAMES = 5  # of pages, that are not folded
GRADES: tuple[Grade, ...] = get_args(Grade)


class Site(NamedTuple):
    """The data version, and the ids and names of what is there, by kind."""

    version: str
    known: frozenset[str]  # kind:id

    def ways(self, up: str) -> Ways:
        """Where words lead from a page that has `up` before the addresses of others."""

        def entry(to: str) -> str:
            kind, _, id_ = to.partition(":")
            return f"{up}{kind}/{id_}.html" if to in self.known else ""

        def command(words: str) -> tuple[str, str]:
            return (f"{up}index.html#places", "all places") if words == "site NAME" else typed(words)

        return Ways(entry, command)

    def framed(self, title: str, inside: str, up: str, here: str = "", json: str = "", kind: str = "") -> str:
        """A whole file: the menu, what stands inside, and what all this is. `here` is the page of the menu that it is."""
        menu = "".join(
            f'<li><a href="{up}{file}"{" aria-current=page" if file == here else ""}>{words}</a></li>' for file, words in _MENU.items()
        )
        also = f' <a href="{json}" type="application/json">This page as JSON</a>.' if json else ""
        return whole(
            title if here == "index.html" else f"{title} – twitchref",
            f'<a class="skip" href="#content">To the content</a>\n<header>\n<p class="brand"><a href="{up}index.html">twitchref</a></p>\n'
            f"{search_form(up) if here != 'search.html' else ''}"
            f'<nav aria-label="Main"><ul>{menu}</ul></nav>\n</header>\n'
            f'<main id="content"{f" class={kind}" if kind else ""}>\n{inside}</main>\n'
            f"<footer><p>{texts.PURPOSE} Data {escape(self.version)}.{also}</p></footer>\n",
            f'<link rel="stylesheet" href="{up}style.css">\n',
        )


def entry(site: Site, shown: answer.Page, places: dict[str, str]) -> str:
    """An entry's page: how it turns out, when to get help, what lies behind it as a picture, and every section."""
    of = shown.entry
    ways = site.ways("../")
    blocks = list(page.of_entry(shown, site.version, ""))
    parts = list(_parts(blocks))
    lead = [*parts[0], *(block("text", claim.text, page.sure(claim)) for claim in of.summary[:1] if of.kind != "term")]
    contents = "".join(f'<li><a href="#{slug(part[0].text)}">{escape(part[0].text)}</a></li>' for part in parts[1:])
    inside = body(lead, ways).replace("<p>", '<p class="lead">')
    help_first = [part for part in parts[1:] if part[0].text == OF_FIELD["help"].heading]
    inside += body([each for part in help_first for each in part], ways, blocks)
    links = links_of(of)
    if links:
        heading = "What can lie behind it" if of.kind == "site" else "Where it shows, and how often"
        inside += _section(heading, f'<p class="quiet">{WORDS}</p>\n{bars(links, ways.entry)}', "often")
    drawn = figure(places, lambda id_: f"{id_}.html", of.id) if of.kind == "site" else ""
    inside += f'<aside aria-label="Where on the body">\n{drawn}</aside>\n' if drawn else ""
    inside += f'<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>{contents}</ul></nav>\n'
    inside += body([each for part in parts[1:] if part not in help_first for each in part], ways, blocks)
    return site.framed(of.name, inside, "../", json=f"{of.id}.json", kind="entry" if drawn else "")


def _parts(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """What stands before the first heading, and each heading with what stands under it."""
    part: list[Block] = []
    for each in blocks:
        if each.role == "heading":
            yield part
            part = []
        part.append(each)
    yield part


def start(site: Site, sites: Sequence[Listed], causes: Sequence[Listed]) -> str:
    """The first page: a body to click, the same as words, and the pages that many look for."""
    places = {row.id: row.name for row in sites}
    drawn = figure(places, lambda id_: f"site/{id_}.html")
    by_id = {row.id: row for row in causes}
    others = [by_id[id_] for id_ in _OTHERS if id_ in by_id]
    baby = f'<p>A baby: <a href="cause/{_BABIES}.html">{escape(by_id[_BABIES].name)}</a></p>\n' if _BABIES in by_id else ""
    inside = (
        f'<h1>{_TITLE}</h1>\n<p class="lead">Most twitches are harmless and stop by themselves. Choose the place, or search.</p>\n'
        f'<p>{texts.GET_HELP} <a href="signs.html">When to get help</a>.</p>\n'
        f"{drawn}{baby}{_section('Places', _linked(sites, 'site'))}"
    )
    if others:
        inside += _section("Children, pregnancy, age, worry", _linked(others, "cause"))
    inside += '<p><a href="causes.html">All causes</a> · <a href="compare.html">Causes by place, as a table</a></p>\n'
    return site.framed(f"{_TITLE} – twitchref", inside, "", "index.html", "index.json", "start")


def _section(heading: str, inside: str, place: str = "") -> str:
    """What stands under a heading."""
    place = place or slug(heading)
    return f'<section aria-labelledby="{place}">\n<h2 id="{place}">{escape(heading)}</h2>\n{inside}</section>\n'


def _linked(rows: Iterable[Listed], folder: str) -> str:
    items = "".join(f'<li><a href="{folder}/{row.id}.html">{escape(row.name)}</a></li>\n' for row in rows)
    return f'<ul class="names">\n{items}</ul>\n'


def causes(site: Site, rows: Sequence[Listed]) -> str:
    """Every cause, by what kind of thing it is."""
    order = list(texts.CAUSE_KINDS)
    inside = "<h1>Causes</h1>\n<p>Everything here that can lie behind a twitch; most of it is rare.</p>\n"
    for kind, members in groupby(sorted(rows, key=lambda row: order.index(str(row.cause_kind))), key=lambda row: str(row.cause_kind)):
        inside += _section(texts.CAUSE_KINDS[kind].capitalize(), _linked(members, "cause"))
    return site.framed("Causes", inside, "", "causes.html", "causes.json")


def terms(site: Site, rows: Sequence[Entry]) -> str:
    """Every clinical word, with its plain meaning."""
    items = ""
    for row in rows:
        meaning = row.gloss or "".join(claim.text for claim in row.summary[:1])
        items += f'<div><dt><a href="term/{row.id}.html">{escape(row.name)}</a></dt> <dd>{escape(meaning)}</dd></div>\n'
    return site.framed("Words", f"<h1>Clinical words</h1>\n<dl>\n{items}</dl>\n", "", "terms.html", "terms.json")


def sources(site: Site, rows: Sequence[Listed], grade: Grade | None = None) -> str:
    """What the grades mean, with ways to the sources of each; or the sources of one grade, by how much rests on them."""
    if grade is None:
        items = "".join(
            f'<li><a href="sources-{each.lower()}.html">Grade {each}</a>: {escape(texts.GRADES[each])} '
            f"({sum(row.grade == each for row in rows)})</li>\n"
            for each in GRADES
        )
        return site.framed("Sources", f"<h1>Sources</h1>\n<ul>\n{items}</ul>\n", "", "sources.html", "sources.json")
    items = "".join(
        f'<li><a href="source/{row.id}.html">{escape(row.name)}</a> <span class="quiet">{escape(row.publisher or "")}, '
        f"{row.year or 'n.d.'} ({row.rests})</span></li>\n"
        for row in rows
        if row.grade == grade
    )
    said = f"<p>{escape(texts.GRADES[grade]).capitalize()}. In brackets: how many claims and signs rest on it; n.d.: no date known.</p>\n"
    return site.framed(
        f"Sources of grade {grade}", f"<h1>Sources of grade {grade}</h1>\n{said}<ul>\n{items}</ul>\n", "", "", "sources.json"
    )


def source(site: Site, shown: answer.SourcePage) -> str:
    """A source, and what rests on it."""
    inside = body(answers.blocks(shown, site.version, program=""), site.ways("../"))
    return site.framed(shown.source.title, inside, "../", json=f"{shown.source.id}.json")


def signs(site: Site, shown: answer.Signs) -> str:
    """Every sign, by what to do, each with the pages that show it; these have the sources."""
    blocks = [block("title", "When to get help"), block("text", texts.GET_HELP)]
    for level in page.LEVELS:
        of_level = [each for each in shown.signs if each.sign.level == level]
        blocks += page.of_level(
            level,
            (
                (Span(each.sign.sign, to=f"sign:{each.sign.id}"), page.sure(each.sign), page.noted(each.sign), *_on(each.pages))
                for each in of_level
            ),
        )
    inside = _NAMES.sub(_folded, body(blocks, site.ways("")))
    return site.framed("When to get help", inside, "", "signs.html", json="signs.json")


def _folded(names: re.Match[str]) -> str:
    """The names of pages; many of them folded, so that the signs stay together."""
    count = names[1].count("</a>")
    return f"<details><summary>On {count} pages</summary>{names[1]}</details>" if count > _MOST_NAMES else names[0]


def _on(pages: Sequence[Named]) -> Iterator[str | Span]:
    for number, each in enumerate(pages):
        yield " · " if number else " Pages: "
        yield named(each)


def compare(site: Site, sites: Sequence[Entry], rows: Sequence[Listed], by: str = "") -> str:
    """The causes by sites as a table; by the frequency at the site `by`, else by name."""
    ways = site.ways("")
    table = heat_map(sites, [(row.id, row.name) for row in rows], ways.entry, by, lambda id_: f"compare-{id_}.html")
    name = next((each.name for each in sites if each.id == by), "")
    order = f"by how often they lie behind a twitch there: {escape(name)}" if by else "by name; the name of a site sorts them by that site"
    whole_body = next((each.name for each in sites if each.id == WHOLE_BODY), "")
    anywhere = f" Causes under “{escape(whole_body)}” can make any muscle twitch." if whole_body else ""
    inside = f"<h1>Causes by place</h1>\n<p>{WORDS}{anywhere} The order: {order}.</p>\n{table}"
    if by:
        inside += '<p><a href="compare.html">By name</a></p>\n'
    return site.framed(
        f"Causes by place{f': {name}' if by else ''}", inside, "", "compare.html" if not by else "", "compare.json", "widest"
    )


def search(site: Site) -> str:
    """Where a script finds names."""
    scripts = "".join(f'<script defer src="{name}"></script>\n' for name in SCRIPTS)
    return site.framed("Search", search_main() + scripts, "", "search.html")


def about(site: Site, shown: answer.About) -> str:
    """What this is."""
    return site.framed("About", body(answers.blocks(shown, site.version, program=""), site.ways("")), "", "about.html", json="about.json")
