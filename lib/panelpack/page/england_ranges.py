"""Small drawings of a figure on the range of England's councils, for the eye alone: better is always to the right.

England stands in the middle of each, and whatever is furthest from it at an edge, so that nothing falls outside and a
column of them has England in one line. Where no direction is better, higher is to the right.
"""

from panelpack.page.parts import EnglandRange

WIDTH, HEIGHT = 160, 20
MIDDLE, REACH = 80.0, 73.0
"""Where England stands, and how far the furthest mark is from it: seven pixels from an edge, more than half a mark."""

_LINE = 10
"""The height on which marks stand."""

SHAPES = {
    "best quarter": ("council better", "l-6 12h12z", -6),
    "worst quarter": ("council worse", "l-6 -12h12z", 6),
    "middle half": ("council", "", 0),
    "highest quarter": ("council plain", "m-5 0h10v10h-10z", -5),
    "lowest quarter": ("council plain", "m-5 0h10v10h-10z", -5),
}
"""The council's mark by where it lies: its class, its outline (a dot has none), and where the outline starts."""


def places_of(drawn: EnglandRange) -> dict[str, float]:
    """Where each mark stands across, in pixels: `lower` and `upper` quartile, `england`, `neighbours`, `council`."""
    values = {
        "lower": drawn.lower.number,
        "upper": drawn.upper.number,
        "england": drawn.england.number,
        "council": drawn.figure.number,
    }
    if drawn.neighbours is not None:
        values["neighbours"] = drawn.neighbours.number
    middle = values["england"]
    furthest = max(abs(value - middle) for value in values.values()) or 1.0
    sign = -1.0 if drawn.figure.measure.higher_is == "worse" else 1.0
    return {name: MIDDLE + sign * REACH * (value - middle) / furthest for name, value in values.items()}


def marks_of(drawn: EnglandRange) -> str:
    """The marks as SVG, what lies beneath first."""
    at = places_of(drawn)
    left, right = sorted((at["lower"], at["upper"]))
    neighbours = mark("neighbours", at["neighbours"]) if "neighbours" in at else ""
    council = mark(drawn.quarter if drawn.figure.measure.has_direction else "highest quarter", at["council"])
    return f"{_band(left, right - left)}{mark('england', at['england'])}{neighbours}{council}"


def mark(kind: str, across: float) -> str:
    """One mark as SVG: `band`, `england`, `neighbours`, or the council's by its quarter."""
    x = _short(across)
    if kind == "band":
        return _band(across - 10, 20)
    if kind == "england":
        return f'<path class="england" d="M{x} 1v18"/>'
    if kind == "neighbours":
        return f'<path class="neighbours" d="M{x} 4l5 6l-5 6l-5 -6z"/>'
    name, outline, start = SHAPES[kind]
    if not outline:
        return f'<circle class="{name}" cx="{x}" cy="{_LINE}" r="5.5"/>'
    return f'<path class="{name}" d="M{x} {_LINE + start}{outline}"/>'


def _band(left: float, wide: float) -> str:
    return f'<path class="band" d="M{_short(left)} 4h{_short(wide)}v12h-{_short(wide)}z"/>'


def _short(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")
