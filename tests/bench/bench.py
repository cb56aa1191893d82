"""How much a look-up costs above the framework it is built on, and how that grows with the content.

    python tests/bench/bench.py [--rounds 21]

It builds the wheel, installs it into an empty environment, puts two floors beside it and runs all of them in turn, so that whatever else
the machine does hits all alike. F1 is an app of two commands with the same Typer options that prints a word; F2 paints a small rich
table as well. It prints tables of medians and ratios, and ends with 1 where a requirement is missed. No test calls it: a time is no
property of the code alone.
"""

import argparse
import json
import os
import platform
import pty
import resource
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, strftime
from typing import NamedTuple

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
TABLE = """from rich.console import Console
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
    Case("site leg, into a pipe", "twitchref site leg", "F1", 1.25),
    Case("site leg --json", "twitchref site leg --json", "F1", 1.25),
    Case("cause magnesium --json", "twitchref cause magnesium --json", "F1", 1.25),
    Case("search dopamine, into a pipe", "twitchref search dopamine", "F1", 1.35),
    Case("site leg, on a terminal", "twitchref site leg", "F2", 1.25, terminal=True),
    Case("--help", "twitchref --help", "F1", 1.25),
    Case("completion of a name", "twitchref site l", "F1 completion", 1.3, completes=True),
]
GROWN = [
    Case("site leg, into a pipe", "twitchref --data {} site leg", limit=1.3),
    Case("cause magnesium --json", "twitchref --data {} cause magnesium --json", limit=1.3),
    Case("search dopamine, into a pipe", "twitchref --data {} search dopamine", limit=2.0),
]
TIMES = (1, 10, 100)
MEMORY = 1.5


class Sample(NamedTuple):
    """What one run took: seconds on the wall, seconds of a processor, and KiB at most."""

    wall: float
    cpu: float
    memory: int


def run(case: Case, programs: Path) -> Sample:
    """One run of a case, from start to end of its output and of the process."""
    program, *arguments = case.line.split()
    env = {"PATH": os.defpath, "HOME": str(programs.parent), "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "80"}
    if case.completes:
        env |= {f"_{program.upper()}_COMPLETE": "complete_bash", "COMP_WORDS": case.line, "COMP_CWORD": str(len(arguments))}
        arguments = []
    reading, writing = pty.openpty() if case.terminal else os.pipe()
    actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, writing, 1)]
    path = str(programs / program)
    start = perf_counter()
    child = os.posix_spawn(path, [path, *arguments], env, file_actions=actions)
    os.close(writing)
    written = _drained(reading)
    _, status, usage = os.wait4(child, 0)
    wall = perf_counter() - start
    os.close(reading)
    assert (os.waitstatus_to_exitcode(status), written > 0) == (0, True), f"{case.line} failed"
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def _drained(reading: int) -> int:
    """How many bytes came until the other end was closed."""
    total = 0
    try:
        while chunk := os.read(reading, 1 << 16):
            total += len(chunk)
    except OSError:  # how a terminal ends
        pass
    return total


def medians(cases: list[Case], programs: Path, rounds: int) -> dict[str, Sample]:
    """The median of each case over rounds in which every case runs once, after one round that only warms up."""
    samples: dict[str, list[Sample]] = {case.name: [] for case in cases}
    for number in range(rounds + 1):
        for case in cases:
            sample = run(case, programs)
            if number:
                samples[case.name].append(sample)
    return {name: Sample(*(median(values) for values in zip(*taken, strict=True))) for name, taken in samples.items()}


@contextmanager
def installed() -> Iterator[Path]:
    """The folder of programs of an environment with the wheel and the floors in it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", place / "wheel", ROOT]
        subprocess.run(build, check=True, env=clean, stdout=subprocess.DEVNULL)
        (wheel,) = (place / "wheel").iterdir()
        venv.create(place / "env", symlinks=True)
        programs = place / "env" / "bin"
        subprocess.run([sys.executable, "-m", "pip", "--python", programs / "python", "install", "-q", wheel], check=True, env=clean)
        (packages,) = (place / "env").glob("lib/*/site-packages")
        for name, body in (("f1", 'print("site")'), ("f2", TABLE)):
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


