"""What to ask about, each rule by hand-checkable numbers."""

from datetime import date

import pytest

from panelpack.comparisons.council_year import council_year
from panelpack.project.parameters import Target
from panelpack.sections.enquiries import not_there, of_pack, of_report

ENGLAND = "E92000001"


def target(measure, at_least):
    return Target(
        measure=measure, council="north-somerset", at_least=at_least, from_date=date(2022, 4, 1), reference="made up"
    )


def asked(view):
    return [item.rules for item in of_report(view, "safeguarding")]


def ranked(name, place, councils=150):
    """A place among England's councils, as the Department ranks them."""
    usual = {"source": "dfe_lait_distribution"}
    return [
        (name, "2022-23", place, {"breakdown": "statistic=national_rank", **usual}),
        (name, "2022-23", councils, {"breakdown": "statistic=councils", "area": ENGLAND, **usual}),
    ]


def test_a_missed_target_is_asked_about_and_one_that_is_met_is_not(view_with):
    given = ("assessments_45d_pct", "2022-23", 80.0)
    assert asked(view_with(given, targets=[target("assessments_45d_pct", 90)])) == [("worse than target",)]
    assert asked(view_with(given, targets=[target("assessments_45d_pct", 80)])) == []


def test_most_neighbours_better_is_asked_about_and_half_of_them_is_not(view_with, of_neighbours):
    own = ("assessments_45d_pct", "2022-23", 80.0)
    behind = of_neighbours("assessments_45d_pct", "2022-23", [90.0] * 6 + [70.0] * 2)
    assert asked(view_with(own, *behind)) == [("worse than neighbours",)]
    even = of_neighbours("assessments_45d_pct", "2022-23", [90.0] * 4 + [70.0] * 4)
    assert asked(view_with(own, *even)) == []


def test_too_few_neighbours_known_are_not_asked_about(view_with, of_neighbours):
    given = of_neighbours("assessments_45d_pct", "2022-23", [90.0] * 4)
    assert asked(view_with(("assessments_45d_pct", "2022-23", 80.0), *given)) == []


@pytest.mark.parametrize(("place", "rules"), [(135, ("nearly last in England",)), (134, None), (1, None)])
def test_the_last_tenth_of_england_is_asked_about(view_with, of_neighbours, place, rules):
    near = of_neighbours("rereferrals_pct", "2022-23", [50.0] * 6)
    view = view_with(("rereferrals_pct", "2022-23", 40.0), *ranked("rereferrals_pct", place), *near)
    assert asked(view) == ([rules] if rules else [])
    assert view.standing(view.own("rereferrals_pct")) == pytest.approx(place / 150)


def test_a_worsening_that_could_be_chance_is_not_asked_about_and_a_sure_one_is(view_with, of_neighbours):
    near = of_neighbours("rereferrals_pct", "2022-23", [30.0] * 6)

    def of(now, before):
        share = {"denominator": 1000}
        return view_with(
            ("rereferrals_pct", "2021-22", before, share), ("rereferrals_pct", "2022-23", now, share), *near
        )

    assert asked(of(20.0, 10.0)) == [("worsening beyond chance",)]
    assert asked(of(11.0, 10.0)) == []
    assert asked(of(10.0, 20.0)) == []


def test_what_the_council_gave_the_year_before_and_not_now_is_not_there(view_with):
    own = {"source": "nsscp_annual_report", "release": "2022-23"}
    assert [item.id for item in not_there(view_with(("contacts", "2021-22", 110, own)))] == ["contacts"]
    hidden = ("contacts", "2022-23", None, {"status": "c", **own})
    assert not_there(view_with(("contacts", "2021-22", 110, own), hidden)) == []


def test_what_the_department_does_not_give_is_nobody_s_question(view_with):
    assert not_there(view_with(("cpp_started", "2021-22", 110))) == []


def test_what_triggers_more_rules_comes_first_then_what_is_nearer_the_last_place(view_with, of_neighbours):
    names = ("assessments_45d_pct", "rereferrals_pct", "icpc_15d_pct")
    near = [row for name in names for row in of_neighbours(name, "2022-23", [90.0 if "d_" in name else 10.0] * 6)]
    given = [("rereferrals_pct", "2022-23", 40.0), ("assessments_45d_pct", "2022-23", 80.0)]
    view = view_with(
        *given,
        ("icpc_15d_pct", "2022-23", 10.0),
        *near,
        *ranked("rereferrals_pct", 120),
        targets=[target("assessments_45d_pct", 85)],
    )
    found = of_report(view, "safeguarding")
    assert [(item.measure.id, len(item.rules)) for item in found] == [
        ("assessments_45d_pct", 2),
        ("rereferrals_pct", 1),
        ("icpc_15d_pct", 1),
    ]


def test_the_front_page_asks_one_question_a_report_and_at_most_five(north_somerset, project):
    for year in ("2018-19", "2022-23", "2024-25"):
        view = council_year(project, north_somerset, "north-somerset", year)
        reports = [item.measure.report for item in of_pack(view)]
        assert 0 < len(reports) <= 5
        assert len(set(reports)) == len(reports)


def test_only_reports_that_are_there_are_asked_about(north_somerset, project):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    assert [item.measure.id for item in of_pack(view, ["workforce"])] == ["sw_turnover_pct"]
