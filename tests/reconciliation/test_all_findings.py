"""Reconciliation of the real figures against what is known of their slips, and of planted faults."""

import csv

import pytest

from panelpack.comparisons.council_year import council_year
from panelpack.disclosure import prepare
from panelpack.project.checkout import Project
from panelpack.reconciliation.all_findings import of_year, reconciled
from panelpack.reconciliation.findings import DIFFERS, DISAGREES, TRUNCATED


def findings(project, council="north-somerset", year="2022-23"):
    published = prepare.make(project, council)
    relations = published.context.relations
    return of_year(council_year(project, published, council, year), reconciled(published, relations))


@pytest.fixture(scope="module")
def real(project):
    return findings(project)


def said(found, *verdicts):
    return {(item.stated.measure.id, item.says) for item in found if item.verdict in verdicts}


def test_the_slips_of_the_documents_are_found(real):
    assert {
        ("agency_children_waiting", "66 beside 67"),
        ("inclusion_panel_referrals", "384 beside 336"),
        ("top_up_funding_children", "1,427 beside 1,458"),
        ("parent_participation_growth_pct", "+31% beside +54.72%"),
        ("ehc_requests_growth_pct", "+29% beside +41.82%"),
        ("agency_support_fund_income_gbp_millions", "£3.78m beside £3.7749m"),
        ("health_kpi_latest_pct", "87.43% beside 90%"),
        ("inclusion_panel_advice", "16 beside 15"),
        ("agency_adopters_available", "59 beside 66"),
        ("new_social_workers_recruited", "10 beside 8"),
        ("resettlement_families_pledged", "14 beside 12"),
        ("inclusion_panel_advice", "26 beside 24"),
        ("cla_march", "226 beside 208"),
        ("ehc_plans", "1,556 beside 1,314"),
    } <= said(real, DISAGREES)
    assert said(real, TRUNCATED) == {
        ("ehc_plans_growth_pct", "+79.96% beside +79.9666%"),
        ("ehc_plans_growth_pct", "+92.23% beside +92.2368%"),
        ("maisey_in_depth_pct", "35% beside 35.66%"),
    }
    assert {
        ("rereferrals", "122 beside 152"),
        ("referrals", "1,024 beside 1,027"),
        ("cla_started", "87 beside 100"),
        ("cpp_open_repeat_pct", "36% beside 36.1%"),
        ("neglect_audit_interval_months", "3 beside 4"),
        ("subgroups_led_by_health", "3 beside 4"),
        ("evaluation_areas", "5 beside 6"),
        ("day_of_send_hours", "10 beside 12"),
        ("maisey_children_care_or_protection", "8 beside 7"),
        ("ehc_plans_stated", "1,957 beside 1,918"),
        ("joint_commissioning_gbp_millions", "£40m beside £42m"),
        ("maisey_children_supported", "143 beside 114"),
        ("mhst_children_supported", "20,000 beside 16,000"),
        ("agency_placed_with_own_adopters_restated", "76 beside 64"),
        ("children_missing_police", "154 beside 164"),
    } <= said(real, DIFFERS)


def test_what_holds_is_never_called_a_difference(real):
    apart = [item.stated for item in real if item.is_difference and item.rule not in ("period", "across a break")]
    holding = {
        "agency_complaints",
        "agency_budget",
        "schools",
        "springboard_children",
        "placement_order_to_match_gap_days",
    }
    holding |= {
        "agency_early_permanence_pct",
        "conferences_attended_by_police_pct",
        "agency_adopters_over_6_months_pct",
    }
    assert not holding & {figure.measure.id for figure in apart}
    changes = [figure for figure in apart if figure.measure.report == "police" and figure.measure.change_of]
    assert changes == []


def test_totals_of_a_broken_series_are_one_finding(real):
    plans = [item for item in real if item.stated.measure.id == "ehc_plans" and item.verdict == DISAGREES]
    assert [item.rule for item in plans] == ["broken series"]


@pytest.fixture
def planted(project, tmp_path):
    """A project in which Kent states figures of its own, with two faults among them."""
    for name in ("parameters", "notebooks"):
        (tmp_path / name).symlink_to(getattr(project, name))
    (tmp_path / "data").mkdir()
    for path in project.data.iterdir():
        if path.name != "figures":
            (tmp_path / "data" / path.name).symlink_to(path)
    folder = tmp_path / "data" / "figures" / "kent"
    folder.mkdir(parents=True)
    header = [
        "measure",
        "area",
        "period",
        "breakdown",
        "value",
        "status",
        "qualifier",
        "source",
        "release",
        "figure_id",
    ]
    rows = [
        ("complaints", "", 90),
        ("complaints_by_outcome", "outcome=upheld", 30),
        ("complaints_by_outcome", "outcome=not_upheld", 61),
    ]
    with (folder / "complaints.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for measure, part, value in rows:
            writer.writerow([measure, "E10000016", "2022-23", part, value, "", "", "council_figures", "2022-23", ""])
        writer.writerow(["referrals", "E10000016", "2022-23", "", 12345, "", "", "council_figures", "2022-23", ""])
    return Project(tmp_path)


def test_faults_planted_in_another_councils_figures_are_found_and_no_more(planted):
    found = [item for item in findings(planted, "kent") if item.is_difference]
    assert sorted((item.rule, item.stated.measure.id) for item in found) == [
        ("parts and total", "complaints"),
        ("two sources", "referrals"),
    ]
