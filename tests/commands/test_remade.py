"""Every derived number of a pack can be made again, and then names the figures and rows that it is made of."""

import pytest

from pages import numbers, value_of
from panelpack.commands.remade import MAKERS, remade
from panelpack.commands.trace import trace
from panelpack.comparisons.council_year import council_year
from panelpack.comparisons.derived import WAYS, way_named
from panelpack.disclosure.figure import way_and_base
from panelpack.project.errors import InputError


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2022-23")


@pytest.fixture(scope="module")
def derived(whole_pack):
    """The derived numbers of a whole pack: what each mark says, by its id."""
    found = {}
    for path in whole_pack.glob("*.html"):
        for mark in numbers(path.read_text(encoding="utf-8")):
            name = mark.attributes.get("data-fact") or ""
            if way_and_base(name)[0]:
                found[name] = value_of(mark)
    return found


def test_every_way_of_the_register_has_a_maker():
    assert {way.name for way in MAKERS} == set(WAYS)


def test_every_derived_number_is_made_again_from_figures_that_have_a_row(view, derived):
    assert len(derived) > 500
    for name, value in derived.items():
        how, base = way_and_base(name)
        made = remade(view, view.published.figures[base], *way_named(how))
        assert value in {item.number for item in made}, name
        parts = [part for item in made for part in item.made_of]
        assert parts and all(part.id in view.published.figures for part in parts), name


def test_each_way_on_a_page_is_told_in_words_with_its_rows(view, derived):
    of_each = {way_and_base(name)[0]: name for name in derived}
    assert len(of_each) > 20
    for how, name in of_each.items():
        said = trace(view, name)
        way, _ = way_named(how)
        assert f"the page shows {way.words}: " in said
        assert "nothing: it is not calculated" not in said
        made_of = said.partition("Made of\n")[2].partition("\nChecks")[0]
        assert ".csv, line " in made_of or "formula " in made_of, name


def test_a_way_that_no_page_has_is_refused_with_those_there_are(view):
    figure = view.own("referrals")
    with pytest.raises(InputError, match=r"in the way 'guess' \(the ways are change, change_pct"):
        trace(view, f"guess-{figure.id}")
