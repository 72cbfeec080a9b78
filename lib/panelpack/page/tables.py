"""Tables as values: a caption, headers, cells of words, and a note. The first column heads the rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.comparisons.frames import figures_frame
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require
from panelpack.page.parts import Words
from panelpack.page.pieces import Piece
from panelpack.page.words import NOTHING, joined, text, words_of

_MOST_COLUMNS = 9
"""With more, a table is wide: on paper its headers may break within words."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its header, whether it holds numbers, and the header that it shares with others."""

    header: Words
    numeric: bool = False
    group: Words | None = None

    @classmethod
    def of(cls, header: Words | str, numeric: bool = False, group: Words | str = "") -> "Column":
        """A column whose headers may be plain words."""
        return cls(words_of(header), numeric, words_of(group) or None)

    @property
    def plain(self) -> str:
        """Its header in one line, that of its group before it."""
        return f"{self.group.plain}: {self.header.plain}" if self.group else self.header.plain


@dataclass(frozen=True, repr=False)
class Table(Piece):
    """A table. Columns of one group stand under a header of their own.

    Attributes:
        caption: what the table shows, as plain words.
        rows: cells of words, the first of each row its header.
        said: a sentence beneath.
        stacks: whether on a narrow screen each row stands in lines of three cells, its header above them, so that none
            has to be moved aside.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    said: Words = NOTHING
    stacks: bool = field(default=False, kw_only=True)

    @property
    def words(self) -> Iterator[Words]:
        """Caption, headers, cells and note."""
        yield text(self.caption)
        yield from (column.header for column in self.columns)
        yield from (cell for row in self.rows for cell in row)
        yield self.note

    @cached_property
    def note(self) -> Words:
        """The sentence beneath, and what the symbols in the cells mean: "c: not shown, to protect people."."""
        used = sorted({symbol for row in self.rows for cell in row for symbol in cell.symbols})
        meanings = [f"{symbol}: {STATUS_WORDS[symbol]}." for symbol in used]
        return joined([*([self.said] if self.said else []), *meanings], " ")

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Its figures as a tidy DataFrame, a row each, with the row and the column in which they stand."""
        placed = list(self.placed)
        frame = figures_frame(figure for *_, figure in placed)
        frame.insert(0, "row", [row for row, *_ in placed])
        frame.insert(1, "column", [column for _, column, _ in placed])
        return frame

    @property
    def placed(self) -> Iterator[tuple[str, str, Figure]]:
        """Each figure with the row and the column in which it stands."""
        for row in self.rows:
            for column, cell in zip(self.columns, row, strict=True):
                yield from ((row[0].plain, column.plain, figure) for figure in cell.figures)

    @property
    def is_of_numbers(self) -> bool:
        """Whether every column but the first holds numbers."""
        return all(column.numeric for column in self.columns[1:])

    @property
    def is_wide(self) -> bool:
        """Whether it has so many columns that paper is narrow for it."""
        return len(self.columns) > _MOST_COLUMNS

    @property
    def plain(self) -> str:
        """Caption, headers, rows and note, a line each."""
        lines = [[column.plain for column in self.columns], *[[cell.plain for cell in row] for row in self.rows]]
        return "\n".join([self.caption, *(" | ".join(line) for line in lines), self.note.plain]).rstrip()


def table(
    published: Published,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Words | str]],
    note: Words = NOTHING,
    rule: str = "",
    stacks: bool = False,
) -> Table:
    """A table whose first column heads its rows; plain cells become words.

    Args:
        rule: how its rows were chosen.
        stacks: whether each row stands in lines on a narrow screen.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """
    require(published, "tables.table")
    cells = tuple(tuple(words_of(cell) for cell in row) for row in rows)
    if any(len(row) != len(columns) for row in cells):
        raise ValueError(f"table {caption!r}: a row has not one cell a column")
    return Table(caption, tuple(columns), cells, note, rule=rule, stacks=stacks)
