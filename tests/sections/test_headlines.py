"""The headline table across reports, and the same measures across years."""

from dataclasses import replace

import pytest

from pages import html, rows
from panelpack.comparisons.council_year import CouncilYear
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError
from panelpack.sections.headlines import across_years, headline_measures, headlines


@pytest.fixture
def council_year(project, north_somerset):
    def build(year):
        return CouncilYear(
            project, north_somerset, "north-somerset", project.council("north-somerset"), year, project.year(year)
        )

    return build


def test_each_headline_leads_to_its_report_and_its_definition(council_year):
    table = rows(headlines(council_year("2022-23"), ["send", "police"]), "Headlines, 2022-23")
    assert table["Pupils persistently absent"][0] == "23.75%"
    assert table["Pupils persistently absent"][-1] == "Special educational needs"
    assert table["Child protection crimes, without domestic abuse"][0] == "422"


def test_a_report_that_is_not_there_has_no_headline(council_year):
    assert "Social worker turnover" not in html(headlines(council_year("2022-23"), ["send"]))


def test_the_same_measures_stand_year_by_year_and_a_missing_one_is_empty(council_year):
    table = rows(across_years([council_year("2021-22"), council_year("2022-23")]), "Headlines, 2021-22 to 2022-23")
    assert table["Measure"] == ["2021-22", "2022-23"]
    assert table["Re-referrals as a percentage of referrals"] == ["13.2%", "14.8%"]
    assert table["Overspend of children's services"] == ["", "£2.256m"]


def test_a_headline_that_is_no_measure_is_refused_with_the_nearest(council_year, tmp_path):
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters" / "front_page.yaml").write_text("headlines: [ehc_plan]\n")
    with pytest.raises(InputError, match="no measure 'ehc_plan'.*ehc_plans"):
        headline_measures(replace(council_year("2022-23"), project=Project(tmp_path)))
