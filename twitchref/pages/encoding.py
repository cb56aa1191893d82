"""Letters that a stream can carry: what its encoding lacks is written otherwise, what cannot be seen is shown harmlessly."""

# What stands in for letters that a narrow locale lacks, before an accent is simply dropped.
_STAND_INS = {
    "–": "-", "—": "-", "−": "-", "‑": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "…": "...", "•": "-", "·": "-", "▌": "|",
    "µ": "u", "μ": "u", "×": "x", "≤": "<=", "≥": ">=", "½": "1/2", "¼": "1/4", "¾": "3/4", "°": "deg ", "→": "->", "ß": "ss",
    "æ": "ae", "œ": "oe", "Æ": "AE", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
}  # fmt: skip


def readable(text: str, encoding: str) -> str:
    """The text in letters that the encoding has, with control and direction-changing characters shown harmlessly."""
    if text.isprintable() and _has(encoding, text):
        return text
    return "".join(_letter(char, encoding) for char in text)


def _letter(char: str, encoding: str) -> str:
    if not (char.isprintable() or char == " "):
        return f"<U+{ord(char):04X}>"
    from unicodedata import combining, normalize

    if combining(char):
        return char if _has(encoding, char) else ""
    bare = "".join(part for part in normalize("NFKD", char) if not combining(part))
    candidates = (char, _STAND_INS.get(char, ""), bare)
    return next((each for each in candidates if each and _has(encoding, each)), f"<U+{ord(char):04X}>")


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
