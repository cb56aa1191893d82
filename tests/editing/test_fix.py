"""`check --fix`: what is mechanical is mended on the text, all else stays to the byte, and nothing is written unseen."""

import io
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, ROOT, Run, unprivileged
from hypothesis import given, settings
from hypothesis import strategies as st

from twitchref.checking.check import check, looked_at
from twitchref.editing import fix, mend
from twitchref.errors import WriteError
from twitchref.reading.yamltree import nodes

BAD = ROOT / "tests" / "data" / "bad"
CLEAN = ROOT / "tests" / "data" / "clean"
TODAY = "2026-11-24"
FOLDERS = sorted(path.name for path in BAD.iterdir())
# What is mended of the bad directories, and what only has a long line put under `>-`; all others are left to the byte.
MENDED = [
    "E106-colon-in-a-text",
    "E114-comment-in-a-text",
    "W411-sign-twice",
    "W504-ledger-out-of-order",
    "W504-links-out-of-order",
    "W504-sources-out-of-order",
    "W505-name-twice",
]
WRAPPED = ["E410-first-claim-too-long"]
STRESS = (CLEAN / "causes" / "stress.yaml").read_text()
LEG = (CLEAN / "sites" / "leg.yaml").read_text()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the clean directory."""
    return Path(shutil.copytree(CLEAN, tmp_path / "data"))


def _contents(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()}


def _codes(directory: Path) -> Counter[tuple[str, str]]:
    return Counter((problem.place.file, problem.code) for problem in check(directory, TODAY)[1])


def _is_mended(directory: Path, code: str, run: Callable[..., Run]) -> None:
    """The code is gone, nothing else came, a second time there is nothing to do, and every comment is there."""
    before, comments = _codes(directory), Counter(re.findall(r"(?m)^ *(#.*)", "\n".join(map(str, _contents(directory).values()))))
    assert [each for each in before if each[1] == code]
    ran = run("check", str(directory), "--fix", "--yes")
    after = _codes(directory)
    assert not [each for each in after if each[1] == code], ran.out
    assert after <= before
    again = run("check", str(directory), "--fix")
    assert again.out.startswith("nothing to mend; ")
    assert Counter(re.findall(r"(?m)^ *(#.*)", "\n".join(map(str, _contents(directory).values())))) == comments


@pytest.mark.parametrize("name", MENDED)
def test_what_is_mechanical_is_mended(name: str, tmp_path: Path, run: Callable[..., Run]) -> None:
    _is_mended(Path(shutil.copytree(BAD / name, tmp_path / "data")), name[:4], run)


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("E104", b"\xef\xbb\xbf" + STRESS.encode()),
        ("W501", STRESS.replace("\n", "\r\n").encode()),
        ("W501", STRESS.replace("\n", "\r").encode()),
        ("W501", STRESS.replace("everyday\n", "everyday\r\n").encode()),
    ],
)
def test_how_a_file_was_saved_is_mended_to_the_byte(code: str, made: bytes, data: Path, run: Callable[..., Run]) -> None:
    (data / "causes" / "stress.yaml").write_bytes(made)
    _is_mended(data, code, run)
    assert (data / "causes" / "stress.yaml").read_bytes() == STRESS.encode()


@pytest.mark.parametrize("name", [name for name in FOLDERS if name not in MENDED and name not in WRAPPED])
def test_everything_else_is_left(name: str) -> None:
    assert fix.mended(BAD / name) == fix.Mended((), ())


@pytest.mark.parametrize("name", WRAPPED)
def test_a_long_line_is_only_put_under_a_sign(name: str, tmp_path: Path, run: Callable[..., Run]) -> None:
    directory = Path(shutil.copytree(BAD / name, tmp_path / "data"))
    before = looked_at(directory, TODAY)
    run("check", str(directory), "--fix", "--yes")
    after = looked_at(directory, TODAY)

    assert [problem[1:] for problem in after[1]] == [problem[1:] for problem in before[1]]
    assert after[0]._replace(checksum="") == before[0]._replace(checksum="")
    assert max(map(len, (directory / "sites" / "leg.yaml").read_text().splitlines())) <= mend.WIDTH


def test_the_data_has_nothing_to_mend(run: Callable[..., Run]) -> None:
    ran = run("check", str(DATA), "--fix")

    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(rf"nothing to mend; {DATA}: .*: 0 errors, 0 warnings(?:, \d+ for examined.tsv)?\n", ran.out)


def test_where_errors_keep_a_double_from_being_mended_it_says_so(data: Path, run: Callable[..., Run]) -> None:
    file = data / "causes" / "stress.yaml"
    file.write_text(STRESS.replace("kind:", "names:\n  lay: [worry, worries]\nkind:").replace("    certainty: high\n", ""))

    assert run("check", str(data), "--fix").out.startswith("nothing to mend before the errors in causes/stress.yaml are put right; ")

    file.write_text(file.read_text().replace("    sources:", "    certainty: high\n    sources:"))
    assert run("check", str(data), "--fix", "--yes").out.startswith("--- causes/stress.yaml")


# ------------------------------------------------------------------------------------------------ texts

HARD = {
    "Worry: it makes nerves jumpy.": True,
    "Worry makes nerves jumpy:": True,
    "Worry is the #1 reason.": True,
    '"Worry" makes nerves jumpy.': True,
    "'Worry' makes nerves: jumpy.": True,
    "[Worry] makes nerves jumpy.": True,
    "{Worry} makes nerves jumpy.": True,
    "*Worry* makes nerves jumpy.": True,
    "*Worry makes nerves jumpy.": True,
    "@home, worry makes nerves jumpy.": True,
    "`Worry` makes nerves jumpy.": True,
    "%5 of nerves are jumpy.": True,
    "> 50 nerves are jumpy.": True,
    'Worry "of all things": it makes nerves jumpy \\o/.': True,
    "Worry makes nerves jumpy.  # look this up": False,
    "Worry makes nerves jumpy. #todo": False,
    "Worry makes nerves # jumpy.": False,
    '"Worry" makes nerves "jumpy"': False,
    '"Worry makes nerves jumpy.': False,
    "[Worry makes nerves jumpy.": False,
    "*worry": False,
    "&a Worry makes nerves jumpy.": False,
    "!Worry makes nerves jumpy.": False,
    "Worry makes nerves jumpy. certainty: high": False,
    "- Worry makes nerves jumpy: so.": False,
    "Worry: it makes\n      nerves jumpy.": False,
}


@pytest.mark.parametrize(("text", "certain"), HARD.items())
def test_a_text_goes_under_the_sign_where_it_is_certain_what_it_is(text: str, certain: bool, data: Path) -> None:
    file = data / "causes" / "stress.yaml"
    file.write_text(f"# ours\n{STRESS.replace('text: Worry makes nerves jumpy.', f'text: {text}')}")
    assert [problem for problem in check(data, TODAY)[1] if problem.code < "E2"]
    before = file.read_text()

    found = fix.mended(data)

    if not certain:
        assert found == fix.Mended((), ())
        return
    fix.write(data, found.changes)
    assert file.read_text() == before.replace(f"text: {text}", f"text: >-\n      {text}")
    assert looked_at(data, TODAY)[0].of("cause")[0].summary[0].text == text
    assert check(data, TODAY)[1] == []


def test_several_of_a_file_are_mended_at_once(data: Path) -> None:
    file = data / "causes" / "stress.yaml"
    file.write_text(
        STRESS.replace("Worry makes", "Worry: it makes").replace("reviewer: not", "reviewer: Nobody: not").replace("\n", "\r\n")
    )

    fix.write(data, fix.mended(data).changes)

    assert check(data, TODAY)[1] == []
    assert "reviewer: >-\n  Nobody: not clinically reviewed" in file.read_text()


def test_a_quoted_or_a_short_text_is_not_wrapped(data: Path) -> None:
    long = "Worry makes nerves jumpy, and jumpy nerves make worry, and so it goes on until one of the two comes to an end at last."
    file = data / "causes" / "stress.yaml"
    file.write_text(STRESS.replace("text: Worry makes nerves jumpy.", f'text: "{long}"'))
    assert fix.mended(data) == fix.Mended((), ())

    file.write_text(STRESS.replace("text: Worry makes nerves jumpy.", f"text: {long}"))
    (change,) = fix.mended(data).changes
    assert max(map(len, change.after.decode().splitlines())) <= 100


# ------------------------------------------------------------------------------------------------ order and doubles


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_sources_come_back_to_the_byte(seed: int, data: Path) -> None:
    """With the comments above and within them, and what stands behind a field."""
    ours = (DATA / "sources.yaml").read_text(encoding="utf-8")
    head, *blocks = re.split(r"(?m)^(?=\S+:$)", ours)
    blocks = [f"# remark {number}\n{block}  # another\n" if number % 7 == 1 else block for number, block in enumerate(blocks[:60])]
    whole = head + "".join(blocks)
    random.Random(seed).shuffle(blocks)
    (data / "sources.yaml").write_text(head + "".join(blocks), encoding="utf-8")

    (change,) = fix.mended(data).changes

    assert change.after.decode() == whole


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_links_come_back_by_frequency(seed: int, data: Path) -> None:
    link = (
        "  # why {1}\n  - cause: {0}\n    frequency: {1}\n    # within\n    claims:\n      - text: >-\n          Cause {0} is one.\n\n"
        "        certainty: high\n        sources: [good]\n"
    )
    ranks = ("common", "sometimes", "rare", "unknown")
    links = [link.format(f"c{number}", ranks[number % 4]) for number in range(8)]
    random.Random(seed).shuffle(links)
    head, _, tail = LEG.partition("  - cause:")
    tail = tail[tail.index("reviewed:") :]
    (data / "sites" / "leg.yaml").write_text(f"{head}{''.join(links)}# the end\n{tail}")

    (change,) = fix.mended(data).changes

    expected = sorted(links, key=lambda each: ranks.index(each.split("frequency: ")[1].split()[0]))
    assert change.after.decode() == f"{head}{''.join(expected)}# the end\n{tail}"


DOUBLES = {
    "in brackets": ("names:\n  lay: [worry, fear, Worries]\n", "names:\n  lay: [worry, fear]\n"),
    "in brackets over lines": ("names:\n  lay: [worry,\n    worry,\n    fear]\n", "names:\n  lay: [worry,\n    fear]\n"),
    "first, as it is the name": ("names:\n  lay: [stress, fear]\n", "names:\n  lay: [fear]\n"),
    "in lines": (
        "names:\n  lay:\n    - worry\n    # hm\n    - 'Worry'\n    - fear\n",
        "names:\n  lay:\n    - worry\n    # hm\n    - fear\n",
    ),
    "in quotes": ("names:\n  lay: [worry, 'worry', \"Worry\"]\n", "names:\n  lay: [worry]\n"),
    "clinical before lay": (
        "names:\n  clinical: [angst, angst]\n  lay: [worry, worry]\n",
        "names:\n  clinical: [angst]\n  lay: [worry]\n",
    ),
    "under two headings": ("names:\n  lay: [worry]\n  clinical: [worry]\n", None),
    "all that there is": ("names:\n  lay: [stress]\n", None),
    "shared": ("names:\n  shared: [stress]\n", None),
    "over two lines": ("names:\n  lay:\n    - so sad\n    - so\n      sad\n", None),
    "with a remark": ("names:\n  lay:\n    - worry\n    - 'worry'  # or not\n", None),
}


@pytest.mark.parametrize("names", DOUBLES)
def test_the_later_of_two_names_goes(names: str, data: Path) -> None:
    before, after = DOUBLES[names]
    file = data / "causes" / "stress.yaml"
    file.write_text(STRESS.replace("kind:", f"{before}kind:", 1))
    assert [problem.code for problem in check(data, TODAY)[1]][:1] == ["W505"]

    found = fix.mended(data)

    assert found.left == ()
    assert [change.after.decode() for change in found.changes] == ([STRESS.replace("kind:", f"{after}kind:", 1)] if after else [])


def test_signs_are_told_apart_by_every_letter(data: Path) -> None:
    file = data / "causes" / "stress.yaml"
    file.write_text(STRESS.replace("help: [worried]", "help: [two-weeks, two-week, worried, two-weeks]"))

    (change,) = fix.mended(data).changes

    assert change.after.decode() == STRESS.replace("help: [worried]", "help: [two-weeks, two-week, worried]")


def test_a_file_with_another_error_keeps_its_order_and_doubles(data: Path) -> None:
    file = data / "causes" / "stress.yaml"
    file.write_text(STRESS.replace("help: [worried]", "help: [worried, worried]").replace("certainty: high", "certainty: sure"))

    assert fix.mended(data) == fix.Mended((), ())


# ------------------------------------------------------------------------------------------------ nothing unseen, nothing lost


def test_a_file_that_would_read_otherwise_is_left(data: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(text: str, root: object) -> tuple[str, mend.Plain]:
        return text.replace("Worry", "Fear"), mend.plain(root)  # type: ignore[arg-type]

    monkeypatch.setitem(fix.STEPS, "site", (spoilt,))
    ran = run("check", str(data), "--fix", "--yes")

    assert ran.err == "twitchref: sites/leg.yaml is left as it is: mended, it would not read the same.\n"
    assert ran.out.startswith("nothing to mend; ")
    assert _contents(data) == _contents(CLEAN)


class _Person(io.StringIO):
    """Somebody at a keyboard, who may press Ctrl-C."""

    def isatty(self) -> bool:
        return True

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        typed = super().readline(size)
        if typed == "^C\n":
            raise KeyboardInterrupt
        return typed


@pytest.fixture
def doubled(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BAD / "W411-sign-twice", tmp_path / "doubled"))


DIFFERENCE = "--- sites/leg.yaml\n+++ sites/leg.yaml\n@@ -1,5 +1,5 @@\n name: Leg\n-help: [face-droops, goes-weak, two-weeks, goes-weak]\n"


@pytest.mark.parametrize(
    ("typed", "code", "written"),
    [
        ("y\n", 0, True),
        (" YES \n", 0, True),
        ("\n", 0, False),
        ("n\n", 0, False),
        ("", 0, False),
        ("yellow\n", 0, False),
        ("^C\n", 130, False),
    ],
)
def test_a_person_sees_the_difference_and_is_asked(
    typed: str, code: int, written: bool, doubled: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _contents(doubled)
    monkeypatch.setattr(sys, "stdin", _Person(typed))

    ran = run("check", str(doubled), "--fix", width=80, env={"CI": ""})

    assert ran.code == code
    assert ran.out.startswith(DIFFERENCE)
    assert "Write this? [y/N] " in ran.out
    assert (_contents(doubled) != before) == written
    assert ran.out.endswith(": 0 errors, 0 warnings\n") == written
    assert (ran.err == "twitchref: nothing was written.\n") == (not written and code == 0)


def test_where_nobody_can_be_asked_nothing_is_written_without_a_yes(doubled: Path, run: Callable[..., Run]) -> None:
    before = _contents(doubled)
    ran = run("check", str(doubled), "--fix")

    assert ran.out.startswith(DIFFERENCE)
    assert (ran.code, ran.err) == (0, "twitchref: nothing was written: nobody can be asked here. --fix --yes writes it.\n")
    assert _contents(doubled) == before

    written = run("check", str(doubled), "--fix", "--yes")
    assert written.out.startswith(DIFFERENCE)
    assert written.out.endswith(": 0 errors, 0 warnings\n")
    assert _contents(doubled) != before


def test_the_exit_code_is_that_of_check_as_the_data_is_then(doubled: Path, run: Callable[..., Run]) -> None:
    assert run("check", str(doubled), "--fix", "--strict").code == 5
    assert run("check", str(doubled), "--fix", "--strict", "--yes").code == 0
    assert run("check", str(BAD / "E206-kind"), "--fix").code == 5


def test_a_link_is_followed_and_the_mode_stays(doubled: Path, tmp_path: Path, run: Callable[..., Run]) -> None:
    real = tmp_path / "elsewhere.yaml"
    (doubled / "sites" / "leg.yaml").rename(real)
    real.chmod(0o640)
    (doubled / "sites" / "leg.yaml").symlink_to(real)

    assert run("check", str(doubled), "--fix", "--yes").code == 0
    assert (doubled / "sites" / "leg.yaml").is_symlink()
    assert "goes-weak, two-weeks]" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_meanwhile_is_not_written_over(doubled: Path) -> None:
    (change,) = fix.mended(doubled).changes
    (doubled / change.file).write_bytes(change.before + b"# new\n")

    with pytest.raises(WriteError, match="was changed meanwhile"):
        fix.write(doubled, (change,))
    assert (doubled / change.file).read_bytes() == change.before + b"# new\n"


def test_where_one_file_cannot_be_written_none_is(doubled: Path) -> None:
    (doubled / "causes" / "stress.yaml").write_bytes(STRESS.replace("\n", "\r\n").encode())
    for path in (doubled, doubled / "sites", doubled / "causes", doubled / "causes" / "stress.yaml"):
        path.chmod(0o777)
    (doubled / "sites" / "leg.yaml").chmod(0o444)
    before = _contents(doubled)
    changes = fix.mended(doubled).changes
    assert len(changes) == 2

    with unprivileged(), pytest.raises(WriteError):
        fix.write(doubled, changes)
    assert _contents(doubled) == before


@pytest.mark.parametrize("name", fix.NEEDED)
def test_a_folder_that_is_no_data_directory_is_left_alone(name: str, doubled: Path, run: Callable[..., Run]) -> None:
    path = doubled / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = _contents(doubled)

    ran = run("check", str(doubled), "--fix", "--yes")

    assert (ran.code, ran.out) == (5, "")
    assert ran.err == f"twitchref: {doubled} is no data directory: it has no {name}. Nothing was mended.\n"
    assert _contents(doubled) == before


@pytest.mark.parametrize(
    "other", [["--json"], ["--format", "github"], ["--select", "W"], ["--list"], ["--schema", "x"], ["--examined", "source", "x"]]
)
def test_mending_goes_with_no_other_task(other: list[str], doubled: Path, run: Callable[..., Run]) -> None:
    before = _contents(doubled)
    assert run("check", str(doubled), "--fix", "--yes", *other).code == 2
    assert _contents(doubled) == before


def test_a_yes_alone_says_nothing(run: Callable[..., Run]) -> None:
    assert run("check", str(CLEAN), "--yes").code == 2


# ------------------------------------------------------------------------------------------------ what is open-ended


@pytest.mark.parametrize("gap", [" ", "   "])
def test_many_texts_at_once_need_no_parser_each(gap: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read whole a few times, however many of its texts YAML cannot hold."""
    file = data / "causes" / "stress.yaml"
    claims = "".join(f"  - text:{gap}Worry: it makes {number}.\n    certainty: high\n    sources: [good]\n" for number in range(40))
    file.write_text(f"{STRESS}unknown:\n{claims}")
    whole = []

    def counted(raw: bytes, *others: Any) -> Any:
        whole.append(raw) if len(raw) > 1000 else None
        return nodes(raw, *others)

    monkeypatch.setattr(mend, "nodes", counted)
    (change,) = fix.mended(data).changes

    assert change.after.decode() == file.read_text().replace(f"text:{gap}Worry: it", "text: >-\n      Worry: it")
    assert len(whole) == 1


