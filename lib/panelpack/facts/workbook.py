"""Workbooks that people fill in: one sheet a topic, one row a figure, a first sheet that explains."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from panelpack.facts.tidy_csv import OPTIONAL
from panelpack.project.errors import InputError, Problem

README = "Read me"
FIELDS = ("what", "measure", "area", "period", "breakdown", "value", "status", "qualifier", "source", "release")
"""The columns of a sheet. `what` explains the row and is not read."""

_SHEET = ", sheet "


def read_workbook(path: Path) -> pd.DataFrame:
    """The filled rows of a workbook as text, with `topic`, `file` (workbook and sheet) and `line` beside each.

    A row counts as filled when it has a value or a status.

    Raises:
        InputError: not a workbook, a sheet without its columns, or no filled row at all; every fault, by sheet.
    """
    try:
        book = load_workbook(path, data_only=True)
    except (InvalidFileException, BadZipFile, OSError, KeyError) as error:
        raise InputError([Problem("not a workbook that can be read", path.name, "save it as .xlsx")]) from error
    problems: list[Problem] = []
    rows: list[dict[str, Any]] = []
    for sheet in book.worksheets:
        if sheet.title == README:
            continue
        header = tuple(str(cell.value or "") for cell in sheet[1][: len(FIELDS)])
        if header != FIELDS:
            where, todo = f"{path.name}{_SHEET}{sheet.title}", f"row 1 holds: {', '.join(FIELDS)}"
            problems.append(Problem("not the columns of a sheet of figures", where, todo))
            continue
        rows += _filled(sheet, path.name)
    if problems:
        raise InputError(problems)
    if not rows:
        raise InputError([Problem("no row has a value or a status", path.name, "fill in the column 'value'")])
    table = pd.DataFrame(rows)
    for column in OPTIONAL:
        if column not in table:
            table[column] = ""
    return table


def _filled(sheet: Worksheet, book: str) -> list[dict[str, Any]]:
    found = []
    for line, cells in enumerate(sheet.iter_rows(min_row=2, max_col=len(FIELDS), values_only=True), start=2):
        row = {name: _text(cell) for name, cell in zip(FIELDS, cells, strict=True)}
        if row["value"] or row["status"]:
            del row["what"]
            found.append({**row, "topic": sheet.title, "file": f"{book}{_SHEET}{sheet.title}", "line": line})
    return found


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


def place_of_cell(file: str, line: int, column: str) -> str:
    """Where a value stands: sheet and cell in a workbook, else file and line.

    >>> place_of_cell("send.xlsx, sheet training", 7, "value")
    'send.xlsx, sheet training, cell F7'
    >>> place_of_cell("data/figures/kent/training.csv", 7, "value")
    'data/figures/kent/training.csv, line 7'
    """
    if _SHEET in file and column in FIELDS:
        return f"{file}, cell {get_column_letter(FIELDS.index(column) + 1)}{line}"
    return f"{file}, line {line}"
