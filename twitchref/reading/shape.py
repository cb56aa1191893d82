"""What a node must look like to become a value: each shape reads a node, says what is wrong with it, and is a JSON Schema.

A reader gets a node and a list. It returns the value; whatever of it cannot be read is a problem on the list, and an empty text in
the value, which no text that can be read is. So every other part of a file can be read and checked at once, and a rule knows what it
must not judge.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Protocol

from twitchref.problem import Place, Problem
from twitchref.reading.nodes import Mapping, Node, Sequence, Text, mapping_at, short, text_at

Schema = dict[str, Any]


class Shape(Protocol):
    """Anything that reads a node into a value and knows its JSON Schema."""

    def read(self, node: Node, problems: list[Problem]) -> Any:
        """The value; what cannot be read of it is a problem added, and unread in the value."""

    def unread(self, place: Place) -> Any:
        """What stands in for a value that cannot be read: an empty text, or what is made of empty texts."""

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

    def read(self, node: Node, problems: list[Problem]) -> Text:
        """The text, its white space folded to single spaces: whatever its style in the file, it is one line."""
        if not isinstance(node, Text):
            problems.append(_mistyped(node, self.wanted))
        elif not node.strip():
            problems.append(Problem(node.place, "E204", f"nothing stands here; write {self.wanted}, or leave the field out"))
        elif not self._fits(node):
            problems.append(Problem(node.place, "E205", f"'{short(node)}' is not {self.wanted}"))
        else:
            return text_at(" ".join(node.split()), node.place)
        return self.unread(node.place)

    def unread(self, place: Place) -> Text:
        """An empty text."""
        return text_at("", place)

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

    def read(self, node: Node, problems: list[Problem]) -> Text:
        """The word."""
        if not isinstance(node, Text):
            problems.append(_mistyped(node, f"one of {', '.join(self.values)}"))
        elif node not in self.values:
            problems.append(Problem(node.place, "E206", f"'{short(node)}' is not one of {', '.join(self.values)}"))
        else:
            return node
        return self.unread(node.place)

    def unread(self, place: Place) -> Text:
        """An empty text."""
        return text_at("", place)

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.values)}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of like things, at least `least` of them."""

    item: Shape
    least: int = 1

    def read(self, node: Node, problems: list[Problem]) -> tuple[Any, ...]:
        """The items."""
        if not isinstance(node, Sequence):
            problems.append(_mistyped(node, "a list (one '- ' a line)"))
        elif len(node) < self.least:
            problems.append(Problem(node.place, "E204", "nothing stands in this list; fill it, or leave the field out"))
        else:
            return tuple(self.item.read(child, problems) for child in node)
        return self.unread(node.place)

    def unread(self, place: Place) -> tuple[Any, ...]:
        """One item, unread."""
        return (self.item.unread(place),)

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
        """The value, built from the fields that are there; a required one that is not there is unread, as is one of the wrong shape.

        A field that is not known is read as the one that it is nearest to, where that one is not there and its shape fits.
        """
        if not isinstance(node, Mapping):
            problems.append(_mistyped(node, f"a mapping with {', '.join(self.fields)}"))
            return self.unread(node.place)
        values: dict[str, Any] = {}
        for key, child in node.items():
            if key in self.fields:
                values[key] = self._shape(key).read(child, problems)
                continue
            near = get_close_matches(key, self.fields, 1)
            known = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(self.fields)}"
            problems.append(Problem(key.place, "E201", f"'{short(key)}' is not a field here; {known}"))
            if near and near[0] not in node:
                found: list[Problem] = []
                value = self._shape(near[0]).read(child, found)
                fits = all(problem.place != child.place for problem in found)
                values[near[0]] = value if fits else self._shape(near[0]).unread(child.place)
                problems += found if fits else []
        for name, spec in self.fields.items():
            if name not in values and _field(spec).need == "required":
                if "" not in node:  # a field without a name
                    problems.append(Problem(node.place, "E202", f"the field '{name}' is missing here"))
                values[name] = self._shape(name).unread(node.place)
        return self.build(values, node)

    def unread(self, place: Place) -> Any:
        """The value of fields that are all unread."""
        return self.build({name: self._shape(name).unread(place) for name in self.fields}, mapping_at(place))

    def _shape(self, name: str) -> Shape:
        return _field(self.fields[name]).shape

    def schema(self) -> Schema:
        """An object that takes no other fields."""
        needed = [name for name, spec in self.fields.items() if _field(spec).need != "optional"]
        properties = {name: _field(spec).shape.schema() for name, spec in self.fields.items()}
        return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from keys of one shape to values of another."""

    key: Shape
    value: Shape

    def read(self, node: Node, problems: list[Problem]) -> dict[Text, Any]:
        """The rows, by their keys as they were typed."""
        if not isinstance(node, Mapping):
            problems.append(_mistyped(node, "a mapping"))
            return self.unread(node.place)
        for key in node:
            self.key.read(key, problems)
        return {key: self.value.read(child, problems) for key, child in node.items()}

    def unread(self, place: Place) -> dict[Text, Any]:
        """No row."""
        return {}

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
