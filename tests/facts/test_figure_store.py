"""The store of a source's figures for all of England."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelpack.facts.figure_store import read_store, row_of_store, write_store
from panelpack.facts.tidy_csv import figure_files, read_figures
from panelpack.project.errors import InputError

KENT, ESSEX = "E10000016", "E10000012"
COLUMNS = ["measure", "area", "period", "breakdown", "value", "status", "qualifier", "source", "release"]


def figures(*rows):
    """Figures of referrals by area, period and value."""
    cells = [["referrals", area, period, "", value, "", "", "a_source", "2025"] for area, period, value in rows]
    return pd.DataFrame(cells, columns=COLUMNS, dtype=str)


TWO = figures((KENT, "2023-24", "1024"), (ESSEX, "2023-24", "0.10"), (KENT, "2022-23", ""))


def test_the_cells_of_a_store_are_the_text_that_was_written_sorted_by_area_with_the_numbers_of_their_rows(tmp_path):
    write_store(tmp_path / "a_source.parquet", TWO)
    table = read_figures(tmp_path / "a_source.parquet", "benchmarks/a_source.parquet")
    assert table[["area", "period", "value", "line"]].values.tolist() == [
        [ESSEX, "2023-24", "0.10", 1],
        [KENT, "2022-23", "", 2],
        [KENT, "2023-24", "1024", 3],
    ]
    assert set(table["file"]) == {"benchmarks/a_source.parquet"}
    assert set(table["numerator"]) == set(table["figure_id"]) == {""}


def test_a_store_gives_what_a_csv_of_the_same_figures_gives(tmp_path):
    write_store(tmp_path / "store.parquet", TWO)
    TWO.sort_values(["area", "period"]).to_csv(tmp_path / "plain.csv", index=False)
    of_store, of_csv = (read_figures(tmp_path / name, "f") for name in ("store.parquet", "plain.csv"))
    pd.testing.assert_frame_equal(of_store.drop(columns="line"), of_csv.drop(columns="line"))


def test_the_same_figures_in_any_order_are_the_same_bytes(tmp_path):
    for name, table in (("one", TWO), ("two", TWO.iloc[::-1])):
        write_store(tmp_path / f"{name}.parquet", table)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_only_the_areas_that_are_asked_for_are_read_and_keep_the_numbers_of_their_rows(tmp_path):
    write_store(tmp_path / "a_source.parquet", TWO)
    table = read_figures(tmp_path / "a_source.parquet", areas=[KENT])
    assert table[["area", "line"]].values.tolist() == [[KENT, 2], [KENT, 3]]
    assert row_of_store(tmp_path / "a_source.parquet", 3)["value"] == "1024"
    assert row_of_store(tmp_path / "a_source.parquet", 4) == {}


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=8))
def test_whatever_text_is_written_is_read(tmp_path_factory, texts):
    path = tmp_path_factory.getbasetemp() / "any.parquet"
    write_store(path, figures(*[(KENT, f"{place:04}", text) for place, text in enumerate(texts)]))
    assert read_store(path, "any")["value"].tolist() == texts


def test_a_store_that_was_cut_off_or_is_none_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "a_source.parquet"
    write_store(path, TWO)
    for content in (path.read_bytes()[:-20], b"measure,area\n", b""):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"a_source\.parquet: cannot be read: .*refresh it"):
            read_figures(path)


def test_a_store_with_fewer_rows_than_are_recorded_is_refused_whichever_areas_are_read(tmp_path):
    write_store(tmp_path / "a_source.parquet", TWO)
    (tmp_path / "rows.yaml").write_text("a_source.parquet: 4\n")
    with pytest.raises(InputError, match="the file has 3 rows, and 4 are recorded"):
        read_figures(tmp_path / "a_source.parquet", areas=[ESSEX])


def test_a_store_of_other_columns_is_refused_by_their_names(tmp_path):
    write_store(tmp_path / "a_source.parquet", TWO.rename(columns={"value": "valeu"}))
    with pytest.raises(InputError, match="unknown column 'valeu'"):
        read_figures(tmp_path / "a_source.parquet")


def test_a_source_with_a_csv_and_a_store_is_refused_since_nobody_knows_which_holds(tmp_path):
    write_store(tmp_path / "a_source.parquet", TWO)
    assert [path.name for path in figure_files(tmp_path)] == ["a_source.parquet"]
    TWO.to_csv(tmp_path / "a_source.csv", index=False)
    with pytest.raises(InputError, match="a_source has a CSV and a store .*remove the CSV"):
        figure_files(tmp_path)
