"""A reporting year that the project has not had: its file, stubs of commentary, one workbook to fill, a checklist."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from openpyxl import Workbook

from panelpack.catalogue.reporting_years import year_dates
from panelpack.commands.ending import ending_well
from panelpack.commands.year_files import Needed, needed
from panelpack.commands.year_workbook import year_workbook
from panelpack.commentary.files import asked, stub
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.prepare import prepared
from panelpack.disclosure.published import Published
from panelpack.project.checkout import DEFAULT_COUNCIL, Project, find_project
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import replacing, write_all
from panelpack.project.parameters import Year

FORMS = "forms"
"""The folder of workbooks to fill: figures that are not public yet, never in git."""


def new_year_command(
    year: Annotated[str, typer.Argument(help="Reporting year such as 2025-26.")],
    council: Annotated[str, typer.Option(help="Council, as named in parameters/councils/.")] = DEFAULT_COUNCIL,
) -> None:
    """Begin a reporting year: its file, stubs of commentary, one workbook to fill, and every file that it needs.

    What is there already stays as it is; only what is missing is added.
    """
    with ending_well():
        project = find_project()
        print("\n".join(new_year(project, prepared(project, council), council, year)))


def new_year(project: Project, published: Published, council: str, year: str) -> list[str]:
    """Begin a year of a council; the lines say what was written, which files it needs, and what comes next.

    Raises:
        InputError: there is no such council, or this is not the year after the newest one.
    """
    settings = project.council(council)
    refuse_year(project, year)
    there = project.year(year) if year in project.years() else Year()
    view = CouncilYear(project, published, council, settings, year, there)
    workbook = workbook_path(project, council, year)
    files = needed(view, _shown(project, workbook))
    texts = dict(_texts(project, view))
    new = [path for path in (*texts, workbook) if not path.exists()]
    book = year_workbook(view, files) if workbook in new else None
    _write({path: text for path, text in texts.items() if path in new}, book, workbook)
    said = _said(project, list(texts), workbook, new)
    return [*said, *_checklist(files), *_next(view, _shown(project, workbook))]


def workbook_path(project: Project, council: str, year: str) -> Path:
    """The workbook in which a council's figures of a year are filled in."""
    return project.root / FORMS / f"{council}-{year}.xlsx"


def refuse_year(project: Project, year: str) -> None:
    """Refuse what is no reporting year, or one that would leave another out.

    Raises:
        InputError: it is.
    """
    known = project.years()
    newest = year_dates(known[-1])[1].year
    after = f"{newest}-{(newest + 1) % 100:02d}"
    if year not in [*known, after]:
        what = f"{year!r} is neither a year of the project nor the one after its newest"
        raise InputError([Problem(what, "parameters/years/", f"write {after}, the year after {known[-1]}")])


def _texts(project: Project, view: CouncilYear) -> Iterator[tuple[Path, str]]:
    """The text files of a year, by their paths."""
    words = f"# The reporting year {view.year_label}. `as_at` is the day on which the panel meets, once it is known."
    yield project.parameters / "years" / f"{view.year_label}.yaml", f"{words}\nas_at:\n"
    folder = project.commentary_of(view.council_name, view.year_label)
    for report in view.published.context.catalogue.reports:
        if project.notebook(report).exists() and asked(project, report):
            yield folder / f"{report}.md", stub(project, report)


def _write(texts: Mapping[Path, str], book: Workbook | None, path: Path) -> None:
    """Write all files that are new, the workbook among them; none takes its place before all are written."""
    with ExitStack() as stack:
        if book is not None:
            book.save(stack.enter_context(replacing(path)))
        write_all(texts)


def _said(project: Project, texts: list[Path], workbook: Path, new: list[Path]) -> Iterator[str]:
    """What was written and what was there, the stubs of commentary in one line."""
    year_file, *stubs = texts
    for path, what in ((year_file, "give `as_at` once the panel's day is known"), (workbook, "a sheet a report")):
        state = f"is written: {what}" if path in new else "was there, and stays as it is"
        yield f"{_shown(project, path)} {state}"
    if stubs:
        written = [path for path in stubs if path in new]
        kept = f", {len(stubs) - len(written)} were there and stay as they are" if len(written) < len(stubs) else ""
        yield f"{_shown(project, stubs[0].parent)}/: {len(written)} stubs of commentary are written{kept}"


def _checklist(files: list[Needed]) -> Iterator[str]:
    yield "Files that the year needs, by their last release (more on the workbook's sheet Checklist):"
    yield from (f"  {item.line}" for item in files if item.waits)


def _next(view: CouncilYear, workbook: str) -> Iterator[str]:
    council, year = view.council_name, view.year_label
    yield "Next:"
    yield f"  panelpack take {workbook} --council {council}"
    yield f"  panelpack status {council} {year}"
    yield f"  panelpack build --council {council} --year {year}"


def _shown(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()
