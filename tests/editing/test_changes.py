"""`twitchref changes`: what two data differ in, whatever form they have, and what of it is about safety."""

import json
import shutil
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import MINI, Run
from edits import LEG, SIGNS, SOURCES, STRESS, change

from twitchref.editing.changes import ALIKE, _near, changes
from twitchref.model import Claim
from twitchref.problem import Place
from twitchref.reading.load import load
from twitchref.reading.nodes import text_at
from twitchref.reference import Reference

MAGNESIUM = "causes/magnesium-deficiency.yaml"
KEYS = ["change", "what", "kind", "id", "section", "before", "after"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small compendium, to be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "data"))


def found(old: Path, new: Path) -> list[tuple[Any, ...]]:
    """The changes as rows of the contract's fields, and at the end whether it is about safety."""
    return [(*each[: len(KEYS)], each.safety) for each in changes(Reference.open(old), Reference.open(new)).changes]


# What an editor does, and what is then told.
EDITS: dict[str, tuple[str, str, str, list[tuple[Any, ...]]]] = {
    "a sign gets another level": (
        SIGNS, "level: urgent", "level: emergency",
        [("changed", "sign", "sign", "goes-weak", "level", "urgent", "emergency", True)],
    ),
    "a sign is worded otherwise": (
        SIGNS, "sign: it goes weak", "sign: a leg goes weak",
        [("changed", "sign", "sign", "goes-weak", "sign", "it goes weak", "a leg goes weak", True)],
    ),
    "a page lists another sign": (
        LEG, "goes-weak, two-weeks", "goes-weak, two-weeks, worried",
        [("added", "sign", "site", "leg", "help", None, "worried", True)],
    ),
    "a page lists a sign no more": (
        LEG, "[face-droops, goes-weak, two-weeks]", "[face-droops, goes-weak, worried]",
        [
            ("added", "sign", "site", "leg", "help", None, "worried", True),
            ("removed", "sign", "site", "leg", "help", "two-weeks", None, True),
        ],
    ),
    "a place that others point at is renamed": (
        "sites/ear.yaml", "name: Ear", "name: Ears", [("changed", "entry", "site", "ear", "name", "Ear", "Ears", False)],
    ),
    "a claim is worded otherwise": (
        LEG, "It comes and goes.", "It comes and it goes.",
        [("changed", "claim", "site", "leg", "pattern", "It comes and goes.", "It comes and it goes.", False)],
    ),
    "another claim stands in the place of one": (
        LEG, "It comes and goes.", "Mornings are worst.",
        [
            ("added", "claim", "site", "leg", "pattern", None, "Mornings are worst.", False),
            ("removed", "claim", "site", "leg", "pattern", "It comes and goes.", None, False),
        ],
    ),
    "medicine is less sure of a claim": (
        LEG, "text: It comes and goes.\n    certainty: high", "text: It comes and goes.\n    certainty: low",
        [(
            "changed", "claim", "site", "leg", "pattern",
            "It comes and goes. (certainty: high)", "It comes and goes. (certainty: low)", False,
        )],
    ),
    "a claim rests on more": (
        LEG, "text: It comes and goes.\n    certainty: high\n    sources: [good]",
        "text: It comes and goes.\n    certainty: high\n    sources: [good, article#leg-1]\n    note: Or so.",
        [(
            "changed", "claim", "site", "leg", "pattern", "It comes and goes. (sources: good; note: none)",
            "It comes and goes. (sources: good, article#leg-1; note: Or so.)", False,
        )],
    ),
    "a treatment is worded otherwise": (
        MAGNESIUM, "is one way.", "is a good way.",
        [(
            "changed", "claim", "cause", "magnesium-deficiency", "treatment",
            "Magnesium by mouth is one way. Do not stop a prescribed medicine without advice.",
            "Magnesium by mouth is a good way. Do not stop a prescribed medicine without advice.", True,
        )],
    ),
    "a cause is more frequent at a site": (
        LEG, "frequency: sometimes", "frequency: common",
        [("changed", "link", "site", "leg", "causes/magnesium-deficiency", "sometimes", "common", False)],
    ),
    "what is known of a cause at a site is worded otherwise": (
        LEG, "Worry can make a leg twitch.", "Worry can make any leg twitch.",
        [("changed", "claim", "site", "leg", "causes/stress", "Worry can make a leg twitch.", "Worry can make any leg twitch.", False)],
    ),
    "two causes go together in another way": (
        MAGNESIUM, "can lower calcium", "can lower the calcium",
        [(
            "changed", "claim", "cause", "low-calcium", "related/magnesium-deficiency", "Low magnesium can lower calcium.",
            "Low magnesium can lower the calcium.", False,
        )],
    ),
    "a name comes and one goes": (
        LEG, "jumpy legs", "jittery legs",
        [
            ("added", "name", "site", "leg", "lay", None, "jittery legs", False),
            ("removed", "name", "site", "leg", "lay", "jumpy legs", None, False),
        ],
    ),
    "a page is called otherwise": (
        LEG, "name: Leg", "name: The leg", [("changed", "entry", "site", "leg", "name", "Leg", "The leg", False)],
    ),
    "a page leads to fewer": (
        LEG, "  - term:myokymia\n", "", [("changed", "entry", "site", "leg", "see_also", "site:ear, term:myokymia", "site:ear", False)],
    ),
    "a source is of another year": (
        SOURCES, "year: 2024", "year: 2025", [("changed", "source", "source", "good", "year", "2024", "2025", False)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), EDITS.values(), ids=EDITS)
def test_what_an_editor_did_is_told_and_nothing_else(file: str, old: str, new: str, told: list[tuple[Any, ...]], data: Path) -> None:
    change(data / file, old, new)
    assert found(MINI, data) == told


@pytest.mark.parametrize(("file", "old", "new", "told"), EDITS.values(), ids=EDITS)
def test_the_other_way_round_what_came_has_gone(file: str, old: str, new: str, told: list[tuple[Any, ...]], data: Path) -> None:
    change(data / file, old, new)
    other = {"added": "removed", "removed": "added", "changed": "changed"}
    expected = [(other[how], *row, after, before, safety) for how, *row, before, after, safety in told]
    assert sorted(found(data, MINI), key=str) == sorted(expected, key=str)


def _leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every text in a file."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _leaves(value[key], (*at, key))
    else:
        yield at


def _files() -> list[str]:
    return sorted(path.relative_to(MINI).as_posix() for path in MINI.rglob("*.yaml") if path.name != "words.yaml")


@pytest.mark.parametrize("file", _files())
def test_no_text_of_a_page_changes_unseen(file: str, data: Path) -> None:
    """Each text in turn is another; wherever the data can still be read, something is told."""
    before = Reference.open(MINI)
    content = yaml.load((MINI / file).read_text(), yaml.BaseLoader)
    told = 0
    for at in _leaves(content):
        if {"shared", "generic"} & set(at):  # what a name or a sign may be used for, which no page shows
            continue
        other = yaml.load((MINI / file).read_text(), yaml.BaseLoader)
        holder = other
        for key in at[:-1]:
            holder = holder[key]
        holder[at[-1]] = "2025-01-03" if "review" in str(at[-1]) else f"{holder[at[-1]]}x"
        (data / file).write_text(json.dumps(other))
        if any(problem.level == "error" for problem in load(data)[1]):
            continue
        assert changes(before, Reference.open(data)).changes, at
        told += 1
    assert told


def test_what_is_added_and_what_is_taken_away_is_told_whole(data: Path) -> None:
    (data / "causes" / "caffeine.yaml").unlink()
    (data / "causes" / "moonlight.yaml").write_text(
        (MINI / "causes" / "caffeine.yaml").read_text().replace("Caffeine", "Moonlight").replace("coffee", "moon")
    )
    change(data / SIGNS, "two-weeks:", "three-weeks:")
    change(data / LEG, "two-weeks", "three-weeks")

    rows = found(MINI, data)

    assert ("removed", "entry", "cause", "caffeine", "", "Caffeine", None, True) in rows
    assert ("added", "entry", "cause", "moonlight", "", None, "Moonlight", True) in rows
    assert rows[:2] == [
        ("added", "sign", "sign", "three-weeks", "", None, "Book an appointment if it lasts over two weeks.", True),
        ("removed", "sign", "sign", "two-weeks", "", "Book an appointment if it lasts over two weeks.", None, True),
    ]


def test_signs_stand_first_then_the_entries_then_the_sources(data: Path) -> None:
    change(data / SOURCES, "year: 2024", "year: 2025")
    change(data / LEG, "name: Leg", "name: The leg")
    change(data / LEG, "jumpy legs", "jittery legs")
    change(data / LEG, "It comes and goes.", "It comes and it goes.")
    change(data / LEG, "frequency: sometimes", "frequency: common")
    change(data / LEG, "goes-weak, two-weeks", "goes-weak, two-weeks, worried")
    change(data / STRESS, "Worry makes nerves jumpy.", "Worry makes all nerves jumpy.")
    change(data / SIGNS, "level: urgent", "level: emergency")
    order = [(kind, id_, what) for _, what, kind, id_, *_ in found(MINI, data)]
    assert order == [
        ("sign", "goes-weak", "sign"), ("site", "leg", "entry"), ("site", "leg", "sign"), ("site", "leg", "claim"), ("site", "leg", "link"),
        ("site", "leg", "name"), ("site", "leg", "name"), ("cause", "stress", "claim"), ("source", "good", "source"),
    ]  # fmt: skip


def test_a_directory_and_the_file_that_is_built_from_it_are_the_same(data: Path, tmp_path: Path, run: Callable[..., Run]) -> None:
    change(data / LEG, "It comes and goes.", "It comes and it goes.")
    for name, directory in (("old", MINI), ("new", data)):
        assert run("build", str(directory), "-o", str(tmp_path / f"{name}.sqlite")).code == 0

    assert found(MINI, tmp_path / "old.sqlite") == []
    assert found(tmp_path / "old.sqlite", tmp_path / "new.sqlite") == found(MINI, data) == found(tmp_path / "old.sqlite", data)


def test_the_real_data_is_the_same_built_and_not(real_file: Path, run: Callable[..., Run]) -> None:
    ran = run("changes", str(real_file), "data", "--json")
    assert (ran.code, json.loads(ran.out)["changes"]) == (0, [])


def test_people_read_it_under_the_pages_it_is_about(data: Path, run: Callable[..., Run]) -> None:
    change(data / SIGNS, "level: urgent", "level: emergency")
    change(data / LEG, "text: It comes and goes.\n    certainty: high", "text: It comes and goes.\n    certainty: low")
    old, new = Reference.open(MINI).version, Reference.open(data).version

    assert run("changes", str(MINI), str(data)) == Run(
        0,
        f"Changes from {old} to {new}\n"
        "1 sign, 1 claim; 1 about safety.\n"
        "\nSigns\n"
        'safety: goes-weak changed (level): "urgent" → "emergency"\n'
        "\nLeg (site:leg)\n"
        'claim changed (pattern): "It comes and goes.": certainty: high → certainty: low\n',
        "",
    )


def test_a_changelog_gets_it_as_markdown(data: Path, run: Callable[..., Run]) -> None:
    change(data / MAGNESIUM, "is one way.", "is a good way.")
    out = run("changes", str(MINI), str(data), "--format", "markdown").out
    assert '\n## Magnesium deficiency (cause:magnesium-deficiency)\n\n- **safety**: claim changed (treatment): "Magnesium by' in out


def test_a_program_gets_the_contract(data: Path, run: Callable[..., Run]) -> None:
    change(data / SIGNS, "level: urgent", "level: emergency")
    document = json.loads(run("--json", "changes", str(MINI), str(data)).out)
    jsonschema.validate(document, json.loads(run("about", "--schema").out))
    old, new = Reference.open(MINI).version, Reference.open(data).version
    assert document == {
        "schema_version": 2, "data_version": new, "kind": "changes", "old": old, "new": new,
        "changes": [dict(zip(KEYS, ["changed", "sign", "sign", "goes-weak", "level", "urgent", "emergency"], strict=True))],
    }  # fmt: skip


def test_what_has_not_changed_is_said(run: Callable[..., Run]) -> None:
    ran = run("changes", str(MINI), str(MINI))
    assert (ran.code, ran.out.splitlines()[1:], ran.err) == (0, ["Nothing that a page shows has changed."], "")


def test_without_a_second_the_data_at_hand_is_meant(data: Path, run: Callable[..., Run]) -> None:
    change(data / SIGNS, "level: urgent", "level: emergency")
    assert run("changes", str(MINI), data=data) == run("changes", str(MINI), str(data)) != run("changes", str(MINI), str(MINI))


@pytest.mark.parametrize("broken", ["OLD", "NEW"])
def test_data_with_errors_is_not_compared(broken: str, data: Path, run: Callable[..., Run]) -> None:
    """What cannot be read would look as if it were taken away."""
    change(data / LEG, "certainty: high", "certainty: sure")
    pair = (str(data), str(MINI)) if broken == "OLD" else (str(MINI), str(data))
    told = f"{data} has 1 error(s), so it cannot be compared; mend what `twitchref check` names"
    assert run("changes", *pair) == Run(5, "", f"twitchref: {told}\n")
    assert json.loads(run("changes", *pair, "--json").out)["message"] == told


def test_what_is_no_data_is_one_clear_line(tmp_path: Path, run: Callable[..., Run]) -> None:
    ran = run("changes", str(MINI), str(tmp_path / "none"))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (5, "", 1)


@pytest.mark.parametrize("pair", [("", str(MINI)), (str(MINI), "")])
def test_an_empty_path_is_not_the_data_at_hand(pair: tuple[str, str], run: Callable[..., Run]) -> None:
    ran = run("changes", *pair)
    assert (ran.code, ran.out) == (2, "")
    assert "a path is empty; name a place, or leave it out" in ran.err


def test_names_that_change_their_kind_stand_in_the_order_of_the_page(data: Path) -> None:
    names = [f"limb {number}" for number in range(9)]
    change(data / LEG, "lay: [", f"lay: [{', '.join(names)}, ")
    other = Path(shutil.copytree(data, data.parent / "other"))
    change(other / LEG, f"lay: [{', '.join(names)}, ", f"clinical: [{', '.join(names)}]\n  lay: [")

    told = [after for how, what, *_, after, _ in found(data, other) if (how, what) == ("changed", "name")]

    assert told == [f"{name} (clinical)" for name in names]


def test_what_is_alike_is_found_as_if_every_two_were_compared() -> None:
    words = [f"{one} {other} makes a muscle {what}".split() for one in "abcd" for other in "efg" for what in ("twitch", "jump at night")]
    claims = {number: Claim(text_at(" ".join(each), Place("")), "high", ()) for number, each in enumerate(words)}
    old, new = {at: claims[at] for at in claims if at % 2}, {at: claims[at] for at in claims if not at % 2}
    whole = [
        (SequenceMatcher(None, words[one], words[other], autojunk=False).ratio(), one, other) for one in old for other in new
    ]  # fmt: skip
    assert sorted(map(tuple, _near(old, new))) == sorted(each for each in whole if each[0] >= ALIKE)
