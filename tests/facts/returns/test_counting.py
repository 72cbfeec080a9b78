"""Counting: a measure's rows give its figure, its parts and its base."""

import pandas as pd
import pytest

from panelpack.facts.returns.counting import AMOUNT, counted, counts_of, mean, of_part
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.project.parameters import ReturnChoices
from small_return import YEAR, records_of, visits, visits_home_pct

ROWS = [(1, "2022-04-01", "H"), (1, "2022-05-01", "V"), (2, "2023-03-31", NOT_KNOWN), (3, "2023-04-01", "H")]


def figures(item, *rows):
    found = counted(item, records_of(*rows), YEAR, ReturnChoices())
    return {one.breakdown: (one.value, one.numerator, one.denominator) for one in found}


def values(item, *rows):
    return {part: value for part, (value, _, _) in figures(item, *rows).items()}


def test_a_count_has_its_whole_and_its_parts_and_what_is_not_known_among_them():
    assert values(visits, *ROWS) == {"": 3, "kind=home": 1, "kind=video": 1, "kind=not_known": 1}


def test_parts_without_rows_are_nought_and_nothing_is_not_known_without_a_row_of_it():
    assert values(visits, ROWS[0]) == {"": 1, "kind=home": 1, "kind=video": 0}


def test_a_share_keeps_codes_that_are_not_known_in_its_base():
    assert figures(visits_home_pct, *ROWS) == {"": (pytest.approx(100 / 3), 1, 3)}


def test_a_share_or_mean_without_a_base_is_no_figure():
    @mean("visits", "visits")
    def amount(records, span, _):
        return records["visits"].assign(**{AMOUNT: pd.Series([10.0, None, 30.0])})

    assert figures(visits_home_pct, ROWS[3]) == {}
    assert values(amount, *ROWS[:3]) == {"": 20}
    assert figures(amount, ROWS[0], ROWS[1], ROWS[2])[""] == (20, 40, 2)


def test_children_are_counted_once_where_the_measure_counts_them():
    from dataclasses import replace

    assert values(replace(visits, each="child", parts={}), *ROWS) == {"": 2}


def test_the_rows_of_a_part_are_those_that_it_counts():
    rows = visits.rows(records_of(*ROWS), YEAR, ReturnChoices())
    assert list(of_part(visits, rows, "kind=home")["child"]) == [1]
    assert len(of_part(visits, rows, "")) == 3


def test_a_count_says_its_rule_in_the_words_of_its_function():
    assert visits.says == "Visits in the year, each counted."


def test_the_counts_of_a_module_come_in_their_order():
    import small_return

    assert [item.measure for item in counts_of(small_return)] == ["visits", "visits_home_pct"]
