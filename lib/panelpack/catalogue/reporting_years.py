"""Reporting years: `2022-23` runs from 1 April 2022 to 31 March 2023, and every dated period ends in one."""

from datetime import date

from panelpack.catalogue.periods import Period, dates_of, parse, year_label


def year_dates(year: str) -> tuple[date, date]:
    """First and last day of a reporting year.

    >>> year_dates("2022-23")
    (datetime.date(2022, 4, 1), datetime.date(2023, 3, 31))
    """
    return dates_of(parse(year, "year"))


def year_before(year: str) -> str:
    """The reporting year before another.

    >>> year_before("2022-23")
    '2021-22'
    """
    return year_label(year_dates(year)[0].year - 1)


def reporting_year(period: Period) -> str | None:
    """The reporting year in which a period ends, or None for an undated one.

    >>> reporting_year(parse("2022", "calendar"))
    '2022-23'
    >>> reporting_year(parse("30 September 2023", "september"))
    '2023-24'
    """
    if period.end is None:
        return None
    return year_label(period.end.year if period.end.month >= 4 else period.end.year - 1)


def in_reporting_year(year: str, basis: str) -> Period:
    """The period of a yearly basis that belongs to a reporting year.

    Raises:
        ValueError: the basis has no single period in a year (quarter, window, undated).

    >>> in_reporting_year("2022-23", "academic").label
    '2021/22'
    """
    first = year_dates(year)[0].year
    labels = {
        "year": year,
        "march": f"31 March {first + 1}",
        "january": f"January {first + 1}",
        "september": f"30 September {first}",
        "academic": year_label(first - 1).replace("-", "/"),
        "calendar": str(first),
    }
    if basis not in labels:
        raise ValueError(f"a reporting year has no single period of basis {basis}")
    return parse(labels[basis], basis)


def is_since_year_end(period: Period, year: str, as_at: date | None) -> bool:
    """Whether a period ends after 31 March of a reporting year and no later than the day the panel meets.

    >>> is_since_year_end(parse("2023-07-01 to 2023-07-01", "window"), "2022-23", date(2023, 10, 19))
    True
    """
    if period.end is None or as_at is None:
        return False
    return year_dates(year)[1] < period.end <= as_at
