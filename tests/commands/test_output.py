"""What commands print: tables, CSV and JSON of the same things."""

import csv
import json
from io import StringIO

import pytest

from panelpack.commands.output import findings_written
from panelpack.comparisons.council_year import council_year
from panelpack.project.errors import InputError


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2022-23")


def test_the_lists_hold_the_same_findings(view):
    as_csv, needs_a_look = findings_written(view, "csv")
    found = list(csv.DictReader(StringIO(as_csv)))
    assert not needs_a_look
    assert found == json.loads(findings_written(view, "json")[0])
    assert {row["state"] for row in found if row["verdict"] in ("does not agree", "differs", "truncated")} == {
        "noted by panelpack, not by the council",
        "explained by the data",
    }
    last = findings_written(view, "table")[0].splitlines()[-1]
    assert (
        last.startswith(f"{len(found)} statements: ")
        and "0 of them new or changed, 42 noted by panelpack and not by the council" in last
    )
    with pytest.raises(InputError, match="csv, json, table"):
        findings_written(view, "xml")


def test_a_new_difference_needs_a_look(project, published_of):
    report = {"source": "nsscp_annual_report", "release": "2022-23"}
    published = published_of(("referrals", "2022-23", 1027), ("referrals", "2022-23", 999, report))
    text, needs_a_look = findings_written(council_year(project, published, "north-somerset", "2022-23"), "table")
    assert needs_a_look and "changed: differs (two sources)" in text
