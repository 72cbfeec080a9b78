"""Rules of records: what breaks one is said once, with how many rows and which is the first; stop, drop and warn."""

from types import SimpleNamespace

import pandas as pd

from panelpack.facts.returns.faults import quality_list
from panelpack.facts.returns.rules import judged, rule, rules_of, schema_of
from small_return import VISITS, records_of

ROWS = [(1, "2022-05-01", "H"), (2, None, "V"), (3, None, "H"), (1, "2022-05-01", "H")]
HEADINGS = {("visits", "day"): "DAY"}


def made(severity, **more):
    @rule("visits", "day", severity, todo="give the day", touches=("visits",), number="12", **more)
    def no_day(records):
        """A visit has
        no day."""
        return records["visits"]["day"].isna()

    return no_day


@rule("visits", "child", "drop", todo="take it out")
def said_twice(records):
    """A visit is there twice"""
    return records["visits"].duplicated(["child", "day"])


def found(*rules, rows=ROWS):
    records, faults = judged(records_of(*rows), rules, "small", HEADINGS)
    return records, faults


def test_a_warning_names_rows_column_and_measures_and_leaves_the_records_alone():
    records, (fault,) = found(made("warn"))
    assert len(records["visits"]) == 4
    assert (fault.rows, fault.first_row, fault.column, fault.number) == (2, 3, "DAY", "12")
    assert fault.what == "A visit has no day"
    assert fault.touches == ("visits",)
    assert "visits.csv, visits, DAY, 2 rows, the first is 3" in str(fault)


def test_a_drop_leaves_out_its_rows_alone():
    records, (fault,) = found(made("drop"))
    assert list(records["visits"]["child"]) == [1, 1]
    assert fault.severity == "drop"


def test_rows_that_several_rules_drop_are_left_out_once_and_every_rule_sees_all_rows():
    records, faults = found(made("drop"), said_twice)
    assert list(records["visits"]["child"]) == [1]
    assert [fault.rows for fault in faults] == [2, 1]


def test_a_stop_leaves_out_its_table_and_one_of_all_every_table():
    records = records_of(*ROWS)
    records = records.with_tables({**records.tables, "other": records["visits"]})
    assert list(judged(records, [made("stop")], "small", {})[0].tables) == ["other"]
    assert list(judged(records, [made("stop", stops_all=True)], "small", {})[0].tables) == []


def test_a_rule_is_not_asked_without_its_tables():
    assert found(made("stop", needs=("other",)))[1] == []


def test_records_that_keep_a_rule_give_no_fault():
    assert found(made("stop"), rows=ROWS[:1])[1] == []


def test_the_rules_of_a_module_come_in_their_order():
    module = SimpleNamespace(first=made("warn"), other=3, second=said_twice)
    assert [item.name for item in rules_of(module)] == ["no_day", "said_twice"]


def test_the_quality_list_has_the_gravest_first_and_then_what_touches_most():
    _, faults = found(made("warn"), said_twice, made("stop"))
    assert list(quality_list(faults)["severity"]) == ["stop", "drop", "warn"]
    assert len(quality_list([])) == 0


def test_a_table_of_records_has_the_types_of_its_columns():
    rows = records_of(*ROWS)["visits"]
    assert isinstance(schema_of(VISITS).validate(rows), pd.DataFrame)
