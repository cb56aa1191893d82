"""The JSON Schema of the answers, for programs."""

import json
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from twitchref import model
from twitchref.pages.json import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def answers() -> str:
    """The schema of every answer as JSON text: one of a few documents, told apart by `kind`."""
    values = {cls.__name__.lower(): _object(_properties(cls)) for cls in (model.Citation, model.Claim, model.Name, model.Code, model.Help,
              model.Pointer, model.Link, model.Source)}  # fmt: skip
    schema = {"$schema": DIALECT, "title": "an answer of twitchref", "oneOf": [_document(*row) for row in _documents()], "$defs": values}
    return json.dumps(schema, indent=2) + "\n"


_TEXT: Schema = {"type": "string"}
_OPTIONAL_TEXT: Schema = {"type": ["string", "null"]}


def _ref(cls: type) -> Schema:
    return {"$ref": f"#/$defs/{cls.__name__.lower()}"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    needed = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _document(kind: str, properties: Schema) -> Schema:
    head = {"schema_version": {"const": SCHEMA_VERSION}, "data_version": _TEXT, "kind": {"const": kind}}
    return _object({**head, **properties})


def _documents() -> list[tuple[str, Schema]]:
    """Every kind of document with what it holds beside the head that all share."""
    named = _object({"kind": _TEXT, "id": _TEXT, "name": _TEXT})
    row = _object({"kind": _TEXT, "id": _TEXT, "name": _TEXT, "cause_kind": _type(model.CauseKind)}, optional=("cause_kind",))
    span = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    match = _object({"section": _TEXT, "text": _TEXT, "spans": _list(span)})
    hit = _object({"kind": _TEXT, "id": _TEXT, "name": _TEXT, "matches": _list(match)})
    candidate = _object({"kind": _TEXT, "id": _TEXT, "name": _TEXT, "matched": _TEXT})
    claim = _properties(model.Claim)
    source = {**_properties(model.Source), "source_kind": _type(model.SourceKind)}
    del source["kind"]
    count: Schema = {"type": "integer", "minimum": 0}
    whole: Schema = {"type": "integer", "minimum": 1}
    place = {"file": _TEXT, "line": whole, "column": whole, "level": {"enum": ["error", "warning"]}, "code": _TEXT, "message": _TEXT}
    pages = [(cls.kind, {"matched": _TEXT, **_properties(cls), "sources": _list(_ref(model.Source)), "disclaimer": _TEXT})
             for cls in (model.Site, model.Cause, model.Term)]  # fmt: skip
    many = {"query": _TEXT, "candidates": _list(candidate)}
    compared = _object({"kind": _TEXT, "id": _TEXT, "name": _TEXT, "frequencies": {"type": "object", "additionalProperties": _frequency()}})
    sign = _object({"level": _TEXT, "sites": _list(named), **claim})
    return [
        *pages,
        ("list", {"entries": _list(row)}),
        ("comparison", {"sites": _list(named), "causes": _list(compared)}),
        ("signs", {"signs": _list(sign), "sources": _list(_ref(model.Source)), "disclaimer": _TEXT}),
        ("source", {**source, "claims": _list(_object({"kind": _TEXT, "id": _TEXT, "name": _TEXT, "section": _TEXT, **claim}))}),
        ("search", {"query": _TEXT, "corrected": _OPTIONAL_TEXT, "hits": _list(hit)}),
        ("none", {"query": _TEXT}),
        ("several", many),
        ("near", many),
        ("about", {**dict.fromkeys(("publisher", "method", "purpose", "report"), _TEXT),
                   "counts": _object(dict.fromkeys(("sites", "causes", "claims", "sources"), count))}),
        ("check", {"problems": _list(_object(place))}),
        ("error", {"code": {"enum": [1, 2, 5]}, "message": _TEXT}),
    ]  # fmt: skip


def _frequency() -> Schema:
    return _type(model.Frequency | None)


def _properties(cls: type) -> Schema:
    """The seen fields of a model class, each with the schema of its type."""
    return {spec.name: _type(spec.type) for spec in fields(cls) if not spec.metadata.get("unseen")}


def _type(of: Any) -> Schema:
    """The schema of a type that the model uses."""
    if get_origin(of) is Literal:
        return {"enum": list(get_args(of))}
    if get_origin(of) is tuple:
        return _list(_type(get_args(of)[0]))
    if isinstance(of, UnionType) or NoneType in get_args(of):
        return {"anyOf": [_type(part) for part in get_args(of)]}
    if is_dataclass(of):
        assert isinstance(of, type)
        return _ref(of)
    return {str: _TEXT, int: {"type": "integer"}, NoneType: {"type": "null"}}[of]
