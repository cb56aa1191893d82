"""Sites compared, or causes, as blocks of words."""

from collections.abc import Iterable, Iterator

from twitchref import answer, texts
from twitchref.model import Claim
from twitchref.pages.blocks import GAP, Block, Span, block, commands, labelled, named
from twitchref.pages.page import LEVELS, level_block, sure
from twitchref.rows import Astray, Beside

_MOST_CLAIMS = 2  # of each cause under each question


def blocks(comparison: answer.Comparison, data_version: str) -> Iterator[Block]:
    """Which causes the sites have in common and which not; or the causes question by question. What led nowhere stands first."""
    compared = comparison.beside or comparison.sites
    yield block("title", "Compared: " + ", ".join(each.name for each in compared))
    yield from map(_unknown, comparison.unknown or ())
    yield from _causes(comparison.beside) if comparison.beside else _sites(comparison)
    yield GAP
    kind = "cause" if comparison.beside else "site"
    yield labelled("Read more", *commands(f"{kind} {each.id}" for each in compared))
    yield block("text", f"Data {data_version}. {texts.PURPOSE}")


def _unknown(astray: Astray) -> Block:
    near = commands(f"{each.kind} {each.id}" for each in astray.candidates)
    known = [". Near it: ", *near] if astray.candidates else ["."]
    return block("text", f'Left out, for no entry of this kind is called so: "{astray.query}"', *known)


def _sites(comparison: answer.Comparison) -> Iterator[Block]:
    """The causes that some site names itself as a table, and those of any muscle, which all have, in a line."""
    heads = [site.name for site in comparison.sites]
    yield block("text", "How often each cause lies behind a twitch there. Unknown: named, but how often is not known. A dash: not named.")
    own = [cause for cause in comparison.causes if not cause.anywhere]
    shared = [cause for cause in own if None not in cause.frequencies.values()]
    others = [cause for cause in own if cause not in shared]
    first, second = ("Causes in common", "Causes of some of them") if len(heads) > 1 else ("Causes", "Causes")
    for heading, causes in ((first, shared), (second, others)):
        if causes:
            yield GAP
            yield Block("head", (Span(heading, "strong"), *(Span(head, "strong") for head in heads)))
            for cause in causes:
                yield Block("row", (named(cause), *(Span(cause.frequencies[site.id] or "-") for site in comparison.sites)))
    anywhere = [cause.name for cause in comparison.causes if cause.anywhere]
    if anywhere:
        yield GAP
        yield labelled("Causes of a twitch in any muscle", " · ".join(anywhere))


def _causes(causes: tuple[Beside, ...]) -> Iterator[Block]:
    """What people ask, and under each question the causes."""
    yield from _told("What it is", ((cause.name, cause.summary) for cause in causes))
    yield from _told("How it shows", ((cause.name, cause.pattern) for cause in causes))
    beside = [labelled(cause.name, " · ".join(each.name for each in cause.related)) for cause in causes if cause.related]
    if beside:
        yield block("heading", "Related pages")
    yield from beside
    yield block("heading", "When to get help")
    for level in LEVELS:
        rows = [
            labelled(cause.name, " · ".join(sign.short for sign in getattr(cause.help, level)))
            for cause in causes
            if getattr(cause.help, level)
        ]
        if rows:
            yield level_block(level)
        yield from rows
    yield from _told("What a doctor does", ((cause.name, cause.treatment) for cause in causes))


def _told(heading: str, told: Iterable[tuple[str, tuple[Claim, ...]]]) -> Iterator[Block]:
    """The first claims of each; nothing where none has any."""
    rows = [labelled(name, *_first(claims)) for name, claims in told if claims]
    if rows:
        yield block("heading", heading)
    yield from rows


def _first(claims: tuple[Claim, ...]) -> Iterator[str | Span]:
    for number, claim in enumerate(claims[:_MOST_CLAIMS]):
        yield f" {claim.text}" if number else claim.text
        yield sure(claim)
