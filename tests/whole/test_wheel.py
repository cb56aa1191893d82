"""What is built: the wheel and what it holds, the same program installed in every way that is told, and `twitchref build`."""

import io
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import sysconfig
import threading
import venv
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import MINI, ROOT, Run, undated

from twitchref import __version__, build
from twitchref.cli.main import run as program
from twitchref.cli.manual import manual
from twitchref.pages import json as as_json
from twitchref.reference import Reference
from twitchref.store import reader as store

EPOCH = "1700000000"
OLD = b"SQLite format 3\0" + bytes(52) + b"TWIT the file of before"
MAN = f"twitchref-{__version__}.data/data/share/man/man1/twitchref.1"


def _called(*command: str | Path, cwd: Path, **env: str) -> str:
    """The stdout of a command that succeeds; nothing of ours is in its environment but what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TWITCHREF", "PYTHON", "NO_COLOR", "FORCE_COLOR"))}
    ran = subprocess.run([*map(str, command)], cwd=cwd, env=kept | env, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean copy of the sources: what git has or would add."""
    copy = tmp_path_factory.mktemp("checkout")
    listed = _called("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in listed.split("\0"):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    _called(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", out, checkout, cwd=out, SOURCE_DATE_EPOCH=EPOCH)
    (file,) = out.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel_of_sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the unpacked source distribution of the checkout."""
    out = tmp_path_factory.mktemp("sdist")
    _called(sys.executable, "-m", "build", "--no-isolation", "-o", out, checkout, cwd=out, SOURCE_DATE_EPOCH=EPOCH)
    (file,) = out.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that `twitchref build` makes of the checkout's data."""
    file = tmp_path_factory.mktemp("built") / "data.sqlite"
    assert build.build(checkout / "data", file)[1] == []
    return file


