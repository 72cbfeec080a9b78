"""What is wrong with a workbook: its sheets must be the tables of its page, cell by cell, and nothing else.

Numbers must be the page's numbers, in a format that says them as the page does. There is no formula, no link out of the
workbook, no hidden sheet, row or text, and no part that our writers do not write.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.gate.covers import Covers
from panelpack.gate.identifiers import identifiers
from panelpack.gate.marks import is_number, value_of
from panelpack.gate.page_tables import cells_of_row, headers_of, note_beneath, read_words
from panelpack.gate.workbook_parts import BookRead, Cell, Marked, SheetRead, read_book
from panelpack.page.html_tree import Node, Tree, words_of

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/(?:workbook|styles|sharedStrings)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml|xl/worksheets/(?:_rels/)?sheet\d{1,3}\.xml(?:\.rels)?"
    r"|xl/tables/table\d{1,3}\.xml"
)
_NEVER = re.compile(
    r"TargetMode| comment=|<f[ >]|<(?:dcterms|cp:last|dc:creator|definedName|headerFooter|extLst|mc:|x14)"
)
_ONE_TABLE = "This worksheet contains one table."
_ABOUT = {
    "Introductory information",
    "About these data",
    "Contact",
    "Every table of the page, a sheet each. Numbers are those of the page.",
    "Each table's note stands on the sheet Notes, by the number after the table's title.",
}
_APP = ("Microsoft Excel", "0", "false", "12.0000", "Worksheets")
_NUMBER = re.compile(r"([+−]?)(\D*?)([\d,]+)(?:\.(\d+))?(\D*)")


def workbook_findings(content: bytes, page: Tree | None, covers: Covers) -> Iterator[str]:
    """Every finding in a workbook.

    Args:
        page: the page that it belongs to; None where no page links to it.
        covers: what its cover may say.
    """
    if page is None:
        yield "a workbook that no page links to"
        return
    try:
        yield from _findings(content, page, covers)
    except (BadZipFile, LookupError, ValueError, TypeError, AttributeError, OSError, SyntaxError):
        yield "a workbook that cannot be read"
    yield from identifiers(read_out(content), covers.contact)


def _findings(content: bytes, page: Tree, covers: Covers) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as parts:
        yield from _strange(parts)
        book, about = read_book(parts), parts.read("docProps/app.xml")
    tables = page.select("div.table table")
    notes = {note_beneath(table) for table in tables} - {""}
    named = ["Cover", "Contents", *(["Notes"] if notes else []), *(f"Table {at + 1}" for at in range(len(tables)))]
    if list(book.sheets) != named:
        yield "other sheets than the page has tables"
        return
    yield from _unseen(book, about)
    yield from _cover(book.sheets["Cover"], page, covers)
    yield from _contents(book.sheets["Contents"], tables)
    listed = [str(row[1].value) for row in book.sheets["Notes"].rows[3:]] if notes else []
    if notes:
        yield from _notes(book.sheets["Notes"], notes)
    for at, table in enumerate(tables, start=1):
        yield from (f"Table {at}: {said}" for said in _sheet_findings(book.sheets[f"Table {at}"], table, listed))


def read_out(content: bytes) -> str:
    """All text of a workbook, of whatever part; empty where it cannot be read."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            texts = (parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
            return "\n".join(re.sub(r"<[^>]*>", " ", text) for text in texts)
    except BadZipFile:
        return ""


def _strange(parts: ZipFile) -> Iterator[str]:
    """Parts, properties and texts that no workbook of ours has."""
    for info in parts.infolist():
        if not _PARTS.fullmatch(info.filename):
            yield "a part that no workbook of a pack has"
        elif info.date_time != (1980, 1, 1, 0, 0, 0) or info.comment or info.extra:
            yield "a time of day, or a remark, beside a part of the workbook"
        elif _NEVER.search(parts.read(info).decode("utf-8", "replace")):
            yield "a formula, a link out of the workbook, an author or a time of day"


def _unseen(book: BookRead, about: bytes) -> Iterator[str]:
    """Texts and formats of a workbook that no cell shows, and whatever else a sheet could hide."""
    cells = [cell for sheet in book.sheets.values() for row in sheet.rows for cell in row]
    shown, formats = {cell.value for cell in cells}, {cell.number_format for cell in cells}
    told = {text.strip() for text in ElementTree.fromstring(about).itertext()}
    told -= {"", *_APP, *book.sheets, str(len(book.sheets))}
    if not shown.issuperset(book.strings) or not book.formats <= formats or told:
        yield "a text that no cell shows"
    if book.strange:
        yield "something hidden, or else that no sheet of a pack holds"


def _cover(sheet: SheetRead, page: Tree, covers: Covers) -> Iterator[str]:
    title, standing = _plain(page.first("h1")), _plain(page.first(".status-line"))
    first, *lines = [str(cell.value) for row in sheet.rows for cell in row if cell.value is not None]
    # A page adds to its standing that its commentary has faults
    rest = [line for line in lines if not standing.startswith(line)]
    if first not in (title, f"{title}, {covers.council}") or not set(rest) <= _ABOUT | covers.lines | {covers.contact}:
        yield "a cover with a line that no cover has"
    if standing and rest == lines:
        yield "a cover that does not say the standing of the page"


