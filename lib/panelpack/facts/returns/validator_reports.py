"""Error reports of the sector's own validators, taken into the quality list beside the rules here.

Those validators write one line a row and rule, with `rule_code`, `tables_affected`, `columns_affected`, the number of
the row and the child's identifier; of the last nothing is kept.
"""

from collections.abc import Iterable

import pandas as pd

from panelpack.facts.returns.csv_files import headings_of, read_csv
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.schema import fold

_CODE, _TABLE, _COLUMN, _ROW, _WORDS = "rulecode", "tablesaffected", "columnsaffected", "rowid", "ruledescription"


def is_report(source: Source) -> bool:
    """Whether a file is such a report, by its headings."""
    return source.form == "csv" and {_CODE, _TABLE} <= {fold(heading) for heading in headings_of(source)}


def faults_of(source: Source, kinds: Iterable[Return]) -> list[Fault]:
    """A fault for each rule, table and column of a report, with the number of rows that it names."""
    text = read_csv(source)
    cells = text.cells.rename(columns={heading: fold(heading) for heading in text.headings})
    cells = cells.reindex(columns=[_CODE, _TABLE, _COLUMN, _ROW, _WORDS], fill_value="")
    kind = _return_of(text.headings, cells, list(kinds))
    faults = []
    for (code, table, column), rows in cells.groupby([_CODE, _TABLE, _COLUMN], sort=True):
        numbers = pd.to_numeric(rows[_ROW], errors="coerce").dropna()
        touches = kind.touched_by(_table_named(kind, str(table))) if kind else ()
        faults.append(
            Fault(
                kind.name if kind else "",
                "sector_validator",
                "warn",
                source.name,
                str(table),
                _plain(str(rows[_WORDS].iloc[0])) or "the sector's validator names it",
                "mend the return and validate it anew",
                str(column),
                int(rows[_ROW].nunique()),
                int(numbers.min()) if len(numbers) else None,
                str(code),
                touches,
            )
        )
    return faults


def _return_of(headings: Iterable[str], cells: pd.DataFrame, kinds: list[Return]) -> Return | None:
    """The return that a report is about: the one that has most of the tables that it names."""
    named = {fold(str(table)) for table in cells[_TABLE].unique()}
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


def _plain(words: str) -> str:
    return " ".join(words.split()).rstrip(".")