@pytest.fixture(scope="module")
def undated_builds(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The source distribution and the wheel of it, by name, built where no moment is named."""
    out = tmp_path_factory.mktemp("undated")
    return _both_builds(Path(sys.executable), checkout, out)


def _both_builds(python: Path, checkout: Path, out: Path, before: str = "", **env: str) -> dict[str, bytes]:
    """The files, by name, that `python -m build` makes after some words of the shell."""
    line = f'{before} unset SOURCE_DATE_EPOCH; exec "$0" -m build --no-isolation -o "$1" "$2"'
    _called("bash", "-c", line, python, out, checkout, cwd=out, **env)
    return {file.name: file.read_bytes() for file in out.iterdir()}


def test_built_elsewhere_by_somebody_else_and_at_another_time_it_is_the_same_to_the_byte(
    checkout: Path, undated_builds: dict[str, bytes], tmp_path: Path
) -> None:
    """Under git, where the other copy is not; and with everything in the environment that changes how help or an answer looks."""
    copy, out = tmp_path / "a path" / "much deeper" / "checkout", tmp_path / "out"
    shutil.copytree(checkout, copy)
    out.mkdir()
    _called("git", "init", "-q", cwd=copy)
    _called("git", "add", "-A", cwd=copy)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (1e9, 1e9))
    env = {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C", "COLUMNS": "40", "FORCE_COLOR": "1", "TWITCHREF_DATA": "/none"}

    other = _both_builds(Path(sys.executable), copy, out, "umask 077;", **env)

    assert sorted(other) == [f"twitchref-{__version__}-py3-none-any.whl", f"twitchref-{__version__}.tar.gz"]
    assert other == undated_builds


def test_a_moment_that_is_named_changes_the_dates_alone(wheel: Path, undated_builds: dict[str, bytes]) -> None:
    with zipfile.ZipFile(wheel) as dated, zipfile.ZipFile(io.BytesIO(undated_builds[wheel.name])) as undated_:
        assert {info.date_time[:3] for info in dated.infolist()} == {(2023, 11, 14)}
        assert {info.date_time[:3] for info in undated_.infolist()} == {(2020, 2, 2)}
        assert [(name, dated.read(name)) for name in dated.namelist()] == [(name, undated_.read(name)) for name in undated_.namelist()]


def _another_python() -> str | None:
    """A Python that twitchref runs on, of another version than this one."""
    for minor in sorted({11, 12, 13, 14} - {sys.version_info.minor}):
        for found in (shutil.which(f"python3.{minor}"), *map(str, Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python"))):
            version = "import ensurepip, sys; sys.exit(sys.version_info[:2] != (3, int(sys.argv[1])))"  # a stub of pyenv's fails too
            if found and subprocess.run([found, "-c", version, str(minor)], capture_output=True, check=False).returncode == 0:
                return found
    return None


def test_another_python_builds_the_same_to_the_byte(checkout: Path, undated_builds: dict[str, bytes], tmp_path: Path) -> None:
    python = _another_python()
    if not python:
        pytest.skip("there is no other Python from 3.11 to 3.14")
    place, out = tmp_path / "environment", tmp_path / "out"
    out.mkdir()
    _called(python, "-m", "venv", place, cwd=tmp_path)
    pinned = {
        name: version(name) for name in ("build", "hatchling", "typer", "pyyaml")
    }  # as in this environment: the page has typer's words
    wanted = [f"{name}=={number}" for name, number in pinned.items()]
    constraints = tmp_path / "constraints.txt"
    lines = (ROOT / "tests" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    constraints.write_text("".join(f"{line}\n" for line in lines if line.split("==")[0].lower() not in pinned), encoding="utf-8")
    _called(place / "bin" / "python", "-m", "pip", "install", "-q", "-c", constraints, *wanted, cwd=tmp_path)

    assert _both_builds(place / "bin" / "python", checkout, out) == undated_builds


@pytest.mark.parametrize("left", ["ON", "OFF"])
def test_the_built_file_is_the_same_where_sqlite_leaves_what_was_deleted(
    left: str, built: Path, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's overwrites it, others do not."""

    def opened(*arguments: Any, known: Callable[..., sqlite3.Connection] = sqlite3.connect, **options: Any) -> sqlite3.Connection:
        connection = known(*arguments, **options)
        connection.execute(f"PRAGMA secure_delete = {left}")
        return connection

    monkeypatch.setattr(sqlite3, "connect", opened)
    build.build(checkout / "data", tmp_path / "data.sqlite")

    assert (tmp_path / "data.sqlite").read_bytes() == built.read_bytes()


def _held(wheel: Path, name: str) -> bytes:
    with zipfile.ZipFile(wheel) as held:
        return held.read(name)


def test_the_wheel_holds_the_package_the_data_the_built_file_and_the_manual_and_nothing_else(wheel: Path, checkout: Path) -> None:
    kinds = (".py", ".typed", ".js", ".css", ".txt", ".yaml")
    package = {path.relative_to(checkout).as_posix() for path in (checkout / "twitchref").rglob("*") if path.suffix in kinds}
    content = {f"twitchref/{path.relative_to(checkout).as_posix()}" for path in (checkout / "data").rglob("*") if path.is_file()}
    about = {f"twitchref-{__version__}.dist-info/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")}

    assert {"twitchref/py.typed", "twitchref/build_hook.py", "twitchref/store/datasette.yaml"} <= package
    assert {"twitchref/data/sites/leg.yaml", "twitchref/data/schema/site.json", "twitchref/data/README.md"} <= content
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
    assert sorted(package - {"twitchref/build_hook.py"} | content | about | {"twitchref/compendium.sqlite", MAN}) == sorted(names)


