"""Stated figures computed again from their parts, one rule at a time."""

import pytest

from panelpack.catalogue.identities import ChangeOf, PartsOf, RateOf, RepeatedAs, ShareOf, SubtotalOf, SumOf, WindowsOf
from panelpack.reconciliation.findings import AGREES, DISAGREES, ROUNDED, TRUNCATED, UNCHECKED
from panelpack.reconciliation.from_parts import RULES, recomputed

SEND = {"source": "nsc_send_self_evaluation", "release": "2022-23"}
WEST = {"area": "RAA000001", "source": "adoption_west_annual_report", "release": "2022-23"}
BANDS = ("0-3m", "3-6m", "6-12m", "12-18m", "18m+")


def found(published, identity):
    return list(RULES[type(identity)](published, identity))


def waiting(values, total):
    march = "31 March 2023"
    rows = [
        ("agency_children_waiting", march, value, WEST | {"breakdown": f"wait_band={band}"})
        for band, value in zip(BANDS, values, strict=True)
    ]
    return [*rows, ("agency_children_waiting", march, total, WEST)]


@pytest.mark.parametrize(("total", "word"), [(67, AGREES), (66, DISAGREES)])
def test_a_total_is_the_sum_of_its_parts(published_of, total, word):
    published = published_of(*waiting((31, 18, 13, 2, 3), total))
    (item,) = found(published, PartsOf("agency_children_waiting", "wait_band", "agency_children_waiting"))
    assert (item.verdict, item.recomputed.value) == (word, 67)


def test_pounds_in_thousands_may_be_out_by_their_rounding(published_of):
    lines = {"a": 3014, "b": 89, "c": 67, "d": 153, "e": 62, "f": 164, "g": 79}
    rows = [
        ("agency_budget", "2022-23", value, WEST | {"breakdown": f"category={name}"}) for name, value in lines.items()
    ]
    published = published_of(*rows, ("agency_budget", "2022-23", 3629, WEST))
    (item,) = found(published, PartsOf("agency_budget", "category", "agency_budget"))
    assert (item.verdict, item.recomputed.value) == (ROUNDED, 3628)


def test_a_hidden_part_makes_no_false_difference(published_of):
    rows = waiting((31, 18, 13, 2, 3), 67)
    rows[3] = (
        "agency_children_waiting",
        "31 March 2023",
        None,
        WEST | {"breakdown": "wait_band=12-18m", "status": "c"},
    )
    published = published_of(*rows)
    items = found(published, PartsOf("agency_children_waiting", "wait_band", "agency_children_waiting"))
    assert [item.verdict for item in items] == [UNCHECKED]


def test_a_subtotal_is_the_sum_of_its_finer_parts(published_of):
    def of(part, value):
        return "inclusion_panel_raised", "undated", value, SEND | {"breakdown": part}

    published = published_of(of("year_group=Yr7", 30), of("year_group=Yr8", 20), of("phase=secondary", 51))
    (item,) = found(
        published, SubtotalOf("inclusion_panel_raised", "phase=secondary", ("year_group=Yr7", "year_group=Yr8"))
    )
    assert (item.verdict, item.recomputed.value) == (DISAGREES, 50)


def test_a_share_is_its_part_divided_by_its_base(published_of):
    rows = [
        ("agency_adopters_approved", "2022-23", 80, WEST),
        ("agency_early_permanence_adopters_approved", "2022-23", 45, WEST),
    ]
    identity = ShareOf(
        "agency_adopters_for_early_permanence_pct",
        "agency_early_permanence_adopters_approved",
        "agency_adopters_approved",
    )
    published = published_of(*rows, (identity.share, "2022-23", 56, WEST))
    (item,) = found(published, identity)
    assert (item.verdict, round(item.recomputed.value, 2)) == (ROUNDED, 56.25)
    (item,) = found(published_of(*rows[:1], (identity.share, "2022-23", 56, WEST)), identity)
    assert item.verdict == UNCHECKED


def test_growth_over_a_window_lies_between_its_ends(published_of):
    rows = [("ehc_plans", "January 2017", 287290, SEND), ("ehc_plans", "January 2023", 517026, SEND)]
    growth = ("ehc_plans_growth_pct", "2017-01-01 to 2023-01-31", 79.96, SEND)
    (item,) = found(published_of(*rows, growth), ChangeOf("ehc_plans_growth_pct", "ehc_plans"))
    assert (item.verdict, item.recomputed.text) == (TRUNCATED, "+79.9666%")


