"""Working days in England: weekdays that are no bank holiday, from the `holidays` package.

The package is held against the official list by a test, day by day, for the years of `KNOWN`; outside them it stops,
since a one-off holiday that nobody looked for would move children across a limit.
"""

from datetime import date
from functools import cache

import holidays
import numpy as np
import pandas as pd

from panelpack.project.errors import InputError, Problem

KNOWN = (date(2015, 1, 1), date(2027, 12, 31))
"""The first and last day of the years for which bank holidays were held against the official list."""

_LONG_AGO_DAYS = 366


@cache
def bank_holidays() -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """The bank holidays of England in the years of `KNOWN`, sorted."""
    years = range(KNOWN[0].year, KNOWN[1].year + 1)
    days = holidays.country_holidays("GB", subdiv="ENG", years=years)
    return np.array(sorted(days), dtype="datetime64[D]")


def working_days(start: "pd.Series[pd.Timestamp]", end: "pd.Series[pd.Timestamp]") -> "pd.Series[float]":
    """Working days from one day to another: the day after the start is day 1, the end counts where it is a working day.

    A start before the known years counts from their first day, which is beyond every limit where the end is a year
    later. Not-a-number where a day is missing; nought or less where the end is not after the start.

    Raises:
        InputError: days lie outside the known years, so that the number is not known.

    >>> days = pd.Series(pd.to_datetime(["2022-12-23", "2022-12-23", "2023-05-05"]))
    >>> list(working_days(days, pd.Series(pd.to_datetime(["2022-12-28", "2023-01-03", "2023-05-09"]))))
    [1.0, 4.0, 1.0]
    """
    first, last = (np.datetime64(day, "D") for day in KNOWN)
    starts, ends = (days.to_numpy().astype("datetime64[D]") for days in (start, end))
    there = ~(np.isnat(starts) | np.isnat(ends))
    too_early = (starts < first) & (ends < first + np.timedelta64(_LONG_AGO_DAYS, "D"))
    outside = there & ((ends > last) | (starts > last) | too_early)
    if outside.any():
        said = f"{int(outside.sum())} dates lie outside {KNOWN[0]:%Y} to {KNOWN[1]:%Y}, whose bank holidays are known"
        todo = "mend the dates, or bring KNOWN of facts/working_days.py up to date from the official list"
        raise InputError([Problem(said, "working days", todo)])
    one = np.timedelta64(1, "D")
    starts, ends = np.where(there, np.maximum(starts, first), first), np.where(there, ends, first)
    counted = np.busday_count(starts + one, ends + one, holidays=bank_holidays())
    return pd.Series(np.where(there, counted, np.nan), index=start.index, dtype=float)
