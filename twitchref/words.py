"""How words are made alike, so that people need not know our spelling, and how far apart two words are."""

import re
from collections.abc import Iterator
from functools import lru_cache

_BARE = str.maketrans(dict.fromkeys("'’‘`´ʼ", "") | {"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"})
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile("[a-z0-9]+")
_TYPED = re.compile(r"[^\W_]+(?:['’‘`´ʼ]+[^\W_]+)*")

# British spellings and what Americans write: letters that must stand in the word, a pattern tried on it, what is put there.
# The letters spare most words the pattern, and most runs its compiling.
SPELLINGS = (
    ("ae", r"ae(?=[a-z])", "e"),  # anaemia
    ("oe", r"oe(?=[a-z])", "e"),  # oestrogen, oedema; not toe
    ("our", r"(?<=[a-z]{2})our(?=$|al|ed|ing|er|ful|less)", "or"),  # tumour, behaviour, colour; not hour
    ("is", r"(?<=[a-z]{3})is(?=e$|ed$|ing$|ation$|er$)", "iz"),  # generalised
    ("re", r"(?<=[bt])re$", "er"),  # fibre, centre
    ("ll", r"ll(?=ing$|ed$|er$)", "l"),  # signalling, travelled
    ("neurone", r"neurone$", "neuron"),
    ("ys", r"ys(?=e$|ed$|ing$)", "yz"),
    ("sulph", r"sulph", "sulf"),
    ("syndrom", r"syndrom$", "syndrome"),
)


def plain_words(text: str) -> list[str]:
    """The words of a text without case, accents, apostrophes and punctuation: `Parkinson's` is `parkinsons`."""
    if text.isascii():  # as most are; all words of the data are made so, and this takes half the time
        return _ASCII_WORD.findall(text.replace("'", "").replace("`", "").lower())
    bare = text.translate(_BARE)
    if not bare.isascii():
        from unicodedata import combining, normalize

        bare = "".join(char for char in normalize("NFKD", bare) if not combining(char))
    return _WORD.findall(bare.casefold())


def fingerprint(text: str) -> str:
    """The first 12 hex digits of the SHA-256 of a text with its white space collapsed: equal only where the words are."""
    from hashlib import sha256  # no look-up needs it

    return sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def words_in(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The plain words of a text, each with its start and end, in characters from 0."""
    for found in _TYPED.finditer(text):
        yield from ((word, found.span()) for word in plain_words(found[0]))


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """One plain word in the singular and in American spelling; folding twice changes nothing."""
    while True:
        folded = _singular(word)
        for letters, pattern, american in SPELLINGS:
            if letters in folded:
                folded = re.sub(pattern, american, folded)
        if folded == word:
            return word
        word = folded


IRREGULAR = {"calves": "calf", "feet": "foot", "teeth": "tooth", "tens": "tens"}


def _singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
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


NOT = frozenset("cant cannot couldnt wont wouldnt not never dont doesnt didnt hasnt havent isnt".split())


def as_said(words: list[str]) -> list[str]:
    """The folded words with `cant stop` and its like as one: who cannot stop moving a leg is not who cannot move it."""
    found: list[str] = []
    for word in words:
        if word.startswith("stop") and found and found[-1] in NOT:
            found[-1] = "unstopped"
        else:
            found.append(word)
    return found


def is_one_of(text: str, *names: str) -> bool:
    """Whether the text is one of these names, however it is spelt."""
    return fold(text) in map(fold, names)


def as_a_word(words: str) -> str:
    """A pattern for any of these (joined with `|`) where it stands as a word of its own, not within a longer name."""
    return rf"(?<![\w-])(?:{words})(?![\w-]| syndrome| disease)"


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
