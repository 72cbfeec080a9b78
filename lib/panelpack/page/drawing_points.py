"""Charts of an analyst's own choice, as sketches: scatters, and small charts beside one another."""

from collections.abc import Sequence

from panelpack.disclosure.figure import Figure
from panelpack.page.chart_marks import Panel, Point, value_of
from panelpack.page.charts import ScatterChart, SmallMultiples
from panelpack.page.runs import gaps_of, runs_of
from panelpack.page.scales import Scale, bounds, tick_text, ticks
from panelpack.page.sketch import FONT, LINE, WIDTH, Dot, Label, Mark, Moved, Place, Sketch, Stroke, lines_of, width_of

_SCATTER = 210.0
_AXIS_CHARACTERS, _PANEL_CHARACTERS = 42, 20
_PANEL, _PLOT, _BETWEEN = 120.0, 58.0, 15.0
_COLUMNS = 2
_OWN, _OTHER = 3.5, 2.5
"""How far a point of a scatter reaches."""


def scatter(chart: ScatterChart) -> Sketch:
    """A point an area; the council's is drawn last, so that none lies on it."""
    xs, ys = ([getattr(point, side).number for point in chart.points] for side in ("across", "up"))
    titles = lines_of(chart.labels[1], _AXIS_CHARACTERS), lines_of(chart.labels[0], _AXIS_CHARACTERS)
    top = LINE * len(titles[0]) + 8
    low, high = _with_margin(ys)
    up = Scale(low, high, top + _SCATTER, top)
    numbers = ticks(low, high)
    left = max(width_of(tick_text(number)) for number in numbers) + 5
    across = Scale(*_with_margin(xs), left, WIDTH - 12)
    foot = ticks(across.low, across.high)
    grid = [((left, up.at(number)), (WIDTH - 12, up.at(number))) for number in numbers]
    grid += [((across.at(number), top), (across.at(number), top + _SCATTER)) for number in foot]
    marks: list[Mark] = [
        *(Label(said, 0, 8 + LINE * step) for step, said in enumerate(titles[0])),
        Stroke("grid", tuple(grid)),
        Moved(left - 4, 0, tuple(Label(tick_text(number), 0, up.at(number) + 3.5) for number in numbers), "end"),
        Moved(0, top + _SCATTER + 12, tuple(Label(tick_text(number), across.at(number)) for number in foot), "mid"),
        *(Label(said, 0, top + _SCATTER + 12 + LINE * (step + 1)) for step, said in enumerate(titles[1])),
    ]
    points = [(point, (across.at(point.across.number), up.at(point.up.number))) for point in chart.points]
    points.sort(key=lambda item: item[0].is_own)
    marks += [
        Dot("council" if point.is_own else "other", *at, _OWN if point.is_own else _OTHER) for point, at in points
    ]
    height = top + _SCATTER + 14 + LINE * len(titles[1])
    return Sketch(height, (*marks, *_named(points, top, top + _SCATTER)))


def _with_margin(values: Sequence[float]) -> tuple[float, float]:
    low, high = bounds(values, from_nought=False)
    margin = 0.06 * (high - low)
    return low - margin, high + margin


_Box = tuple[float, float, float, float]


def _named(points: Sequence[tuple[Point, Place]], top: float, foot: float) -> list[Mark]:
    """Names beside their points where they lie on no point and no name, the council's first; a leader from afar."""
    dots = [(x - _OWN, y - _OWN, x + _OWN, y + _OWN) for _, (x, y) in points]
    named = sorted((item for item in points if item[0].is_own or item[0].is_named), key=lambda item: not item[0].is_own)
    taken, marks, leads = list(dots), list[Mark](), []
    for point, (x, y) in named:
        wide = width_of(point.name, point.is_own)
        boxes = [
            box for box in _around(x, y, wide) if box[0] >= 0 and box[2] <= WIDTH and top <= box[1] and box[3] <= foot
        ]
        free = next((box for box in boxes if not any(_touch(box, other) for other in taken)), None)
        box = free or min(boxes, key=lambda box: sum(_touch(box, other) for other in taken))
        taken.append(box)
        near = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
        if abs(near[0] - x) + abs(near[1] - y) > 9:
            leads.append(((x, y), near))
        kind = "council" if point.is_own else ""
        marks.append(Moved(box[0], box[3] - 2, (Label(point.name, 0, 0, kind),)))
    return [*([Stroke("lead", tuple(leads))] if leads else []), *marks]


