"""Periods and ages of which one holds another, by hand-checkable numbers."""

import pandas as pd

from panelpack.catalogue.identities import RangesOf, WindowsOf
from panelpack.disclosure.attack import bounds
from panelpack.disclosure.equations import equations


def facts(*rows):
    columns = ["measure", "breakdown", "value", "period_start", "period_end", "source"]
    table = pd.DataFrame(rows, columns=columns).assign(area="E1", release="1")
    table["value"] = table["value"].astype(float)
    return table.astype({"period_start": "datetime64[s]", "period_end": "datetime64[s]"})


def test_measures_that_name_one_finer_measure_are_one_family():
    table = facts(
        ("year", "", 40, "2022-04-01", "2023-03-31", "own"),
        ("rolling", "", 44, "2022-07-01", "2023-06-30", "own"),
        ("quarter", "", 3, "2022-04-01", "2022-06-30", "own"),
        ("quarter", "", 7, "2023-04-01", "2023-06-30", "own"),
    )
    system = equations(table, [WindowsOf("year", "quarter"), WindowsOf("rolling", "quarter")], set())
    # 44 less 7 is what the year less its first quarter is: 37
    assert bounds(system, {2}, {2}) == {2: (3.0, 3.0)}


def test_a_window_of_another_source_counts_the_same_events():
    table = facts(
        ("x", "", 40, "2022-04-01", "2023-03-31", "public"),
        ("x", "", 37, "2022-07-01", "2023-03-31", "own"),
        ("x", "", 3, "2022-04-01", "2022-06-30", "own"),
    )
    assert bounds(equations(table, [WindowsOf("x", "x")], set()), {2}, {2}) == {2: (3.0, 3.0)}


def test_ages_that_follow_one_another_add_to_the_range_that_holds_them():
    when = ("2022-04-01", "2023-03-31", "own")
    table = facts(("x", "age=0-17", 60, *when), ("x", "age=0-9", 30, *when), ("x", "age=10-15", 27, *when))
    system = equations(table, [RangesOf("x", "age")], set())
    (rest,) = (one for one in system.unprinted if system.values[one] == 3)
    assert bounds(system, set(), {rest}) == {rest: (3.0, 3.0)}
