"""A topic's figures as its documents state them: in a list, in two dimensions, or as trajectories to a standard."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import Period, previous
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure
from panelpack.page import charts, markup, tables
from panelpack.page.charts import Line
from panelpack.page.markup import Html, defined, number, text
from panelpack.page.sentences import trend_description
from panelpack.page.tables import Column
from panelpack.reconciliation.findings import slack_of
from panelpack.sections.trends import labelled, missing

TOTAL = "All"


def stated(scope: Scope, topic: str, shown: Iterable[str] = ()) -> Html:
    """A topic's figures as documents state them: of the year beside the year before, earlier, and since year end.

    Args:
        shown: measures that a table has shown already.
    """
    title = scope.published.context.catalogue.topics.get(topic, topic)
    seen = set(shown)
    groups = [[item for item in found if item.measure.id not in seen] for found in scope.of_topic(topic)]
    if not any(groups):
        return Html("") if any(scope.of_topic(topic)) else not_supplied(scope, title, topic)
    return Html(_by_time(scope, title, *groups) + _evidence(scope, topic))


def listed(scope: Scope, names: Sequence[str], title: str) -> Html:
    """What documents state of measures, whatever their topics, in the order of the names."""
    figures = [item for name in names for item in scope.visible(name)]
    if not figures:
        return not_supplied(scope, title, scope.measure(names[0]).topic)
    return _by_time(scope, title, *scope.by_time(figures))


def _by_time(
    scope: Scope, title: str, of_year: Sequence[Figure], since: Sequence[Figure], earlier: Sequence[Figure]
) -> Html:
    """Figures of the year beside the year before, earlier ones, and those since year end: a table each."""
    before = {item.id: found for item in of_year if (found := _year_before(scope, item)) is not None}
    used = {found.id for found in before.values()}
    parts = []
    for words, figures in (
        (scope.year_label, of_year),
        ("earlier", [item for item in earlier if item.id not in used]),
        ("since year end", since),
    ):
        if figures:
            parts.append(_listed(scope, f"{title}, {words}", figures, before))
    return Html("".join(parts))


def _evidence(scope: Scope, topic: str) -> str:
    """The standards that a topic's figures are evidence for."""
    standards = scope.project.standards.get(topic, {})
    listed = "; ".join(f"{text(number_of)}, {text(asks)}" for number_of, asks in standards.items())
    return f'<p class="note">Evidence for the national minimum standards for adoption: {listed}.</p>' if listed else ""


def not_supplied(scope: Scope, what: str, topic: str, more: str = "") -> Html:
    """A line that says what was not supplied for the year, and the file that would fill it."""
    return missing(f"{what}: not supplied", scope, scope.figures_file(topic), more)


def _year_before(scope: Scope, figure: Figure) -> Figure | None:
    """The same document's figure of a year earlier."""
    if figure.period.end is None or figure.period.basis == "window":
        return None
    period = previous(figure.period)
    return scope.published.find(figure.measure.id, figure.area, period, figure.breakdown, figure.source)


def _listed(scope: Scope, caption: str, figures: Sequence[Figure], before: dict[str, Figure]) -> Html:
    one_area = Counter(figure.area for figure in figures).most_common(1)[0][0]
    with_before = any(figure.id in before for figure in figures)
    columns = [Column("What"), Column("Figure", True), *[Column("Year before", True)] * with_before, Column("Period")]
    rows = []
    for figure in figures:
        if "bound=to" in figure.breakdown:
            continue
        earlier = before.get(figure.id)
        cells = [markup.qualified(earlier) if earlier else ""] if with_before else []
        rows.append(
            [
                labelled(scope, _of_range(figure), one_area),
                _range(figure, figures),
                *cells,
                markup.period(figure.period),
            ]
        )
    where = "" if one_area == scope.council.area else f", {scope.name_of(one_area)}"
    note = " ".join([_printed_in(scope, figures), *cautions(figure.measure for figure in figures)])
    return tables.table(scope.published, f"{caption}{where}", columns, rows, note)


def cautions(measures: Iterable[Measure]) -> list[str]:
    """What to keep in mind about measures: their cautions and the breaks in their series, each once, as HTML."""
    words = dict.fromkeys(
        said
        for measure in measures
        for said in (*[item.why for item in measure.breaks], *([measure.caution] if measure.caution else []))
    )
    return [text(said) for said in words]


