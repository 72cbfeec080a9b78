"""Small trend lines beside a figure: its last ten years, without axis or numbers, for the eye alone."""

from collections.abc import Sequence

from panelpack.catalogue.periods import shifted
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.page.parts import TrendLine, Words
from panelpack.page.words import NOTHING, words_of

YEARS = 10
WIDTH, HEIGHT = 72, 18
_EDGE = 2


def spark(published: Published, now: Figure) -> Words:
    """The line of a figure's series up to its period, from the same kind of source; empty with fewer than two points.

    A hidden or missing year leaves a gap, and so does a break in the series. It carries the figure's id, so that the
    gate can draw it again.
    """
    require(published, "sparklines.spark")
    if now.period.end is None or now.shown is None:
        return NOTHING
    series = {item.period: item for item in published.over_time(now.measure.id, now.area, now.breakdown, now.source)}
    figures = tuple(series.get(shifted(now.period, -back)) for back in reversed(range(YEARS)))
    known = [item for item in figures if item is not None and item.shown is not None]
    if len(known) < 2 or now.period not in series:
        return NOTHING
    return words_of(TrendLine(now, figures))


def path_of(figures: Sequence[Figure | None]) -> str:
    """The path of a line, as SVG has it: between years that follow one another, and a mark on the last."""
    values = [item.shown if item is not None else None for item in figures]
    known = [value for value in values if value is not None]
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * _EDGE) / (len(figures) - 1)
    parts, before = [], None
    for place, (item, value) in enumerate(zip(figures, values, strict=True)):
        if item is None or value is None:
            before = None
            continue
        x, y = _EDGE + place * step, HEIGHT - _EDGE - (value - low) / span * (HEIGHT - 2 * _EDGE)
        joined = before is not None and not item.measure.breaks_between(before.period, item.period, item.source)
        parts.append(f"{'L' if joined else 'M'}{_number(x)} {_number(y)}")
        before = item
    # A stroke without length shows as a dot, since its ends are round
    return "".join(parts) + "h0"


def _number(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")
