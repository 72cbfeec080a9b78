"""Questions about figures that look like a slip, by hand-checkable numbers."""

import pandas as pd
import pytest

from panelpack.facts.plausible import questions

AREA, ENGLAND = "E06000024", "E92000001"


def rows(*found):
    """Rows of measure, period, value, and if need be breakdown, area and source."""
    columns = ["measure", "period", "value", "breakdown", "area", "source"]
    usual = ("", AREA, "council_figures")
    cells = [(*row, *usual[len(row) - 3 :]) for row in found]
    return pd.DataFrame(cells, columns=columns).assign(release="2022-23")


PAST = rows(
    ("referrals", "2019-20", "1000"),
    ("referrals", "2020-21", "1100"),
    ("referrals", "2021-22", "1050"),
    ("rereferrals_pct", "2020-21", "15.3"),
    ("rereferrals_pct", "2021-22", "18"),
    ("sendias_families", "undated", "4"),
    ("cpp_rate", "31 March 2022", "40", "", ENGLAND, "dfe_lait"),
    ("service_budget", "2022-23", "2000", "service=fostering"),
)


@pytest.mark.parametrize(
    ("measure", "period", "value", "asked"),
    [
        ("referrals", "2022-23", "10271", "a factor of ten off"),
        ("referrals", "2022-23", "103", "a factor of ten off"),
        ("referrals", "2022-23", "105000", "a factor of a hundred off"),
        ("referrals", "2022-23", "40000", "far from all that was there"),
        ("referrals", "2022-23", "2", "far from all that was there"),
        ("rereferrals_pct", "2022-23", "0.153", "a fraction of one"),
        ("rereferrals_pct", "2022-23", "1.7", "a factor of ten off"),
        ("cpp_rate", "31 March 2023", "412", "far above what wider areas have"),
        ("cpp_rate", "31 March 2023", "40000", "more than all children"),
        ("childrens_services_overspend", "2022-23", "2256", "a thousand million pounds"),
        ("childrens_services_overspend", "2022-23", "-2256", "a thousand million pounds"),
    ],
)
def test_a_figure_far_from_what_is_usual_is_asked_about(context, measure, period, value, asked):
    found = questions(rows((measure, period, value)), PAST, context.catalogue)
    assert asked in "".join(map(str, found))
    assert found[0].row.shown == value


@pytest.mark.parametrize(
    ("measure", "period", "value"),
    [
        ("referrals", "2022-23", "1500"),
        ("referrals", "2022-23", "3000"),
        ("referrals", "2022-23", "500"),
        ("referrals", "2022-23", "0"),
        ("rereferrals_pct", "2022-23", "9.5"),
        ("rereferrals_pct", "2022-23", "0"),
        ("rereferrals_pct", "2022-23", "100"),
        ("rereferrals_pct", "2022-23", "1"),
        ("cla_march", "31 March 2023", "12"),
        ("cpp_rate", "31 March 2023", "150"),
        ("childrens_services_overspend", "2022-23", "22.56"),
        ("childrens_services_overspend", "2022-23", "-1.2"),
    ],
)
def test_a_figure_that_is_odd_and_may_well_be_right_is_not_asked_about(context, measure, period, value):
    assert questions(rows((measure, period, value)), PAST, context.catalogue) == []


@pytest.mark.parametrize(
    ("past", "now"),
    [
        (["1", "1"], "10"),
        (["3"], "30"),
        (["60", "60"], "6"),
        (["0", "0"], "250"),
        (["12", "130", "14"], "125"),
        (["2", "3", "4"], "150"),
    ],
)
def test_small_counts_new_services_and_series_that_jump_may_be_anything(context, past, now):
    before = rows(*[("referrals", f"{2015 + place}-{16 + place}", value) for place, value in enumerate(past)])
    assert questions(rows(("referrals", "2022-23", now)), before, context.catalogue) == []


def test_another_source_of_the_same_year_says_what_is_usual_too(context):
    official = rows(("referrals", "2022-23", "1027", "", AREA, "dfe_children_in_need"))
    (found,) = questions(rows(("referrals", "2022-23", "10271")), official, context.catalogue)
    assert found.says == "10271 beside 1027"


def test_the_years_of_one_form_are_each_other_s_past(context):
    form = [
        ("referrals", f"{year}-{year - 1999}", value) for year, value in ((2019, "510"), (2020, "5020"), (2021, "498"))
    ]
    (found,) = questions(rows(*form), PAST.iloc[:0], context.catalogue)
    assert (found.row.period.label, found.row.shown) == ("2020-21", "5020")


def test_a_revision_with_the_same_digits_in_another_order_is_asked_about(context):
    (found,) = questions(rows(("referrals", "2021-22", "1005")), PAST, context.catalogue)
    assert found.says == "1005 beside 1050"
    assert "the wrong way round" in found.asked


def test_a_year_of_which_every_figure_is_that_of_the_year_before_is_asked_about(context):
    kinds = [f"kind={letter}" for letter in "abcde"]
    past = rows(*[("referrals", "2021-22", str(30 + place), kind) for place, kind in enumerate(kinds)])
    same = rows(*[("referrals", "2022-23", str(30 + place), kind) for place, kind in enumerate(kinds)])
    (found,) = questions(same, past, context.catalogue)
    assert "All 5 figures" in str(found)
    other = same.assign(value=[*same["value"][:4], "77"])
    assert questions(other, past, context.catalogue) == []


def test_a_table_of_percentages_that_are_all_at_most_one_is_asked_about_once(context):
    shares = [name for name, item in context.catalogue.measures.items() if item.is_share and item.basis == "year"][:5]
    (found,) = questions(rows(*[(name, "2022-23", "0.5") for name in shares]), PAST.iloc[:0], context.catalogue)
    assert "written as fractions of one" in found.asked
    mixed = rows(*[(name, "2022-23", "0.5") for name in shares[:4]], (shares[4], "2022-23", "40"))
    assert questions(mixed, PAST.iloc[:0], context.catalogue) == []


def test_a_longer_window_from_the_same_day_that_holds_fewer_is_asked_about(context_with):
    catalogue = context_with(visits={"basis": "window"}).catalogue
    first, longer = "2022-04-01 to 2022-06-30", "2022-04-01 to 2022-09-30"
    other = "2022-07-01 to 2022-09-30"
    (found,) = questions(rows(("visits", longer, "90")), rows(("visits", first, "95")), catalogue)
    assert found.says == "90 beside 95"
    assert questions(rows(("visits", longer, "95")), rows(("visits", first, "95")), catalogue) == []
    assert questions(rows(("visits", other, "40")), rows(("visits", first, "95")), catalogue) == []
