"""Coverage: every figure of the documents on a page of the built pack, or left out with a reason."""

import csv
import json
import shutil
from io import StringIO

import pytest

from panelpack.commands.output import coverage_written
from panelpack.packs.coverage import coverage, coverage_summary, unaccounted
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, PanelpackError


@pytest.fixture(scope="module")
def found(whole_project, whole_pack):
    return coverage(whole_project, "north-somerset", "2022-23")


def test_every_figure_of_the_documents_is_on_a_page_or_left_out_with_a_reason(found):
    assert [item.figure_id for item in unaccounted(found)] == []
    assert coverage_summary(found) == "821 figures: 794 on pages, 27 left out with a reason, 0 on no page"


def test_a_figure_is_on_the_page_of_its_report_under_its_label(found):
    crimes = next(item for item in found if item.figure_id == "police.cse_crimes.north_somerset.12m_current")
    assert (crimes.label, crimes.value) == ("Crimes of child sexual exploitation, current", "227")
    assert "police" in crimes.pages


def test_a_figure_that_leaves_its_page_is_found(whole_project, whole_pack, tmp_path):
    for name in ("parameters", "data", "notebooks"):
        (tmp_path / name).symlink_to(getattr(whole_project, name))
    own = Project(tmp_path)
    shutil.copytree(whole_pack, own.rendered / "north-somerset" / "2022-23")
    for name in ("finance.html", "performance.html"):
        (own.rendered / "north-somerset" / "2022-23" / name).write_text("<h1>empty</h1>")
    found = coverage(own, "north-somerset", "2022-23")
    assert any("overspend" in item.figure_id for item in unaccounted(found))
    assert "ON NO PAGE: Overspend of children's services" in coverage_written(found, "table")


def test_the_list_comes_as_a_table_as_csv_and_as_json(found):
    rows = list(csv.DictReader(StringIO(coverage_written(found, "csv"))))
    assert len(rows) == len(found) == len(json.loads(coverage_written(found, "json")))
    assert coverage_written(found, "table").splitlines()[-1] == coverage_summary(found)
    with pytest.raises(InputError, match="csv, json, table"):
        coverage_written(found, "yaml")


def test_without_a_pack_it_says_to_build_one(whole_project):
    with pytest.raises(PanelpackError, match="build it first"):
        coverage(whole_project, "north-somerset", "2016-17")
