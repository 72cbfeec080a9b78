"""The reports on workforce and finance as pages."""

import pytest

from pages import rows, words


@pytest.fixture(scope="module")
def workforce(page_of):
    return page_of("workforce", "north-somerset", "2022-23")


@pytest.fixture(scope="module")
def finance(page_of):
    return page_of("finance", "north-somerset", "2022-23")


def test_the_census_and_the_services_own_figures_stand_apart(workforce):
    assert rows(workforce, "Social worker posts that are vacant, North Somerset")["30 September 2022"][0] == "25.9%"
    own = rows(workforce, "Posts and recruiting, since year end")
    assert own["New social workers recruited"] == ["10 (starting in the weeks after)", "29 June 2023"]


def test_training_is_listed_with_its_reach(workforce):
    table = rows(workforce, "Multi-agency training, 2022-23")
    assert table["Multi-agency courses delivered"][0] == "75"
    assert table["Participants in multi-agency courses"][0] == "1,260"


def test_pounds_stand_as_the_papers_round_them(finance):
    table = rows(finance, "The budget of children's services, 2022-23")
    assert table["Overspend of children's services"][0] == "£2.256m"
    undated = rows(finance, "The budget of children's services, printed without a date")
    assert undated["Savings to be made"][0] == "£764,000 (planned for 2023-24)"


def test_a_sum_that_is_out_by_the_rounding_of_its_lines_is_said(finance):
    assert rows(finance, "The agency's budget, 2022-23")["All"] == ["£3,629k"]
    assert "The parts add to the total but for their rounding: 2022-23, £3,628k beside £3,629k." in words(finance)


def test_budgets_by_service_are_asked_for(finance):
    assert "not supplied for 2022-23." in words(finance) and "panelpack template" not in words(finance)
