"""What it would take to be where the neighbours are, in whole numbers of those that a percentage is of."""

import pytest

from panelpack.comparisons.what_it_takes import what_it_takes


@pytest.fixture
def takes(view_with, of_neighbours):
    """How many it takes for a share of second plans, with its base, beside six neighbours of one value."""

    def count(value, base, neighbour, measure="cpp_repeat_pct", **more):
        rows = [(measure, "2022-23", value, ({"denominator": base} if base else {}) | more)]
        view = view_with(*rows, *of_neighbours(measure, "2022-23", [neighbour] * 6))
        own = view.own(measure)
        found = what_it_takes(own, view.neighbours(own))
        return None if found is None else found.value

    return count


def test_where_lower_is_better_it_says_how_many_fewer(takes):
    assert takes(36.1, 122, 23.9) == 15  # 44.04 less 29.16


def test_where_higher_is_better_it_says_how_many_more(takes):
    assert takes(80.0, 200, 90.0, measure="assessments_45d_pct") == 20


def test_a_part_that_is_known_is_not_taken_from_the_rounded_percentage(takes):
    assert takes(36.1, 1000, 23.9, numerator=364) == 125


def test_nothing_is_said_where_the_council_is_ahead_or_the_base_is_not_known_or_it_is_less_than_one(takes):
    assert takes(20.0, 122, 23.9) is None
    assert takes(36.1, None, 23.9) is None
    assert takes(24.0, 122, 23.9) is None


def test_no_base_is_known_of_a_rate(takes):
    assert takes(300.0, None, 200.0, measure="referral_rate") is None
