"""Words that say which way a figure went, held against its change."""

import pytest

from panelpack.commentary.markdown import Passage, read_prose
from panelpack.commentary.writer import Page, write

ROWS = [
    ("referrals", "2021-22", 441),
    ("referrals", "2022-23", 422),
    ("cpp_open", "31 March 2022", 95),
    ("cpp_open", "31 March 2023", 108),
    ("cin_march", "31 March 2023", 777),
    ("rereferrals_pct", "2021-22", 20.5),
    ("rereferrals_pct", "2022-23", 14.8),
    ("cla_march", "31 March 2022", 200),
    ("cla_march", "31 March 2023", 200),
]


@pytest.fixture(scope="module")
def faults(view_with):
    page = Page(view_with(*ROWS), "safeguarding", (), ())

    def of(text):
        (passage,) = (block for block in read_prose(text) if isinstance(block, Passage))
        return [fault.what for fault in write(passage, page).faults]

    return of


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Their number fell to {{ cpp_open }}.", "the words say 'fell', but the figure rose from 95 to 108"),
        ("Referrals rose sharply to {{ referrals }}.", "the words say 'rose', but the figure fell from 441 to 422"),
        ("Referrals rose to {{ referrals }} from {{ referrals.before }}.", "but the figure fell from 441 to 422"),
        ("There were {{ referrals }} referrals, up from the year before.", "the words say 'up', but the figure fell"),
        ("There were {{ cpp_open }} plans, down on last year.", "the words say 'down', but the figure rose"),
        (
            "Referrals increased this time: there were {{ referrals }}.",
            "the words say 'increased', but the figure fell",
        ),
        ("At {{ referrals }}, it was higher than a year before.", "the words say 'higher', but the figure fell"),
        (
            "At {{ rereferrals_pct }} it was worse than last year.",
            "the words say 'worse', but the figure fell from 20.5%",
        ),
        ("The number of children in care rose to {{ cla_march }}.", "the words say 'rose', but the figure stayed 200"),
        ("All is well. Referrals rose to {{ referrals }}! So it is.", "the words say 'rose'"),
    ],
)
def test_words_that_say_another_way_than_the_figure_went_are_a_fault_with_both_values(faults, text, fault):
    (one,) = faults(text)
    assert fault in one


@pytest.mark.parametrize(
    "text",
    [
        "Their number rose to {{ cpp_open }}.",
        "Referrals fell to {{ referrals }}.",
        "At {{ rereferrals_pct }} it was better than last year.",
        "There were {{ cpp_open }} plans, up from the year before.",
        "Referrals did not fall, and there were {{ cpp_open }} plans.",
        "The number did not rise to {{ referrals }}.",
        "As staff numbers fell, {{ cpp_open }} children had a plan.",
        "Costs fell, and {{ cpp_open }} children had a plan.",
        "Referrals rose to {{ referrals }} and {{ cpp_open }}.",
        "Referrals rose and fell before they came to {{ referrals }}.",
        "We hope that referrals will rise to {{ referrals }}.",
        "Since 2019 referrals rose to {{ referrals }}.",
        "Over some years referrals rose to {{ referrals }}.",
        "Referrals rose in 2020-21; there are now {{ referrals }}.",
        "Referrals rose in 2020-21, as now with {{ referrals }}.",
        "The number rose to {{ cin_march }}.",
        "{{ referrals }} referrals came, and more staff left than last year.",
        "Re-referrals rose, and {{ referrals }} came.",
        "{{ referrals }} follow-up calls were made.",
        "The team set up {{ cpp_open }} plans and wrote down why.",
        "In England it rose: here there were {{ referrals }}.",
        "{{ referrals }} is higher than {{ referrals[period=2021-22] }}.",
        "Plans that started fell; at the end there were {{ cpp_open }}.",
        "Plans started fell, and {{ cpp_open }} were open.",
    ],
)
def test_words_that_are_right_or_may_be_of_something_else_are_none(faults, text):
    assert faults(text) == []
