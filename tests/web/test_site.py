"""The web site as files: what there is, where its links lead, and that nothing of anybody else's is lost."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from conftest import DATA, MINI, Run
from webpages import ANSWERS, printed

from twitchref.errors import WriteError
from twitchref.model import Compendium
from twitchref.reference import Reference
from twitchref.safe_write import whole_folder
from twitchref.web import site
from twitchref.web.folder import MARK


class Read(HTMLParser):
    """What a page has: addresses that it leads to or needs, ids, headings, and the elements that are open at its end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action"):
                self.addresses.append((tag, value or ""))
            if name == "id":
                self.ids.append(value or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.title = self.title or tag == "title"


@pytest.fixture(scope="module")
def files(real_file: Path) -> dict[str, str]:
    """Every file of the real site."""
    return dict(site.files(Reference.open(real_file)))


@pytest.fixture(scope="module")
def pages(files: dict[str, str]) -> dict[str, Read]:
    """Every page of it, read."""
    return {name: Read(text) for name, text in files.items() if name.endswith(".html")}


def test_there_is_a_page_for_everything_and_its_json_beside_it(files: dict[str, str], real: Compendium) -> None:
    wanted = {f"{entry.kind}/{entry.id}" for entry in real.entries} | {f"source/{source.id}" for source in real.sources}
    wanted |= {"index", "causes", "terms", "sources", "compare", "signs", "about"}
    assert {f"{name}.html" for name in wanted} | {f"{name}.json" for name in wanted} <= files.keys()
    assert {"search.html", "index.js", "lookup.js", "search.js", "style.css"} <= files.keys()


def test_the_json_is_that_of_the_program(files: dict[str, str], run: Callable[..., Run], real_file: Path) -> None:
    lines = {"site/leg": "site leg", "cause/statins": "cause statins", "term/emg": "term emg", "signs": "signs"}
    for name, line in (lines | {"index": "site", "causes": "cause", "terms": "term", "sources": "source", "about": "about"}).items():
        assert json.loads(files[f"{name}.json"]) == json.loads(run(*line.split(), "--json", data=real_file).out)
    assert json.loads(files["source/nhs-twitch.json"]) == json.loads(run("source", "nhs-twitch", "--json", data=real_file).out)


def test_every_way_within_the_site_and_within_a_printed_answer_leads_somewhere(
    files: dict[str, str], pages: dict[str, Read], real_file: Path
) -> None:
    reference = Reference.open(real_file)
    pages = pages | {kind: Read(printed(reference, ask(reference))) for kind, ask in ANSWERS.items()}
    known = files.keys() | ANSWERS.keys()
    lost, ways = [], 0
    for name, read in pages.items():
        for tag, address in read.addresses:
            if urlsplit(address).scheme in ("http", "https"):
                assert tag == "a", (name, address)  # nothing is fetched from elsewhere
                continue
            ways += 1
            path, place = urldefrag(address)
            to = os.path.normpath(Path(name).parent / path) if path else name
            assert not path.startswith("/")
            if to not in known or (place and to in pages and place not in {*pages[to].ids}):
                lost.append((name, address))
    assert len(pages) > 1400 and ways > 20_000
    assert lost == []


def test_a_page_has_one_title_and_ids_of_its_own_and_headings_in_order(pages: dict[str, Read]) -> None:
    for name, read in pages.items():
        assert read.title, name
        assert read.headings.count(1) == 1, name
        assert len(set(read.ids)) == len(read.ids), name
        steps = [after - before for before, after in zip(read.headings, read.headings[1:], strict=False)]
        assert all(step <= 1 for step in steps), name


def test_no_page_is_large(files: dict[str, str]) -> None:
    sizes = {name: len(text.encode()) for name, text in files.items() if name.endswith(".html")}
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}


def test_a_site_shows_its_signs_before_its_causes_and_its_causes_as_bars(files: dict[str, str], real: Compendium) -> None:
    leg = files["site/leg.html"]
    assert leg.index("Call your local emergency number now if") < leg.index('class="bars"') < leg.index('<h2 id="causes">')
    words = re.findall(r'<span class="bar ([csru])"><span>(\w+)</span>', leg)
    assert [word[0] for _, word in words] == [letter for letter, _ in words]
    assert [word for _, word in words] == sorted((word for _, word in words), key=["common", "sometimes", "rare", "unknown"].index)
    assert 'aria-current="page"' in leg


def test_the_table_has_every_cause_that_a_site_names_and_sorts_by_each(files: dict[str, str], real: Compendium) -> None:
    named = {link.id for entry in real.of("site") for field in ("causes", "rarer_diseases", "anywhere") for link in getattr(entry, field)}
    rows = re.findall(r'<tr><th scope="row"><a href="cause/([\w-]+)\.html">.*', files["compare.html"])
    assert set(rows) == named
    by_leg = files["compare-leg.html"].partition("<tbody>")[2]
    cells = [row.split("<td")[1] for row in by_leg.splitlines() if row.startswith("<tr>")]  # the site that sorts stands first
    words = [re.sub(r".*?>(\w*).*", r"\1", cell) for cell in cells]
    assert words == sorted(words, key=["common", "sometimes", "rare", "unknown", ""].index)


def test_each_sign_can_be_led_to(files: dict[str, str], real: Compendium) -> None:
    assert {sign.id for sign in real.signs} <= set(Read(files["signs.html"]).ids)


