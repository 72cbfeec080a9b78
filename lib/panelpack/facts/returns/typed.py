"""From the text of a file to a typed table: columns matched, children numbered, days, codes and numbers read.

What a column cannot hold is counted in a fault and becomes missing or `not known`; no cell is guessed. Identifiers end
here: each child has a number that means nothing outside this run, and the private store gets keyed hashes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from panelpack.facts.returns.csv_files import ROW, Text
from panelpack.facts.returns.dates import read_dates
from panelpack.facts.returns.faults import Fault, Severity
from panelpack.facts.returns.schema import NOT_KNOWN, Column, Table, fold
from panelpack.facts.returns.tables import DTYPES

Remember = Callable[[Iterable[str | date]], object]
"""What takes identifiers, dates of birth and full names, to keep hashes of them."""

_YES = {"1", "1.0", "true", "t", "y", "yes"}
_NO = {"0", "0.0", "false", "f", "n", "no"}
_NOTHING: Mapping[str, object] = {"child": -1, "date": pd.NaT, "code": "", "number": np.nan, "flag": pd.NA}
"""What a column of each kind holds where its cell is empty."""

_NOBODY = pa.array([""], pa.large_string())
_SPACE = "[" + "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace()) + "]"
"""Any space as Python sees it, spelt out so that a column can be asked at once."""

_BROKEN_ID = r"\d(?:\.\d+)?[Ee]\+?\d+"


@dataclass
class Numbering:
    """Children as numbers, the same in every table, return and year of one run."""

    _known: pa.StringArray = field(default_factory=lambda: pa.array([], pa.large_string()))

    def of(self, identifiers: "pd.Series[str]") -> "pd.Series[int]":
        """The number of each identifier; -1 where there is none."""
        names = pa.array(identifiers, pa.large_string(), from_pandas=False)
        new = pc.unique(names.filter(pc.invert(pc.is_in(names, pa.concat_arrays([self._known, _NOBODY])))))
        self._known = pa.concat_arrays([self._known, new])
        numbers = pc.index_in(names, self._known).fill_null(-1).to_numpy()
        return pd.Series(numbers, index=identifiers.index, dtype="int64")

    def hashes(self, key: str) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
        """A hash of each identifier by its number, so that the numbers of another process can be matched.

        Args:
            key: sixteen letters, of which nobody outside this run knows.
        """
        return pd.util.hash_array(self._known.to_numpy(zero_copy_only=False), hash_key=key, categorize=False)


@dataclass
class Typing:
    """Types the tables of one return of one year, and collects what it finds.

    Attributes:
        year: the return's year, by which codes are judged.
        touches: the measures that a table bears on, by its name.
    """

    return_name: str
    year: int
    numbering: Numbering
    remember: Remember
    touches: Callable[[str], tuple[str, ...]] = lambda _: ()
    faults: list[Fault] = field(default_factory=list)

    def typed(self, text: Text, table: Table) -> pd.DataFrame | None:
        """The typed rows of a file, with `row`; None where a fault stops the table."""
        columns = self._matched(text, table)
        if columns is None:
            return None
        cells = text.cells
        self._keep(cells, columns, table)
        made: dict[str, pd.Series[Any]] = {}
        for column in table.columns:
            given = cells[columns[column.name]] if column.name in columns else pd.Series("", index=cells.index)
            made[column.name] = self._column(given.astype("str"), column, text, table)
        result = pd.DataFrame(made, index=cells.index).assign(**{ROW: cells[ROW].astype("int64")})
        children = [column.name for column in table.columns if column.kind == "child" and column.needed]
        for name in children:
            nobody = result[name] == -1
            self._fault("no_identifier", "drop", text, table, nobody, "rows without an identifier are left out", name)
            result = result[~nobody]
        stopped = any(
            fault.severity == "stop" and fault.table == table.name and fault.file == text.file for fault in self.faults
        )
        return None if stopped else result.reset_index(drop=True)

    def _matched(self, text: Text, table: Table) -> dict[str, str] | None:
        """The heading of each column that a file has; None where a needed one is missing or two are one."""
        headings: dict[str, list[str]] = {}
        for heading in text.headings:
            headings.setdefault(fold(heading), []).append(heading)
        known = {fold(spelt): column.name for column in table.columns for spelt in column.spelt}
        columns: dict[str, str] = {}
        for folded, written in headings.items():
            name = known.get(folded)
            if name is not None and (len(written) > 1 or name in columns):
                both = ", ".join(dict.fromkeys([*written, *filter(None, [columns.get(name)])]))
                self._table_fault(
                    "column_twice", "stop", text, table, f"two columns are one: {both}", "keep one of them"
                )
                return None
            if name is not None:
                columns[name] = written[0]
        missing = [column for column in table.columns if column.needed and column.name not in columns]
        if missing:
            named = ", ".join(column.spelt[0] for column in missing)
            self._table_fault(
                "column_missing", "stop", text, table, f"there is no column {named}", "export it with all columns"
            )
            return None
        left_out = {fold(name) for name in table.left_out} | {fold(name) for name in table.persons}
        extra = [w for folded, w in headings.items() if folded and folded not in known and folded not in left_out]
        if extra:
            plural = "s are" if len(extra) > 1 else " is"
            self._table_fault(
                "extra_columns", "warn", text, table, f"{len(extra)} extra column{plural} passed over", "nothing to do"
            )
        if text.is_cut:
            todo = "export it anew, and copy all of it"
            self._table_fault("cut_off", "stop", text, table, "the file ends in the middle of a row", todo)
            return None
        if text.uneven:
            mask = pd.Series(True, index=range(len(text.uneven)))
            said = "rows with more or fewer cells than headings are left out"
            self._fault("uneven_rows", "drop", text, table, mask, said, rows=list(text.uneven))
        if text.cells.empty:
            self._table_fault(
                "no_rows", "warn", text, table, "there are headings and no rows", "send the rows, if there are any"
            )
        return columns

    def _keep(self, cells: pd.DataFrame, columns: dict[str, str], table: Table) -> None:
        """Give the private store what identifies a person, and let go of it."""
        kept = {
            columns[column.name]: column.keeps for column in table.columns if column.keeps and column.name in columns
        }
        folded = {fold(str(name)): str(name) for name in cells.columns}
        kept |= {folded[fold(name)]: keeps for name, keeps in table.persons.items() if fold(name) in folded}
        for heading, keeps in kept.items():
            # Of persons a heading may stand twice
            several = [cells.iloc[:, place] for place, name in enumerate(cells.columns) if name == heading]
            # As one list, which is several times as fast as going through a column of texts
            found = [
                pc.unique(pa.array(column.astype("str"), pa.large_string(), from_pandas=False)).to_pylist()
                for column in several
            ]
            values = [value for column in found for value in column if value]
            if keeps == "birth_date":
                days = read_dates(pd.Series(values, dtype="str"))[0].dropna()
                self.remember(day.date() for day in days)
            else:
                self.remember(values)

    def _column(self, given: "pd.Series[str]", column: Column, text: Text, table: Table) -> "pd.Series[Any]":
        if column.kind == "text":
            return given
        if not (given != "").any():
            nothing: pd.Series[Any] = pd.Series(_NOTHING[column.kind], index=given.index, dtype=DTYPES[column.kind])
            return nothing
        readers: dict[str, Callable[..., pd.Series[Any]]] = {
            "child": self._child,
            "date": self._date,
            "code": self._code,
            "number": self._number,
            "flag": self._flag,
        }
        return readers[column.kind](given, column, text, table).astype(DTYPES[column.kind])

    def _child(self, given: "pd.Series[str]", column: Column, text: Text, table: Table) -> "pd.Series[int]":
        # Each identifier is looked at once, however many rows it has
        places, found = pd.factorize(given)
        names = pd.Series(found, dtype="str")

        def of_rows(mask: "pd.Series[bool]") -> "pd.Series[bool]":
            return pd.Series(mask.to_numpy(dtype=bool)[places], index=given.index)

        broken = of_rows(names.str.fullmatch(_BROKEN_ID))
        todo = "format the column as text and export the return anew"
        self._fault(
            "identifier_as_number",
            "stop",
            text,
            table,
            broken,
            "a spreadsheet made numbers of identifiers",
            column.name,
            todo,
        )
        with_point = names.str.fullmatch(r"\d+\.0+")
        self._fault(
            "identifier_with_point",
            "warn",
            text,
            table,
            of_rows(with_point),
            "identifiers end in .0, which is left away",
            column.name,
        )
        # Most identifiers have neither point nor space, which is seen several times as fast as they are taken away
        plain = names.where(~with_point, names.str.replace(r"\.0+$", "", regex=True)) if with_point.any() else names
        plain = plain.str.replace(_SPACE, "", regex=True) if plain.str.contains(_SPACE).any() else plain
        numbers = self.numbering.of(plain.str.upper())
        return pd.Series(numbers.to_numpy()[places], index=given.index)

    def _date(self, given: "pd.Series[str]", column: Column, text: Text, table: Table) -> "pd.Series[pd.Timestamp]":
        days, found = read_dates(given)
        said: dict[str, tuple[Severity, str]] = {
            "placeholder": ("warn", "days that stand for none, such as 01/01/1900, are read as missing"),
            "not a date": ("warn", "cells that are no date are read as missing"),
            "rarer form": ("warn", "dates are written otherwise than in the rest of the column; they are read"),
            "several forms": ("stop", "some dates have the day first and some the month first, so none can be read"),
        }
        for name, rows in found.items():
            self._fault(name.replace(" ", "_"), said[name][0], text, table, rows, said[name][1], column.name)
        return days

    def _code(self, given: "pd.Series[str]", column: Column, text: Text, table: Table) -> "pd.Series[str]":
        codes = given.str.upper()
        spelt = {written.upper(): written for written in column.codes}
        holds = {upper for upper, written in spelt.items() if column.codes[written].holds_in(self.year)}
        filled = codes != ""
        retired = filled & codes.isin(set(spelt) - holds)
        strange = filled & ~codes.isin(set(spelt))
        year = f"codes that the return of {self.year} does not know count as not known"
        self._fault("code_of_another_year", "warn", text, table, retired, year, column.name)
        self._fault(
            "unknown_code", "warn", text, table, strange, "codes that are in no list count as not known", column.name
        )
        return codes.map(spelt).where(filled & ~retired & ~strange, NOT_KNOWN).where(filled, "")

    def _number(self, given: "pd.Series[str]", column: Column, text: Text, table: Table) -> "pd.Series[float]":
        numbers = pd.to_numeric(given.where(given != ""), errors="coerce").astype("float64")
        bad = (given != "") & (numbers.isna() | (numbers.abs() == float("inf")))
        self._fault(
            "not_a_number", "warn", text, table, bad, "cells that are no number are read as missing", column.name
        )
        return numbers.mask(bad)

    def _flag(self, given: "pd.Series[str]", column: Column, text: Text, table: Table) -> "pd.Series[bool]":
        folded = given.str.casefold()
        yes, no = folded.isin(_YES), folded.isin(_NO)
        strange = (given != "") & ~yes & ~no
        self._fault(
            "neither_yes_nor_no",
            "warn",
            text,
            table,
            strange,
            "cells that are neither yes nor no are read as missing",
            column.name,
        )
        return pd.Series(pd.NA, index=given.index, dtype="boolean").mask(yes, True).mask(no, False)

    def _fault(
        self,
        rule: str,
        severity: Severity,
        text: Text,
        table: Table,
        bad: "pd.Series[bool]",
        what: str,
        column: str = "",
        todo: str = "mend the return and export it anew",
        rows: list[int] | None = None,
    ) -> None:
        """A fault for the rows that are bad, if there are any."""
        count = int(bad.sum())
        if not count:
            return
        numbers = rows if rows is not None else text.cells.loc[bad[bad].index, ROW].tolist()
        heading = table.column(column).spelt[0] if column else ""
        self.faults.append(
            Fault(
                self.return_name,
                rule,
                severity,
                text.file,
                table.name,
                what,
                todo,
                heading,
                count,
                int(min(numbers)),
                touches=self.touches(table.name),
            )
        )

    def _table_fault(self, rule: str, severity: Severity, text: Text, table: Table, what: str, todo: str) -> None:
        """A fault of a whole file."""
        self.faults.append(
            Fault(self.return_name, rule, severity, text.file, table.name, what, todo, touches=self.touches(table.name))
        )
