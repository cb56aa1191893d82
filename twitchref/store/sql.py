"""The tables and views of a built file, as SQL.

Any SQLite tool opens the file. Three views answer a person who asks it by hand; they need SQLite's JSON functions, and a tool that
trusts the file's schema, as most do:

    claim_view    kind, id, name, section, text, certainty, sources, against, note    each claim, with the entry that it stands at
    link_view     site, cause, frequency            how often a cause lies behind a twitch at a site, by their ids
    sign_view     level, sign, certainty, sources, pages    each sign, with the pages that show it as kind:id

What holds in any muscle stands at the site `whole-body` alone, and what a site and a cause share at the site.
What the program reads:

    meta          key, value                        data version, checksum of the YAML, counts; what was examined, if anything says
    entries       entry, kind, id, name, …          a site, cause or term; `body` is its JSON without signs and sources; of a cause
                                                    also cause_kind, and its frequency where it is most frequent
    names         name, entry, text, folded, …      what leads to an entry; telling or not
    name_keys     key, name                         each name in one piece, as spelt and folded
    name_words    word, name                        each word of a name, folded
    sources       source, id, rests, body, no_url   a source as JSON, how many claims and signs rest on it, and why it has no address
    citations     entry, nth, source                the sources that an entry's page cites, in the order they are first cited
    signs         sign, id, level, phrase, …        every sign in the order of its file; `body` is its JSON
    read_back     entry, cause                      the related causes that a cause shows only because they name it
    entry_signs   entry, sign                       the signs that an entry's page shows
    examined      entry, statements, source, …      how many statements an entry's page has, and how many were examined against
                                                    their source, an abstract, or from knowledge alone; empty where nothing says
    glosses       entry, word, gloss                the clinical words in an entry's claims, each with its plain meaning
    synonyms      word, means, same                 words people use for our words: what means the same, and what is only near
    listed        word, list                        words, folded, that are in a list: those for a twitch, those beside them, those often
                                                    said of other things (elsewhere), those of other things (off_topic), those meant
                                                    as typed (alone), those for a place
    sign_names    word, said, sign                  what people say who mean a sign, folded, by its longest word
    words         word, spelt, in_page, in_name     every word that occurs: on a page or in a sign; in a name (2) or said of a sign (1)
    word_forms    spelt, folded                     full text: one row per word, for its other forms
    pages         names, claims                     full text: one row per entry
    sign_texts    phrase, short, why                full text: one row per sign
"""

from twitchref.model import WHOLE_BODY
from twitchref.sections import SECTIONS
from twitchref.store.database import APPLICATION_ID, FORMAT

_TOKENS = 'tokenize = "porter unicode61 remove_diacritics 1"'

