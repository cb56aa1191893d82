"""What people say who mean an entry or a sign, read for a search that has only that."""

from collections import defaultdict

from twitchref.rows import Called, Said, Spoken
from twitchref.store.database import Database


def spoken(database: Database) -> Spoken:
    """Every name, phrase and list of words of a store whose tables are filled; always in the same order."""
    names = _grouped(database, "SELECT entry, text, register FROM names ORDER BY name")
    shown = _grouped(database, "SELECT entry, signs.id FROM entry_signs JOIN signs USING (sign) ORDER BY entry, sign")
    said = _grouped(database, "SELECT sign, said FROM sign_names ORDER BY sign, said")
    lists = _grouped(database, "SELECT list, word FROM listed ORDER BY list, word")
    means = "SELECT word, means FROM synonyms WHERE same = {} ORDER BY word, means"
    own = "EXISTS (SELECT 1 FROM names WHERE names.entry = entries.entry AND text = entries.name AND telling)"
    entries = database.rows(f"SELECT entry, kind, id, name, frequency, {own} FROM entries ORDER BY entry")
    signs = database.rows("SELECT sign, id, level, short FROM signs ORDER BY sign")
    others = database.rows("SELECT spelt FROM words WHERE in_page AND NOT in_name ORDER BY spelt")
    return Spoken(
        tuple(
            Called(kind, id_, name, often, bool(telling), tuple(names[number]), _firsts(shown[number]))
            for number, kind, id_, name, often, telling in entries
        ),
        tuple(Said(id_, level, short, _firsts(said[number])) for number, id_, level, short in signs),
        synonyms=_words(_grouped(database, means.format(1))),
        near=_words(_grouped(database, means.format(0))),
        lists=_words(lists),
        others=_firsts(others),
    )


def _grouped(database: Database, sql: str) -> defaultdict[object, list[tuple[str, ...]]]:
    """The rows of a query by their first value, each without it."""
    found: defaultdict[object, list[tuple[str, ...]]] = defaultdict(list)
    for first, *row in database.rows(sql):
        found[first].append(tuple(row))
    return found


def _firsts(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(first for first, *_ in rows)


def _words(grouped: defaultdict[object, list[tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    return {str(word): _firsts(rows) for word, rows in grouped.items()}