def test_nothing_depends_on_the_day(files: dict[str, str], real_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twitchref.clock.today", lambda: "2099-01-01")
    assert dict(site.files(Reference.open(real_file))) == files


# ---- the folder


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_data_give_the_same_bytes_over_and_over(tmp_path: Path, run: Callable[..., Run]) -> None:
    first = run("web", "-o", str(tmp_path / "one"))
    assert (first.code, first.err) == (0, "")
    assert re.fullmatch(r"wrote \d+ files into .*one, data .*\n", first.out)
    before = written(tmp_path / "one")
    (tmp_path / "two").mkdir()
    assert run("web", "-o", str(tmp_path / "two")).code == run("web", "-o", str(tmp_path / "one")).code == 0
    assert written(tmp_path / "one") == written(tmp_path / "two") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_what_is_not_there_any_more_is_gone(tmp_path: Path, run: Callable[..., Run]) -> None:
    assert run("web", "-o", str(tmp_path / "site"), data=DATA).code == 0
    assert run("web", "-o", str(tmp_path / "site"), data=MINI).code == 0
    assert not (tmp_path / "site" / "cause" / "statins.html").exists()
    assert (tmp_path / "site" / MARK).read_text(encoding="utf-8").splitlines()[1:] == sorted(written(tmp_path / "site").keys() - {MARK})


def _with_a_note(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")


def _site_with_a_note(folder: Path) -> None:
    assert subprocess.run([sys.executable, "-m", "twitchref", "--data", MINI, "web", "-o", folder], check=True, capture_output=True)
    (folder / "site" / "mine.html").write_text("mine", encoding="utf-8")


def _site_with_a_link(folder: Path) -> None:
    assert subprocess.run([sys.executable, "-m", "twitchref", "--data", MINI, "web", "-o", folder], check=True, capture_output=True)
    (folder / "style.css").unlink()
    (folder / "style.css").symlink_to("/etc/hostname")


NOT_OURS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder with a file": (_with_a_note, "will not write into {}: notes.txt in it is not ours; name a new folder"),
    "a site with a file more": (_site_with_a_note, "will not write into {}: site/mine.html in it is not ours; name a new folder"),
    "a site with a link": (_site_with_a_link, "will not write into {}: style.css in it is not ours; name a new folder"),
}


@pytest.mark.parametrize("case", NOT_OURS)
def test_a_folder_with_anything_of_anybody_elses_is_left_as_it_is(case: str, tmp_path: Path, run: Callable[..., Run]) -> None:
    prepare, message = NOT_OURS[case]
    folder = tmp_path / "site"
    folder.mkdir()
    prepare(folder)
    before = written(folder)
    ran = run("web", "-o", str(folder))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"twitchref: {message.format(folder)}\n"
    assert written(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("directory", "message"),
    [
        ("thesis.txt", "will not write over thesis.txt: it is no folder; name a new folder"),
        ("no/where", "cannot write no/where: there is no folder "),
        ("", "will not write '': it names no folder; name a new folder"),
        ("-", "will not write '-': it names no folder; name a new folder"),
        (".", "will not write over .: it is the folder you are in; name a new one, or call this from another"),
        ("data/site", "will not write data/site: it is inside the data directory; name a place outside data"),
        ("data/sites/x", "will not write data/sites/x: it is inside the data directory; name a place outside data"),
    ],
)
def test_what_is_no_place_for_a_site_is_refused(
    directory: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Run]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "data").symlink_to(MINI)
    ran = run("web", "-o", directory, data=Path("data"))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"twitchref: {message}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "thesis.txt"]


def test_data_with_errors_makes_no_site(tmp_path: Path, run: Callable[..., Run]) -> None:
    from shutil import copytree

    copytree(MINI, tmp_path / "data")
    (tmp_path / "data" / "sites" / "leg.yaml").write_text("name: Leg\n", encoding="utf-8")
    ran = run("web", "-o", str(tmp_path / "site"), data=tmp_path / "data")
    assert ran.code == 5
    assert ran.err.startswith("twitchref: no pages were written: the data has ")
    assert not (tmp_path / "site").exists()


def test_a_run_that_is_ended_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    command = [sys.executable, "-m", "twitchref", "--data", str(DATA), "web", "-o", str(folder)]
    subprocess.run([*command[:-4], str(MINI), "web", "-o", str(folder)], check=True, capture_output=True)
    before = written(folder)
    ran = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while ran.poll() is None and not any(path.name.startswith(".twitchref-") for path in tmp_path.iterdir()):
        time.sleep(0.001)
    ran.send_signal(signal.SIGTERM)
    assert ran.wait() in (0, 128 + signal.SIGTERM)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert ran.returncode == 0 or written(folder) == before


@pytest.mark.parametrize("ended", [OSError("disk full"), KeyboardInterrupt()], ids=["fails", "is ended"])
def test_a_folder_that_does_not_get_its_place_leaves_it_to_what_was_there(
    ended: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the old one's going and the new one's coming."""
    folder, rename, ends = tmp_path / "site", Path.rename, [ended]
    folder.mkdir()
    (folder / "page").write_text("old", encoding="utf-8")

    def renamed(path: Path, to: Path) -> Path:
        if to == folder and ends:
            raise ends.pop()
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", renamed)
    with pytest.raises((WriteError, KeyboardInterrupt)), whole_folder(folder) as new:
        (new / "page").write_text("new", encoding="utf-8")
    assert (folder / "page").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_terminal_is_told_how_far_it_is_and_nobody_else(tmp_path: Path, run: Callable[..., Run]) -> None:
    from twitchref.cli import streams

    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "hint", lambda text, laid_out=False: told.append(text))
        patch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        streams.counting("files")(100)
        patch.setenv("TERM", "dumb")
        streams.counting("files")(200)
        patch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
        streams.counting("files")(300)
    assert told == ["\r100 files ... \r", "200 files ...\n"]
