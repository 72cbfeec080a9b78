"""From when a figure can have been known, and what came out after the panel met."""

from datetime import date

from panelpack.comparisons.knowledge import known_from, later_releases

MEETING = date(2023, 10, 19)


def test_a_figure_is_known_from_the_month_of_its_release_at_the_earliest(view_with):
    view = view_with(("referrals", "2022-23", 422))
    assert known_from(view.own("referrals")) == date(2025, 10, 1)


def test_a_figure_whose_release_has_no_day_is_not_known_before_its_period_ends(view_with):
    view = view_with(("sw_turnover_pct", "30 September 2022", 33.8, {"source": "dfe_social_work_workforce"}))
    assert known_from(view.own("sw_turnover_pct")) == date(2022, 9, 30)


def test_a_change_is_known_when_both_of_its_figures_are(view_with):
    view = view_with(("referrals", "2022-23", 422), ("referrals", "2021-22", 441, {"source": "nsscp_annual_report"}))
    made = view.own("referrals").derived("change", 19, (view.own("referrals"),))
    assert known_from(made) == date(2025, 10, 1)


def test_a_release_cannot_have_been_out_before_the_last_period_that_it_holds(view_with):
    workforce = {"source": "dfe_social_work_workforce"}
    view = view_with(
        ("sw_turnover_pct", "30 September 2022", 33.8, workforce),
        ("sw_turnover_pct", "30 September 2025", 13.3, workforce),
        ("referrals", "2022-23", 422),
        ("contacts", "2022-23", 300, {"source": "nsscp_annual_report"}),
    )
    own = [view.own(name) for name in ("sw_turnover_pct", "referrals", "contacts")]
    found = later_releases(view.published, own, MEETING)
    assert [(item.title[:17], item.from_date) for item in found] == [
        ("Children's social", date(2025, 9, 30)),
        ("Children in need,", date(2025, 10, 1)),
    ]
    assert later_releases(view.published, own, date(2026, 1, 1)) == []
