"""What was examined: a text that changed since is told, a row whose text is gone too, and a row gets in by a command."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MINI, Run
from edits import LEG, SIGNS, SOURCES, STRESS, TODAY, add, change, found

from twitchref.checking import check
from twitchref.checking.examined import record
from twitchref.errors import WriteError
from twitchref.reading import examined
from twitchref.reading.load import load
from twitchref.words import fingerprint

LEDGER = "examined.tsv"
HARMLESS, DROOPS = "A twitch of the leg is mostly harmless.", "the face droops"
EXAMINED = "not examined since it was written or changed; once it is: `twitchref check --examined HOW {}`"
GONE = "no claim and no sign has a text with the fingerprint '{}' any more; take the row out"


def texts(data: Path) -> list[str]:
    """Every text that can be examined: of claims, and the phrases of signs."""
    compendium, _ = load(data)
    return [*(claim.text for claim in compendium.claims()), *(sign.sign for sign in compendium.signs)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the small compendium, to be changed, all of which was examined."""
    copy = Path(shutil.copytree(MINI, tmp_path / "data"))
    rows = (f"{print_}\t2026-01-02\tabstract\n" for print_ in sorted(map(fingerprint, texts(copy))))
    (copy / LEDGER).write_text("".join((f"{examined.HEADER}\n", *rows)))
    return copy


def rows(data: Path) -> dict[str, tuple[str, ...]]:
    """The rows of the ledger as they stand in the file, by fingerprint."""
    lines = (data / LEDGER).read_text().splitlines()[1:]
    return {print_: (day, how) for print_, day, how in (line.split("\t") for line in lines)}


def test_what_was_examined_is_not_told(data: Path) -> None:
    assert len(rows(data)) == len(set(texts(data))) > 20
    assert found(data, "W417") == found(data, "W418") == []


def test_without_a_ledger_nothing_is_known_and_nothing_told(data: Path) -> None:
    (data / LEDGER).unlink()
    assert check.check(data, TODAY)[1] == check.check(MINI, TODAY)[1]
    assert load(data)[0].examined is None


# A change, and the place and text of what is then not examined; none where the change leaves every text as it is.
CHANGES: dict[str, tuple[str, str, str, str | None, str]] = {
    "a claim": (LEG, HARMLESS, "A twitch of the leg is seldom harmful.", "6:11", "A twitch of the leg is seldom harmful."),
    "a case": (LEG, HARMLESS, HARMLESS.lower(), "6:11", HARMLESS.lower()),
    "a sign": (SIGNS, "sign: the face droops", "sign: half of the face droops", "3:9", "half of the face droops"),
    "the claim of a link": (LEG, "Worry can make a leg twitch.", "Worry makes legs twitch.", "13:15", "Worry makes legs twitch."),
    "white space": (LEG, HARMLESS, "A twitch of the leg\n      is  mostly harmless.", None, ""),
    "how it is written": (LEG, HARMLESS, f">-\n      {HARMLESS}", None, ""),
    "the short form of a sign": (SIGNS, "short: face droops", "short: a face droops", None, ""),
    "a certainty": (LEG, "certainty: low", "certainty: moderate", None, ""),
    "a note": (LEG, "note: The article says", "note: The article claims", None, ""),
    "another page of a text": (LEG, "help: [face-droops", "help: [worried, face-droops", None, ""),
}


@pytest.mark.parametrize(("file", "old", "new", "place", "text"), CHANGES.values(), ids=CHANGES)
def test_only_a_text_that_changed_is_told(file: str, old: str, new: str, place: str | None, text: str, data: Path) -> None:
    gone = fingerprint(DROOPS if file == SIGNS else old)
    line = (data / LEDGER).read_text()[: (data / LEDGER).read_text().find(gone)].count("\n") + 1
    change(data / file, old, new)
    assert found(data, "W417") == ([f"{file}:{place}: {EXAMINED.format(fingerprint(text))}"] if place else [])
    assert found(data, "W418") == ([f"{LEDGER}:{line}:1: {GONE.format(gone)}"] if place else [])


def test_a_text_on_two_pages_is_one_row_and_told_once(data: Path) -> None:
    add(data, STRESS, "unknown", "Nobody knows why.")
    add(data, LEG, "self_care", "Nobody knows  why.")
    assert len(found(data, "W417")) == 1
    record(data, check.looked_at(data, TODAY)[0], "source", fingerprint("Nobody knows why."), TODAY)
    assert found(data, "W417") == []


# What cannot be read may be what was examined: it is told itself, and makes nothing else.
UNREAD: dict[str, tuple[str, str, str, list[str]]] = {
    "a row": (LEDGER, "\tabstract\n", "\tguess\n", ["E206"]),
    "the columns": (LEDGER, "day", "date", ["E207"]),
    "the ledger": (LEDGER, "day", "\0", ["E105"]),
    "the page of a cause": (STRESS, "summary:", "summary: [", ["E106"]),
    "a text": (LEG, f"text: {HARMLESS}", f"text: [{HARMLESS}]", ["E203"]),
    "the signs": (SIGNS, "face-droops:", "[face-droops:", ["E106"]),
}


