"""A data directory as one SQLite file: for anyone's data, and for the wheel."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from twitchref import safe_write
from twitchref.problem import Problem
from twitchref.reading.load import folders, load
from twitchref.store import reader as store
from twitchref.store.database import APPLICATION_ID


def build(directory: Path, file: Path | str, say: Callable[[str], None] = lambda message: None) -> tuple[str, list[Problem]]:
    """Writes the file and gives the data version; where the data has errors, nothing is written and they come back.

    The file appears whole or not at all: a build that is killed leaves the old one, or none. Raises WriteError where the
    file cannot be written, is inside the data, or is there already and neither empty nor one of ours. `say` is told what
    is going on when it takes longer than a second.
    """
    compendium, problems = load(directory)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors or not compendium.entries:
        return compendium.version, errors
    real = safe_write.target(file, _was_built, outside=folders(directory))
    with safe_write.whole(real) as unfinished, _told(say, f"building {file} from {len(compendium.entries)} entries ..."):
        store.build(compendium, str(unfinished)).connection.close()
    return compendium.version, []


def _was_built(file: BinaryIO) -> bool:
    """Whether it is a SQLite file that twitchref built, of whatever format: by the id at byte 68 of SQLite's header."""
    header = file.read(72)
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4, "big")


@contextmanager
def _told(say: Callable[[str], None], message: str) -> Iterator[None]:
    """Says what is going on, when it takes longer than a second."""
    timer = threading.Timer(1.0, say, (message,))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
