"""What to build: which reports of which reporting years, checked before anything runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panelpack.project.errors import InputError, Problem, unknown
from panelpack.project.parameters import Project

ALL_YEARS = "all"


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
    """The packs that a request asks for, oldest year first.

    Args:
        year: a reporting year, or `all`.
        reports: names of reports; every one of the year when empty.
        parameters: names of further parameters for the notebooks; council and year are not among them.

    Raises:
        InputError: the council, year or a report does not exist; the message lists those that do.
    """
    project.council(council)
    fixed = [name for name in parameters if name in ("council", "year")]
    if fixed:
        raise InputError(Problem(f"{name} is no further parameter", todo=f"choose it with --{name}") for name in fixed)
    for name in reports:
        if name not in project.reports():
            raise unknown("report", name, project.reports())
    years = project.years() if year == ALL_YEARS else [year]
    if year != ALL_YEARS and year not in project.years():
        raise unknown("year", year, [*project.years(), ALL_YEARS])
    every = tuple(years)
    return [PackPlan(council, label, tuple(reports) or project.year(label).reports, every) for label in years]
