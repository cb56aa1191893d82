"""How a compendium fills the tables (`sql.py`): all of them for a file, for a store in memory only what is asked for.

A store in memory has the names, sources and signs at once, an entry's page when it is first read (`fill_page`), and what only
search needs when something is first searched for (`fill_rest`).
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import itemgetter
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from twitchref.codec import to_plain
from twitchref.model import WHOLE_BODY, Claim, Entry, Examination, Link, Sign
from twitchref.rows import Examined
from twitchref.sections import SECTIONS
from twitchref.store.passages import claims, passages, with_id
from twitchref.store.sql import CLAIMS, FULL_TEXT, TABLES, VIEWS
from twitchref.words import as_a_word, as_said, fingerprint, fold, fold_word, plain_words, words_in

if TYPE_CHECKING:
    from twitchref.model import Compendium


Glossed = Callable[[str], tuple[tuple[str, str], ...]]


def fill(connection: Connection, compendium: "Compendium") -> None:
    """Makes every table in an empty file and puts the compendium into them; the same compendium gives the same bytes."""
    # A build that fails is thrown away. What was deleted is overwritten: some SQLites leave it where it was, and others do not.
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;")
    fill_names(connection, compendium)
    fill_rest(connection, compendium)
    _fill_claims(connection, compendium)
    connection.executescript("PRAGMA temp_store = MEMORY; VACUUM;")  # rows are filled late: before, one byte in thirty is idle


def _fill_claims(connection: Connection, compendium: "Compendium") -> None:
    """The views for who asks by hand, and what they and Datasette need: where each claim is written, and its full text."""
    connection.executescript(CLAIMS)
    with connection:
        written = ((number, *at) for number, entry in enumerate(compendium.entries, 1) for at in _written(entry))
        connection.executemany("INSERT INTO claims (entry, section, nth, within, certainty) VALUES (?, ?, ?, ?, ?)", written)
    connection.executescript(VIEWS)


def _written(entry: Entry) -> Iterator[tuple[str, int, int | None, str]]:
    """Of each claim that is not read off another entry: its section, its number there, or that of its link and its own; its certainty."""
    for section in SECTIONS:
        held = getattr(entry, section.field, ())
        if section.holds == "claims":
            yield from ((section.field, nth, None, claim.certainty) for nth, claim in enumerate(held))
        elif section.holds == "links" and section.field != "sites" and (section.field != "anywhere" or entry.id == WHOLE_BODY):
            links = ((nth, link) for nth, link in enumerate(held) if not (section.field == "related" and _is_read_back(link)))
            yield from ((section.field, nth, within, claim.certainty) for nth, link in links for within, claim in enumerate(link.claims))


def fill_names(connection: Connection, compendium: "Compendium") -> None:
    """What a name is looked up in, the sources and the signs; no entry has its body yet."""
    connection.executescript(TABLES)
    with connection:
        counts = {f"{kind}s": len(compendium.of(kind)) for kind in ("site", "cause")}
        claims_ = compendium.claims()
        counts |= {"claims": len(claims_), "signs": len(compendium.signs), "sources": len(compendium.sources)}
        meta = {"version": compendium.version, "checksum": compendium.checksum, "counts": json.dumps(counts)}
        if compendium.examined is not None:
            meta["examined"] = json.dumps(to_plain(_examined(compendium.examined, claims_, compendium.signs)))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        cited = [each.sources for each in claims_] + [each.sources for each in compendium.signs]
        rests = Counter(id_ for sources in cited for id_ in {citation.id for citation in sources})
        sources = (
            (number, source.id, rests[source.id], _encoded(source), source.no_url) for number, source in enumerate(compendium.sources, 1)
        )
        connection.executemany("INSERT INTO sources VALUES (?, ?, ?, ?, ?)", sources)
        signs = (
            (number, sign.id, sign.level, sign.sign, sign.short, sign.why, _encoded(sign))
            for number, sign in enumerate(compendium.signs, 1)
        )
        connection.executemany("INSERT INTO signs VALUES (?, ?, ?, ?, ?, ?, ?)", signs)
        ranks = {sign.id: number for number, sign in enumerate(compendium.signs, 1)}
        names: list[tuple[int, int, str, str, str, bool]] = []
        keys: list[tuple[str, int]] = []
        parts: list[tuple[str, int]] = []
        for number, entry in enumerate(compendium.entries, 1):
            frequency = entry.sites[0].frequency if entry.sites else None
            row = (number, entry.kind, entry.id, entry.name, entry.cause_kind, frequency)
            connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
            for text, register in _names(entry).items():
                words = plain_words(text)
                folded = [fold_word(word) for word in words]
                names.append((len(names) + 1, number, text, " ".join(folded), register, _telling(entry, text, register)))
                keys += ((key, len(names)) for key in {"".join(words), "".join(folded)})
                parts += ((word, len(names)) for word in set(folded))
            shown = sorted(ranks[sign.id] for signs in entry.help for sign in signs if sign.id in ranks)
            connection.executemany("INSERT INTO entry_signs VALUES (?, ?)", ((number, rank) for rank in shown))
        connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", names)
        connection.executemany("INSERT INTO name_keys VALUES (?, ?)", sorted(keys, key=itemgetter(0)))  # the names stand in their order
        connection.executemany("INSERT INTO name_words VALUES (?, ?)", sorted(parts, key=itemgetter(0)))
        said = compendium.words
        synonyms = {
            (fold(word), mean): same
            for same, table in enumerate((said.near, said.synonyms))
            for word, means in table.items()
            for mean in means
        }
        connection.executemany("INSERT INTO synonyms VALUES (?, ?, ?)", ((*pair, same) for pair, same in sorted(synonyms.items())))
        lists = {list_: getattr(said, list_) for list_ in ("twitch", "elsewhere", "off_topic", "alone")}
        lists["beside"] = set(said.beside) - set(said.twitch)
        lists["place"] = [text for site in compendium.of("site") for text in _names(site) if " " not in fold(text)]
        listed = sorted({(fold(word), list_) for list_, texts in lists.items() for word in texts})
        connection.executemany("INSERT INTO listed VALUES (?, ?)", listed)


def _names(entry: Entry) -> dict[str, str]:
    """All that leads to the entry, its own name and the words of its id among it, each with its register."""
    registers = {entry.name: "lay"} | {name.text: name.register for name in entry.names}
    return {text: registers.get(text, "lay") for text in with_id(list(registers), entry.id)}


def fill_page(connection: Connection, compendium: "Compendium", number: int) -> None:
    """The body of an entry, by its number, the sources that it cites and its glosses."""
    with connection:
        _fill_page(connection, compendium, number, _glossing(compendium))


def _fill_page(connection: Connection, compendium: "Compendium", number: int, glossed: Glossed) -> dict[str, Any]:
    """Does so, and gives the body."""
    entry = compendium.entries[number - 1]
    plain: dict[str, Any] = to_plain(entry) | {"help": None}  # the signs stand in their own table
    connection.execute("UPDATE entries SET body = ? WHERE entry = ?", (_text(plain), number))
    signs = [sign for signs in entry.help for sign in signs]
    if compendium.examined is not None:
        row = (number, *_examined(compendium.examined, (claim for _, claim in entry.claims()), signs))
        connection.execute("INSERT INTO examined VALUES (?, ?, ?, ?, ?)", row)
    cited = [citation.id for sign in signs for citation in sign.sources]
    cited += [citation["id"] for _, claim in claims(plain) for citation in (*claim["sources"], *claim["against"])]
    sql = "INSERT INTO citations SELECT ?, ?, source FROM sources WHERE id = ?"  # an unknown source is not there
    connection.executemany(sql, ((number, nth, id_) for nth, id_ in enumerate(dict.fromkeys(cited), 1)))
    if entry.kind != "term":
        found = {pair for _, claim in claims(plain) for pair in glossed(claim["text"])}
        connection.executemany("INSERT INTO glosses VALUES (?, ?, ?)", ((number, *pair) for pair in sorted(found)))
    return plain


def _examined(ledger: dict[str, Examination], claims_: Iterable[Claim], signs: Iterable[Sign]) -> Examined:
    """How many different texts these have, a sign its phrase, and how the ledger says that they were examined."""
    prints = {fingerprint(claim.text) for claim in claims_} | {fingerprint(sign.sign) for sign in signs}
    found = Counter(ledger[print_].how for print_ in prints if print_ in ledger)
    return Examined(len(prints), found["source"], found["abstract"], found["knowledge"])


def _is_read_back(link: Link) -> bool:
    """Whether the link was written at the cause that it leads to: then its id is that file's name, not a text within a file."""
    place = getattr(link.id, "place", None)
    return place is not None and place.file.endswith(f"/{link.id}.yaml")


