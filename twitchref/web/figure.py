"""The figure: the head large and the body, front and back, as inline SVG with a link for each site."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from textwrap import wrap

from twitchref.web.drawing import DRAWINGS, Drawing, Piece, Place

_FRAMED = 6  # letters of a line of a name in a frame
_UNDER = 26  # and of one under a small drawing
_LINES = 4  # of a name, at most
_LINE = 17  # units from line to line
_MIRROR = ' transform="scale(-1 1)"'


def figure(places: Mapping[str, str], href: Callable[[str], str], here: str = "") -> str:
    """Drawings in which each site that has a place is one link with its name; "" where no site has one.

    `places` are the names of the sites by their ids, `href` the address of a site's page by its id. With `here`, the site whose page
    it is, only the drawing of that site, small, with its place marked.
    """
    shown = [drawing for drawing in DRAWINGS if any(place.site in places and here in ("", place.site) for place in drawing.places)]
    if not shown:
        return ""
    lines = "\n".join(line for drawing in shown for line in _svg(drawing, places, href, here))
    return f'<div class="figure{" figure-small" if here else ""}">\n{lines}\n</div>\n'


def _svg(drawing: Drawing, places: Mapping[str, str], href: Callable[[str], str], here: str) -> Iterator[str]:
    left, right = drawing.middle if here else (0, drawing.width)
    size = f"{left} 0 {right - left} {drawing.height + (_LINE * 4 + 8 if here else 0)}"
    id_ = f"figure-{drawing.id}"
    yield f'<svg class="{id_}" viewBox="{size}" role="group" aria-labelledby="{id_}-title" aria-describedby="{id_}-desc">'
    yield f'<title id="{id_}-title">{drawing.title}</title><desc id="{id_}-desc">{drawing.desc}</desc>'
    yield f'<defs><path id="{id_}-half" d="{drawing.outline}"/><clipPath id="{id_}-cut">{_outline(drawing)}</clipPath></defs>'
    for place in (*drawing.places, *drawing.again):
        shape = _shape(drawing, place)
        if name := places.get(place.site):
            link = _link(place, href(place.site), place in drawing.again, here)
            yield f"<a {link}><title>{escape(name)}</title>{shape}{_name(drawing, place, name, here)}</a>"
        else:
            yield f'<g class="no-link">{shape}</g>'
    for view, (x, caption) in drawing.views.items():
        words = f'<text class="view" y="{drawing.height - 8}">{caption}</text>' if caption else ""
        lines = _outline(drawing) + _paths("mark", _of(view, drawing.marks)) + _paths("eye", _of(view, drawing.eyes))
        yield f'<g class="lines" transform="translate({x} 0)">{lines}{words}</g>'
    yield "</svg>"


def _link(place: Place, address: str, again: bool, here: str) -> str:
    """What a link says of itself. A place that is drawn again is one for the pointer alone: for everybody else there is the first."""
    more = ' tabindex="-1" aria-hidden="true"' if again else ' aria-current="page"' if place.site == here else ""
    return f'class="to-{place.site}{" again" if again else ""}" href="{escape(address)}"{more}'


def _shape(drawing: Drawing, place: Place) -> str:
    """What a place consists of: in each view its reach, what the outline cuts, what it does not, and a frame."""
    drawn = []
    for view, (x, _) in drawing.views.items():
        pieces = _of(view, place.pieces)
        cut = _paths("piece", [piece for piece in pieces if piece.cut])
        inside = f'<g clip-path="url(#figure-{drawing.id}-cut)">{cut}</g>' if cut else ""
        if all_ := _paths("reach", _of(view, place.reach)) + inside + _paths("piece", [piece for piece in pieces if not piece.cut]):
            drawn.append(f'<g transform="translate({x} 0)">{all_}</g>')
    return "".join(drawn) + (f'<path class="frame" d="{place.frame}"/>' if place.frame else "")


def _name(drawing: Drawing, place: Place, name: str, here: str) -> str:
    """The name beside the drawing with a line to its place; under a small one, where the style shows one name beside that of `here`."""
    if place.frame:
        return _text(_lines(name, _FRAMED), *place.name)
    if here:
        left, right = drawing.middle
        y = drawing.height + (_LINE if place.site == here else 3 * _LINE + 4)
        ring = f'<rect x="{left}" y="{y - 20}" width="{right - left}" height="40" rx="4"/>'
        return ring + _text(_lines(name, _UNDER), (left + right) // 2, y, "middle")
    x, y, side = place.name
    lines = _lines(name, drawing.letters)
    if not place.line_to:
        return _text(lines, x, y, side)
    to_x, to_y = place.line_to
    line = f'<path class="leader" d="M{x + (6 if side == "end" else -6)} {y}L{to_x} {to_y}"/>'
    dot = f'<circle class="dot" cx="{to_x}" cy="{to_y}" r="2.5"/>'
    height = max(46, len(lines) * _LINE + 8)
    left = x - (60 if side == "end" else 6)
    box = f'<rect class="reach" x="{left}" y="{y - height // 2}" width="66" height="{height}" rx="4"/>'
    return line + dot + box + _text(lines, x, y, side)


def _lines(name: str, letters: int) -> list[str]:
    return wrap(name, letters, break_long_words=False, max_lines=_LINES, placeholder=" …")


def _text(lines: list[str], x: int, y: int, side: str) -> str:
    """The lines around the height y."""
    first = y + 5 - _LINE * (len(lines) - 1) // 2
    spans = "".join(f'<tspan x="{x}" y="{first + number * _LINE}">{escape(line)}</tspan>' for number, line in enumerate(lines))
    return f'<text text-anchor="{side}" aria-hidden="true">{spans}</text>'


def _of(view: str, pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.view == view]


def _paths(class_: str, pieces: Iterable[Piece]) -> str:
    return "".join(f'<path class="{class_}" d="{piece.path}"{mirror}/>' for piece in pieces for mirror in ("", _MIRROR)[: 1 + piece.twice])


def _outline(drawing: Drawing) -> str:
    half = f'<use href="#figure-{drawing.id}-half"'
    return f"{half}/>{half}{_MIRROR}/>"
