"""Where two sources give a figure that a reader could take for the same."""

import pytest

from panelpack.comparisons.council_year import council_year
from panelpack.reconciliation.all_findings import differences_among, findings
from panelpack.reconciliation.between_sources import between_sources

REPORT = {"source": "nsscp_annual_report", "release": "2022-23"}


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2022-23")


def test_a_difference_has_the_reason_that_the_reconciliation_page_gives(view):
    told = {
        frozenset({item.finding.stated.id, *[other.id for other in item.finding.against]}): item.reason
        for item in differences_among(view, findings(view))
        if item.finding.recomputed is None
    }
    found = between_sources(view)
    pairs = [(frozenset({item.shown.id, item.other.id}), item) for item in found]
    assert {item.shown.measure.id for pair, item in pairs if pair in told} >= {
        "referrals",
        "rereferrals",
        "cla_started",
    }
    assert all(item.looked is not None and item.looked.reason == told[pair] for pair, item in pairs if pair in told)


def test_a_difference_of_which_nobody_says_why_has_no_reason(view_with):
    view = view_with(("cpp_open", "31 March 2023", 108), ("cpp_open", "31 March 2023", 111, REPORT))
    (item,) = between_sources(view, ["cpp_open"])
    assert (item.shown.text, item.other.text, item.gap.text) == ("108", "111", "+3")
    assert item.looked.reason == "no reason is given"


def test_two_sources_that_agree_say_so(view_with):
    view = view_with(("cpp_open", "31 March 2023", 108), ("cpp_open", "31 March 2023", 108, REPORT))
    (item,) = between_sources(view, ["cpp_open"])
    assert (item.reason, item.looked) == ("they agree", None)


def test_two_measures_that_sound_alike_have_the_reason_of_their_definitions_even_where_they_round_to_one(view_with):
    report = {"source": "nsc_send_self_evaluation", "release": "2022-23"}
    rows = [("pupils_ehcp_pct", "January 2023", 3.4), ("ehc_plans_school_age_pct", "undated", 3, report)]
    (item,) = between_sources(view_with(*rows), ["pupils_ehcp_pct"])
    assert item.looked is None
    assert item.reason.startswith("This percentage is of the population of school age.")
