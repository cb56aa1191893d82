"""Names that people spell differently are alike, names that differ stay apart, and a distance counts edits."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twitchref.words import distance, fingerprint, fold, fold_word, plain_words, squash, words_in

ALIKE = [
    # case, hyphens, spaces, punctuation
    ("Ear", "ear"), ("EAR", "ear"), ("self-limited", "self limited"), ("Guillain-Barré", "guillain barre"), ("  my   ear ", "my ear"),
    ("HP:0002411", "hp 0002411"), ("G25.81", "g25 81"), ("leg_twitch", "leg twitch"), ("mouth/face", "mouth face"), ("B12.", "b12"),
    # apostrophes and possessives
    ("Parkinson's disease", "Parkinsons disease"), ("Parkinson’s disease", "parkinsons disease"), ("Bell‘s palsy", "bells palsy"),
    ("Bell`s palsy", "bells palsy"), ("Lou Gehrig´s", "lou gehrigs"), ("Parkinson's", "parkinson"), ("writers' cramp", "writer cramp"),
    # accents and letters drawn together
    ("Sjögren", "sjogren"), ("Guillain–Barré", "guillain barre"), ("ﬂutter", "flutter"), ("Ｅａｒ", "ear"), ("Straße", "strasse"),
    ("hypocalcæmia", "hypocalcaemia"), ("Œdema", "oedema"),
    # plurals
    ("legs", "leg"), ("twitches", "twitch"), ("clenches", "clench"), ("reflexes", "reflex"), ("flashes", "flash"), ("bodies", "body"),
    ("injuries", "injury"), ("eyelids", "eyelid"), ("medicines", "medicine"), ("muscle spasms", "muscle spasm"), ("nerves", "nerve"),
    ("calves", "calf"), ("feet", "foot"), ("teeth", "tooth"),
    # British and American
    ("hypocalcaemia", "hypocalcemia"), ("anaemia", "anemia"), ("haemorrhage", "hemorrhage"), ("oestrogen", "estrogen"), ("oedema", "edema"),
    ("paraesthesia", "paresthesia"), ("diarrhoea", "diarrhea"), ("tumour", "tumor"), ("brain tumours", "brain tumor"),
    ("behavioural", "behavioral"), ("colour", "color"), ("generalised", "generalized"), ("paralysed", "paralyzed"), ("analyse", "analyze"),
    ("localisation", "localization"), ("fibre", "fiber"), ("muscle fibres", "muscle fibers"), ("motor neurone", "motor neuron"),
    ("neurones", "neurons"), ("signalling", "signaling"), ("travelled", "traveled"), ("sulphate", "sulfate"),
]  # fmt: skip

APART = [
    ("lip", "limp"), ("ear", "eat"), ("leg", "lip"), ("arm", "army"), ("tic", "tick"), ("toe", "to"), ("hour", "hor"), ("our", "or"),
    ("stress", "stres"), ("gas", "ga"), ("virus", "viru"), ("pelvis", "pelvi"), ("us", "u"), ("is", "i"), ("dis", "di"),
    ("hypocalcaemia", "hypercalcaemia"), ("hypocalcaemia", "hypokalaemia"), ("hyponatraemia", "hypernatraemia"),
    ("hypothyroidism", "hyperthyroidism"), ("myoclonus", "myokymia"), ("sciatica", "asciatica"), ("eyelid", "eye"),
    ("restless legs", "legs"), ("C5", "C6"), ("ball", "bal"), ("shoe", "she"), ("toe", "te"), ("more", "moer"),
]  # fmt: skip

steady = settings(deadline=None, derandomize=True, database=None)
words = st.text(alphabet="abcelnorsuyzt'", max_size=12)


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=[one for one, _ in ALIKE])
def test_what_people_spell_differently_folds_alike(one: str, other: str) -> None:
    assert fold(other) == fold(one)


@pytest.mark.parametrize(("one", "other"), APART, ids=[f"{one}-{other}" for one, other in APART])
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert fold(other) != fold(one)


@given(st.text())
@example("neuroness")
@example("sulphurousies")
@example("analysesour")
@example("calvess")
@steady
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert once == fold(once)


@given(words)
@steady
def test_a_word_folds_to_one_word(word: str) -> None:
    assert [fold_word(plain) for plain in plain_words(word)] == fold(word).split()


@given(st.text())
@steady
def test_a_folded_name_is_words_with_single_spaces(text: str) -> None:
    assert " ".join(plain_words(fold(text))) == fold(text)


@pytest.mark.parametrize("text", ["Huntington's disease", "huntingtons-disease", "HUNTINGTONSDISEASE", "huntingtons  disease"])
def test_spaces_and_hyphens_may_be_left_out(text: str) -> None:
    assert squash(text) == "huntingtonsdisease"


@pytest.mark.parametrize("text", ["", " ", "?!", "--", "''", "_", "\0", "🦵", "\u200b"])
def test_what_has_no_letter_has_no_word(text: str) -> None:
    assert plain_words(text) == []
    assert fold(text) == ""


@given(st.text())
@example("Parkinson's ``'' Guillain-Barré")
@steady
def test_words_are_found_where_they_stand(text: str) -> None:
    """An apostrophe within a word is part of it; no word overlaps the one before."""
    found = list(words_in(text))
    assert all(word in plain_words(text[start:end]) for word, (start, end) in found)
    spans = list(dict.fromkeys(span for _, span in found))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("magnesium", "magnesium", 0), ("magnesium", "magnezium", 1), ("magnesium", "magnesum", 1), ("magnesium", "magnesiuum", 1),
        ("magnesium", "mangesium", 1), ("magnesium", "amgnesium", 1), ("magnesium", "magnesimu", 1), ("magnesium", "mangesum", 2),
        ("leg", "lip", 2), ("", "", 0), ("", "ab", 2), ("ab", "ba", 1), ("abc", "cab", 2), ("tounge", "tongue", 2), ("stress", "strain", 3),
    ],
)  # fmt: skip
def test_an_edit_inserts_deletes_replaces_or_swaps(left: str, right: str, edits: int) -> None:
    assert distance(left, right, 3) == edits


@given(words, words, st.integers(0, 4))
@steady
def test_a_distance_is_the_same_both_ways(left: str, right: str, limit: int) -> None:
    assert distance(left, right, limit) == distance(right, left, limit)


@given(words, words, st.integers(0, 4))
@steady
def test_only_the_same_word_is_at_no_distance(left: str, right: str, limit: int) -> None:
    assert (distance(left, right, limit) == 0) == (left == right)


@given(words, st.data())
@steady
def test_swapping_neighbours_is_one_edit(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, max(0, len(word) - 2)))
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert distance(word, swapped, 2) == (word != swapped)


@given(words, words, st.integers(0, 4))
@steady
def test_a_greater_distance_is_one_over_the_limit(left: str, right: str, limit: int) -> None:
    """Whatever the limit, it cuts the same distance."""
    assert distance(left, right, limit) == min(distance(left, right, 24), limit + 1)


@pytest.mark.parametrize("same", ["It comes and goes.", "  It comes\nand \tgoes. ", "It  comes and\u00a0goes."])
def test_a_fingerprint_is_that_of_the_words(same: str) -> None:
    """The first digits of what `printf %s 'It comes and goes.' | sha256sum` prints."""
    assert fingerprint(same) == "2f40828ef0cc"


@pytest.mark.parametrize("other", ["it comes and goes.", "It comes and goes", "It come sand goes.", "It comes, and goes.", ""])
def test_other_words_have_another_fingerprint(other: str) -> None:
    assert fingerprint(other) != "2f40828ef0cc"
