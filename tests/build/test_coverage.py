"""Coverage: every figure of the documents on a page of the built pack, or left out with a reason."""

import csv
import json
from io import StringIO

import pytest

from panelpack.build.coverage import coverage, summary, unaccounted, written
from panelpack.errors import InputError, PanelpackError


@pytest.fixture(scope="module")
def found(copied, whole_pack):
    return coverage(copied, "north-somerset", "2022-23")


def test_every_figure_of_the_documents_is_on_a_page_or_left_out_with_a_reason(found):
    assert [item.figure_id for item in unaccounted(found)] == []
    assert summary(found) == "818 figures: 791 on pages, 27 left out with a reason, 0 on no page"


def test_a_figure_is_on_the_page_of_its_report_under_its_label(found):
    crimes = next(item for item in found if item.figure_id == "police.cse_crimes.north_somerset.12m_current")
    assert (crimes.label, crimes.value) == ("Crimes of child sexual exploitation, current", "227")
    assert "police" in crimes.pages


def test_a_figure_that_leaves_its_page_is_found(copied, whole_pack, found):
    page = whole_pack / "finance.html"
    before = page.read_text()
    try:
        page.write_text(before.replace("£2.256m", ""))
        kept = [item for item in coverage(copied, "north-somerset", "2022-23") if "overspend" in item.figure_id]
        assert "finance" in kept[0].pages  # the mark is still there: words alone are the gate's matter
        for name in ("finance.html", "performance.html"):
            path = whole_pack / name
            if path.exists():
                path.write_text("<h1>empty</h1>")
        lost = unaccounted(coverage(copied, "north-somerset", "2022-23"))
        assert any("overspend" in item.figure_id for item in lost)
        assert "ON NO PAGE: Overspend of children's services" in written(lost, "table")
    finally:
        page.write_text(before)


def test_the_list_comes_as_a_table_as_csv_and_as_json(found):
    rows = list(csv.DictReader(StringIO(written(found, "csv"))))
    assert len(rows) == len(found) == len(json.loads(written(found, "json")))
    assert written(found, "table").splitlines()[-1] == summary(found)
    with pytest.raises(InputError, match="table, csv, json"):
        written(found, "yaml")


def test_without_a_pack_it_says_to_build_one(copied):
    with pytest.raises(PanelpackError, match="build it first"):
        coverage(copied, "north-somerset", "2016-17")
