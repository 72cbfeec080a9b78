"""Invented statistics: of invented areas only, and Sampleshire's own as its ledger has them, but for small ones."""

import csv
import io

import numpy as np
import pytest

from panelpack.catalogue.periods import parse
from panelpack.commands.sample.benchmarks import benchmarks
from panelpack.commands.sample.ledger_counts import ledger_counts
from panelpack.commands.sample.places import AREA, NEIGHBOUR_MODEL


@pytest.fixture(scope="module")
def entries(town):
    return ledger_counts(town)


@pytest.fixture(scope="module")
def rows(entries, context):
    neighbours = context.areas.neighbours(AREA, NEIGHBOUR_MODEL)
    text = benchmarks(np.random.default_rng(1), entries, context.catalogue.measures, neighbours)
    return list(csv.DictReader(io.StringIO(text)))


def test_every_area_and_source_is_invented_and_every_period_is_of_its_measure(rows, context):
    assert {row["area"][0] for row in rows} == {"X"} and len({row["area"] for row in rows}) == 13
    assert {context.register.sources[row["source"]].title for row in rows} == {
        "Invented statistics of Sampleland, a country that does not exist"
    }
    for row in rows:
        parse(row["period"], context.catalogue.measures[row["measure"]].basis)


def test_sampleshire_s_own_are_the_ledger_s_and_small_ones_are_not_told(rows, entries, context):
    ledger = {(entry.measure, entry.period): entry for entry in entries if not entry.breakdown}
    own = [row for row in rows if row["area"] == AREA]
    hidden = [row for row in own if row["status"] == "c"]
    assert hidden and len(own) > len(hidden)
    for row in own:
        entry = ledger[row["measure"], row["period"]]
        people = entry.value if entry.numerator is None else entry.numerator
        assert (row["status"] == "c") == (row["value"] == "") == (0 < people < 6), row
        if row["value"]:
            decimals = context.catalogue.measures[row["measure"]].decimals
            assert float(row["value"]) == pytest.approx(entry.value, abs=0.5001 * 10**-decimals)


def test_no_count_of_any_area_is_of_one_to_five_people(rows, context):
    counts = [row for row in rows if context.catalogue.measures[row["measure"]].unit == "count" and row["value"]]
    assert counts and not [row for row in counts if 0 < int(row["value"]) < 6]
