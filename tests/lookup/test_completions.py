"""What a name that is being typed may go on with."""

import pytest
from conftest import MINI

from twitchref.lookup.completion import completions
from twitchref.reading import load
from twitchref.store import reader as store


@pytest.fixture(scope="module")
def mini() -> store.Store:
    """The small compendium in a store."""
    return store.build(load.load(MINI)[0])


@pytest.mark.parametrize(
    ("kinds", "before", "begun", "words"),
    [
        (["site"], [], "l", ["leg", "lip"]),
        (["site"], [], "L", ["leg", "lip"]),  # a capital letter
        (["site"], [], "", ["ear", "leg", "lip"]),
        (["cause"], [], "rest", ["restless-legs"]),
        (["site"], [], "cal", ["calf"]),  # a name, where no id begins so
        (["cause"], ["restless"], "", ["legs"]),  # the second word of a name
        (["cause"], ["Restless"], "L", ["legs"]),
        (["cause"], ["lack", "of"], "m", ["magnesium"]),
        (["cause"], ["lack", "of"], "x", []),
        (["site"], ["restless"], "l", []),  # of another kind
        (["site", "cause"], ["restless"], "l", ["legs"]),
        (["cause"], ["E83"], "", []),  # a code is typed, not completed
        (["source"], [], "go", ["good"]),
    ],
)
def test_a_word_that_is_begun_is_completed(mini: store.Store, kinds: list[str], before: list[str], begun: str, words: list[str]) -> None:
    assert completions(mini, kinds, begun, before) == words
