"""Years that a document does not print, where a page shows its figures."""

import csv
from io import StringIO

import pytest

from pages import rows, words
from panelpack.comparisons.council_year import council_year
from panelpack.page.table_csv import csv_of
from panelpack.page.tables import Table
from panelpack.sections.stated import stated
from panelpack.sections.trajectories import Trajectory, trajectories

REPORT = {"source": "nsscp_annual_report", "release": "2022-23"}
MARK = "(year inferred)"


@pytest.fixture
def piece(view_with):
    centres = ("childrens_centres", "2022-23", 11, REPORT | {"qualifier": "about; year not printed"})
    return stated(view_with(centres, ("parenting_programmes", "2022-23", 14, REPORT)), "family_services")


def test_an_inferred_year_is_marked_beside_its_period_and_under_the_table(piece):
    table = rows(piece, "Family support and family services, 2022-23")
    assert table["Children's centres"] == ["about 11", f"2022-23 {MARK}"]
    assert table["Parenting programmes"] == ["14", "2022-23"]
    assert "Year inferred: the document prints none." in words(piece)


def test_the_mark_stands_in_the_csv_too(piece):
    (table,) = [item for item in getattr(piece, "pieces", [piece]) if isinstance(item, Table)]
    found = {row[0]: row[-1] for row in csv.reader(StringIO(csv_of(table)))}
    assert found["Children's centres"] == f"2022-23 {MARK}"
    assert found["Parenting programmes"] == "2022-23"


def test_a_figure_keeps_its_sources_words_apart_from_the_mark(published_of):
    row = ("childrens_centres", "2022-23", 11, REPORT | {"qualifier": "about; year not printed"})
    (figure,) = published_of(row).stated("childrens_centres")
    assert (figure.qualifiers, figure.year_is_inferred) == (["about"], True)


def test_milestones_without_a_printed_year_say_so_in_their_heads(project, north_somerset):
    view = council_year(project, north_somerset, "north-somerset", "2022-23")
    kinds = ("standard", "baseline", "milestone", "actual", "latest")
    names = Trajectory(**{kind: f"health_kpi_{kind}_pct" for kind in kinds})
    page = words(trajectories(view, names, "Health services"))
    assert "February 2022 (year inferred)" in page and "Baseline, November 2021" in page
