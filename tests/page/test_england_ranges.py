"""Small drawings of England's range, by hand-checkable places."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import html, values
from panelpack.page.england_ranges import HEIGHT, WIDTH, marks_of, places_of
from panelpack.page.parts import EnglandRange
from panelpack.page.words import words_of

LOWER_IS_BETTER, HIGHER_IS_BETTER, NEITHER = "rereferrals_pct", "assessments_45d_pct", "referral_rate"


@pytest.fixture(scope="session")
def figure_of(published_of, figure_in):
    """A figure of a measure, of which copies take any value."""
    made = {}

    def build(measure, value):
        if measure not in made:
            made[measure] = figure_in(published_of((measure, "2022-23", 1.0)), measure, "2022-23")
        return replace(made[measure], value=value, decimals=6)

    return build


@pytest.fixture(scope="session")
def drawn(figure_of):
    """A figure on a range: `drawn(measure, own, lower, upper, england, neighbours)`."""

    def build(measure, own, lower, upper, england, neighbours=None, quarter="middle half"):
        near = None if neighbours is None else figure_of(measure, neighbours)
        figures = (figure_of(measure, value) for value in (own, lower, upper, england))
        return EnglandRange(*figures, near, quarter)

    return build


def test_england_stands_in_the_middle_and_the_furthest_mark_at_an_edge(drawn):
    # The council is 10 above England: 73 pixels; a quartile 5 below it is half as far the other way
    places = places_of(drawn(HIGHER_IS_BETTER, 30.0, 15.0, 25.0, 20.0, 22.0))
    assert places == pytest.approx({"lower": 43.5, "upper": 116.5, "england": 80, "council": 153, "neighbours": 94.6})


def test_where_lower_is_better_a_low_figure_stands_to_the_right(drawn):
    places = places_of(drawn(LOWER_IS_BETTER, 10.0, 15.0, 25.0, 20.0))
    assert places == pytest.approx({"lower": 116.5, "upper": 43.5, "england": 80, "council": 153})


def test_where_no_direction_is_better_a_high_figure_stands_to_the_right(drawn):
    assert places_of(drawn(NEITHER, 30.0, 15.0, 25.0, 20.0))["council"] == 153


def test_figures_that_are_all_alike_stand_in_the_middle(drawn):
    assert set(places_of(drawn(NEITHER, 0.0, 0.0, 0.0, 0.0, 0.0)).values()) == {80}


AMOUNT = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))


@given(st.sampled_from((LOWER_IS_BETTER, HIGHER_IS_BETTER, NEITHER)), *[AMOUNT] * 5)
def test_every_mark_lies_within_the_drawing_for_any_figures(drawn, measure, own, one, other, england, near):
    ranged = drawn(measure, own, min(one, other), max(one, other), england, near)
    assert all(7 <= place <= WIDTH - 7 for place in places_of(ranged).values())
    marks = marks_of(ranged)
    left, wide = map(float, re.search(r'class="band" d="M([\d.]+) 4h([\d.]+)', marks).groups())
    assert left >= 0 and wide >= 0 and left + wide <= WIDTH and HEIGHT == 20


@pytest.mark.parametrize(
    ("measure", "quarter", "mark"),
    [
        (HIGHER_IS_BETTER, "best quarter", '<path class="council better" d="M153 4l-6 12h12z"/>'),
        (HIGHER_IS_BETTER, "worst quarter", '<path class="council worse" d="M153 16l-6 -12h12z"/>'),
        (HIGHER_IS_BETTER, "middle half", '<circle class="council" cx="153" cy="10" r="5.5"/>'),
        (NEITHER, "highest quarter", '<path class="council plain" d="M153 5m-5 0h10v10h-10z"/>'),
        (NEITHER, "middle half", '<path class="council plain" d="M153 5m-5 0h10v10h-10z"/>'),
    ],
)
def test_the_shape_of_the_council_s_mark_tells_its_quarter(drawn, measure, quarter, mark):
    assert marks_of(drawn(measure, 30.0, 15.0, 25.0, 20.0, quarter=quarter)).endswith(mark)


def test_it_says_nothing_to_a_screen_reader_and_names_its_figure(drawn):
    ranged = drawn(NEITHER, 30.0, 15.0, 25.0, 20.0)
    drawing = words_of(ranged)
    assert drawing.plain == "" and values(html(drawing), "svg", "aria-hidden") == ["true"]
    assert values(html(drawing), "svg", "data-fact") == [ranged.figure.id]


def test_without_neighbours_there_is_no_mark_of_them(drawn):
    assert "neighbours" not in marks_of(drawn(NEITHER, 30.0, 15.0, 25.0, 20.0))
