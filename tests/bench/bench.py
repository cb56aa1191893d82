"""How much a look-up costs above the framework it is built on, and how that grows with the content.

    python tests/bench/bench.py [--rounds 21]

It builds the wheel, installs it into an empty environment, puts two floors beside it and runs all of them in turn, so that whatever else
the machine does hits all alike. F1 is an app of two commands with the same Typer options that prints a word; F2 paints a small rich
table as well. It prints tables of medians, and of ratios: each is the median over the rounds of what a run took to what its
floor took in the same round. It ends with 1 where a requirement is missed. At last it asks the built file the queries of
tests/relevance.py: how many are answered and how long one takes, beside plain FTS5 and BM25 on the same tables. No test calls it: a
time is no property of the code alone.
"""

import argparse
import json
import os
import platform
import pty
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, strftime
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent

FLOOR = """
import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def site(name: list[str]) -> None:
    BODY


@app.command()
def cause(name: list[str]) -> None:
    print("cause")
"""
PAINTS = """from rich.console import Console
    from rich.table import Table

    table = Table("cause", "how often")
    table.add_row("stress", "common")
    table.add_row("magnesium", "sometimes")
    Console().print(table)"""
SCRIPT = "#!{python}\nimport sys\nfrom {name} import app\nsys.exit(app())\n"


class Case(NamedTuple):
    """A command line, what reads it, and how many times its floor's time it may take."""

    name: str
    line: str
    floor: str = ""
    limit: float = 0.0
    terminal: bool = False
    completes: bool = False


FLOORS = [
    Case("F1", "f1 site leg"),
    Case("F2", "f2 site leg", terminal=True),
    Case("F1 completion", "f1 si", completes=True),
]
CASES = [
    Case("site leg, into a pipe", "twitchref site leg", "F1", 1.12),
    Case("site leg --json", "twitchref site leg --json", "F1", 1.12),
    Case("cause magnesium --json", "twitchref cause magnesium --json", "F1", 1.12),
    Case("search dopamine, into a pipe", "twitchref search dopamine", "F1", 1.25),
    Case("site leg, on a terminal", "twitchref site leg", "F2", 1.0, terminal=True),
    Case("--help", "twitchref --help", "F1", 1.12),
    Case("completion of a name", "twitchref site l", "F1 completion", 1.05, completes=True),
]
GROWN = [
    Case("site leg, into a pipe", "twitchref --data {} site leg", limit=1.3),
    Case("cause magnesium --json", "twitchref --data {} cause magnesium --json", limit=1.3),
    Case("search dopamine, into a pipe", "twitchref --data {} search dopamine", limit=2.0),
]
TIMES = (1, 10, 100)
MEMORY = 1.5
LINEAR = 1.5  # times as long per byte of YAML as what has a hundredth of it
WEB = 3.0  # times what it takes to build the file that it reads


# A process counts as at least as large as the one that started it was, so a small one starts what is weighed.
WEIGH = (
    "import os, sys; child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ); print(os.wait4(child, 0)[2].ru_maxrss, file=sys.stderr)"
)


def timed(case: Case, programs: Path) -> float:
    """Seconds from the start of a run to the end of its output and of the process."""
    command, env = prepared(case, programs)
    reading, writing = pty.openpty() if case.terminal else os.pipe()
    actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, writing, 1)]
    start = perf_counter()
    child = os.posix_spawn(command[0], command, env, file_actions=actions)
    os.close(writing)
    written = _drained(reading)
    status = os.waitpid(child, 0)[1]
    seconds = perf_counter() - start
    os.close(reading)
    assert (os.waitstatus_to_exitcode(status), written > 0) == (0, True), f"{case.line} failed"
    return seconds


def weighed(case: Case, programs: Path) -> float:
    """The most memory that a run had, in MiB."""
    command, env = prepared(case, programs)
    ran = subprocess.run([programs / "python", "-I", "-S", "-c", WEIGH, *command], env=env, capture_output=True, check=True)
    return int(ran.stderr) / 1024


