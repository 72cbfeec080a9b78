"""Charts drawn from their values, as sketches: the lines of a trend, the bars of a comparison."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from panelpack.catalogue.periods import Period
from panelpack.page.chart_marks import Band, Bar, Line, value_of
from panelpack.page.charts import BarChart, Chart, ScatterChart, SmallMultiples, TrendChart
from panelpack.page.drawing_points import multiples, scatter
from panelpack.page.runs import gaps_of, runs_of
from panelpack.page.scales import Scale, bounds, tick_text, ticks
from panelpack.page.sketch import (
    LINE,
    WIDTH,
    Dot,
    Label,
    Mark,
    Moved,
    Place,
    Sketch,
    Stroke,
    lines_of,
    spread,
    width_of,
)

_LABEL_CHARACTERS = 10
_TOP, _PLOT, _FOOT = 22.0, 138.0, 14.0
"""Above a plot its unit and its highest number, beneath it the years."""

_ROW, _BAR = 17.0, 12.0
_LONGEST_NAME, _NAME_CHARACTERS = 118.0, 19
_BESIDE = 11.0
"""From the end of a line to its name."""


def sketched(chart: Chart) -> Sketch:
    """The drawing of a chart.

    Raises:
        TypeError: there is no drawing for this kind of chart.
        ValueError: a label would be cut off at its edge.
    """
    draw = _DRAWINGS.get(type(chart))
    if draw is None:
        raise TypeError(f"no drawing is known for a {type(chart).__name__}")
    return draw(chart)


def _trend(chart: TrendChart) -> Sketch:
    values = [value for line in chart.lines for value in line.values if value == value]
    values += [
        value_of(figure) for pair in chart.band for figure in pair if figure is not None and figure.shown is not None
    ]
    low, high = bounds(values)
    labels = [_label(line) for line in chart.lines]
    heights = [LINE * len(said) for said in labels]
    height = max(_PLOT, sum(heights))
    up, numbers = Scale(low, high, _TOP + height, _TOP), ticks(low, high)
    left = max(width_of(tick_text(number)) for number in numbers) + 5
    names = [width_of(said, place == 0) for place, lines in enumerate(labels) for said in lines]
    year = width_of(short(chart.periods[-1])) / 2
    right = WIDTH - max(_BESIDE + max(names, default=0.0), year - 3)
    across = _places(chart.periods, left, right)
    marks = [*_band(across, up, chart.band), *_axis(up, numbers, across, right)]
    for place, line in reversed(list(enumerate(chart.lines))):
        marks += _line(line, across, up, is_own=place == 0)
    marks += _symbols(chart.lines[0], across, up.start)
    marks += _ends(chart.lines, labels, across, up)
    marks.append(Moved(0, _TOP + height + 12, tuple(_years(chart.periods, across)), "mid"))
    return Sketch(_TOP + height + _FOOT, (Label(chart.unit, 0, 8), *marks))


def _places(periods: Sequence[Period], left: float, right: float) -> list[float]:
    """Where each period stands: whole steps from the right, so that their numbers are short."""
    if len(periods) == 1:
        return [round((left + right) / 2)]
    left = max(left, width_of(short(periods[0])) / 2)
    last = float(int(right) - 3)
    step = (last - left) / (len(periods) - 1)
    step = float(int(step)) if step >= 8 else step
    return [last - step * back for back in reversed(range(len(periods)))]


def _axis(up: Scale, numbers: Sequence[float], across: Sequence[float], right: float) -> list[Mark]:
    """Rules with their numbers on them, and a tick a year."""
    rules = tuple(((0.0, up.at(number)), (right, up.at(number))) for number in numbers)
    years = tuple(((place, up.start), (place, up.start + 3)) for place in across)
    foot = ((0.0, up.start), (right, up.start))
    said = tuple(Label(tick_text(number), 0, up.at(number) - 2.5) for number in numbers)
    return [Stroke("grid", rules), Stroke("axis", (foot, *years)), *said]


def _band(across: Sequence[float], up: Scale, band: Sequence[Band]) -> list[Mark]:
    """The middle half of England's councils, as far as years with both quartiles follow one another."""
    both = [low if low is not None and high is not None and high.shown is not None else None for low, high in band]
    areas = []
    for run in (found for found in runs_of(both) if len(found) > 1):
        above = [(across[place], up.at(value_of(band[place][1]))) for place in run]
        below = [(across[place], up.at(value_of(band[place][0]))) for place in reversed(run)]
        areas.append((*above, *below))
    return [Stroke("band", tuple(areas), closed=True)] if areas else []


