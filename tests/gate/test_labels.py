"""Numbers under a wrong name: right by their facts, on page and CSV alike, and wrong to who reads them."""

import pytest

from pages import html
from panelpack.comparisons.council_year import council_year
from panelpack.gate.gate import Gate
from panelpack.gate.labels import label_findings
from panelpack.page.html_tree import Tree
from panelpack.sections.chosen import bars
from panelpack.sections.trends import trend

NAME = "rereferrals_pct"


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2022-23")


def findings(page, view):
    return set(label_findings(Tree(page), view.published))


def test_tables_whose_numbers_stand_under_their_names_pass(view):
    assert findings(html(trend(view, NAME, ["Kent", "england"])), view) == set()
    assert findings(html(bars(view, NAME, ["Kent", "Essex"], "")), view) == set()


def test_numbers_under_another_council_s_name_are_found(view):
    page = html(bars(view, NAME, ["Kent", "Essex"], ""))
    swapped = page.replace(">Kent<", ">\0<").replace(">Essex<", ">Kent<").replace(">\0<", ">Essex<")
    assert {said.rpartition(" than ")[2] for said in findings(swapped, view)} == {"Kent", "Essex"}


def test_a_column_under_another_area_s_name_is_found(view):
    page = html(trend(view, NAME, ["Kent", "england"])).replace(">England</th>", ">Essex</th>")
    assert all("another area than England" in said for said in findings(page, view))
    assert findings(page, view)


def test_a_row_under_another_year_is_found(view):
    page = html(trend(view, NAME, ["Kent"])).replace(">2019-20</time>", ">2010-11</time>")
    assert all("another period than 2019-20" in said for said in findings(page, view))
    assert findings(page, view)


def test_a_council_with_two_codes_stands_under_its_one_name(view_with):
    rows = [(NAME, "2022-23", 14, {"area": code}) for code in ("E08000019", "E06000024")]
    of_both = view_with(*rows, (NAME, "2021-22", 15, {"area": "E08000039"}), (NAME, "2021-22", 15))
    for code in ("E08000019", "E08000039"):
        page = html(trend(of_both, NAME, [code]))
        assert ">Sheffield<" in page
        assert findings(page, of_both) == set()
        assert findings(page.replace(">Sheffield<", ">Leeds<"), of_both)


def test_a_table_of_a_council_of_the_national_store_holds_nothing_that_may_not_be_shown(of_england, leeds):
    view = council_year(of_england, leeds, "leeds", "2024-25")
    gate = Gate.of(of_england, "leeds", leeds, year="2024-25")
    page = html(trend(view, NAME, ["region", "england"]))
    assert ">Leeds<" in page and ">Yorkshire and The Humber<" in page
    assert list(gate.page(page)) == []
    assert list(gate.page(page.replace(">Yorkshire and The Humber<", ">Bradford<"))) != []
