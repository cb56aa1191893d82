"""What a name that is being typed may go on with."""

from collections.abc import Iterable, Sequence

from twitchref.store.database import Database
from twitchref.words import fold, plain_words


def completions(database: Database, kinds: Iterable[str], begun: str, before: Sequence[str] = ()) -> list[str]:
    """What the word that is begun may become, in small letters, sorted; `before` are the words before it, `kinds` of entries or `source`.

    For a first word these are ids, or, where no id begins so, the first words of names; after others, the next words of the names
    that begin with them.
    """
    known = list(kinds)
    typed = begun.lower()
    if not before and (ids := [id_ for kind in known for id_ in database.ids(kind) if id_.startswith(typed)]):
        return ids
    start = fold(" ".join(before))
    sql = "SELECT kind, text FROM names JOIN entries USING (entry) WHERE register != 'code' AND substr(folded, 1, ?) = ?"
    found: set[str] = set()
    for kind, text in database.rows(sql, len(start), start):
        words = plain_words(text)
        place = len(plain_words(" ".join(before)))
        if kind in known and len(words) > place and fold(" ".join(words[:place])) == start and words[place].startswith(typed):
            found.add(words[place])
    return sorted(found)
