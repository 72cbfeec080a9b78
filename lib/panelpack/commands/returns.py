"""Commands about a council's own records: what was found in them, and the rows behind a figure; all of it private."""

import shutil
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from panelpack.catalogue.context import read_context
from panelpack.commands.chosen import CouncilOption, EachYearOption, Short, chosen
from panelpack.commands.ending import ending_well
from panelpack.disclosure.own_records import keep_list, private_list, returns_of
from panelpack.disclosure.prepare import prepared
from panelpack.facts.returns.counting import COUNTED
from panelpack.facts.returns.faults import Fault, gravest_first
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.validator_reports import is_report
from panelpack.project.checkout import DEFAULT_COUNCIL, Project, find_project
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import replacing, write_whole

_MOST_SHOWN = 50


def check_returns_command(
    short: Short = None,
    council: CouncilOption = "",
    year: EachYearOption = "",
    reports: Annotated[
        list[Path] | None,
        typer.Option("--with", help="An error report of the sector's validator, kept with the year's returns."),
    ] = None,
) -> None:
    """Read a council's returns and print what is wrong with them; exit code 1 where figures are lost."""
    with ending_well():
        project = find_project()
        council, year = chosen(short, council, year)
        council = council or DEFAULT_COUNCIL
        project.council(council)
        for path in reports or []:
            print(f"{_kept(project, council, year, path)} is kept with the returns")
        found = found_in(project, council, year)
        for label, faults in found.items():
            print(f"{label}: {_counted(faults)}")
            print("\n".join(f"  {fault}" for fault in faults))
        print(f"All of it stands in {private_list(project, council).relative_to(project.root)}, which is private")
        if any(fault.severity == "stop" for faults in found.values() for fault in faults):
            raise typer.Exit(1)


def found_in(project: Project, council: str, year: str = "") -> dict[str, list[Fault]]:
    """The quality list of each year of a council's returns, the gravest first; written in full to the private list.

    Raises:
        InputError: there are no returns of the council or of the year.
    """
    returns = returns_of(project, council, read_context(project))
    wanted = [label for label in returns.years if label == year or not year]
    if not wanted:
        where = project.returns_of(council).relative_to(project.root) / (year or "<year>")
        todo = "put the return's files there, or a zip of them"
        raise InputError([Problem("there are no returns", where.as_posix(), todo)])
    read = returns.read(lambda _: None)
    for label in returns.years:
        read.of_year(label)
    keep_list(project, council, read.faults)
    return {label: gravest_first(read.faults[label]) for label in wanted}


def _counted(faults: list[Fault]) -> str:
    number = {name: sum(fault.severity == name for fault in faults) for name in ("stop", "drop", "warn")}
    return f"{number['stop']} stop figures, {number['drop']} leave rows out, {number['warn']} are to be known"


def _kept(project: Project, council: str, year: str, path: Path) -> str:
    """Keep a report of the sector's validator beside the returns of its year; gives where."""
    if not year:
        raise InputError([Problem("of which year is the report?", path.name, "name its year with --year")])
    if not path.is_file():
        raise InputError([Problem("there is no such file", str(path), "give the path of the report")])
    source = Source(path.name, path.stat().st_size, lambda: path.open("rb"))
    if not is_report(source):
        todo = "give the report of single errors, with the columns rule_code and tables_affected"
        raise InputError([Problem("it is no error report of a validator", path.name, todo)])
    kept = project.returns_of(council) / year / "validators" / path.name
    with replacing(kept) as beside:
        shutil.copyfile(path, beside)
    return kept.relative_to(project.root).as_posix()


def rows_command(
    name: Annotated[str, typer.Argument(metavar="ID", help="The data-fact of a number on a page.")],
    council: Annotated[str, typer.Option(help="Council, as named in parameters/councils/.")] = DEFAULT_COUNCIL,
    out: Annotated[Path | None, typer.Option(help="A CSV to write in place of printing.")] = None,
) -> None:
    """Print the rule of a figure counted from records, and the files and row numbers that it counts. Private."""
    with ending_well():
        project = find_project()
        rule, rows = rows_behind(project, council, name)
        print(rule)
        if out is not None:
            write_whole(out, rows.to_csv(index=False, lineterminator="\n"))
            print(f"{out} is written: {len(rows)} rows. It is private")
            return
        print(rows.head(_MOST_SHOWN).to_string(index=False))
        if len(rows) > _MOST_SHOWN:
            print(f"... and {len(rows) - _MOST_SHOWN} more: --out FILE.csv writes all")


def rows_behind(project: Project, council: str, name: str) -> tuple[str, pd.DataFrame]:
    """The rule of a figure in words, and the rows behind it: `file`, `row`, and whether a share counts it.

    Raises:
        InputError: there is no such figure, or it was not counted from records.
    """
    published = prepared(project, council)
    figure = published.figures.get(name)
    if figure is None:
        todo = "take it from the data-fact of a number on a page of this council"
        raise InputError([Problem(f"no figure that may be shown has the id {name!r}", todo=todo)])
    returns = returns_of(project, council, read_context(project))
    numerator = figure.measure.rate_of or figure.measure.id
    read = returns.read(lambda _: None)
    found = read.rows_behind(numerator, figure.period, figure.breakdown, figure.source, figure.release)
    if found is None:
        what = f"{figure.measure.label} is not counted from records: it comes from {figure.source}"
        raise InputError([Problem(what, todo="panelpack trace tells where it was read")])
    item, rows = found
    columns = ["file", "row", *([COUNTED] if COUNTED in rows else [])]
    return f"{figure.measure.label}, {figure.period}: {item.says}", rows[columns].reset_index(drop=True)
