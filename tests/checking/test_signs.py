"""The rules about signs: which an entry needs and may list, how long they are, what stands behind them."""

import shutil
from pathlib import Path

import pytest
from conftest import MINI
from edits import LEG, SIGNS, SOURCES, STRESS, TODAY, change, found

from twitchref.checking import check


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small compendium, to be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "data"))


@pytest.mark.parametrize(
    ("help_", "missing"),
    [
        ("[face-droops, goes-weak, two-weeks]", None),
        ("[worried, goes-weak, face-droops]", None),
        ("[face-droops, two-weeks]", "urgent"),
        ("[two-weeks, worried]", "emergency, urgent"),
    ],
)
def test_a_site_has_signs_of_every_level(help_: str, missing: str | None, data: Path) -> None:
    change(data / LEG, "[face-droops, goes-weak, two-weeks]", help_)
    assert found(data, "E403") == ([f"{LEG}:4:8: a site has signs at all three levels; missing: {missing}"] if missing else [])


def test_a_cause_has_a_sign_of_any_level(data: Path) -> None:
    change(data / STRESS, "help: [worried]", "help: [goes-weak]")
    assert [problem.code for problem in check.check(data, TODAY)[1] if problem.place.file == STRESS] == []
    change(data / STRESS, "help: [goes-weak]\n", "")
    assert [problem.code for problem in check.check(data, TODAY)[1] if problem.place.file == STRESS] == ["E202"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LEG, "goes-weak", "goes-week"),
        (SIGNS, "level: urgent", "level: soon"),
        (SIGNS, "level: urgent", "level: [urgent]"),
        (SIGNS, "goes-weak:\n  level", "goes-weak: urgent\nother:\n  level"),
    ],
    ids=["unknown sign", "unknown level", "level of no text", "sign of text"],
)
def test_a_level_that_a_sign_may_have_which_cannot_be_read_is_not_missing(file: str, old: str, new: str, data: Path) -> None:
    change(data / file, old, new)
    assert found(data, "E403") == []


def test_signs_that_cannot_be_read_are_one_problem(data: Path) -> None:
    change(data / SIGNS, "face-droops:", "[face-droops:")
    before = set(check.check(MINI, TODAY)[1])
    assert [problem.code for problem in check.check(data, TODAY)[1] if problem not in before] == ["E106"]


def test_an_unknown_sign_is_told_with_the_nearest(data: Path) -> None:
    change(data / STRESS, "help: [worried]", "help: [worried, face-drops, xylophone]")
    assert found(data, "E305") == [
        f"{STRESS}:6:17: there is no sign 'face-drops'; the nearest is 'face-droops' (face-droops in signs.yaml)",
        f"{STRESS}:6:29: there is no sign 'xylophone'; it would be xylophone in signs.yaml",
    ]


def test_a_sign_that_is_listed_twice_is_told_at_the_second(data: Path) -> None:
    change(data / LEG, "two-weeks]", "two-weeks, goes-weak]")
    assert found(data, "W411") == [f"{LEG}:4:43: 'goes-weak' stands here a second time; keep one"]


def test_a_sign_that_no_entry_lists_is_told_unless_it_may_be_listed_where_nothing_can_be_read(data: Path) -> None:
    for cause in (data / "causes").iterdir():
        cause.write_text(cause.read_text().replace("[worried]", "[two-weeks]"))
    assert found(data, "W410") == [f"{SIGNS}:22:1: no entry lists 'worried'; list it under the help of one, or take it out"]
    change(data / STRESS, "help: [two-weeks]", "help: {now: worried}")
    assert found(data, "W410") == []


@pytest.mark.parametrize(("field", "line", "most"), [("sign", 3, 110), ("short", 4, 45)])
@pytest.mark.parametrize("more", [0, 1])
def test_a_sign_has_the_length_that_the_card_has_room_for(field: str, line: int, most: int, more: int, data: Path) -> None:
    text = (data / SIGNS).read_text()
    (data / SIGNS).write_text(text.replace(f"  {field}: {'the ' * (field == 'sign')}face droops", f"  {field}: {'x' * (most + more)}"))
    expected = [f"{SIGNS}:{line}:{len(field) + 5}: {most + 1} characters; say it in {most}"]
    assert found(data, "E407") == (expected if more else [])


GRADED = "{}:\n  title: A page\n  publisher: A press\n  kind: review\n  grade: {}\n"


@pytest.mark.parametrize(("grades", "told"), [("D", True), ("CD", True), ("CB", False), ("A", False), ("DC", True)])
@pytest.mark.parametrize(("sign", "level"), [("face-droops", "emergency"), ("goes-weak", "urgent"), ("two-weeks", "")])
def test_behind_an_emergency_and_an_urgent_sign_stands_a_source_of_grade_a_or_b(
    sign: str, level: str, grades: str, told: bool, data: Path
) -> None:
    with (data / SOURCES).open("a") as sources:
        sources.writelines(GRADED.format(f"web-{grade.lower()}", grade) for grade in sorted(grades))
    before, after = (data / SIGNS).read_text().split(f"{sign}:\n")
    cited = ", ".join(f"web-{grade.lower()}" for grade in grades)
    (data / SIGNS).write_text(f"{before}{sign}:\n" + after.replace("sources: [good]", f"sources: [{cited}]", 1))
    line = {"face-droops": 7, "goes-weak": 14}.get(sign)
    expected = [f"{SIGNS}:{line}:13: no source of grade A or B stands behind this {level} sign; add one"]
    assert found(data, "E408") == (expected if told and level else [])


def test_a_source_that_is_not_known_is_not_called_weak(data: Path) -> None:
    change(data / SIGNS, "sources: [good]", "sources: [god]")
    change(data / SOURCES, "grade: A", "grade: E")
    assert found(data, "E408") == []


@pytest.mark.parametrize(("kind", "told"), [("everyday", False), ("nerve", True), ("medicine", True), ("normal", True), ("daily", False)])
def test_a_generic_sign_stands_on_sites_and_everyday_causes_alone(kind: str, told: bool, data: Path) -> None:
    change(data / SIGNS, "  why: most stop sooner", "  why: most stop sooner\n  generic: true")
    change(data / STRESS, "kind: everyday\nhelp: [worried]", f"kind: {kind}\nhelp: [worried, two-weeks]")
    advice = "it stands on sites and everyday causes alone; list the signs of this cause"
    expected = [f"{STRESS}:6:17: 'two-weeks' is about a twitch without a known cause; {advice}"]
    assert found(data, "E409") == (expected if told else [])


def test_a_sign_without_a_source_is_told(data: Path) -> None:
    change(data / SIGNS, "  certainty: high\n  sources: [good]\ngoes", "  certainty: high\ngoes")
    assert found(data, "E401") == [f"{SIGNS}:1:1: the sign has no source; say under 'sources' who says so"]


def test_a_source_that_only_a_sign_cites_is_used(data: Path) -> None:
    with (data / SOURCES).open("a") as sources:
        sources.write(GRADED.format("web", "B"))
    change(data / SIGNS, "sources: [good]", "sources: [web]")
    assert found(data, "W406") == []
