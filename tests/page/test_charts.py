import re

import pandas as pd
import pytest

from pages import html as html_of
from pages import needs_no_mending, parsed
from panelpack.catalogue.reporting_years import in_reporting_year
from panelpack.gate.shapes import outlines_of, place_of
from panelpack.page import charts, tables
from panelpack.page.chart_marks import Axis, Bar, Line
from panelpack.page.sketch import WIDTH
from panelpack.page.tables import Column

YEARS = ["2018-19", "2019-20", "2020-21", "2021-22", "2022-23"]
PERIODS = [in_reporting_year(year, "year") for year in YEARS]
KENT = "E10000016"
DAYS = ("31 March 2022", "31 March 2023")


def data_of(published):
    return tables.table(published, "The data", [Column.of("Year"), Column.of("Value")], [["one", "two"]])


@pytest.fixture(scope="module")
def drawn(published_of):
    """A trend of a measure whose values may be negative; None is a missing year, a text a status."""

    def draw(*values, title: str = "Visits", measure: str = "prog8_ehcp", band: bool = False) -> str:
        years = [f"{year - 1}/{year - 2000}" for year in range(2019, 2019 + len(values))]
        rows = [
            (measure, year, None, {"status": value}) if isinstance(value, str) else (measure, year, value)
            for year, value in zip(years, values, strict=True)
            if value is not None
        ]
        published = published_of(*rows)
        by_year = {figure.period.label: figure for figure in published.figures.values()}
        figures = tuple(by_year.get(year) for year in years)
        periods = [in_reporting_year(f"{int(year[:4]) + 1}-{int(year[:4]) - 1998}", "academic") for year in years]
        pair = (figures[0], figures[0]) if band else (None, None)
        lines = [Line("council", "Our council", figures)]
        chart = charts.trend_chart(
            published, title, "", "What it shows", periods, lines, [pair] * len(values), data_of(published)
        )
        return html_of(chart)

    return draw


@pytest.fixture(scope="module")
def compared(published_of, figure_in):
    """A comparison of our council with Kent, and with England's value where it is given."""

    def draw(ours, kent, england=None, measure: str = "cpp_rate", label: str = "31 March 2023") -> str:
        rows = [(measure, label, ours), (measure, label, kent, {"area": KENT})]
        if england is not None:
            rows.append((measure, label, england, {"area": "E92000001"}))
        published = published_of(*rows)
        bars = [
            Bar("Kent", figure_in(published, measure, label, KENT), False),
            Bar("Our council", figure_in(published, measure, label), True),
        ]
        mark = ("England", figure_in(published, measure, label, "E92000001")) if england is not None else None
        return html_of(charts.bar_chart(published, "Plans", "", "What it shows", bars, data_of(published), mark))

    return draw


