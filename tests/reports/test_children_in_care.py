"""The report on children in care as a page."""

import pytest

from pages import rows, words


@pytest.fixture(scope="module")
def page(page_of):
    return page_of("children_in_care", "north-somerset", "2022-23")


def test_ten_years_stand_with_neighbours_region_and_england(page_of):
    page = page_of("children_in_care", "north-somerset", "2024-25")
    table = rows(page, "Children in care per 10,000 children, North Somerset, 31 March 2016 to 31 March 2025")
    assert table["Period"][1:4] == ["Statistical neighbours' mean (2025 model)", "South West", "England"]
    assert table["31 March 2023"][0] == "51"
    assert len(table) == 11


def test_health_is_there_and_what_a_council_must_supply_is_named(page):
    said = words(page)
    assert "Initial health assessments: not supplied for 2022-23." in said
    assert rows(page, "Initial health assessments")["Working days in which an initial health assessment is to be done"]
    assert "Children who have their say: not supplied for 2022-23." in said


def test_leaving_care_is_compared_and_a_missing_figure_is_a_symbol(page):
    assert rows(page, "Children adopted, of those who left care")["2022-23"][0] == "x"


def test_another_council_has_the_same_page(page_of):
    table = rows(page_of("children_in_care", "kent", "2020-21"), "Children in care per 10,000 children, Kent")
    assert "31 March 2021" in table
