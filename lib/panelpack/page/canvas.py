"""What the drawings of charts have in common: their width, their ticks, and labels that do not touch."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator

from panelpack.page.style import WIDTH_PX

_TICKS = 5


def canvas_of(height_px: int) -> tuple[Canvas, Axes]:
    """A canvas of a page's width with one pair of axes."""
    canvas, axes = plt.subplots(figsize=(WIDTH_PX / 96, height_px / 96), layout="constrained")
    return canvas, axes


def number_ticks(axis: Axis) -> None:
    """A few round numbers along an axis, written as pages write numbers."""
    axis.set_major_locator(MaxNLocator(_TICKS, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}".replace("-", "−")))


def spread(places: Sequence[float], apart: float) -> list[float]:
    """Sorted places moved as little as it takes to stand a distance apart: those too close share their middle.

    >>> spread([0.0, 1.0, 10.0], 3.0)
    [-1.0, 2.0, 10.0]
    """
    groups: list[tuple[float, int]] = []
    for place in places:
        middle, size = place, 1
        while groups and middle - groups[-1][0] < apart * (size + groups[-1][1]) / 2:
            before, count = groups.pop()
            middle, size = (before * count + middle * size) / (count + size), count + size
        groups.append((middle, size))
    return [middle + apart * (step - (size - 1) / 2) for middle, size in groups for step in range(size)]
