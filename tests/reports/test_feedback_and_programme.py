"""The reports on feedback and on the work programme as pages."""

import pytest

from pages import rows, words


@pytest.fixture(scope="module")
def feedback(page_of):
    return page_of("feedback", "north-somerset", "2022-23")


@pytest.fixture(scope="module")
def programme(page_of):
    return page_of("work_programme", "north-somerset", "2022-23")


def test_scores_stand_with_their_response_rates(feedback):
    table = rows(feedback, "What people say of the adoption agency, 2022-23")
    assert table["Rating of information sessions out of 10"][0] == "8.45"
    assert table["People at information sessions who gave a rating"][0] == "11%"


def test_the_councils_own_complaints_are_asked_for_and_never_the_agencys(feedback):
    said = words(feedback)
    assert "Complaints: not supplied for 2022-23." in said
    assert (
        rows(feedback, "Complaints and data breaches, 2022-23, Adoption West")["Complaints to the agency in the year"][
            0
        ]
        == "8"
    )


def test_the_asks_of_june_2023_stand_in_the_pack_of_october(programme):
    table = rows(programme, "What the panel asked for, as at 19 October 2023")
    assert len(table) == 13
    assert "Explain the Mockingbird fostering programme to new members in a briefing" in table


def test_the_plans_figures_stand_with_their_ranges(programme):
    table = rows(programme, "The panel's work in figures, printed without a date")
    assert table["Meetings of a working group, home to school transport"][0] == "3 to 4 (planned)"
    assert table["Spending from which a decision is a key decision"][0] == "at least £500,000"
