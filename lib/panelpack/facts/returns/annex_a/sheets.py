"""Sheets of a workbook as rows of text, read as their cells were last shown: no macro, link or formula is run."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

import pandas as pd
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from panelpack.facts.returns.annex_a.headings import list_of
from panelpack.facts.returns.csv_files import ROW
from panelpack.facts.returns.files import Source
from panelpack.project.errors import InputError, Problem

_MOST_UNPACKED = 2_000_000_000
_MOST_TIMES = 200
_SMALL = 10_000_000
_LOOK_ROWS = 30
_MOST_EXACT = 10**15
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_PREFIX = re.compile(r"[a-z]{1,2}\)\s*")


@dataclass
class Sheet:
    """A sheet that holds a list.

    Attributes:
        number: which list of Annex A it is.
        headings: its headings, as they stand.
        cells: its rows as text, one column a place, and `row`; errors of the spreadsheet are empty.
        errors: by place, the rows with an error such as `#N/A`.
        unsaved: by place, the rows with a formula that has no saved value.
    """

    title: str
    number: int
    headings: list[str]
    cells: pd.DataFrame
    errors: dict[int, list[int]] = field(default_factory=dict)
    unsaved: dict[int, list[int]] = field(default_factory=dict)


def has_a_list(source: Source) -> bool:
    """Whether a workbook holds a sheet with the headings of a list. What cannot be opened holds none."""
    try:
        book = _open(_content(source), source.name)
    except InputError:
        return False
    return any(_head(book, title) is not None for title in book.sheetnames)


def lists_in(source: Source) -> tuple[list[Sheet], list[str]]:
    """The sheets of a workbook that hold a list, and the titles of all its sheets.

    Raises:
        InputError: it is damaged, or would unpack to far more than it holds.
    """
    content = _content(source)
    book = _open(content, source.name)
    found = []
    for title in book.sheetnames:
        head = _head(book, title)
        if head is not None:
            found.append(_sheet(book, title, *head))
    if found and _has_formulas(content):
        formulas = _open(content, source.name, data_only=False)
        for sheet in found:
            _mark_unsaved(sheet, formulas)
    return found, list(book.sheetnames)


def _content(source: Source) -> bytes:
    with source.open() as stream:
        content = stream.read()
    try:
        with ZipFile(io.BytesIO(content)) as inside:
            unpacked = sum(item.file_size for item in inside.infolist())
    except BadZipFile:
        raise InputError([Problem("the workbook is damaged", source.name, "save it anew")]) from None
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and unpacked > _MOST_TIMES * len(content)):
        said = f"the workbook would unpack to {unpacked:,} bytes from {len(content):,}"
        raise InputError([Problem(said, source.name, "open it, look what is in it, and save it anew")])
    return content


def _open(content: bytes, name: str, *, data_only: bool = True) -> Workbook:
    try:
        with warnings.catch_warnings():
            # What openpyxl leaves out, such as drawings and lists of choices, holds no record
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:
        # Other tools' files fail within openpyxl in ways that it does not list
        said = f"the workbook is damaged, or is written otherwise than Excel does ({type(error).__name__})"
        raise InputError([Problem(said, name, "open it in Excel, and save it as .xlsx")]) from error


def _rows(book: Workbook, title: str, first: int = 1) -> Iterator[tuple[Any, ...]]:
    sheet = book[title]
    if not hasattr(sheet, "iter_rows"):
        return iter(())  # A sheet that is a chart
    sheet.reset_dimensions()
    return sheet.iter_rows(min_row=first, values_only=True)


def _head(book: Workbook, title: str) -> tuple[int, int, list[str]] | None:
    """The number of the list, the row of its headings and the headings; titles may stand above them."""
    for line, row in enumerate(islice(_rows(book, title), _LOOK_ROWS), start=1):
        headings = [_text(value) for value in row]
        number = list_of(headings)
        if number is not None:
            return number, line, headings
    return None


def _sheet(book: Workbook, title: str, number: int, line: int, headings: list[str]) -> Sheet:
    width = len(headings)
    rows, numbers = [], []
    sheet = Sheet(title, number, headings, pd.DataFrame())
    for place, row in enumerate(_rows(book, title, line + 1), start=line + 1):
        values = [_text(value) for value in row[:width]]
        if not any(values):
            continue
        for column, value in enumerate(values):
            if value in _ERRORS:
                sheet.errors.setdefault(column, []).append(place)
                values[column] = ""
        rows.append(values + [""] * (width - len(values)))
        numbers.append(place)
    sheet.cells = pd.DataFrame(rows, columns=range(width), dtype=str)
    sheet.cells[ROW] = pd.Series(numbers, dtype="int64")
    return sheet


def _mark_unsaved(sheet: Sheet, formulas: Workbook) -> None:
    """Find the formulas of a sheet whose cells show nothing."""
    empty = {
        (row, column)
        for column in range(len(sheet.headings))
        for row in sheet.cells.loc[sheet.cells[column] == "", ROW].tolist()
    }
    first = int(sheet.cells[ROW].min()) if len(sheet.cells) else 1
    for place, row in enumerate(_rows(formulas, sheet.title, first), start=first):
        for column, value in enumerate(row[: len(sheet.headings)]):
            is_formula = isinstance(value, str) and value.startswith("=") and len(value) > 1
            if is_formula and (place, column) in empty and place not in sheet.errors.get(column, ()):
                sheet.unsaved.setdefault(column, []).append(place)


def _has_formulas(content: bytes) -> bool:
    with ZipFile(io.BytesIO(content)) as inside:
        names = [name for name in inside.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(_FORMULA.search(inside.read(name)) for name in names)


def _text(value: Any) -> str:
    """A cell as text: whole numbers without decimals, days in one form, no spaces at its ends, of whatever sort.

    A number with more digits than a spreadsheet keeps is written so that it is seen to be broken.
    """
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        if abs(value) >= _MOST_EXACT:
            return f"{value:.2E}"
        return str(int(value)) if value == int(value) else repr(value)
    return " ".join(str(value).replace("\u00a0", " ").split())


def without_prefix(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Values of a list of choices without the letter that numbers the choice.

    >>> list(without_prefix(pd.Series(["a) Male", "q) 6: Police", "N1 - Abuse"])))
    ['Male', '6: Police', 'N1 - Abuse']
    """
    return texts.str.replace(_PREFIX, "", regex=True, n=1).where(texts.str.match(_PREFIX), texts)


def columns_at(headings: Sequence[str], name: str) -> list[int]:
    """The places of a heading."""
    return [place for place, heading in enumerate(headings) if heading == name]
