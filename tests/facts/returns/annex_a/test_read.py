"""Workbooks of Annex A are read by their headings as they come; what is broken is named, and who it is forgotten."""

import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from annex_a_returns import COLLECTION, HEADINGS, read, workbook
from panelpack.facts.returns.annex_a.headings import SIGNS, list_of
from panelpack.facts.returns.annex_a.the_return import ANNEX_A
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.typed import Numbering

BORN, FIRST, LAST = date(2015, 2, 3), date(2022, 4, 1), date(2023, 3, 31)


def contact(number, day, source="q) 6: Police", *more):
    return (number, "a) Female", "a) WBRI", BORN, "7 months", day, source, *more)


def contacts(*rows, title="List 1", headings=HEADINGS[1], above=()):
    return title, [*above, headings, *rows]


YEAR = (contact(1, FIRST), contact(2, LAST))


def only(faults, *rules):
    """The faults of some rules, without those about lists that are not there."""
    return [fault for fault in faults if fault.rule in rules]


def noticed(faults):
    return [fault.rule for fault in faults if fault.rule != "list_missing"]


@pytest.mark.parametrize("title", ["List 1", "List_1", "Contacts 2022", "Sheet3"])
def test_a_list_is_known_by_its_headings_whatever_its_sheet_is_called(title):
    source = workbook(contacts(*YEAR, title=title))
    assert ANNEX_A.recognises(source)
    made, faults = read(source)
    assert len(made["contacts"]) == 2 and noticed(faults) == []


def test_titles_stand_above_the_headings_and_rows_keep_the_sheet_s_numbers():
    made, _ = read(workbook(contacts(*YEAR, above=[("List 1: contacts",), (), ("As at 31 March",)])))
    assert list(made["contacts"]["row"]) == [5, 6]


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Child Unique ID", "CHILD'S  UNIQUE ID "),
        ("Child Unique ID", "Child\u2019s Unique\u00a0ID"),
        ("Child Unique ID", "Unique Child Identifier"),
        ("Date of Contact", "Date (of) Contact:"),
        ("Date of Contact", "Contact Date"),
        ("Contact Source", "Source of Contact"),
    ],
)
def test_headings_are_read_as_councils_spell_them(name, spelt):
    headings = [spelt if heading == name else heading for heading in HEADINGS[1]]
    made, faults = read(workbook(contacts(*YEAR, headings=headings)))
    assert len(made["contacts"]) == 2 and noticed(faults) == []


@pytest.mark.parametrize(
    ("number", "headings"),
    [
        *HEADINGS.items(),
        (2, ("Child Unique ID", "Gender", "Assessment start date", "Organisation completing assessment")),
        (3, ("Child Unique ID", "Gender", "Date of Referral", "Referral NFA?")),
        (4, ("Child Unique ID", "Gender", "Continuous Assessment Start Date")),
        (5, ("Child Unique ID", "Gender", "Strategy discussion initiating Section 47 Enquiry Start Date")),
        (6, ("Child Unique ID", "Gender", "CIN Start Date", "Primary Need Code")),
        (7, ("Child Unique ID", "Gender", "Child Protection Plan Start Date")),
        (9, ("Child Unique ID", "Eligibility Category", "Latest Date of Contact")),
    ],
)
def test_each_of_the_eleven_lists_is_told_from_the_others(number, headings):
    assert list_of(headings) == number
    assert set(SIGNS) == set(range(1, 12))


def test_a_workbook_without_a_list_is_of_another_kind():
    assert not ANNEX_A.recognises(workbook(("List 1", [("what", "measure", "area"), ("", "contacts", "E06000024")])))


def test_identifiers_and_births_are_remembered_and_workers_never_read():
    kept = []
    row = ("C77", "F", BORN, FIRST, "C2", None, None, None, "Ann Other")
    adopter = ("A55", "F66", *[FIRST] * 9, 1, None, None)
    source = workbook(contacts(*YEAR), ("8", [HEADINGS[8], row]), ("11", [HEADINGS[11], adopter]))
    records, _ = read_return(ANNEX_A, [source], COLLECTION, Numbering(), lambda values: kept.extend(values))
    assert {"1", "2", "C77", "A55", "F66", BORN} <= set(kept)
    shown = str(kept) + "".join(table.to_csv() for table in records.tables.values())
    assert "Ann Other" not in shown
    assert not any(word in "".join(t.to_csv() for t in records.tables.values()) for word in ("C77", "A55", "F66"))


