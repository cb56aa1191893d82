"""The rules about words that do not belong: doses, telephone numbers, what leans on a neighbour, says nothing, or is said twice."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MINI
from edits import LEG, SIGNS, STRESS, add, change, found

from twitchref.checking.duplicates import alike


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small compendium, to be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "data"))


def never(one: int, other: int) -> bool:
    """No two texts may be alike."""
    return False


DOSES = {
    "Magnesium, 300 mg a day": "300 mg", "Magnesium, 300mg a day": "300mg", "Take 0.5 mg of it": "0.5 mg", "Take 0,5 mg of it": "0,5 mg",
    "Vitamin D, 10,000 IU": "10,000 IU", "Vitamin B12, 50 mcg": "50 mcg", "Vitamin B12, 50 \xb5g": "50 \xb5g",
    "Vitamin B12, 50 \u03bcg": "50 \u03bcg", "Salt, 2 g in water": "2 g", "Water, 200 ml": "200 ml", "Water, 200 mL": "200 mL",
    "Take 2 tablets at night": "2 tablets", "Take 1 tablet at night": "1 tablet", "Take 3 drops": "3 drops",
    "Take 2 capsules": "2 capsules", "Up to 100 units": "100 units", "Magnesium, 300 mg/day": "300 mg", "At 5 mg/kg": "5 mg",
    "A 250-mg tablet": "250-mg", "Magnesium, 300 milligrams a day": "300 milligrams", "Folate, 400 micrograms": "400 micrograms",
    "Magnesium, 300 MG a day": "300 MG", "Two tablets a day": "Two tablets", "Half a tablet at night": "Half a tablet",
    "Take two tablets": "two tablets", "A pill with meals": "A pill", "Three drops twice a day": "Three drops", "Water, 200 ML": "200 ML",
    "Between 200 and 400 mg": "400 mg", "At 200-400 mg": "400 mg", "(300 mg)": "300 mg", "Iron 65 mg.": "65 mg",
}  # fmt: skip
NO_DOSES = [
    "Ferritin below 75 ng/mL", "Calcium of 8 mg/dL", "Glucose of 70 mg/dl", "Albumin of 40 g/L", "Folate of 4 \xb5g/L",
    "Sodium of 120 mmol/L", "A heart rate of 60 a minute", "Filters less than 60 ml/min", "Up to 10 gyms", "For 3 months",
    "About 30 in 100 people", "Blood salt changed: a 2 g rise per litre", "Ferritin below 75 NG/ML", "Calcium of 8 MG/DL",
    "A drop in blood sugar", "After a drop of pressure at night", "Two tablets have been named", "At 5 G of force", "Ten drops of rain",
    "At 5 Gy in all", "Within 24 hours", "Twice a day", "Three tablets are in the box", "Since 2024", "Up to 2 guidelines", "In 5 dropped",
]  # fmt: skip


@pytest.mark.parametrize("section", ["treatment", "self_care", "mechanism"])
@pytest.mark.parametrize(("text", "dose"), DOSES.items())
def test_a_dose_is_told(text: str, dose: str, section: str, data: Path) -> None:
    add(data, STRESS, section, f'"{text} is one way."')
    assert found(data, "E406") == [f"{STRESS}:12:11: '{dose}' looks like a dose; say what the treatment is for instead"]


@pytest.mark.parametrize("text", NO_DOSES)
def test_what_is_no_dose_is_none(text: str, data: Path) -> None:
    add(data, STRESS, "treatment", f'"{text}, it is said."')
    assert found(data, "E406") == []


def test_an_amount_that_is_in_something_is_no_dose_but_one_beside_it_is(data: Path) -> None:
    add(data, STRESS, "mechanism", "The body holds about 25 g of it.")
    assert found(data, "E406") == []
    change(data / STRESS, "25 g of it.", "25 g of it; take 2 g.")
    assert [line.partition(" looks")[0] for line in found(data, "E406")] == [f"{STRESS}:12:11: '2 g'"]


@pytest.mark.parametrize(
    ("field", "line"), [("sign: the face droops", "3:9"), ("short: face droops", "4:10"), ("why: may be a stroke", "5:8")]
)
def test_a_dose_in_a_sign_is_told(field: str, line: str, data: Path) -> None:
    change(data / SIGNS, field, f"{field} after 300 mg")
    assert [told.partition(" looks")[0] for told in found(data, "E406")] == [f"{SIGNS}:{line}: '300 mg'"]


def test_a_dose_in_a_note_is_told(data: Path) -> None:
    add(data, STRESS, "self_care", "It can help.")
    change(data / STRESS, "reviewed:", "    note: Most take 300 mg.\nreviewed:")
    assert [line.partition(" looks")[0] for line in found(data, "E406")] == [f"{STRESS}:15:11: '300 mg'"]


NUMBERS = {
    "Call 999.": "Call 999", "Ask NHS 111, day or night.": "NHS 111", "Dial 112 at once.": "Dial 112",
    "Ring +44 20 79460000.": "Ring +44 20 79460000",
    "The number is 0800 123 4567.": "0800 123 4567", "Text 85258.": "Text 85258", "In America the number is 911.": "number is 911",
    "Help is on 999.": "on 999", "Call 112 or go there.": "Call 112", "Phone 000 now.": "Phone 000", "Call 116 123.": "Call 116 123",
    "Ring 111 if it stays.": "Ring 111", "Call 911 immediately.": "Call 911", "It is 020 7946 0000.": "020 7946 0000",
    "Try 555-123-4567.": "555-123-4567",
    "From abroad, +44 20 79460000.": "+44 20 79460000",
}  # fmt: skip
NO_NUMBERS = [
    "In 112 people it came back.", "The figure is 9.8 in 100,000.", "Fewer than 1 in 1,000 had it.", "From 1995 to 2023.",
    "A study of 112 patients.", "It came back in 111 of 200.", "Of 1 000 patients, few.", "There were 911 cases.", "Call 3 friends.",
    "A study on 112 patients.", "It rests on 111 of 200.", "It rests on 1 000 patients.", "Of 100 000 000 people, few.",
    "They call 250 people.",
    "It rests on 999.5 days.", "Texts 300 years old.", "In America, 911.",
    "It was 118 months.", "Scientists call A11 cells so.", "Call your local emergency number.", "Most ring twice.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_telephone_number_is_told_in_a_claim_and_in_a_sign(text: str, number: str, data: Path) -> None:
    told = f"'{number}' looks like a telephone number; say 'your local emergency number' or whom to ask"
    add(data, STRESS, "unknown", text)
    change(data / SIGNS, "why: may be a stroke", f"why: may be a stroke\n  note: {text}")
    assert found(data, "E413") == [f"{STRESS}:12:11: {told}", f"{SIGNS}:6:9: {told}"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_figure_is_no_telephone_number(text: str, data: Path) -> None:
    add(data, STRESS, "unknown", text)
    assert found(data, "E413") == []


FILLERS = {
    "Worry is a cause in the leg as elsewhere.": "as elsewhere", "Here, as in other muscles, worry is a cause.": "as in other muscles",
    "The leg can jump like any other muscle.": "like any other muscle", "It is so in the leg as anywhere else.": "as anywhere else",
    "It comes and goes, as in all other places.": "as in all other places",
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), FILLERS.items())
def test_that_it_is_here_as_elsewhere_is_told(text: str, words: str, data: Path) -> None:
    add(data, LEG, "self_care", text)
    assert [line.partition(" says")[0] for line in found(data, "W414")] == [f"{LEG}:47:11: '{words}'"]


@pytest.mark.parametrize(
    "text", ["It moves elsewhere.", "As in most people, it stops.", "Others feel it in any muscle.", "It looks like a muscle."]
)
def test_what_says_something_is_no_filler(text: str, data: Path) -> None:
    add(data, LEG, "self_care", text)
    assert found(data, "W414") == []


LEANING = {
    "In that study it came back.": "that study", "The same trial saw it at night.": "The same trial",
    "This review doubts it.": "This review",
    "Such twitches stop soon.": "Such twitches", "It stops such a cramp.": "such a cramp", "These people were old.": "These people",
}  # fmt: skip
STANDING = [
    "In one study of 12 people, these people were old.", "In a trial, some got it; in that trial it helped.",
    "A review says that trials do not agree.",
    "Rub the muscle that cramps.", "A twitch can last. Such twitches stop soon.", "Salts such as magnesium.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), LEANING.items())
def test_a_claim_that_leans_on_its_neighbour_is_told(text: str, words: str, data: Path) -> None:
    add(data, STRESS, "unknown", text)
    assert found(data, "W415") == [f"{STRESS}:12:11: '{words}' leans on another claim; each is read alone, so say which is meant"]


@pytest.mark.parametrize("text", STANDING)
def test_a_claim_that_stands_alone_is_not(text: str, data: Path) -> None:
    add(data, STRESS, "unknown", text)
    assert found(data, "W415") == []


@pytest.mark.parametrize(("field", "line", "column"), [("sign: it goes weak", 10, 9), ("short: it goes weak", 11, 10)])
def test_a_sign_that_leans_on_its_neighbour_is_told(field: str, line: int, column: int, data: Path) -> None:
    change(data / SIGNS, field, f"{field} with such a cramp")
    told = "'such a cramp' leans on another sign; each is read alone, so say which is meant"
    assert found(data, "W415") == [f"{SIGNS}:{line}:{column}: {told}"]


def test_what_a_sign_may_be_leans_on_the_sign(data: Path) -> None:
    change(data / SIGNS, "why: most stop sooner", "why: most such twitches stop sooner")
    assert found(data, "W415") == []


def test_a_note_may_lean_on_its_own_claim_but_on_no_other(data: Path) -> None:
    add(data, STRESS, "unknown", "In one study it came back.")
    change(data / STRESS, "reviewed:", "    note: That study was small.\nreviewed:")
    assert found(data, "W415") == []
    change(data / STRESS, "In one study it", "It")
    told = "'That study' leans on another claim; each is read alone, so say which is meant"
    assert found(data, "W415") == [f"{STRESS}:15:11: {told}"]


@pytest.mark.parametrize(
    ("text", "told"), [("The starting article says so.", True), ("As the article claims, so it is.", True), ("An article says so.", False)]
)
def test_what_the_article_says_is_not_said_first(text: str, told: bool, data: Path) -> None:
    add(data, STRESS, "unknown", text)
    assert bool(found(data, "W416")) is told
    change(data / STRESS, text, "It is not so.")
    change(data / STRESS, "reviewed:", "    note: The article says so.\nreviewed:")
    assert found(data, "W416") == []


# Ten words that count, and what another claim may say of them.
TEN = "nerve muscle fire twitch eyelid calf thumb night coffee strain"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEN, True),
        ("Strain, or the coffee of a night: thumb, calf, eyelid, twitch, fire, muscle, nerve!", True),
        ("nerve muscle fire twitch eyelid calf", True),  # 6 of 10
        ("nerve muscle fire twitch eyelid calf lip", False),  # 6 of 11
        ("nerve muscle fire twitch eyelid", False),  # 5 of 10
    ],
)
def test_a_claim_that_is_made_twice_is_told_at_the_second(text: str, told: bool, data: Path) -> None:
    add(data, STRESS, "mechanism", TEN)
    add(data, LEG, "self_care", f'"{text}"')
    expected = f"{LEG}:47:11: cause:stress says nearly the same ({STRESS}:12); say it once, and link or name it"
    assert found(data, "W413") == ([expected] if told else [])


def test_two_sites_may_begin_alike_but_a_site_and_a_cause_may_not(data: Path) -> None:
    for section in ("self_care", "treatment"):
        if section == "treatment":
            change(data / LEG, "Mostly none is needed.", f"{TEN} {section}")
        else:
            add(data, LEG, section, f"{TEN} {section}")
        add(data, "sites/ear.yaml", section, f"{TEN} {section}")
    assert len(found(data, "W413")) == 3  # all but the first of the four: within each file, and across the two sections
    add(data, STRESS, "self_care", TEN)
    assert len(found(data, "W413")) == 4


def test_only_the_first_claims_of_two_sites_may_be_alike(data: Path) -> None:
    for file in (LEG, "sites/ear.yaml"):
        add(data, file, "self_care", f"{TEN} {file}")
    assert found(data, "W413") == []
    for file, first in ((LEG, "Rest first."), ("sites/ear.yaml", "Sleep well.")):
        change(data / file, "self_care:\n", f"self_care:\n  - text: {first}\n    certainty: high\n    sources: [good]\n")
        assert len(found(data, "W413")) == 1


def test_other_sections_of_two_sites_may_not_say_the_same(data: Path) -> None:
    add(data, "sites/ear.yaml", "pattern", "It comes, and it goes.")
    assert len(found(data, "W413")) == 1


def test_two_signs_may_not_be_nearly_the_same(data: Path) -> None:
    change(data / SIGNS, "sign: it goes weak", f"sign: {TEN}")
    change(data / SIGNS, "sign: you are worried", "sign: nerve muscle fire twitch eyelid calf thumb")  # 7 of 10
    assert found(data, "W412") == [f"{SIGNS}:24:9: 'goes-weak' says nearly the same (line 10); make one sign of the two"]
    change(data / SIGNS, "eyelid calf thumb\n", "eyelid calf\n")
    assert found(data, "W412") == []


def test_empty_words_and_case_do_not_count() -> None:
    assert list(alike(["The nerve fires.", "a NERVE that fires", "Nerve and muscle fires"], 0.7, never)) == [(0, 1)]


def test_texts_without_a_word_that_counts_are_not_alike() -> None:
    assert list(alike(["", "", "the", "of a"], 0.6, never)) == []


@pytest.mark.parametrize("least", [0.3, 0.5, 0.6, 0.7, 1.0])
@pytest.mark.parametrize("may_be", [never, lambda one, other: (one + other) % 3 == 0], ids=["never", "some may"])
def test_every_text_that_is_alike_is_found_with_the_first_that_it_is_like(least: float, may_be: Callable[[int, int], bool]) -> None:
    """The short cuts miss none: against all pairs, one by one."""
    words = [f"w{number}" for number in range(12)]
    texts = [" ".join(words[(a * 7 + b * b) % 12] for b in range(2 + a % 7)) for a in range(120)]
    sets = [frozenset(text.split()) for text in texts]
    every: dict[int, int] = {}
    for b in range(120):
        like = (a for a in range(b) if len(sets[a] & sets[b]) >= least * len(sets[a] | sets[b]))
        if (first := next((a for a in like if not may_be(a, b)), None)) is not None:
            every[b] = first
    assert {second: first for first, second in alike(texts, least, may_be)} == every
    assert every


def test_a_hundred_copies_are_compared_with_others_once() -> None:
    compared: list[tuple[int, int]] = []

    def told(one: int, other: int) -> bool:
        compared.append((one, other))
        return False

    texts = [f"muscle number{number} twitches after some exercise" for number in range(20)] * 100
    assert len(list(alike(texts, 1.0, told))) == 20 * 99
    assert len(compared) == 20 * 99  # each with the first of its own kind
