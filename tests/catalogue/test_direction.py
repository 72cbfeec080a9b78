"""Which of two values is better: asked of the measure, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.catalogue.measures import build_measure

USUAL = {"report": "r", "label": "X", "unit": "percent", "basis": "year", "definition": "D."}
NUMBERS = st.floats(-1000, 1000)


def of(higher_is):
    return build_measure("x", USUAL | {"higher_is": higher_is}, "a test")


@pytest.mark.parametrize(("higher_is", "way"), [("better", "better"), ("worse", "worse"), ("neither", "neither")])
def test_a_rise_goes_where_the_measure_says(higher_is, way):
    assert of(higher_is).way_of(21, 20) == way
    assert of(higher_is).way_of(20, 20) == "unchanged"


@given(NUMBERS, NUMBERS, st.sampled_from(["better", "worse", "neither"]))
def test_of_two_values_at_most_one_is_better(one, other, higher_is):
    measure = of(higher_is)
    assert measure.better_of(one, other) == -measure.better_of(other, one)
    assert not (measure.is_better(one, other) and measure.is_better(other, one))
    if higher_is != "neither" and one != other:
        assert measure.is_better(one, other) or measure.is_better(other, one)
