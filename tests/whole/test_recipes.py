"""The recipes in CONTRIBUTING.md are true: each is followed to the letter in a copy of the checkout, and shows what it promises.

A block's first line is a comment that says where the rest goes: `# FILE` (a new file), `# FILE, before: WORDS` or `# FILE, after: WORDS`
(the first line that holds the words), `# FILE, filled in` (in place of what `twitchref new` wrote from the block's next line on: a record,
where that ends with a colon, else the file). A console block is run: each `$` line by itself, and the lines below it are in its output
in this order, where `…` stands for anything.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

COPIED = ("twitchref", "data", "tests", ".ci", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml")
# Each recipe with those whose blocks it needs: the data's go on from one another.
RECIPES: dict[str, tuple[str, ...]] = {
    "Add a source": (),
    "Add a cause": ("Add a source",),
    "Add a site": ("Add a source", "Add a cause"),
    "Add a field": (),
    "Add a command": (),
    "Add a rule of check": (),
    "Add a golden page": (),
}
PLACE = re.compile(r"(?:#|<!--) (?P<file>[\w./-]+)(?:, (?:(?P<side>before|after): (?P<words>.+?)|(?P<filled>filled in)))?(?: -->)?")


class Block(NamedTuple):
    """A block of a recipe: its language, and its text."""

    language: str
    text: str


def written(text: str) -> dict[str, list[Block]]:
    """The recipes of a document by heading, each with its blocks in order."""
    found = {}
    for part in re.split(r"^##+ ", text, flags=re.MULTILINE):
        heading, _, body = part.partition("\n")
        if heading.startswith("Add "):
            found[heading] = [Block(*block) for block in re.findall(r"^```(\w*)\n(.*?)^```$", body, re.MULTILINE | re.DOTALL)]
    return found


WRITTEN = written((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))


def put(block: Block, checkout: Path) -> None:
    """Puts a block where its first line says, a function with two empty lines behind it; where that cannot be, it says what to change."""
    first, _, text = block.text.partition("\n")
    place = PLACE.fullmatch(first)
    assert place, f"CONTRIBUTING.md: a block begins with {first!r}, which does not say where it goes"
    file = checkout / place["file"]
    if place["filled"]:
        return fill_in(text, file)
    if not place["side"]:
        assert not file.exists(), f"CONTRIBUTING.md: {place['file']} is there already; choose another for the example"
        assert file.parent.is_dir(), f"CONTRIBUTING.md: there is no folder for {place['file']}"
        file.write_text(text, encoding="utf-8")
        return None
    assert file.exists(), f"CONTRIBUTING.md: there is no {place['file']}"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next((number for number, line in enumerate(lines) if place["words"] in line), None)
    assert number is not None, f"CONTRIBUTING.md: no line of {place['file']} holds {place['words']!r}; name a line that is there"
    if file.suffix == ".py" and not text.startswith(" "):
        text += "\n\n"
    lines.insert(number + (place["side"] == "after"), text)
    file.write_text("".join(lines), encoding="utf-8")
    return None


def fill_in(text: str, file: Path) -> None:
    """Puts a record, or a file, where `twitchref new` wrote it with prompts; where it did not, it says so."""
    first = text.partition("\n")[0]
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    start = lines.index(first) if first in lines else len(lines)
    behind = (number for number in range(start + 1, len(lines)) if first.endswith(":") and not lines[number].startswith(" "))
    end = next(behind, len(lines))
    told = f"CONTRIBUTING.md: there is no prompt to fill in behind {first!r} in {file.name}; begin it with `twitchref new`"
    assert any("TODO" in line for line in lines[start:end]), told
    file.write_text("\n".join([*lines[:start], *text.splitlines(), *lines[end:]]) + "\n", encoding="utf-8")


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that are to be in its output."""
    assert block.text.startswith("$ "), f"CONTRIBUTING.md: a console block begins with {block.text.partition(chr(10))[0]!r}, not with $"
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines()
        yield command, lines