@pytest.mark.parametrize(("file", "old", "new", "codes"), UNREAD.values(), ids=UNREAD)
def test_what_cannot_be_read_may_be_what_was_examined(file: str, old: str, new: str, codes: list[str], data: Path) -> None:
    before = set(check.check(data, TODAY)[1])
    change(data / file, old, new)
    assert [problem.code for problem in check.check(data, TODAY)[1] if problem not in before] == codes


def test_a_folder_without_data_is_one_problem_though_it_has_a_ledger(data: Path) -> None:
    for folder in ("sites", "causes", "terms"):
        shutil.rmtree(data / folder)
        (data / folder).mkdir()
    for file in (SIGNS, SOURCES):
        (data / file).write_text("{}\n")
    assert [problem.code for problem in check.check(data, TODAY)[1]] == ["E100"]


def test_what_is_for_the_ledger_is_counted_by_itself_and_fails_no_build_however_strict(data: Path, run: Callable[..., Run]) -> None:
    change(data / LEG, HARMLESS, "A twitch of the leg is seldom harmful.")
    shown = run("check", str(data), "--strict", "--select", "E,W417,W418")
    assert shown.code == 0
    assert shown.out.splitlines()[-1].endswith(": 0 errors, 0 warnings, 2 for examined.tsv")
    assert len(shown.out.splitlines()) == 3


# Who says that what was examined, and the texts that then have a row of this day; None where nobody can.
RECORDED: dict[str, tuple[str, str, list[str] | None]] = {
    "a fingerprint": ("source", fingerprint("It shakes."), ["It shakes."]),
    "a page": ("knowledge", "site:leg", ["It shakes.", "It rests."]),
    "a sign": ("abstract", "sign:worried", ["you fret"]),
    "a fingerprint that has a row": ("source", fingerprint("It comes and goes."), ["It comes and goes."]),
    "a page that has its rows": ("source", "term:myokymia", []),
    "a sign that has its row": ("source", "sign:face-droops", []),
    "a page that is not there": ("source", "site:tail", None),
    "a page without its kind": ("source", "leg", None),
    "a fingerprint that nothing has": ("source", "0" * 12, None),
    "a fingerprint that is gone": ("source", fingerprint("you are worried"), None),
    "nothing": ("source", "", None),
    "another word": ("guess", "site:leg", None),
}


@pytest.mark.parametrize(("how", "what", "new"), RECORDED.values(), ids=RECORDED)
def test_a_command_records_that_something_was_examined(
    how: str, what: str, new: list[str] | None, data: Path, run: Callable[..., Run]
) -> None:
    """A page or sign gets the rows that it lacks, a fingerprint one anew; rows whose text is gone go, and no other is touched."""
    add(data, LEG, "self_care", "It shakes.")
    change(data / LEG, "pattern:\n", "pattern:\n  - text: It rests.\n    certainty: high\n    sources: [good]\n")
    change(data / SIGNS, "sign: you are worried", "sign: you fret")
    before = rows(data)
    ran = run("check", str(data), "--examined", how, what, "--select", "E,W417,W418")
    if new is None:
        assert ran.code == 2
        assert f"'{how if how == 'guess' else what}' " in " ".join(ran.err.split())
        assert rows(data) == before
        return
    assert (ran.code, ran.err) == (0, f"twitchref: {len(new)} recorded in {data / LEDGER}\n")
    kept = {print_: row for print_, row in before.items() if print_ != fingerprint("you are worried")}
    assert rows(data) == kept | {fingerprint(text): ("2026-11-24", how) for text in new}
    assert list(rows(data)) == sorted(rows(data))
    told = {"It shakes.", "It rests.", "you fret"} - {*new}
    assert {line.split()[-1].strip("`") for line in found(data, "W417")} == set(map(fingerprint, told))
    assert found(data, "W418") == []
    assert ran.out.splitlines()[-1].endswith(f"0 errors, 0 warnings{f', {len(told)} for examined.tsv' if told else ''}")


def test_the_first_record_begins_the_ledger(data: Path, run: Callable[..., Run]) -> None:
    (data / LEDGER).unlink()
    assert run("check", str(data), "--examined", "source", "sign:face-droops").code == 0
    assert (data / LEDGER).read_bytes() == f"fingerprint\tday\thow\n{fingerprint(DROOPS)}\t2026-11-24\tsource\n".encode()


def test_nothing_is_recorded_of_data_with_errors(data: Path, run: Callable[..., Run]) -> None:
    """What cannot be read would lose its rows."""
    change(data / STRESS, "kind: everyday", "kind: daily")
    before = (data / LEDGER).read_bytes()
    ran = run("check", str(data), "--examined", "source", "site:leg")
    assert (ran.code, ran.err) == (5, "twitchref: nothing was recorded: the data has 1 error(s).\n")
    assert " E206 " in ran.out
    assert (data / LEDGER).read_bytes() == before


def test_a_file_that_is_no_ledger_is_not_written_over(data: Path) -> None:
    compendium = load(data, partly=True)[0]
    (data / LEDGER).write_text("mine\n")
    with pytest.raises(WriteError, match="it is not a twitchref file"):
        record(data, compendium, "source", "site:leg", TODAY)
    assert (data / LEDGER).read_text() == "mine\n"
