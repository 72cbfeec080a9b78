"""A workbook as its bytes have it: sheets, cells, formats, links and marked tables, read as a stranger would.

Whatever our writers do not write, an element, an attribute or a text of any part that holds cells, is strange: nothing
hidden could then be passed over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TO = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_A_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_PLACE = re.compile(r"([A-Z]{1,2})([1-9]\d{0,5})")
_FORMATS = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00"}
"""The formats that stand in no list, since every spreadsheet knows them."""

_MOST_CELLS = 500_000
_NARROWEST = 5.0
"""Of a column that can still be seen, in signs."""

_KNOWN: Mapping[str, frozenset[str]] = {
    f"{_MAIN}{name}": frozenset(attributes.split())
    for name, attributes in {
        **dict.fromkeys(("workbook", "bookViews", "sheets", "worksheet", "sheetViews", "cols", "sheetData"), ""),
        **dict.fromkeys(("v", "hyperlinks", "si"), ""),
        **dict.fromkeys(("tableParts", "tableColumns"), "count"),
        "fileVersion": "appName lastEdited lowestEdited rupBuild",
        "workbookPr": "defaultThemeVersion",
        "workbookView": "xWindow yWindow windowWidth windowHeight",
        "sheet": f"name sheetId {_TO}",
        "calcPr": "calcId fullCalcOnLoad",
        "dimension": "ref",
        "sheetView": "showGridLines tabSelected workbookViewId",
        "sheetFormatPr": "defaultRowHeight",
        "col": "min max width customWidth",
        "row": "r spans",
        "c": "r s t",
        "pageMargins": "left right top bottom header footer",
        "hyperlink": "ref location display",
        "tablePart": _TO,
        "table": "id name displayName ref totalsRowShown",
        "tableColumn": "id name",
        "tableStyleInfo": "showFirstColumn showLastColumn showRowStripes showColumnStripes",
        "sst": "count uniqueCount",
        "t": _SPACE,
    }.items()
}
"""Every element of the parts that hold cells, with the attributes that it may have."""

_WORDS = (f"{_MAIN}v", f"{_MAIN}t")
"""The elements that hold text."""


@dataclass(frozen=True)
class Cell:
    """What a cell holds, words or a number, the format in which it says itself, and the place to which it leads."""

    value: str | float | None = None
    number_format: str = "General"
    link: str = ""


@dataclass(frozen=True)
class Marked:
    """A marked table: its rows in the sheet, from its headers on, its columns, and the names of these."""

    first: int
    last: int
    columns: range
    names: tuple[str, ...]


@dataclass(frozen=True)
class SheetRead:
    """A sheet: its rows from the first to the last that holds anything, all of one length; its marked tables."""

    rows: tuple[tuple[Cell, ...], ...]
    tables: tuple[Marked, ...]

    def within(self, table: Marked) -> list[tuple[Cell, ...]]:
        """The rows of a marked table."""
        return [row[table.columns.start : table.columns.stop] for row in self.rows[table.first : table.last + 1]]


@dataclass(frozen=True)
class BookRead:
    """A workbook.

    Attributes:
        sheets: by name, in order.
        strings: the words that cells can name.
        formats: the formats that cells can name, of those that it lists itself.
        strange: whether a part that holds cells has anything that our writers do not write.
    """

    sheets: Mapping[str, SheetRead]
    strings: tuple[str, ...]
    formats: frozenset[str]
    strange: bool


def read_book(parts: ZipFile) -> BookRead:
    """A workbook of its parts.

    Raises:
        LookupError, ValueError, TypeError, SyntaxError: it is not written as workbooks are.
    """
    return _Reading(parts).book()


class _Reading:
    """One workbook while it is read."""

    def __init__(self, parts: ZipFile) -> None:
        self._parts = parts
        self._strange = False
        self._strings = [
            "".join(words.text or "" for words in item.iter(f"{_MAIN}t")) for item in self._root("xl/sharedStrings.xml")
        ]
        styles = self._parsed("xl/styles.xml")
        self._listed = {
            int(_given(item, "numFmtId")): _given(item, "formatCode") for item in styles.iter(f"{_MAIN}numFmt")
        }
        known = _FORMATS | self._listed
        self._formats = [known[int(_given(form, "numFmtId"))] for form in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]

    def book(self) -> BookRead:
        to = self._leads("xl/_rels/workbook.xml.rels")
        found, paths = {}, []
        for sheet in self._root("xl/workbook.xml").iter(f"{_MAIN}sheet"):
            paths.append(f"xl/{to[_given(sheet, _TO)]}")
            found[_given(sheet, "name")] = self._sheet(paths[-1])
        names = self._parts.namelist()
        held = [name for name in names if _A_SHEET.fullmatch(name)]
        # A sheet that the workbook does not name, or a part twice, would be shown by nothing
        self._strange |= sorted(held) != sorted(paths) or len(found) != len(paths) or len(set(names)) != len(names)
        return BookRead(found, tuple(self._strings), frozenset(self._listed.values()), self._strange)

    def _parsed(self, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(self._parts.read(name), parser)

    def _root(self, name: str) -> etree._Element:
        """A part that holds cells, of which all is known that it may hold."""
        root = self._parsed(name)
        self._strange |= root.getroottree().docinfo.internalDTD is not None or any(map(_is_strange, root.iter()))
        return root

    def _leads(self, name: str) -> dict[str, str]:
        """Where the parts beside another lead, by their ids."""
        return {_given(item, "Id"): _given(item, "Target") for item in self._parsed(name)}

    def _sheet(self, path: str) -> SheetRead:
        root = self._root(path)
        links = {_given(item, "ref"): _given(item, "location") for item in root.iter(f"{_MAIN}hyperlink")}
        told = {_given(item, "ref"): item.get("display") for item in root.iter(f"{_MAIN}hyperlink")}
        cells: dict[tuple[int, int], Cell] = {}
        for item in root.iter(f"{_MAIN}c"):
            name = _given(item, "r")
            cell = self._cell(item, links.pop(name, ""))
            self._strange |= told.get(name) not in (None, cell.value) or place_of(name) in cells
            cells[place_of(name)] = cell
        # A link from nowhere
        self._strange |= bool(links)
        height, width = (max((place[side] for place in cells), default=-1) + 1 for side in (0, 1))
        if height * width > _MOST_CELLS:
            raise ValueError("more cells than any table of a pack has")
        rows = tuple(tuple(cells.get((row, column), Cell()) for column in range(width)) for row in range(height))
        return SheetRead(rows, tuple(self._tables(root, path)))

    def _cell(self, item: etree._Element, link: str) -> Cell:
        kind, said = item.get("t"), item.findtext(f"{_MAIN}v")
        form = self._formats[int(item.get("s", "0"))]
        if kind not in (None, "s"):
            raise ValueError("a cell that is neither words nor a number")
        if said is None:
            return Cell(None, form, link)
        return Cell(self._strings[int(said)] if kind else float(said), form, link)

    def _tables(self, root: etree._Element, path: str) -> Iterator[Marked]:
        named = [_given(item, _TO) for item in root.iter(f"{_MAIN}tablePart")]
        folder, _, file = path.rpartition("/")
        to = self._leads(f"{folder}/_rels/{file}.rels") if named else {}
        for name in named:
            table = self._root(f"xl/{to[name].removeprefix('../')}")
            (top, left), (bottom, right) = map(place_of, _given(table, "ref").split(":"))
            names = tuple(_given(item, "name") for item in table.iter(f"{_MAIN}tableColumn"))
            yield Marked(top, bottom, range(left, right + 1), names)


def _given(node: etree._Element, name: str) -> str:
    """An attribute that an element must have."""
    return str(node.attrib[name])


def _is_strange(node: etree._Element) -> bool:
    """Whether an element, its attributes or its text are such as no part of ours has."""
    known = _KNOWN.get(str(node.tag))
    if known is None or not known.issuperset(node.attrib) or (node.tail or "").strip():
        return True
    if node.tag == f"{_MAIN}col" and not float(node.get("width", "0")) >= _NARROWEST:
        return True
    return node.tag not in _WORDS and bool((node.text or "").strip())


def place_of(name: str) -> tuple[int, int]:
    """The row and the column of a cell, both from nought.

    >>> place_of("A1"), place_of("C12"), place_of("AB3")
    ((0, 0), (11, 2), (2, 27))

    Raises:
        ValueError: it is the name of no cell.
    """
    found = _PLACE.fullmatch(name)
    if found is None:
        raise ValueError("the name of no cell")
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