def _around(x: float, y: float, wide: float) -> list[_Box]:
    """Where a name may stand: beside its point, above, beneath, then ever further off."""
    found = []
    for off in (0.0, 11.0, 22.0, 33.0, 44.0, 55.0):
        for down in (0.0, -off, off):
            for left in (x + 6 + off, x - 6 - off - wide):
                found.append((left, y + down - FONT / 2, left + wide, y + down + FONT / 2))
        for middle in (y - 10 - off, y + 10 + off):
            found.append((x - wide / 2, middle - FONT / 2, x + wide / 2, middle + FONT / 2))
    return found


def _touch(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def multiples(chart: SmallMultiples) -> Sketch:
    """All panels in one drawing, two a row: what a file holds."""
    drawn = panels_of(chart)
    marks, top = [], 0.0
    for start in range(0, len(drawn), _COLUMNS):
        row = drawn[start : start + _COLUMNS]
        marks += [Moved(place * (_PANEL + _BETWEEN), top, panel.marks) for place, panel in enumerate(row)]
        top += max(panel.height for panel in row) + 8
    return Sketch(top, tuple(marks))


def panels_of(chart: SmallMultiples) -> list[Sketch]:
    """A small drawing a panel, with its first and its last value, its name above it."""
    top = max((value for panel in chart.panels for value in _values(panel)), default=1.0)
    lines = max(len(lines_of(panel.label, _PANEL_CHARACTERS)) for panel in chart.panels)
    return [_panel(panel, chart.periods, top if chart.same_scale else None, lines) for panel in chart.panels]


def _panel(panel: Panel, periods: Sequence[str], highest: float | None, lines: int) -> Sketch:
    values = _values(panel)
    top = LINE * lines + 16
    low, high = bounds([*values, *([highest] if highest is not None else [])])
    up = Scale(low, high, top + _PLOT, top)
    step = (_PANEL - 6) / max(len(periods) - 1, 1)
    across = [3 + step * place for place in range(len(periods))]
    said = lines_of(panel.label, _PANEL_CHARACTERS)
    marks: list[Mark] = [Label(one, 0, 8 + LINE * place) for place, one in enumerate(said)]
    marks.append(Stroke("axis", (((0.0, up.at(0.0)), (_PANEL, up.at(0.0))),)))
    marks += _run(panel.behind, across, up, "england") + _run(panel.figures, across, up, "council")
    runs = runs_of(panel.figures)
    known = [place for run in runs for place in run]
    ends = sorted({*known[:1], *known[-1:], *(run[0] for run in runs if len(run) == 1)})
    marks += [Dot("council", across[place], up.at(value_of(panel.figures[place])), 2.0) for place in ends]
    marks += [_value(panel, place, across, up) for place in sorted({*known[:1], *known[-1:]})]
    if not known:
        marks.append(Label("no figures", 0, up.start - 4))
    first, last = (_short(periods[place]) for place in (0, -1))
    years = [Label(first, 0, up.start + 11)]
    if len(periods) > 1:
        years.append(Label(last, _PANEL, up.start + 11, "end"))
    return Sketch(up.start + 13, (*marks, *years), _PANEL)


def _run(figures: Sequence[Figure | None], across: Sequence[float], up: Scale, kind: str) -> list[Mark]:
    """A line where years follow one another, dotted over missing years."""

    def through(run: Sequence[int]) -> tuple[Place, ...]:
        return tuple((across[place], up.at(value_of(figures[place]))) for place in run)

    gaps, runs = gaps_of(figures), [run for run in runs_of(figures) if len(run) > 1]
    dotted = [Stroke(f"gap {kind}", tuple(through(gap) for gap in gaps))] if gaps else []
    return [*dotted, *([Stroke(kind, tuple(through(run) for run in runs))] if runs else [])]


def _value(panel: Panel, place: int, across: Sequence[float], up: Scale) -> Label:
    """A value above its point, and above the lines near it."""
    figure = panel.figures[place]
    assert figure is not None, "only known figures are written"
    around = slice(max(place - 2, 0), place + 3)
    near = [value_of(item) for item in (*panel.figures[around], *panel.behind[around])]
    height = up.at(max(value for value in near if value == value)) - 4
    # Of few years the last one may stand so far left that its value has room on the right alone
    is_left = place < (len(across) - 1) / 2 or across[place] + 3 < width_of(figure.text, bold=True)
    edge = max(across[place] - 3, 0.0) if is_left else min(across[place] + 3, _PANEL)
    return Label(figure.text, edge, height, "council" if is_left else "end council")


def _values(panel: Panel) -> list[float]:
    """The values of both lines of a panel."""
    both = (value_of(figure) for figure in (*panel.figures, *panel.behind))
    return [value for value in both if value == value]


def _short(label: str) -> str:
    """A period as a small axis has room for it: a day by its year."""
    return label if len(label) <= len("2022-23") else label.rpartition(" ")[2]
