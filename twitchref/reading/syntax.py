"""What to say of a text that is not YAML, and where."""

import re
from typing import Any

from twitchref.problem import Place, Problem
from twitchref.reading.characters import whole

# The line up to a colon, where a field's name and the begin of its text stand before it.
_WITHIN = re.compile(r" *(?:- +)*[a-z_]+: +\S.*")


def not_yaml(text: str, file: str, error: Any, scanning: bool, innermost: Any) -> Problem:
    """A syntax error of PyYAML's Python parser as a problem: where what is never closed opens, or else where the parser stopped.

    `scanning` says whether the error is the scanner's, of a quote or a key; `innermost` is the event of the collection that was
    being read, if any.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return whole(file, "E106", "cannot be read as YAML; write it as README.md beside the data shows")
    opening = _opening(text, error, scanning, innermost)
    if opening is None or (opening.line == mark.line and mark.index < len(text.rstrip())):
        opening = mark
    what = {'"': "quote", "'": "quote", "[": "bracket", "{": "brace"}.get(text[opening.index : opening.index + 1])
    advice = "this cannot be read from here on; check the indent, the quotes and the colons on this line and the one before"
    if error.problem == "mapping values are not allowed here" and _WITHIN.fullmatch(text, text.rfind("\n", 0, mark.index) + 1, mark.index):
        advice = "the ': ' here is within a text; put the text on lines of its own under '>-', or quote it"
    if what and opening is not mark:
        advice = f"the {what} that opens here is not closed where it should be; close it, or quote the whole text"
    return Problem(Place(file, opening.line + 1, opening.column + 1), "E106", advice)


def _opening(text: str, error: Any, scanning: bool, innermost: Any) -> Any:
    """Where begins what the parser could not finish: a quote, a key without its colon, a list or mapping in brackets."""
    if scanning and error.problem_mark:
        escape = "\\" in text[error.problem_mark.index - 2 : error.problem_mark.index]
        return None if escape else error.context_mark
    return innermost.start_mark if innermost is not None and innermost.flow_style else None
