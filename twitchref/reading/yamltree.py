"""One YAML file as nodes that know their place; whatever is wrong with the file is a problem, never an exception.

Every scalar stays the text that was typed, so YAML 1.1's surprises (`on`, `12:30`, `1.10`) cannot happen. Events are
walked instead of composed nodes: nothing an anchor could expand is ever built, and depth is ours to bound.

libyaml reads what is well; what it refuses, PyYAML's own Python parser reads once more, and only that one's words count. So
the answer is the same with libyaml and without it, whichever release of either is installed.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from yaml.events import MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from twitchref.problem import Place, Problem
from twitchref.reading.characters import GONE, content, decoded, named, unseen, whole
from twitchref.reading.nodes import Mapping, Node, Sequence, Text, mapping_at, short, text_at
from twitchref.reading.syntax import not_yaml

# libyaml where PyYAML was built with it: 13 to 19 times faster than the Python parser, with equal results (tested).
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 12  # real files nest 6 deep
_SECOND = "another file begins here within this one ('---' or '...' does that); take that line out"
_DEEP = f"more than {MAX_DEPTH} brackets or indents within one another; no field needs that, so take some out"
_NO_NAME = "a field's name is one word of text, without brackets or a list; write it so, or quote the whole text"


def read(path: Path, file: str) -> tuple[Node | None, bytes, list[Problem]]:
    """The file's root node (None where it has none that can be used), its bytes, and what is wrong with it."""
    raw, unreadable = content(path, file, "YAML file")
    if raw is None:
        return None, b"", unreadable
    node, problems = nodes(raw, file)
    return node, raw, problems


def nodes(raw: bytes, file: str, loader: Any = None) -> tuple[Node | None, list[Problem]]:
    """The root node of a file's bytes, and what is wrong with them."""
    text, problems = decoded(raw, file)
    if text is None:
        return None, problems
    node, found = _parsed(text, file, loader)
    lines = {problem.place.line for problem in problems if problem.code == "E105"}
    # Where something unseen stood in the line or the one before, a syntax error may be only what it left: a tab, say.
    found = [problem for problem in found if problem.code != "E106" or lines.isdisjoint((problem.place.line, problem.place.line - 1))]
    return node, problems + found


class _RefusedError(Exception):
    """The rest of the file cannot be read because of this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _parsed(text: str, file: str, loader: Any = None) -> tuple[Node | None, list[Problem]]:
    """The text's root node, None where it cannot be read to its end, and what is wrong with it."""
    tree = _Tree(text, file)
    try:
        return tree.root(loader or _LOADER), tree.problems
    except _RefusedError as refused:
        return None, [*tree.problems, refused.problem]
    except yaml.YAMLError as error:
        if loader is not yaml.SafeLoader:
            return _parsed(text, file, yaml.SafeLoader)
        return None, _refused_before(text, file, error) or [*tree.problems, *tree.syntax(error)]


def _refused_before(text: str, file: str, error: yaml.YAMLError) -> list[Problem]:
    """What is wrong with the text before a syntax error, where that has to be refused already.

    A parser reads ahead, and may stop at a limit of its own (on nesting, say) long before the walk comes to ours.
    """
    mark = getattr(error, "problem_mark", None)
    tree = _Tree(text[: mark.index] if mark else "", file)
    try:
        tree.root(yaml.SafeLoader)
    except _RefusedError as refused:
        return [*tree.problems, refused.problem]
    except yaml.YAMLError:
        pass
    return []


# What follows a plain text where a comment does, and all comments there up to what comes next.
_COMMENT = re.compile(r"[ \n]*#")
_COMMENTS = re.compile(r"(?:[ \n]*#[^\n]*)*[ \n]*")
# A comment that begins at once behind the sign of a block text.
_NO_HEADER = re.compile(r"[|>][-+0-9]*#")
# A line that is a field of the data, within quotes that must have been left open.
_FIELD = re.compile(r"\n *(?:- +)*[a-z_]+:(?: |$)", re.MULTILINE)

Events = Callable[[], Any]  # gives the next event at each call
_new = tuple.__new__  # makes a named tuple several times faster than its class does


