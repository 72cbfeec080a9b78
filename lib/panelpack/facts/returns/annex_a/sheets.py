"""Sheets of a workbook as rows of text, read as their cells were last shown: no macro, link or formula is run.

Cells are read by calamine, ten times as fast as in Python. What it does not tell, errors and formulas that nobody
saved, is looked for in the sheet's XML, where there are any.
"""

import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

import numpy as np
import pandas as pd
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from panelpack.facts.returns.annex_a.headings import TABLES_OF, list_of
from panelpack.facts.returns.csv_files import ROW
from panelpack.facts.returns.files import Source
from panelpack.project.errors import InputError, Problem

_MOST_UNPACKED, _SMALL, _MOST_TIMES = 2_000_000_000, 10_000_000, 200
_MOST_CELLS = 20_000_000
_LOOK_ROWS = 30
_MOST_EXACT = 10**15
_COLUMN, _FAR_COLUMN = re.compile(rb'r=["\']([A-Z]{1,3})\d'), re.compile(rb'r=["\']([A-Z]{2,3})\d')
_ROW_STARTS = re.compile(rb"<(\w+:|)row\b")
_ERROR, _FORMULA = re.compile(rb'\st="e"'), re.compile(rb"<(?:\w+:)?f[ >/]")
_ERROR_WORDS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
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
    """Whether a workbook holds a sheet with the headings of a list. One that cannot be opened may, and is told of."""
    try:
        with _opened(source) as (_, inside):
            return any(_heads(inside, _parts(inside), source.name).values())
    except InputError:
        return True


def lists_in(source: Source) -> tuple[list[Sheet], list[str]]:
    """The sheets of a workbook that hold a list, and the titles of all its sheets.

    Of a list that no table is made of there are headings and no rows.

    Raises:
        InputError: it is damaged, or would unpack to far more than it holds.
    """
    with _opened(source) as (content, inside):
        parts = _parts(inside)
        heads = _heads(inside, parts, source.name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = []
        for title, head in heads.items():
            if head is not None and head.number in TABLES_OF:
                found.append(_sheet(book, title, head, inside.read(parts[title]), source.name))
            elif head is not None:
                found.append(Sheet(title, head.number, head.headings, _cells([], 1, head.headings)))
    return found, list(parts)


@contextmanager
def _opened(source: Source) -> Iterator[tuple[bytes, ZipFile]]:
    """A workbook's bytes, and what is packed in it; errors of whoever reads them are told in words.

    Raises:
        InputError: it is damaged, or would unpack to far more than it holds.
    """
    with source.open() as stream:
        content = stream.read()
    try:
        with ZipFile(io.BytesIO(content)) as inside:
            _refuse_bomb(inside, len(content), source.name)
            yield content, inside
    except (BadZipFile, CalamineError, KeyError, etree.XMLSyntaxError) as error:
        said = f"the workbook is damaged, or is written otherwise than Excel does ({type(error).__name__})"
        raise InputError([Problem(said, source.name, "open it in Excel, and save it as .xlsx")]) from None


def _refuse_bomb(inside: ZipFile, packed: int, name: str) -> None:
    unpacked = sum(item.file_size for item in inside.infolist())
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and unpacked > _MOST_TIMES * packed):
        said = f"the workbook would unpack to {unpacked:,} bytes from {packed:,}"
        raise InputError([Problem(said, name, "open it, look what is in it, and save it anew")])


def _parts(inside: ZipFile) -> dict[str, str]:
    """The titles of the sheets with cells, in their order, and the part of the file that holds each."""
    safe = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    links = etree.fromstring(inside.read("xl/_rels/workbook.xml.rels"), safe)
    targets = {str(link.get("Id")): str(link.get("Target")) for link in links if "/worksheet" in str(link.get("Type"))}
    book = etree.fromstring(inside.read("xl/workbook.xml"), safe)
    found = {}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(next((str(value) for name, value in sheet.items() if str(name).endswith("}id")), ""))
        if target is not None:
            found[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


class _Head(NamedTuple):
    """Where a list begins in a sheet: which list it is, the line of its headings, and they."""

    number: int
    line: int
    headings: list[str]


def _heads(inside: ZipFile, parts: Mapping[str, str], file: str) -> dict[str, _Head | None]:
    """The headings of the list in each sheet, above which titles may stand; None where it has none.

    They are read of a workbook of the first lines alone: most sheets of a large one are then never unpacked.
    """
    start = io.BytesIO()
    titles = {part: title for title, part in parts.items()}
    with ZipFile(start, "w") as cut:
        for item in inside.infolist():
            if item.filename in titles:
                xml = _first_lines(inside, item.filename)
                _refuse_far_cells(xml, f"{file}, sheet {titles[item.filename]}")
                cut.writestr(item.filename, xml)
            elif item.filename.endswith((".xml", ".rels")) and "/worksheets/" not in item.filename:
                cut.writestr(item.filename, inside.read(item))
    book = CalamineWorkbook.from_filelike(io.BytesIO(start.getvalue()))
    return {title: _head(book, title) for title in parts}


def _first_lines(inside: ZipFile, part: str) -> bytes:
    """The XML of a sheet up to its first lines, with what is open closed."""
    xml = b""
    with inside.open(part) as stream:
        while more := stream.read(max(len(xml), 1 << 16)):
            xml += more
            rows = list(itertools.islice(_ROW_STARTS.finditer(xml), _LOOK_ROWS + 1))
            if len(rows) > _LOOK_ROWS:
                prefix = rows[0][1]
                xml = xml[: rows[-1].start()] + b"</%bsheetData></%bworksheet>" % (prefix, prefix)
                break
    return xml


def _head(book: CalamineWorkbook, title: str) -> _Head | None:
    rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False, nrows=_LOOK_ROWS)
    for line, row in enumerate(rows, start=1):
        headings = [_text(value) for value in row]
        number = list_of(headings)
        if number is not None:
            return _Head(number, line, headings)
    return None


