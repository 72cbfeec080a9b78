"""CSV files as councils' systems and spreadsheets write them, as text with the number of each row."""

import pytest

from panelpack.facts.returns.csv_files import headings_of, read_csv
from panelpack.project.errors import InputError


def cells(text):
    return text.cells.drop(columns="row").to_numpy().tolist()


@pytest.mark.parametrize(
    "content",
    [
        b"CHILD,DOB\n1,2012-01-01\n",
        b"\xef\xbb\xbfCHILD,DOB\r\n1,2012-01-01\r\n",
        b"CHILD;DOB\n1;2012-01-01\n",
        b"CHILD\tDOB\n1\t2012-01-01\n",
        b'"CHILD","DOB"\n"1","2012-01-01"\n',
        b" CHILD , DOB \n 1 , 2012-01-01 \n",
        "CHILD,DOB\n\u00a01,2012-01-01\u00a0\n".encode(),
        b"\n,,\nCHILD,DOB\n1,2012-01-01\n",
        b"CHILD,DOB\n1,2012-01-01",
        b"CHILD,DOB\r1,2012-01-01\r",
        b"sep=;\r\nCHILD;DOB\r\n1;2012-01-01\r\n",
    ],
)
def test_the_ways_of_writing_one_table_are_read_alike(source, content):
    text = read_csv(source(content))
    assert text.headings == headings_of(source(content)) == ["CHILD", "DOB"]
    assert cells(text) == [["1", "2012-01-01"]]
    assert text.uneven == ()


def test_rows_are_numbered_as_an_editor_numbers_lines(source):
    assert list(read_csv(source("A,B\n1,2\n,\n3,4\n")).cells["row"]) == [2, 4]
    assert list(read_csv(source("\nA,B\n1,2\n3,4\n")).cells["row"]) == [3, 4]


def test_rows_with_too_many_or_too_few_cells_are_named_and_not_read(source):
    text = read_csv(source("A,B\n1,2\n3\n4,5,6\n7,8\n"))
    assert cells(text) == [["1", "2"], ["7", "8"]]
    assert text.uneven == (3, 4)
    assert list(text.cells["row"]) == [2, 5]


def test_text_as_windows_writes_it_is_read_and_said(source):
    text = read_csv(source("A,B\nZo\u00eb,1\n".encode("cp1252")))
    assert cells(text) == [["Zo\u00eb", "1"]]
    assert text.is_windows
    assert not read_csv(source("A,B\nZo\u00eb,1\n")).is_windows


def test_a_cell_may_hold_a_comma_and_a_line_break(source):
    assert cells(read_csv(source('A,B\n"1, 2","x\ny"\n'))) == [["1, 2", "x\ny"]]


def test_headings_without_rows_are_a_table_without_rows(source):
    text = read_csv(source("A,B\n"))
    assert text.headings == ["A", "B"]
    assert len(text.cells) == 0


def test_leading_noughts_and_long_numbers_stay_text(source):
    assert cells(read_csv(source("A,B\n007,1234567890123\n"))) == [["007", "1234567890123"]]


def test_headings_are_found_though_the_look_at_a_file_ends_inside_a_letter(source):
    content = "CHILD,DOB\n" + "\u00eb" * 3000
    assert headings_of(source(content)) == ["CHILD", "DOB"]
    assert headings_of(source(b"")) == []


def test_a_quote_that_never_ends_is_refused_and_rows_are_not_joined_in_silence(source):
    with pytest.raises(InputError, match=r"episodes.csv: a quotation mark is opened in line 3 and never closed"):
        read_csv(source('A,B\n1,2\n3,"4\n5,6\n', "episodes.csv"))
    assert cells(read_csv(source('A,B\n5" pipe,2\n3,4\n'))) == [['5" pipe', "2"], ["3", "4"]]
