"""Working days, held against the official list of bank holidays of England and Wales, day by day."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelpack.facts.working_days import KNOWN, bank_holidays, working_days
from panelpack.project.errors import InputError

OFFICIAL = {
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
"""Bank holidays of England and Wales with their substitute days, as the government's list gives them, by year."""

EVERY = {np.datetime64(f"{year}-{day}", "D") for year, days in OFFICIAL.items() for day in days.split()}


def days_between(start, end):
    return working_days(pd.Series(pd.to_datetime([start])), pd.Series(pd.to_datetime([end]))).iloc[0]


def test_the_years_of_the_official_list_are_those_that_are_known():
    assert (min(OFFICIAL), max(OFFICIAL)) == (KNOWN[0].year, KNOWN[1].year)
    assert sorted(OFFICIAL) == list(range(KNOWN[0].year, KNOWN[1].year + 1))


@pytest.mark.parametrize("year", OFFICIAL)
def test_the_bank_holidays_of_a_year_are_the_official_ones(year):
    weekdays = {day for day in bank_holidays() if day.astype(object).year == year and np.is_busday(day)}
    assert sorted(weekdays) == sorted(day for day in EVERY if day.astype(object).year == year)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("2022-06-01", "2022-06-06", "the Platinum Jubilee on 2 and 3 June 2022"),
        ("2022-09-16", "2022-09-20", "the Queen's funeral on 19 September 2022"),
        ("2023-05-05", "2023-05-09", "the King's coronation on 8 May 2023"),
    ],
)
def test_holidays_of_one_year_alone_are_no_working_days(before, after, why):
    assert days_between(before, after) == 1, why


@pytest.mark.parametrize(
    ("start", "end", "number"),
    [
        ("2023-01-09", "2023-01-09", 0),  # the day itself
        ("2023-01-09", "2023-01-10", 1),  # the day after is day 1
        ("2023-01-13", "2023-01-14", 0),  # a Saturday is none
        ("2023-01-13", "2023-01-16", 1),
        ("2023-01-14", "2023-01-16", 1),  # from a Saturday
        ("2022-12-23", "2023-01-03", 4),
        ("2022-11-01", "2023-01-06", 45),
        ("2022-11-01", "2023-01-09", 46),
        ("2024-12-24", "2024-12-27", 1),
    ],
)
def test_days_are_counted_from_the_day_after_to_the_last(start, end, number):
    assert days_between(start, end) == number


def test_an_end_before_the_start_is_nought_or_less():
    assert days_between("2023-01-10", "2023-01-09") <= 0
    assert days_between("2023-01-14", "2023-01-13") <= 0


def test_a_missing_day_has_no_number_and_the_index_stays():
    starts = pd.Series(pd.to_datetime(["2023-01-09", None]), index=[5, 2])
    found = working_days(starts, pd.Series(pd.to_datetime([None, "2023-01-09"]), index=[5, 2]))
    assert list(found.index) == [5, 2]
    assert found.isna().all()
    assert len(working_days(starts[:0], starts[:0])) == 0


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2027-12-01", "2028-01-04"),
        ("2014-12-01", "2015-01-05"),
        ("2028-01-04", "2028-01-05"),
        ("2200-01-01", "2023-01-01"),
    ],
)
def test_days_outside_the_known_years_stop(start, end):
    with pytest.raises(InputError, match="2015 to 2027"):
        days_between(start, end)


def test_a_start_long_before_the_known_years_is_beyond_every_limit():
    assert days_between("2009-05-01", "2016-05-03") > 300


@settings(max_examples=30, deadline=None)
@given(
    st.dates(min_value=KNOWN[0], max_value=pd.Timestamp("2027-09-01").date()),
    st.integers(0, 100),
)
def test_the_number_is_that_of_walking_day_by_day(start, span):
    end = start + pd.Timedelta(days=span)
    walked = (np.datetime64(start) + np.arange(1, span + 1)).astype("datetime64[D]")
    assert days_between(start, end) == sum(bool(np.is_busday(day)) and day not in EVERY for day in walked)
