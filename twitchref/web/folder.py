"""The folder that the site is written into: whole, or not at all."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from twitchref import safe_write

MARK = "twitchref-web.txt"  # names every file of ours, so that nobody else's is lost
_SAID = "`twitchref web` made these files, and replaces them all:"
_EVERY = 100  # files, between two words about how far it is


def write(files: Iterable[tuple[str, str]], directory: str, outside: Iterable[Path], say: Callable[[int], None]) -> int:
    """Writes the files, each a path with / and its text, and says how many there are.

    The folder has all of them or, where anything fails, what it had before. Raises WriteError where it is neither empty nor one of
    ours, is inside a folder of `outside`, or cannot be written. `say` is told how many there are so far.
    """
    real = safe_write.folder(directory, MARK, outside)
    with safe_write.whole_folder(real) as unfinished:
        names = sorted(_written(files, unfinished, say))
        (unfinished / MARK).write_text("".join(f"{line}\n" for line in (_SAID, *names)), encoding="utf-8", newline="\n")
    return len(names)


def _written(files: Iterable[tuple[str, str]], folder: Path, say: Callable[[int], None]) -> Iterator[str]:
    for count, (name, text) in enumerate(files, 1):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        if count % _EVERY == 0:
            say(count)
        yield name
