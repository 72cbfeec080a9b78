"""Titles of charts, with figures that can be checked by hand."""

import pytest

from panelpack.comparisons.derived import RUNNING
from panelpack.page.pieces import every
from panelpack.sections.chart_titles import MOST_WORDS, ordinal_end
from panelpack.sections.chosen import bars, small_multiples
from panelpack.sections.comparison import compare
from panelpack.sections.trends import trend

NAME, KENT, ESSEX, ENGLAND = "rereferrals_pct", "E10000016", "E10000012", "E92000001"
LAST = 2023


def series(*values, name=NAME, **more):
    """Rows of the years to 2022-23, the newest last; None is a missing year, a text a status."""
    for year, value in zip(range(LAST - len(values) + 1, LAST + 1), values, strict=True):
        label = f"{year - 1}-{year - 2000}"
        if isinstance(value, str):
            yield name, label, None, {"status": value, **more}
        elif value is not None:
            yield name, label, value, more


def title(view, name=NAME):
    return trend(view, name).finding.plain


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((20.0, 22.0), "Re-referrals rose to 22.0%"),
        ((22.0, 20.0), "Re-referrals fell to 20.0%"),
        ((20.0, 20.0), "Re-referrals stayed at 20.0%"),
        ((18.0, 17.0, 18.0, 19.0, 20.0), "Re-referrals rose for 3 years running, to 20.0%"),
        ((18.0, 17.0, 18.0, 19.0), "Re-referrals rose to 19.0%"),
        ((25.0, 18.0, 19.0, 17.0, 16.0, 24.0), "Re-referrals rose to 24.0%, the highest since 2017-18"),
        ((19.0, 18.0, 19.0, 17.0, 24.0), "Re-referrals rose to 24.0%, the highest since at least 2018-19"),
        ((18.0, 19.0, 17.0, 16.0), "Re-referrals fell to 16.0%"),
        ((20.0, None, 22.0), "Re-referrals: 22.0%, no figure the year before"),
        ((20.0, "x", 22.0), "Re-referrals: 22.0%, none shown the year before"),
        ((20.0, 21.0, "c"), "Re-referrals: not shown, to protect people for 2022-23"),
        ((30.0, None, 20.0, 19.0, 18.0, 17.0, 21.0), "Re-referrals rose to 21.0%, the highest since at least 2018-19"),
    ],
)
def test_a_title_says_what_the_last_figure_did_and_claims_nothing_across_a_gap(view_with, values, said):
    assert title(view_with(*series(*values))) == said


def test_a_series_that_changed_has_no_direction(view_with, context_with):
    broken = {"unit": "percent", "decimals": 1, "breaks": [{"from": "2022-04-01", "why": "Counted otherwise."}]}
    view = view_with(*series(20.0, 21.0, 30.0, name="visits"), context=context_with(visits=broken))
    assert title(view, "visits") == "Visits: 30.0%, in a series that changed"


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (200, 300, "worsened, rising to 30.0%"),
        (300, 200, "improved, falling to 20.0%"),
        (200, 205, "rose to 20.5%"),
    ],
)
def test_better_and_worse_need_a_change_that_is_unlikely_to_be_chance(view_with, before, now, said):
    rows = [
        (NAME, year, part / 10, {"numerator": part, "denominator": 1000})
        for year, part in (("2021-22", before), ("2022-23", now))
    ]
    assert title(view_with(*rows)) == f"Re-referrals {said}"


def test_a_measure_of_which_no_direction_is_better_is_never_worse(view_with):
    rows = [("referrals", "2021-22", 500), ("referrals", "2022-23", 900)]
    assert title(view_with(*rows), "referrals").endswith("rose to 900")


@pytest.mark.parametrize(
    ("england", "near", "said"),
    [
        (20.0, [20.0] * 10, "above England and the neighbours' mean"),
        (20.0, [30.0] * 10, "above England, below the neighbours' mean"),
        (22.0, [20.0] * 6, "level with England"),
        (None, [30.0] * 7, "below the neighbours' mean"),
    ],
)
def test_a_title_names_england_and_neighbours_of_whom_enough_are_known(view_with, of_neighbours, england, near, said):
    rows = [*series(21.0, 22.0), *of_neighbours(NAME, "2022-23", near)]
    if england is not None:
        rows.append((NAME, "2022-23", england, {"area": ENGLAND}))
    assert title(view_with(*rows)) == f"Re-referrals rose to 22.0%, {said}"


