"""Charts of an analyst's own choice, with figures that can be checked by hand."""

import pytest

from pages import html, needs_no_mending, rows
from panelpack.page.chart_marks import Axis
from panelpack.page.charts import BarChart, ScatterChart, SmallMultiples, TrendChart
from panelpack.project.errors import InputError
from panelpack.sections.chosen import bars, scatter, small_multiples
from panelpack.sections.trends import trend

KENT, ESSEX, DEVON, ENGLAND = "E10000016", "E10000012", "E10000008", "E92000001"
NAME, OTHER = "rereferrals_pct", "cpp_repeat_pct"
BESIDE = {KENT: (21.0, 22.0), ESSEX: (25.0, 13.0), ENGLAND: (22.0, 23.0)}


@pytest.fixture(scope="module")
def view(view_with):
    rows_ = [(NAME, "2021-22", 13.0), (NAME, "2022-23", 15.0), (OTHER, "2022-23", 36.0), ("referrals", "2022-23", 900)]
    for area, (before, now) in BESIDE.items():
        rows_ += [(NAME, "2021-22", before, {"area": area}), (NAME, "2022-23", now, {"area": area})]
    rows_ += [(OTHER, "2022-23", 24.0, {"area": KENT}), (OTHER, "2022-23", 26.0, {"area": ESSEX})]
    rows_ += [(OTHER, "2022-23", 40.0, {"area": DEVON}), (NAME, "2022-23", None, {"area": DEVON, "status": "x"})]
    rows_ += [("referrals", "2022-23", 9000, {"area": KENT})]
    return view_with(*rows_)


def test_a_trend_stands_beside_areas_by_name_code_or_role_each_in_a_look_of_its_own(view):
    chart = trend(view, NAME, ["Kent", ESSEX, "england"])
    assert isinstance(chart, TrendChart)
    assert [(line.label, line.role) for line in chart.lines] == [
        ("North Somerset", "council"),
        ("England", "england"),
        ("Kent", "chosen"),
        ("Essex", "chosen"),
    ]
    looks = [line.look or line.role for line in chart.lines]
    assert len(set(looks)) == len(looks)
    assert rows(chart, "Re-referrals")["2022-23"][:4] == ["15.0%", "23.0%", "22.0%", "13.0%"]


