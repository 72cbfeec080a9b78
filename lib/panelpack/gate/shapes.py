"""What a drawing is made of: paths, marks and the numbers of its table, in the units of the page."""

from collections.abc import Sequence
from itertools import pairwise

from panelpack.page.html_tree import Node, attribute, path_steps

SLACK_PX = 0.35
_MISSING = float("nan")

Tick = tuple[float, float]
"""Where a number of an axis stands, and the number."""


def column_of(table: Node, place: int) -> list[float]:
    """The first number of each cell of a column, after the headers of rows; not-a-number where there is none."""
    cells = [row.css("td")[place] for row in table.css("tbody tr")]
    marks = [cell.css_first("data") for cell in cells]
    return [float(attribute(mark, "value")) if mark is not None else _MISSING for mark in marks]


def columns_of(table: Node) -> list[list[float]]:
    """All columns that every row has."""
    width = min((len(row.css("td")) for row in table.css("tbody tr")), default=0)
    return [column_of(table, place) for place in range(width)]


def points_of(path: Node) -> list[tuple[float, float]]:
    """The points that a path goes through."""
    steps = [numbers for _, numbers in path_steps(attribute(path, "d"))]
    return [pair for numbers in steps for pair in zip(numbers[::2], numbers[1::2], strict=False)]


def lines_in(drawing: Node, *colours: str) -> list[Node]:
    """The lines of some colours of the page, in the order of the drawing."""
    paths = [path for path in drawing.css("path") if "fill:none" in attribute(path, "style")]
    return [
        path for path in paths if any(f"stroke:var(--chart-{name})" in attribute(path, "style") for name in colours)
    ]


def is_straight(path: Node) -> bool:
    """Whether a path is one stroke, along or down: it draws an axis or a rule and no figures."""
    points = points_of(path)
    return len(points) == 2 and min(abs(points[0][side] - points[1][side]) for side in (0, 1)) <= SLACK_PX


def is_alone(column: Sequence[float], place: int) -> bool:
    """Whether a value stands between two gaps, so that no line reaches it."""
    near = [column[other] for other in (place - 1, place + 1) if 0 <= other < len(column)]
    return all(value != value for value in near)


def has_line(column: Sequence[float]) -> bool:
    """Whether two numbers follow one another, so that there is a line between them."""
    return any(here == here and after == after for here, after in pairwise(column))
