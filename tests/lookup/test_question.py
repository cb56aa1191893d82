"""What of a person's words matters."""

import pytest

from twitchref.lookup.question import FILLER, content_words, with_ages
from twitchref.words import fold_word


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("my 5 year old twitches", "my 5 year old child twitches"),
        ("3 month old shaking", "3 month old baby shaking"),
        ("2-week-old", "2-week-old baby"),
        ("18 months old", "18 months old baby"),
        ("1 yr old", "1 yr old baby"),
        ("7yo jerks", "7yo child jerks"),
        ("MY 86 YEAR OLD NAN", "MY 86 YEAR OLD elderly NAN"),
        ("im 24 years old", "im 24 years old "),
        ("for 5 years", "for 5 years"),
        ("a 1005 year old tree", "a 1005 year old tree"),
    ],
)
def test_an_age_says_who_is_meant(typed: str, read: str) -> None:
    assert with_ages(typed) == read


def test_filler_is_filler_when_it_is_folded_too() -> None:
    """Names are looked for among folded words: does is doe there."""
    assert {fold_word(word) for word in FILLER} <= FILLER


def test_what_decides_is_neither_filler_nor_a_number() -> None:
    assert content_words("my 5 year old child twitches at night") == ["child", "twitch", "night"]
