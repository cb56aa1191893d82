"""What a person typed as the words that matter: the common words of questions decide nothing."""

import re

from twitchref.words import fold_word, plain_words

_MOST = 4000  # characters of a text that are read
MAX_WORDS = 32  # nobody's question has more words that matter; the rest would only cost time

# Who asks with one of these and names nothing, or a page, asks when to get help.
ASKING_FOR_HELP = frozenset(
    """
doctor doctors gp nurse neurologist hospital clinic appointment worry worried worrying serious seriously concern concerned dangerous
harmful harmless normal scared
""".split()
)
# Time, people and the words of medical talk, which fit every entry: they are looked for only where there is nothing else.
TALK = ASKING_FOR_HELP | frozenset(
    """
day days week weeks month months year years hour hours minute minutes min mins morning today tonight yesterday one two three four
five six seven eight nine ten once twice mum mom dad wife husband man woman friend guy
guys patient patients health medical medically cure cures remedy remedies relief relieve relieves therapy therapies treat treated
treating treatment treatments test tested testing tests exam examination diagnosed diagnosis symptom symptoms serum insert leaflet
package natural early
""".split()
)
# Words that stand around what is asked: grammar, the asking itself, amount and sides; and talk. As typed or folded:
# the last line has forms that only folding makes.
FILLER = TALK | frozenset(
    """
a about after again ago all almost along already also always am an and another any anybody anyone anything are around as at away be
became because become been before being best better between both but by call came can cannot cant come comes coming could couldnt did
didnt do does doesnt doing done dont down during each either else even ever every everyone everything few find for from full further
gave get gets getting give given go goes going gone got had has hasnt have havent having he hello help helped helps her here him his
how i if im in info information inside into is isnt it its itself ive just keep keeps kept kind know known last lately later least
less let like little long look looking lot lots made make makes making many may maybe me mean means meant might mine more most much
must my myself name near need needs never new next no nobody none nor normally not nothing now of off often ok okay old on only onto
or other others our out outside over own part particularly people person please possible possibly presentation probably put quite
rather read really reason reasons recently regarding right left same say says see seem seems seen several she should shouldnt show
shows since so some somebody someone something sometime sometimes somewhere soon still stop stops stopped stopping such sudden
suddenly sure take taken takes taking talk tell than thanks that thats the their them then there these they thing things think this
those though through time times to told too took tried try trying under until up upon upper us use used using usual usually very
want wants was wasnt way we well went were what whats when where which while who whole whom whose why will wish with within without
wont would wouldnt yes yet you your yours yourself actually affect affected anyways bad badly barely bit causing caused feel feeling
feelings feels felt fix good great happen happened happening happens hard hate hey hi idea issue issues lack lacking loads lower
advice answer answers ask asked asking question questions explain explained understand confused curious google googled cause causes
condition conditions naturally disease diseases disorder disorders effect effects experience experienced experiencing first lead
leads level levels problem problems provide provides related result results sign signs suffer suffering suffers syndrome syndromes
ng ml mg dl mmol above below bottom half inner outer side sides top constantly definition difference meaning pls plz vs versus
alway anyway desnt doe goe load thank
""".split()
)


# How old somebody is, and who that is: years from which on, in this order.
_AGE = re.compile(r"(?i)(?<!\d)(\d{1,3})[\s-]*(?:(?P<small>days?|weeks?|wks?|months?|mths?)|years?|yrs?|y)[\s-]*(?:olds?|o)\b")
_AGES = ((65, "elderly"), (18, ""), (2, "child"), (0, "baby"))

# Beside these, back is no part of the body: it came back, the back of the throat, back to bed.
BEFORE_BACK = frozenset("bring brings came come comes coming get gets getting go goes going got went".split())
AFTER_BACK = frozenset("again from of to up".split())


def with_ages(text: str) -> str:
    """The text with a word for who is so old behind each age: `my 5 year old child`."""

    def told(age: re.Match[str]) -> str:
        years = 0 if age["small"] else int(age[1])
        return f"{age[0]} {next(word for least, word in _AGES if years >= least)}"

    return _AGE.sub(told, text[:_MOST])


def words_of(text: str) -> list[str]:
    """The plain words of a text, at most the first 200."""
    return plain_words(text[:_MOST])[:200]


def folded_words(text: str) -> list[str]:
    """The folded words of a text, at most the first 200."""
    return [fold_word(word) for word in words_of(text)]


def content_words(text: str) -> list[str]:
    """The words that decide, folded, each once, in order; numbers and filler left out."""
    return list(dict.fromkeys(deciding_words(words_of(text)).values()))


def asks_for_help(words: list[str]) -> bool:
    """Whether the question is when to get help: `when should I see a doctor`."""
    return not ASKING_FOR_HELP.isdisjoint(words)


def talk_in(words: list[str]) -> list[str]:
    """What is looked for, folded, where no word decides anything: `two weeks`, `my baby`; asking for help is answered otherwise."""
    return [fold_word(word) for word in words if word in TALK - ASKING_FOR_HELP]


def deciding_words(words: list[str]) -> dict[str, str]:
    """The words that decide, as typed, each with its folded form; numbers and filler left out."""
    found: dict[str, str] = {}
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        folded = fold_word(word)
        idle = word in FILLER or folded in FILLER or word.isdigit() or (word == "back" and (before in BEFORE_BACK or after in AFTER_BACK))
        if not idle and len(found) < MAX_WORDS:
            found[word] = folded
    return found
