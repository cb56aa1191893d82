"""The form of each kind of file: which fields it has, and the model value that they make.

`data/README.md` says the same to editors; `twitchref check --schema` writes it as JSON Schema for their tools.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, get_args

from twitchref import model
from twitchref.reading.shape import Field, ListOf, OneOf, Record, Shape, Table, Words, is_date, required, ruled
from twitchref.reading.yamltree import Mapping, Text, text_at

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
FREQUENCIES = get_args(model.Frequency)

E = TypeVar("E", bound=model.Entry)

_text = Words()
_date = Words("a day written 2026-11-24", rule=is_date, pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_id = Words("an id (lower-case letters, digits and hyphens)", pattern=ID)


def _claim(values: dict[str, Any], node: Mapping) -> model.Claim:
    cited = tuple(_citation(text) for text in values.get("sources", ()))
    return model.Claim(values["text"], values["evidence"], cited, values.get("note"), place=node.place)


def _citation(text: Text) -> model.Citation:
    id_, _, locator = text.partition("#")
    return model.Citation(text_at(id_, text.place), locator or None)


def _names(values: dict[str, Any], node: Mapping) -> tuple[model.Name, ...]:
    registers: tuple[tuple[str, model.Register], ...] = (("lay", "lay"), ("clinical", "clinical"), ("shared", "lay"))
    return tuple(model.Name(text, register, shared=key == "shared") for key, register in registers for text in values.get(key, ()))


def _link(values: dict[str, Any], node: Mapping) -> model.Link:
    return model.Link("cause", values["cause"], values["cause"], values.get("frequency"), values.get("claims", ()))


def _pointers(texts: Iterable[Text]) -> tuple[model.Pointer, ...]:
    found = []
    for text in texts:
        kind, _, id_ = text.partition(":")
        found.append(model.Pointer(_KINDS[kind], text_at(id_, text.place), id_))
    return tuple(found)


_KINDS: dict[str, model.Kind] = {kind: kind for kind in get_args(model.Kind)}


def _source(values: dict[str, Any], node: Mapping) -> model.Source:
    year = int(values["year"]) if "year" in values else None
    return model.Source(
        "", values["title"], values["publisher"], year, values["kind"], values["grade"], values.get("url"), place=node.place
    )


_citations = ListOf(Words("a source id, or id#locator", pattern=rf"{ID}(?:#[a-z0-9-]+)?"), least=0)
CLAIM = Record(
    {"text": required(_text), "evidence": required(OneOf(get_args(model.Evidence))), "sources": ruled(_citations), "note": _text}, _claim
)
_claims = ListOf(CLAIM)
_NAMES = Record({"lay": ListOf(_text), "clinical": ListOf(_text), "shared": ListOf(_text)}, _names)
_SITE_LINK = Record({"cause": required(_id), "frequency": required(OneOf(FREQUENCIES)), "claims": required(_claims)}, _link)
_RELATED = Record({"cause": required(_id), "claims": _claims}, _link)
_CODE = Record(
    {"system": required(OneOf(get_args(model.CodeSystem))), "code": required(_text), "label": required(_text)},
    lambda values, node: model.Code(**values),
)
_SEE_ALSO = ListOf(Words("another entry, written site:id, cause:id or term:id", pattern=rf"(?:site|cause|term):{ID}"))


def _help(level: Callable[[Shape], Field]) -> Record:
    return Record({name: level(_claims) for name in ("emergency", "urgent", "routine")}, _build_help)


def _build_help(values: dict[str, Any], node: Mapping) -> model.Help:
    return model.Help(**values, place=node.place)


def _entry_fields(before: dict[str, Shape | Field], after: dict[str, Shape | Field]) -> dict[str, Shape | Field]:
    """The fields of an entry in the order they are written: what all share, with a kind's own fields among them."""
    return {
        "name": required(_text), "names": _NAMES, **before, "summary": required(_claims),
        **after, "see_also": _SEE_ALSO, "reviewed": required(_date), "review_due": required(_date), "reviewer": required(_text),
    }  # fmt: skip


_ABOUT_CARE = dict.fromkeys(("self_care", "treatment", "unknown"), _claims)
SITE = Record(
    _entry_fields(
        {"help": required(_help(ruled))},
        {"causes": required(ListOf(_SITE_LINK)), "rarer_diseases": ListOf(_SITE_LINK), "pattern": _claims, **_ABOUT_CARE},
    ),
    lambda values, node: _entry(model.Site, values, node),
)
CAUSE = Record(
    _entry_fields(
        {"kind": required(OneOf(get_args(model.CauseKind))), "codes": ListOf(_CODE), "help": required(_help(Field))},
        {"mechanism": _claims, "pattern": _claims, "special_groups": _claims, **_ABOUT_CARE, "related": ListOf(_RELATED)},
    ),
    lambda values, node: _entry(model.Cause, values, node),
)
TERM = Record(_entry_fields({"gloss": _text}, {}), lambda values, node: _entry(model.Term, values, node))
SOURCES = Table(
    _id,
    Record(
        {
            "title": required(_text), "publisher": required(_text), "year": Words("a year of four digits", pattern=r"[0-9]{4}"),
            "kind": required(OneOf(get_args(model.SourceKind))), "grade": required(OneOf(get_args(model.Grade))), "url": _text,
        },
        _source,
    ),
)  # fmt: skip
SYNONYMS = Table(Words("one word in lower case letters", pattern=r"[a-z]+"), ListOf(_text))

# Every kind of file, by the name of its schema.
FORMS: dict[str, Shape] = {"site": SITE, "cause": CAUSE, "term": TERM, "sources": SOURCES, "synonyms": SYNONYMS}


def _entry(kind: type[E], values: dict[str, Any], node: Mapping) -> E:
    """The entry, without its id and with links that do not know their names yet."""
    if "kind" in values:
        values["cause_kind"] = values.pop("kind")
    for name in ("causes", "rarer_diseases"):
        if name in values:
            values[name] = tuple(sorted(values[name], key=lambda link: FREQUENCIES.index(link.frequency)))
    values["see_also"] = _pointers(values.get("see_also", ()))
    codes = tuple(model.Name(code.code, "code") for code in values.get("codes", ()))
    return kind(**{**values, "names": values.get("names", ()) + codes}, id="", place=node.place)
