"""Prompts, which `twitchref new` writes where a text belongs: what each asks for, and those that nobody has filled in yet."""

import re
from collections.abc import Iterator
from typing import Any

from twitchref.problem import Place, Problem
from twitchref.reading.nodes import Mapping, Node, Sequence, Text, text_at
from twitchref.reading.shape import Field, ListOf, OneOf, Record, Shape, Table

PROMPT = "TODO"
_STANDS = re.compile(rf"\b{PROMPT}\b")
_COMMENTED = re.compile(rf"^ *(#).*\b{PROMPT}\b".encode(), re.MULTILINE)

Asked = tuple[str, ...]  # sentences that say what belongs somewhere


def asked(record: Record, of_it: Asked) -> Iterator[tuple[str, Field, Asked]]:
    """The record's fields with what is asked in each: what is said of the whole record (`of_it`) leads its first one."""
    for name, field in record.fields.items():
        yield name, field, (*of_it, field.says, *_choice(field.shape))
        of_it = ()


def _choice(shape: Shape) -> Asked:
    """The words among which one is to be chosen, as a sentence."""
    values = shape.values if isinstance(shape, OneOf) else ()
    return (f"One of {', '.join(values)}.",) if len(values) > 1 else tuple(f"Write: {value}." for value in values)


def unfilled(node: Node, shape: Shape | None, asks: Asked = ()) -> list[Problem]:
    """Empties every text within the node that still is a prompt, as one that cannot be read, and tells of each what belongs there.

    `shape` is that of the node, None where there is none for it; `asks` is what is asked there.
    """
    problems = []
    for holder, key, within, of_it in _children(node, shape, asks):
        child = holder[key]
        if not isinstance(child, Text):
            problems += unfilled(child, within, of_it)
        elif _STANDS.search(child):
            holder[key] = text_at("", child.place)
            belongs = f". Here belongs: {' '.join(of_it)}" if of_it else ""
            problems.append(Problem(child.place, "E208", f"a prompt still stands here; fill it in, or take it out{belongs}"))
    return problems


def _children(node: Node, shape: Shape | None, asks: Asked) -> Iterator[tuple[Any, Any, Shape | None, Asked]]:
    """What holds each child of a node, its key there, its shape and what is asked in it."""
    if isinstance(node, Mapping):
        fields = {name: (field.shape, of_it) for name, field, of_it in asked(shape, asks)} if isinstance(shape, Record) else {}
        other = (shape.value if isinstance(shape, Table) else None, ())
        for holder in (node, node.again):
            yield from ((holder, key, *fields.get(key, other)) for key in holder)
    elif isinstance(node, Sequence):
        yield from ((node, at, shape.item if isinstance(shape, ListOf) else None, asks) for at in range(len(node)))


def commented(raw: bytes, file: str) -> list[Problem]:
    """That there are prompts among the comments of a file, told at the first: each is of a field that may be left out."""
    first = _COMMENTED.search(raw)
    if first is None:
        return []
    line_start = raw.rfind(b"\n", 0, first.start(1)) + 1
    place = Place(file, raw.count(b"\n", 0, line_start) + 1, first.start(1) - line_start + 1)
    return [Problem(place, "W506", "prompts stand here as comments; fill in what you have something to say on, and take the others out")]