def test_a_title_gives_up_its_comparison_before_it_grows_long(view_with):
    rows = [*series(25.0, 18.0, 19.0, 17.0, 16.0, 24.0), (NAME, "2022-23", 20.0, {"area": ENGLAND})]
    said = title(view_with(*rows))
    assert said == "Re-referrals rose to 24.0%, the highest since 2017-18, above England"
    assert len(said.split()) <= MOST_WORDS
    long = "care_leavers_eet_19_21_pct"
    rows = [*series(60.0, 58.0, 59.0, 57.0, 56.0, 59.5, name=long), (long, "2022-23", 50.0, {"area": ENGLAND})]
    assert "England" not in title(view_with(*rows), long)


def test_the_numbers_of_a_title_are_figures(view_with):
    chart = trend(view_with(*series(18.0, 17.0, 18.0, 19.0, 20.0)), NAME)
    run, now = chart.finding.figures
    assert run.id == f"{RUNNING.name}-{now.id}" and now in chart.data.figures
    assert run in chart.figures and run.id in set(chart.frame["id"])


def compared(view):
    piece = compare(view, NAME)
    return next(item for item in [piece, *every(piece)] if hasattr(item, "finding")).finding.plain


def test_a_comparison_says_the_place_in_england_where_it_is_known(view_with, of_neighbours):
    beside = [*series(22.0), *of_neighbours(NAME, "2022-23", [20.0, 24.0])]
    counted = (NAME, "2022-23", 148, {"area": ENGLAND, "breakdown": "statistic=councils"})
    place = {"breakdown": "statistic=national_rank"}
    assert compared(view_with(*beside)) == "Re-referrals: 22.0%"
    assert compared(view_with(*beside, counted, (NAME, "2022-23", 147, place))) == (
        "Re-referrals: 147th of 148 councils in England"
    )
    assert compared(view_with(*beside, counted, (NAME, "2022-23", 1, place))) == (
        "Re-referrals: first of 148 councils in England"
    )


@pytest.mark.parametrize(("near", "said"), [([20.0, 21.0], "highest"), ([30.0, 31.0], "lowest")])
def test_a_comparison_says_who_is_the_highest_or_lowest_of_those_drawn(view_with, of_neighbours, near, said):
    assert compared(view_with(*series(22.0), *of_neighbours(NAME, "2022-23", near))) == (
        f"Re-referrals: 22.0%, the {said} of these councils"
    )


def test_bars_of_parts_say_which_is_the_largest_unless_two_are(view_with):
    def parts(*values):
        rows = [("ehc_plans_by_need", "January 2023", sum(values))]
        kinds = ("ASD", "SEMH", "HI")
        more = [
            ("ehc_plans_by_need", "January 2023", value, {"breakdown": f"primary_need={kind}"})
            for kind, value in zip(kinds, values, strict=True)
        ]
        return bars(view_with(*rows, *more), "ehc_plans_by_need", (), "primary_need").finding.plain

    assert parts(210, 300, 40).endswith("is the largest, 300")
    assert parts(300, 300, 40) == ""


@pytest.mark.parametrize(("place", "end"), [(1, "st"), (11, "th"), (22, "nd"), (113, "th"), (103, "rd")])
def test_a_place_has_the_letters_that_it_is_read_with(place, end):
    assert ordinal_end(place) == end


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ((20.0, 20.0), "Behind England on both measures"),
        ((10.0, 10.0), "Ahead of England on both measures"),
        ((10.0, 20.0), "Ahead of England on one of two measures, behind on one"),
        ((15.0, 20.0), "Behind England on one of two measures"),
        ((15.0, 15.0), ""),
        ((None, 20.0), ""),
    ],
)
def test_small_charts_say_on_how_many_measures_the_council_is_ahead_of_england(view_with, now, said):
    names = (NAME, "cpp_repeat_pct")
    rows = [(name, "2022-23", 15.0, {"area": ENGLAND}) for name in names]
    rows += [(name, "2022-23", value) for name, value in zip(names, now, strict=True) if value is not None]
    rows += [(name, "2021-22", 15.0) for name in names]
    assert small_multiples(view_with(*rows), names, "council").finding.plain == said
