"""The calendar that Sampleshire keeps, against days that anybody can look up."""

from datetime import date

import numpy as np
import pytest

from panelpack.commands.sample.days import add_working_days, as_date, bank_holidays, day, working_days_between


@pytest.mark.parametrize(
    ("year", "holidays"),
    [
        (2020, ["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"]),
        (2021, ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"]),
        (2022, ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"]),
        (2023, ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"]),
        (2024, ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"]),
    ],
)
def test_bank_holidays_are_those_of_england_and_wales(year, holidays):
    assert sorted(f"{item:%m-%d}" for item in bank_holidays(year)) == holidays


@pytest.mark.parametrize(
    ("start", "end", "passed"),
    [
        (date(2022, 12, 23), date(2022, 12, 28), 1),  # over Christmas, which was moved to the Tuesday
        (date(2022, 6, 1), date(2022, 6, 6), 1),  # over the jubilee
        (date(2023, 5, 5), date(2023, 5, 9), 1),  # over the coronation
        (date(2023, 3, 6), date(2023, 3, 6), 0),
    ],
)
def test_working_days_begin_with_the_day_after(start, end, passed):
    days = [np.array([day(item.year, item.month, item.day)]) for item in (start, end)]
    assert working_days_between(*days)[0] == passed
    if passed:
        assert as_date(add_working_days(days[0], np.array([passed]))[0]) == end
