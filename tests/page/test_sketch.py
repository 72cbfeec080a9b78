"""Places of words: moved apart no further than it takes, and never over the edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.page.sketch import WIDTH, Dot, Label, Moved, Sketch, Stroke, flat, spread, width_of

PLACES = st.lists(st.tuples(st.floats(0, 140), st.floats(5, 35)), min_size=1, max_size=6)


@given(PLACES)
def test_what_is_spread_never_touches_and_keeps_its_order(given_):
    ordered = sorted(given_)
    middles = spread([place for place, _ in ordered], [size for _, size in ordered])
    edges = [(middle - size / 2, middle + size / 2) for middle, (_, size) in zip(middles, ordered, strict=True)]
    assert all(foot <= top + 1e-6 for (_, foot), (top, _) in zip(edges, edges[1:], strict=False))


@given(PLACES)
def test_what_does_not_touch_is_not_moved(given_):
    apart = [place * 100 for place in range(len(given_))]
    assert spread(apart, [size for _, size in given_]) == pytest.approx(apart)


def test_words_that_would_be_cut_off_are_refused_by_name():
    long = "A label that is far too long for any drawing of a page, as nobody would write one"
    with pytest.raises(ValueError, match="shorten its labels: 'A label that is far"):
        Sketch(100, (Label(long, 0, 10),))
    with pytest.raises(ValueError, match="'end'"):
        Sketch(100, (Moved(5, 0, (Label("end", 0, 10),), "end"),))
    assert Sketch(100, (Moved(WIDTH, 0, (Label("end", 0, 10),), "end"),)).height == 100


def test_bold_words_are_wider():
    assert width_of("North Somerset", True) > width_of("North Somerset") > width_of("Somerset")


def test_marks_in_groups_stand_where_all_their_groups_put_them():
    marks = (
        Moved(
            10,
            5,
            (Moved(1, 2, (Label("a", 0, 0, "council"), Dot("x", 1, 1, 2)), "mid"), Stroke("axis", (((0, 0), (1, 0)),))),
        ),
    )
    label, dot, stroke = flat(marks)
    assert (label.x, label.y, label.kind) == (11, 7, "mid council")
    assert (dot.x, dot.y) == (12, 8) and stroke.runs == (((10, 5), (11, 5)),)
