"""A return of a year from its files: two for one table, one table in parts, what a stop takes with it."""

from dataclasses import replace

from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.kinds import Reading
from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.typed import Numbering
from panelpack.project.errors import InputError, Problem
from small_return import COLLECTION, SMALL

FIRST, SECOND = "CHILD,DAY\nA,2022-05-01\n", "CHILD,DAY\nB,2022-05-01\n"


def read(*sources, kind=SMALL):
    records, faults = read_return(kind, sources, COLLECTION, Numbering(), lambda _: None)
    return records, {fault.rule: fault for fault in faults}


def test_a_table_in_parts_is_taken_together_and_said(source):
    records, faults = read(source(FIRST, "a.csv"), source(SECOND, "b.csv"))
    assert list(records["visits"]["child"]) == [0, 1]
    assert list(records["visits"]["file"]) == [0, 1]
    assert records.files == ("a.csv", "b.csv")
    assert (faults["table_in_parts"].severity, faults["table_in_parts"].file) == ("warn", "a.csv and b.csv")


def test_two_files_for_one_table_stop_it_and_name_what_is_lost(source):
    records, faults = read(source(FIRST, "a.csv"), source(FIRST + "B,2022-05-01\n", "b.csv"))
    assert "visits" not in records
    fault = faults["two_files_for_one_table"]
    assert (fault.severity, fault.file, fault.touches) == ("stop", "a.csv and b.csv", ("visits", "visits_home_pct"))


def test_a_file_that_lacks_a_column_takes_its_table_with_it(source):
    records, faults = read(source(FIRST, "a.csv"), source("CHILD\nB\n", "b.csv"))
    assert "visits" not in records
    assert faults["column_missing"].file == "b.csv"


def test_a_return_that_cannot_be_read_is_one_stop_with_every_measure(source):
    def broken(sources, _):
        raise InputError([Problem("it is broken", "a.csv", "mend it")])

    records, faults = read(source(FIRST), kind=replace(SMALL, read=broken))
    assert records.tables == {}
    assert faults["cannot_be_read"].touches == ("visits", "visits_home_pct")


def test_a_stop_while_reading_takes_everything_or_its_table_and_names_the_measures(source):
    for table in ("", "visits"):
        fault = Fault("small", "wrong", "stop", "a.csv", table, "wrong council", "another file")
        usual = SMALL.read([source(FIRST)], COLLECTION)
        kind = replace(SMALL, read=lambda *_, f=fault, texts=usual.texts: Reading(texts, [f]))
        records, faults = read(source(FIRST), kind=kind)
        assert records.tables == {}
        assert faults["wrong"].touches == ("visits", "visits_home_pct")


def test_a_warning_while_reading_takes_nothing_away_and_names_the_measures(source):
    fault = Fault("small", "odd", "warn", "a.csv", "", "odd", "nothing")
    usual = SMALL.read([source(FIRST)], COLLECTION)
    records, faults = read(source(FIRST), kind=replace(SMALL, read=lambda *_: Reading(usual.texts, [fault])))
    assert len(records["visits"]) == 1
    assert faults["odd"].touches == ("visits", "visits_home_pct")
