"""The register of ways in which pages derive numbers."""

import pytest

from panelpack.comparisons import derived
from panelpack.comparisons.derived import CHANGE, MEAN, RANK, WAYS, Way, way_named
from panelpack.disclosure.figure import way_and_base


@pytest.fixture
def figure(published_of, figure_in):
    return figure_in(published_of(("rereferrals_pct", "2022-23", 18.5)), "rereferrals_pct", "2022-23")


def test_every_way_stands_in_the_register_under_its_name():
    assert set(WAYS.values()) == {way for way in vars(derived).values() if isinstance(way, Way)}
    assert all(WAYS[way.name] is way and way.words for way in WAYS.values())


def test_a_number_says_by_which_way_from_which_figure_and_of_what_it_was_made(figure):
    made = CHANGE.of(figure, -1.5, (figure,), unit="points", signed=True)
    assert way_and_base(made.id) == ("change", figure.id)
    assert (made.text, made.made_of) == ("\u22121.5", (figure,))


def test_a_way_of_neighbours_names_its_model_and_a_count_has_neither_unit_nor_decimals(figure):
    assert MEAN.of(figure, 20.04, (), model="2021").id == f"mean_2021-{figure.id}"
    place = RANK.of(figure, 3, ())
    assert (place.text, place.unit) == ("3", "count")


@pytest.mark.parametrize(
    ("name", "found"),
    [("change_pct", ("change_pct", "")), ("mean_2025", ("mean", "2025")), ("summary_ahead", ("summary_ahead", ""))],
)
def test_a_way_is_found_by_the_name_that_a_page_gives(name, found):
    way, model = way_named(name)
    assert (way.name, model) == found


@pytest.mark.parametrize("name", ["mean", "mean_", "change_2021", "guess", "summary_made_up", ""])
def test_a_name_that_no_page_gives_is_no_way(name):
    assert way_named(name) == (None, "")
