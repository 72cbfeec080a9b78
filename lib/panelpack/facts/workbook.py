"""Workbooks that people fill in: one row a figure, on sheets of topics or of reports, and sheets that explain.

A cell is what the person sees. Where a spreadsheet shows something else than it holds (15.3% for 0.153), or holds
something else than was typed (1 May for 1-5), the cell is refused by name.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import pandas as pd

from panelpack.facts.cells import read_cell
from panelpack.facts.figure_store import is_store
from panelpack.facts.tidy_csv import OPTIONAL
from panelpack.facts.workbook_file import open_workbook, too_far
from panelpack.project.errors import InputError, Problem

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

README, CHECKLIST = "Read me", "Checklist"
"""The sheets of words, which hold no figure to take."""

FIELDS = ("what", "measure", "area", "period", "breakdown", "value", "status", "qualifier", "source", "release")
"""The columns of a sheet of a topic. `what` explains the row and is not read."""
LAST, LAST_PERIOD = "last figure", "its period"
YEAR_FIELDS = (*FIELDS[:6], LAST, LAST_PERIOD, *FIELDS[6:])
"""The columns of a sheet of a report, which says the last figure beside each cell: that is not read either."""

_SHEET, _REPORT_SHEET = ", sheet ", ", report sheet "
_NOT_READ = ("what", LAST, LAST_PERIOD)
_SCALED = re.compile(r"[0#?](?:\.[0#?]+)?,+(?![0#?,.])")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}


def read_cells(path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """The filled rows of a workbook, and what is wrong with its sheets and cells, to be told with other faults.

    Rows with a wrong cell are left out.

    A row counts as filled when it has a value or a status.

    Raises:
        InputError: the file is not a workbook that can be read, or has no filled row.
    """
    book, formulas = open_workbook(path)
    problems = list(too_far(book, f"{path.name}{_SHEET}"))
    if problems:
        raise InputError(problems)
    rows: list[dict[str, Any]] = []
    for sheet in book.worksheets:
        if sheet.title in (README, CHECKLIST):
            continue
        where = f"{path.name}{_SHEET}{sheet.title}"
        header = tuple(str(cell.value or "") for cell in sheet[1])
        is_of_report = header[: len(YEAR_FIELDS)] == YEAR_FIELDS
        fields = YEAR_FIELDS if is_of_report else FIELDS
        if is_of_report:
            where = f"{path.name}{_REPORT_SHEET}{sheet.title}"
        elif header[: len(FIELDS)] != FIELDS:
            todo = f"row 1 holds: {', '.join(FIELDS)}"
            problems.append(Problem("not the columns of a sheet of figures", where, todo))
            continue
        beneath = formulas[sheet.title]
        filled = _filled(sheet, beneath, fields)
        problems += _unseen(sheet, filled, where, len(fields))
        for line, cells in filled:
            faults = list(_faults(cells, beneath, line, where))
            problems += faults
            # A row of which a cell is not what it shows is not judged further
            rows += [] if faults else [{**_row(cells), **_place(sheet, is_of_report), "file": where, "line": line}]
    if not rows and not problems:
        raise InputError([Problem("no row has a value or a status", path.name, "fill in the column 'value'")])
    table = pd.DataFrame(rows, columns=[*FIELDS[1:], "topic", "report", "file", "line"])
    for column in OPTIONAL:
        if column not in table:
            table[column] = ""
    return table, problems


def _place(sheet: "Worksheet", is_of_report: bool) -> dict[str, str]:
    """What a sheet is of: a topic, or a report."""
    return {"topic": "", "report": sheet.title} if is_of_report else {"topic": sheet.title, "report": ""}


def _filled(sheet: "Worksheet", formulas: "Worksheet", fields: Sequence[str]) -> "list[tuple[int, dict[str, Cell]]]":
    """The rows with a value or a status, or a formula where one of them belongs, by their numbers."""
    found = []
    for line, cells in enumerate(sheet.iter_rows(min_row=2, max_col=len(fields)), start=2):
        row: dict[str, Any] = dict(zip(fields, cells, strict=True))
        asked = [row["value"], row["status"]]
        if any(_text(cell.value) or _is_formula(formulas[cell.coordinate].value) for cell in asked):
            found.append((line, row))
    return found


def _row(cells: "dict[str, Cell]") -> dict[str, str]:
    return {name: read_cell(name, _text(cell.value)) for name, cell in cells.items() if name not in _NOT_READ}


def _unseen(
    sheet: "Worksheet", filled: "list[tuple[int, dict[str, Cell]]]", where: str, columns: int
) -> Iterator[Problem]:
    """Figures that nobody sees who looks at the sheet, and cells that are one with others."""
    todo = "show it and look, or empty its cells"
    if filled and sheet.sheet_state != "visible":
        yield Problem("figures on a hidden sheet", where, todo)
    for line, _ in filled:
        if sheet.row_dimensions[line].hidden:
            yield Problem("a figure in a hidden row", f"{where}, row {line}", todo)
    for letter in ascii_uppercase[:columns]:
        if filled and sheet.column_dimensions[letter].hidden:
            yield Problem("a hidden column of figures", f"{where}, column {letter}", "show it and look")
    for merged in sheet.merged_cells.ranges:
        if merged.min_col <= columns and merged.max_row > 1:
            yield Problem("merged cells", f"{where}, cells {merged.coord}", "unmerge them, and fill in each row")


def _faults(cells: "dict[str, Cell]", formulas: "Worksheet", line: int, where: str) -> Iterator[Problem]:
    """What in a row is shown otherwise than it is held, or was not typed so."""
    for name, cell in cells.items():
        if name in _NOT_READ:
            continue
        found = _fault(name, cell, formulas[cell.coordinate].value)
        if found:
            yield Problem(found[0], place_of_cell(where, line, name), found[1])


def _fault(name: str, cell: "Cell", formula: Any) -> tuple[str, str] | None:
    value, shown_as = cell.value, _QUOTED.sub("", str(cell.number_format))
    if value is None and _is_formula(formula):
        return "a formula without a saved result", "open the workbook in Excel and save it, or write the number"
    if isinstance(value, str) and value.strip() in _ERRORS:
        return (
            f"an error of the spreadsheet: {value.strip()}",
            "mend the formula, or give a status in place of a value",
        )
    if isinstance(value, bool):
        return f"{str(value).upper()} is neither a number nor a word", "write digits, or leave the cell empty"
    if isinstance(value, (datetime, date, time, timedelta)) and name != "period":
        return (
            "the spreadsheet made a date of what was typed, such as of 1-5",
            "format the cell as text and type it anew",
        )
    if name != "value" or not isinstance(value, (int, float)):
        return None
    if "%" in shown_as:
        percent = f"{value * 100:.10g}"
        return (
            f"formatted as a percentage: {value:.10g} shows as {percent}%",
            f"format it as a number, write {percent}",
        )
    if _SCALED.search(shown_as):
        return f"the format shows thousands or millions: the cell holds {value:.10g}", "format the cell as a number"
    return None


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("=") and len(value) > 1 or type(value).__name__ == "ArrayFormula"


def _text(cell: Any) -> str:
    """A cell as the tidy CSV would have it: whole numbers without decimals, dates as the spreadsheet means them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return f"{cell.day} {cell:%B %Y}"
    return str(cell).strip()


def place_of_cell(file: str, line: int, column: str = "") -> str:
    """Where a value stands: sheet and cell in a workbook, row of a store, else file and line.

    >>> place_of_cell("send.xlsx, sheet training", 7, "value")
    'send.xlsx, sheet training, cell F7'
    >>> place_of_cell("data/figures/kent/training.csv", 7, "value")
    'data/figures/kent/training.csv, line 7'
    >>> place_of_cell("data/benchmarks/dfe_lait.parquet", 7)
    'data/benchmarks/dfe_lait.parquet, row 7'
    """
    if _REPORT_SHEET in file and column in YEAR_FIELDS:
        return f"{file}, cell {ascii_uppercase[YEAR_FIELDS.index(column)]}{line}"
    if _SHEET in file and column in FIELDS:
        return f"{file}, cell {ascii_uppercase[FIELDS.index(column)]}{line}"
    return f"{file}, {'row' if is_store(file) else 'line'} {line}"
