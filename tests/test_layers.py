"""The architecture as a table, and the proof that the code is built so: who may import whom, and what a run pays for.

A floor may import what stands below it, or above it in its own list. What stands behind a bar is imported only inside the bodies
that need it (or for types alone), so that a run pays for no more than it uses.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

PACKAGE = ROOT / "twitchref"

FLOORS: dict[int, dict[str, str]] = {
    1: {  # values, words and small functions that know nothing of the rest
        "problem": "",
        "errors": "",
        "places": "",
        "model": "problem",
        "answer": "model problem",
        "blocks": "",
        "codec": "",
        "fold": "",
        "question": "fold",
        "codes": "",
        "texts": "",
        "readability": "",
    },
    2: {  # YAML with places, what a node must look like, everything loaded
        "yamltree": "problem",
        "shape": "problem yamltree",
        "compendium": "model",
    },
    3: {  # the form of each kind of file, a directory as a compendium
        "forms": "model shape yamltree",
        "load": "model problem yamltree compendium forms",
    },
    4: {  # the SQLite file, asking and answering, what is wrong with data
        "database": "errors",
        "tables": "codec database fold model | compendium",
        "store": "codec database errors model | compendium tables",
        "names": "answer fold model question store",
        "query": "fold question store",
        "search": "answer fold model query question store",
        "reference": "answer database fold model problem store names | search load",
        "build": "problem load store",
        "rules.ground": "model problem yamltree compendium",
        "rules.content": "fold model readability compendium rules.ground",
        "rules.links": "fold model problem compendium load rules.ground",
        "rules.style": "fold model compendium forms rules.ground",
        "check": "answer codes problem load rules.ground rules.content rules.links rules.style",
    },
    5: {  # an answer as words, as JSON, as JSON Schema; the terminal and the streams
        "page": "answer blocks fold model texts",
        "as_text": "answer blocks texts page",
        "as_json": "answer codec problem texts",
        "schema": "model forms as_json",
        "paint": "blocks",
        "output": "blocks errors | paint",
    },
    6: {  # one run of the program, the commands, what all commands share; what the wheel is given
        "frame": "places texts | answer blocks reference as_text as_json output",
        "completion": "frame",
        "cli": "places texts frame | answer check build completion database reference as_json schema",
        "main": "errors frame cli | output",
        "manual": "texts frame cli",
        "wheel": "| build manual",
        "__main__": "| main",
    },
}

# Who owns what is not in every run, and what comes from outside; nobody else may import it, not even inside a body.
OWNERS = {
    "typer": {"frame", "completion", "cli", "main", "manual"},
    "rich": {"paint"},
    "yaml": {"yamltree"},
    "hatchling": {"wheel"},
    "sqlite3": {"database", "store", "tables"},
    "json": {"store", "tables", "as_json", "schema"},
    "subprocess": {"output"},  # the pager
    "tempfile": {"build", "wheel"},
    "importlib": set(),
    "socket": set(),
    "urllib": set(),
    "http": set(),
    "logging": set(),
}


class Imports(NamedTuple):
    """What a module imports when it is imported itself, and what only inside bodies or for types: dotted names."""

    at_once: set[str]
    later: set[str]


def _targets(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0 and node.module, "imports are absolute"
        for alias in node.names:
            part = PACKAGE.joinpath(*node.module.split(".")[1:], alias.name)
            is_module = node.module.startswith("twitchref") and (part.with_suffix(".py").exists() or part.is_dir())
            yield f"{node.module}.{alias.name}" if is_module else node.module


def _imports(path: Path) -> Imports:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_once = {name for node in tree.body for name in _targets(node)}
    bodies = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    return Imports(at_once, {name for body in bodies for node in ast.walk(body) for name in _targets(node)})


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = {_module(path): _imports(path) for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py"}
TABLE = {name: allowed for floor in FLOORS.values() for name, allowed in floor.items()}


def _ours(names: set[str]) -> set[str]:
    return {name.removeprefix("twitchref.") for name in names if name.startswith("twitchref.")}


def test_every_module_stands_on_one_floor() -> None:
    assert sorted(MODULES) == sorted(name for floor in FLOORS.values() for name in floor)


@pytest.mark.parametrize("module", TABLE)
def test_a_module_imports_what_the_table_says(module: str) -> None:
    at_once, _, later = TABLE[module].partition("|")

    assert set(at_once.split()) == _ours(MODULES[module].at_once)
    assert set(later.split()) == _ours(MODULES[module].later)


def test_arrows_only_point_down() -> None:
    below: set[str] = set()
    for name, allowed in TABLE.items():
        assert set(allowed.replace("|", "").split()) <= below, name
        below.add(name)


@pytest.mark.parametrize("outside", OWNERS)
def test_what_is_heavy_or_from_outside_has_owners(outside: str) -> None:
    users = {module for module, imports in MODULES.items() for name in imports.at_once | imports.later if name.split(".")[0] == outside}

    assert OWNERS[outside] == users


def test_nothing_else_is_imported_from_outside_the_standard_library() -> None:
    known = sys.stdlib_module_names | {"twitchref"} | OWNERS.keys()
    used = {(name.split(".")[0], module) for module, imports in MODULES.items() for name in imports.at_once | imports.later}

    assert not [(outside, module) for outside, module in used if outside not in known]


def test_the_lowest_floor_is_the_standard_library_alone() -> None:
    lowest = {name for module in FLOORS[1] for name in MODULES[module].at_once | MODULES[module].later}

    assert not [name for name in lowest if name.split(".")[0] not in sys.stdlib_module_names | {"twitchref"}]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_is_longer_than_250_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_contributing_shows_the_same_floors() -> None:
    """Rules stand there as one; the build hook and `python -m` need no row of their own."""
    rows = re.findall(r"^\| (\d) \| (`.*?`) \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    shown = {int(floor): set(re.findall("`(.+?)`", modules)) for floor, modules in rows}
    names = {floor: {"rules/" if name.startswith("rules.") else name for name in modules} for floor, modules in FLOORS.items()}

    assert {floor: modules - {"wheel", "__main__"} for floor, modules in names.items()} == shown


STARTED = {"main", "cli", "frame", "texts", "errors", "places"}
OPENED = {*STARTED, "answer", "problem", "model", "fold", "question", "codec", "database", "store", "names", "reference"}
SAID = {"output", "blocks"}
UNOPENED = {"sqlite3", "json", "dataclasses"}
NEVER = {"rich", "yaml", "pydantic", "click", "importlib.metadata", "socket", "http", "email", "logging", "asyncio"}

# A command line, which modules of ours it loads, and what it must not load beside what no run may.
RUNS: dict[str, tuple[set[str], set[str]]] = {
    "--help": (STARTED, UNOPENED),
    "--version": ({*OPENED, *SAID}, set()),
    "site leg --json": ({*OPENED, *SAID, "as_json"}, set()),
    "cause magnesium --json": ({*OPENED, *SAID, "as_json"}, set()),
    "site leg": ({*OPENED, *SAID, "as_text", "page"}, set()),
    "search dopamine": ({*OPENED, *SAID, "as_text", "page", "query", "search"}, set()),
    "si<TAB>": (STARTED, UNOPENED),
    "site l<TAB>": ({*STARTED, "database"}, {"json", "dataclasses"}),
}


@pytest.mark.parametrize("line", RUNS)
def test_a_run_loads_what_it_needs_and_no_more(line: str, real_file: Path) -> None:
    """Into a pipe, on a built file, as an installed program has it."""
    ours, others = RUNS[line]
    env = {"TWITCHREF_DATA": str(real_file)}
    arguments = line.split()
    if line.endswith("<TAB>"):
        words = f"twitchref {line.removesuffix('<TAB>')}"
        env |= {"_TWITCHREF_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(arguments))}
        arguments = []

    command = [sys.executable, "-X", "importtime", "-m", "twitchref", *arguments]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=True)
    loaded = set(re.findall(r"^import time: .*\| +(\S+)$", ran.stderr, re.MULTILINE))

    assert ran.stdout
    assert ours == {name.removeprefix("twitchref.") for name in loaded if name.startswith("twitchref.")}
    assert not {name for name in loaded if any(name == each or name.startswith(f"{each}.") for each in NEVER | others)}


def test_a_painted_page_is_what_loads_rich(real_file: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "twitchref", "site", "leg", "--color", "always"]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env={"TWITCHREF_DATA": str(real_file)}, check=True)

    assert re.search(r"\| +twitchref\.paint$", ran.stderr, re.MULTILINE)
    assert re.search(r"\| +rich\.console$", ran.stderr, re.MULTILINE)
