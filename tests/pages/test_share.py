"""What share of the statements was examined: of everything, and of each page, where the data says."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, MINI, Run
from jsonschema import Draft202012Validator

from twitchref.build import build
from twitchref.pages.answer_schema import answers
from twitchref.reading.examined import HEADER
from twitchref.words import fingerprint

DROOPS, WORRY = "the face droops", "Worry can make a leg twitch."
ALL = ("site leg", "cause stress", "term myokymia")


def texts(value: Any) -> Iterator[str]:
    """The text of every claim and the phrase of every sign anywhere in a document."""
    if isinstance(value, dict):
        if "certainty" in value:
            yield value.get("sign") or value["text"]
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


@pytest.fixture(params=["YAML", "built"])
def examined(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Path]:
    """The small compendium of which these texts were examined so, as it is read and as it is built."""

    def make(**how: list[str]) -> Path:
        data = Path(shutil.copytree(MINI, tmp_path / "data"))
        rows = sorted(f"{fingerprint(text)}\t2026-01-02\t{word}\n" for word, found in how.items() for text in found)
        (data / "examined.tsv").write_text("".join((f"{HEADER}\n", *rows)))
        if request.param == "YAML":
            return data
        assert build(data, tmp_path / "built.sqlite")[1] == []
        return tmp_path / "built.sqlite"

    return make


# How texts were examined, and what each whole page then says.
PAGES: dict[str, tuple[dict[str, list[str]], list[str]]] = {
    "nothing": ({}, ["0 of {} statements."] * 3),
    "a sign": ({"source": [DROOPS]}, ["1 of {} statements, 1 against a source or abstract.", "0 of {} statements.", "0 of {} statements."]),
    "a claim of two pages": ({"knowledge": [WORRY]}, ["1 of {} statements.", "1 of {} statements.", "0 of {} statements."]),
    "three ways": (
        {"source": [DROOPS], "abstract": [WORRY], "knowledge": ["It comes and goes."]},
        [
            "3 of {} statements, 2 against a source or abstract.",
            "1 of {} statements, 1 against a source or abstract.",
            "0 of {} statements.",
        ],
    ),
    "what is gone": ({"source": ["It used to twitch."]}, ["0 of {} statements."] * 3),
}


@pytest.mark.parametrize(("how", "said"), PAGES.values(), ids=PAGES)
def test_each_whole_page_says_how_many_of_its_statements_were_examined(
    how: dict[str, list[str]], said: list[str], examined: Callable[..., Path], run: Callable[..., Run]
) -> None:
    data = examined(**how)
    for page, line in zip(ALL, said, strict=True):
        held = len(set(texts(json.loads(run(*page.split(), "--json", data=data).out))))
        shown = run(*page.split(), "--all", data=data).out
        assert f"\nExamined: {line.format(held)}\n" in shown[shown.index("About this page") :]


def test_about_says_how_much_was_examined_and_how(examined: Callable[..., Path], run: Callable[..., Run]) -> None:
    data = examined(source=[DROOPS], abstract=[WORRY], knowledge=["It comes and goes.", "Mostly none is needed.", "gone"])
    pages = [
        json.loads(run(kind, row["id"], "--json", data=data).out)
        for kind in ("site", "cause", "term")
        for row in json.loads(run(kind, "--json", data=data).out)["entries"]
    ]
    held = len({*texts(pages), *texts(json.loads(run("signs", "--json", data=data).out))})

    document = json.loads(run("about", "--json", data=data).out)
    assert document["examined"] == {"statements": held, "source": 1, "abstract": 1, "knowledge": 2}
    assert (
        f"4 of {held} statements were examined: 1 against a source, 1 against an abstract, 2 from knowledge alone."
        in run("about", data=data).out
    )
    validator = Draft202012Validator(json.loads(answers()))
    assert validator.is_valid(document)
    document["examined"].pop("knowledge")
    assert not validator.is_valid(document)


def test_the_card_sections_and_json_of_a_page_are_as_they_were(examined: Callable[..., Path], run: Callable[..., Run]) -> None:
    data = examined(source=[DROOPS, WORRY])
    for page in ALL:
        for more in ((), ("summary",), ("--json",), ("--json", "--all")):
            shown, before = (re.sub(r"\+[0-9a-f]{8}", "", run(*page.split(), *more, data=each).out) for each in (data, MINI))
            assert shown == before


def test_where_the_data_does_not_say_nothing_is_said(run: Callable[..., Run]) -> None:
    assert "examined" not in json.loads(run("about", "--json").out)
    for command in ("about", *(f"{page} --all" for page in ALL)):
        assert "xamined" not in run(*command.split()).out


def test_a_ledger_with_an_error_says_nothing_of_what_was_examined(tmp_path: Path, run: Callable[..., Run]) -> None:
    """It could only say too little."""
    data = Path(shutil.copytree(MINI, tmp_path / "data"))
    (data / "examined.tsv").write_text(f"{HEADER}\n{fingerprint(WORRY)}\t2026-01-02\tsource\n{fingerprint(DROOPS)}\t2026-01-02\tguess\n")
    ran = run("about", "--json", data=data)
    assert "examined" not in json.loads(ran.out)
    assert "the data has 1 error(s)" in ran.err


def test_most_of_the_real_statements_were_examined(run: Callable[..., Run], real_file: Path) -> None:
    """An editor may leave what is new to whoever examines it, but not for ever."""
    counts = json.loads(run("about", "--json", data=real_file).out)["examined"]

    assert (DATA / "examined.tsv").exists()
    assert counts["source"] + counts["abstract"] + counts["knowledge"] > 0.75 * counts["statements"]
