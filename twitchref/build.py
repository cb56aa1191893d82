"""A data directory as one SQLite file: for anyone's data, and for the wheel."""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from twitchref import store
from twitchref.load import load
from twitchref.problem import Problem


def build(directory: Path, file: Path, say: Callable[[str], None] = lambda message: None) -> tuple[str, list[Problem]]:
    """Writes the file and gives the data version; where the data has errors, nothing is written and they come back.

    The file appears whole or not at all: a build that is killed leaves the old one, or none. Raises OSError where the
    place cannot be written. `say` is told what is going on when it takes longer than a second.
    """
    compendium, problems = load(directory)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors or not compendium.entries:
        return compendium.version, errors
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    os.close(handle)
    try:
        with _told(say, f"building {file} from {len(compendium.entries)} entries ..."):
            store.build(compendium, name).connection.close()
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)  # a temporary file is private; this one is to be read like any other
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return compendium.version, []


@contextmanager
def _told(say: Callable[[str], None], message: str) -> Iterator[None]:
    """Says what is going on, when it takes longer than a second."""
    timer = threading.Timer(1.0, say, (message,))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