def texts(html: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", html)


def council_line(html: str) -> list[list[tuple[float, float]]]:
    """The places that the council's line goes through, a list each run."""
    return outlines_of(parsed(html).css_first("path.council:not(.gap)"))


def dots(html: str) -> list[tuple[float, float]]:
    """Where the council's dots stand."""
    return [place_of(dot, "cx", "cy") for dot in parsed(html).css("circle.council")]


def test_a_chart_is_an_image_with_its_description_in_words(drawn, compared):
    for html in (drawn(1, 2, 3), compared(30, 40)):
        assert html.count("<svg ") == 1
        assert '<svg class="drawing" role="img" aria-label="What it shows" ' in html


def test_a_chart_has_its_title_and_the_same_figures_as_a_table_to_unfold(drawn):
    html = drawn(1, 2, 3, title="Visits & more")
    assert "<figcaption>Visits &amp; more</figcaption>" in html
    assert re.search("<details><summary>.*</summary><div class=.table.*The data.*</div></details>", html)


def test_a_chart_is_html_that_needs_no_mending(drawn, compared):
    for html in (drawn(1, None, 3, band=True), compared(30, 40, 35)):
        assert needs_no_mending(html)


def test_charts_have_no_ids_of_which_two_on_one_page_could_be_alike(drawn, compared):
    page = drawn(1, 2, 3, band=True) + drawn(1, None, 3, title="Others") + compared(30, 40, 35)
    assert not re.search(r'\sid="|url\(|href="', re.sub(r"<details>.*?</details>", "", page))


def test_a_chart_takes_few_bytes_and_no_style_of_its_own(drawn, compared):
    for html, most in ((drawn(*range(10)), 1100), (compared(30, 40, 35), 700)):
        drawing = re.search(r"<svg.*</svg>", html)[0]
        assert len(drawing) < most and "style=" not in drawing


def test_the_same_figures_give_the_same_bytes(drawn, compared):
    assert drawn(1, None, 3, band=True) == drawn(1, None, 3, band=True)
    assert compared(30, 40, 35) == compared(30, 40, 35)


def test_a_chart_loads_nothing_from_outside(drawn, compared):
    for html in (drawn(1, 2, 3, band=True), compared(30, 40, 35)):
        rest = html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
        assert "//" not in rest
        assert not re.search(r"url\((?!#)|href=\"(?!#)|<script|<image|@import|<style", rest)


def test_a_line_goes_from_point_to_point(drawn):
    assert [len(run) for run in council_line(drawn(1, 2, 3))] == [3]


@pytest.mark.parametrize("gap", [None, "c", "x"])
def test_a_year_without_a_value_leaves_a_gap_that_is_dotted(drawn, gap):
    html = drawn(1, 2, gap, 3, 4)
    before, after = council_line(html)
    assert (len(before), len(after)) == (2, 2)
    assert outlines_of(parsed(html).css_first("path.gap.council")) == [[before[-1], after[0]]]


@pytest.mark.parametrize("gap", [None, "c", "x"])
def test_a_year_without_a_value_keeps_its_place_and_has_no_point(drawn, gap):
    whole, broken = (
        [x for run in council_line(drawn(*values)) for x, _ in run] for values in [(1, 2, 3, 3, 4), (1, 2, gap, 3, 4)]
    )
    assert broken == whole[:2] + whole[3:]


def test_a_series_that_changed_is_broken_and_nothing_leads_across(context_with, published_of):
    broken = {"breaks": [{"from": "2021-04-01", "why": "Counted otherwise."}]}
    rows = [("visits", year, value) for year, value in zip(YEARS, (10, 12, 11, 30, 31), strict=True)]
    published = published_of(*rows, context=context_with(visits=broken))
    own = tuple(sorted(published.figures.values(), key=lambda figure: figure.period.label))
    lines = [Line("council", "Our council", own)]
    chart = charts.trend_chart(published, "V", "", "D", PERIODS, lines, [(None, None)] * 5, data_of(published))
    assert [len(run) for run in council_line(html_of(chart))] == [3, 2]
    assert not parsed(html_of(chart)).css("path.gap")


def test_a_value_between_two_gaps_is_a_point_of_the_council_alone(drawn):
    assert len(dots(drawn(1, None, 2, None, 3))) == 3


def test_the_axis_names_its_unit_and_every_year_that_has_room_the_first_and_last_in_full(drawn):
    html = drawn(1, 2, None, 3, 4)
    assert [words for words in texts(html) if "/" in words or "’" in words] == [
        "2018/19",
        "’20",
        "’21",
        "’22",
        "2022/23",
    ]
    assert "score" in texts(html)


def test_one_point_alone_is_drawn_and_named(drawn):
    html = drawn(3)
    assert " ".join(texts(html)).endswith("Our council 3.00 2018/19")
    assert len(dots(html)) == 1


def test_a_line_of_zeros_is_drawn_on_the_axis(drawn):
    html = drawn(0, 0, 0)
    assert len({y for run in council_line(html) for _, y in run}) == 1
    assert "nan" not in html


def test_an_axis_of_positive_values_starts_at_0(drawn):
    assert any(words in ("0", "0.0", "0.00") for words in texts(drawn(50, 60, 55)))


def test_negative_values_are_drawn_below_0(drawn):
    html = drawn(-1, -2, 1)
    ((_, first), (_, second), (_, third)) = council_line(html)[0]
    assert second > first > third
    assert any(words.startswith("\u2212") for words in texts(html))


def test_without_any_value_a_trend_has_axes_and_no_line(drawn):
    html = drawn("x", "x")
    assert "Our council" not in texts(html)
    assert 'role="img"' in html


def test_a_comparison_names_every_area_with_its_figure(compared):
    assert sorted(texts(compared(30, 40, 35))) == ["30.0", "40.0", "England 35.0", "Kent", "Our council"]


@pytest.mark.parametrize(("ours", "kent"), [(0, 0), (-1, -2), (-1, 3)])
def test_a_comparison_of_zeros_or_negative_values_is_drawn(compared, ours, kent):
    html = compared(ours, kent, measure="prog8_ehcp", label="2021/22")
    assert {"Kent", "Our council"} <= set(texts(html))
    assert "nan" not in html


def test_the_council_is_picked_out_by_colour_and_weight(compared):
    html = compared(30, 40)
    assert re.findall(r'<path class="bar (council|other)"', html) == ["other", "council"]
    assert re.search(r'<text class="council"[^>]*>Our council', html)


def test_the_line_of_england_lies_before_the_bars(compared):
    kinds = re.findall(r'<path class="([^"]*)"', compared(30, 40, 35))
    assert kinds == ["bar other", "bar council", "halo", "mark england"]


def test_the_plot_takes_about_three_quarters_of_the_width(drawn):
    right = max(x for run in outlines_of(parsed(drawn(1, 2, 3)).css_first("path.grid")) for x, _ in run)
    assert 0.7 < right / WIDTH < 0.8


def test_the_end_of_each_line_is_named_with_its_value_and_a_leader_where_two_would_touch(published_of, figure_in):
    areas = {"council": ("E06000024", 40.0), "england": ("E92000001", 41.0), "region": ("E12000009", 80.0)}
    rows = [("cpp_rate", day, value, {"area": area}) for area, value in areas.values() for day in DAYS]
    published = published_of(*rows)
    lines = [
        Line(role, role.title(), tuple(figure_in(published, "cpp_rate", day, area) for day in DAYS))
        for role, (area, _) in areas.items()
    ]
    periods = [figure.period for figure in lines[0].figures]
    chart = charts.trend_chart(published, "P", "", "D", periods, lines, [(None, None)] * 2, data_of(published))
    tree = parsed(html_of(chart))
    said = {kind: " ".join(item.text() for item in tree.css(f"text.{kind}")) for kind in areas}
    assert said == {"council": "Council 40.0", "england": "England 41.0", "region": "Region 80.0"}
    assert len(outlines_of(tree.css_first("path.lead"))) == 2


def test_a_figure_with_two_decimals_keeps_them_in_a_chart(compared):
    html = compared(0.09, 0.12, measure="permanent_exclusion_pct", label="2021/22")
    assert {"0.09%", "0.12%"} <= set(texts(html))


def test_charts_take_what_may_be_shown_and_nothing_else():
    with pytest.raises(TypeError, match=r"charts\.trend_chart .* takes a Published, not DataFrame"):
        charts.trend_chart(pd.DataFrame(), "T", "", "D", PERIODS, [], [], None)
    with pytest.raises(TypeError, match=r"charts\.bar_chart .* takes a Published, not DataFrame"):
        charts.bar_chart(pd.DataFrame(), "T", "", "D", [], None)


def test_what_a_chart_says_is_data_that_needs_no_browser(published_of, figure_in):
    published = published_of(
        ("rereferrals_pct", "2020-21", 20.0),
        ("rereferrals_pct", "2021-22", None, {"status": "c"}),
        ("rereferrals_pct", "2022-23", 25.0),
    )
    years = ("2020-21", "2021-22", "2022-23")
    own = tuple(figure_in(published, "rereferrals_pct", year) for year in years)
    periods = [in_reporting_year(year, "year") for year in years]
    lines = [Line("council", "Our council", own)]
    data = tables.table(published, "D", [Column.of("Year"), Column.of("Value")], [["2022-23", "25.0%"]])
    chart = charts.trend_chart(
        published, "Re-referrals", "Our council", "Line chart.", periods, lines, [(None, None)] * 3, data, "A note."
    )
    assert chart.heading == "Re-referrals, Our council"
    assert chart.axes == (Axis("Period", years), Axis("Percent"))
    assert chart.hidden == (("Our council", "2021-22", "c"),)
    assert chart.lines[0].values[::2] == [20.0, 25.0]
    assert chart.plain.startswith("Re-referrals, Our council\nA note.\nLine chart.")
