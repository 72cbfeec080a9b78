"""Charts of an analyst's own choice, drawn by matplotlib and seaborn: scatters, and small charts beside one another."""

from collections.abc import Sequence
from textwrap import fill

import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from panelpack.disclosure.figure import Figure
from panelpack.page.canvas import canvas_of, number_ticks, spread
from panelpack.page.charts import Panel, Point, ScatterChart, SmallMultiples, value_of
from panelpack.page.style import COLOURS, DASHES, WIDTH_PX

_SCATTER_PX, _PANEL_PX, _COLUMNS = 330, 150, 2
_AXIS_CHARACTERS, _PANEL_CHARACTERS = 38, 19
_BETWEEN_LABELS = 0.055
"""How far apart the labels of a scatter stand, as a part of its height."""


def scatter(chart: ScatterChart) -> Canvas:
    """A point an area; the council's is drawn last, so that none lies on it."""
    canvas, axes = canvas_of(_SCATTER_PX)
    others = [point for point in chart.points if not point.is_own]
    for kind, points in (("other", others), ("council", [point for point in chart.points if point.is_own])):
        if not points:
            continue
        axes.plot(
            [point.across.number for point in points],
            [point.up.number for point in points],
            linestyle="none",
            marker="o",
            markersize=7 if kind == "council" else 5,
            markerfacecolor=COLOURS[kind],
            markeredgecolor=COLOURS["paper"],
            markeredgewidth=0.6,
            clip_on=False,
        )
    axes.margins(0.06)
    axes.set_xlabel(fill(chart.labels[0], _AXIS_CHARACTERS), loc="left")
    # Across the top and not up the side, where nobody can read it
    axes.set_title(fill(chart.labels[1], _AXIS_CHARACTERS), loc="left", fontsize=axes.xaxis.label.get_fontsize())
    number_ticks(axes.xaxis)
    number_ticks(axes.yaxis)
    axes.grid(color=COLOURS["band"], linewidth=0.8)
    sns.despine(ax=axes, left=True, bottom=True)
    _name_points(axes, [point for point in chart.points if point.is_own or point.is_named])
    return canvas


def _name_points(axes: Axes, points: Sequence[Point]) -> None:
    """Names beside their points: to the right in the left half, to the left in the right half, never on one another."""
    middle = sum(axes.get_xlim()) / 2
    low, high = axes.get_ylim()
    for right in (True, False):
        side = sorted(
            (point for point in points if (point.across.number < middle) == right), key=lambda point: point.up.number
        )
        heights = spread([point.up.number for point in side], (high - low) * _BETWEEN_LABELS)
        for point, height in zip(side, heights, strict=True):
            axes.annotate(
                point.name,
                (point.across.number, height),
                xytext=(7 if right else -7, 0),
                textcoords="offset points",
                ha="left" if right else "right",
                va="center",
                fontweight="bold" if point.is_own else "normal",
                annotation_clip=False,
            )


def multiples(chart: SmallMultiples) -> Canvas:
    """A small chart each, two a row, with the first and the last value written at their points."""
    rows = -(-len(chart.panels) // _COLUMNS)
    size = (WIDTH_PX / 96, rows * _PANEL_PX / 96)
    canvas, grid = plt.subplots(rows, _COLUMNS, figsize=size, layout="constrained", squeeze=False)
    canvas.get_layout_engine().set(wspace=0.12)  # type: ignore[union-attr,call-arg]
    top = max((value for panel in chart.panels for value in _values(panel)), default=1.0)
    for place, axes in enumerate(grid.flat):
        if place < len(chart.panels):
            _panel(axes, chart.panels[place], chart.periods, top if chart.same_scale else None)
        else:
            axes.set_axis_off()
    return canvas


def _panel(axes: Axes, panel: Panel, periods: Sequence[str], top: float | None) -> None:
    places = range(len(periods))
    if panel.behind:
        behind = [value_of(figure) for figure in panel.behind]
        axes.plot(places, behind, color=COLOURS["england"], linestyle=DASHES["england"], linewidth=1.2, clip_on=False)
    values = [value_of(figure) for figure in panel.figures]
    known = [place for place in places if values[place] == values[place]]
    ends = sorted({*known[:1], *known[-1:]})
    alone = [place for place in known if place - 1 not in known and place + 1 not in known]
    axes.plot(
        places,
        values,
        color=COLOURS["council"],
        linewidth=2,
        marker="o",
        markersize=4,
        markevery=sorted({*ends, *alone}),
        clip_on=False,
    )
    axes.set_title(fill(panel.label, _PANEL_CHARACTERS), loc="left", fontsize=axes.xaxis.label.get_fontsize())
    highest = top if top is not None else max(_values(panel), default=1.0)
    axes.set_ylim(min([0.0, *_values(panel)]), (highest or 1.0) * 1.4)
    axes.set_xlim(-0.5, len(periods) - 0.5)
    axes.set(xticks=[0, len(periods) - 1] if len(periods) > 1 else [0], yticks=[])
    axes.set_xticklabels([_short(periods[0]), _short(periods[-1])] if len(periods) > 1 else [_short(periods[0])])
    for place in ends:
        around = slice(max(place - 3, 0), place + 4)
        lines = [*values[around], *(value_of(figure) for figure in panel.behind[around])]
        near = [value for value in lines if value == value]
        _write_value(axes, place, max(near), panel.figures[place], len(periods))
    if not known:
        axes.annotate("no figures", (0, 0), xycoords="axes fraction", xytext=(0, 4), textcoords="offset points")
    sns.despine(ax=axes, left=True)


def _write_value(axes: Axes, place: int, height: float, figure: Figure | None, points: int) -> None:
    """A value above its point, and above the line near it."""
    if figure is None:
        return
    middle = (points - 1) / 2
    axes.annotate(
        figure.text,
        (place, height),
        xytext=(0, 5),
        textcoords="offset points",
        ha="left" if place < middle else "right" if place > middle else "center",
        va="bottom",
        annotation_clip=False,
    )


def _values(panel: Panel) -> list[float]:
    """The values of both lines of a panel."""
    both = (value_of(figure) for figure in (*panel.figures, *panel.behind))
    return [value for value in both if value == value]


def _short(label: str) -> str:
    """A period as a small axis has room for it: a day by its year."""
    return label if len(label) <= len("2022-23") else label.rpartition(" ")[2]