def test_what_looks_like_a_field_within_a_text_is_left(data: Path) -> None:
    text = ">-\n      So they say:\n      text: Worry: it makes it.\n      text: Worry: indeed."
    file = data / "causes" / "stress.yaml"
    file.write_text(STRESS.replace("text: Worry makes nerves jumpy.", f"text: {text}"))
    assert fix.mended(data) == fix.Mended((), ())

    file.write_text(file.read_text().replace("reviewer: not", "reviewer: Nobody: not"))
    (change,) = fix.mended(data).changes
    assert change.after.decode() == file.read_text().replace("reviewer: Nobody", "reviewer: >-\n  Nobody")


def test_a_comment_at_the_margin_does_not_end_a_link(data: Path) -> None:
    claim = "      - text: It is.\n        certainty: high\n        sources: [good]\n"
    link = f"  - cause: {{0}}\n    frequency: {{1}}\n# {{1}} they say\n    claims:\n{claim}"
    head, _, tail = LEG.partition("  - cause:")
    tail = tail[tail.index("reviewed:") :]
    links = [link.format("a", "rare"), link.format("b", "common")]
    (data / "sites" / "leg.yaml").write_text(f"{head}{''.join(links)}# the end\n{tail}")

    found = fix.mended(data)

    assert found.left == ()
    assert found.changes[0].after.decode() == f"{head}{links[1]}{links[0]}# the end\n{tail}"


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from([0, 2, 4, 6, 8]), st.booleans()), max_size=6), st.permutations(range(4)))
@settings(max_examples=150, deadline=5000)
def test_every_comment_survives_wherever_it_stands(remarks: list[tuple[int, int, bool]], order: list[int]) -> None:
    """And what is mended has nothing left to mend."""
    link = (
        "  - cause: c{0}\n    frequency: {1}\n    claims:\n      - text: It is: so.\n        certainty: high\n        sources: [good, good]"
    )
    ranks = ("common", "sometimes", "rare", "unknown")
    head, _, tail = LEG.replace("help: [", "help: [two-weeks, ").partition("  - cause:")
    links = "\n".join(link.format(number, ranks[number]) for number in order)
    lines = f"{head}{links}\n{tail[tail.index('reviewed:') :]}".split("\n")
    for number, (at, indent, behind) in enumerate(remarks):
        at = min(at, len(lines) - 1)
        lines[at : at + behind] = [f"{lines[at]}  # remark {number}" if behind else f"{' ' * indent}# remark {number}"]
    text = "\r\n".join(lines)
    try:
        after = fix._mended(text.encode(), "sites/leg.yaml", "site")
    except fix._OtherwiseError:
        return
    said = after.decode()
    assert sorted(re.findall("# remark [0-9]", said)) == sorted(re.findall("# remark [0-9]", text))
    assert fix._mended(after, "sites/leg.yaml", "site") == after


