"""What a reader must know of a trend beside its lines: gaps, breaks, small groups; and what stands for one point."""

from collections.abc import Sequence

from panelpack.catalogue.periods import Period
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.change import travel
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import base_of, part_of
from panelpack.disclosure.figure import Figure
from panelpack.page import charts, tables
from panelpack.page.chart_marks import Bar, Line
from panelpack.page.descriptions import comparison_description, run_said
from panelpack.page.parts import Words
from panelpack.page.pieces import Note, Piece
from panelpack.page.tables import Column
from panelpack.page.words import defined, number, period, say, text
from panelpack.sections.chart_titles import trend_title
from panelpack.sections.labels import meaning

SMALL_GROUP = 50
"""Of fewer people a percentage moves by two points or more with each."""


def what_to_know(view: CouncilYear, periods: Sequence[Period], own: Sequence[Figure | None]) -> list[Words]:
    """Sentences beneath a trend: which years have no figure and why, where the series changed, how small a group is."""
    return [text(said) for said in (*_gaps(periods, own), *_breaks(own))] + _small_group(view, own)


def _gaps(periods: Sequence[Period], own: Sequence[Figure | None]) -> list[str]:
    absent = [when.label for when, figure in zip(periods, own, strict=True) if figure is None]
    said = [f"No figure for {_listed(absent)}."] if absent else []
    for status in dict.fromkeys(figure.status for figure in own if figure is not None and figure.status):
        years = [figure.period.label for figure in own if figure is not None and figure.status == status]
        said.append(f"{status}, {STATUS_WORDS[status]}: {_listed(years)}.")
    places = [place for place, figure in enumerate(own) if figure is not None and figure.value is not None]
    if places and places[-1] - places[0] + 1 > len(places):
        said.append("Dotted over years without a figure: no trend is known there.")
    return said


def _breaks(own: Sequence[Figure | None]) -> list[str]:
    known = [figure for figure in own if figure is not None and figure.value is not None]
    pairs = zip(known, known[1:], strict=False)
    found = [one for before, now in pairs for one in now.measure.breaks_between(before.period, now.period, now.source)]
    return [f"The series changed: {item.why}" for item in dict.fromkeys(found)]


def _small_group(view: CouncilYear, own: Sequence[Figure | None]) -> list[Words]:
    """That a percentage is of few people, or that all counts are small."""
    now, known = own[-1], [figure for figure in own if figure is not None and figure.value is not None]
    if now is None or not known:
        return []
    if now.measure.unit == "count" and now.measure.counts_people:
        is_small = max(figure.exact for figure in known) < view.published.policy.small_base
        return [text("Small numbers: a few more or fewer change the line much.")] if is_small else []
    if not now.measure.is_share or now.value is None or now.denominator is None or now.denominator >= SMALL_GROUP:
        return []
    base, part = base_of(now), part_of(now)
    of = say("{} of {}", number(part), number(base)) if part is not None else number(base)
    return [say("A small group: {} in the last year, so that each one changes the percentage much.", of)]


def _listed(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"


def run_of(view: CouncilYear, now: Figure | None) -> str:
    """For how many periods in a row a figure has moved one way, in a sentence."""
    if now is None or now.value is None:
        return ""
    change = view.change(now)
    if change.difference is None or not change.difference.number:
        return ""
    return run_said(travel(view.published, now).run, change.difference.number > 0, now)


def only_figure(view: CouncilYear, lines: Sequence[Line]) -> Piece:
    """What stands for a trend of one figure: bars of it and of those beside it in its period, or a sentence."""
    now = lines[0].figures[-1]
    assert now is not None, "a trend without its last figure is not drawn"
    measure = now.measure
    near = f"Neighbours' {view.council.neighbours_by}"
    last = [(near if line.role == "neighbours" else line.label, line.figures[-1]) for line in lines]
    known = [(label, figure) for label, figure in last if figure is not None and figure.value is not None]
    if now.value is None or len(known) < 2:
        when = say("{}: {}, {}.", defined(measure.id, measure.label), number(now), period(now.period))
        return Note(say("{} It is the only figure, so that there is no chart over time.", when))
    known.sort(key=lambda item: (item[1].number, item[0]), reverse=not measure.lowest_first)
    subtitle = f"{view.area_name} and others, {now.period.label}"
    finding = trend_title(view, lines[0].figures)
    bars = [Bar(label, figure, figure.id == now.id) for label, figure in known]
    rows = [[text(label), number(figure)] for label, figure in known]
    columns = [Column(text("Area")), Column(text(measure.label), True)]
    data = tables.table(view.published, f"{measure.label}, {subtitle}", columns, rows, meaning([now]))
    description = comparison_description(finding.plain, view.area_name, now.text, known, None)
    return charts.bar_chart(view.published, measure.label, subtitle, description, bars, data, finding=finding)
