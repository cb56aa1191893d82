"""The same answer as text, JSON and Markdown; the schema that JSON keeps to; and the answers with a form of their own."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, MINI, Run
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from twitchref.store.reader import Store
from twitchref.texts import PURPOSE, TO_ASK, TO_NOTE

# Every reading command with an answer, and with each kind of error answer that it has.
READING = [
    "site leg", "site", "cause magnesium", "cause", "search dopamine", "term myokymia", "term", "compare ear leg", "signs", "sheet leg",
    "sheet stress", "source good", "source", "about",
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
        "site", "cause", "term", "list", "search", "comparison", "signs", "source", "about", "none", "several", "near", "check",
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

    assert [name for name, meaning in found if not meaning] == []
    assert {meaning for _, meaning in found} == set(answer_schema.MEANINGS.values())
    assert len(answer_schema.MEANINGS.values()) == len(set(answer_schema.MEANINGS.values()))


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
    ids = real_store.ids(kind)
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
        text, markdown = run(kind, path.stem, data=real_file).out, run(kind, path.stem, "--format", "markdown", data=real_file).out
        if "\n".join(items(markdown)).splitlines() != [line for line in text.splitlines() if line]:
            different.append(path.stem)

    assert different == []


def test_markdown_has_headings_items_and_addresses(run: Callable[..., Run]) -> None:
    lines = run("site", "leg", "--format", "markdown").out.splitlines()

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


@pytest.mark.parametrize("format_", ["html", "JSON", ""])
def test_another_format_is_a_usage_error(format_: str, run: Callable[..., Run]) -> None:
    shown = run("site", "leg", "--format", format_)

    assert (shown.code, shown.out) == (2, "")


# ------------------------------------------------------------------------------------------------ compare


def test_a_comparison_on_a_terminal_is_a_table(run: Callable[..., Run]) -> None:
    assert run("compare", "ear", "leg", "lip", "--color", "never", width=80).out.splitlines()[3:8] == [
        "Cause                 Ear      Leg        Lip",
        "Stress                common   common     -",
        "Magnesium deficiency  -        sometimes  sometimes",
        "Nerve disease         -        rare       -",
        "Caffeine              unknown  -          -",
    ]


def test_a_comparison_on_a_narrow_terminal_is_a_list(run: Callable[..., Run]) -> None:
    assert run("compare", "ear", "leg", "lip", "--color", "never", width=40).out.splitlines()[4:12] == [
        "Stress",
        "- Ear: common",
        "- Leg: common",
        "- Lip: -",
        "Magnesium deficiency",
        "- Ear: -",
        "- Leg: sometimes",
        "- Lip: sometimes",
    ]


def test_a_comparison_in_a_pipe_is_separated_by_tabs(run: Callable[..., Run]) -> None:
    assert run("compare", "ear", "leg").out.splitlines()[2:7] == [
        "Cause\tEar\tLeg",
        "Stress\tcommon\tcommon",
        "Magnesium deficiency\t-\tsometimes",
        "Nerve disease\t-\trare",
        "Caffeine\tunknown\t-",
    ]


def test_a_comparison_in_markdown_is_a_table(run: Callable[..., Run]) -> None:
    markdown = run("compare", "ear", "leg", "--format", "markdown").out

    cells = [token.content for token in MARKDOWN.parse(markdown) if token.type == "inline"]
    assert cells[2:8] == ["Cause", "Ear", "Leg", "Stress", "common", "common"]
    assert [token.type for token in MARKDOWN.parse(markdown)].count("tr_open") == 5


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


def test_a_comparison_stands_in_order_of_frequency(run: Callable[..., Run], real_file: Path) -> None:
    order = ["common", "sometimes", "rare", "unknown", None]
    compared = json.loads(run("compare", "ear", "leg", "lip", "eyelid", "--json", data=real_file).out)

    first = [min(order.index(frequency) for frequency in row["frequencies"].values()) for row in compared["causes"]]
    assert first == sorted(first)
    assert len(set(first)) > 1


def test_a_site_twice_is_compared_once_and_names_may_be_any(run: Callable[..., Run]) -> None:
    assert run("compare", "leg", "leg twitch", "ear") == run("compare", "leg", "ear")


# ------------------------------------------------------------------------------------------------ signs


def test_signs_stand_under_what_to_do_each_with_its_pages(run: Callable[..., Run]) -> None:
    lines = run("signs").out.splitlines()

    assert lines[3:5] == ["Emergency: Call your local emergency number now if", "the face droops [1] Pages: Ear, Leg, Lip."]
    assert [line for line in lines if line.startswith(("Emergency", "Urgent", "Routine"))] == [
        "Emergency: Call your local emergency number now if",
        "Urgent: Speak to a doctor or nurse today if",
        "Routine: Book an appointment if",
    ]


# ------------------------------------------------------------------------------------------------ sheet


@pytest.mark.parametrize("options", [(), ("--format", "markdown"), ("--format", "text")], ids=["", "markdown", "text"])
def test_a_sheet_is_markdown(options: tuple[str, ...], run: Callable[..., Run]) -> None:
    shown = run("sheet", "leg", *options)

    assert (shown.code, shown.err) == (0, "")
    assert shown == run("sheet", "leg")
    assert items(shown.out)[0] == "Leg: a sheet to take along"


def test_a_sheet_has_its_parts_in_order(run: Callable[..., Run]) -> None:
    said = items(run("sheet", "leg").out)

    headings = ["When to get help", "Summary", "To note down before", "Questions to ask", "Sources", "About this sheet"]
    assert [each for each in said if each in headings] == headings
    first = said.index("Emergency: Call your local emergency number now if")
    assert said[first + 1] == "the face droops [1]"
    assert "A twitch of the leg is mostly harmless. [1, 2 leg-1]" in said
    assert [line for line in (*TO_NOTE, *TO_ASK) if line not in said] == []
    assert "[2] The article. Publisher not named, year not known. Grade D: article. (article)" in said
    assert f"Reviewed 2026-01-02. Reviewer: not clinically reviewed. Page site:leg, data {_version(run)}." in said
    assert said[-1] == PURPOSE


def _version(run: Callable[..., Run]) -> str:
    return str(json.loads(run("about", "--json").out)["data_version"])


def test_a_sheet_has_lines_to_fill_in_by_hand(run: Callable[..., Run]) -> None:
    noted = [line for line in items(run("sheet", "leg").out) if line in TO_NOTE]

    assert len(noted) >= 6
    assert [line for line in noted if not line.endswith(": " + "_" * 22)] == []


def test_a_sheet_cites_only_what_stands_on_it(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    for id_ in real_store.ids("site"):
        entry = real_store.entry("site", id_)
        signs = (*entry.help.emergency, *entry.help.urgent, *entry.help.routine)
        cited = {citation.id for sign in signs for citation in sign.sources}
        cited |= {citation.id for claim in entry.summary for citation in (*claim.sources, *claim.against)}

        said = items(run("sheet", id_, data=real_file).out)

        assert {id_ for line in said if line.startswith("[") for id_ in re.findall(r"\(([a-z0-9-]+)\)$", line.splitlines()[0])} == cited


def test_a_sheet_of_a_site_or_a_cause_is_one_page(run: Callable[..., Run], real_file: Path) -> None:
    """Printed as text, a page has some 60 lines of 90 letters; the numbers of sources at its foot are small print."""
    long = {}
    for kind in ("site", "cause"):
        for path in sorted((DATA / f"{kind}s").glob("*.yaml")):
            said = items(run("sheet", path.stem, data=real_file).out)
            body = said[: said.index("Sources")]
            lines = sum(-(-len(line) // 90) for line in body)
            if lines > 60:
                long[path.stem] = lines

    assert long == {}


def test_a_sheet_is_found_by_any_name_of_a_site_or_a_cause(run: Callable[..., Run]) -> None:
    assert run("sheet", "jumpy", "legs") == run("sheet", "leg")
    assert items(run("sheet", "magnesium").out)[0] == "Magnesium deficiency: a sheet to take along"


def test_nothing_is_stored_by_a_sheet(run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    assert run("sheet", "leg", data=MINI).code == 0
    assert list(tmp_path.iterdir()) == []
