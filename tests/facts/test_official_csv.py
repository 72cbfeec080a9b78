"""The reader of DfE open data, held to small invented files and, where they are at hand, to real ones."""

import csv
import math
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelpack.catalogue.periods import parse
from panelpack.facts.official_csv import (
    FIGURE_COLUMNS,
    SYMBOLS,
    EesTable,
    period_label,
    read_cell,
    read_ees,
    to_figures,
)
from panelpack.project.errors import InputError

FILES = Path(__file__).parents[1] / "data" / "ees"
SHARED = Path(__file__).parents[2].parent / "shared" / "data"
EXPECTED = SHARED / "ees_samples_expected.csv"
HEADER = "time_period,time_identifier,geographic_level,country_code,old_la_code,new_la_code,la_name"
AREA = "2023,Reporting year,Local authority,E92000001,802,E06000024,North Somerset"
quick = settings(max_examples=50, deadline=None, database=None)


def written(folder: Path, columns: str, *rows: str) -> Path:
    """A file of rows for North Somerset in 2023, of which only the columns after its name are given."""
    path = folder / "file.csv"
    path.write_text("\n".join([f"{HEADER},{columns}", *(f"{AREA},{row}" for row in rows)]) + "\n", encoding="utf-8")
    return path


def refusal(path: Path, indicators: list[str] | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_ees(path, indicators)
    return str(caught.value)


# Cells


@pytest.mark.parametrize(
    ("text", "value", "unit_hint"),
    [
        ("1027", 1027, ""),
        ("  1027", 1027, ""),
        ("1027 ", 1027, ""),
        ("\u00a01027", 1027, ""),
        ("1,027", 1027, ""),
        ("1,234,567.5", 1234567.5, ""),
        ("-4.25", -4.25, ""),
        ("0", 0, ""),
        ("1e+05", 100000, ""),
        ("01:07", 19, "months"),
        ("1:00", 12, "months"),
        ("00:11", 11, "months"),
    ],
)
def test_a_number_is_read_whatever_stands_around_or_within_it(text: str, value: float, unit_hint: str) -> None:
    assert read_cell(text) == (value, "", unit_hint)


@pytest.mark.parametrize(
    ("symbol", "status"),
    [("c", "c"), ("z", "z"), ("x", "x"), ("u", "u"), ("k", "k"), ("low", "k"), ("~", "k"), (":", "x"), (" c ", "c")],
)
def test_a_symbol_is_a_status_and_has_no_number(symbol: str, status: str) -> None:
    cell = read_cell(symbol)
    assert cell is not None
    assert math.isnan(cell[0])
    assert cell[1:] == (status, "")


@pytest.mark.parametrize(
    "text",
    ["", "NULL", "NA", "nan", "inf", "n/a", "-", "1,02", "12%", "01:12", "1:7", "<5", "1 027", "1_000", "٣", "C"],
)
def test_any_other_text_is_neither_number_nor_status(text: str) -> None:
    assert read_cell(text) is None


@quick
@given(st.sampled_from(sorted(SYMBOLS)), st.text(" \t", max_size=3), st.text(" \t", max_size=3))
def test_no_symbol_ever_yields_a_number_however_it_is_padded(symbol: str, before: str, after: str) -> None:
    cell = read_cell(f"{before}{symbol}{after}")
    assert cell is not None and math.isnan(cell[0]) and cell[1] in set("czxuk")


@quick
@given(st.integers(-(10**9), 10**9), st.integers(0, 3), st.integers(0, 4), st.integers(0, 4))
def test_padding_and_thousands_separators_never_change_a_number(
    whole: int, decimals: int, left: int, right: int
) -> None:
    number = whole / 10**decimals
    plain, separated = f"{number:.{decimals}f}", f"{number:,.{decimals}f}"
    assert read_cell(" " * left + separated + " " * right) == read_cell(plain) == (float(plain), "", "")


@quick
@given(st.integers(0, 99), st.integers(0, 11))
def test_a_duration_is_twelve_months_a_year_and_the_rest(years: int, months: int) -> None:
    assert read_cell(f"{years:02d}:{months:02d}") == (12 * years + months, "", "months")


@quick
@given(st.text(max_size=6))
def test_a_cell_is_a_value_or_a_status_and_never_both(text: str) -> None:
    cell = read_cell(text)
    assert cell is None or math.isnan(cell[0]) == (cell[1] != "")


# Files


def test_a_file_with_byte_order_mark_and_windows_line_ends_is_read_by_column_name() -> None:
    table = read_ees(FILES / "plans.csv")
    assert table.filters == ("breakdown_topic", "breakdown")
    assert table.indicators == ("plans_issued", "PC_plans_issued_20_weeks_ex", "2_years_or_more_percent")
    assert list(table.cells.columns) == [
        *["line", "time_period", "time_identifier", "level", "area", "dfe_code", "area_name"],
        *["breakdown_topic", "breakdown", "indicator", "value", "status", "unit_hint"],
    ]
    assert len(table.cells) == 6 * 3
    total = {"breakdown": "All plans", "time_period": "2022"}
    assert table.cell("plans_issued", level="National", **total) == (65512, "")
    assert table.cell("plans_issued", dfe_code="802", **total) == (1027, "")
    assert table.cell("pc_plans_issued_20_weeks_EX", dfe_code="802", **total) == (38.8, "")
    assert table.cell("2_years_or_more_percent", dfe_code="801")[1] == "k"
    assert table.cell("PC_plans_issued_20_weeks_ex", area_name="Bristol, City of") == (0, "")


def test_each_level_has_its_own_kind_of_area_code_and_name() -> None:
    cells = read_ees(FILES / "workforce.csv").cells
    assert cells[["level", "area", "dfe_code", "area_name"]].to_numpy().tolist() == [
        ["National", "E92000001", "", "England"],
        ["Regional", "E13000002", "", "Outer London"],
        [
            "Local authority",
            "E09000021 / E09000027",
            "314 / 318",
            "Kingston upon Thames / Richmond upon Thames",
        ],
        ["Local authority", "E06000024", "802", "North Somerset"],
        ["Local authority", "z", "z", "Unknown"],
        ["Local authority district", "", "", ""],
    ]
    assert cells["line"].tolist() == [2, 3, 4, 5, 6, 7]


def test_every_symbol_of_a_file_becomes_its_status() -> None:
    table = read_ees(FILES / "symbols.csv")
    counts = table.cells[table.cells["indicator"] == "count"]
    assert counts["status"].tolist() == ["c", "z", "x", "u", "k", "k", "k", "x"]
    assert counts["value"].isna().all()
    rates = table.cells[table.cells["indicator"] == "rate"]
    assert rates["value"].tolist() == [1.5, 0, -2.25, 100000, 12, 12, 12, 12]
    assert set(rates["status"]) == {""}


def test_durations_become_months_and_say_so() -> None:
    cells = read_ees(FILES / "durations.csv").cells
    assert cells["value"].tolist()[:2] == [19, 12]
    assert cells["unit_hint"].tolist() == ["months", "months", ""]
    assert cells["status"].tolist() == ["", "", "c"]


def test_the_order_of_the_area_columns_never_changes_the_result() -> None:
    with (FILES / "plans.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    straight = read_ees(FILES / "plans.csv").cells

    @quick
    @given(st.permutations(range(len(rows[0]))))
    def check(order: list[int]) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "plans.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([[row[place] for place in order] for row in rows])
            shuffled = read_ees(path).cells
        by = ["line", "indicator"]
        shuffled = shuffled.sort_values(by, ignore_index=True)[straight.columns]
        pd.testing.assert_frame_equal(shuffled, straight.sort_values(by, ignore_index=True))

    check()


def test_standard_columns_are_found_in_any_case_and_levels_too(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"{HEADER.upper()},Rate\n{AREA.replace('authority', 'Authority')},5\n", encoding="utf-8")
    table = read_ees(path)
    assert table.indicators == ("Rate",)
    assert table.cell("rate", level="Local authority", old_la_code=802) == (5, "")


def test_a_filter_named_like_a_column_of_ours_keeps_apart_from_it(tmp_path: Path) -> None:
    table = read_ees(written(tmp_path, "Status,breakdown,measure,rate", "open,a,m,1", "closed,a,m,2"))
    assert table.filters == ("Status_filter", "breakdown", "measure")
    assert table.cell("rate", status_filter="closed") == (2, "")
    figures = to_figures(
        table,
        {"rate": ("plans", "year")},
        source="dfe",
        release="2025",
        where={"Status_filter": "open", "measure": "m"},
    )
    assert figures[["measure", "breakdown", "value", "status"]].to_numpy().tolist() == [["plans", "", 1.0, ""]]


# Filters and indicators


def test_an_age_column_of_numbers_is_a_filter() -> None:
    table = read_ees(FILES / "ages.csv")
    assert table.filters == ("age", "stage")
    assert table.cell("young_people", age="16", stage="2 or more") == (30, "")
    assert table.cell("young_people", age=17, stage="1") == (2300, "")


def test_a_column_of_numbers_and_words_is_a_filter_only_where_it_tells_rows_apart(tmp_path: Path) -> None:
    assert read_ees(written(tmp_path, "band_of_years,n", "1,5", "2,6", "All,11")).filters == ("band_of_years",)
    assert "column n: 'about 900' in 1 row(s), the first on line 4" in refusal(
        written(tmp_path, "band_of_years,n", "1,5", "2,6", "All,about 900")
    )


def test_a_column_of_symbols_only_is_an_indicator_unless_it_is_a_known_filter(tmp_path: Path) -> None:
    table = read_ees(written(tmp_path, "plans,category,rate", "x,z,5"))
    assert (table.filters, table.indicators) == (("category",), ("plans", "rate"))


def test_the_caller_overrules_which_columns_are_indicators() -> None:
    table = read_ees(FILES / "ages.csv", indicators=["AGE", "young_people"])
    assert (table.filters, table.indicators) == (("stage",), ("age", "young_people"))
    with pytest.raises(InputError, match="there is no column 'young_peple' .did you mean young_people"):
        read_ees(FILES / "ages.csv", indicators=["young_peple"])


def test_a_filter_that_is_called_an_indicator_is_a_problem_for_its_words() -> None:
    text = refusal(FILES / "ages.csv", ["stage", "young_people"])
    assert "column stage: '2 or more' in 2 row(s), the first on line 3" in text


def test_identifiers_of_other_levels_are_neither_filters_nor_indicators(tmp_path: Path) -> None:
    table = read_ees(written(tmp_path, "school_urn,lad_code,planning_area_code,rate", "109089,E07000027,8020001,5"))
    assert (table.filters, table.indicators) == ((), ("rate",))


# Problems


def test_each_strange_text_is_a_problem_with_column_rows_and_first_line() -> None:
    text = refusal(FILES / "bad_cells.csv")
    where = FILES / "bad_cells.csv"
    assert f"{where}, column referrals: 'NULL' in 2 row(s), the first on line 2 (neither a number nor" in text
    assert f"{where}, column referrals: 'about 900' in 1 row(s), the first on line 6" in text
    assert f"{where}, column rate: blank in 1 row(s), the first on line 3" in text
    assert f"{where}, column rate: 'n/a' in 1 row(s), the first on line 5" in text
    assert f"{where}, column rate: '-' in 1 row(s), the first on line 6" in text
    assert len(text.splitlines()) == 5


@pytest.mark.parametrize("text", ["NULL", "NA", "n/a", "-", ".."])
def test_a_column_of_nothing_but_a_placeholder_is_a_problem_and_not_a_filter(text: str, tmp_path: Path) -> None:
    assert f"column rate: {text!r} in 2 row(s)" in refusal(written(tmp_path, "rate", text, text))


def test_a_column_blank_for_a_whole_level_is_not_available_there() -> None:
    table = read_ees(FILES / "blank_level.csv")
    assert table.cell("rate", level="National", time_period="2023")[1] == "x"
    assert table.cell("rate", level="Local authority") == (235.1, "")


def test_a_file_of_no_bytes_or_of_a_header_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nothing.csv"
    path.write_bytes(b"")
    assert refusal(path) == f"{path}: the file is empty (download it again, as CSV in UTF-8)"
    path.write_bytes(b"\xef\xbb\xbf")
    assert "the file is empty" in refusal(path)
    assert "the file has a header and no rows" in refusal(written(tmp_path, "rate"))
    path.write_text(f"{HEADER},rate\n\n,,,,,,,\n", encoding="utf-8")
    assert "the file has a header and no rows" in refusal(path)


def test_a_missing_file_or_one_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "absent.csv")
    path = tmp_path / "latin.csv"
    path.write_bytes(f"{HEADER},rate\n{AREA},£5\n".encode("latin-1"))
    assert "utf-8" in refusal(path)


def test_a_row_with_too_many_cells_or_an_open_quote_is_refused(tmp_path: Path) -> None:
    assert "line 3" in refusal(written(tmp_path, "rate", "5", "5,6"))
    assert "EOF inside string" in refusal(written(tmp_path, "rate", '"5', "6"))


def test_a_row_cut_short_is_a_problem_and_never_a_zero(tmp_path: Path) -> None:
    path = written(tmp_path, "plans,rate", "5,6", "7,8")
    path.write_text(path.read_text(encoding="utf-8").replace(",8\n", "\n"), encoding="utf-8")
    assert "column rate: blank in 1 row(s), the first on line 3" in refusal(path)


def test_all_missing_columns_are_named_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("time_period,la_name,rate\n2023,North Somerset,5\n", encoding="utf-8")
    problems = refusal(path).splitlines()
    assert [problem.split("'")[1] for problem in problems] == ["time_identifier", "geographic_level", "country_code"]
    assert all("the columns are: time_period, la_name, rate" in problem for problem in problems)


def test_two_columns_that_fold_to_one_name_are_refused(tmp_path: Path) -> None:
    assert "2 columns have the name 'rate'" in refusal(written(tmp_path, "Rate,rate", "5,6"))


def test_a_council_without_a_code_and_a_row_without_a_period_are_problems(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    rows = [AREA.replace("E06000024", ""), AREA.replace("2023", "", 1), AREA.replace("E06000024", "North Somerset")]
    path.write_text("\n".join([f"{HEADER},rate", *(f"{row},NULL" for row in rows), ""]), encoding="utf-8")
    text = refusal(path)
    assert f"{path}, column new_la_code: blank, or no area code, in 2 row(s), the first on line 2" in text
    assert f"{path}, column time_period: blank, or no area code, in 1 row(s), the first on line 3" in text
    assert f"{path}, column rate: 'NULL' in 3 row(s), the first on line 2" in text


def test_councils_in_a_file_that_lacks_their_code_column_are_problems(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    header = "time_period,time_identifier,geographic_level,country_code,rate"
    path.write_text(f"{header}\n2023,Reporting year,Local authority,E92000001,5\n", encoding="utf-8")
    assert "column new_la_code: blank, or no area code, in 1 row(s)" in refusal(path)


def test_a_file_without_figures_is_refused(tmp_path: Path) -> None:
    assert "no column holds figures" in refusal(written(tmp_path, "category", "Referrals"))


# One cell


def test_a_cell_that_several_rows_match_is_refused_with_those_rows() -> None:
    with pytest.raises(ValueError, match="3 rows match plans_issued") as caught:
        read_ees(FILES / "plans.csv").cell("plans_issued", old_la_code="802")
    assert "Female" in str(caught.value)


def test_a_cell_that_no_row_matches_is_refused_with_the_values_there_are() -> None:
    with pytest.raises(ValueError, match=r"column breakdown: no row has 'Femal'.*did you mean Female"):
        read_ees(FILES / "plans.csv").cell("plans_issued", old_la_code="802", breakdown="Femal")
    with pytest.raises(ValueError, match="there is no indicator 'plans_isued' .did you mean plans_issued"):
        read_ees(FILES / "plans.csv").cell("plans_isued")
    with pytest.raises(ValueError, match="there is no column 'breakdwn'"):
        read_ees(FILES / "plans.csv").cell("plans_issued", breakdwn="Female")


# Periods


@pytest.mark.parametrize(
    ("time_period", "time_identifier", "basis", "label"),
    [
        ("2023", "Reporting year", "year", "2022-23"),
        ("2000", "Reporting year", "year", "1999-00"),
        ("2023", "Reporting year", "march", "31 March 2023"),
        ("2023", "Reporting year", "september", "30 September 2023"),
        ("2023", "Reporting year", "january", "January 2023"),
        ("2023", "Calendar year", "january", "January 2023"),
        ("2022", "Calendar year", "calendar", "2022"),
        ("202223", "Academic year", "academic", "2022/23"),
        ("199900", "Academic year", "academic", "1999/00"),
        ("202223", "Financial year", "year", "2022-23"),
        (" 2023", "reporting Year ", "year", "2022-23"),
    ],
)
def test_a_dfe_period_has_a_label_of_ours(time_period: str, time_identifier: str, basis: str, label: str) -> None:
    assert period_label(time_period, time_identifier, basis) == label
    assert parse(label, basis).label == label


@pytest.mark.parametrize(
    ("time_period", "time_identifier", "basis"),
    [
        ("202223", "Reporting year", "year"),
        ("2023", "Academic year", "academic"),
        ("202224", "Academic year", "academic"),
        ("2022/23", "Academic year", "academic"),
        ("202223", "Academic year", "year"),
        ("2023", "Calendar year", "year"),
        ("2023", "Week 12", "calendar"),
        ("2023", "Reporting year", "quarter"),
        ("2023", "Reporting year", "fortnight"),
        ("", "Reporting year", "year"),
        ("0000", "Calendar year", "calendar"),
    ],
)
def test_a_period_that_a_basis_does_not_have_is_refused(time_period: str, time_identifier: str, basis: str) -> None:
    with pytest.raises(ValueError, match="cannot be mapped"):
        period_label(time_period, time_identifier, basis)


# Figures


def figures_of(name: str, measures: dict[str, tuple[str, str]], **more: object) -> pd.DataFrame:
    return to_figures(read_ees(FILES / name), measures, source="dfe", release="2025", **more)  # type: ignore[arg-type]


def test_figures_are_tidy_and_can_be_read_back() -> None:
    figures = figures_of(
        "absence.csv",
        {"Pupils_percent": ("cla_persistent_absence_pct", "academic")},
        where={"Social_Care_Group": "CLA 12 months at 31 March"},
    )
    assert list(figures.columns) == FIGURE_COLUMNS
    assert figures.to_csv(index=False, lineterminator="\n") == (
        "measure,area,period,breakdown,value,status,qualifier,source,release\n"
        "cla_persistent_absence_pct,E06000024,2021/22,,19.5,,,dfe,2025\n"
        "cla_persistent_absence_pct,E06000024,2022/23,,21.4,,,dfe,2025\n"
        "cla_persistent_absence_pct,E92000001,2022/23,,20.0,,,dfe,2025\n"
    )


def test_a_figure_has_a_value_or_a_status() -> None:
    figures = figures_of("symbols.csv", {"count": ("referrals", "year"), "rate": ("referral_rate", "march")})
    assert (figures["value"].isna() == (figures["status"] != "")).all()
    assert len(figures) == 16
    assert set(figures["period"]) == {"2022-23", "31 March 2023"}


def test_only_the_areas_asked_for_come_out_and_none_without_a_code() -> None:
    measure = {"vacancy_rate_fte": ("sw_vacancy_pct", "september")}
    everything = figures_of("workforce.csv", measure)
    assert everything["area"].tolist() == ["E92000001", "E13000002", "E09000021 / E09000027", "E06000024"]
    assert figures_of("workforce.csv", measure, areas={"E06000024"})["value"].tolist() == [29.6]
    with pytest.raises(InputError, match="no row is of the areas"):
        figures_of("workforce.csv", measure, areas={"802"})


def test_a_key_that_comes_out_twice_names_each_filter_to_fix_and_its_values() -> None:
    with pytest.raises(InputError) as caught:
        figures_of("plans.csv", {"plans_issued": ("ehc_plans", "calendar")})
    topic, breakdown = str(caught.value).splitlines()
    assert "column breakdown_topic: ehc_plans, E06000024, 2022 comes out more than once: 3 rows, from line 4" in topic
    assert "where={'breakdown_topic': ...}, which is one of ['All plans', 'Sex']" in topic
    assert "column breakdown:" in breakdown and "['All plans', 'Female', 'Male']" in breakdown


def test_a_row_given_twice_is_refused_though_no_filter_tells_it_apart(tmp_path: Path) -> None:
    table = read_ees(written(tmp_path, "category,rate", "Plans,5", "Plans,6"))
    with pytest.raises(InputError, match=r"2 rows, from line 2 on .no filter tells its rows apart"):
        to_figures(table, {"rate": ("plan_rate", "year")}, source="dfe", release="2025")


def test_unknown_columns_and_values_are_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="there is no indicator 'plans_isued' .did you mean plans_issued"):
        figures_of("plans.csv", {"plans_isued": ("ehc_plans", "calendar")})
    with pytest.raises(InputError, match="there is no column 'brekdown' .did you mean breakdown"):
        figures_of("plans.csv", {"plans_issued": ("ehc_plans", "calendar")}, where={"brekdown": "Male"})
    with pytest.raises(InputError, match="no row has 'Mal' .*did you mean Male"):
        figures_of("plans.csv", {"plans_issued": ("ehc_plans", "calendar")}, where={"breakdown": "Mal"})


def test_a_wrong_basis_is_refused_as_an_input_error() -> None:
    with pytest.raises(InputError, match="column time_period: 'Calendar year' '2022' cannot be mapped .* basis year"):
        figures_of("plans.csv", {"plans_issued": ("ehc_plans", "year")}, where={"breakdown": "All plans"})


def test_a_measure_in_both_months_and_plain_numbers_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "time", "01:07")
    path.write_text(path.read_text(encoding="utf-8") + AREA.replace("2023", "2022", 1) + ",590\n", encoding="utf-8")
    with pytest.raises(InputError, match="wait has months and plain numbers"):
        to_figures(read_ees(path), {"time": ("wait", "year")}, source="dfe", release="2025")


# Real files


@pytest.fixture(scope="module")
def samples() -> dict[str, EesTable]:
    if not EXPECTED.exists():
        pytest.skip("the DfE samples are not at hand beside this checkout")
    return {path.name: read_ees(path) for path in sorted((SHARED / "ees_samples").glob("*.csv"))}


def expected_rows() -> list[dict[str, str]]:
    text = EXPECTED.read_text(encoding="utf-8") if EXPECTED.exists() else ""
    return list(csv.DictReader(StringIO(text)))


def test_every_expected_cell_of_the_real_files_is_read(samples: dict[str, EesTable]) -> None:
    rows = expected_rows()
    assert len(rows) == 16
    for row in rows:
        conditions = dict(part.strip().split("=", 1) for part in row["row"].split(";"))
        value, status = samples[row["file"]].cell(row["column"], **conditions)
        if row["raw_cell"] in SYMBOLS:
            assert math.isnan(value) and status == SYMBOLS[row["raw_cell"]], row
        else:
            assert (value, status) == (float(row["raw_cell"]), ""), row


def test_the_real_files_have_the_filters_that_they_break_figures_down_by(samples: dict[str, EesTable]) -> None:
    assert {name.split("_")[0]: (table.filters, len(table.indicators)) for name, table in samples.items()} == {
        "absence": (("absence_terms", "social_care_group", "phase_type_grouping"), 12),
        "c1": (("category",), 10),
        "csww": ((), 22),
        "d5": (("category",), 11),
        "timeliness": (("breakdown_topic", "breakdown"), 14),
    }


def test_every_cell_of_the_real_files_is_a_value_or_a_status(samples: dict[str, EesTable]) -> None:
    for name, table in samples.items():
        cells = table.cells
        assert (cells["value"].isna() == (cells["status"] != "")).all(), name
        assert (cells["area"] != "").all(), name


def test_the_real_files_give_figures_without_clashes(samples: dict[str, EesTable]) -> None:
    absence, referrals, workforce, plans, timeliness = (
        next(table for name, table in samples.items() if name.startswith(start))
        for start in ("absence", "c1", "csww", "d5", "timeliness")
    )
    own = {"E06000024"}
    wanted = [
        (absence, {"pt_overall": ("a", "academic")}, {"social_care_group": "CLA 12 months at 31 March"}, 7),
        (referrals, {"referral_count": ("referrals", "year")}, {}, 13),
        (workforce, {"vacancy_rate_fte": ("vacancies", "september")}, {}, 9),
        (plans, {"cpp_at31": ("plans", "march")}, {}, 13),
        (timeliness, {"plans_issued_den": ("issued", "calendar")}, {"breakdown_topic": "All EHC plans issued"}, 6),
    ]
    for table, measures, where, years in wanted:
        figures = to_figures(table, measures, source="dfe", release="2025", areas=own, where=where)
        assert len(figures) == years, table.path.name
        assert not to_figures(table, measures, source="dfe", release="2025", where=where).empty


def test_a_file_whose_last_line_has_no_end_may_be_cut_off(tmp_path: Path) -> None:
    path = written(tmp_path, "plans", "5", "24035")
    path.write_text(path.read_text(encoding="utf-8").removesuffix("035\n"), encoding="utf-8")
    assert "the last line has no end: the file may be cut off" in refusal(path)


def test_a_count_of_january_labelled_by_the_academic_year_is_of_the_january_within_it() -> None:
    assert period_label("202425", "Academic year", "january") == "January 2025"
