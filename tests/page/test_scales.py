"""Round numbers along an axis."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.page.scales import Scale, bounds, ticks

ENDS = st.tuples(st.floats(-1000, 1000), st.floats(0.01, 5000)).map(lambda ends: (ends[0], ends[0] + ends[1]))


@given(ENDS)
def test_ticks_are_few_even_and_within(ends):
    low, high = ends
    found = ticks(low, high)
    steps = [after - before for before, after in pairwise(found)]
    assert 2 <= len(found) <= 6
    assert low - 1e-6 <= found[0] and found[-1] <= high + 1e-6
    assert max(steps) - min(steps) < 1e-6


@pytest.mark.parametrize(
    ("values", "expected"),
    [([3, 9], (0.0, 9)), ([-2, 5], (-2, 5)), ([-3, -1], (-3, 0.0)), ([0, 0], (0.0, 1.0)), ([], (0.0, 1.0))],
)
def test_an_axis_starts_at_nought_unless_a_value_is_below_it_and_has_a_span(values, expected):
    assert bounds(values) == expected


def test_a_value_stands_in_proportion():
    assert [Scale(0, 10, 160, 20).at(value) for value in (0, 5, 10)] == [160, 90, 20]
