"""The pattern of least loss: the cheapest figures to hide that meet every demand made of them."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import inf, isnan

from panelpack.disclosure.attack import Width
from panelpack.disclosure.programme import Programme
from panelpack.disclosure.system import Line, System

Demand = tuple[Mapping[int, float], float]
"""What each figure adds if it is hidden, and how much is asked for."""

_TIES = 1e-4
"""Of patterns that lose the same, the one whose figures come first in the order."""


class Losses:
    """Figures that may be hidden, each at the price of its value, and what is asked of those that are.

    Args:
        figures: those that may be hidden, in an order that does not depend on the order of rows.
    """

    def __init__(self, figures: Sequence[int], system: System) -> None:
        self.place = {one: number for number, one in enumerate(figures)}
        numbers = [system.limits[one][0] if one in system.limits else system.values[one] for one in figures]
        self.cost = {number: max(value, 1.0) + _TIES * number / len(figures) for number, value in enumerate(numbers)}
        self.demands: dict[tuple[tuple[int, float], ...], float] = {}

    def add(self, terms: Mapping[int, float], least: float) -> None:
        """Ask that what is hidden adds at least so much."""
        row = tuple(sorted((self.place[one], factor) for one, factor in terms.items() if factor))
        self.demands[row] = max(least, self.demands.get(row, -inf))

    def least(self, kept: AbstractSet[int] = frozenset()) -> set[int]:
        """The figures of least loss that meet all demands.

        Args:
            kept: figures that are hidden in any case.
        """
        if not self.place:
            return set()
        bounds = [(float(one in kept), 1.0) for one in self.place]
        sums = [(least, inf) for least in self.demands.values()]
        solved = Programme(bounds, [dict(row) for row in self.demands], sums).least(self.cost)
        # Each demand can be met by hiding all, so there is a solution
        return {one for one, place in self.place.items() if solved.values[place] > 0.5}


def line_limits(
    system: System,
    line: Line,
    hidden: AbstractSet[int],
    guarded: AbstractSet[int],
    may: AbstractSet[int],
    width: Width,
) -> Iterator[Demand]:
    """What a line alone asks for: no unknown count stands alone in it; beside a guarded one there is enough room."""
    inside = [one for one, _ in line]
    free = {one for one in inside if one in system.unprinted or isnan(system.values[one])}
    fixed = [one for one in inside if one in free or one in hidden]
    loose = [one for one in inside if one in may]
    # A count that nobody printed and nobody guards leaves its line open
    if any(isnan(system.values[one]) or (one in system.unprinted and one not in guarded) for one in fixed):
        return
    if len(fixed) == 1 and loose:
        yield dict.fromkeys(loose, 1.0), 1.0
    for one in loose:
        if not fixed and len(loose) > 1:
            yield {**dict.fromkeys(loose, 1.0), one: -1.0}, 0.0
    factors = dict(line)
    for factor in sorted({factors[one] for one in fixed if one in guarded}) if loose else ():
        same = [one for one in inside if factors[one] == factor]
        against = [one for one in inside if factors[one] != factor]
        if any(one in fixed for one in against):
            continue
        slack = sum(system.values[one] - system.span(one, hidden)[0] for one in same if one in fixed)
        terms = {one: system.values[one] - 1.0 for one in same if one in may}
        terms |= {one: float(width.apart) for one in against if one in may}
        if slack < width.apart and sum(terms.values()) >= width.apart - slack:
            yield terms, width.apart - slack