def _copy(entry: dict[str, object], mark: str) -> dict[str, object]:
    """The entry with the mark on its names and on the ids of what it links to; JSON is YAML."""
    copy = json.loads(json.dumps(entry))
    copy["name"] += mark
    for register, names in copy.get("names", {}).items():
        copy["names"][register] = [name + mark for name in names]
    for link in (link for field in ("causes", "rarer_diseases", "related") for link in copy.get(field, ())):
        link["cause"] += mark
    if "see_also" in copy:
        copy["see_also"] = [pointer + mark for pointer in copy["see_also"]]
    return copy


def built(times: int, programs: Path) -> tuple[Path, float]:
    """The file of the data so many times over, and how long `twitchref build` took."""
    directory, file = programs.parent / f"data-{times}", programs.parent / f"data-{times}.sqlite"
    directory.mkdir()
    subprocess.run([sys.executable, __file__, "--grow", str(times), directory], check=True)
    start = perf_counter()
    subprocess.run([programs / "twitchref", "build", directory, "-o", file], check=True, stdout=subprocess.DEVNULL)
    return file, perf_counter() - start


def verdict(ratio: float, limit: float) -> str:
    """The ratio beside what is required of it."""
    return f"{ratio:.2f} | {limit} | {'yes' if ratio <= limit else 'NO'}"


def main(rounds: int) -> int:
    """Prints the tables; 1 where a requirement is missed, else 0."""
    missed = 0
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        processor = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), platform.machine())
    with installed() as programs:
        files = {times: built(times, programs) for times in TIMES}
        found = medians(FLOORS + CASES, programs, rounds)
        print(f"Measured {strftime('%Y-%m-%d')}: Python {platform.python_version()}, {processor}, {os.cpu_count()} processors; ", end="")
        print(
            f"medians of {rounds} rounds.\nFloors: {', '.join(f'{each.name} {1000 * found[each.name].wall:.0f} ms' for each in FLOORS)}.\n"
        )
        print("| what | ms | of processor | floor | times the floor | at most | within |\n|---|---|---|---|---|---|---|")
        for case in CASES:
            sample, floor = found[case.name], found[case.floor]
            ratio = sample.wall / floor.wall
            missed += ratio > case.limit
            print(f"| {case.name} | {1000 * sample.wall:.0f} | {1000 * sample.cpu:.0f} | {case.floor} | {verdict(ratio, case.limit)} |")
        here, floor = found[CASES[0].name], found["F1"]
        ratio = here.memory / floor.memory
        missed += ratio > MEMORY
        print(
            f"| {CASES[0].name}: memory | {here.memory / 1024:.1f} MiB | | F1 {floor.memory / 1024:.1f} MiB | {verdict(ratio, MEMORY)} |\n"
        )

        grown = {
            (times, case.name): case._replace(name=f"{times} {case.name}", line=case.line.format(file))
            for times, (file, _) in files.items()
            for case in GROWN
        }
        found = medians(list(grown.values()), programs, rounds)
        samples = {key: found[case.name] for key, case in grown.items()}
        print(
            f"| content | {' | '.join(f'× {times}' for times in TIMES)} | × 100 to × 1 | at most | within |\n|---|---|---|---|---|---|---|"
        )
        for case in GROWN:
            row = [samples[times, case.name].wall for times in TIMES]
            missed += row[-1] / row[0] > case.limit
            print(f"| {case.name}, ms | {' | '.join(f'{1000 * wall:.0f}' for wall in row)} | {verdict(row[-1] / row[0], case.limit)} |")
        memory = [samples[times, GROWN[0].name].memory for times in TIMES]
        missed += memory[-1] / memory[0] > MEMORY
        print(f"| memory, MiB | {' | '.join(f'{each / 1024:.1f}' for each in memory)} | {verdict(memory[-1] / memory[0], MEMORY)} |")
        print(f"| file, MB | {' | '.join(f'{file.stat().st_size / 1e6:.1f}' for file, _ in files.values())} | | | |")
        print(f"| build, s | {' | '.join(f'{seconds:.1f}' for _, seconds in files.values())} | | | |")
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert own < floor.memory, "this process is larger than the floor, and a child is counted as at least as large as its parent was"
    return missed > 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=21, help="how often each is run (at least 15 to be worth anything)")
    parser.add_argument("--grow", nargs=2, metavar=("TIMES", "DIR"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.grow:
        sys.exit(grow(int(given.grow[0]), Path(given.grow[1])))
    sys.exit(main(given.rounds))
