"""Workbooks as people send them: a cell is what they see, and what else it may hold is refused by name."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from panelpack.facts.workbook import FIELDS, README, read_cells
from panelpack.project.errors import InputError

CASES = Path(__file__).parents[3] / "shared" / "cases"


@pytest.fixture
def book(tmp_path):
    """A workbook of one sheet with one row, changed by whoever asks."""

    def make(change=lambda sheet, workbook: None, name="form.xlsx"):
        workbook = Workbook()
        workbook.active.title = README
        sheet = workbook.create_sheet("training")
        sheet.append(FIELDS)
        sheet.append(["", "courses", "E06000024", "2022-23", "kind=core", 12, "", "", "council_figures", "2022-23"])
        change(sheet, workbook)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return make


def faults(path):
    return [str(problem) for problem in read_cells(path)[1]]


def test_a_row_is_read_as_text_with_its_sheet_and_line(book):
    row = read_cells(book())[0].iloc[0]
    assert (row["measure"], row["value"], row["topic"], row["line"]) == ("courses", "12", "training", 2)


@pytest.mark.parametrize(
    ("value", "shown", "found"),
    [
        (0.153, "0.0%", "0.153 shows as 15.3% (format it as a number, write 15.3)"),
        (0.5, "0%", "0.5 shows as 50%"),
        (1, "0.00%", "1 shows as 100%"),
        (12000, "#,##0,", "the format shows thousands or millions: the cell holds 12000"),
        (12000000, "0.0,,", "the format shows thousands or millions"),
        (date(2023, 5, 1), "dd/mm/yyyy", "the spreadsheet made a date of what was typed"),
        (True, "General", "TRUE is neither a number nor a word"),
        ("#REF!", "General", "an error of the spreadsheet: #REF!"),
        ("=SUM(A1:A3)", "General", "a formula without a saved result"),
        (ArrayFormula("F2", "=SUM(A1:A3)"), "General", "a formula without a saved result"),
    ],
)
def test_a_value_that_is_not_what_is_seen_or_was_typed_is_named_by_its_cell(book, value, shown, found):
    def change(sheet, _):
        sheet["F2"] = value
        sheet["F2"].number_format = shown

    (fault,) = faults(book(change))
    assert fault.startswith("form.xlsx, sheet training, cell F2: ")
    assert found in fault


@pytest.mark.parametrize(("value", "shown"), [(1234.5, "#,##0.0"), (5, '0 "%"'), (5, "General"), (3, "[Red]0")])
def test_a_format_that_shows_the_number_itself_is_no_fault(book, value, shown):
    def change(sheet, _):
        sheet["F2"] = value
        sheet["F2"].number_format = shown

    assert faults(book(change)) == []


def test_a_breakdown_of_which_the_spreadsheet_made_a_date_is_named(book):
    (fault,) = faults(book(lambda sheet, _: sheet.__setitem__("E2", date(2023, 5, 1))))
    assert "cell E2: the spreadsheet made a date" in fault


def hide_sheet(sheet, _):
    sheet.sheet_state = "hidden"


def hide_row(sheet, _):
    sheet.row_dimensions[2].hidden = True


def hide_column(sheet, _):
    sheet.column_dimensions["F"].hidden = True


def merge(sheet, _):
    sheet.merge_cells("F2:F3")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (hide_sheet, "figures on a hidden sheet"),
        (hide_row, "row 2: a figure in a hidden row"),
        (hide_column, "column F: a hidden column"),
        (merge, "cells F2:F3: merged cells"),
    ],
)
def test_what_nobody_sees_who_looks_at_the_sheet_is_named(book, change, found):
    assert found in " ".join(faults(book(change)))


def test_all_faults_of_a_workbook_are_told_at_once(book):
    def change(sheet, workbook):
        sheet["F2"] = True
        other = workbook.create_sheet("audits")
        other.append(["not", "the", "columns"])

    assert len(faults(book(change))) == 2


def test_a_cell_far_below_all_others_is_refused(book):
    with pytest.raises(InputError, match="reaches down to row 1,048,576"):
        read_cells(book(lambda sheet, _: sheet.__setitem__("A1048576", "x")))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "protected by a password or a sensitivity label"),
        (b"measure,area\n", "not a workbook that can be read"),
        (b"PK\x03\x04 cut off", "not a workbook that can be read"),
        (b"", "not a workbook that can be read"),
    ],
)
def test_what_is_no_workbook_is_refused_in_as_cell(tmp_path, content, found):
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_cells(path)
    assert found in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"mimetype": "x", "content.xml": "<x/>"}, "an OpenDocument spreadsheet"),
        ({"xl/workbook.bin": "x"}, "a binary workbook"),
        ({"xl/workbook.xml": '<w xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}, "a Strict Open XML"),
        ({"xl/workbook.xml": "<w/>", "xl/vbaProject.bin": "x"}, "the workbook holds macros"),
        ({"word/document.xml": "<w/>"}, "not a workbook"),
        ({"xl/workbook.xml": " " * 16_000_000}, "unpacks to 16 MB"),
    ],
)
def test_other_forms_of_a_zip_are_named_with_what_to_do(tmp_path, parts, found):
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as inside:
        for name, content in parts.items():
            inside.writestr(name, content)
    with pytest.raises(InputError, match=found):
        read_cells(path)


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
@pytest.mark.parametrize("path", sorted(CASES.glob("0[46]-*/*.xlsx")), ids=lambda path: path.stem)
def test_workbooks_of_other_tools_and_protected_ones_are_refused_in_as_cell(path):
    with pytest.raises(InputError) as error:
        read_cells(path)
    assert "\n" not in str(error.value)
    assert "save" in str(error.value)
