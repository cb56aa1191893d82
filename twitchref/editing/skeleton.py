"""The text of a new entry, sign or source: each field of its form in order, with a prompt that says what belongs there."""

from collections.abc import Iterator
from textwrap import wrap

from twitchref.model import WHOLE_BODY
from twitchref.reading.forms import FORMS
from twitchref.reading.prompts import PROMPT, Asked, asked
from twitchref.reading.shape import ListOf, Record, Shape, Table

HINT = f"# Write over each {PROMPT}. Lines that begin with # may be left out: take # and the space behind it away, or take the lines out."

_SENTENCES = ("text", "note")  # fields of whole sentences, which may hold any sign: they stand on lines of their own
_WIDTH = 100  # columns that a sentence fills


def schema_line(form: str, folder: str) -> str:
    """The first line of a file, which names its schema to an editor that speaks YAML Schema; `folder` leads to the data from the file."""
    return f"# yaml-language-server: $schema={folder}schema/{form}.json"


def entry(kind: str, id_: str, today: str) -> list[str]:
    """The lines of the file of a new site, cause or term."""
    given = {"reviewed": today, "review_due": _in_a_year(today), "reviewer": "not clinically reviewed"}
    form = FORMS[kind]
    assert isinstance(form, Record)
    left_out = {"anywhere"} if id_ != WHOLE_BODY else set()  # no other site has it
    return [schema_line(kind, "../"), HINT, *_Lines(given, left_out).of(form, (), False)]


def row(form: str, id_: str) -> list[str]:
    """The lines of a new record in `signs.yaml` or `sources.yaml`."""
    table = FORMS[form]
    assert isinstance(table, Table) and isinstance(table.value, Record)
    return [f"{id_}:", *_indented(_Lines({}, set()).of(table.value, (), False))]


def _in_a_year(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}".replace("-02-29", "-02-28")


class _Lines:
    """Writes the lines of records; what is `given` stands there already, and what was asked in full once is asked for by the bare word."""

    def __init__(self, given: dict[str, str], left_out: set[str]) -> None:
        self._given = given
        self._left_out = left_out
        self._said: set[str] = set()

    def of(self, record: Record, of_it: Asked, in_comment: bool) -> Iterator[str]:
        """The fields that are needed, and the others as comments; within a comment, no more than what makes it whole."""
        needed = [name for name, field in record.fields.items() if field.need != "optional"]
        for name, field, asks in asked(record, of_it):
            if name in needed or (in_comment and not needed):
                yield from self._field(name, field.shape, asks, in_comment)
            elif not in_comment and name not in self._left_out:
                yield from (f"# {line}" for line in self._field(name, field.shape, asks, True))

    def _field(self, name: str, shape: Shape, asks: Asked, in_comment: bool) -> list[str]:
        if name in self._given:
            return [f"{name}: {self._given[name]}"]
        if isinstance(shape, Record):
            return [f"{name}:", *_indented(self.of(shape, asks, in_comment))]
        if isinstance(shape, ListOf) and isinstance(shape.item, Record):
            first, *others = _indented(self.of(shape.item, asks, in_comment), 4)
            return [f"{name}:", f"  - {first.strip()}", *others]
        prompt = " ".join((PROMPT, *(each for each in asks if each not in self._said)))
        self._said.update(asks)
        if isinstance(shape, ListOf):  # in quotes within brackets, several ids would be written as one text
            item = _plain(prompt)
            return [f"{name}: [{item}]"] if item == PROMPT else [f"{name}:", f"  - {item}"]
        if name in _SENTENCES:
            return [f"{name}: >-", *_indented(wrap(prompt, _WIDTH))]
        return [f"{name}: {_plain(prompt)}"]


def _plain(text: str) -> str:
    """The text as it may stand in a line of YAML: in quotes where something in it means more there."""
    if ": " in text or " #" in text or text.endswith(":"):
        return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'
    return text


def _indented(lines: Iterator[str] | list[str], by: int = 2) -> list[str]:
    return [f"{' ' * by}{line}" for line in lines]
