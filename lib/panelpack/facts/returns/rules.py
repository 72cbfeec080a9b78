"""Rules that records keep: each a small function that marks the rows that break it, with what that does to figures.

A rule's docstring says what is wrong, in the words of the quality list. A `stop` leaves out a table, a `drop` its rows,
a `warn` nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

import pandas as pd

from panelpack.facts.returns.csv_files import ROW
from panelpack.facts.returns.faults import Fault, Severity
from panelpack.facts.returns.schema import Table
from panelpack.facts.returns.tables import DTYPES, FILE, Records

if TYPE_CHECKING:
    import pandera.pandas as pa

Broken = Callable[[Records], "pd.Series[bool]"]
"""Which rows of a rule's table break it: a mask with the table's own index."""


@dataclass(frozen=True)
class Rule:
    """One rule of a return.

    Attributes:
        name: the name of the function that is the rule.
        table, column: where it looks.
        number: the publisher's number of the rule, where there is one.
        touches: the measures that it bears on.
        needs: tables besides its own, without which it cannot be asked.
        stops_all: for a stop, whether all tables are left out and not its own alone.
    """

    name: str
    table: str
    column: str
    severity: Severity
    what: str
    todo: str
    touches: tuple[str, ...]
    number: str
    needs: tuple[str, ...]
    broken: Broken
    stops_all: bool = False

    def check(self, records: Records) -> "pa.Check":
        """The rule as a check of pandera, over its table in these records."""
        import pandera.pandas as pa

        return pa.Check(lambda _: ~self.broken(records), name=self.name, error=self.what, ignore_na=False)


def rule(
    table: str,
    column: str,
    severity: Severity,
    *,
    todo: str,
    touches: Iterable[str] = (),
    number: str = "",
    needs: Iterable[str] = (),
    stops_all: bool = False,
) -> Callable[[Broken], Rule]:
    """Declare a rule; the decorated function marks the rows that break it, its docstring says what is wrong."""

    def declare(broken: Broken) -> Rule:
        what = " ".join((broken.__doc__ or "").split()).rstrip(".")
        said = (what, todo, tuple(touches), number, tuple(needs))
        return Rule(broken.__name__, table, column, severity, *said, broken, stops_all)

    return declare


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """Every rule that modules declare, in their order."""
    return tuple(item for module in modules for item in vars(module).values() if isinstance(item, Rule))


def schema_of(table: Table) -> "pa.DataFrameSchema":
    """The shape of a table of records: its columns, each of its type."""
    import pandera.pandas as pa

    typed = {column.name: pa.Column(DTYPES[column.kind], nullable=True) for column in table.columns}
    return pa.DataFrameSchema({**typed, ROW: pa.Column("int64"), FILE: pa.Column("int64")})


def judged(
    records: Records, rules: Iterable[Rule], return_name: str, headings: Mapping[tuple[str, str], str]
) -> tuple[Records, list[Fault]]:
    """Records without the tables and rows that rules refuse, and a fault for every rule that was broken.

    Every rule is asked of the records as they arrived, so that none hides what another would have found.

    Args:
        headings: how the return writes a column, by table and name.
    """
    faults: list[Fault] = []
    refused: dict[str, pd.Series[bool]] = {}
    stopped: set[str] = set()
    for item in rules:
        if item.table not in records or any(name not in records for name in item.needs):
            continue
        rows = records[item.table]
        passed = item.check(records)(rows).check_output
        bad = ~passed.reindex(rows.index).astype(bool)
        if not bad.any():
            continue
        first = rows.loc[bad[bad].index, [FILE, ROW]].iloc[0]
        heading = headings.get((item.table, item.column), item.column)
        faults.append(
            Fault(
                return_name,
                item.name,
                item.severity,
                records.files[int(first[FILE])],
                item.table,
                item.what,
                item.todo,
                heading,
                int(bad.sum()),
                int(first[ROW]),
                item.number,
                item.touches,
            )
        )
        if item.severity == "stop":
            stopped |= set(records.tables) if item.stops_all else {item.table}
        elif item.severity == "drop":
            refused[item.table] = refused.get(item.table, bad) | bad
    # A table of which nothing is left would give noughts
    stopped |= {name for name, bad in refused.items() if bad.all()}
    tables = {
        name: table[~refused[name]].reset_index(drop=True) if name in refused else table
        for name, table in records.tables.items()
        if name not in stopped
    }
    return records.with_tables(tables), faults
