"""The quality list: what was found wrong in a return, how many rows it touches, what it does, how to mend it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

import pandas as pd

Severity = Literal["stop", "drop", "warn"]
"""`stop`: no figure from this table; `drop`: rows are left out and counted; `warn`: the figures stand, with a note."""


@dataclass(frozen=True)
class Fault:
    """One fault of a return. It never repeats an identifier or a date of birth.

    Attributes:
        rule: the name of the rule that found it.
        number: the publisher's own number of the rule, where there is one.
        rows: how many rows it touches.
        first_row: the first of them, as its file numbers rows (the line of a CSV, the record of an XML).
        touches: the measures that it bears on.
    """

    return_name: str
    rule: str
    severity: Severity
    file: str
    table: str
    what: str
    todo: str
    column: str = ""
    rows: int = 0
    first_row: int | None = None
    number: str = ""
    touches: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.file, self.table, self.column)))
        if self.rows:
            place += f", {self.rows} row{'s' if self.rows != 1 else ''}"
        if self.first_row is not None:
            place += f", the first is {self.first_row}"
        return f"{self.severity}: {place}: {self.what} ({self.todo})"


COLUMNS = list(Fault.__dataclass_fields__)
"""The columns of a quality list."""

_ORDER = ("stop", "drop", "warn")


def gravest_first(faults: Iterable[Fault]) -> list[Fault]:
    """The faults, those that stop figures first; of one severity those that touch most rows."""
    return sorted(faults, key=lambda fault: (_ORDER.index(fault.severity), -fault.rows))


def quality_list(faults: Iterable[Fault]) -> pd.DataFrame:
    """The faults as a table, the gravest first; the measures that each touches joined by spaces."""
    rows = [asdict(fault) | {"touches": " ".join(fault.touches)} for fault in gravest_first(faults)]
    return pd.DataFrame(rows, columns=COLUMNS)
