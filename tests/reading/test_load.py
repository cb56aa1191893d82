"""A data directory as a compendium: every field, every link both ways, and whatever is wrong as a problem."""

import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from conftest import MINI, Run

from twitchref.model import Citation, Claim, Code, Compendium, Entry, Help, Kind, Link, Name, Pointer, Sign, Source, Words
from twitchref.problem import Place
from twitchref.reading.forms import FORMS
from twitchref.reading.load import load
from twitchref.reading.nodes import Text
from twitchref.reading.shape import Record
from twitchref.sections import SECTIONS

NOTE = "twitchref: the data has 1 error(s); what they touch is left out. `twitchref check` names them.\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small compendium, to be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "data"))


def change(file: Path, old: str, new: str) -> None:
    """Puts another text where one stands."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def site(compendium: Compendium, id_: str) -> Entry:
    return next(entry for entry in compendium.of("site") if entry.id == id_)


def cause(compendium: Compendium, id_: str) -> Entry:
    return next(entry for entry in compendium.of("cause") if entry.id == id_)


def sign(id_: str) -> Sign:
    return next(sign for sign in load(MINI)[0].signs if sign.id == id_)


def ids(compendium: Compendium, kind: Kind) -> list[str]:
    return [entry.id for entry in compendium.of(kind)]


def place(text: str) -> Place:
    assert isinstance(text, Text)
    return text.place


def _claim(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "certainty": "high", "sources": ["good"], **more}


REVIEW = {"reviewed": "2026-01-02", "review_due": "2999-01-02", "reviewer": "not clinically reviewed"}
NAMES = {"lay": ["arm twitch"], "clinical": ["brachial fasciculation"], "shared": ["limb"]}
ABOUT = {"self_care": [_claim("Self-care.")], "treatment": [_claim("Treatment.")], "unknown": [_claim("Unknown.")]}

# One entry of each kind with every field it can have, and the fields that `data/README.md` calls required.
FULL: dict[str, dict[str, Any]] = {
    "sites": {
        "name": "Arm",
        "names": NAMES,
        "help": ["two-weeks", "face-droops", "worried", "goes-weak"],
        "summary": [_claim("Summary.")],
        "causes": [{"cause": "stress", "frequency": "common", "claims": [_claim("Stress at the arm.")]}],
        "anywhere": [{"cause": "overexertion", "frequency": "common", "claims": [_claim("Strain anywhere.")]}],
        "rarer_diseases": [{"cause": "nerve-disease", "frequency": "rare", "claims": [_claim("Nerve disease at the arm.")]}],
        "pattern": [_claim("Pattern.")],
        **ABOUT,
        "see_also": ["site:leg", "cause:stress", "term:myokymia"],
        **REVIEW,
    },
    "causes": {
        "name": "Cold",
        "names": NAMES,
        "kind": "everyday",
        "codes": [{"system": "HP", "code": "HP:1", "label": "Being cold"}],
        "help": ["two-weeks", "face-droops", "worried", "goes-weak"],
        "summary": [_claim("Summary.")],
        "mechanism": [_claim("Mechanism.")],
        "pattern": [_claim("Pattern.")],
        "special_groups": [_claim("Special groups.")],
        **ABOUT,
        "related": [{"cause": "stress", "claims": [_claim("Cold and stress.")]}],
        "see_also": ["site:leg"],
        **REVIEW,
    },
    "terms": {
        "name": "Spasm",
        "names": NAMES,
        "gloss": "sudden tightening of a muscle",
        "summary": [_claim("Summary.")],
        "see_also": ["term:myokymia"],
        **REVIEW,
    },
}
REQUIRED = {
    "sites": {"name", "help", "summary", "causes", "reviewed", "review_due", "reviewer"},
    "causes": {"name", "kind", "help", "summary", "reviewed", "review_due", "reviewer"},
    "terms": {"name", "summary", "reviewed", "review_due", "reviewer"},
}
FIELDS = [(folder, field) for folder, entry in FULL.items() for field in entry]


def put(data: Path, folder: str, entry: dict[str, Any]) -> None:
    """Writes an entry called `new` into the directory."""
    (data / folder / "new.yaml").write_text(yaml.safe_dump(entry, sort_keys=False))


def said(data: Path) -> list[str]:
    """Code and message of every problem."""
    return [f"{problem.code} {problem.message}" for problem in load(data)[1]]


def claims(text: str) -> tuple[Claim, ...]:
    return (Claim(text, "high", (Citation("good"),)),)


NAMES_READ = (Name("arm twitch", "lay"), Name("brachial fasciculation", "clinical"), Name("limb", "lay", shared=True))
READ: dict[str, Any] = {
    "id": "new",
    "names": NAMES_READ,
    "help": Help((sign("face-droops"),), (sign("goes-weak"),), (sign("two-weeks"), sign("worried"))),
    "sign_ids": ("two-weeks", "face-droops", "worried", "goes-weak"),
    "summary": claims("Summary."),
    **REVIEW,
}
ABOUT_READ: dict[str, Any] = {
    "pattern": claims("Pattern."),
    "self_care": claims("Self-care."),
    "treatment": claims("Treatment."),
    "unknown": claims("Unknown."),
}


def test_every_field_of_a_site_is_read(data: Path) -> None:
    put(data, "sites", FULL["sites"])
    compendium, problems = load(data)
    assert problems == []
    assert site(compendium, "new") == Entry(
        kind="site",
        name="Arm",
        causes=(Link("cause", "stress", "Stress", "common", claims("Stress at the arm.")),),
        anywhere=(Link("cause", "overexertion", "Overexertion", "common", claims("Strain anywhere.")),),
        rarer_diseases=(Link("cause", "nerve-disease", "Nerve disease", "rare", claims("Nerve disease at the arm.")),),
        see_also=(Pointer("site", "leg", "Leg"), Pointer("cause", "stress", "Stress"), Pointer("term", "myokymia", "Myokymia")),
        **READ,
        **ABOUT_READ,
    )


def test_every_field_of_a_cause_is_read(data: Path) -> None:
    put(data, "causes", FULL["causes"])
    compendium, problems = load(data)
    assert problems == []
    assert cause(compendium, "new") == Entry(
        kind="cause",
        name="Cold",
        cause_kind="everyday",
        codes=(Code("HP", "HP:1", "Being cold"),),
        mechanism=claims("Mechanism."),
        special_groups=claims("Special groups."),
        related=(Link("cause", "stress", "Stress", None, claims("Cold and stress.")),),
        see_also=(Pointer("site", "leg", "Leg"),),
        **{**READ, "names": (*NAMES_READ, Name("HP:1", "code"))},
        **ABOUT_READ,
    )


def test_every_field_of_a_term_is_read(data: Path) -> None:
    put(data, "terms", FULL["terms"])
    compendium, problems = load(data)
    assert problems == []
    read = {name: value for name, value in READ.items() if name not in ("help", "sign_ids")}
    see_also = (Pointer("term", "myokymia", "Myokymia"),)
    assert compendium.of("term")[-1] == Entry(kind="term", name="Spasm", gloss="sudden tightening of a muscle", see_also=see_also, **read)


def test_every_field_of_a_source_is_read() -> None:
    article, good = load(MINI)[0].sources
    assert good == Source("good", "A good source", "A health service", 2024, "health-service", "A", "https://example.org/good")
    assert article == Source("article", "The article", "Publisher not named", None, "article", "D", None, "copy")


def test_every_field_of_a_sign_is_read(data: Path) -> None:
    change(data / "signs.yaml", "  sources: [good]\nworried:", "  sources: [good#p-2]\n  note: Or sooner.\n  generic: true\nworried:")
    compendium, problems = load(data)
    assert problems == []
    assert compendium.signs[2] == Sign(
        id="two-weeks",
        level="routine",
        sign="it lasts over two weeks",
        text="Book an appointment if it lasts over two weeks.",
        certainty="high",
        sources=(Citation("good", "p-2"),),
        note="Or sooner.",
        short="over two weeks",
        why="most stop sooner",
        generic=True,
    )
    assert not compendium.signs[3].generic


def test_the_action_of_a_sign_is_that_of_its_level() -> None:
    assert [(sign.level, sign.text.partition(" if ")[0]) for sign in load(MINI)[0].signs[:3]] == [
        ("emergency", "Call your local emergency number now"),
        ("urgent", "Speak to a doctor or nurse today"),
        ("routine", "Book an appointment"),
    ]


def test_signs_stand_in_the_order_of_their_file_whatever_an_entry_lists_first(data: Path) -> None:
    rows = (data / "signs.yaml").read_text().split("worried:\n")
    (data / "signs.yaml").write_text("worried:\n" + rows[1] + rows[0])
    put(data, "sites", FULL["sites"])
    compendium, problems = load(data)
    assert problems == []
    assert [sign.id for sign in compendium.signs] == ["worried", "face-droops", "goes-weak", "two-weeks"]
    assert [sign.id for sign in site(compendium, "new").help.routine] == ["worried", "two-weeks"]


def test_an_unknown_or_a_doubled_sign_leaves_the_others(data: Path) -> None:
    change(data / "sites" / "leg.yaml", "help: [", "help: [xylophone, goes-weak, ")
    compendium, problems = load(data)
    leg = site(compendium, "leg")
    assert problems == []
    assert [[sign.id for sign in signs] for signs in leg.help] == [["face-droops"], ["goes-weak"], ["two-weeks"]]
    assert leg.sign_ids == ("xylophone", "goes-weak", "face-droops", "goes-weak", "two-weeks")


def test_a_broken_sign_is_named_and_leaves_the_others(data: Path) -> None:
    change(data / "signs.yaml", "level: urgent", "level: soon")
    compendium, problems = load(data)
    assert [str(problem) for problem in problems] == ["signs.yaml:9:10: error E206 'soon' is not one of emergency, urgent, routine"]
    assert compendium.broken == {("sign", "goes-weak")}
    assert [sign.id for sign in compendium.signs] == ["face-droops", "two-weeks", "worried"]
    assert site(compendium, "leg").help.urgent == ()


def test_data_without_signs_is_one_problem_and_no_crash(data: Path) -> None:
    (data / "signs.yaml").unlink()
    compendium, problems = load(data)
    assert [problem.code for problem in problems] == ["E101"]
    assert compendium.broken == {("sign", "*")}
    assert site(compendium, "leg").help == Help()


def test_how_people_say_it_is_read() -> None:
    assert load(MINI)[0].words == Words(("twitch", "twitching"), (), {"gym": ("workout",), "tummy": ("belly",)})


def test_a_claim_is_read_with_who_says_otherwise_and_its_note() -> None:
    link = site(load(MINI)[0], "ear").causes[-1]
    assert link.claims == (
        Claim(
            "We found no good source in which coffee makes the ear twitch.",
            "none",
            (Citation("good", None),),
            (Citation("article", "ear-2"),),
            "The article says that coffee makes the ear twitch.",
        ),
    )


def test_only_a_shared_name_is_marked_so(data: Path) -> None:
    put(data, "sites", FULL["sites"])
    assert [name.text for name in site(load(data)[0], "new").names if name.shared] == ["limb"]


def test_a_text_is_one_line_however_it_is_broken(data: Path) -> None:
    change(data / "sites" / "leg.yaml", "text: It comes and goes.", "text: |\n      It  comes\n\n      and   goes.\n")
    assert site(load(data)[0], "leg").pattern[0].text == "It comes and goes."


def test_a_space_of_another_width_becomes_a_space(data: Path) -> None:
    change(data / "sites" / "leg.yaml", "text: It comes and goes.", "text: It\xa0comes\u2009and\u202fgoes.")
    compendium, problems = load(data)
    assert (problems, site(compendium, "leg").pattern[0].text) == ([], "It comes and goes.")


def test_entries_stand_in_the_order_of_their_ids() -> None:
    compendium, problems = load(MINI)
    assert problems == []
    assert ids(compendium, "site") == ["ear", "leg", "lip"]
    assert ids(compendium, "cause") == [
        "caffeine", "low-calcium", "magnesium-deficiency", "nerve-disease", "overexertion", "restless-legs", "stress",
    ]  # fmt: skip
    assert ids(compendium, "term") == ["myokymia"]
    assert [source.id for source in compendium.sources] == ["article", "good"]
    assert compendium.broken == frozenset()


@pytest.mark.parametrize(("folder", "field"), FIELDS)
def test_a_field_is_required_where_the_format_says_so(folder: str, field: str, data: Path) -> None:
    put(data, folder, {name: value for name, value in FULL[folder].items() if name != field})
    assert said(data) == ([f"E202 the field '{field}' is missing here; add it"] if field in REQUIRED[folder] else [])


@pytest.mark.parametrize(("folder", "field"), FIELDS)
def test_a_field_of_the_wrong_type_is_told_at_its_value(folder: str, field: str, data: Path) -> None:
    wrong: Any = ["x"] if isinstance(FULL[folder][field], str) else "x"
    entry = {**{name: value for name, value in FULL[folder].items() if name != field}, field: wrong}
    (data / folder / "new.yaml").write_text(yaml.safe_dump(entry, sort_keys=False, default_flow_style=None))
    _, (problem,) = load(data)
    last = (data / folder / "new.yaml").read_text().count("\n")
    assert problem.code == "E203"
    assert problem.place == Place(f"{folder}/new.yaml", last, len(field) + 3)


def _fields(kind: str) -> str:
    """The fields of an entry; that `data/README.md` shows these, in this order, is for `test_format` to say."""
    form = FORMS[kind]
    assert isinstance(form, Record)
    return ", ".join(form.fields)


# Where a field stands in an entry, and what is known there.
RECORDS: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "site": ("sites", lambda entry: entry, _fields("site")),
    "cause": ("causes", lambda entry: entry, _fields("cause")),
    "term": ("terms", lambda entry: entry, _fields("term")),
    "names": ("sites", lambda entry: entry["names"], "lay, clinical, shared"),
    "claim": ("sites", lambda entry: entry["summary"][0], "text, certainty, sources, against, note"),
    "link": ("sites", lambda entry: entry["causes"][0], "cause, frequency, claims"),
    "related": ("causes", lambda entry: entry["related"][0], "cause, claims"),
    "code": ("causes", lambda entry: entry["codes"][0], "system, code, label"),
}


@pytest.mark.parametrize(("folder", "at", "known"), RECORDS.values(), ids=RECORDS)
def test_an_unknown_field_is_told_with_those_that_are_known(folder: str, at: Callable[[Any], Any], known: str, data: Path) -> None:
    entry = deepcopy(FULL[folder])
    at(entry)["zzz"] = "x"
    put(data, folder, entry)
    assert said(data) == [f"E201 'zzz' is not a field here; known here: {known}"]


@pytest.mark.parametrize(("folder", "at", "known"), RECORDS.values(), ids=RECORDS)
def test_a_misspelt_field_is_told_with_the_nearest(folder: str, at: Callable[[Any], Any], known: str, data: Path) -> None:
    entry = deepcopy(FULL[folder])
    nearest = known.split(", ")[-1]
    at(entry)[f"{nearest}x"] = "x"
    put(data, folder, entry)
    assert said(data) == [f"E201 '{nearest}x' is not a field here; did you mean '{nearest}'?"]


NEEDED = {
    "claim": ("sites", "summary", {"text", "certainty"}),
    "link": ("sites", "causes", {"cause", "frequency", "claims"}),
    "related": ("causes", "related", {"cause"}),
    "code": ("causes", "codes", {"system", "code", "label"}),
}


@pytest.mark.parametrize(("folder", "field", "needed"), NEEDED.values(), ids=NEEDED)
def test_what_stands_in_a_list_has_required_fields_too(folder: str, field: str, needed: set[str], data: Path) -> None:
    for name in FULL[folder][field][0]:
        entry = deepcopy(FULL[folder])
        del entry[field][0][name]
        put(data, folder, entry)
        assert said(data) == ([f"E202 the field '{name}' is missing here; add it"] if name in needed else [])


# A change to a file of the small compendium, and the problem it makes.
WRONG = {
    "empty text": ("sites/ear.yaml", "name: Ear", "name: ''", "1:7: error E204 nothing stands here; write text, or leave the field out"),
    "blank text": ("sites/ear.yaml", "name: Ear", "name: '  '", "1:7: error E204 nothing stands here; write text, or leave the field out"),
    "empty list": (
        "sites/ear.yaml",
        "[ear twitch, clicking ear]",
        "[]",
        "3:8: error E204 nothing stands in this list; fill it, or leave the field out",
    ),
    "text for a list": (
        "sites/ear.yaml",
        "[ear twitch, clicking ear]",
        "ear twitch",
        "3:8: error E203 this is text; in its place write a list, one '- ' a line",
    ),
    "mapping for a text": (
        "sites/ear.yaml",
        "name: Ear",
        "name: {lay: Ear}",
        "1:7: error E203 this has fields ('name: value'); in its place write text",
    ),
    "list for a word": (
        "causes/stress.yaml",
        "kind: everyday",
        "kind: [everyday]",
        "5:7: error E203 this is a list; in its place write one of everyday, normal, deficiency, medicine, poison, infection, "
        "sleep, nerve, muscle, movement, brain, organ, inherited, device",
    ),
    "capital in a word": (
        "sites/ear.yaml",
        "frequency: common",
        "frequency: Common",
        "11:16: error E206 'Common' is not one of common, sometimes, rare, unknown; did you mean 'common'?",
    ),
    "no such grade": ("sources.yaml", "grade: A", "grade: E", "12:10: error E206 'E' is not one of A, B, C, D"),
    "no such kind of source": (
        "sources.yaml",
        "kind: health-service",
        "kind: blog",
        "11:9: error E206 'blog' is not one of guideline, health-service, systematic-review, review, study, "
        "case-report, textbook, encyclopedia, hospital, charity, health-media, article",
    ),
    "no such system": (
        "causes/magnesium-deficiency.yaml",
        "ICD-10-CM",
        "SNOMED",
        "7:13: error E206 'SNOMED' is not one of ICD-10-CM, HP, MONDO, ORPHA",
    ),
    "year of two digits": ("sources.yaml", "year: 2024", "year: 24", "10:9: error E205 '24' is not a year of four digits"),
    "no such day": (
        "sites/ear.yaml",
        "reviewed: 2026-01-02",
        "reviewed: 2026-02-30",
        "24:11: error E205 '2026-02-30' is not a day written 2026-11-24",
    ),
    "day without zeros": (
        "sites/ear.yaml",
        "review_due: 2999-01-02",
        "review_due: 2027-1-2",
        "25:13: error E205 '2027-1-2' is not a day written 2026-11-24",
    ),
    "day with a time": (
        "sites/ear.yaml",
        "review_due: 2999-01-02",
        "review_due: 2999-01-02 12:30",
        "25:13: error E205 '2999-01-02 12:30' is not a day written 2026-11-24",
    ),
    "id with a space": (
        "sites/ear.yaml",
        "cause: caffeine",
        "cause: caf feine",
        "16:12: error E205 'caf feine' is not an id (lower-case letters, digits and hyphens)",
    ),
    "id that ends in a hyphen": (
        "sites/ear.yaml",
        "cause: caffeine",
        "cause: caffeine-",
        "16:12: error E205 'caffeine-' is not an id (lower-case letters, digits and hyphens)",
    ),
    "ids within one pair of quotes": (
        "sites/ear.yaml",
        "cause: caffeine",
        'cause: "caffeine, stress"',
        "16:12: error E205 'caffeine, stress' is not an id (lower-case letters, digits and hyphens); "
        "these are several: write them as [a, b], without quotes",
    ),
    "sources within one pair of quotes": (
        "sites/ear.yaml",
        "article#ear-1",
        "'article#ear-1, nhs-twitch'",
        "8:21: error E205 'article#ear-1, nhs-twitch' is not the id of a source, alone or with a passage as in article#ear-2; "
        "these are several: write them as [a, b], without quotes",
    ),
    "a word with another sign in it": (
        "sources.yaml",
        "kind: health-service",
        "kind: Health service",
        "11:9: error E206 'Health service' is not one of guideline, health-service, systematic-review, review, study, "
        "case-report, textbook, encyclopedia, hospital, charity, health-media, article; did you mean 'health-service'?",
    ),
    "source with a space": (
        "sites/ear.yaml",
        "article#ear-1",
        "article ear-1",
        "8:21: error E205 'article ear-1' is not the id of a source, alone or with a passage as in article#ear-2",
    ),
    "source without a locator": (
        "sites/ear.yaml",
        "article#ear-1",
        "'article#'",
        "8:21: error E205 'article#' is not the id of a source, alone or with a passage as in article#ear-2",
    ),
    "see also nothing that is": (
        "sites/leg.yaml",
        "- site:ear",
        "- person:ear",
        "44:5: error E205 'person:ear' is not another entry, written site:id, cause:id or term:id",
    ),
    "source id with a capital": (
        "sources.yaml",
        "article:",
        "Article:",
        "1:1: error E205 'Article' is not an id (lower-case letters, digits and hyphens)",
    ),
    "synonym of two words": ("words.yaml", "gym:", "the gym:", "3:3: error E205 'the gym' is not one word in lower case letters"),
    "synonym of nothing": (
        "words.yaml",
        "[workout]",
        "[]",
        "3:8: error E204 nothing stands in this list; fill it, or leave the field out",
    ),
    "no such level": (
        "signs.yaml",
        "level: emergency",
        "level: now",
        "2:10: error E206 'now' is not one of emergency, urgent, routine",
    ),
    "sign that is generic or not": (
        "signs.yaml",
        "  why: to talk it over",
        "  why: to talk it over\n  generic: false",
        "27:12: error E206 'false' is not one of true",
    ),
    "sign with a space": (
        "sites/leg.yaml",
        "goes-weak",
        "goes weak",
        "4:21: error E205 'goes weak' is not an id (lower-case letters, digits and hyphens)",
    ),
    "word for a twitch of two words": (
        "words.yaml",
        "twitching",
        "twitches often",
        "1:18: error E205 'twitches often' is not one word in lower case letters",
    ),
    "long text in a message": (
        "sites/ear.yaml",
        "frequency: common",
        "frequency: " + "so very often that it cannot be said in one word",
        "11:16: error E206 'so very often that it cannot be said ...' is not one of common, sometimes, rare, unknown",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "problem"), WRONG.values(), ids=WRONG)
def test_what_has_the_wrong_form_is_told_where_it_stands(file: str, old: str, new: str, problem: str, data: Path) -> None:
    change(data / file, old, new)
    assert [str(found) for found in load(data)[1]] == [f"{file}:{problem}"]


@pytest.mark.parametrize("value", ["2026-11-24", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_every_day_of_the_calendar_is_a_day(value: str, data: Path) -> None:
    change(data / "sites" / "ear.yaml", "reviewed: 2026-01-02", f"reviewed: {value}")
    compendium, problems = load(data)
    assert (problems, site(compendium, "ear").reviewed) == ([], value)


def test_the_model_knows_where_it_was_read() -> None:
    compendium, _ = load(MINI)
    leg = site(compendium, "leg")
    assert place(leg.id) == Place("sites/leg.yaml", 1, 1)
    assert place(leg.sign_ids[1]) == Place("sites/leg.yaml", 4, 21)
    assert place(leg.pattern[0].text) == Place("sites/leg.yaml", 30, 11)
    assert place(leg.causes[1].id) == Place("sites/leg.yaml", 16, 12)
    assert place(leg.unknown[0].against[0].id) == Place("sites/leg.yaml", 41, 15)
    assert place(compendium.signs[1].id) == Place("signs.yaml", 8, 1)
    assert place(compendium.sources[1].id) == Place("sources.yaml", 7, 1)


def test_an_entry_with_an_error_is_left_out_whole(data: Path, run: Callable[..., Run]) -> None:
    change(data / "sites" / "leg.yaml", "text: It comes and goes.", "txt: It comes and goes.")
    compendium, problems = load(data)
    assert ids(compendium, "site") == ["ear", "lip"]
    assert compendium.broken == {("site", "leg")}
    assert [link.id for link in cause(compendium, "stress").sites] == ["ear"]
    assert {problem.place.file for problem in problems} == {"sites/leg.yaml"}
    assert run("site", "leg", data=data).code == 5
    assert "It comes and goes" not in run("search", "comes goes", data=data).out


def test_the_others_still_answer_with_one_line_on_stderr(data: Path, run: Callable[..., Run]) -> None:
    change(data / "sites" / "leg.yaml", "frequency: rare", "frequency: seldom")
    for command in ("site ear", "site", "cause stress", "cause", "search dopamine", "source good", "signs", "term myokymia", "about"):
        code, out, err = run(*command.split(), data=data)
        assert (code, err) == (0, NOTE), command
        assert out, command
    assert run("site", "ear", data=data).out.splitlines()[0] == "Ear"


def test_the_line_on_stderr_counts_the_errors_and_no_warnings(data: Path, run: Callable[..., Run]) -> None:
    change(data / "sites" / "leg.yaml", "certainty: high", "certainty: sure")
    (data / "sites" / "notes.txt").touch()
    assert run("site", "ear", data=data).err == NOTE.replace("1 error", "3 error")


def test_whole_data_is_silent(data: Path, run: Callable[..., Run]) -> None:
    (data / "sites" / "notes.txt").touch()
    assert run("site", "ear", data=data).err == ""


def test_a_link_from_a_site_shows_on_both_pages(run: Callable[..., Run]) -> None:
    compendium, _ = load(MINI)
    (to_stress, to_magnesium), (rare,) = site(compendium, "leg").causes, site(compendium, "leg").rarer_diseases
    assert (to_magnesium.id, to_magnesium.name, to_magnesium.frequency) == ("magnesium-deficiency", "Magnesium deficiency", "sometimes")
    assert cause(compendium, "stress").sites[1] == Link("site", "leg", "Leg", "common", to_stress.claims)
    assert cause(compendium, "nerve-disease").sites == (Link("site", "leg", "Leg", "rare", rare.claims),)
    assert cause(compendium, "low-calcium").sites == ()
    shown = json.loads(run("cause", "stress", "--json").out)["sites"]
    assert [(link["kind"], link["id"], link["frequency"]) for link in shown] == [("site", "ear", "common"), ("site", "leg", "common")]


BODY = {
    **{field: value for field, value in FULL["sites"].items() if field not in ("names", "rarer_diseases")},
    "name": "Whole body",
    "anywhere": [
        {"cause": "stress", "frequency": "sometimes", "claims": [_claim("Worry brings twitches on.")]},
        {"cause": "overexertion", "frequency": "common", "claims": [_claim("Strain brings twitches on.")]},
    ],
    "causes": [{"cause": "caffeine", "frequency": "rare", "claims": [_claim("Coffee can make all of the body jump.")]}],
}


@pytest.fixture
def with_body(data: Path) -> Path:
    """The small compendium with a whole body that has causes of any muscle."""
    (data / "sites" / "whole-body.yaml").write_text(yaml.safe_dump(BODY))
    return data


def test_a_cause_of_any_muscle_shows_at_every_site_that_does_not_name_it_itself(with_body: Path) -> None:
    compendium, problems = load(with_body)
    assert problems == []
    shown = {entry.id: [(link.id, link.name, link.frequency) for link in entry.anywhere] for entry in compendium.of("site")}
    overexertion, stress = ("overexertion", "Overexertion", "common"), ("stress", "Stress", "sometimes")
    assert shown == {"ear": [overexertion], "leg": [overexertion], "lip": [overexertion, stress], "whole-body": [overexertion, stress]}
    assert site(compendium, "lip").anywhere == site(compendium, "whole-body").anywhere


def test_a_cause_of_any_muscle_names_the_whole_body_among_its_sites_and_no_site_that_shows_it(with_body: Path) -> None:
    compendium, _ = load(with_body)
    assert [link.id for link in cause(compendium, "overexertion").sites] == ["whole-body"]
    assert [(link.id, link.frequency) for link in cause(compendium, "stress").sites] == [
        ("ear", "common"), ("leg", "common"), ("whole-body", "sometimes"),
    ]  # fmt: skip
    assert ("anywhere", claims("Worry brings twitches on.")[0]) in list(site(compendium, "lip").claims())


def test_a_cause_among_the_rarer_diseases_of_a_site_shows_there_alone(with_body: Path) -> None:
    change(with_body / "sites" / "leg.yaml", "cause: nerve-disease", "cause: overexertion")
    assert site(load(with_body)[0], "leg").anywhere == ()


def test_a_whole_body_that_cannot_be_read_leaves_the_others(with_body: Path) -> None:
    change(with_body / "sites" / "whole-body.yaml", "frequency: rare", "frequency: seldom")
    compendium, _ = load(with_body)
    assert [entry.anywhere for entry in compendium.of("site")] == [(), (), ()]
    assert cause(compendium, "overexertion").sites == ()


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_form_has_the_sections_of_its_kind_in_page_order_and_only_leaves_out_what_is_read_off_others(kind: Kind) -> None:
    form = FORMS[kind]
    assert isinstance(form, Record)
    fields = list(form.fields)
    sections = [section.field for section in SECTIONS if kind in section.kinds]
    assert set(sections) - set(fields) == {"sites", "sources"} & set(sections)
    among = [field for field in fields if field in sections and field not in ("names", "codes", "related")]  # written first, or last
    assert among == [field for field in sections if field in among]
    assert set(fields) - {"kind"} <= set(Entry._fields)


def test_sites_of_a_cause_stand_by_frequency(data: Path) -> None:
    change(data / "sites" / "leg.yaml", "cause: stress\n    frequency: common", "cause: stress\n    frequency: unknown")
    change(data / "sites" / "lip.yaml", "cause: magnesium-deficiency", "cause: stress")
    found = cause(load(data)[0], "stress").sites
    assert [(link.id, link.frequency) for link in found] == [("ear", "common"), ("lip", "sometimes"), ("leg", "unknown")]


def test_causes_of_a_site_stand_by_frequency_however_they_were_written(data: Path) -> None:
    change(data / "sites" / "leg.yaml", "frequency: common", "frequency: rare")
    assert [link.id for link in site(load(data)[0], "leg").causes] == ["magnesium-deficiency", "stress"]


def test_a_related_cause_shows_on_both_pages(run: Callable[..., Run]) -> None:
    compendium, _ = load(MINI)
    (there,) = cause(compendium, "magnesium-deficiency").related
    (back,) = cause(compendium, "low-calcium").related
    assert (there.id, there.name, there.frequency) == ("low-calcium", "Low calcium", None)
    assert (back.id, back.name, back.frequency) == ("magnesium-deficiency", "Magnesium deficiency", None)
    assert [claim.text for claim in there.claims] == ["Low magnesium can lower calcium."]
    assert back.claims == there.claims
    for id_ in ("magnesium-deficiency", "low-calcium"):
        assert "Low magnesium can lower calcium." in run("cause", id_, "related").out


def test_causes_related_from_both_sides_show_once_with_their_own_claims(data: Path) -> None:
    change(data / "causes" / "low-calcium.yaml", "reviewed: 2026", "related:\n  - cause: magnesium-deficiency\nreviewed: 2026")
    compendium, _ = load(data)
    assert cause(compendium, "low-calcium").related == (Link("cause", "magnesium-deficiency", "Magnesium deficiency", None, ()),)
    assert len(cause(compendium, "magnesium-deficiency").related) == 1


def test_a_link_to_a_broken_entry_keeps_its_id_as_its_name(data: Path, run: Callable[..., Run]) -> None:
    for file, field in {"causes/stress.yaml": "kind", "causes/low-calcium.yaml": "kind", "sites/ear.yaml": "names"}.items():
        change(data / file, f"{field}:", f"{field}s:")
    (data / "terms" / "myokymia.yaml").write_text("")
    compendium, _ = load(data)
    assert compendium.broken == {("cause", "stress"), ("cause", "low-calcium"), ("site", "ear"), ("term", "myokymia")}
    leg = site(compendium, "leg")
    assert (leg.causes[0].id, leg.causes[0].name) == ("stress", "stress")
    assert leg.see_also == (Pointer("site", "ear", "ear"), Pointer("term", "myokymia", "myokymia"))
    assert cause(compendium, "magnesium-deficiency").related[0].name == "low-calcium"
    assert "Worry can make a leg twitch." in run("site", "leg", "causes", data=data).out


def test_a_link_to_an_unknown_entry_keeps_its_id_as_its_name(data: Path) -> None:
    change(data / "sites" / "leg.yaml", "cause: stress", "cause: tiredness")
    change(data / "sites" / "leg.yaml", "site:ear", "site:elbow")
    leg = site(load(data)[0], "leg")
    assert (leg.causes[0].id, leg.causes[0].name) == ("tiredness", "tiredness")
    assert leg.see_also[0] == Pointer("site", "elbow", "elbow")


def test_a_broken_source_leaves_the_others(data: Path) -> None:
    change(data / "sources.yaml", "grade: D", "grade: E")
    compendium, problems = load(data)
    assert [source.id for source in compendium.sources] == ["good"]
    assert [str(problem) for problem in problems] == ["sources.yaml:5:10: error E206 'E' is not one of A, B, C, D"]
    assert ids(compendium, "site") == ["ear", "leg", "lip"]


@pytest.mark.parametrize(
    ("old", "new", "broken"),
    [
        ("  grade: D", "  grade: D\n  grade: D", "article"),
        ("  grade: A", "  grade: A # the best", "good"),
        ("  grade: A", "  grade: A\ngood:\n  title: Another", "good"),
        ("good:\n", "go\u200bod:\n", "good"),
    ],
    ids=["field twice", "comment", "source twice", "unseen"],
)
def test_a_source_that_yaml_itself_has_a_word_about_leaves_the_others(old: str, new: str, broken: str, data: Path) -> None:
    change(data / "sources.yaml", old, new)
    compendium, _ = load(data)
    assert compendium.broken == {("source", broken)}
    assert [source.id for source in compendium.sources] == [{"article": "good", "good": "article"}[broken]]


def test_what_cannot_be_read_of_an_entry_is_an_empty_text_to_check_alone(data: Path) -> None:
    change(data / "sites" / "leg.yaml", "text: It comes and goes.", "txt: It comes and goes.\n    text: [x]")
    change(data / "sites" / "leg.yaml", "name: Leg", "name: [Leg]")
    compendium, problems = load(data, partly=True)
    assert load(data)[1] == problems
    leg = site(compendium, "leg")
    assert (leg.name, leg.pattern[0].text, leg.treatment[0].text) == ("", "", "Mostly none is needed.")
    assert compendium.broken == {("site", "leg")}
    assert {word for _, word in compendium.unread} >= {"leg", "comes", "x"}
    assert "mostly" not in {word for _, word in compendium.unread}


def test_the_version_is_that_of_what_can_be_shown(data: Path) -> None:
    change(data / "terms" / "myokymia.yaml", "name: Myokymia", "name: [x]")
    change(data / "terms" / "myokymia.yaml", "reviewed: 2026-01-02", "reviewed: 2026-03-04")
    assert load(data, partly=True)[0].version == load(data)[0].version


def test_a_broken_word_leaves_the_others(data: Path) -> None:
    change(data / "words.yaml", "[workout]", "workout")
    change(data / "words.yaml", "[twitch, twitching]", "[twitch, Twitching]")
    assert load(data)[0].words == Words(("twitch",), (), {"tummy": ("belly",)})


def _version(directory: Path) -> str:
    return load(directory)[0].version


EDITS: dict[str, Callable[[Path], object]] = {
    "a word": lambda data: change(data / "sites" / "leg.yaml", "comes", "came"),
    "a comment": lambda data: change(data / "sources.yaml", "  year: 2024", "  # or so\n  year: 2024"),
    "a space at an end": lambda data: change(data / "words.yaml", "[workout]", "[workout] "),
    "line ends": lambda data: (data / "terms" / "myokymia.yaml").write_bytes(
        (data / "terms" / "myokymia.yaml").read_bytes().replace(b"\n", b"\r\n")
    ),
    "an error": lambda data: change(data / "causes" / "stress.yaml", "kind: everyday", "kind: daily"),
    "an error in what is broken": lambda data: (data / "causes" / "stress.yaml").write_text("a: ["),
    "another name of a file": lambda data: (data / "terms" / "myokymia.yaml").rename(data / "terms" / "ripples.yaml"),
    "a file less": lambda data: (data / "words.yaml").unlink(),
    "a file more": lambda data: shutil.copy(data / "terms" / "myokymia.yaml", data / "terms" / "ripples.yaml"),
    "an empty file more": lambda data: (data / "terms" / "ripples.yaml").touch(),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_any_edit_changes_the_version(edit: Callable[[Path], object], data: Path) -> None:
    before = load(data)[0]
    edit(data)
    after = load(data)[0]
    assert before.checksum != after.checksum
    assert before.version != after.version


def test_no_content_passes_for_another_file(data: Path) -> None:
    first, second = data / "terms" / "a.yaml", data / "terms" / "b.yaml"
    first.write_text("terms/b.yamlname: x")
    before = _version(data)
    first.write_text("")
    second.write_text("name: x")
    assert _version(data) != before


def test_the_version_is_that_of_the_content_alone(data: Path, tmp_path: Path) -> None:
    (data / "README.md").write_text("How to write.\n")
    (data / "sites" / "notes.txt").write_text("To do.\n")
    (data / "sites" / ".leg.yaml.swp").write_text("Open in an editor.\n")
    assert _version(data) == _version(MINI)
    assert _version(Path(shutil.copytree(MINI, tmp_path / "elsewhere"))) == _version(MINI)


def test_the_version_begins_with_the_newest_review(data: Path) -> None:
    change(data / "terms" / "myokymia.yaml", "reviewed: 2026-01-02", "reviewed: 2026-03-04")
    compendium, _ = load(data)
    assert compendium.version == f"2026.03.04+{compendium.checksum[:8]}"


NO_DATA = [".:1:1: error E100 no data here; a data directory has sites/*.yaml, causes/*.yaml, signs.yaml and sources.yaml"]


def test_a_missing_directory_is_one_problem(tmp_path: Path) -> None:
    compendium, problems = load(tmp_path / "nothing")
    assert [str(problem) for problem in problems] == NO_DATA
    assert (compendium.entries, compendium.sources, compendium.version[:11]) == ((), (), "0000.00.00+")


def test_an_empty_directory_is_one_problem(tmp_path: Path) -> None:
    assert [str(problem) for problem in load(tmp_path)[1]] == NO_DATA
    (tmp_path / "sites").mkdir()
    (tmp_path / "causes").mkdir()
    (tmp_path / "signs.yaml").write_text("{}\n")
    (tmp_path / "sources.yaml").write_text("{}\n")
    assert [str(problem) for problem in load(tmp_path)[1]] == NO_DATA


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert [str(problem) for problem in load(tmp_path / "file")[1]] == NO_DATA


@pytest.mark.parametrize("command", ["site", "site leg", "cause stress", "search leg", "source", "signs", "about", "term", "compare leg"])
def test_a_look_up_without_data_says_so(command: str, tmp_path: Path, run: Callable[..., Run]) -> None:
    where = f"{tmp_path / 'nothing'} (from TWITCHREF_DATA)"
    told = f"twitchref: there is no data at {where}; name a data directory or a file that `twitchref build` made\n"
    assert run(*command.split(), data=tmp_path / "nothing") == Run(5, "", told)


def test_own_data_need_not_have_terms_and_words(data: Path, run: Callable[..., Run]) -> None:
    shutil.rmtree(data / "terms")
    (data / "words.yaml").unlink()
    change(data / "sites" / "leg.yaml", "  - term:myokymia\n", "")
    compendium, problems = load(data)
    assert (problems, compendium.of("term"), compendium.words) == ([], (), Words())
    assert run("site", "leg", data=data).code == 0
    assert run("search", "dopamine", data=data).code == 0
    assert run("term", data=data).code == 0


def test_only_yaml_files_of_the_folders_are_entries(data: Path) -> None:
    (data / "sites" / "arm.yml").write_text("name: Arm\n")
    (data / "sites" / "leg.yaml~").write_text("name: Leg\n")
    (data / "sites" / ".arm.yaml").write_text("name: Arm\n")
    (data / "sites" / ".#leg.yaml").symlink_to("editor@host.1")
    (data / "sites" / "more").mkdir()
    (data / "arm.yaml").write_text("name: Arm\n")
    compendium, problems = load(data)
    assert ids(compendium, "site") == ["ear", "leg", "lip"]
    assert [str(problem) for problem in problems] == [
        f"sites/{name}:1:1: warning W502 the file is not read: the name of an entry's file ends in .yaml"
        for name in ("arm.yml", "leg.yaml~", "more")
    ]
