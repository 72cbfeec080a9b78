"""What moved since the year before, with numbers that can be checked by hand."""

import pytest

from pages import html, needs_no_mending, rows
from panelpack.comparisons.change import Travel
from panelpack.page.html import written
from panelpack.page.marks import TERM
from panelpack.page.verdicts import direction
from panelpack.project.parameters import Target
from panelpack.sections.changes import says, what_changed

ROWS = [
    ("referrals", "2021-22", 441),
    ("referrals", "2022-23", 422),
    ("rereferrals", "2021-22", None, {"status": "c"}),
    ("rereferrals", "2022-23", 80),
    ("rereferrals_pct", "2021-22", 20),
    ("rereferrals_pct", "2022-23", 18.5),
    ("s47_rate", "2022-23", None, {"status": "x"}),
]
NAMES = ["referrals", "rereferrals", "rereferrals_pct", "s47_rate"]


@pytest.fixture
def view(view_with):
    return view_with(*ROWS)


def test_changes_show_both_years_the_difference_and_chance(view):
    found = rows(what_changed(view, NAMES), "What changed")
    assert found["Measure"] == ["This year", "Year before", "Change", "% change", "Direction", "Could it be chance?"]
    assert found["Referrals to children's social care"] == [
        *("422", "441", "\u221219", "\u22124.3%"),
        *("▼ falling", "could be chance"),
    ]
    share = found["Re-referrals as a percentage of referrals"]
    assert share[:4] == ["18.5%", "20.0%", "\u22121.5 points", ""] and share[5] == "could be chance"


def test_a_change_from_a_hidden_figure_is_not_shown_and_one_from_a_missing_figure_is_not_known(view):
    found = rows(what_changed(view, NAMES), "What changed")
    measures = {name: view.measure(name).label for name in NAMES}
    assert found[measures["rereferrals"]][:4] == ["80", "c", "not shown", ""]
    assert found[measures["s47_rate"]][:4] == ["x", "no figure", "not known", ""]


def test_a_measure_leads_to_its_definition_and_the_table_needs_no_mending(view):
    table = what_changed(view, NAMES)
    assert "d-rereferrals" in [mark.more for mark in written(table).marks if mark.kind == TERM]
    assert needs_no_mending(table)


def test_a_target_gives_a_column_with_word_and_shape_of_red_amber_or_green(view_with):
    target = Target.model_validate(
        {
            "measure": "rereferrals_pct",
            "council": "north-somerset",
            "at_most": 20,
            "from": "2020-01-01",
            "reference": "Plan",
        }
    )
    view = view_with(*ROWS, targets=[target])
    found = rows(what_changed(view, ["rereferrals_pct", "referrals"]), "What changed")
    assert [cells[-1] for cells in found.values()] == [
        "Against target",
        "● green (target from 1 January 2020: at most 20)",
        "no target set",
    ]


def test_a_target_from_a_later_day_is_named_and_gives_no_colour(view_with):
    given = {"measure": "rereferrals_pct", "council": "north-somerset", "at_most": 20, "reference": "Plan"}
    view = view_with(*ROWS, targets=[Target.model_validate(given | {"from": "2023-10-19"})])
    page = what_changed(view, ["rereferrals_pct", "referrals"])
    assert [cells[-1] for cells in rows(page, "What changed").values()] == [
        "Against target",
        "no target yet (target from 19 October 2023)",
        "no target set",
    ]
    assert not any(mark in html(page) for mark in ("● green", "■ red", "◆ amber"))


def test_a_direction_is_said_by_word_and_shape_and_where_one_is_better_by_colour(view):
    share, flow = view.change(view.own("rereferrals_pct")), view.change(view.own("referrals"))
    assert html(direction(share, Travel("better"))) == (
        '<span class="better"><span aria-hidden="true">▼ </span>better</span>'
    )
    assert html(direction(flow, Travel("falling"))) == '<span><span aria-hidden="true">▼ </span>falling</span>'


def test_measures_are_said_in_sentences_and_one_without_a_figure_with_the_file_that_would_hold_it(view):
    said = says(view, ["referrals", "cpp_open"])
    assert [type(piece).__name__ for piece in said.pieces] == ["Sentence", "Note"]
    assert "data/" in str(said.pieces[1].why) and "data/" not in said.pieces[1].plain
