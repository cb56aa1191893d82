"""Values as plain dictionaries and lists, and back: driven by the fields of the named tuples, so a new field needs no line here."""

from functools import cache
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_origin

from twitchref.model import FLAT, OPTIONAL, UNSEEN, Entry
from twitchref.sections import SECTIONS

T = TypeVar("T")

# The fields that only one kind of entry has: the others have no such key in JSON.
OWN: dict[str, str] = {section.field: str(kind) for section in SECTIONS for kind in section.kinds if len(section.kinds) == 1} | {
    "cause_kind": "cause",
    "gloss": "term",
}


class Field(NamedTuple):
    """A field that JSON has: its name, its type without marks, and the marks."""

    name: str
    type: Any
    marks: tuple[str, ...]


@cache
def _plan(cls: Any, kind: str) -> tuple[tuple[int, str, bool, bool], ...]:
    """Where each seen field stands in the tuple, its name, and whether it is FLAT or OPTIONAL."""
    return tuple((cls._fields.index(name), name, FLAT in marks, OPTIONAL in marks) for name, _, marks in seen(cls, kind))


@cache
def seen(cls: Any, kind: str = "") -> tuple[Field, ...]:
    """The fields of a named tuple that JSON has; of an Entry, those of this kind of entry."""
    found = []
    for name, annotated in cls.__annotations__.items():
        of, *marks = get_args(annotated) if get_origin(annotated) is Annotated else (annotated,)
        if UNSEEN not in marks and (cls is not Entry or OWN.get(name, kind) == kind):
            found.append(Field(name, of, tuple(marks)))
    return tuple(found)


def to_plain(value: Any) -> Any:
    """The value with every named tuple a dictionary and every other tuple a list; what is UNSEEN is left out."""
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_fields"):
        return [to_plain(item) for item in value]
    plain: dict[str, Any] = {}
    for at, name, flat, optional in _plan(type(value), value.kind if type(value) is Entry else ""):
        inner = value[at]
        if flat:
            plain |= to_plain(inner)
        elif inner is not None or not optional:
            plain[name] = to_plain(inner) if isinstance(inner, tuple) else inner
    return plain


@cache
def _read_as(cls: Any, kind: str) -> tuple[tuple[str, Any], ...]:
    """Each seen field's name, with the named tuple that it holds, alone or in a tuple, or None."""
    return tuple((name, next((held for held in (of, *get_args(of)) if hasattr(held, "_fields")), None)) for name, of, _ in seen(cls, kind))


def from_plain(cls: type[T], plain: dict[str, Any]) -> T:
    """The named tuple that `to_plain` made this dictionary of, where none of its fields is FLAT; UNSEEN fields have their defaults."""
    given: dict[str, Any] = {}
    for name, inner in _read_as(cls, plain["kind"] if cls is Entry else ""):  # type: ignore[arg-type]  # a class is hashable
        value = plain[name]
        if isinstance(value, list):
            value = tuple(value if inner is None else [from_plain(inner, item) for item in value])
        elif inner is not None and value is not None:
            value = from_plain(inner, value)
        given[name] = value
    return cls(**given)
