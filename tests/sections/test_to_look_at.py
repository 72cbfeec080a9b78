"""Figures that look like a slip, on the reconciliation page."""

import shutil
from dataclasses import replace

import pytest

from pages import rows, words
from panelpack.comparisons.council_year import council_year
from panelpack.gate.gate import Gate
from panelpack.page.html import written
from panelpack.project.checkout import Project
from panelpack.sections.reconciliation import reconciliation
from panelpack.sections.to_look_at import open_questions, to_look_at

OWN = {"source": "nsscp_annual_report"}
SLIP = [("contacts", "2021-22", 300, OWN), ("contacts", "2022-23", 3020, OWN)]


def test_a_figure_with_an_open_question_stands_on_the_page_beside_the_other_with_the_question(view_with):
    table = rows(to_look_at(view_with(*SLIP)), "To look at, 2022-23")
    row = table["Contacts received"]
    assert row[0].startswith("3,020 (") and row[1].startswith("300 (")
    assert row[2] == "Is it a factor of ten off?"


def test_a_page_without_questions_says_so_and_a_question_is_of_its_own_year(view_with):
    assert "No figure looks like a slip" in words(to_look_at(view_with(SLIP[0])))
    years = [("contacts", "2022-23", 310, OWN), SLIP[0], ("contacts", "2020-21", 30, OWN)]
    assert open_questions(view_with(*years)) == []


def test_an_answered_question_is_on_no_page(view_with, tmp_path):
    view = view_with(*SLIP)
    (question,) = open_questions(view)
    answered = replace(view, project=Project(tmp_path))
    shutil.copytree(view.project.parameters, tmp_path / "parameters")
    (tmp_path / "parameters" / "accepted_figures.yaml").write_text(
        f"figures:\n  - question: {question.key}\n    says: {question.says}\n    reason: Two teams became one.\n"
        "    accepted_by: A. Officer\n    accepted_date: 2023-10-06\n"
    )
    assert open_questions(answered) == []


def test_the_gate_lets_the_page_pass_since_each_number_on_it_is_a_figure(project, view_with):
    view = view_with(*SLIP)
    gate = Gate.of(project, "north-somerset", view.published, year="2022-23")
    assert list(gate.page(written(to_look_at(view)).html)) == []


def test_no_shipped_figure_of_any_council_is_asked_about_and_the_page_has_the_heading(project, north_somerset):
    for year in project.years():
        assert open_questions(council_year(project, north_somerset, "north-somerset", year)) == [], year
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    assert "To look at" in words(reconciliation(view))


@pytest.mark.parametrize("value", [None, 3])
def test_a_hidden_count_is_not_asked_about(view_with, with_return, value):
    hidden = ("contacts", "2022-23", value, {"source": "own_return", "status": "" if value else "c"})
    past = ("contacts", "2021-22", 300, OWN)
    assert open_questions(view_with(past, hidden, context=with_return)) == []
