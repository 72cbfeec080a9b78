import re

import pandas as pd
import pytest

from pages import html as html_of
from pages import needs_no_mending
from panelpack.catalogue.reporting_years import in_reporting_year
from panelpack.page import charts, tables
from panelpack.page.charts import Axis, Bar, Line
from panelpack.page.tables import Column

YEARS = ["2018-19", "2019-20", "2020-21", "2021-22", "2022-23"]
PERIODS = [in_reporting_year(year, "year") for year in YEARS]
KENT = "E10000016"


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


def council_path(html: str) -> str:
    """The points of the council's line."""
    return re.search(r'<path d="([^"]*)" style="fill:none;[^"]*--chart-council', html)[1]


def test_a_chart_is_an_image_with_its_description_in_words(drawn, compared):
    for html in (drawn(1, 2, 3), compared(30, 40)):
        assert html.count("<svg ") == 1
        assert '<svg role="img" aria-label="What it shows" ' in html


def test_a_chart_has_its_title_and_the_same_figures_as_a_table_to_unfold(drawn):
    html = drawn(1, 2, 3, title="Visits & more")
    assert "<figcaption>Visits &amp; more</figcaption>" in html
    assert re.search("<details><summary>.*</summary><div class=.table.*The data.*</div></details>", html)


def test_a_chart_is_html_that_needs_no_mending(drawn, compared):
    for html in (drawn(1, None, 3, band=True), compared(30, 40, 35)):
        assert needs_no_mending(html)


def test_two_charts_on_one_page_share_no_id_and_every_reference_leads_somewhere(drawn, compared):
    page = drawn(1, 2, 3, band=True) + drawn(1, 2, 4, band=True) + drawn(1, 2, 3, title="Others") + compared(30, 40, 35)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:url\(#|href="#)([^)"]+)', page)) == set(ids)


def test_the_same_figures_give_the_same_bytes(drawn, compared):
    assert drawn(1, None, 3, band=True) == drawn(1, None, 3, band=True)
    assert compared(30, 40, 35) == compared(30, 40, 35)


def test_a_chart_loads_nothing_from_outside(drawn, compared):
    for html in (drawn(1, 2, 3, band=True), compared(30, 40, 35)):
        rest = html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
        assert "//" not in rest
        assert not re.search(r"url\((?!#)|href=\"(?!#)|<script|<image|@import|<style", rest)


def test_a_line_goes_from_point_to_point(drawn):
    assert re.sub("[^ML]", "", council_path(drawn(1, 2, 3))) == "MLL"


@pytest.mark.parametrize("gap", [None, "c", "x"])
def test_a_year_without_a_value_leaves_a_gap(drawn, gap):
    assert re.sub("[^ML]", "", council_path(drawn(1, 2, gap, 3, 4))) == "MLML"


@pytest.mark.parametrize("gap", [None, "c", "x"])
def test_a_year_without_a_value_keeps_its_place_and_has_no_point(drawn, gap):
    whole, broken = (
        re.findall(r"[ML]([\d.]+) ", council_path(drawn(*values))) for values in [(1, 2, 3, 3, 4), (1, 2, gap, 3, 4)]
    )
    assert broken == whole[:2] + whole[3:]


def test_a_value_between_two_gaps_is_a_point(drawn):
    assert len(re.findall(r"<use [^>]*--chart-council", drawn(1, None, 2, None, 3))) == 3


def test_the_axis_names_the_first_and_the_last_year(drawn):
    years = [words for words in texts(drawn(1, 2, None, 3, 4)) if "/" in words]
    assert (years[0], years[-1]) == ("2018/19", "2022/23")


def test_one_point_alone_is_drawn_and_named(drawn):
    html = drawn(3)
    assert "Our council" in texts(html)
    assert re.search(r"<use [^>]*--chart-council", html)


def test_a_line_of_zeros_is_drawn_on_the_axis(drawn):
    html = drawn(0, 0, 0)
    heights = set(re.findall(r"[ML][\d.]+ ([\d.]+)", council_path(html)))
    assert len(heights) == 1
    assert "nan" not in html


def test_an_axis_of_positive_values_starts_at_0(drawn):
    assert any(words in ("0", "0.0", "0.00") for words in texts(drawn(50, 60, 55)))


def test_negative_values_are_drawn_below_0(drawn):
    html = drawn(-1, -2, 1)
    first, second, third = (float(height) for height in re.findall(r"[ML][\d.]+ ([\d.]+)", council_path(html)))
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
    assert re.findall(r"--chart-(council|other)", html) == ["other", "council"]
    assert re.search(r"<text style=\"font-weight:700[^>]*>Our council", html)


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
