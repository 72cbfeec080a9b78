"""Bars held against their table: as long as their numbers, in its order, with its names; a line across at its own."""

from collections.abc import Iterator, Sequence

from panelpack.gate.shapes import SLACK, Column, Place, is_straight, kinds_of, outlines_of, paths_in
from panelpack.page.html_tree import Node, words_of


def bar_findings(drawing: Node, column: Column, heads: Sequence[str]) -> Iterator[str]:
    """What is wrong with the bars of a chart, their names, their numbers and the line across them.

    Args:
        column: the numbers of its table, of which the first are drawn.
        heads: the names of its rows.

    Raises:
        ValueError: a path cannot be read.
    """
    if any(kinds_of(path) not in _KINDS for path in drawing.css("path")):
        yield "a shape in a bar chart that is no bar"
    bars = sorted((one for path in paths_in(drawing, "bar") for one in outlines_of(path)), key=lambda one: one[0][1])
    values = column.values[: len(bars)]
    if len(values) < len(bars) or any(value != value for value in values):
        yield "a bar stands where its table has no number"
        return
    if not all(_is_upright(bar) for bar in bars):
        yield "a shape in a bar chart that is no bar"
        return
    starts = [bar[0][0] for bar in bars]
    lengths = [bar[1][0] - bar[0][0] for bar in bars]
    longest = max(range(len(bars)), key=lambda place: abs(values[place]), default=0)
    scale = lengths[longest] / values[longest] if bars and values[longest] else 0.0
    if any(abs(length - value * scale) > 2 * SLACK for length, value in zip(lengths, values, strict=True)):
        yield "a bar is not as long as its number"
    if starts and max(starts) - min(starts) > SLACK:
        yield "a bar is not as long as its number"
    # A long name is broken into lines
    columns = [" ".join(words_of(item) for item in group.css("text")) for group in drawing.css("g")]
    if columns != [" ".join(heads[: len(bars)]), " ".join(column.said[: len(bars)])]:
        yield "a bar with another name or number than its row"
    yield from _line_findings(drawing, column, heads, starts[0] if starts else 0.0, scale)


_KINDS = ({"bar", "council"}, {"bar", "other"}, {"halo"}, {"mark", "england"})


def _is_upright(bar: Sequence[Place]) -> bool:
    """Whether an outline is a rectangle."""
    if len(bar) != 4:
        return False
    (left, top), (right, above), (end, foot), (start, below) = bar
    return max(abs(top - above), abs(foot - below), abs(left - start), abs(right - end)) <= SLACK


def _line_findings(drawing: Node, column: Column, heads: Sequence[str], start: float, scale: float) -> Iterator[str]:
    """The line across the bars stands at the number that is written over it, which a row of the table has."""
    lines = [one for kind in ("mark", "halo") for path in paths_in(drawing, kind) for one in outlines_of(path)]
    over = [item for item in drawing.css("text") if item.parent is not None and item.parent.tag == "svg"]
    rows = {f"{head} {said}": value for head, said, value in zip(heads, column.said, column.values, strict=True)}
    if not lines and not over:
        return
    value = rows.get(words_of(over[0])) if len(over) == 1 else None
    if value is None or len(lines) != 2 or not all(is_straight(line) for line in lines):
        yield "a line across bars that no row of its table has"
    elif scale and any(abs(line[0][0] - start - value * scale) > 2 * SLACK for line in lines):
        yield "a line across bars stands beside its number"
