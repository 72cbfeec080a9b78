"""The work programme on a page."""

import pytest

from pages import html, rows, words
from panelpack.comparisons.council_year import CouncilYear
from panelpack.project.errors import InputError
from panelpack.sections.programme import programme, upcoming


@pytest.fixture
def council_year(project, north_somerset):
    def build(year, council="north-somerset"):
        return CouncilYear(project, north_somerset, council, project.council(council), year, project.year(year))

    return build


def test_overdue_and_unanswered_stand_out_by_word_and_shape(council_year):
    table = rows(programme(council_year("2022-23"), "asks"), "What the panel asked for, as at 19 October 2023")
    plan = table["Send the updated service plan to Ofsted, so that every point for improvement is covered"]
    assert plan[2:] == ["■ overdue since 31 August 2023", ""]
    assert table["Report to the panel on how direct payments to parents are run"][2] == "◆ unanswered, no date set"


def test_meetings_are_held_now_or_planned(council_year):
    page = html(programme(council_year("2022-23"), "meetings"))
    assert "Meeting of 29 June 2023, held" in words(page)
    assert "Meeting of 19 October 2023, this meeting" in words(page)
    assert "Meeting of 22 February 2024, planned" in words(page)
    assert '<a href="adoption.html">Adoption West annual report</a>' in page


def test_an_empty_section_says_that_none_is_on_record(council_year):
    said = words(programme(council_year("2022-23"), "recommendations"))
    assert said == "Recommendations to the executive: none on record at 19 October 2023."


def test_a_year_without_a_day_of_meeting_judges_nothing(council_year):
    said = words(programme(council_year("2021-22"), "asks"))
    assert "The day on which the panel met is not known for 2021-22" in said and "overdue" not in said


def test_a_council_without_a_programme_is_told_what_makes_the_form(council_year):
    piece = programme(council_year("2022-23", "kent"), "asks")
    assert words(piece) == "The work programme was not supplied."
    told = str(piece.why)
    assert "data/figures/kent/work_programme.yaml" in told and "panelpack template work_programme" in told


def test_an_unknown_section_is_refused_with_the_known_ones(council_year):
    with pytest.raises(InputError, match="asks, briefings, follow_up"):
        programme(council_year("2022-23"), "wishes")


def test_the_next_meeting_names_its_reports_and_what_waits(council_year):
    said = words(upcoming(council_year("2022-23")))
    assert said.startswith("22 February 2024: Complaints and compliments, annual report; Performance monitor")
    assert said.count("unanswered, no date set") == 2
    assert "No next meeting is on record." in words(upcoming(council_year("2019-20")))
