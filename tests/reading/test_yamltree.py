"""YAML as nodes that know their place: what is typed stays text, and both of PyYAML's loaders see the same."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA, MINI, ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twitchref.problem import Place, Problem
from twitchref.reading import yamltree
from twitchref.reading.characters import MAX_BYTES
from twitchref.reading.nodes import Mapping, Node, Sequence, Text, with_the_later
from twitchref.reading.yamltree import MAX_DEPTH

TESTS = ROOT / "tests" / "data"
FILES = sorted([*DATA.rglob("*.yaml"), *TESTS.rglob("*.yaml")])
LOADERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]
needs_both = pytest.mark.skipif(len(LOADERS) < 2, reason="PyYAML was built without libyaml")
either = pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
examples = settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])


def drawn(node: Node | None) -> Any:
    """A node as plain data: a text as (text, line, column), a sequence as [line, column, items], a mapping as {…} beside its place."""
    if node is None:
        return None
    _, line, column = node.place
    if isinstance(node, Text):
        return (str(node), line, column)
    if isinstance(node, Sequence):
        return [line, column, [drawn(item) for item in node]]
    return {(line, column): [(drawn(key), drawn(value)) for key, value in node.items()]}


def plain(node: Node | None) -> Any:
    """A node without its places."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    return [plain(item) for item in node] if isinstance(node, Sequence) else node if node is None else str(node)


def parsed(text: str, loader: Any = None) -> tuple[Node | None, list[Problem]]:
    """What a file with this text gives."""
    return yamltree.nodes(text.encode("utf-8", "surrogatepass"), "f.yaml", loader)


TRAPS = [
    "on", "off", "yes", "no", "NO", "y", "N", "true", "False", "~", "null", "Null", "12:30", "1:30:45", "190:20:30", "1.10", "1.0", "010",
    "0o10", "007", "0x1F", "0b1", "1e3", "1_000", "+1", "-0", ".5", ".inf", "-.INF", ".NaN", "2026-11-24", "2026-11-24T12:00:00Z",
    "2026-11-24 12:00:00", "=", "<<", "E83.42", "1/2", "50%",
]  # fmt: skip


@either
@pytest.mark.parametrize("typed", TRAPS)
def test_what_is_typed_stays_text(typed: str, loader: Any) -> None:
    node, problems = parsed(f"{typed}: {typed}\nlist: [{typed}, '{typed}']\n", loader)
    assert plain(node) == {typed: typed, "list": [typed, typed]}
    assert problems == []


