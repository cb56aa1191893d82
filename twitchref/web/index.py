"""What the search of the web pages knows, as a script, and the box and the page that it is for."""

import json
import re
from collections.abc import Iterable

from twitchref import texts
from twitchref.lookup.codes import CODE
from twitchref.lookup.question import AFTER_BACK, ASKING_FOR_HELP, BEFORE_BACK, FILLER
from twitchref.reference import Reference
from twitchref.rows import Called
from twitchref.words import IRREGULAR, NOT, SPELLINGS, fold_word

SCRIPTS = ("index.js", "lookup.js", "search.js")  # of search.html, in this order
_NAME = "TWITCHREF"  # what the script defines, for lookup.js and search.js
_LISTS = ("twitch", "beside", "elsewhere", "off_topic")


def index(reference: Reference) -> str:
    """The text of index.js: every name, each sign in short with what people say who mean it, and lists of words; no claims.

    It is a script and not JSON, for a page that is opened from a disk may not fetch anything. The same data give the same text.
    """
    spoken = reference.database.spoken()
    number = {sign.id: place for place, sign in enumerate(spoken.signs)}
    words = {name: _joined(spoken.lists.get(name, ())) for name in _LISTS}
    fixed = {"filler": FILLER, "asking": ASKING_FOR_HELP, "before_back": BEFORE_BACK, "after_back": AFTER_BACK, "not": NOT}
    fixed["others"] = frozenset(map(fold_word, spoken.others))
    words |= {name: _joined(sorted(those)) for name, those in fixed.items()}
    known = {
        "entries": [[*_named(each), [number[id_] for id_ in each.signs], int(each.telling)] for each in spoken.entries],
        "signs": [[sign.id, sign.level, sign.short, _joined(sign.phrases)] for sign in spoken.signs],
        "same": {word: _joined(means) for word, means in spoken.synonyms.items()},
        "near": {word: _joined(means) for word, means in spoken.near.items()},
        "words": words,
        "spellings": [_spelling(pattern, american) for _, pattern, american in SPELLINGS],
        "irregular": IRREGULAR,
        "code": f"^(?:{CODE.pattern.replace('(?P<', '(?<')})$",
        "actions": texts.ACTIONS,
        "nothing": texts.SAYS_NOTHING,
        "help": texts.GET_HELP,
    }
    return f'"use strict";\nconst {_NAME} = {json.dumps(known, separators=(",", ":"))};\n'


def _named(entry: Called) -> list[str | None]:
    """Kind, id, name, frequency, and the names of each register."""
    registers = (_joined(text for text, of in entry.names if of == register) for register in ("lay", "clinical", "code"))
    return [entry.kind, entry.id, entry.name, entry.frequency, *registers]


def _joined(texts_: Iterable[str]) -> str:
    """The texts as one, which is half as long as a list in JSON; none of them has the bar."""
    return "|".join(texts_)


def _spelling(pattern: str, american: str) -> list[str]:
    """A British spelling and what is put in its place, for browsers that cannot look behind a place in a word."""
    behind = re.match(r"\(\?<=(.+?)\)", pattern)
    return [f"({behind[1]}){pattern[behind.end() :]}", f"$1{american}"] if behind else [pattern, american]


def search_form(up: str = "") -> str:
    """The box that leads to search.html, for every page; `up` is the way from there to the folder of search.html, as `../`.

    It needs no script. On search.html it stands in the main part, as `search_main` has it, and nowhere else.
    """
    return f"""<form role="search" action="{up}search.html" method="get">
<label for="q">Search</label>
<input type="search" id="q" name="q" autocomplete="off" autocapitalize="none" spellcheck="false">
<button>Search</button>
</form>
"""


def search_main() -> str:
    """What stands in the main part of search.html: the box, and where search.js writes what it finds.

    The page loads index.js, lookup.js and search.js, in this order, with `defer`; no other page needs them.
    """
    return f"""<h1>Search</h1>
{search_form()}<noscript><p>This search needs JavaScript, which is off here. The lists of sites, causes and terms do without.</p></noscript>
<div id="found" aria-live="polite"></div>
<p>A place on the body, a cause, or what you feel. The lists have everything: <a href="signs.html">when to get help</a>,
<a href="index.html#places">places</a>, <a href="causes.html">causes</a> and <a href="terms.html">words</a>.</p>
"""