def test_one_area_may_be_given_as_a_text_and_the_council_is_not_set_beside_itself(view):
    assert [line.label for line in trend(view, NAME, "kent").lines] == ["North Somerset", "Kent"]
    assert [line.label for line in trend(view, NAME, ["North Somerset", "Kent"]).lines] == ["North Somerset", "Kent"]


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda view: trend(view, NAME, ["Knet"]), r"no area 'Knet' \(did you mean Kent\?"),
        (lambda view: trend(view, "referrals", ["Kent"]), "referrals is a count.*take referral_rate"),
        (lambda view: bars(view, "referrals", "Kent", ""), "referrals is a count"),
        (lambda view: scatter(view, NAME, "referrals", "all"), "referrals is a count"),
        (lambda view: trend(view, NAME, ["Kent", "Essex", "Devon", "Dorset", "england"]), "small_multiples"),
        (lambda view: small_multiples(view, [NAME, OTHER], ["Kent", "Essex"]), "several measures of several areas"),
        (lambda view: bars(view, NAME, "all", ""), "bars cannot be read.*scatter"),
        (lambda view: bars(view, NAME, "Kent", "primary_ned"), "is not broken down by 'primary_ned'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_could_be(view, draw, said):
    with pytest.raises(InputError, match=said):
        draw(view)


def test_one_figure_alone_is_a_sentence_or_bars_and_no_line(view, view_with):
    assert trend(view, "referrals").plain.endswith(
        "900, 2022-23. It is the only figure, so that there is no chart over time."
    )
    beside = view_with((NAME, "2022-23", 15.0), (NAME, "2022-23", 22.0, {"area": ENGLAND}))
    chart = trend(beside, NAME)
    assert isinstance(chart, BarChart) and [bar.name for bar in chart.bars] == ["North Somerset", "England"]
    assert chart.finding.plain == "Re-referrals: 15.0%, the only figure, below England"
    assert chart.description.startswith("Bar chart of 2 bars. Re-referrals: 15.0%, the only figure, below England.")


def test_a_count_alone_has_no_line_beside_it_unless_one_is_asked_for(view_with):
    rows_ = [
        ("referrals", "2021-22", 900),
        ("referrals", "2022-23", 950),
        ("referrals", "2022-23", 9, {"area": ENGLAND}),
    ]
    assert [line.role for line in trend(view_with(*rows_), "referrals").lines] == ["council"]


def test_a_chosen_area_without_figures_is_named_beneath_the_chart(view):
    chart = trend(view, NAME, ["Kent", "Bristol, City of"])
    assert [line.label for line in chart.lines] == ["North Somerset", "Kent"]
    assert "No figures: Bristol, City of." in chart.note.plain


def test_a_scatter_is_drawn_also_where_the_council_s_own_figure_is_hidden(view_with):
    rows_ = [(NAME, "2022-23", None, {"status": "c"}), (OTHER, "2022-23", 36.0)]
    rows_ += [(name, "2022-23", value, {"area": KENT}) for name, value in ((NAME, 22.0), (OTHER, 24.0))]
    chart = scatter(view_with(*rows_), NAME, OTHER, ["Kent"])
    assert [point.name for point in chart.points] == ["Kent"]
    assert html(chart).count("<svg ") == 1 and rows(chart, "Plans that")["North Somerset"] == ["c", "36.0%"]


def test_bars_are_sorted_with_england_as_a_line_and_what_is_missing_beneath(view):
    chart = bars(view, NAME, ["Kent", "Essex", "Devon", "england"], "")
    assert isinstance(chart, BarChart)
    assert [(bar.name, bar.is_own) for bar in chart.bars] == [
        ("Essex", False),
        ("North Somerset", True),
        ("Kent", False),
    ]
    assert chart.mark[0] == "England"
    table = rows(chart, "Re-referrals")
    assert list(table) == ["Which", "Essex", "North Somerset", "Kent", "Devon", "England"]
    assert table["Devon"] == ["x"]


def test_a_scatter_has_the_council_first_and_a_row_for_who_is_not_drawn(view):
    chart = scatter(view, NAME, OTHER, ["Kent", "Essex", "Devon"])
    assert isinstance(chart, ScatterChart)
    assert [(point.name, point.is_own, point.is_named) for point in chart.points] == [
        ("North Somerset", True, False),
        ("Kent", False, True),
        ("Essex", False, True),
    ]
    assert chart.axes[0] == Axis("Re-referrals as a percentage of referrals, 2022-23")
    table = rows(chart, "Plans that were")
    assert table["North Somerset"] == ["15.0%", "36.0%"] and table["Devon"] == ["x", "40.0%"]
    assert chart.description.startswith("Scatter chart of 3 areas.")


def test_small_charts_of_one_measure_share_a_scale_and_have_england_behind(view):
    chart = small_multiples(view, [NAME], ["council", "Kent", "Devon"])
    assert isinstance(chart, SmallMultiples) and chart.same_scale
    assert [panel.label for panel in chart.panels] == ["North Somerset", "Kent", "Devon"]
    assert all([figure.text for figure in panel.behind] == ["22.0%", "23.0%"] for panel in chart.panels)
    assert rows(chart, "Re-referrals")["2022-23"] == ["15.0%", "22.0%", "x", "23.0%"]
    assert chart.hidden == (("Devon", "2022-23", "x"),)
    assert "Devon: no figures to draw." in chart.description


def test_small_charts_of_several_measures_stand_by_reporting_year_each_to_its_scale(view):
    chart = small_multiples(view, [NAME, OTHER], "council")
    assert not chart.same_scale and chart.periods == ("2021-22", "2022-23")
    assert rows(chart, "Measures side by side")["2021-22"] == ["13.0%", "22.0%", "no figure"]
    assert [bool(panel.behind) for panel in chart.panels] == [True, False]
    assert "Dashed line: England." in chart.note


def test_each_is_drawn_as_html_that_needs_no_mending(view):
    for chart in (
        trend(view, NAME, ["Kent"]),
        bars(view, NAME, ["Kent"], ""),
        scatter(view, NAME, OTHER, ["Kent", "Essex"]),
        small_multiples(view, [NAME], ["council", "Kent", "Devon"]),
    ):
        panels = len(chart.panels) if isinstance(chart, SmallMultiples) else 1
        assert html(chart).count('<svg class="drawing" role="img"') == panels
        assert needs_no_mending(chart)