def test_a_wheel_that_cannot_be_built_leaves_nothing_behind(tmp_path: Path) -> None:
    root, temporary = tmp_path / "root", tmp_path / "temporary"
    temporary.mkdir()
    shutil.copytree(MINI, root / "data")
    (root / "data" / "sources.yaml").write_text("name: no source\n", encoding="utf-8")
    script = """
import sys
from twitchref.build_hook import WheelHook
WheelHook(sys.argv[1], {}, None, None, "", "wheel").initialize("standard", {})
"""
    ran = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        env=os.environ | {"TMPDIR": str(temporary)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert "ValueError: the data has errors: sources.yaml:1:" in ran.stderr
    assert list(temporary.iterdir()) == []


def test_the_wheel_needs_three_packages_at_run_time(wheel: Path) -> None:
    metadata = _held(wheel, f"twitchref-{__version__}.dist-info/METADATA").decode()
    needed = re.findall(r"^Requires-Dist: ([^;\n]*)$", metadata, re.MULTILINE)

    assert sorted(needed) == ["pyyaml<7,>=6.0.3", "rich<16,>=13.8.0", "typer<0.29,>=0.27"]


def test_a_source_distribution_gives_the_same_wheel_byte_for_byte(wheel: Path, wheel_of_sdist: Path) -> None:
    assert zipfile.ZipFile(wheel).namelist() == zipfile.ZipFile(wheel_of_sdist).namelist()
    assert wheel.read_bytes() == wheel_of_sdist.read_bytes()


def test_the_wheel_carries_the_file_that_build_makes(wheel: Path, built: Path) -> None:
    assert _held(wheel, "twitchref/compendium.sqlite") == built.read_bytes()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with nothing but the wheel and what it needs; its folder of programs."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, symlinks=True, with_pip=False)
    _called(
        sys.executable,
        "-m",
        "pip",
        "--python",
        place / "bin" / "python",
        "install",
        "-q",
        "-c",
        ROOT / "tests" / "constraints.txt",
        wheel,
        cwd=place,
    )
    return place / "bin"


LOOK_UPS = ["site leg", "cause magnesium", "search dopamine", "site leg --json", "compare ear lip leg", "--version"]


@pytest.mark.parametrize("line", LOOK_UPS)
def test_an_installed_program_answers_away_from_the_checkout(
    line: str, installed: Path, run: Callable[..., Run], built: Path, tmp_path: Path
) -> None:
    out = _called(installed / "twitchref", *line.split(), cwd=tmp_path, HOME=str(tmp_path / "none"))

    assert run(*line.split(), data=built).out == undated(out)


def test_python_m_is_the_same_as_the_console_script(installed: Path, tmp_path: Path) -> None:
    as_module = _called(installed / "python", "-m", "twitchref", "site", "leg", cwd=tmp_path)

    assert _called(installed / "twitchref", "site", "leg", cwd=tmp_path) == as_module


def test_an_installed_program_checks_and_builds_the_yaml_it_came_with(installed: Path, tmp_path: Path, built: Path) -> None:
    told = _called(installed / "twitchref", "check", "--select", "E", cwd=tmp_path)
    assert told.endswith(" sources: 0 errors, 0 warnings\n")

    (data,) = installed.parent.glob("lib/*/site-packages/twitchref/data")
    _called(installed / "twitchref", "build", data, "-o", "own.sqlite", cwd=tmp_path)
    assert (tmp_path / "own.sqlite").read_bytes() == built.read_bytes()


def test_an_installed_program_reads_no_yaml_for_a_look_up(installed: Path, tmp_path: Path) -> None:
    script = "import sys; from twitchref.cli.main import run; run(['site', 'leg']); sys.exit('yaml' in sys.modules)"

    assert _called(installed / "python", "-c", script, cwd=tmp_path).startswith("Leg\n")


def test_the_manual_is_where_man_looks(installed: Path) -> None:
    page = installed.parent / "share" / "man" / "man1" / "twitchref.1"

    assert page.read_text(encoding="utf-8") == manual()
    if shutil.which("man"):
        found = _called("man", "-w", "twitchref", cwd=installed, PATH=f"{installed}{os.pathsep}{os.environ['PATH']}", MANPATH="")
        assert Path(found.strip()) == page.resolve()


def test_a_plain_checkout_answers_from_its_yaml_and_shows_an_edit_at_once(checkout: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(checkout, copy)
    leg = copy / "data" / "sites" / "leg.yaml"
    leg.write_text(leg.read_text(encoding="utf-8").replace("\nname: Leg\n", "\nname: Leg, edited\n"), encoding="utf-8")

    out = _called(sys.executable, "-c", "from twitchref.cli.main import run; run(['site', 'leg'])", cwd=tmp_path, PYTHONPATH=str(copy))

    assert out.startswith("Leg, edited\n")


# ---- the ways of the README and of CONTRIBUTING


def _told(document: str, words: str) -> str:
    """The command in a line of a document that begins with these words."""
    (found,) = re.findall(rf"`({re.escape(words)}[^`\n]*)`", (ROOT / document).read_text(encoding="utf-8"))
    return str(found)


def _path_with(tool: str) -> str:
    """A path on which the tool is, beside the machine's: the tests' own comes first. Without the tool, the test is skipped."""
    path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))
    if not shutil.which(tool, path=path):
        pytest.skip(f"{tool} is not installed")
    return path


