import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.catalogue.numbers import half_away, written

NUMBERS = st.floats(min_value=-1e9, max_value=1e9)
DECIMALS = st.integers(min_value=0, max_value=4)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(-18.75, 1, -18.8), (18.75, 1, 18.8), (0.5, 0, 1), (-0.5, 0, -1), (2.5, 0, 3), (2.675, 2, 2.68), (7.04, 1, 7.0)],
)
def test_halves_go_away_from_zero(value, decimals, expected):
    assert half_away(value, decimals) == expected


def test_rounding_to_nought_gives_no_minus_sign():
    assert str(half_away(-0.04, 1)) == "0.0"


@given(NUMBERS, DECIMALS)
def test_a_number_and_its_opposite_round_alike(value, decimals):
    assert half_away(-value, decimals) == -half_away(value, decimals)


@given(NUMBERS, DECIMALS)
def test_rounding_twice_changes_nothing(value, decimals):
    once = half_away(value, decimals)
    assert half_away(once, decimals) == once


@given(NUMBERS, DECIMALS)
def test_rounding_moves_a_number_by_half_a_step_at_most(value, decimals):
    assert abs(half_away(value, decimals) - value) <= 0.5 * 10**-decimals + 1e-6


def test_thousands_are_separated_and_decimals_fixed():
    assert written(1234567.5, 2) == "1,234,567.50"


def test_a_negative_number_has_a_minus_sign_and_not_a_hyphen():
    assert written(-19, 0) == "\u221219"


def test_a_sign_is_written_only_where_asked_for_and_never_before_nought():
    assert [written(value, 0, sign=True) for value in (17, 0, -17)] == ["+17", "0", "\u221217"]
    assert written(17, 0) == "17"


def test_a_change_that_rounds_to_nought_has_no_sign():
    assert written(-0.04, 1, sign=True) == "0.0"
    assert written(0.04, 1, sign=True) == "0.0"
