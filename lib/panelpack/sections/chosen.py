"""Charts of an analyst's own choice: bars, a scatter and small charts, of areas or measures that she names.

Each stands on the facts that a page may show, and has the table of its figures beneath, like every other chart.
"""

from collections.abc import Iterable, Sequence

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.comparisons.area_names import ALL, codes_of
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page import tables
from panelpack.page.chart_marks import Bar, Panel, Point
from panelpack.page.charts import TITLE_RULE, ScatterChart, SmallMultiples, bar_chart
from panelpack.page.descriptions import comparison_description, multiples_description, scatter_description
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece
from panelpack.page.tables import Column, Table
from panelpack.page.words import NOTHING, capital, defined, joined, number, say, text
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.sections.chart_titles import bars_title, beside_country, parts_title
from panelpack.sections.labels import meaning, missing, refuse_counts

_MOST_BARS, _MOST_NAMED, _MOST_PANELS = 40, 6, 12


def bars(view: CouncilYear, name: str, areas: str | Iterable[str], by: str) -> Piece:
    """The council and chosen areas as a row of bars, England as a line across; or the parts of the council's figure.

    Args:
        areas: names, codes or roles of areas.
        by: the breakdown whose parts are the bars, such as `primary_need`; areas then stand aside.

    Raises:
        InputError: a plain count of areas of different size, an area or breakdown that there is not, too many bars.
    """
    measure, own = view.measure(name), view.own(name)
    if own is None:
        return missing(f"{measure.label}: no figure", view, view.series_file(measure))
    if by:
        return _bars_of_parts(view, own, by)
    refuse_counts(view, measure)
    figure, country = view.comparable(own), view.council.country
    codes = [code for code in codes_of(view, areas) if code not in (view.council.area, country)]
    found = {code: view.elsewhere(figure, code) for code in codes}
    england = view.elsewhere(figure, country) if country in codes_of(view, areas) else None
    given = [(view.area_name, figure), *((view.name_of(code), item) for code, item in found.items())]
    subtitle = f"{view.area_name} and chosen areas, {figure.period.label}"
    return _bar_chart(view, measure, subtitle, given, england)


def _bars_of_parts(view: CouncilYear, own: Figure, by: str) -> Piece:
    """The parts of a figure, as its own source gives them."""
    measure = own.measure
    every = [item for item in view.published.of_measure(measure.id) if item.area == own.area]
    names = sorted({one for item in every for one in breakdowns.names_of(item.breakdown)})
    if by not in names:
        raise InputError([Problem(f"{measure.id} is not broken down by {by!r}", todo=suggest(by, names))])
    parts = {item.breakdown for item in every if breakdowns.names_of(item.breakdown) == [by]}
    found = [view.published.find(measure.id, own.area, own.period, part) for part in sorted(parts)]
    given = [(capital(measure.breakdown_label(item.breakdown)), item) for item in found if item is not None]
    if not given:
        return missing(f"{measure.label}: no figure by {by.replace('_', ' ')}", view, view.series_file(measure))
    return _bar_chart(view, measure, f"{view.area_name}, {own.period.label}, by {by.replace('_', ' ')}", given, None)


def _bar_chart(
    view: CouncilYear,
    measure: Measure,
    subtitle: str,
    given: Sequence[tuple[str, Figure | None]],
    england: Figure | None,
) -> Piece:
    known = [(label, figure) for label, figure in given if figure is not None and figure.value is not None]
    if len(given) > _MOST_BARS:
        todo = "choose areas, or draw them with report.scatter(x, y)"
        raise InputError([Problem(f"{len(given)} bars cannot be read: {_MOST_BARS} are the most", todo=todo)])
    if not known:
        return missing(f"{measure.label}: no figure to draw", view, view.series_file(measure))
    known.sort(key=lambda item: (item[1].number, item[0]), reverse=not measure.lowest_first)
    rest = [item for item in given if item not in known]
    mark = (view.name_of(view.council.country), england) if england is not None and england.value is not None else None
    rows = [[text(label), number(figure)] for label, figure in [*known, *rest, *([mark] if mark else [])]]
    title = f"{measure.label}, {subtitle}"
    columns = [Column(text("Which")), Column(text(measure.label), True)]
    data = tables.table(view.published, title, columns, rows, meaning([known[0][1]]))
    own = next((figure.text for label, figure in known if label == view.area_name), "no figure")
    mine = next((figure for label, figure in known if label == view.area_name), None)
    finding = bars_title(view, mine, [figure for _, figure in known]) if mine else parts_title(known)
    description = comparison_description(finding.plain or title, view.area_name, own, known, mark)
    drawn = [Bar(label, figure, label == view.area_name) for label, figure in known]
    return bar_chart(view.published, measure.label, subtitle, description, drawn, data, mark, finding)