def test_a_stated_change_lies_between_two_windows(published_of):
    def of(measure, value, part=""):
        report = {"source": "nsscp_annual_report", "release": "2022-23", "breakdown": part}
        return measure, "undated", value, report

    rows = [of("child_victims", 1115, "window=current"), of("child_victims", 1048, "window=previous")]
    rows += [of("child_victims_change", 67), of("child_victims_change_pct", 6.4)]
    published = published_of(*rows)
    assert [item.verdict for item in found(published, ChangeOf("child_victims_change", "child_victims"))] == [AGREES]
    assert [item.verdict for item in found(published, ChangeOf("child_victims_change_pct", "child_victims"))] == [
        ROUNDED
    ]


def rise_of_a_percentage(published_of, before, now, stated, qualifier=""):
    published = published_of(
        ("parents_fully_contributing_pct", "2022-10-01 to 2022-10-31", before, SEND),
        ("parents_fully_contributing_pct", "2023-04-01 to 2023-04-30", now, SEND),
        ("parent_participation_growth_pct", "2022-10-01 to 2023-04-30", stated, SEND | {"qualifier": qualifier}),
    )
    (item,) = found(published, ChangeOf("parent_participation_growth_pct", "parents_fully_contributing_pct"))
    return item


@pytest.mark.parametrize(("before", "now", "points"), [(40, 50, 10), (50, 40, -10), (53, 82, 29)])
def test_a_change_of_a_percentage_that_is_stated_in_points_is_no_change_in_per_cent(published_of, before, now, points):
    item = rise_of_a_percentage(published_of, before, now, points)
    assert item.verdict == DISAGREES
    assert item.recomputed.value == pytest.approx(100 * (now - before) / before)
    assert item.words.endswith("The stated figure is the change in points, and not in per cent.")


@pytest.mark.parametrize(("before", "now", "pct"), [(40, 50, 25), (50, 40, -20)])
def test_a_change_of_a_percentage_in_per_cent_agrees(published_of, before, now, pct):
    assert rise_of_a_percentage(published_of, before, now, pct).verdict == AGREES


def test_a_change_that_is_neither_in_points_nor_in_per_cent_is_held_against_per_cent(published_of):
    item = rise_of_a_percentage(published_of, 53, 82, 31)
    assert (item.verdict, item.recomputed.text, item.words) == (DISAGREES, "+54.72%", "The change, in per cent.")


def test_a_source_that_says_points_is_held_to_points(published_of):
    assert rise_of_a_percentage(published_of, 40, 50, 10, "percentage points").verdict == AGREES
    item = rise_of_a_percentage(published_of, 40, 50, 25, "percentage points")
    assert item.verdict == DISAGREES
    assert item.words == "The change in points. The stated figure is the change in per cent, and not in points."


def test_the_same_pounds_may_stand_in_other_units(published_of):
    rows = [("adoption_support_fund_gbp", "2022-23", 3774916.74, WEST)]
    identity = RepeatedAs("agency_support_fund_income_gbp_millions", "adoption_support_fund_gbp")
    right = published_of(*rows, (identity.measure, "2022-23", 3.775, WEST))
    wrong = published_of(*rows, (identity.measure, "2022-23", 3.780, WEST))
    assert [item.verdict for item in found(right, identity)] == [ROUNDED]
    assert [item.verdict for item in found(wrong, identity)] == [DISAGREES]


def test_two_halves_make_a_year_and_a_gap_makes_no_sum(published_of):
    def half(period, value):
        return "agency_complaints_half_year", period, value, WEST

    year = ("agency_complaints", "2022-23", 8, WEST)
    identity = WindowsOf("agency_complaints", "agency_complaints_half_year")
    whole = published_of(half("2022-04-01 to 2022-09-30", 6), half("2022-10-01 to 2023-03-31", 2), year)
    assert [item.verdict for item in found(whole, identity)] == [AGREES]
    gap = published_of(half("2022-04-01 to 2022-09-30", 6), half("2022-11-01 to 2023-03-31", 2), year)
    assert found(gap, identity) == []


def test_a_rate_is_its_count_for_every_ten_thousand_children(published_of):
    published = published_of(("cpp_open", "31 March 2023", 108), ("cpp_rate", "31 March 2023", 24.9))
    (item,) = found(published, RateOf("cpp_rate", "cpp_open"))
    assert item.verdict == ROUNDED


def test_a_sum_of_measures_adds(published_of, context_with):
    context = context_with(first={}, second={}, both={"sum_of": ["first", "second"]})
    published = published_of(
        ("first", "2022-23", 30), ("second", "2022-23", 12), ("both", "2022-23", 41), context=context
    )
    (item,) = found(published, SumOf("both", ("first", "second")))
    assert (item.verdict, item.recomputed.value) == (DISAGREES, 42)


def test_every_kind_of_identity_without_a_rule_only_bounds(published_of):
    published = published_of(("first_time_entrants_rate", "2022", 100))
    assert list(recomputed(published, [object()])) == []
