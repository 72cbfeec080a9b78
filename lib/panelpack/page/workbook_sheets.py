"""A sheet of a workbook: a title, lines beneath it and one marked table, as gptables lays them out and formats them.

Its own writer keeps the formats of each sheet in data frames, which costs more than all else in a report's export.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gptables import GPWorkbook

from panelpack.page.table_values import Cell

_INSTRUCTIONS = "This worksheet contains one table."
_SPEAKS = re.compile(r"[A-Za-z0-9]")
_LINK = {"underline": True, "font_color": "blue"}

Form = Mapping[str, Any]
"""A format in the words of xlsxwriter."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of one marked table.

    Attributes:
        name: of the sheet.
        table: the name of the table.
        headers: no two equal, none empty.
        widths: of its columns, in signs.
        above: the lines between its title and its headers.
        links: whether its first column names other sheets, and leads to them.
    """

    name: str
    table: str
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int]
    above: Sequence[str] = ()
    links: bool = False

    def write(self, book: GPWorkbook) -> None:
        """Put it into a workbook, after the sheets that are there."""
        sheet, theme = book.add_worksheet(self.name), book.theme
        sheet.write_string(0, 0, self.title, book.add_format(theme.title_format))
        lines = [_INSTRUCTIONS, *self.above]
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line, book.add_format(theme.instructions_format))
        top = len(lines) + 1
        heads = [book.add_format(theme.column_heading_format | _along(is_right)) for is_right in self._right]
        for column, header in enumerate(self.headers):
            sheet.write_string(top, column, header, heads[column])
        self._write_cells(book, sheet, top + 1)
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        columns = [{"header": name, "header_format": form} for name, form in zip(self.headers, heads, strict=True)]
        marked = {"autofilter": False, "style": None, "name": self.table, "columns": columns}
        sheet.add_table(top, 0, top + len(self.rows), len(self.headers) - 1, marked)

    def _write_cells(self, book: GPWorkbook, sheet: Any, top: int) -> None:
        forms = [
            (book.theme.data_format if column else book.theme.index_2_format) | _along(is_right)
            for column, is_right in enumerate(self._right)
        ]
        for row, cells in enumerate(self.rows, start=top):
            for column, cell in enumerate(cells):
                if not isinstance(cell, str):
                    form = book.add_format(forms[column] | {"num_format": number_format(cell[1])})
                    sheet.write_number(row, column, cell[0], form)
                elif self.links and not column:
                    sheet.write_url(row, column, f"internal:'{cell}'!A1", book.add_format(forms[column] | _LINK), cell)
                elif cell.strip():
                    sheet.write_string(row, column, cell, book.add_format(forms[column]))

    @property
    def _right(self) -> list[bool]:
        """Which columns stand to the right: those of numbers, with nothing beside them but signs such as a dash."""
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.headers)
        return [place > 0 and not any(map(_speaks, column)) for place, column in enumerate(columns)]


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


def _speaks(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_SPEAKS.search(cell))


def _along(is_right: bool) -> Form:
    return {"align": "right" if is_right else "left"}


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""
