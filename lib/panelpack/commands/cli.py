"""The command line of panelpack."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from panelpack.catalogue.context import read_context
from panelpack.catalogue.reports import read_reports
from panelpack.catalogue.work_programme import programme_path, write_skeleton
from panelpack.commands.building import build_command, pair
from panelpack.commands.chosen import DEFAULT_YEAR, CouncilOption, Short, YearOption, chosen, known
from panelpack.commands.ending import ending_well, listen_for_a_stop, speak_utf_8
from panelpack.commands.fetch.command import fetch_command
from panelpack.commands.forms import take_form, write_form
from panelpack.commands.new_council import new_council_command
from panelpack.commands.new_year import new_year_command
from panelpack.commands.output import coverage_written, findings_written, frame_written
from panelpack.commands.refresh import refresh
from panelpack.commands.rehearse.command import rehearse_command
from panelpack.commands.returns import check_returns_command, rows_command
from panelpack.commands.sample.command import sample_command
from panelpack.commands.signing import release_command, verify_command
from panelpack.commands.status import status_command
from panelpack.commands.trace import trace
from panelpack.comparisons.council_year import council_year
from panelpack.comparisons.frames import facts_frame
from panelpack.disclosure.prepare import prepared
from panelpack.gate.whole_pack import check_pack
from panelpack.packs.coverage import coverage, unaccounted
from panelpack.project.checkout import DEFAULT_COUNCIL, Project, find_project
from panelpack.project.errors import InputError, Problem

app = typer.Typer(
    help="Builds the yearly reports of a council's children's services for its scrutiny panel.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Council = Annotated[str, typer.Option(help="Council, as named in parameters/councils/.")]
Form = Annotated[str, typer.Option("--format", help="table, csv or json")]


app.command("build")(build_command)


@app.command("refresh")
def refresh_command(
    file: Annotated[Path, typer.Argument(help="A CSV of the Department's open data.", exists=True, dir_okay=False)],
    source: Annotated[str, typer.Option(help="The source's id in data/sources.yaml.")],
    release: Annotated[str, typer.Option(help="How this release is called, such as 2026.")],
    where: Annotated[
        list[str] | None, typer.Option(help="COLUMN=VALUE to take from a broken-down file, several times if need be.")
    ] = None,
    area: Annotated[
        list[str] | None, typer.Option(help="Code of a further area to take, several times if need be.")
    ] = None,
    all_areas: Annotated[
        bool, typer.Option("--all-areas", help="Take every council, region and England, and keep them as a store.")
    ] = False,
    accept_changes: Annotated[
        bool,
        typer.Option("--accept-changes", help="Take figures that changed by much or are gone."),
    ] = False,
) -> None:
    """Bring official statistics up to date from a file of the Department for Education."""
    with ending_well():
        project = find_project()
        chosen = dict(pair(text) for text in where or [])
        done = refresh(project, file, source, release, chosen, area or [], accept_changes, all_areas)
        print(f"{done.path.relative_to(project.root)}: {', '.join(done.measures)}")
        print("\n".join([f"{done.new} new figures, {done.changed} changed, {done.same} as before", *done.said]))


app.command("release")(release_command)
app.command("verify")(verify_command)
app.command("check-returns")(check_returns_command)
app.command("rows")(rows_command)
app.command("sample")(sample_command)
app.command("new-council")(new_council_command)
app.command("new-year")(new_year_command)
app.command("status")(status_command)
app.command("rehearse")(rehearse_command)
app.command("fetch")(fetch_command)


@app.command("gate")
def gate_command(
    folder: Annotated[Path, typer.Argument(help="A finished pack, such as rendered/north-somerset/2022-23.")],
) -> None:
    """Hold every file of a finished pack against the figures that may be shown; name every finding."""
    with ending_well():
        passed = check_pack(find_project(), folder)
        print(f"{passed.files} files of {folder} hold nothing that may not be shown")


@app.command("template")
def template_command(
    report: Annotated[str, typer.Argument(help="A report, such as send.")],
    council: Council = DEFAULT_COUNCIL,
    year: Annotated[str, typer.Option(help="Reporting year such as 2022-23.")] = DEFAULT_YEAR,
    out: Annotated[Path | None, typer.Option(help="The workbook to write; REPORT-YEAR.xlsx when not given.")] = None,
) -> None:
    """Write a workbook to fill in: every figure that a report can take from a council, prefilled and explained."""
    with ending_well():
        project = find_project()
        project.year(year)
        published = prepared(project, council)
        if report == "work_programme" and not programme_path(project, council).exists():
            plan_path = write_skeleton(project, council)
            print(f"Fill in {plan_path.relative_to(project.root)} too: the plan itself, after each meeting")
        path = write_form(published, project.council(council), year, report, out or Path(f"{report}-{year}.xlsx"))
        print(f"Fill in {path}, then: panelpack take {path} --council {council}")


@app.command("take")
def take_command(
    file: Annotated[Path, typer.Argument(help="A filled workbook.", exists=True, dir_okay=False)],
    council: Council = DEFAULT_COUNCIL,
) -> None:
    """Check a filled workbook and bring its figures into data/figures/COUNCIL/."""
    with ending_well():
        project = find_project()
        done = take_form(project, read_context(project), council, file)
        print("\n".join(str(path.relative_to(project.root)) for path in done.files))
        asked = [f"to look at: {question}" for question in done.to_look_at]
        print("\n".join([f"{done.new} new figures, {done.changed} changed, {done.same} as before", *asked]))


@app.command("coverage")
def coverage_command(
    short: Short = None,
    council: CouncilOption = "",
    year: YearOption = "",
    form: Form = "table",
) -> None:
    """List each figure of a year's documents with the pages that show it, and those left out with the reason."""
    with ending_well():
        project = find_project()
        council, year = known(project, *chosen(short, council, year))
        found = coverage(project, council, year)
        print(coverage_written(found, form))
        if unaccounted(found):
            raise typer.Exit(1)


