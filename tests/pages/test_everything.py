"""Every page of a list in one document: in the order of the list, each as it is when it is asked for alone."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import MINI, Run
from jsonschema import Draft202012Validator

from twitchref.pages.answer_schema import answers

KINDS = ("site", "cause", "term", "source")
HEAD = ("schema_version", "data_version")
OF_A_PAGE = {"site": "Site: a place on the body.", "cause": "Cause: ", "term": "Term: a clinical word.", "source": "Source "}


def alone(page: dict[str, Any], kind: str) -> dict[str, Any]:
    """A document of one page as it stands within another; that of a source has no kind there, as its rows have none of their own."""
    return {key: value for key, value in page.items() if key not in (*HEAD, *(("kind",) if kind == "source" else ()))}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(answers()))


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_of_the_real_data_stands_in_one_document_as_it_is_alone(kind: str, run: Callable[..., Run], real_file: Path) -> None:
    """But of the many sources one in ten is asked for alone."""
    given = run(kind, "--all", "--json", data=real_file)
    every = json.loads(given.out)
    listed = [row["id"] for row in json.loads(run(kind, "--json", data=real_file).out)["entries"]]

    assert (given.code, given.err, every["kind"]) == (0, "", "list")
    assert [page["id"] for page in every["entries"]] == listed
    for page in every["entries"][:: 10 if kind == "source" else 1]:
        one = alone(json.loads(run(kind, page["id"], "--json", data=real_file).out), kind)
        assert list(one.items()) == list(page.items())


@pytest.mark.parametrize("kind", KINDS)
def test_the_document_keeps_to_the_schema(kind: str, run: Callable[..., Run], validator: Draft202012Validator) -> None:
    every = json.loads(run(kind, "--all", "--json").out)

    assert every["entries"]
    assert validator.is_valid(every)
    every["entries"][-1]["certainty"] = "high"
    assert not validator.is_valid(every)


@pytest.mark.parametrize("kind", KINDS)
def test_options_say_the_same_before_the_command_and_behind_it(kind: str, run: Callable[..., Run]) -> None:
    ways = (
        f"{kind} --all --json",
        f"--all --json {kind}",
        f"--json {kind} --all",
        f"--all {kind} --format json",
        f"--format=json {kind} --all",
    )
    assert len({run(*way.split()) for way in ways}) == 1
    built, named = run(kind, "--all", "--json"), run("--data", str(MINI), kind, "--all", "--json", data=None)
    assert (named.code, named.out) == (0, built.out)


def test_the_sources_that_have_certain_words_are_given_whole_too(run: Callable[..., Run], real_file: Path) -> None:
    rows = json.loads(run("source", "nhs scotland", "--json", data=real_file).out)["entries"]
    pages = json.loads(run("source", "nhs scotland", "--json", "--all", data=real_file).out)["entries"]

    assert [page["id"] for page in pages] == [row["id"] for row in rows]
    assert len(pages) > 1 and all("claims" in page for page in pages)


# ---- data with errors


def broken(tmp_path: Path, **files: str) -> Path:
    """The small data with something else in these files."""
    data = Path(shutil.copytree(MINI, tmp_path / "data"))
    for name, text in files.items():
        (data / name.replace("__", "/")).with_suffix(".yaml").write_text(text, encoding="utf-8")
    return data


@pytest.mark.parametrize("kind", ["site", "cause", "term", "source"])
@pytest.mark.parametrize("file", ["sites__leg", "causes__stress", "terms__myokymia"])
def test_of_data_with_an_error_every_page_is_there_that_can_be_read(kind: str, file: str, run: Callable[..., Run], tmp_path: Path) -> None:
    data = broken(tmp_path, **{file: "name: X\nsumary: x\n"})
    given = run(kind, "--all", "--json", data=data)
    listed = [row["id"] for row in json.loads(run(kind, "--json", data=data).out).get("entries", [])]
    one = {id_: run(kind, id_, "--json", data=data) for id_ in listed}

    assert [page["id"] for page in json.loads(given.out).get("entries", [])] == [id_ for id_, ran in one.items() if not ran.code]
    assert given.code == (0 if listed else 5)
    for page in json.loads(given.out).get("entries", []):
        assert alone(json.loads(one[page["id"]].out), kind) == page


def test_a_page_that_is_left_out_is_told_with_its_problem(run: Callable[..., Run], tmp_path: Path) -> None:
    """Here the sign of one page alone: without it, that page would look harmless."""
    whole = (MINI / "signs.yaml").read_text(encoding="utf-8")
    lone = re.sub(r"^help: .*$", "help: [lost]", (MINI / "causes" / "stress.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    data = broken(tmp_path, signs=f"{whole}lost:\n  level: soon\n", causes__stress=lone)
    given = run("cause", "--all", "--json", data=data)

    assert "stress" in [row["id"] for row in json.loads(run("cause", "--json", data=data).out)["entries"]]
    assert "stress" not in [page["id"] for page in json.loads(given.out)["entries"]]
    assert run("cause", "stress", data=data).code == 5
    assert re.search(r"^twitchref: signs\.yaml:\d+:\d+: 'soon' is not one of", given.err, re.MULTILINE)


@pytest.mark.parametrize("kind", ["site", "cause"])
def test_where_no_page_can_be_read_that_is_an_error_not_an_empty_list(kind: str, run: Callable[..., Run], tmp_path: Path) -> None:
    data = broken(tmp_path, signs="x: [\n")
    given = run(kind, "--all", "--json", data=data)
    told = json.loads(given.out)

    assert (given.code, told["kind"], told["code"]) == (5, "error", 5)
    assert "signs.yaml:" in told["message"] and "signs.yaml:" in given.err
    assert run(kind, "--all", data=data).code == 5


def test_a_page_whose_id_is_a_name_of_another_too_is_not_left_out(run: Callable[..., Run], tmp_path: Path) -> None:
    text = (MINI / "sites" / "lip.yaml").read_text(encoding="utf-8")
    data = broken(tmp_path, sites__lip=text.replace("  lay: [lip twitch]", "  shared: [leg]"))
    given = run("site", "--all", "--json", data=data)

    assert run("site", "leg", "--json", data=data).code == 4
    assert [(page["id"], page["matched"]) for page in json.loads(given.out)["entries"]] == [("ear", "Ear"), ("leg", "Leg"), ("lip", "Lip")]


# ---- for people


@pytest.mark.parametrize("kind", KINDS)
def test_for_people_too_it_is_the_list_and_then_every_page(kind: str, run: Callable[..., Run]) -> None:
    pages = json.loads(run(kind, "--all", "--json").out)["entries"]
    title = run(kind).out.splitlines()[0]
    text, marked, web = (run(kind, "--all", "--format", form).out for form in ("text", "markdown", "html"))

    assert text.startswith(f"{title}\n\n")
    assert len(re.findall(rf"^{OF_A_PAGE[kind]}", text, re.MULTILINE)) == len(pages)
    assert re.findall(r"^# (.+)", marked, re.MULTILINE) == [title, *(page.get("name") or page["title"] for page in pages)]
    assert f"<title>{title}</title>" in web


def test_in_one_file_of_many_pages_each_number_leads_to_a_source_of_its_own_page(run: Callable[..., Run], real_file: Path) -> None:
    written = run("site", "--all", "--format", "html", data=real_file).out
    places = re.findall(r' id="([^"]+)"', written)

    assert len(places) == len(set(places))
    for page in written.split("<h1")[2:]:
        own = set(re.findall(r'<li id="([\w-]*source-\d+)"', page))
        led = set(re.findall(r'href="#([^"]+)"', page))
        assert own and led == own


def test_sections_of_pages_in_one_file_are_told_apart_by_the_names_of_their_pages(run: Callable[..., Run]) -> None:
    written = run("site", "--all", "--format", "html").out
    labels = [label.split() for label in re.findall(r'aria-labelledby="([^"]+)"', written)]

    assert all(f'<h1 id="{page}"' in written and f'<h2 id="{section}"' in written for page, section in labels)
    assert len({page for page, _ in labels}) == 3
