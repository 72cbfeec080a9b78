"""Reconciliation on a page and in lists."""

import csv
import json
from io import StringIO

import pytest

from pages import rows, words
from panelpack.errors import InputError
from panelpack.reconciliation import page, written
from panelpack.scope import scope_of


@pytest.fixture(scope="module")
def scope(project, north_somerset):
    return scope_of(project, north_somerset, "north-somerset", "2022-23")


def test_the_page_shows_differences_with_their_reasons_and_who_looked(scope):
    table = rows(page(scope), "Differences, 2022-23")
    row = table["Children with a placement order who wait for a match (Adoption West)"]
    assert "Looked at by panelpack, from the printed reports, 22 November 2026." in row[-1]
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


def test_a_new_difference_needs_a_look(project, published_of):
    report = {"source": "nsscp_annual_report", "release": "2022-23"}
    published = published_of(("referrals", "2022-23", 1027), ("referrals", "2022-23", 999, report))
    text, needs_a_look = written(scope_of(project, published, "north-somerset", "2022-23"), "table")
    assert needs_a_look and "changed: differs (two sources)" in text
