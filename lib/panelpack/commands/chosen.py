"""Which council and year a command is about: `--council` and `--year` in every command, or both in short, in order."""

from typing import Annotated

import typer

from panelpack.packs.plan import CURRENT
from panelpack.packs.years import current_year
from panelpack.project.checkout import DEFAULT_COUNCIL, Project
from panelpack.project.errors import InputError, Problem

DEFAULT_YEAR = "2022-23"

Short = Annotated[
    list[str] | None, typer.Argument(metavar="[COUNCIL] [YEAR]", help="Short for --council COUNCIL and --year YEAR.")
]
CouncilOption = Annotated[
    str, typer.Option("--council", help=f"Council, as named in parameters/councils/; {DEFAULT_COUNCIL} if not given.")
]
YearOption = Annotated[
    str, typer.Option("--year", help=f"Reporting year such as 2022-23, or current; {DEFAULT_YEAR} if not given.")
]
EachYearOption = Annotated[str, typer.Option("--year", help="Reporting year such as 2022-23; every one if not given.")]


def chosen(short: list[str] | None, council: str, year: str) -> tuple[str, str]:
    """Council and year as they were given, by name or in short; each empty when it was not given.

    Raises:
        InputError: one is given twice, or there are more words than two.

    >>> chosen(["kent", "2024-25"], "", "")
    ('kent', '2024-25')
    >>> chosen(["kent"], "", "2024-25")
    ('kent', '2024-25')
    """
    words = dict(zip(("council", "year"), short or [], strict=False))
    named = {"council": council, "year": year}
    problems = [
        Problem(f"the {name} is given twice: {word} and {named[name]}", todo=f"leave {word} or --{name} out")
        for name, word in words.items()
        if named[name]
    ]
    problems += [Problem(f"{word!r} is one word too many", todo="give council and year") for word in (short or [])[2:]]
    if problems:
        raise InputError(problems)
    return council or words.get("council", ""), year or words.get("year", "")


def known(project: Project, council: str, year: str) -> tuple[str, str]:
    """Council and year once they are known to be there; the usual ones where none is given, and which one is current.

    Raises:
        InputError: there is no such council or year; the message lists those that there are.
    """
    council, year = council or DEFAULT_COUNCIL, year or DEFAULT_YEAR
    project.council(council)
    if year == CURRENT:
        return council, current_year(project, council)
    project.year(year)
    return council, year
