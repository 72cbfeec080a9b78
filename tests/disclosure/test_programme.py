"""Programmes over whole numbers, by numbers that can be checked by hand."""

import pytest

from panelpack.disclosure.programme import Programme

INF = float("inf")


def test_the_least_and_the_greatest_of_two_counts_that_add_to_five():
    programme = Programme([(1, INF), (1, INF)], [{0: 1.0, 1: 1.0}], [(5, 5)])
    assert programme.least({0: 1.0}).values[0] == 1
    assert programme.least({0: -1.0}).values[0] == 4


def test_a_count_without_a_limit_is_unlimited():
    programme = Programme([(1, INF), (1, INF)], [{0: 1.0, 1: -1.0}], [(0, 0)])
    assert programme.least({0: -1.0}).unlimited


def test_whole_numbers_are_found_where_broken_ones_cost_less():
    # 2x + 2y is at least 3: broken 1.5, whole 2
    programme = Programme([(0, 10), (0, 10)], [{0: 2.0, 1: 2.0}], [(3, INF)])
    answer = programme.least({0: 1.0, 1: 1.0})
    assert sum(answer.values) == pytest.approx(2)
    assert answer.relaxed == pytest.approx(1.5)


def test_a_broken_column_need_not_be_whole():
    programme = Programme([(0, 10)], [{0: 2.0}], [(3, INF)], broken=frozenset({0}))
    assert programme.least({0: 1.0}).values == pytest.approx([1.5])


def test_the_price_of_a_row_is_what_a_unit_more_adds():
    programme = Programme([(1, INF), (1, INF)], [{0: 1.0, 1: 1.0}], [(5, 5)])
    assert programme.least({0: -1.0}).prices == pytest.approx([-1.0])


def test_what_no_numbers_meet_has_no_values():
    answer = Programme([(1, INF)], [{0: 1.0}], [(0, 0)]).least({0: 1.0})
    assert not answer.values
    assert not answer.unlimited
