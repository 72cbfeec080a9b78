"""What describes the CSV files of a page, read by a program that knows the standard and nothing of this project."""

import json
import shutil
import warnings

import pytest
from csvw import CSVW
from csvw.metadata import TableGroup

from panelpack.page.csv_metadata import metadata_of
from panelpack.page.table_values import TableValues


def read(folder):
    """The rows of each file, by a strict reader."""
    described = TableGroup.from_file(folder / "csv-metadata.json")
    return [list(table.iterdicts(strict=True)) for table in described.tables]


def is_valid(folder):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid


def test_every_csv_of_a_pack_is_described_and_valid_by_the_standard(whole_pack):
    folders = sorted(path for path in (whole_pack / "downloads").iterdir())
    for folder in folders:
        described = {table["url"] for table in json.loads((folder / "csv-metadata.json").read_text())["tables"]}
        assert described == {path.name for path in folder.glob("*.csv")}, folder.name
        assert is_valid(folder), folder.name
        assert all(read(folder)), folder.name


def test_a_description_that_calls_words_a_number_does_not_hold(whole_pack, tmp_path):
    shutil.copytree(whole_pack / "downloads" / "finance", tmp_path / "finance")
    path = tmp_path / "finance" / "csv-metadata.json"
    told = json.loads(path.read_text())
    told["tables"][0]["tableSchema"]["columns"][0] |= {"datatype": "number"}
    path.write_text(json.dumps(told))
    with pytest.raises(ValueError, match="Weekly|rose|Overspend|invalid"):
        read(tmp_path / "finance")


def test_numbers_are_read_as_numbers_and_symbols_as_missing(tmp_path):
    rows = (("A", (1759.0, "1,759")), ("B", "c"), ("C", "no figure"))
    table = TableValues("Referrals, by team", ("Team", "Figure"), rows, "c: not shown.", ("DfE",), "downloads/x/r.csv")
    (tmp_path / "r.csv").write_text("Team,Figure\r\nA,1759\r\nB,c\r\nC,\r\n", encoding="utf-8-sig")
    (tmp_path / "csv-metadata.json").write_text(metadata_of([table]))
    (table,) = TableGroup.from_file(tmp_path / "csv-metadata.json").tables
    assert [row["figure"] for row in table.iterdicts(strict=True)] == [1759, None, None]
    assert table.common_props["dc:title"] == "Referrals, by team"
    assert table.common_props["dc:source"] == ["DfE"]


@pytest.mark.parametrize("cell", ["147 of 148", "2022-23"])
def test_a_column_with_words_is_one_of_words(cell):
    table = TableValues("T", ("A", "B"), (("x", (1.0, "1")), ("y", cell)), path="downloads/x/t.csv")
    (told,) = json.loads(metadata_of([table]))["tables"]
    assert told["tableSchema"]["columns"][1] == {"titles": "B", "name": "b", "datatype": "string"}
