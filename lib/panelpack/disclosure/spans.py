"""What public rates, shares, means and changes say of counts that a council hides: a range, which nothing can undo.

The council's own go with the counts that they tell (`give_backs`). A public one stays as it is, whatever is hidden.
"""

from collections.abc import Iterator, Sequence
from math import inf, isnan

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.identities import ChangeOf, Identity, RateOf
from panelpack.disclosure.implied import (
    Carrier,
    carriers_of,
    half_a_step,
    part_limits,
    parts_and_base,
    per_of,
    population_of,
)
from panelpack.disclosure.index import Index
from panelpack.disclosure.system import System
from panelpack.facts.table import day_of

_STRICTLY = 1e-2
"""A half is rounded up, so the upper limit itself is out of reach: by so much of half a step."""


def add_public_spans(
    system: System, table: pd.DataFrame, printed: pd.DataFrame, identities: Sequence[Identity], context: Context
) -> None:
    """Add what printed figures of public sources say of the counts of a system.

    Args:
        table: the rows of the system.
        printed: figures of public sources, of the same areas.
    """
    index = Index(table)
    for identity in identities:
        if isinstance(identity, ChangeOf):
            _changes(system, index, printed, identity, context)
        elif (measures := parts_and_base(identity)) is not None:
            for one in carriers_of(printed, measures[0]):
                base = population_of(one, isinstance(identity, RateOf), context)
                _share(system, index, one, measures, base, context)


def _rows(index: Index, one: Carrier, measure: str) -> list[int]:
    area, start, end, breakdown = one.place
    return index.rows(measure, breakdown, area, day_of(start), day_of(end))


def _share(
    system: System, index: Index, one: Carrier, measures: tuple[str, str, str], base: float, context: Context
) -> None:
    measure = context.catalogue[measures[0]]
    half, per = half_a_step(measure), per_of(measure)
    for part in _rows(index, one, measures[1]):
        wholes = _rows(index, one, measures[2])
        for whole in wholes:
            system.add_span([(part, per), (whole, half - one.value)], 0.0, inf)
            system.add_span([(part, -per), (whole, one.value + half)], half * _STRICTLY, inf)
        if not wholes and not isnan(base):
            low, high = part_limits(one.value, base, measure)
            system.add_span([(part, 1.0)], low, high - _STRICTLY)


def _changes(system: System, index: Index, printed: pd.DataFrame, identity: ChangeOf, context: Context) -> None:
    measure = context.catalogue[identity.change]
    half = half_a_step(measure)
    for one in carriers_of(printed, identity.change):
        area, start, end, breakdown = one.place
        for now in _rows(index, one, identity.measure):
            for before in _a_year_before(index, identity.measure, breakdown, area, (start, end)):
                if measure.unit != "count_change":
                    system.add_span([(now, 100.0), (before, half - one.value - 100.0)], 0.0, inf)
                    system.add_span([(now, -100.0), (before, one.value + half + 100.0)], half * _STRICTLY, inf)
                else:
                    system.add_span([(now, 1.0), (before, -1.0)], one.value - half, one.value + half * (1 - _STRICTLY))


def _a_year_before(
    index: Index, measure: str, breakdown: str, area: str, span: tuple[pd.Timestamp, pd.Timestamp]
) -> Iterator[int]:
    start, end = (day - pd.DateOffset(years=1) if not pd.isna(day) else day for day in span)
    yield from index.rows(measure, breakdown, area, day_of(start), day_of(end))