@app.command("reconcile")
def reconcile_command(
    short: Short = None,
    council: CouncilOption = "",
    year: YearOption = "",
    form: Form = "table",
) -> None:
    """Hold every stated figure against its parts and other statements; exit code 1 for new or changed differences."""
    with ending_well():
        project = find_project()
        council, year = known(project, *chosen(short, council, year))
        words, needs_a_look = findings_written(council_year(project, prepared(project, council), council, year), form)
        print(words)
        if needs_a_look:
            raise typer.Exit(1)


@app.command("trace")
def trace_command(
    name: Annotated[str, typer.Argument(metavar="ID", help="The data-fact of a number on a page.")],
    council: Council = DEFAULT_COUNCIL,
) -> None:
    """Print the whole way of one displayed number: source cell, checks, protection, comparisons and pages."""
    with ending_well():
        project = find_project()
        project.council(council)
        print(trace(council_year(project, prepared(project, council), council, project.years()[-1]), name))


@app.command("facts")
def facts_command(
    measures: Annotated[list[str], typer.Argument(help="Measures, as `panelpack list measures` names them.")],
    council: Council = DEFAULT_COUNCIL,
    area: Annotated[
        list[str] | None, typer.Option(help="Name or code, council, neighbours, region, england or all; repeatable.")
    ] = None,
    years: Annotated[str, typer.Option(help="Reporting years such as 2022-23 or 2015-16:2024-25.")] = "",
    by: Annotated[str, typer.Option(help="Breakdown whose parts are wanted, or all.")] = "",
    source: Annotated[str, typer.Option(help="Source; the preferred one if none; all for rivals.")] = "",
    wide: Annotated[bool, typer.Option("--wide", help="A row a period, a column an area.")] = False,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet")] = "table",
    out: Annotated[Path | None, typer.Option(help="File to write in place of printing.")] = None,
) -> None:
    """Print what may be shown of measures, areas and years."""
    with ending_well():
        project = find_project()
        view = council_year(project, prepared(project, council), council, project.years()[-1])
        found = facts_frame(view, measures, areas=area or "council", years=years, by=by, source=source, wide=wide)
        words = frame_written(found, form, out)
        print(words if out is None else f"{out} is written")


@app.command("list")
def list_command(
    kind: Annotated[str, typer.Argument(help="councils, years, reports or measures")],
) -> None:
    """List the councils, years, reports or measures that there are."""
    with ending_well():
        print("\n".join(_names(find_project(), kind)))


def _names(project: Project, kind: str) -> list[str]:
    kinds: dict[str, Callable[[], list[str]]] = {
        "councils": project.councils,
        "years": project.years,
        "reports": lambda: [
            f"{name}\t{entry.title}" for name, entry in read_reports(project.data / "measures").items()
        ],
        "measures": lambda: [
            f"{measure.id}\t{measure.unit}\t{measure.basis}\t{measure.label}"
            for measure in read_context(project).catalogue.measures.values()
        ],
    }
    if kind not in kinds:
        raise InputError([Problem(f"there is no list of {kind!r}", todo=f"valid: {', '.join(kinds)}")])
    return kinds[kind]()


def main() -> None:
    """Run a command."""
    speak_utf_8()
    listen_for_a_stop()
    app()


if __name__ == "__main__":
    main()
