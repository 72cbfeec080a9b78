"""The panel's monitor, by hand-checkable numbers."""

import pytest

from pages import rows, words
from panelpack.monitor import monitor, monitored
from panelpack.scope import Scope

AREA = "E06000024"
DOCUMENT = {"source": "nsc_send_self_evaluation", "release": "2022-23"}


@pytest.fixture
def scope_of(project, published_of):
    """North Somerset in 2022-23, of figures given as for `published_of`."""

    def build(*given):
        council, year = project.council("north-somerset"), project.year("2022-23")
        return Scope(project, published_of(*given), "north-somerset", council, "2022-23", year)

    return build


def neighbours(context, measure, period, values):
    codes = context.areas.neighbours(AREA, "2021")
    return [(measure, period, value, {"area": code}) for code, value in zip(codes, values, strict=False)]


def test_a_measure_with_a_comparator_has_its_row(scope_of, context):
    near = neighbours(context, "assessments_45d_pct", "2022-23", [70.0, 80.0])
    scope = scope_of(("assessments_45d_pct", "2021-22", 75.0), ("assessments_45d_pct", "2022-23", 80.0), *near)
    table = rows(monitor(scope, "safeguarding", "Monitor"), "Monitor")
    row = table["Assessments completed within 45 working days"]
    assert row == ["80.0%", "▲ better than a year ago", "75.0% (better)", "", "not tested", "2022-23"]


def test_a_count_without_target_or_comparator_has_none(scope_of):
    assert monitored(scope_of(("referrals", "2022-23", 1027)), "safeguarding") == []


def test_a_health_service_stands_against_its_standard(scope_of):
    def of(measure, period, value):
        return measure, period, value, DOCUMENT | {"breakdown": "service=physiotherapy"}

    scope = scope_of(
        of("health_kpi_standard_pct", "undated", 92),
        of("health_kpi_latest_pct", "2023-05-01 to 2023-05-31", 98.1),
    )
    table = rows(monitor(scope, "send", "Monitor"), "Monitor")
    row = table["Children seen in time by a health service, latest: Physiotherapy"]
    assert (row[0], row[1], row[-1]) == ("98.1%", "● met (standard 92%)", "May 2023")


def test_without_any_target_there_is_no_column_of_them_and_the_page_says_so(scope_of, context):
    near = neighbours(context, "assessments_45d_pct", "2022-23", [70.0])
    page = monitor(scope_of(("assessments_45d_pct", "2022-23", 80.0), *near), "safeguarding", "Monitor")
    assert "Against target" not in rows(page, "Monitor")["Measure"]
    assert "No target is set for any of these measures." in words(page)
