"""Model values as plain dictionaries and lists, and back: driven by the dataclasses, so a new field needs no line here."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args

T = TypeVar("T")


@cache
def _named_fields(cls: Any) -> tuple[tuple[str, Any], ...]:
    """A dataclass's fields, each with the dataclass that its tuple or itself holds, or None."""
    found: list[tuple[str, Any]] = []
    for spec in fields(cls):
        if not spec.metadata.get("unseen"):
            inner = next((held for held in (spec.type, *get_args(spec.type)) if is_dataclass(held)), None)
            found.append((spec.name, inner))
    return tuple(found)


def to_plain(value: Any) -> Any:
    """The value with every dataclass a dictionary and every tuple a list; what is for editors' tools is left out."""
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if is_dataclass(value):
        cls: Any = type(value)
        return {name: to_plain(getattr(value, name)) for name, _ in _named_fields(cls)}
    return value


def from_plain(cls: type[T], plain: dict[str, Any]) -> T:
    """The dataclass that `to_plain` made this dictionary from."""
    given: dict[str, Any] = {}
    any_class: Any = cls
    for name, inner in _named_fields(any_class):
        value = plain[name]
        if isinstance(value, list):
            value = tuple(value if inner is None else [from_plain(inner, item) for item in value])
        elif inner is not None and value is not None:
            value = from_plain(inner, value)
        given[name] = value
    return cls(**given)
