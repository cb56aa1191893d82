"""What a code of check is about: why the rule is there, a bad and a good example, and how to mend it."""

import re
from difflib import get_close_matches
from typing import NamedTuple

from twitchref.checking.check import meanings
from twitchref.data_path import resource

_TEXT = re.compile(
    r"(?P<code>[EW]\d{3})(?: (?P<file>\S+))?\nwhy: (?P<why>.+)\n"
    r"bad:\n(?P<bad>(?:\| .*\n)+)good:\n(?P<good>(?:\| .*\n)+)mend: (?P<mend>.+)\n"
)


class Explained(NamedTuple):
    """A code in an editor's words; the examples are lines of `file`, or say what to look for where that is no line of a file."""

    code: str
    meaning: str
    why: str
    file: str
    bad: str
    good: str
    mend: str


def explained(asked: str) -> Explained:
    """What the code means, in capitals or not; a ValueError, with what was probably meant, where there is no such code."""
    code, codes = asked.strip().upper(), meanings()
    if code not in codes:
        near = [each for each in codes if code and each.startswith(code)] or get_close_matches(code, codes, 3)
        hint = f"did you mean {' or '.join(near[:3])}? " if near else ""
        raise ValueError(f"there is no code '{asked}'; {hint}`twitchref check --list` lists them all")
    return every()[code]


def every() -> dict[str, Explained]:
    """Every code that is explained, in the order of the codes."""
    codes = meanings()
    found = {}
    for match in _TEXT.finditer(resource("editing", "explained.txt")):
        bad, good = (re.sub(r"^\| ", "", match[name], flags=re.MULTILINE).removesuffix("\n") for name in ("bad", "good"))
        found[match["code"]] = Explained(
            match["code"], codes.get(match["code"], ""), match["why"], match["file"] or "", bad, good, match["mend"]
        )
    return found
