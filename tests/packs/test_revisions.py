"""A figure that is edited after a release, in the pack that is built next."""

import shutil
from datetime import date

import pytest

from pages import rows, words
from panelpack.packs.pack import build_pack
from panelpack.packs.plan import plan
from panelpack.packs.release import release
from panelpack.project.checkout import Project


@pytest.fixture(scope="module")
def project_of_two(project, tmp_path_factory):
    """A project of its own whose packs hold two reports."""
    root = tmp_path_factory.mktemp("revised")
    for name in ("parameters", "data", "notebooks"):
        shutil.copytree(getattr(project, name), root / name)
    return Project(root)


def built(project):
    return build_pack(
        project, plan(project, "north-somerset", "2022-23", ["safeguarding", "workforce"])[0], {}, print
    ).index.parent


def test_an_edited_figure_of_a_past_year_yields_its_one_row_and_no_other(project_of_two):
    built(project_of_two)
    release(project_of_two, "north-somerset", "2022-23", "A. Director", date(2023, 10, 20))
    path = project_of_two.data / "benchmarks" / "dfe_children_in_need.csv"
    text = path.read_text()
    assert text.count("\nreferrals,E06000024,2021-22,,759,") == 1
    path.write_text(text.replace("\nreferrals,E06000024,2021-22,,759,", "\nreferrals,E06000024,2021-22,,760,"))
    pack = built(project_of_two)
    table = rows((pack / "safeguarding.html").read_text(), "Revised figures")
    assert list(table) == ["Measure", "Referrals to children's social care"]
    row = table["Referrals to children's social care"]
    assert row == ["2021-22", "760", "759", "2022-23 edition 1", "No reason is given"]
    assert "No figure differs from what an earlier edition said." in words((pack / "workforce.html").read_text())
