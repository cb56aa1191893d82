"""What is mechanical in a data directory, mended in the texts of its files; nothing is written that would not read the same.

Line ends, byte order marks, texts that YAML cannot hold or that are too long for a line, the order of links, sources and rows, and names
and signs that stand twice. Where it is not certain what was meant, nothing is done.
"""

from collections.abc import Iterator
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from twitchref import safe_write
from twitchref.editing import mend
from twitchref.errors import WriteError
from twitchref.problem import Problem
from twitchref.reading import examined
from twitchref.reading.characters import content
from twitchref.reading.forms import FORMS
from twitchref.reading.load import FOLDERS
from twitchref.reading.nodes import Mapping
from twitchref.reading.yamltree import nodes

STEPS: dict[str, tuple[mend.Step, ...]] = {
    "site": (mend.links_in_order, mend.once),
    "cause": (mend.once,),
    "term": (mend.once,),
    "sources": (mend.sources_in_order,),
}
STEP_CODES = ("W411", "W504", "W505")  # what the steps mend, in a file without errors
NEEDED = ("sites", "causes", "signs.yaml", "sources.yaml")  # what a folder must have to be taken for a data directory


class Difference(NamedTuple):
    """A file as it is and as it would be, by its name in the directory."""

    file: str
    before: bytes
    after: bytes

    def __str__(self) -> str:
        """The difference, as `diff -u` shows it."""
        before, after = (raw.decode("utf-8").split("\n") for raw in (self.before, self.after))
        before, after = ([*(f"{line}\n" for line in whole), *([last] if last else [])] for *whole, last in (before, after))
        lines = unified_diff(before, after, self.file, self.file)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


class Mended(NamedTuple):
    """What can be mended, and the files that are left as they are, though something in them could be."""

    changes: tuple[Difference, ...]
    left: tuple[str, ...]


class _OtherwiseError(Exception):
    """What was mended would not read the same."""


def lacking(directory: Path) -> list[str]:
    """What the folder lacks to be a data directory; nothing else is ever touched."""
    return [name for name in NEEDED if not (directory / name).exists()]


def mended(directory: Path) -> Mended:
    """What can be mended in the files of a data directory; nothing is written."""
    changes, left = [], []
    for file, form in _files(directory):
        raw, _ = content(directory / file, file, "")
        if raw is None:
            continue
        try:
            after = _mended(raw, file, form)
        except _OtherwiseError:
            left.append(file)
            continue
        if after != raw:
            changes.append(Difference(file, raw, after))
    return Mended(tuple(changes), tuple(left))


def write(directory: Path, changes: tuple[Difference, ...]) -> None:
    """Writes the changes, each file whole; a WriteError, before any is written, where one may not be or is not as it was.

    Where the disk is full in the midst of it, the WriteError names the files that were written.
    """
    places = [(safe_write.target(directory / change.file, lambda opened: True), change) for change in changes]
    for real, change in places:
        if real.read_bytes() != change.before:
            raise WriteError(f"{change.file} was changed meanwhile, so nothing was written; call this once more")
    for number, (real, change) in enumerate(places):
        try:
            with safe_write.whole(real) as unfinished:
                unfinished.write_bytes(change.after)
        except WriteError as error:
            written = ", ".join(done.file for _, done in places[:number]) or "nothing"
            raise WriteError(f"{error}. Written before that: {written}") from error


def _files(directory: Path) -> Iterator[tuple[str, str]]:
    """The files that are read, each with its form; the ledger has none."""
    for kind, folder in FOLDERS.items():
        with suppress(OSError):
            for name in sorted(path.name for path in (directory / folder).iterdir()):
                if name.endswith(".yaml") and name.isprintable() and not name.startswith("."):
                    yield f"{folder}/{name}", kind
    yield from ((f"{form}.yaml", form) for form in ("signs", "sources", "words"))
    yield examined.FILE, ""


def _mended(raw: bytes, file: str, form: str) -> bytes:
    """The content of a file, mended; an _OtherwiseError where it would not read the same."""
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return raw
    if "\0" in text:
        return raw
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (_ordered_rows(text, file) if not form else _mended_yaml(text, file, form)).encode("utf-8")


def _ordered_rows(text: str, file: str) -> str:
    """The ledger with its rows in order, if all of them can be read."""
    rows, problems = examined.read(text.encode("utf-8"), file)
    if problems:
        return text
    header, *others = text.removesuffix("\n").split("\n")
    after = "\n".join([header, *sorted(others)]) + "\n" * text.endswith("\n")
    if examined.read(after.encode("utf-8"), file) != (rows, []):
        raise _OtherwiseError
    return after


def _mended_yaml(text: str, file: str, form: str) -> str:
    """A YAML file, mended; as it was where it cannot be read all the same. Order and doubles need a file without an error."""
    quoted, hard = mend.in_quotes(text, file)
    root, problems = nodes(quoted.encode("utf-8"), file)
    if not isinstance(root, Mapping) or problems or not hard <= {number for number, _ in mend.texts(root)}:
        return text
    text, root = _after(lambda given, node: mend.folded(given, node, hard), quoted, root, file)
    found: list[Problem] = []
    FORMS[form].read(root, found)
    for step in () if found else STEPS.get(form, ()):
        text, root = _after(step, text, root, file)
    return text


def _after(step: mend.Step, text: str, root: Mapping, file: str) -> tuple[str, Mapping]:
    """The text and its root after a step, which has to say what the step promises."""
    after, promised = step(text, root)
    if after == text:
        return text, root
    node, problems = nodes(after.encode("utf-8"), file)
    if problems or not isinstance(node, Mapping) or mend.plain(node) != promised:
        raise _OtherwiseError
    return after, node
