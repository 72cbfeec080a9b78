"""The performance monitor as a page."""

import pytest

from pages import parsed, rows, texts, values, words


@pytest.fixture(scope="module")
def page(page_of):
    return page_of("performance", "north-somerset", "2022-23")


def test_it_opens_with_at_most_five_lines_of_enquiry_that_name_their_rules(page):
    lines = texts(page, "ol.enquiries li")
    assert 1 <= len(lines) <= 5
    assert all("Rule: " in line for line in lines)


def test_the_council_stands_in_england_with_what_is_nearly_last_first(page):
    table = rows(page, "Nearly last in England first, 2022-23")
    first = list(table)[1:4]
    assert first[0] == "Plans that were a second or subsequent plan"
    assert table[first[0]] == ["▼ worst quarter, 147 of 148", "36.1%", "23.9%", "23.6%", "Safeguarding"]
    assert [table[name][0][-10:] for name in first] == ["147 of 148", "147 of 150", "146 of 150"]
    assert len(parsed(page).css("svg.range[data-fact]")) == len(table) - 1 + 12


def test_a_target_stands_beside_its_measure(page):
    row = rows(page, "Special educational needs and disabilities, 2022-23")[
        "New EHC plans issued within 20 weeks (2022)"
    ]
    assert row[:2] == ["38.8%", "no target yet (target from 19 October 2023)"]


def test_police_measures_stand_beside_the_force_area(page):
    row = rows(page, "Police: harm to children and missing children")["Children suspected of a crime (no date given)"]
    assert row[0] == "824" and "+2.7% (force area)" in row


def test_ofsteds_judgements_are_words_with_a_level_behind_them(page):
    table = rows(page, "What Ofsted judged, 13 March 2023")
    assert table["Care leavers"] == ["Good"]
    assert table["Overall"] == ["Requires improvement to be good"]
    assert {node.attributes["value"] for node in parsed(page).css("data") if node.text() == "Good"} == {"2"}


def test_quarterly_figures_are_asked_for(page):
    assert "Indicators by quarter: not supplied for 2022-23." in words(page)


def test_small_trend_lines_are_there_for_the_eye_alone(page):
    lines = values(page, "svg.spark", "aria-hidden")
    assert len(lines) > 20 and set(lines) == {"true"}