def prepared(case: Case, programs: Path) -> tuple[list[str], dict[str, str]]:
    """The command and the environment of a case."""
    program, *arguments = case.line.split()
    env = {"PATH": os.defpath, "HOME": str(programs.parent), "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "80"}
    if case.completes:
        env |= {f"_{program.upper()}_COMPLETE": "complete_bash", "COMP_WORDS": case.line, "COMP_CWORD": str(len(arguments))}
        arguments = []
    return [str(programs / program), *arguments], env


def _drained(reading: int) -> int:
    """How many bytes came until the other end was closed."""
    total = 0
    try:
        while chunk := os.read(reading, 1 << 16):
            total += len(chunk)
    except OSError:  # how a terminal ends
        pass
    return total


def rounds_of(cases: list[Case], programs: Path, rounds: int) -> dict[str, list[float]]:
    """The seconds of each case in rounds in which every case runs once, after one round that only warms up."""
    taken: dict[str, list[float]] = {case.name: [] for case in cases}
    for number in range(rounds + 1):
        for case in cases:
            seconds = timed(case, programs)
            if number:
                taken[case.name].append(seconds)
    return taken


def ratio_of(some: list[float], floor: list[float]) -> float:
    """The median over the rounds of one to the other."""
    return median(one / other for one, other in zip(some, floor, strict=True))


@contextmanager
def installed() -> Iterator[Path]:
    """The folder of programs of an environment with the wheel and the floors in it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        build: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", place / "wheel", ROOT]
        subprocess.run(build, check=True, env=clean, capture_output=True)
        (wheel,) = (place / "wheel").iterdir()
        venv.create(place / "env", symlinks=True)
        programs = place / "env" / "bin"
        pins = ROOT / "tests" / "constraints.txt"
        install: list[str | Path] = [sys.executable, "-m", "pip", "--python", programs / "python", "install", "-q", "-c", pins, wheel]
        subprocess.run(install, check=True, env=clean, capture_output=True)
        (packages,) = (place / "env").glob("lib/*/site-packages")
        for name, body in (("f1", 'print("site")'), ("f2", PAINTS)):
            (packages / f"{name}.py").write_text(FLOOR.replace("BODY", body), encoding="utf-8")
            (programs / name).write_text(SCRIPT.format(python=programs / "python", name=name), encoding="utf-8")
            (programs / name).chmod(0o755)
        yield programs


def grow(times: int, directory: Path) -> None:
    """The real data so many times over: the copies have ids and names of their own, and the words of their originals."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for path in (ROOT / "data").glob("*.yaml"):
        (directory / path.name).write_bytes(path.read_bytes())
    for folder in ("sites", "causes", "terms"):
        (directory / folder).mkdir()
        for path in (ROOT / "data" / folder).glob("*.yaml"):
            entry = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
            for number in range(times):
                mark = f"-x{number}" if number else ""
                (directory / folder / f"{path.stem}{mark}.yaml").write_text(json.dumps(_copy(entry, mark)), encoding="utf-8")


def _copy(entry: dict[str, Any], mark: str) -> dict[str, Any]:
    """The entry with the mark on its names and on the ids of what it links to; JSON is YAML."""
    copy: dict[str, Any] = json.loads(json.dumps(entry))
    if mark:
        copy.pop("anywhere", None)  # one site alone has the causes of any muscle
    copy["name"] += mark
    for register, names in copy.get("names", {}).items():
        copy["names"][register] = [name + mark for name in names]
    for link in (link for field in ("causes", "rarer_diseases", "related") for link in copy.get(field, ())):
        link["cause"] += mark
    if "see_also" in copy:
        copy["see_also"] = [pointer + mark for pointer in copy["see_also"]]
    return copy


class Grown(NamedTuple):
    """The data so many times over: how large it is, and what `twitchref build` and `twitchref check` took."""

    file: Path
    yaml: int  # bytes
    build: float  # seconds
    build_memory: float  # MiB
    check: float
    check_memory: float


def built(times: int, programs: Path) -> Grown:
    """The data so many times over, built and checked."""
    directory, file = programs.parent / f"data-{times}", programs.parent / f"data-{times}.sqlite"
    directory.mkdir()
    subprocess.run([sys.executable, __file__, "--grow", str(times), directory], check=True)
    size = sum(path.stat().st_size for path in directory.rglob("*.yaml"))
    build = _edited(programs, "build", directory, "-o", file)
    return Grown(file, size, *build, *_edited(programs, "check", directory))


def _edited(programs: Path, *arguments: str | Path) -> tuple[float, float]:
    """What a command of editors took: seconds and MiB. What it prints of copies (names that several have, say) is thrown away."""
    start = perf_counter()
    child = os.posix_spawn(
        programs / "twitchref",
        ["twitchref", *map(str, arguments)],
        {"PATH": os.defpath, "LANG": "C.UTF-8"},
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(child, 0)
    seconds = perf_counter() - start
    assert os.waitstatus_to_exitcode(status) in (0, 5), f"{arguments[0]} failed"
    return seconds, used.ru_maxrss / 1024


class Table:
    """A table as Markdown; `missed` counts the requirements that do not hold."""

    def __init__(self) -> None:
        self.missed = 0

    def head(self, *cells: str) -> None:
        self.row(*cells)
        print("|---" * len(cells) + "|")

    def row(self, *cells: str) -> None:
        print(f"| {' | '.join(cells)} |")

    def judged(self, *cells: str, ratio: float, limit: float) -> None:
        """A row that ends with a ratio and what is required of it."""
        self.missed += ratio > limit
        self.row(*cells, f"{ratio:.2f}", f"{limit}", "yes" if ratio <= limit else "NO")


def _ms(seconds: list[float]) -> str:
    return f"{1000 * median(seconds):.0f}"


def against_floors(table: Table, programs: Path, rounds: int) -> None:
    """What the program costs above its floors."""
    taken = rounds_of(FLOORS + CASES, programs, rounds)
    print(f"Floors: {', '.join(f'{floor.name} {_ms(taken[floor.name])} ms' for floor in FLOORS)}.\n")
    table.head("what", "here", "floor", "ratio", "at most", "within")
    for case in CASES:
        table.judged(
            case.name, f"{_ms(taken[case.name])} ms", case.floor, ratio=ratio_of(taken[case.name], taken[case.floor]), limit=case.limit
        )
    here, floor = weighed(CASES[0], programs), weighed(FLOORS[0], programs)
    table.judged(f"memory of {CASES[0].name}", f"{here:.1f} MiB", f"F1, {floor:.1f} MiB", ratio=here / floor, limit=MEMORY)
    print()


def with_growth(table: Table, files: dict[int, Grown], programs: Path, rounds: int) -> None:
    """What the program costs with more content."""
    cases = {
        (times, case.name): case._replace(name=f"{case.name} x {times}", line=case.line.format(grown.file))
        for times, grown in files.items()
        for case in GROWN
    }
    taken = rounds_of(list(cases.values()), programs, rounds)
    table.head("content", *(f"× {times}" for times in TIMES), f"× {TIMES[-1]} to × 1", "at most", "within")
    for case in GROWN:
        row = [taken[cases[times, case.name].name] for times in TIMES]
        table.judged(f"{case.name}, ms", *map(_ms, row), ratio=ratio_of(row[-1], row[0]), limit=case.limit)
    memory = [weighed(cases[times, GROWN[0].name], programs) for times in TIMES]
    table.judged(f"memory of {GROWN[0].name}, MiB", *(f"{each:.1f}" for each in memory), ratio=memory[-1] / memory[0], limit=MEMORY)
    start = perf_counter()
    subprocess.run(
        [programs / "twitchref", "--data", files[1].file, "web", "-o", programs.parent / "site"], check=True, stdout=subprocess.DEVNULL
    )
    web = perf_counter() - start
    table.judged("web, s, and to the build × 1", f"{web:.1f}", "", "", ratio=web / files[1].build, limit=WEB)
    table.row("YAML, MB", *(f"{grown.yaml / 1e6:.1f}" for grown in files.values()), "", "", "")
    table.row("file, MB", *(f"{grown.file.stat().st_size / 1e6:.1f}" for grown in files.values()), "", "", "")
    for name in ("build", "check"):
        seconds = {times: getattr(grown, name) for times, grown in files.items()}
        per_byte = {times: seconds[times] / grown.yaml for times, grown in files.items()}
        shown = [f"{each:.1f}" for each in seconds.values()]
        table.judged(f"{name}, s; ratio per byte of YAML", *shown, ratio=per_byte[TIMES[-1]] / per_byte[1], limit=LINEAR)
        table.row(f"memory of {name}, MiB", *(f"{getattr(grown, f'{name}_memory'):.0f}" for grown in files.values()), "", "", "")


def main(rounds: int) -> int:
    """Prints the tables; 1 where a requirement is missed, else 0."""
    info = Path("/proc/cpuinfo")
    models = (
        [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    )
    machine = f"Python {platform.python_version()}, {(models or [platform.machine()])[0]}, {os.cpu_count()} processors"
    print(f"Measured {strftime('%Y-%m-%d')}: {machine}; medians of {rounds} rounds.")
    table = Table()
    with installed() as programs:
        against_floors(table, programs, rounds)
        files = {times: built(times, programs) for times in TIMES}
        with_growth(table, files, programs, rounds)
        print("\nSearch, with what anyone could write in an afternoon beside it:\n", flush=True)
        subprocess.run([sys.executable, ROOT / "tests" / "relevance.py", "--quiet", "--data", files[1].file], check=True)
    return table.missed > 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=21, help="how often each is run (at least 15 to be worth anything)")
    parser.add_argument("--grow", nargs=2, metavar=("TIMES", "DIR"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.grow:
        grow(int(given.grow[0]), Path(given.grow[1]))
    else:
        sys.exit(main(given.rounds))
