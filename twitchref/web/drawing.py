"""The drawings of the figure: outlines as points, and for each site the pieces of them that are its place.

All of it is drawn by us. One unit is about one CSS pixel on a narrow phone. A view is drawn around x = 0 and moved to its column;
a piece may be rough, as its view's outline cuts it to shape. Who stands further behind is painted over what stands before.
"""

from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a view: a path; `twice` adds its mirror image, and `cut` leaves of it what lies inside the outline."""

    view: str
    path: str
    twice: bool = False
    cut: bool = True


class Place(NamedTuple):
    """Where a site is: its pieces, widened for fingers by `reach`, and where its name and the end of the line to it stand.

    `name` is where the text ends, has its middle, or starts, and at which height the middle of its lines is. What has no piece of its
    own has a `frame` around its name.
    """

    site: str
    pieces: tuple[Piece, ...]
    name: tuple[int, int, str]
    line_to: tuple[int, int] | None = None
    reach: tuple[Piece, ...] = ()
    frame: str = ""


class Drawing(NamedTuple):
    """One picture: its size, the columns of its views with their captions, and the middle part of it that a small one shows."""

    id: str
    title: str
    desc: str
    width: int
    height: int
    middle: tuple[int, int]
    letters: int
    views: dict[str, tuple[int, str]]
    outline: str
    places: tuple[Place, ...]
    again: tuple[Place, ...]
    marks: tuple[Piece, ...]
    eyes: tuple[Piece, ...]


def smooth(points: str, closed: bool = False) -> str:
    """A path that runs smoothly through the points, written `x,y`, but for corners, written `|x,y`: Catmull and Rom's curve as Bézier's."""
    words = points.split()
    corners = {number for number, word in enumerate(words) if word.startswith("|")}
    dots = [(float(x), float(y)) for x, y in (word.lstrip("|").split(",") for word in words)]
    count = len(dots)

    def slope(at: int) -> tuple[float, float]:
        if at in corners or (not closed and at in (0, count - 1)):
            return 0, 0
        (x0, y0), (x1, y1) = dots[at - 1], dots[(at + 1) % count]
        return (x1 - x0) / 6, (y1 - y0) / 6

    path = [f"M{dots[0][0]:g} {dots[0][1]:g}C"]
    for at in range(count if closed else count - 1):
        after = (at + 1) % count
        (x0, y0), (x1, y1), (u0, v0), (u1, v1) = dots[at], dots[after], slope(at), slope(after)
        path.append(" ".join(f"{round(number, 1):g}" for number in (x0 + u0, y0 + v0, x1 - u1, y1 - v1, x1, y1)))
    return path[0] + " ".join(path[1:]) + ("Z" if closed else "")


# ---- the body

_BODY = smooth(
    "0,6 13,9 22,20 24,33 |24.5,34 28,35 28,42 |23.5,46 20,57 12,67 |11,71 12,79 20,86 33,90 42,98 46,112 48,131 50,146 52,168 52,184"
    " 56,194 58,206 56,218 51,226 46,223 44,212 |43.5,209 40,215 37.5,210 39,199 43,187 42,170 39,150 36,132 |32,116 32,130 29,150 31,170"
    " 35,190 36,212 34,245 30,280 28,296 29,312 30,330 26,356 21,376 21,388 29,400 28,407 17,409 8,406 8,394 9,380 9,352 8,326 9,300"
    " 7,270 5,235 |2,212 0,210"
)


def _both(path: str, **more: bool) -> tuple[Piece, ...]:
    return (Piece("front", path, **more), Piece("back", path, **more))


_ARM = "M33 86Q27 100 32 120L38 188Q48 192 60 186L54 120Q52 90 33 86Z"
_HAND = "M36 194Q40 186 46 189L60 184L64 232H36.5Z"
_THIGH = "M36.7 173Q18 186 3 206L0 208V312H12Q22 306 36.7 310Z"
_BUTTOCK = "M36.7 174Q20 182 0 184V312H12Q22 306 36.7 310Z"
_CALF = "M0 302Q22 310 44 302V384Q16 376 0 384Z"
_FOOT = "M0 380Q16 374 44 380V416H0Z"

_BRACES = (
    "M156 250Q161 250 161 258V297Q161 306 165 306Q161 306 161 315V368Q161 376 156 376"
    "M204 250Q199 250 199 258V297Q199 306 195 306Q199 306 199 315V368Q199 376 204 376"
)

_BODY_PLACES = (
    Place("whole-body", (), (180, 64, "middle"), frame="M170 41H190A21 23 0 0 1 190 87H170A21 23 0 0 1 170 41Z"),
    Place("chest", (Piece("front", "M-40 76H40V137Q0 146-40 137Z"),), (62, 66, "end"), (103, 104)),
    Place("back", (Piece("back", "M-40 76H40V188H-40Z"),), (298, 66, "start"), (257, 104)),
    Place("arm", _both(_ARM, twice=True), (298, 124, "start"), (283, 138), _both("M34 96L58 96 62 186 38 186Z", twice=True, cut=False)),
    Place("abdomen", (Piece("front", "M-36 138Q0 146 36 138V178L8 208H-8L-36 178Z"),), (62, 140, "end"), (106, 158)),
    Place("hand", _both(_HAND, twice=True), (302, 208, "start"), (293, 208), _both("M38 190L62 186 64 234 38 234Z", twice=True, cut=False)),
    Place("leg", (), (180, 306, "middle"), reach=(Piece("front", "M38 246H82V380H38Z", cut=False),), frame=_BRACES),
    Place("thigh", (Piece("front", _THIGH, twice=True), Piece("back", _BUTTOCK, twice=True)), (300, 276, "start"), (260, 256)),
    Place(
        "pelvic-floor",
        (
            Piece("front", "M-22.3 184.5Q0 177 22.3 184.5Q12 194 3 206V213H-3V206Q-12 194-22.3 184.5Z"),
            Piece("back", "M0 188Q12 200 6 213H-6Q-12 200 0 188Z"),
        ),
        (60, 262, "end"),
        (118, 197),
    ),
    Place("calf", _both(_CALF, twice=True), (300, 340, "start"), (261, 340)),
    Place("foot", _both(_FOOT, twice=True), (62, 390, "end"), (100, 398)),
)
_BODY_AGAIN = (
    Place("neck", _both("M-30 60H30V80Q22 86 12 86Q0 92-12 86Q-22 86-30 80Z"), (88, 30, "end")),
    Place("head", _both("M-34 0H34V58H20Q12 70 0 71Q-12 70-20 58H-34Z"), (88, 30, "end")),
    Place("face", (Piece("front", "M-30 34H-21Q-16 22 0 22Q16 22 21 34H30V48L13 68Q0 76-13 68L-30 48Z"),), (88, 30, "end")),
)
_BODY_MARKS = (
    Piece("front", "M-6 54Q0 58 6 54M0 163v1.5", cut=False),
    Piece("front", "M15 292Q21 297 27 292", twice=True, cut=False),
    Piece("back", "M0 100V168", cut=False),
    Piece("back", "M10 106Q18 122 26 118M8 224Q20 232 33 222M14 300Q20 297 26 300", twice=True, cut=False),
)

BODY = Drawing(
    "body",
    "The body, front and back",
    "An outline of a person, seen from the front and from behind. Each part is a link to its page.",
    360,
    436,
    (58, 302),
    8,
    {"front": (120, "Front"), "back": (240, "Back")},
    _BODY,
    _BODY_PLACES,
    _BODY_AGAIN,
    _BODY_MARKS,
    (Piece("front", "M8 42v.1", twice=True),),
)

# ---- the head

_HEAD = smooth(
    "0,16 36,21 64,44 76,82 78,106 |78,107 86,100 94,106 93,122 86,141 |77,144 74,164 65,192 46,216 |45,217 44,230 50,246 72,258 86,274"
    " |86,282 50,294 0,298"
)
_SCALP = "M-100 0H100V102H82Q72 92 62 72Q34 60 0 60Q-34 60-62 72Q-72 92-82 102H-100Z"
_FACE = "M-90 102Q-70 92-62 72Q-34 60 0 60Q34 60 62 72Q70 92 90 102V240H-90Z"
_JAW = "M86 156L74 158C66 164 62 182 52 194C40 208 20 212 0 212C-20 212-40 208-52 194C-62 182-66 164-74 158L-86 156V240H86Z"
_NECK = "M-120 196H-62C-46 222-24 233 0 233C24 233 46 222 62 196H120V310H-120Z"
_THROAT = "M-19 233Q0 238 19 233Q25 254 12 276Q0 282-12 276Q-25 254-19 233Z"
_LIP = smooth("0,154 8,151 20,155 35,166 25,186 12,195 0,196 -12,195 -25,186 -35,166 -20,155 -8,151", closed=True)
_MOUTH = smooth("0,161 12,161 26,167 20,181 10,187 0,188 -10,187 -20,181 -26,167 -12,161", closed=True)
_TONGUE = smooth("0,171 12,173 19,179 10,187 0,188 -10,187 -19,179 -12,173", closed=True)
_LID = "M14 112Q19 92 36 91Q53 92 58 112Q36 93 14 112Z"
_EYE = "M6 108A30 21 0 0 1 66 108A30 21 0 0 1 6 108Z"

_HEAD_PLACES = (
    Place("head", (Piece("head", _SCALP),), (80, 34, "end"), (138, 46)),
    Place("face", (Piece("head", _FACE),), (280, 150, "start"), (233, 148)),
    Place(
        "eyelid",
        (Piece("head", _LID, twice=True, cut=False),),
        (80, 96, "end"),
        (140, 97),
        (Piece("head", _EYE, twice=True, cut=False),),
    ),
    Place("ear", (Piece("head", "M78 104L84 90H104V150H82L77 143Z", twice=True),), (280, 96, "start"), (265, 114)),
    Place("jaw", (Piece("head", _JAW),), (80, 216, "end"), (125, 202)),
    Place("lip", (Piece("head", _LIP, cut=False),), (80, 160, "end"), (147, 168)),
    Place("neck", (Piece("head", _NECK),), (280, 242, "start"), (214, 240)),
    Place("throat", (Piece("head", _THROAT), Piece("head", _MOUTH, cut=False)), (80, 264, "end"), (168, 256)),
    Place("tongue", (Piece("head", _TONGUE, cut=False),), (280, 196, "start"), (190, 181)),
)
HEAD = Drawing(
    "head",
    "The head",
    "An outline of a face, seen from the front. Each part is a link to its page.",
    360,
    304,
    (58, 302),
    11,
    {"head": (180, "")},
    _HEAD,
    _HEAD_PLACES,
    (),
    (
        Piece("head", "M17 80Q36 71 55 81M14 112Q36 125 58 112", twice=True, cut=False),
        Piece("head", "M-4 108Q-10 128-8 133Q-1 139 7 134", cut=False),
    ),
    (Piece("head", "M36 109.5v.1", twice=True),),
)
DRAWINGS = (HEAD, BODY)
