"""Defects planted into returns, each with a name, and the key that says where they are."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Literal

import numpy as np
import pandas as pd

from panelpack.commands.sample.days import year_label
from panelpack.commands.sample.views import Return

Rows = pd.DataFrame
COLUMNS = ("return", "year", "file", "table", "column", "defect", "rows", "first_row")


@dataclass(frozen=True)
class Defect:
    """One way in which rows of a table go wrong.

    Attributes:
        of: whether a row can have it, so that it changes something.
        to: what the column's cells become.
        how: whether cells change in place, rows stand twice, the second time with the change, or rows are gone.
        years: the years, by the March in which they end, whose returns can have it.
    """

    name: str
    kind: str
    table: str
    column: str
    of: Callable[[Rows], "pd.Series[bool]"]
    to: Callable[[Rows], object] = lambda rows: rows.iloc[:, 0]
    how: Literal["change", "copy", "drop"] = "change"
    years: tuple[int, int] = (0, 9999)


@dataclass(frozen=True)
class Planted:
    """Where a defect was planted: the number of rows, and the first as its file counts them (a record's, in XML)."""

    kind: str
    year: str
    file: str
    table: str
    column: str
    defect: str
    rows: int
    first_row: int


def plant(rng: np.random.Generator, filled: Return, share: float, known: Sequence[Defect]) -> Iterator[Planted]:
    """Spoil a share of the rows that each defect can strike, at least one; no row of a table has two of them.

    Rows that go are taken out first and copies stand at the end, so that row numbers of the key hold.
    """
    order = {"drop": 0, "change": 1, "copy": 2}
    spoilt: dict[str, set[Any]] = {}
    for defect in sorted(known, key=lambda item: order[item.how]):
        frame = filled.tables.get(defect.table)
        if defect.kind != filled.kind or frame is None or not defect.years[0] <= filled.year <= defect.years[1]:
            continue
        taken = spoilt.setdefault(defect.table, set())
        possible = [index for index in frame.index[defect.of(frame).to_numpy(dtype=bool)] if index not in taken]
        if not possible:
            continue
        number = min(len(possible), max(1, round(share * len(possible))))
        # By their place in the table: a copy has an index of another sort than what it was copied from
        chosen = [possible[place] for place in sorted(rng.choice(len(possible), number, replace=False))]
        taken.update(chosen)
        filled.tables[defect.table], places = _spoil(frame, defect, chosen)
        first = places[0] + (1 if filled.kind in ("cin", "sen2") else 2)
        yield _found(filled, defect.table, defect.column, defect.name, number, first)


def _found(filled: Return, table: str, column: str, name: str, rows: int, first: int) -> Planted:
    return Planted(filled.kind, year_label(filled.year), filled.path(table), table, column, name, rows, first)


def spoil_file(filled: Return, name: str) -> Planted:
    """Plant what is wrong with a file as a whole; most of it becomes so only when the file is written."""
    table, column = next(iter(filled.tables)), ""
    if name == "trailing space in header":
        table, column = "List 10", "Date of Adoption Order"
        filled.tables[table] = filled.tables[table].rename(columns={column: f"{column} "})
    elif name == "no rows":
        table = "OC2"
        filled.tables[table] = filled.tables[table].iloc[:0]
    elif name == "sheet gone":
        table = "List 9"
        del filled.tables[table]
    elif name == "ids in powers of ten":
        table, column = "Episodes", "CHILD"
        filled.tables[table] = filled.tables[table].assign(CHILD="9.12E+12")
    else:
        filled.spoilt.add(name)
    rows = len(filled.tables[table]) if column == "CHILD" else 0
    return _found(filled, table, column, name, rows, 2 if rows else 0)


def _spoil(frame: Rows, defect: Defect, chosen: list[Any]) -> tuple[Rows, list[int]]:
    """The table with the defect in the chosen rows, and their places in it; of rows that go, the places they had."""
    places = np.flatnonzero(frame.index.isin(chosen)).tolist()
    if defect.how == "drop":
        return frame.drop(index=chosen), places
    rows = frame.loc[chosen].copy()
    if defect.column:
        rows[defect.column] = pd.Series(defect.to(rows), index=rows.index, dtype=object)
    if defect.how == "copy":
        together = pd.concat([frame, rows.set_axis([("copy", defect.name, index) for index in chosen])])
        return together, list(range(len(frame), len(together)))
    changed = frame.copy()
    changed.loc[chosen] = rows
    return changed, places


def key_written(planted: Sequence[Planted]) -> str:
    """The answer key as CSV."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in planted:
        writer.writerow(
            [item.kind, item.year, item.file, item.table, item.column, item.defect, item.rows, item.first_row]
        )
    return out.getvalue()
