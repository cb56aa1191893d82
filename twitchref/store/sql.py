"""The tables and views of a built file, as SQL.

Any SQLite tool opens the file. The views answer a person who asks it by hand; they need SQLite's JSON functions, and a tool that
trusts the file's schema, as most do. `datasette.yaml`, beside this, says what each column means, and lets Datasette show them:

    page_view     kind, id, name, …                 each site, cause and term, with how much stands there and when it was reviewed
    claim_view    text, certainty, kind, id, …      each claim, with the entry that it stands at
    sign_view     level, sign, why, …               each sign, emergency first, with the pages that show it as kind:id
    page_sign_view    kind, id, name, level, …      each sign at each page that shows it
    link_view     site, cause, frequency, …         how often a cause lies behind a twitch at a site, by their ids
    source_view   id, title, publisher, …           each source, and how much rests on it
    citation_view    source, locator, says, …       each claim or sign at each source that it cites
    name_view     text, register, kind, id, name    each name, with the entry that it leads to

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
    claims        claim, entry, section, nth, …     where each claim is written: in the body of its entry, in that section, the nth, or the
                                                    one `within` the nth link; and its certainty, for who counts; for the views alone
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
    claim_texts   text, note, name, cause           full text: one row per claim, for who asks by hand; of the entry and the cause the name
"""

from twitchref.model import WHOLE_BODY
from twitchref.sections import SITE_LINKS
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
CREATE TABLE synonyms (word TEXT NOT NULL, means TEXT NOT NULL, same INTEGER NOT NULL, PRIMARY KEY (word, means)) WITHOUT ROWID;
CREATE TABLE listed (word TEXT NOT NULL, list TEXT NOT NULL, PRIMARY KEY (list, word)) WITHOUT ROWID;
CREATE TABLE sign_names (word TEXT NOT NULL, said TEXT NOT NULL, sign INTEGER NOT NULL, PRIMARY KEY (word, said, sign)) WITHOUT ROWID;
"""
FULL_TEXT = f"""
CREATE TABLE words (word INTEGER PRIMARY KEY, spelt TEXT NOT NULL, in_page INTEGER NOT NULL, in_name INTEGER NOT NULL);
CREATE VIRTUAL TABLE word_forms USING fts5 (spelt, folded, content = '', detail = none, columnsize = 0, {_TOKENS});
CREATE VIRTUAL TABLE pages USING fts5 (names, claims, content = '', {_TOKENS});
CREATE VIRTUAL TABLE sign_texts USING fts5 (phrase, short, why, content = 'signs', content_rowid = 'sign', columnsize = 0, {_TOKENS});
"""


def _cited(field: str) -> str:
    """The ids of the sources in a field of a claim or sign, as one text."""
    return f"(SELECT group_concat(json_extract(value, '$.id'), ', ') FROM json_each(said, '$.{field}')) AS {field}"


_LINKS = ", ".join(f"'{field}'" for field in SITE_LINKS)
# Where a claim stands in the JSON of its entry, and the link that it belongs to.
_AT = "'$.' || section || '[' || nth || ']' || coalesce('.claims[' || within || ']', '')"
_LINK = "CASE WHEN within IS NOT NULL THEN json_extract(body, '$.' || section || '[' || nth || ']') END"
_BY_LEVEL = "level = 'emergency' DESC, level = 'urgent' DESC"
CLAIMS = """
CREATE TABLE claims (
    claim INTEGER PRIMARY KEY, entry INTEGER NOT NULL, section TEXT NOT NULL, nth INTEGER NOT NULL, within INTEGER, certainty TEXT NOT NULL
);
"""
VIEWS = f"""
CREATE VIEW page_view AS
SELECT kind, id, name, cause_kind, frequency,
    coalesce(written, 0) AS claims,
    (SELECT count(*) FROM entry_signs WHERE entry_signs.entry = entries.entry) AS signs,
    (SELECT count(*) FROM citations WHERE citations.entry = entries.entry) AS sources,
    statements, source + abstract + knowledge AS examined, json_extract(body, '$.reviewed') AS reviewed,
    json_extract(body, '$.review_due') AS review_due, json_extract(body, '$.reviewer') AS reviewer, entries.entry
