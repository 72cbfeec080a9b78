"""Charts drawn by matplotlib and seaborn, from their values."""

from collections.abc import Callable, Mapping, Sequence
from textwrap import fill

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from panelpack.catalogue.periods import Period
from panelpack.disclosure.figure import Figure
from panelpack.page.canvas import canvas_of, number_ticks, spread
from panelpack.page.charts import Band, Bar, BarChart, Chart, Line, ScatterChart, SmallMultiples, TrendChart, value_of
from panelpack.page.drawing_points import multiples, scatter
from panelpack.page.own import OwnPicture
from panelpack.page.style import COLOURS, DASHES, chart_style

_LABEL_CHARACTERS = 14


def drawn(chart: Chart) -> Canvas:
    """The drawing of a chart; whoever asks closes it.

    Raises:
        TypeError: there is no drawing for this kind of chart.
    """
    draw = _DRAWINGS.get(type(chart))
    if draw is None:
        raise TypeError(f"no drawing is known for a {type(chart).__name__}")
    with chart_style():
        return draw(chart)


def _trend(chart: TrendChart) -> Canvas:
    canvas, axes = canvas_of(240)
    lines, places = chart.lines, list(range(len(chart.periods)))
    _draw_band(axes, places, chart.band)
    for line in reversed(lines):
        _draw_line(axes, places, line)
    _mark_gaps(axes, lines[0])
    axes.margins(y=0.08)
    if not any(value < 0 for line in lines for value in line.values):
        axes.set_ylim(bottom=0)
    axes.set_xlim(-0.3, len(places) - 0.7 if len(places) > 1 else 0.7)
    _label_ends(axes, lines, len(places))
    _label_years(axes, chart.periods)
    number_ticks(axes.yaxis)
    axes.grid(axis="y", color=COLOURS["band"], linewidth=0.8, clip_on=False)
    sns.despine(ax=axes, left=True)
    return canvas


def _bars(chart: BarChart) -> Canvas:
    bars = chart.bars
    canvas, axes = canvas_of(34 + 22 * len(bars))
    names = [bar.name for bar in bars]
    values = [bar.figure.number for bar in bars]
    sns.barplot(
        x=values,
        y=names,
        hue=names,
        palette=[COLOURS["council" if bar.is_own else "other"] for bar in bars],
        saturation=1,
        legend=False,
        errorbar=None,
        ax=axes,
        width=0.72,
        clip_on=False,
    )
    axes.set_xlim(min(0.0, *values), _room(values, chart.mark))
    _write_numbers(axes, bars)
    if chart.mark and chart.mark[1].shown is not None:
        _draw_mark(axes, *chart.mark)
    axes.set(xlabel="", ylabel="", xticks=[])
    axes.tick_params(axis="y", length=0)
    for label, bar in zip(axes.get_yticklabels(), bars, strict=True):
        label.set_fontweight("bold" if bar.is_own else "normal")
    sns.despine(ax=axes, bottom=True, left=True)
    return canvas


def _write_numbers(axes: Axes, bars: Sequence[Bar]) -> None:
    """The numbers in a column of their own, where neither a bar nor England's line can cross them."""
    for place, bar in enumerate(bars):
        axes.annotate(
            bar.figure.text,
            (1, place),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="center",
            fontweight="bold" if bar.is_own else "normal",
        )


def _draw_mark(axes: Axes, name: str, figure: Figure) -> None:
    """A named line across all bars; one of the paper's colour beneath keeps it apart from the bars that it crosses."""
    place = figure.number
    axes.axvline(place, color=COLOURS["paper"], linewidth=4)
    axes.axvline(place, color=COLOURS["england"], linewidth=1.5, linestyle=DASHES["england"])
    axes.annotate(
        f"{name} {figure.text}",
        (place, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
    )


def _room(values: Sequence[float], mark: tuple[str, Figure] | None) -> float:
    furthest = max([*values, mark[1].number if mark and mark[1].value is not None else 0.0, 0.0])
    return furthest * 1.35 or 1.0


def _draw_band(axes: Axes, places: Sequence[int], band: Sequence[Band]) -> None:
    low = [value_of(pair[0]) for pair in band]
    high = [value_of(pair[1]) for pair in band]
    if any(value == value for value in low):
        axes.fill_between(
            places, low, high, facecolor=COLOURS["band"], edgecolor=COLOURS["line"], linewidth=0.6, clip_on=False
        )


def _draw_line(axes: Axes, places: Sequence[int], line: Line) -> None:
    mine = line.role == "council"
    axes.plot(
        places,
        line.values,
        color=COLOURS[line.look or line.role],
        linestyle=DASHES[line.look or line.role],
        linewidth=2.4 if mine else 1.4,
        marker="o",
        markevery=_marked(line.values) if mine else _alone(line.values),
        markersize=5 if mine else 4,
        clip_on=False,
    )


def _mark_gaps(axes: Axes, line: Line) -> None:
    """Where a figure is not shown, its symbol stands on the axis, so that a gap is not taken for a missing year."""
    for place, figure in enumerate(line.figures):
        if figure is not None and figure.value is None:
            axes.annotate(
                figure.status,
                (place, 0),
                xycoords=("data", "axes fraction"),
                xytext=(0, 2),
                textcoords="offset points",
                ha="center",
                va="bottom",
            )


def _alone(values: Sequence[float]) -> list[int]:
    """Places of values with a gap on both sides, which a line alone would not show."""
    known = [value == value for value in values]
    return [
        place
        for place, here in enumerate(known)
        if here and not any(known[near] for near in (place - 1, place + 1) if 0 <= near < len(known))
    ]


def _marked(values: Sequence[float]) -> list[int]:
    """Places that get a mark on the council's line: the last value, and those that stand alone."""
    known = [place for place, value in enumerate(values) if value == value]
    return sorted({*known[-1:], *_alone(values)})


def _label_ends(axes: Axes, lines: Sequence[Line], points: int) -> None:
    """Name each line beside its last point."""
    known = [(line, [value for value in line.values if value == value]) for line in lines]
    ends = sorted(((values[-1], line) for line, values in known if values), key=lambda end: end[0])
    labels = [fill(line.label, _LABEL_CHARACTERS) for _, line in ends]
    low, high = axes.get_ylim()
    apart = (high - low) * (0.1 if not any("\n" in label for label in labels) else 0.15)
    places = spread([value for value, _ in ends], apart)
    for (_, line), label, place in zip(ends, labels, places, strict=True):
        axes.annotate(
            label,
            (points - 1, place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontweight="bold" if line.role == "council" else "normal",
            annotation_clip=False,
        )


def _label_years(axes: Axes, periods: Sequence[Period]) -> None:
    last = len(periods) - 1
    shown = list(range(len(periods))) if last < 3 else [0, last]
    axes.set_xticks(shown, [_short(periods[place]) for place in shown])


def _short(period: Period) -> str:
    if period.basis in ("year", "academic", "calendar"):
        return period.label
    return str(period.end.year) if period.end else ""


_DRAWINGS: Mapping[type[Chart], Callable[..., Canvas]] = {
    TrendChart: _trend,
    BarChart: _bars,
    ScatterChart: scatter,
    SmallMultiples: multiples,
    OwnPicture: OwnPicture.canvas,
}
