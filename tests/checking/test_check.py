"""The rules of `check` that need more than one example."""

import shutil
from pathlib import Path
from typing import get_args

import pytest
from conftest import MINI
from edits import LEG, SECTION, SIGNS, SOURCES, STRESS, TERM, TODAY, add, change, found

from twitchref.checking import check
from twitchref.checking.readability import grade
from twitchref.model import Certainty

WEB = "web:\n  title: A web page\n  publisher: A web site\n  kind: health-media\n  grade: D\n  no_url: copy\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small compendium, to be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "data"))


def test_the_small_compendium_has_only_its_three_warnings(data: Path) -> None:
    version, problems = check.check(data, TODAY)
    assert [(problem.place.file, problem.code) for problem in problems] == [
        ("causes/low-calcium.yaml", "W407"),
        ("causes/overexertion.yaml", "W407"),
        ("causes/restless-legs.yaml", "W407"),
    ]
    assert version.startswith("2026.01.02+")


def test_every_rule_says_in_its_docstring_what_its_code_means() -> None:
    for code, rule in check.RULES.items():
        assert check.meanings()[code] == (rule.__doc__ or "").strip()
        assert (rule.__doc__ or "").endswith(".")
    assert len(set(check.RULES.values())) == len(check.RULES)


# Names that are one name, and names that are not.
ALIKE = [
    ("Leg twitch", "leg-twitch"), ("twitch", "Twitches"), ("Bell's palsy", "Bells palsy"), ("Bell’s palsy", "Bell's palsy"),
    ("café au lait", "cafe au lait"), ("hypocalcaemia", "hypocalcemia"), ("tumour", "tumor"), ("oedema", "edema"), ("fibre", "fiber"),
    ("motor neurone disease", "motor neuron disease"), ("generalised", "generalized"), ("worry", "worries"), ("jumpy  leg", "jumpy leg"),
    ("restless (legs)", "restless legs"), ("ÉCLAIR", "éclair"),
]  # fmt: skip
DIFFERENT = [
    ("leg twitch", "legtwitch"), ("leg", "lag"), ("toe", "te"), ("tic", "tics douloureux"), ("hour", "hor"), ("tetany", "tetanus"),
    ("bus", "bu"), ("vitamin B1", "vitamin B12"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_name_twice_but_for_spelling_is_told(one: str, other: str, data: Path) -> None:
    change(data / TERM, "lay: [rippling muscle]", f'lay: ["{one}", "{other}"]')
    column = 13 + len(one)
    assert found(data, "W505") == [f"{TERM}:3:{column}: '{' '.join(other.split())}' finds the same as '{' '.join(one.split())}'; keep one"]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_are_not_one(one: str, other: str, data: Path) -> None:
    change(data / TERM, "lay: [rippling muscle]", f'lay: ["{one}", "{other}"]')
    assert found(data, "W505") == []


def test_a_name_twice_is_told_across_registers_and_against_the_name_of_the_entry(data: Path) -> None:
    change(
        data / STRESS, "  lay: [worry]\n  shared: [strain]", "  lay: [worry, Stresses]\n  clinical: [worries]\n  shared: [strain, Worry]"
    )
    assert found(data, "W505") == [
        f"{STRESS}:3:16: 'Stresses' finds the same as 'Stress'; keep one",
        f"{STRESS}:4:14: 'worries' finds the same as 'worry'; keep one",
        f"{STRESS}:5:20: 'Worry' finds the same as 'worry'; keep one",
    ]


def test_a_name_of_two_entries_is_told_at_the_second_with_the_place_of_the_first(data: Path) -> None:
    change(data / STRESS, "lay: [worry]", "lay: [worry, jumpy leg]")
    assert found(data, "E304") == [
        f"{STRESS}:3:16: the name 'jumpy leg' belongs to site:leg too ({LEG}:3); keep it in one, or list it under 'shared' in both"
    ]


def test_the_name_and_the_id_of_an_entry_are_names_too(data: Path) -> None:
    change(data / STRESS, "lay: [worry]", "lay: [worry, ear, low-calcium, hypocalcemias]")
    assert found(data, "E304") == [
        f"{STRESS}:3:16: the name 'ear' belongs to site:ear too (sites/ear.yaml:1); keep it in one, or list it under 'shared' in both",
        f"{STRESS}:3:21: the name 'low-calcium' belongs to cause:low-calcium too (causes/low-calcium.yaml:1); "
        "keep it in one, or list it under 'shared' in both",
        f"{STRESS}:3:34: the name 'hypocalcemias' belongs to cause:low-calcium too (causes/low-calcium.yaml:4); "
        "keep it in one, or list it under 'shared' in both",
    ]


def test_a_name_that_its_entry_has_twice_is_told_at_the_first(data: Path) -> None:
    change(data / STRESS, "lay: [worry]", "lay: [worry, coffee, Coffees]")
    assert found(data, "E304") == [
        f"{STRESS}:3:16: the name 'coffee' belongs to cause:caffeine too (causes/caffeine.yaml:3); "
        "keep it in one, or list it under 'shared' in both"
    ]


def test_a_name_of_three_entries_is_told_at_each_but_the_first(data: Path) -> None:
    change(data / "causes/caffeine.yaml", "lay: [coffee]", "lay: [coffee, calf]")
    change(data / STRESS, "lay: [worry]", "lay: [worry, calf]")
    assert found(data, "E304") == [
        f"causes/caffeine.yaml:3:17: the name 'calf' belongs to site:leg too ({LEG}:3); keep it in one, or list it under 'shared' in both",
        f"{STRESS}:3:16: the name 'calf' belongs to cause:caffeine too (causes/caffeine.yaml:3); "
        "keep it in one, or list it under 'shared' in both",
    ]


def test_a_shared_name_is_shared_only_where_every_owner_says_so(data: Path) -> None:
    assert found(data, "E304") == []
    change(data / STRESS, "shared: [strain]", "clinical: [strains]")
    assert found(data, "E304") == [
        f"{STRESS}:4:14: the name 'strains' belongs to cause:overexertion too (causes/overexertion.yaml:4); "
        "keep it in one, or list it under 'shared' in both"
    ]


def test_a_code_of_two_causes_is_told(data: Path) -> None:
    codes = "codes:\n  - system: ICD-10-CM\n    code: e83.42\n    label: Hypomagnesemia\nhelp:"
    change(data / STRESS, "help:", codes)
    assert found(data, "E304") == [
        f"{STRESS}:8:11: the name 'e83.42' belongs to cause:magnesium-deficiency too (causes/magnesium-deficiency.yaml:8); "
        "keep it in one, or list it under 'shared' in both"
    ]


def test_a_term_may_have_the_name_of_a_cause_but_not_of_a_term(data: Path) -> None:
    change(data / TERM, "lay: [rippling muscle]", "lay: [rippling muscle, stress]")
    assert found(data, "E304") == []
    (data / "terms/ripples.yaml").write_text((data / TERM).read_text().replace("Myokymia", "Ripples").replace(", stress", ""))
    assert found(data, "E304") == [
        f"terms/ripples.yaml:3:9: the name 'rippling muscle' belongs to term:myokymia too ({TERM}:3); "
        "keep it in one, or list it under 'shared' in both"
    ]


# Texts with their Flesch–Kincaid grade by hand: 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
GRADES = {
    "": 0.0,
    "...": 0.0,
    "The cat sat on the mat.": 0.39 * 6 + 11.8 * 6 / 6 - 15.59,
    "The cat sat. The dog ran.": 0.39 * 3 + 11.8 * 6 / 6 - 15.59,
    "The cat sat": 0.39 * 3 + 11.8 * 3 / 3 - 15.59,
    "A muscle can twitch.": 0.39 * 4 + 11.8 * 5 / 4 - 15.59,
    "Muscle twitching is mostly harmless.": 0.39 * 5 + 11.8 * 9 / 5 - 15.59,
    "It jumped, rested and ended.": 0.39 * 5 + 11.8 * 7 / 5 - 15.59,
    "One, two; three: four!": 0.39 * 4 / 3 + 11.8 * 4 / 4 - 15.59,
    "It's 12:30 or 1.5 in all.": 0.39 * 4 + 11.8 * 4 / 4 - 15.59,
}


@pytest.mark.parametrize(("text", "expected"), GRADES.items())
def test_the_grade_is_that_of_the_formula(text: str, expected: float) -> None:
    assert grade(text) == pytest.approx(expected)


def test_exempt_words_count_as_one_syllable() -> None:
    assert grade("Hypomagnesaemia can come.", {"hypomagnesaemia"}) == pytest.approx(grade("Cat can come."))
    assert grade("Hypomagnesaemia can come.") > grade("Cat can come.") + 11.8


def test_longer_sentences_and_longer_words_are_harder() -> None:
    assert grade("It is so. It is so.") < grade("It is so and it is so.")
    assert grade("A sore leg.") < grade("A painful extremity.")


# 25 words of one syllable in one sentence: grade 5.96. Each further syllable adds 11.8 / 25 = 0.472.
EASY = ["leg"] * 25


def _sentence(hard: int) -> str:
    return " ".join(["under"] * hard + EASY[hard:]) + "."


@pytest.mark.parametrize(
    ("section", "hard", "told"),
    [
        ("summary", 4, None),
        ("summary", 5, "8.3, limit 8"),
        ("mechanism", 6, None),
        ("mechanism", 7, "9.3, limit 9"),
        ("treatment", 7, "9.3, limit 9"),
    ],
)
def test_a_section_has_the_grade_it_may_have(section: str, hard: int, told: str | None, data: Path) -> None:
    if section == "summary":
        change(data / STRESS, "Worry makes nerves jumpy.", _sentence(hard))
        place = f"{STRESS}:8:11"
    else:
        add(data, STRESS, section, _sentence(hard))
        place = f"{STRESS}:12:11"
    assert found(data, "W405") == (
        [f"{place}: the section '{section}' reads at grade {told}; this claim is the hardest: shorter sentences, plainer words"]
        if told
        else []
    )


def test_fewer_than_25_words_have_no_grade(data: Path) -> None:
    add(data, STRESS, "mechanism", " ".join(["physiologically"] * 24) + ".")
    assert found(data, "W405") == []


def test_the_claims_of_a_section_are_read_together_and_the_hardest_is_told(data: Path) -> None:
    change(data / STRESS, "reviewed:", SECTION.format("mechanism", "It is so.", "good"))
    claim = "  - text: {}\n    certainty: high\n    sources: [good]\n"
    change(data / STRESS, "reviewed:", claim.format(" ".join(["under"] * 25) + ".") + claim.format(_sentence(20)) + "reviewed:")
    assert [line.split(" reads")[0] for line in found(data, "W405")] == [f"{STRESS}:15:11: the section 'mechanism'"]


def test_clinical_names_do_not_count_as_hard(data: Path) -> None:
    easy = " ".join(EASY[:12])
    add(data, STRESS, "mechanism", f"{easy}. {'hypomagnesaemia ' * 13}.")
    assert found(data, "W405") == []
    add(data, LEG, "self_care", f"{easy}. {'parathyroidism ' * 13}.")
    assert [line.split(" reads")[0] for line in found(data, "W405")] == [f"{LEG}:47:11: the section 'self_care'"]


LINK = "  - cause: {}\n    frequency: {}\n    claims:\n      - text: It can.\n        certainty: low\n        sources: [good]\n"
TWICE = "is linked here a second time; write a link once, it shows on both pages"


def test_a_cause_linked_twice_on_one_page_is_told_at_the_second(data: Path) -> None:
    change(data / LEG, "rarer_diseases:\n", LINK.format("stress", "unknown") + "rarer_diseases:\n")
    assert found(data, "W409") == [f"{LEG}:22:12: 'stress' {TWICE}"]


def test_a_cause_linked_among_the_rarer_diseases_too_is_told(data: Path) -> None:
    change(data / LEG, "rarer_diseases:\n", "rarer_diseases:\n" + LINK.format("stress", "rare"))
    assert found(data, "W409") == [f"{LEG}:23:12: 'stress' {TWICE}"]


def test_a_link_from_both_sides_of_related_is_told_once(data: Path) -> None:
    change(data / "causes/low-calcium.yaml", "reviewed:", "related:\n  - cause: magnesium-deficiency\nreviewed:")
    assert found(data, "W409") == [f"causes/magnesium-deficiency.yaml:24:12: 'low-calcium' {TWICE}"]


def test_one_cause_at_two_sites_is_not_linked_twice(data: Path) -> None:
    assert found(data, "W409") == []


@pytest.mark.parametrize(
    ("reviewed", "due", "told"),
    [("2026-01-02", "2026-01-01", True), ("2026-01-02", "2026-01-02", False), ("2026-01-02", "2026-01-03", False)],
)
def test_a_review_is_due_after_it_was_done(reviewed: str, due: str, told: bool, data: Path) -> None:
    change(data / LEG, "review_due: 2999-01-02", f"review_due: {due}")
    expected = [f"{LEG}:47:13: the review is due before the entry was reviewed ({reviewed}); correct one of the two days"]
    assert found(data, "E404") == (expected if told else [])


@pytest.mark.parametrize(("today", "told"), [("2999-01-01", False), ("2999-01-02", False), ("2999-01-03", True), ("2999-12-31", True)])
def test_a_review_is_overdue_the_day_after_it_was_due(today: str, told: bool, data: Path) -> None:
    expected = f"{LEG}:47:13: the review has been due since 2999-01-02; review the entry and set both days"
    assert (expected in found(data, "W401", today)) is told
    assert len(found(data, "W401", today)) == (11 if told else 0)


@pytest.mark.parametrize(("words", "told"), [(40, False), (41, True)])
def test_a_claim_has_forty_words(words: int, told: bool, data: Path) -> None:
    add(data, STRESS, "mechanism", " ".join(["leg"] * words))
    assert found(data, "W404") == ([f"{STRESS}:12:11: 41 words; say it in 40, or make two claims of it"] if told else [])


GRADE_D = "only grade D stands behind this; add a better source or leave it out"


@pytest.mark.parametrize(
    ("kind", "fitting"),
    [
        ("guideline", "A"), ("health-service", "A"), ("encyclopedia", "BCD"), ("health-media", "D"), ("article", "D"),
        ("study", "ABCD"), ("review", "ABCD"), ("textbook", "ABCD"), ("hospital", "ABCD"), ("charity", "ABCD"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("letter", "ABCD")
def test_the_grade_of_a_source_fits_its_kind(kind: str, fitting: str, letter: str, data: Path) -> None:
    change(data / SOURCES, "kind: health-service\n  grade: A", f"kind: {kind}\n  grade: {letter}")
    fitting_words = {"BCD": "B, C or D"}.get(fitting, fitting)
    told = f"a source of the kind {kind} has the grade {fitting_words}; correct the grade or the kind"
    assert found(data, "E415") == ([] if letter in fitting else [f"{SOURCES}:12:10: {told}"])


def test_grade_d_alone_is_too_weak_for_treatment_and_for_a_routine_sign(data: Path) -> None:
    add(data, STRESS, "treatment", "It can help.", "article")
    change(data / SIGNS, "sources: [good]\nworried:", "sources: [article, article#leg-1]\nworried:")
    assert found(data, "W403") == [f"{STRESS}:14:15: {GRADE_D}", f"{SIGNS}:21:13: {GRADE_D}"]


def test_grade_d_is_enough_beside_a_better_source_and_elsewhere(data: Path) -> None:
    add(data, STRESS, "treatment", "It can help.", "article, good")
    add(data, LEG, "self_care", "It can help.", "article")
    assert found(data, "W403") == []


ADDRESSES = {
    "https://example.org/good": True,
    "https://example.org": True,
    "https://doi.org/10.1000/x(1)": True,
    "https://www.nhs.uk/a/?b=c#d": True,
    "http://example.org/good": False,
    "HTTPS://example.org": False,
    "example.org/good": False,
    "https://": False,
    "https:///good": False,
    "https://localhost/x": False,
    "ftp://example.org/good": False,
    "https://example.org/a b": False,
    "javascript:alert(1)": False,
    "see https://example.org": False,
}


@pytest.mark.parametrize(("address", "good"), ADDRESSES.items())
def test_an_address_is_https_with_a_host(address: str, good: bool, data: Path) -> None:
    change(data / SOURCES, "https://example.org/good", f'"{address}"')
    advice = "correct it, or say under 'no_url' why there is none"
    expected = [f"{SOURCES}:13:8: the address does not begin with https:// and the name of a web site; {advice}"]
    assert found(data, "E405") == ([] if good else expected)


def test_a_source_that_only_a_link_cites_is_used(data: Path) -> None:
    (data / SOURCES).write_text((data / SOURCES).read_text() + WEB)
    assert found(data, "W406") == [f"{SOURCES}:14:1: no claim and no sign rests on 'web'; cite it or take it out"]
    change(data / LEG, "certainty: low\n        sources: [good]", "certainty: low\n        sources: [web]")
    assert found(data, "W406") == []


def test_one_broken_source_is_one_problem(data: Path) -> None:
    change(data / SOURCES, "grade: A", "grade: E")
    _, problems = check.check(data, TODAY)
    assert [str(problem) for problem in problems if problem.level == "error"] == [
        f"{SOURCES}:12:10: error E206 'E' is not one of A, B, C, D"
    ]


def test_sources_that_cannot_be_read_are_one_problem(data: Path) -> None:
    change(data / SOURCES, "grade: A", "grade: A\n  grade: A")
    _, problems = check.check(data, TODAY)
    assert [str(problem) for problem in problems if problem.level == "error"] == [
        f"{SOURCES}:13:3: error E113 'grade' stands a second time (first in line 12); keep one"
    ]


def test_a_link_to_a_broken_entry_is_no_second_problem(data: Path) -> None:
    change(data / STRESS, "kind: everyday", "kind: daily")
    change(data / "sites/ear.yaml", "name: Ear", "name: [Ear]")
    change(data / TERM, "name: Myokymia", "name: [Myokymia]")
    _, problems = check.check(data, TODAY)
    assert [(problem.place.file, problem.code) for problem in problems if problem.level == "error"] == [
        (STRESS, "E206"),
        ("sites/ear.yaml", "E203"),
        (TERM, "E203"),
    ]


# A change to leg.yaml, a source or a cause that stands only there, and whether the site may still mean it.
HIDES = {
    "name": ("name: Leg", "name: [Leg]", False),
    "not YAML": ("name: Leg", "name: [Leg", True),
    "misspelt field": ("causes:", "cuases:", True),
    "unknown field": ("causes:", "zzz:", True),
    "list for a text": ("    sources: [good]", "    sources: {good: [web, low-calcium]}", True),
    "text in a list": ("pattern:", "pattern: web and low-calcium\nunknown_too:", True),
    "too big": ("name: Leg", f"name: {'x' * 1_000_000}", True),
    "not UTF-8": ("name: Leg", "name: web low-calcium \udcff", True),
    "field twice": ("name: Leg", "name: Leg\nname: Leg", False),
}


@pytest.mark.parametrize(("old", "new", "hidden"), HIDES.values(), ids=HIDES)
def test_only_what_cannot_be_read_may_mention_what_nothing_else_does(old: str, new: str, hidden: bool, data: Path) -> None:
    (data / SOURCES).write_text((data / SOURCES).read_text() + WEB)
    text = (data / LEG).read_text().replace("causes:\n", "causes:\n" + LINK.format("low-calcium", "common").replace("good", "web"), 1)
    if not hidden:
        text = (data / LEG).read_text()
    assert old in text
    (data / LEG).write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
    unused = [] if hidden else [f"{SOURCES}:14:1: no claim and no sign rests on 'web'; cite it or take it out"]
    assert found(data, "W406") == unused
    assert any("low-calcium" in line for line in found(data, "W407")) is not hidden


# A change to stress.yaml that is one problem, and all that is then said.
ONE = {
    "help that is a mapping": ("help: [worried]", "help: {worried: now}", ["E203"]),
    "help that is text": ("help: [worried]", "help: worried", ["E203"]),
    "help that is empty": ("help: [worried]", "help: []", ["E204"]),
    "misspelt help": ("help: [worried]", "halp: [worried]", ["E201"]),
    "sign that is no id": ("help: [worried]", "help: [you are worried]", ["E205"]),
    "sign of text": ("help: [worried]", "help:\n  - worried\n  - [goes-weak]", ["E203"]),
    "against of text": ("    sources: [good]\nreviewed", "    sources: [good]\n    against: article\nreviewed", ["E203"]),
    "certainty that is none of them": ("certainty: high", "certainty: established", ["E206"]),
    "sources of text": ("    sources: [good]\nreviewed", "    sources: {good: x}\nreviewed", ["E203"]),
    "misspelt sources": ("    sources: [good]\nreviewed", "    source: [good]\nreviewed", ["E201"]),
    "empty note": ("    certainty: high\n    sources: [good]\nreviewed",
                   "    certainty: conflicting\n    note: ''\n    sources: [good]\nreviewed", ["E204"]),
    "no day": ("review_due: 2999-01-02", "review_due: soon", ["E205"]),
    "no day of review": ("reviewed: 2026-01-02", "reviewed: soon", ["E205"]),
    "day before the tab": ("reviewed: 2026-01-02", "reviewed:\t2026-01-02", ["E105"]),
    "id with what is unseen": ("sources: [good]\nreviewed", "sources: [go\u200bod]\nreviewed", ["E105"]),
    "field with what is unseen": ("kind:", "ki\u200bnd:", ["E105"]),
    "escape in a word": ("kind: everyday", 'kind: "every\\eday"', ["E105"]),
    "comment behind a word": ("kind: everyday", "kind: everyday # each day", ["E114"]),
    "shared names of text": ("shared: [strain]", "shared: strain", ["E203"]),
    "names of text": ("names:\n  lay: [worry]\n  shared: [strain]", "names: worry", ["E203"]),
    "names that are empty": ("lay: [worry]", "lay: ['', '']", ["E204", "E204"]),
    "list as a key": ("kind: everyday", "[kind]: everyday", ["E112"]),
    "kind twice": ("kind: everyday", "kind: everyday\nkind: everyday", ["E113"]),
    "names twice": ("  lay: [worry]", "  lay: [worry]\n  lay: [worry]", ["E113"]),
    "help twice": ("summary:", "help: [two-weeks]\nsummary:", ["E113"]),
    "text of the claim of a link": ("reviewed:", "related:\n  - cause: [low-calcium]\n  - cause: {}\nreviewed:", ["E203", "E203"]),
    "see also nothing": ("reviewed:", "see_also: [leg, site:ear]\nreviewed:", ["E205"]),
    "nothing but what is unseen": ("name: Stress", 'name: "\\e"', ["E105"]),
    "dash before the first field": ("name: Stress", "- name: Stress", ["E106"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "codes"), ONE.values(), ids=ONE)
def test_one_problem_makes_no_other(old: str, new: str, codes: list[str], data: Path) -> None:
    before = check.check(data, TODAY)[1]
    change(data / STRESS, old, new)
    after = check.check(data, TODAY)[1]
    assert [problem.code for problem in after if problem.place.file == STRESS] == codes
    assert [problem for problem in after if problem.place.file != STRESS] == before


@pytest.mark.parametrize(
    ("old", "new", "code"), [("\n", "\r\n", "W501"), ("name:", "\u200bname:", "E105"), ("name: S", "[name]: S", "E112")]
)
def test_a_problem_at_the_start_of_a_file_hides_none_that_stands_there(old: str, new: str, code: str, data: Path) -> None:
    change(data / STRESS, "reviewer: not clinically reviewed", "color: red")
    (data / STRESS).write_bytes((data / STRESS).read_text().replace(old, new).encode())
    codes = [problem.code for problem in check.check(data, TODAY)[1] if problem.place.file == STRESS]
    # What field the one without a name is meant for, nobody knows.
    assert sorted(codes) == sorted([code, "E201", *(["E202"] if code != "E112" else [])])


def test_a_link_without_a_frequency_is_not_out_of_order(data: Path) -> None:
    change(data / LEG, "frequency: sometimes", "frequency: seldom")
    change(data / LEG, "rarer_diseases:\n", LINK.format("caffeine", "unknown") + "rarer_diseases:\n")
    assert [problem.code for problem in check.check(data, TODAY)[1] if problem.place.file == LEG] == ["E206"]


def test_a_section_of_which_a_text_cannot_be_read_has_no_grade(data: Path) -> None:
    change(data / STRESS, "Worry makes nerves jumpy.", _sentence(5))
    assert len(found(data, "W405")) == 1
    change(data / STRESS, "summary:\n", "summary:\n  - text: [Easy.]\n    certainty: high\n    sources: [good]\n")
    assert found(data, "W405") == []


def test_a_clinical_name_that_cannot_be_read_is_not_called_hard(data: Path) -> None:
    add(data, STRESS, "mechanism", f"{' '.join(EASY[:12])}. {'hypomagnesaemia ' * 13}.")
    deficiency = data / "causes/magnesium-deficiency.yaml"
    assert found(data, "W405") == []
    change(deficiency, "clinical: [hypomagnesaemia]", "clinical: hypomagnesaemia")
    assert found(data, "W405") == []
    change(deficiency, "clinical: hypomagnesaemia", "clinical: [low]")
    assert len(found(data, "W405")) == 1


def test_a_folder_that_cannot_be_read_may_hold_and_name_anything(data: Path) -> None:
    shutil.rmtree(data / "causes")
    (data / "causes").write_text("no folder\n")
    assert [(problem.place.file, problem.code) for problem in check.check(data, TODAY)[1]] == [("causes", "E101")]


def test_a_source_whose_id_is_none_is_neither_unused_nor_out_of_order(data: Path) -> None:
    (data / SOURCES).write_text((data / SOURCES).read_text() + WEB.replace("web:", "A web:"))
    problems = [problem for problem in check.check(data, TODAY)[1] if problem.place.file == SOURCES]
    assert [problem.code for problem in problems] == ["E205"]


NEAR = {
    "stres": "the nearest is 'stress' (causes/stress.yaml)",
    "magnesium-deficency": "the nearest is 'magnesium-deficiency' (causes/magnesium-deficiency.yaml)",
    "xylophone": "it would be causes/xylophone.yaml",
}


@pytest.mark.parametrize(("typed", "hint"), NEAR.items())
def test_an_unknown_cause_is_told_with_the_nearest(typed: str, hint: str, data: Path) -> None:
    change(data / LEG, "cause: stress", f"cause: {typed}")
    assert found(data, "E301") == [f"{LEG}:10:12: there is no cause '{typed}'; {hint}"]


def test_an_unknown_source_is_told_at_each_claim_once(data: Path) -> None:
    change(data / LEG, "sources: [good]", "sources: [god, good, xylophone#1]")
    assert found(data, "E302") == [
        f"{LEG}:15:19: there is no source 'god'; the nearest is 'good' (good in sources.yaml)",
        f"{LEG}:15:30: there is no source 'xylophone'; it would be xylophone in sources.yaml",
    ]


def test_a_claim_that_two_pages_show_is_checked_once(data: Path) -> None:
    change(data / LEG, "certainty: low\n        sources: [good]", "certainty: low\n        sources: [god]")
    change(
        data / "causes/magnesium-deficiency.yaml",
        "text: Low magnesium can lower calcium.\n        certainty: high",
        "text: Low magnesium can lower calcium.\n        certainty: conflicting",
    )
    assert len(found(data, "E302")) == 1
    assert found(data, "E402") == [f"causes/magnesium-deficiency.yaml:27:20: {ARGUED}"]


@pytest.mark.parametrize("kind", ["site", "cause", "term"])
def test_see_also_is_looked_up_among_its_kind(kind: str, data: Path) -> None:
    change(data / LEG, "- site:ear", f"- {kind}:stress")
    folder = {"site": "sites", "cause": "causes", "term": "terms"}[kind]
    expected = [f"{LEG}:44:5: there is no {kind} 'stress'; it would be {folder}/stress.yaml"]
    assert found(data, "E303") == ([] if kind == "cause" else expected)


def test_links_stand_in_the_order_of_frequency(data: Path) -> None:
    assert found(data, "W504") == []
    change(data / LEG, "frequency: common", "frequency: rare")
    frequent = "'magnesium-deficiency' (line 16), which is more frequent"
    assert found(data, "W504") == [f"{LEG}:10:12: 'stress' stands before {frequent}; order: common, sometimes, rare, unknown"]


def test_sources_stand_in_the_order_of_the_alphabet(data: Path) -> None:
    change(data / SOURCES, "article:", "zebra:")
    assert found(data, "W504") == [f"{SOURCES}:7:1: 'good' stands after 'zebra'; sources stand in the order of the alphabet"]


IDS = {
    "restless-legs-2": True,
    "a": True,
    "Myokymia": False,
    "two_words": False,
    "two words": False,
    "a--b": False,
    "-a": False,
    "caf\xe9": False,
    "a.b": False,
}


@pytest.mark.parametrize(("name", "good"), IDS.items())
def test_the_name_of_a_file_is_an_id(name: str, good: bool, data: Path) -> None:
    (data / f"terms/{name}.yaml").write_text((data / TERM).read_text().replace("Myokymia", "Other").replace("rippling muscle", "other"))
    expected = [f"terms/{name}.yaml:1:1: the file's name is the entry's id: lower-case letters, digits and hyphens only; rename it"]
    assert found(data, "W503") == ([] if good else expected)


ARGUED = "good sources disagree on this; give both sides in a 'note'"


@pytest.mark.parametrize("certainty", get_args(Certainty))
def test_only_what_is_argued_needs_a_note(certainty: str, data: Path) -> None:
    change(data / STRESS, "nerves jumpy.\n    certainty: high", f"nerves jumpy.\n    certainty: {certainty}")
    assert found(data, "E402") == ([f"{STRESS}:9:16: {ARGUED}"] if certainty == "conflicting" else [])


def test_what_a_source_stands_against_needs_a_note(data: Path) -> None:
    change(data / STRESS, "    sources: [good]", "    sources: [good]\n    against: [article#leg-1]")
    assert found(data, "E402") == [f"{STRESS}:11:15: a source says otherwise; say in a 'note' what it says"]
    change(data / STRESS, "reviewed:", "    note: The article says that it calms them.\nreviewed:")
    assert found(data, "E402") == []


def test_a_sign_on_which_sources_disagree_needs_a_note(data: Path) -> None:
    change(data / SIGNS, "certainty: high", "certainty: conflicting")
    assert found(data, "E402") == [f"{SIGNS}:6:14: {ARGUED}"]


def test_a_source_that_is_against_is_used_and_is_looked_up(data: Path) -> None:
    (data / SOURCES).write_text((data / SOURCES).read_text() + WEB)
    change(data / LEG, "against: [article#leg-2]", "against: [web#p-1, wab]")
    assert found(data, "W406") == []
    assert found(data, "E302") == [f"{LEG}:41:24: there is no source 'wab'; the nearest is 'web' (web in sources.yaml)"]


def test_a_source_is_either_for_a_claim_or_against_it(data: Path) -> None:
    assert found(data, "E411") == []
    change(data / LEG, "against: [article#leg-2]", "against: [article#leg-2, good#p-9]")
    assert found(data, "E411") == [f"{LEG}:41:30: 'good' is among the sources too; keep it on one side"]


NOTHING = "none is for what only the starting article says, and for 'We found no …'; say how sure this is"
FOUND_NO = "that nothing was found has the certainty none; write none, or begin the text otherwise"


@pytest.mark.parametrize(
    ("text", "certainty", "sources", "told"),
    [
        ("We found no study of it.", "none", "good", None),
        ("We found no study of it.", "low", "good", FOUND_NO),
        ("One page names it. We found no better source.", "low", "good", None),
        ("One page names it.", "none", "good", NOTHING),
        ("Only one page names it.", "none", "article#leg-2", None),
        ("Only one page names it.", "none", "good, article", None),
        ("Only one page names it.", "none", "nobody", None),
    ],
)
def test_the_certainty_none_is_for_what_was_not_found(text: str, certainty: str, sources: str, told: str | None, data: Path) -> None:
    add(data, STRESS, "unknown", text, sources)
    change(data / STRESS, f"{text}\n    certainty: high", f"{text}\n    certainty: {certainty}")
    assert found(data, "E412") == ([f"{STRESS}:13:16: {told}"] if told else [])


@pytest.mark.parametrize("section", ["summary", "self_care", "treatment"])
@pytest.mark.parametrize(("length", "told"), [(110, False), (111, True)])
def test_the_first_claim_that_stands_on_the_card_has_110_characters(section: str, length: int, told: bool, data: Path) -> None:
    first, next_ = "x" * length, "y" * 150
    if section == "summary":
        change(data / STRESS, "Worry makes nerves jumpy.", first)
    else:
        add(data, STRESS, section, first)
    claim = "    certainty: high\n    sources: [good]\n"
    change(data / STRESS, f"{first}\n{claim}", f"{first}\n{claim}  - text: {next_}\n{claim}")
    assert [line.partition(" characters")[0] for line in found(data, "E410")] == (
        [f"{STRESS}:{8 if section == 'summary' else 12}:11: 111"] if told else []
    )


def test_what_does_not_stand_on_the_card_may_be_longer(data: Path) -> None:
    add(data, STRESS, "mechanism", "x" * 150)
    change(data / TERM, "Myokymia is a fine rippling under the skin.", "x" * 150)
    assert found(data, "E410") == []


BODY = "sites/whole-body.yaml"
ANYWHERE = "anywhere:\n" + LINK.format("overexertion", "common") + "reviewed:"


def test_only_the_whole_body_has_causes_of_any_muscle(data: Path) -> None:
    change(data / LEG, "reviewed:", ANYWHERE)
    only = "only sites/whole-body.yaml has 'anywhere'; write the cause there, or under 'causes' if it is about this site"
    assert found(data, "E414") == [f"{LEG}:47:12: {only}"]
    (data / LEG).rename(data / BODY)
    assert found(data, "E414") == []


def test_a_cause_of_any_muscle_is_linked_from_a_site_and_once_there(data: Path) -> None:
    (data / BODY).write_text(
        (data / "sites/ear.yaml").read_text().replace("name: Ear", "name: Body").replace("ear twitch, clicking ear", "all")
    )
    change(data / BODY, "reviewed:", ANYWHERE)
    assert [line.partition(":")[0] for line in found(data, "W407")] == ["causes/low-calcium.yaml", "causes/restless-legs.yaml"]
    assert found(data, "W409") == []
    change(data / BODY, "cause: stress", "cause: overexertion")
    assert found(data, "W409") == [f"{BODY}:25:12: 'overexertion' {TWICE}"]
