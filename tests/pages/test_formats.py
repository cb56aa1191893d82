"""The same answer as text, JSON and Markdown; the schema that JSON keeps to; and the answers with a form of their own."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, MINI, Run, says_more
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token
from referencing import Registry, Resource

from twitchref.store.reader import Store
from twitchref.texts import PURPOSE, TO_ASK, TO_NOTE

# Every reading command with an answer, and with each kind of error answer that it has.
READING = [
    "site leg", "site leg --all", "site leg causes", "site", "site --all", "cause magnesium", "cause magnesium --all", "cause",
    "search dopamine",
    "term myokymia", "term", "compare ear leg", "compare stress magnesium", "compare ear xylophone", "signs", "signs leg", "sheet leg",
    "sheet stress", "source good", "source a", "source", "about",
]  # fmt: skip
ERRORS = [
    "site xylophone", "site legg", "site stress", "cause xylophone", "cause strain", "cause leg", "search xylophone", "search magnesum",
    "term xylophone", "compare leg xylophone", "compare leg legg", "sheet xylophone", "sheet strain", "source xylophone", "source goood",
    "check", "check no-such-directory", "--data no-such-directory site leg", "--data no-such-directory signs",
    "sitee leg", "site leg --width 40", "site -", "search", "--data pyproject.toml site leg",
]  # fmt: skip
MARKDOWN = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    from twitchref.pages.answer_schema import answers

    return Draft202012Validator(json.loads(answers()))


def faults(validator: Draft202012Validator, document: dict[str, Any]) -> list[str]:
    """What the schema has against the document: of its one shape, by kind, as `oneOf` names them all."""
    schema = validator.schema
    assert isinstance(schema, dict)
    kinds = [shape for shape in schema["oneOf"] if shape["properties"]["kind"]["const"] == document.get("kind")]
    if len(kinds) != 1:
        return [f"{len(kinds)} shapes of kind {document.get('kind')}"]
    shape = validator.evolve(schema={**schema, **kinds[0], "oneOf": [{}]})
    return [f"{error.json_path}: {error.message[:200]}" for error in shape.iter_errors(document)]


def items(markdown: str) -> list[str]:
    """What a Markdown reader makes of it: the text of every heading, item, paragraph and cell, an address on a line of its own."""
    return [_read(token.children or []) for token in MARKDOWN.parse(markdown) if token.type == "inline"]


def _read(parts: list[Token]) -> str:
    read = ""
    for before, part in zip([None, *parts], parts, strict=False):
        if part.type == "link_open":
            read += str(part.attrs["href"])
        elif not (before and before.type == "link_open"):
            read += "\n" if part.type == "softbreak" else part.content
    return read


def test_the_schema_is_a_schema_and_is_what_about_prints(run: Callable[..., Run]) -> None:
    shown = run("about", "--schema")
    schema = json.loads(shown.out)

    assert (shown.code, shown.err) == (0, "")
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {shape["properties"]["kind"]["const"] for shape in schema["oneOf"]} == {
        "site", "cause", "term", "list", "search", "comparison", "signs", "source", "about", "none", "several", "near", "check", "changes",
        "error",
    }  # fmt: skip


def test_the_schema_says_of_every_field_what_it_means() -> None:
    """In one table, of which no row is left over; a word with two meanings has a row for each."""
    from twitchref.pages import answer_schema

    def described(shape: Any) -> Iterator[tuple[str, str | None]]:
        if isinstance(shape, dict):
            for name, each in shape.get("properties", {}).items():
                yield name, each.get("description")
        for each in shape.values() if isinstance(shape, dict) else shape if isinstance(shape, list) else ():
            yield from described(each)

    found = set(described(json.loads(answer_schema.answers())))

    assert [name for name, meaning in found if not (meaning and says_more(meaning, name))] == []
    assert {meaning for _, meaning in found} == set(answer_schema.MEANINGS.values())
    assert len(answer_schema.MEANINGS.values()) == len(set(answer_schema.MEANINGS.values()))


def test_the_schema_says_of_every_document_and_of_every_definition_what_it_is() -> None:
    """In another table, of which no row is left over either."""
    from twitchref.pages import answer_schema

    schema = json.loads(answer_schema.answers())
    found = {shape["title"]: shape.get("description", "") for shape in schema["oneOf"]}
    found |= {name: shape.get("description", "") for name, shape in schema["$defs"].items()}

    assert [name for name, meaning in found.items() if not (re.fullmatch(r"[A-Z].+\.", meaning) and says_more(meaning, name))] == []
    assert found == answer_schema.OBJECTS
    assert len(found) == len(set(found.values()))


def test_the_schema_has_an_id_that_is_another_with_every_version_of_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    from twitchref.pages import answer_schema

    schema = json.loads(answer_schema.answers())
    assert schema["$id"] == "urn:uuid:f7a516e9-7e6c-5eed-b8d4-cfd63a35558e"
    assert re.fullmatch(r".+ Version 2\.", schema["description"])
    monkeypatch.setattr(answer_schema, "SCHEMA_VERSION", 3)
    assert json.loads(answer_schema.answers())["$id"] != schema["$id"]


def test_what_the_schema_refers_to_is_found_by_its_id(run: Callable[..., Run]) -> None:
    """As a program does that has several schemas."""
    schema = json.loads(run("about", "--schema").out)
    known = Registry().with_resource(schema["$id"], Resource.from_contents(schema))
    claim = Draft202012Validator({"$ref": f"{schema['$id']}#/$defs/Claim"}, registry=known)

    page = json.loads(run("site", "leg", "--json").out)
    assert claim.is_valid(page["summary"][0])
    assert not claim.is_valid(page["summary"][0] | {"certainty": "sure"})


@pytest.mark.parametrize("command", READING + ERRORS)
def test_every_answer_and_every_error_answer_keeps_to_the_schema(
    command: str, run: Callable[..., Run], validator: Draft202012Validator
) -> None:
    document = json.loads(run(*command.split(), "--json").out)

    assert faults(validator, document) == []
    assert validator.is_valid(document)


@pytest.mark.parametrize("kind", ["site", "cause", "term", "source"])
def test_every_real_entry_keeps_to_the_schema(
    kind: str, run: Callable[..., Run], real_file: Path, real_store: Store, validator: Draft202012Validator
) -> None:
    ids = real_store.ids(kind)[:: 10 if kind == "source" else 1]
    found = {id_: faults(validator, json.loads(run(kind, id_, "--json", data=real_file).out)) for id_ in ids}

    assert {id_: wrong for id_, wrong in found.items() if wrong} == {}
    assert len(found) > 10


@pytest.mark.parametrize("command", ["site", "cause", "term", "source", "signs", "about", "compare ear leg lip", "search leg", "sheet leg"])
def test_every_other_real_answer_keeps_to_the_schema(
    command: str, run: Callable[..., Run], real_file: Path, validator: Draft202012Validator
) -> None:
    document = json.loads(run(*command.split(), "--json", data=real_file).out)

    assert faults(validator, document) == []


@pytest.mark.parametrize(
    ("command", "spoil"),
    [
        ("site leg", lambda page: page.pop("help")),
        ("site leg", lambda page: page.update(extra=1)),
        ("site leg", lambda page: page.update(schema_version=1)),
        ("site leg", lambda page: page.update(kind="place")),
        ("site leg", lambda page: page["causes"][0].update(frequency="often")),
        ("site leg", lambda page: page["summary"][0].update(certainty="sure")),
        ("site leg", lambda page: page["summary"][0].update(evidence="established")),
        ("site leg", lambda page: page["summary"][0].pop("against")),
        ("site leg", lambda page: page["help"]["urgent"][0].update(level="soon")),
        ("site leg", lambda page: page["help"]["urgent"][0].update(short="it goes weak")),
        ("site leg", lambda page: page.pop("anywhere")),
        ("site leg", lambda page: page["summary"][0].pop("note")),
        ("site leg", lambda page: page["summary"][0]["sources"][0].update(locator=3)),
        ("site leg", lambda page: page["sources"][0].update(grade="E")),
        ("site leg", lambda page: page["sources"][0].update(year="2024")),
        ("site leg", lambda page: page["sources"][0].update(kind="study")),
        ("site leg", lambda page: page.update(cause_kind="nerve")),
        ("cause magnesium", lambda page: page.update(cause_kind="metal")),
        ("cause magnesium", lambda page: page["codes"][0].update(system="SNOMED CT")),
        ("search dopamine", lambda page: page["hits"][0]["matches"][0].update(spans=[[1, 2, 3]])),
        ("search dopamine", lambda page: page["hits"][0]["matches"][0].update(spans=[[-1, 2]])),
        ("search dopamine", lambda page: page.update(corrected=1)),
        ("search dopamine", lambda page: page["hits"][0].update(frequency="often")),
        ("search dopamine", lambda page: page.pop("unknown_words")),
        ("cause strain", lambda page: page["candidates"][0].pop("matched")),
        ("site xylophone", lambda page: page.update(query=None)),
        ("about", lambda page: page["counts"].update(sites="3")),
        ("check", lambda page: page["problems"][0].update(line=0)),
        ("check", lambda page: page["problems"][0].update(level="hint")),
        ("compare ear leg", lambda page: page["causes"][0]["frequencies"].update(leg="often")),
        ("signs", lambda page: page.pop("disclaimer")),
        ("signs", lambda page: page["signs"][0].pop("pages")),
        ("about", lambda page: page["counts"].pop("signs")),
        ("sitee leg", lambda page: page.update(code=3)),
        ("sitee leg", lambda page: page.pop("message")),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_have(
    command: str, spoil: Callable[[dict[str, Any]], None], run: Callable[..., Run], validator: Draft202012Validator
) -> None:
    document = json.loads(run(*command.split(), "--json").out)
    assert validator.is_valid(document)

    spoil(document)

    assert not validator.is_valid(document)


@pytest.mark.parametrize("command", READING + [error for error in ERRORS if not error.startswith("check")])
def test_every_reading_command_has_three_formats(command: str, run: Callable[..., Run]) -> None:
    text, markdown = run(*command.split(), "--format", "text"), run(*command.split(), "--format", "markdown")

    assert text == run(*command.split())
    assert json.loads(run(*command.split(), "--format", "json").out) == json.loads(run(*command.split(), "--json").out)
    assert markdown.code == text.code
    if text.out:
        assert markdown.out.startswith("# ")
    else:
        assert markdown == text


@pytest.mark.parametrize("command", [command for command in READING if not command.startswith(("sheet", "compare"))])
def test_markdown_reads_as_the_text_does(command: str, run: Callable[..., Run]) -> None:
    read = "\n".join(items(run(*command.split(), "--format", "markdown").out)).splitlines()

    assert read == [line for line in run(*command.split()).out.splitlines() if line]


@pytest.mark.parametrize("kind", ["site", "cause", "term"])
def test_every_real_page_is_markdown_that_reads_as_its_text_does(kind: str, run: Callable[..., Run], real_file: Path) -> None:
    different = []
    for path in sorted((DATA / f"{kind}s").glob("*.yaml")):
        for part in ([], ["--all"]):
            text = run(kind, path.stem, *part, data=real_file).out
            markdown = run(kind, path.stem, *part, "--format", "markdown", data=real_file).out
            if "\n".join(items(markdown)).splitlines() != [line for line in text.splitlines() if line]:
                different.append(path.stem)

    assert different == []


def test_markdown_has_headings_items_and_addresses(run: Callable[..., Run]) -> None:
    lines = run("site", "leg", "--all", "--format", "markdown").out.splitlines()

    assert lines[:17] == [
        "# Leg",
        "",
        "Site: a place on the body.",
        "",
        "## When to get help",
        "",
        "### **Emergency:** Call your local emergency number now if",
        "",
        "- the face droops \\[1\\]",
        "",
        "### **Urgent:** Speak to a doctor or nurse today if",
        "",
        "- it goes weak \\[1\\]",
        "",
        "### **Routine:** Book an appointment if",
        "",
        "- it lasts over two weeks \\[1\\]",
    ]
    assert "### Magnesium deficiency (sometimes)" in lines
    assert "  <https://example.org/good>" in lines


def test_a_terminal_does_not_change_json_s_content_or_markdown(run: Callable[..., Run]) -> None:
    assert json.loads(run("site", "leg", "--json", width=40).out) == json.loads(run("site", "leg", "--json").out)
    assert run("site", "leg", "--format", "markdown", width=40) == run("site", "leg", "--format", "markdown")


@pytest.mark.parametrize("format_", ["pdf", "JSON", ""])
def test_another_format_is_a_usage_error(format_: str, run: Callable[..., Run]) -> None:
    shown = run("site", "leg", "--format", format_)

    assert (shown.code, shown.out) == (2, "")


# ------------------------------------------------------------------------------------------------ compare


def test_a_comparison_on_a_terminal_is_a_table(run: Callable[..., Run]) -> None:
    assert run("compare", "ear", "leg", "lip", "--color", "never", width=80).out.splitlines()[3:10] == [
        "",
        "Causes of some of them  Ear      Leg        Lip",
        "Stress                  common   common     -",
        "Magnesium deficiency    -        sometimes  sometimes",
        "Nerve disease           -        rare       -",
        "Caffeine                unknown  -          -",
        "",
    ]


def test_what_all_of_the_sites_have_in_common_stands_first(run: Callable[..., Run]) -> None:
    assert run("compare", "leg", "lip").out.splitlines()[2:7] == [
        "",
        "Causes in common\tLeg\tLip",
        "Magnesium deficiency\tsometimes\tsometimes",
        "",
        "Causes of some of them\tLeg\tLip",
    ]


def test_a_comparison_on_a_narrow_terminal_is_a_list(run: Callable[..., Run]) -> None:
    assert run("compare", "ear", "leg", "lip", "--color", "never", width=40).out.splitlines()[4:14] == [
        "",
        "Causes of some of them",
        "Stress",
        "· Ear: common",
        "· Leg: common",
        "· Lip: -",
        "Magnesium deficiency",
        "· Ear: -",
        "· Leg: sometimes",
        "· Lip: sometimes",
    ]


def test_a_comparison_in_a_pipe_is_separated_by_tabs(run: Callable[..., Run]) -> None:
    assert run("compare", "ear", "leg").out.splitlines()[2:6] == ["", "Causes in common\tEar\tLeg", "Stress\tcommon\tcommon", ""]


def test_a_comparison_in_markdown_is_a_table(run: Callable[..., Run]) -> None:
    markdown = run("compare", "ear", "leg", "--format", "markdown").out

    cells = [token.content for token in MARKDOWN.parse(markdown) if token.type == "inline"]
    assert cells[2:8] == ["Causes in common", "Ear", "Leg", "Stress", "common", "common"]
    assert [token.type for token in MARKDOWN.parse(markdown)].count("tr_open") == 6


@pytest.mark.parametrize(("width", "table"), [(80, True), (100, True), (40, False)])
def test_four_sites_are_a_table_at_80_columns(width: int, table: bool, run: Callable[..., Run], real_file: Path) -> None:
    names = ("ear", "whole body", "foot", "my leg")
    shown = run("compare", *names, "--color", "never", data=real_file, width=width).out.splitlines()

    assert any(re.match(r"Causes in common +Ear +Whole body +Foot and toes +Leg$", line) for line in shown) == table
    assert ("· Whole body: common" in shown) != table


def test_where_names_are_too_wide_a_letter_stands_over_the_column_and_is_explained(run: Callable[..., Run], real_file: Path) -> None:
    names = ("ear", "whole body", "foot", "hand", "leg")
    shown = run("compare", *names, "--color", "never", data=real_file, width=80).out

    assert re.search(r"^Causes in common +Ear +A +B +C +Leg$", shown, re.MULTILINE)
    assert "A: Whole body · B: Foot and toes · C: Hand, thumb and fingers" in " ".join(shown.split())
    assert "A: Whole body" not in run("compare", *names, data=real_file).out  # a pipe has room


def test_several_names_need_no_commas(run: Callable[..., Run]) -> None:
    three = run("compare", "ear", "leg", "lip")
    assert run("compare", "left", "ear", "right", "leg", "lip") == three
    assert run("compare", "ear,", "my", "left", "leg", "and", "lip") == three
    assert run("compare", "ear", "vs", "leg,lip") == three


def test_causes_are_compared_by_what_people_ask(run: Callable[..., Run], real_file: Path) -> None:
    shown = run("compare", "als", "bfs", data=real_file).out.splitlines()

    assert shown[0] == "Compared: Motor neurone disease, Benign fasciculation syndrome"
    headings = ["What it is", "How it shows", "Related pages", "When to get help", "What a doctor does"]
    assert [line for line in shown if line in headings] == headings
    for heading in headings:
        below = shown[shown.index(heading) + 1 :]
        assert [line for line in below[:3] if line.startswith(("Motor neurone disease: ", "Benign fasciculation syndrome: "))]


def test_an_unknown_name_does_not_hide_the_others(run: Callable[..., Run]) -> None:
    shown = run("compare", "ear", "legg", "lip", "xylophone")

    assert (shown.code, shown.err) == (4, "")
    assert shown.out.splitlines()[:3] == [
        "Compared: Ear, Lip",
        'Left out, for no entry of this kind is called so: "legg". Near it: twitchref site leg',
        'Left out, for no entry of this kind is called so: "xylophone".',
    ]
    assert json.loads(run("compare", "ear", "legg", "--json").out)["unknown"] == [
        {"query": "legg", "candidates": [{"kind": "site", "id": "leg", "name": "Leg", "matched": "Leg"}]}
    ]


@pytest.mark.parametrize("data", ["mini", "real"])
def test_a_comparison_says_what_the_sites_say(data: str, run: Callable[..., Run], real_file: Path) -> None:
    """The causes of any muscle among it."""
    file = {"mini": MINI, "real": real_file}[data]
    compared = json.loads(run("compare", "ear", "leg", "lip", "--json", data=file).out)

    assert [site["id"] for site in compared["sites"]] == ["ear", "leg", "lip"]
    for site in compared["sites"]:
        page = json.loads(run("site", site["id"], "--json", data=file).out)
        own = {link["id"]: link["frequency"] for link in page["causes"] + page["anywhere"] + page["rarer_diseases"]}
        assert {row["id"]: row["frequencies"][site["id"]] for row in compared["causes"] if row["frequencies"][site["id"]]} == own


def test_a_comparison_has_what_is_common_to_all_first_and_each_in_order_of_frequency(run: Callable[..., Run], real_file: Path) -> None:
    order = ["common", "sometimes", "rare", "unknown", None]
    compared = json.loads(run("compare", "ear", "leg", "lip", "eyelid", "--json", data=real_file).out)

    found = [[order.index(frequency) for frequency in row["frequencies"].values()] for row in compared["causes"]]
    first = [(max(each) == len(order) - 1, min(each)) for each in found]
    assert first == sorted(first)
    assert len(set(first)) > 2


def test_a_site_twice_is_compared_once_and_names_may_be_any(run: Callable[..., Run]) -> None:
    assert run("compare", "leg", "leg twitch", "ear") == run("compare", "leg", "ear")


# ------------------------------------------------------------------------------------------------ signs


def test_signs_stand_under_what_to_do_each_with_its_pages(run: Callable[..., Run]) -> None:
    lines = run("signs").out.splitlines()

    assert lines[2:5] == ["", "Emergency: Call your local emergency number now if", "the face droops [1] Pages: Ear · Leg · Lip."]
    assert [line for line in lines if line.startswith(("Emergency", "Urgent", "Routine"))] == [
        "Emergency: Call your local emergency number now if",
        "Urgent: Speak to a doctor or nurse today if",
        "Routine: Book an appointment if",
    ]


def test_the_signs_of_one_entry_and_of_one_level(run: Callable[..., Run], real_file: Path) -> None:
    every = {level: json.loads(run("signs", "leg", "--json", data=real_file).out)["signs"] for level in ("",)}[""]
    page = json.loads(run("site", "leg", "--json", data=real_file).out)["help"]

    assert [sign["id"] for sign in every] == [sign["id"] for level in page.values() for sign in level]
    for level in page:
        one = json.loads(run("signs", "left", "leg", "--level", level, "--json", data=real_file).out)["signs"]
        assert [sign["id"] for sign in one] == [sign["id"] for sign in page[level]]
    assert run("signs", "leg", "--level", "emergency", data=real_file).out.startswith("Leg: what calls for help\n")


# ------------------------------------------------------------------------------------------------ sheet


def test_a_sheet_has_its_parts_in_order(run: Callable[..., Run]) -> None:
    said = run("sheet", "leg").out.splitlines()

    assert said[:2] == ["Leg: a sheet to take along", "For an appointment about twitching. Nothing you write here is kept by the program."]
    headings = ["When to get help", "What can lie behind it", "To note down before", "Questions to ask", "About this sheet"]
    assert [each for each in said if each in headings] == headings
    assert said[2] == "A twitch of the leg is mostly harmless."
    assert said[said.index("Emergency: Call your local emergency number now if") + 1] == "the face droops"
    assert [line for line in (*TO_NOTE, *TO_ASK) if line not in said] == []
    assert f"Reviewed 2026-01-02; not clinically reviewed; data {_version(run)}." in said
    assert said[-1] == PURPOSE


def _version(run: Callable[..., Run]) -> str:
    return str(json.loads(run("about", "--json").out)["data_version"])


def test_a_sheet_is_painted_on_a_terminal_and_plain_in_a_pipe(run: Callable[..., Run]) -> None:
    plain, markdown = run("sheet", "leg").out, run("sheet", "leg", "--format", "markdown").out

    assert "\x1b[" in run("sheet", "leg", width=80).out
    assert not {"#", "\\"}.intersection(plain)
    assert items(markdown) == [line for line in plain.splitlines() if line]


def test_a_sheet_has_lines_to_fill_in_by_hand(run: Callable[..., Run]) -> None:
    noted = [line for line in run("sheet", "leg").out.splitlines() if line in TO_NOTE]

    assert len(noted) >= 6
    assert [line for line in noted if not line.endswith(": " + "_" * 22)] == []


def test_a_sheet_fits_two_pages_of_paper(run: Callable[..., Run], real_file: Path) -> None:
    """Of some 60 lines of 80 letters each (A4)."""
    long = {}
    for kind in ("site", "cause"):
        for path in sorted((DATA / f"{kind}s").glob("*.yaml")):
            lines = run("sheet", path.stem, "--color", "never", data=real_file, width=80).out.count("\n")
            if lines > 120:
                long[path.stem] = lines

    assert long == {}


def test_a_sheet_is_found_by_any_name_of_a_site_or_a_cause(run: Callable[..., Run]) -> None:
    assert run("sheet", "jumpy", "legs") == run("sheet", "leg")
    assert run("sheet", "magnesium").out.startswith("Magnesium deficiency: a sheet to take along\n")


def test_nothing_is_stored_by_a_sheet(run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    assert run("sheet", "leg", data=MINI).code == 0
    assert list(tmp_path.iterdir()) == []
