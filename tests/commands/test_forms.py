"""Forms: a workbook is written, filled by hand, and taken back; mistakes are named by sheet and cell."""

import shutil
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from panelpack.catalogue.context import read_context as read_context
from panelpack.commands.forms import OWN_SOURCE, take_form, topics_of, write_form
from panelpack.facts.tidy_csv import read_figures
from panelpack.facts.workbook import FIELDS, README
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError


@pytest.fixture
def copy(project, tmp_path):
    """A project of its own, without any figures of councils."""
    for name in ("parameters", "notebooks"):
        (tmp_path / name).symlink_to(getattr(project, name))
    for name in ("measures", "reference", "benchmarks"):
        shutil.copytree(project.data / name, tmp_path / "data" / name)
    for name in ("sources.yaml", "glossary.yaml", "qualifiers.yaml"):
        shutil.copy(project.data / name, tmp_path / "data" / name)
    return Project(tmp_path)


@pytest.fixture
def form(copy, north_somerset, tmp_path):
    """The path of an empty form of the safeguarding report for 2024-25."""
    council = copy.council("north-somerset")
    return write_form(north_somerset, council, "2024-25", "safeguarding", tmp_path / "form.xlsx")


def column(name):
    return get_column_letter(FIELDS.index(name) + 1)


def line_of(sheet, measure):
    return next(cell.row for cell in sheet[column("measure")] if cell.value == measure)


def fill(path, *cells):
    """Write values into a form: sheet, measure, column, value. Gives the cells' names."""
    book, named = load_workbook(path), []
    for topic, measure, name, value in cells:
        sheet = book[topic]
        cell = f"{column(name)}{line_of(sheet, measure)}"
        sheet[cell] = value
        named.append(cell)
    book.save(path)
    return named


def test_a_form_has_a_sheet_for_each_topic_and_a_row_for_each_figure_with_its_period(form):
    book = load_workbook(form)
    assert book.sheetnames[:3] == [README, "data_summary", "training"]
    sheet = book["data_summary"]
    assert tuple(cell.value for cell in sheet[1]) == FIELDS
    contacts = {name: sheet[f"{column(name)}{line_of(sheet, 'contacts')}"].value for name in FIELDS}
    assert contacts == {
        "what": "Contacts received (count)",
        "measure": "contacts",
        "area": "E06000024",
        "period": "2024-25",
        "breakdown": None,
        "value": None,
        "status": None,
        "qualifier": None,
        "source": OWN_SOURCE,
        "release": "2024-25",
    }
    assert sheet[f"A{line_of(sheet, 'contacts')}"].comment is not None


def test_a_filled_form_becomes_figures_and_a_second_taking_changes_nothing(form, copy):
    fill(
        form,
        ("data_summary", "contacts", "value", 9500),
        ("data_summary", "contacts_domestic_violence", "status", "x"),
        ("training", "multi_agency_courses", "value", 80.0),
    )
    about = read_context(copy)
    taken = take_form(copy, about, "north-somerset", form)
    assert [path.name for path in taken.files] == ["data_summary.csv", "training.csv"]
    assert (taken.new, taken.changed, taken.same) == (3, 0, 0)
    table = read_figures(taken.files[0])
    assert table[["measure", "period", "value", "status"]].values.tolist() == [
        ["contacts", "2024-25", "9500", ""],
        ["contacts_domestic_violence", "2024-25", "", "x"],
    ]
    again = take_form(copy, about, "north-somerset", form)
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    fill(form, ("data_summary", "contacts", "value", 9501))
    assert take_form(copy, about, "north-somerset", form).changed == 1


def test_every_mistake_is_named_by_its_cell_and_nothing_is_written(form, copy):
    bad_value, _, bad_period, _, bad_area, _ = fill(
        form,
        ("data_summary", "contacts", "value", "about 9,500"),
        ("data_summary", "referrals", "value", 10),
        ("data_summary", "referrals", "period", "last year"),
        ("training", "multi_agency_courses", "value", 3),
        ("training", "multi_agency_courses", "area", "Somerset"),
        ("training", "multi_agency_participants", "value", 30),
    )
    bad_measure = fill(form, ("training", "multi_agency_participants", "measure", "participants"))[0]
    with pytest.raises(InputError) as caught:
        take_form(copy, read_context(copy), "north-somerset", form)
    said = str(caught.value)
    for sheet, cell in (
        ("data_summary", bad_value),
        ("data_summary", bad_period),
        ("training", bad_area),
        ("training", bad_measure),
    ):
        assert f"form.xlsx, sheet {sheet}, cell {cell}" in said
    assert not (copy.data / "figures").exists()


