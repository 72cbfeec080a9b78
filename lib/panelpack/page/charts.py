"""Charts as values: what a chart says, and the table of the same figures. `drawing` draws them.

They hold only figures that may be shown: axis, order and marks come from these, and a hidden or missing value leaves
a gap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from panelpack.catalogue.numbers import UNIT_WORDS
from panelpack.catalogue.periods import Period
from panelpack.comparisons.frames import figures_frame
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.page.chart_marks import Axis, Band, Bar, Line, Panel, Point
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece
from panelpack.page.tables import Table
from panelpack.page.words import NOTHING, capital, words_of

TITLE_RULE = (
    "The title of a chart is made by rule: rose and fell by the numbers as they are shown, worsened and improved only "
    "where the change is unlikely to be chance, records of the years drawn, across no missing year and no break."
)

_UNITS = {"Percent": "per cent", "Count": "number"}
"""Units as a line beneath a title says them, where that is not their name."""

_SPEAKING = ("score", "ratio", "judgement")
"""Units that say no more than the measure's own name does."""


@dataclass(frozen=True, repr=False)
class Chart(Piece):
    """A chart: its finding, what it is of, its description for those who do not see it, its data, and a note.

    Attributes:
        finding: what it shows, in about ten words: its title on a page; empty where no rule gives one.
        title: the measure.
        subtitle: area and period.
        data: the table of the same figures.
        note: a sentence beneath the drawing.
    """

    title: str
    subtitle: str
    description: str
    data: Table
    note: Words | str = ""
    finding: Words = field(default=NOTHING, kw_only=True)

    @property
    def heading(self) -> str:
        """Title and subtitle in one line."""
        return ", ".join(filter(None, (self.title, self.subtitle)))

    @property
    def measured(self) -> str:
        """The same with the unit, where the title does not say it: what stands beneath the finding."""
        return self.heading

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """What runs across, and what runs up."""
        raise NotImplementedError(f"a {type(self).__name__} has no axes")

    @property
    def hidden(self) -> tuple[tuple[str, str, str], ...]:
        """What is not drawn because it has a status: line or bar, period, and the status."""
        return ()

    @property
    def words(self) -> Iterator[Words]:
        """Finding, heading, note and description."""
        yield from filter(None, (self.finding,))
        yield from (words_of(said) for said in (self.heading, self.note, self.description) if said)

    @property
    def inside(self) -> tuple[Piece, ...]:
        """Its data."""
        return (self.data,)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of its data, then those that its finding alone says."""
        drawn = self.data.figures
        known = {figure.id for figure in drawn}
        return (*drawn, *(figure for figure in self.finding.figures if figure.id not in known))

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The frame of its data, with the figures that its finding alone says."""
        said = self.figures[len(self.data.figures) :]
        return pd.concat([self.data.frame, figures_frame(said)], ignore_index=True) if said else self.data.frame


@dataclass(frozen=True, repr=False, kw_only=True)
class TrendChart(Chart):
    """Lines over time before the band of England's middle half of councils. The first line is the council's.

    Attributes:
        periods: one a point, oldest first; a missing year keeps its place.
    """

    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    band: tuple[Band, ...]

    @property
    def measured(self) -> str:
        """Measure, unit, area and years."""
        return _with_unit(self.title, self.unit, self.subtitle)

    @property
    def unit(self) -> str:
        """The unit in words, as it stands over the axis."""
        return unit_words([figure for line in self.lines for figure in line.figures])

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """Time across, the measure up."""
        return Axis("Period", tuple(period.label for period in self.periods)), Axis(unit_of(self.lines[0].figures))

    @property
    def hidden(self) -> tuple[tuple[str, str, str], ...]:
        """The points of any line that have a status."""
        return tuple(
            (line.label, figure.period.label, figure.status)
            for line in self.lines
            for figure in line.figures
            if figure is not None and figure.value is None
        )