# Literal YAML, and its nodes with their places.
NODES = {
    "mapping": ("name: Leg\nkind: x\n", {(1, 1): [(("name", 1, 1), ("Leg", 1, 7)), (("kind", 2, 1), ("x", 2, 7))]}),
    "comment before": ("# schema\n\nname: Leg\n", {(3, 1): [(("name", 3, 1), ("Leg", 3, 7))]}),
    "comment behind a name": ("a:  # letters\n  - b\n", {(1, 1): [(("a", 1, 1), [2, 3, [("b", 2, 5)]])]}),
    "comment behind quotes": ("a: 'b' # or c\n", {(1, 1): [(("a", 1, 1), ("b", 1, 4))]}),
    "comment behind brackets": ("a: [b]  # or c\n", {(1, 1): [(("a", 1, 1), [1, 4, [("b", 1, 5)]])]}),
    "comment behind a dash": ("-  # first\n  a\n", [1, 1, [("a", 2, 3)]]),
    "comment behind the sign of a block": ("a: >-  # folded\n  b\n", {(1, 1): [(("a", 1, 1), ("b", 1, 4))]}),
    "hash in a block": ("a: >-\n  the #1\n  # reason\n", {(1, 1): [(("a", 1, 1), ("the #1 # reason", 1, 4))]}),
    "comment where fields begin": (
        "a:\n  - b: c\n    # or d\n    e: f\n# end\n",
        {(1, 1): [(("a", 1, 1), [2, 3, [{(2, 5): [(("b", 2, 5), ("c", 2, 8)), (("e", 4, 5), ("f", 4, 8))]}]])]},
    ),
    "comment where dashes stand": ("- a\n# or b\n- c\n", [1, 1, [("a", 1, 3), ("c", 3, 3)]]),
    "comment between lines in brackets": ("a: [b,\n  # or c\n  d]\n", {(1, 1): [(("a", 1, 1), [1, 4, [("b", 1, 5), ("d", 3, 3)]])]}),
    "hash within": ("source: article#leg-1\n", {(1, 1): [(("source", 1, 1), ("article#leg-1", 1, 9))]}),
    "colon within": ("see: site:leg\n", {(1, 1): [(("see", 1, 1), ("site:leg", 1, 6))]}),
    "list": ("- a\n- b\n", [1, 1, [("a", 1, 3), ("b", 2, 3)]]),
    "list in line": ("a: [b, c d]\n", {(1, 1): [(("a", 1, 1), [1, 4, [("b", 1, 5), ("c d", 1, 8)]])]}),
    "list of mappings": (
        "a:\n  - b: c\n    d: e\n",
        {(1, 1): [(("a", 1, 1), [2, 3, [{(2, 5): [(("b", 2, 5), ("c", 2, 8)), (("d", 3, 5), ("e", 3, 8))]}]])]},
    ),
    "mapping in line": ("a: {b: c}\n", {(1, 1): [(("a", 1, 1), {(1, 4): [(("b", 1, 5), ("c", 1, 8))]})]}),
    "folded": ("a: >-\n  one\n  two\n\n  three\nb: c\n", {(1, 1): [(("a", 1, 1), ("one two\nthree", 1, 4)), (("b", 6, 1), ("c", 6, 4))]}),
    "literal": ("a: |\n  one\n   two\n", {(1, 1): [(("a", 1, 1), ("one\n two\n", 1, 4))]}),
    "over two lines": ("a: one\n  two\n", {(1, 1): [(("a", 1, 1), ("one two", 1, 4))]}),
    "single quotes": ("a: 'it''s: #1'\n", {(1, 1): [(("a", 1, 1), ("it's: #1", 1, 4))]}),
    "double quotes": ('"a": "caf\\u00e9 \\"x\\" \\\\"\n', {(1, 1): [(("a", 1, 1), ('caf\xe9 "x" \\', 1, 6))]}),
    "nothing": ("a:\nb: ''\n", {(1, 1): [(("a", 1, 1), ("", 1, 3)), (("b", 2, 1), ("", 2, 4))]}),
    "empty list and mapping": ("a: []\nb: {}\n", {(1, 1): [(("a", 1, 1), [1, 4, []]), (("b", 2, 1), {(2, 4): []})]}),
    "text alone": ("word\n", ("word", 1, 1)),
    "no line end at the end": ("a: b", {(1, 1): [(("a", 1, 1), ("b", 1, 4))]}),
    "no value and no line end": ("a:", {(1, 1): [(("a", 1, 1), ("", 1, 3))]}),
    "letters beyond ASCII": (
        "\xe9: \U0001f9b5 b\nc: d\n",
        {(1, 1): [(("\xe9", 1, 1), ("\U0001f9b5 b", 1, 4)), (("c", 2, 1), ("d", 2, 4))]},
    ),
    "document marks": ("---\na: b\n...\n", {(2, 1): [(("a", 2, 1), ("b", 2, 4))]}),
    "tag that only says text": ("a: ! b\n", {(1, 1): [(("a", 1, 1), ("b", 1, 4))]}),
}


@either
@pytest.mark.parametrize(("text", "nodes"), NODES.values(), ids=NODES)
def test_nodes_know_their_places(text: str, nodes: Any, loader: Any) -> None:
    node, problems = parsed(text, loader)
    assert drawn(node) == nodes
    assert problems == []


def test_windows_line_ends_change_no_place() -> None:
    for text, nodes in NODES.values():
        assert drawn(parsed(text.replace("\n", "\r\n"))[0]) == nodes
        assert drawn(parsed(text.replace("\n", "\r"))[0]) == nodes


