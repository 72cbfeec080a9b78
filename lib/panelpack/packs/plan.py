"""What to build: which reports of which reporting years, checked before anything runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panelpack.catalogue.reports import read_reports
from panelpack.packs.years import current_year, newest_year
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem, unknown

ALL_YEARS = ALL_COUNCILS = "all"
CURRENT = "current"
"""In place of a year: the newest one of which there are figures."""


@dataclass(frozen=True)
class PackPlan:
    """One pack to build: a council's reports of one reporting year, and the years that are built with it."""

    council: str
    year: str
    reports: tuple[str, ...]
    years: tuple[str, ...] = ()


def plan(
    project: Project, council: str, year: str, reports: Sequence[str] = (), parameters: Iterable[str] = ()
) -> list[PackPlan]:
    """The packs that a request asks for, council by council, oldest year first.

    Args:
        council: its name, or `all`; an invented council is not among all.
        year: a reporting year; `all`, up to the newest of which there are figures; or `current`, that newest one.
        reports: names of reports; every one when empty.
        parameters: names of further parameters for the notebooks; council and year are not among them.

    Raises:
        InputError: the council, year or a report does not exist, the message lists those that do; or a report has no
            notebook.
    """
    if council != ALL_COUNCILS:
        project.council(council)
    councils = [name for name in project.councils() if not project.council(name).invented]
    fixed = [name for name in parameters if name in ("council", "year")]
    if fixed:
        raise InputError(Problem(f"{name} is no further parameter", todo=f"choose it with --{name}") for name in fixed)
    there = reports_to_build(project)
    for name in reports:
        if name not in there:
            raise unknown("report", name, there)
    if year not in (valid := [*project.years(), CURRENT, ALL_YEARS]):
        raise unknown("year", year, valid)
    chosen = tuple(reports) or tuple(there)
    wanted = councils if council == ALL_COUNCILS else [council]
    years_of = {name: _years(project, name, year, len(wanted) > 1) for name in wanted}
    return [PackPlan(name, label, chosen, years) for name, years in years_of.items() for label in years]


def _years(project: Project, council: str, year: str, among_others: bool) -> tuple[str, ...]:
    """The years to build of a council: all of them end with the newest that has a figure.

    Of all years of several councils none is asked for its figures here: each council is prepared where it is built.
    """
    if year == CURRENT:
        return (current_year(project, council),)
    if year != ALL_YEARS:
        return (year,)
    years = tuple(project.years())
    return years if among_others else years[: years.index(newest_year(project, council)) + 1]


def too_early(project: Project, plans: Sequence[PackPlan]) -> list[tuple[str, str]]:
    """Councils and years with a year file that plans for all years leave out, since they have no figure yet."""
    planned = {(item.council, item.year) for item in plans}
    councils = dict.fromkeys(item.council for item in plans)
    return [(name, year) for name in councils for year in project.years() if (name, year) not in planned]


def reports_to_build(project: Project) -> list[str]:
    """Every report, in the order of the catalogue.

    Raises:
        InputError: a report without a notebook.
    """
    reports = read_reports(project.data / "measures")
    problems = [
        Problem(f"the report {name} has no notebook", f"data/measures/{name}.yaml", f"write notebooks/{name}.ipynb")
        for name in reports
        if not project.notebook(name).exists()
    ]
    if problems:
        raise InputError(problems)
    return list(reports)
