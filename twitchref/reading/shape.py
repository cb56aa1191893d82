"""What a node must look like to become a value: each shape reads a node, says what is wrong with it, and is a JSON Schema.

A reader gets a node and a list. It returns the value; whatever of it cannot be read is a problem on the list, and an empty text in
the value, which no text that can be read is. So all else in a file can be read and checked at once, and a rule knows what not to judge.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from twitchref.problem import Place, Problem
from twitchref.reading.nodes import Mapping, Node, Sequence, Text, mapping_at, short, text_at

Schema = dict[str, Any]
LINE_BY_LINE = "fields, each 'name: value' on a line of its own"


class Shape(Protocol):
    """Anything that reads a node into a value and knows its JSON Schema."""

    def read(self, node: Node, problems: list[Problem]) -> Any:
        """The value; what cannot be read of it is a problem added, and unread in the value."""

    def unread(self, place: Place) -> Any:
        """What stands in for a value that cannot be read: an empty text, or what is made of empty texts."""

    def schema(self) -> Schema:
        """The JSON Schema of the nodes it accepts."""


def _is(node: Node) -> str:
    return (
        "this is text" if isinstance(node, Text) else "this is a list" if isinstance(node, Sequence) else "this has fields ('name: value')"
    )


def _mistyped(node: Node, wanted: str) -> Problem:
    return Problem(node.place, "E203", f"{_is(node)}; in its place write {wanted}")


class Words:
    """A text that is not empty and, where there is one, of the pattern and the rule; `wanted` says what belongs here."""

    def __init__(self, wanted: str = "text", rule: Callable[[str], bool] | None = None, pattern: str | None = None) -> None:
        self.wanted = wanted
        self.rule = rule
        self.pattern = pattern
        self._matches = re.compile(pattern).fullmatch if pattern else None

    def read(self, node: Node, problems: list[Problem]) -> Text:
        """The text, its white space folded to single spaces: whatever its style in the file, it is one line."""
        if not isinstance(node, Text):
            problems.append(_mistyped(node, self.wanted))
            return self.unread(node.place)
        line = " ".join(node.split())
        if not line:
            problems.append(Problem(node.place, "E204", f"nothing stands here; write {self.wanted}, or leave the field out"))
        elif (self._matches and not self._matches(node)) or (self.rule and not self.rule(node)):
            several = self._matches is not None and "," in line and all(map(self._matches, line.split(", ")))
            hint = "; these are several: write them as [a, b], without quotes" if several else ""
            problems.append(Problem(node.place, "E205", f"'{short(node)}' is not {self.wanted}{hint}"))
        else:
            return node if node == line else text_at(line, node.place)
        return self.unread(node.place)

    def unread(self, place: Place) -> Text:
        """An empty text."""
        return text_at("", place)

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
            from difflib import get_close_matches  # slow, and seldom needed

            hint = "".join(f"; did you mean '{near}'?" for near in get_close_matches(node.lower(), self.values, 1, 0.8))
            problems.append(Problem(node.place, "E206", f"'{short(node)}' is not one of {', '.join(self.values)}{hint}"))
        else:
            return node
        return self.unread(node.place)

    def unread(self, place: Place) -> Text:
        """An empty text."""
        return text_at("", place)

    def schema(self) -> Schema:
        """An enumeration; plain YAML tools take `true` for more than a word."""
        return {"enum": [*self.values, *([True] if "true" in self.values else [])]}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of like things, at least `least` of them."""

    item: Shape
    least: int = 1

    def read(self, node: Node, problems: list[Problem]) -> tuple[Any, ...]:
        """The items."""
        if not isinstance(node, Sequence):
            problems.append(_mistyped(node, "a list, one '- ' a line"))
        elif len(node) < self.least:
            problems.append(Problem(node.place, "E204", "nothing stands in this list; fill it, or leave the field out"))
        else:
            read = self.item.read
            return tuple([read(child, problems) for child in node])
        return self.unread(node.place)

    def unread(self, place: Place) -> tuple[Any, ...]:
        """One item, unread."""
        return (self.item.unread(place),)

    def schema(self) -> Schema:
        """An array."""
        return {"type": "array", "items": self.item.schema(), **({"minItems": self.least} if self.least else {})}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: what it holds, what it says to an editor, and whether it must be there.

    `need` is `required` (by the reader), `checked_later` (by a rule of `check`, in better words) or `optional`.
    """

    shape: Shape
    says: str
    need: str = "optional"


def required(shape: Shape, says: str) -> Field:
    """A field without which the record cannot be read."""
    return Field(shape, says, "required")


def checked_later(shape: Shape, says: str) -> Field:
    """A field that must be there, whose absence a rule of `check` reports."""
    return Field(shape, says, "checked_later")


class Record:
    """A mapping with known fields, built into a value from the fields that are there and the mapping itself."""

    def __init__(self, fields: AnyMapping[str, Field], build: Callable[[dict[str, Any], Mapping], Any]) -> None:
        self.fields = fields
        self.build = build
        self._readers = {name: (name, field.shape.read) for name, field in fields.items()}
        self._required = [name for name, field in fields.items() if field.need == "required"]

    def read(self, node: Node, problems: list[Problem]) -> Any:
        """The value, built from the fields that are there; a required one that is not there is unread, as is one of the wrong shape.

        A field that is not known is read as the one that it is nearest to, where that one is not there and its shape fits.
        """
        if not isinstance(node, Mapping):
            problems.append(_mistyped(node, f"{LINE_BY_LINE}: {', '.join(self.fields)}"))
            return self.unread(node.place)
        values: dict[str, Any] = {}
        for key, child in node.items():
            if known := self._readers.get(key):
                name, read = known
                values[name] = read(child, problems)
            else:
                self._guess(key, child, node, values, problems)
        for name in self._required:
            if name not in values:
                if "" not in node:  # a field without a name
                    problems.append(Problem(node.place, "E202", f"the field '{name}' is missing here; add it"))
                values[name] = self.fields[name].shape.unread(node.place)
        return self.build(values, node)

    def _guess(self, key: Text, child: Node, node: Mapping, values: dict[str, Any], problems: list[Problem]) -> None:
        """Tells of a field that is not known, and reads it as the nearest."""
        from difflib import get_close_matches  # slow, and seldom needed

        near = get_close_matches(key, self.fields, 1)
        known = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(self.fields)}"
        problems.append(Problem(key.place, "E201", f"'{short(key)}' is not a field here; {known}"))
        if near and near[0] not in node:
            shape = self.fields[near[0]].shape
            found: list[Problem] = []
            value = shape.read(child, found)
            fits = all(problem.place != child.place for problem in found)
            values[near[0]] = value if fits else shape.unread(child.place)
            problems += found if fits else []

    def unread(self, place: Place) -> Any:
        """The value of fields that are all unread."""
        return self.build({name: field.shape.unread(place) for name, field in self.fields.items()}, mapping_at(place))

    def schema(self) -> Schema:
        """An object that takes no other fields."""
        needed = [name for name, field in self.fields.items() if field.need != "optional"]
        properties = {name: {"description": field.says, **field.shape.schema()} for name, field in self.fields.items()}
        return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from keys of one shape to values of another, of which `says` tells an editor."""

    key: Shape
    value: Shape
    says: str

    def read(self, node: Node, problems: list[Problem]) -> dict[Text, Any]:
        """The rows, by their keys as they were typed."""
        if not isinstance(node, Mapping):
            problems.append(_mistyped(node, LINE_BY_LINE))
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
        return {
            "type": "object",
            "patternProperties": {pattern: {"description": self.says, **self.value.schema()}},
            "additionalProperties": False,
        }


def is_date(text: str) -> bool:
    """Whether the text is a day of the calendar, written 2026-11-24."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
