"""Reconciliation on a page and in lists."""

import csv
import json
import shutil
from io import StringIO

import pytest

from pages import rows, words
from panelpack.comparisons.council_year import scope_of
from panelpack.disclosure.published import LEDGER_COLUMNS
from panelpack.project.errors import InputError
from panelpack.project.parameters import Project
from panelpack.reconciliation.revisions import REVISED
from panelpack.sections.reconciliation import findings, page, written


@pytest.fixture(scope="module")
def scope(project, north_somerset):
    return scope_of(project, north_somerset, "north-somerset", "2022-23")


def test_the_page_shows_differences_with_their_reasons_and_who_looked(scope):
    table = rows(page(scope), "Differences, 2022-23")
    row = table["Children with a placement order who wait for a match (Adoption West)"]
    assert "Looked at by panelpack's maintainers, from the printed reports, 22 November 2026." in row[-1]
    assert row[2].startswith("Does not agree.")


def test_what_agrees_and_what_cannot_be_checked_stand_apart(scope):
    html = page(scope)
    assert "Complaints to the agency in the year (Adoption West)" in rows(html, "Agrees, 2022-23")
    assert "Neglect" in " ".join(rows(html, "Cannot be checked, 2022-23"))


def test_a_year_without_stated_figures_says_so(project, published_of):
    empty = scope_of(project, published_of(("first_time_entrants_rate", "2022", 100)), "kent", "2022-23")
    assert "state nothing that can be held against anything" in words(page(empty))


def test_the_lists_hold_the_same_findings(scope):
    as_csv, needs_a_look = written(scope, "csv")
    found = list(csv.DictReader(StringIO(as_csv)))
    assert not needs_a_look
    assert found == json.loads(written(scope, "json")[0])
    assert {row["state"] for row in found if row["verdict"] in ("does not agree", "differs", "truncated")} == {
        "looked at",
        "explained by the data",
    }
    last = written(scope, "table")[0].splitlines()[-1]
    assert last.startswith(f"{len(found)} statements: ") and "0 of them new or changed" in last
    with pytest.raises(InputError, match="table, csv, json"):
        written(scope, "xml")


def test_a_figure_that_an_earlier_edition_gave_otherwise_is_a_difference(project, north_somerset, tmp_path):
    own = Project(tmp_path)
    for name in ("parameters", "notebooks"):
        (tmp_path / name).symlink_to(getattr(project, name))
    shutil.copytree(project.data, tmp_path / "data")
    (tmp_path / "data" / "published").mkdir(exist_ok=True)
    row = "referrals,E06000024,2022-04-01,2023-03-31,,dfe_children_in_need,2025,1026,,2022-23 edition 1,A,2023-10-20"
    header = ",".join(LEDGER_COLUMNS)
    (tmp_path / "data" / "published" / "north-somerset.csv").write_text(f"{header}\n{row}\n")
    found = [
        item for item in findings(scope_of(own, north_somerset, "north-somerset", "2022-23")) if item.rule == REVISED
    ]
    assert [(item.says, item.reason) for item in found] == [("1,027 beside 1,026", "unexplained")]


def test_a_new_difference_needs_a_look(project, published_of):
    report = {"source": "nsscp_annual_report", "release": "2022-23"}
    published = published_of(("referrals", "2022-23", 1027), ("referrals", "2022-23", 999, report))
    text, needs_a_look = written(scope_of(project, published, "north-somerset", "2022-23"), "table")
    assert needs_a_look and "changed: differs (two sources)" in text
