"""The web pages that the tests look at: the site of the real data, files that `--format html` prints, and a Chromium to open them in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from conftest import DATA
from playwright.sync_api import Browser, sync_playwright

from twitchref.answer import WHOLE, Answer, Listing, Page
from twitchref.pages import answers
from twitchref.pages.html import html
from twitchref.reference import Reference
from twitchref.web import site

CHROMIUM = Path("/usr/bin/chromium")
FROM_NPM = Path(__file__).parent / "web" / "node_modules"
BY_NPM = "`npm ci` in tests/web gets it"
UNDER = "x/y"  # where the site stands in the folder that is served

# A page of the site of each kind, by what it is.
OF_THE_SITE = {
    "start": "index.html",
    "site": "site/leg.html",
    "site in the head": "site/eyelid.html",
    "whole body": "site/whole-body.html",
    "cause": "cause/motor-neurone-disease.html",
    "worry": "cause/als-worry.html",
    "term": "term/myokymia.html",
    "source": "source/nhs-twitch.html",
    "causes": "causes.html",
    "terms": "terms.html",
    "sources": "sources.html",
    "sources of a grade": "sources-b.html",
    "signs": "signs.html",
    "compare": "compare.html",
    "compare by a site": "compare-leg.html",
    "about": "about.html",
    "search": "search.html",
    "search that finds": "search.html?q=can't breathe",
    "search that finds nothing": "search.html?q=recipe",
}


def _whole_page(reference: Reference) -> Answer:
    found = reference.cause("motor neurone disease")
    assert isinstance(found, Page)
    return found._replace(part=WHOLE)


def _every_page(reference: Reference) -> Answer:
    found = reference.listing("term")
    assert isinstance(found, Listing)
    return reference.pages(found)


# An answer of each kind that is printed as one file.
ANSWERS: dict[str, Callable[[Reference], Answer]] = {
    "card": lambda reference: reference.site("leg"),
    "card of a cause": lambda reference: reference.cause("magnesium"),
    "whole page": _whole_page,
    "every page": _every_page,
    "sheet": lambda reference: reference.sheet("leg"),
    "hits": lambda reference: reference.search("calf cramp"),
    "sites compared": lambda reference: reference.compare(["leg", "eyelid"]),
    "causes compared": lambda reference: reference.compare(["caffeine", "alcohol"]),
    "every sign": lambda reference: reference.signs(),
    "what this is": lambda reference: reference.about(),
    "list": lambda reference: reference.listing("cause"),
}
KINDS = {**{kind: f"{UNDER}/{path}" for kind, path in OF_THE_SITE.items()}, **{kind: f"{kind}.html" for kind in ANSWERS}}


def printed(reference: Reference, given: Answer) -> str:
    """What `--format html` prints."""
    return html(answers.blocks(given, reference.version, program=""))


def write(folder: Path, data: Path) -> None:
    """Writes the site and a file for each of the answers into the folder."""
    reference = Reference.open(data)
    (folder / UNDER).parent.mkdir()
    site.write(reference, str(folder / UNDER), [DATA], lambda count: None)
    for kind, ask in ANSWERS.items():
        (folder / f"{kind}.html").write_text(printed(reference, ask(reference)), encoding="utf-8")


def from_npm(name: str) -> Path:
    """A file of what npm installs for these tests, which are skipped without it."""
    file = FROM_NPM / name
    if not file.exists():
        pytest.skip(f"there is no {Path(name).parts[0]}, so this was not tested: {BY_NPM}")
    return file


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without one, the tests are skipped."""
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium on this machine, so this was not tested: Debian's package `chromium` has it")
    quiet = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[f"--{option}" for option in quiet.split()])
        yield browser
        browser.close()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on this machine alone: its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
