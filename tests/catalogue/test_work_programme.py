"""The work programme: what was on record on a day, and how an ask stands then."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.catalogue.work_programme import SKELETON, Asked, Programme, known, next_meeting, read_programme, standing
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError

JUNE, OCTOBER = date(2023, 6, 29), date(2023, 10, 19)
DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))


def ask(**more):
    return Asked(**{"recorded_date": JUNE, "what": "A report", "who": "Officers", "where": "Item 11"} | more)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"due_date": date(2023, 8, 31)}, "overdue"),
        ({"due_date": OCTOBER}, "due"),
        ({"due_date": date(2024, 2, 22)}, "due"),
        ({}, "open"),
        ({"due_date": date(2023, 8, 31), "answered_date": OCTOBER}, "answered"),
        ({"due_date": date(2023, 8, 31), "answered_date": date(2023, 10, 20)}, "overdue"),
    ],
)
def test_how_an_ask_stands_is_judged_by_the_day_of_the_panel(more, kind):
    assert standing(ask(**more), OCTOBER).kind == kind


@given(due=DAYS, answered=DAYS, day=DAYS)
def test_an_answer_on_record_is_never_overdue(due, answered, day):
    found = standing(ask(due_date=due, answered_date=answered), day)
    assert (found.kind == "answered") == (answered <= day)


def test_what_came_on_record_later_is_not_known_yet():
    entries = [ask(), ask(recorded_date=date(2024, 2, 22))]
    assert known(entries, OCTOBER) == entries[:1]


def test_the_asks_of_june_stand_in_octobers_pack_with_their_status(project):
    programme = read_programme(project, "north-somerset")
    asks = {item.what: standing(item, OCTOBER).kind for item in known(programme.asks, OCTOBER)}
    assert all(item.recorded_date == JUNE for item in programme.asks)
    assert asks["Report to the panel on how direct payments to parents are run"] == "open"
    assert asks["Discuss and form working groups"] == "answered"
    assert sum(kind == "overdue" for kind in asks.values()) == 1


def test_the_next_meeting_is_the_first_after_the_day_that_was_on_record(project):
    programme = read_programme(project, "north-somerset")
    assert next_meeting(programme, OCTOBER).meeting_date == date(2024, 2, 22)
    assert next_meeting(programme, JUNE) is None


def test_a_misspelt_key_is_refused_by_name(tmp_path):
    folder = tmp_path / "data" / "figures" / "kent"
    folder.mkdir(parents=True)
    (folder / "work_programme.yaml").write_text("working_group: []\n")
    with pytest.raises(InputError, match="unknown key 'working_group'.*working_groups"):
        read_programme(Project(tmp_path), "kent")


def test_the_form_to_fill_in_is_an_empty_programme(tmp_path):
    folder = tmp_path / "data" / "figures" / "kent"
    folder.mkdir(parents=True)
    (folder / "work_programme.yaml").write_text(SKELETON)
    assert read_programme(Project(tmp_path), "kent") == Programme()
    assert read_programme(Project(tmp_path), "essex") is None
