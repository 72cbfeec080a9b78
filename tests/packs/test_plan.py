"""What to build."""

import shutil

import pytest

from panelpack.packs.plan import plan
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError


def test_all_years_are_planned_oldest_first(project):
    years = [item.year for item in plan(project, "kent", "all")]
    assert years == sorted(years)
    assert years[0] == "2015-16"
    assert years[-1] == "2024-25"


def test_a_year_brings_every_report_in_its_order(project):
    (item,) = plan(project, "north-somerset", "2022-23")
    assert item.reports[:3] == ("safeguarding", "police", "children_in_care")
    assert sorted(item.reports) == sorted(path.stem for path in (project.data / "measures").glob("*.yaml"))


def test_a_report_without_a_notebook_is_refused_with_the_file_to_write(project, tmp_path):
    for name in ("parameters", "notebooks"):
        (tmp_path / name).symlink_to(getattr(project, name))
    shutil.copytree(project.data / "measures", tmp_path / "data" / "measures")
    (tmp_path / "data" / "measures" / "housing.yaml").write_text("title: Housing\norder: 99\n")
    with pytest.raises(InputError, match=r"the report housing has no notebook \(write notebooks/housing.ipynb\)"):
        plan(Project(tmp_path), "north-somerset", "2022-23")


@pytest.mark.parametrize(
    ("council", "year", "reports", "listed"),
    [
        ("kant", "2022-23", (), "did you mean kent?"),
        ("kent", "2022-24", (), "2015-16"),
        ("kent", "2022-23", ("safegarding",), "valid: safeguarding, police, children_in_care"),
    ],
)
def test_an_unknown_name_is_refused_with_the_valid_ones(project, council, year, reports, listed):
    with pytest.raises(InputError, match=listed):
        plan(project, council, year, reports)


@pytest.mark.parametrize("name", ["council", "year"])
def test_council_and_year_are_no_further_parameters(project, name):
    with pytest.raises(InputError, match=f"choose it with --{name}"):
        plan(project, "north-somerset", "2022-23", (), {name: "kent"})