def test_numbers_of_a_list_of_choices_and_spaces_that_do_not_break_are_left_away():
    rows = [contact("\u00a0C1 ", FIRST), contact("C1", LAST, "1A: Individual"), contact(12.0, LAST)]
    made, faults = read(workbook(contacts(*rows)))
    assert list(made["contacts"]["source"]) == ["6: Police", "1A: Individual", "6: Police"]
    assert made["contacts"]["child"].nunique() == 2 and noticed(faults) == []


def test_days_are_read_from_cells_texts_and_bare_numbers_and_times_are_left_away():
    rows = [contact(1, datetime(2022, 4, 1, 9, 30)), contact(2, "31/03/2023"), contact(3, 44926)]
    made, _ = read(workbook(contacts(*rows)))
    assert [f"{day:%Y-%m-%d}" for day in made["contacts"]["contact_date"]] == ["2022-04-01", "2023-03-31", "2022-12-31"]


def test_cells_with_an_error_are_missing_and_counted():
    rows = [*YEAR, contact(3, "#N/A"), contact(4, "#REF!"), contact(5, LAST, "#N/A")]
    made, faults = read(workbook(contacts(*rows)))
    errors = only(faults, "error_cells")
    assert [(f.column, f.rows, f.first_row, f.severity) for f in errors] == [
        ("Date of Contact", 2, 4, "drop"),
        ("Contact Source", 1, 6, "drop"),
    ]
    assert len(made["contacts"]) == 3


def test_formulas_without_saved_values_stop_their_list_alone():
    ten = ("List 10", [HEADINGS[10], (1, "F1", BORN, *[date(2023, 1, 9)] * 8)])
    made, faults = read(workbook(contacts(*YEAR, contact(3, "=F2+5")), ten))
    (stop,) = only(faults, "unsaved_formulas")
    assert (stop.severity, stop.table, stop.column, stop.rows, stop.first_row) == (
        "stop",
        "contacts",
        "Date of Contact",
        1,
        4,
    )
    assert "save it" in stop.todo and "contacts" not in made and "adoption" in made


def test_a_formula_in_a_column_that_is_not_read_stops_nothing():
    row = (*contact(3, LAST)[:4], "=2023-2015", *contact(3, LAST)[5:])
    made, faults = read(workbook(contacts(*YEAR, row)))
    assert len(made["contacts"]) == 3 and noticed(faults) == []


def test_identifiers_with_more_digits_than_a_spreadsheet_keeps_stop_their_list():
    made, faults = read(workbook(contacts(contact(9_007_199_254_740_993_000, FIRST), contact(2, LAST))))
    assert "identifier_as_number" in noticed(faults) and "contacts" not in made


def test_a_list_of_six_months_gives_no_year_and_names_what_is_lost():
    made, faults = read(workbook(contacts(contact(1, date(2022, 10, 1)), contact(2, LAST))))
    (stop,) = only(faults, "contacts_of_part_of_the_year")
    assert stop.severity == "stop" and stop.touches == ("contacts", "contacts_quarterly")
    assert "contacts" not in made


def test_lists_that_are_not_there_are_stops_that_name_the_sheets():
    _, faults = read(workbook(contacts(*YEAR), ("Ann Other 4711", [("nothing",)])))
    lost = {fault.table: fault.what for fault in only(faults, "list_missing")}
    assert set(lost) == {"adoption", "adopters"}
    assert lost["adopters"] == "no sheet has the headings of list 11; the sheets are: List 1, 1 of another title"


def test_outcomes_and_first_health_assessments_are_tables_only_where_a_list_has_them():
    eight = [heading for heading in HEADINGS[8] if "Initial" not in heading]
    made, _ = read(workbook(contacts(*YEAR), ("8", [eight, (1, "F", BORN, FIRST, "C2", None, None, "A")])))
    assert set(made.tables) == {"contacts"}


