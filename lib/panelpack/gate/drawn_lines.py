"""Lines and bars held against their tables, both ways: each line is a column of the table, each mark a number of it."""

from collections.abc import Iterator, Sequence

from panelpack.gate.shapes import (
    SLACK_PX,
    Tick,
    column_of,
    columns_of,
    has_line,
    is_alone,
    is_straight,
    lines_in,
    points_of,
)
from panelpack.page.html_tree import Node, attribute

_FIGURES = ("council", "neighbours", "region", "england", "other")
"""The colours of lines that show figures."""

BARS = ("fill:var(--chart-other)", "fill:var(--chart-council)")
"""The styles of bars."""

_RULES = ("band", "line", "paper")
"""The colours of axes and rules."""


class _Scale:
    """Where a number stands, by the rules across a drawing and the numbers beside them."""

    def __init__(self, drawing: Node, ticks: Sequence[Tick]) -> None:
        rules = sorted({points_of(rule)[0][1] for rule in lines_in(drawing, "band") if is_straight(rule)}, reverse=True)
        numbers = sorted(number for _, number in ticks)
        if len(rules) != len(numbers) or len(rules) < 2:
            raise ValueError("an axis cannot be read")
        self._foot, self._least = rules[0], numbers[0]
        self._step = (rules[-1] - rules[0]) / (numbers[-1] - numbers[0])

    def place(self, value: float) -> float:
        return self._foot + (value - self._least) * self._step


def line_findings(drawing: Node, table: Node, ticks: Sequence[Tick]) -> Iterator[str]:
    """What is wrong with the lines, marks and band of a line chart.

    Args:
        ticks: the numbers of the axis, and where they stand.

    Raises:
        ValueError: the axis cannot be read.
    """
    if not all(is_straight(path) for path in lines_in(drawing, *_RULES)):
        yield "a rule of a drawing that is no straight line"
    scale = _Scale(drawing, ticks)
    columns = [[scale.place(value) for value in column] for column in columns_of(table)]
    for line in lines_in(drawing, *_FIGURES):
        # The council's line is the first column, and no other
        mine = line in lines_in(drawing, "council")
        if not any(_goes_through([y for _, y in points_of(line)], column) for column in columns[: 1 if mine else None]):
            yield "a line does not go through its numbers"
    drawn = len(lines_in(drawing, "council"))
    if drawn > 1 or (not drawn and has_line(columns[0])):
        yield "a line chart without its line, or with more than one"
    if not all(_is_at(y, columns) for y in _marks(drawing)):
        yield "a mark stands where its table has no number"


def _goes_through(points: Sequence[float], column: Sequence[float]) -> bool:
    """Whether a line goes through the values of a column in their order, leaving out those that stand alone."""
    rest = list(points)
    has_gap = any(value != value for value in column)
    for place, value in enumerate(column):
        if value != value:
            continue
        if rest and abs(rest[0] - value) <= 2 * SLACK_PX:
            rest.pop(0)
        elif not (has_gap or is_alone(column, place)):
            return False
    return not rest


def _marks(drawing: Node) -> Iterator[float]:
    """How high marks stand, and the corners of the band."""
    shapes = {attribute(path, "id"): path for path in drawing.css("defs path")}
    for mark in drawing.css("use"):
        shape = shapes.get(attribute(mark, "xlink:href").removeprefix("#"))
        if shape is None:
            raise ValueError("a mark without its shape")
        at = float(attribute(mark, "y"))
        if "fill:var(--chart-band)" in attribute(mark, "style"):
            yield from (at + y for _, y in points_of(shape))
        else:
            yield at


def _is_at(place: float, columns: Sequence[Sequence[float]]) -> bool:
    return any(abs(place - value) <= 2 * SLACK_PX for column in columns for value in column)


def small_line_findings(drawing: Node, table: Node) -> Iterator[str]:
    """Small charts beside one another: a line a column that has two numbers or more, in their order."""
    columns = [column for column in columns_of(table) if has_line(column)]
    lines = lines_in(drawing, "council")
    # Where England stands behind the lines, its column is the last one
    if len(lines) not in (len(columns), len(columns) - 1):
        yield "a small chart without its line, or a line without its column"
        return
    for line, column in zip(lines, columns, strict=False):
        values = [value for place, value in enumerate(column) if value == value and not is_alone(column, place)]
        if not _runs_as([y for _, y in points_of(line)], values):
            yield "a line does not go through its numbers"


def _runs_as(points: Sequence[float], values: Sequence[float]) -> bool:
    """Whether points rise and fall as values do, on a scale of their own."""
    if len(points) != len(values):
        return False
    span = max(values) - min(values)
    if not span:
        return max(points) - min(points) <= 2 * SLACK_PX
    scale = (max(points) - min(points)) / span
    places = [min(points) + (max(values) - value) * scale for value in values]
    return all(abs(point - place) <= 2 * SLACK_PX for point, place in zip(points, places, strict=True))


def bar_findings(bars: Sequence[Node], drawing: Node, table: Node) -> Iterator[str]:
    """The bars of a chart, as long as their numbers; none where the table has no number."""
    filled = [path for path in drawing.css("path") if "fill:var(" in attribute(path, "style")]
    if len(bars) != len(filled):
        yield "a shape in a bar chart that is no bar"
    values = column_of(table, 0)[: len(bars)]
    across = [[x for x, _ in points_of(path)] for path in bars]
    lengths = [max(places) - min(places) for places in across]
    if len(values) < len(bars) or any(value != value for value in values):
        yield "a bar stands where its table has no number"
    elif bars and max(map(abs, values)):
        scale = max(lengths) / max(map(abs, values))
        if any(abs(length - abs(value) * scale) > 2 * SLACK_PX for length, value in zip(lengths, values, strict=True)):
            yield "a bar is not as long as its number"
