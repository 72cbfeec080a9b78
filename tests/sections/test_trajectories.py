"""Met or not met: by the direction in which a measure is better."""

import pytest

from panelpack.sections.enquiries import Behind, Limits, worse_than_target
from panelpack.sections.monitor import Row
from panelpack.sections.trajectories import is_met, met_or_not

LIMITS = Limits(most=5, most_of_report=3, nearly_last_in_england=0.9, worse_than_neighbours=Behind(part=0.6, fewest=7))


@pytest.fixture
def pair(context_with, published_of, figure_in):
    """A figure and its goal, of a measure of which higher is better, worse or neither."""

    def make(higher_is, now, goal):
        usual = {"unit": "percent", "higher_is": higher_is}
        context = context_with(reached_pct=usual, goal_pct=usual)
        published = published_of(("reached_pct", "2022-23", now), ("goal_pct", "2022-23", goal), context=context)
        return figure_in(published, "reached_pct", "2022-23"), figure_in(published, "goal_pct", "2022-23")

    return make


@pytest.mark.parametrize(
    ("higher_is", "now", "goal", "met"),
    [
        ("better", 92, 92, True),
        ("better", 91, 92, False),
        ("worse", 12, 18, True),
        ("worse", 18, 18, True),
        ("worse", 19, 18, False),
    ],
)
def test_a_goal_is_met_when_it_is_not_better_than_the_figure(pair, higher_is, now, goal, met):
    figure, aim = pair(higher_is, now, goal)
    assert is_met(figure, aim) is met
    (verdict,) = met_or_not(figure, aim).parts
    assert (verdict.plain, verdict.kind) == (("met", "green") if met else ("not met", "red"))
    assert (worse_than_target(None, Row(figure, None, aim), LIMITS) is None) is met


def test_without_a_direction_nobody_can_say_whether_a_goal_is_met(pair):
    assert met_or_not(*pair("neither", 12, 18)).plain == "not known"
