"""Parts and bases of official percentages: from the columns that hold them, and from nowhere else."""

import pandas as pd

from panelpack.facts.official_bases import BaseColumns, bases_of

CELLS = pd.DataFrame(
    [(2, "Vacant", 5.0), (2, "In_Post", 20.0), (3, "Vacant", float("nan")), (3, "In_Post", 30.0)],
    columns=["line", "indicator", "value"],
)
OF_VACANCY = {"sw_vacancy_pct": BaseColumns("vacant", ("in_post", "vacant"))}


def found(line, measure="sw_vacancy_pct"):
    rows = pd.DataFrame({"line": [line], "measure": [measure]}, index=[7])
    bases = bases_of(CELLS, rows, OF_VACANCY)
    assert list(bases.index) == [7]
    return bases.iloc[0].tolist()


def test_a_base_in_several_columns_is_their_sum():
    assert found(2) == [5.0, 25.0]


def test_a_status_in_place_of_a_number_leaves_part_and_base_open():
    assert all(map(pd.isna, found(3)))


def test_a_measure_without_columns_of_its_own_has_neither():
    assert all(map(pd.isna, found(2, "sw_caseload")))
