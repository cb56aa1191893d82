"""What a node must look like to become a value: each shape reads a node, says what is wrong with it, and is a JSON Schema.

A reader gets a node and a list; it returns the value, or `None` after it has put at least one problem on the list.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Protocol

from twitchref.problem import Problem
from twitchref.reading.yamltree import Mapping, Node, Sequence, Text, short, text_at

Schema = dict[str, Any]


class Shape(Protocol):
    """Anything that reads a node into a value and knows its JSON Schema."""

    def read(self, node: Node, problems: list[Problem]) -> Any:
        """The value, or None with a problem added."""

    def schema(self) -> Schema:
        """The JSON Schema of the nodes it accepts."""


def _is(node: Node) -> str:
    return "text" if isinstance(node, Text) else "a list" if isinstance(node, Sequence) else "a mapping"


def _mistyped(node: Node, wanted: str) -> Problem:
    return Problem(node.place, "E203", f"this is {_is(node)}, but {wanted} belongs here")


@dataclass(frozen=True, slots=True)
class Words:
    """A text that is not empty; `rule` is tried on it and says what is wanted where it fails."""

    wanted: str = "text"
    rule: Callable[[str], bool] | None = None
    pattern: str | None = None

    def read(self, node: Node, problems: list[Problem]) -> Text | None:
        """The text, its white space folded to single spaces: whatever its style in the file, it is one line."""
        if not isinstance(node, Text):
            problems.append(_mistyped(node, self.wanted))
        elif not node.strip():
            problems.append(Problem(node.place, "E204", f"nothing stands here; write {self.wanted}, or leave the field out"))
        elif not self._fits(node):
            problems.append(Problem(node.place, "E205", f"'{short(node)}' is not {self.wanted}"))
        else:
            return text_at(" ".join(node.split()), node.place)
        return None

    def _fits(self, text: str) -> bool:
        return (self.pattern is None or re.fullmatch(self.pattern, text) is not None) and (self.rule is None or self.rule(text))

    def schema(self) -> Schema:
        """A string; plain YAML tools may take digits for a number."""
        if self.pattern is None:
            return {"type": "string", "minLength": 1}
        return {"type": ["string", "integer"] if re.fullmatch(self.pattern, "2026") else "string", "pattern": f"^(?:{self.pattern})$"}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    values: tuple[str, ...]

    def read(self, node: Node, problems: list[Problem]) -> Text | None:
        """The word."""
        if not isinstance(node, Text):
            problems.append(_mistyped(node, f"one of {', '.join(self.values)}"))
        elif node not in self.values:
            problems.append(Problem(node.place, "E206", f"'{short(node)}' is not one of {', '.join(self.values)}"))
        else:
            return node
        return None

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.values)}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of like things, at least `least` of them."""

    item: Shape
    least: int = 1

    def read(self, node: Node, problems: list[Problem]) -> tuple[Any, ...] | None:
        """The items; None where one of them cannot be read."""
        if not isinstance(node, Sequence):
            problems.append(_mistyped(node, "a list (one '- ' a line)"))
            return None
        if len(node) < self.least:
            problems.append(Problem(node.place, "E204", "nothing stands in this list; fill it, or leave the field out"))
            return None
        items = [self.item.read(child, problems) for child in node]
        return None if any(item is None for item in items) else tuple(items)

    def schema(self) -> Schema:
        """An array."""
        return {"type": "array", "items": self.item.schema(), **({"minItems": self.least} if self.least else {})}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: required by the reader, required by a rule of `check` (in better words), or optional."""

    shape: Shape
    need: str = "optional"


def required(shape: Shape) -> Field:
    """A field without which the record cannot be read."""
    return Field(shape, "required")


def ruled(shape: Shape) -> Field:
    """A field that must be there, whose absence a rule of `check` reports."""
    return Field(shape, "ruled")


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known fields, built into a value from the fields that are there and the mapping itself."""

    fields: AnyMapping[str, Shape | Field]
    build: Callable[[dict[str, Any], Mapping], Any]

    def read(self, node: Node, problems: list[Problem]) -> Any:
        """The built value; None where a field is missing, unknown or misshapen."""
        if not isinstance(node, Mapping):
            problems.append(_mistyped(node, f"a mapping with {', '.join(self.fields)}"))
            return None
        before = len(problems)
        values: dict[str, Any] = {}
        for key, child in node.items():
            if key not in self.fields:
                near = get_close_matches(key, self.fields, 1)
                known = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(self.fields)}"
                problems.append(Problem(key.place, "E201", f"'{short(key)}' is not a field here; {known}"))
            else:
                values[key] = _field(self.fields[key]).shape.read(child, problems)
        for name, spec in self.fields.items():
            if name not in node and _field(spec).need == "required":
                problems.append(Problem(node.place, "E202", f"the field '{name}' is missing here"))
        return None if len(problems) > before else self.build(values, node)

    def schema(self) -> Schema:
        """An object that takes no other fields."""
        needed = [name for name, spec in self.fields.items() if _field(spec).need != "optional"]
        properties = {name: _field(spec).shape.schema() for name, spec in self.fields.items()}
        return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from keys of one shape to values of another; the value of a bad row is None, the others are read."""

    key: Shape
    value: Shape

    def read(self, node: Node, problems: list[Problem]) -> dict[Text, Any] | None:
        """The rows, those that can be read with a value."""
        if not isinstance(node, Mapping):
            problems.append(_mistyped(node, "a mapping"))
            return None
        rows = {}
        for key, child in node.items():
            name, value = self.key.read(key, problems), self.value.read(child, problems)
            rows[key] = None if name is None else value
        return rows

    def schema(self) -> Schema:
        """An object with patterned keys."""
        pattern = self.key.schema().get("pattern", "")
        return {"type": "object", "patternProperties": {pattern: self.value.schema()}, "additionalProperties": False}


def is_date(text: str) -> bool:
    """Whether the text is a day of the calendar, written 2026-11-24."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _field(spec: Shape | Field) -> Field:
    return spec if isinstance(spec, Field) else Field(spec)
