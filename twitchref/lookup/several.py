"""Several names in one text, as `left leg, right arm and jaw`: where each begins and ends."""

import re
from collections.abc import Callable, Iterator

_MOST_WORDS = 8  # of a name with what stands beside it
_BETWEEN = {"and", "or", "vs", "versus", "with", "to"}


def parts(text: str, is_name: Callable[[str], bool]) -> Iterator[str]:
    """The names in the text, each as long as it can be, and between them what is none; commas part, and so do words like `and`."""
    for piece in re.split(r"[,;/&+]+", text):
        words, unknown = piece.split(), []
        while words:
            lengths = range(min(len(words), _MOST_WORDS), 0, -1)
            length = next((length for length in lengths if _name_ends(words[:length]) and is_name(" ".join(words[:length]))), 0)
            if not length and words[0].casefold() not in _BETWEEN:
                unknown.append(words[0])
            elif unknown:
                yield " ".join(unknown)
                unknown = []
            if length:
                yield " ".join(words[:length])
            words = words[length or 1 :]
        if unknown:
            yield " ".join(unknown)


def _name_ends(words: list[str]) -> bool:
    return not _BETWEEN.intersection((words[0].casefold(), words[-1].casefold()))
