"""What a document says of its own figures reaches a page with these figures, and no page of another council."""

import pytest

from pages import words
from panelpack.comparisons.council_year import council_year
from panelpack.disclosure.prepare import make
from panelpack.sections.definitions import definitions
from panelpack.sections.stated import stated

GROWTH = "Growth by need runs across a change in the series"


def all_definitions(view):
    return words(definitions(view, view.published.context.catalogue.measures))


@pytest.fixture(scope="module")
def kent(project):
    return council_year(project, make(project, "kent"), "kent", "2024-25")


def test_the_notes_of_a_document_follow_the_definitions_of_its_own_council(project, north_somerset):
    page = all_definitions(council_year(project, north_somerset, "north-somerset", "2022-23"))
    assert "How often multi-agency audits of neglect are to take place. The report states it twice." in page
    assert "The plan began in November 2021." in page


def test_no_note_of_a_document_stands_on_another_councils_page(kent):
    page = all_definitions(kent)
    assert "How often multi-agency audits of neglect are to take place." in page
    assert [text for text in kent.published.context.notes.texts() if " ".join(text.split()) in page] == []


def test_the_notes_are_of_the_year_in_which_the_document_is_shown(project, north_somerset):
    page = all_definitions(council_year(project, north_somerset, "north-somerset", "2024-25"))
    assert "The report states it twice." not in page


def test_a_caution_of_a_document_stands_beside_its_own_figures_only(view_with):
    growth = ("ehc_plans_by_need_growth_pct", "2018-01-01 to 2023-01-31", 290)
    of_report = {"source": "nsc_send_self_evaluation", "release": "2022-23", "breakdown": "primary_need=SEMH"}
    of_another = of_report | {"source": "nsscp_annual_report"}
    assert GROWTH in words(stated(view_with((*growth, of_report)), "ehc_plan_needs"))
    assert GROWTH not in words(stated(view_with((*growth, of_another)), "ehc_plan_needs"))
