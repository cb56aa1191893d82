"""What every test can ask for: a run of the program in this process, the small compendium, and the real one."""

import io
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from twitchref import clock
from twitchref.cli.main import run as run_program
from twitchref.model import Compendium, Level, Sign
from twitchref.reading import load
from twitchref.store import reader as store

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
MINI = Path(__file__).parent / "data" / "mini"
GOLDEN = Path(__file__).parent / "golden"


# What may stand in the environment of who runs the tests and changes how an answer looks.
OF_THE_TERMINAL = (
    "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TWITCHREF_NO_COLOR", "TWITCHREF_DATA", "ACCESSIBLE", "COLUMNS", "TERM",
    "FORCE_HYPERLINK", "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "WT_SESSION", "WEZTERM_PANE", "TMUX", "STY",
)  # fmt: skip


class Run(NamedTuple):
    """What a run of the program gave."""

    code: int
    out: str
    err: str


def sign(id_: str, level: Level, phrase: str, short: str = "", why: str = "") -> Sign:
    """A sign with this phrase; of what a test does not ask about, something."""
    return Sign(id_, level, phrase, f"Do it if {phrase}.", "high", (), short=short, why=why)


def says_more(description: str, name: str) -> bool:
    """Whether a description says anything beside the name of what it describes."""
    own = {*re.findall(r"[a-z]+", name.lower()), "a", "an", "the", "of", "its", "it", "this", "is"}
    return any(word.removesuffix("s") not in own and word not in own for word in re.findall(r"[a-z]+", description.lower()))


class _Stream(io.TextIOWrapper):
    """A stream in memory that can pass for a terminal."""

    def __init__(self, encoding: str, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode(self.encoding)


@pytest.fixture(scope="session", autouse=True)
def one_day() -> Iterator[None]:
    """In this process it is always the same day, so that no test turns red with time.

    A program that a test starts has the machine's day. No review in the data of the tests is due before 2999, and what such a
    program says of the real data's, `undated` leaves out.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: "2026-11-24")
        yield


def undated(page: str) -> str:
    """The page without what depends on the day."""
    return page.replace(" (overdue)", "").replace(" (next review overdue)", "")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Runs a command line on the small compendium unless it names another; `width` makes stdout a terminal that wide."""
    for name in OF_THE_TERMINAL:
        monkeypatch.delenv(name, raising=False)

    def run_it(
        *arguments: str, width: int | None = None, encoding: str = "utf-8", data: Path | None = MINI, env: dict[str, str] | None = None
    ) -> Run:
        out, err = _Stream(encoding, width is not None), _Stream(encoding, False)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            named = {} if data is None else {"TWITCHREF_DATA": str(data)}
            for name, value in {**({"COLUMNS": str(width)} if width else {}), **named, **(env or {})}.items():
                patch.setenv(name, value)
            code = run_program(list(arguments))
        return Run(code, out.text(), err.text())

    return run_it


@pytest.fixture(scope="session")
def real() -> Compendium:
    """The real compendium."""
    return load.load(DATA)[0]


@pytest.fixture(scope="session")
def real_store(real: Compendium) -> store.Store:
    """The real compendium in a store."""
    return store.build(real)


@pytest.fixture(scope="session")
def real_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real compendium as a built file: what an installed program reads, and much faster to open than the YAML."""
    from twitchref.build import build

    file = tmp_path_factory.mktemp("built") / "real.sqlite"
    _, errors = build(DATA, file)
    assert not errors
    return file


def pytest_configure() -> None:
    """What the tests start can be interrupted, also where the tests themselves run in the background, which cannot."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew, to be read before they are committed.")
    parser.addoption("--full", action="store_true", help="Run what CI leaves out: the full matrix of manners.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with its golden file, or writes the file anew where that was asked for (never in CI)."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            assert not os.environ.get("CI"), "golden files are not written in CI"
            path.write_bytes(text.encode())
        assert path.read_bytes().decode() == text

    return compare


@contextmanager
def unprivileged() -> Iterator[None]:
    """Without the rights of the superuser, who can read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
