"""The pack in one minute: the front page's questions and places, and words that can be read aloud in it."""

import pytest

from pages import texts, words
from panelpack.comparisons.council_year import council_year
from panelpack.page.pieces import Sentence, every
from panelpack.sections.front import front
from panelpack.sections.one_minute import MOST_WORDS, one_minute, read_aloud


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2022-23")


@pytest.fixture(scope="module")
def names(context):
    return list(context.catalogue.reports)


@pytest.fixture(scope="module")
def piece(view, names):
    return one_minute(view, names)


def test_it_asks_what_the_front_page_asks_with_figure_change_and_place(piece, view, names):
    asked = texts(piece, "li strong")
    assert asked == texts(front(view, names), "ol.enquiries strong")
    first = texts(piece, "li")[0]
    assert "33.8% at 30 September 2022, up from 11.2% a year before" in first and "place 146 of 150 in England" in first


def test_it_names_who_is_nearly_last_and_nearly_first_and_figures_that_contradict_each_other(piece):
    lines = texts(piece, "li")
    assert sum("nearly last" in line for line in lines) == 5
    assert any("nearly first" in line for line in lines)
    assert any("122" in line and "152" in line for line in lines)


def test_what_is_read_aloud_takes_a_minute_and_says_the_same_figures(piece, view, names):
    said = [one for one in every(piece) if isinstance(one, Sentence)][-1].said
    assert 100 < len(said.plain.split()) <= MOST_WORDS
    on_front = {figure.id for figure in front(view, names).figures}
    assert {figure.id for figure in said.figures} <= on_front
    assert said.plain.startswith("North Somerset, 2022-23. Why do so many social workers")


def test_a_council_of_which_little_is_known_has_little_to_be_read(project, view):
    said = read_aloud(view, ["finance"], front(view, ["finance"])).plain
    assert said.startswith("North Somerset, 2022-23.") and len(said.split()) <= MOST_WORDS
    assert "child protection plan" not in said


def test_the_page_of_a_pack_says_it_and_the_front_page_leads_to_it(whole_pack, piece):
    page = (whole_pack / "one-minute.html").read_text()
    assert words(page).count("To be read aloud") == 1
    assert "href=one-minute.html" in (whole_pack / "index.html").read_text()
