"""Trajectories: a baseline, milestones on the way, what was reached, and the standard at the end.

"Met the milestone" and "met the standard" are different words: a service can be ahead of the path that it was given and
still be far from the standard, or the other way round.
"""

from dataclasses import dataclass

from panelpack.catalogue.periods import Period, long_date
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure
from panelpack.page import markup, tables
from panelpack.page.markup import Html, number, text
from panelpack.page.tables import Column
from panelpack.sections.stated import capital, cautions, not_supplied


@dataclass(frozen=True)
class Trajectory:
    """The measures of a trajectory, each with the same breakdown: what is followed."""

    standard: str
    baseline: str
    milestone: str
    actual: str
    latest: str


def trajectories(scope: Scope, names: Trajectory, title: str) -> Html:
    """A row for each thing followed: standard, baseline, milestones with what was reached, the latest, two verdicts.

    The latest figure is held against the last milestone; a higher figure is better.
    """
    standard = _by_kind(scope, names.standard)
    if not standard:
        return not_supplied(scope, title, scope.measure(names.standard).topic)
    milestones, actuals = scope.visible(names.milestone), scope.visible(names.actual)
    steps = sorted({item.period for item in milestones}, key=lambda period: str(period.end))
    planned = {(item.breakdown, item.period): item for item in milestones}
    reached = {(item.breakdown, item.period): item for item in actuals}
    baseline, latest = _by_kind(scope, names.baseline), _by_kind(scope, names.latest)
    columns = [Column("Service"), Column("Standard", True), Column("Latest", True), Column("Latest is of")]
    columns += [Column("Standard met?"), Column("Last milestone met?"), Column(f"Baseline{_when(baseline)}", True)]
    for step in steps:
        columns.append(Column("Milestone", True, _month(step)))
        if any(period == step for _, period in reached):
            columns.append(Column("Actual", True, _month(step)))
    rows = []
    for kind, goal in standard.items():
        now = latest.get(kind)
        last = next((planned[kind, step] for step in reversed(steps) if (kind, step) in planned), None)
        row = [text(capital(goal.measure.breakdown_label(kind))), number(goal), _cell(now)]
        row += [markup.period(now.period) if now else "", verdict(now, goal), verdict(now, last)]
        row.append(_cell(baseline.get(kind)))
        for step in steps:
            row.append(_cell(planned.get((kind, step))))
            if any(period == step for _, period in reached):
                row.append(_cell(reached.get((kind, step))))
        rows.append(row)
    measures = [scope.measure(name) for name in (names.standard, names.milestone, names.latest)]
    said = [
        f"{text(capital(item.measure.breakdown_label(item.breakdown)))}: {text(item.qualifier)}"
        for item in latest.values()
        if item.qualifier
    ]
    note = f"The document's own words: {'; '.join(said)}." if said else ""
    return tables.table(scope.published, title, columns, rows, " ".join([note, *cautions(measures)]).strip())


def _by_kind(scope: Scope, name: str) -> dict[str, Figure]:
    """The figures of a measure by breakdown; where there are several, the latest."""
    figures = scope.visible(name)
    last = {item.breakdown: item for item in sorted(figures, key=lambda item: str(item.period.end))}
    return {item.breakdown: last[item.breakdown] for item in figures}


def verdict(now: Figure | None, goal: Figure | None) -> str:
    """Whether a figure reaches a goal, by word and by shape."""
    if now is None or goal is None or now.shown is None or goal.shown is None:
        return text("not known")
    met = now.shown >= goal.shown
    mark, word = ("●", "met") if met else ("■", "not met")
    kind = "green" if met else "red"
    return f'<span class="{kind}"><span aria-hidden="true">{mark} </span>{word}</span>'


def _month(period: Period) -> str:
    return "" if period.end is None else text(long_date(period.end).split(" ", 1)[1])


def _when(figures: dict[str, Figure]) -> str:
    months = sorted({_month(item.period) for item in figures.values()})
    return f", {months[0]}" if len(months) == 1 and months[0] else ""


def _cell(figure: Figure | None) -> str:
    return "" if figure is None else number(figure)
