"""Whether a file is the one that a measure comes from."""

from pathlib import Path

import pandas as pd
import pytest

from panelpack.catalogue.measures import build_measure
from panelpack.facts.known_file import other_file
from panelpack.facts.official_csv import EesTable

KNOWN = {"name": "d5_plans_by_duration", "category": "Plans by length of time"}


def found(name, columns, known=KNOWN, where=None):
    usual = {"report": "r", "label": "X", "unit": "count", "basis": "year", "higher_is": "neither", "definition": "D."}
    measure = build_measure("plans", usual | {"source_file": known}, "a test")
    cells = pd.DataFrame({column: [value] for column, value in columns.items()})
    return list(other_file(EesTable(Path(name), tuple(columns), (), cells), measure, where or {}))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("d5_plans_by_duration_2013_to_2026.csv", {"category": "Plans by length of time"}),
        ("d5.csv", {"category": "All"}),
        ("data.csv", {"Category": "Plans"}),
        ("d5_plans.csv", {}),
        ("d5.csv", {"category": "x", "year_of_count": "2026"}),
    ],
)
def test_a_file_that_says_no_more_is_the_known_one(name, columns):
    assert found(name, columns) == []


@pytest.mark.parametrize(
    ("name", "columns", "said"),
    [
        ("d3_plans_by_age.csv", {}, "is called d3_plans_by_age.csv"),
        ("d5.csv", {"category": "Plans which ended in the year by length of time"}, "holds 'Plans which ended"),
        ("d5.csv", {"category": "Plans", "sex": "Female"}, "a column 'sex'"),
    ],
)
def test_a_name_a_category_or_a_column_more_is_another_file(name, columns, said):
    (one,) = found(name, columns)
    assert said in one


def test_a_column_of_which_a_value_was_chosen_and_a_measure_without_a_known_file_need_no_proof():
    assert found("d5.csv", {"sex": "Female"}, where={"Sex": "Female"}) == []
    assert found("d9_other.csv", {"sex": "Female"}, known={}) == []
