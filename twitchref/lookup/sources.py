"""From what a person typed to a source: by its id, its DOI or PubMed number, its publisher, or words of its title."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from twitchref.answer import Many, Nothing, SourcePage
from twitchref.model import Claim, Entry, Source
from twitchref.rows import Candidate, Cited, Shown
from twitchref.store.reader import Store
from twitchref.words import fold_word, plain_words

_MOST_NEAR = 5
_NUMBERED = re.compile(r"\[?\d{1,3}\]?")  # as pages cite their sources
_NUMBER = "Numbers in brackets belong to the page that shows them; its list of sources has the id of each, in brackets too."
_DOI = re.compile(r"10\.\d{4,}/\S+")
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|pmid:? ?|^)(\d{6,9})/?$", re.IGNORECASE)


def found(store: Store, words: str) -> list[Source]:
    """The sources that are meant: the one with this id or number, or else all that have every one of the words."""
    if known := store.sources([id_of(words)]):
        return list(known.values())
    if _NUMBERED.fullmatch(words.strip()):
        return []
    every = store.sources(store.ids("source")).values()
    if doi := _DOI.search(words):
        return [source for source in every if (source.url or "").casefold().endswith(doi[0].casefold().rstrip("."))]
    if number := _PUBMED.search(words.strip()):
        return [source for source in every if (source.url or "").rstrip("/").endswith(f"pubmed.ncbi.nlm.nih.gov/{number[1]}")]
    wanted = set(map(fold_word, plain_words(words)))
    return [source for source in every if wanted <= set(map(fold_word, plain_words(f"{source.id} {source.publisher} {source.title}")))]


def near(store: Store, words: str) -> Many | Nothing:
    """The few sources whose id is near the words; none, and a hint, where they are the number of a source on some page."""
    number = _NUMBERED.fullmatch(words.strip())
    ids = [] if number else get_close_matches(id_of(words[:100]), store.ids("source"), _MOST_NEAR)
    known = store.sources(ids)
    if ids:
        return Many("near", words, tuple(Candidate("source", id_, known[id_].title, id_) for id_ in ids))
    return Nothing(words, hint=_NUMBER if number else "")


def page(store: Store, source: Source) -> SourcePage:
    """The source with every claim that cites it, each once, and every sign that rests on it."""
    return next(_pages([source], store.citing(source.id), store.signs()))


def pages(store: Store, ids: list[str]) -> Iterator[SourcePage]:
    """The pages of these sources; every entry is read once for all of them."""
    known = store.sources(ids)
    return _pages([known[id_] for id_ in ids], store.citing(), store.signs())


def _pages(sources: Iterable[Source], entries: Iterable[Entry], signs: Iterable[Shown]) -> Iterator[SourcePage]:
    claims: defaultdict[str, dict[Claim, Cited]] = defaultdict(dict)  # one that two linked pages show stands on the first
    resting: defaultdict[str, dict[Shown, None]] = defaultdict(dict)
    for entry in entries:
        for section, claim in entry.claims():
            for citation in (*claim.sources, *claim.against):
                claims[citation.id].setdefault(claim, Cited(entry.kind, entry.id, entry.name, section, claim))
    for shown in signs:
        for citation in shown.sign.sources:
            resting[citation.id][shown] = None
    for source in sources:
        yield SourcePage(source, tuple(claims[source.id].values()), tuple(resting[source.id]))


def id_of(words: str) -> str:
    """The words as an id is written."""
    return "-".join(plain_words(words))
