"""Twelve months that roll: the newest beside those before, the change as stated, and the force area's change."""

from collections.abc import Mapping, Sequence

from panelpack.comparisons.change import Change
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure
from panelpack.page import markup, tables
from panelpack.page.markup import Html, defined, number, text
from panelpack.page.tables import Column
from panelpack.sections.stated import cautions, not_supplied

OVERLAP = "These measures overlap: one event can count in several of them, so they are never added."


def rolling(scope: Scope, names: Sequence[str], title: str) -> Html:
    """A row a measure: current, previous, change, % change, the same of the force area, and whether it could be chance.

    Changes are those that the source states; where it states none, they are computed.
    """
    measures = [scope.measure(name) for name in names]
    changed = [scope.change(figure) for measure in measures if (figure := scope.own(measure.id)) is not None]
    if not changed:
        return not_supplied(scope, title, measures[0].topic)
    with_force = any(scope.of_force(item.now) for item in changed)
    columns = [
        Column("Measure"),
        Column("Current", True),
        Column("Previous", True),
        Column("Change", True),
        Column("% change", True),
        *[Column("% change, force area", True)] * with_force,
        Column("Could it be chance?"),
    ]
    rows = [_row(scope, item, with_force) for item in changed]
    notes = [OVERLAP, *_when(changed), *cautions(measures)]
    return tables.table(scope.published, title, columns, rows, " ".join(notes))


def _row(scope: Scope, item: Change, with_force: bool) -> list[str]:
    difference = scope.stated_change(item.now, "change") or item.difference
    pct = scope.stated_change(item.now, "change_pct") or item.pct
    points = " points" if difference is not None and difference.unit == "points" else ""
    return [
        defined(item.now.measure.id, item.now.measure.label),
        number(item.now),
        number(item.before),
        f"{number(difference)}{points}" if difference else text(item.pct_reason or "not known"),
        number(pct) if pct else text(item.pct_reason),
        *[number(force) if (force := scope.of_force(item.now)) else ""] * with_force,
        text(item.chance.words if item.difference else "not known"),
    ]


def _when(changed: Sequence[Change]) -> list[str]:
    """Which twelve months the columns are; a source that gives no dates is named as such."""
    periods = dict.fromkeys(item.now.period for item in changed)
    dated = [f"Current: {markup.period(period)}." for period in periods if period.end is not None]
    undated = ["The source does not say which twelve months they are."] if len(dated) < len(periods) else []
    return dated + undated


def beside(scope: Scope, rows: Mapping[str, Sequence[str]], columns: Sequence[str], title: str) -> Html:
    """What several bodies count of the same, side by side and never added.

    Args:
        rows: what is counted, each with the measures of it, one a column.
        columns: who counts.
    """
    figures = {name: scope.own(name) for names in rows.values() for name in names}
    if not any(figures.values()):
        return not_supplied(scope, title, scope.measure(next(iter(figures))).topic)
    heads = [Column(text(who), True) for who in columns]
    body = [[text(what), *[_cell(scope, name, figures[name]) for name in names]] for what, names in rows.items()]
    note = "Each counts by rules of its own and over months of its own: the figures are never added or merged."
    return tables.table(scope.published, title, [Column("What is counted"), *heads], body, note)


def _cell(scope: Scope, name: str, figure: Figure | None) -> str:
    if figure is None:
        return number(None)
    when = "twelve months without dates" if figure.period.end is None else markup.period(figure.period)
    return f"{number(figure)} ({defined(name, 'definition')}; {when})"
