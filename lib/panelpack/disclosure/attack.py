"""The attack that the audit makes: how far one who knows everything printed can narrow a hidden count down.

The attacker's lowest and highest value of each hidden count are found by integer programmes over the equations of the
figures. A count is safe when they are far enough apart and the highest is high enough. What holds one that is not safe
is read from the prices of the programme: the printed figures without which its bounds would lie further apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import inf, isnan

import numpy as np

from panelpack.disclosure.programme import Answer, Programme, Span
from panelpack.disclosure.system import Line, System

_NO_PRICE = 1e-7


@dataclass(frozen=True)
class Width:
    """What is asked of a hidden count: highest less lowest at least `apart`, and the highest at least `upper`."""

    apart: int = 4
    upper: int = 5

    def holds(self, low: float, high: float) -> bool:
        """Whether a count between two bounds is safe."""
        return high - low >= self.apart and high >= self.upper


@dataclass(frozen=True)
class Hold:
    """What keeps a count narrow: the room that each printed figure would give if hidden, and the room missing."""

    room: Mapping[int, float]
    missing: float


@dataclass(frozen=True)
class Narrow:
    """A count that is narrowed down too far: what holds it, and the unknown ones that hang together with it."""

    holds: Sequence[Hold]
    group: AbstractSet[int]


def connected(lines: Iterable[Line], variables: AbstractSet[int]) -> list[tuple[set[int], list[Line]]]:
    """The groups of variables that lines join, each with its lines; a variable without lines is a group of its own."""
    # Only those who protect figures need it, not those who open what is protected
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    ordered = sorted(variables)
    place = {variable: number for number, variable in enumerate(ordered)}
    kept = [(line, inside) for line in lines if (inside := [place[one] for one, _ in line if one in place])]
    joins = [(inside[0], other) for _, inside in kept for other in inside]
    starts, ends = zip(*joins, strict=True) if joins else ((), ())
    graph = csr_array((np.ones(len(joins)), (starts, ends)), shape=(len(ordered), len(ordered)))
    count, group_of = connected_components(graph, directed=False)
    groups: list[tuple[set[int], list[Line]]] = [(set(), []) for _ in range(count)]
    for variable, group in zip(ordered, group_of, strict=True):
        groups[group][0].add(variable)
    for line, inside in kept:
        groups[group_of[inside[0]]][1].append(line)
    return groups


def exposed(
    system: System,
    lines: Sequence[Line],
    hidden: AbstractSet[int],
    guarded: Iterable[int],
    width: Width,
    rank: Callable[[int], int] = int,
) -> dict[int, Narrow]:
    """The guarded counts that an attacker narrows down too far.

    Args:
        lines: the equations to use.
        hidden: the figures that are hidden; what nobody printed is unknown too.
        guarded: those of them that must be safe.
        rank: an order of the variables that does not depend on the order of rows.
    """
    found: dict[int, Narrow] = {}
    wanted = set(guarded)
    for group, inside in connected(lines, hidden | system.free()):
        aim = sorted(group & wanted, key=rank)
        if aim and inside:
            found |= _Attack(system, inside, sorted(group, key=rank), hidden).narrow(aim, width)
    return found


def bounds(system: System, hidden: AbstractSet[int], aim: Iterable[int]) -> dict[int, Span]:
    """The attacker's lowest and highest value of unknown variables, exactly."""
    found: dict[int, Span] = {}
    wanted = set(aim)
    for group, inside in connected(system.lines, hidden | system.free()):
        mine = sorted(group & wanted)
        if mine and not inside:
            found |= {one: system.span(one, hidden) for one in mine}
        elif mine:
            found |= _Attack(system, inside, sorted(group), hidden).bounds(mine)
    return found


class _Attack:
    """The attacker's programme over a group of unknown counts."""

    def __init__(self, system: System, lines: Sequence[Line], group: Sequence[int], hidden: AbstractSet[int]) -> None:
        self.system, self.lines, self.group, self.hidden = system, lines, group, hidden
        self.place = {variable: place for place, variable in enumerate(group)}
        rows, sums = [], []
        for line in lines:
            known = sum(system.values[variable] * factor for variable, factor in line if variable not in self.place)
            rows.append({self.place[variable]: float(factor) for variable, factor in line if variable in self.place})
            sums.append((-known, -known))
        broken = frozenset(self.place[one] for one in system.broken & set(group))
        self.programme = Programme([system.span(one, hidden) for one in group], rows, sums, broken)

    def bounds(self, aim: Sequence[int], width: Width | None = None) -> dict[int, Span]:
        """Lowest and highest of each; with a width, only until it is known whether it is reached."""
        values = self.system.values
        low = {one: inf if isnan(values[one]) else values[one] for one in aim}
        high = {one: -inf if isnan(values[one]) else values[one] for one in aim}
        for one in aim:
            for sign in (-1.0, 1.0):
                if width is not None and width.holds(low[one], high[one]):
                    break
                answer = self.programme.least({self.place[one]: sign})
                if answer.unlimited:
                    high[one] = inf
                # What is not solved teaches nothing: the count stays as narrow as it was
                for other in aim if answer.values else ():
                    value = float(round(answer.values[self.place[other]]))
                    low[other], high[other] = min(low[other], value), max(high[other], value)
        return {one: (low[one], high[one]) for one in aim}

    def narrow(self, aim: Sequence[int], width: Width) -> dict[int, Narrow]:
        """Those whose bounds do not reach a width, with what holds them."""
        found = self.bounds(aim, width)
        return {
            one: Narrow(self._holds(one, width), self.place.keys())
            for one, (low, high) in found.items()
            if not width.holds(low, high)
        }

    def _holds(self, one: int, width: Width) -> list[Hold]:
        """What must give way, by the prices of the relaxed programmes; nothing where only whole numbers hold it."""
        up, down = (self.programme.least({self.place[one]: sign}) for sign in (-1.0, 1.0))
        high = inf if up.unlimited else -up.relaxed
        above, below = self._room(up), self._room(down)
        both = {other: above.get(other, 0.0) + below.get(other, 0.0) for other in above.keys() | below.keys()}
        wanted = [(both, width.apart - (high - down.relaxed)), (above, width.upper - high)]
        return [
            Hold({other: min(more, missing) for other, more in room.items()}, missing)
            for room, missing in wanted
            if missing > _NO_PRICE
        ]

    def _room(self, answer: Answer) -> dict[int, float]:
        """How much further a bound could go at most for each printed figure that were hidden."""
        prices: dict[int, float] = defaultdict(float)
        for line, price in zip(self.lines, answer.prices, strict=bool(answer.prices)):
            for variable, factor in line:
                if variable not in self.place:
                    prices[variable] -= price * factor
        for variable, price in zip(self.group, answer.column_prices, strict=bool(answer.column_prices)):
            if variable in self.system.limits and variable not in self.hidden:
                prices[variable] = price
        found = {}
        for variable, price in prices.items():
            value = self.system.limits[variable][0] if variable in self.system.limits else self.system.values[variable]
            # It could rise without end, and fall to the least that a hidden count may be
            least = self.system.span(variable, {variable})[0]
            room = inf if price < -_NO_PRICE else max(price, 0.0) * (value - least)
            if room > _NO_PRICE:
                found[variable] = room
        return found
