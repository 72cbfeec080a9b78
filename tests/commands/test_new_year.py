"""A new year: what is written, what is kept, what it needs, and the workbook's way back."""

import shutil

import pytest
from openpyxl import load_workbook

from panelpack.catalogue.context import read_context
from panelpack.commands.forms import take_form
from panelpack.commands.new_year import new_year, workbook_path
from panelpack.commands.year_files import NOT_KNOWN, due, needed
from panelpack.comparisons.council_year import council_year
from panelpack.facts.tidy_csv import read_figures
from panelpack.facts.workbook import CHECKLIST, LAST, LAST_PERIOD, README, YEAR_FIELDS
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError

NAME, YEAR = "north-somerset", "2025-26"


@pytest.fixture
def copy(project, tmp_path):
    """A project of its own, with its own parameters and without figures of the council."""
    shutil.copytree(project.parameters, tmp_path / "parameters")
    (tmp_path / "notebooks").symlink_to(project.notebooks)
    for name in ("measures", "reference", "benchmarks"):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / name).symlink_to(project.data / name)
    for name in ("sources.yaml", "glossary.yaml", "qualifiers.yaml"):
        shutil.copy(project.data / name, tmp_path / "data" / name)
    return Project(tmp_path)


@pytest.fixture
def begun(copy, north_somerset):
    """What the command says of a year that is new."""
    return new_year(copy, north_somerset, NAME, YEAR)


def place(sheet, measure, column):
    """The cell of a measure's first row in a column."""
    line = next(cell.row for cell in sheet["B"] if cell.value == measure)
    return sheet.cell(line, YEAR_FIELDS.index(column) + 1)


def test_a_new_year_has_a_file_stubs_a_workbook_and_three_next_commands(copy, begun):
    assert copy.years()[-1] == YEAR
    assert copy.year(YEAR).as_at is None
    stubs = sorted(path.stem for path in copy.commentary_of(NAME, YEAR).glob("*.md"))
    assert stubs == sorted(path.stem for path in (copy.data / "measures").glob("*.yaml"))
    assert workbook_path(copy, NAME, YEAR).is_file()
    assert begun[-4:] == [
        "Next:",
        "  panelpack take forms/north-somerset-2025-26.xlsx --council north-somerset",
        "  panelpack status north-somerset 2025-26",
        "  panelpack build --council north-somerset --year 2025-26",
    ]


def test_a_second_run_adds_only_what_is_missing_and_says_so(copy, begun, north_somerset):
    year_file, book = copy.parameters / "years" / f"{YEAR}.yaml", workbook_path(copy, NAME, YEAR)
    year_file.write_text("as_at: 2026-10-15\n", encoding="utf-8")
    (copy.commentary_of(NAME, YEAR) / "send.md").unlink()
    before = book.read_bytes()
    said = new_year(copy, north_somerset, NAME, YEAR)
    assert said[:3] == [
        "parameters/years/2025-26.yaml was there, and stays as it is",
        "forms/north-somerset-2025-26.xlsx was there, and stays as it is",
        "parameters/commentary/north-somerset/2025-26/: 1 stubs of commentary are written, 10 were there and stay as "
        "they are",
    ]
    assert year_file.read_text(encoding="utf-8") == "as_at: 2026-10-15\n"
    assert book.read_bytes() == before


@pytest.mark.parametrize("year", ["2027-28", "2025-27", "2025"])
def test_what_is_no_year_or_leaves_one_out_is_refused_with_the_right_one(copy, north_somerset, year):
    with pytest.raises(InputError, match="write 2025-26, the year after 2024-25"):
        new_year(copy, north_somerset, NAME, year)
    assert not (copy.root / "forms").exists()


def test_a_failure_leaves_nothing_behind(copy, north_somerset, monkeypatch):
    monkeypatch.setattr("panelpack.commands.new_year.write_all", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        new_year(copy, north_somerset, NAME, YEAR)
    assert YEAR not in copy.years()
    assert not list((copy.root / "forms").iterdir())


def test_the_workbook_has_a_sheet_a_report_with_the_last_figure_beside_each_cell(copy, begun):
    book = load_workbook(workbook_path(copy, NAME, YEAR))
    assert book.sheetnames[:4] == [README, CHECKLIST, "safeguarding", "police"]
    sheet = book["safeguarding"]
    assert tuple(cell.value for cell in sheet[1]) == YEAR_FIELDS
    assert place(sheet, "contacts", "period").value == YEAR
    assert (place(sheet, "contacts", LAST).value, place(sheet, "contacts", LAST_PERIOD).value) == (9293, "2022-23")
    assert place(sheet, "contacts", LAST).column == place(sheet, "contacts", "value").column + 1
    assert place(sheet, "cin_plans_open", "period").value == "31 March 2026"


def test_the_workbook_is_taken_whole_by_the_topics_of_its_measures(copy, begun):
    path = workbook_path(copy, NAME, YEAR)
    book = load_workbook(path)
    for sheet, measure, value in (
        ("safeguarding", "contacts", 9500),
        ("safeguarding", "multi_agency_courses", 80),
        ("finance", "savings_planned", 1.5),
        ("feedback", "complaints", 77),
    ):
        place(book[sheet], measure, "value").value = value
    book.save(path)
    taken = take_form(copy, read_context(copy), NAME, path)
    assert taken.new == 4
    assert {"data_summary.csv", "training.csv", "complaints.csv"} <= {file.name for file in taken.files}
    table = read_figures(copy.figures_of(NAME) / "data_summary.csv")
    assert table[["measure", "period", "value"]].values.tolist() == [["contacts", YEAR, "9500"]]


def test_a_mistake_in_the_workbook_is_named_by_its_report_and_cell(copy, begun):
    path = workbook_path(copy, NAME, YEAR)
    book = load_workbook(path)
    place(book["safeguarding"], "contacts", "value").value = "many"
    wrong = place(book["safeguarding"], "referrals", "release")
    place(book["safeguarding"], "referrals", "value").value = 5
    moved = place(book["police"], book["police"]["B3"].value, "value")
    moved.value = 3
    book["police"]["B3"] = "contacts_to_referral"
    book.save(path)
    with pytest.raises(InputError) as caught:
        take_form(copy, read_context(copy), NAME, path)
    said = str(caught.value)
    assert f"report sheet safeguarding, cell {place(book['safeguarding'], 'contacts', 'value').coordinate}" in said
    assert "report sheet police, cell B3: contacts_to_referral belongs to the report 'safeguarding'" in said
    assert wrong.coordinate not in said


def test_every_file_of_a_year_is_named_with_what_waits_for_it(project, north_somerset):
    view = council_year(project, north_somerset, NAME, "2022-23")
    files = {item.source: item for item in needed(view, "forms/x.xlsx")}
    children_in_need = files["dfe_children_in_need"]
    assert children_in_need.where == "Explore education statistics, Children in need"
    assert children_in_need.due == "not known (the last came out in October 2025)"
    assert (len(children_in_need.waits), children_in_need.gives) == (0, 11)
    assert files["ssda903_return"].where.endswith("into data/returns/north-somerset/2022-23/, never in git")
    assert files["council_figures"].how == "fill forms/x.xlsx"
    assert {"cin_census_return", "sen2_return", "annex_a_return", "nsscp_annual_report", "dfe_lait"} <= set(files)


def test_a_due_month_that_is_known_is_said(context):
    source = context.register["dfe_ehc_plans"]
    assert due(source.model_copy(update={"next_due": "2026-06"})) == "June 2026"
    assert due(source.model_copy(update={"releases": {}})) == NOT_KNOWN
