"""The whole way of a displayed number."""

import csv

import pytest

from panelpack.catalogue.periods import parse
from panelpack.commands.trace import trace
from panelpack.comparisons.council_year import council_year
from panelpack.project.errors import InputError


@pytest.fixture(scope="module")
def view(project, north_somerset):
    return council_year(project, north_somerset, "north-somerset", "2024-25")


def test_a_number_is_traced_to_its_row_hash_change_and_neighbours(view, north_somerset):
    figure = north_somerset.find("rereferrals_pct", "E06000024", parse("2022-23", "year"))
    said = trace(view, figure.id)
    assert "14.8%" in said and f"{figure.file}, line {figure.line}: rereferrals_pct,E06000024,2022-23,,14.8" in said
    assert "SHA-256 " in said and "ShareOf: share=rereferrals_pct, numerator=rereferrals" in said
    assert "neighbours (2021): mean 21.6% of 10 of 10" in said
    assert "rounded (share): 14.8% beside 14.800%" in said


def test_a_derived_number_says_how_it_was_made(view, north_somerset):
    figure = north_somerset.find("referrals", "E06000024", parse("2022-23", "year"))
    assert "the page shows the difference to the same figure of the period before: +268" in trace(
        view, f"change-{figure.id}"
    )
    assert "the mean of the statistical neighbours" in trace(view, f"mean_2021-{figure.id}")


def test_a_calculated_number_names_its_formula_and_its_parts(view, north_somerset):
    (figure,) = north_somerset.stated("missing_episodes_per_child")
    said = trace(view, figure.id)
    assert "formula missing_episodes_per_child: Episodes / children." in said
    assert said.count("data/figures/north-somerset/data_summary.csv, line") == 2


def test_twenty_numbers_lead_to_rows_that_hold_them(view, north_somerset, project):
    figures = [item for item in north_somerset.figures.values() if item.line and item.value is not None]
    for figure in figures[:: len(figures) // 20]:
        with (project.root / figure.file).open(encoding="utf-8", newline="") as file:
            row = dict(zip(next(csv.reader(file)), list(csv.reader(file))[figure.line - 2], strict=True))
        assert row["measure"] == figure.measure.id and float(row["value"]) == figure.value
        assert f"{figure.file}, line {figure.line}: " in trace(view, figure.id)


def test_an_unknown_id_says_where_to_take_one(view):
    with pytest.raises(InputError, match="data-fact of a number"):
        trace(view, "aaaaaaaa")


def test_a_number_of_a_store_is_traced_to_its_row(of_england, leeds):
    figure = leeds.find("referrals", "E08000035", parse("2024-25", "year"))
    said = trace(council_year(of_england, leeds, "leeds", "2024-25"), figure.id)
    assert f"{figure.file}, row {figure.line}: referrals,E08000035,2024-25,," in said
    assert "columns: measure,area,period,breakdown,value" in said
    assert figure.file == "data/benchmarks/dfe_children_in_need.parquet"
