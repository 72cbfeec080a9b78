from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.catalogue.periods import BASES, Period, parse, previous, shifted, year_label
from panelpack.catalogue.reporting_years import in_reporting_year, is_since_year_end, reporting_year, year_dates

YEARLY = ("year", "march", "january", "september", "academic", "calendar")
EXAMPLES = [
    ("2022-23", "year", date(2022, 4, 1), date(2023, 3, 31)),
    ("1999-00", "year", date(1999, 4, 1), date(2000, 3, 31)),
    ("2022-23 Q1", "quarter", date(2022, 4, 1), date(2022, 6, 30)),
    ("2022-23 Q2", "quarter", date(2022, 7, 1), date(2022, 9, 30)),
    ("2022-23 Q3", "quarter", date(2022, 10, 1), date(2022, 12, 31)),
    ("2022-23 Q4", "quarter", date(2023, 1, 1), date(2023, 3, 31)),
    ("31 March 2023", "march", date(2023, 3, 31), date(2023, 3, 31)),
    ("January 2023", "january", date(2023, 1, 1), date(2023, 1, 31)),
    ("30 September 2022", "september", date(2022, 9, 30), date(2022, 9, 30)),
    ("2021/22", "academic", date(2021, 9, 1), date(2022, 8, 31)),
    ("2022", "calendar", date(2022, 1, 1), date(2022, 12, 31)),
    ("2022-01-01 to 2023-03-31", "window", date(2022, 1, 1), date(2023, 3, 31)),
    ("undated", "undated", None, None),
]
FIRST_YEARS = st.integers(min_value=1990, max_value=2090)
REPORTING_YEARS = FIRST_YEARS.map(year_label)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@st.composite
def periods(draw):
    basis = draw(st.sampled_from(BASES))
    if basis == "undated":
        return Period("undated", None, None)
    if basis == "window":
        return Period("window", *sorted(draw(st.tuples(DAYS, DAYS))))
    year = draw(REPORTING_YEARS)
    if basis == "quarter":
        return parse(f"{year} Q{draw(st.integers(1, 4))}", "quarter")
    return in_reporting_year(year, basis)


@pytest.mark.parametrize(("label", "basis", "start", "end"), EXAMPLES)
def test_a_label_and_its_dates_lead_to_each_other(label, basis, start, end):
    assert parse(label, basis) == Period(basis, start, end)
    assert Period(basis, start, end).label == label


def test_every_basis_has_an_example_here():
    assert {basis for _, basis, _, _ in EXAMPLES} == set(BASES)


@given(periods())
def test_every_period_is_read_back_from_its_label(period):
    assert parse(period.label, period.basis) == period


@given(REPORTING_YEARS, st.sampled_from(YEARLY))
def test_the_period_of_a_reporting_year_belongs_to_it(year, basis):
    assert reporting_year(in_reporting_year(year, basis)) == year


@given(REPORTING_YEARS, st.sampled_from(YEARLY))
def test_the_period_of_a_reporting_year_ends_within_it(year, basis):
    first, last = year_dates(year)
    assert first <= in_reporting_year(year, basis).end <= last


@given(REPORTING_YEARS, st.sampled_from(YEARLY), st.integers(-20, 20))
def test_shifting_there_and_back_changes_nothing(year, basis, years):
    period = in_reporting_year(year, basis)
    assert shifted(shifted(period, years), -years) == period


@given(periods().filter(lambda period: period.end is not None))
def test_the_previous_period_ends_before(period):
    assert previous(period).end < period.end


@pytest.mark.parametrize(
    ("label", "before"), [("2022-23 Q1", "2021-22 Q4"), ("2022-23 Q2", "2022-23 Q1"), ("2022-23 Q4", "2022-23 Q3")]
)
def test_the_previous_period_of_a_quarter_is_the_quarter_before(label, before):
    assert previous(parse(label, "quarter")).label == before


