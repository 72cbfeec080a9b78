"""The headline table across reports, and the same measures across years."""

import pytest

from pages import rows
from panelpack.comparisons.council_year import Scope
from panelpack.project.errors import InputError
from panelpack.project.parameters import Project
from panelpack.sections.headlines import across_years, headline_measures, overview


@pytest.fixture
def scope_of(project, north_somerset):
    def build(year):
        return Scope(
            project, north_somerset, "north-somerset", project.council("north-somerset"), year, project.year(year)
        )

    return build


def test_each_headline_leads_to_its_report_and_its_definition(scope_of):
    table = rows(overview(scope_of("2022-23"), {"send": "SEND", "police": "Police"}), "Headlines, 2022-23")
    assert table["Pupils persistently absent"][0] == "23.75%"
    assert table["Pupils persistently absent"][-1] == "SEND"
    assert table["Child protection crimes, without domestic abuse"][0] == "422"


def test_a_report_that_is_not_there_has_no_headline(scope_of):
    assert "Social worker turnover" not in overview(scope_of("2022-23"), {"send": "SEND"})


def test_the_same_measures_stand_year_by_year_and_a_missing_one_is_empty(scope_of):
    table = rows(across_years([scope_of("2021-22"), scope_of("2022-23")]), "Headlines, 2021-22 to 2022-23")
    assert table["Measure"] == ["2021-22", "2022-23"]
    assert table["Re-referrals as a percentage of referrals"] == ["13.2%", "14.8%"]
    assert table["Overspend of children's services"] == ["", "£2.256m"]


def test_a_headline_that_is_no_measure_is_refused_with_the_nearest(tmp_path):
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters" / "front_page.yaml").write_text("headlines:\n  send: [ehc_plan]\n")
    with pytest.raises(InputError, match="no measure 'ehc_plan'.*ehc_plans"):
        headline_measures(Project(tmp_path), {"ehc_plans": None})
