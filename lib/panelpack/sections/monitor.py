"""The panel's monitor: every measure that has a target or a comparator, a row each."""

from collections.abc import Sequence
from dataclasses import dataclass

from panelpack.catalogue.measures import Measure
from panelpack.comparisons.change import Change, quarter, travel
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure
from panelpack.page import tables
from panelpack.page.markup import Html, defined, number, period, text
from panelpack.page.sparklines import spark
from panelpack.page.tables import Column
from panelpack.sections.stated import capital, not_supplied
from panelpack.sections.trajectories import verdict


@dataclass(frozen=True)
class Row:
    """A measure of the monitor with its figure of the year, or the latest one that a document gives."""

    figure: Figure
    change: Change
    standard: Figure | None = None


def monitored(scope: Scope, report: str) -> list[Row]:
    """The measures of a report that have a figure and a target, a standard or a comparator, in their order."""
    catalogue = scope.published.context.catalogue.measures.values()
    rows: list[Row] = []
    for measure in catalogue:
        if measure.report != report:
            continue
        if measure.standard:
            rows += _against_standard(scope, measure)
            continue
        figure = scope.own(measure.id)
        if figure is not None and (scope.rag(figure).target or has_comparator(scope, figure)):
            rows.append(Row(figure, scope.change(figure)))
    return rows


def has_comparator(scope: Scope, figure: Figure) -> bool:
    """Whether anybody else's figure can be set beside it: neighbours, region, England, or the force area's change."""
    if figure.measure.rolling:
        return scope.of_force(figure) is not None
    compared = scope.is_compared(figure.measure)
    return compared and bool(scope.neighbours(figure).used or scope.comparators(figure))


def _against_standard(scope: Scope, measure: Measure) -> list[Row]:
    """The latest figure of each part that has a standard of its own."""
    standards = {item.breakdown: item for item in scope.visible(measure.standard)}
    latest = {item.breakdown: item for item in _by_day(scope.visible(measure.id))}
    return [
        Row(latest[part], scope.change(latest[part]), standard)
        for part, standard in standards.items()
        if part in latest
    ]


def _by_day(figures: Sequence[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda item: str(item.period.end or ""))


def monitor(scope: Scope, report: str, title: str) -> Html:
    """A table: value, target, direction with a small trend line, neighbours, place in England, and chance."""
    rows = monitored(scope, report)
    if not rows:
        return not_supplied(scope, title, report)
    with_targets = any(row.standard or scope.rag(row.figure).target for row in rows)
    columns = [
        Column("Measure"),
        Column("Figure", True),
        *[Column("Against target")] * with_targets,
        Column("Direction"),
        Column("Compared with", True),
        Column("Among England's councils"),
        Column("Could it be chance?"),
        Column("Period"),
    ]
    near = f"Compared with: the mean of statistical neighbours, model of {text(scope.neighbour_model)}"
    force = ", or the change across the police force area" if any(row.figure.measure.rolling for row in rows) else ""
    none = "" if with_targets else " No target is set for any of these measures."
    body = [_cells(scope, row, with_targets) for row in rows]
    return tables.table(scope.published, title, columns, body, f"{near}{force}.{none}")


def _cells(scope: Scope, row: Row, with_targets: bool) -> list[str]:
    figure, measure = row.figure, row.figure.measure
    part = measure.breakdown_label(figure.breakdown) if row.standard else ""
    whose = "" if figure.area == scope.council.area else f" ({text(scope.name_of(figure.area))})"
    label = defined(measure.id, f"{measure.label}: {capital(part)}" if part else measure.label)
    line = spark(scope.published, figure)
    direction = tables.direction(scope.published, row.change, travel(scope.published, figure))
    return [
        label + whose,
        number(figure),
        *[_target(scope, row) for _ in range(with_targets)],
        f"{direction} {line}".strip(),
        _compared(scope, figure),
        text(quarter(scope.published, figure)),
        text(row.change.chance.words if row.change.difference else "not known"),
        period(figure.period),
    ]


def _target(scope: Scope, row: Row) -> str:
    if row.standard is not None:
        return f"{verdict(row.figure, row.standard)} (standard {number(row.standard)})"
    return tables.light(scope.rag(row.figure))


def _compared(scope: Scope, figure: Figure) -> str:
    """The neighbours' mean, and whether the council is better or worse; for a rolling count the force area's change."""
    if figure.measure.rolling:
        return f"{number(scope.of_force(figure))} (force area)"
    mean = scope.neighbours(figure).mean if scope.is_compared(figure.measure) else None
    if mean is not None:
        return f"{number(mean)}{_than(figure, mean)}"
    others = scope.comparators(figure) if scope.is_compared(figure.measure) else []
    known = [(name, other) for name, other in others if other.value is not None]
    if not known:
        return ""
    # Without neighbours, the widest area that there is: England
    name, other = known[-1]
    return f"{text(name)} {number(other)}{_than(figure, other)}"


def _than(figure: Figure, mean: Figure) -> str:
    """Whether a figure is better or worse than a mean, where one direction is better."""
    if figure.shown is None or mean.shown is None or figure.measure.higher_is == "neither":
        return ""
    if figure.shown == mean.shown:
        return " (the same)"
    higher = figure.shown > mean.shown
    word = figure.measure.higher_is if higher else {"better": "worse", "worse": "better"}[figure.measure.higher_is]
    return f' (<span class="{word}">{word}</span>)'
