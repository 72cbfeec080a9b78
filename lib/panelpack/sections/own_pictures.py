"""A matplotlib or seaborn drawing of an analyst's own as a chart of a page, with the table of its numbers."""

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis as MatplotlibAxis
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.colors import to_rgb
from matplotlib.container import BarContainer
from matplotlib.dates import AutoDateFormatter, num2date
from matplotlib.figure import Figure as Canvas
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.text import Text

from panelpack.comparisons.council_year import CouncilYear
from panelpack.page.own import OwnPicture, ended
from panelpack.page.own_svg import refuse_spill
from panelpack.page.style import COLOURS, FONT_PX, WIDTH_PX
from panelpack.project.errors import InputError, Problem
from panelpack.sections.own_tables import Maker, own_table

Colour = tuple[float, float, float]
"""Red, green and blue, as matplotlib has them."""

_LOWEST, _DARK, _LETTERS_ACROSS = 0.6, 0.35, 44
_TODO = "give its numbers as a table: report.show(axes, data=frame, title=..., how=..., by=...)"


def canvas_in(drawing: object) -> Canvas | None:
    """The matplotlib figure of some axes, a figure or a grid of seaborn's; None for anything else."""
    found = drawing if isinstance(drawing, Canvas) else getattr(drawing, "figure", None)
    return found if isinstance(found, Canvas) else None


def own_picture(
    view: CouncilYear,
    canvas: Canvas,
    title: str,
    maker: Maker,
    measures: tuple[str, ...] = (),
    data: pd.DataFrame | None = None,
) -> OwnPicture:
    """A drawing with its numbers as a table, in the width and type of a page.

    Args:
        data: the numbers, where the drawing is of another kind than lines, bars and points.

    Raises:
        InputError: a picture of points in it, numbers that cannot be listed, labels that do not fit a page's width.
    """
    if canvas.findobj(AxesImage):
        todo = "draw it with pcolormesh or seaborn's heatmap, and give its numbers as data=frame"
        raise InputError([Problem("the drawing holds a picture of points, which nobody can read out", todo=todo)])
    table = own_table(view, data if data is not None else numbers_in(canvas), title, maker, measures)
    fitted = pickle.dumps(_fitted(canvas))
    # Open figures are shown by themselves at the end of a cell
    plt.close(canvas)
    try:
        refuse_spill(pickle.loads(fitted), title)
    except ValueError as error:
        raise InputError([Problem(str(error))]) from None
    axes = canvas.axes[0]
    description = f"Own drawing. {title}. {ended(maker.how)}"
    return OwnPicture(
        title,
        "",
        description,
        table,
        pickled=fitted,
        across=axes.get_xlabel(),
        up=axes.get_ylabel(),
        texts=_written(canvas),
    )


def _fitted(canvas: Canvas) -> Canvas:
    """A copy in the width of a page and in its type, without ground, dark parts in the page's ink."""
    copy: Canvas = pickle.loads(pickle.dumps(canvas))
    plt.close(copy)
    wide, high = canvas.get_size_inches()
    copy.set_size_inches(WIDTH_PX / 96, WIDTH_PX / 96 * max(high / wide, _LOWEST))
    # A bar of colours is a picture of points; what its colours mean stands in the table
    for axes in [one for one in copy.axes if one.get_label() == "<colorbar>"]:
        axes.remove()
    copy.set_layout_engine("constrained")
    copy.patch.set_visible(False)
    for axes in copy.axes:
        axes.patch.set_visible(False)
        axes.tick_params(color=COLOURS["line"])
        _thin(axes.xaxis)
        for side in axes.spines.values():
            side.set_edgecolor(COLOURS["line"])
    for words in copy.findobj(Text):
        words.set_fontsize(FONT_PX * 72 / 96)
        if max(to_rgb(words.get_color())) < _DARK:
            words.set_color(COLOURS["ink"])
    for legend in copy.findobj(Legend):
        legend.get_frame().set(facecolor=COLOURS["paper"], edgecolor="none", alpha=0.85)
    return copy


