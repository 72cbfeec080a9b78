"""The collection that a return belongs to: whose it is, of which year, and the spans of days that are counted in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from panelpack.catalogue.periods import Period, dates_of
from panelpack.catalogue.reporting_years import year_dates


@dataclass(frozen=True)
class Collection:
    """A council's return of a reporting year.

    Attributes:
        council: its name in the parameters.
        dfe_code: the three digits by which the Department knows it.
        area: its nine-character code.
        label: the reporting year, `2022-23`: the return of the year ending 31 March 2023, for SEN2 of January 2023.
        lookups: the council's folder of returns, where tables stand that bear on every year, such as `postcodes.csv`.
    """

    council: str
    dfe_code: str
    area: str
    label: str
    lookups: Path | None = None

    @property
    def year(self) -> int:
        """The year by which the Department names the collection: 2023 for 2022-23."""
        return self.end.year

    @property
    def start(self) -> date:
        """The first day of the reporting year."""
        return year_dates(self.label)[0]

    @property
    def end(self) -> date:
        """The last day of the reporting year."""
        return year_dates(self.label)[1]

    @property
    def span(self) -> "Span":
        """The days of the reporting year."""
        return Span(pd.Timestamp(self.start), pd.Timestamp(self.end))


@dataclass(frozen=True)
class Span:
    """The days over which something is counted; for what stands on a day, that day is the end.

    >>> span = Span(pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31"))
    >>> list(span.holds(pd.Series(pd.to_datetime(["2022-04-01", "2023-04-01", None]))))
    [True, False, False]
    """

    start: pd.Timestamp
    end: pd.Timestamp

    def holds(self, days: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
        """Which days lie in it, the first and the last included; a missing day never does."""
        return days.between(self.start, self.end)

    def is_open_at_end(self, starts: "pd.Series[pd.Timestamp]", ends: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
        """What is open at the end of the last day: begun by then, and not ended, or ended later."""
        return (starts <= self.end) & (ends.isna() | (ends > self.end))

    def overlaps(self, starts: "pd.Series[pd.Timestamp]", ends: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
        """What was open on any of its days."""
        return (starts <= self.end) & (ends.isna() | (ends >= self.start))


def span_of(period: Period) -> Span:
    """The days of a dated period; of a January, up to the day of the census in it."""
    start, end = dates_of(period)
    return Span(pd.Timestamp(start), pd.Timestamp(census_day(end.year) if period.basis == "january" else end))


def census_day(year: int) -> date:
    """The day of the January census, on which SEN2 counts plans: the third Thursday.

    >>> census_day(2024)
    datetime.date(2024, 1, 18)
    """
    first = date(year, 1, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 14)