def scatter(view: CouncilYear, across: str, up: str, areas: str | Iterable[str]) -> Piece:
    """Areas by two measures, each measure in its period of the reporting year.

    Args:
        areas: names, codes or roles; `all` are all councils. Areas that are named one by one have their names drawn.

    Raises:
        InputError: a plain count, or an area that there is not.
    """
    measures = view.measure(across), view.measure(up)
    for measure in measures:
        refuse_counts(view, measure)
    own = view.own(across), view.own(up)
    if own[0] is None or own[1] is None:
        absent = measures[0] if own[0] is None else measures[1]
        return missing(f"{absent.label}: no figure", view, view.series_file(absent))
    base = view.comparable(own[0]), view.comparable(own[1])
    named = [areas] if isinstance(areas, str) else list(areas)
    roles = {code for one in named if one.casefold() in (ALL, "neighbours") for code in codes_of(view, one)}
    chosen = [code for code in codes_of(view, named) if _is_council(view, code) or code not in roles]
    codes = [view.council.area, *(code for code in chosen if code != view.council.area)]
    pairs = {code: (view.elsewhere(base[0], code), view.elsewhere(base[1], code)) for code in codes}
    one_by_one = codes_of(view, [one for one in named if one.casefold() not in (ALL, "neighbours")])
    labelled = [code for code in one_by_one if code != view.council.area][:_MOST_NAMED]
    points = tuple(
        Point(view.name_of(code), x, y, code == view.council.area, code in labelled)
        for code, (x, y) in pairs.items()
        if x is not None and y is not None and x.value is not None and y.value is not None
    )
    if not points:
        return missing("No area has both figures", view, view.series_file(measures[0]))
    return _scatter_chart(view, base, pairs, points)


def _is_council(view: CouncilYear, code: str) -> bool:
    return view.published.context.areas[code].kind == "council"


def _scatter_chart(
    view: CouncilYear,
    base: tuple[Figure, Figure],
    pairs: dict[str, tuple[Figure | None, Figure | None]],
    points: tuple[Point, ...],
) -> ScatterChart:
    labels = (_dated(base[0]), _dated(base[1]))
    title = f"{base[1].measure.label} and {_small(base[0].measure.label)}"
    subtitle = f"{view.area_name} among other areas"
    drawn = {point.name for point in points}
    rows = [(view.name_of(code), pair) for code, pair in pairs.items()]
    rows.sort(key=lambda row: row[0] not in drawn)  # those that are drawn stand first, in the order of the drawing
    cells = [[text(name), number(x), number(y)] for name, (x, y) in rows if x is not None or y is not None]
    columns = [Column(text("Area")), *[Column(text(label), True) for label in labels]]
    note = joined([meaning([base[0]]), meaning([base[1]])], " ")
    data = tables.table(view.published, f"{title}, {subtitle}", columns, cells, note)
    own = next(((point.across, point.up) for point in points if point.is_own), None)
    named = [point.name for point in points if point.is_named]
    description = scatter_description(labels, view.area_name, own, len(points), named)
    return ScatterChart(title, subtitle, description, data, labels=labels, points=points)


def _dated(figure: Figure) -> str:
    return f"{figure.measure.label}, {figure.period.label}"