TABLES = f"""
PRAGMA page_size = 2048;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (
    entry INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, cause_kind TEXT, frequency TEXT,
    body TEXT, UNIQUE (kind, id)
);
CREATE TABLE names (
    name INTEGER PRIMARY KEY, entry INTEGER NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL, register TEXT NOT NULL,
    telling INTEGER NOT NULL
);
CREATE TABLE name_keys (key TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE name_words (word TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (word, name)) WITHOUT ROWID;
CREATE TABLE sources (source INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rests INTEGER NOT NULL, body TEXT NOT NULL, no_url TEXT);
CREATE TABLE citations (
    entry INTEGER NOT NULL, nth INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (entry, nth)
) WITHOUT ROWID;
CREATE TABLE signs (
    sign INTEGER PRIMARY KEY, id TEXT NOT NULL, level TEXT NOT NULL,
    phrase TEXT NOT NULL, short TEXT NOT NULL, why TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE entry_signs (entry INTEGER NOT NULL, sign INTEGER NOT NULL, PRIMARY KEY (entry, sign)) WITHOUT ROWID;
CREATE TABLE glosses (entry INTEGER NOT NULL, word TEXT NOT NULL, gloss TEXT NOT NULL, PRIMARY KEY (entry, word)) WITHOUT ROWID;
CREATE TABLE examined (
    entry INTEGER PRIMARY KEY, statements INTEGER NOT NULL, source INTEGER NOT NULL, abstract INTEGER NOT NULL, knowledge INTEGER NOT NULL
);
CREATE TABLE read_back (entry INTEGER NOT NULL, cause TEXT NOT NULL, PRIMARY KEY (entry, cause)) WITHOUT ROWID;
CREATE TABLE synonyms (word TEXT NOT NULL, means TEXT NOT NULL, same INTEGER NOT NULL, PRIMARY KEY (word, means)) WITHOUT ROWID;
CREATE TABLE listed (word TEXT NOT NULL, list TEXT NOT NULL, PRIMARY KEY (word, list)) WITHOUT ROWID;
CREATE INDEX listed_list ON listed (list);
CREATE TABLE sign_names (word TEXT NOT NULL, said TEXT NOT NULL, sign INTEGER NOT NULL, PRIMARY KEY (word, said, sign)) WITHOUT ROWID;
"""
FULL_TEXT = f"""
CREATE TABLE words (word INTEGER PRIMARY KEY, spelt TEXT NOT NULL, in_page INTEGER NOT NULL, in_name INTEGER NOT NULL);
CREATE VIRTUAL TABLE word_forms USING fts5 (spelt, folded, content = '', detail = none, columnsize = 0, {_TOKENS});
CREATE VIRTUAL TABLE pages USING fts5 (names, claims, content = '', {_TOKENS});
CREATE VIRTUAL TABLE sign_texts USING fts5 (phrase, short, why, content = 'signs', content_rowid = 'sign', columnsize = 0, {_TOKENS});
"""


def _fields(holds: str) -> str:
    """The fields that hold claims, or links to where their claims are written, as an SQL list."""
    return ", ".join(f"'{section.field}'" for section in SECTIONS if section.holds == holds and section.field != "sites")


def _cited(field: str) -> str:
    """The ids of the sources in a field of a claim, as one text."""
    return f"(SELECT group_concat(json_extract(value, '$.id'), ', ') FROM json_each(claim.value, '$.{field}')) AS {field}"


_WRITTEN = f"(section.key != 'anywhere' OR entries.id = '{WHOLE_BODY}')"
_CLAIM = f"""
    entries.kind, entries.id, entries.name, section.key AS section, json_extract(claim.value, '$.text') AS text,
    json_extract(claim.value, '$.certainty') AS certainty, {_cited("sources")}, {_cited("against")},
    json_extract(claim.value, '$.note') AS note
"""
VIEWS = f"""
CREATE VIEW claim_view AS
SELECT {_CLAIM} FROM entries, json_each(entries.body) section, json_each(section.value) claim
WHERE section.key IN ({_fields("claims")})
UNION ALL
SELECT {_CLAIM} FROM entries, json_each(entries.body) section, json_each(section.value) link, json_each(link.value, '$.claims') claim
WHERE section.key IN ({_fields("links")}) AND {_WRITTEN} AND NOT (
    section.key = 'related' AND json_extract(link.value, '$.id') IN (SELECT cause FROM read_back WHERE read_back.entry = entries.entry)
);
CREATE VIEW link_view AS
SELECT entries.id AS site, json_extract(link.value, '$.id') AS cause, json_extract(link.value, '$.frequency') AS frequency
FROM entries, json_each(entries.body) section, json_each(section.value) link
WHERE entries.kind = 'site' AND section.key IN ({_fields("links")}) AND {_WRITTEN};
CREATE VIEW sign_view AS
SELECT level, phrase AS sign, json_extract(body, '$.certainty') AS certainty,
    (SELECT group_concat(json_extract(value, '$.id'), ', ') FROM json_each(signs.body, '$.sources')) AS sources,
    (SELECT group_concat(kind || ':' || id, ', ') FROM entry_signs JOIN entries USING (entry) WHERE entry_signs.sign = signs.sign) AS pages
FROM signs ORDER BY signs.sign;
"""
