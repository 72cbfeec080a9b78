"""Twelve months that roll: the newest beside those before, the change as stated, and the force area's change."""

from collections.abc import Mapping, Sequence

from panelpack.comparisons.change import Change
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.page import tables
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece
from panelpack.page.tables import Column
from panelpack.page.verdicts import could_be_chance, with_points
from panelpack.page.words import NOTHING, defined, joined, number, period, say, text
from panelpack.sections.labels import cautions, not_supplied

OVERLAP = "These measures overlap: one event can count in several of them, so they are never added."


def rolling(view: CouncilYear, names: Sequence[str], title: str) -> Piece:
    """A row a measure: current, previous, change, % change, the same of the force area, and whether it could be chance.

    Changes are those that the source states; where it states none, they are computed.
    """
    measures = [view.measure(name) for name in names]
    changed = [view.change(figure) for measure in measures if (figure := view.own(measure.id)) is not None]
    if not changed:
        return not_supplied(view, title, measures[0].topic)
    with_force = any(view.of_force(item.now) for item in changed)
    heads = ["Measure", "Current", "Previous", "Change", "% change"]
    heads += ["% change, force area"] if with_force else []
    columns = [Column(text(words), words != "Measure") for words in heads]
    columns.append(Column(text("Could it be chance?")))
    rows = [_row(view, item, with_force) for item in changed]
    notes = [text(OVERLAP), *_when(changed), *cautions(item.now for item in changed)]
    return tables.table(view.published, title, columns, rows, joined(notes, " "))


def _row(view: CouncilYear, item: Change, with_force: bool) -> list[Words]:
    difference = view.stated_change(item.now, "change") or item.difference
    pct = view.stated_change(item.now, "change_pct") or item.pct
    row = [
        defined(item.now.measure.id, item.now.measure.label),
        number(item.now),
        number(item.before),
        with_points(difference) if difference else text(item.pct_reason or "not known"),
        number(pct) if pct else text(item.pct_reason),
    ]
    if with_force:
        force = view.of_force(item.now)
        row.append(number(force) if force else NOTHING)
    return [*row, could_be_chance(item)]


def _when(changed: Sequence[Change]) -> list[Words]:
    """Which twelve months the columns are; a source that gives no dates is named as such."""
    periods = dict.fromkeys(item.now.period for item in changed)
    dated = [say("Current: {}.", period(when)) for when in periods if when.end is not None]
    undated = [text("The source does not say which twelve months they are.")] if len(dated) < len(periods) else []
    return dated + undated


def beside(view: CouncilYear, rows: Mapping[str, Sequence[str]], columns: Sequence[str], title: str) -> Piece:
    """What several bodies count of the same, side by side and never added.

    Args:
        rows: what is counted, each with the measures of it, one a column.
        columns: who counts.
    """
    figures = {name: view.own(name) for names in rows.values() for name in names}
    if not any(figures.values()):
        return not_supplied(view, title, view.measure(next(iter(figures))).topic)
    heads = [Column(text(who), True) for who in columns]
    body = [[text(what), *[_cell(name, figures[name]) for name in names]] for what, names in rows.items()]
    note = text("Each counts by rules of its own and over months of its own: the figures are never added or merged.")
    return tables.table(view.published, title, [Column(text("What is counted")), *heads], body, note)


def _cell(name: str, figure: Figure | None) -> Words:
    if figure is None:
        return number(None)
    undated = figure.period.end is None
    when = text("twelve months without dates") if undated else period(figure.period)
    return say("{} ({}; {})", number(figure), defined(name, "definition"), when)