def _contents(sheet: SheetRead, tables: Sequence[Node]) -> Iterator[str]:
    rows = [[cell.value for cell in row] for row in sheet.rows]
    listed = [[f"Table {at}", _caption(table)] for at, table in enumerate(tables, start=1)]
    if rows != [["Table of contents", None], [_ONE_TABLE, None], ["Sheet name", "Table description"], *listed]:
        yield "contents that are not the tables of the page"
    if any(cell.link not in ("", f"'{cell.value}'!A1") for row in sheet.rows for cell in row):
        yield "contents that lead elsewhere than to their sheets"


def _notes(sheet: SheetRead, notes: set[str]) -> Iterator[str]:
    rows = [[cell.value for cell in row] for row in sheet.rows]
    said = [[at, row[1]] for at, row in enumerate(rows[3:], start=1)]
    if rows != [["Notes", None], [_ONE_TABLE, None], ["Note number", "Note text"], *said]:
        yield "notes that are not numbered as they stand"
    if not {str(row[1]) for row in said} <= notes:
        yield "a note that no table of the page has"


def _plain(node: Node | None) -> str:
    return " ".join(words_of(node).split())


def _sheet_findings(sheet: SheetRead, table: Node, notes: Sequence[str]) -> Iterator[str]:
    """What is wrong with the sheet of a table."""
    if len(sheet.tables) != 1 or any(cell.link for row in sheet.rows for cell in row):
        yield "it holds a link, or no marked table"
        return
    marked = sheet.tables[0]
    yield from _above(sheet, marked, table, notes)
    rows = sheet.within(marked)
    expected = [cells_of_row(row) for row in table.css("tbody tr")]
    names = _names(table)
    if [cell.value for cell in rows[0]] != names or list(marked.names) != names:
        yield "headers that are not those of the page"
    if len(rows) - 1 != len(expected) or any(
        len(row) != len(cells) or not all(map(_is_same, row, cells))
        for row, cells in zip(rows[1:], expected, strict=False)
    ):
        yield "a cell that is not that of the page"
    if len(sheet.rows) != marked.last + 1 or any(len(row) != len(names) for row in sheet.rows):
        yield "something beneath or beside the table"


def _names(table: Node) -> list[str]:
    """The headers of a table, numbered where they are empty or stand already: no two of a marked table may be equal."""
    headers = headers_of(table)
    return [
        f"{header or 'Column'} ({place + 1})"
        if not header or header.lower() in [before.lower() for before in headers[:place]]
        else header
        for place, header in enumerate(headers)
    ]


def _above(sheet: SheetRead, marked: Marked, table: Node, notes: Sequence[str]) -> Iterator[str]:
    """The lines above a table: its title with the number of its note, what it says of symbols, and its sources."""
    lines = [[cell.value for cell in row if cell.value is not None] for row in sheet.rows[: marked.first]]
    said = note_beneath(table)
    numbered = f"[note {notes.index(said) + 1}]" if said in notes else ""
    if [[f"{_caption(table)}{numbered}"], [_ONE_TABLE]] != lines[:2]:
        yield "a title that is not that of the page"
    for line in lines[2:]:
        if len(line) != 1 or not (str(line[0]).startswith("Source: ") or _is_legend(str(line[0]))):
            yield "a line above the table that no sheet has"


def _is_legend(line: str) -> bool:
    meanings = line.removeprefix("Symbols: ").removesuffix(".").split("; ")
    return all(STATUS_WORDS.get(said.partition(" ")[0]) == said.partition(" ")[2] for said in meanings)


def _is_same(cell: Cell, shown: Node) -> bool:
    """Whether a cell of a sheet says what a cell of a page says."""
    inside = [node for node in shown.iter(include_text=True) if not node.is_text_node or words_of(node).strip()]
    mark = shown if is_number(shown) else inside[0] if len(inside) == 1 and is_number(inside[0]) else None
    if mark is not None:
        return (
            isinstance(cell.value, float)
            and cell.value == value_of(mark)
            and cell.number_format == _format(words_of(mark))
        )
    return (cell.value or "") == read_words(shown) and cell.number_format == "General"


def _format(said: str) -> str:
    """The format in which a number says itself as the page says it: sign, unit, thousands and decimals."""
    found = _NUMBER.fullmatch(said)
    if found is None:
        return "General"
    sign, before, whole, decimals, after = found.groups()
    digits = ("#,##0" if "," in whole else "0") + (f".{len(decimals) * '0'}" if decimals else "")
    one = "".join((before and f'"{before}"', digits, after and f'"{after}"'))
    return f'"+"{one};"−"{one}' if sign else one


def _caption(table: Node) -> str:
    return words_of(table.css_first("caption"))
