"""Counting: how a measure is made of records, as a small function beside the measure's name, like any other formula.

The function gives the rows that are counted (`count`), the rows of the base with a column `counted` (`share`), or the
rows with a column `amount` (`mean`). So a figure and the rows behind it come from one place, and can be listed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Literal

import numpy as np
import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.tables import Records
from panelpack.project.parameters import ReturnChoices

COUNTED, AMOUNT = "counted", "amount"
"""The columns by which the rows of a share say whether they are counted, and those of a mean how much they are."""

Rows = Callable[[Records, Span, ReturnChoices], pd.DataFrame]
Kind = Literal["count", "share", "mean"]


@dataclass(frozen=True)
class Parts:
    """How a count is divided.

    Attributes:
        column: the column of the rows by whose values it is.
        values: the value of the breakdown for each value of the column; what is in none of them stands as `other`.
    """

    column: str
    values: Mapping[str, str]
    other: str = "not_known"

    def of(self, rows: pd.DataFrame) -> "pd.Series[str]":
        """The value of the breakdown for each row."""
        return rows[self.column].map(self.values).fillna(self.other)


@dataclass(frozen=True)
class Count:
    """How one measure is counted from a return.

    Attributes:
        measure: the measure's id in the catalogue; its basis says over which days it is counted.
        needs: the tables that it takes; without one of them it is not supplied.
        each: whether rows are counted or the children in them.
        parts: breakdowns by their name.
        quarterly: the measure that is the same for each quarter; empty for none.
        years_before: how many earlier returns it needs; without them it is not supplied, since it would be too low.
        since: the first year of the return that can give it, such as that in which a code came; nought for all.
        says: the rule, in the words of the function.
    """

    measure: str
    kind: Kind
    needs: tuple[str, ...]
    rows: Rows
    says: str
    each: Literal["row", "child"] = "row"
    parts: Mapping[str, Parts] = field(default_factory=dict)
    quarterly: str = ""
    years_before: int = 0
    since: int = 0


@dataclass(frozen=True)
class Counted:
    """A figure that was counted: its value, and for a share its part and base. The breakdown is empty for the whole."""

    breakdown: str
    value: float
    numerator: float = float("nan")
    denominator: float = float("nan")


def _declared(kind: Kind, measure: str, needs: Iterable[str], **details: object) -> Callable[[Rows], Count]:
    def declare(rows: Rows) -> Count:
        says = " ".join((rows.__doc__ or "").split())
        return Count(measure, kind, tuple(needs), rows, says, **details)  # type: ignore[arg-type]

    return declare


def count(
    measure: str,
    *needs: str,
    each: Literal["row", "child"] = "row",
    parts: Mapping[str, Parts] | None = None,
    quarterly: str = "",
    years_before: int = 0,
    since: int = 0,
) -> Callable[[Rows], Count]:
    """Declare a count: the decorated function gives the rows that are counted, its docstring is the rule."""
    details = {"quarterly": quarterly, "years_before": years_before, "since": since}
    return _declared("count", measure, needs, each=each, parts=parts or {}, **details)


def share(
    measure: str,
    *needs: str,
    each: Literal["row", "child"] = "row",
    quarterly: str = "",
    years_before: int = 0,
) -> Callable[[Rows], Count]:
    """Declare a share: the function gives the rows of the base, with a column `counted` for those of the part."""
    return _declared("share", measure, needs, each=each, quarterly=quarterly, years_before=years_before)


def mean(measure: str, *needs: str, years_before: int = 0) -> Callable[[Rows], Count]:
    """Declare a mean: the function gives the rows, with a column `amount`; rows without an amount are not in it."""
    return _declared("mean", measure, needs, years_before=years_before)


def counts_of(*modules: ModuleType) -> tuple[Count, ...]:
    """Every count that modules declare, in their order."""
    return tuple(item for module in modules for item in vars(module).values() if isinstance(item, Count))


def counted(item: Count, records: Records, span: Span, choices: ReturnChoices) -> list[Counted]:
    """The figures of a measure over a span: the whole, and each part; none where a share or mean has no base."""
    rows = item.rows(records, span, choices)
    if item.kind == "mean":
        amounts = rows[AMOUNT].dropna()
        return [Counted("", float(amounts.mean()), float(amounts.sum()), float(len(amounts)))] if len(amounts) else []
    if item.kind == "share":
        base, part = _number(rows, item), _number(rows[rows[COUNTED].astype(bool)], item)
        return [Counted("", 100 * part / base, part, base)] if base else []
    found = [Counted("", _number(rows, item))]
    for name, parts in item.parts.items():
        values = parts.of(rows)
        named = list(dict.fromkeys([*parts.values.values(), *([parts.other] if (values == parts.other).any() else [])]))
        found += [Counted(f"{name}={value}", _number(rows[values == value], item)) for value in named]
    return found


def of_part(item: Count, rows: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    """The rows of a part of a count, `name=value`; all of them where it is empty."""
    name, _, value = breakdown.partition("=")
    return rows[item.parts[name].of(rows) == value] if name in item.parts else rows


def _number(rows: pd.DataFrame, item: Count) -> float:
    # Children are small whole numbers, so each has a place of its own in a list
    return float(np.count_nonzero(np.bincount(rows["child"])) if item.each == "child" else len(rows))
