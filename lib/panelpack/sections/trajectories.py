"""Trajectories: a baseline, milestones on the way, what was reached, and the standard at the end.

"Met the milestone" and "met the standard" are different words: a service can be ahead of the path that it was given and
still be far from the standard, or the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from panelpack.catalogue.periods import Period, long_date
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece, together
from panelpack.page.tables import Column
from panelpack.page.verdicts import coloured
from panelpack.page.words import NOTHING, capital, joined, number, period, text
from panelpack.sections.labels import cautions, not_supplied


@dataclass(frozen=True)
class Trajectory:
    """The measures of a trajectory, each with the same breakdown: what is followed."""

    standard: str
    baseline: str
    milestone: str
    actual: str
    latest: str


def trajectories(view: CouncilYear, names: Trajectory, title: str) -> Piece:
    """A row for each thing followed: standard, baseline, milestones with what was reached, the latest, two verdicts.

    The latest figure is held against the last milestone.
    """
    standard = _by_kind(view, names.standard)
    if not standard:
        return not_supplied(view, title, view.measure(names.standard).topic)
    milestones, actuals = view.documents.visible(names.milestone), view.documents.visible(names.actual)
    steps = sorted({item.period for item in milestones})
    planned = {(item.breakdown, item.period): item for item in milestones}
    reached = {(item.breakdown, item.period): item for item in actuals}
    baseline, latest = _by_kind(view, names.baseline), _by_kind(view, names.latest)
    with_actual = {when for _, when in reached}
    rows, ways = [], []
    for kind, goal in standard.items():
        now = latest.get(kind)
        last = next((planned[kind, step] for step in reversed(steps) if (kind, step) in planned), None)
        row = [text(capital(goal.measure.breakdown_label(kind))), number(goal), _cell(now)]
        row += [period(now.period) if now else NOTHING, met_or_not(now, goal), met_or_not(now, last)]
        rows.append(row)
        way = [row[0], _cell(baseline.get(kind))]
        for step in steps:
            way.append(_cell(planned.get((kind, step))))
            if step in with_actual:
                way.append(_cell(reached.get((kind, step))))
        ways.append(way)
    inferred = {item.period for item in (*milestones, *actuals) if item.year_is_inferred}
    columns = [Column(text("Service")), Column(text("Standard"), True), Column(text("Latest"), True)]
    columns += [Column(text(words)) for words in ("Latest is of", "Standard met?", "Last milestone met?")]
    planned_columns = _planned_columns(steps, with_actual, inferred, _when(baseline))
    milestones_note = joined(cautions([*standard.values(), *milestones, *actuals], are_marked=True), " ")
    return together(
        tables.table(view.published, title, columns, rows, _note(latest)),
        tables.table(view.published, f"{title}, by milestone", planned_columns, ways, milestones_note),
    )


def _planned_columns(
    steps: Sequence[Period], with_actual: set[Period], inferred: set[Period], when: str
) -> list[Column]:
    columns = [Column(text("Service")), Column(text(f"Baseline{when}"), True)]
    for step in steps:
        month = text(f"{_month(step)} (year inferred)" if step in inferred else _month(step))
        columns.append(Column(text("Milestone"), True, month))
        if step in with_actual:
            columns.append(Column(text("Actual"), True, month))
    return columns


def _note(latest: dict[str, Figure]) -> Words:
    """The words that the document puts beside its latest figures, and what to keep in mind."""
    said = [
        f"{capital(item.measure.breakdown_label(item.breakdown))}: {'; '.join(item.qualifiers)}"
        for item in latest.values()
        if item.qualifiers
    ]
    words = [text(f"The document's own words: {'; '.join(said)}.")] if said else []
    return joined([*words, *cautions(latest.values())], " ")


def _by_kind(view: CouncilYear, name: str) -> dict[str, Figure]:
    """The figures of a measure by breakdown; where there are several, the latest."""
    figures = view.documents.visible(name)
    last = {item.breakdown: item for item in sorted(figures, key=lambda item: item.period.order)}
    return {item.breakdown: last[item.breakdown] for item in figures}


def is_met(now: Figure, goal: Figure) -> bool:
    """Whether a figure reaches a goal: the goal is not better than it, whichever direction is better."""
    return not now.measure.is_better(goal.number, now.number)


def met_or_not(now: Figure | None, goal: Figure | None) -> Words:
    """Whether a figure reaches a goal, by word and by shape."""
    if now is None or goal is None or now.value is None or goal.value is None or not now.measure.has_direction:
        return text("not known")
    return coloured("green", "met") if is_met(now, goal) else coloured("red", "not met")


def _month(when: Period) -> str:
    return "" if when.end is None else long_date(when.end).split(" ", 1)[1]


def _when(figures: dict[str, Figure]) -> str:
    months = sorted({_month(item.period) for item in figures.values()})
    return f", {months[0]}" if len(months) == 1 and months[0] else ""


def _cell(figure: Figure | None) -> Words:
    return NOTHING if figure is None else number(figure)
