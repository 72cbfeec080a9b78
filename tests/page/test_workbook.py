"""Tables as a workbook: numbers as numbers, symbols and words as text, the same bytes on any day."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from panelpack.page import tables
from panelpack.page.table_values import TableValues, values_of
from panelpack.page.tables import Column
from panelpack.page.words import number, text
from panelpack.page.workbook import About, restated, workbook_of

ABOUT = About("Safeguarding 2022-23", ["For the panel."], "Draft.", "Children's services")


@pytest.fixture
def values(view_with):
    view = view_with(
        ("referrals", "2022-23", 2027),
        ("rereferrals_pct", "2022-23", 14.8),
        ("cpp_open", "31 March 2023", 3, {"source": "council_figures", "release": "2022-23"}),
    )
    figures = [view.own(name) for name in ("referrals", "rereferrals_pct", "cpp_open")]
    columns = [Column.of("What"), Column.of("Figure", numeric=True), Column.of("Period")]
    rows = [[figure.measure.label, number(figure), figure.period.label] for figure in figures]
    shown = tables.table(view.published, "What there is", columns, rows, text("As supplied."))
    return TableValues.of(values_of(shown), "downloads/safeguarding/what-there-is.csv")


@pytest.fixture
def book(values):
    return load_workbook(BytesIO(workbook_of(ABOUT, [values, values])))


def test_a_workbook_has_a_cover_contents_notes_and_a_sheet_a_table(book):
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Table 1", "Table 2"]
    cover = [cell.value for cell in book["Cover"]["A"]]
    assert cover[:4] == ["Safeguarding 2022-23", "Introductory information", "For the panel.", "Draft."]
    assert [cell.value for cell in book["Contents"][4]] == ["Table 1", "What there is"]


def test_a_number_is_a_number_in_the_format_of_the_page_and_a_hidden_count_its_symbol(book):
    sheet = book["Table 1"]
    ref = sheet.tables["table_1"].ref
    rows = {row[0].value: row[1] for row in sheet[ref]}
    referrals, share, hidden = list(rows.values())[1:]
    assert (referrals.value, referrals.number_format) == (2027, "#,##0")
    assert (share.value, share.number_format) == (14.8, '0.0"%"')
    assert hidden.value == "c"
    said = [cell.value for cell in sheet["A"]]
    assert "Symbols: c not shown, to protect people." in said


def test_a_table_names_the_number_of_its_note_and_equal_notes_stand_once(book):
    assert book["Table 2"]["A1"].value == "What there is[note 1]"
    assert [cell.value for cell in book["Notes"]["B"]][3:] == ["As supplied. c: not shown, to protect people."]


def test_the_same_tables_give_the_same_bytes_without_a_time_or_a_name(values):
    once, again = (workbook_of(ABOUT, [values]) for _ in range(2))
    assert once == again
    with ZipFile(BytesIO(once)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert "created" not in core and "creator" not in core


def test_an_edition_restates_the_standing_and_nothing_else(values):
    draft = workbook_of(ABOUT, [values])
    edition = restated(draft, "Draft.", "2022-23 edition 1, signed off by A & B.")
    before, after = (load_workbook(BytesIO(content)) for content in (draft, edition))
    assert [cell.value for cell in after["Cover"]["A"]][3] == "2022-23 edition 1, signed off by A & B."
    for name in before.sheetnames[1:]:
        assert list(before[name].values) == list(after[name].values)


def test_words_that_a_spreadsheet_would_run_stay_words(values):
    run = TableValues("Sums", ("What", "Figure"), (("'=1+2", (2022.0, "2022")),))
    sheet = load_workbook(BytesIO(workbook_of(ABOUT, [run])))["Table 1"]
    first, second = list(sheet[sheet.tables["table_1"].ref])[1]
    assert (first.value, first.data_type, second.number_format) == ("'=1+2", "s", "0")


def test_a_workbook_without_a_table_is_refused():
    with pytest.raises(ValueError, match="at least one table"):
        workbook_of(ABOUT, [])


def test_a_dash_an_empty_cell_and_two_headers_of_one_name_are_taken():
    rows = (("A", "\u2013", (1.0, "1")), ("B", "", (2.0, "2")), ("\u2026", "c", "x"))
    shown = TableValues("Own", ("What", "Figure", "figure"), rows)
    sheet = load_workbook(BytesIO(workbook_of(ABOUT, [shown])))["Table 1"]
    cells = [[cell.value for cell in row] for row in sheet[sheet.tables["table_1"].ref]]
    assert cells == [
        ["What", "Figure", "figure (3)"],
        ["A", "\u2013", 1],
        ["B", None, 2],
        ["\u2026", "c", "x"],
    ]
