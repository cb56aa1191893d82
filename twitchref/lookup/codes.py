"""Codes as people write them: with the name of their system or an address before them, with or without the point."""

import re

_BEFORE = r"(?:https?://\S*/)?(?:icd[- ]?(?:10)?[- ]?(?:cm)?[ :]+)?"
CODE = re.compile(
    rf"{_BEFORE}(?:(?P<system>orpha|orphanet|mondo|hp)[:_ ]*(?P<number>\d+)|(?P<icd>[a-z]\d[\da-z](?:\.?[\da-z]{{1,4}})?))", re.I
)


def as_code(text: str) -> str:
    """The key (as `words.squash` makes it) of the code that the text is; empty where it is none.

    >>> as_code("ICD-10-CM E83.42"), as_code("Orphanet:803"), as_code("http://purl.obolibrary.org/obo/MONDO_0004976"), as_code("leg")
    ('e8342', 'orpha803', 'mondo0004976', '')
    """
    found = CODE.fullmatch(text.strip())
    if not found:
        return ""
    system, number, icd = found.group("system", "number", "icd")
    return str(icd).lower().replace(".", "") if icd else system.lower().replace("orphanet", "orpha") + number
