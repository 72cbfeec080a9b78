"""The three sentences at the top, by hand-checkable numbers."""

import re
from dataclasses import replace

import pytest

from pages import html
from panelpack.comparisons.council_year import CouncilYear
from panelpack.sections.comparison import compare
from panelpack.sections.summary import summary

NEIGHBOUR = "E10000011"


def plain(piece):
    return re.sub(r"<[^>]+>", "", html(piece))


@pytest.fixture
def said(project, published_of):
    """The summary of North Somerset in 2022-23 of figures given as for `published_of`."""

    def say(names, *rows):
        council = project.council("north-somerset")
        year = project.year("2022-23")
        view = CouncilYear(project, published_of(*rows), "north-somerset", council, "2022-23", year)
        return plain(summary(view, names))

    return say


def test_the_surest_change_comes_first(said):
    words = said(
        ["referrals", "cpp_started"],
        ("referrals", "2021-22", 292),
        ("referrals", "2022-23", 227),
        ("cpp_started", "2021-22", 21),
        ("cpp_started", "2022-23", 26),
    )
    assert words.startswith("Referrals to children's social care fell by 22.3%, or by 65, to 227 in 2022-23")


def test_no_sure_change_is_said_as_such(said):
    words = said(["cpp_started"], ("cpp_started", "2021-22", 21), ("cpp_started", "2022-23", 26))
    assert words == "No change that could be tested is unlikely to be chance."


def test_better_and_worse_are_counted_where_a_direction_is_better(said):
    words = said(
        ["rereferrals", "assessments_45d_pct"],
        ("rereferrals", "2021-22", 292),
        ("rereferrals", "2022-23", 227),
        ("assessments_45d_pct", "2021-22", 88.2),
        ("assessments_45d_pct", "2022-23", 80.5),
    )
    assert (
        "1 got better and 1 got worse; 1 of these changes could be tested for chance, and 1 is unlikely to be chance."
        in words
    )


def test_the_measure_furthest_behind_the_neighbours_is_named(said):
    words = said(
        ["assessments_45d_pct", "cpp_repeat_pct"],
        ("assessments_45d_pct", "2022-23", 90),
        ("assessments_45d_pct", "2022-23", 80, {"area": NEIGHBOUR}),
        ("cpp_repeat_pct", "2022-23", 36),
        ("cpp_repeat_pct", "2022-23", 24, {"area": NEIGHBOUR}),
    )
    assert "North Somerset does better on 1 of 2 measures" in words
    assert words.endswith("furthest behind on plans that were a second or subsequent plan (36.0% beside 24.0%).")


def test_of_a_year_without_figures_nothing_is_said(said):
    assert said(["referrals"], ("referrals", "2020-21", 5)) == ""


def test_a_measure_whose_official_figure_is_hidden_is_not_compared_though_the_council_gives_one(
    context, view_with, of_neighbours
):
    own = "nsscp_annual_report"
    order = (own, *(name for name in context.register.precedence if name != own))
    preferred = replace(context, register=context.register.model_copy(update={"precedence": order}))
    view = view_with(
        ("rereferrals_pct", "2022-23", 20, {"source": own}),
        ("rereferrals_pct", "2022-23", "", {"status": "c"}),
        *of_neighbours("rereferrals_pct", "2022-23", [21, 22, 23]),
        context=preferred,
    )
    assert view.own("rereferrals_pct").value == 20
    assert plain(summary(view, ["rereferrals_pct"])) == "There is no year before to compare with."
    assert "no figure to compare in Children in need" in plain(compare(view, "rereferrals_pct"))


def test_changes_of_which_none_could_be_tested_are_said_to_be_so(said):
    words = said(
        ["assessments_45d_pct", "cpp_repeat_pct"],
        ("assessments_45d_pct", "2021-22", 88.2),
        ("assessments_45d_pct", "2022-23", 80.5),
        ("cpp_repeat_pct", "2021-22", 26.7),
        ("cpp_repeat_pct", "2022-23", 36.1),
    )
    assert words.startswith("No change in the year could be tested for chance.")
    assert "none got better and 2 got worse; none of these changes could be tested for chance." in words


def test_a_count_and_its_share_moved_once(said):
    bases = {"numerator": 200, "denominator": 1000}
    words = said(
        ["rereferrals", "rereferrals_pct"],
        ("rereferrals", "2021-22", 292),
        ("rereferrals", "2022-23", 227),
        ("rereferrals_pct", "2021-22", 29.2, bases | {"numerator": 292}),
        ("rereferrals_pct", "2022-23", 22.7, bases | {"numerator": 227}),
    )
    assert "1 got better and none got worse" in words


def test_what_is_furthest_behind_is_told_by_its_place_in_england_before_its_distance(said):
    ranked = [
        ("assessments_45d_pct", "2022-23", value, {"breakdown": f"statistic={name}", "area": area})
        for value, name, area in [(150, "councils", "E92000001"), (140, "national_rank", "E06000024")]
    ]
    words = said(
        ["assessments_45d_pct", "rereferrals_pct"],
        ("assessments_45d_pct", "2022-23", 80),
        ("assessments_45d_pct", "2022-23", 90, {"area": NEIGHBOUR}),
        ("rereferrals_pct", "2022-23", 60),
        ("rereferrals_pct", "2022-23", 20, {"area": NEIGHBOUR}),
        *ranked,
    )
    assert "it is furthest behind on assessments completed within 45 working days (80.0% beside 90.0%" in words
    assert words.endswith("; place 140 of 150 in England).")
