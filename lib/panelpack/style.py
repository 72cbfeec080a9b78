"""Colour, type and spacing of charts, from one place. Pages take theirs from `template/page.css`.

Colours are those of the Government Analysis Function, by way of afcharts. In a page they become custom properties, so
that dark mode and forced colours can change them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
from afcharts.af_colours import get_af_colours

_CATEGORICAL = get_af_colours("categorical", number_of_colours=6)

COLOURS = {
    "council": _CATEGORICAL[0],
    "neighbours": _CATEGORICAL[1],
    "region": _CATEGORICAL[2],
    "england": _CATEGORICAL[4],
    "other": get_af_colours("sequential", number_of_colours=5)[3],
    "band": "#E4E7EB",
    "ink": "#0B0C0C",
    "line": "#767B80",
}
"""What each colour of a chart stands for."""

DASHES = {"council": "solid", "neighbours": (0, (5, 2)), "region": (0, (1, 1.5)), "england": (0, (6, 2, 1, 2))}
"""Line styles, so that lines are told apart without colour."""

FONT_PX = 13.0
WIDTH_PX = 330
"""Charts are drawn for a phone, 330 pixels wide with type of 13, and a page shows them from 288 to 430 pixels wide: so
their type is never under 11 pixels, nor much larger than the page's own."""


@contextmanager
def chart_style() -> Iterator[None]:
    """The look of every chart while it is drawn. The same figures give the same bytes on any day."""
    points = FONT_PX * 72 / 96
    with mpl.rc_context(
        {
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans"],
            "font.size": points,
            "axes.edgecolor": COLOURS["line"],
            "axes.labelcolor": COLOURS["ink"],
            "text.color": COLOURS["ink"],
            "xtick.color": COLOURS["ink"],
            "ytick.color": COLOURS["ink"],
            "xtick.labelsize": points,
            "ytick.labelsize": points,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
            "axes.axisbelow": True,
            "xtick.major.size": 0,
            "xtick.major.pad": 6,
            "ytick.major.size": 0,
            "svg.fonttype": "none",
            "svg.hashsalt": "panelpack",
            "figure.facecolor": "none",
            "axes.facecolor": "none",
            "path.simplify": True,
        }
    ):
        yield


def themed(svg: str) -> str:
    """An SVG whose colours are custom properties of the page, each with the colour itself to fall back on."""
    for name, colour in COLOURS.items():
        svg = svg.replace(colour.lower(), f"var(--chart-{name}, {colour.lower()})")
    return svg