def _small(label: str) -> str:
    """A label within a sentence; a name in capitals stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def small_multiples(view: CouncilYear, names: Sequence[str], areas: str | Iterable[str], title: str = "") -> Piece:
    """Small charts over the years to the reporting year: of one measure an area each, or of several a measure each.

    Args:
        title: what several measures have in common.

    Raises:
        InputError: a plain count of several areas, several measures of several areas, too many charts.
    """
    codes = codes_of(view, areas)
    if len(names) > 1 and codes != [view.council.area]:
        raise InputError([Problem("several measures of several areas are too much for one chart", todo="choose one")])
    if max(len(names), len(codes)) > _MOST_PANELS:
        raise InputError([Problem(f"more than {_MOST_PANELS} small charts cannot be compared", todo="choose fewer")])
    if len(names) > 1:
        return _of_measures(view, [view.measure(name) for name in names], title or "Measures side by side")
    measure = view.measure(names[0])
    if len(codes) > 1:
        refuse_counts(view, measure)
    return _of_areas(view, measure, codes)


def _of_areas(view: CouncilYear, measure: Measure, codes: Sequence[str]) -> Piece:
    """A small chart an area, all to one scale, England behind each."""
    periods = view.periods_to_now(measure)
    known = {figure.period: figure for figure in view.over_time(measure)}
    own = [known.get(period) for period in periods]
    if not periods or own[-1] is None:
        return missing(f"{measure.label}: no figure", view, view.series_file(measure))
    country = view.council.country
    lines = {code: _line(view, own, code) for code in (*codes, country)}
    compared = view.is_compared(measure) and any(lines[country])
    behind = lines[country] if compared and country not in codes else ()
    panels = tuple(Panel(view.name_of(code), lines[code], behind) for code in codes)
    labels = tuple(period.label for period in periods)
    heads = [view.name_of(code) for code in codes] + ([view.name_of(country)] if behind else [])
    columns = [Column(text("Period")), *[Column(text(head), True) for head in heads]]
    shown = [lines[code] for code in codes] + ([behind] if behind else [])
    rows = [[text(label), *[number(line[place]) for line in shown]] for place, label in enumerate(labels)]
    subtitle = f"{labels[0]} to {labels[-1]}" if len(labels) > 1 else labels[0]
    data = tables.table(view.published, f"{measure.label}, {subtitle}", columns, rows, meaning(own))
    note = f"All to one scale. Dashed line: {view.country_name}." if behind else "All to one scale."
    return _multiples(measure.label, subtitle, data, note, labels, panels, same_scale=True)


def _line(view: CouncilYear, own: Sequence[Figure | None], code: str) -> tuple[Figure | None, ...]:
    if code == view.council.area:
        return tuple(own)
    return tuple(view.elsewhere(figure, code) if figure is not None else None for figure in own)


def _of_measures(view: CouncilYear, measures: Sequence[Measure], title: str) -> Piece:
    """A small chart a measure, each to its own scale; a period stands by the reporting year that it belongs to."""
    by_year = {item.id: {figure.reporting_year: figure for figure in view.over_time(item)} for item in measures}
    ends = [period for item in measures for period in view.periods_to_now(item)]
    first = min((known for found in by_year.values() for known in found), default="")
    if not ends or not first:
        return missing("No figure of these measures", view, view.series_file(measures[0]))
    years = [year for year in sorted({year for found in by_year.values() for year in found}) if year <= view.year_label]
    labels = tuple(years[-10:])
    panels = tuple(_of_measure(view, item, [by_year[item.id].get(year) for year in labels]) for item in measures)
    subtitle = f"{view.area_name}, {labels[0]} to {labels[-1]}" if len(labels) > 1 else f"{view.area_name}, {labels[0]}"
    data = _table_of_measures(view, f"{title}, {subtitle}", labels, list(zip(measures, panels, strict=True)))
    beneath = "Each to a scale of its own."
    beneath += f" Dashed line: {view.country_name}." if any(panel.behind for panel in panels) else ""
    if any(item.basis in ("academic", "calendar") for item in measures):
        beneath += " A school or calendar year stands under the reporting year in which it ends."
    if any(panel.figures[0] is None for panel in panels):
        beneath += " The number at the left is of the first year that has a figure."
    last = [(panel.figures[-1], (panel.behind or (None,))[-1]) for panel in panels]
    finding = beside_country(last, view.country_name)
    return _multiples(title, subtitle, data, beneath, labels, panels, same_scale=False, finding=finding)


def _table_of_measures(
    view: CouncilYear, caption: str, labels: Sequence[str], panels: Sequence[tuple[Measure, Panel]]
) -> Table:
    """A row a year; under each measure the council's figures, and England's where they stand behind."""
    columns, lines = [Column(text("Reporting year"))], list[Sequence[Figure | None]]()
    for item, panel in panels:
        lines += [line for line in (panel.figures, panel.behind) if line]
        names = [view.area_name, *([view.name_of(view.council.country)] if panel.behind else [])]
        columns += [Column(text(name), True, defined(item.id, item.label)) for name in names]
    rows = [[text(year), *[number(line[place]) for line in lines]] for place, year in enumerate(labels)]
    mixed = _are_mixed([item for item, _ in panels])
    note = say("Each period stands by the reporting year in which it ends.") if mixed else NOTHING
    return tables.table(view.published, caption, columns, rows, note)


def _of_measure(view: CouncilYear, measure: Measure, own: Sequence[Figure | None]) -> Panel:
    """A measure's panel, before England's figures where it has some."""
    behind = _line(view, own, view.council.country) if view.is_compared(measure) else ()
    has_line = any(figure is not None and figure.value is not None for figure in behind)
    label = measure.headline or measure.label
    return Panel(f"{label}{_UNITS.get(measure.unit, '')}", tuple(own), behind if has_line else ())


_UNITS = {"rate_per_10000": ", per 10,000", "rate_per_100000": ", per 100,000"}
"""What a panel says of a rate, whose numbers say nothing of it."""


def _are_mixed(measures: Sequence[Measure]) -> bool:
    return {item.basis for item in measures} != {"year"}


def _multiples(
    title: str,
    subtitle: str,
    data: Table,
    note: str,
    periods: tuple[str, ...],
    panels: tuple[Panel, ...],
    *,
    same_scale: bool,
    finding: Words = NOTHING,
) -> SmallMultiples:
    description = multiples_description([(panel.label, panel.figures) for panel in panels])
    rule = TITLE_RULE if finding else ""
    return SmallMultiples(
        title,
        subtitle,
        description,
        data,
        note,
        finding=finding,
        rule=rule,
        periods=periods,
        panels=panels,
        same_scale=same_scale,
    )
