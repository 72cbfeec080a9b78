"""Lines held against their table, both ways: each is a column, each point a number of it, each gap one of its gaps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelpack.gate.shapes import (
    SLACK,
    Column,
    Place,
    Tick,
    is_near,
    is_straight,
    kinds_of,
    outlines_of,
    paths_in,
    place_of,
)
from panelpack.page.html_tree import Node, words_of

LINES = ("council", "neighbours", "region", "england", "other")
"""The kinds of lines that show figures."""

_RULES = ("axis", "grid")
_ABOVE_RULE = 2.5
"""A tick's number stands so far above its rule."""


@dataclass(frozen=True)
class Frame:
    """Where the rows of a table stand across a drawing, and its numbers up it."""

    across: tuple[float, ...]
    foot: float
    least: float
    step: float

    def at(self, row: int, value: float) -> Place:
        """Where a number of a row stands."""
        return self.across[row], self.foot + (value - self.least) * self.step


def frame_of(drawing: Node, ticks: Sequence[Tick], rows: int) -> Frame:
    """The frame of a line chart, by the rules across it with the numbers on them, and the marks of the years.

    Raises:
        ValueError: the axes cannot be read.
    """
    rules = sorted(outline[0][1] for path in paths_in(drawing, "grid") for outline in outlines_of(path))[::-1]
    ordered = sorted(ticks, reverse=True)
    years = [
        one for path in paths_in(drawing, "axis") for one in outlines_of(path) if abs(one[0][0] - one[1][0]) <= SLACK
    ]
    across = sorted(outline[0][0] for outline in years)
    if len(rules) != len(ticks) or len(rules) < 2 or len(across) != rows:
        raise ValueError("an axis cannot be read")
    if any(abs(at + _ABOVE_RULE - rule) > SLACK for rule, (at, _) in zip(rules, ordered, strict=True)):
        raise ValueError("a number stands at no rule")
    steps = [other - one for one, other in pairwise(across)]
    if steps and max(steps) - min(steps) > SLACK:
        raise ValueError("the years do not run in even steps")
    step = (rules[-1] - rules[0]) / (ordered[-1][1] - ordered[0][1])
    return Frame(tuple(across), rules[0], ordered[0][1], step)


def line_findings(drawing: Node, columns: Sequence[Column], frame: Frame) -> Iterator[str]:
    """What is wrong with the lines, gaps, dots, band and leaders of a line chart.

    Raises:
        ValueError: a path cannot be read.
    """
    known = {*LINES, *_RULES, "gap", "band", "lead"}
    if any(not kinds_of(path) or not kinds_of(path) <= known for path in drawing.css("path")):
        yield "a path in a line chart that is no part of one"
    if not all(is_straight(one) for kind in _RULES for path in paths_in(drawing, kind) for one in outlines_of(path)):
        yield "a rule of a drawing that is no straight line"
    found = _columns_of_lines(drawing, columns, frame)
    if any(place is None for place in found.values()):
        yield "a line does not go through its numbers"
    has_run = any(len(run) > 1 for run in columns[0].runs())
    if has_run is not ("council" in found) or found.get("council", 0) not in (0, None):
        yield "a line chart without its line, or with more than one"
    yield from _gap_findings(drawing, columns, frame)
    if not all(_is_number(place_of(dot, "cx", "cy"), columns, frame) for dot in drawing.css("circle")):
        yield "a mark stands where its table has no number"
    yield from _band_findings(drawing, columns, frame)
    yield from _end_findings(drawing, columns, frame, found)


def _columns_of_lines(drawing: Node, columns: Sequence[Column], frame: Frame) -> dict[str, int | None]:
    """The column that each kind of line is of; None where it is of none, or where one kind is drawn twice."""
    found: dict[str, int | None] = {}
    for kind in LINES:
        paths = [path for path in paths_in(drawing, kind) if "gap" not in kinds_of(path)]
        # The council's line is the first column, and no other
        allowed = range(1) if kind == "council" else range(1, len(columns))
        for path in paths:
            outlines = outlines_of(path)
            fits = [place for place in allowed if _is_line_of(outlines, columns[place], frame)]
            found[kind] = fits[0] if fits and len(paths) == 1 else None
    return found


def _is_line_of(outlines: Sequence[Sequence[Place]], column: Column, frame: Frame) -> bool:
    """Whether outlines are the runs of a column, point by point."""
    runs = [run for run in column.runs() if len(run) > 1]
    return _are(outlines, [[frame.at(row, column.values[row]) for row in run] for run in runs])


def _are(outlines: Sequence[Sequence[Place]], wanted: Sequence[Sequence[Place]]) -> bool:
    return len(outlines) == len(wanted) and all(
        len(one) == len(other) and all(is_near(*pair, 2 * SLACK) for pair in zip(one, other, strict=True))
        for one, other in zip(outlines, wanted, strict=True)
    )


def _gap_findings(drawing: Node, columns: Sequence[Column], frame: Frame) -> Iterator[str]:
    """Dotted lines lead from the number before a gap to that after it, and nowhere else."""
    for path in paths_in(drawing, "gap"):
        wanted = [
            [[frame.at(row, column.values[row]) for row in gap] for gap in column.gaps()]
            for column in (columns[:1] if "council" in kinds_of(path) else columns[1:])
        ]
        if not any(_are(outlines_of(path), gaps) for gaps in wanted):
            yield "a dotted line where its table has no gap"


def _is_number(place: Place, columns: Sequence[Column], frame: Frame) -> bool:
    return any(
        is_near(place, frame.at(row, value), 2 * SLACK)
        for column in columns
        for row, value in enumerate(column.values)
        if value == value
    )


def _band_findings(drawing: Node, columns: Sequence[Column], frame: Frame) -> Iterator[str]:
    """The band lies between the last two columns: up one, down the other."""
    for path in paths_in(drawing, "band"):
        for outline in outlines_of(path):
            half = len(outline) // 2
            sides = ((outline[:half], columns[-1]), (outline[half:], columns[-2])) if len(columns) > 2 else ()
            if not sides or not all(_is_number(place, [column], frame) for side, column in sides for place in side):
                yield "the band does not lie between its quartiles"


def _end_findings(
    drawing: Node, columns: Sequence[Column], frame: Frame, found: Mapping[str, int | None]
) -> Iterator[str]:
    """A leader starts at the end of a line, beside the plot; the number beside a line's name is its last."""
    last = [[row for run in column.runs() for row in run][-1:] for column in columns]
    ends = [frame.at(row, column.values[row])[1] for column, rows in zip(columns, last, strict=True) for row in rows]
    for lead in (one for path in paths_in(drawing, "lead") for one in outlines_of(path)):
        is_beside = len(lead) == 2 and min(x for x, _ in lead) > frame.across[-1]
        if not is_beside or not any(abs(lead[0][1] - end) <= 2 * SLACK for end in ends):
            yield "a leader that leads from no line"
    for kind, place in found.items():
        said = " ".join(words_of(item) for item in drawing.css("text") if kind in kinds_of(item)).split()
        # A percentage on a small base gives way to its numbers, which are several words
        # Of lines that lie on one another any could be meant
        alike = [column for column in columns if place is not None and column.values == columns[place].values]
        numbers = tuple(f" {' '.join(column.said[-1].split())}" for column in alike)
        is_last = f" {' '.join(said)}".endswith(numbers)
        if place is not None and said and not is_last and any(letter.isdigit() for letter in said[-1]):
            yield "the number beside a line is not its last"
