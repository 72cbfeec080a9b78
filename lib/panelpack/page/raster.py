"""Sketches drawn by matplotlib, for pictures of points."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from panelpack.page.sketch import FONT, Dot, Label, Sketch, Stroke, anchor_of, flat, is_bold
from panelpack.page.style import LIGHT

_POINTS_PER_INCH = 72
_LINES: Mapping[str, tuple[float, str | tuple[float, tuple[float, ...]]]] = {
    "council": (2.4, "solid"),
    "neighbours": (1.4, (0, (5, 2))),
    "region": (1.4, (0, (1, 1.5))),
    "england": (1.4, (0, (6, 2, 1, 2))),
    "other": (1.4, (0, (3, 1))),
    "halo": (4.0, "solid"),
    "axis": (0.8, "solid"),
    "lead": (0.8, "solid"),
    "grid": (0.8, "solid"),
}
"""Width and dashes of each kind of line, as `template/drawing.css` has them."""

_COLOURS = {"axis": "line", "lead": "line", "grid": "band", "halo": "paper"}
"""The colour of a kind that is not named after it."""


def canvas_of(sketch: Sketch) -> Canvas:
    """The drawing; whoever asks closes it."""
    size = (sketch.width / _POINTS_PER_INCH, sketch.height / _POINTS_PER_INCH)
    canvas, axes = plt.subplots(figsize=size, layout="constrained")
    axes.set(xlim=(0, sketch.width), ylim=(sketch.height, 0), aspect="equal")
    axes.set_axis_off()
    for order, mark in enumerate(flat(sketch.marks)):
        match mark:
            case Stroke():
                _stroke(axes, mark, order)
            case Dot():
                axes.add_patch(Circle((mark.x, mark.y), mark.radius, color=_colour(mark.kind), lw=0, zorder=order))
            case Label():
                _label(axes, mark, order)
    return canvas


def _stroke(axes: Axes, mark: Stroke, order: int) -> None:
    kinds = mark.kind.split()
    if mark.closed:
        for run in mark.runs:
            axes.add_patch(PathPatch(Path([*run, run[0]]), color=_colour(kinds[-1]), lw=0, zorder=order))
        return
    width, dashes = _LINES[kinds[-1]]
    if "mark" in kinds:
        width, dashes = 1.8, "solid"
    if "gap" in kinds:
        width, dashes = 1.0, (0, (0.5, 3))
    for run in mark.runs:
        xs, ys = zip(*run, strict=True)
        axes.plot(xs, ys, color=_colour(kinds[-1]), linewidth=width, linestyle=dashes, zorder=order)


def _label(axes: Axes, mark: Label, order: int) -> None:
    side = {"start": "left", "mid": "center", "end": "right"}[anchor_of(mark.kind)]
    named = [kind for kind in mark.kind.split() if kind not in ("mid", "end", "other")]
    axes.text(
        mark.x,
        mark.y,
        mark.said,
        ha=side,
        va="baseline",
        fontsize=FONT,
        fontweight="bold" if is_bold(mark.kind) else "normal",
        color=_colour(named[0] if named else "ink"),
        zorder=order,
    )


def _colour(kind: str) -> str:
    return str(LIGHT[f"chart-{_COLOURS.get(kind, kind)}"])
