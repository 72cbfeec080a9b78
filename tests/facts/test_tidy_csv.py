import pytest

from panelpack.facts.tidy_csv import NEEDED, OPTIONAL, figure_files, read_figures
from panelpack.project.errors import InputError

HEADER = "measure,area,period,value,source,release"
ROW = "referrals,E06000024,2022-23,1024,nsscp_annual_report,2022-23"


def test_every_cell_stays_the_text_that_the_file_has(figures_csv):
    table = read_figures(figures_csv(HEADER, ROW.replace("1024", "007"), ROW.replace("1024", "NA")))
    assert list(table["value"]) == ["007", "NA"]


def test_columns_that_may_be_left_out_are_there_and_empty(figures_csv):
    table = read_figures(figures_csv(HEADER, ROW))
    assert set(table.columns) == {*NEEDED, *OPTIONAL, "file", "line"}
    assert (table[list(OPTIONAL)] == "").all().all()


def test_the_columns_may_stand_in_any_order(figures_csv):
    table = read_figures(
        figures_csv("release,source,value,period,area,measure", "2025,dfe_lait,5,2022-23,E1,referrals")
    )
    assert (table["measure"][0], table["release"][0]) == ("referrals", "2025")


def test_a_byte_order_mark_is_no_part_of_the_first_column(figures_csv):
    path = figures_csv(HEADER, ROW)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert list(read_figures(path)["measure"]) == ["referrals"]


def test_windows_line_ends_and_spaces_around_a_cell_are_no_part_of_it(figures_csv):
    path = figures_csv(HEADER, ROW.replace(",1024,", ", 1024 ,"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    table = read_figures(path)
    assert (table["value"][0], table["release"][0]) == ("1024", "2022-23")


def test_a_missing_column_is_named_with_the_columns_there_are(figures_csv):
    path = figures_csv(HEADER.replace("release", "edition"), ROW)
    with pytest.raises(InputError) as caught:
        read_figures(path, "figures/small.csv")
    unknown, missing = caught.value.problems
    assert str(unknown).startswith("figures/small.csv: unknown column 'edition'")
    assert str(missing) == (
        "figures/small.csv: the column 'release' is missing "
        "(the columns are: measure, area, period, value, source, edition)"
    )


def test_an_unknown_column_is_refused_with_the_nearest_one(figures_csv):
    with pytest.raises(InputError, match=r"unknown column 'brekdown' \(did you mean breakdown\?\)"):
        read_figures(figures_csv(f"{HEADER},brekdown", f"{ROW},"))


def test_a_column_that_is_there_twice_is_refused(figures_csv):
    with pytest.raises(InputError, match="the column 'value' stands twice"):
        read_figures(figures_csv(f"{HEADER},value", f"{ROW},5"))


def test_an_empty_file_is_refused_with_the_columns_it_needs(figures_csv):
    path = figures_csv(HEADER)
    path.write_bytes(b"")
    with pytest.raises(InputError, match=f"the file is empty .give it the columns {', '.join(NEEDED)}"):
        read_figures(path)


def test_a_file_with_a_header_only_has_no_figures(figures_csv):
    assert read_figures(figures_csv(HEADER)).empty


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_that_is_not_utf8_is_refused_with_what_to_do(figures_csv, encoding):
    path = figures_csv(HEADER, ROW)
    path.write_bytes(path.read_text(encoding="utf-8").replace("referrals", "référrals").encode(encoding))
    with pytest.raises(InputError, match=r"small.csv: the file is not UTF-8 \(save it as CSV UTF-8\)"):
        read_figures(path, "small.csv")


def test_blank_lines_are_skipped_and_still_counted(figures_csv):
    table = read_figures(figures_csv(HEADER, ROW, "", ",,,,,", ROW.replace("1024", "9"), ""))
    assert list(zip(table["value"], table["line"], strict=True)) == [("1024", 2), ("9", 5)]


def test_each_row_knows_its_file_and_line(figures_csv):
    path = figures_csv(HEADER, ROW, ROW)
    assert list(read_figures(path, "figures/small.csv")["file"]) == ["figures/small.csv"] * 2
    assert list(read_figures(path)["line"]) == [2, 3]
    assert read_figures(path)["file"][0] == str(path)


def test_a_row_with_a_cell_too_many_is_refused_by_its_line(figures_csv):
    with pytest.raises(InputError, match="line 3"):
        read_figures(figures_csv(HEADER, ROW, f"{ROW},1"))


def test_rows_with_cells_too_few_or_too_many_are_all_refused_by_their_lines(figures_csv):
    with pytest.raises(InputError) as caught:
        read_figures(figures_csv(HEADER, "referrals,E06000024", ROW, "", f"{ROW},,"), "small.csv")
    assert [str(problem).split(" (")[0] for problem in caught.value.problems] == [
        "small.csv, line 2: 2 cells under 6 columns",
        "small.csv, line 5: 8 cells under 6 columns",
    ]


def test_a_quotation_mark_that_is_never_closed_is_refused_by_its_line(figures_csv):
    with pytest.raises(InputError, match=r"small\.csv, line 3: not a CSV"):
        read_figures(figures_csv(HEADER, ROW, f'"{ROW}'), "small.csv")


def test_a_comma_at_the_end_of_every_row_moves_no_cell(figures_csv):
    try:
        measures = list(read_figures(figures_csv(HEADER, f"{ROW},"))["measure"])
    except InputError:
        measures = []
    assert "E06000024" not in measures


def test_lines_are_counted_right_after_a_cell_of_two_lines(figures_csv):
    table = read_figures(figures_csv(f"{HEADER},qualifier", f'{ROW},"about\nthe same"', f"{ROW},"))
    assert list(table["line"]) == [2, 4]


def test_the_list_of_figures_left_out_is_no_file_of_figures(project):
    names = [path.name for path in figure_files(project.data / "figures" / "north-somerset")]
    assert "data_summary.csv" in names
    assert "left_out.csv" not in names
    assert names == sorted(names)


def test_a_file_whose_last_line_has_no_end_may_be_cut_off_and_is_refused(tmp_path):
    path = tmp_path / "cut.csv"
    path.write_text("measure,area,period,value,source,release\nreferrals,E06000024,2022-23,10")
    with pytest.raises(InputError, match="the last line has no end: the file may be cut off"):
        read_figures(path)


def test_a_file_far_too_large_for_figures_is_refused_unread(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match="the file has 200 MB"):
        read_figures(path)
