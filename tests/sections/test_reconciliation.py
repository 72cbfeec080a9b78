"""Reconciliation on a page."""

import shutil

import pytest

from ledgers import write_ledger
from pages import rows, words
from panelpack.comparisons.council_year import council_year
from panelpack.project.checkout import Project
from panelpack.reconciliation.all_findings import findings
from panelpack.reconciliation.revisions import REVISED
from panelpack.sections.reconciliation import reconciliation


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2022-23")


def test_the_page_shows_differences_with_their_reasons_and_who_looked(view):
    page = reconciliation(view)
    table = rows(page, "Differences, 2022-23") | rows(page, "Differences, 2022-23: the others")
    row = table["Children with a placement order who wait for a match (Adoption West)"]
    noted = "What is said of them was noted by panelpack's maintainers, from the printed reports, 22 November 2026"
    assert noted in words(page) and "panelpack" not in row[-1]
    assert row[-1].endswith("The sources give no reason.") and not row[-1].startswith("No reason is given.")
    assert row[2].startswith("Does not agree.")


def test_what_agrees_and_what_cannot_be_checked_stand_apart(view):
    html = reconciliation(view)
    assert "Complaints to the agency in the year (Adoption West)" in rows(html, "Agrees, 2022-23")
    assert "Neglect" in " ".join(rows(html, "Cannot be checked, 2022-23"))


def test_a_year_without_stated_figures_says_so(project, published_of):
    empty = council_year(project, published_of(("first_time_entrants_rate", "2022", 100)), "kent", "2022-23")
    assert "state nothing that can be held against anything" in words(reconciliation(empty))


def test_a_figure_that_an_earlier_edition_gave_otherwise_is_a_difference(project, north_somerset, tmp_path):
    own = Project(tmp_path)
    for name in ("parameters", "notebooks"):
        (tmp_path / name).symlink_to(getattr(project, name))
    shutil.copytree(project.data, tmp_path / "data")
    row = "referrals,E06000024,2022-04-01,2023-03-31,,dfe_children_in_need,2025,1026,,2022-23 edition 1,A,2023-10-20"
    write_ledger(own.ledger_of("north-somerset"), [row])
    found = [
        item
        for item in findings(council_year(own, north_somerset, "north-somerset", "2022-23"))
        if item.rule == REVISED
    ]
    assert [(item.says, item.reason) for item in found] == [("1,027 beside 1,026", "no reason is given")]