def test_a_place_names_its_file() -> None:
    node, _ = parsed("a: [b]\n")
    assert isinstance(node, Mapping)
    assert node.place == Place("f.yaml", 1, 1)
    (value,) = node.values()
    assert isinstance(value, Sequence)
    assert value[0].place == Place("f.yaml", 1, 5)


SYNTAX = "E106 this cannot be read from here on; check the indent, the quotes and the colons on this line and the one before"
OPEN = "E106 the {} that opens here is not closed where it should be; close it, or quote the whole text"
SWALLOWED = "E106 the quote that opens here is not closed before the field in line {}; close it where the text ends"
COMMENT = "E114 a comment begins here, in the line of a text; quote the text, or put the comment on a line of its own"
GOES_ON = "E114 a comment begins here, where the text above may go on; quote the text, or begin the comment where its field begins"
ANCHOR = "E109 a text cannot begin with & or * here; quote it, or write out what is meant"
TAG = "E110 a text cannot begin with ! here; take that out, or quote the text"
EMPTY = "E108 the file is empty; see README.md beside the data for the fields"

# Literal YAML, and its one problem: line:column, code and message.
PROBLEMS = {
    "bracket left open": ("a: [b\nc: d\n", "1:4: " + OPEN.format("bracket")),
    "bracket left open at the end": ("a: [b, c", "1:4: " + OPEN.format("bracket")),
    "bracket left open before a field of the same list": ("a: [b,\nc: d\ne: f\n", "1:4: " + OPEN.format("bracket")),
    "bracket left open before another": ("x: y\na: [b\nc: [d]\n", "2:4: " + OPEN.format("bracket")),
    "inner bracket left open": ("a: [b, [c]\nd: e\n", "1:4: " + OPEN.format("bracket")),
    "bracket where a field should be": ("a: b\n[c, d\ne: f\n", "2:1: " + OPEN.format("bracket")),
    "brace left open": ("a: {b: c\nd: e\n", "1:4: " + OPEN.format("brace")),
    "wrong within brackets": ("a: [b, c: d: e]\n", "1:12: " + SYNTAX),
    "quote left open": ("a: 'b\nc: d\n", "1:4: " + OPEN.format("quote")),
    "quote left open at the end": ("a: b\nc: 'd\n", "2:4: " + OPEN.format("quote")),
    "quote left open, without a line end": ('a: b\nc: "d', "2:4: " + OPEN.format("quote")),
    "quote closed by a later one": ('a: "b\n  c\nd: e\nf: "g"\n', "1:4: " + SWALLOWED.format(3)),
    "quote closed by a later one, in a list": ("- a: 'b\n  c: d\n- a: 'e'\n", "1:6: " + SWALLOWED.format(2)),
    "quote closed by a later apostrophe": ("- a: 'b\n- a: it's\n", "1:6: " + SWALLOWED.format(2)),
    "quote closed by a later one, all of it YAML": ('a: "b\nc: d "\ne: f\n', "1:4: " + SWALLOWED.format(2)),
    "quote left open in brackets": ('a: [b, "c]\nd: ["e"]\n', "1:8: " + SWALLOWED.format(2)),
    "quote left open in brackets at the end": ('a: [b, "c]\n', "1:8: " + OPEN.format("quote")),
    "quote left open where a field should be": ("a: b\n'c: d\ne: f\n", "2:1: " + OPEN.format("quote")),
    "quote where a field should be, closed by a later one": ("a: b\n'c: d\ne: f'\n", "2:1: " + OPEN.format("quote")),
    "quote closed too early": ("a: 'it's'\n", "1:8: " + SYNTAX),
    "escape that is none": ('a: "b\n  c \\q"\n', "2:6: " + SYNTAX),
    "line without a colon": ("a: b\nc\nd: e\n", "2:1: " + SYNTAX),
    "question mark in brackets": ("a: [why?]\n", "1:8: " + SYNTAX),
    "comment for a block": ("a: >#1\n  b\n", "1:5: " + SYNTAX),
    "colon in a text": ("a: b: c\n", "1:5: E106 the ': ' here is within a text; put the text on lines of its own under '>-', or quote it"),
    "colon in a line that goes on": ("a: b\n  c: d\n", "2:4: " + SYNTAX),
    "indent": ("a: b\n   c: d\n", "2:5: " + SYNTAX),
    "list under a text": ("a: b\n- c\n", "2:1: " + SYNTAX),
    "reserved sign": ("a: @b\n", "1:4: " + SYNTAX),
    "second document": (
        "a: b\n---\nc: d\n",
        "2:1: E107 another file begins here within this one ('---' or '...' does that); take that line out",
    ),
    "second document that is empty": (
        "a: b\n---\n",
        "2:1: E107 another file begins here within this one ('---' or '...' does that); take that line out",
    ),
    "nothing": ("", "1:1: " + EMPTY),
    "line ends": ("\n\n", "1:1: " + EMPTY),
    "a comment": ("# a: b\n", "1:1: " + EMPTY),
    "document marks alone": ("---\n...\n", "1:1: " + EMPTY),
    "anchor": ("a: b\nc: &d e\n", "2:4: " + ANCHOR),
    "anchor on a list": ("a: &b [c]\n", "1:4: " + ANCHOR),
    "anchor on a key": ("&a b: c\n", "1:1: " + ANCHOR),
    "alias": ("a: *b\n", "1:4: " + ANCHOR),
    "alias as a merge": ("a: b\n<<: *c\n", "2:5: " + ANCHOR),
    "tag": ("a: !!str b\n", "1:4: " + TAG),
    "own tag": ("a: !b c\n", "1:4: " + TAG),
    "tag on a list": ("a: !!set [b]\n", "1:4: " + TAG),
    "plain tag on a list": ("a: ! [b]\n", "1:4: " + TAG),
    "tag that runs code": ("a: !!python/object/apply:os.system [x]\n", "1:4: " + TAG),
    "list as a key": (
        "? [a]\n: b\n",
        "1:3: E112 a field's name is one word of text, without brackets or a list; write it so, or quote the whole text",
    ),
    "mapping as a key": (
        "{a: b}: c\n",
        "1:1: E112 a field's name is one word of text, without brackets or a list; write it so, or quote the whole text",
    ),
    "key twice": ("a: b\nc: d\na: e\n", "3:1: E113 'a' stands a second time (first in line 1); keep one"),
    "key twice, quoted": ("a: b\n'a': c\n", "2:1: E113 'a' stands a second time (first in line 1); keep one"),
    "key twice, deep": ("x:\n  - a: b\n    a: c\n", "3:5: E113 'a' stands a second time (first in line 2); keep one"),
    "key twice in line": ("x: {a: b, a: c}\n", "1:11: E113 'a' stands a second time (first in line 1); keep one"),
    "comment in a text": ("a: the #1 reason\nb: c\n", "1:8: " + COMMENT),
    "comment behind a text": ("a: b  # c\n", "1:7: " + COMMENT),
    "comment behind a text, without a line end": ("a: b #", "1:6: " + COMMENT),
    "comment behind a text of a list": ("- a\n- b # c\n", "2:5: " + COMMENT),
    "comment behind a text in brackets": ("a: [b, c # d\n  ]\n", "1:10: " + COMMENT),
    "comment behind a text of two lines": ("a: b\n  c # d\n", "2:5: " + COMMENT),
    "comment within a text of two lines": ("a: b # c\n  d\n", "1:6: " + COMMENT),
    "comment line within a text": ("a: b\n  # c\n  d\n", "2:3: " + GOES_ON),
    "comment lines within a text": ("a: b\n\n  # c\n# d\n\n  e\n", "3:3: " + GOES_ON),
    "line of a text that begins as a comment": ("a: we are\n  #1 of all\nb: c\n", "2:3: " + GOES_ON),
    "line of a text of a list that begins as a comment": ("- we are\n  #1\n- b\n", "2:3: " + GOES_ON),
    "line of a text in brackets that begins as a comment": ("a: [we are\n  #1\n  ]\n", "2:3: " + GOES_ON),
    "comment behind a key": ("? a # b\n: c\n", "1:5: " + COMMENT),
    "tab before a key": ("a:\n\tb: c\n", "2:1: E105 U+0009 (tab) looks like spaces; write spaces"),
    "tab before a value": ("a:\tb\n", "1:3: E105 U+0009 (tab) looks like spaces; write spaces"),
    "tab by an escape": ('a: "b\\tc"\n', "1:4: E105 U+0009 (tab) looks like spaces; write spaces"),
    "NUL": ("a: b\0c\n", "1:5: E105 U+0000 (control character) cannot be seen; delete it"),
    "NUL by an escape": ('a: "b\\0c"\n', "1:4: E105 U+0000 (control character) cannot be seen; delete it"),
    "ANSI escape": ("a: \x1b[31m\n", "1:4: E105 U+001B (control character) cannot be seen; delete it"),
    "ANSI escape by an escape": ('a: "\\e[31m"\n', "1:4: E105 U+001B (control character) cannot be seen; delete it"),
    "ANSI escape by its number": ('a: "\\x1b[31m"\n', "1:4: E105 U+001B (control character) cannot be seen; delete it"),
    "escape in a key": ('"\\e": a\n', "1:1: E105 U+001B (control character) cannot be seen; delete it"),
    "delete": ("a: \x7f\n", "1:4: E105 U+007F (control character) cannot be seen; delete it"),
    "next line": ("a: b\x85c\n", "1:5: E105 U+0085 (control character) cannot be seen; delete it"),
    "form feed": ("a: b\fc\n", "1:5: E105 U+000C (control character) cannot be seen; delete it"),
    "soft hyphen": ("a: b\xadc\n", "1:5: E105 U+00AD (soft hyphen) cannot be seen; delete it"),
    "right-to-left override": ("x: y\na: b\u202ec\n", "2:5: E105 U+202E (right-to-left override) cannot be seen; delete it"),
    "right-to-left override by its number": ('a: "b\\u202Ec"\n', "1:4: E105 U+202E (right-to-left override) cannot be seen; delete it"),
    "isolate": ("a: b\u2066c\n", "1:5: E105 U+2066 (left-to-right isolate) cannot be seen; delete it"),
    "zero-width space": ("a: b\u200bc\n", "1:5: E105 U+200B (zero width space) cannot be seen; delete it"),
    "byte order mark within": ("a: b\ufeffc\n", "1:5: E105 U+FEFF (zero width no-break space) cannot be seen; delete it"),
    "line separator by an escape": ('a: "b\\Lc"\n', "1:4: E105 U+2028 (line separator) cannot be seen; delete it"),
    "private use": ("a: b\ue000c\n", "1:5: E105 U+E000 (private-use character) cannot be seen; delete it"),
    "no character yet": ("a: b\u0378c\n", "1:5: E105 U+0378 (unassigned character) cannot be seen; delete it"),
    "tag letter": ("a: b\U000e0041c\n", "1:5: E105 U+E0041 (tag latin capital letter a) cannot be seen; delete it"),
    "vowel separator": ("a: b\u180ec\n", "1:5: E105 U+180E (mongolian vowel separator) cannot be seen; delete it"),
    "half a character": ('a: b\nc: "x\\ud83d"\n', "2:6: E105 \\ud83d is no character; write the character itself"),
    "half a character, long": ('a: "\\U0000DEAD"\n', "1:5: E105 \\U0000DEAD is no character; write the character itself"),
    "number beyond the last character": ('a: "\\U00110000"\n', "1:5: E105 \\U00110000 is no character; write the character itself"),
    "byte order mark": (
        "\ufeffa: b\n",
        "1:1: E104 the file begins with a mark that cannot be seen (byte order mark, BOM); save it as UTF-8 without one",
    ),
}


