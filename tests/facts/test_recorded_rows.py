"""How many rows a file of figures has is recorded beside it, so that one that lost some is told."""

import pytest

from panelpack.facts.recorded_rows import RECORD, refuse_missing, with_rows
from panelpack.facts.tidy_csv import figure_files, read_figures
from panelpack.project.errors import InputError

HEADER = "measure,area,period,value,source,release\n"
ROW = "contacts,E06000024,2022-23,300,council_figures,2022-23\n"


def folder_of(tmp_path, rows, record=None):
    (tmp_path / "a.csv").write_text(HEADER + ROW * rows)
    if record is not None:
        (tmp_path / RECORD).write_text(record)
    return tmp_path / "a.csv"


@pytest.mark.parametrize("record", [None, "", "a.csv: 3\n", "a.csv: 2\n", "b.csv: 9\n"])
def test_a_file_with_its_recorded_rows_with_more_or_without_a_record_is_read(tmp_path, record):
    assert len(read_figures(folder_of(tmp_path, 3, record))) == 3


def test_a_file_with_fewer_rows_than_recorded_is_refused_with_both_numbers_and_how_to_accept_it(tmp_path):
    path = folder_of(tmp_path, 2, "# rows\nb.csv: 1\na.csv: 3\n")
    with pytest.raises(InputError, match=r"has 2 rows, and 3 are recorded.*write 2 in .*rows\.yaml, line 3"):
        read_figures(path)
    (tmp_path / RECORD).write_text("a.csv: 2\n")
    assert len(read_figures(path)) == 2


def test_blank_lines_are_no_rows(tmp_path):
    path = folder_of(tmp_path, 2, "a.csv: 3\n")
    path.write_text(path.read_text() + "\n,,,,,\n")
    with pytest.raises(InputError, match="has 2 rows"):
        read_figures(path)


def test_a_recorded_file_that_is_gone_is_refused_with_the_line_to_take_out(tmp_path):
    folder_of(tmp_path, 1, "a.csv: 1\nlost.csv: 25\nempty.csv: 0\n")
    with pytest.raises(InputError, match=r"lost\.csv: the file is not there, and 25 rows .*rows\.yaml, line 2"):
        figure_files(tmp_path)


@pytest.mark.parametrize("record", ["a.csv: many\n", "a.csv: -1\n", "a.csv 3\n", "- a.csv\n"])
def test_a_record_that_cannot_be_read_is_refused_and_not_passed_over(tmp_path, record):
    path = folder_of(tmp_path, 1, record)
    with pytest.raises(InputError, match=r"rows\.yaml"):
        read_figures(path)


def test_a_record_keeps_the_lines_of_other_files(tmp_path):
    (tmp_path / RECORD).write_text("a.csv: 3\nb.csv: 4\n")
    text = with_rows(tmp_path, {"b.csv": 5, "c.csv": 1})
    assert [line for line in text.splitlines() if not line.startswith("#")] == ["a.csv: 3", "b.csv: 5", "c.csv: 1"]


def test_every_shipped_file_of_figures_has_its_number_of_rows(project):
    for folder in (project.data / "benchmarks", project.figures_of("north-somerset")):
        refuse_missing(folder)
        counts = {path.name: len(read_figures(path)) for path in figure_files(folder)}
        assert with_rows(folder, counts) == (folder / RECORD).read_text(encoding="utf-8")
