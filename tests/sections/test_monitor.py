"""The panel's monitor, by hand-checkable numbers."""

from pages import rows, words
from panelpack.sections.monitor import monitor, monitored

AREA = "E06000024"
DOCUMENT = {"source": "nsc_send_self_evaluation", "release": "2022-23"}


def test_a_measure_with_a_comparator_has_its_row(view_with, of_neighbours):
    near = of_neighbours("assessments_45d_pct", "2022-23", [70.0, 80.0])
    view = view_with(("assessments_45d_pct", "2021-22", 75.0), ("assessments_45d_pct", "2022-23", 80.0), *near)
    table = rows(monitor(view, "safeguarding"), "Safeguarding")
    row = table["Assessments completed within 45 working days"]
    assert row == ["80.0%", "▲ better than a year ago", "75.0% (better)", "", "not tested"]


def test_the_department_s_place_is_printed_among_england_s_councils(view_with, of_england_range):
    view = view_with(*of_england_range("rereferrals_pct", 36.0, (20.0, 26.0), 24.0, place=147))
    row = rows(monitor(view, "safeguarding"), "Safeguarding")["Re-referrals as a percentage of referrals"]
    assert "▼ worst quarter, 147 of 150" in row


def test_a_count_without_target_or_comparator_has_none(view_with):
    assert monitored(view_with(("referrals", "2022-23", 1027)), "safeguarding") == []


def test_a_health_service_stands_against_its_standard(view_with):
    def of(measure, period, value):
        return measure, period, value, DOCUMENT | {"breakdown": "service=physiotherapy"}

    view = view_with(
        of("health_kpi_standard_pct", "undated", 92),
        of("health_kpi_latest_pct", "2023-05-01 to 2023-05-31", 98.1),
    )
    table = rows(monitor(view, "send_self_evaluation"), "Special")
    row = table["Children seen in time by a health service, latest: Physiotherapy (May 2023)"]
    assert (row[0], row[1]) == ("98.1%", "● met (standard 92%)")


def test_without_any_target_there_is_no_column_of_them_and_the_page_says_so(view_with, of_neighbours):
    near = of_neighbours("assessments_45d_pct", "2022-23", [70.0])
    page = monitor(view_with(("assessments_45d_pct", "2022-23", 80.0), *near), "safeguarding")
    assert "Against target" not in rows(page, "Safeguarding")["Measure"]
    assert "No target is set for any of these measures." in words(page)