def fill_rest(connection: Connection, compendium: "Compendium") -> None:
    """The pages that have no body yet, and what only search needs."""
    connection.executescript(FULL_TEXT)
    with connection:
        glossed = _glossing(compendium)
        twitch = [word for text in compendium.words.twitch for word in plain_words(text)]  # beside each name of a site
        said = {word for texts in compendium.words.signs.values() for text in texts for word in plain_words(text)}
        in_name = set(twitch)
        in_page = {word for sign in compendium.signs for text in (sign.sign, sign.short, sign.why) for word in plain_words(text)}
        pages: list[tuple[Any, ...]] = []
        for number, body in connection.execute("SELECT entry, body FROM entries ORDER BY entry").fetchall():
            plain = json.loads(body) if body else _fill_page(connection, compendium, number, glossed)
            columns: dict[str, list[str]] = {"names": [], "claims": []}
            for section, text in passages(plain):
                columns["names" if section == "names" else "claims"] += plain_words(text)
            in_name.update(columns["names"])
            in_page.update(*columns.values())
            if compendium.entries[number - 1].kind == "site":
                columns["names"] += twitch
            pages.append((number, *map(" ".join, columns.values())))
        # After all bodies: between them they would make the file larger.
        connection.executemany("INSERT INTO pages (rowid, names, claims) VALUES (?, ?, ?)", pages)
        in_page |= in_name
        words = sorted(said | in_page)
        rows = ((word, word in in_page, 2 if word in in_name else word in said) for word in words)
        connection.executemany("INSERT INTO words (spelt, in_page, in_name) VALUES (?, ?, ?)", rows)
        forms = ((number, word, fold_word(word)) for number, word in enumerate(words, 1))
        sql = "INSERT INTO word_forms (rowid, spelt, folded) VALUES (?, ?, ?)"
        connection.executemany(sql, ((number, word, "" if folded == word else folded) for number, word, folded in forms))
        ranks = {sign.id: number for number, sign in enumerate(compendium.signs, 1)}
        phrases = {
            (" ".join(as_said(fold(text).split())), ranks[sign])
            for sign, texts in compendium.words.signs.items()
            if sign in ranks
            for text in texts
        }
        by_word = ((max(text.split(), key=len), text, rank) for text, rank in sorted(phrases) if text)
        connection.executemany("INSERT INTO sign_names VALUES (?, ?, ?)", by_word)
        connection.execute("INSERT INTO sign_texts (sign_texts) VALUES ('rebuild')")
        for table in ("word_forms", "pages", "sign_texts"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def _encoded(value: Any) -> str:
    return _text(to_plain(value))


def _text(plain: dict[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _telling(entry: Entry, text: str, register: str) -> bool:
    """Whether the name is said of nothing else, so that it alone tells what a query is about: `dystonia`, not `iron` or `calf`."""
    if register == "clinical":
        return len(text) > 2
    if entry.kind != "cause" or text != entry.name:
        return False
    plain = entry.cause_kind in ("everyday", "normal", "deficiency", "medicine")
    return " " in text or (len(text) > 5 and not plain)


def _glossing(compendium: "Compendium") -> Glossed:
    """What finds the clinical words in a text, each with its gloss; a text that stands on several pages is looked through once."""
    glosses: defaultdict[str, dict[str, str]] = defaultdict(dict)  # by their first word, as within a sentence and at the start of one
    for term in compendium.of("term"):
        for text in (term.name, *(name.text for name in term.names if name.register == "clinical")) if term.gloss else ():
            forms = (text[0].lower() + text[1:], text[0].upper() + text[1:], text)
            glosses[plain_words(text)[0]] |= dict.fromkeys(forms, str(term.gloss))
    return cache(lambda text: tuple(_clinical_words(text, glosses)))


def _clinical_words(text: str, glosses: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """The clinical words in a text with their glosses, the longest that stands at a place; many words cost no more than few."""
    if glosses.keys().isdisjoint(plain_words(text)):
        return
    told = 0
    for word, (start, _) in words_in(text):
        forms = glosses.get(word)
        if forms is None or start < told:
            continue
        for length in sorted(set(map(len, forms)), reverse=True):
            found = text[start : start + length]
            if found in forms and re.compile(as_a_word(re.escape(found))).match(text, start):
                yield found, forms[found]
                told = start + length
                break
