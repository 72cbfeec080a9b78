"""Drawings against their tables: what is drawn otherwise than its numbers is found."""

import re

import pytest

from pages import html
from panelpack.comparisons.council_year import council_year
from panelpack.gate.gate import Gate
from panelpack.sections.chosen import bars, scatter, small_multiples
from panelpack.sections.trends import trend

NAME = "rereferrals_pct"


@pytest.fixture(scope="module")
def gate(project, north_somerset):
    return Gate.of(project, "north-somerset", north_somerset, year="2022-23", reports=["safeguarding"])


@pytest.fixture(scope="module")
def charts(project, north_somerset):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    return {
        "trend": html(trend(view, NAME, ["Kent", "Essex", "england"])),
        "bars": html(bars(view, NAME, ["Kent", "neighbours", "england"], "")),
        "scatter": html(scatter(view, "cla_rate", "cpp_rate", ["all", "Kent"])),
        "small": html(small_multiples(view, [NAME], ["council", "Kent", "Devon"])),
        "several": html(small_multiples(view, [NAME, "cpp_rate", "cla_rate", "referrals"], "council")),
    }


@pytest.mark.parametrize("name", ["trend", "bars", "scatter", "small", "several"])
def test_a_chart_that_says_what_its_table_says_passes(gate, charts, name):
    assert list(gate.page(charts[name], "safeguarding")) == []


def moved(pattern, by):
    """The first number that a pattern finds, moved."""
    return lambda page: re.sub(pattern, lambda found: f"{found[1]}{float(found[2]) + by:.1f}", page, count=1)


def spoilt_line(page):
    """The council's line with a place that is no number."""
    return re.sub(r'd="M[\d.]+( [^"]*" style="fill:none;stroke:var\(--chart-council)', r'd="M1.2.3\1', page, count=1)


@pytest.mark.parametrize(
    ("name", "spoilt", "finding"),
    [
        ("scatter", moved(r'(<use [^>]*x=")([\d.]+)', 9), "a point does not stand where its numbers are"),
        ("scatter", moved(r'(<use [^>]* y=")([\d.]+)', 9), "a point does not stand where its numbers are"),
        ("scatter", lambda page: page.replace(">60</text>", ">65</text>"), "does not run in even steps"),
        ("scatter", lambda page: page.replace(" areas. Across", "5 areas. Across"), "how many it draws"),
        ("bars", lambda page: page.replace(" councils.", "5 councils.", 1), "how many it draws"),
        ("small", lambda page: re.sub(r">(\d\d\.\d)%</text>", ">99.9%</text>", page, count=1), "has a number that"),
        ("several", lambda page: page.replace("Referrals to", "Referrals, 12, to", 1), "has a number that"),
        ("trend", spoilt_line, "cannot be read"),
        ("trend", lambda page: page.replace("Line chart.", "Line chart. 77."), "description of a chart has a number"),
    ],
)
def test_a_chart_that_says_something_else_is_found(gate, charts, name, spoilt, finding):
    assert finding in " ".join(gate.page(spoilt(charts[name]), "safeguarding"))


def test_a_line_of_small_charts_that_misses_its_numbers_is_found(gate, charts):
    lines = re.findall(r'd="M([^"]+)" style="fill:none;stroke:var\(--chart-council\)', charts["small"])
    middle = lines[1].split("L")
    x, y = middle[3].split()
    bent = charts["small"].replace(middle[3], f"{x} {float(y) + 6:.1f}")
    assert "a line does not go through its numbers" in list(gate.page(bent, "safeguarding"))
