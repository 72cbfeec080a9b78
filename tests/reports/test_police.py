"""The police report as a page: the three tables as printed, the force beside the district, nothing added."""

import pytest

from pages import rows, texts, words


@pytest.fixture(scope="module")
def page(page_of):
    return page_of("police", "north-somerset", "2022-23")


def test_the_three_tables_stand_as_printed(page):
    table = rows(page, "Child protection and sexual exploitation")
    assert table["Child protection crimes, without domestic abuse"][:5] == ["422", "441", "−19", "−4.3%", "−7.3%"]
    assert table["Crimes of child sexual exploitation"][:4] == ["227", "292", "−65", "−22.3%"]
    missing = rows(page, "Missing children, counted by the police")
    assert missing["Children reported missing more than once, counted by the police"][:4] == ["69", "75", "−6", "−8.0%"]
    safety = rows(page, "Victims, suspects and domestic abuse")
    assert safety["Children suspected of a crime"] == ["824", "720", "+104", "+14.4%", "+2.7%", "unlikely to be chance"]
    assert safety["Domestic abuse crimes"][:4] == ["2,669", "2,985", "−316", "−10.6%"]


def test_repeat_shares_are_computed_and_tested(page):
    table = rows(page, "Missing children, counted by the police")
    share = table["Children reported missing more than once, as a percentage of those reported missing"]
    assert share[:3] == ["44.8%", "54.7%", "−9.9 points"]
    assert share[-1] == "could be chance"


def test_a_contrast_with_the_force_area_is_said(page):
    said = words(page)
    assert "In contrast, across the Avon and Somerset police force area it changed by +23.5%." in said
    assert "they are never added" in said


def test_council_and_police_count_missing_children_side_by_side(page):
    table = rows(page, "Missing children, by who counts")
    row = table["Children who went missing"]
    assert [cell.partition(" ")[0] for cell in row] == ["154", "164"]


def test_the_police_came_to_every_conference(page):
    table = rows(page, "Police at initial child protection conferences")
    assert [row[0] for row in table.values()][1:] == ["78", "78 (all)", "100%"]


def test_a_year_without_figures_says_so_in_a_line(page_of):
    page = page_of("police", "north-somerset", "2019-20")
    assert texts(page, "main .missing") == ["The council has not supplied figures for this report for 2019-20."]
