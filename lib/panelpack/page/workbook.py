"""The tables of a page as a workbook, after the guidance of the Government Analysis Function, by gptables.

A cover, contents, notes, and a sheet a table, each marked as one. Numbers stand as numbers, in a format that says their
unit and decimals as the page does; symbols and words as text. The same tables give the same bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gptables import Cover, GPWorkbook

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.page.table_csv import FOLDER
from panelpack.page.table_values import TableValues
from panelpack.page.workbook_sheets import Sheet

_WIDEST, _NARROWEST, _NUMBERED = 60, 12, 15
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
    content = BytesIO()
    book = GPWorkbook(content, options=_OPTIONS)
    book.add_worksheet("Cover").write_cover(_cover(about))
    sheets = [_contents(tables), *([_notes(notes)] if notes else [])]
    sheets += [_sheet(table, place, notes) for place, table in enumerate(tables, start=1)]
    for sheet in sheets:
        sheet.write(book)
    book.close()
    core = _CORE_XML.format(escape(about.title)).encode("utf-8")
    return _changed(content.getvalue(), lambda name, part: core if name == _CORE else part)


def restated(workbook: bytes, before: str, after: str) -> bytes:
    """A workbook whose standing is another: that of an edition in place of that of a draft."""
    old, new = (escape(words, quote=False).encode("utf-8") for words in (before, after))
    return _changed(workbook, lambda name, content: content.replace(old, new) if name == _STRINGS else content)


_SYMBOLS = "Symbols: {}."
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:language>en-GB</dc:language>'
    "</cp:coreProperties>"
)


def _cover(about: About) -> Cover:
    lines = [*about.lines, about.standing] if about.standing else list(about.lines)
    said = [
        "Every table of the page, a sheet each. Numbers are those of the page.",
        "Each table's note stands on the sheet Notes, by the number after the table's title.",
    ]
    return Cover(about.title, intro=lines or None, about=said, contact=[about.contact] if about.contact else None)


def _contents(tables: Sequence[TableValues]) -> Sheet:
    rows = [(_label(place), table.caption) for place, table in enumerate(tables, start=1)]
    headers, widths = ("Sheet name", "Table description"), (_NUMBERED, _WIDEST)
    return Sheet("Contents", "contents_table", "Table of contents", headers, rows, widths, links=True)


def _notes(notes: Sequence[str]) -> Sheet:
    rows = [((float(number), str(number)), note) for number, note in enumerate(notes, start=1)]
    return Sheet("Notes", "notes_table", "Notes", ("Note number", "Note text"), rows, (_NUMBERED, 2 * _WIDEST))


def _sheet(table: TableValues, place: int, notes: Sequence[str]) -> Sheet:
    reference = f"[note {notes.index(table.note) + 1}]" if table.note else ""
    symbols = "; ".join(f"{symbol} {STATUS_WORDS[symbol]}" for symbol in table.symbols)
    above = [*([_SYMBOLS.format(symbols)] if symbols else [])]
    above += [f"Source: {'; '.join(table.sources)}"] if table.sources else []
    title, headers, widths = f"{table.caption}{reference}", column_names(table.headers), _widths(table)
    return Sheet(_label(place), f"table_{place}", title, headers, table.rows, widths, above)


def _label(place: int) -> str:
    return f"Table {place}"


def _widths(table: TableValues) -> list[int]:
    """Columns wide enough for their words, and no wider than a screen."""
    columns = zip(table.headers, *table.rows, strict=True)
    longest = (max(len(cell if isinstance(cell, str) else cell[1]) for cell in column) for column in columns)
    return [min(max(length + 2, _NARROWEST), _WIDEST) for length in longest]


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


def _changed(workbook: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook written anew, with its parts changed and no time of day in it."""
    out = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            told = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            told.compress_type = ZIP_DEFLATED
            new.writestr(told, change(name, old.read(name)))
    return out.getvalue()