def _sheet(book: CalamineWorkbook, title: str, head: _Head, xml: bytes, file: str) -> Sheet:
    """A sheet as rows of text below the headings of its list."""
    _refuse_far_cells(xml, f"{file}, sheet {title}")
    rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    # Cells to the right of where the first lines end have a place too, though no heading
    headings = [_text(value) for value in rows[head.line - 1]]
    sheet = Sheet(title, head.number, headings, _cells(rows[head.line :], head.line + 1, headings))
    _mark(sheet, xml, head.line)
    return sheet


def _refuse_far_cells(xml: bytes, where: str) -> None:
    """Refuse a sheet with a stray cell so far out that the empty ones up to it would fill the memory."""
    # Few sheets have a cell after column Z, or so far down that there may be too many: a million are not looked at
    width = max(map(_place, set(_FAR_COLUMN.findall(xml))), default=_place(b"Z")) + 1
    digits = len(str(_MOST_CELLS // width))
    height = max(map(int, re.findall(rb'r=["\'][A-Z]{1,3}(\d{%d,})' % digits, xml)), default=0)
    if width * height <= _MOST_CELLS:
        return
    width = max(map(_place, set(_COLUMN.findall(xml)))) + 1
    if width * height > _MOST_CELLS:
        raise InputError(
            [Problem("a cell stands far outside the list", where, "delete the rows and columns around it")]
        )


def _place(letters: bytes) -> int:
    """The place of a column by its letters, from nought.

    >>> _place(b"A"), _place(b"AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = 26 * place + letter - 64
    return place - 1


def _cells(rows: Sequence[Sequence[Any]], first: int, headings: Sequence[str]) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(headings)
    cells = pd.DataFrame({place: _texts(values) for place, values in enumerate(columns)})
    empty = np.logical_and.reduce([cells[place] == "" for place in cells]) if len(cells) else False
    cells[ROW] = pd.RangeIndex(first, first + len(cells)).astype("int64")
    return cells.drop(index=pd.Index(np.flatnonzero(empty))).reset_index(drop=True) if np.any(empty) else cells


def _texts(values: Sequence[Any]) -> "pd.Series[str]":
    """The cells of a column as text; each value is looked at once, however many cells hold it."""
    if bool in set(map(type, values)):
        return pd.Series([_text(value) for value in values], dtype="str")  # yes is the same value as 1, not as a text
    places, several = pd.factorize(np.array(values, dtype=object), use_na_sentinel=False)
    return pd.Series([_text(value) for value in several], dtype="str").iloc[places].reset_index(drop=True)


def _mark(sheet: Sheet, xml: bytes, line: int) -> None:
    """Note the errors below the headings, and the formulas without a value; make the errors empty."""
    for place in range(len(sheet.headings)):
        wrong = sheet.cells[place].isin(_ERROR_WORDS)
        if wrong.any():
            sheet.errors[place] = sheet.cells.loc[wrong, ROW].tolist()
            sheet.cells.loc[wrong, place] = ""
    # Most sheets have neither, which is seen ten times as fast without a pattern
    has_errors = b't="e"' in xml and _ERROR.search(xml)
    has_formulas = (b"<f" in xml or b":f" in xml) and _FORMULA.search(xml)
    if not has_errors and not has_formulas:
        return
    cells = etree.iterparse(
        io.BytesIO(xml), tag="{*}c", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True
    )
    for _, cell in cells:
        found = re.fullmatch(r"([A-Z]{1,3})(\d+)", cell.get("r") or "")
        if found is not None and int(found[2]) > line:
            place, row = _place(found[1].encode()), int(found[2])
            if cell.get("t") == "e":
                sheet.errors.setdefault(place, []).append(row)
            elif cell.find("{*}f") is not None and not cell.findtext("{*}v"):
                sheet.unsaved.setdefault(place, []).append(row)
        cell.clear()


def _text(value: Any) -> str:
    """A cell as text: whole numbers without decimals, days in one form, no spaces at its ends, of whatever sort.

    A number with more digits than a spreadsheet keeps is written so that it is seen to be broken.
    """
    if isinstance(value, str):
        return " ".join(value.replace("\u00a0", " ").split()) if value else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        if abs(value) >= _MOST_EXACT:
            return f"{value:.2E}"
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, (datetime, date)):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)


def without_prefix(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Values of a list of choices without the letter that numbers the choice.

    >>> list(without_prefix(pd.Series(["a) Male", "q) 6: Police", "N1 - Abuse"])))
    ['Male', '6: Police', 'N1 - Abuse']
    """
    return texts.map({text: _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text for text in texts.unique()})


def columns_at(headings: Sequence[str], name: str) -> list[int]:
    """The places of a heading."""
    return [place for place, heading in enumerate(headings) if heading == name]
