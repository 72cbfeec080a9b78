"""The council among its neighbours and among England's councils, by hand-checkable places."""

from pages import words
from panelpack.sections.comparison import compare


def test_its_place_in_england_is_printed_with_how_many_councils_were_ranked(view_with, of_england_range):
    view = view_with(*of_england_range("rereferrals_pct", 36.0, (20.0, 26.0), 24.0, [22.0], place=147))
    assert "Place 147 of 150 in England, where 1 is the best." in words(compare(view, "rereferrals_pct"))


def test_without_a_place_nothing_is_said_of_one(view_with, of_england_range):
    view = view_with(*of_england_range("rereferrals_pct", 36.0, (20.0, 26.0), 24.0, [22.0]))
    assert "In England it is" not in words(compare(view, "rereferrals_pct"))
