"""Series and periods: breaks, growth across them, and windows that differ."""

from panelpack.catalogue.identities import ChangeOf, PartsOf
from panelpack.reconciliation.findings import DIFFERS, DISAGREES
from panelpack.reconciliation.series_breaks import (
    across_a_break,
    broken,
    longer_than_a_year,
    undated_windows,
    windows_apart,
)

SEND = {"source": "nsc_send_self_evaluation", "release": "2022-23"}
REPORT = {"source": "nsscp_annual_report", "release": "2022-23"}
PARTS = PartsOf("ehc_plans_by_need", "primary_need", "ehc_plans")
GROWTH = ChangeOf("ehc_plans_by_need_growth_pct", "ehc_plans_by_need")


def year(label, total, *parts):
    yield "ehc_plans", f"January {label}", total, SEND
    for need, value in zip(("SEMH", "ASD"), parts, strict=True):
        yield "ehc_plans_by_need", f"January {label}", value, SEND | {"breakdown": f"primary_need={need}"}


def growth(need, pct, window="2018-01-01 to 2023-01-31"):
    return "ehc_plans_by_need_growth_pct", window, pct, SEND | {"breakdown": f"primary_need={need}"}


def test_parts_that_add_in_one_year_and_not_in_two_others_are_one_broken_series(published_of):
    published = published_of(*year(2018, 100, 40, 45), *year(2022, 200, 90, 80), *year(2023, 250, 150, 100))
    (item,) = broken(published, [PARTS])
    assert (item.stated.period.label, item.verdict, item.says) == ("January 2022", DISAGREES, "200 beside 170")
    assert [total.period.label for total in item.against] == ["January 2018", "January 2022"]


def test_one_year_out_of_step_is_a_slip_and_no_broken_series(published_of):
    published = published_of(*year(2022, 200, 90, 80), *year(2023, 250, 150, 100))
    assert list(broken(published, [PARTS])) == []


def test_years_out_of_step_on_both_sides_of_one_that_adds_are_slips_each(published_of):
    published = published_of(*year(2018, 100, 40, 45), *year(2022, 200, 120, 80), *year(2023, 250, 150, 90))
    assert list(broken(published, [PARTS])) == []


def test_growth_across_the_break_is_named_and_growth_within_it_is_not(published_of):
    rows = [*year(2018, 100, 40, 45), *year(2022, 200, 90, 80), *year(2023, 250, 150, 100)]
    across = published_of(*rows, growth("SEMH", 275), growth("ASD", 122))
    (item,) = across_a_break(across, [PARTS, GROWTH])
    assert item.verdict == DISAGREES and len(item.against) == 1
    within = published_of(*rows, growth("SEMH", 125, "2018-01-01 to 2022-01-31"))
    assert list(across_a_break(within, [PARTS, GROWTH])) == []


def test_windows_without_dates_are_one_finding_a_topic(published_of):
    def of(measure, part="window=current"):
        return measure, "undated", 100, REPORT | {"breakdown": part}

    published = published_of(of("child_victims"), of("child_suspects"), of("child_victims", "window=previous"))
    (item,) = undated_windows(published)
    assert item.verdict == DIFFERS and len(item.against) == 1
    dated = published_of(("child_victims", "2022-04-01 to 2023-03-31", 100, REPORT))
    assert list(undated_windows(dated)) == []


def test_parts_of_different_months_side_by_side_are_named(published_of):
    def of(service, period):
        return "health_kpi_latest_pct", period, 50, SEND | {"breakdown": f"service={service}"}

    may, march = "2023-05-01 to 2023-05-31", "2023-03-01 to 2023-03-31"
    (item,) = windows_apart(published_of(of("paediatrics", may), of("physiotherapy", march)))
    assert item.says == "May 2023 beside March 2023"
    assert list(windows_apart(published_of(of("paediatrics", may), of("physiotherapy", may)))) == []


def test_fifteen_months_in_a_report_of_a_year_are_named_and_growth_over_years_is_not(published_of):
    rows = [("rapid_reviews", "2022-01-01 to 2023-03-31", 1, REPORT), *year(2018, 100, 55, 45), growth("SEMH", 10)]
    (item,) = longer_than_a_year(published_of(*rows))
    assert item.stated.measure.id == "rapid_reviews"
    assert list(longer_than_a_year(published_of(("rapid_reviews", "2022-07-01 to 2023-03-31", 1, REPORT)))) == []
