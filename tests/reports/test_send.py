"""The two SEND reports as pages: official statistics and plans; what the partnership states, as it printed it."""

import pytest

from pages import rows, texts, words


@pytest.fixture(scope="module")
def page(page_of):
    return page_of("send", "north-somerset", "2022-23")


@pytest.fixture(scope="module")
def stated(page_of):
    return page_of("send_self_evaluation", "north-somerset", "2022-23")


def test_plans_stand_by_area_and_year_as_the_document_prints_them(page):
    table = rows(page, "EHC plans here, in the region and in England, January 2017 to January 2023")
    assert table["North Somerset"] == ["637", "856", "900", "1,022", "1,287", "1,556", "1,785"]
    assert table["England"][-1] == "517,026"
    since = rows(page, "EHC plans by area, since year end, August 2023")
    assert since["Children and young people with an EHC plan in the month"] == ["1,918"]
    assert since["Children and young people with an EHC plan in the month (England)"] == ["x"]


def test_needs_stand_by_year_and_the_years_that_do_not_add_to_all_plans_are_named(page):
    table = rows(page, "Children and young people with an EHC plan, by primary need")
    assert table["Social, emotional and mental health"] == ["134", "173", "195", "296", "415", "523"]
    assert len(table) == 1 + 12 + 1
    text = words(page)
    assert "January 2018, 708 beside 856" in text
    assert "January 2022, 1,314 beside 1,556" in text
    assert "January 2023, 1,785" not in text
    assert "Growth across these years is not like for like." in text


def test_growth_across_the_break_is_never_quoted_without_saying_so(page):
    growth = rows(page, "EHC plans by primary need, 2022-23")
    assert growth["Growth in EHC plans by primary need, social, emotional and mental health"][0] == "+290%"
    assert "Growth by need runs across a change in the series" in words(page)


def test_a_service_can_meet_its_milestone_and_not_its_standard(stated):
    table = rows(stated, "Health services: from baseline to standard")
    assert table["Paediatrics"] == [
        *["92%", "11.8%", "May 2023", "■ not met", "■ not met"],
    ]
    by_milestone = rows(stated, "Health services: from baseline to standard, by milestone")
    assert by_milestone["Paediatrics"] == ["6%", "15%", "9.4%", "25%", "15%", "30%"]
    assert table["Speech and language therapy"][3:5] == ["● met", "● met"]
    assert table["Health visitor checks at 2 to 2½ years"][:5] == [
        *["90%", "87.43%", "1 April 2023 to 30 June 2023", "■ not met", "■ not met"]
    ]
    assert "Health visitor checks at 2 to 2½ years: met November predicted trajectory" in words(stated)


def test_the_inclusion_panel_stands_by_year_group_with_its_totals(stated):
    primary = rows(stated, "Inclusion panel, Reception to Year 6")
    assert primary["Children raised at the inclusion panel"] == ["11", "11", "15", "21", "27", "24", "41", "150"]
    secondary = rows(stated, "Inclusion panel, Years 7 to 11")
    assert secondary["Inclusion panel, permanent exclusions"] == ["3", "5", "8", "9", "6", "31"]


def test_the_twelve_areas_of_evaluation_are_the_spine(stated):
    headings = texts(stated, "h2")
    assert [words.split(". ")[0] for words in headings if words[0].isdigit()] == [str(place) for place in range(1, 13)]


def test_the_one_stated_target_stands_beside_the_measure_with_its_date(page):
    table = rows(page, "What changed in 2022-23")
    assert (
        table["New EHC plans issued within 20 weeks (calendar year 2022)"][-1]
        == "no target yet (target from 19 October 2023)"
    )
    assert table["Pupils with SEN support (January 2023)"][-1] == "no target set"


def test_young_people_without_work_or_training_have_their_winter_window(page_of):
    text = words(page_of("send", "north-somerset", "2024-25"))
    assert "Young people aged 16 and 17 not in education, employment or training, or not known" in text
    assert "1 December 2024 to 28 February 2025" in text


@pytest.mark.parametrize(("council", "year"), [("kent", "2015-16"), ("wiltshire", "2024-25")])
def test_other_councils_and_years_build_from_parameters_alone(page_of, council, year):
    text = words(page_of("send", council, year))
    assert f"Attainment: not supplied for {year}." in text
    assert "North Somerset" not in text.split("Contents")[0]


def test_a_report_without_any_figure_is_one_line(page_of):
    page = page_of("send_self_evaluation", "kent", "2024-25")
    assert texts(page, "main .missing") == ["The council has not supplied figures for this report for 2024-25."]
    assert texts(page, "main h2") == [] and "<table" not in page


def test_a_figure_without_a_date_is_folded_among_others_of_its_kind(stated):
    folded = texts(stated, "details > summary")
    assert "The area and its children, printed without a date" in folded
    assert not [cell for cell in texts(stated, ".fold td") if cell == "no date given"]