FROM entries LEFT JOIN examined USING (entry)
LEFT JOIN (SELECT entry, count(*) AS written FROM claims GROUP BY entry) counted ON counted.entry = entries.entry;
CREATE VIEW claim_view AS
SELECT json_extract(said, '$.text') AS text, certainty, kind, id, name, section, json_extract(link, '$.id') AS cause,
    {_cited("sources")}, {_cited("against")}, json_extract(said, '$.note') AS note, claim
FROM (SELECT *, json_extract(body, {_AT}) AS said, {_LINK} AS link FROM claims JOIN entries USING (entry));
CREATE VIEW sign_view AS
SELECT level, phrase AS sign, why, json_extract(said, '$.certainty') AS certainty, {_cited("sources")},
    json_extract(said, '$.note') AS note, (
        SELECT group_concat(kind || ':' || entries.id, ', ') FROM entry_signs JOIN entries USING (entry) WHERE entry_signs.sign = told.sign
    ) AS pages, id, told.sign AS number
FROM (SELECT *, body AS said FROM signs) told ORDER BY {_BY_LEVEL}, told.sign;
CREATE VIEW page_sign_view AS
SELECT kind, entries.id, name, level, phrase AS sign, signs.id AS sign_id
FROM entry_signs JOIN entries USING (entry) JOIN signs USING (sign) ORDER BY entry, {_BY_LEVEL}, sign;
CREATE VIEW link_view AS
SELECT site, cause, often AS frequency, site_name, cause_name, causes.cause_kind, section, claims FROM (
    SELECT entries.id AS site, json_extract(link.value, '$.id') AS cause, json_extract(link.value, '$.frequency') AS often,
        entries.name AS site_name, json_extract(link.value, '$.name') AS cause_name, section.key AS section,
        json_array_length(link.value, '$.claims') AS claims
    FROM entries, json_each(entries.body) section, json_each(section.value) link
    WHERE entries.kind = 'site' AND section.key IN ({_LINKS}) AND (section.key != 'anywhere' OR entries.id = '{WHOLE_BODY}')
) LEFT JOIN entries causes ON causes.kind = 'cause' AND causes.id = cause;
CREATE VIEW source_view AS
SELECT id, json_extract(body, '$.title') AS title, json_extract(body, '$.publisher') AS publisher, json_extract(body, '$.year') AS year,
    json_extract(body, '$.source_kind') AS kind, json_extract(body, '$.grade') AS grade, rests, json_extract(body, '$.url') AS url
FROM sources;
CREATE VIEW citation_view AS
SELECT json_extract(cited.value, '$.id') AS source, json_extract(cited.value, '$.locator') AS locator,
    CASE field.key WHEN 'sources' THEN 'so' ELSE 'otherwise' END AS says, told.kind, told.id, told.name, told.section,
    coalesce(json_extract(said, '$.sign'), json_extract(said, '$.text')) AS text, json_extract(said, '$.certainty') AS certainty
FROM (
    SELECT kind, id, name, section, json_extract(body, {_AT}) AS said FROM claims JOIN entries USING (entry)
    UNION ALL SELECT 'sign', id, NULL, level, body FROM signs
) told, json_each(said) field, json_each(field.value) cited WHERE field.key IN ('sources', 'against');
CREATE VIEW name_view AS
SELECT text, register, kind, id, entries.name FROM names JOIN entries USING (entry);
CREATE VIRTUAL TABLE claim_texts USING fts5 (text, note, name, cause, content = '', columnsize = 0, {_TOKENS});
INSERT INTO claim_texts (rowid, text, note, name, cause)
SELECT claim, text, note, claim_view.name, causes.name
FROM claim_view LEFT JOIN entries causes ON causes.kind = 'cause' AND causes.id = cause;
INSERT INTO claim_texts (claim_texts) VALUES ('optimize');
"""
