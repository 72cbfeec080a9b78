"""`panelpack rehearse` as it is typed: next year's files are read, and nothing of the project changes."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ees_server import HEADER, c1_file
from panelpack.commands.cli import app
from panelpack.commands.forms import write_form

CASE = Path(__file__).parents[4] / "shared" / "cases" / "22-refresh-renamed-columns" / "renamed.csv"


@pytest.fixture
def run(whole_project, monkeypatch):
    monkeypatch.setenv("PANELPACK_HOME", str(whole_project.root))
    return lambda *words: CliRunner().invoke(app, ["rehearse", *map(str, words)])


def written(folder, content, name="c1_children_in_need_referrals_and_rereferrals_2013_to_2026.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_good_file_breaks_nothing_and_leaves_everything_as_it_was(run, project, tmp_path):
    before = {path: path.read_bytes() for path in project.data.rglob("*.*") if path.is_file()}
    done = run(written(tmp_path, c1_file((2026, 1200, 15.5))))
    assert done.exit_code == 0, done.output
    assert "c1_children_in_need_referrals_and_rereferrals of dfe_children_in_need" in done.stdout
    assert "4 new figures, 0 changed" in done.stdout
    assert "nothing breaks" in done.stdout
    assert {path: path.read_bytes() for path in project.data.rglob("*.*") if path.is_file()} == before


def test_renamed_columns_are_told_with_measures_reports_and_the_line_that_mends_them(run, tmp_path):
    header = HEADER.replace("rereferral_percent", "re_referral_percent").replace("no_further_action", "nfa")
    done = run(written(tmp_path, c1_file((2026, 1200, 15.5), header=header), "renamed.csv"), "--format", "json")
    assert done.exit_code == 4
    (file,) = json.loads(done.stdout)["files"]
    pairs = {item["was"]: item["now"] for item in file["differences"] if item["breaks"]}
    assert pairs["rereferral_percent"] == "re_referral_percent"
    assert pairs["no_further_action_percent"] == "nfa_percent"
    assert file["source"] == "dfe_children_in_need"
    assert file["breaks"] == ["referrals_nfa_pct", "rereferrals_pct"]
    assert "safeguarding" in file["reports"]


@pytest.mark.skipif(not CASE.exists(), reason="the case is not beside this checkout")
def test_the_case_of_three_renamed_columns_names_all_three(run):
    done = run(CASE)
    assert done.exit_code == 4
    assert "breaks 3 measures (referrals_nfa_pct, rereferrals, rereferrals_pct)" in done.stdout


def test_a_filled_form_and_a_return_are_recognised_and_a_stranger_refused(run, project, north_somerset, tmp_path):
    form = write_form(north_somerset, project.council("north-somerset"), "2023-24", "workforce", tmp_path / "form.xlsx")
    book = load_workbook(form)
    row = next(row for sheet in book.worksheets[1:] for row in sheet.iter_rows(min_row=2) if row[3].value)
    row[5].value = 12
    book.save(form)
    care = written(tmp_path, b"CHILD,SEX,DOB,ETHNIC\n1,1,01/01/2010,WBRI\n", "header.csv")
    odd = written(tmp_path, b"time_period,geographic_level,apples,pears\n2026,National,1,2\n", "odd.csv")
    done = run(form, care, odd)
    assert done.exit_code == 4
    assert "form.xlsx: a filled form\n  1 new figures" in done.stdout
    assert "header.csv: a return\n  a return: panelpack check-returns north-somerset YEAR" in done.stdout
    assert (
        "odd.csv: not recognised\n  refused: odd.csv: its columns are those of no file that came in before"
        in done.stdout
    )


def test_without_a_pack_to_compare_with_the_files_are_told_all_the_same(run, tmp_path):
    done = run(written(tmp_path, c1_file((2026, 1200, 15.5))), "--pack", "--year", "2015-16")
    assert done.exit_code == 4
    assert "4 new figures" in done.stdout
    assert "there is no pack and no edition of north-somerset 2015-16" in done.stderr
    assert "panelpack build --council north-somerset --year 2015-16" in done.stderr


def test_a_pack_of_the_files_is_compared_number_by_number_and_only_there(
    run, project, whole_pack, north_somerset, tmp_path
):
    (was,) = [
        item
        for item in north_somerset.figures.values()
        if (item.measure.id, item.source, item.period.label) == ("referrals", "dfe_children_in_need", "2022-23")
        and item.area == "E06000024"
    ]
    before = {path: path.read_bytes() for path in whole_pack.rglob("*") if path.is_file()}
    file = written(tmp_path, c1_file((2023, int(was.value) + 7, 14.6)))
    done = run(file, "--pack", "--year", "2022-23", "--format", "json")
    found = json.loads(done.stdout)["numbers"]
    (stated,) = [item for item in found if (item["measure"], item["way"]) == ("referrals", "")]
    assert (stated["before"], stated["now"]) == (f"{was.value:,.0f}", f"{was.value + 7:,.0f}")
    assert "safeguarding" in stated["pages"]
    assert {path: path.read_bytes() for path in whole_pack.rglob("*") if path.is_file()} == before