@pytest.mark.parametrize(("tool", "page"), [("pipx", "man/man1"), ("uv", "tools/twitchref/share/man/man1")])
def test_pipx_and_uv_install_the_checkout(
    tool: str, page: str, checkout: Path, built: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    """In the folders that are named here, not in those of who runs the tests; and what they install is pinned."""
    pins = str(ROOT / "tests" / "constraints.txt")
    pinned = {f"{each}_{what}": pins for each in ("PIP", "UV") for what in ("CONSTRAINT", "BUILD_CONSTRAINT")}
    folders = {"PIPX_HOME": "pipx", "PIPX_BIN_DIR": "bin", "PIPX_MAN_DIR": "man"}
    folders |= {"UV_TOOL_DIR": "tools", "UV_TOOL_BIN_DIR": "bin", "UV_CACHE_DIR": "cache", "HOME": "home"}
    places = {name: str(tmp_path / place) for name, place in folders.items()}
    python = {"PIPX_DEFAULT_PYTHON": sys.executable, "PIPX_DEFAULT_BACKEND": "pip", "UV_PYTHON": sys.executable}
    line = _told("README.md", f"{tool} ")

    try:
        _called("bash", "-c", line, cwd=checkout, PATH=_path_with(tool), UV_SYSTEM_CERTS="1", **pinned, **places, **python)
    except AssertionError as failed:
        if "Failed to fetch" not in str(failed):  # uv reads neither pip's settings nor, here, those of who runs the tests
            raise
        pytest.skip(f"{tool} reaches no package index from here")

    answer = _called(tmp_path / "bin" / "twitchref", "site", "leg", cwd=tmp_path, HOME=places["HOME"])
    assert run("site", "leg", data=built).out == undated(answer)
    assert (tmp_path / page / "twitchref.1").read_text(encoding="utf-8") == manual()


def test_one_file_with_all_that_it_needs_answers_on_a_bare_python(
    wheel: Path, built: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    """Nothing is installed beside it: Python looks neither into the environment of the tests nor for packages of the person."""
    beside = shutil.copy(wheel, tmp_path)
    line = _told("CONTRIBUTING.md", "python3 -m pip install -q --target").replace("FILE.whl", str(beside))
    pins = str(ROOT / "tests" / "constraints.txt")
    _called("bash", "-c", line, cwd=tmp_path, PATH=_path_with("python3"), PIP_CONSTRAINT=pins)
    shutil.rmtree(tmp_path / "app")
    venv.create(tmp_path / "bare", symlinks=True, with_pip=False)

    for asked in (["site", "leg"], ["search", "dopamine"], ["leg", "--color", "always"], ["site", "ear", "--data", str(MINI)]):
        answer = _called(tmp_path / "bare" / "bin" / "python", "-s", tmp_path / "twitchref.pyz", *asked, cwd=tmp_path)
        assert run(*asked, data=built).out == undated(answer)


def test_the_wheel_on_the_path_answers_as_contributing_says(
    wheel: Path, bare: Path, built: Path, run: Callable[..., Run], tmp_path: Path
) -> None:
    line = _told("CONTRIBUTING.md", "PYTHONPATH=FILE.whl ").replace("FILE.whl", str(shutil.copy(wheel, tmp_path)))
    answer = _called("bash", "-c", line, cwd=tmp_path, PATH=f"{bare.parent}{os.pathsep}{os.environ['PATH']}")

    assert run("site", "leg", data=built).out == undated(answer)


# ---- the package inside a zip


@pytest.fixture(scope="module")
def zipped(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content as one file that Python runs."""
    place = tmp_path_factory.mktemp("zipped")
    with zipfile.ZipFile(wheel) as held:
        held.extractall(place / "content")
    _called(sys.executable, "-m", "zipapp", place / "content", "-m", "twitchref.__main__:main", "-o", place / "twitchref.pyz", cwd=place)
    return place / "twitchref.pyz"


@pytest.fixture(scope="module")
def bare(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has what twitchref needs, and no twitchref."""
    place = tmp_path_factory.mktemp("bare")
    shutil.copytree(installed.parent, place, symlinks=True, dirs_exist_ok=True)
    for ours in place.glob("lib/*/site-packages/twitchref*"):
        shutil.rmtree(ours)
    return place / "bin" / "python"


@pytest.mark.parametrize("line", [*LOOK_UPS, "source", "about --schema"])
def test_the_wheel_itself_and_a_zip_of_it_answer(
    line: str, bare: Path, wheel: Path, zipped: Path, run: Callable[..., Run], built: Path, tmp_path: Path
) -> None:
    expected = run(*line.split(), data=built).out
    beside = shutil.copy(wheel, tmp_path)

    assert expected == _called(bare, "-m", "twitchref", *line.split(), cwd=tmp_path, PYTHONPATH=Path(beside).name)
    assert expected == _called(bare, zipped, *line.split(), cwd=tmp_path)


def test_a_zip_writes_nothing(bare: Path, zipped: Path, tmp_path: Path) -> None:
    before = sorted(zipped.parent.iterdir())
    _called(bare, zipped, "search", "dopamine", cwd=tmp_path, TMPDIR=str(tmp_path), HOME=str(tmp_path))

    assert [*tmp_path.iterdir()] == []
    assert sorted(zipped.parent.iterdir()) == before


def test_a_zip_completes_names(bare: Path, zipped: Path, tmp_path: Path) -> None:
    asked = {"_TWITCHREF_COMPLETE": "complete_bash", "COMP_WORDS": "twitchref site ca", "COMP_CWORD": "2"}
    (name,) = _called(bare, zipped, cwd=tmp_path, **asked).split()

    assert name == "calf"


def test_a_zip_reads_other_data_and_builds(bare: Path, zipped: Path, tmp_path: Path) -> None:
    _called(bare, zipped, "build", MINI, "-o", "own.sqlite", cwd=tmp_path)
    from_file = _called(bare, zipped, "site", "ear", "--json", "--data", "own.sqlite", cwd=tmp_path)

    assert from_file == _called(bare, zipped, "site", "ear", "--json", "--data", MINI, cwd=tmp_path)


def _refused(*command: str | Path, cwd: Path) -> str:
    """The one line on stderr of a command that fails with 1."""
    ran = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    (line,) = ran.stderr.splitlines()
    assert (ran.returncode, ran.stdout) == (1, "")
    return line


def test_a_zip_on_an_sqlite_that_reads_only_files_says_so(bare: Path, zipped: Path, tmp_path: Path) -> None:
    script = """
import sqlite3, sys
class Old(sqlite3.Connection):
    @property
    def deserialize(self):
        raise AttributeError
known, sqlite3.connect = sqlite3.connect, lambda path, **options: known(path, **{**options, "factory": Old})
sys.path.insert(0, sys.argv[1])
from twitchref.cli.main import run
sys.exit(run(["site", "leg"]))
"""
    assert _refused(bare, "-c", script, zipped, cwd=tmp_path) == (
        f"twitchref: SQLite {sqlite3.sqlite_version}, which this Python uses, cannot read data inside a zip (it lacks deserialize); "
        "install twitchref, or name data with --data"
    )


def test_a_zip_without_the_built_file_has_no_data(bare: Path, zipped: Path, tmp_path: Path) -> None:
    file = tmp_path / "yaml-only.pyz"
    with zipfile.ZipFile(zipped) as held, zipfile.ZipFile(file, "w") as other:
        for name in held.namelist():
            if not name.endswith(".sqlite"):
                other.writestr(name, held.read(name))

    assert _refused(bare, file, "site", "leg", cwd=tmp_path) == (
        f"twitchref: there is no data at {file}/twitchref/compendium.sqlite (the program's own); name a data directory or a file "
        "that `twitchref build` made"
    )


@pytest.fixture(scope="module")
def both(checkout: Path, built: Path) -> tuple[Reference, Reference]:
    """The checkout's data read from its YAML, and from the built file."""
    return Reference.open(checkout / "data"), Reference.open(built)


def test_the_yaml_and_the_built_file_give_the_same_json_for_every_entry(both: tuple[Reference, Reference]) -> None:
    from_yaml, from_file = both

    assert from_yaml.version == from_file.version
    for kind in ("site", "cause", "term"):
        ids = from_yaml.database.ids(kind)
        assert len(ids) > 15
        assert ids == from_file.database.ids(kind)
        for id_ in ids:
            one, other = (as_json.dumped(each.page(kind, id_), each.version, pretty=False) for each in both)
            assert one == other


def test_the_yaml_and_the_built_file_give_the_same_hits_for_every_relevance_query(both: tuple[Reference, Reference]) -> None:
    rows = yaml.load((ROOT / "tests" / "data" / "relevance.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    from_yaml, from_file = both

    assert len(rows) >= 150
    for query in (row["query"] for row in rows[::3]):
        assert from_yaml.search(query, 10, None) == from_file.search(query, 10, None)


def test_a_build_is_reproducible(checkout: Path, built: Path, tmp_path: Path) -> None:
    """Also where sets have another order."""
    script = "import sys; from twitchref.cli.main import run; run(['build', *sys.argv[1:]])"
    for seed in ("1", "2"):
        _called(sys.executable, "-c", script, checkout / "data", "-o", tmp_path / seed, cwd=tmp_path, PYTHONHASHSEED=seed)

    assert built.read_bytes() == (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_a_built_file_carries_its_version_and_the_checksum_of_its_yaml(tmp_path: Path) -> None:
    def meta(directory: Path) -> dict[str, str]:
        file = tmp_path / "built.sqlite"
        build.build(directory, file)
        return dict(store.open(file).rows("SELECT key, value FROM meta"))

    edited = tmp_path / "edited"
    shutil.copytree(MINI, edited)
    before = meta(edited)
    leg = edited / "sites" / "leg.yaml"
    leg.write_text(leg.read_text(encoding="utf-8").replace("comes and goes", "goes and comes"), encoding="utf-8")
    after = meta(edited)

    assert {"version", "checksum", "counts"} == set(before)
    assert re.fullmatch("[0-9a-f]{64}", before["checksum"])
    assert f"2026.01.02+{before['checksum'][:8]}" == before["version"]
    assert before["counts"] == after["counts"]
    assert before["checksum"] != after["checksum"]


@pytest.mark.parametrize("old", [None, OLD], ids=["none", "old"])
def test_a_build_that_is_killed_leaves_the_old_file_or_none(old: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "data.sqlite"
    if old:
        file.write_bytes(old)
    script = """
import os, signal, sys
from pathlib import Path
from twitchref import build
from twitchref.store import reader as store

def killed(compendium, path, whole=store.build):
    whole(compendium, path)
    os.kill(os.getpid(), signal.SIGKILL)

store.build = killed
build.build(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    ran = subprocess.run([sys.executable, "-c", script, str(MINI), str(file)], check=False)

    assert ran.returncode == -signal.SIGKILL
    assert old == (file.read_bytes() if file.exists() else None)


def test_a_build_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "data.sqlite"
    file.write_bytes(OLD)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "build", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build.build(MINI, file)

    assert [path.name for path in tmp_path.iterdir()] == ["data.sqlite"]
    assert file.read_bytes() == OLD


def test_data_with_errors_is_not_built_and_the_errors_are_named(run: Callable[..., Run], tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "data.sqlite"
    shutil.copytree(MINI, data)
    stress = data / "causes" / "stress.yaml"
    stress.write_text(f"name: Stress\n{stress.read_text(encoding='utf-8')}", encoding="utf-8")
    file.write_bytes(b"the file of before")

    ran = run("build", str(data), "-o", str(file), data=None)

    assert (ran.code, ran.out) == (5, "")
    *told, last = ran.err.splitlines()
    assert "twitchref: causes/stress.yaml:2:1: error E113 'name' stands a second time (first in line 1); keep one" in told
    assert last == f"twitchref: nothing was built: the data has {len(told)} error(s)."
    assert file.read_bytes() == b"the file of before"


@pytest.mark.parametrize("terminal", [True, False])
def test_a_long_build_says_so_on_a_terminal(terminal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second that it waits before is taken as over."""

    class Over:
        def __init__(self, seconds: float, say: Callable[[str], None], arguments: tuple[str]) -> None:
            self.seconds, self.start = seconds, lambda: say(*arguments)

        def cancel(self) -> None:
            assert self.seconds == 1.0

    class Stream(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return terminal

    monkeypatch.setattr(threading, "Timer", Over)
    monkeypatch.setattr(sys, "stderr", stream := Stream())
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert program(["build", str(MINI), "-o", str(tmp_path / "mini.sqlite")]) == 0

    assert stream.getvalue() == f"twitchref: building {tmp_path / 'mini.sqlite'} from 11 entries ...\n" * terminal
