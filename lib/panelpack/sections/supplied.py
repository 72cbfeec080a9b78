"""What a council supplies itself, drawn over time where it is a series."""

from collections.abc import Sequence

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page import charts, markup, tables
from panelpack.page.charts import Line
from panelpack.page.markup import Html, joined, number, text
from panelpack.page.sentences import trend_description
from panelpack.page.tables import Column
from panelpack.sections.labels import NOTHING, cautions, code, not_supplied
from panelpack.sections.stated import stated
from panelpack.sections.two_way import by_period


def supplied(view: CouncilYear, topic: str, report: str) -> Html:
    """What a council supplies for a chart: drawn over time where it is a series, else listed, else said to be missing.

    Args:
        report: the report whose template holds the topic's form.
    """
    title = view.published.context.catalogue.topics.get(topic, topic)
    measures = view.published.context.catalogue.of_topic(topic)
    figures = {measure.id: view.documents.visible(measure.id) for measure in measures}
    if not view.is_supplied(topic):
        form = Html(f"{code(f'panelpack template {report}')} writes a form for it.")
        # A rule for all England, say, is shown all the same
        known = stated(view, topic) if any(figures.values()) else NOTHING
        return joined([not_supplied(view, title, topic, form), known])
    parts, drawn = [], []
    for measure in measures:
        whole = _whole(figures[measure.id])
        dimensions = {breakdowns.name_of(item.breakdown) for item in figures[measure.id] if item.breakdown}
        if _is_series(whole):
            parts.append(_chart(view, measure, whole))
            drawn.append(measure.id)
        if len(dimensions) == 1:
            parts.append(by_period(view, measure.id, dimensions.pop(), measure.id if whole else ""))
            drawn.append(measure.id)
    return joined([*parts, stated(view, topic, drawn)])


def stated_trends(view: CouncilYear, names: Sequence[str]) -> Html:
    """Charts over time of what documents give; measures of which one period alone is known are named in a line."""
    parts, short = [], []
    for name in names:
        whole = _whole(view.documents.visible(name))
        if _is_series(whole):
            parts.append(_chart(view, view.measure(name), whole))
        else:
            short.append(view.measure(name))
    return joined([*parts, _too_few(view, short)])


def _whole(figures: Sequence[Figure]) -> list[Figure]:
    """The dated figures that are of the whole."""
    return [item for item in figures if not item.breakdown and item.period.end is not None]


def _is_series(figures: Sequence[Figure]) -> bool:
    return len({item.period for item in figures}) > 1


def _too_few(view: CouncilYear, short: Sequence[Measure]) -> Html:
    if not short:
        return NOTHING
    files = joined((code(file) for file in dict.fromkeys(view.figures_file(item.topic) for item in short)), ", ")
    labels = text("; ".join(item.label for item in short))
    return Html(f'<p class="missing">Too few years to draw: {labels}. More would stand in {files}.</p>')


def _chart(view: CouncilYear, measure: Measure, figures: Sequence[Figure]) -> Html:
    """A chart of what one area supplied over time, with its figures as a table."""
    area = view.name_of(figures[-1].area)
    ordered = sorted((item for item in figures if item.area == figures[-1].area), key=lambda item: item.period.order)
    periods = [item.period for item in ordered]
    title = f"{measure.label}, {area}, {periods[0].label} to {periods[-1].label}"
    columns = [Column(text("Period")), Column(text(area), True)]
    rows = [[markup.period(item.period), number(item)] for item in ordered]
    data = tables.table(view.published, title, columns, rows, joined(cautions([measure]), " "))
    words = trend_description(measure.label, area, ordered, [], has_band=False)
    lines = [Line("council", area, tuple(ordered))]
    return charts.trend_chart(view.published, title, words, periods, lines, [(None, None)] * len(periods), data)
