"""What the search of the web pages knows, and that it finds in a browser what the program finds: here with node, where there is one."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import MINI, ROOT
from relevance import closed, off_topic, rows_by

from twitchref import texts
from twitchref.answer import Many
from twitchref.lookup.names import KINDS, resolve
from twitchref.model import Compendium
from twitchref.reference import Reference
from twitchref.rows import Candidate
from twitchref.store import reader as store
from twitchref.web.index import index, search_form, search_main

WEB = ROOT / "twitchref" / "web"
NODE = shutil.which("node")

Look = Callable[[Iterable[str]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def real_index(real_file: Path) -> str:
    """The text of index.js for the real data."""
    return index(Reference.open(real_file))


def known(script: str) -> dict[str, Any]:
    """What the script defines: JSON, which is JavaScript as well."""
    found = re.fullmatch(r'"use strict";\nconst TWITCHREF = (\{.*\});\n', script)
    assert found
    return dict(json.loads(found[1]))


def looking(script: str, folder: Path) -> Look:
    """What the look-up of the browser finds for each of some queries."""
    if not NODE:
        pytest.skip("there is no node on this machine to run the browser's look-up with: it was not tested")
    file = folder / "index.js"
    file.write_text(script, encoding="utf-8")

    def look(queries: Iterable[str]) -> list[dict[str, Any]]:
        command = [str(NODE), str(Path(__file__).parent / "asked.js"), str(WEB / "lookup.js"), str(file)]
        ran = subprocess.run(command, input=json.dumps(list(queries)), capture_output=True, encoding="utf-8", check=True)
        return list(json.loads(ran.stdout))

    return look


@pytest.fixture(scope="module")
def look(real_index: str, tmp_path_factory: pytest.TempPathFactory) -> Look:
    """The look-up on the real data."""
    return looking(real_index, tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def look_in_mini(tmp_path_factory: pytest.TempPathFactory) -> Look:
    """The look-up on the small compendium."""
    return looking(index(Reference.open(MINI)), tmp_path_factory.mktemp("web"))


# ---- the index


def test_every_entry_stands_in_it_with_its_frequency_names_and_signs() -> None:
    script = known(index(Reference.open(MINI)))
    entries = {entry[1]: entry for entry in script["entries"]}
    signs = [sign[0] for sign in script["signs"]]

    assert len(entries) == 11
    kind, _, name, often, lay, clinical, codes, shown, _ = entries["magnesium-deficiency"]
    assert (kind, name, often, clinical, codes) == ("cause", "Magnesium deficiency", "sometimes", "hypomagnesaemia", "E83.42")
    assert "lack of magnesium" in lay.split("|")
    assert [signs[number] for number in shown] == ["worried"]


def test_every_sign_of_the_real_data_stands_in_it_with_its_level_and_what_people_say(real_index: str, real: Compendium) -> None:
    signs = {id_: (level, short, said.split("|")) for id_, level, short, said in known(real_index)["signs"]}

    assert {sign.id: (sign.level, sign.short) for sign in real.signs} == {id_: sign[:2] for id_, sign in signs.items()}
    assert sum(len(said) for _, _, said in signs.values()) > 1900
    assert "cant breathe" in signs["breathing-hard"][2]


def test_no_claim_stands_in_it(real_index: str, real: Compendium) -> None:
    assert not [claim.text for claim in real.claims() if json.dumps(claim.text)[1:-1] in real_index]


def test_what_holds_several_names_is_parted_where_no_name_is(real: Compendium) -> None:
    assert not [name.text for entry in real.entries for name in entry.names if "|" in name.text]


def test_the_same_data_give_the_same_bytes(real_index: str, real: Compendium, real_file: Path) -> None:
    assert index(Reference.open(real_file)) == real_index
    assert index(Reference(store.build(real))) == real_index


def test_it_is_small(real_index: str) -> None:
    """In bytes; a host that compresses sends a third of it."""
    assert real_index.isascii()
    assert len(real_index) <= 450_000  # a third of it where a host packs it
    assert (WEB / "search.js").stat().st_size <= 12_000
    assert (WEB / "lookup.js").stat().st_size <= 17_000


def test_the_scripts_fetch_store_and_write_no_html() -> None:
    scripts = "".join((WEB / name).read_text(encoding="utf-8") for name in ("lookup.js", "search.js"))

    forbidden = (
        "innerHTML outerHTML insertAdjacent document.write eval( Function( fetch( XMLHttp WebSocket sendBeacon Storage cookie import("
    )
    assert not [word for word in forbidden.split() if word in scripts]
    assert "(?<=" not in scripts and "(?<!" not in scripts  # older browsers refuse a whole script with these


def test_no_pattern_looks_behind_which_older_browsers_cannot(real_index: str) -> None:
    found = known(real_index)

    assert len(found["spellings"]) == 10
    assert "(?<=" not in json.dumps([found["spellings"], found["code"]])


def test_search_main_says_what_there_is_without_a_script() -> None:
    main = search_main()

    assert search_form() in main
    assert '<div id="found" aria-live="polite"></div>' in main
    assert "The lists of sites, causes and terms do without.</p></noscript>" in main


def test_the_box_leads_to_the_search_page_from_every_folder() -> None:
    assert '<form role="search" action="../search.html" method="get">' in search_form("../")
    assert '<label for="q">' in search_form() and '<input type="search" id="q" name="q"' in search_form()


# ---- the look-up


def opened(opened_store: store.Store, text: str) -> set[str]:
    """The page that a name opens, or the few that have it."""
    found = resolve(opened_store, KINDS, text)
    if isinstance(found, Candidate):
        return {f"{found.kind}:{found.id}"}
    return {f"{each.kind}:{each.id}" for each in found.candidates} if isinstance(found, Many) and found.kind == "several" else set()


def opened_there(found: dict[str, Any], most: int) -> set[str]:
    """The same of what the browser found, at most so many."""
    return {page for page, _ in found["pages"][:most]} if found["kind"] in ("one", "several") else set()


SETS = {
    "site words": [row.query for row in rows_by("site-words")],
    "cause words": [row.query for row in rows_by("cause-words")],
    "words that open nothing": sorted({row.query for kind in KINDS for row in closed(kind)}),
    "real questions": [row.query for row in rows_by("questions")],
}


@pytest.mark.parametrize("queries", SETS.values(), ids=SETS.keys())
def test_a_text_opens_the_page_in_a_browser_that_it_opens_in_the_program(queries: list[str], look: Look, real_store: store.Store) -> None:
    differ = []
    for query, found in zip(queries, look(queries), strict=True):
        here = opened(real_store, query)
        if here != (there := opened_there(found, max(1, len(here)))):
            differ.append(f"{query!r} opens {here or 'nothing'}, in a browser {there or 'nothing'}")
    assert len(differ) <= 0.05 * len(queries), "\n".join(differ[:40])


def test_what_people_call_a_site_or_a_cause_is_among_the_first_three(look: Look) -> None:
    rows = rows_by("site-words") + rows_by("cause-words")
    found = look(row.query for row in rows)

    missed = [row.query for row, one in zip(rows, found, strict=True) if not {page for page, _ in one["pages"][:3]}.intersection(row.want)]
    assert len(missed) <= 0.01 * len(rows), missed


def test_who_may_need_help_now_sees_the_sign(look: Look) -> None:
    rows = rows_by("danger")
    missed = [
        row.query for row, one in zip(rows, look(row.query for row in rows), strict=True) if not set(one["signs"]).intersection(row.want)
    ]
    assert len(missed) <= 0.01 * len(rows), missed


def test_other_topics_find_nothing(look: Look) -> None:
    rows = off_topic()
    found = [row.query for row, one in zip(rows, look(row.query for row in rows), strict=True) if one["pages"] or one["signs"]]
    assert len(found) <= 0.08 * len(rows), found


@pytest.mark.parametrize(
    ("query", "instead", "first"),
    [
        ("magnesuim", "magnesium", "cause:magnesium-deficiency"),
        ("leg magnesuim", "leg magnesium", "cause:magnesium-deficiency"),
        ("leg twitch", "", "site:leg"),
        ("why does my eye keep twitching", "", "site:eyelid"),
        ("G25.81", "", "cause:restless-legs-syndrome"),
        ("ICD-10 G2581", "", "cause:restless-legs-syndrome"),
    ],
)
def test_what_is_searched_instead_is_said(query: str, instead: str, first: str, look: Look) -> None:
    (found,) = look([query])

    assert found["instead"] == instead
    assert found["pages"][0][0] == first


def test_signs_come_by_level(look: Look, real: Compendium) -> None:
    levels = {sign.id: sign.level for sign in real.signs}
    for found in look(
        ["my leg is swollen and my face droops, twitch for weeks", "can't breathe", "should I worry", "kidney disease and suddenly weak"]
    ):
        shown = [("emergency", "urgent", "routine").index(levels[id_]) for id_ in found["signs"]]
        assert shown
        assert shown == sorted(shown)


@pytest.mark.parametrize(
    "query",
    ["recipe", "<script>alert(1)</script>", "", "   ", "([", "constructor", "toString", "\ud83d\ude00", "x" * 50_000, "🙂 " * 3_000],
)
def test_what_is_nothing_finds_nothing(query: str, look: Look) -> None:
    assert look([query]) == [{"kind": "nothing", "instead": "", "signs": [], "pages": []}]


def test_a_long_text_is_read_only_so_far(look: Look) -> None:
    (found,) = look(["eye " * 50_000])

    assert found["pages"][0][0] == "site:eyelid"


def test_the_small_compendium_is_searched_as_well(look_in_mini: Look) -> None:
    found = look_in_mini(["mangesium", "strain", "too much gym", "my left calf"])

    assert [one["kind"] for one in found] == ["near", "several", "one", "one"]
    assert found[0]["instead"] == "magnesium"
    assert {page for page, _ in found[1]["pages"]} >= {"cause:overexertion", "cause:stress"}
    assert found[2]["pages"][0] == ["cause:overexertion", "workout"]
    assert found[3]["pages"][0] == ["site:leg", "calf"]


def test_what_is_said_when_nothing_is_found_comforts_nobody(real_index: str) -> None:
    assert known(real_index)["nothing"] == texts.SAYS_NOTHING
    assert known(real_index)["help"] == texts.GET_HELP
    assert known(real_index)["actions"] == texts.ACTIONS
