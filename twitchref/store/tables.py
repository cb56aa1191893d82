"""The compendium's tables in an SQLite file, and how the entries fill them.

The tables (any SQLite tool opens the file):

    meta       key, value                           data version, checksum of the YAML, counts
    entries    entry, kind, id, name, body, …       a site, cause or term; body is the model's entry as JSON; of a cause also
                                                    cause_kind, and its frequency where it is most frequent
    names      name, entry, text, register, …       what leads to an entry, folded, squashed, halved for near look-ups; telling or not
    name_words word, name                           the folded words of each name
    claims     section, text                        full text: one row a claim, note or name; rows of an entry are neighbours
    pages      names, summary, claims               full text: one row an entry, for ranking
    words      squashed, folded, in_name            every word that occurs, and whether in a name
    synonyms   word, means                          words people use for our words
    sources    id, body                             a source as JSON
    citations  source, entry                        which entries cite it
    glosses    entry, word, gloss                   the clinical words in an entry's claims, each with its plain meaning
"""

import json
import re
from collections import defaultdict
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from twitchref.codec import to_plain
from twitchref.model import Cause, Entry
from twitchref.store.database import APPLICATION_ID, FORMAT
from twitchref.words import as_a_word, fold, fold_word, plain_words, squash

if TYPE_CHECKING:
    from twitchref.model import Compendium

SCHEMA = f"""
PRAGMA page_size = 4096;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (
    entry INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,
    cause_kind TEXT, frequency TEXT,
    first_claim INTEGER NOT NULL, last_claim INTEGER NOT NULL, UNIQUE (kind, id)
);
CREATE TABLE names (
    name INTEGER PRIMARY KEY, entry INTEGER NOT NULL, text TEXT NOT NULL, register TEXT NOT NULL,
    folded TEXT NOT NULL, squashed TEXT NOT NULL, head TEXT NOT NULL, tail TEXT NOT NULL, telling INTEGER NOT NULL
);
CREATE TABLE name_words (word TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (word, name)) WITHOUT ROWID;
CREATE TABLE words (squashed TEXT PRIMARY KEY, folded TEXT NOT NULL, in_name INTEGER NOT NULL);
CREATE TABLE synonyms (word TEXT NOT NULL, means TEXT NOT NULL);
CREATE TABLE sources (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE citations (source TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (source, entry)) WITHOUT ROWID;
CREATE TABLE glosses (entry INTEGER NOT NULL, word TEXT NOT NULL, gloss TEXT NOT NULL, PRIMARY KEY (entry, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE claims USING fts5 (section UNINDEXED, text, tokenize = "porter unicode61 remove_diacritics 1");
CREATE VIRTUAL TABLE pages USING fts5 (names, summary, claims, content = '', tokenize = "porter unicode61 remove_diacritics 1");
"""
_INDEXES = """
CREATE INDEX names_folded ON names (folded);
CREATE INDEX names_squashed ON names (squashed);
CREATE INDEX names_head ON names (head);
CREATE INDEX names_tail ON names (tail);
CREATE INDEX words_folded ON words (folded);
CREATE INDEX synonyms_word ON synonyms (word);
"""


def fill(connection: Connection, compendium: "Compendium") -> None:
    """Makes the tables in an empty file and puts the compendium into them; the same compendium gives the same bytes."""
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)  # a build that fails is thrown away
    with connection:
        counts = {name: len(getattr(compendium, name)) for name in ("sites", "causes", "sources")} | {"claims": len(compendium.claims())}
        meta = {"version": compendium.version, "checksum": compendium.checksum, "counts": json.dumps(counts)}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        words: dict[str, bool] = {}
        glosses = _glosses(compendium)
        by_start: defaultdict[str, list[str]] = defaultdict(list)
        for word in glosses:
            by_start[plain_words(word)[0]].append(word)
        for number, entry in enumerate(compendium.entries, 1):
            _insert(connection, number, entry, words)
            if entry.kind != "term":
                found = {word for _, claim in entry.sections() for word in _clinical_words(claim.text, by_start)}
                connection.executemany("INSERT INTO glosses VALUES (?, ?, ?)", ((number, word, glosses[word]) for word in sorted(found)))
        folded = ((word, fold_word(word), in_name) for word, in_name in sorted(words.items()))
        connection.executemany("INSERT INTO words VALUES (?, ?, ?)", folded)
        synonyms = ((fold(word), mean) for word, means in compendium.synonyms.items() for mean in means)
        connection.executemany("INSERT INTO synonyms VALUES (?, ?)", synonyms)
        connection.executemany("INSERT INTO sources VALUES (?, ?)", ((source.id, _encoded(source)) for source in compendium.sources))
        connection.executescript(_INDEXES)
        connection.execute("INSERT INTO claims (claims) VALUES ('optimize')")
        connection.execute("INSERT INTO pages (pages) VALUES ('optimize')")


