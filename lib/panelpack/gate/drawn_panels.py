"""Small charts beside one another, each held against its own columns of their table."""

from collections.abc import Iterator, Sequence

from panelpack.gate.shapes import SLACK, Column, Place, is_straight, kinds_of, outlines_of, paths_in, place_of
from panelpack.page.html_tree import Node, attribute, words_of

_KINDS = ({"axis"}, {"council"}, {"england"}, {"gap", "council"}, {"gap", "england"})


def panel_findings(drawings: Sequence[Node], table: Node, columns: Sequence[Column]) -> Iterator[str]:
    """What is wrong with small charts.

    Raises:
        ValueError: a path cannot be read.
    """
    of_panels = _columns_of(table, columns, len(drawings))
    if of_panels is None:
        yield "small charts whose table has other columns"
        return
    for drawing, own in zip(drawings, of_panels, strict=True):
        if any(kinds_of(path) not in _KINDS for path in drawing.css("path")):
            yield "a path in a small chart that is no part of one"
        if not all(is_straight(one) for path in paths_in(drawing, "axis") for one in outlines_of(path)):
            yield "a rule of a drawing that is no straight line"
        yield from _of_panel(drawing, own)


def _columns_of(table: Node, columns: Sequence[Column], panels: int) -> list[list[Column]] | None:
    """The columns of each panel: those under its head; or one each, and one more for the line behind all of them."""
    heads = table.css("thead tr:first-child th[scope=colgroup]")
    if heads:
        widths, found = [int(attribute(head, "colspan") or 1) for head in heads], []
        if len(widths) != panels or sum(widths) != len(columns) or max(widths) > 2:
            return None
        for width in widths:
            found.append(list(columns[:width]))
            columns = columns[width:]
        return found
    if len(columns) not in (panels, panels + 1):
        return None
    return [[column, *columns[panels:]] for column in columns[:panels]]


def _of_panel(drawing: Node, own: Sequence[Column]) -> Iterator[str]:
    """Lines and dots of one panel: of its columns, on one scale."""
    pairs: list[tuple[Place, tuple[int, float]]] = []
    for kind, column in zip(("council", "england"), own, strict=False):
        lines: list[Sequence[int]] = [run for run in column.runs() if len(run) > 1]
        for is_gap, wanted in ((False, lines), (True, [*column.gaps()])):
            paths = [path for path in paths_in(drawing, kind) if ("gap" in kinds_of(path)) is is_gap]
            outlines = [one for path in paths for one in outlines_of(path)]
            if [len(one) for one in outlines] != [len(rows) for rows in wanted]:
                yield "a small chart without its line, or a line without its column"
                return
            for outline, rows in zip(outlines, wanted, strict=True):
                pairs += [(at, (row, column.values[row])) for at, row in zip(outline, rows, strict=True)]
    if len(own) == 1 and paths_in(drawing, "england"):
        yield "a small chart without its line, or a line without its column"
    if not _is_on_one_scale(pairs):
        yield "a line does not go through its numbers"
    ends = [at for at, _ in pairs]
    known = [row for run in own[0].runs() for row in run]
    dots = [place_of(dot, "cx", "cy") for dot in drawing.css("circle")]
    if len(dots) > len(known) or not all(_is_among(dot, ends) for dot in dots if len(known) > 1):
        yield "a mark stands where its table has no number"
    numbers = [words_of(item) for item in drawing.css("text") if "council" in kinds_of(item)]
    if numbers != [own[0].said[row] for row in sorted({*known[:1], *known[-1:]})]:
        yield "a small chart that writes other numbers than its first and last"


def _is_among(dot: Place, places: Sequence[Place]) -> bool:
    return any(abs(dot[0] - x) <= 2 * SLACK and abs(dot[1] - y) <= 2 * SLACK for x, y in places)


def _is_on_one_scale(pairs: Sequence[tuple[Place, tuple[int, float]]]) -> bool:
    """Whether places run as rows across and as values up, on one scale each."""
    across = _is_even([x for (x, _), _ in pairs], [float(row) for _, (row, _) in pairs], 1)
    return across and _is_even([y for (_, y), _ in pairs], [value for _, (_, value) in pairs], -1)


def _is_even(places: Sequence[float], values: Sequence[float], way: int) -> bool:
    if not places:
        return True
    low, high = values.index(min(values)), values.index(max(values))
    span = values[high] - values[low]
    scale = (places[high] - places[low]) / span if span else 0.0
    if span and scale * way <= 0:
        return False
    wanted = [places[low] + (value - values[low]) * scale for value in values]
    return all(abs(one - other) <= 2 * SLACK for one, other in zip(places, wanted, strict=True))