def _line(line: Line, across: Sequence[float], up: Scale, is_own: bool) -> list[Mark]:
    """A line where years follow one another, dots of light where years are missing, and the council's last point."""
    kind = line.look or line.role
    places: list[Place | None] = [
        (across[place], up.at(value)) if value == value else None for place, value in enumerate(line.values)
    ]

    def through(run: Sequence[int]) -> tuple[Place, ...]:
        return tuple(found for place in run if (found := places[place]) is not None)

    runs, marks = runs_of(line.figures), list[Mark]()
    gaps = gaps_of(line.figures)
    if gaps:
        marks.append(Stroke(f"gap {kind}", tuple(through(gap) for gap in gaps)))
    if any(len(run) > 1 for run in runs):
        marks.append(Stroke(kind, tuple(through(run) for run in runs if len(run) > 1)))
    reached = {place for gap in gaps for place in gap}
    alone = [run[0] for run in runs if len(run) == 1 and (is_own or run[0] not in reached)]
    last = [run[-1] for run in runs[-1:] if is_own]
    dots = [(place, places[place]) for place in sorted({*alone, *last})]
    return marks + [Dot(kind, *at, 3.0 if is_own else 2.0) for _, at in dots if at is not None]


def _symbols(line: Line, across: Sequence[float], foot: float) -> list[Mark]:
    """Where a figure is not shown, its symbol stands on the axis, so that a gap is not taken for a missing year."""
    return [
        Label(figure.status, across[place], foot - 3, "mid")
        for place, figure in enumerate(line.figures)
        if figure is not None and figure.value is None
    ]


def _label(line: Line) -> list[str]:
    """The name of a line and its last figure, in short lines; none for a line without a value."""
    if not any(value == value for value in line.values):
        return []
    last = line.figures[-1]
    value = f" {last.text}" if last is not None and last.value is not None else ""
    return lines_of(f"{line.label}{value}", _LABEL_CHARACTERS)


def _ends(lines: Sequence[Line], labels: Sequence[Sequence[str]], across: Sequence[float], up: Scale) -> list[Mark]:
    """Name and last value of each line in its colour, level with its end; a thin leader where it had to be moved."""
    ends = [
        (up.at([value for value in line.values if value == value][-1]), line, said)
        for line, said in zip(lines, labels, strict=True)
        if said
    ]
    ends.sort(key=lambda end: end[0])
    sizes = [LINE * len(said) for _, _, said in ends]
    middles = _within(spread([at for at, *_ in ends], sizes), sizes, up.end - 8, up.start + 6)
    leads, words = [], []
    for (at, line, said), middle, size in zip(ends, middles, sizes, strict=True):
        if abs(middle - at) > 3 and line.values[-1] == line.values[-1]:
            leads.append(((across[-1] + 4, at), (across[-1] + _BESIDE + 1, middle)))
        kind = "council" if line is lines[0] else line.look or line.role
        top = middle - size / 2 + 8.5
        words += [Label(one, 0, top + LINE * step, kind) for step, one in enumerate(said)]
    moved = Moved(across[-1] + _BESIDE + 3, 0, tuple(words))
    return [*([Stroke("lead", tuple(leads))] if leads else []), moved]


def _within(middles: Sequence[float], sizes: Sequence[float], top: float, foot: float) -> list[float]:
    """Middles moved so that none reaches over the top or the foot."""
    found = list(middles)
    for place in reversed(range(len(found))):
        found[place] = min(found[place], foot - sizes[place] / 2)
        foot = found[place] - sizes[place] / 2
    for place, size in enumerate(sizes):
        found[place] = max(found[place], top + size / 2)
        top = found[place] + size / 2
    return found


