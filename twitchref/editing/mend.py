"""What is mechanical in one YAML text, mended line by line: each step gives the text mended, and what it is then to say.

What was not certainly meant stays, as does every comment.
"""

import re
from collections.abc import Callable, Collection, Iterator
from textwrap import wrap

from twitchref.problem import Place
from twitchref.reading.forms import FREQUENCIES
from twitchref.reading.nodes import Mapping, Node, Sequence, Text
from twitchref.reading.yamltree import nodes
from twitchref.sections import SITE_LINKS
from twitchref.words import fold

WIDTH = 100  # columns of a line under `>-`
Plain = str | list["Plain"] | dict[str, "Plain"]
Step = Callable[[str, Mapping], tuple[str, Plain]]

_OF_TEXT = "text|note|sign|short|why|title|publisher|name|label|gloss|reviewer"  # fields that hold one text, of any letters
_LONG = ("text", "note")  # those that are wrapped where their line is too long
_FIELD = re.compile(rf"(?P<before>(?P<indent> *(?:- +)*)(?P<name>{_OF_TEXT}):) +(?P<text>\S.*?) *")
_ANOTHER = re.compile(rf"\b(?:{_OF_TEXT}|certainty|sources|against|level|kind|grade|year|url|help|reviewed|review_due|frequency|cause): ")
_NOT_HELD = ("E106", "E109", "E114")  # what check says where YAML cannot hold a text
_HARD = re.compile(r"""[^"'\[{].*(?:: |:$| #)|["'\[{*@`%|>]""")
_HEADER = re.compile(r"[|>][-+0-9]*(?: *| +#.*)")  # of a text on lines of its own
_REMARK = re.compile(r" #(?!\w)|[.!?] +#")
_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}
_QUOTED = re.compile(r"""["](?:[^"\\]|\\.)*["]|'(?:[^']|'')*'""")
_SCHEMA = "# yaml-language-server:"  # stays in the first line


def plain(node: Node, without: Collection[Place] = ()) -> Plain:
    """What a node says, its places and the white space of its texts left out, and what stands in lists at those places."""
    if isinstance(node, Mapping):
        return {str(key): plain(child, without) for key, child in node.items()}
    if isinstance(node, Sequence):
        return [plain(child, without) for child in node if child.place not in without]
    return " ".join(node.split())


def in_quotes(text: str, file: str) -> tuple[str, set[int]]:
    """The text with each line's text in quotes that YAML cannot hold without, and the numbers of these lines, from 0.

    A parser tells of the first alone, so all that look so are put in quotes at once, and taken out where they are no texts of
    fields, but stand within another text.
    """
    before = text.split("\n")
    found = {number: field for number in range(len(before)) if (field := _hard(before, number)) and _not_held(field["text"], file)}
    if not found:
        return text, set()

    def quoted(numbers: Collection[int]) -> str:
        lines = before.copy()
        for number in numbers:
            escaped = found[number]["text"].replace("\\", "\\\\").replace('"', '\\"')
            lines[number] = f'{found[number]["before"]} "{escaped}"'
        return "\n".join(lines)

    root, _ = nodes(quoted(found).encode("utf-8"), file)
    if root is None:
        return text, set()
    fields = {(number, value.place.column - 1) for number, value in texts(root)}
    hard = {number for number, field in found.items() if (number, len(field["before"]) + 1) in fields}
    return quoted(hard), hard


def _not_held(text: str, file: str) -> bool:
    """Whether YAML cannot hold the text of a field as it stands."""
    _, problems = nodes(f"text: {text}".encode(), file)
    return any(problem.code in _NOT_HELD for problem in problems)


def _hard(lines: list[str], number: int) -> re.Match[str] | None:
    """The field in the line, where its text is certainly all that follows, and YAML cannot hold it."""
    field = _FIELD.fullmatch(lines[number])
    if field is None or not _HARD.match(text := field["text"]) or _goes_on(lines, number, len(field["indent"])):
        return None
    if (closing := _CLOSING.get(text[0])) and (closing not in text[1:] or text.endswith(closing)):
        return None  # left open, or around all of it
    if (text[0] == "*" and " " not in text) or _HEADER.fullmatch(text) or text.startswith(("- ", "? ")):
        return None
    return None if _REMARK.search(text) or _ANOTHER.search(text) else field


def _goes_on(lines: list[str], number: int, indent: int) -> bool:
    """Whether the next line with anything in it is indented deeper than a field is."""
    following = next((line for line in lines[number + 1 :] if line.strip()), "")
    return _indent(following) > indent


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def folded(text: str, root: Mapping, hard: set[int]) -> tuple[str, Plain]:
    """Texts in these lines, and what is too long for its line, on lines of their own under `>-`."""
    lines = text.split("\n")
    for number, value in sorted(texts(root), reverse=True):
        field = _FIELD.fullmatch(lines[number])
        if field is None or value.place.column != field.start("text") + 1:
            continue
        if number in hard or (field["name"] in _LONG and len(lines[number]) > WIDTH and field["text"] == value):
            margin = " " * (len(field["indent"]) + 2)
            under = wrap(re.sub(" +", " ", value), WIDTH - len(margin), break_long_words=False, break_on_hyphens=False)
            lines[number : number + 1] = [f"{field['before']} >-", *(margin + line for line in under)]
    return "\n".join(lines), plain(root)


