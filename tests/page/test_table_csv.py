import csv
from io import StringIO

from panelpack.page import tables
from panelpack.page.markup import Html, number
from panelpack.page.table_csv import with_downloads
from panelpack.page.tables import Column


def read(text):
    return list(csv.reader(StringIO(text)))


def test_each_table_has_a_link_to_a_csv_of_the_same_cells(published_of, figure_in):
    published = published_of(("referrals", "2021-22", 1441), ("referrals", "2022-23", None, {"status": "c"}))
    rows = [[year, number(figure_in(published, "referrals", year))] for year in ("2021-22", "2022-23")]
    rows.append(["2023-24", number(None)])
    html = tables.table(published, "Referrals, 2021-22 & later", [Column("Year"), Column("Referrals", True)], rows)
    page, files = with_downloads(html + html, "safeguarding")
    first = "downloads/safeguarding/referrals-2021-22-later.csv"
    assert list(files) == [first, first.replace(".csv", "-2.csv")]
    assert page.count(f'<a href="{first}" download>') == 1
    assert read(files[first]) == [["Year", "Referrals"], ["2021-22", "1441"], ["2022-23", "c"], ["2023-24", ""]]


def test_headers_of_two_levels_become_one_line(published_of):
    columns = [Column("Need"), Column("2022", True, "Girls"), Column("2023", True, "Girls"), Column("All", True)]
    html = tables.table(published_of(("referrals", "2021-22", 1)), "T", columns, [["SEMH", "1", "2", "3"]])
    _, files = with_downloads(html, "send")
    assert read(files["downloads/send/t.csv"])[0] == ["Need", "Girls: 2022", "Girls: 2023", "All"]


def test_shapes_that_only_the_eye_sees_are_left_out(published_of):
    cell = Html('<span class="better"><span aria-hidden="true">▲ </span>better than a year ago</span>')
    html = tables.table(published_of(("referrals", "2021-22", 1)), "T", [Column("M"), Column("D")], [["A", cell]])
    _, files = with_downloads(html, "send")
    assert read(files["downloads/send/t.csv"])[1] == ["A", "better than a year ago"]
