"""The tables of a page as a workbook, after the guidance of the Government Analysis Function, by gptables.

A cover, contents, notes, and a sheet a table, each marked as one. Numbers stand as numbers, in a format that says their
unit and decimals as the page does; symbols and words as text. The same tables give the same bytes.
"""

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from gptables import Cover, GPTable, produce_workbook

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.page.table_csv import FOLDER
from panelpack.page.table_values import Cell, TableValues

# It warns of every empty cell, and of what pandas will change in a version that is not used. Reports are made side by
# side, so that warnings cannot be held back for a while
warnings.filterwarnings("ignore", module=r"gptables\.")

_WIDEST, _NARROWEST = 60, 12
_SPEAKS, _FILLED = re.compile(r"[A-Za-z0-9]"), 0.0
_CORE, _STRINGS = "docProps/core.xml", "xl/sharedStrings.xml"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


@dataclass(frozen=True)
class About:
    """What the cover of a workbook says.

    Attributes:
        lines: whom it is for and when they meet.
        standing: such as that it is a draft.
        contact: whom to ask.
    """

    title: str
    lines: Sequence[str] = ()
    standing: str = ""
    contact: str = ""


def workbook_path(report: str) -> str:
    """Where the workbook of a page stands in the pack."""
    return f"{FOLDER}/{report}/{report}.xlsx"


def workbook_of(about: About, tables: Sequence[TableValues]) -> bytes:
    """A workbook of tables.

    Raises:
        ValueError: there is no table.
    """
    if not tables:
        raise ValueError("a workbook has at least one table")
    notes = list(dict.fromkeys(table.note for table in tables if table.note))
    sheets = {f"Table {place}": _sheet(table, place, notes) for place, table in enumerate(tables, start=1)}
    listed = {
        "notes_table": pd.DataFrame({"order": [_name(place) for place in range(len(notes))], "Note text": notes}),
        "notesheet_options": {"instructions": _INSTRUCTIONS},
    }
    with TemporaryDirectory() as folder:
        path = f"{folder}/workbook.xlsx"
        book = produce_workbook(
            path,
            sheets,
            cover=_cover(about),
            contentsheet_options={"instructions": _INSTRUCTIONS},
            workbook_options=_OPTIONS,
            **(listed if notes else {}),
        )
        _set_widths(book, tables, notes)
        _put_back(book, tables, sheets)
        book.close()
        with open(path, "rb") as file:
            written = file.read()
    core = _CORE_XML.format(escape(about.title)).encode("utf-8")
    return _changed(written, lambda name, content: core if name == _CORE else content)


def restated(workbook: bytes, before: str, after: str) -> bytes:
    """A workbook whose standing is another: that of an edition in place of that of a draft."""
    old, new = (escape(words, quote=False).encode("utf-8") for words in (before, after))
    return _changed(workbook, lambda name, content: content.replace(old, new) if name == _STRINGS else content)


def number_format(said: str) -> str:
    """The format in which a number says itself as a page says it, with its unit, decimals and sign.

    >>> [number_format(said) for said in ("9,293", "36.1%", "+1.6 points", "£1,395")]
    ['#,##0', '0.0"%"', '"+"0.0" points";"−"0.0" points"', '"£"#,##0']
    """
    found = re.fullmatch(r"([+−]?)(\D*?)([\d,]+)(?:\.(\d+))?(\D*)", said)
    if found is None:
        return "General"
    sign, before, whole, decimals, after = found.groups()
    shown = "#,##0" if "," in whole else "0"
    shown += f".{'0' * len(decimals)}" if decimals else ""
    parts = f"{_quoted(before)}{shown}{_quoted(after)}"
    return f'"+"{parts};"−"{parts}' if sign else parts


_INSTRUCTIONS = "This worksheet contains one table."
_SYMBOLS = "Symbols: {}."
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:language>en-GB</dc:language>'
    "</cp:coreProperties>"
)


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""


def _cover(about: About) -> Cover:
    lines = [*about.lines, about.standing] if about.standing else list(about.lines)
    said = [
        "Every table of the page, a sheet each. Numbers are those of the page.",
        "Each table's note stands on the sheet Notes, by the number after the table's title.",
    ]
    return Cover(about.title, intro=lines or None, about=said, contact=[about.contact] if about.contact else None)


def _sheet(table: TableValues, place: int, notes: Sequence[str]) -> GPTable:
    names = column_names(table.headers)
    frame = pd.DataFrame([[_value(cell) for cell in row] for row in table.rows], columns=names, dtype=object)
    reference = f"$${_name(notes.index(table.note))}$$" if table.note else ""
    formats = [
        {"cell": {"cells": (row, column), "format": {"num_format": number_format(cell[1])}}}
        for row, cells in enumerate(table.rows, start=1)
        for column, cell in enumerate(cells)
        if not isinstance(cell, str)
    ]
    return GPTable(
        frame,
        f"table_{place}",
        f"{table.caption}{reference}",
        instructions=_INSTRUCTIONS,
        legend=[_SYMBOLS.format("; ".join(f"{symbol} {STATUS_WORDS[symbol]}" for symbol in table.symbols))]
        if table.symbols
        else [],
        source=f"Source: {'; '.join(table.sources)}" if table.sources else None,
        index_columns={2: 0},
        additional_formatting=formats,
    )


def _name(place: int) -> str:
    return f"note{place}"


def column_names(headers: Sequence[str]) -> list[str]:
    """The headers of a marked table, of which no two may be equal and none empty.

    >>> column_names(["What", "Kent", "kent", ""])
    ['What', 'Kent', 'kent (3)', 'Column (4)']
    """
    lower = [header.lower() for header in headers]
    return [
        header if header and lower[place] not in lower[:place] else f"{header or 'Column'} ({place + 1})"
        for place, header in enumerate(headers)
    ]


def _value(cell: Cell) -> str | float:
    if not isinstance(cell, str):
        return cell[0]
    return cell if _SPEAKS.search(cell) else _FILLED


def _put_back(book: Any, tables: Sequence[TableValues], sheets: Mapping[str, GPTable]) -> None:
    """Write cells that are empty or hold signs alone, such as a dash, which gptables refuses."""
    for label, table in zip(sheets, tables, strict=True):
        first = sheets[label].data_range[0] + 1
        for row, cells in enumerate(table.rows, start=first):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and not _SPEAKS.search(cell):
                    sheet = book.get_worksheet_by_name(label)
                    if cell.strip():
                        sheet.write_string(row, column, cell)
                    else:
                        sheet.table[row].pop(column)  # what holds the cells: a blank one is not written over


def _set_widths(book: Any, tables: Sequence[TableValues], notes: Sequence[str]) -> None:
    """Columns wide enough for their words, and no wider than a screen."""
    sheets = {sheet.get_name(): sheet for sheet in book.worksheets()}
    for place, table in enumerate(tables, start=1):
        for column, header in enumerate(table.headers):
            cells = [row[column] for row in table.rows]
            longest = max(len(cell if isinstance(cell, str) else cell[1]) for cell in [header, *cells])
            sheets[f"Table {place}"].set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))
    sheets["Contents"].set_column(1, 1, _WIDEST)
    if notes:
        sheets["Notes"].set_column(1, 1, 2 * _WIDEST)


def _changed(workbook: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook written anew, with its parts changed and no time of day in it."""
    out = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            told = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            told.compress_type = ZIP_DEFLATED
            new.writestr(told, change(name, old.read(name)))
    return out.getvalue()
