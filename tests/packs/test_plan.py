"""What to build."""

import pytest

from panelpack.catalogue.measures import REPORTS
from panelpack.packs.plan import plan
from panelpack.project.errors import InputError


def test_all_years_are_planned_oldest_first(project):
    years = [item.year for item in plan(project, "kent", "all")]
    assert years == sorted(years)
    assert years[0] == "2015-16"
    assert years[-1] == "2024-25"


def test_a_year_brings_the_reports_that_its_file_names(project):
    (item,) = plan(project, "north-somerset", "2022-23")
    assert item.reports == REPORTS


@pytest.mark.parametrize(
    ("council", "year", "reports", "listed"),
    [
        ("kant", "2022-23", (), "did you mean kent?"),
        ("kent", "2022-24", (), "2015-16"),
        ("kent", "2022-23", ("safegarding",), "valid: adoption, children_in_care, feedback"),
    ],
)
def test_an_unknown_name_is_refused_with_the_valid_ones(project, council, year, reports, listed):
    with pytest.raises(InputError, match=listed):
        plan(project, council, year, reports)


@pytest.mark.parametrize("name", ["council", "year"])
def test_council_and_year_are_no_further_parameters(project, name):
    with pytest.raises(InputError, match=f"choose it with --{name}"):
        plan(project, "north-somerset", "2022-23", (), {name: "kent"})
