"""A passage of officers' prose: its faults, each told once, with what to write."""

import pytest

from panelpack.commentary.markdown import Passage, read_prose
from panelpack.commentary.writer import Page, write

ROWS = [
    ("referrals", "2021-22", 441),
    ("referrals", "2022-23", 422),
    ("cpp_open", "31 March 2022", 95),
    ("cpp_open", "31 March 2023", 108),
    ("rereferrals_pct", "2021-22", 20.5),
    ("rereferrals_pct", "2022-23", 14.8),
]


@pytest.fixture(scope="module")
def view(view_with):
    return view_with(*ROWS)


def faults(view, text, hides=0, phrases=()):
    (passage,) = (block for block in read_prose(text) if isinstance(block, Passage))
    return [str(fault) for fault in write(passage, Page(view, "safeguarding", (), phrases, hides)).faults]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("One in four were repeat referrals within a year.", "column 1: a share in words (write {{ rereferrals_pct }}"),
        ("The number of referrals doubled.", "column 25: a change in words (write {{ referrals }}"),
        ("Only one child had a protection plan.", "column 1: a count in words (write {{ cpp_open }}"),
    ],
)
def test_a_figure_in_words_is_a_fault_with_the_name_of_the_figure(view, text, fault):
    (one,) = faults(view, text)
    assert fault in one
    assert "a phrase that measures nothing goes into allowed.yaml" in one
    assert faults(view, text, phrases=[text.rstrip(".")]) == []


@pytest.mark.parametrize("text", ["Only one child was late.", "One in four children came again."])
def test_a_small_number_in_words_of_a_report_that_hides_a_count_is_told_once_and_given_no_name(view, text):
    (one,) = faults(view, text, hides=5)
    assert "in a report that hides a count (say it without the number" in one