@pytest.mark.parametrize(
    ("label", "basis", "before"),
    [("2000-01", "year", "1999-00"), ("31 March 2024", "march", "31 March 2023"), ("2021/22", "academic", "2020/21")],
)
def test_the_previous_period_is_the_same_a_year_earlier(label, basis, before):
    assert previous(parse(label, basis)).label == before


def test_a_window_that_ends_with_february_ends_with_it_in_a_leap_year_too():
    assert shifted(parse("2022-12-01 to 2023-02-28", "window"), 1).label == "2023-12-01 to 2024-02-29"
    assert shifted(parse("2023-12-01 to 2024-02-29", "window"), -1).label == "2022-12-01 to 2023-02-28"


@pytest.mark.parametrize(
    ("label", "basis", "year"),
    [
        ("2021/22", "academic", "2022-23"),
        ("2022", "calendar", "2022-23"),
        ("January 2023", "january", "2022-23"),
        ("31 March 2023", "march", "2022-23"),
        ("30 September 2022", "september", "2022-23"),
        ("2022-23 Q4", "quarter", "2022-23"),
        ("2023-24 Q1", "quarter", "2023-24"),
        ("2022-01-01 to 2023-03-31", "window", "2022-23"),
        ("2022-01-01 to 2023-04-01", "window", "2023-24"),
    ],
)
def test_a_period_belongs_to_the_reporting_year_in_which_it_ends(label, basis, year):
    assert reporting_year(parse(label, basis)) == year


def test_an_undated_period_belongs_to_no_year():
    undated = parse("undated", "undated")
    assert reporting_year(undated) is None
    assert not is_since_year_end(undated, "2022-23", date(2023, 10, 19))


def test_an_empty_label_is_undated_only_where_the_basis_is():
    assert parse("", "undated").label == "undated"
    with pytest.raises(ValueError, match="looks like '2022-23'"):
        parse("", "year")


def test_an_undated_period_cannot_be_moved():
    with pytest.raises(ValueError, match="an undated period has no dates"):
        previous(parse("undated", "undated"))


@pytest.mark.parametrize("basis", ["quarter", "window", "undated"])
def test_a_basis_without_a_single_period_in_a_year_is_refused(basis):
    with pytest.raises(ValueError, match=f"no single period of basis {basis}"):
        in_reporting_year("2022-23", basis)


@pytest.mark.parametrize(
    ("day", "as_at", "expected"),
    [
        ("2023-03-31", date(2023, 10, 19), False),
        ("2023-04-01", date(2023, 10, 19), True),
        ("2023-10-19", date(2023, 10, 19), True),
        ("2023-10-20", date(2023, 10, 19), False),
        ("2023-04-01", None, False),
    ],
)
def test_since_year_end_is_from_the_first_of_april_to_the_day_of_the_panel(day, as_at, expected):
    assert is_since_year_end(parse(f"2023-01-01 to {day}", "window"), "2022-23", as_at) is expected


@pytest.mark.parametrize(("label", "basis", "start", "end"), [row for row in EXAMPLES if row[1] != "undated"])
def test_a_bad_label_is_refused_with_an_example_of_a_good_one(label, basis, start, end):
    with pytest.raises(ValueError, match=f"'last year' is not a period of basis {basis}") as caught:
        parse("last year", basis)
    example = str(caught.value).rpartition("looks like ")[2].strip("'")
    assert parse(example, basis).basis == basis


@pytest.mark.parametrize(("label", "basis"), [("2022-24", "year"), ("2022/24", "academic"), ("2022-24 Q1", "quarter")])
def test_two_years_that_do_not_follow_each_other_are_refused(label, basis):
    with pytest.raises(ValueError, match="is not two consecutive years"):
        parse(label, basis)


def test_a_window_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends before it starts"):
        parse("2023-04-01 to 2022-03-31", "window")


def test_a_label_of_another_basis_is_refused():
    with pytest.raises(ValueError, match="which looks like '2022-23'"):
        parse("2022/23", "year")


def test_a_day_that_no_month_has_is_refused_by_its_label():
    with pytest.raises(ValueError, match="2022-02-30"):
        parse("2022-02-30 to 2022-03-31", "window")