@dataclass(frozen=True, repr=False, kw_only=True)
class BarChart(Chart):
    """A row of bars with the council's picked out.

    Attributes:
        bars: in the order to draw; every figure has a value.
        mark: a value drawn as a line across all bars, with its name: England's.
    """

    bars: tuple[Bar, ...]
    mark: tuple[str, Figure] | None = None

    @property
    def measured(self) -> str:
        """Measure, unit, areas and period."""
        return _with_unit(self.title, unit_words([bar.figure for bar in self.bars]), self.subtitle)

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """The measure across, areas up."""
        names = tuple(bar.name for bar in self.bars)
        return Axis(unit_of([bar.figure for bar in self.bars])), Axis("Area", names)


@dataclass(frozen=True, repr=False, kw_only=True)
class ScatterChart(Chart):
    """Areas by two measures, a point each; the council's is picked out.

    Attributes:
        labels: what runs across, and what runs up.
        points: the council's first where it has both figures; every figure has a value.
    """

    labels: tuple[str, str]
    points: tuple[Point, ...]

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """The two measures."""
        return Axis(self.labels[0]), Axis(self.labels[1])


@dataclass(frozen=True, repr=False, kw_only=True)
class SmallMultiples(Chart):
    """Small charts over time beside one another, of several areas or several measures.

    Attributes:
        periods: the labels of the points, oldest first.
        same_scale: whether all are drawn to one scale, because they are of one measure.
    """

    periods: tuple[str, ...]
    panels: tuple[Panel, ...]
    same_scale: bool

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """Time across; the measure up, or each panel's own."""
        own = unit_of(self.panels[0].figures) if self.same_scale else "Each by its own scale"
        return Axis("Period", self.periods), Axis(own)

    @property
    def hidden(self) -> tuple[tuple[str, str, str], ...]:
        """The points that have a status."""
        return tuple(
            (panel.label, figure.period.label, figure.status)
            for panel in self.panels
            for figure in panel.figures
            if figure is not None and figure.value is None
        )


def unit_of(figures: Sequence[Figure | None]) -> str:
    """The unit of the first figure that there is, in words."""
    found = next((figure.unit for figure in figures if figure is not None), "")
    return capital(UNIT_WORDS.get(found) or found.replace("_", " "))


def unit_words(figures: Sequence[Figure | None]) -> str:
    """The unit of the first figure that there is, within a line: "per cent", "number", "pounds"."""
    unit = unit_of(figures)
    return _UNITS.get(unit, unit[:1].lower() + unit[1:])


def _with_unit(title: str, unit: str, subtitle: str) -> str:
    """A title, its unit where the title says neither that nor what it is per, and the subtitle."""
    is_said = unit in title.casefold() or " per " in title or "percentage" in title or unit in _SPEAKING
    return ", ".join(filter(None, (title, "" if is_said else unit, subtitle)))


def trend_chart(
    published: Published,
    title: str,
    subtitle: str,
    description: str,
    periods: Sequence[Period],
    lines: Sequence[Line],
    band: Sequence[Band],
    data: Table,
    note: Words | str = "",
    finding: Words = NOTHING,
) -> TrendChart:
    """The council's line over time, others beside it, England's middle half of councils behind."""
    require(published, "charts.trend_chart")
    return TrendChart(
        title,
        subtitle,
        description,
        data,
        note,
        finding=finding,
        rule=TITLE_RULE if finding else "",
        periods=tuple(periods),
        lines=tuple(lines),
        band=tuple(band),
    )


def bar_chart(
    published: Published,
    title: str,
    subtitle: str,
    description: str,
    bars: Sequence[Bar],
    data: Table,
    mark: tuple[str, Figure] | None = None,
    finding: Words = NOTHING,
) -> BarChart:
    """A sorted row of areas with the council picked out."""
    require(published, "charts.bar_chart")
    rule = TITLE_RULE if finding else ""
    return BarChart(title, subtitle, description, data, finding=finding, rule=rule, bars=tuple(bars), mark=mark)
