"""Which reporting years of a council have figures: which is the current one, and which is too early to build."""

from collections.abc import Callable

from panelpack.catalogue.reporting_years import year_dates
from panelpack.comparisons.council_year import CouncilYear, council_year
from panelpack.comparisons.of_year import figures_of_year
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.prepare import prepared
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem


class NoFigureError(InputError):
    """There is no figure of a council for a reporting year yet."""


def refuse_without_figures(view: CouncilYear) -> None:
    """Refuse a pack of a year that was only begun, before a notebook runs.

    Raises:
        NoFigureError: there is no figure of the council for the year; it says how to bring some in.
    """
    if not figures_of_year(view):
        year, council = view.year_label, view.council_name
        todo = (
            f"panelpack new-year {year} --council {council} writes a workbook to fill and lists every file that it "
            f"needs; panelpack take FILE --council {council} brings the workbook in, panelpack refresh a file of the "
            "Department"
        )
        raise NoFigureError([Problem(f"no figure of {view.area_name} is there for {year}", f"{council} {year}", todo)])


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
    published = prepared(project, council)
    for year in reversed(project.years()):
        if any(counts(figure, year) for figure in figures_of_year(council_year(project, published, council, year))):
            return year
    raise NoFigureError([Problem("no year in parameters/years has a figure", council, "panelpack refresh brings some")])
