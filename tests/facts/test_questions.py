"""Questions about figures, and those that somebody has answered."""

import pandas as pd
import pytest

from panelpack.facts.plausible import questions
from panelpack.facts.questions import how_to_accept, read_accepted, still_open
from panelpack.project.errors import InputError

USUAL = {
    "measure": "referrals",
    "area": "E06000024",
    "breakdown": "",
    "source": "council_figures",
    "release": "2022-23",
}


@pytest.fixture
def asked(context):
    """The question about a year's number of referrals, after a year of 1,000."""

    def ask(value):
        fresh = pd.DataFrame([USUAL | {"period": "2022-23", "value": value}])
        there = pd.DataFrame([USUAL | {"period": "2021-22", "value": "1000"}])
        return questions(fresh, there, context.catalogue)

    return ask


def accepted(tmp_path, *answers):
    rest = "reason: A merger., accepted_by: A. Officer, accepted_date: 2023-10-06"
    lines = [f'  - {{question: {key}, says: "{says}", {rest}}}\n' for key, says in answers]
    (tmp_path / "accepted_figures.yaml").write_text("figures:\n" + "".join(lines))
    return read_accepted(tmp_path)


def test_an_answered_question_is_not_asked_again_while_the_values_stay(asked, tmp_path):
    (question,) = asked("10000")
    answers = accepted(tmp_path, (question.key, "10000 beside 1000"))
    assert still_open(asked("10000"), answers) == []
    (again,) = still_open(asked("10001"), answers)
    assert again.key == question.key


def test_what_a_message_says_to_write_is_read_as_an_answer(asked, tmp_path):
    found = asked("10000")
    line = how_to_accept(found).rpartition("under figures: ")[2].replace("...", "A merger.")
    (tmp_path / "accepted_figures.yaml").write_text(f"figures:\n  {line}\n")
    assert still_open(found, read_accepted(tmp_path)) == []


def test_without_a_file_nothing_is_answered(asked, tmp_path):
    assert len(still_open(asked("10000"), read_accepted(tmp_path))) == 1


def test_a_question_answered_twice_or_without_a_name_is_refused_by_its_line(tmp_path):
    with pytest.raises(InputError, match=r"accepted_figures\.yaml, line 3: the question q1 is answered twice"):
        accepted(tmp_path, ("q1", "1"), ("q1", "2"))
    (tmp_path / "accepted_figures.yaml").write_text("figures:\n  - {question: q1, says: '1', reason: Because.}\n")
    with pytest.raises(InputError, match=r"line 2: the key 'figures\.0\.accepted_by' is missing"):
        read_accepted(tmp_path)
