"""A ledger of which a row was edited, moved, doubled or taken out says so, by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import write_ledger
from panelpack.disclosure.ledger import CHAIN_COLUMNS, LEDGER_COLUMNS, broken, read_ledger, released
from panelpack.project.errors import InputError

FIRST = [
    f"referrals,E06000024,20{year}-04-01,20{year + 1}-03-31,,own,2023,{1000 + year},,2022-23 edition 1,A,2023-10-10"
    for year in (18, 19, 20, 21)
]
SECOND = [row.replace("edition 1", "edition 2").replace(",A,", ",B,") for row in FIRST[:3]]


@pytest.fixture
def ledger(tmp_path):
    return write_ledger(tmp_path / "kent.csv", FIRST, SECOND)


def said(path):
    with pytest.raises(InputError) as error:
        read_ledger(path)
    return [(problem.where.rpartition("/")[2], problem.what) for problem in error.value.problems]


def lines_of(path):
    return path.read_text().splitlines(keepends=True)


def test_a_ledger_is_read_as_it_was_entered(ledger):
    found = read_ledger(ledger)
    assert list(found.columns) == LEDGER_COLUMNS
    assert found["value"].tolist() == [1018, 1019, 1020, 1021, 1018, 1019, 1020]
    assert [(item.name, item.signed_off_by, item.figures) for item in released(ledger)] == [
        ("2022-23 edition 1", "A", 4),
        ("2022-23 edition 2", "B", 3),
    ]


def test_no_ledger_is_one_without_rows(tmp_path):
    assert read_ledger(tmp_path / "none.csv").empty
    assert released(tmp_path / "none.csv") == []


def test_an_edited_row_is_named(ledger):
    ledger.write_text(ledger.read_text().replace(",1020,,2022-23 edition 1", ",1002,,2022-23 edition 1"))
    assert said(ledger) == [("kent.csv, line 4", "the row is not as it was entered")]


def test_rows_that_were_taken_out_are_named(ledger):
    lines = lines_of(ledger)
    ledger.write_text("".join(lines[:2] + lines[4:]))
    assert said(ledger) == [("kent.csv, line 3", "rows 2 to 3 of 2022-23 edition 1 are missing before it")]


def test_rows_that_were_taken_off_an_end_are_named(ledger):
    lines = lines_of(ledger)
    ledger.write_text("".join(lines[:-1]))
    assert said(ledger) == [("kent.csv", "rows 3 to 3 of 2022-23 edition 2 are missing at the end")]
    ledger.write_text("".join(lines[:3] + lines[5:]))
    assert said(ledger) == [("kent.csv, line 4", "rows 3 to 4 of 2022-23 edition 1 are missing before it")]
    ledger.write_text("".join(lines[:1] + lines[3:]))
    assert said(ledger) == [("kent.csv, line 2", "rows 1 to 2 of 2022-23 edition 1 are missing before it")]


def test_a_first_edition_that_was_taken_out_is_missed(ledger):
    lines = lines_of(ledger)
    ledger.write_text("".join(lines[:1] + lines[5:]))
    assert said(ledger) == [
        ("kent.csv, line 2", "the row is not as it was entered, or an edition before it is missing")
    ]


def test_moved_rows_are_named(ledger):
    lines = lines_of(ledger)
    ledger.write_text("".join([*lines[:2], lines[3], lines[2], *lines[4:]]))
    assert [what for _, what in said(ledger)][0] == "the row was moved: it follows line 4"


def test_a_doubled_row_is_named(ledger):
    lines = lines_of(ledger)
    ledger.write_text("".join([*lines[:4], lines[3], *lines[4:]]))
    assert said(ledger) == [("kent.csv, line 5", "the row repeats that of line 4")]


def test_a_ledger_without_its_chain_is_none(ledger):
    lines = [line.rsplit(",", len(CHAIN_COLUMNS))[0] for line in lines_of(ledger)]
    ledger.write_text("\n".join(lines) + "\n")
    assert said(ledger)[0][1] == "not a ledger"


def test_a_row_of_other_length_and_a_file_that_is_no_text_are_refused(ledger):
    ledger.write_text(ledger.read_text() + "referrals,E06000024\n")
    assert said(ledger) == [("kent.csv, line 9", "a row with more or fewer cells than a ledger has")]
    ledger.write_bytes(b"\xff\xfe\x00")
    assert said(ledger)[0][1].startswith("not a ledger")


@given(st.data())
def test_whatever_is_done_to_the_rows_is_found(tmp_path_factory, data):
    path = write_ledger(tmp_path_factory.mktemp("ledger") / "kent.csv", FIRST, SECOND)
    rows = [line.rstrip("\n").split(",") for line in lines_of(path)[1:]]
    assert not list(broken(rows, "kent.csv"))
    order = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1, max_size=9))
    changed = [rows[place] for place in order]
    whole = order == list(range(len(rows))) or order == list(range(len(FIRST)))
    assert bool(list(broken(changed, "kent.csv"))) != whole


@given(st.data())
def test_whatever_cell_is_edited_is_found(tmp_path_factory, data):
    path = write_ledger(tmp_path_factory.mktemp("ledger") / "kent.csv", FIRST, SECOND)
    rows = [line.rstrip("\n").split(",") for line in lines_of(path)[1:]]
    row, cell = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
    rows[row][cell] += data.draw(st.text("0123456789abc/", min_size=1, max_size=3))
    assert list(broken(rows, "kent.csv"))
