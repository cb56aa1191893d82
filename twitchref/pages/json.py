"""Answers as plain dictionaries: the JSON contract."""

import json
from collections.abc import Callable
from typing import Any

from twitchref import answer, texts
from twitchref.codec import to_plain
from twitchref.problem import Problem

SCHEMA_VERSION = 1

Document = dict[str, Any]


def document(given: answer.Answer, data_version: str) -> Document:
    """The answer as the one JSON document of a run."""
    body: Callable[[Any], Document] = _BODIES[type(given)]
    return {"schema_version": SCHEMA_VERSION, "data_version": data_version, **body(given)}


def dumped(given: answer.Answer, data_version: str, pretty: bool) -> str:
    """The document as text: one line for a program, indented for a person; ASCII, so that any locale can carry it."""
    return json.dumps(document(given, data_version), indent=2 if pretty else None) + "\n"


def _page(page: answer.Page) -> Document:
    entry = to_plain(page.entry)
    head = {"kind": page.entry.kind, "id": entry.pop("id"), "name": entry.pop("name"), "matched": page.matched}
    return {**head, **entry, "sources": to_plain(page.sources), "disclaimer": texts.PURPOSE}


def _sheet(sheet: answer.Sheet) -> Document:
    return _page(sheet.page)


def _comparison(comparison: answer.Comparison) -> Document:
    ids = [site.id for site in comparison.sites]
    rows = [
        {"kind": cause.kind, "id": cause.id, "name": cause.name, "frequencies": dict(zip(ids, cells, strict=True))}
        for cause, cells in comparison.causes
    ]
    return {"kind": "comparison", "sites": [_named(site) for site in comparison.sites], "causes": rows}


def _signs(signs: answer.Signs) -> Document:
    found = [{"level": sign.level, "sites": [_named(site) for site in sign.sites], **to_plain(sign.claim)} for sign in signs.signs]
    return {"kind": "signs", "signs": found, "sources": to_plain(signs.sources), "disclaimer": texts.PURPOSE}


def _named(row: answer.Listed) -> Document:
    return {"kind": row.kind, "id": row.id, "name": row.name}


def _listing(listing: answer.Listing) -> Document:
    rows = [{**_named(row), **({"cause_kind": row.group} if row.group else {})} for row in listing.entries]
    return {"kind": "list", "entries": rows}


def _source(page: answer.SourcePage) -> Document:
    claims = [
        {"kind": cited.kind, "id": cited.id, "name": cited.name, "section": cited.section, **to_plain(cited.claim)} for cited in page.claims
    ]
    source = to_plain(page.source)
    return {**source, "kind": "source", "source_kind": source["kind"], "claims": claims}


def _hits(hits: answer.Hits) -> Document:
    found = [{"kind": hit.kind, "id": hit.id, "name": hit.name, "matches": [match._asdict() for match in hit.matches]} for hit in hits.hits]
    return {"kind": "search", "query": hits.query, "corrected": hits.corrected, "hits": found}


def _nothing(nothing: answer.Nothing) -> Document:
    return {"kind": "none", "query": nothing.query}


def _many(many: answer.Many) -> Document:
    return {"kind": many.kind, "query": many.query, "candidates": [each._asdict() for each in many.candidates]}


def _about(about: answer.About) -> Document:
    return {
        "kind": "about",
        "publisher": texts.PUBLISHER,
        "method": texts.METHOD,
        "counts": about.counts,
        "purpose": texts.PURPOSE,
        "report": texts.REPORT,
    }


def _checked(checked: answer.Checked) -> Document:
    return {"kind": "check", "problems": [problem(found) for found in checked.problems]}


def _unreadable(unreadable: answer.Unreadable) -> Document:
    return _failed(answer.Failed(answer.exit_code(unreadable), "\n".join(map(str, unreadable.problems))))


def _failed(failed: answer.Failed) -> Document:
    return {"kind": "error", "code": failed.code, "message": failed.message}


def problem(found: Problem) -> Document:
    """One problem with its place."""
    place = {"file": found.place.file, "line": found.place.line, "column": found.place.column}
    return {**place, "level": found.level, "code": found.code, "message": found.message}


_BODIES: dict[type, Callable[[Any], Document]] = {
    answer.Page: _page,
    answer.Sheet: _sheet,
    answer.Comparison: _comparison,
    answer.Signs: _signs,
    answer.Listing: _listing,
    answer.SourcePage: _source,
    answer.Hits: _hits,
    answer.Nothing: _nothing,
    answer.Many: _many,
    answer.About: _about,
    answer.Checked: _checked,
    answer.Unreadable: _unreadable,
    answer.Failed: _failed,
}
