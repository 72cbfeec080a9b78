"""What a council supplies itself, drawn over time where it is a series."""

from collections.abc import Sequence

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page import charts, tables
from panelpack.page.chart_marks import Line
from panelpack.page.charts import TrendChart
from panelpack.page.descriptions import trend_description
from panelpack.page.pieces import EMPTY, Note, Piece, together
from panelpack.page.tables import Column
from panelpack.page.words import joined, number, period, text
from panelpack.project.notebook_cells import given, given_to
from panelpack.sections.labels import cautions, not_supplied
from panelpack.sections.stated import stated
from panelpack.sections.two_way import by_period


def supplied(view: CouncilYear, topic: str, report: str) -> Piece:
    """What a council supplies for a chart: drawn over time where it is a series, else listed, else said to be missing.

    Args:
        report: the report whose template holds the topic's form.
    """
    title = view.published.context.catalogue.topics.get(topic, topic)
    measures = view.published.context.catalogue.of_topic(topic)
    figures = {measure.id: view.documents.visible(measure.id) for measure in measures}
    if not view.is_supplied(topic):
        form = f"panelpack template {report} writes a form for it."
        # A rule for all England, say, is shown all the same
        known = stated(view, topic) if any(figures.values()) else EMPTY
        return together(not_supplied(view, title, topic, form), known)
    parts: list[Piece] = []
    drawn = []
    for measure in measures:
        whole = _whole(figures[measure.id])
        dimensions = {breakdowns.name_of(item.breakdown) for item in figures[measure.id] if item.breakdown}
        if _is_series(whole):
            parts.append(_chart(view, measure, whole))
            drawn.append(measure.id)
        if len(dimensions) == 1:
            parts.append(by_period(view, measure.id, dimensions.pop(), measure.id if whole else ""))
            drawn.append(measure.id)
    return together(*parts, stated(view, topic, drawn))


_OF_OTHERS = ("programme", "monitor")
"""What a notebook calls to show more than the figures of its own report's measures."""


def is_empty(view: CouncilYear, report: str) -> bool:
    """Whether a report has nothing to show for the year: no figure of what its notebook names or its measures are."""
    catalogue, notebook = view.published.context.catalogue, view.project.notebook(report)
    named = given(notebook) if notebook.exists() else []
    if any(given_to(notebook, method) for method in _OF_OTHERS if named):
        return False
    own = [item.id for item in catalogue.of_report(report)]
    measures = [*own, *(name for name in named if name in catalogue.measures)]
    has_figure = any(view.own(name) is not None or _has_stated(view, name) for name in measures)
    return not has_figure and not any(view.is_supplied(name) for name in named if name in catalogue.topics)


def _has_stated(view: CouncilYear, name: str) -> bool:
    """Whether a document states a measure of the council or of a body of its own: a rule for all England is none."""
    return any(figure.area in view.own_areas for figure in view.documents.visible(name))


def stated_trends(view: CouncilYear, names: Sequence[str]) -> Piece:
    """Charts over time of what documents give; measures of which one period alone is known are named in a line."""
    parts, short = [], []
    for name in names:
        whole = _whole(view.documents.visible(name))
        if _is_series(whole):
            parts.append(_chart(view, view.measure(name), whole))
        else:
            short.append(view.measure(name))
    return together(*parts, _too_few(view, short))


def _whole(figures: Sequence[Figure]) -> list[Figure]:
    """The dated figures that are of the whole."""
    return [item for item in figures if not item.breakdown and item.period.end is not None]


def _is_series(figures: Sequence[Figure]) -> bool:
    return len({item.period for item in figures}) > 1


def _too_few(view: CouncilYear, short: Sequence[Measure]) -> Piece:
    if not short:
        return EMPTY
    files = ", ".join(dict.fromkeys(view.figures_file(item.topic) for item in short))
    labels = "; ".join(item.label for item in short)
    return Note(text(f"Too few years to draw: {labels}."), "missing", rule=f"More would stand in {files}.")


def _chart(view: CouncilYear, measure: Measure, figures: Sequence[Figure]) -> TrendChart:
    """A chart of what one area supplied over time, with its figures as a table."""
    area = view.name_of(figures[-1].area)
    ordered = sorted((item for item in figures if item.area == figures[-1].area), key=lambda item: item.period.order)
    periods = [item.period for item in ordered]
    subtitle = f"{area}, {periods[0].label} to {periods[-1].label}"
    columns = [Column(text("Period")), Column(text(area), True)]
    rows = [[period(item.period), number(item)] for item in ordered]
    data = tables.table(view.published, f"{measure.label}, {subtitle}", columns, rows, joined(cautions(figures), " "))
    words = trend_description(measure.label, area, ordered, [], has_band=False)
    lines = [Line("council", area, tuple(ordered))]
    band = [(None, None)] * len(periods)
    return charts.trend_chart(view.published, measure.label, subtitle, words, periods, lines, band, data)