def test_two_sheets_with_the_same_rows_of_a_list_stop_it():
    made, faults = read(workbook(contacts(*YEAR), contacts(*YEAR, title="List 1 (2)")))
    assert "two_files_for_one_table" in noticed(faults) and "contacts" not in made


def test_two_workbooks_with_other_rows_are_one_list():
    halves = [workbook(contacts(row), name=f"{place}.xlsx") for place, row in enumerate(YEAR)]
    made, faults = read(*halves)
    assert len(made["contacts"]) == 2 and noticed(faults) == ["table_in_parts"]


def test_a_heading_twice_stops_the_list():
    headings = [*HEADINGS[1], "Contact date"]
    made, faults = read(workbook(contacts(*[(*row, FIRST) for row in YEAR], headings=headings)))
    assert "column_twice" in noticed(faults) and "contacts" not in made


def test_a_list_without_a_column_that_is_needed_stops():
    headings = ["Reference" if heading == "Child Unique ID" else heading for heading in HEADINGS[1]]
    _, faults = read(workbook(contacts(*YEAR, headings=headings)))
    assert "column_missing" in noticed(faults)


def test_the_legal_status_is_found_within_its_words_and_unknown_words_count_as_not_known():
    rows = [
        (n, "F", BORN, FIRST, status, None, None, None, "") for n, status in enumerate(["n) V4 - short breaks", "x"])
    ]
    made, _ = read(workbook(("8", [HEADINGS[8], *rows, (9, "F", BORN, LAST, "C2", None, date(2022, 4, 2), LAST, "")])))
    assert list(made["looked_after"]["legal_status"]) == ["V4", "not known", "C2"]


def test_two_adopters_of_a_family_are_a_household_and_one_without_is_one():
    rows = [
        (person, family, *[LAST] * 9, 1, None, None)
        for person, family in [("a", 7), ("b", 7), ("c", None), ("d", "N/A")]
    ]
    made, faults = read(workbook(("11", [HEADINGS[11], *rows])))
    assert made["adopters"]["child"].nunique() == 3 and made["adopters"]["adopter"].nunique() == 4
    assert [(f.rule, f.rows) for f in only(faults, "adopter_without_family")] == [("adopter_without_family", 2)]


def _archive(**parts):
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


UNREADABLE = {
    "would unpack": _archive(**{"[Content_Types].xml": "x", "xl/worksheets/sheet1.xml": b"0" * 20_000_000}),
    "damaged, or is written otherwise": b"PK\x03\x04[Content_Types].xml" + b"x" * 50,
    "is damaged": _archive(**{"[Content_Types].xml": "x", "xl/workbook.xml": "<a"}),
}


@pytest.mark.parametrize("words", UNREADABLE)
def test_a_workbook_that_cannot_be_opened_is_told_of_and_takes_nothing_from_another(words):
    source = Source("broken.xlsx", 0, lambda: io.BytesIO(UNREADABLE[words]))
    assert source.form == "workbook" and ANNEX_A.recognises(source)
    made, faults = read(source)
    assert made.tables == {} and words in faults[0].what
    assert "there is no sheet that can be read" in faults[1].what
    made, faults = read(source, workbook(contacts(*YEAR)))
    assert len(made["contacts"]) == 2 and only(faults, "cannot_be_opened")[0].file == "broken.xlsx"


def test_a_cell_far_outside_the_list_is_refused_before_it_fills_the_memory():
    book = Workbook()
    for row in (HEADINGS[1], *YEAR):
        book.active.append(list(row))
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    _, faults = read(Source("far.xlsx", 1, lambda: io.BytesIO(stream.getvalue())))
    assert faults[0].what == "a cell stands far outside the list"


def test_a_stop_names_every_measure_that_is_lost_by_it():
    _, faults = read(workbook(contacts(*YEAR)))
    lost = {fault.table: fault.touches for fault in only(faults, "list_missing")}
    assert set(lost["adopters"]) == set(ANNEX_A.touched_by("adopters")) and len(lost["adopters"]) == 7
