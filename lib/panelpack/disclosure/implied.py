"""Counts that nobody prints and that a printed rate or share gives: to a whole number, who knows its base.

A rate of 8.9 per 10,000 of 43,965 children is of 39 and of no other number; 18 that are 58.1% are 18 of 31.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor, isnan
from typing import Any, NamedTuple

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import Identity, RateOf, ShareOf
from panelpack.catalogue.measures import Measure
from panelpack.facts.table import KEY

PER = {"percent": 100.0, "rate_per_10000": 10_000.0, "rate_per_100000": 100_000.0, "per_person": 1.0}
_WHERE = ["area", "period_start", "period_end", "breakdown"]
_TINY = 1e-9


def implied_counts(
    facts: pd.DataFrame, identities: Sequence[Identity], counts: set[str], context: Context
) -> pd.DataFrame:
    """The counts that printed rates and shares give exactly, and that no figure prints.

    Args:
        facts: the figures of the areas that are asked for.
        counts: the measures that are asked for.

    Returns:
        `KEY`, `value`, and `carrier`: the row of the rate or share that gives it.
    """
    shown = facts[facts["measure"].isin(counts) & (facts["status"] == "")]
    places = shown[["measure", *_WHERE]].itertuples(index=False, name=None)
    known = dict(zip(map(tuple, places), shown["value"].astype(float).tolist(), strict=True))
    found = []
    for identity in identities:
        for carrier, count, value in _given_by(facts, identity, known, context):
            row = facts.loc[carrier]
            place = tuple(row[name] for name in _WHERE)
            if count in counts and (count, *place) not in known:
                found.append([count, *(row[name] for name in KEY[1:]), float(value), carrier])
    table = pd.DataFrame(found, columns=[*KEY, "value", "carrier"])
    return table.drop_duplicates(["measure", *_WHERE])


class _Carrier(NamedTuple):
    """A row of a rate or share: where it stands in the table, its place and its numbers."""

    row: int
    place: tuple[Any, ...]
    value: float
    numerator: float
    denominator: float


def _carriers(facts: pd.DataFrame, measure: str) -> list[_Carrier]:
    rows = facts[facts["measure"] == measure]
    places = rows[_WHERE].itertuples(index=False, name=None)
    numbers = (rows[name].astype(float).tolist() for name in ("value", "numerator", "denominator"))
    return [_Carrier(*row) for row in zip(rows.index.tolist(), map(tuple, places), *numbers, strict=True)]


def _given_by(
    facts: pd.DataFrame, identity: Identity, known: Mapping[tuple[Any, ...], float], context: Context
) -> Iterator[tuple[int, str, int]]:
    """Each row of a rate or share with a count that it gives, and the number."""
    if isinstance(identity, RateOf):
        measure = context.catalogue[identity.rate]
        for one in _carriers(facts, identity.rate):
            number = _only(*_part(one.value, _population(one, context), measure))
            if number is not None:
                yield one.row, identity.count, number
    if isinstance(identity, ShareOf) and context.catalogue[identity.share].unit in PER:
        measure = context.catalogue[identity.share]
        for one in _carriers(facts, identity.share):
            part = known.get((identity.numerator, *one.place), one.numerator)
            base = known.get((identity.denominator, *one.place), one.denominator)
            limits = {
                identity.numerator: _part(one.value, base, measure),
                identity.denominator: _whole(one.value, part, measure),
            }
            for count, pair in limits.items():
                number = _only(*pair)
                if count and number is not None:
                    yield one.row, count, number


def _population(one: _Carrier, context: Context) -> float:
    """The children whom a rate is of: those that its row says, or those that anybody can look up."""
    area, _, end, _ = one.place
    return (
        one.denominator
        if one.denominator == one.denominator or pd.isna(end)
        else context.areas.population(area, end.year)
    )


def _part(value: float, base: float, measure: Measure) -> tuple[float, float]:
    """The lowest and highest part that a rounded rate or share of a base can be of."""
    half, per = 0.5 * 10.0**-measure.decimals, PER.get(measure.unit, float("nan"))
    return (value - half) * base / per, (value + half) * base / per


def _whole(value: float, part: float, measure: Measure) -> tuple[float, float]:
    """The lowest and highest base of which a part is a rounded share."""
    half, per = 0.5 * 10.0**-measure.decimals, PER[measure.unit]
    if not value - half > 0 or not part > 0:
        return float("nan"), float("nan")
    return part * per / (value + half), part * per / (value - half)


def _only(low: float, high: float) -> int | None:
    """The one whole number between two limits; None where there are none or several."""
    if isnan(low) or isnan(high):
        return None
    first, last = ceil(low - _TINY), floor(high + _TINY)
    return first if first == last and first >= 0 else None