def test_a_status_that_there_is_not_and_a_value_beside_a_status_are_named_by_their_cells(form, copy):
    status, _, both = fill(
        form,
        ("data_summary", "contacts", "status", "s"),
        ("data_summary", "referrals", "status", "x"),
        ("data_summary", "referrals", "value", 10),
    )
    with pytest.raises(InputError) as caught:
        take_form(copy, read_context(copy), "north-somerset", form)
    assert f"sheet data_summary, cell {status}: unknown status" in str(caught.value)
    assert f"sheet data_summary, cell {both}: a fact has a value or a status" in str(caught.value)


def test_a_row_on_the_wrong_sheet_is_refused(form, copy):
    cell = fill(
        form,
        ("training", "multi_agency_courses", "value", 3),
        ("training", "multi_agency_courses", "measure", "contacts"),
    )[1]
    with pytest.raises(InputError, match=f"sheet training, cell {cell}: contacts belongs to the topic 'data_summary'"):
        take_form(copy, read_context(copy), "north-somerset", form)


def test_an_empty_form_and_a_file_that_is_no_workbook_are_refused(form, copy, tmp_path):
    with pytest.raises(InputError, match="no row has a value or a status"):
        take_form(copy, read_context(copy), "north-somerset", form)
    other = tmp_path / "other.xlsx"
    other.write_text("measure,area")
    with pytest.raises(InputError, match="not a workbook"):
        take_form(copy, read_context(copy), "north-somerset", other)


def test_a_report_without_topics_has_no_form(context):
    nothing = replace(context, catalogue=replace(context.catalogue, measures={}))
    with pytest.raises(InputError, match="takes no figures"):
        topics_of(nothing, "workforce")


def test_every_report_of_a_pack_has_a_form(context):
    assert all(topics_of(context, report) for report in context.catalogue.reports)


def test_an_unknown_report_has_no_form(north_somerset, copy, tmp_path):
    with pytest.raises(InputError, match="safeguarding"):
        write_form(north_somerset, copy.council("kent"), "2024-25", "safegarding", tmp_path / "form.xlsx")


def test_a_public_source_in_a_form_is_refused_by_its_cell_since_nothing_of_it_would_be_hidden(copy, form, context):
    cells = fill(form, ("data_summary", "contacts", "value", 300), ("data_summary", "contacts", "source", "dfe_lait"))
    with pytest.raises(
        InputError, match=rf"cell {cells[1]}: a council's form cannot hold figures of DfE.*{OWN_SOURCE}"
    ):
        take_form(copy, context, "north-somerset", form)
    assert not list(copy.figures_of("north-somerset").glob("*.csv"))


def test_a_taken_form_records_the_rows_of_its_files_and_one_that_lost_rows_since_is_not_written_over(form, copy):
    fill(form, ("training", "multi_agency_courses", "value", 80), ("training", "multi_agency_participants", "value", 9))
    path = take_form(copy, read_context(copy), "north-somerset", form).files[0]
    assert "training.csv: 2\n" in (path.parent / "rows.yaml").read_text()
    lost = "".join(path.read_text().splitlines(keepends=True)[:-1])
    path.write_text(lost)
    with pytest.raises(InputError, match=r"training\.csv: the file has 1 row, and 2 are recorded"):
        take_form(copy, read_context(copy), "north-somerset", form)
    assert path.read_text() == lost


def test_a_part_that_is_spelt_otherwise_than_before_replaces_its_figure_and_makes_no_second_one(form, copy):
    folder = copy.figures_of("north-somerset")
    folder.mkdir(parents=True)
    header = "measure,area,period,breakdown,value,source,release\n"
    was = "multi_agency_courses,E06000024,2024-25,Kind = new_starters,40,council_figures,2024-25\n"
    (folder / "training.csv").write_text(header + was)
    fill(
        form,
        ("training", "multi_agency_courses", "value", 41),
        ("training", "multi_agency_courses", "breakdown", "kind\u00a0=\u200bNew starters"),
        ("training", "multi_agency_courses", "measure", "multi_agency_courses\u200b"),
    )
    done = take_form(copy, read_context(copy), "north-somerset", form)
    assert (done.new, done.changed) == (0, 1)
    assert read_figures(folder / "training.csv")[["breakdown", "value"]].values.tolist() == [
        ["kind=new_starters", "41"]
    ]
