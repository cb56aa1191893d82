"""`twitchref new`: what an editor finds in the file, that nothing is ever lost by it, and that its prompts come from the forms."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, unprivileged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twitchref.checking.check import check
from twitchref.editing import skeleton
from twitchref.editing.new import new
from twitchref.errors import WriteError
from twitchref.problem import Place, Problem
from twitchref.reading import forms
from twitchref.reading.load import FOLDERS
from twitchref.reading.nodes import Mapping
from twitchref.reading.shape import Field, ListOf, OneOf, Record, Table, Words

CLEAN = ROOT / "tests" / "data" / "clean"
KINDS = ("site", "cause", "term", "sign", "source")
TODAY = "2026-11-24"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the clean data directory."""
    return Path(shutil.copytree(CLEAN, tmp_path / "data"))


def file_of(kind: str, id_: str, data: Path) -> Path:
    return data / FOLDERS[kind] / f"{id_}.yaml" if kind in FOLDERS else data / f"{kind}s.yaml"


def content(data: Path) -> dict[str, bytes]:
    return {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def found(data: Path, *codes: str) -> list[Problem]:
    return [problem for problem in check(data, TODAY)[1] if problem.code in codes]


def told(ran: Run) -> str:
    """What was said on stderr, as one line."""
    return " ".join(ran.err.split())


def fields(kind: str) -> Record:
    form = forms.FORMS[kind] if kind in FOLDERS else forms.FORMS[f"{kind}s"]
    record = form.value if isinstance(form, Table) else form
    assert isinstance(record, Record)
    return record


# ------------------------------------------------------------------------------------------------ what stands there then


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_where_it_wrote_and_what_to_do_next(kind: str, data: Path, run: Callable[..., Run]) -> None:
    line = {"sign": 29, "source": 8}.get(kind, 1)
    move = " Move it among the signs of its level." if kind == "sign" else ""
    file = file_of(kind, "moonlight", data)

    assert run("new", kind, "moonlight", data=data) == Run(
        0, f"{file}:{line} is begun. Write over each TODO.{move} Then: twitchref check {data}\n", ""
    )
    assert file.exists()


def test_a_new_cause_to_the_letter(data: Path, run: Callable[..., Run]) -> None:
    run("new", "cause", "moonlight", data=data)
    lines = (data / "causes" / "moonlight.yaml").read_text(encoding="utf-8").splitlines()

    assert lines[:12] == [
        "# yaml-language-server: $schema=../schema/cause.json",
        skeleton.HINT,
        "name: TODO What the entry is called.",
        "# names:",
        "#   lay:",
        "#     - TODO Other words for it, each once. Words that people use.",
        "#   clinical:",
        "#     - TODO Words of the clinic.",
        "#   shared:",
        "#     - TODO Words that lead to several entries, each of which lists them here.",
        "kind: TODO What kind of thing it is. One of everyday, normal, deficiency, medicine, poison, infection, sleep, nerve, muscle, "
        "movement, brain, organ, inherited, device.",
        "# codes:",
    ]
    assert lines[lines.index("# mechanism:") :][:5] == [
        "# mechanism:",
        "#   - text: >-",
        "#       TODO How it makes muscles twitch.",
        "#     certainty: TODO",
        "#     sources: [TODO]",
    ]
    assert lines[-3:] == ["reviewed: 2026-11-24", "review_due: 2027-11-24", "reviewer: not clinically reviewed"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_stands_in_its_order_and_what_may_be_left_out_as_a_comment(kind: str) -> None:
    lines = skeleton.entry(kind, "x", TODAY)[2:] if kind in FOLDERS else [line[2:] for line in skeleton.row(f"{kind}s", "x")[1:]]
    top = [line for line in lines if not line.startswith(("  ", "#  "))]

    assert [line.partition(":")[0] for line in top] == [
        name if field.need != "optional" else f"# {name}" for name, field in fields(kind).fields.items() if name != "anywhere"
    ]


def test_only_the_whole_body_is_asked_for_causes_anywhere() -> None:
    assert "# anywhere:" in skeleton.entry("site", "whole-body", TODAY)
    assert "# anywhere:" not in skeleton.entry("site", "tail", TODAY)


def test_a_year_after_the_29th_of_february_is_a_day() -> None:
    assert "review_due: 2029-02-28" in skeleton.entry("term", "x", "2028-02-29")


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_line_leads_to_the_schema(kind: str, data: Path, run: Callable[..., Run]) -> None:
    shutil.copytree(ROOT / "data" / "schema", data / "schema")
    file = file_of(kind, "moonlight", data)
    if kind not in FOLDERS:
        file.unlink()  # else it has a first line

    run("new", kind, "moonlight", data=data)

    first, _, schema = file.read_text(encoding="utf-8").partition("\n")[0].partition("=")
    assert first == "# yaml-language-server: $schema"
    assert (file.parent / schema).is_file()


NEW_FIELDS = {
    "moonless": Field(Words(), "What it is like without a moon."),
    "tides": Field(ListOf(Words()), "What the tides do: each once.", "required"),
    "phase": Field(OneOf(("waxing", "waning")), "The phase.", "required"),
    "nights": Field(ListOf(forms.CLAIM), "What is known about nights."),
}


def test_a_field_that_a_form_gets_is_asked_for_and_told_of(data: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    def built(values: dict[str, Any], node: Mapping) -> Any:
        return forms.CAUSE.build({name: value for name, value in values.items() if name not in NEW_FIELDS}, node)

    wider = Record({**forms.CAUSE.fields, **NEW_FIELDS}, built)
    monkeypatch.setitem(forms.FORMS, "cause", wider)

    run("new", "cause", "moonlight", data=data)

    lines = (data / "causes" / "moonlight.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[lines.index("# moonless: TODO What it is like without a moon.") :][1:] == [
        "tides:",
        '  - "TODO What the tides do: each once."',
        "phase: TODO The phase. One of waxing, waning.",
        "# nights:",
        "#   - text: >-",
        "#       TODO What is known about nights.",
        "#     certainty: TODO",
        "#     sources: [TODO]",
    ]
    assert [problem.message for problem in found(data, "E208")][-2:] == [
        "a prompt still stands here; fill it in, or take it out. Here belongs: What the tides do: each once.",
        "a prompt still stands here; fill it in, or take it out. Here belongs: The phase. One of waxing, waning.",
    ]


def test_what_is_written_over_a_prompt_is_never_several_ids_within_one_pair_of_quotes() -> None:
    lines = [
        *(line for kind in FOLDERS for line in skeleton.entry(kind, "x", TODAY)),
        *skeleton.row("signs", "x"),
        *skeleton.row("sources", "x"),
    ]

    assert [line for line in lines if "[" in line and "TODO" in line and not line.endswith("[TODO]")] == []
    assert [line for line in lines if '- "' in line] == []


@pytest.mark.parametrize("kind", ("site", "cause", "term"))
def test_with_the_sign_and_the_space_taken_away_every_comment_is_a_field(kind: str, data: Path) -> None:
    first, _, *lines = skeleton.entry(kind, "moonlight", TODAY)
    assert "take # and the space behind it away" in skeleton.HINT
    while any(line.lstrip().startswith("# ") for line in lines):
        lines = [line.replace("# ", "", 1) if line.lstrip().startswith("# ") else line for line in lines]
    file = file_of(kind, "moonlight", data)
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join([first, *lines, ""]), encoding="utf-8")

    assert {problem.code for problem in check(data, TODAY)[1] if problem.level == "error"} == {"E208"}


# ------------------------------------------------------------------------------------------------ prompts


@pytest.mark.parametrize("kind", KINDS)
def test_check_tells_of_each_prompt_once_and_what_belongs_there(kind: str, data: Path, run: Callable[..., Run]) -> None:
    run("new", kind, "moonlight", data=data)
    text = file_of(kind, "moonlight", data).read_text(encoding="utf-8")
    prompts = [line for line in text.splitlines() if "TODO" in line and not line.strip().startswith("#")]
    problems = check(data, TODAY)[1]

    assert len(prompts) >= 4
    assert len([problem for problem in problems if problem.code == "E208"]) == len(prompts)
    assert all(". Here belongs: " in problem.message for problem in problems if problem.code == "E208")
    assert {problem.code for problem in problems} - {"E208", "W506"} <= {"W406", "W407", "W410"}  # what nothing names yet


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_as_a_comment_can_be_taken_into_use(kind: str, data: Path, run: Callable[..., Run]) -> None:
    """Without its #, each field is one that the form has, with a prompt in the right place."""
    run("new", kind, "moonlight", data=data)
    file = file_of(kind, "moonlight", data)
    first, *lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([first, *(line.replace("# ", "", 1) for line in lines if line != skeleton.HINT)]) + "\n", encoding="utf-8")

    assert {problem.code for problem in check(data, TODAY)[1]} <= {"E208", "W406", "W407", "W410"}
    assert all(". Here belongs: " in problem.message for problem in found(data, "E208"))


def test_prompts_left_as_comments_are_one_warning_a_file(data: Path, run: Callable[..., Run]) -> None:
    run("new", "cause", "moonlight", data=data)
    run("new", "sign", "moonlight", data=data)

    assert [(problem.place.file, problem.place.line) for problem in found(data, "W506")] == [
        ("causes/moonlight.yaml", 2),
        ("signs.yaml", 38),
    ]


def test_nothing_is_built_with_a_prompt_in_it(data: Path, tmp_path: Path, run: Callable[..., Run]) -> None:
    run("new", "cause", "moonlight", data=data)
    ran = run("build", str(data), "-o", str(tmp_path / "built"))

    assert ran.code == 5
    assert "causes/moonlight.yaml:3:7: error E208 a prompt still stands here" in ran.err
    assert not (tmp_path / "built").exists()


def test_a_look_up_leaves_out_what_has_a_prompt_and_says_so(data: Path, run: Callable[..., Run]) -> None:
    run("new", "cause", "moonlight", data=data)

    asked, other = run("cause", "moonlight", data=data), run("site", "leg", data=data)

    assert (asked.code, asked.out) == (5, "")
    assert "causes/moonlight.yaml:3:7: error E208 a prompt still stands here" in asked.err
    assert (other.code, "TODO" in other.out + other.err) == (0, False)
    assert (run("cause", "called", data=data).code, run("cause", "todo", data=data).code) == (3, 3)  # no prompt is a name


# ------------------------------------------------------------------------------------------------ nothing is lost


def test_a_source_goes_to_its_place_in_the_alphabet_and_a_sign_to_the_end(data: Path, run: Callable[..., Run]) -> None:
    before = content(data)
    for id_ in ("zebra", "alpha", "gooda"):
        run("new", "source", id_, data=data)
    run("new", "sign", "alpha", data=data)

    tops = {
        name: [line for line in (data / name).read_text().splitlines() if line[0] not in " #"] for name in ("sources.yaml", "signs.yaml")
    }
    assert tops["sources.yaml"] == ["alpha:", "good:", "gooda:", "zebra:"]
    assert tops["signs.yaml"] == ["face-droops:", "goes-weak:", "two-weeks:", "worried:", "alpha:"]
    assert before["sources.yaml"] in content(data)["sources.yaml"]
    assert content(data)["signs.yaml"].startswith(before["signs.yaml"])


@pytest.mark.parametrize(
    ("id_", "at"),
    [("alpha", "good:"), ("here", "\n# of the hospital"), ("zebra", "# the end")],
)
def test_every_other_byte_of_the_file_stays(id_: str, at: str, data: Path, run: Callable[..., Run]) -> None:
    """Comments over a record stay over it, whatever ends the lines."""
    first, good = "# first\r\n", (data / "sources.yaml").read_text()
    old = (
        f"{first}{good}\n# of the hospital\nhospital: {{title: 'A  B'}}   \n# the end".replace("\r\n", "\n").replace("\n", "\r\n").encode()
    )
    file = data / "sources.yaml"
    file.write_bytes(old)
    file.chmod(0o640)

    run("new", "source", id_, data=data)

    head, foot = old.split(at.replace("\n", "\r\n").encode(), 1)
    new = file.read_bytes()
    assert new.startswith(head + id_.encode() + b":\r\n")
    assert new.endswith(at.replace("\n", "\r\n").encode() + foot)
    assert b"\n" not in new.replace(b"\r\n", b"")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_whose_last_line_has_no_end_gets_one(data: Path, run: Callable[..., Run]) -> None:
    file = data / "sources.yaml"
    old = file.read_bytes().rstrip(b"\n")
    file.write_bytes(old)

    run("new", "source", "zebra", data=data)

    assert file.read_bytes().startswith(old + b"\nzebra:\n")


@pytest.mark.parametrize("old", [None, b"", b"# nothing yet\n"])
def test_the_first_record_of_all(old: bytes | None, data: Path, run: Callable[..., Run]) -> None:
    file = data / "sources.yaml"
    file.unlink()
    if old is not None:
        file.write_bytes(old)

    assert run("new", "source", "zebra", data=data).code == 0
    first = b"# yaml-language-server: $schema=schema/sources.json\n" if old is None else old
    assert file.read_bytes().startswith(first + b"zebra:\n  title: TODO ")


def test_the_folder_of_terms_is_made(data: Path, run: Callable[..., Run]) -> None:
    assert not (data / "terms").exists()
    assert run("new", "term", "flicker", data=data).code == 0
    assert [path.name for path in (data / "terms").iterdir()] == ["flicker.yaml"]


TAKEN = {
    ("cause", "stress"): "there is {data}/causes/stress.yaml already; nothing was written. Change that file, or choose another id",
    ("sign", "worried"): "there is sign:worried already ({data}/signs.yaml:22); nothing was written. Change that, or choose another id",
    ("source", "good"): "there is source:good already ({data}/sources.yaml:1); nothing was written. Change that, or choose another id",
    ("cause", "legs"): "the name 'legs' belongs to site:leg already (sites/leg.yaml:1); nothing was written. Change that entry, or choose",
    ("site", "stresses"): "the name 'stresses' belongs to cause:stress already (causes/stress.yaml:1); nothing was written.",
    ("cause", "Full Moon"): "'Full Moon' is no id: lower-case letters, digits and hyphens, as restless-legs; the nearest is 'full-moon'",
    ("cause", "é_ü.yaml"): "'é_ü.yaml' is no id: lower-case letters, digits and hyphens, as restless-legs; the nearest is 'e-u'",
    ("sign", "../../x"): "'../../x' is no id: lower-case letters, digits and hyphens, as restless-legs; the nearest is 'x'",
    ("cause", "!"): "'!' is no id: lower-case letters, digits and hyphens, as restless-legs",
}


@pytest.mark.parametrize(("kind", "id_"), TAKEN)
def test_an_id_that_is_none_or_is_taken_is_one_line_and_nothing_is_written(
    kind: str, id_: str, data: Path, run: Callable[..., Run]
) -> None:
    before = content(data)

    ran = run("new", kind, id_, data=data)

    assert (ran.code, ran.out) == (2, "")
    assert TAKEN[kind, id_].format(data=data) in told(ran)
    assert content(data) == before


def test_several_words_are_one_bad_id(data: Path, run: Callable[..., Run]) -> None:
    assert "the nearest is 'full-moon'" in told(run("new", "cause", "full", "moon", data=data))


def test_a_word_that_another_entry_shares_may_be_an_id(data: Path, run: Callable[..., Run]) -> None:
    site = data / "sites" / "leg.yaml"
    site.write_text(site.read_text().replace("help:", "names:\n  shared: [calf]\nhelp:", 1))

    assert run("new", "site", "calf", data=data).code == 0


@pytest.mark.parametrize("there", ["empty", "broken", "folder", "link", "pipe"])
def test_whatever_is_in_the_way_stays(there: str, data: Path, run: Callable[..., Run]) -> None:
    file = data / "causes" / "cold.yaml"
    if there == "folder":
        file.mkdir()
    elif there == "link":
        file.symlink_to("nowhere.yaml")
    elif there == "pipe":
        os.mkfifo(file)
    else:
        file.write_text("" if there == "empty" else "{")

    def seen() -> tuple[int, ...]:
        found = file.lstat()  # all but when it was last read
        return found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns

    before = seen()

    assert run("new", "cause", "cold", data=data).code == 2
    assert seen() == before
    assert not (data / "causes" / "nowhere.yaml").exists()


@pytest.mark.parametrize(
    ("old", "code", "said"),
    [
        (b"good: [\n", 5, "sources.yaml:1:7: error E106 "),
        (b"\xff\xfe", 5, "sources.yaml:1:1: error E103 the file is UTF-16; save it as UTF-8"),
        (b"\xef\xbb\xbfgood: {title: x}\n", 5, "sources.yaml:1:1: error E104 "),
        (b"{good: {title: x}}\n", 1, "sources.yaml is written in a way that nothing can be put into it; write the record there by hand"),
        (b"good:\n  title: |+\n    x\n\n", 1, "sources.yaml is written in a way that nothing can be put into it"),
        (b"- good\n", 1, "sources.yaml is written in a way that nothing can be put into it; write the record there by hand"),
    ],
)
def test_a_file_that_takes_no_record_is_left_as_it_is(old: bytes, code: int, said: str, data: Path, run: Callable[..., Run]) -> None:
    (data / "sources.yaml").write_bytes(old)
    before = content(data)

    ran = run("new", "source", "zebra", data=data)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert content(data) == before


@pytest.mark.parametrize("kind", ["cause", "source"])
def test_where_nothing_can_be_written_one_line_says_so(
    kind: str, data: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(data)
    monkeypatch.chdir(data)  # whose path others may not walk
    for folder in (data, data / "causes"):
        folder.chmod(0o555)
    try:
        with unprivileged():
            ran = run("new", kind, "moonlight", data=Path())
    finally:
        for folder in (data, data / "causes"):
            folder.chmod(0o755)

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "(Permission denied); name another place" in ran.err
    assert content(data) == before


def test_a_folder_that_cannot_be_read_is_one_line(data: Path, run: Callable[..., Run]) -> None:
    data.chmod(0)
    try:
        with unprivileged():
            ran = run("new", "cause", "moonlight", data=data)
    finally:
        data.chmod(0o755)

    assert (ran.code, ran.out, ran.err.count("\n")) == (5, "", 1)
    assert str(data) in ran.err
    assert "name a data directory" in ran.err


def test_it_writes_where_check_looks(data: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """Into the data that is named, by the option or the environment, else into `data` of the current folder."""
    monkeypatch.chdir(data.parent)

    for number, ran in enumerate(
        [
            run("new", "cause", "moon-0", "--data", str(data), data=None),
            run("--data", str(data), "new", "cause", "moon-1", data=None),
            run("new", "cause", "moon-2", data=data),
            run("new", "cause", "moon-3", data=None),
        ]
    ):
        assert ran.code == 0
        assert (data / "causes" / f"moon-{number}.yaml").is_file()
    assert ran.out == "data/causes/moon-3.yaml:1 is begun. Write over each TODO. Then: twitchref check data\n"


def test_where_there_is_no_data_nothing_is_begun(tmp_path: Path, run: Callable[..., Run]) -> None:
    told = f"twitchref: there is no data at {tmp_path}; name a data directory: it has a folder sites or causes or terms\n"

    assert run("new", "cause", "moon", data=tmp_path) == Run(5, "", told)
    assert list(tmp_path.iterdir()) == []


def test_a_built_file_is_no_place_to_write(real_file: Path, run: Callable[..., Run]) -> None:
    ran = run("new", "cause", "moon", data=real_file)

    assert (ran.code, ran.out) == (2, "")
    assert "is a file; name the directory of YAML files that it was built from" in told(ran)


# ------------------------------------------------------------------------------------------------ a command that is a word


def test_a_name_that_begins_with_new_opens_its_page(real_file: Path, run: Callable[..., Run]) -> None:
    assert run("new", "mum", data=real_file).out == run("cause", "new", "mum", data=real_file).out != ""
    assert run("new", "mum", "--json", data=real_file) == run("cause", "new", "mum", "--json", data=real_file)


def test_who_types_what_is_new_is_told_how_to_look_it_up_and_of_danger(real_file: Path, run: Callable[..., Run]) -> None:
    ran = run("new", "chest", "pain", data=real_file)

    assert ran.code == 2
    assert "No one page is called 'new chest pain', and no command. Call your local emergency number now if" in told(ran)
    assert "Did you mean: twitchref " in told(ran)


@pytest.mark.parametrize("typed", ["caus", "signs", "sorce"])
def test_a_misspelt_kind_is_told_the_kinds(typed: str, data: Path, run: Callable[..., Run]) -> None:
    ran = run("new", typed, "moonlight", data=data)

    assert ran.code == 2
    assert all(f"'{kind}'" in ran.err for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_too_long_for_a_file_is_no_id(kind: str, data: Path, run: Callable[..., Run]) -> None:
    before = content(data)
    ran = run("new", kind, "a" * 300, data=data)

    assert ran.code == 2
    assert "an id of 300 letters is too long; take 100 at most" in ran.err
    assert content(data) == before
    assert run("new", kind, "a" * 100, data=data).code == 0


@pytest.mark.parametrize("words", [["new", "site", "tail", "--data", ""], ["check", "", "--fix", "--yes"], ["check", "--schema", ""]])
def test_an_empty_path_is_no_other_place(words: list[str], data: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a variable was never set: nothing is written into the folder one is in, or into the data at hand."""
    monkeypatch.chdir(data.parent)
    before = content(data.parent)
    ran = run(*words, data=data)
    assert (ran.code, ran.out) == (2, "")
    assert "a path is empty; name a place, or leave it out" in ran.err
    assert content(data.parent) == before


def test_who_names_no_kind_reads_them(run: Callable[..., Run]) -> None:
    assert run("new").err.endswith("Choose from:\n  site,\n  cause,\n  term,\n  sign,\n  source\n")


@pytest.mark.parametrize("kind", ["site", "term"])
def test_a_file_in_the_place_of_a_folder_is_named(kind: str, data: Path, run: Callable[..., Run]) -> None:
    folder = data / FOLDERS[kind]
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("ours")
    assert run("new", kind, "tail", data=data) == Run(1, "", f"twitchref: cannot write {folder} (File exists); name another place\n")
    assert folder.read_text() == "ours"


_LINES = """
# ours|  # ours|---|...|a:|b: c|"tail":|tail:|zz: >-|  text|    - text|{}|[]|null|x: >+|é: '
""".strip("\n").split("|")


@given(
    lines=st.lists(st.sampled_from(["", *_LINES]), max_size=6),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    ended=st.booleans(),
    kind=st.sampled_from(["sign", "source"]),
)
@settings(max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_file_stays(lines: list[str], end: str, ended: bool, kind: str, tmp_path: Path) -> None:
    """Each byte in its order; or nothing is written, and that is said."""
    (tmp_path / "sites").mkdir(exist_ok=True)
    for old in tmp_path.glob("*.yaml"):
        old.unlink()
    file = tmp_path / f"{kind}s.yaml"
    before = end.join([*lines, ""] if ended else lines).encode()
    file.write_bytes(before)
    try:
        place, errors = new(tmp_path, kind, "tail", TODAY)
    except (ValueError, WriteError):
        errors = [Problem(Place(""), "", "")]
    after = file.read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == sorted([file.name, "sites"])
    if errors:
        assert after == before
        return
    lines_of = after.splitlines(keepends=True)
    assert lines_of[place.line - 1].strip() == b"tail:"
    row = [line.encode() for line in skeleton.row(f"{kind}s", "tail")]
    assert [line.rstrip(b"\r\n") for line in lines_of[place.line - 1 :][: len(row)]] == row
    left = b"".join([*lines_of[: place.line - 1], *lines_of[place.line - 1 + len(row) :]])
    assert left in (before, before + b"\n", before + b"\r\n")