def _years(periods: Sequence[Period], across: Sequence[float]) -> list[Mark]:
    """Each year that has room: the first and the last in full, those between in two figures; each quarter by name."""
    if all(period.basis == "quarter" for period in periods):
        return [Label(period.label.split()[-1], at) for period, at in zip(periods, across, strict=True)]
    last = len(periods) - 1
    full = {place: short(periods[place]) for place in sorted({0, last})}
    taken = [_reach(across[place], said) for place, said in full.items()]
    for place in range(last - 1, 0, -1):
        said = f"’{short(periods[place])[-2:]}"
        left, right = _reach(across[place], said)
        if all(right + 2 < start or left > end + 2 for start, end in taken):
            full[place] = said
            taken.append((left, right))
    return [Label(full[place], across[place]) for place in sorted(full)]


def _reach(middle: float, said: str) -> tuple[float, float]:
    return middle - width_of(said) / 2, middle + width_of(said) / 2


def short(period: Period) -> str:
    """A period as an axis has room for it: a day by its year."""
    if period.basis in ("year", "academic", "calendar"):
        return period.label
    return str(period.end.year) if period.end else ""


def _bars(chart: BarChart) -> Sketch:
    """A bar an area, names before them and numbers in a column after them; England's line lies before the bars."""
    bars, top = chart.bars, 14.0 if chart.mark else 0.0
    names = [_name(bar) for bar in bars]
    left = max(width_of(said, bar.is_own) for bar, lines in zip(bars, names, strict=True) for said in lines) + 4
    right = WIDTH - max(width_of(bar.figure.text, bar.is_own) for bar in bars) - 6
    values = [bar.figure.number for bar in bars]
    mark = chart.mark if chart.mark and chart.mark[1].shown is not None else None
    scale = Scale(*bounds([*values, *([mark[1].number] if mark else [])]), left, right)
    rows = [top]
    for lines in names:
        rows.append(rows[-1] + _ROW + LINE * (len(lines) - 1))
    *middles, foot = [*((row + after) / 2 for row, after in pairwise(rows)), rows[-1]]
    marks: list[Mark] = []
    for kind, is_own in (("other", False), ("council", True)):
        drawn = [_bar(scale, bar, at) for bar, at in zip(bars, middles, strict=True) if bar.is_own is is_own]
        if drawn:
            marks.append(Stroke(f"bar {kind}", tuple(drawn), closed=True))
    if mark:
        marks += _mark(scale.at(mark[1].number), f"{mark[0]} {mark[1].text}", top, foot)
    marks.append(Moved(left - 4, 0, tuple(_in_rows(bars, middles, names)), "end"))
    marks.append(Moved(WIDTH, 0, tuple(_in_rows(bars, middles, [[bar.figure.text] for bar in bars])), "end"))
    return Sketch(foot, tuple(marks))


def _name(bar: Bar) -> list[str]:
    """The name of a bar, in several lines where it would leave too little room for the bars."""
    is_long = width_of(bar.name, bar.is_own) > _LONGEST_NAME
    return lines_of(bar.name, _NAME_CHARACTERS) if is_long else [bar.name]


def _bar(scale: Scale, bar: Bar, middle: float) -> tuple[Place, ...]:
    start, end = scale.at(0.0), scale.at(bar.figure.number)
    top, foot = middle - _BAR / 2, middle + _BAR / 2
    return ((start, top), (end, top), (end, foot), (start, foot))


def _in_rows(bars: Sequence[Bar], middles: Sequence[float], said: Sequence[Sequence[str]]) -> list[Mark]:
    """Words level with the bars, those in several lines around their middle."""
    return [
        Label(line, 0, middle + 3.5 + LINE * (step - (len(lines) - 1) / 2), "council" if bar.is_own else "")
        for bar, middle, lines in zip(bars, middles, said, strict=True)
        for step, line in enumerate(lines)
    ]


def _mark(place: float, said: str, top: float, foot: float) -> list[Mark]:
    """A named line across all bars; one of the paper's colour beneath keeps it apart from those that it crosses."""
    half = width_of(said) / 2
    line = (((place, top - 2), (place, foot)),)
    middle = min(max(place, half), WIDTH - half)
    return [Stroke("halo", line), Stroke("mark england", line), Label(said, middle, top - 5, "mid")]


_DRAWINGS: Mapping[type[Chart], Callable[..., Sketch]] = {
    TrendChart: _trend,
    BarChart: _bars,
    ScatterChart: scatter,
    SmallMultiples: multiples,
}
