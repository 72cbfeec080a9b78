"""The figures in the project against the tables that they were taken from, where those are at hand."""

import csv
from pathlib import Path

import pytest

from panelpack.catalogue.periods import parse
from panelpack.catalogue.reporting_years import in_reporting_year
from panelpack.disclosure.prepare import make

SHARED = Path(__file__).parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the source tables are not beside this checkout")
RENAMED = {"cin_31mar": "cin_march", "cpp_31mar": "cpp_open", "cpp_starts": "cpp_started", "cla_31mar": "cla_march"}


@pytest.fixture(scope="module")
def facts(project):
    return make(project, "north-somerset")


def rows(name):
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def period_of(measure, label):
    """The project's period for a label of the compiled statistics, by the measure's basis."""
    year = int(label[:4])
    labels = {
        "march": f"31 March {year}",
        "september": f"30 September {year}",
        "january": f"January {year if 'January' in label else year + 1}",
        "academic": label.replace("-", "/"),
        "window": f"{year - 1}-12-01 to {year}-02-{29 if year % 4 == 0 else 28}",
    }
    return parse(labels.get(measure.basis, label), measure.basis)


@needs_shared
def test_every_official_statistic_is_carried_with_its_value_or_symbol(facts):
    checked = 0
    for row in rows("data/benchmarks.csv"):
        if row["area_type"] == "statistical_neighbour_average":
            continue
        measure = facts.context.catalogue[RENAMED.get(row["indicator_id"], row["indicator_id"])]
        figure = facts.find(measure.id, row["area_code"], period_of(measure, row["period"]))
        assert figure is not None, row
        assert figure.status == row["status"].replace("-", "x"), row
        assert figure.value == (float(row["value"]) if row["value"] else None), row
        checked += 1
    assert checked == 8825


@needs_shared
def test_every_quartile_and_rank_is_carried(facts):
    for row in rows("data/national_distribution.csv"):
        measure = facts.context.catalogue[RENAMED.get(row["indicator_id"], row["indicator_id"])]
        period = period_of(measure, row["period"])
        for column, name in (("q1", "lower_quartile"), ("median", "median"), ("q3", "upper_quartile")):
            figure = facts.find(measure.id, "E92000001", period, f"statistic={name}")
            assert figure is not None, row
            assert figure.value == float(row[column]), row
        rank = facts.find(measure.id, "E06000024", period, "statistic=national_rank")
        given = row["north_somerset_rank_1_is_best"]
        assert (rank.value if rank else None) == (float(given) if given else None), row


@needs_shared
def test_every_figure_of_the_documents_is_carried_or_left_out_with_a_reason(project):
    folder = project.data / "figures" / "north-somerset"
    carried = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            carried |= {row["figure_id"]: row for row in csv.DictReader(file)}
    left = []
    for row in rows("figures/figures.csv"):
        found = carried.get(row["figure_id"])
        if found is None:
            left.append(row)
        elif "reason" in found:
            assert found["reason"], row["figure_id"]
        elif row["value"] == "":
            assert (found["value"], found["status"]) == ("", "x"), row["figure_id"]
        else:
            assert float(found["value"]) == float(row["value"]), row["figure_id"]
    # The other reports' figures wait for their reports
    assert not [row["figure_id"] for row in left if row["domain"] in ("send", "adoption")]
    assert not [row["figure_id"] for row in left if row["source_doc"].startswith("000") and not of_police(row)]


def of_police(row):
    police = row["domain"] == "police" or "police" in row["measure"] or row["measure"].startswith("icpcs_")
    return police and "mash" not in row["measure"]


@needs_shared
def test_neighbour_models_agree_with_the_published_ones(project, context):
    names = {"2021": "New_Statistical_Neighbour_Groupings_April_2021.csv", "2025": "sn_model_2025_wide.csv"}
    for model, name in names.items():
        with (SHARED / "data/neighbours" / name).open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file))
        first = 5 if model == "2021" else 4
        row = next(row for row in table if row[0] == "802")
        codes = context.areas.neighbours("E06000024", model)
        assert [context.areas[code].dfe_code for code in codes] == row[first : first + 20 : 2]


def test_known_figures_of_north_somerset_are_as_the_department_prints_them(facts):
    year = in_reporting_year("2022-23", "year")
    march = in_reporting_year("2022-23", "march")
    shown = {
        name: facts.find(name, "E06000024", march if facts.context.catalogue[name].basis == "march" else year).text
        for name in (
            "referrals",
            "rereferrals",
            "rereferrals_pct",
            "cpp_open",
            "cpp_repeat_pct",
            "cla_march",
            "cpp_2yrs_pct",
        )
    }
    assert shown == {
        "referrals": "1,027",
        "rereferrals": "152",
        "rereferrals_pct": "14.8%",
        "cpp_open": "108",
        "cpp_repeat_pct": "36.1%",
        "cla_march": "223",
        "cpp_2yrs_pct": "c",
    }
