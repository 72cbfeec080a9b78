"""From text to typed tables: columns matched, identifiers numbered, codes judged by the year, nothing guessed."""

import numpy as np
import pandas as pd
import pytest

from panelpack.facts.returns.csv_files import Text
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.facts.returns.typed import Numbering, Typing
from small_return import VISITS, text_of


def typed(lines, year=2023, numbering=None, remember=lambda _: None):
    typing = Typing("small", year, numbering or Numbering(), remember, lambda table: (f"{table}_count",))
    text = lines if isinstance(lines, Text) else text_of(lines)
    return typing.typed(text, VISITS), {fault.rule: fault for fault in typing.faults}


def test_every_column_has_its_type_and_missing_stays_missing():
    rows, faults = typed("CHILD,DAY,KIND,MINUTES,SEEN,NOTE\nA,2022-05-01,H,30,yes,x\nB,,,,,")
    assert faults == {}
    assert list(rows["child"]) == [0, 1]
    assert str(rows["day"].dtype) == "datetime64[s]"
    assert list(rows["kind"]) == ["H", ""]
    assert np.isnan(rows["minutes"].iloc[1])
    assert list(rows["seen"].isna()) == [False, True]
    assert list(rows["row"]) == [2, 3]


def test_headings_are_matched_without_case_spaces_and_signs_and_by_every_spelling():
    rows, faults = typed("child id ,Day,(kind)\nA,2022-05-01,h")
    assert faults == {}
    assert list(rows["kind"]) == ["H"]


def test_two_columns_that_are_one_stop_the_table():
    rows, faults = typed("CHILD,DAY,Day \nA,2022-05-01,2022-05-02")
    assert rows is None
    assert faults["column_twice"].severity == "stop"
    assert typed("CHILD,Child ID,DAY\nA,B,2022-05-01")[0] is None


def test_a_needed_column_that_is_not_there_stops_the_table_by_its_name():
    rows, faults = typed("CHILD,KIND\nA,H")
    assert rows is None
    assert "DAY" in faults["column_missing"].what
    assert faults["column_missing"].touches == ("visits_count",)


def test_columns_that_nobody_asked_for_are_passed_over_and_said_but_not_those_known_to_be_left_out():
    _, faults = typed("CHILD,DAY,EXTRA,POSTCODE,NAME\nA,2022-05-01,x,BS1,Jo Doe")
    assert faults["extra_columns"].what.startswith("1 extra column is")


def test_names_and_postcodes_never_reach_the_records_and_the_store_is_asked_to_keep_what_identifies():
    kept = []
    rows, _ = typed(
        "CHILD,DAY,POSTCODE,NAME,DOB\nA7,2022-05-01,BS1 1AA,Jo Doe,01/02/2012", remember=lambda some: kept.extend(some)
    )
    assert "Jo Doe" in kept
    assert "A7" in kept
    assert "2012-02-01" in [str(item) for item in kept]
    assert not {"Jo Doe", "A7", "BS1 1AA"} & set(rows.astype(str).to_numpy().ravel())


def test_one_child_has_one_number_in_every_table_however_the_identifier_is_written():
    numbering = Numbering()
    first, _ = typed("CHILD,DAY\na 1,2022-05-01\nB2,2022-05-01", numbering=numbering)
    second, _ = typed("CHILD,DAY\nB2,2022-05-01\nA\u00a01,2022-05-01", numbering=numbering)
    assert list(first["child"]) == [0, 1]
    assert list(second["child"]) == [1, 0]


def test_rows_without_an_identifier_are_left_out_and_counted():
    rows, faults = typed("CHILD,DAY\n,2022-05-01\nA,2022-05-02\n,2022-05-03")
    assert list(rows["row"]) == [3]
    fault = faults["no_identifier"]
    assert (fault.severity, fault.rows, fault.first_row) == ("drop", 2, 2)


def test_identifiers_that_a_spreadsheet_made_numbers_of_stop_the_table():
    rows, faults = typed("CHILD,DAY\n1.23457E+12,2022-05-01\nA,2022-05-01")
    assert rows is None
    assert (faults["identifier_as_number"].rows, faults["identifier_as_number"].first_row) == (1, 2)


def test_identifiers_that_end_in_a_point_and_nought_are_the_same_without():
    rows, faults = typed("CHILD,DAY\n123.0,2022-05-01\n123,2022-06-01\n124.0,2022-06-01")
    assert list(rows["child"]) == [0, 0, 1]
    assert (faults["identifier_with_point"].severity, faults["identifier_with_point"].rows) == ("warn", 2)


@pytest.mark.parametrize(("year", "known"), [(2022, ["P", NOT_KNOWN]), (2023, [NOT_KNOWN, "V"])])
def test_a_code_of_another_year_is_not_known_and_its_row_stays(year, known):
    rows, faults = typed("CHILD,DAY,KIND\nA,2022-05-01,P\nB,2022-05-01,V", year=year)
    assert list(rows["kind"]) == known
    assert faults["code_of_another_year"].rows == 1


def test_a_code_of_no_list_is_not_known_and_an_empty_cell_is_empty():
    rows, faults = typed("CHILD,DAY,KIND\nA,2022-05-01,XX\nB,2022-05-01,")
    assert list(rows["kind"]) == [NOT_KNOWN, ""]
    assert (faults["unknown_code"].rows, faults["unknown_code"].first_row) == (1, 2)


def test_numbers_and_flags_that_are_none_are_missing_and_counted():
    rows, faults = typed("CHILD,DAY,MINUTES,SEEN\nA,2022-05-01,ten,perhaps\nB,2022-05-01,inf,0.0\nC,2022-05-01,5,TRUE")
    assert list(rows["minutes"].isna()) == [True, True, False]
    assert list(rows["seen"].fillna(False)) == [False, False, True]
    assert (faults["not_a_number"].rows, faults["neither_yes_nor_no"].rows) == (2, 1)


def test_dates_that_contradict_each_other_stop_the_table_and_others_are_missing():
    assert typed("CHILD,DAY\nA,03/04/2022\nB,04/25/2022")[0] is None
    rows, faults = typed("CHILD,DAY\nA,01/01/1900\nB,never\nC,02/05/2022")
    assert list(rows["day"].isna()) == [True, True, False]
    assert (faults["placeholder"].rows, faults["not_a_date"].rows) == (1, 1)


def test_a_table_without_rows_is_said_to_have_none():
    rows, faults = typed(Text("visits.csv", pd.DataFrame({"CHILD": [], "DAY": [], "row": []})))
    assert len(rows) == 0
    assert faults["no_rows"].severity == "warn"


def test_uneven_rows_are_counted_with_the_first_of_them():
    text = text_of("CHILD,DAY\nA,2022-05-01")
    _, faults = typed(Text(text.file, text.cells, uneven=(4, 9)))
    fault = faults["uneven_rows"]
    assert (fault.severity, fault.rows, fault.first_row) == ("drop", 2, 4)
