"""Every file that a reporting year needs: where it is published, when it is due, and which measures wait for it."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.sources import Source
from panelpack.commands.form_sheets import OWN_SOURCE
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.of_year import asked_for, figures_of_year
from panelpack.facts.returns.every_return import RETURNS

NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Needed:
    """A file that a year needs.

    Attributes:
        where: where it is published, or the folder in which it belongs.
        due: the month in which it is due, or that this is not known.
        how: the command that brings it in.
        waits: the measures that wait for it, of all that it gives.
        gives: how many those are.
    """

    source: str
    title: str
    publisher: str
    where: str
    due: str
    how: str
    waits: tuple[Measure, ...]
    gives: int

    @property
    def line(self) -> str:
        """The file in one line."""
        return f"{self.title}: {len(self.waits)} of {self.gives} measures wait; where: {self.where}; due: {self.due}"


def needed(view: CouncilYear, workbook: str) -> list[Needed]:
    """The files that a year needs: official statistics, what partners publish, the council's own figures and returns.

    What a source gave of a measure before, its next release is expected to give.

    Args:
        workbook: the file in which the council's own figures are filled in.
    """
    measures = [item for name in view.published.context.catalogue.reports for item in asked_for(view, name)]
    return [*_of_sources(view, measures, workbook), *_of_returns(view, measures)]


def _of_sources(view: CouncilYear, measures: list[Measure], workbook: str) -> Iterator[Needed]:
    register = view.published.context.register
    filled = {figure.measure.id for figure in figures_of_year(view)}
    gives: dict[str, list[Measure]] = {}
    for measure in measures:
        for name in _sources_of(view, measure):
            gives.setdefault(name, []).append(measure)
    for name in sorted(gives, key=register.rank):
        source, is_official = register[name], register.is_official(name)
        there = {item.id for item in gives[name] if _is_released(view, item, name)} if is_official else filled
        waits = [item for item in gives[name] if item.id not in there]
        how = f"panelpack refresh FILE --source {name} --release RELEASE" if is_official else f"fill {workbook}"
        where = workbook if name == OWN_SOURCE else source.published_at or NOT_KNOWN
        yield Needed(name, source.title, source.publisher, where, due(source), how, tuple(waits), len(gives[name]))


def _sources_of(view: CouncilYear, measure: Measure) -> list[str]:
    """The sources whose next release gives a measure: those of its official figures, and who stated it last."""
    register = view.published.context.register
    official = dict.fromkeys(item.source for item in view.published.official(measure.id) if item.unit == measure.unit)
    if not measure.topic:
        return list(official)
    stated = [
        item
        for item in view.published.stated(measure.id)
        if item.area in view.own_areas and not register.kind(item.source).is_counted
    ]
    last = max(stated, key=lambda item: item.period.order, default=None)
    return [*official, last.source if last else OWN_SOURCE]


def _is_released(view: CouncilYear, measure: Measure, source: str) -> bool:
    """Whether official statistics of the year are there of a measure: the council's, or for quartiles the country's."""
    areas = {*view.own_areas, view.council.country}
    found = (item for item in view.published.official(measure.id) if item.source == source and item.area in areas)
    return any(view.documents.is_of_year(item) for item in found)


def _of_returns(view: CouncilYear, measures: list[Measure]) -> Iterator[Needed]:
    """The council's own records, which give the same figures as official statistics a year earlier."""
    register = view.published.context.register
    there = {(item.measure.id, item.source) for item in figures_of_year(view)}
    folder = view.project.returns_of(view.council_name) / view.year_label
    where = f"the council's records, into {folder.relative_to(view.project.root).as_posix()}/, never in git"
    for kind in RETURNS:
        counted = set(kind.touched_by(""))
        gives = [item for item in measures if item.id in counted]
        waits = tuple(item for item in gives if (item.id, kind.source) not in there)
        source = register[kind.source]
        how = f"panelpack check-returns {view.council_name} {view.year_label}"
        yield Needed(kind.source, source.title, source.publisher, where, due(source), how, waits, len(gives))


def due(source: Source) -> str:
    """When the next release of a source is due; where that is not known, when the last one came out."""
    if source.next_due:
        year, month = map(int, source.next_due.split("-"))
        return f"{calendar.month_name[month]} {year}"
    last = max(source.releases.values(), default=None)
    return f"{NOT_KNOWN} (the last came out in {_month(last)})" if last else NOT_KNOWN


def _month(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"
