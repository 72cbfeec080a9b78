"""What a drawing is made of: outlines, dots, words at their places, and the numbers of its table, in its own units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelpack.disclosure.figure import Figure, way_and_base
from panelpack.disclosure.published import Published
from panelpack.gate.marks import mark_in, value_of
from panelpack.page.html_tree import Node, attribute, words_of

SLACK = 0.35
"""How far a mark may be from its place, a third of a point."""

MISSING = float("nan")
Place = tuple[float, float]

Tick = tuple[float, float]
"""Where a number of an axis stands, and the number."""

_TOKENS = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?|\S")


@dataclass(frozen=True)
class Column:
    """A column of a chart's table: a number or not-a-number a row, the words of each, and the fact it is of."""

    values: tuple[float, ...]
    said: tuple[str, ...]
    facts: tuple[Figure | None, ...]

    def runs(self) -> list[list[int]]:
        """The rows through which a line goes on: with numbers, one after the other, within one series."""
        runs: list[list[int]] = []
        before = -2
        for place, value in enumerate(self.values):
            if value != value:
                continue
            if place != before + 1 or self.is_cut(before, place):
                runs.append([])
            runs[-1].append(place)
            before = place
        return runs

    def gaps(self) -> list[tuple[int, int]]:
        """The rows on both sides of each gap within one series."""
        runs = self.runs()
        sides = [(one[-1], other[0]) for one, other in pairwise(runs)]
        return [(one, other) for one, other in sides if not self.is_cut(one, other)]

    def is_cut(self, one: int, other: int) -> bool:
        """Whether the series is made otherwise since a day between two rows."""
        before, now = self.facts[one], self.facts[other]
        if before is None or now is None or before.period.end is None or now.period.end is None:
            return False
        days = [item.from_date for item in now.measure.breaks if item.source in ("", now.source)]
        return any(before.period.end < day <= now.period.end for day in days)


def columns_of(table: Node, published: Published) -> list[Column]:
    """All columns that every row has, after the headers of rows: the first number of each cell."""
    rows = [row.css("td") for row in table.css("tbody tr")]
    width = min((len(row) for row in rows), default=0)
    return [_column([row[place] for row in rows], published) for place in range(width)]


def _column(cells: Sequence[Node], published: Published) -> Column:
    marks = [mark_in(cell) for cell in cells]
    facts = [
        published.figures.get(way_and_base(attribute(mark, "data-fact"))[1]) if mark is not None else None
        for mark in marks
    ]
    values = [value_of(mark) if mark is not None else MISSING for mark in marks]
    return Column(tuple(values), tuple(words_of(mark) for mark in marks), tuple(facts))


def heads_of(table: Node) -> list[str]:
    """The header of each row."""
    return [" ".join(words_of(row.css_first("th")).split()) for row in table.css("tbody tr")]


def kinds_of(node: Node) -> set[str]:
    """The classes of an element."""
    return set(attribute(node, "class").split())


def outlines_of(path: Node) -> list[list[Place]]:
    """The outlines of a path, each as the places that it goes through.

    Raises:
        ValueError: a step that no drawing has.
    """
    outlines: list[list[Place]] = []
    letter, numbers = "", list[float]()
    for token in [*_TOKENS.findall(attribute(path, "d")), "end"]:
        if token == "end" or token.isalpha():
            _step(outlines, letter, numbers)
            letter, numbers = token, []
        else:
            numbers.append(float(token))
    return outlines


def _step(outlines: list[list[Place]], letter: str, numbers: Sequence[float]) -> None:
    if letter == "M" and len(numbers) == 2:
        outlines.append([(numbers[0], numbers[1])])
        return
    if letter in ("", "z") and not numbers:
        return
    if letter == "H" and len(numbers) == 1 and outlines:
        outlines[-1].append((numbers[0], outlines[-1][-1][1]))
        return
    if letter not in ("l", "h", "v") or not numbers or not outlines or (letter == "l" and len(numbers) % 2):
        raise ValueError(f"a step that no drawing has: {letter}")
    moves = list(zip(numbers[::2], numbers[1::2], strict=True)) if letter == "l" else []
    moves += [(number, 0.0) for number in numbers] if letter == "h" else []
    moves += [(0.0, number) for number in numbers] if letter == "v" else []
    for across, down in moves:
        x, y = outlines[-1][-1]
        outlines[-1].append((x + across, y + down))


def paths_in(drawing: Node, kind: str) -> list[Node]:
    """The paths of one kind."""
    return [path for path in drawing.css("path") if kind in kinds_of(path)]


def place_of(mark: Node, across: str = "x", down: str = "y") -> Place:
    """Where words or a dot stand in the whole drawing: their own place, moved with their groups.

    Raises:
        ValueError: a place that is no number.
    """
    x, y = float(attribute(mark, across) or 0), float(attribute(mark, down) or 0)
    parent = mark.parent
    while parent is not None and parent.tag != "svg":
        moved = attribute(parent, "transform").removeprefix("translate(").removesuffix(")").split()
        x, y = x + float(moved[0] if moved else 0), y + float(moved[1] if len(moved) > 1 else 0)
        parent = parent.parent
    return x, y


def is_near(one: Place, other: Place, slack: float = SLACK) -> bool:
    """Whether two places are the same."""
    return abs(one[0] - other[0]) <= slack and abs(one[1] - other[1]) <= slack


def is_straight(outline: Sequence[Place]) -> bool:
    """Whether an outline is one stroke, along or down: it draws an axis or a rule and no figures."""
    return len(outline) == 2 and min(abs(outline[0][side] - outline[1][side]) for side in (0, 1)) <= SLACK
