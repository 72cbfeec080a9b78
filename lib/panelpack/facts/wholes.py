"""Figures held against what they are a part of, as far as the catalogue declares it: wholes, bases and budgets."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from panelpack.catalogue import breakdowns
from panelpack.catalogue.identities import PartsOf, ShareOf, declared
from panelpack.catalogue.periods import Period
from panelpack.catalogue.reader import Catalogue
from panelpack.facts.questions import Question, Row

Places = Mapping[tuple[str, str, tuple[str, Period, str]], Row]
"""Rows by measure, breakdown and place."""

_TINY, _STEP = 1e-9, 0.5
_WHOLE, _POINTS = 100.0, 5.0
_TIMES = 8.0


def against_wholes(fresh: Sequence[Row], every: Sequence[Row], catalogue: Catalogue) -> Iterator[Question]:
    """Questions about parts above their wholes, shares that do not add up, and spending far above its budget.

    Args:
        fresh: the figures that came in: only what one of them has part in is asked.
        every: they and those that are there.
    """
    places = {(row.measure.id, row.breakdown, row.place): row for row in every}
    new = {(row.series, row.place) for row in fresh}
    found = [*_budgets(every, places)]
    for identity in declared(catalogue):
        if isinstance(identity, PartsOf):
            found += _parts(identity, every, places, catalogue)
        elif isinstance(identity, ShareOf):
            found += _shares(identity, every, places, catalogue)
    for item in found:
        if any((row.series, row.place) in new for row in (item.row, *item.against)):
            yield item


def _parts(identity: PartsOf, every: Sequence[Row], places: Places, catalogue: Catalogue) -> Iterator[Question]:
    tables: dict[tuple[str, Period, str], list[Row]] = defaultdict(list)
    for row in every:
        if row.measure.id == identity.measure and breakdowns.names_of(row.breakdown) == [identity.by]:
            tables[row.place].append(row)
    for place, rows in tables.items():
        whole = places.get((identity.whole, "", place))
        largest = max(rows, key=lambda row: row.value)
        if whole is not None and largest.value > whole.value + _TINY:
            yield Question(
                "whole", largest, (whole,), "It is a part of the other, and above it; is one of them mistyped?"
            )
        elif whole is None and catalogue[identity.measure].is_share and len(rows) > 1:
            summed = sum(row.value for row in rows)
            if abs(summed - _WHOLE) > len(rows) * _STEP + _TINY:
                asked = "The percentages of one whole do not add to all of it; is one of them mistyped, or not there?"
                others = tuple(row for row in rows if row is not largest)
                yield Question("partition", largest, others, asked, f"{asked} They add to {summed:.10g}.")


def _shares(identity: ShareOf, every: Sequence[Row], places: Places, catalogue: Catalogue) -> Iterator[Question]:
    """A part above its base, and a percentage that is not what its two numbers give."""
    if not (identity.numerator and identity.of_whole):
        return
    for row in every:
        if row.measure.id == identity.numerator:
            base = places.get((identity.denominator, row.breakdown, row.place))
            if base is not None and row.value > base.value + _TINY:
                yield Question("whole", row, (base,), "It is a part of the other, and above it; is one mistyped?")
        elif row.measure.id == identity.share and catalogue[identity.share].is_share:
            part = places.get((identity.numerator, row.breakdown, row.place))
            base = places.get((identity.denominator, row.breakdown, row.place))
            if part is None or base is None or not base.value or part.value > base.value:
                continue
            if abs(_WHOLE * part.value / base.value - row.value) > _POINTS:
                asked = "It is not what its part and its base give; is one of the three mistyped?"
                yield Question("share", row, (part, base), asked)


def _budgets(every: Sequence[Row], places: Places) -> Iterator[Question]:
    """Spending that is many times its budget."""
    by_any: dict[tuple[str, str, str, Period], Row] = {}
    for row in every:
        by_any.setdefault((row.measure.id, row.breakdown, row.area, row.period), row)
    for row in every:
        name, part = row.measure.budget, row.breakdown
        # Its own source's first
        budget = places.get((name, part, row.place)) or by_any.get((name, part, row.area, row.period))
        if budget is None or row.pounds is None or not budget.pounds:
            continue
        if row.pounds >= _TIMES * budget.pounds > 0:
            asked = "It is many times the budget beside it; is one of them in another unit?"
            yield Question("budget", row, (budget,), asked)
