"""Periods: labels to dates and back for every basis, and their order.

A basis says how a period lies in a reporting year, such as `2022-23`, which runs from April to March:

=========== ============================= ==========================================
basis       label                         dates
=========== ============================= ==========================================
year        2022-23                       1 April 2022 to 31 March 2023
quarter     2022-23 Q1                    1 April to 30 June 2022
march       31 March 2023                 that day, the last of the reporting year
january     January 2023                  the month of the census within the year
september   30 September 2022             that day within the year
academic    2021/22                       1 September 2021 to 31 August 2022
calendar    2022                          1 January to 31 December 2022
window      2022-01-01 to 2023-03-31      its own two dates, or undated: then none
undated     undated                       none: shown so, never in a trend
=========== ============================= ==========================================

Every dated period belongs to the reporting year in which it ends.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
"""Fixed English names: a label must not follow the machine's locale."""


@dataclass(frozen=True)
class Period:
    """A stretch of days with the basis by which it is read. Both dates are None when it is undated.

    >>> max(parse("January 2022", "january"), parse("January 2023", "january")).label
    'January 2023'
    """

    basis: str
    start: date | None
    end: date | None

    def __lt__(self, other: "Period") -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[date, date]:
        """What sorts periods: by the last day, of those of one last day the longer first; undated ones come first."""
        return self.end or date.min, self.start or date.min

    @property
    def label(self) -> str:
        """The period as files and pages write it."""
        return _FORMS[self.basis].label(self)

    def __str__(self) -> str:
        return self.label

    @property
    def whole_month(self) -> str:
        """The name of the month that a window spans, such as `June 2022`; empty when it is not one month."""
        if self.basis != "window" or self.start is None or self.end is None:
            return ""
        same = (self.start.year, self.start.month) == (self.end.year, self.end.month)
        whole = self.start.day == 1 and (self.end + timedelta(days=1)).day == 1
        return month_of(self.end) if same and whole else ""

    @property
    def words(self) -> str:
        """The period as a caption says it: a window of one day or one month by that, any other by its label."""
        if self.basis == "window" and self.end is not None and self.start == self.end:
            return long_date(self.end)
        return self.whole_month or self.label


@dataclass(frozen=True)
class _Form:
    pattern: re.Pattern[str]
    dates: Callable[[re.Match[str]], tuple[date | None, date | None]]
    label: Callable[[Period], str]
    example: str


def month_of(day: date) -> str:
    """The month of a date in words.

    >>> month_of(date(2025, 10, 30))
    'October 2025'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """A date in words.

    >>> long_date(date(2023, 10, 19))
    '19 October 2023'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def year_label(start_year: int) -> str:
    """The label of the reporting year that starts in April of a calendar year.

    >>> year_label(1999)
    '1999-00'
    """
    return f"{start_year}-{(start_year + 1) % 100:02d}"


def _pair(match: re.Match[str]) -> int:
    first, second = int(match[1]), int(match[2])
    if (first + 1) % 100 != second:
        raise ValueError(f"{match[0]!r} is not two consecutive years")
    return first


