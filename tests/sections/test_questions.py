"""Questions in plain English, with the figures that they are asked for."""

from pages import html, words
from panelpack.comparisons.council_year import council_year
from panelpack.sections.front import front
from panelpack.sections.questions import all_questions, front_questions, report_questions


def test_a_question_says_figure_change_place_and_neighbours(north_somerset, project):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    said = words(front_questions(view, ["workforce"]))
    assert said.startswith("Why do so many social workers leave in a year? Social worker turnover: 33.8%")
    assert "up from 11.2% a year before (unlikely to be chance), place 146 of 150 in England." in said
    assert (
        "All 10 neighbours do better (mean 16.1%). At their mean there would be 13 fewer leavers among the 74.5" in said
    )
    assert 'href="workforce.html"' in html(front_questions(view, ["workforce"]))


def test_what_only_became_worse_is_asked_in_other_words(view_with, of_neighbours):
    share = {"denominator": 1000}
    view = view_with(
        ("rereferrals_pct", "2021-22", 10.0, share),
        ("rereferrals_pct", "2022-23", 20.0, share),
        *of_neighbours("rereferrals_pct", "2022-23", [30.0] * 6),
    )
    said = words(report_questions(view, "safeguarding"))
    assert said.startswith("Why has this become worse? Re-referrals as a percentage of referrals: 20.0%")
    assert "up from 10.0% a year before (unlikely to be chance)" in said


def test_nothing_is_asked_where_nothing_triggers(view_with):
    view = view_with(("cpp_started", "2022-23", 110))
    assert not report_questions(view, "safeguarding")
    assert "No rule finds a line of enquiry in the year's figures." in words(all_questions(view))


def test_what_was_not_supplied_is_a_line_beneath(view_with):
    own = {"source": "nsscp_annual_report", "release": "2022-23"}
    said = words(front_questions(view_with(("contacts", "2021-22", 110, own)), ["safeguarding"]))
    assert said.endswith("Supplied for the year before, and not for 2022-23: Contacts received.")


def test_every_measure_that_official_statistics_rank_has_a_question(context):
    measures = context.catalogue.measures.values()
    lacking = [item.id for item in measures if item.has_direction and item.source_name and not item.asks]
    assert lacking == []
    asked = [item.asks for item in context.catalogue.measures.values() if item.asks]
    assert all(words.endswith("?") and not any(letter.isdigit() for letter in words) for words in asked)


def test_the_front_page_names_both_ends_of_england_and_a_line_a_report(north_somerset, project):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    names = ["safeguarding", "children_in_care", "workforce", "feedback"]
    said = words(front(view, names))
    assert "nearly last 147 of 148" in said
    assert "nearly first 7 of 150" in said
    assert "Complaints, compliments and what people say" in said


def test_a_year_in_which_no_place_is_known_has_no_places(view_with):
    assert "Among England's councils" not in words(front(view_with(("cpp_started", "2022-23", 110)), ["safeguarding"]))


def test_the_front_page_asks_which_of_two_published_figures_is_right(north_somerset, project):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    said = words(front(view, ["safeguarding", "children_in_care"]))
    assert "Which figure is right?" in said
    assert "Re-referrals within 12 months: 122 (partnership's report, 2022-23) or 152 (DfE, 2022-23)?" in said
    assert "Which figure is right?" not in words(front(view, ["work_programme"]))


def test_a_share_whose_base_is_known_says_what_is_fewer(context):
    shares = [item for item in context.catalogue.measures.values() if item.source_denominator and item.asks]
    assert shares and [item.id for item in shares if not (item.part_words and item.base_words)] == []
