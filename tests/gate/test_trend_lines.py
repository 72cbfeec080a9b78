"""Small trend lines against their figures: each point, each gap."""

import re

import pytest

from pages import html
from panelpack.catalogue.periods import parse
from panelpack.gate.trend_lines import is_line_of
from panelpack.page.html_tree import Tree
from panelpack.page.sparklines import spark

AREA = "E06000024"


@pytest.fixture
def line(published_of):
    """The line of a measure's last years, of which one is hidden, with the figure that it is of."""
    values = [("2018-19", 12.0), ("2019-20", 15.0), ("2020-21", None), ("2021-22", 22.0), ("2022-23", 18.0)]
    rows = [("rereferrals_pct", year, value, {} if value else {"status": "c"}) for year, value in values]
    published = published_of(*rows)
    figure = published.find("rereferrals_pct", AREA, parse("2022-23", "year"))
    drawn = html(spark(published, figure))

    def fits(spoilt=lambda html: html):
        return is_line_of(Tree(spoilt(drawn)).select("svg")[0], published, figure)

    return fits


def test_the_line_of_a_figure_fits_it(line):
    assert line()


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda html: re.sub(r"(\d+\.\d)h0", "9.0h0", html),
        lambda html: html.replace("L", "M"),
        lambda html: re.sub(r"M(?=62)", "L", html),
        lambda html: re.sub(r"L70 [\d.]+", "", html),
        lambda html: html.replace("62.4", "55.0"),
        lambda html: html.replace("<path", "<text>5</text><path"),
        lambda html: html.replace("h0", "h9"),
        lambda html: html.replace("62.4", "6.2.4"),
        lambda html: re.sub(r' d="[^"]*"', "", html),
    ],
)
def test_a_line_with_another_point_gap_or_text_does_not(line, spoilt):
    assert not line(spoilt)
