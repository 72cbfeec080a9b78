"""Small trend lines beside a figure: its last ten years, without axis or numbers, for the eye alone."""

from panelpack.catalogue.periods import shifted
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.page.markup import Html

YEARS = 10
_WIDTH, _HEIGHT, _EDGE = 72, 18, 2


def spark(published: Published, now: Figure) -> Html:
    """The line of a figure's series up to its period, from the same kind of source; empty with fewer than two points.

    A hidden or missing year leaves a gap, and so does a break in the series. It carries the figure's id, so that the
    gate can draw it again.
    """
    require(published, "sparklines.spark")
    path = path_of_line(published, now)
    if not path:
        return Html("")
    return Html(
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true" focusable="false" '
        f'data-fact="{now.id}"><path d="{path}"/></svg>'
    )


def path_of_line(published: Published, now: Figure) -> str:
    """The path of a figure's line: lines between years that follow one another, and a mark on the last."""
    if now.period.end is None or now.shown is None:
        return ""
    series = {item.period: item for item in published.over_time(now.measure.id, now.area, now.breakdown, now.source)}
    periods = [shifted(now.period, -back) for back in reversed(range(YEARS))]
    figures = [series.get(period) for period in periods]
    values = [item.shown if item is not None else None for item in figures]
    known = [value for value in values if value is not None]
    if len(known) < 2 or now.period not in series:
        return ""
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (_WIDTH - 2 * _EDGE) / (YEARS - 1)
    parts, before = [], None
    for place, (item, value) in enumerate(zip(figures, values, strict=True)):
        if item is None or value is None:
            before = None
            continue
        x, y = _EDGE + place * step, _HEIGHT - _EDGE - (value - low) / span * (_HEIGHT - 2 * _EDGE)
        joined = before is not None and not item.measure.breaks_between(before.period, item.period)
        parts.append(f"{'L' if joined else 'M'}{x:.1f} {y:.1f}")
        before = item
    # A stroke without length shows as a dot, since its ends are round
    return "".join(parts) + "h0"