@either
@pytest.mark.parametrize(("text", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_problem_stands_at_its_place(text: str, problem: str, loader: Any) -> None:
    _, problems = parsed(text, loader)
    assert [f"{found.place.line}:{found.place.column}: {found.code} {found.message}" for found in problems] == [problem]


@either
def test_every_key_that_stands_twice_is_a_problem_and_the_first_is_kept(loader: Any) -> None:
    node, problems = parsed("a: b\na: c\nd: e\na: f\nd: g\n", loader)
    assert plain(node) == {"a": "b", "d": "e"}
    assert [(found.place.line, found.code) for found in problems] == [(2, "E113"), (4, "E113"), (5, "E113")]
    assert [found.message for found in problems][1] == "'a' stands a second time (first in line 1); keep one"


@either
def test_what_stands_again_is_kept_beside(loader: Any) -> None:
    node, _ = parsed("a: b\na: c\nd:\n  - e: f\n    e: [g]\n", loader)
    assert node is not None
    assert plain(node) == {"a": "b", "d": [{"e": "f"}]}
    assert plain(with_the_later(node)) == {"a": "c", "d": [{"e": ["g"]}]}
    assert isinstance(node, Mapping)
    assert [(key, key.place.line) for key in node.again] == [("a", 2)]


@either
def test_what_stands_before_a_syntax_error_is_told_too(loader: Any) -> None:
    node, problems = parsed("a: b\na: c\nd: [\n", loader)
    assert node is None
    assert [(found.place.line, found.code) for found in problems] == [(2, "E113"), (3, "E106")]


@either
def test_a_file_is_read_on_without_what_cannot_be_seen(loader: Any) -> None:
    text = 'a\u200b: b\xadc\ue000\nd:\te\u2028f\ng: "\\ud83dh\\e"\n? [i]\n: j # k\nl: m # n\n'
    node, problems = parsed(text, loader)
    assert plain(node) == {"a": "bc", "d": "ef", "g": "h", "": "j", "l": "m"}
    assert [(*found.place[1:], found.code) for found in problems] == [
        (1, 2, "E105"), (1, 6, "E105"), (1, 8, "E105"), (2, 3, "E105"), (2, 5, "E105"), (3, 5, "E105"), (3, 4, "E105"),
        (5, 5, "E114"), (4, 3, "E112"), (6, 6, "E114"),
    ]  # fmt: skip
    assert isinstance(node, Mapping)
    assert [value.place.column for value in node.values()] == [5, 4, 4, 3, 4]


@either
def test_a_run_of_what_cannot_be_seen_is_one_problem(loader: Any) -> None:
    assert [found.place[1:] for found in parsed("a: b\u200b\u200b\u200dc\u200b\n", loader)[1]] == [(1, 5), (1, 9)]


@either
def test_a_syntax_error_that_a_tab_makes_is_not_told_beside_it(loader: Any) -> None:
    node, problems = parsed("a:\n  b: c\n\td: e\nf: [\n", loader)
    assert node is None
    assert [(found.place.line, found.code) for found in problems] == [(3, "E105")]


# What opens a level of nesting, in a line of its own or not, what closes it, and the columns of a level.
NESTS = {
    "brackets": ("[", "]", 1),
    "braces": ("{a: ", "}", 4),
    "dashes": ("- ", "", 2),
    "brackets as keys": ("[", "]: x", 1),
    "brackets in lines": ("[\n", "]", 0),
    "keys of braces": ("{", ": x}", 1),
    "keys that are asked for": ("? ", "", 2),
}


class Timid(yaml.SafeLoader):
    """A parser with a limit of its own on nesting, which it meets as it reads ahead, as libyaml's from 0.2.6 on."""

    def fetch_flow_collection_start(self, token: Any) -> None:
        if self.flow_level >= 20:
            raise yaml.scanner.ScannerError("in", self.get_mark(), "too deep for me", self.get_mark())
        super().fetch_flow_collection_start(token)


def nested(nest: str, repeated: int) -> list[str]:
    """Text nested as deep, never closed and closed."""
    opening, close, _ = NESTS[nest]
    return [opening * repeated, opening * repeated + "x" + close * repeated]


@pytest.mark.parametrize("loader", [*LOADERS, Timid], ids=lambda loader: loader.__name__)
@pytest.mark.parametrize("repeated", [MAX_DEPTH + 1, 25, 100_000])
@pytest.mark.parametrize("nest", NESTS)
def test_nesting_has_a_bottom_whatever_the_parser_says_first(nest: str, repeated: int, loader: Any) -> None:
    for text in nested(nest, repeated):
        problems = parsed(text, loader)[1]
        assert problems[-1][1:] == ("E111", "more than 12 brackets or indents within one another; no field needs that, so take some out")
        assert problems == parsed(text, yaml.SafeLoader)[1]


@pytest.mark.parametrize("repeated", [MAX_DEPTH + 1, 25, 100_000])
@pytest.mark.parametrize("nest", [nest for nest in NESTS if "keys" not in nest])
def test_nesting_has_a_bottom_though_every_parser_has_a_limit(nest: str, repeated: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [parsed(text, yaml.SafeLoader) for text in nested(nest, repeated)]
    monkeypatch.setattr(yaml, "SafeLoader", Timid)
    assert [parsed(text, Timid) for text in nested(nest, repeated)] == expected


@either
@pytest.mark.parametrize("nest", ["brackets", "braces", "dashes"])
def test_what_is_nested_too_deep_is_told_where_it_begins(nest: str, loader: Any) -> None:
    opening, close, columns = NESTS[nest]
    deepest = MAX_DEPTH - 1  # the text within is one deeper
    assert parsed(opening * deepest + "x" + close * deepest, loader)[1] == []
    _, (problem,) = parsed(opening * MAX_DEPTH + "x" + close * MAX_DEPTH, loader)
    assert problem.place == Place("f.yaml", 1, columns * deepest + {"braces": 2}.get(nest, 1 + columns))


@either
def test_indents_nest_too(loader: Any) -> None:
    text = "".join(" " * deep + "a:\n" for deep in range(2_000 if loader is LOADERS[0] else 200))
    assert [str(found) for found in parsed(text, loader)[1]] == [
        "f.yaml:12:12: error E111 more than 12 brackets or indents within one another; no field needs that, so take some out"
    ]


@either
def test_doubled_fields_by_the_thousand_are_each_told(loader: Any) -> None:
    names = "".join(f"a{number}: b\n" for number in range(30_000))
    _, problems = parsed(names * 2, loader)
    assert len(problems) == 30_000


def test_a_file_may_have_a_million_bytes(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    content = b"a: b\n" + b"#" * (MAX_BYTES - 5)
    file.write_bytes(content)
    node, raw, problems = yamltree.read(file, "f.yaml")
    assert (plain(node), raw, problems) == ({"a": "b"}, content, [])
    file.write_bytes(content + b"#")
    node, _, (problem,) = yamltree.read(file, "f.yaml")
    assert (node, problem.code) == (None, "E102")


def test_bytes_are_given_even_where_they_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(b"a: \xff\n")
    node, raw, problems = yamltree.read(file, "x/f.yaml")
    assert (node, raw) == (None, b"a: \xff\n")
    assert [str(problem) for problem in problems] == [
        "x/f.yaml:1:4: error E103 the letter here (0xFF) is not saved as UTF-8; save the file as UTF-8"
    ]


def test_a_column_counts_letters_not_bytes() -> None:
    problems = yamltree.nodes("a: b\n\xe9\U0001f9b5: ".encode() + b"\xff", "f.yaml")[1]
    assert [problem.place for problem in problems] == [Place("f.yaml", 2, 5)]


def test_without_libyaml_the_python_loader_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    spec = importlib.util.spec_from_file_location("yamltree_without_libyaml", yamltree.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module._LOADER is yaml.SafeLoader
    node, _, problems = module.read(MINI / "sites" / "leg.yaml", "sites/leg.yaml")
    assert (node["name"], problems) == ("Leg", [])


@needs_both
def test_libyaml_reads_where_it_is_there() -> None:
    assert yamltree._LOADER is yaml.CSafeLoader


@needs_both
@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(DATA.parent)) for file in FILES])
def test_both_loaders_agree_on_every_file(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    (fast, fast_problems), (slow, slow_problems) = (parsed(text, loader) for loader in LOADERS)
    assert drawn(fast) == drawn(slow)
    assert fast_problems == slow_problems


words = st.text(st.sampled_from("abz019 \xe9\U0001f9b5:#-,.[]{}'\"!&*?|>%@`\\~=/"), max_size=12).map(str.strip)
values = st.recursive(words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=12)


def _is_plain(text: str) -> bool:
    return text.replace(" ", "").replace("-", "").isalnum() and text[0].isalnum()


@st.composite
def documents(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """A mapping, and one of the many ways to write it."""

    def scalar(text: str) -> str:
        style = draw(st.sampled_from("plain single double".split()))
        if style == "plain" and text and _is_plain(text):
            return text
        if style == "double":
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return "'" + text.replace("'", "''") + "'"

    def flow(value: Any) -> str:
        if isinstance(value, str):
            return scalar(value)
        if isinstance(value, list):
            return "[" + ", ".join(flow(item) for item in value) + "]"
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"

    def pause(indent: int) -> str:
        return draw(st.sampled_from(["", "", "\n", " " * indent + "# note: [\n", "  \n"]))

    def block(value: Any, indent: int) -> str:
        if isinstance(value, str) and value and draw(st.booleans()):
            return draw(st.sampled_from([" >-\n", " |-\n"])) + " " * (indent + 1) + value + "\n"
        if isinstance(value, str) or not value or draw(st.integers(0, 3)) == 0:
            written = flow(value)
            return f" {written}" + draw(st.sampled_from(["\n", "  # note\n"] if written[-1] in "'\"]}" else ["\n"]))
        if isinstance(value, list):
            return "\n" + "".join(pause(indent) + " " * indent + "-" + block(item, indent + 2) for item in value)
        return "\n" + "".join(pause(indent) + " " * indent + scalar(key) + ":" + block(item, indent + 2) for key, item in value.items())

    root = draw(st.dictionaries(words, values, min_size=1, max_size=4))
    text = "".join(pause(0) + scalar(key) + ":" + block(item, 2) for key, item in root.items())
    return root, text.rstrip("\n") if draw(st.booleans()) else text


@needs_both
@examples
@given(documents())
def test_both_loaders_read_what_was_written_however_it_was_written(document: tuple[dict[str, Any], str]) -> None:
    root, text = document
    (fast, fast_problems), (slow, slow_problems) = (parsed(text, loader) for loader in LOADERS)
    assert (fast_problems, slow_problems) == ([], [])
    assert plain(fast) == root
    assert drawn(fast) == drawn(slow)


edits = st.lists(
    st.tuples(
        st.integers(0, 10_000), st.integers(0, 3), st.sampled_from([*"a \n:#-?[]{},\"'|>&*!%@\\=~\xe9\t", ": ", "- ", "---\n", "\n  ", ""])
    ),
    min_size=1,
    max_size=4,
)


def _without_empty(node: Any) -> Any:
    """Drawn nodes without the columns of empty texts: where nothing stands, the loaders differ on where it does."""
    if isinstance(node, tuple):
        return ("", node[1]) if node[0] == "" else tuple(map(_without_empty, node))
    if isinstance(node, dict):
        return {place: [_without_empty(pair) for pair in pairs] for place, pairs in node.items()}
    return [_without_empty(item) for item in node] if isinstance(node, list) else node


@needs_both
@examples
@given(documents(), edits)
def test_both_loaders_agree_on_damaged_files(document: tuple[dict[str, Any], str], damage: list[tuple[int, int, str]]) -> None:
    """The same nodes and the same problems, syntax errors too; but libyaml takes a little that the Python parser does not."""
    text = document[1]
    for where, length, put in damage:
        start = where % (len(text) + 1)
        text = text[:start] + put + text[start + length :]
    (fast, fast_problems), (slow, slow_problems) = (parsed(text, loader) for loader in LOADERS)
    if any(problem.code == "E106" for problem in fast_problems) or not any(problem.code == "E106" for problem in slow_problems):
        assert fast_problems == slow_problems
        assert _without_empty(drawn(fast)) == _without_empty(drawn(slow))


@either
@examples
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_bytes_raise(loader: Any, raw: bytes) -> None:
    node, problems = yamltree.nodes(raw, "f.yaml", loader)
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert node is not None or problems
    assert all(1 <= problem.place.line <= lines for problem in problems)
