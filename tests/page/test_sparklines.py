"""Small trend lines, by hand-checkable points."""

import re

from pages import html
from panelpack.catalogue.periods import parse
from panelpack.page.sparklines import path_of, spark

AREA = "E06000024"


def of_year(published, label):
    return published.find("rereferrals_pct", AREA, parse(label, "year"))


def line_of(published, label):
    (line,) = spark(published, of_year(published, label)).parts
    return path_of(line.figures)


def points(path):
    return re.findall(r"([ML])([\d.]+) ([\d.]+)", path)


def test_the_last_two_years_stand_at_the_right_edge_and_the_lowest_at_the_bottom(published_of):
    published = published_of(("rereferrals_pct", "2021-22", 10.0), ("rereferrals_pct", "2022-23", 20.0))
    assert points(line_of(published, "2022-23")) == [
        ("M", "62.4", "16"),
        ("L", "70", "2"),
    ]


def test_a_hidden_year_leaves_a_gap_and_no_mark(published_of):
    rows = [("rereferrals_pct", "2020-21", 12.0), ("rereferrals_pct", "2021-22", None, {"status": "c"})]
    published = published_of(*rows, ("rereferrals_pct", "2022-23", 20.0))
    assert [kind for kind, _, _ in points(line_of(published, "2022-23"))] == ["M", "M"]


def test_one_year_alone_is_no_line(published_of):
    published = published_of(("rereferrals_pct", "2022-23", 20.0))
    assert not spark(published, of_year(published, "2022-23"))


def test_years_after_the_figure_are_not_drawn(published_of):
    rows = [("rereferrals_pct", f"20{year}-{year + 1}", float(year)) for year in range(18, 24)]
    published = published_of(*rows)
    assert len(points(line_of(published, "2021-22"))) == 4


def test_a_line_says_nothing_to_a_screen_reader_and_names_its_figure(published_of):
    published = published_of(("rereferrals_pct", "2021-22", 10.0), ("rereferrals_pct", "2022-23", 20.0))
    figure = of_year(published, "2022-23")
    line = spark(published, figure)
    assert line.plain == ""
    assert 'aria-hidden="true"' in html(line) and figure.id in html(line)
