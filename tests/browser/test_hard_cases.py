"""A page of hard cases: what a table or chart may meet in some council or some year."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from panelpack import charts, narrative, tables
from panelpack.build.render import PanelpackExporter
from panelpack.charts import Line
from panelpack.markup import number
from panelpack.periods import in_reporting_year
from panelpack.tables import Column

NAME = "Bournemouth, Christchurch and Poole and the Isles of Scilly"
YEARS = [f"{year}-{year % 100 + 1:02d}" for year in range(2013, 2023)]
PERIODS = [in_reporting_year(year, "academic") for year in YEARS]
SERIES = {
    "hidden and missing points": (30, "c", 28, None, 25, "c", "c", 31, None, 33),
    "one point only": (None, None, None, None, 12),
    "nought throughout": (0, 0, 0, 0),
    "negative values": (-1.2, -0.4, 0.3, -2.1),
    "nothing shown": ("c", "x", None, "u"),
}


def rows_of(measure, values):
    for period, value in zip(PERIODS, values, strict=False):
        if isinstance(value, str):
            yield measure, period.label, None, {"status": value}
        elif value is not None:
            yield measure, period.label, value


def chart(published_of, title, values, measure="prog8_ehcp"):
    published = published_of(*rows_of(measure, values))
    by_period = {figure.period: figure for figure in published.figures.values()}
    own = tuple(by_period.get(period) for period in PERIODS[: len(values)])
    lines = [Line("council", NAME, own)]
    description = narrative.trend_description(title, NAME, own, [], has_band=False)
    rows = [[period.label, number(figure)] for period, figure in zip(PERIODS, own, strict=False)]
    data = tables.table(published, title, [Column("Year"), Column("Value", True)], rows)
    periods = PERIODS[: len(values)]
    return charts.trend(published, title, description, periods, lines, [(None, None)] * len(own), data)


def wide_table(published_of):
    published = published_of(*rows_of("prog8_ehcp", range(10)))
    figures = list(published.figures.values())
    columns = [Column("Category"), *[Column(f"Column {place} with a longer heading", True) for place in range(14)]]
    rows = [
        [
            f"A category with quite a long name, the {place}th",
            *[number(figures[(place + step) % 10]) for step in range(14)],
        ]
        for place in range(12)
    ]
    return tables.table(published, "Twelve categories by fourteen columns", columns, rows)


@pytest.fixture(scope="module")
def hard_page(published_of, tmp_path_factory):
    """The page, made by the exporter like any other."""
    pieces = [f"<header><h1>Hard cases</h1><p>{NAME}</p></header><h2 id='charts'>Charts</h2>"]
    pieces += [chart(published_of, title, values) for title, values in SERIES.items()]
    pieces += ["<h2 id='tables'>Tables</h2>", wide_table(published_of)]
    cells = [
        new_code_cell("", outputs=[new_output("display_data", data={"text/html": str(piece)})]) for piece in pieces
    ]
    html, _ = PanelpackExporter(council=NAME).from_notebook_node(new_notebook(cells=cells))
    path = tmp_path_factory.mktemp("hard") / "hard.html"
    path.write_text(html, encoding="utf-8")
    return path


def test_no_hard_case_breaks_an_accessibility_rule(violations, hard_page, state):
    assert violations(hard_page, state) == []


def test_hard_cases_fit_a_phone_also_with_wide_text_spacing(browser, hard_page):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(hard_page.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }",
        spacing,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_a_wide_table_scrolls_in_a_region_of_its_own_that_the_keyboard_reaches(browser, hard_page):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(hard_page.as_uri())
    region = page.get_by_role("region", name="Twelve categories by fourteen columns")
    assert region.evaluate("item => item.scrollWidth > item.clientWidth && item.tabIndex === 0")
    page.close()


def test_descriptions_tell_what_a_chart_cannot_show(browser, hard_page):
    page = browser.new_page()
    page.goto(hard_page.as_uri())
    names = [image.get_attribute("aria-label") for image in page.get_by_role("img").all()]
    assert len(names) == len(SERIES)
    assert "5 of 10 years have no figure and leave a gap." in names[0]
    assert "no figures to draw" in names[4]
    page.close()
