"""A page of hard cases: what a table or chart may meet in some council or some year."""

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from pages import numbers, showing, words
from panelpack.catalogue.reporting_years import in_reporting_year
from panelpack.comparisons.council_year import CouncilYear
from panelpack.packs.exporter import PanelpackExporter
from panelpack.page import charts, descriptions, tables
from panelpack.page.chart_marks import Bar, Line
from panelpack.page.pieces import Opening, Sentence
from panelpack.page.tables import Column
from panelpack.page.words import number, text
from panelpack.sections import closing
from panelpack.sections.changes import says, what_changed
from panelpack.sections.comparison import compare
from panelpack.sections.definitions import definitions
from panelpack.sections.opening import title
from panelpack.sections.stated import stated
from panelpack.sections.summary import summary
from panelpack.sections.tiles import tiles
from panelpack.sections.trends import trend

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
    description = descriptions.trend_description(title, NAME, own, [], has_band=False)
    rows = [[period.label, number(figure)] for period, figure in zip(PERIODS, own, strict=False)]
    data = tables.table(published, title, [Column.of("Year"), Column.of("Value", True)], rows)
    periods = PERIODS[: len(values)]
    return charts.trend_chart(published, title, "", description, periods, lines, [(None, None)] * len(own), data)


def wide_table(published_of):
    published = published_of(*rows_of("prog8_ehcp", range(10)))
    figures = list(published.figures.values())
    columns = [
        Column.of("Category"),
        *[Column.of(f"Column {place} with a longer heading", True) for place in range(14)],
    ]
    rows = [
        [
            f"A category with quite a long name, the {place}th",
            *[number(figures[(place + step) % 10]) for step in range(14)],
        ]
        for place in range(12)
    ]
    return tables.table(published, "Twelve categories by fourteen columns", columns, rows)


def long_bars(published_of, context):
    """Twelve areas with long names, among them nought and one far above the rest."""
    codes = [code for code, area in context.areas.by_code.items() if area.kind == "council"][:12]
    names = [f"{NAME[: 18 + place]} {place}" for place in range(12)]
    values = [0, 0.4, 3, 7, 8, 9, 9.5, 10, 11, 12, 40, 400]
    rows = [("cpp_rate", "31 March 2023", value, {"area": code}) for code, value in zip(codes, values, strict=True)]
    by_area = {figure.area: figure for figure in published_of(*rows).figures.values()}
    bars = [Bar(name, by_area[code], place == 4) for place, (name, code) in enumerate(zip(names, codes, strict=True))]
    published = published_of(*rows)
    body = [[bar.name, number(bar.figure)] for bar in bars]
    data = tables.table(published, "Twelve long names", [Column.of("Area"), Column.of("Rate", True)], body)
    description = descriptions.comparison_description(
        "Rates", NAME, "8.0", [(bar.name, bar.figure) for bar in bars], None
    )
    return charts.bar_chart(published, "Twelve long names", "", description, bars, data)


def grouped_table(published_of):
    published = published_of(*rows_of("prog8_ehcp", range(4)))
    shown = [number(figure) for figure in published.figures.values()]
    columns = [Column.of("Need"), *[Column.of(year, True, sex) for sex in ("Girls", "Boys") for year in YEARS[:2]]]
    return tables.table(published, "A header over two columns", columns, [["SEMH", *shown]])


@pytest.fixture(scope="module")
def hard_page(published_of, context, tmp_path_factory):
    """The page, made by the exporter like any other."""
    pieces = [Opening((Sentence(text(NAME)),), title="Hard cases"), "## Charts"]
    pieces += [chart(published_of, title, values) for title, values in SERIES.items()]
    pieces += [long_bars(published_of, context)]
    pieces += ["## Tables", wide_table(published_of), grouped_table(published_of)]
    return exported(pieces, tmp_path_factory.mktemp("hard") / "hard.html")


def exported(pieces, path):
    cells = [new_markdown_cell(piece) if isinstance(piece, str) else showing(piece) for piece in pieces]
    html, _ = PanelpackExporter(council=NAME).from_notebook_node(new_notebook(cells=cells))
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def empty_page(published_of, project, tmp_path_factory):
    """What each call of a notebook shows where nothing at all was supplied for the year."""
    council, dates = project.council("north-somerset"), project.year("2022-23")
    long_ago = published_of(("referrals", "2012-13", 900))
    view = CouncilYear(project, long_ago, "north-somerset", council, "2022-23", dates)
    pieces = [
        title(view, "safeguarding", ["training"]),
        "## Figures",
        summary(view, ["referrals"]),
        tiles(view, ["referrals", "cpp_open"]),
        what_changed(view, ["referrals"]),
        trend(view, "cpp_rate", ("neighbours", "region", "england")),
        compare(view, "cpp_rate"),
        says(view, ["referrals"]),
        stated(view, "training"),
        "## About the figures",
        closing.differences(view, ["referrals"]),
        closing.quality(view, ["referrals"]),
        definitions(view, ["referrals", "cpp_open", "cpp_rate"]),
        closing.sources(view, ["referrals"]),
    ]
    return exported(pieces, tmp_path_factory.mktemp("empty") / "empty.html")


def test_no_hard_case_breaks_an_accessibility_rule(violations, hard_page, empty_page, state):
    assert violations(hard_page, state) == []
    assert violations(empty_page, state) == []


def test_a_year_with_nothing_supplied_says_so_everywhere_and_shows_no_number(empty_page):
    page = empty_page.read_text(encoding="utf-8")
    assert numbers(page) == []
    assert words(page).count("no figure") >= 2
    assert "Multi-agency training: not supplied for 2022-23." in words(page)


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
    assert len(names) == len(SERIES) + 1
    assert "5 of 10 years have no figure and leave a gap." in names[0]
    assert "no figures to draw" in names[4]
    page.close()


def test_the_pages_of_hard_cases_are_valid_html(invalid, hard_page, empty_page):
    assert invalid([hard_page, empty_page]) == []