def _thin(axis: MatplotlibAxis) -> None:
    """Let few enough words stand along an axis that they do not touch: the first, the last, and some between."""
    labels = [label for label in axis.get_ticklabels() if label.get_text()]
    room = _LETTERS_ACROSS // (max((len(label.get_text()) for label in labels), default=1) + 2)
    step = -(-(len(labels) - 1) // max(room - 1, 1)) if len(labels) > 1 else 1
    for place, label in enumerate(labels):
        label.set_visible(step <= 1 or place % step == 0)


def _written(canvas: Canvas) -> tuple[str, ...]:
    """What is written in a drawing, but for the numbers and words along its axes."""
    sides = [axis for axes in canvas.axes for axis in (axes.xaxis, axes.yaxis)]
    along = {words for axis in sides for words in axis.findobj(Text)} - {axis.label for axis in sides}
    texts = (item for item in canvas.findobj(Text) if item not in along)
    return tuple(said for item in texts if (said := item.get_text().strip()))


def numbers_in(canvas: Canvas) -> pd.DataFrame:
    """The numbers of the lines, bars and points of a drawing: a row a place across, a column a line or row of bars.

    Raises:
        InputError: there are none, or other things are drawn.
    """
    canvas.draw_without_rendering()  # only then do ticks have their words
    strange = [type(artist).__name__ for artist in canvas.findobj(QuadMesh)]
    names = _by_colour(canvas)
    series = [one for axes in canvas.axes for one in _series(axes, names)]
    if strange or not series:
        what = f"the numbers of a {strange[0]}" if strange else "the numbers of this drawing"
        raise InputError([Problem(f"{what} cannot be listed", todo=_TODO)])
    if any(
        one.index.map(type).nunique() > 1 and one.index.map(lambda place: isinstance(place, str)).any()
        for one in series
    ):
        raise InputError([Problem("some places along the axis have words and some have none", todo=_TODO)])
    named = Counter(one.name for one in series)
    counts = {name: iter(_ORDER) for name in named}
    series = [one.rename(f"{one.name} ({next(counts[one.name])})") if named[one.name] > 1 else one for one in series]
    if any(one.index.has_duplicates for one in series):
        return pd.concat([one.reset_index() for one in series], axis=1)
    return pd.concat(series, axis=1)


_ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", *["further"] * 50)


def _series(axes: Axes, names: Mapping[Colour, str]) -> Iterator["pd.Series[Any]"]:
    """Each row of bars, line and cloud of points as a series over what runs across."""
    across, up = axes.get_xlabel() or "Across", axes.get_ylabel() or "Up"
    bars = [one for one in axes.containers if isinstance(one, BarContainer)]
    for row in bars:
        lies = row.orientation == "horizontal"
        places, lengths = _of_bars(row, _categories(axes.yaxis if lies else axes.xaxis), lies)
        name = _name(row, names, row[0].get_facecolor(), across if lies else up)
        yield pd.Series(lengths, index=pd.Index(places, name=up if lies else across), name=name)
    ticks = _categories(axes.xaxis)
    for line in axes.get_lines():
        # The whiskers of bars are lines without a name
        if not line.get_label() or (bars and str(line.get_label()).startswith("_")):
            continue
        along, values = np.asarray(line.get_xdata(orig=True)), np.asarray(line.get_ydata(orig=False))
        if values.size:
            index = pd.Index([_day(_place(place, ticks), axes.xaxis) for place in along], name=across)
            yield pd.Series(values.tolist(), index=index, name=_name(line, names, line.get_color(), up))
    for points in axes.collections:
        if isinstance(points, PathCollection):
            found = np.asarray(points.get_offsets())
            index = pd.Index([_place(place, ticks) for place in found[:, 0]], name=across)
            yield pd.Series(found[:, 1].tolist(), index=index, name=_name(points, names, None, up))


def _of_bars(bars: BarContainer, ticks: Mapping[int, str], lies: bool) -> tuple[list[Any], list[float]]:
    """Where the bars of a row stand, and how long they are."""
    middles = [bar.get_y() + bar.get_height() / 2 if lies else bar.get_x() + bar.get_width() / 2 for bar in bars]
    lengths = [float(bar.get_width() if lies else bar.get_height()) for bar in bars]
    return [_place(middle, ticks) for middle in middles], lengths


def _categories(axis: MatplotlibAxis) -> dict[int, str]:
    """The words at the ticks of an axis of categories, by their place."""
    ticks = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
    words = ((place, label.get_text()) for place, label in ticks if abs(place - round(place)) < 1e-6)
    return {round(float(place)): word for place, word in words if word and not _is_number(word)}


def _is_number(words: str) -> bool:
    return words.lstrip("−-").replace(".", "").replace(",", "").isdigit()


def _place(place: Any, ticks: Mapping[int, str]) -> Any:
    """Where a number stands: a category where there is one, else the place itself."""
    return place if isinstance(place, str | date) else ticks.get(round(float(place)), place)


def _day(place: Any, axis: MatplotlibAxis) -> Any:
    """A day, where an axis is of days."""
    is_of_days = isinstance(axis.get_major_formatter(), AutoDateFormatter) and not isinstance(place, str | date)
    if not is_of_days:
        return place
    return num2date(float(place)).date()  # type: ignore[no-untyped-call]


def _by_colour(canvas: Canvas) -> dict[Colour, str]:
    """What the legends of a drawing call each colour."""
    found = {}
    for legend in canvas.findobj(Legend):
        for handle, words in zip(legend.legend_handles, legend.get_texts(), strict=False):
            colour = getattr(handle, "get_color", getattr(handle, "get_facecolor", lambda: None))()
            if colour is not None and not isinstance(colour, np.ndarray):
                found[to_rgb(colour)] = words.get_text()
    return found


def _name(artist: Artist | BarContainer, names: Mapping[Colour, str], colour: Any, otherwise: str) -> str:
    """What a line or row of bars is called: by its own label, or by that of its colour in a legend."""
    label = str(artist.get_label())
    if label and not label.startswith("_"):
        return label
    return names.get(to_rgb(colour), otherwise) if colour is not None else otherwise
