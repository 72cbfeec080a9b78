"""CSV files of a return as tables of text: every cell as the file has it, with the number of its row.

Byte-order marks, semicolons and tabs, blank lines at the top and spaces around headings are read; a file that is not
UTF-8 is read as Windows wrote it.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from panelpack.facts.returns.files import WIDE, Source
from panelpack.project.errors import InputError, Problem

_SEPARATOR = re.compile("\ufeff?sep=.\r?$", re.I)

ROW = "row"
"""The column that holds the number of each row in its file: the line of a CSV, the record of an XML."""


@dataclass(frozen=True)
class Text:
    """A table of a file as text.

    Attributes:
        cells: one column a heading, stripped, empty text for an empty cell, and `row`.
        uneven: the numbers of rows with more or fewer cells than headings; they are not among the cells.
        is_cut: whether the file ends inside a row, so that nobody knows how many followed.
    """

    file: str
    cells: pd.DataFrame
    uneven: tuple[int, ...] = ()
    is_windows: bool = False
    is_cut: bool = False

    @property
    def headings(self) -> list[str]:
        """The headings as the file writes them."""
        return [str(name) for name in self.cells.columns if name != ROW]


def headings_of(source: Source) -> list[str]:
    """The headings of a CSV: the cells of its first line that is not blank."""
    lines = _decoded(_plain(source.start), is_cut=True)[0].splitlines()
    place = _place_of_headings(lines)
    return _split(lines[place]) if place is not None else []


def read_csv(source: Source) -> Text:
    """A CSV as text.

    Raises:
        InputError: it cannot be taken apart.
    """
    with source.open() as stream:
        content = _plain(stream.read())
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")  # as spreadsheets on a Macintosh end lines
    text, is_windows = _decoded(content)
    lines = text.split("\n", 50)
    blank = _place_of_headings(lines) or 0
    header = _split(lines[blank])
    names = [f"{place}" for place in range(len(header))]
    uneven: list[int] = []

    def passed_over(row: arrow_csv.InvalidRow) -> str:
        if row.text.strip(' ,;\t"'):
            uneven.append(row.number if row.number is not None else 0)
        return "skip"

    body = text.encode() if is_windows else content
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(body),
            # Threads would leave out the numbers of rows, and must not be held across a fork
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=blank + 1, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=_delimiter(lines[blank]), invalid_row_handler=passed_over, newlines_in_values=True
            ),
            convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" not in str(error) and "\n" in text[text.find(lines[blank]) :].rstrip():
            raise InputError(
                [Problem("not a CSV that can be taken apart", source.name, "save it anew as CSV")]
            ) from None
        table = pa.table({name: pa.array([], pa.string()) for name in names})
    cells = _cells(table, header, blank, uneven)
    if text.count('"') % 2 and len(cells) and cells.iloc[-1].astype(str).str.contains("\n").any():
        said = f"a quotation mark is opened in line {cells[ROW].iloc[-1]} and never closed"
        raise InputError([Problem(said, source.name, "mend the line, or save the file anew as CSV")])
    return Text(source.name, cells, tuple(uneven), is_windows, _ends_in_a_row(text, len(header), uneven))


def _ends_in_a_row(text: str, width: int, uneven: Sequence[int]) -> bool:
    """Whether a text breaks off inside its last row, which then has too few cells and no end."""
    last = text.rpartition("\n")[2]
    return bool(uneven and last) and len(_split(last)) < width and text.count("\n") + 1 == uneven[-1]


def _cells(table: pa.Table, header: Sequence[str], blank: int, uneven: Sequence[int]) -> pd.DataFrame:
    cells: pd.DataFrame = table.to_pandas()
    cells = cells.apply(lambda column: column.fillna("").str.replace("\u00a0", " ").str.strip())
    first, skipped = blank + 2, set(uneven)
    numbers = [number for number in range(first, first + len(cells) + len(skipped)) if number not in skipped]
    cells.columns = pd.Index(header)
    cells[ROW] = numbers[: len(cells)]
    filled = (cells.drop(columns=ROW) != "").any(axis=1) if len(cells) else cells[ROW] > 0
    return cells[filled].reset_index(drop=True)


def _place_of_headings(lines: Sequence[str]) -> int | None:
    """The first line that is neither blank nor `sep=;`, by which a spreadsheet says what separates cells."""
    places = (place for place, line in enumerate(lines) if line.strip(' ,;\t"\r') and not _SEPARATOR.match(line))
    return next(places, None)


def _plain(content: bytes) -> bytes:
    """The bytes of a text in UTF-8, if it came with two bytes a letter, and without letters that have no width."""
    if content.startswith(WIDE):
        # A start that was cut off a file may end inside a letter
        content = content[: len(content) // 2 * 2].decode("utf-16", errors="ignore").encode()
    for letter in ("\u200b", "\u200e", "\u200f", "\u2060"):
        if letter.encode() in content:
            content = content.replace(letter.encode(), b"")
    return content


def _decoded(content: bytes, is_cut: bool = False) -> tuple[str, bool]:
    """The text of bytes, and whether it is as Windows writes it. What was cut off a file may end inside a letter."""
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError as error:
        if is_cut and error.start >= len(content) - 4:
            return content[: error.start].decode("utf-8-sig"), False
        return content.decode("cp1252", errors="replace"), True


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _split(line: str) -> list[str]:
    cells = next(csv.reader([line.rstrip("\r")], delimiter=_delimiter(line)), [])
    return [cell.lstrip("\ufeff").strip() for cell in cells]
