"""What it would take: how many fewer, or more, of those that a percentage is of, to be where the neighbours are."""

from panelpack.catalogue.numbers import half_away
from panelpack.comparisons.derived import AT_MEAN, AT_MEDIAN
from panelpack.comparisons.neighbours import Neighbours
from panelpack.disclosure.figure import Figure


def what_it_takes(now: Figure, near: Neighbours) -> Figure | None:
    """How many of its base a council is away from its neighbours' mean or median, in whole numbers.

    Of 122 plans 36.1% were a second plan, and of the neighbours' 23.9%: at their mean there would be 15 fewer.
    None where the figure is no percentage of a known base, one direction is not better, it is not behind, or the
    difference is less than one.
    """
    middle = near.middle
    if now.value is None or middle is None or not now.measure.is_share or now.denominator is None:
        return None
    if not now.measure.is_better(middle.exact, now.number):
        return None
    part = now.numerator if now.numerator is not None else now.number * now.denominator / 100
    count = half_away(abs(part - middle.exact * now.denominator / 100), 0)
    way = AT_MEDIAN if near.by == "median" else AT_MEAN
    return way.of(now, count, (now, *near.figures), model=near.model) if count else None
