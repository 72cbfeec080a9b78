"""Forms to fill: a workbook with every figure that a report can take from a council, and taking it back."""

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from panelpack.catalogue.breakdowns import tidied
from panelpack.catalogue.context import Context
from panelpack.commands.form_sheets import LONGEST_SHEET, OWN_SOURCE, add_row, explain, head, kinds, periods, topics_of
from panelpack.disclosure.published import Published
from panelpack.facts.calculate import combine
from panelpack.facts.checks import check_figures
from panelpack.facts.plausible import questions
from panelpack.facts.questions import how_to_accept, read_accepted, still_open
from panelpack.facts.recorded_rows import RECORD, with_rows
from panelpack.facts.spelling import one_spelling
from panelpack.facts.tidy_csv import NEEDED, OPTIONAL, figure_files, read_figures
from panelpack.facts.workbook import place_of_cell, read_cells
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import replacing, write_all
from panelpack.project.parameters import Council

_CSV = ("measure", "area", "period", "breakdown", "value", "status", "qualifier", "source", "release", "figure_id")
_KEY = ["measure", "area", "period", "breakdown", "source", "release"]


@dataclass(frozen=True)
class Taken:
    """What a filled form brought: the files written, how many figures are new, changed and as before.

    `to_look_at` are questions about figures that look like a slip; they were taken all the same.
    """

    files: tuple[Path, ...]
    new: int
    changed: int
    same: int
    to_look_at: tuple[str, ...] = ()


def write_form(published: Published, council: Council, year: str, report: str, path: Path) -> Path:
    """Write an empty form for a report: a sheet a topic, a row a figure, prefilled but for the values.

    Args:
        published: what is known, from which the rows take their breakdowns.
        year: the reporting year whose periods are filled in.
    """
    context = published.context
    book = Workbook()
    explain(book.worksheets[0], f"Figures for the report {report}, {year}", "topic")
    for topic, measures in topics_of(context, report).items():
        sheet = book.create_sheet(topic[:LONGEST_SHEET])
        head(sheet)
        for measure in (item for item in measures if item.local_to in ("", council.area)):
            for area, breakdown in kinds(published, measure, council):
                for period in periods(published, measure, year):
                    add_row(sheet, measure, area, breakdown, period, year)
    with replacing(path) as beside:
        book.save(beside)
    return path


def take_form(project: Project, context: Context, council: str, path: Path) -> Taken:
    """Check a filled form and bring it into `data/figures/<council>/`, one CSV a topic; nothing is half-written.

    A figure with the key of one that is there replaces it; the others stay.

    Raises:
        InputError: every mistake of every sheet, by cell. Nothing was written then.
    """
    settings = project.council(council)
    filled, problems = read_cells(path)
    problems += [*_misplaced(filled, context), *_of_others(filled, context), *_elsewhere(filled, context, settings)]
    folder = project.figures_of(council)
    before = _there(folder)
    named = zip(before["measure"], before["breakdown"], strict=True)
    filled["breakdown"], faults = one_spelling(filled, context.catalogue, named)
    problems += faults
    try:
        if not filled.empty:
            combine([check_figures(filled.drop(columns=["topic", "report"]), context)], context, {})
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    counted = {"new": 0, "changed": 0, "same": 0}
    written: dict[Path, str] = {}
    rows: dict[str, int] = {}
    topics = filled["measure"].map(lambda name: context.catalogue[name].topic)
    for topic, given in filled.groupby(topics, sort=False):
        target = folder / f"{topic}.csv"
        merged = _merged(target, given.astype(str).to_dict("records"), counted)
        written[target], rows[target.name] = _as_csv(merged), len(merged)
    asked = _asked(project, context, settings, filled, before)
    write_all({**written, folder / RECORD: with_rows(folder, rows)})
    return Taken(tuple(written), **counted, to_look_at=asked)


