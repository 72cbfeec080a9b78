"""Cells as they are seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.facts.cells import as_seen, read_cell


@pytest.mark.parametrize(
    "odd", ["refer\u200brals", "\u2060referrals", "referrals\ufeff", "\u00a0referrals\u2009", "ref\u00aderrals"]
)
def test_what_nobody_sees_makes_no_other_cell(odd):
    assert as_seen(odd) == "referrals"


@given(st.text())
def test_a_cell_as_it_is_seen_stays_so(cell):
    assert as_seen(as_seen(cell)) == as_seen(cell)


def test_a_number_keeps_every_sign_so_that_a_raised_digit_is_no_digit():
    assert read_cell("value", " 12\u00b2 ") == "12\u00b2"
    assert read_cell("measure", " referrals\u00a0") == "referrals"
