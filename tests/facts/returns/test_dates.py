"""Dates as people, systems and spreadsheets write them: one form a column, nothing guessed."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelpack.facts.returns.dates import read_dates


def read(*texts):
    days, found = read_dates(pd.Series(texts, dtype="str"))
    return ["" if pd.isna(day) else str(day)[:10] for day in days], {name: list(mask) for name, mask in found.items()}


@pytest.mark.parametrize(
    "text",
    [
        "2023-03-31",
        "2023-3-31",
        "2023-03-31T00:00:00",
        "2023-03-31 10:12:28Z",
        "31/03/2023",
        "31/3/2023",
        "31/03/2023 00:00",
        "31-03-2023",
        "31.03.2023",
        "2023-Mar-31 00:00:00",
        "31-Mar-2023",
        "31 Mar 2023",
        "20230331",
        "45016",
        "45016.0",
    ],
)
def test_every_form_that_arrives_is_read(text):
    assert read(text) == (["2023-03-31"], {})


def test_the_spreadsheets_day_is_counted_from_its_day_zero():
    assert read("44286", "44287")[0] == ["2021-03-31", "2021-04-01"]


def test_days_come_before_months_where_both_would_do():
    assert read("03/04/2023") == (["2023-04-03"], {})


def test_a_month_that_comes_first_somewhere_leaves_no_slashed_date_readable():
    days, found = read("03/04/2023", "03/25/2023", "2023-01-01", "")
    assert days == ["", "", "2023-01-01", ""]
    assert found == {"several forms": [True, True, False, False]}


@pytest.mark.parametrize("text", ["01/01/1753", "1900-01-01", "31/12/9999", "9999-12-31T00:00:00", "30/12/1899"])
def test_days_that_stand_for_none_are_none_and_counted(text):
    assert read(text, "2023-03-31") == (["", "2023-03-31"], {"placeholder": [True, False]})


@pytest.mark.parametrize(
    "text", ["soon", "31/02/2023", "32/01/2023", "2023-13-01", "31/03/23", "#N/A", "12345678", "1.5"]
)
def test_what_is_no_day_is_none_and_counted(text):
    assert read("2023-03-31", text) == (["2023-03-31", ""], {"not a date": [False, True]})


def test_an_empty_column_has_no_days_and_no_fault():
    assert read("", "") == (["", ""], {})
    assert read() == ([], {})


def test_rows_keep_their_index():
    days, _ = read_dates(pd.Series(["2023-03-31", ""], index=[7, 3], dtype="str"))
    assert list(days.index) == [7, 3]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.dates(min_value=pd.Timestamp("1950-01-01").date(), max_value=pd.Timestamp("2050-12-31").date()), max_size=5
    )
)
def test_a_day_is_the_same_however_it_is_written(days):
    iso = read(*(f"{day:%Y-%m-%d}" for day in days))
    assert iso == read(*(f"{day:%d/%m/%Y}" for day in days)) == ([str(day) for day in days], {})
