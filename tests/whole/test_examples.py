"""The README's examples do what they say: those for another program where the machine has it, their SQL on every machine.

What it shows on the console is for `test_docs.py`, its Python for `test_python.py`, and what installs it for `test_wheel.py`.
"""

import importlib.util
import json
import os
import re
import runpy
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import DATA, ROOT, Run

from twitchref import model, texts
from twitchref.model import Compendium

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
# What a reader types: the lines of the shell blocks behind the first two, which install, and what stands within a line.
LINES = [line for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)[2:] for line in block.splitlines()]
TYPED = [line for line in LINES if not line.startswith("#")]
WITHIN = re.findall(r"`(twitchref [^`]+)`", re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL))
# What is typed with words of one's own in place of those in capitals, and what does not end with 0.
OWN = re.compile(r"\b[A-Z]{2,}\b|\[")
CODES = {"twitchref site elbw": 4}


def part(heading: str) -> str:
    return TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def ours(begin: str) -> str:
    """The one line of the README that begins so."""
    (line,) = [line for line in TYPED if line.startswith(begin)]
    return str(line)


@pytest.fixture
def typed(tmp_path: Path, real_file: Path) -> Callable[[str], "subprocess.CompletedProcess[str]"]:
    """Types it in a folder that has the data as the checkout has it, with our own program before any other of that name."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "checkout").mkdir()
    shutil.copytree(DATA, tmp_path / "checkout" / "data")
    program = tmp_path / "bin" / "twitchref"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m twitchref "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    env = {
        "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "SHELL": "/bin/bash",
    }  # fmt: skip

    def read(command: str) -> dict[str, str]:
        """What answers reads the built file, as an installed program does; what begins a file does so beside where it is typed."""
        return {} if command.startswith("twitchref new ") else {"TWITCHREF_DATA": str(real_file)}

    def run(command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["bash", "-c", command], cwd=tmp_path / "checkout", env=env | read(command), stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", check=False,
        )  # fmt: skip

    return run


def every(run: Callable[..., Run], data: Path, kind: str) -> list[dict[str, Any]]:
    return list(json.loads(run(kind, "--all", "--json", data=data).out)["entries"])


def test_each_command_within_a_line_or_a_table_works_and_writes_what_it_says(
    typed: Callable[[str], "subprocess.CompletedProcess[str]"], tmp_path: Path
) -> None:
    """In the order of the page, as someone types them who tries all of it."""
    commands = [command for command in WITHIN if not OWN.search(command)]

    assert len(commands) > 15
    for command in commands:
        ran = typed(command)
        assert (ran.returncode, "Traceback" in ran.stderr) == (CODES.get(command, 0), False), f"$ {command}\n{ran.stderr}"
    checkout = tmp_path / "checkout"
    for page in ("leg.html", *re.findall(r"open `([\w/.]+)`", part("In a browser"))):
        assert (checkout / page).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "TODO" in (checkout / "data" / "causes" / "moonlight.yaml").read_text(encoding="utf-8")
    assert (checkout / "mine.sqlite").read_bytes().startswith(b"SQLite format 3")


def test_with_data_named_an_edit_shows(typed: Callable[[str], "subprocess.CompletedProcess[str]"], tmp_path: Path) -> None:
    (command,) = [command for command in WITHIN if command.startswith("twitchref --data ")]
    leg = tmp_path / "checkout" / "data" / "sites" / "leg.yaml"
    leg.write_text(leg.read_text(encoding="utf-8").replace("\nname: Leg\n", "\nname: Leg, edited\n"), encoding="utf-8")

    assert typed(command).stdout.startswith("Leg, edited\n")


def test_what_it_explains_of_an_answer_is_in_the_answer_that_it_shows() -> None:
    explained = part("Read an answer")
    (shown,) = re.findall(r"^```console\n(.*?)^```$", explained, re.MULTILINE | re.DOTALL)
    begins = re.findall(r"^- `([^`]+)`", explained, re.MULTILINE)
    (certain,) = re.findall(r"^- `\((\w+)\)`(.+)$", explained, re.MULTILINE)
    grades = re.findall(r"\b([A-D]) \((.+?)\)", " ".join(explained.split()))

    assert len(begins) == 2
    assert [begin for begin in [*begins, "["] if begin not in shown] == []
    assert tuple(re.findall(r"`(\w+)`", explained.partition("```")[0])) == get_args(model.Frequency)
    assert {certain[0], *re.findall(r"`(\w+)`", certain[1]), "high"} == {*get_args(model.Certainty)}
    assert len(grades) == 2
    for grade, meaning in grades:
        (whole,) = re.findall(rf"\b{grade} ([^;.]+)", texts.METHOD.partition("Sources are graded: ")[2])
        assert {*meaning.split(", ")} <= {*re.split(", | or ", whole)}


def test_jq_gives_the_signs_of_a_site_and_the_causes_at_each(
    run: Callable[..., Run], real_file: Path, typed: Callable[[str], "subprocess.CompletedProcess[str]"]
) -> None:
    if not shutil.which("jq"):
        pytest.skip("there is no jq here, so its examples were not tried")
    emergency = [sign["text"] for sign in json.loads(run("site", "leg", "--json", data=real_file).out)["help"]["emergency"]]
    causes = [
        f"{cause['name']}\t{site['name']}\t{site['frequency']}" for cause in every(run, real_file, "cause") for site in cause["sites"]
    ]

    assert emergency and len(causes) > 100
    assert typed(ours("twitchref site leg --json | jq")).stdout.splitlines() == emergency
    assert typed(ours("twitchref cause --all --json | jq")).stdout.splitlines() == causes


def test_pandas_has_the_causes_by_site(
    run: Callable[..., Run], real_file: Path, typed: Callable[[str], "subprocess.CompletedProcess[str]"], tmp_path: Path
) -> None:
    if not importlib.util.find_spec("pandas"):
        pytest.skip("there is no pandas here, so its example was not tried")
    (example,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    shown = "import json\nprint(json.dumps(frequencies.fillna('').T.to_dict()))\n"
    (tmp_path / "checkout" / "example.py").write_text(example + shown, encoding="utf-8")

    table = json.loads(typed(f"{ours('twitchref build ')} && {shlex.quote(sys.executable)} example.py").stdout.splitlines()[-1])

    causes = every(run, real_file, "cause")
    frequencies = {cause["id"]: {site["id"]: site["frequency"] for site in cause["sites"]} for cause in causes if cause["sites"]}
    assert {cause: {site: often for site, often in sites.items() if often} for cause, sites in table.items()} == frequencies


def test_what_is_asked_in_sql_gives_a_row_for_each_cause_at_a_site(run: Callable[..., Run], real_file: Path) -> None:
    (query,) = re.findall(r'read_sql\("([^"]+)"', TEXT)
    expected = {(cause["id"], site["id"], site["frequency"]) for cause in every(run, real_file, "cause") for site in cause["sites"]}

    with closing(sqlite3.connect(real_file)) as by_hand:
        rows = by_hand.execute(query).fetchall()
    assert len({row[:2] for row in rows}) == len(rows)
    assert expected == {*rows}


def test_the_example_for_datasette_names_files_as_they_are() -> None:
    """The file is called as the metadata calls the database; Datasette itself is tried by `test_datasette.py`."""
    name, metadata = re.fullmatch(r"datasette (\w+)\.sqlite -m (\S+)", ours("datasette ")).groups()  # type: ignore[union-attr]

    assert ours("twitchref build ") == f"twitchref build data -o {name}.sqlite"
    assert re.search(rf"^databases:\n  {name}:$", (ROOT / metadata).read_text(encoding="utf-8"), re.MULTILINE)


def test_no_shell_line_is_left_untried() -> None:
    tried = ("twitchref site leg --json | jq", "twitchref cause --all --json | jq", "twitchref build data -o ", "datasette ")

    assert [line for line in TYPED if not line.startswith(tried)] == []


def test_what_it_says_of_speed_is_what_the_bench_requires_and_contributing_shows() -> None:
    told = " ".join(part("Speed").split())
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    bench = runpy.run_path(str(ROOT / "tests" / "bench" / "bench.py"))
    limits = {case.name: case.limit for case in bench["CASES"]}
    grown = {case.name: case.limit for case in bench["GROWN"]}
    leg, search = "site leg, into a pipe", "search dopamine, into a pipe"

    assert [limits[leg], limits[search], grown[leg], grown[search]] == [float(each) for each in re.findall(r"(\d[\d.]*) times", told)]
    day, took = re.findall(r"on (\d{4}-\d\d-\d\d), `twitchref site leg` took (\d+ ms)", told)[0]
    assert re.search(rf"^Measured {day}: ", contributing, re.MULTILINE)
    assert f"\n| {leg} | {took} | " in contributing
    rows = re.findall(r"^\| (.+?) \| .+ \| ([\d.]+) \| yes \|$", contributing, re.MULTILINE)
    memory = {f"memory of {leg}": bench["MEMORY"], f"memory of {leg}, MiB": bench["MEMORY"]}
    known = limits | memory | {f"{name}, ms": limit for name, limit in grown.items()}
    known |= {f"{name}, s; ratio per byte of YAML": bench["LINEAR"] for name in ("build", "check")}
    known |= {"web, s, and to the build × 1": bench["WEB"]}
    assert len(rows) > 10
    assert [(name, float(limit)) for name, limit in rows if float(limit) != known.get(name)] == []


def test_no_page_has_been_clinically_reviewed_and_the_readme_says_so(real: Compendium) -> None:
    reviewers = {entry.reviewer for entry in real.entries}

    assert ("No page has been clinically reviewed yet" in " ".join(TEXT.split())) == (reviewers == {"not clinically reviewed"})


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "data/README.md"])
def test_a_link_leads_to_a_file_or_a_heading_that_is_there(document: str) -> None:
    file = ROOT / document
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", file.read_text(encoding="utf-8"))

    for path, place in links:
        led = file.parent / path if path else file
        assert led.is_file(), path
        if place:
            headings = re.findall(r"^##+ (.+)$", led.read_text(encoding="utf-8"), re.MULTILINE)
            assert place in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert links or document == "data/README.md"
