"""Error reports of the sector's own validators, taken into the quality list beside the rules here.

Those validators write one line a row and rule, with the rule's code, table, columns, the number of the row, the child's
identifier and the cell; of the last two nothing is kept. The summary that they write by rule is taken too.
"""

from collections.abc import Iterable

import pandas as pd

from panelpack.facts.returns.csv_files import headings_of, read_csv
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.schema import fold

_HEADINGS = {
    "code": ("rulecode", "errorcode", "code"),
    "table": ("tablesaffected", "affectedtable", "table"),
    "column": ("columnsaffected", "errorfields", "affectedfields", "fields"),
    "row": ("rowid", "errorrow"),
    "words": ("ruledescription", "errordescription", "description"),
    "count": ("errorcount",),
}
"""How the validators head the columns that are taken; of a summary by rule, the last says how many rows there are."""


def is_report(source: Source) -> bool:
    """Whether a file is such a report, by its headings: a list of errors, or a summary of them by rule."""
    if source.form != "csv":
        return False
    taken = _taken(headings_of(source))
    return {"code", "words"} <= set(taken) and ("table" in taken or "count" in taken)


def faults_of(source: Source, kinds: Iterable[Return]) -> list[Fault]:
    """A fault for each rule, table and column of a report, with the number of rows that it names."""
    text = read_csv(source)
    taken = _taken(text.headings)
    cells = (
        text.cells[list(taken.values())].set_axis(list(taken), axis=1).reindex(columns=list(_HEADINGS), fill_value="")
    )
    if {"context", "rowid"} <= {fold(heading) for heading in text.headings}:
        cells = _of_children(cells)
    kind = _return_of(text.headings, cells, list(kinds))
    places = cells.groupby(["code", "table", "column"], sort=True)
    return [_fault(source, kind, *map(str, place), rows=rows) for place, rows in places]


def _of_children(cells: pd.DataFrame) -> pd.DataFrame:
    """A report by child in the form of the others: rows as the lines of a file, and columns without brackets.

    That report counts rows from nought, below the headings, and names columns as a list of Python.
    """
    rows = pd.to_numeric(cells["row"], errors="coerce") + 2
    return cells.assign(row=rows, column=cells["column"].str.replace(r"[\[\]']", "", regex=True))


def _taken(headings: Iterable[str]) -> dict[str, str]:
    """The heading of each column that is taken, by what it holds."""
    folded = {fold(heading): heading for heading in headings}
    found = {name: [folded[known] for known in spelt if known in folded] for name, spelt in _HEADINGS.items()}
    return {name: headings[0] for name, headings in found.items() if headings}


def _fault(source: Source, kind: Return | None, code: str, table: str, column: str, *, rows: pd.DataFrame) -> Fault:
    numbers = pd.to_numeric(rows["row"], errors="coerce").dropna()
    counted = pd.to_numeric(rows["count"], errors="coerce").fillna(0).sum()
    words = " ".join(str(rows["words"].iloc[0]).split()).rstrip(".")
    return Fault(
        kind.name if kind else "",
        "sector_validator",
        "warn",
        source.name,
        table,
        words or "the sector's validator names it",
        "mend the return and validate it anew",
        column,
        int(counted) or int(rows["row"].nunique()),
        int(numbers.min()) if len(numbers) else None,
        code,
        kind.touched_by(_table_named(kind, table)) if kind and table else (),
    )


def _return_of(headings: Iterable[str], cells: pd.DataFrame, kinds: list[Return]) -> Return | None:
    """The return that a report is about: the one that has most of the tables that it names."""
    named = {fold(str(table)) for table in cells["table"].unique()}
    known = {kind.name: len(named & {fold(table.title) for table in kind.tables}) for kind in kinds}
    known |= {kind.name: known[kind.name] + len(named & {fold(table.name) for table in kind.tables}) for kind in kinds}
    if "lachildid" in {fold(heading) for heading in headings} and "cin" in known:
        known["cin"] += 1
    best = max(known, key=lambda name: known[name], default="")
    return next((kind for kind in kinds if kind.name == best and known[best]), None)


def _table_named(kind: Return, words: str) -> str:
    """The name of a table as it is called here; empty, which is for all, where it is of none."""
    found = [table.name for table in kind.tables if fold(words) in (fold(table.name), fold(table.title))]
    return found[0] if found else ""
