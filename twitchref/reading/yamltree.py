"""One YAML file as nodes that know their place; whatever is wrong with the file is a problem, never an exception.

Every scalar stays the text that was typed, so YAML 1.1's surprises (`on`, `12:30`, `1.10`) cannot happen. Events are
walked instead of composed nodes: nothing an anchor could expand is ever built, and depth is ours to bound.
"""

import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from twitchref.problem import Place, Problem

# libyaml where PyYAML was built with it: 13 to 19 times faster than the Python parser, with equal results (tested).
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1_000_000  # the largest real file is under 60 kB
MAX_DEPTH = 12  # real files nest 6 deep


class Text(str):
    """A scalar: the text that was typed, and where."""

    place: Place


class Mapping(dict[Text, "Node"]):
    """A mapping, its keys in the order of the file, and where it starts."""

    place: Place


class Sequence(list["Node"]):
    """A sequence, and where it starts."""

    place: Place


Node = Text | Mapping | Sequence


def text_at(value: str, place: Place) -> Text:
    """A text that knows its place."""
    text = Text(value)
    text.place = place
    return text


def short(text: str) -> str:
    """The text on one line, or its start where it is long, to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:37]}..."


def read(path: Path, file: str) -> tuple[Node | None, bytes, list[Problem]]:
    """The file's root node (None where it has none that can be used), its bytes, and what is wrong with it."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # a pipe that nobody fills, or a device, would be read for ever
            raise OSError(0, "this is a directory" if stat.S_ISDIR(mode) else "this is no ordinary file")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # a ValueError where the name itself is impossible
        reason = getattr(error, "strerror", None) or "its name is impossible"
        return None, b"", [_whole(file, "E101", f"cannot be read ({reason}); put a readable YAML file here")]
    if len(raw) > MAX_BYTES:
        return None, b"", [_whole(file, "E102", f"is larger than {MAX_BYTES:,} bytes; take out what is not content")]
    text, problems = _decoded(raw, file)
    if text is None:
        return None, raw, problems
    node, found = _parsed(text, file)
    return node, raw, problems + found


def _whole(file: str, code: str, message: str) -> Problem:
    return Problem(Place(file), code, f"the file {message}")


def _decoded(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The file as text, or None where its bytes or characters rule it out."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [_whole(file, "E103", "is UTF-16; save it as UTF-8")]
    if raw.startswith(b"\xef\xbb\xbf"):
        return None, [_whole(file, "E104", "starts with a byte order mark; save it as UTF-8 without one")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        place = Place(file, before.count(b"\n") + 1, column)
        return None, [Problem(place, "E103", f"the byte 0x{raw[error.start]:02X} is not UTF-8; save the file as UTF-8")]
    if match := _FORBIDDEN.search(text):
        return None, [Problem(_place_in(text, match.start(), file), "E105", _unseen(match[0]))]
    problems = []
    if "\r" in text:
        place = Place(file, text.count("\n", 0, text.index("\r")) + 1)
        problems.append(Problem(place, "W501", "the file has Windows line ends; save it with Unix ones"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def _place_in(text: str, position: int, file: str) -> Place:
    return Place(file, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


def _unseen(char: str) -> str:
    if char == "\t":
        return "U+0009 (tab) looks like spaces; write spaces"
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'control character').lower()}) cannot be seen; delete it"


# Control characters but line ends, invisible and direction-changing ones, and the halves of surrogate pairs.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)


# An escape of half a surrogate pair, or of a number beyond the last character: the two parsers disagree about them.
_NO_CHARACTER = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U0000[dD][89a-fA-F][0-9a-fA-F]{2}|\\U(?!000[0-9a-fA-F]|0010)[0-9a-fA-F]{8}")


class _RefusedError(Exception):
    """The rest of the file cannot be read because of this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _parsed(text: str, file: str, loader: Any = None) -> tuple[Node | None, list[Problem]]:
    if wrong := _NO_CHARACTER.search(text):
        return None, [Problem(_place_in(text, wrong.start(), file), "E105", f"{wrong[0]} is no character; write the character itself")]
    problems: list[Problem] = []
    try:
        return _document(yaml.parse(text, loader or _LOADER), file, problems), problems
    except _RefusedError as refused:
        problems.append(refused.problem)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _within(text, Place(file, mark.line + 1, mark.column + 1)) if mark else Place(file)
        advice = "this is not YAML from here on; check the indent, the quotes and the colons on this line and the one before"
        problems.append(Problem(place, "E106", advice))
    except yaml.YAMLError:
        problems.append(_whole(file, "E106", "is not YAML"))
    return None, problems


def _within(text: str, place: Place) -> Place:
    """The place, or the end of the text where it lies beyond: libyaml counts a line that an unended file does not have."""
    lines = text.split("\n")
    return place if place.line <= len(lines) else Place(place.file, len(lines), len(lines[-1]) + 1)


def _document(events: Iterator[Any], file: str, problems: list[Problem]) -> Node | None:
    """The one document of the event stream; a second one is refused."""
    root: Node | None = None
    seen = False
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if seen:
                raise _RefusedError(Problem(_at(event, file), "E107", "a second document starts here; keep one a file"))
            seen = True
        elif isinstance(event, yaml.NodeEvent):
            root = _node(event, events, file, problems, 1)
    if root is None or (isinstance(root, Text) and not root):
        problems.append(_whole(file, "E108", "is empty; see README.md beside the data for the fields"))
        return None
    return root


def _at(event: Any, file: str) -> Place:
    """PyYAML counts from 0, people from 1: the only place where the one becomes the other, with the syntax error above."""
    return Place(file, event.start_mark.line + 1, event.start_mark.column + 1)


def _node(event: Any, events: Iterator[Any], file: str, problems: list[Problem], depth: int) -> Node:
    place = _at(event, file)
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _RefusedError(Problem(place, "E109", "anchors (&) and aliases (*) are not used here; write the text out, or quote it"))
    if event.tag is not None and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
        raise _RefusedError(Problem(place, "E110", "tags (!) are not used here; take it out, or quote the text"))
    if depth > MAX_DEPTH:
        raise _RefusedError(Problem(place, "E111", f"nested more than {MAX_DEPTH} deep; no field needs that"))
    if isinstance(event, yaml.ScalarEvent):
        if match := _FORBIDDEN.search(event.value):  # an escape in quotes can still make one
            problems.append(Problem(place, "E105", _unseen(match[0])))
        return text_at(event.value, place)
    if isinstance(event, yaml.SequenceStartEvent):
        items = Sequence()
        items.place = place
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, file, problems, depth + 1))
        return items
    pairs = Mapping()
    pairs.place = place
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, file, problems, depth + 1)
        value = _node(next(events), events, file, problems, depth + 1)
        if not isinstance(key, Text):
            raise _RefusedError(Problem(key.place, "E112", "a field's name must be plain text, not a list or a mapping"))
        if key in pairs:
            first = next(known for known in pairs if known == key).place.line
            problems.append(Problem(key.place, "E113", f"'{short(key)}' stands a second time (first in line {first}); keep one"))
        else:
            pairs[key] = value
    return pairs