def _asked(
    project: Project, context: Context, council: Council, filled: pd.DataFrame, before: pd.DataFrame
) -> tuple[str, ...]:
    """What a person should look at, with how to say that a figure is right; what somebody answered is left out."""
    wanted = {*council.own_areas, council.region, council.country}
    official = _there(project.data / "benchmarks", wanted)
    around = official[official["area"].isin(wanted)]
    found = questions(filled, pd.concat([before, around]), context.catalogue)
    asked = still_open(found, read_accepted(project.parameters))
    return (*map(str, asked), *([how_to_accept(asked)] if asked else []))


def _there(folder: Path, areas: Collection[str] | None = None) -> pd.DataFrame:
    """The figures in a folder, of stores those of some areas; none where it is not there."""
    tables = [read_figures(path, areas=areas) for path in figure_files(folder)] if folder.exists() else []
    return pd.concat(tables) if tables else pd.DataFrame(columns=[*NEEDED, *OPTIONAL])


def _misplaced(filled: pd.DataFrame, context: Context) -> list[Problem]:
    """Rows whose measure belongs to another topic or report than their sheet."""
    found = []
    for row in filled.to_dict("records"):
        if (measure := context.catalogue.measures.get(row["measure"])) is None:
            continue
        kind, its = ("report", measure.report) if row["report"] else ("topic", measure.topic)
        if its[:LONGEST_SHEET] != row[kind] or not measure.topic:
            said = f"{measure.id} belongs to the {kind} {its!r}" if measure.topic else f"no council gives {measure.id}"
            found.append(
                Problem(
                    said,
                    place_of_cell(row["file"], row["line"], "measure"),
                    f"move the row to the sheet of that {kind}",
                )
            )
    return found


def _elsewhere(filled: pd.DataFrame, context: Context, council: Council) -> list[Problem]:
    """Rows of another council: a workbook is taken for one, its region, England and its partners."""
    wider = (council.region, council.country, council.force, council.icb, council.adoption_agency)
    own = {*council.own_areas, *filter(None, wider)}
    areas = context.areas.by_code
    return [
        Problem(
            f"{areas[row['area']].name} in a workbook of {areas[council.area].name}",
            place_of_cell(row["file"], row["line"], "area"),
            f"write {council.area}, or take the row for its own council",
        )
        for row in filled.to_dict("records")
        if row["area"] in areas and row["area"] not in own
    ]


def _of_others(filled: pd.DataFrame, context: Context) -> list[Problem]:
    """Rows that name a public source: a form holds what a council counts itself, which is not public yet."""
    register = context.register
    return [
        Problem(
            f"a council's form cannot hold figures of {register[row['source']].short}, which are public already",
            place_of_cell(row["file"], row["line"], "source"),
            f"write {OWN_SOURCE}",
        )
        for row in filled.to_dict("records")
        if row["source"] in register.sources and register[row["source"]].public
    ]


def _merged(target: Path, rows: Iterable[Mapping[Any, Any]], counted: dict[str, int]) -> list[dict[str, str]]:
    """The rows of a topic's file with those brought in; what is new, changed or as before is counted."""
    kept: dict[tuple[str, ...], dict[str, str]] = {}
    if target.exists():
        for old in read_figures(target).to_dict("records"):
            key = tuple(tidied(old[name]) if name == "breakdown" else str(old[name]) for name in _KEY)
            kept[key] = {name: str(old[name]) for name in _CSV}
    for row in rows:
        key = tuple(str(row[name]) for name in _KEY)
        given = {name: str(row.get(name, "")) for name in _CSV}
        before = kept.get(key)
        if before is None:
            counted["new"] += 1
        elif all(before[name] == given[name] for name in ("value", "status", "qualifier")):
            counted["same"] += 1
            continue
        else:
            counted["changed"] += 1
            given["figure_id"] = before["figure_id"]
        kept[key] = given
    return list(kept.values())


def _as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, _CSV, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
