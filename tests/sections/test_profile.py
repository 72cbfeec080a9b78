"""The area profile, by hand-checkable places: what comes first, and what is left out."""

import pytest

from pages import rows, texts, values, words
from panelpack.project.errors import InputError
from panelpack.sections.profile import profile, profiled

WORST, MIDDLE, BEST = "rereferrals_pct", "assessments_45d_pct", "icpc_15d_pct"
LAST = "Nearly last in England first, 2022-23"


def labels(piece, caption=LAST):
    return list(rows(piece, caption))[1:]


def label_of(view, name):
    return view.measure(name).label


def test_the_nearest_to_the_last_place_comes_first(view_with, of_england_range):
    view = view_with(
        *of_england_range(MIDDLE, 80.0, (75.0, 90.0), 82.0, place=84),
        *of_england_range(BEST, 95.0, (75.0, 90.0), 82.0, place=7),
        *of_england_range(WORST, 36.0, (20.0, 26.0), 24.0, place=147),
    )
    assert labels(profile(view)) == [label_of(view, name) for name in (WORST, MIDDLE, BEST)]


def test_without_places_the_worst_quarter_comes_first_and_what_is_further_behind_england(view_with, of_england_range):
    view = view_with(
        *of_england_range(BEST, 95.0, (75.0, 90.0), 82.0),
        *of_england_range(MIDDLE, 70.0, (75.0, 90.0), 82.0),
        *of_england_range(WORST, 36.0, (20.0, 26.0), 24.0),
    )
    # Both are the furthest mark of their rows, so that the order of the reports decides
    assert labels(profile(view)) == [label_of(view, name) for name in (WORST, MIDDLE, BEST)]
    assert "Places are" not in words(profile(view))


def test_it_can_stand_in_the_order_of_the_reports(view_with, of_england_range):
    view = view_with(
        *of_england_range(BEST, 95.0, (75.0, 90.0), 82.0, place=7),
        *of_england_range(WORST, 36.0, (20.0, 26.0), 24.0, place=147),
    )
    order = [item.measure.id for item in profiled(view)]
    assert labels(profile(view, "report"), "In the order of the reports, 2022-23") == [
        label_of(view, name) for name in order
    ]
    with pytest.raises(InputError, match="place"):
        profile(view, "plaice")


def test_measures_without_a_better_direction_stand_by_themselves(view_with, of_england_range):
    view = view_with(
        *of_england_range("referral_rate", 236.8, (441.3, 672.4), 538.1),
        *of_england_range(WORST, 36.0, (20.0, 26.0), 24.0, place=147),
    )
    piece = profile(view, on="safeguarding")
    assert labels(piece) == [label_of(view, WORST)]
    row = rows(piece, "Where no direction is better, 2022-23")[label_of(view, "referral_rate")]
    assert row == ["lowest quarter", "236.8", "no figure", "538.1", "Safeguarding"]


def test_a_row_leads_to_its_report_unless_it_stands_there(view_with, of_england_range):
    view = view_with(*of_england_range(WORST, 36.0, (20.0, 26.0), 24.0))
    assert values(profile(view), "td a", "href") == ["safeguarding.html"]
    assert texts(profile(view, on="safeguarding"), "td a") == []


def test_without_a_figure_of_england_its_councils_median_stands_there_and_says_so(view_with, of_england_range):
    view = view_with(*of_england_range(WORST, 36.0, (20.0, 26.0)))
    assert "23.0% (median)" in rows(profile(view), LAST)[label_of(view, WORST)]


def test_how_many_neighbours_are_known_stands_once_where_it_is_the_same_for_all(view_with, of_england_range):
    view = view_with(*of_england_range(WORST, 36.0, (20.0, 26.0), 24.0, [20.0, 22.0]))
    assert rows(profile(view), LAST)[label_of(view, WORST)][2] == "21.0%"
    assert "Neighbours: mean of 2 of 10 known, too few to rely on, model of 2021." in words(profile(view))


def test_how_many_neighbours_are_known_stands_in_each_row_where_it_differs(view_with, of_england_range):
    view = view_with(
        *of_england_range(WORST, 36.0, (20.0, 26.0), 24.0, [20.0, 22.0]),
        *of_england_range(BEST, 95.0, (75.0, 90.0), 82.0, [80.0] * 10),
    )
    found = rows(profile(view), LAST)
    assert found[label_of(view, WORST)][2] == "21.0% (2 of 10)"
    assert found[label_of(view, BEST)][2] == "80.0%"
    assert "where under seven too few to rely on, model of 2021." in words(profile(view))


def test_a_figure_of_another_day_than_the_year_s_says_of_which(view_with, of_england_range):
    view = view_with(*of_england_range("cla_3plus_placements_pct", 15, (9, 13), 11, period="31 March 2023"))
    assert labels(profile(view)) == [f"{label_of(view, 'cla_3plus_placements_pct')} (31 March 2023)"]


def test_what_the_council_has_no_figure_of_is_named_beneath(view_with, of_england_range):
    absent = of_england_range("cla_dental_pct", 1, (68, 86), 76)[1:]
    hidden = ("cla_dental_pct", "2022-23", None, {"status": "x"})
    view = view_with(hidden, *absent, *of_england_range(WORST, 36.0, (20.0, 26.0), 24.0))
    assert f"No figure is shown for the council: {label_of(view, 'cla_dental_pct')}." in words(profile(view))


def test_a_year_without_quartiles_says_so(view_with):
    assert words(profile(view_with())) == "For 2022-23 no measure has both a figure and England's quartiles."
