"""What `data/README.md` tells editors is so: its examples are a data directory without a problem, and nothing is left out."""

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from conftest import DATA

from twitchref import model, texts
from twitchref.checking import check
from twitchref.checking.claims import LONGEST_CLAIM, LONGEST_FIRST
from twitchref.checking.signs import LONGEST_ROUTINE, LONGEST_SHORT, LONGEST_SIGN
from twitchref.reading.forms import CLAIM, FORMS, SIGN
from twitchref.reading.load import load
from twitchref.reading.shape import Record

TEXT = (DATA / "README.md").read_text(encoding="utf-8")
# The example of each kind of file, and the file that it is put into; before them stands a claim, after the site what only one site has.
CLAIM_SHOWN, SIGNS, SITE, ANYWHERE, CAUSE, TERM, SOURCES, WORDS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
FILES = {
    "signs.yaml": SIGNS,
    "sites/leg.yaml": SITE,
    "causes/magnesium-deficiency.yaml": CAUSE,
    "terms/fasciculation.yaml": TERM,
    "sources.yaml": SOURCES,
    "words.yaml": WORDS,
}
# What the examples link to beside one another: entries with the least that one needs.
BARE = (
    "name: {}\nkind: everyday\nhelp: [weakness-fast]\nsummary:\n  - text: {}\n    certainty: high\n    sources: [nhs-twitch]\n"
    "reviewed: 2026-11-24\nreview_due: 2027-11-24\nreviewer: not clinically reviewed\n"
)
OTHERS = {
    "causes/caffeine.yaml": BARE.format("Caffeine", "Coffee keeps people awake."),
    "causes/motor-neurone-disease.yaml": BARE.format("Motor neurone disease", "It harms nerve cells."),
    "causes/restless-legs-syndrome.yaml": BARE.format("Restless legs", "An urge to move."),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The examples as a data directory; what only the whole body has stands there."""
    body = SITE.replace("name: Leg", "name: Body").replace("lower limb, knee", "all over").replace("lower extremity", "everywhere")
    body = re.sub(r"^(rarer_diseases|self_care|pattern|unknown|treatment|causes):.*\n(?:^ .*\n)+", "", body, flags=re.MULTILINE)
    causes = ANYWHERE.replace("anywhere:", "causes:").replace("caffeine", "restless-legs-syndrome").replace("Too much coffee", "It seldom")
    body = body.replace("see_also:", causes.replace("can make any muscle twitch", "stirs all of the body") + ANYWHERE + "see_also:")
    for file, text in {**FILES, **OTHERS, "sites/whole-body.yaml": body}.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_examples_are_a_data_directory_without_a_problem(data: Path) -> None:
    assert [str(problem) for problem in check.check(data, "2026-11-24")[1]] == []
    compendium, _ = load(data)
    leg = next(entry for entry in compendium.of("site") if entry.id == "leg")
    assert [link.id for link in leg.anywhere] == ["caffeine"]
    assert [[sign.id for sign in signs] for signs in leg.help] == [["stroke-face-arm-speech"], ["weakness-fast"], ["twitch-two-weeks"]]
    assert compendium.words.synonyms["tummy"] == ("abdomen", "belly")


@pytest.mark.parametrize("form", ["site", "cause", "term", "words"])
def test_an_example_shows_every_field_in_its_order(form: str) -> None:
    shown = re.findall(r"^(\w+):", {"site": SITE, "cause": CAUSE, "term": TERM, "words": WORDS}[form], re.MULTILINE)
    record = FORMS[form]
    assert isinstance(record, Record)
    if form == "site":
        shown.insert(shown.index("causes") + 1, ANYWHERE.partition(":")[0])
    assert list(record.fields) == shown


def test_the_examples_of_rows_show_every_field_in_its_order() -> None:
    signs, sources = (yaml.load(text, yaml.BaseLoader) for text in (SIGNS, SOURCES))
    shown = {field: None for row in signs.values() for field in row}
    assert list(SIGN.fields) == list(shown)
    assert list(FORMS["sources"].value.fields) == [*sources["adam-twitch"], *(sources["article"].keys() - sources["adam-twitch"].keys())]  # type: ignore[attr-defined]
    assert list(CLAIM.fields) == list(yaml.load(CLAIM_SHOWN, yaml.BaseLoader)[0])


@pytest.mark.parametrize(
    "words",
    [model.Certainty, model.Level, model.Frequency, model.CauseKind, model.CodeSystem, model.SourceKind, model.Grade, model.NoUrl],
    ids=["certainty", "level", "frequency", "kind", "code", "source", "grade", "no address"],
)
def test_every_word_that_is_allowed_is_named(words: object) -> None:
    assert not [word for word in get_args(words) if not re.search(rf"(?<![\w-]){word}(?![\w-])", TEXT)]


@pytest.mark.parametrize("form", [CLAIM, SIGN], ids=["claim", "sign"])
def test_every_field_of_a_claim_and_of_a_sign_is_explained(form: Record) -> None:
    assert not [field for field in form.fields if not re.search(rf"^\| .*`{field}`", TEXT, re.MULTILINE)]


def test_a_certainty_means_here_what_the_program_says_of_it() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", TEXT, re.MULTILINE))
    for certainty, meaning in texts.CERTAINTIES.items():
        assert rows[certainty].startswith(meaning.split(" or ")[0].partition(", case")[0]), certainty


def test_the_limits_are_those_that_check_keeps() -> None:
    for limit in (
        f"{LONGEST_CLAIM} words",
        f"{LONGEST_FIRST} characters",
        f"{LONGEST_SIGN} characters",
        f"{LONGEST_SHORT} characters",
        f"{LONGEST_ROUTINE} characters",
    ):
        assert f"at most {limit}" in TEXT
