"""The nodes of a YAML file, each of which knows its place."""

from twitchref.problem import Place


class Text(str):
    """A scalar: the text that was typed, and where."""

    __slots__ = ("place",)  # there are tens of thousands of them
    place: Place


class Mapping(dict[Text, "Node"]):
    """A mapping, its keys in the order of the file, and where it starts; `again` has what stands a second time, which is an error."""

    __slots__ = ("again", "place")
    place: Place
    again: dict[Text, "Node"]


class Sequence(list["Node"]):
    """A sequence, and where it starts."""

    __slots__ = ("place",)
    place: Place


Node = Text | Mapping | Sequence


def text_at(value: str, place: Place) -> Text:
    """A text that knows its place."""
    text = Text(value)
    text.place = place
    return text


def mapping_at(place: Place) -> Mapping:
    """An empty mapping that knows its place."""
    mapping = Mapping()
    mapping.place, mapping.again = place, {}
    return mapping


def with_the_later(node: Node) -> Node:
    """The same node, with the last of the values under each key that stands twice instead of the first."""
    if isinstance(node, Mapping):
        later = mapping_at(node.place)
        later.update({key: with_the_later(node.again.get(key, value)) for key, value in node.items()})
        return later
    if isinstance(node, Sequence):
        items = Sequence(with_the_later(item) for item in node)
        items.place = node.place
        return items
    return node


def short(text: str) -> str:
    """The text on one line, or its start where it is long, to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:37]}..."
