"""The tables of a return: records with typed columns, and those of earlier years behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.csv_files import ROW
from panelpack.facts.returns.schema import Table

FILE = "file"
"""The column that holds the place of a row's file in `Records.files`."""


@dataclass(frozen=True)
class Records:
    """A return of one year, as tables.

    Attributes:
        tables: each with the columns of its schema, `row` and `file`. A table that a fault stopped is not there.
        files: the names of the files read, to which `file` points.
        history: reporting years of the earlier returns whose rows stand in the tables too.
        of_year: for each table, which of its rows are this year's return's.
    """

    collection: Collection
    tables: Mapping[str, pd.DataFrame]
    files: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    of_year: Mapping[str, "pd.Series[bool]"] = field(default_factory=dict)

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    def __contains__(self, table: str) -> bool:
        return table in self.tables

    def own(self, table: str) -> pd.DataFrame:
        """The rows of a table that this year's return holds, without those of earlier ones."""
        rows, of_year = self.tables[table], self.of_year.get(table)
        if of_year is None:
            return rows
        number = int(of_year.sum())
        # They stand before those of earlier returns, so that nothing has to be copied
        return rows.iloc[:number] if of_year.iloc[:number].all() else rows[of_year]

    def with_tables(self, tables: Mapping[str, pd.DataFrame]) -> "Records":
        """The same records with other tables."""
        return replace(self, tables=tables)


def with_history(records: Records, earlier: Sequence[Records], tables: Sequence[Table]) -> Records:
    """The records of a year with those rows of earlier returns that it does not hold itself.

    Of a row that several returns hold, by the key of its table, the newest one's stands: so a later return never
    changes the figures of an earlier year.

    Args:
        earlier: the returns of the years before, in any order.
    """
    if not earlier:
        return records
    newest_first = sorted(earlier, key=lambda item: item.collection.label, reverse=True)
    files = list(records.files)
    joined: dict[str, pd.DataFrame] = {}
    of_year: dict[str, pd.Series[bool]] = {}
    parts = {table.name: [records[table.name]] for table in tables if table.name in records}
    for item in newest_first:
        for name in parts:
            if name in item:
                parts[name].append(item[name].assign(**{FILE: item[name][FILE] + len(files)}))
        files += item.files
    for table in tables:
        if table.name not in parts:
            continue
        several = pd.concat(parts[table.name], ignore_index=True)
        own = pd.Series(several.index < len(parts[table.name][0]), index=several.index)
        kept = own | ~several.duplicated(list(table.key))
        joined[table.name] = several[kept].reset_index(drop=True)
        of_year[table.name] = own[kept].reset_index(drop=True)
    history = tuple(item.collection.label for item in newest_first)
    return replace(records, tables=joined, files=tuple(files), history=history, of_year=of_year)


def among(children: "pd.Series[int]", others: "pd.Series[int]") -> "pd.Series[bool]":
    """Which children are among others. They are small whole numbers, so a flag for each number tells it at once.

    >>> list(among(pd.Series([1, 2, 5]), pd.Series([5, 1, 7])))
    [True, False, True]
    """
    if not len(children) or not len(others):
        return pd.Series(False, index=children.index, dtype=bool)
    known = np.zeros(max(children.max(), others.max()) + 1, dtype=bool)
    known[others] = True
    return pd.Series(known[children.to_numpy()], index=children.index, dtype=bool)


def empty(table: Table) -> pd.DataFrame:
    """A table without rows, its columns typed."""
    columns = {column.name: pd.Series([], dtype=DTYPES[column.kind]) for column in table.columns}
    return pd.DataFrame({**columns, ROW: pd.Series([], dtype="int64"), FILE: pd.Series([], dtype="int64")})


DTYPES: Mapping[str, Any] = {
    "child": "int64",
    "date": "datetime64[s]",
    "code": "str",
    "text": "str",
    "number": "float64",
    "flag": "boolean",
}
"""The type of a column by its kind. Empty text and missing codes are the empty text; a missing day is not-a-time."""