def halves(squashed: str) -> tuple[str, str]:
    """The two halves of a word: one edit leaves at least one of them whole, which is how near words are found."""
    middle = len(squashed) // 2
    return squashed[:middle], squashed[middle:]


def _glosses(compendium: "Compendium") -> dict[str, str]:
    """Every clinical word with a gloss, as it stands within a sentence and at the start of one."""
    found: dict[str, str] = {}
    for term in compendium.terms:
        for text in (term.name, *(name.text for name in term.names if name.register == "clinical")) if term.gloss else ():
            found |= dict.fromkeys((text[0].lower() + text[1:], text[0].upper() + text[1:], text), str(term.gloss))
    return found


def _clinical_words(text: str, by_start: dict[str, list[str]]) -> list[str]:
    """The words to gloss in a text; only those whose first word it has are tried, so that many words cost little."""
    near = [word for start in dict.fromkeys(plain_words(text)) for word in by_start.get(start, ())]
    return re.findall(as_a_word("|".join(map(re.escape, sorted(near, key=len, reverse=True)))), text) if near else []


def _encoded(value: Any) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def _insert(connection: Connection, number: int, entry: Entry, words: dict[str, bool]) -> None:
    """One entry with its names, claims and citations; its words are added to `words`, true where they stand in a name."""
    own_words = entry.id.replace("-", " ")
    names = [(entry.name, "lay"), *((name.text, name.register) for name in entry.names), (own_words, "lay")]
    passages = [("names", text) for text, _ in names]
    sections = list(entry.sections())
    for section, claim in sections:
        passages += [(section, claim.text), (section, claim.note)] if claim.note else [(section, claim.text)]
    ((first,),) = connection.execute("SELECT coalesce(max(rowid), 0) + 1 FROM claims")
    connection.executemany(
        "INSERT INTO claims (rowid, section, text) VALUES (?, ?, ?)", ((first + n, *row) for n, row in enumerate(passages))
    )
    last = first + len(passages) - 1
    of_cause = (entry.cause_kind, entry.sites[0].frequency if entry.sites else None) if isinstance(entry, Cause) else (None, None)
    row = (number, entry.kind, entry.id, entry.name, _encoded(entry), *of_cause, first, last)
    connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    for text, register in names:
        folded, squashed = fold(text), squash(text)
        new = (number, text, register, folded, squashed, *halves(squashed), _telling(entry, text, register))
        name = connection.execute("INSERT INTO names VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", new).lastrowid
        connection.executemany("INSERT OR IGNORE INTO name_words VALUES (?, ?)", ((word, name) for word in folded.split()))
    _index(connection, number, passages, words)
    cited = {citation.id for _, claim in sections for citation in claim.sources}
    connection.executemany("INSERT INTO citations VALUES (?, ?)", ((source, number) for source in sorted(cited)))


def _telling(entry: Entry, text: str, register: str) -> bool:
    """Whether the name is said of nothing else, so that it alone tells what a query is about: `dystonia`, not `iron` or `calf`."""
    if register == "clinical":
        return len(text) > 2
    if not isinstance(entry, Cause) or text != entry.name:
        return False
    plain = entry.cause_kind in ("everyday", "normal", "deficiency", "medicine")
    return " " in text or (len(text) > 5 and not plain)


def _index(connection: Connection, number: int, passages: list[tuple[str, str]], words: dict[str, bool]) -> None:
    """The entry's passages as one page to rank, and their words."""
    columns: dict[str, list[str]] = {"names": [], "summary": [], "claims": []}
    for section, text in passages:
        columns[section if section in columns else "claims"].append(text)
        for word in plain_words(text):
            words[word] = words.get(word, False) or section == "names"
    page = (number, *("\n".join(texts) for texts in columns.values()))
    connection.execute("INSERT INTO pages (rowid, names, summary, claims) VALUES (?, ?, ?, ?)", page)
