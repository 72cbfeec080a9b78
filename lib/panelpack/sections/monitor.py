"""The panel's monitor: every measure that has a target or a comparator, a row each."""

from collections.abc import Sequence
from dataclasses import dataclass

from panelpack.catalogue.measures import Measure
from panelpack.comparisons.change import Change, travel
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece
from panelpack.page.sparklines import spark
from panelpack.page.tables import Column
from panelpack.page.verdicts import among_england, could_be_chance, direction, light
from panelpack.page.words import NOTHING, capital, defined, joined, number, period_of, quiet, say, text, toned
from panelpack.sections.labels import not_supplied, of_other_area
from panelpack.sections.trajectories import met_or_not


@dataclass(frozen=True)
class Row:
    """A measure of the monitor with its figure of the year, or the latest one that a document gives."""

    figure: Figure
    change: Change
    standard: Figure | None = None


def monitored(view: CouncilYear, report: str) -> list[Row]:
    """The measures of a report that have a figure and a target, a standard or a comparator, in their order."""
    return list(view.once(("monitored", report), lambda: _monitored(view, report)))


def _monitored(view: CouncilYear, report: str) -> list[Row]:
    rows: list[Row] = []
    for measure in view.published.context.catalogue.of_report(report):
        if measure.standard:
            rows += _against_standard(view, measure)
            continue
        figure = view.own(measure.id)
        if figure is not None and (view.rag(figure).says_something or has_comparator(view, figure)):
            rows.append(Row(figure, view.change(figure)))
    return rows


def has_comparator(view: CouncilYear, figure: Figure) -> bool:
    """Whether anybody else's figure can be set beside it: neighbours, region, England, or the force area's change."""
    if figure.measure.rolling:
        return view.of_force(figure) is not None
    compared = view.is_compared(figure.measure)
    return compared and bool(view.neighbours(figure).used or view.comparators(figure))


def _against_standard(view: CouncilYear, measure: Measure) -> list[Row]:
    """The latest figure of each part that has a standard of its own."""
    standards = {item.breakdown: item for item in view.documents.visible(measure.standard)}
    latest = {item.breakdown: item for item in _by_day(view.documents.visible(measure.id))}
    return [
        Row(latest[part], view.change(latest[part]), standard) for part, standard in standards.items() if part in latest
    ]


def _by_day(figures: Sequence[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda item: item.period.order)


def monitor(view: CouncilYear, report: str) -> Piece:
    """A table: value, target, direction with a small trend line, neighbours, place in England, and chance."""
    title = f"{view.published.context.catalogue.report(report).title}, {view.year_label}"
    rows = monitored(view, report)
    if not rows:
        return not_supplied(view, title, report)
    with_targets = any(row.standard or view.rag(row.figure).says_something for row in rows)
    heads = ["Measure", "Figure", *(["Against target"] if with_targets else []), "Direction", "Compared with"]
    heads += ["Among England's councils", "Could it be chance?"]
    columns = [Column(text(words), words in ("Figure", "Compared with")) for words in heads]
    near = f"Compared with: the {view.council.neighbours_by} of statistical neighbours, model of {view.neighbour_model}"
    force = ", or the change across the police force area" if any(row.figure.measure.rolling for row in rows) else ""
    none = "" if with_targets else " No target is set for any of these measures."
    body = [_cells(view, row, with_targets) for row in rows]
    return tables.table(view.published, title, columns, body, text(f"{near}{force}.{none}"))


def _cells(view: CouncilYear, row: Row, with_targets: bool) -> list[Words]:
    figure, measure = row.figure, row.figure.measure
    part = measure.breakdown_label(figure.breakdown) if row.standard else ""
    label = defined(measure.id, f"{measure.label}: {capital(part)}" if part else measure.label)
    return [
        say("{}{}{}", label, of_other_area(view, figure), _when(view, figure)),
        number(figure),
        *([_target(view, row)] if with_targets else []),
        with_trend_line(view, row.change),
        _compared(view, figure),
        among_england(view.published, view.comparable(figure)),
        could_be_chance(row.change),
    ]


def _when(view: CouncilYear, figure: Figure) -> Words:
    """The period of a figure, where it is another than the reporting year that the caption names."""
    return NOTHING if figure.period.label == view.year_label else quiet(say(" ({})", period_of(figure)))


def with_trend_line(view: CouncilYear, item: Change) -> Words:
    """The direction of a figure, with the small line of its years where there are any."""
    way = direction(item, travel(view.published, item.now))
    line = spark(view.published, item.now)
    return joined([way, line], " ") if line else way


def _target(view: CouncilYear, row: Row) -> Words:
    if row.standard is not None:
        return say("{} (standard {})", met_or_not(row.figure, row.standard), number(row.standard))
    return light(view.rag(row.figure))


def _compared(view: CouncilYear, figure: Figure) -> Words:
    """The neighbours' middle, and whether the council is better or worse; for a rolling count the force's change."""
    if figure.measure.rolling:
        return say("{} (force area)", number(view.of_force(figure)))
    if not view.is_compared(figure.measure):
        return NOTHING
    own, middle = view.comparable(figure), view.neighbours(figure).middle
    if middle is not None:
        return say("{}{}", number(middle), _than(own, middle))
    known = [(name, other) for name, other in view.comparators(figure) if other.value is not None]
    if not known:
        return NOTHING
    # Without neighbours, the widest area that there is: England
    name, other = known[-1]
    return say("{} {}{}", name, number(other), _than(own, other))


def _than(figure: Figure, other: Figure) -> Words:
    """Whether a figure is better or worse than another, where one direction is better."""
    if figure.value is None or other.value is None or not figure.measure.has_direction:
        return NOTHING
    word = figure.measure.way_of(figure.number, other.number)
    return text(" (the same)") if word == "unchanged" else say(" ({})", toned(word, word, ""))
