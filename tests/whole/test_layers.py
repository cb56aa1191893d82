"""The architecture as a table, and the proof that the code is built so: which room may use which, and what a run pays for.

A room is a folder of the package; the modules beside the folders are two rooms of their own, the values below everything and
the doors above it. Arrows only point down.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

PACKAGE = ROOT / "twitchref"

VALUES = "answer clock codec data_path errors json_schema model problem rows safe_write sections texts words"  # know nothing of the rest
REFERENCE = "build comparison everything faults reference"  # ask and answer, and build
STARTS = "__main__ build_hook"

# Every room from the top down, with the rooms that it may use.
ROOMS = {
    "starts": "cli reference",
    "cli": "checking editing lookup pages reading reference store values web",
    "web": "lookup pages reference store values",
    "editing": "checking pages reading store reference values",
    "reference": "checking lookup reading store values",
    "pages": "values",
    "lookup": "store values",
    "store": "values",
    "checking": "reading values",
    "reading": "values",
    "values": "",
}
BESIDE = {"values": VALUES, "reference": REFERENCE, "starts": STARTS}  # the modules of the rooms that are no folder

# Who owns what is not in every run, and what comes from outside; nobody else may import it, not even inside a body.
OWNERS = {
    "typer": {"cli"},
    "rich": {"pages.terminal"},
    "yaml": {"reading.yamltree"},
    "hatchling": {"build_hook"},
    "sqlite3": {"store"},
    "json": {"store", "pages.json", "pages.answer_schema", "reading.file_schema", "web.index"},
    "subprocess": {"cli.pager"},  # the pager
    "tempfile": {"build_hook"},
    "time": {"clock"},
    "importlib": {"data_path"},  # where the package is in a zip
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


def _ours(names: set[str]) -> set[str]:
    return {name.removeprefix("twitchref.") for name in names if name.startswith("twitchref.")}


def _room(module: str) -> str:
    folder, _, rest = module.partition(".")
    return folder if rest else next(room for room, modules in BESIDE.items() if module in modules.split())


def test_every_folder_is_a_room_and_says_what_it_is_for() -> None:
    folders = {path.parent.name: path.read_text(encoding="utf-8") for path in PACKAGE.glob("*/__init__.py")}

    assert sorted(folders) == sorted(ROOMS.keys() - BESIDE.keys())
    assert all(text.startswith('"""') for text in folders.values())


def test_every_module_stands_in_one_room() -> None:
    assert {_room(module) for module in MODULES} == ROOMS.keys()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_holds_about_twelve_modules_at_most(room: str) -> None:
    assert len([module for module in MODULES if _room(module) == room]) <= 13


def test_arrows_only_point_down() -> None:
    """Every room may use only rooms that stand below it in the table."""
    below = set(ROOMS)
    for room, allowed in ROOMS.items():
        below.remove(room)
        assert set(allowed.split()) <= below, room


def test_there_are_at_most_eight_floors() -> None:
    floors: dict[str, int] = {}
    for room, allowed in reversed(ROOMS.items()):
        floors[room] = 1 + max((floors[other] for other in allowed.split()), default=0)

    assert max(floors.values()) <= 8


@pytest.mark.parametrize("module", MODULES)
def test_a_module_uses_only_the_rooms_that_its_own_may(module: str) -> None:
    used = {_room(name) for name in _ours(MODULES[module].at_once | MODULES[module].later)}

    assert used <= {_room(module), *ROOMS[_room(module)].split()}


def test_no_modules_need_each_other() -> None:
    graph = {module: _ours(imports.at_once) for module, imports in MODULES.items()}

    list(TopologicalSorter(graph).static_order())  # a CycleError where they do


@pytest.mark.parametrize("outside", OWNERS)
def test_what_is_heavy_or_from_outside_has_owners(outside: str) -> None:
    users = {module for module, imports in MODULES.items() for name in imports.at_once | imports.later if name.split(".")[0] == outside}

    assert {owner for owner in OWNERS[outside] if owner in users or any(user.startswith(f"{owner}.") for user in users)} == OWNERS[outside]
    assert not [user for user in users if user not in OWNERS[outside] and user.partition(".")[0] not in OWNERS[outside]]


def test_nothing_else_is_imported_from_outside_the_standard_library() -> None:
    known = sys.stdlib_module_names | {"twitchref"} | OWNERS.keys()
    used = {(name.split(".")[0], module) for module, imports in MODULES.items() for name in imports.at_once | imports.later}

    assert not [(outside, module) for outside, module in used if outside not in known]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_is_longer_than_250_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_contributing_shows_the_same_rooms() -> None:
    """A line per folder, with what its first line says; the modules beside the folders have lines of their own."""
    rows = re.findall(r"^\| `(\w+)/` \| (.+?) \|$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    folders = {path.parent.name: path.read_text(encoding="utf-8").strip().strip('"') for path in PACKAGE.glob("*/__init__.py")}

    assert dict(rows) == folders


STARTED = {
    "cli.main",
    "cli.commands",
    "cli.editing",
    "cli.group",
    "cli.run",
    "cli.streams",
    "cli.tab",
    "cli.meant",
    "pages.encoding",
    "texts",
    "errors",
    "data_path",
}
OPENED = {
    *STARTED,
    "answer",
    "problem",
    "model",
    "words",
    "lookup.question",
    "store.database",
    "store.reader",
    "lookup.codes",
    "lookup.names",
    "reference",
    "rows",
    "sections",
}
SAID = {"cli.terminal", "pages.blocks"}
DECODED = {"codec"}
WRITTEN = {*OPENED, *SAID, *DECODED, "clock", "pages.answers", "pages.page", "pages.text"}
UNOPENED = {"sqlite3", "json", "dataclasses"}
NEVER = {"rich", "yaml", "pydantic", "click", "importlib.metadata", "importlib.resources", "socket", "http", "email", "logging", "asyncio"}

# A command line, which modules of ours it loads, and what it must not load beside what no run may.
RUNS: dict[str, tuple[set[str], set[str]]] = {
    "--help": (STARTED, UNOPENED),
    "--version": (OPENED, set()),
    "site leg --json": ({*OPENED, "pages.json"}, {"json", "dataclasses"}),
    "cause magnesium --json": ({*OPENED, "pages.json"}, {"json", "dataclasses"}),
    "site leg": ({*WRITTEN, "pages.card"}, set()),
    "search dopamine": ({*WRITTEN, "lookup.query", "lookup.search", "lookup.signs", "store.passages"}, set()),
    "si<TAB>": (STARTED, UNOPENED),
    "site l<TAB>": ({*STARTED, "store.database", "lookup.completion", "words"}, {"json", "dataclasses"}),
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
    assert ours == {name.removeprefix("twitchref.") for name in loaded if name.startswith("twitchref.")} - (ROOMS.keys() - BESIDE.keys())
    assert not {name for name in loaded if any(name == each or name.startswith(f"{each}.") for each in NEVER | others)}


def test_a_painted_page_is_what_loads_rich(real_file: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "twitchref", "site", "leg", "--color", "always"]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env={"TWITCHREF_DATA": str(real_file)}, check=True)

    assert re.search(r"\| +twitchref\.pages\.terminal$", ran.stderr, re.MULTILINE)
    assert re.search(r"\| +rich\.console$", ran.stderr, re.MULTILINE)
