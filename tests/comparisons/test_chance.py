"""Could a difference be chance: worked examples, and tests by hand."""

from math import erfc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from panelpack.comparisons.chance import chance_of_counts, chance_of_shares


def test_the_chance_of_two_counts_is_that_of_the_worked_examples():
    assert round(chance_of_counts(227, 292), 3) == 0.005
    assert round(chance_of_counts(72, 109), 3) == 0.007
    assert round(chance_of_counts(26, 21), 2) == 0.56


def test_none_after_five_is_as_likely_as_five_tosses_alike():
    # Five heads or five tails: twice one half to the fifth.
    assert chance_of_counts(0, 5) == pytest.approx(2 / 32)


def test_equal_counts_and_no_events_at_all_are_surely_chance():
    assert chance_of_counts(7, 7) == pytest.approx(1)
    assert chance_of_counts(0, 0) == 1


def test_the_chance_of_two_shares_is_that_of_a_test_by_hand():
    # 60 of 100 against 40 of 100: pooled one half, spread sqrt(1/4 x 2/100) = 0.1/sqrt(2), so z = 2 sqrt(2),
    # and twice the tail of the normal beyond z is erfc(z / sqrt(2)) = erfc(2), about 0.0047.
    assert chance_of_shares(60, 100, 40, 100) == pytest.approx(erfc(2))
    assert chance_of_shares(40, 100, 60, 100) == pytest.approx(erfc(2))


def test_shares_of_few_people_are_tested_exactly():
    # Of the 20 ways to choose three of six, one puts all parts on the one side and one on the other.
    assert chance_of_shares(3, 3, 0, 3) == pytest.approx(2 / 20)


def test_shares_of_nothing_and_of_everything_are_surely_chance():
    assert chance_of_shares(0, 50, 0, 80) == pytest.approx(1)
    assert chance_of_shares(50, 50, 80, 80) == pytest.approx(1)


def test_no_children_of_five_against_three_of_five_is_a_sum_of_ways():
    # Of the 120 ways to deal three parts to ten children, 10 put all into one five, 10 into the other.
    assert chance_of_shares(0, 5, 3, 5) == 20 / 120


COUNT = st.integers(0, 3000)


@given(COUNT, COUNT)
def test_counts_are_tested_as_scipy_tests_them(now, before):
    expected = stats.binomtest(now, now + before, 0.5).pvalue if now + before else 1.0
    assert chance_of_counts(now, before) == pytest.approx(expected, rel=1e-9, abs=1e-300)


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 12), st.integers(0, 12), st.booleans())
def test_shares_are_tested_as_scipy_tests_them(base_now, base_before, part_now, part_before, nearly_all):
    part_now, part_before = min(part_now, base_now), min(part_before, base_before)
    if nearly_all:
        part_now, part_before = base_now - part_now, base_before - part_before
    pooled = (part_now + part_before) / (base_now + base_before)
    if min(pooled, 1 - pooled) * min(base_now, base_before) < 5:
        expected = stats.fisher_exact(
            [[part_now, base_now - part_now], [part_before, base_before - part_before]]
        ).pvalue
    else:
        gap = abs(part_now / base_now - part_before / base_before)
        expected = 2 * stats.norm.sf(gap / (pooled * (1 - pooled) * (1 / base_now + 1 / base_before)) ** 0.5)
    assert chance_of_shares(part_now, base_now, part_before, base_before) == pytest.approx(expected, rel=1e-9)
