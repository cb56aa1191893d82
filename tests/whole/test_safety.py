"""What the codes for health information ask of the program itself; what they ask of the content is tested with the content."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, ROOT, Run

from twitchref import clock
from twitchref.build import build
from twitchref.cli.manual import manual
from twitchref.model import Sign
from twitchref.store.reader import Store
from twitchref.texts import METHOD, PUBLISHER, PURPOSE, REPORT

SENTENCE = "General reference for education; not for diagnosis, monitoring, triage or treatment of anyone."
PAGES = [
    "site leg", "cause magnesium", "term myokymia", "search leg", "search magnesum", "source good", "compare ear leg", "signs",
    "sheet leg", "about",
]  # fmt: skip
README = ROOT / "README.md"
FREQUENCIES = ["common", "sometimes", "rare", "unknown"]


def words(text: str) -> str:
    return " ".join(text.split())


def document(run: Callable[..., Run], *arguments: str, **options: Any) -> dict[str, Any]:
    return dict(json.loads(run(*arguments, "--json", **options).out))


# ------------------------------------------------------------------------------------------------ S1, S24: dates, reviewer, version


@pytest.mark.parametrize(
    ("command", "page"),
    [("site leg --all", "site:leg"), ("cause stress --all", "cause:stress"), ("term myokymia --all", "term:myokymia")],
)
@pytest.mark.parametrize("width", [None, 40, 200])
def test_a_page_says_when_and_by_whom_it_was_reviewed_and_what_to_quote(
    width: int | None, command: str, page: str, run: Callable[..., Run]
) -> None:
    shown = run(*command.split(), "--color", "never", width=width)
    version = document(run, "about")["data_version"]

    said = words(shown.out)
    assert re.search(r"Reviewed 2026-01-02\. Review due 2999-01-02\. Reviewer: not clinically reviewed\.", said)
    assert f"Page {page}, data {version}. Quote both to report an error." in said


@pytest.mark.parametrize("command", ["leg", "cause stress", "term myokymia", "leg causes", "sheet leg"])
@pytest.mark.parametrize("width", [None, 40, 200])
def test_a_card_says_so_in_one_line(width: int | None, command: str, run: Callable[..., Run]) -> None:
    shown = run(*command.split(), "--color", "never", width=width)

    assert f"Reviewed 2026-01-02; not clinically reviewed; data {document(run, 'about')['data_version']}." in words(shown.out)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-06-01", "Reviewed 2026-01-02. Review due 2999-01-02. Reviewer: not clinically reviewed."),
        ("2999-01-02", "Reviewed 2026-01-02. Review due 2999-01-02. Reviewer: not clinically reviewed."),
        ("2999-01-03", "Reviewed 2026-01-02. Review due 2999-01-02 (overdue). Reviewer: not clinically reviewed."),
    ],
    ids=["before", "on the day", "after"],
)
def test_a_review_that_is_overdue_is_said_to_be_and_is_no_error(
    today: str, said: str, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: today)

    shown = run("site", "leg", "--all")

    assert said in shown.out.splitlines()
    assert (shown.code, shown.err) == (0, "")
    assert ("Reviewed 2026-01-02 (next review overdue); " in run("leg").out) == ("(overdue)" in said)


@pytest.mark.parametrize(("due", "overdue"), [("2030-12-31", True), ("2031-01-01", False)])
def test_overdue_is_judged_by_the_clock_of_the_machine(due: str, overdue: bool, tmp_path: Path) -> None:
    """Not by a day that was chosen when the data was built; `later` moves the clock to 2031-01-01."""
    data = _copy(tmp_path / "data", "review_due: 2999-01-02", f"review_due: {due}")
    script = "import sys, later; from twitchref.cli.main import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "--data", str(data), "site", "leg", "--all"]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT / "tests", check=True)

    assert ("(overdue)" in ran.stdout) == overdue


def _copy(target: Path, old: str, new: str) -> Path:
    mini = ROOT / "tests" / "data" / "mini"
    for path in mini.rglob("*.yaml"):
        copy = target / path.relative_to(mini)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return target


def test_json_carries_the_same_dates_and_the_reviewer(run: Callable[..., Run]) -> None:
    page = document(run, "site", "leg")

    assert (page["reviewed"], page["review_due"], page["reviewer"]) == ("2026-01-02", "2999-01-02", "not clinically reviewed")
    assert page["data_version"] == document(run, "about")["data_version"]


@pytest.mark.parametrize("command", PAGES)
def test_every_answer_names_the_data_version(command: str, run: Callable[..., Run]) -> None:
    """A search says no more than where to read; the page it leads to has it."""
    version = document(run, "about")["data_version"]

    assert version in run(*command.split(), "--json" if command.startswith("search") else "--no-pager").out


def test_about_says_how_to_report_an_error_and_so_do_the_manual_and_json(run: Callable[..., Run]) -> None:
    assert REPORT in run("about").out.splitlines()
    assert document(run, "about")["report"] == REPORT
    assert words(REPORT) in words(manual().replace("\\-", "-"))


# ------------------------------------------------------------------------------------------------ S3: dates of sources


@pytest.mark.parametrize("part", ["--all", "sources"])
def test_a_page_shows_the_year_and_the_address_of_every_source_or_says_why_not(part: str, run: Callable[..., Run]) -> None:
    lines = run("site", "leg", part).out.splitlines()

    assert "[1] A good source. A health service, 2024. Grade A: health service. (good)" in lines
    assert (
        "[2] The article. Publisher not named, year not known. Grade D: article. "
        "No address: we read a copy, and do not know the publisher's own. (article)"
    ) in lines


# ------------------------------------------------------------------------------------------------ S4, S19: one sentence


@pytest.mark.parametrize("format_", ["text", "markdown"])
@pytest.mark.parametrize("width", [None, 40])
@pytest.mark.parametrize("command", PAGES)
def test_a_page_has_the_disclaimer_exactly_once(command: str, width: int | None, format_: str, run: Callable[..., Run]) -> None:
    shown = run(*command.split(), "--format", format_, "--color", "never", width=width)

    assert words(shown.out).count(SENTENCE) == 1
    assert words(shown.out).count("education") == 1


def test_every_real_page_has_the_disclaimer_exactly_once(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    pages = [(kind, id_) for kind in ("site", "cause", "term") for id_ in real_store.ids(kind)]

    assert [page for page in pages if run(*page, data=real_file).out.count(SENTENCE) != 1] == []


@pytest.mark.parametrize("command", ["site leg", "cause stress", "term myokymia", "signs", "sheet leg"])
def test_json_has_the_disclaimer_as_a_field(command: str, run: Callable[..., Run]) -> None:
    assert document(run, *command.split())["disclaimer"] == SENTENCE


@pytest.mark.parametrize("command", ["site xylophone", "site legg", "cause strain", "site", "cause", "source", "check"])
def test_what_is_no_page_has_no_disclaimer(command: str, run: Callable[..., Run]) -> None:
    """In nearly every answer it would be a nuisance, and not be read."""
    shown = run(*command.split())

    assert SENTENCE not in words(shown.out + shown.err)


def test_the_purpose_is_the_same_sentence_everywhere(run: Callable[..., Run]) -> None:
    places = {
        "texts": PURPOSE,
        "README": README.read_text(encoding="utf-8"),
        "--help": run("--help").out,
        "about": run("about").out,
        "about --json": document(run, "about")["purpose"],
        "manual": manual().replace("\\-", "-"),
    }

    assert [place for place, text in places.items() if SENTENCE not in words(text)] == []


# ------------------------------------------------------------------------------------------------ S5, S6, S21: help first


def test_when_to_get_help_is_on_the_first_screen(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    """24 lines of 80 columns; 40 columns and pipes are tested with the widths."""
    missing = []
    for kind in ("site", "cause"):
        for id_ in real_store.ids(kind):
            first = words("\n".join(run(kind, id_, "--color", "never", width=80, data=real_file).out.splitlines()[:23]).replace("▌", ""))
            wanted = [sign.short for sign in real_store.signs_of(kind, id_)]
            missing += [f"{kind} {id_}: {text}" for text in wanted if words(text) not in first]
            whole = words(
                "\n".join(run(kind, id_, "--all", "--color", "never", width=80, data=real_file).out.splitlines()[:23]).replace("▌", "")
            )
            wanted = [sign.sign for sign in real_store.signs_of(kind, id_) if sign.level == "emergency"]
            missing += [f"{kind} {id_} --all: {text}" for text in wanted if words(text) not in whole]

    assert missing == []


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_help_stands_before_everything_else(format_: str, run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    for kind in ("site", "cause", "term"):
        for id_ in real_store.ids(kind):
            lines = run(kind, id_, "--all", "--format", format_, data=real_file).out.splitlines()
            headings = [
                line.lstrip("# ")
                for before, line in zip(["", *lines], lines, strict=False)
                if not before and line.lstrip("# ")[:1].isupper()
            ]

            assert "When to get help" in headings[: 2 if format_ == "text" else 3], f"{kind} {id_}: {headings}"


def test_levels_stand_in_order_each_once_with_what_to_do_and_its_signs_below(
    run: Callable[..., Run], real_file: Path, real_store: Store
) -> None:
    actions = {
        "emergency": "Emergency: Call your local emergency number now if",
        "urgent": "Urgent: Speak to a doctor or nurse today if",
        "routine": "Routine: Book an appointment if",
    }
    for kind in ("site", "cause"):
        for id_ in real_store.ids(kind):
            lines = run(kind, id_, "--all", data=real_file).out.splitlines()
            signs = real_store.signs_of(kind, id_)
            told = [line for level, line in actions.items() for line in (line, *(sign.sign for sign in signs if sign.level == level))]
            levels = {sign.level for sign in signs}
            wanted = [line for line in told if line not in actions.values() or line in {actions[level] for level in levels}]

            first = lines.index("When to get help") + 1
            shown = lines[first : lines.index("", first)]
            assert [line.rpartition(" [")[0] or line for line in shown] == [
                f"{line} ({certainty})" if (certainty := _doubt(line, signs)) else line for line in wanted
            ]
            assert levels if kind == "cause" else levels == actions.keys()


def _doubt(phrase: str, signs: tuple[Sign, ...]) -> str:
    """How sure medicine is of the sign with this phrase, where that is not high."""
    return next((sign.certainty for sign in signs if sign.sign == phrase and sign.certainty != "high"), "")


def test_the_emergency_number_is_nobody_s_in_particular(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    shown = "".join(
        run(kind, id_, "--all", data=real_file).out.partition("\nSources\n")[0]
        for kind in ("site", "cause")
        for id_ in real_store.ids(kind)
    )

    assert "your local emergency number" in shown
    assert re.findall(r"\b(?:call|dial|ring|phone) (?:999|911|112|111|000|15)\b", shown, re.IGNORECASE) == []


def test_help_is_the_same_however_the_page_was_asked_for(run: Callable[..., Run]) -> None:
    """Static words of the page: no reader gets others."""
    asked = [("leg",), ("my", "left", "leg"), ("jumpy", "legs"), ("LEG", "TWITCH"), ("calf",)]
    helps = [document(run, "site", *name)["help"] for name in asked]

    assert helps == [helps[0]] * len(asked)


# ------------------------------------------------------------------------------------------------ S7, S8: order and frequency


def test_causes_stand_in_order_of_frequency_each_with_its_word(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    for id_ in real_store.ids("site"):
        page = document(run, "site", id_, data=real_file)
        shown = run("site", id_, "--all", data=real_file).out.splitlines()

        for section in ("causes", "anywhere", "rarer_diseases"):
            order = [FREQUENCIES.index(link["frequency"]) for link in page[section]]
            assert order == sorted(order), f"{id_} {section}: {[(link['id'], link['frequency']) for link in page[section]]}"
            assert [link["id"] for link in page[section] if f"{link['name']} ({link['frequency']})" not in shown] == []
        assert "common" in [link["frequency"] for link in (*page["causes"], *page["anywhere"])]


def test_a_cause_s_sites_stand_in_order_of_frequency_each_with_its_word(
    run: Callable[..., Run], real_file: Path, real_store: Store
) -> None:
    for id_ in real_store.ids("cause"):
        links = document(run, "cause", id_, data=real_file)["sites"]
        shown = run("cause", id_, "--all", data=real_file).out.splitlines()

        order = [FREQUENCIES.index(link["frequency"]) for link in links]
        assert order == sorted(order)
        assert [link["id"] for link in links if f"{link['name']} ({link['frequency']})" not in shown] == []


QUERIES = [
    "leg",
    "weakness",
    "nerve",
    "parkinson",
    "motor neurone disease",
    "twitch at night",
    "brain tumour",
    "als",
    "rabies",
    "muscle wasting",
    "dopamine",
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_cause_among_search_hits_carries_how_often_it_is_behind_a_twitch(
    query: str, run: Callable[..., Run], real_file: Path, real_store: Store
) -> None:
    hits = document(run, "search", query, "--limit", "30", data=real_file).get("hits", [])
    lines = run("search", query, "--limit", "30", data=real_file).out.splitlines()

    assert hits or query == "als"
    for hit in hits:
        if hit["kind"] == "cause":
            entry = real_store.entry("cause", hit["id"])
            known = [link.frequency for link in entry.sites if link.frequency not in (None, "unknown")]
            often = f"{min(known, key=FREQUENCIES.index)} behind a twitch" if known else "how often it lies behind a twitch is not known"
            assert f"{hit['name']} (cause, {often})" in lines


def test_search_says_that_its_order_is_about_words(run: Callable[..., Run]) -> None:
    shown = run("search", "leg").out

    assert "Best text match first. The order is about words, not about you." in shown.splitlines()
    assert not re.search(r"\d\s?%|probab|likel|score|rank", shown, re.IGNORECASE)
    assert set(document(run, "search", "leg")["hits"][0]) == {"kind", "id", "name", "frequency", "matches"}


def test_no_feared_disease_is_the_first_cause_of_a_site(run: Callable[..., Run], real_file: Path, real_store: Store) -> None:
    first = {id_: document(run, "site", id_, data=real_file)["causes"][0]["id"] for id_ in real_store.ids("site")}
    feared = {
        "motor-neurone-disease",
        "parkinsons-disease",
        "brain-tumour",
        "multiple-sclerosis",
        "huntingtons-disease",
        "stroke",
        "rabies",
    }

    assert {site: cause for site, cause in first.items() if cause in feared} == {}


# ------------------------------------------------------------------------------------------------ S9: see test_privacy.py
# ------------------------------------------------------------------------------------------------ S12: treatment


def test_a_page_with_treatment_warns_against_stopping_a_medicine_where_it_names_one(run: Callable[..., Run]) -> None:
    lines = run("cause", "magnesium", "treatment").out.splitlines()

    assert "Magnesium by mouth is one way. Do not stop a prescribed medicine without advice. [1]" in lines


def test_a_dose_in_the_data_is_an_error_of_check(run: Callable[..., Run], tmp_path: Path) -> None:
    data = _copy(tmp_path / "dose", "Magnesium by mouth is one way.", "Take 400 mg of magnesium.")

    checked = run("check", str(data), "--select", "E406")
    dose, last = checked.out.splitlines()
    assert re.match(r"causes/magnesium-deficiency\.yaml:\d+:\d+: error E406 .*400 mg", dose)
    assert last.endswith(": 1 error, 0 warnings")
    assert checked.code == 5
    assert " E406 " not in run("check").out


# ------------------------------------------------------------------------------------------------ S13: doubt in words


def test_doubt_is_a_word_beside_every_claim_that_is_not_sure(run: Callable[..., Run]) -> None:
    """One line on the page says what the words are, and that none means `high`; `about` says what each means."""
    lines = run("site", "leg", "--all").out.splitlines()
    doubts = ("moderate", "low", "conflicting", "none")

    assert any(line.startswith("Worry can make a leg twitch. (moderate) [1]") for line in lines)
    assert "A twitch of the leg is mostly harmless. [1, 2 leg-1]" in lines
    claims = [line for line in lines if re.search(r" \[\d", line)]
    said = {match for line in claims for match in re.findall(r"\((\w+)\) \[", line)}
    assert said <= set(doubts)
    assert len(said) > 2
    (key,) = [line for line in lines if "A word in brackets after a statement says that medicine is less sure of it: " in line]
    assert [word for word in doubts if f"({word})" not in key] == []
    assert [word for word in ("high", *doubts) if f"{word} (" not in METHOD] == []


def test_who_says_otherwise_is_named_behind_the_claim(run: Callable[..., Run], real_file: Path) -> None:
    lines = run("site", "leg", "--all", data=real_file).out.splitlines()
    (stated,) = [line for line in lines if line.startswith("A twitching leg is not the same as restless legs.")]
    (article,) = [line.partition("]")[0].strip("[") for line in lines if line.endswith("(article)")]

    assert re.search(rf" \[[\d, ]+\] Otherwise: \[{article} leg-3\] Note: The starting article says", stated)


# ------------------------------------------------------------------------------------------------ S16–S18, S22: about


def test_about_says_who_how_with_what_help_and_for_what_money(run: Callable[..., Run]) -> None:
    said = run("about").out

    for told in (
        PUBLISHER,
        METHOD,
        "No advertising, no affiliate links.",
        "with the help of AI",
        "not clinically reviewed",
        "Nothing you type leaves this computer",
    ):
        assert told in said
    assert document(run, "about")["publisher"] == PUBLISHER


def test_no_mark_is_claimed(run: Callable[..., Run]) -> None:
    said = "\n".join([run("about").out, run("--help").out, README.read_text(encoding="utf-8"), manual()])

    assert re.findall(r"HON ?code|PIF TICK|CE[- ]mark|certified|accredited|approved by|medical device", said, re.IGNORECASE) == []


# ------------------------------------------------------------------------------------------------ S20: no marketing

MARKETING = re.compile(
    r"\bdiagnos(?:e|es|ed|ing)\b|symptom[- ]checker|find out what you have|should I worry|self[- ]diagnos|\bdetects?\b|\bmonitors\b|"
    r"\bcalculates?\b|\bprobability of your|\byour risk\b|\btriages?\b(?! or)|clinically proven|doctor[- ]approved|\btrusted\b|"
    r"\baccurate\b|\bbest\b(?! text match)",
    re.IGNORECASE,
)


def test_readme_and_help_do_not_advertise(run: Callable[..., Run]) -> None:
    group = ["site", "cause", "search", "term", "compare", "signs", "sheet", "source", "about", "check", "build", "help"]
    said = {"README": README.read_text(encoding="utf-8"), "help": run("--help").out, **{name: run(name, "--help").out for name in group}}
    said["pyproject"] = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[project.scripts]")[0]

    found = {place: MARKETING.findall(words(text).replace(SENTENCE, "")) for place, text in said.items()}
    assert {place: phrases for place, phrases in found.items() if phrases} == {}


def test_the_guard_against_advertising_knows_some() -> None:
    for said in (
        "We diagnose you.",
        "a symptom checker",
        "find out what you have",
        "Should I worry?",
        "It detects disease.",
        "the best reference",
    ):
        assert MARKETING.search(said)
    assert not MARKETING.search("Entries whose text matches, best text match first.")


# ------------------------------------------------------------------------------------------------ S23: words for everything


@pytest.mark.parametrize("command", ["site leg", "signs", "compare ear leg", "search leg", "about", "sheet leg"])
@pytest.mark.parametrize("width", [None, 80])
def test_nothing_is_said_by_a_picture(command: str, width: int | None, run: Callable[..., Run]) -> None:
    """No emoji, no boxes, no drawing: the only signs are bullets, a bar beside help, and Markdown's own."""
    shown = run(*command.split(), "--color", "never", width=width).out

    assert re.sub("[·▌]", "", shown).isascii()
    assert [line for line in shown.splitlines() if re.search(r"[=|+*~^]{3}|-{4}|/\\|\\/", line) and "://" not in line] == []


def test_the_real_pages_have_no_pictures_and_no_boxes(run: Callable[..., Run], real_file: Path) -> None:
    for kind in ("site", "cause", "term"):
        for path in sorted((DATA / f"{kind}s").glob("*.yaml")):
            shown = run(kind, path.stem, data=real_file).out

            assert re.findall(r"[\u2190-\u2bff\U0001f000-\U0001faff]", shown) == [], path.stem


# ------------------------------------------------------------------------------------------------ C28: no time bomb


def test_data_whose_reviews_are_long_overdue_still_answers(run: Callable[..., Run], tmp_path: Path) -> None:
    data = _copy(tmp_path / "old", "review_due: 2999-01-02", "review_due: 2026-01-03")
    assert build(data, tmp_path / "old.sqlite")[1] == []

    for from_ in (data, tmp_path / "old.sqlite"):
        assert run("site", "leg", data=from_).code == 0
        assert run("site", "leg", data=from_).err == ""
    checked = run("check", str(data), "--select", "E,W401")
    assert checked.code == 0
    assert " W401 " in checked.out
