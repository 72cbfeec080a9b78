"""Small drawings of England's range, held against the figures that they are of: each mark, its place and its shape.

A stranger reads them so: England stands in the middle, the furthest mark reaches an edge, and better is to the right.
The neighbours' mark is that of the number in the same row, which is worked out again.
"""

import re
from collections.abc import Callable, Iterator

from panelpack.disclosure.figure import Figure, way_and_base
from panelpack.disclosure.published import Published
from panelpack.gate.marks import FACTS
from panelpack.page.html_tree import Node, attribute, words_of

_SLACK_PX = 0.5
_MIDDLE, _REACH = 80.0, 73.0
_SIZE, _KEY_SIZE = "0 0 160 20", "0 0 24 20"
_NUMBER = r"(-?\d+(?:\.\d+)?)"

_OUTLINES = {
    "band": re.compile(rf"M{_NUMBER} 4h{_NUMBER}v12h-{_NUMBER}z"),
    "england": re.compile(rf"M{_NUMBER} 1v18"),
    "neighbours": re.compile(rf"M{_NUMBER} 4l5 6l-5 6l-5 -6z"),
    "council better": re.compile(rf"M{_NUMBER} 4l-6 12h12z"),
    "council worse": re.compile(rf"M{_NUMBER} 16l-6 -12h12z"),
    "council plain": re.compile(rf"M{_NUMBER} 5m-5 0h10v10h-10z"),
}
"""The one outline of each mark. A council's is a triangle that points up or down, or a square; in the middle a dot."""

Expected = Callable[[Figure, str], list[Figure]]
"""What a derived number of a figure may be, by the name of its way."""


def is_range_of(drawing: Node, published: Published, figure: Figure, expected: Expected) -> bool:
    """Whether a drawing shows a figure, its neighbours, England and England's quartiles where they belong.

    Args:
        expected: the gate's own arithmetic.
    """
    row = _above(drawing, "tr")
    values = _values(published, figure, row, expected) if row is not None else None
    marks = list(_marks(drawing))
    if values is None or row is None or attribute(drawing, "viewBox") != _SIZE:
        return False
    low, high = values["lower"], values["upper"]
    part, shape = _quarter(figure, low, high)
    wanted = {"band": (low, high), "england": (values["england"],), shape: (figure.number,)}
    if "neighbours" in values:
        wanted["neighbours"] = (values["neighbours"],)
    if [kind for kind, _ in marks] != [*(name for name in ("band", "england", "neighbours") if name in wanted), shape]:
        return False
    place = _scale(figure, [number for item in wanted.values() for number in item], values["england"])
    fits = all(_is_at(drawn, [place(value) for value in wanted[kind]]) for kind, drawn in marks)
    cell = _above(drawing, "td")
    return fits and cell is not None and part in words_of(cell)


def is_key(drawing: Node) -> bool:
    """Whether a drawing is one mark of the key, in the middle of its drawing."""
    line, marks = _above(drawing, "li"), list(_marks(drawing))
    if line is None or attribute(drawing, "viewBox") != _KEY_SIZE or len(marks) != 1:
        return False
    ((kind, drawn),) = marks
    return bool(kind) and _is_at(drawn, [2.0, 22.0] if kind == "band" else [12.0])


def _values(published: Published, figure: Figure, row: Node, expected: Expected) -> dict[str, float] | None:
    """The value of each mark; None where one that each drawing has is not known, or the row does not say it."""
    country = published.context.areas.country_of(figure.area)

    def of_england(part: str, source: str | None = None) -> Figure | None:
        found = published.find(figure.measure.id, country, figure.period, part, source)
        return found if found is not None and found.value is not None else None

    england = of_england(figure.breakdown, figure.source) or of_england("statistic=median")
    lower, upper = of_england("statistic=lower_quartile"), of_england("statistic=upper_quartile")
    named = [attribute(mark, "data-fact") for mark in row.css(FACTS)]
    if lower is None or upper is None or england is None or not {figure.id, england.id} <= set(named):
        return None
    values = {"lower": lower.number, "upper": upper.number, "england": england.number}
    for name, base in map(way_and_base, named):
        if base == figure.id and name.partition("_")[0] in ("mean", "median"):
            found = expected(figure, name)
            if len(found) != 1 or "neighbours" in values:
                return None
            values["neighbours"] = found[0].number
    return values


def _quarter(figure: Figure, low: float, high: float) -> tuple[str, str]:
    """In which part of England's councils a figure lies, and the shape of its mark."""
    value, way = figure.number, figure.measure.higher_is
    inside = low <= value <= high
    if way == "neither":
        return ("middle half" if inside else "highest" if value > high else "lowest"), "council plain"
    if inside:
        return "middle half", "council"
    is_best = (value > high) is (way == "better")
    return ("best quarter", "council better") if is_best else ("worst quarter", "council worse")


def _scale(figure: Figure, values: list[float], england: float) -> Callable[[float], float]:
    furthest = max(abs(value - england) for value in values) or 1.0
    towards = -1 if figure.measure.higher_is == "worse" else 1
    return lambda value: _MIDDLE + towards * _REACH * (value - england) / furthest


def _marks(drawing: Node) -> Iterator[tuple[str, list[float]]]:
    """The kind of each mark and where it is across: two places of a band. What is no mark has no kind."""
    for node in drawing.iter():
        kind = attribute(node, "class")
        if node.tag == "circle":
            is_dot = (kind, attribute(node, "cy"), attribute(node, "r")) == ("council", "10", "5.5")
            yield (kind, [float(attribute(node, "cx"))]) if is_dot else ("", [])
            continue
        outline = _OUTLINES.get(kind)
        found = outline.fullmatch(attribute(node, "d")) if outline is not None and node.tag == "path" else None
        if found is None or list(node.iter()):
            yield "", []
        elif kind == "band":
            left, wide, back = map(float, found.groups())
            yield (kind, [left, left + wide]) if wide == back else ("", [])
        else:
            yield kind, [float(found.group(1))]


def _is_at(drawn: list[float], wanted: list[float]) -> bool:
    pairs = zip(drawn, sorted(wanted), strict=False)
    return len(drawn) == len(wanted) and all(abs(at - place) <= _SLACK_PX for at, place in pairs)


def _above(node: Node, tag: str) -> Node | None:
    parent = node.parent
    while parent is not None and parent.tag != tag:
        parent = parent.parent
    return parent
