"""A table as plain values: what a notebook keeps of it beside its HTML, for the forms that are made without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.page.parts import Number, Own, Words
from panelpack.page.table_csv import as_cell
from panelpack.page.tables import Table

Cell = str | tuple[float, str]
"""Words, a symbol among them; or a number with the words that say it, as 36.1 and "36.1%"."""


@dataclass(frozen=True)
class TableValues:
    """A table without its ids and links.

    Attributes:
        caption: what it shows.
        headers: a header a column, that of its group before it.
        rows: cells, the first of each row its header.
        note: the sentence beneath, and what its symbols mean; empty where there is none.
        sources: the titles of the sources of its figures, in order.
        path: where its CSV stands in the pack.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    sources: tuple[str, ...] = ()
    path: str = ""

    @property
    def symbols(self) -> list[str]:
        """The symbols of statuses that stand alone in cells."""
        return sorted({cell for row in self.rows for cell in row[1:] if isinstance(cell, str)} & STATUS_WORDS.keys())

    @classmethod
    def of(cls, given: Mapping[str, Any], path: str) -> "TableValues":
        """A table as `values_of` gave it."""
        rows = tuple(
            tuple(cell if isinstance(cell, str) else (cell[0], cell[1]) for cell in row) for row in given["rows"]
        )
        return cls(given["caption"], tuple(given["headers"]), rows, given["note"], tuple(given["sources"]), path)


def values_of(table: Table) -> dict[str, Any]:
    """A table as JSON can hold it."""
    return {
        "caption": table.caption,
        "headers": [as_cell(column.plain) for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "note": table.note.plain,
        "sources": list(dict.fromkeys(figure.source_title for figure in table.figures)),
    }


def _cell(cell: Words) -> str | list[float | str]:
    only = cell.parts[0] if len(cell.parts) == 1 else None
    if isinstance(only, Number):
        return [float(f"{only.figure.number:.10g}"), only.plain]
    if isinstance(only, Own):
        return [float(f"{only.value:.10g}"), only.plain]
    return as_cell(cell.plain)
