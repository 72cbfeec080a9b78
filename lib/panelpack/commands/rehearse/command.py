"""`panelpack rehearse`: what next year's files would break, and what a pack made of them would say otherwise."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from panelpack.catalogue.context import read_context
from panelpack.catalogue.renamings import read_renamings
from panelpack.commands.building import pair
from panelpack.commands.ending import ending_well
from panelpack.commands.exit_codes import DATA
from panelpack.commands.output import refuse_format, rows_written
from panelpack.commands.private_copy import private_copy
from panelpack.commands.rehearse.columns import ADDED, LOOKS_RENAMED
from panelpack.commands.rehearse.pack import Compared, compared
from panelpack.commands.rehearse.trial import REHEARSAL, Tried, Wanted, try_files
from panelpack.commands.source_files import source_files
from panelpack.packs.making import Making
from panelpack.project.checkout import DEFAULT_COUNCIL, Project, find_project
from panelpack.project.errors import PanelpackError, some

_MOST_SHOWN = 200


def rehearse_command(
    files: Annotated[list[Path], typer.Argument(help="Next year's files.", exists=True, dir_okay=False)],
    pack: Annotated[bool, typer.Option("--pack", help="Build a pack of them too, in a private folder.")] = False,
    council: Annotated[str, typer.Option(help="Council, as named in parameters/councils/.")] = DEFAULT_COUNCIL,
    year: Annotated[str, typer.Option(help="Reporting year of the pack; the newest if none.")] = "",
    source: Annotated[str, typer.Option(help="Whose files they are; told by their columns if none.")] = "",
    release: Annotated[str, typer.Option(help="How the release is called.")] = REHEARSAL,
    where: Annotated[list[str] | None, typer.Option(help="COLUMN=VALUE, as refresh takes it.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv (the numbers alone) or json")] = "table",
) -> None:
    """Read next year's files before anything is changed: what was renamed, dropped or added, and what that breaks.

    Exit code 4: something breaks. Nothing of the project changes.
    """
    with ending_well():
        refuse_format(form)
        project = find_project()
        project.council(council)
        wanted = Wanted(council, release, source, dict(pair(text) for text in where or []))
        tried, apart, failed = rehearse(project, files, wanted, year, pack)
        print(_written(tried, apart, form))
        if failed is not None:
            raise failed
        if any(item.breaks for item in tried):
            raise typer.Exit(DATA)


def rehearse(
    project: Project, files: Sequence[Path], wanted: Wanted, year: str = "", pack: bool = False
) -> tuple[list[Tried], Compared | None, PanelpackError | None]:
    """What came of each file; if a pack was asked for, what it would say otherwise, or why there is none."""
    about = read_context(project)
    known = source_files(project)
    renamings = read_renamings(project.data / "renamings.yaml")
    label = year or project.years()[-1]
    with private_copy(project, wanted.council) as private:
        private.year(label)
        tried = try_files(private, files, wanted, about, renamings, known)
        if not pack:
            return tried, None, None
        try:
            return tried, compared(project, private, wanted.council, label, Making(), _say), None
        except PanelpackError as error:
            return tried, None, error


def _say(words: str) -> None:
    """Tell how the build goes on, apart from what is printed of it."""
    print(words, file=sys.stderr)


def _written(tried: Sequence[Tried], apart: Compared | None, form: str) -> str:
    if form == "json":
        numbers = [item.to_row() for item in apart.changed] if apart else None
        return json.dumps(
            {"files": [_as_json(item) for item in tried], "numbers": numbers}, indent=2, ensure_ascii=False
        )
    if form == "csv":
        return rows_written([item.to_row() for item in apart.changed] if apart else [], form)
    lines = [line for item in tried for line in _to_read(item)]
    return "\n".join([*lines, *(_numbers(apart) if apart else [])])


def _as_json(item: Tried) -> dict[str, object]:
    what = item.what
    return {
        "file": item.file.name,
        "kind": what.kind if what else "",
        "source": what.source if what else "",
        "differences": [
            {"what": each.what, "column": each.column, "was": each.was, "now": each.now, "breaks": list(each.measures)}
            for each in item.differences
        ],
        "breaks": list(item.lost),
        "reports": list(item.reports),
        "refused": list(item.refused),
        "to_accept": list(item.asked),
        "revised": list(item.revised),
        "said": list(item.said),
    }


def _to_read(item: Tried) -> Iterator[str]:
    """What came of a file, in lines."""
    what = item.what
    before = what.before if what else None
    named = f"{before.name} of {before.source}, compared with that of {before.release}" if before else ""
    kind = {"form": "a filled form", "return": "a return", "tidy": "tidy figures"}
    yield f"{item.file.name}: {named or (kind.get(what.kind, '') if what else 'not recognised')}"
    for each in (each for each in item.differences if each.what != ADDED):
        breaks = f"; breaks {some(each.measures)}" if each.breaks else ""
        yield f"  {each.words}{breaks}"
        if each.what == LOOKS_RENAMED and before:
            yield f"    if it is, add to data/renamings.yaml: {each.line_for(before.source, before.name)}"
    new = [each.now for each in item.differences if each.what == ADDED]
    if new:
        yield f"  new: {', '.join(new)}"
    if item.lost:
        yield f"  breaks {len(item.lost)} measures ({some(item.lost)}) in the reports {', '.join(item.reports)}"
    yield from (f"  refused: {said}" for said in item.refused)
    yield from (f"  to accept first: {said}" for said in some_lines(item.asked))
    yield from (f"  revised: {said}" for said in some_lines(item.revised))
    yield from (f"  {said}" for said in item.said)
    if not item.breaks and what and what.kind != "return":
        yield "  nothing breaks"


def some_lines(lines: Sequence[str], shown: int = 20) -> list[str]:
    """The first of some lines, and how many more there are."""
    more = len(lines) - shown
    return [*lines[:shown], *([f"and {more} more"] if more > 0 else [])]


def _numbers(apart: Compared) -> Iterator[str]:
    yield f"beside {apart.against}, {len(apart.changed)} numbers would differ; nothing was changed"
    yield from (f"  {note}" for note in apart.notes)
    yield from (f"  {line}" for line in some_lines([str(item) for item in apart.changed], _MOST_SHOWN))
    if len(apart.changed) > _MOST_SHOWN:
        yield "  --format csv lists all"
