"""The facts table: one row a fact, the one shape between every two rooms.

The key is measure, area, period, breakdown, source and release. A row has a value or a status, never both or neither,
and a missing value is never 0. `file` and `line` tell where a fact was read.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from panelpack.catalogue.breakdowns import COUNTS_OF_AREAS, PATTERN
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.facts.checks import at
from panelpack.project.errors import InputError, Problem

if TYPE_CHECKING:
    import pandera.pandas as pa

KEY = ["measure", "area", "period_start", "period_end", "breakdown", "source", "release"]
VALUES = ["value", "numerator", "denominator", "status", "qualifier"]
PROVENANCE = ["file", "line"]
COLUMNS = [*KEY, *VALUES, *PROVENANCE]
PLACE = ["area", "period_start", "period_end", "breakdown", "source", "release"]
"""Where a fact stands, whatever its measure: what a share and its parts have in common."""


def _is_unique(facts: pd.DataFrame) -> "pd.Series[bool]":
    return ~facts.duplicated(KEY, keep=False)


def _has_one(facts: pd.DataFrame) -> "pd.Series[bool]":
    return facts["value"].notna() != (facts["status"] != "")


def _check(rule: Callable[[pd.DataFrame], "pd.Series[bool]"], message: str) -> "pa.Check":
    import pandera.pandas as pa

    return pa.Check(rule, error=message, ignore_na=False)


def schema(catalogue: Catalogue) -> "pa.DataFrameSchema":
    """The rules that every facts table keeps, each with the words for what breaks it."""
    # A notebook opens facts that were checked before
    import pandera.pandas as pa

    shares = [item.id for item in catalogue.measures.values() if item.is_share]

    def share_fits(facts: pd.DataFrame) -> "pd.Series[bool]":
        share = facts["measure"].isin(shares) & ~facts["breakdown"].isin(COUNTS_OF_AREAS)
        return ~share | facts["value"].isna() | facts["value"].between(0, 100)

    counts = [item.id for item in catalogue.measures.values() if item.unit == "count"]

    def count_fits(facts: pd.DataFrame) -> "pd.Series[bool]":
        return ~facts["measure"].isin(counts) | facts["value"].isna() | (facts["value"] >= 0)

    text = pa.Column(str)
    return pa.DataFrameSchema(
        {
            **dict.fromkeys(("measure", "area", "source", "release", "qualifier", "file"), text),
            "breakdown": pa.Column(str, pa.Check.str_matches(f"^{PATTERN}$", error="breakdown is not name=value")),
            "status": pa.Column(str, pa.Check.isin(["", *STATUS_WORDS], error="unknown status")),
            **{name: pa.Column(float, nullable=True) for name in ("value", "numerator", "denominator")},
        },
        checks=[
            _check(_is_unique, "the fact is there twice"),
            _check(_has_one, "a fact has a value or a status, never both or neither"),
            _check(share_fits, "a percentage is outside 0 to 100"),
            _check(count_fits, "a count is below 0"),
        ],
    )


_TODO = {
    "the fact is there twice": "keep one row, or give them different breakdowns or releases",
    "a fact has a value or a status, never both or neither": "empty the value, or the status",
    "a percentage is outside 0 to 100": "check the figure, or the measure's unit",
    "a count is below 0": "check the figure",
    "unknown status": "; ".join(f"{symbol} {words}" for symbol, words in STATUS_WORDS.items()),
    "breakdown is not name=value": "write name=value, several joined by ;",
}


_COLUMN = {"unknown status": "status", "breakdown is not name=value": "breakdown"}
"""The column in which a broken rule is to be mended, where it is not the value."""


def enforce(facts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The same facts in the table's column order, when they keep every rule.

    Raises:
        InputError: every row that breaks a rule, with file and line.
    """
    import pandera.pandas as pa

    facts = facts[COLUMNS].reset_index(drop=True)
    try:
        schema(catalogue).validate(facts, lazy=True)
    except pa.errors.SchemaErrors as error:
        raise InputError(_problems(error.failure_cases, facts)) from None
    return facts


def _problems(cases: pd.DataFrame, facts: pd.DataFrame) -> list[Problem]:
    problems = []
    for check, index in cases[["check", "index"]].drop_duplicates().itertuples(index=False):
        row = facts.loc[index]
        what = f"{check}: measure {row['measure']}, area {row['area']}"
        if not row["line"] and not pd.isna(row["period_end"]):
            # A formula has no line: its period and part lead to the figures that it takes
            what += ", ".join(filter(None, [f", period to {row['period_end'].date()}", row["breakdown"]]))
        problems.append(Problem(what, at(row, _COLUMN.get(str(check), "value")), _TODO.get(str(check), "")))
    return problems


def day_of(moment: Any) -> date | None:
    """The day of a cell of `period_start` or `period_end`; None for a period without dates.

    >>> day_of(pd.Timestamp("2023-03-31")), day_of(pd.NaT)
    (datetime.date(2023, 3, 31), None)
    """
    return None if pd.isna(moment) else moment.date()
