"""Which figure a typed number may be."""

import pytest

from panelpack.commentary.suggestions import guess, measures_among
from panelpack.project.notebook_cells import given_beside

ROWS = [
    ("referrals", "2021-22", 441),
    ("referrals", "2022-23", 422),
    ("cpp_open", "31 March 2022", 95),
    ("cpp_open", "31 March 2023", 108),
    ("rereferrals_pct", "2022-23", 14.8),
    ("cin_march", "31 March 2023", 777),
    ("factor_cse", "2022-23", None, {"status": "c"}),
    ("ehc_plans_by_need", "January 2023", 523, {"breakdown": "primary_need=SEMH"}),
    ("ehc_plans", "January 2024", 2022),
]


@pytest.fixture(scope="module")
def view(view_with):
    return view_with(*ROWS)


@pytest.mark.parametrize(
    ("typed", "sentence", "advice"),
    [
        ("422", "There were  referrals", "write {{ referrals }}"),
        ("108", "", "write {{ cpp_open }}"),
        ("95", "children on  plans", "is the figure of 31 March 2022; write {{ cpp_open }} or "),
        ("441", "", "is the figure of 2021-22; write {{ referrals }} or {{ referrals[period=2021-22] }}"),
        ("13", "more children on protection plans", "write {{ cpp_open.change }}"),
        ("13.7%", "more children on protection plans", "write {{ cpp_open.change_pct }}"),
        ("15%", "were referred again", "write {{ rereferrals_pct }}, which is not rounded by hand"),
        ("523", "", "`panelpack list measures` lists them"),
        ("523", "plans for a main need", "write {{ ehc_plans_by_need[primary_need=SEMH] }}"),
        ("424", "There were  referrals", "write {{ referrals }}"),
        ("31,415", "whatever", "`panelpack list measures` lists them"),
        ("2,022", "in all", "`panelpack list measures` lists them"),
    ],
)
def test_a_typed_number_is_held_against_the_year_then_earlier_ones_then_the_words(view, typed, sentence, advice):
    assert advice in guess(view, "safeguarding", typed, sentence)


def test_no_advice_repeats_a_value(view):
    shown = [figure.text for figure in view.published.figures.values() if figure.value is not None]
    for typed in shown:
        assert typed not in guess(view, "safeguarding", typed, "").replace("2022", "")


def test_a_hidden_figure_is_found_by_its_words_whatever_was_typed(view):
    sentence = "assessments that found child sexual exploitation"
    assert {guess(view, "safeguarding", typed, sentence) for typed in ("1", "3", "9")} == {"write {{ factor_cse }}"}


def test_a_figure_of_the_section_comes_before_one_of_the_report_of_equal_value(view_with):
    same = view_with(
        ("referrals", "2022-23", 108), ("cpp_open", "31 March 2023", 108), ("cin_march", "31 March 2023", 9)
    )
    assert guess(same, "safeguarding", "108", "") == "write {{ referrals }} or {{ cpp_open }}"
    assert guess(same, "safeguarding", "108", "", {"cpp_open"}) == "write {{ cpp_open }}"
    assert guess(same, "safeguarding", "108", "referrals", {"cpp_open"}) == "write {{ cpp_open }}"
    assert guess(same, "safeguarding", "5", "referrals", {"cin_march"}) == "write {{ referrals }}"


def test_the_measures_of_a_section_are_those_that_its_cell_and_its_topics_show(project, context):
    names = given_beside(project.notebook("safeguarding"), "commentary", "Children in care")
    shown = measures_among(names, context.catalogue)
    assert {"cla_march", "cla_rate"} <= shown
    assert "referrals" not in shown
    assert "contacts" in measures_among(["data_summary"], context.catalogue)