def _printed_in(scope: Scope, figures: Sequence[Figure]) -> str:
    """Which documents a table's figures are from, and that official statistics may say otherwise."""
    titles = dict.fromkeys(scope.published.context.register[figure.source].title for figure in figures)
    also = any(_is_official_too(scope, figure) for figure in figures)
    differ = " Official statistics may differ: both stand at the end of the page." if also else ""
    return f"As printed in: {text('; '.join(titles))}.{differ}"


def _is_official_too(scope: Scope, figure: Figure) -> bool:
    given = scope.published.all_of(figure.measure.id, figure.area, figure.period, figure.breakdown)
    return len(given) > 1 or bool(figure.measure.alike)


def _of_range(figure: Figure) -> Figure:
    """A figure without word of which end of a range it is: a row shows both ends."""
    parts = [part for part in figure.breakdown.split(";") if not part.startswith("bound=")]
    return replace(figure, breakdown=";".join(parts))


def _range(figure: Figure, figures: Sequence[Figure]) -> str:
    """A figure, or both ends of a range that the document gives."""
    if "bound=from" not in figure.breakdown:
        return markup.qualified(figure)
    other = figure.breakdown.replace("bound=from", "bound=to")
    end = next((item for item in figures if (item.measure, item.breakdown) == (figure.measure, other)), None)
    return f"{number(figure)} to {markup.qualified(end)}" if end else markup.qualified(figure)


def by_period(scope: Scope, name: str, by: str, total: str = "", title: str = "") -> Html:
    """One measure in two dimensions: the values of a breakdown, or areas, by period.

    Args:
        by: the breakdown's name, such as `primary_need`, or `area`.
        total: the measure that the parts should add to, shown last; where they do not, a note says so.
        title: the caption's first words; the measure's label when not given.
    """
    measure = scope.measure(name)
    figures = [item for item in scope.visible(name) if by == "area" or item.breakdown.startswith(f"{by}=")]
    if not figures:
        return not_supplied(scope, measure.label, measure.topic)
    periods = sorted({item.period for item in figures}, key=lambda period: str(period.end))
    kinds = dict.fromkeys(item.area if by == "area" else item.breakdown for item in figures)
    cells = {(item.area if by == "area" else item.breakdown, item.period): item for item in figures}
    names = {kind: scope.name_of(kind) if by == "area" else capital(measure.breakdown_label(kind)) for kind in kinds}
    rows = [[text(names[kind]), *[_cell(cells.get((kind, when))) for when in periods]] for kind in kinds]
    notes = [defined(name, "What it means") + ".", _printed_in(scope, figures), *cautions([measure])]
    if total:
        wholes = [item for item in scope.visible(total) if item.area == figures[0].area and not item.breakdown]
        whole = {item.period: item for item in wholes}
        rows.append(
            [
                defined(total, TOTAL if total == name else scope.measure(total).label),
                *[_cell(whole.get(when)) for when in periods],
            ]
        )
        notes.append(_sums(scope, [[cells.get((kind, when)) for kind in kinds] for when in periods], periods, whole))
    span = f"{periods[0].words} to {periods[-1].words}" if len(periods) > 1 else periods[0].words
    columns = [Column(names_of(by)), *[Column(markup.period(when), True) for when in periods]]
    caption = f"{title or measure.label}, {span}"
    return tables.table(scope.published, caption, columns, rows, " ".join(filter(None, notes)))


def supplied(scope: Scope, topic: str, report: str) -> Html:
    """What a council supplies for a chart: drawn over time where it is a series, else listed, else said to be missing.

    Args:
        report: the report whose template holds the topic's form.
    """
    title = scope.published.context.catalogue.topics.get(topic, topic)
    measures = scope.published.context.catalogue.of_topic(topic)
    figures = {measure.id: scope.visible(measure.id) for measure in measures}
    if not scope.is_supplied(topic):
        form = f"<code>panelpack template {text(report)}</code> writes a form for it."
        # A rule for all England, say, is shown all the same
        return Html(not_supplied(scope, title, topic, form) + (stated(scope, topic) if any(figures.values()) else ""))
    parts, drawn = [], []
    for measure in measures:
        whole = [item for item in figures[measure.id] if not item.breakdown and item.period.end is not None]
        dimensions = {item.breakdown.partition("=")[0] for item in figures[measure.id] if item.breakdown}
        if len({item.period for item in whole}) > 1:
            parts.append(_series(scope, measure, whole))
            drawn.append(measure.id)
        if len(dimensions) == 1:
            parts.append(by_period(scope, measure.id, dimensions.pop(), measure.id if whole else ""))
            drawn.append(measure.id)
    return Html("".join(parts) + stated(scope, topic, drawn))


