"""Measures in two dimensions: the parts of one by period, or several side by side by part."""

from collections.abc import Sequence

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import Period
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import SUM
from panelpack.disclosure.figure import Figure
from panelpack.page import tables, words
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece
from panelpack.page.tables import Column
from panelpack.page.words import NOTHING, capital, defined, joined, number, say, text
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.reconciliation.findings import slack_of
from panelpack.sections.labels import cautions, not_supplied
from panelpack.sections.stated import printed_in

TOTAL = "All"


def by_period(view: CouncilYear, name: str, by: str, total: str = "", title: str = "") -> Piece:
    """One measure in two dimensions: the values of a breakdown, or areas, by period.

    Args:
        by: the breakdown's name, such as `primary_need`, or `area`.
        total: the measure that the parts should add to, shown last; where they do not, a note says so.
        title: the caption's first words; the measure's label when not given.

    Raises:
        InputError: the measure has breakdowns, and not that one; the message names the nearest.
    """
    measure = view.measure(name)
    given = [item for item in view.documents.visible(name) if by == "area" or _is_by(item, by)]
    figures = _of_one_source(view, given)
    if not figures:
        _refuse_unknown(view, measure, by)
        return not_supplied(view, measure.label, measure.topic or measure.report)
    periods = sorted({item.period for item in figures}, key=_undated_last)
    cells = {(_kind(item, by), item.period): item for item in figures}
    kinds = list(dict.fromkeys(kind for kind, _ in cells))
    names = {kind: view.name_of(kind) if by == "area" else capital(measure.breakdown_label(kind)) for kind in kinds}
    rows = [[text(names[kind]), *[_cell(cells.get((kind, when))) for when in periods]] for kind in kinds]
    notes = [say("{}.", defined(name, "What it means")), printed_in(view, figures), *cautions(figures)]
    if total:
        whole = _wholes(view, total, figures)
        label = TOTAL if total == name else view.measure(total).label
        rows.append([defined(total, label), *[_cell(whole.get(when)) for when in periods]])
        notes.append(_sums([[cells.get((kind, when)) for kind in kinds] for when in periods], periods, whole))
    span = f"{periods[0].words} to {periods[-1].words}" if len(periods) > 1 else periods[0].words
    columns = [Column(text(header_of(by))), *[Column(words.period(when), True) for when in periods]]
    return tables.table(view.published, f"{title or measure.label}, {span}", columns, rows, joined(notes, " "))


def _refuse_unknown(view: CouncilYear, measure: Measure, by: str) -> None:
    """A breakdown that the measure has not is a slip of the one who asks, and no gap in what was supplied."""
    given = {name for item in view.documents.visible(measure.id) for name in breakdowns.names_of(item.breakdown)}
    known = {*measure.breakdown_names, *given}
    if by != "area" and known and by not in known:
        todo = suggest(by, [*known, "area"])
        raise InputError([Problem(f"{measure.id} is not broken down by {by!r}", todo=todo)])


def _is_by(figure: Figure, by: str) -> bool:
    return breakdowns.name_of(figure.breakdown) == by


def _kind(figure: Figure, by: str) -> str:
    return figure.area if by == "area" else figure.breakdown


def _undated_last(period: Period) -> tuple[bool, Period]:
    return period.end is None, period


def _of_one_source(view: CouncilYear, figures: Sequence[Figure]) -> list[Figure]:
    """Of each period the figures of one source, the preferred: parts of two would add to nothing."""
    rank = view.published.context.register.rank
    first: dict[Period, str] = {}
    for item in figures:
        first[item.period] = min(first.get(item.period, item.source), item.source, key=rank)
    return [item for item in figures if item.source == first[item.period]]


def _wholes(view: CouncilYear, total: str, parts: Sequence[Figure]) -> dict[Period, Figure]:
    """The whole of each period: of the source of its parts where that gives it, else of the preferred one."""
    rank, of_parts = view.published.context.register.rank, {item.period: item.source for item in parts}
    found = [item for item in view.documents.visible(total) if item.area == parts[0].area and not item.breakdown]
    found.sort(key=lambda item: (item.source == of_parts.get(item.period), -rank(item.source)))
    return {item.period: item for item in found}


def header_of(by: str) -> str:
    """The header of a column of values, from the name of a breakdown: "primary_need" gives "Primary need"."""
    return capital(by.replace("_", " "))


def _cell(figure: Figure | None) -> Words:
    return NOTHING if figure is None else number(figure)


def _sums(parts: Sequence[Sequence[Figure | None]], periods: Sequence[Period], whole: dict[Period, Figure]) -> Words:
    """Where parts do not add to their total: the periods, with sum and total."""
    apart: list[Words] = []
    rounded: list[Words] = []
    for inside, when in zip(parts, periods, strict=True):
        total, known = whole.get(when), [item for item in inside if item is not None]
        if total is None or total.value is None or not known or any(item.value is None for item in known):
            continue
        summed = sum(item.exact for item in known)
        if summed != total.value:
            said = say("{}, {} beside {}", when.label, number(SUM.of(total, summed, known)), number(total))
            within = abs(summed - total.value) <= slack_of([*known, total])
            (rounded if within else apart).append(said)
    if not apart and not rounded:
        return text("The parts add to the total in every period.")
    if not apart:
        return say("The parts add to the total but for their rounding: {}.", joined(rounded, "; "))
    # With one period out of step it is the print that errs; with several beside one that adds, the series changed
    changed = " Growth across these years is not like for like." if 1 < len(apart) < len(periods) else ""
    return say("The parts do not add to the total: {}.{}", joined(apart, "; "), changed)


def by_group(view: CouncilYear, names: Sequence[str], columns: Sequence[str], title: str) -> Piece:
    """Several measures in two dimensions: a measure a row, a breakdown a column, of one period.

    Args:
        columns: the breakdowns, such as `year_group=Yr7`; empty for the total.
        title: the caption's first words.
    """
    measures = [view.measure(name) for name in names]
    found = {(item.measure.id, item.breakdown): item for name in names for item in view.documents.visible(name)}
    rows_of = [measure for measure in measures if any((measure.id, column) in found for column in columns)]
    if not rows_of:
        return not_supplied(view, title, measures[0].topic or measures[0].report)
    figures = [found[key] for key in found if key[1] in columns]
    periods = list(dict.fromkeys(item.period for item in figures))
    heads = [Column(text(capital(measures[0].breakdown_label(column)) or TOTAL), True) for column in columns]
    rows = [
        [defined(measure.id, measure.label), *[_cell(found.get((measure.id, column))) for column in columns]]
        for measure in rows_of
    ]
    when = ", ".join("no date given" if period.end is None else period.label for period in periods)
    note = joined([printed_in(view, figures), *cautions(figures)], " ")
    return tables.table(view.published, f"{title}, {when}", [Column(text("What")), *heads], rows, note)
