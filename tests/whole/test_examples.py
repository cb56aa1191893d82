"""The README's examples for programs do what they say, where the machine has the other program; their SQL runs on every machine."""

import importlib.util
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

from twitchref.sections import SECTIONS

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PART = TEXT[TEXT.index("#### Everything at once\n") : TEXT.index("\n### Exit codes\n")]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PART, re.MULTILINE | re.DOTALL)


def every(run: Callable[..., Run], data: Path, kind: str) -> list[dict[str, Any]]:
    return list(json.loads(run(kind, "--all", "--json", data=data).out)["entries"])


def claims(value: Any) -> list[dict[str, Any]]:
    """Every claim anywhere in a document, in its order."""
    if isinstance(value, list):
        return [claim for each in value for claim in claims(each)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"certainty", "against"} <= value.keys() else []
    return [*own, *(claim for each in value.values() for claim in claims(each))]


def typed(command: str, folder: Path, data: Path) -> str:
    """What a shell prints for it, with our own program before any other of that name."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "twitchref"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m twitchref "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    env = {"PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "TWITCHREF_DATA": str(data), "HOME": str(folder)}
    return subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


def test_jq_gives_the_signs_of_a_site_and_the_least_certain_claims_with_their_sources(
    run: Callable[..., Run], real_file: Path, tmp_path: Path
) -> None:
    if not shutil.which("jq"):
        pytest.skip("there is no jq here, so its examples were not tried")
    emergency = [sign["text"] for sign in json.loads(run("site", "leg", "--json", data=real_file).out)["help"]["emergency"]]
    low = [
        "\t".join((page["name"], claim["text"], ", ".join(source["id"] for source in claim["sources"])))
        for page in every(run, real_file, "cause")
        for claim in claims(page)
        if claim["certainty"] == "low"
    ]

    assert emergency and len(low) > 100
    assert typed(blocks("sh")[0], tmp_path, real_file).splitlines() == [*emergency, *low]


def test_pandas_has_a_row_for_each_claim_and_the_causes_by_site(run: Callable[..., Run], real_file: Path, tmp_path: Path) -> None:
    if not importlib.util.find_spec("pandas"):
        pytest.skip("there is no pandas here, so its example was not tried")
    (making,) = re.findall(r"after `(twitchref .+?)`", PART)
    (example,) = blocks("python")
    shown = "print(json.dumps([claims[['id', 'section', 'text', 'sources']].values.tolist(), frequencies.fillna('').T.to_dict()]))\n"
    (tmp_path / "example.py").write_text(example + shown, encoding="utf-8")

    rows, table = json.loads(typed(f"{making} && {shlex.quote(sys.executable)} example.py", tmp_path, real_file))

    causes = every(run, real_file, "cause")
    sections = [section.field for section in SECTIONS if section.holds == "claims" and "cause" in section.kinds]
    assert sorted(rows) == sorted(
        [cause["id"], section, claim["text"], ", ".join(source["id"] for source in claim["sources"])]
        for section in sections
        for cause in causes
        for claim in cause[section]
    )
    frequencies: dict[str, dict[str, str]] = {}
    for cause in causes:
        for site in cause["sites"]:
            frequencies.setdefault(cause["id"], {}).setdefault(site["id"], site["frequency"])
    assert {cause: {site: often for site, often in sites.items() if often} for cause, sites in table.items()} == frequencies


def test_every_query_gives_rows_with_the_columns_that_it_names(real_file: Path) -> None:
    queries = [*re.findall(r"^(SELECT [^;]+);$", "".join(blocks("sql")), re.MULTILINE), *re.findall(r'read_sql\("([^"]+)"', PART)]

    assert len(queries) > 5
    with closing(sqlite3.connect(real_file)) as by_hand:
        for query in queries:
            assert by_hand.execute(query).fetchall(), query


def test_the_example_for_datasette_names_files_as_they_are() -> None:
    """The file is called as the metadata calls the database; Datasette itself is tried by `test_datasette.py`."""
    built, served = blocks("sh")[1].splitlines()
    name, metadata = re.fullmatch(r"datasette (\w+)\.sqlite -m (\S+)", served).groups()  # type: ignore[union-attr]

    assert built == f"twitchref build data -o {name}.sqlite"
    assert re.search(rf"^databases:\n  {name}:$", (ROOT / metadata).read_text(encoding="utf-8"), re.MULTILINE)