def texts(node: Node) -> Iterator[tuple[int, Text]]:
    """Every text that a field holds, with the number of its line, from 0."""
    children = node.values() if isinstance(node, Mapping) else node if isinstance(node, Sequence) else ()
    for child in children:
        if isinstance(child, Text) and isinstance(node, Mapping):
            yield child.place.line - 1, child
        yield from texts(child)


def _child(node: Node | None, name: str) -> Node | None:
    """What a field holds; None where it is not there."""
    return next((child for key, child in node.items() if key == name), None) if isinstance(node, Mapping) else None


def sources_in_order(text: str, root: Mapping) -> tuple[str, Plain]:
    """The sources in the order of the alphabet."""
    lines, ids = text.split("\n"), list(root)
    if all(id_.place.column == 1 for id_ in ids):
        lines = _sorted(lines, [id_.place.line - 1 for id_ in ids], sorted(range(len(ids)), key=ids.__getitem__))
    return "\n".join(lines), plain(root)


def links_in_order(text: str, root: Mapping) -> tuple[str, Plain]:
    """The links of a site with the more frequent causes first."""
    lines, said = text.split("\n"), plain(root)
    assert isinstance(said, dict)
    for field in SITE_LINKS:
        links = _child(root, field)
        if not isinstance(links, Sequence):
            continue
        starts = [link.place.line - 1 for link in links]
        dashes = {lines[start][: link.place.column - 1] for start, link in zip(starts, links, strict=True)}
        if len(dashes) == 1 and re.fullmatch(" *- +", dashes.pop()):
            ranks = [FREQUENCIES.index(_child(link, "frequency")) for link in links]
            order = sorted(range(len(links)), key=ranks.__getitem__)
            lines = _sorted(lines, starts, order)
            said[field] = [plain(links[number]) for number in order]
    return "\n".join(lines), said


def _sorted(lines: list[str], starts: list[int], order: list[int]) -> list[str]:
    """The lines with the blocks that begin at `starts` in another order, each with the comments above it; blank lines between stay."""
    if order == sorted(order):
        return lines
    first = starts[0]
    while first and lines[first - 1].lstrip().startswith("#") and not lines[first - 1].startswith(_SCHEMA):
        first -= 1
    ends = [_end(lines, start) for start in starts]
    blocks, blanks = [], []
    for begin, end in zip([first, *ends], ends, strict=False):
        block = lines[begin:end]
        blanks.append(next(number for number, line in enumerate(block) if line.strip()))
        blocks.append(block[blanks[-1] :])
    moved = [line for count, number in zip(blanks, order, strict=True) for line in ([""] * count + blocks[number])]
    return lines[:first] + moved + lines[ends[-1] :]


def _end(lines: list[str], start: int) -> int:
    """Behind the last line of what begins at `start`: all that is indented deeper, and comments further left between."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        if lines[number].strip() and _indent(lines[number]) > _indent(lines[start]):
            end = number + 1
        elif lines[number].strip() and not lines[number].lstrip().startswith("#"):
            break
    return end


def once(text: str, root: Mapping) -> tuple[str, Plain]:
    """Signs and names that an entry lists a second time, and names that are its own, taken out."""
    gone: set[Place] = set()
    for each in sorted(_doubles(root), key=lambda each: each.place, reverse=True):
        if (after := _without(text, each)) is not None:
            text = after
            gone.add(each.place)
    return text, plain(root, gone)


def _doubles(root: Mapping) -> Iterator[Text]:
    """What stands a second time in a list, names as a look-up reads them; none of a list that would be empty then.

    A name that stands in two lists is left: which of them it belongs to is for an editor to say. So is one that is shared.
    """
    names, own = _child(root, "names"), fold(" ".join(str(_child(root, "name")).split()))
    yield from _again(_child(root, "help"), str, set())
    yield from _again(_child(names, "shared"), fold, set())
    for register in ("lay", "clinical"):
        yield from _again(_child(names, register), fold, {own})


def _again(texts: Node | None, same: Callable[[str], str], seen: set[str]) -> list[Text]:
    found = []
    for each in texts if isinstance(texts, Sequence) else ():
        assert isinstance(each, Text)
        if (read := same(" ".join(each.split()))) in seen:
            found.append(each)
        seen.add(read)
    return found if isinstance(texts, Sequence) and len(found) < len(texts) else []


def _without(text: str, item: Text) -> str | None:
    """The text without an item of a list, in lines or in brackets; None where more would have to change."""
    lines = text.split("\n")
    number, column = item.place.line - 1, item.place.column - 1
    start = sum(len(line) + 1 for line in lines[:number]) + column
    quoted = _QUOTED.match(text, start)
    end = quoted.end() if quoted else start + len(item)
    if not quoted and text[start:end] != item:
        return None
    if re.fullmatch(" *- +", lines[number][:column]):
        alone = not lines[number][column + end - start :].strip() and not _goes_on(lines, number, _indent(lines[number]))
        return "\n".join(lines[:number] + lines[number + 1 :]) if alone else None
    if comma := re.search(r",[ \n]*\Z", text[:start]):
        return text[: comma.start()] + text[end:]
    if comma := re.compile(r" *, *").match(text, end):
        return text[:start] + text[comma.end() :]
    return None
