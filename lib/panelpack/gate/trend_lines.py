"""Small trend lines, held against the figures that they are of: every point, and every gap."""

from panelpack.catalogue.periods import shifted
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.page.html_tree import Node, attribute, path_steps

_YEARS, _SLACK_PX = 10, 0.15


def is_line_of(drawing: Node, published: Published, figure: Figure) -> bool:
    """Whether a drawing shows the last ten years of a figure: a point a known year, as high as its value.

    Points stand evenly spaced by year; where a year is not known or the series changed, the line is broken.
    """
    inside = list(drawing.iter())
    if [node.tag for node in inside] != ["path"] or figure.period.end is None:
        return False
    try:
        *steps, end = path_steps(attribute(inside[0], "d")) or [("", ())]
    except ValueError:
        return False
    if end != ("h", (0.0,)) or any(step not in ("M", "L") or len(numbers) != 2 for step, numbers in steps):
        return False
    points = [(step, numbers[0], numbers[1]) for step, numbers in steps]
    known = [(place, item) for place, item in enumerate(_years(published, figure)) if item is not None]
    if len(known) != len(points) or len(known) < 2:
        return False
    across = _fits([x for _, x, _ in points], [float(place) for place, _ in known])
    upwards = _fits([-y for *_, y in points], [item.number for _, item in known])
    return across and upwards and _is_broken_rightly(points, known)


def _years(published: Published, figure: Figure) -> list[Figure | None]:
    """The figure of each of ten years, oldest first; None where there is none that may be shown."""
    assert figure.period.end is not None, "an undated figure has no years"
    there = published.over_time(figure.measure.id, figure.area, figure.breakdown, figure.source)
    given = {item.period: item for item in there if item.value is not None}
    return [given.get(shifted(figure.period, -back)) for back in reversed(range(_YEARS))]


def _fits(drawn: list[float], values: list[float]) -> bool:
    """Whether drawn places run as values do: on one scale, from one start."""
    low, high = min(values), max(values)
    start, end = drawn[values.index(low)], drawn[values.index(high)]
    scale = (end - start) / ((high - low) or 1.0)
    if high != low and scale <= 0:
        return False
    wanted = [start + (value - low) * scale for value in values]
    return all(abs(place - given) <= _SLACK_PX for place, given in zip(wanted, drawn, strict=True))


def _is_broken_rightly(points: list[tuple[str, float, float]], known: list[tuple[int, Figure]]) -> bool:
    """Whether the line goes on exactly where one year follows another and the series did not change between."""
    before: tuple[int, Figure] | None = None
    for (step, *_), (place, item) in zip(points, known, strict=True):
        follows = before is not None and before[0] == place - 1
        goes_on = (
            follows
            and before is not None
            and not item.measure.breaks_between(before[1].period, item.period, item.source)
        )
        if (step == "L") is not goes_on:
            return False
        before = (place, item)
    return True
