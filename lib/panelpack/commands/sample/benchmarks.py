"""Invented official statistics: Sampleshire's own, of ten invented neighbours, their region and their country.

Sampleshire's are what its ledger says, as a department would print them; the others' are drawn around them.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

import numpy as np

from panelpack.catalogue.measures import Measure
from panelpack.commands.sample.ledger import Entry
from panelpack.commands.sample.places import AREA, COUNTRY, REGION

SOURCE, RELEASE = "invented_statistics", "invented"
_COLUMNS = ("measure", "area", "period", "breakdown", "value", "status", "qualifier", "source", "release")
_FEWEST = 6
"""Fewer people than this the invented department does not tell, nor a share or rate of so few."""
_TIMES_LARGER = {REGION: 14.0, COUNTRY: 130.0}
"""How many times as many children live there as in Sampleshire."""


def benchmarks(
    rng: np.random.Generator, entries: Iterable[Entry], measures: Mapping[str, Measure], neighbours: Sequence[str]
) -> str:
    """A tidy CSV of every official measure of the ledger, for all areas.

    Args:
        measures: the catalogue's; only what has a name at an official source is published.
    """
    series: dict[str, dict[str, float]] = defaultdict(dict)
    few = set()
    for entry in entries:
        known = measures.get(entry.measure)
        if known and known.source_name and not entry.breakdown and "Q" not in entry.period and entry.value is not None:
            series[entry.measure][entry.period] = entry.value
            if 0 < (entry.value if entry.numerator is None else entry.numerator) < _FEWEST:
                few.add((AREA, entry.measure, entry.period))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    sizes = {area: float(np.exp(rng.normal(0, 0.35))) for area in neighbours} | _TIMES_LARGER
    for measure, values in sorted(series.items()):
        for area, period, value in _of_areas(rng, measures[measure], values, sizes):
            text = f"{value:.{measures[measure].decimals}f}"
            counts_few = measures[measure].unit == "count" and 0 < float(text) < _FEWEST
            hidden = counts_few or (area, measure, period) in few
            cells = ["", "c"] if hidden else [text, ""]
            writer.writerow([measure, area, period, "", *cells, "", SOURCE, RELEASE])
    return out.getvalue()


def _of_areas(
    rng: np.random.Generator, measure: Measure, values: Mapping[str, float], sizes: Mapping[str, float]
) -> Iterator[tuple[str, str, float]]:
    """The values of Sampleshire and then of every other area, period by period."""
    yield from ((AREA, period, value) for period, value in values.items())
    middle = sum(values.values()) / len(values)
    for area, size in sizes.items():
        usual = np.exp(rng.normal(0, 0.03 if area in _TIMES_LARGER else 0.16))
        times = size if measure.unit == "count" else 1.0
        for period, value in values.items():
            around = (value + 2 * middle) / 3 * usual * np.exp(rng.normal(0, 0.03)) * times
            yield area, period, _possible(measure, float(around))


def _possible(measure: Measure, value: float) -> float:
    """A value that its unit can have."""
    return min(value, 98.0) if measure.unit == "percent" else value
