"""How words are made alike, so that people need not know our spelling, and how far apart two words are."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_WORD = re.compile(r"[^\W_]+")

# British spellings and what Americans write; each is a rule on one folded word, tried until none applies.
_SPELLINGS = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (r"[ao]e(?=[a-z])", "e"),  # anaemia, oestrogen, oedema; not toe
        (r"(?<=[a-z]{2})our(?=$|al|ed|ing|er|ful|less)", "or"),  # tumour, behaviour, colour; not hour
        (r"(?<=[a-z]{3})is(?=e$|ed$|ing$|ation$|er$)", "iz"),  # generalised
        (r"(?<=[bt])re$", "er"),  # fibre, centre
        (r"ll(?=ing$|ed$|er$)", "l"),  # signalling, travelled
        (r"(?<=neur)one$", "on"),
        (r"ys(?=e$|ed$|ing$)", "yz"),
        (r"ph(?=ur)", "f"),
    )
)


def plain_words(text: str) -> list[str]:
    """The words of a text without case, accents, apostrophes and punctuation: `Parkinson's` is `parkinsons`."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)) if not unicodedata.combining(char)
    )
    return _WORD.findall(bare.casefold())


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """One plain word in the singular and in American spelling; folding twice changes nothing."""
    while True:
        folded = _singular(word)
        for pattern, american in _SPELLINGS:
            folded = pattern.sub(american, folded)
        if folded == word:
            return word
        word = folded


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("tches", "nches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


def fold(text: str) -> str:
    """A name as it is compared: folded words with single spaces between them."""
    return " ".join(map(fold_word, plain_words(text)))


def squash(text: str) -> str:
    """A name without its spaces and hyphens, for people who leave them out: `huntingtonsdisease`."""
    return "".join(plain_words(text))


def distance(left: str, right: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap neighbours) from one word to the other; `limit + 1` where it is more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, char in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (char != other))
            if row > 1 and column > 1 and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return limit + 1
        before, above = above, line
    return above[-1] if above[-1] <= limit else limit + 1
