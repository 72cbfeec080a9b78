"""What is there of a council's own figures for a reporting year, and which measures wait for one."""

from collections.abc import Sequence

from panelpack.catalogue.measures import Measure
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure


def figures_of_year(view: CouncilYear) -> list[Figure]:
    """The figures of the council, or of an agency of its own, that belong to the year, from every source.

    A rank among England's councils is not among them, nor a change that a source states: they tell of a figure.
    """
    found = (figure for area in view.council.own_areas for figure in view.published.figures_of(area))
    return [item for item in found if item.unit == item.measure.unit and view.documents.is_of_year(item)]


def measures_in(view: CouncilYear) -> set[str]:
    """The ids of the measures of which there is a figure for the year, or the reason why there is none."""
    return {figure.measure.id for figure in figures_of_year(view)}


def asked_for(view: CouncilYear, report: str) -> list[Measure]:
    """The measures of a report of which somebody must give the figure: all but those that are calculated from others.

    What is counted in one other council alone is not asked for.
    """
    measures = view.published.context.catalogue.of_report(report)
    return [item for item in measures if not item.calculated and item.local_to in ("", view.council.area)]


def without_figures(view: CouncilYear, reports: Sequence[str]) -> list[str]:
    """The reports of which no measure has a figure for the year."""
    there = measures_in(view)
    of_report = view.published.context.catalogue.of_report
    return [name for name in reports if not any(item.id in there for item in of_report(name))]
