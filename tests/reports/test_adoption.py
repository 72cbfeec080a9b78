"""The adoption report as a page: the agency's figures as its report prints them, the council's own kept apart."""

import pytest

from pages import rows, words


@pytest.fixture(scope="module")
def page(page_of):
    return page_of("adoption", "north-somerset", "2022-23")


def test_the_childrens_journey_stands_beside_the_year_before(page):
    table = rows(page, "The children's journey, 2022-23, Adoption West")
    assert table["Children with a plan for adoption"] == ["125", "107", "2022-23"]
    assert table["Children placed for adoption through the agency"][0] == "78"
    assert table["Change in children adopted since the year before"][0] == "−6"
    assert table["Children placed for adoption and not yet adopted, after quarter 2"] == ["110", "", "2022-23 Q2"]


def test_waiting_children_stand_by_band_for_both_years_and_a_total_that_does_not_add_is_said(page):
    table = rows(page, "Children with a placement order who wait for a match, 31 March 2022 to 31 March 2023")
    assert table["Wait band"] == ["31 March 2022", "31 March 2023"]
    assert table["Up to 3 months"] == ["25", "31"]
    assert table["All"] == ["69", "66"]
    assert "The parts do not add to the total: 31 March 2023, 67 beside 66." in words(page)


def test_days_stand_beside_englands(page):
    table = rows(page, "How long it takes")
    assert table["Average days from entering care to living with an adoptive family"][0] == "412 days"
    assert table["Average days from entering care to living with an adoptive family (England)"][0] == "480 days"


def test_the_agencys_stated_targets_stand_beside_what_was_reached(page):
    table = rows(page, "What changed in 2022-23, Adoption West")
    assert table["Households approved as adopters by the agency"][-1] == "no target yet (target from 1 April 2023)"
    assert table["Applicants who are open to adopting siblings"][-1] == "no target yet (target from 1 April 2023)"


def test_the_councils_own_children_are_kept_apart_and_a_missing_figure_is_a_symbol(page):
    table = rows(page, "Children adopted from care in the year, North Somerset")
    assert (table["2021-22"], table["2022-23"]) == (["13"], ["x"])
    assert "its figures are never added to these" in words(page)
    assert "Households approved as adopters by the agency" not in rows(page, "What changed in 2022-23, North Somerset")
    assert "Adoption West: Of the measures where one direction is better" in words(page)


def test_pounds_are_as_the_agency_rounds_them(page):
    table = rows(page, "The agency's budget, 2022-23")
    assert table["Support services"] == ["£79k"]
    assert table["All"] == ["£3,629k"]
    assert (
        rows(page, "Adoption Support Fund, 2022-23")["Money drawn from the Adoption Support Fund"][0] == "£3,774,916.74"
    )


def test_each_section_closes_with_the_standards_it_is_evidence_for(page):
    text = words(page)
    assert "national minimum standards for adoption: 10.7, those who apply can talk to adopters" in text
    assert text.count("Evidence for the national minimum standards") >= 12


def test_a_chart_whose_figures_the_print_lost_is_said_to_lack_them_without_a_path(page):
    assert "Letterbox and direct contact: not supplied for 2022-23." in words(page)
    assert "data/figures" not in words(page)


def test_a_council_without_an_agency_says_what_was_not_supplied(page_of):
    text = words(page_of("adoption", "kent", "2019-20"))
    assert "Who adopted them: not supplied for 2019-20." in text
    assert "Adoption West" not in text
