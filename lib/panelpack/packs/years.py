"""Which reporting years of a council have figures: which is the current one, and which is too early to build."""

from collections.abc import Callable

from panelpack.catalogue.reporting_years import year_dates
from panelpack.comparisons.documents import Documents
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.prepare import prepared
from panelpack.disclosure.published import Published
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem
from panelpack.project.parameters import Council


class NoFigureError(InputError):
    """There is no figure of a council for a reporting year yet."""


def figures_of_year(published: Published, council: Council, year: str) -> list[Figure]:
    """The figures of a council itself, of any source, that belong to a reporting year.

    A figure belongs to the year in which its period ends; one without a date, to the year on which its document
    reports.
    """
    documents = Documents(published, year, None)
    own = (figure for area in council.own_areas for figure in published.figures_of(area))
    return [figure for figure in own if documents.is_of_year(figure)]


def refuse_without_figures(published: Published, name: str, council: Council, year: str) -> None:
    """Refuse a pack of a year for which there is nothing to show.

    Raises:
        NoFigureError: there is no figure of the council for the year; it says how to bring some in.
    """
    if not figures_of_year(published, council, year):
        todo = f"bring them in: panelpack refresh for official statistics, panelpack template REPORT --year {year}"
        raise NoFigureError([Problem("there is no figure for this year yet", f"{name} {year}", todo)])


def newest_year(project: Project, council: str) -> str:
    """The newest reporting year with a year file and any figure of a council.

    Raises:
        NoFigureError: none has a figure.
    """
    return _newest(project, council, lambda _figure, _year: True)


def current_year(project: Project, council: str) -> str:
    """The current reporting year of a council: the newest with a year file and a figure of the year as a whole.

    That is a figure whose period ends with the year, on 31 March, or one that the council or a partner states for it.
    Official figures of a September or a school year come out while the year goes on, and do not make it current. The
    rule depends on files alone, never on the day: a schedule goes over to a new year when its figures come in.

    Raises:
        NoFigureError: no year has such a figure.
    """
    official = prepared(project, council).context.register.is_official

    def is_of_all_of_it(figure: Figure, year: str) -> bool:
        return figure.period.end == year_dates(year)[1] or not official(figure.source)

    return _newest(project, council, is_of_all_of_it)


def _newest(project: Project, council: str, counts: Callable[[Figure, str], bool]) -> str:
    published, settings = prepared(project, council), project.council(council)
    for year in reversed(project.years()):
        if any(counts(figure, year) for figure in figures_of_year(published, settings, year)):
            return year
    raise NoFigureError([Problem("no year in parameters/years has a figure", council, "panelpack refresh brings some")])