def _quarter(match: re.Match[str]) -> tuple[date, date]:
    first, quarter = _pair(match), int(match[3])
    year, month = (first, 1 + 3 * quarter) if quarter < 4 else (first + 1, 1)
    after = date(year, month + 3, 1) if month < 10 else date(year + 1, 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _quarter_label(period: Period) -> str:
    start = dates_of(period)[0]
    first = start.year if start.month >= 4 else start.year - 1
    return f"{year_label(first)} Q{(start.month - 4) % 12 // 3 + 1}"


def dates_of(period: Period) -> tuple[date, date]:
    """First and last day of a dated period.

    Raises:
        ValueError: it is undated.
    """
    if period.start is None or period.end is None:
        raise ValueError("an undated period has no dates")
    return period.start, period.end


def _same(day: date) -> tuple[date, date]:
    return day, day


_PAIR = r"(\d{4})-(\d{2})"
_FORMS: dict[str, _Form] = {
    "year": _Form(
        re.compile(_PAIR),
        lambda m: (date(_pair(m), 4, 1), date(_pair(m) + 1, 3, 31)),
        lambda p: year_label(dates_of(p)[0].year),
        "2022-23",
    ),
    "quarter": _Form(re.compile(_PAIR + r" Q([1-4])"), _quarter, _quarter_label, "2022-23 Q1"),
    "march": _Form(
        re.compile(r"31 March (\d{4})"),
        lambda m: _same(date(int(m[1]), 3, 31)),
        lambda p: f"31 March {dates_of(p)[1].year}",
        "31 March 2023",
    ),
    "january": _Form(
        re.compile(r"January (\d{4})"),
        lambda m: (date(int(m[1]), 1, 1), date(int(m[1]), 1, 31)),
        lambda p: f"January {dates_of(p)[1].year}",
        "January 2023",
    ),
    "september": _Form(
        re.compile(r"30 September (\d{4})"),
        lambda m: _same(date(int(m[1]), 9, 30)),
        lambda p: f"30 September {dates_of(p)[1].year}",
        "30 September 2022",
    ),
    "academic": _Form(
        re.compile(r"(\d{4})/(\d{2})"),
        lambda m: (date(_pair(m), 9, 1), date(_pair(m) + 1, 8, 31)),
        lambda p: year_label(dates_of(p)[0].year).replace("-", "/"),
        "2021/22",
    ),
    "calendar": _Form(
        re.compile(r"(\d{4})"),
        lambda m: (date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)),
        lambda p: str(dates_of(p)[0].year),
        "2022",
    ),
    "window": _Form(
        re.compile(r"(\d{4}-\d{2}-\d{2}) to (\d{4}-\d{2}-\d{2})|undated"),
        lambda m: (date.fromisoformat(m[1]), date.fromisoformat(m[2])) if m[1] else (None, None),
        lambda p: f"{p.start.isoformat()} to {p.end.isoformat()}" if p.start and p.end else "undated",
        "2022-01-01 to 2023-03-31",
    ),
    "undated": _Form(re.compile(r"undated|"), lambda m: (None, None), lambda p: "undated", "undated"),
}
BASES = tuple(_FORMS)
YEARLY = ("year", "march", "january", "september", "academic", "calendar")
"""The bases of which a reporting year has one period each."""


def parse(label: str, basis: str) -> Period:
    """The period that a label names under a basis.

    Raises:
        ValueError: the label is not of the basis's form; the message gives an example of one that is.

    >>> parse("2021/22", "academic").end
    datetime.date(2022, 8, 31)
    """
    form = _FORMS[basis]
    match = form.pattern.fullmatch(label.strip())
    if match is None:
        raise ValueError(f"{label!r} is not a period of basis {basis}, which looks like {form.example!r}")
    try:
        start, end = form.dates(match)
    except ValueError as error:
        raise ValueError(f"{label!r}: {error}; a period of basis {basis} looks like {form.example!r}") from error
    if start is not None and end is not None and end < start:
        raise ValueError(f"{label!r} ends before it starts")
    return Period(basis, start, end)


def example(basis: str) -> str:
    """What a label of a basis looks like.

    >>> example("window")
    '2022-01-01 to 2023-03-31'
    """
    return _FORMS[basis].example


def shifted(period: Period, years: int) -> Period:
    """The same period some years later, or earlier with a negative number.

    >>> shifted(parse("2022-12-01 to 2023-02-28", "window"), 1).label
    '2023-12-01 to 2024-02-29'
    """
    start, end = dates_of(period)
    return Period(period.basis, _move(start, years), _move(end, years))


def _move(day: date, years: int) -> date:
    # A window that ends with February ends with it in a leap year too.
    if (day + timedelta(days=1)).day == 1:
        first_of_next = day + timedelta(days=1)
        return first_of_next.replace(year=first_of_next.year + years) - timedelta(days=1)
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def previous(period: Period) -> Period:
    """The same period a year earlier, or the quarter before for a quarter.

    >>> previous(parse("2022-23 Q1", "quarter")).label
    '2021-22 Q4'
    """
    if period.basis == "quarter":
        before = dates_of(period)[0] - timedelta(days=1)
        return Period("quarter", date(before.year, before.month - 2, 1), before)
    return shifted(period, -1)
