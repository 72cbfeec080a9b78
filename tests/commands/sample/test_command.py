"""`panelpack sample`: the same bytes again, nothing else replaced, and defects where the key says they are."""

import csv
import io

import openpyxl
import pytest
from lxml import etree

from panelpack.commands.sample.command import MARK, _files, write_sample
from panelpack.commands.sample.damage import Damage
from panelpack.commands.sample.rates import Rates, scaled
from panelpack.commands.sample.town import found_town
from panelpack.project.errors import InputError


@pytest.fixture(scope="module")
def files():
    town = found_town(2_000, 3, range(2024, 2026))
    return {
        "clean": dict(_files(town, "", Damage(3))),
        "spoilt": dict(_files(town, "", Damage(3, 0.03, ("sheet gone", "another council")))),
    }


def key(files):
    return list(csv.DictReader(io.StringIO(files["spoilt"]["defects.csv"].decode())))


def test_the_same_size_and_seed_give_the_same_bytes(files):
    again = dict(_files(found_town(2_000, 3, range(2024, 2026)), "", Damage(3)))
    assert again == files["clean"]
    other = dict(_files(found_town(2_000, 4, range(2024, 2026)), "", Damage(4)))
    assert other["ledger.csv"] != again["ledger.csv"]


def test_defects_change_returns_and_never_the_ledger(files):
    clean, spoilt = files["clean"], files["spoilt"]
    assert "defects.csv" not in clean and clean["ledger.csv"] == spoilt["ledger.csv"]
    named = {f"{row['year']}/{row['file']}" for row in key(files)}
    changed = {path for path in clean if clean[path] != spoilt[path]}
    assert changed == named


@pytest.mark.parametrize(
    ("defect", "table", "value"),
    [
        ("unknown reason", "episodes", "XXX"),
        ("postcode that is none", "episodes", "nope"),
        ("retired code", "oc3", "F3"),
    ],
)
def test_the_key_says_in_which_line_of_a_csv_a_defect_is(files, defect, table, value):
    row = next(row for row in key(files) if row["defect"] == defect and row["file"].endswith(f"{table}.csv"))
    lines = files["spoilt"][f"{row['year']}/{row['file']}"].decode().splitlines()
    cells = dict(zip(lines[0].split(","), lines[int(row["first_row"]) - 1].split(","), strict=True))
    assert cells[row["column"]] == value


def test_the_key_says_in_which_row_of_a_sheet_a_defect_is(files):
    row = next(row for row in key(files) if row["defect"] == "spreadsheet error")
    book = openpyxl.load_workbook(io.BytesIO(files["spoilt"][f"{row['year']}/{row['file']}"]))
    sheet = book[row["table"]]
    column = [cell.value for cell in sheet[1]].index(row["column"])
    assert sheet[int(row["first_row"])][column].value == "#N/A"


def test_what_costs_a_file_its_figures_is_planted_by_name_in_the_last_year(files):
    spoilt = files["spoilt"]
    assert "List 9" not in openpyxl.load_workbook(io.BytesIO(spoilt["2024-25/annex_a/annex_a_2025.xlsx"])).sheetnames
    codes = {
        path: etree.fromstring(spoilt[path]).findtext("Header/Source/LEA") for path in spoilt if path.endswith(".xml")
    }
    assert {path for path, code in codes.items() if code == "201"} == {path for path in codes if path[:7] == "2024-25"}


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    town = found_town(2_000, 3, range(2025, 2026))
    folder = tmp_path / "mine"
    write_sample(town, folder, "")
    assert write_sample(town, folder, "") == sum(path.is_file() for path in folder.rglob("*"))
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    (folder / MARK).unlink()
    with pytest.raises(InputError, match="no earlier sample"):
        write_sample(town, folder, "")
    assert (folder / "ledger.csv").exists()


def test_rates_and_damage_that_there_are_not_are_refused_with_those_there_are():
    with pytest.raises(InputError, match="did you mean referrals"):
        scaled(Rates(), {"referals": 2})
    with pytest.raises(InputError, match="above nought"):
        scaled(Rates(), {"care": 0})
    with pytest.raises(InputError, match="did you mean sheet gone"):
        Damage(1, spoils=("sheets gone",))
    with pytest.raises(InputError, match=r"0 to 0\.2"):
        Damage(1, share=0.5)
