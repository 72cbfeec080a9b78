"""Days as whole numbers, and the working days of England, worked out here by the rules of the calendar."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
NEVER = 10**6
"""The day of what has not happened: it lies after every reference day, so a view as at a day leaves it out."""
YEAR_DAYS = 365.25
_EPOCH = date(1970, 1, 1).toordinal()
_ONE_OFFS = (
    date(2002, 6, 3),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)


def day(year: int, month: int, day_of_month: int) -> int:
    """A calendar day as a number.

    >>> day(1970, 1, 2)
    1
    """
    return date(year, month, day_of_month).toordinal() - _EPOCH


def as_date(number: int) -> date:
    """The calendar day of a number.

    >>> as_date(day(2024, 2, 29)).isoformat()
    '2024-02-29'
    """
    return date.fromordinal(int(number) + _EPOCH)


def birthday(born: int, age: int) -> int:
    """The day on which somebody reaches an age; who was born on 29 February does on 1 March of other years.

    >>> as_date(birthday(day(2004, 2, 29), 18)).isoformat(), as_date(birthday(day(2004, 2, 29), 19)).isoformat()
    ('2022-03-01', '2023-03-01')
    """
    of_birth = as_date(born)
    try:
        return of_birth.replace(year=of_birth.year + age).toordinal() - _EPOCH
    except ValueError:
        return day(of_birth.year + age, 3, 1)


def age_on(born: int, on: int) -> int:
    """Completed years on a day.

    >>> age_on(day(2010, 4, 1), day(2022, 3, 31)), age_on(day(2010, 4, 1), day(2022, 4, 1))
    (11, 12)
    """
    years = as_date(on).year - as_date(born).year
    return years if birthday(born, years) <= on else years - 1


def census_day(year: int) -> int:
    """The third Thursday of a January, the day of the SEN2 census.

    >>> as_date(census_day(2024)).isoformat()
    '2024-01-18'
    """
    first = date(year, 1, 1)
    return (first + timedelta(days=(3 - first.weekday()) % 7 + 14)).toordinal() - _EPOCH


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, shift = century // 4, (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day_of_month = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day_of_month + 1)


def bank_holidays(year: int) -> set[date]:
    """The bank holidays of England and Wales in a year.

    >>> sorted(str(item) for item in bank_holidays(2022))[3:6]
    ['2022-05-02', '2022-06-02', '2022-06-03']
    """

    def monday_from(month: int, earliest: int) -> date:
        first = date(year, month, earliest)
        return first + timedelta(days=-first.weekday() % 7)

    easter = _easter(year)
    fixed = [easter - timedelta(days=2), easter + timedelta(days=1), monday_from(8, 25)]
    fixed.append(date(2020, 5, 8) if year == 2020 else monday_from(5, 1))
    jubilees = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
    fixed.append(jubilees.get(year, monday_from(5, 25)))
    new_year, christmas, boxing = date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)
    fixed.append(new_year + timedelta(days={5: 2, 6: 1}.get(new_year.weekday(), 0)))
    fixed.append(christmas + timedelta(days={5: 2, 6: 2}.get(christmas.weekday(), 0)))
    fixed.append(boxing + timedelta(days={5: 2, 6: 2}.get(boxing.weekday(), 0)))
    return {*fixed, *(item for item in _ONE_OFFS if item.year == year)}


def _working_days(first: int, last: int) -> Days:
    free = {item for year in range(first, last + 1) for item in bank_holidays(year)}
    every = range(day(first, 1, 1), day(last, 12, 31) + 1)
    return np.array([item for item in every if (on := as_date(item)).weekday() < 5 and on not in free])


WORKING = _working_days(1998, 2032)
"""Every working day of England from 1998 to 2032."""


def working_days_between(start: Days, end: Days) -> Days:
    """Working days after one day up to another, so that the day after the first is day one.

    >>> friday, tuesday = np.array([day(2022, 12, 23)]), np.array([day(2022, 12, 28)])
    >>> int(working_days_between(friday, tuesday)[0])
    1
    """
    until, before = (np.searchsorted(WORKING, days, side="right").astype(np.int64) for days in (end, start))
    passed: Days = until - before
    return passed


def add_working_days(start: Days, number: Days) -> Days:
    """The day that lies a number of working days, one or more, after another.

    >>> as_date(int(add_working_days(np.array([day(2022, 12, 23)]), np.array([1]))[0])).isoformat()
    '2022-12-28'
    """
    found: Days = WORKING[np.searchsorted(WORKING, start, side="right") + number - 1]
    return found


def year_of(number: int) -> int:
    """The year in whose March the reporting year of a day ends.

    >>> year_of(day(2022, 3, 31)), year_of(day(2022, 4, 1))
    (2022, 2023)
    """
    of = as_date(number)
    return of.year + (of.month > 3)


def year_label(ending: int) -> str:
    """The reporting year that ends in March of a year.

    >>> year_label(2023)
    '2022-23'
    """
    return f"{ending - 1}-{ending % 100:02d}"


def year_span(ending: int) -> tuple[int, int]:
    """First and last day of the reporting year that ends in March of a year."""
    return day(ending - 1, 4, 1), day(ending, 3, 31)