def series(scope: Scope, names: Sequence[str]) -> Html:
    """Charts over time of what documents give; measures of which one period alone is known are named in a line."""
    parts, short = [], []
    for name in names:
        whole = [item for item in scope.visible(name) if not item.breakdown and item.period.end is not None]
        if len({item.period for item in whole}) > 1:
            parts.append(_series(scope, scope.measure(name), whole))
        else:
            short.append(scope.measure(name))
    if short:
        named = dict.fromkeys(scope.figures_file(item.topic) for item in short)
        files = ", ".join(f"<code>{text(file)}</code>" for file in named)
        labels = "; ".join(text(item.label) for item in short)
        parts.append(Html(f'<p class="missing">Too few years to draw: {labels}. More would stand in {files}.</p>'))
    return Html("".join(parts))


def _series(scope: Scope, measure: Measure, figures: Sequence[Figure]) -> Html:
    """A chart of what one area supplied over time, with its figures as a table."""
    area = scope.name_of(figures[-1].area)
    ordered = sorted((item for item in figures if item.area == figures[-1].area), key=lambda item: str(item.period.end))
    periods = [item.period for item in ordered]
    title = f"{measure.label}, {area}, {periods[0].label} to {periods[-1].label}"
    columns = [Column("Period"), Column(text(area), True)]
    rows = [[markup.period(item.period), number(item)] for item in ordered]
    data = tables.table(scope.published, title, columns, rows, " ".join(cautions([measure])))
    words = trend_description(measure.label, area, ordered, [], has_band=False)
    lines = [Line("council", area, tuple(ordered))]
    return charts.trend(scope.published, title, words, periods, lines, [(None, None)] * len(periods), data)


def names_of(by: str) -> str:
    """The header of a column of values, from the name of a breakdown: "primary_need" gives "Primary need"."""
    return capital(by.replace("_", " "))


def capital(words: str) -> str:
    """Words with a capital at their start, the others as they are."""
    return words[:1].upper() + words[1:]


def _cell(figure: Figure | None) -> str:
    return "" if figure is None else number(figure)


def _sums(
    scope: Scope,
    parts: Sequence[Sequence[Figure | None]],
    periods: Sequence[Period],
    whole: dict[Period, Figure],
) -> str:
    """Where parts do not add to their total: the periods, with sum and total."""
    apart: list[str] = []
    rounded: list[str] = []
    for inside, when in zip(parts, periods, strict=True):
        total = whole.get(when)
        values = [item.value for item in inside if item is not None]
        if total is None or total.value is None or not values or None in values:
            continue
        summed = sum(value for value in values if value is not None)
        if summed != total.value:
            made = scope.published.derive("sum", total, summed)
            within = abs(summed - total.value) <= slack_of([item for item in [*inside, total] if item is not None])
            (rounded if within else apart).append(f"{text(when.label)}, {number(made)} beside {number(total)}")
    if not apart and not rounded:
        return "The parts add to the total in every period."
    if not apart:
        return f"The parts add to the total but for their rounding: {'; '.join(rounded)}."
    said = f"The parts do not add to the total: {'; '.join(apart)}."
    # With one period out of step it is the print that errs; with several beside one that adds, the series changed
    return f"{said} Growth across these years is not like for like." if 1 < len(apart) < len(periods) else said


def by_group(scope: Scope, names: Sequence[str], columns: Sequence[str], title: str) -> Html:
    """Several measures in two dimensions: a measure a row, a breakdown a column, of one period.

    Args:
        columns: the breakdowns, such as `year_group=Yr7`; empty for the total.
        title: the caption's first words.
    """
    measures = [scope.measure(name) for name in names]
    found = {(item.measure.id, item.breakdown): item for name in names for item in scope.visible(name)}
    rows_of = [measure for measure in measures if any((measure.id, column) in found for column in columns)]
    if not rows_of:
        return not_supplied(scope, title, measures[0].topic)
    figures = [found[key] for key in found if key[1] in columns]
    periods = list(dict.fromkeys(item.period for item in figures))
    heads = [Column(text(capital(measures[0].breakdown_label(column)) or TOTAL), True) for column in columns]
    rows = [
        [defined(measure.id, measure.label), *[_cell(found.get((measure.id, column))) for column in columns]]
        for measure in rows_of
    ]
    when = ", ".join("no date given" if period.end is None else period.label for period in periods)
    note = " ".join([_printed_in(scope, figures), *cautions(rows_of)])
    return tables.table(scope.published, f"{title}, {when}", [Column("What"), *heads], rows, note)