def unseen(shown: list[str], output: str) -> list[str]:
    """The shown lines that are not in the output behind those before them."""
    printed, missing = iter(output.splitlines()), []
    for line in shown:
        pattern = re.compile(".*".join(map(re.escape, line.split("…"))))
        if not any(pattern.fullmatch(each) for each in printed):
            missing.append(line)
    return missing


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a recipe may change, where it is always the same day, so that no review is overdue."""
    copy = tmp_path / "checkout"
    copy.mkdir()
    for name in COPIED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite"))
        else:
            shutil.copy(path, copy / name)
    (copy / "twitchref" / "clock.py").write_text('def today() -> str:\n    return "2026-11-24"\n', encoding="utf-8")
    return copy


@pytest.fixture
def typed(checkout: Path, tmp_path: Path) -> Callable[[str], "subprocess.CompletedProcess[str]"]:
    """Runs what a person types in the copy, with the program and the tests of the copy."""
    path = tmp_path / "bin"
    path.mkdir()
    for name in ("twitchref", "pytest", "ruff"):
        (path / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {name} "$@"\n')
        (path / name).chmod(0o755)
    env = {
        "PATH": f"{path}:{os.environ['PATH']}", "HOME": str(tmp_path), "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1", "PYTEST_ADDOPTS": "-p no:cacheprovider",
    }  # fmt: skip

    def run(command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["bash", "-c", command], cwd=checkout, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", check=False,
        )  # fmt: skip

    return run


# Where a recipe promises that the new thing is seen: the begin of the command that shows it.
SEEN = {
    "Add a source": ("twitchref check data", "twitchref source "),
    "Add a cause": ("twitchref check data", "twitchref cause "),
    "Add a site": ("twitchref check data", "twitchref site ", "twitchref cause "),
    "Add a field": ("twitchref check data", "twitchref cause loud sound", "twitchref cause loud sound --json", "twitchref about --schema"),
    "Add a command": ("twitchref glossary", "twitchref --help", "pytest "),
    "Add a rule of check": ("twitchref check --list", "twitchref check data", "pytest "),
    "Add a golden page": ("pytest -q tests/pages/test_golden.py --update-golden ", "head ", "pytest -q tests/pages/test_golden.py"),
}


def test_the_recipes_are_those_that_contributing_has() -> None:
    assert list(WRITTEN) == list(RECIPES)


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_says_what_to_write_and_ends_with_what_is_then_seen(recipe: str) -> None:
    blocks = WRITTEN[recipe]

    assert [block for block in blocks if block.language != "console"]
    assert blocks[-1].language == "console"
    shown = dict(commands(blocks[-1]))
    assert not [begin for begin in SEEN[recipe] if not any(command.startswith(begin) and lines for command, lines in shown.items())]


@pytest.mark.parametrize("recipe", RECIPES)
def test_who_follows_a_recipe_sees_what_it_promises(
    recipe: str, checkout: Path, typed: Callable[[str], "subprocess.CompletedProcess[str]"]
) -> None:
    for needed in RECIPES[recipe]:
        for block in WRITTEN[needed]:
            if block.language != "console":
                put(block, checkout)
                continue
            for command in (command for command, _ in commands(block) if command.startswith("twitchref new ")):
                assert typed(command).returncode == 0

    for block in WRITTEN[recipe]:
        if block.language != "console":
            put(block, checkout)
            continue
        for command, shown in commands(block):
            ran = typed(command)
            assert (ran.returncode, unseen(shown, ran.stdout)) == (0, []), f"$ {command}\n{ran.stdout[-5000:]}"

    assert typed("twitchref check --strict data").returncode == 0
    assert typed("ruff check . && ruff format --check .").returncode == 0


@pytest.mark.parametrize("recipe", RECIPES)
def test_before_a_recipe_is_followed_nothing_of_it_is_seen(recipe: str, typed: Callable[[str], "subprocess.CompletedProcess[str]"]) -> None:
    """Else a recipe could promise what is there anyhow."""
    last = [each for each in commands(WRITTEN[recipe][-1]) if not each[0].startswith(("twitchref check ", "pytest "))]
    last = last or list(commands(WRITTEN[recipe][-1]))[:1]

    assert last
    for command, shown in last:
        ran = typed(command)
        assert ran.returncode != 0 or unseen(shown, ran.stdout), f"$ {command} shows this without the recipe"


def test_the_lines_of_a_release_come_from_the_data_of_its_tag(
    checkout: Path, typed: Callable[[str], "subprocess.CompletedProcess[str]"]
) -> None:
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n### A release\n")[2]
    found = re.search(r"^```console\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found
    git = "git -c user.name=a -c user.email=a@example.org -c commit.gpgsign=false -c tag.gpgsign=false"
    tagged = typed(f"git init -q . && git add data && {git} commit -qm data && {git} tag v0.1.0")
    assert tagged.returncode == 0, tagged.stdout
    cause = checkout / "data" / "causes" / "caffeine.yaml"
    cause.write_text(re.sub(r"(?m)^name: .*$", "name: Moonlit coffee", cause.read_text(encoding="utf-8"), count=1), encoding="utf-8")

    for command, shown in commands(Block("console", found[1])):
        ran = typed(command)
        assert (ran.returncode, unseen(shown, ran.stdout)) == (0, []), f"$ {command}\n{ran.stdout[-5000:]}"

    changes = (checkout.parent / "changes.md").read_text(encoding="utf-8")
    assert '- entry changed (name): "Caffeine and other stimulants" → "Moonlit coffee"' in changes
    assert not (checkout.parent / "released").exists()


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (
            "# twitchref/sections.py, after: Section(gone",
            "no line of twitchref/sections.py holds 'Section(gone'; name a line that is there",
        ),
        ("<!-- README.md, before: | `gone` -->", "no line of README.md holds '| `gone`'; name a line that is there"),
        ("# twitchref/gone.py, after: Section(", "there is no twitchref/gone.py"),
        ("# data/gone/moonlight.yaml", "there is no folder for data/gone/moonlight.yaml"),
        ("# data/causes/caffeine.yaml", "data/causes/caffeine.yaml is there already; choose another for the example"),
        (
            "# data/causes/caffeine.yaml, filled in",
            "there is no prompt to fill in behind 'x' in caffeine.yaml; begin it with `twitchref new`",
        ),
        ("name: Moonlight", "a block begins with 'name: Moonlight', which does not say where it goes"),
    ],
)
def test_a_block_that_goes_nowhere_says_so(first: str, told: str, checkout: Path) -> None:
    with pytest.raises(AssertionError, match=re.escape(f"CONTRIBUTING.md: {told}")):
        put(Block("yaml", f"{first}\nx\n"), checkout)


def test_a_block_lands_beside_the_first_line_with_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one\n  two 2\ntwo 2\n")

    put(Block("python", "# a.py, before: two 2\n  b\n"), tmp_path)
    put(Block("python", "# a.py, after: two\ndef a\n"), tmp_path)
    put(Block("python", "# b.py\n# kept\n"), tmp_path)

    assert (tmp_path / "a.py").read_text() == "one\n  b\n  two 2\ndef a\n\n\ntwo 2\n"
    assert (tmp_path / "b.py").read_text() == "# kept\n"


def test_what_is_filled_in_stands_where_the_prompts_stood(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("one:\n  x: TODO y\n  # z: TODO\ntwo:\n  x: y\n")
    (tmp_path / "b.yaml").write_text("# first\nx: TODO y\n# z: TODO\n")

    put(Block("yaml", "# a.yaml, filled in\none:\n  x: 1\n"), tmp_path)
    put(Block("yaml", "# b.yaml, filled in\n# first\nx: 1\n"), tmp_path)

    assert (tmp_path / "a.yaml").read_text() == "one:\n  x: 1\ntwo:\n  x: y\n"
    assert (tmp_path / "b.yaml").read_text() == "# first\nx: 1\n"


@pytest.mark.parametrize(
    ("shown", "missing"),
    [
        (["one", "three"], []),
        (["t…"], []),
        (["…w…", "…e"], []),
        (["two", "one"], ["one"]),
        (["tw"], ["tw"]),
        (["one", "one"], ["one"]),
        (["t.o"], ["t.o"]),
    ],
)
def test_lines_are_seen_whole_and_in_their_order(shown: list[str], missing: list[str]) -> None:
    assert unseen(shown, "one\ntwo\nthree\n") == missing
