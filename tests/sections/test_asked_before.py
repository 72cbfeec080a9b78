"""What was asked a year ago: the question, its figure then and now, and the answer that is on record."""

import pytest

from pages import texts, words
from panelpack.catalogue.work_programme import programme_path
from panelpack.comparisons.council_year import council_year
from panelpack.project.checkout import Project
from panelpack.sections.asked_before import asked_before

ASK = (
    "asks:\n  - recorded_date: {recorded}\n    what: Why so many come back\n    who: The director\n    where: Minutes\n"
    "    answered_date: {answered}\n    answer: More family meetings.\n    question: 2021-22/cpp_repeat_pct\n"
)


@pytest.fixture
def asked(project, view_with, of_neighbours, tmp_path):
    """What a page of 2022-23 says of the question that second plans raised in 2021-22."""
    rows = [
        *(("cpp_repeat_pct", year, value) for year, value in (("2021-22", 40.0), ("2022-23", 30.0))),
        *of_neighbours("cpp_repeat_pct", "2021-22", [20.0] * 8),
    ]
    published = view_with(*rows).published

    def piece(programme=""):
        for name in ("parameters", "notebooks"):
            (tmp_path / name).symlink_to(getattr(project, name))
        (tmp_path / "data" / "figures" / "north-somerset").mkdir(parents=True)
        for name in ("measures", "reference", "sources.yaml"):
            (tmp_path / "data" / name).symlink_to(project.data / name)
        copy = Project(tmp_path)
        if programme:
            programme_path(copy, "north-somerset").write_text(programme)
        return asked_before(council_year(copy, published, "north-somerset", "2022-23"))

    return piece


def test_a_question_stands_with_its_figure_then_and_now(asked):
    (line,) = texts(asked(), "li")
    assert line == (
        "Why do so many children come back onto a child protection plan? Plans that were a second or subsequent plan: "
        "40.0% (2021-22); now 30.0%, ▼ better than a year ago."
    )


@pytest.mark.parametrize(
    ("recorded", "answered", "said"),
    [
        ("2022-10-20", "2023-01-12", "The answer: More family meetings."),
        ("2022-10-20", "2023-12-01", "Put to The director; no answer is on record."),
        ("2023-11-01", "2023-11-01", "better than a year ago."),
    ],
)
def test_an_answer_is_told_as_it_was_on_record_when_the_panel_met(asked, recorded, answered, said):
    assert words(asked(ASK.format(recorded=recorded, answered=answered))).count(said) == 1


def test_the_first_year_of_a_project_asks_of_none_before(project, north_somerset):
    assert not asked_before(council_year(project, north_somerset, "north-somerset", project.years()[0]))
