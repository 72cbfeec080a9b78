import csv
from io import StringIO

from panelpack.page import tables
from panelpack.page.finishing import Finisher
from panelpack.page.html import written
from panelpack.page.marks import joined_html
from panelpack.page.table_csv import csv_of
from panelpack.page.tables import Column
from panelpack.page.words import number, text, toned


def read(text):
    return list(csv.reader(StringIO(text)))


def test_each_table_has_a_link_to_a_csv_of_the_same_cells(published_of, figure_in):
    published = published_of(("referrals", "2021-22", 1441), ("referrals", "2022-23", None, {"status": "c"}))
    rows = [[year, number(figure_in(published, "referrals", year))] for year in ("2021-22", "2022-23")]
    rows.append(["2023-24", number(None)])
    columns = [Column.of("Year"), Column.of("Referrals", True)]
    table = written(tables.table(published, "Referrals, 2021-22 & later", columns, rows))
    finisher = Finisher("safeguarding")
    page = finisher.finished(joined_html([table, table]))
    first = "downloads/safeguarding/referrals-2021-22-later.csv"
    assert list(finisher.files) == [first, first.replace(".csv", "-2.csv")]
    assert page.count(f'<a href="{first}" download>') == 1
    assert read(finisher.files[first]) == [
        ["Year", "Referrals"],
        ["2021-22", "1441"],
        ["2022-23", "c"],
        ["2023-24", ""],
    ]


def test_headers_of_two_levels_become_as_cell(published_of):
    girls = [Column.of(year, True, "Girls") for year in ("2022", "2023")]
    columns = [Column.of("Need"), *girls, Column.of("All", True)]
    table = tables.table(published_of(("referrals", "2021-22", 1)), "T", columns, [["SEMH", "1", "2", "3"]])
    assert read(csv_of(table))[0] == ["Need", "Girls: 2022", "Girls: 2023", "All"]


def test_shapes_that_only_the_eye_sees_are_left_out_and_a_new_line_is_a_space(published_of):
    cells = [text("A\nB"), toned("better than a year ago", "better", "▲")]
    columns = [Column.of("M"), Column.of("D")]
    table = tables.table(published_of(("referrals", "2021-22", 1)), "T", columns, [cells])
    assert read(csv_of(table))[1] == ["A B", "better than a year ago"]
