"""A sheet is laid out as gptables lays it out: title, lines, one marked table whose numbers stand to the right."""

from io import BytesIO

import pytest
from gptables import GPWorkbook
from openpyxl import load_workbook

from panelpack.page.workbook_sheets import Sheet, number_format

ROWS = (("A", (1.5, "1.5%"), "c", (2.0, "2")), ("B", "\u2013", (3.0, "3"), (1234.0, "1,234")))
HEADERS = ("What", "Share", "Held back", "All")


def written(sheet):
    content = BytesIO()
    book = GPWorkbook(content, options={"in_memory": True})
    sheet.write(book)
    book.close()
    return load_workbook(content)[sheet.name]


def test_a_table_stands_beneath_its_title_and_lines():
    sheet = written(Sheet("Table 1", "table_1", "Shares", HEADERS, ROWS, (20, 12, 12, 12), ["Source: a return"]))
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        "Shares",
        "This worksheet contains one table.",
        "Source: a return",
    ]
    assert sheet.tables["table_1"].ref == "A4:D6"
    assert [column.name for column in sheet.tables["table_1"].tableColumns] == list(HEADERS)


def test_a_column_of_numbers_stands_to_the_right_even_with_a_dash_in_it_and_one_with_a_symbol_does_not():
    sheet = written(Sheet("Table 1", "table_1", "Shares", HEADERS, ROWS, (20, 12, 12, 12)))
    for row in (3, 4, 5):
        assert [cell.alignment.horizontal for cell in sheet[row]] == ["left", "right", "left", "right"]
    assert [cell.number_format for cell in sheet[5]] == ["General", "General", "0", "#,##0"]


def test_a_sheet_of_contents_leads_to_the_sheets_that_it_names():
    sheet = written(
        Sheet("Contents", "contents", "Contents", ("Sheet", "What"), [("Table 1", "x")], (9, 9), links=True)
    )
    assert (sheet["A4"].value, sheet["A4"].hyperlink.location) == ("Table 1", "'Table 1'!A1")
    assert sheet["B4"].hyperlink is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [("0.5", "0.0"), ("£2.256m", '"£"0.000"m"'), ("−7.3%", '"+"0.0"%";"−"0.0"%"'), ("12 to 15", "General")],
)
def test_a_format_says_sign_unit_and_decimals(said, expected):
    assert number_format(said) == expected