class _Tree:
    """The nodes of one text, made as a parser's events come in, and the problems met on the way.

    A text has thousands of events, and a look-up reads every file: so kinds of event are told apart by their exact type, places are
    made without a call, and comments are looked for only before the last one.
    """

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.open: list[Any] = []  # the events of the collections around the event that comes next
        self.resumes = -1  # where the text goes on behind a comment that cut it: no second problem
        self.last_comment = max(text.rfind(" #"), text.rfind("\n#"))  # where it may begin; within a text it is none

    def root(self, loader: Any) -> Node | None:
        """The one document's root; None, and a problem, where it is empty. What must be refused raises a _RefusedError."""
        parser = loader(self.text)
        try:
            root = self._document(parser.get_event)
        finally:
            parser.dispose()
        if root is None or (isinstance(root, Text) and not root):
            self.problems.append(whole(self.file, "E108", "is empty; see README.md beside the data for the fields"))
            return None
        return root

    def _document(self, more: Events) -> Node | None:
        root: Node | None = None
        seen = False
        while type(event := more()) is not yaml.StreamEndEvent:
            if type(event) is yaml.DocumentStartEvent:
                if seen:
                    raise _RefusedError(Problem(self._at(event.start_mark), "E107", _SECOND))
                seen = True
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, more, -1)
        return root

    def syntax(self, error: yaml.YAMLError) -> list[Problem]:
        """A syntax error of the Python parser as a problem; none where it only follows from one that is told already."""
        mark = getattr(error, "problem_mark", None)
        if mark is not None and mark.index == self.resumes:
            return []
        scanning = isinstance(error, yaml.scanner.ScannerError)
        return [not_yaml(self.text, self.file, error, scanning, self.open[-1] if self.open else None)]

    def _at(self, mark: Any) -> Place:
        """The place of a mark: PyYAML counts from 0, people from 1."""
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _node(self, event: Any, more: Events, indent: int) -> Node:
        """The node that the event begins; `indent` is that of the block around it, in columns, -1 where none is."""
        mark = event.start_mark
        place: Place = _new(Place, (self.file, mark.line + 1, mark.column + 1))
        if event.anchor:  # of an alias as well
            raise _RefusedError(Problem(place, "E109", "a text cannot begin with & or * here; quote it, or write out what is meant"))
        kind = type(event)
        if event.tag is not None and not (kind is ScalarEvent and event.tag == "!"):
            raise _RefusedError(Problem(place, "E110", "a text cannot begin with ! here; take that out, or quote the text"))
        if len(self.open) >= MAX_DEPTH:
            raise _RefusedError(Problem(place, "E111", _DEEP))
        if kind is ScalarEvent:
            text = Text(self._value(event, place, indent))
            text.place = place
            return text
        self.open.append(event)
        within = indent if event.flow_style else mark.column
        node = self._sequence(more, place, within) if kind is SequenceStartEvent else self._mapping(more, place, within)
        self.open.pop()
        return node

    def _sequence(self, more: Events, place: Place, indent: int) -> Sequence:
        items = Sequence()
        items.place = place
        while type(event := more()) is not SequenceEndEvent:
            items.append(self._node(event, more, indent))
        return items

    def _mapping(self, more: Events, place: Place, indent: int) -> Mapping:
        pairs = mapping_at(place)
        lines: dict[Text, int] = {}
        while type(event := more()) is not MappingEndEvent:
            key = self._node(event, more, indent)
            value = self._node(more(), more, indent)
            if not isinstance(key, Text):
                self.problems.append(Problem(key.place, "E112", _NO_NAME))
                key = text_at("", key.place)  # whatever field it was meant to be is not missing
                pairs.setdefault(key, value)
                lines.setdefault(key, key.place.line)
            elif key in pairs:
                message = f"'{short(key)}' stands a second time (first in line {lines[key]}); keep one"
                self.problems.append(Problem(key.place, "E113", message))
                pairs.again[key] = value
            else:
                pairs[key] = value
                lines[key] = key.place.line
        return pairs

    def _value(self, event: Any, place: Place, indent: int) -> str:
        """What a text says."""
        value: str = event.value
        if event.style:
            value = self._quoted(event, place)
        elif value:
            if "?" in value and self.open and self.open[-1].flow_style:
                raise yaml.YAMLError  # libyaml takes it in brackets, the Python parser does not: let that one say so
            if event.end_mark.index <= self.last_comment:
                self._comment(event.end_mark, indent)
        return value.replace(GONE, "") if GONE in value else value

    def _quoted(self, event: Any, place: Place) -> str:
        """The value of a text in quotes or of a block text."""
        value: str = event.value
        start, end = event.start_mark, event.end_mark
        if event.style in "|>":
            if _NO_HEADER.match(self.text, start.index):
                raise yaml.YAMLError  # the same
            return value
        written = self.text[start.index : end.index]
        if event.style == '"' and "\\" in written and (hidden := unseen(value.replace(GONE, ""))):
            self.problems.append(Problem(place, "E105", named(hidden[0])))
            value = "".join(char for char in value if char not in hidden)
        if start.line != end.line and (field := _FIELD.search(written)):
            line = place.line + written.count("\n", 0, field.start() + 1)
            message = f"the quote that opens here is not closed before the field in line {line}; close it where the text ends"
            raise _RefusedError(Problem(place, "E106", message))
        return value

    def _comment(self, end: Any, indent: int) -> None:
        """Tells of a comment in the line of a plain text, or in a line that the text might go on in: YAML drops it without a word."""
        comment = _COMMENT.match(self.text, end.index)
        if comment is None:
            return
        before, line_end, last = comment[0].rpartition("\n")
        if not line_end:
            place = Place(self.file, end.line + 1, end.column + len(last))
            advice = "a comment begins here, in the line of a text; quote the text, or put the comment on a line of its own"
        elif len(last) - 1 > indent:
            place = Place(self.file, end.line + 2 + before.count("\n"), len(last))
            advice = "a comment begins here, where the text above may go on; quote the text, or begin the comment where its field begins"
        else:
            return
        self.problems.append(Problem(place, "E114", advice))
        cut = _COMMENTS.match(self.text, end.index)
        self.resumes = cut.end() if cut else -1
