"""A file's bytes as text that can be seen: whatever rules them out, or cannot be seen, is a problem."""

import re
import stat
import unicodedata
from pathlib import Path

from twitchref.problem import Place, Problem

MAX_BYTES = 1_000_000  # the largest real file has a quarter of that


def whole(file: str, code: str, message: str) -> Problem:
    """A problem of the whole file, told at its start."""
    return Problem(Place(file), code, f"the file {message}")


def content(path: Path, file: str, wanted: str) -> tuple[bytes | None, list[Problem]]:
    """The bytes of the file, or None where it has none that can be used, and why; `wanted` says what belongs there."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # a pipe that nobody fills, or a device, would be read for ever
            raise OSError(0, "this is a directory" if stat.S_ISDIR(mode) else "this is no ordinary file")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # a ValueError where the name itself is impossible
        reason = getattr(error, "strerror", None) or "its name is impossible"
        return None, [whole(file, "E101", f"cannot be read ({reason}); put a readable {wanted} here")]
    if len(raw) > MAX_BYTES:
        return None, [whole(file, "E102", f"is larger than {MAX_BYTES:,} bytes; take out what is not content")]
    return raw, []


def decoded(raw: bytes, file: str, allowed: str = "\n") -> tuple[str | None, list[Problem]]:
    """The file as text without what cannot be seen, or None where its bytes rule it out; and what is wrong with either.

    Characters that are `allowed` stay, and are no problem.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [whole(file, "E103", "is UTF-16; save it as UTF-8")]
    if raw.startswith(b"\xef\xbb\xbf"):
        return None, [whole(file, "E104", "begins with a mark that cannot be seen (byte order mark, BOM); save it as UTF-8 without one")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        place = Place(file, before.count(b"\n") + 1, column)
        return None, [Problem(place, "E103", f"the letter here (0x{raw[error.start]:02X}) is not saved as UTF-8; save the file as UTF-8")]
    problems = []
    if "\r" in text:
        place = Place(file, text.count("\n", 0, text.index("\r")) + 1)
        problems.append(Problem(place, "W501", "the file has Windows line ends (CRLF); save it with Unix ones (LF)"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, found = _without_unseen(text, file, allowed)
    return (None if "\0" in text else text), problems + found


# Stands in for what is taken out of a text, so that every column stays true; being itself unseen, it stands nowhere else.
GONE = "\ue000"

# What unicodedata does not call by a telling category, though nothing is to be seen: fillers, joiners, variation selectors, a blank.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")

# An escape of half a surrogate pair, or of a number beyond the last character: the two parsers disagree about them.
_NO_CHARACTER = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\U0000[dD][89a-fA-F][0-9a-fA-F]{2}|\\U(?!000[0-9a-fA-F]|0010)[0-9a-fA-F]{8}")


def unseen(text: str, allowed: str = "\n") -> str:
    """The characters of the text that cannot be seen, each once: control, format, private-use, unassigned ones and fillers."""
    telling = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return "".join(char for char in sorted(set(text) - set(allowed)) if unicodedata.category(char) in telling or char in _BLANK)


def _without_unseen(text: str, file: str, allowed: str) -> tuple[str, list[Problem]]:
    """The text without characters that cannot be seen, every one of them a problem.

    A NUL stays and is the only problem: with it, the file is no text at all.
    """
    plain = text.isascii() and text.replace("\n", "").isprintable()  # as most files are: two quick looks instead of one at each letter
    hidden = "" if plain else unseen(text, allowed)
    if not hidden and not ("\\" in text and _NO_CHARACTER.search(text)):
        return text, []
    if "\0" in hidden:
        line = text.count("\n", 0, text.index("\0"))
        return text, [Problem(Place(file, line + 1, text.split("\n")[line].index("\0") + 1), "E105", named("\0"))]
    wrong = re.compile("|".join([*([f"[{re.escape(hidden)}]+"] if hidden else []), _NO_CHARACTER.pattern]))
    problems = []
    lines = text.split("\n")
    for at, content in enumerate(lines):
        for match in wrong.finditer(content):
            message = f"{match[0]} is no character; write the character itself" if match[0][0] == "\\" else named(match[0][0])
            problems.append(Problem(Place(file, at + 1, match.start() + 1), "E105", message))
        lines[at] = wrong.sub(lambda match: "".join(" " if char == "\t" else GONE for char in match[0]), content)
    return "\n".join(lines), problems


def named(char: str) -> str:
    """What to say of a character that cannot be seen."""
    if char == "\t":
        return "U+0009 (tab) looks like spaces; write spaces"
    kind = {"Co": "private-use character", "Cn": "unassigned character"}.get(unicodedata.category(char), "control character")
    return f"U+{ord(char):04X} ({unicodedata.name(char, kind).lower()}) cannot be seen; delete it"
