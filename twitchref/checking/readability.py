"""How hard a text is to read: the Flesch–Kincaid grade, in years of American school.

0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid and others, 1975). Syllables are counted by the
usual rule of thumb (groups of vowels, a silent e at the end left out), which is right for about nine words in ten.
"""

import re
from collections.abc import Container

_SENTENCE = re.compile(r"[.!?;:](?:\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str, exempt: Container[str] = ()) -> float:
    """The text's grade; words in `exempt` (clinical names, which cannot be avoided) count as one syllable."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(len(_SENTENCE.findall(text)), 1)
    syllables = sum(1 if word.lower() in exempt else _syllables(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    spoken = word[:-1] if word.endswith("e") and not word.endswith(("le", "ee", "ye")) else word
    if spoken.endswith("ed") and not spoken.endswith(("ted", "ded")):
        spoken = spoken[:-2]
    return max(len(_VOWELS.findall(spoken)), 1)
