"""The JSON contract, read by a reader that knows nothing of the program but the contract's own words."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import yaml
from conftest import DATA, MINI, ROOT, Run

from twitchref.errors import StoreError
from twitchref.reference import Reference

# The contract. A dictionary has exactly these keys; a list any number of one thing; a set is a choice of words; a tuple a choice of shapes.
DATE = re.compile(r"\d{4}-\d\d-\d\d")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FREQUENCY = {"common", "sometimes", "rare", "unknown"}
CERTAINTY = {"high", "moderate", "low", "conflicting", "none"}
LEVEL = {"emergency", "urgent", "routine"}
KIND = {"site", "cause", "term"}
CAUSE_KIND = {
    "everyday", "normal", "deficiency", "medicine", "poison", "infection", "sleep",
    "nerve", "muscle", "movement", "brain", "organ", "inherited", "device",
}  # fmt: skip
HEAD = {"schema_version": {2}, "data_version": re.compile(r"\d{4}\.\d\d\.\d\d\+[0-9a-f]{8}")}
CITED = {"id": ID, "locator": (str, None)}
CLAIM = {"text": str, "certainty": CERTAINTY, "sources": [CITED], "against": [CITED], "note": (str, None)}
NAMED = {"kind": KIND, "id": ID, "name": str}
SOURCE = {
    "id": ID, "title": str, "publisher": str, "year": (int, None), "source_kind": ID, "grade": {"A", "B", "C", "D"},
    "url": (re.compile(r"https://\S+"), None),
}  # fmt: skip


def sign(*levels: str) -> dict[str, Any]:
    return {"id": ID, "level": set(levels), "sign": str, "text": str, "certainty": CERTAINTY, "sources": [CITED], "note": (str, None)}


ENTRY = {
    **HEAD, "id": ID, "name": str, "matched": str, "names": [{"text": str, "register": {"lay", "clinical", "code"}}],
    "help": {"emergency": [sign("emergency")], "urgent": [sign("urgent")], "routine": [sign("routine")]},
    "summary": [CLAIM], "pattern": [CLAIM], "self_care": [CLAIM], "treatment": [CLAIM], "unknown": [CLAIM],
    "codes": [{"system": {"ICD-10-CM", "HP", "MONDO", "ORPHA"}, "code": str, "label": str}],
    "see_also": [NAMED], "sources": [SOURCE], "reviewed": DATE, "review_due": DATE, "reviewer": str, "disclaimer": str,
}  # fmt: skip


def link(kind: str, frequency: Any) -> dict[str, Any]:
    return {"kind": {kind}, "id": ID, "name": str, "frequency": frequency, "claims": [CLAIM]}


def shown(heading: str) -> dict[str, Any]:
    """The sections of plain claims in an example of `data/README.md`: one that is new there is new in the contract, and none leaves it."""
    text = (DATA / "README.md").read_text(encoding="utf-8")
    example = re.search(rf"^## {heading}\n\n```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert example
    fields = yaml.load(example[1], yaml.BaseLoader).items()
    return {field: [CLAIM] for field, value in fields if isinstance(value, list) and isinstance(value[0], dict) and "text" in value[0]}


TO_CAUSES = [link("cause", FREQUENCY)]
SITE = {**shown("A site"), **ENTRY, "kind": {"site"}, "causes": TO_CAUSES, "rarer_diseases": TO_CAUSES, "anywhere": TO_CAUSES}
CAUSE = {
    **shown("A cause"), **ENTRY, "kind": {"cause"}, "cause_kind": CAUSE_KIND,
    "mechanism": [CLAIM], "special_groups": [CLAIM], "sites": [link("site", FREQUENCY)], "related": [link("cause", None)],
}  # fmt: skip
TERM = {**shown("A term"), **ENTRY, "kind": {"term"}, "gloss": (str, None)}
SHOWN = {**sign(*LEVEL), "pages": [NAMED]}
ONE = {**HEAD, **SOURCE, "kind": {"source"}, "claims": [{**NAMED, "section": str, **CLAIM}], "signs": [SHOWN]}
COUNTS = {"sites": int, "causes": int, "claims": int, "signs": int, "sources": int}
EXAMINED = {"statements": int, "source": int, "abstract": int, "knowledge": int}
ABOUT = {
    **HEAD, "kind": {"about"}, "publisher": str, "method": str, "counts": COUNTS, "examined": EXAMINED, "purpose": str, "report": str,
}  # fmt: skip
HITS = {
    **HEAD, "kind": {"search"}, "query": str, "corrected": (str, None), "unknown_words": [str], "signs": [sign(*LEVEL)],
    "hits": [{**NAMED, "frequency": (FREQUENCY, None), "matches": [{"section": str, "text": str, "spans": [[int]]}]}],
}  # fmt: skip
LIST = {**HEAD, "kind": {"list"}, "entries": [{"kind": {"site", "term"}, "id": ID, "name": str}]}
CAUSE_LIST = {**HEAD, "kind": {"list"}, "entries": [{"kind": {"cause"}, "id": ID, "name": str, "cause_kind": CAUSE_KIND}]}
SOURCE_ROW = {"kind": {"source"}, "id": ID, "name": str, "publisher": str, "grade": {"A", "B", "C", "D"}, "rests": int}
SOURCE_LIST = {**HEAD, "kind": {"list"}, "entries": [(SOURCE_ROW, {**SOURCE_ROW, "year": int})]}
NONE = {**HEAD, "kind": {"none"}, "query": str, "unknown_words": [str]}
CANDIDATE = {"kind": {"site", "cause", "term", "source"}, "id": ID, "name": str, "matched": str}
SEVERAL = {**HEAD, "kind": {"several"}, "query": str, "candidates": [CANDIDATE]}
NEAR = {**SEVERAL, "kind": {"near"}}
PROBLEM = {"file": str, "line": int, "column": int, "level": {"error", "warning"}, "code": re.compile(r"[EW]\d{3}"), "message": str}
CHECK = {**HEAD, "kind": {"check"}, "problems": [PROBLEM]}
VERSION_OR_NONE = ({""}, HEAD["data_version"])  # none where the data was not opened, or could not be
ERROR = {**HEAD, "data_version": VERSION_OR_NONE, "kind": {"error"}, "code": {1, 2, 5}, "message": str}
COMPARISON = {
    **HEAD, "kind": {"comparison"}, "sites": [NAMED],
    "causes": [{**NAMED, "frequencies": {"ear": (FREQUENCY, None), "leg": (FREQUENCY, None)}}],
}  # fmt: skip
SIGNS = {**HEAD, "kind": {"signs"}, "signs": [SHOWN], "sources": [SOURCE], "disclaimer": str}


def misfits(value: Any, shape: Any, path: str = "$") -> Iterator[str]:
    """Where a value is not of the contract's shape."""
    if isinstance(shape, tuple):
        if all(any(misfits(value, each, path)) for each in shape):
            yield f"{path}: {value!r} is none of {shape}"
    elif isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            yield f"{path}: has {sorted(value) if isinstance(value, dict) else value!r}, not {sorted(shape)}"
        else:
            for key, each in shape.items():
                yield from misfits(value[key], each, f"{path}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{path}: {value!r} is no list"
        else:
            for number, item in enumerate(value):
                yield from misfits(item, shape[0], f"{path}[{number}]")
    elif isinstance(shape, set):
        if isinstance(value, bool) or value not in shape:
            yield f"{path}: {value!r} is none of {sorted(shape)}"
    elif isinstance(shape, re.Pattern):
        if not isinstance(value, str) or not shape.fullmatch(value):
            yield f"{path}: {value!r} is not like {shape.pattern}"
    elif shape is None:
        if value is not None:
            yield f"{path}: {value!r} is not null"
    elif not isinstance(value, shape) or isinstance(value, bool) or value == "":
        yield f"{path}: {value!r} is no {shape.__name__}"


def fits(value: Any, shape: Any) -> Any:
    assert not list(misfits(value, shape))
    return value


@pytest.fixture
def document(run: Callable[..., Run], real_file: Path) -> Callable[..., Any]:
    """The document that a command line gives on the real data: the one line of its output, in ASCII, whatever the exit code."""

    def ask(*arguments: str, code: int = 0, data: Path = real_file) -> Any:
        ran = run(*arguments, "--json", data=data)
        assert (ran.code, ran.err) == (code, "")
        assert ran.out.isascii()
        assert ran.out.index("\n") == len(ran.out) - 1
        return json.loads(ran.out)

    return ask


@pytest.mark.parametrize(
    ("value", "shape", "told"),
    [
        ({"a": 1}, {"a": int, "b": int}, "$: has ['a'], not ['a', 'b']"),
        ({"a": 1, "b": 2}, {"a": int}, "$: has ['a', 'b'], not ['a']"),
        ({"a": [{"b": 1}, {"b": "1"}]}, {"a": [{"b": int}]}, "$.a[1].b: '1' is no int"),
        (True, int, "$: True is no int"),
        (True, {1}, "$: True is none of [1]"),
        ("", str, "$: '' is no str"),
        ("seldom", {"rare"}, "$: 'seldom' is none of ['rare']"),
        ("2026-1-1", DATE, r"$: '2026-1-1' is not like \d{4}-\d\d-\d\d"),
        (0, None, "$: 0 is not null"),
        (0, (str, None), "$: 0 is none of (<class 'str'>, None)"),
        ("a", [str], "$: 'a' is no list"),
    ],
)
def test_the_reader_of_this_test_notices_what_is_wrong(value: Any, shape: Any, told: str) -> None:
    assert [told] == list(misfits(value, shape))


@pytest.mark.parametrize(("kind", "shape"), [("site", SITE), ("cause", CAUSE), ("term", TERM)], ids=["site", "cause", "term"])
def test_every_page_has_the_keys_and_types_of_the_contract_and_no_others(kind: str, shape: Any, document: Callable[..., Any]) -> None:
    rows = fits(document(kind), CAUSE_LIST if kind == "cause" else LIST)["entries"]

    assert len(rows) > 10
    for row in rows:
        page = fits(document(kind, row["id"]), shape)
        assert {"kind": row["kind"], "id": row["id"], "name": row["name"]} == {key: page[key] for key in ("kind", "id", "name")}
        assert page["matched"] in [page["name"], *(name["text"] for name in page["names"]), page["id"].replace("-", " ")]
        assert page.get("cause_kind") == row.get("cause_kind")


def claims_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every claim anywhere in a document, in its order."""
    if isinstance(value, dict):
        if "against" in value:
            yield value
        for each in value.values():
            yield from claims_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from claims_of(each)


def cited_in(value: Any) -> Iterator[str]:
    """The id of every source that is cited anywhere in a document, in its order."""
    if isinstance(value, dict):
        if value.keys() == CITED.keys():
            yield value["id"]
        for each in value.values():
            yield from cited_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from cited_in(each)


@pytest.mark.parametrize("kind", ["site", "cause", "term"])
def test_a_page_carries_each_source_that_it_cites_once_and_no_other(kind: str, document: Callable[..., Any]) -> None:
    for row in document(kind)["entries"]:
        page = document(kind, row["id"])
        claims = list(claims_of(page))

        assert claims
        assert all(claim["sources"] for claim in claims)
        assert all(claim["note"] for claim in claims if claim["against"] or claim["certainty"] == "conflicting")
        assert sorted(set(cited_in(page))) == sorted(source["id"] for source in page["sources"])


def test_the_sources_of_a_page_stand_in_the_order_in_which_it_cites_them(document: Callable[..., Any]) -> None:
    """Signs first, then the sections as they are shown, so that the numbers on a page of text rise from its top."""
    page = document("site", "leg")
    sections = ["help", "summary", "causes", "anywhere", "rarer_diseases", "pattern", "self_care", "treatment", "unknown"]

    assert [source["id"] for source in page["sources"]] == list(dict.fromkeys(cited_in([page[section] for section in sections])))


def test_a_sign_reads_as_a_sentence_that_says_what_to_do(document: Callable[..., Any]) -> None:
    starts = {
        "emergency": "Call your local emergency number now if ",
        "urgent": "Speak to a doctor or nurse today if ",
        "routine": "Book an appointment if ",
    }

    for sign in document("signs")["signs"]:
        assert sign["text"] == f"{starts[sign['level']]}{sign['sign']}."


def test_a_cause_repeats_the_links_of_its_sites(document: Callable[..., Any]) -> None:
    """What holds in any muscle it shows once, at the whole body."""
    for site in document("site")["entries"]:
        page = document("site", site["id"])
        for link in (*page["causes"], *page["rarer_diseases"], *(page["anywhere"] if site["id"] == "whole-body" else ())):
            (back,) = [each for each in document("cause", link["id"])["sites"] if each["id"] == site["id"]]
            assert {
                "kind": "site",
                "id": site["id"],
                "name": site["name"],
                "frequency": link["frequency"],
                "claims": link["claims"],
            } == back


def test_every_site_shows_the_causes_of_any_muscle_but_those_that_it_names_itself(document: Callable[..., Any]) -> None:
    everywhere = document("site", "whole-body")["anywhere"]

    assert len(everywhere) > 10
    for site in document("site")["entries"]:
        page = document("site", site["id"])
        own = {link["id"] for link in (*page["causes"], *page["rarer_diseases"])}
        assert page["anywhere"] == [link for link in everywhere if link["id"] not in own]


def test_the_list_of_sources_and_each_source(document: Callable[..., Any]) -> None:
    rows = fits(document("source"), SOURCE_LIST)["entries"]

    assert len(rows) > 100
    for row in rows[:40]:
        page = fits(document("source", row["id"]), ONE)
        assert (row["id"], row["name"], row["publisher"], row["grade"]) == (page["id"], page["title"], page["publisher"], page["grade"])
        assert row.get("year") == page["year"]
        assert all(row["id"] in list(cited_in(stated)) for stated in (*page["claims"], *page["signs"]))


def test_about_counts_what_the_lists_hold_and_the_pages_claim(document: Callable[..., Any]) -> None:
    lists = {kind: document(kind)["entries"] for kind in ("site", "cause", "term", "source")}
    pages = [document(row["kind"], row["id"]) for kind in ("site", "cause", "term") for row in lists[kind]]
    counted = {
        **{f"{kind}s": len(lists[kind]) for kind in ("site", "cause", "source")},
        "claims": len({json.dumps(claim) for page in pages for claim in claims_of(page)}),
        "signs": len(document("signs")["signs"]),
    }

    about = fits(document("about"), ABOUT)
    assert counted == about["counts"]
    texts = {claim["text"] for page in pages for claim in claims_of(page)} | {sign["sign"] for sign in document("signs")["signs"]}
    assert len(texts) == about["examined"]["statements"]


SEARCHES = ["dopamine", "magnesium", "twitching at night", "pregnant", "weakness"]


@pytest.mark.parametrize("words", SEARCHES)
def test_a_search_gives_one_hit_an_entry_with_offsets_of_the_words_that_match(words: str, document: Callable[..., Any]) -> None:
    found = fits(document("search", words), HITS)
    entries = [(hit["kind"], hit["id"]) for hit in found["hits"]]

    assert (words, None) == (found["query"], found["corrected"])
    assert 0 < len(entries) <= 10
    assert len(entries) == len(set(entries))
    for match in (match for hit in found["hits"] for match in hit["matches"]):
        assert match["spans"]
        edges = [edge for start, end in match["spans"] for edge in (start, end)]
        assert edges == sorted(set(edges))
        assert all(match["text"][start:end].isalnum() for start, end in match["spans"])


def test_a_corrected_search_says_what_it_searched_for(document: Callable[..., Any]) -> None:
    found = fits(document("search", "magnesuim", code=4), HITS)

    assert (found["query"], found["corrected"]) == ("magnesuim", "magnesium")
    assert found["hits"]


def test_a_search_finds_signs_and_names_the_words_that_no_page_has(document: Callable[..., Any]) -> None:
    found = fits(document("search", "face", "droops", "astrology"), HITS)

    assert "stroke-face-arm-speech" in [sign["id"] for sign in found["signs"]]
    assert found["unknown_words"] == ["astrology"]


def test_comparison_and_signs(document: Callable[..., Any]) -> None:
    assert fits(document("compare", "ear", "leg"), COMPARISON)["causes"]
    assert fits(document("signs"), SIGNS)["signs"]


def test_signs_are_those_of_the_pages_each_once_by_level(document: Callable[..., Any]) -> None:
    signs = document("signs")["signs"]
    shown = {(sign["id"], page["kind"], page["id"]) for sign in signs for page in sign["pages"]}
    pages = [document(kind, row["id"]) for kind in ("site", "cause") for row in document(kind)["entries"]]
    helps = {(page["kind"], page["id"]): page["help"] for page in pages}
    levels = ["emergency", "urgent", "routine"]

    assert shown == {(sign["id"], *page) for page, help_ in helps.items() for level in levels for sign in help_[level]}
    assert [levels.index(sign["level"]) for sign in signs] == sorted(levels.index(sign["level"]) for sign in signs)
    assert len({sign["id"] for sign in signs}) == len(signs)
    for sign in signs:
        pages_of_it = [helps[page["kind"], page["id"]] for page in sign["pages"]]
        assert all({key: sign[key] for key in sign if key != "pages"} in help_[sign["level"]] for help_ in pages_of_it)


def test_a_sheet_is_the_page_it_is_made_of(document: Callable[..., Any]) -> None:
    assert document("site", "leg") == document("sheet", "leg")


@pytest.mark.parametrize(
    "arguments", [("site", "xylophone"), ("cause", "xylophone"), ("term", "qqqq"), ("search", "xylophone"), ("source", "qqqq")]
)
def test_nothing_found(arguments: tuple[str, ...], document: Callable[..., Any]) -> None:
    found = fits(document(*arguments, code=3), NONE)

    assert arguments[1] == found["query"]
    assert found["unknown_words"] == ([] if arguments[0] == "source" else [arguments[1]])


def test_several_found(document: Callable[..., Any]) -> None:
    found = fits(document("cause", "strain", code=4, data=MINI), SEVERAL)

    expected = [("overexertion", "Overexertion", "strain"), ("stress", "Stress", "strain")]
    assert found["query"] == "strain"
    assert expected == [(each["id"], each["name"], each["matched"]) for each in found["candidates"]]


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (("cause", "parkinsns"), ("cause", "parkinsons-disease")),
        (("cause", "leg"), ("site", "leg")),
        (("site", "magnesium"), ("cause", "magnesium-deficiency")),
        (("source", "nhs-twich"), ("source", "nhs-twitch")),
    ],
)
def test_near_found(arguments: tuple[str, ...], first: tuple[str, str], document: Callable[..., Any]) -> None:
    found = fits(document(*arguments, code=4), NEAR)

    assert arguments[1] == found["query"]
    assert 1 <= len(found["candidates"]) <= 5
    assert first == (found["candidates"][0]["kind"], found["candidates"][0]["id"])


def test_problems_of_a_data_directory(document: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "causes").mkdir()
    (tmp_path / "sites" / "leg.yaml").write_text("name: Leg\n", encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("good: bad\n", encoding="utf-8")

    problems = fits(document("check", code=5, data=tmp_path), CHECK)["problems"]

    places = [(problem["file"], problem["line"], problem["column"]) for problem in problems]
    assert ("sites/leg.yaml", 1, 1) in places
    assert ("sources.yaml", 1, 7) in places
    assert places == sorted(places)


FOREIGN = ROOT / "pyproject.toml"
NO_LETTER = "Invalid value: a name needs at least one letter; type a word, or nothing for the list"


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("sitee leg --json", 2, "No such command 'sitee'."),
        ("--age 40 --json site leg", 2, "No such option: --age"),
        ("site leg --format json --age 40", 2, "No such option: --age"),
        ("site leg --json --color blue", 2, "Invalid value for '--color': 'blue' is not one of 'auto', 'always', 'never'."),
        ("site leg --format=json --limit", 2, "No such option: --limit"),
        ("search --json", 2, "Missing argument 'WORDS...'."),
        ("site - --json", 2, NO_LETTER),
        ("site --data", 2, None),
        ("sitee -- --json", 2, None),
        ("check --select X --json", 2, "Invalid value: no code begins with 'X'; `twitchref check --list` lists them"),
        ("build data --json -o no-such-file", 2, "No such option: --json"),
        (f"--data {FOREIGN} site leg --json", 1, f"{FOREIGN} (from --data) is not a twitchref data file (file is not a database)"),
        (
            "site leg --data no-such-directory --json",
            5,
            "there is no data at no-such-directory (from --data); name a data directory or a file that `twitchref build` made",
        ),
    ],
)
def test_an_error_is_one_document_where_json_was_asked_for_and_is_said_in_words_too(
    line: str, code: int, message: str | None, run: Callable[..., Run]
) -> None:
    ran = run(*line.split())

    assert code == ran.code
    assert (message or "") in ran.err
    if message is None:
        assert ran.out == ""
    else:
        told = fits(json.loads(ran.out), ERROR)
        assert code == told["code"]
        assert told["message"].startswith(message)


def test_an_internal_error_and_a_damaged_file_are_documents(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = json.loads(run("about", "--json").out)["data_version"]
    for error, message in ((RuntimeError("boom"), "internal error (RuntimeError: boom)"), (StoreError("damaged"), "damaged")):
        monkeypatch.setattr(Reference, "page", Mock(side_effect=error))
        ran = run("site", "leg", "--json")
        told = fits(json.loads(ran.out), ERROR)

        assert (1, 1, version) == (ran.code, told["code"], told["data_version"])
        assert told["message"].startswith(message)
        assert ran.err == f"twitchref: {told['message']}\n"


def test_a_page_that_cannot_be_read_is_an_error_that_names_every_problem(run: Callable[..., Run], tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "data")
    (tmp_path / "data" / "sites" / "leg.yaml").write_text("name: Leg\nsumary: x\n", encoding="utf-8")
    ran = run("site", "leg", "--json", data=tmp_path / "data")
    told = fits(json.loads(ran.out), ERROR)

    assert (ran.code, told["code"]) == (5, 5)
    version = HEAD["data_version"]
    assert isinstance(version, re.Pattern)
    assert version.fullmatch(told["data_version"])
    assert "sites/leg.yaml:2:1: error E201 'sumary' is not a field here; did you mean 'summary'?" in told["message"].splitlines()
    assert ran.err.startswith(f"{told['message']}\nUntil that is mended, site:leg cannot be shown.")


def test_the_document_is_indented_for_a_person_at_a_terminal(run: Callable[..., Run]) -> None:
    piped, shown = run("site", "leg", "--json"), run("site", "leg", "--json", width=80)

    assert json.loads(piped.out) == json.loads(shown.out)
    assert shown.out.startswith('{\n  "schema_version": 2,\n')
