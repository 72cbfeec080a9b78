"""What to build: which reports of which reporting years, checked before anything runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panelpack.catalogue.reports import read_reports
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem, unknown

ALL_YEARS = ALL_COUNCILS = "all"


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
        year: a reporting year, or `all`.
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
    years = project.years() if year == ALL_YEARS else [year]
    if year != ALL_YEARS and year not in project.years():
        raise unknown("year", year, [*project.years(), ALL_YEARS])
    chosen = tuple(reports) or tuple(there)
    wanted = councils if council == ALL_COUNCILS else [council]
    return [PackPlan(name, label, chosen, tuple(years)) for name in wanted for label in years]


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
