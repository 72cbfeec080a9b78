"""Counts that nobody prints and that a printed rate, share or mean tells, to whoever knows its base.

A rate of 8.9 per 10,000 of 43,965 children is of 39 and of no other number; 18 that are 58.1% are 18 of 31. Where
several whole numbers fit, a reader knows the lowest and the highest.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, isnan
from typing import Any, NamedTuple

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import Identity, MeanOf, RateOf, ShareOf
from panelpack.catalogue.measures import Measure
from panelpack.facts.table import KEY

PER = {"percent": 100.0, "rate_per_10000": 10_000.0, "rate_per_100000": 100_000.0, "per_person": 1.0}
WHERE = ["area", "period_start", "period_end", "breakdown"]
_TINY = 1e-9
_STRICTLY = 1e-6
"""A half is rounded up, so the upper limit itself is out of reach."""

Limits = tuple[float, float]


def implied_counts(
    facts: pd.DataFrame, identities: Sequence[Identity], counts: set[str], context: Context
) -> pd.DataFrame:
    """The counts that printed rates, shares and means tell, and that no figure prints.

    Args:
        facts: the figures of the areas that are asked for.
        counts: the measures that are asked for.

    Returns:
        `KEY`, `low` and `high`, `value` (where they are one number), and `carriers`: the rows that tell it.
    """
    shown = facts[facts["measure"].isin(counts) & (facts["status"] == "")]
    places = shown[["measure", *WHERE]].itertuples(index=False, name=None)
    known = dict(zip(map(tuple, places), shown["value"].astype(float).tolist(), strict=True))
    found = []
    for identity in identities:
        for carrier, count, limits in _given_by(facts, identity, known, context):
            row = facts.loc[carrier]
            low, high = _whole_between(*limits)
            if count in counts and low <= high and (count, *(row[name] for name in WHERE)) not in known:
                found.append([count, *(row[name] for name in KEY[1:]), low, high, carrier])
    table = pd.DataFrame(found, columns=[*KEY, "low", "high", "carrier"])
    places_told = table.groupby(KEY, dropna=False, sort=False)
    told = places_told.agg(low=("low", "max"), high=("high", "min"), carriers=("carrier", tuple)).reset_index()
    told = told[told["low"] <= told["high"]]
    return told.assign(value=told["low"].where(told["low"] == told["high"]))


class Carrier(NamedTuple):
    """A row of a rate, share or mean: where it stands in the table, its place and its numbers."""

    row: int
    place: tuple[Any, ...]
    value: float
    numerator: float
    denominator: float


def carriers_of(facts: pd.DataFrame, measure: str) -> list[Carrier]:
    """The rows of a measure that print a value."""
    rows = facts[(facts["measure"] == measure) & facts["value"].notna()]
    places = rows[WHERE].itertuples(index=False, name=None)
    numbers = (rows[name].astype(float).tolist() for name in ("value", "numerator", "denominator"))
    return [Carrier(*row) for row in zip(rows.index.tolist(), map(tuple, places), *numbers, strict=True)]


def parts_and_base(identity: Identity) -> tuple[str, str, str] | None:
    """The measures of what is printed, its part and its base, where one is the others' rate, share or mean."""
    if isinstance(identity, RateOf):
        return identity.rate, identity.count, ""
    if isinstance(identity, ShareOf):
        return identity.share, identity.numerator, identity.denominator
    return (identity.mean, identity.total, identity.count) if isinstance(identity, MeanOf) else None


def per_of(measure: Measure) -> float:
    """How many of the base a rate or share is of: 100 for per cent, 1 for a mean."""
    return PER.get(measure.unit, 1.0)


def half_a_step(measure: Measure) -> float:
    """How far a printed value may lie from the true one, as it is rounded."""
    return float(0.5 * 10.0**-measure.decimals)


def _given_by(
    facts: pd.DataFrame, identity: Identity, known: Mapping[tuple[Any, ...], float], context: Context
) -> Iterator[tuple[int, str, Limits]]:
    """Each row of a rate, share or mean with a count that it tells, and the count's limits."""
    measures = parts_and_base(identity)
    if measures is None:
        return
    carrier, part_measure, base_measure = measures
    measure = context.catalogue[carrier]
    for one in carriers_of(facts, carrier):
        part = known.get((part_measure, *one.place), one.numerator)
        base = known.get((base_measure, *one.place), population_of(one, isinstance(identity, RateOf), context))
        if part_measure:
            yield one.row, part_measure, part_limits(one.value, base, measure)
        if base_measure:
            yield one.row, base_measure, _base_limits(one.value, part, measure)


def population_of(one: Carrier, is_rate: bool, context: Context) -> float:
    """What a rate or share is of: the base that its row says, or for a rate the children whom anybody can look up."""
    area, _, end, _ = one.place
    if not isnan(one.denominator) or not is_rate or pd.isna(end):
        return one.denominator
    return float(context.areas.population(area, end.year))


def part_limits(value: float, base: float, measure: Measure) -> Limits:
    """The lowest part that a rounded rate or share of a base can be of, and the one that would be rounded up."""
    half, per = half_a_step(measure), per_of(measure)
    return (value - half) * base / per, (value + half) * base / per


def _base_limits(value: float, part: float, measure: Measure) -> Limits:
    """The base of which a part would be rounded up, less than one, and the one from which it is rounded down."""
    half, per = half_a_step(measure), per_of(measure)
    if not value - half > 0 or not part > 0:
        return float("nan"), float("nan")
    return part * per / (value + half) + _STRICTLY, part * per / (value - half) + _STRICTLY


def _whole_between(low: float, high: float) -> Limits:
    """The first and last whole number from one limit to below another; the wrong way round for none."""
    if isnan(low) or isnan(high):
        return 1.0, 0.0
    return float(max(ceil(low - _TINY), 0)), float(ceil(high - _TINY) - 1)
