"""What the tests install is pinned, all of it, so that no release of anybody's turns a clone red."""

import re
import tomllib
from importlib.metadata import requires

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINES = (ROOT / "tests" / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINNED = {canonicalize_name(name): Version(version) for name, version in (line.split("==") for line in LINES)}
AT_RUN_TIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
TO_BUILD = [Requirement(line) for line in PROJECT["build-system"]["requires"]]
FOR_TESTS = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["dev"]]


def _needed(wanted: list[Requirement], python: str) -> set[str]:
    """The names of what these packages need on a Python, and what that needs, and so on."""
    found: set[str] = set()
    while wanted:
        name = canonicalize_name(wanted.pop().name)
        if name not in found:
            found.add(name)
            further = map(Requirement, requires(name) or ())
            environment = {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
            wanted += [each for each in further if not each.marker or each.marker.evaluate(environment)]
    return found


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_everything_that_is_installed_is_pinned(python: str) -> None:
    """`editables` is what hatchling adds for an editable install."""
    needed = _needed([*AT_RUN_TIME, *TO_BUILD, *FOR_TESTS, Requirement("editables")], python)

    assert len(needed) > 20
    assert needed <= PINNED.keys()


@pytest.mark.parametrize("bounded", [*AT_RUN_TIME, *TO_BUILD], ids=str)
def test_what_runs_and_builds_the_program_is_bounded_at_both_ends_and_pinned_between_them(bounded: Requirement) -> None:
    assert re.fullmatch(r"<[\d.]+,>=[\d.]+", str(bounded.specifier))
    assert PINNED[canonicalize_name(bounded.name)] in bounded.specifier
