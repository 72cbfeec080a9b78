"""Charts as inline SVG with a written description, each with the same figures as a table beneath.

They take only `Published`: axis, order and marks come from values that may be shown, and a hidden or missing value leaves
a gap.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO

import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from panelpack.markup import Html, text
from panelpack.periods import Period
from panelpack.published import Figure, Published, require
from panelpack.style import COLOURS, DASHES, WIDTH_PX, chart_style, themed

_DPI = 72


@dataclass(frozen=True)
class Line:
    """One line of a trend: its role (council, neighbours, region, england), label and a figure a period, or None."""

    role: str
    label: str
    figures: tuple[Figure | None, ...]

    @property
    def values(self) -> list[float]:
        """Values at the precision shown, not-a-number where there is none."""
        return [
            figure.shown if figure is not None and figure.shown is not None else float("nan") for figure in self.figures
        ]


def trend(
    published: Published,
    title: str,
    description: str,
    periods: Sequence[Period],
    lines: Sequence[Line],
    band: Sequence[tuple[Figure | None, Figure | None]],
    data: str,
) -> Html:
    """The council's line over time, before the band of England's middle half of councils, others directly labelled.

    Args:
        periods: one a point, oldest first; a missing year keeps its place.
        lines: the council's first.
        band: lower and upper quartile a period, None where they are not known.
        data: the table of the same figures, as HTML.
    """
    require(published, "charts.trend")
    with chart_style():
        canvas, axes = _canvas(WIDTH_PX, 300)
        places = list(range(len(periods)))
        _draw_band(axes, places, band)
        for line in reversed(lines):
            _draw_line(axes, places, line)
        axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
        axes.set_xlim(-0.3, len(places) - 0.7 if len(places) > 1 else 0.7)
        _label_ends(axes, lines, len(places))
        _label_years(axes, periods)
        axes.grid(axis="y", color=COLOURS["band"], linewidth=0.8)
        sns.despine(ax=axes, left=True)
        svg = _svg(canvas, title)
    return _figure(svg, title, description, data)


def comparison(
    published: Published,
    title: str,
    description: str,
    bars: Sequence[tuple[str, Figure, bool]],
    data: str,
    mark: tuple[str, Figure] | None = None,
) -> Html:
    """A sorted row of areas with the council picked out.

    Args:
        bars: name, figure and whether it is the council, in the order to draw; every figure has a value.
        mark: a value drawn as a line across all bars, with its name: England's.
    """
    require(published, "charts.comparison")
    with chart_style():
        canvas, axes = _canvas(WIDTH_PX, 46 + 26 * len(bars))
        names = [name for name, _, _ in bars]
        values = [figure.shown or 0.0 for _, figure, _ in bars]
        colours = [COLOURS["council" if mine else "other"] for _, _, mine in bars]
        sns.barplot(x=values, y=names, hue=names, palette=colours, saturation=1, legend=False, ax=axes, width=0.72)
        axes.set_xlim(min(0.0, *values), _room(values, mark))
        for place, (_, figure, mine) in enumerate(bars):
            axes.annotate(
                figure.text,
                (max(figure.shown or 0.0, 0.0), place),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                fontweight="bold" if mine else "normal",
            )
        if mark and mark[1].shown is not None:
            axes.axvline(mark[1].shown, color=COLOURS["england"], linewidth=1.5, linestyle=DASHES["england"])
            axes.annotate(
                f"{mark[0]} {mark[1].text}",
                (mark[1].shown, 1),
                xycoords=("data", "axes fraction"),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                va="bottom",
            )
        axes.set(xlabel="", ylabel="", xticks=[])
        axes.tick_params(axis="y", length=0)
        for label, (_, _, mine) in zip(axes.get_yticklabels(), bars, strict=True):
            label.set_fontweight("bold" if mine else "normal")
        sns.despine(ax=axes, bottom=True, left=True)
        svg = _svg(canvas, title)
    return _figure(svg, title, description, data)


def _canvas(width: int, height: int) -> tuple[Canvas, Axes]:
    canvas, axes = plt.subplots(figsize=(width / _DPI * 0.75, height / _DPI * 0.75), layout="constrained")
    return canvas, axes


def _room(values: Sequence[float], mark: tuple[str, Figure] | None) -> float:
    furthest = max([*values, mark[1].shown or 0.0 if mark else 0.0, 0.0])
    return furthest * 1.18 or 1.0


def _draw_band(axes: Axes, places: Sequence[int], band: Sequence[tuple[Figure | None, Figure | None]]) -> None:
    low = [_value(pair[0]) for pair in band]
    high = [_value(pair[1]) for pair in band]
    if any(value == value for value in low):
        axes.fill_between(places, low, high, color=COLOURS["band"], linewidth=0)


def _value(figure: Figure | None) -> float:
    return float("nan") if figure is None or figure.shown is None else figure.shown


def _draw_line(axes: Axes, places: Sequence[int], line: Line) -> None:
    mine = line.role == "council"
    axes.plot(
        places,
        line.values,
        color=COLOURS[line.role],
        linestyle=DASHES[line.role],
        linewidth=2.6 if mine else 1.5,
        marker="o" if mine or len(places) == 1 else "",
        markersize=5 if mine else 4,
        clip_on=False,
    )


def _label_ends(axes: Axes, lines: Sequence[Line], points: int) -> None:
    """Name each line at its last point, pushed apart so that no two names overlap."""
    known = [(line, [value for value in line.values if value == value]) for line in lines]
    ends = sorted(((line, values[-1]) for line, values in known if values), key=lambda item: item[1])
    low, high = axes.get_ylim()
    step = (high - low) * 0.085
    place = low - step
    for line, value in ends:
        place = max(value, place + step)
        axes.annotate(
            line.label,
            (points - 1, place),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontweight="bold" if line.role == "council" else "normal",
            annotation_clip=False,
        )


def _label_years(axes: Axes, periods: Sequence[Period]) -> None:
    every = 1 if len(periods) <= 5 else 3
    last = len(periods) - 1
    shown = [place for place in range(len(periods)) if (last - place) % every == 0]
    axes.set_xticks(shown, [_short(periods[place]) for place in shown])


def _short(period: Period) -> str:
    if period.basis in ("year", "academic", "calendar"):
        return period.label
    return str(period.end.year) if period.end else ""


def _svg(canvas: Canvas, name: str) -> str:
    out = StringIO()
    canvas.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(canvas)
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S)
    return themed(_own_ids(_lean(svg), f"c{sha256((name + svg).encode()).hexdigest()[:8]}"))


def _own_ids(svg: str, prefix: str) -> str:
    """Keep only ids that the drawing itself refers to, made unique within a page."""
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', svg))
    svg = re.sub(r' id="([^"]+)"', lambda m: f' id="{prefix}-{m[1]}"' if m[1] in used else "", svg)
    svg = re.sub(r"url\(#", f"url(#{prefix}-", svg)
    svg = re.sub(r'href="#', f'href="#{prefix}-', svg)
    return svg


def _lean(svg: str) -> str:
    """The same drawing in fewer bytes: type from the page's style, one decimal, no invisible paths."""
    svg = re.sub(r'<path d="[^"]*" style="fill: none"/>', "", svg)
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.S)
    svg = re.sub(r"font-size: [\d.]+px; font-family: [^;\"]*;?\s*", "", svg)
    svg = re.sub(r" transform=\"rotate\(-?0 [^)]*\)\"", "", svg)
    svg = re.sub(r"-?\d+\.\d{2,}", lambda m: f"{float(m[0]):.1f}".removesuffix(".0"), svg)
    svg = re.sub(r"\s+", " ", svg)
    while (fewer := re.sub(r"<g/>|<g>\s*</g>|(?<=>) (?=<)", "", svg)) != svg:
        svg = fewer
    return svg


def _figure(svg: str, title: str, description: str, data: str) -> Html:
    drawing = re.sub(
        r"<svg [^>]*viewBox=\"([^\"]+)\"[^>]*>",
        lambda m: f'<svg role="img" aria-label="{text(description)}" viewBox="{m[1]}" focusable="false">',
        svg,
        count=1,
    )
    return Html(
        f'<figure class="chart"><figcaption>{text(title)}</figcaption>{drawing}'
        f"<details><summary>View the data: {text(title)}</summary>{data}</details></figure>"
    )