def test_what_cannot_be_said_is_no_fault_of_the_data(doubled: Path) -> None:
    before = _contents(doubled)
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "twitchref", "check", str(doubled), "--fix", "--yes"]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environ, check=False)

    assert (ran.returncode, ran.stderr) == (1, "twitchref: cannot write the answer (No space left on device).\n")
    assert _contents(doubled) == before


def test_a_full_disk_leaves_each_file_whole_and_names_those_written(doubled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (doubled / "causes" / "stress.yaml").write_bytes(STRESS.replace("\n", "\r\n").encode())
    changes = fix.mended(doubled).changes
    written = Path.write_bytes

    def full(path: Path, raw: bytes) -> int:
        if raw == changes[1].after:
            written(path, raw[:10])
            raise OSError(28, "No space left on device")
        return written(path, raw)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WriteError, match=r"No space left on device.*\. Written before that: sites/leg\.yaml$"):
        fix.write(doubled, changes)

    assert (doubled / changes[0].file).read_bytes() == changes[0].after
    assert (doubled / changes[1].file).read_bytes() == changes[1].before
    assert list(doubled.rglob(".twitchref*")) == []


@pytest.mark.parametrize("ended", ["\n", "", "\n\n"])
def test_the_difference_has_as_many_lines_as_it_says(ended: str, data: Path) -> None:
    """To its end, so that `patch` takes it."""
    file = data / "causes" / "stress.yaml"
    file.write_text(STRESS.replace("reviewer: not", "reviewer: Nobody: not").rstrip("\n") + ended)
    (change,) = fix.mended(data).changes
    _, _, hunk, *lines, last = str(change).split("\n")
    counted = re.fullmatch(r"@@ -\d+,(\d+) \+\d+,(\d+) @@", hunk)

    assert last == ""
    assert counted is not None
    assert [sum(line[0] in signs for line in lines) for signs in (" -", " +")] == [int(counted[1]), int(counted[2])]
    after = [line[1:] for line in lines if line[0] in " +"]
    assert change.after.decode().splitlines()[-len(after) :] == after
    assert ("\\ No newline at end of file" in lines) == (not ended)
