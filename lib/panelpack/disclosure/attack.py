"""The attack that the audit makes: how far one who knows everything printed can narrow a hidden count down.

The attacker's lowest and highest value of each hidden count are found by integer programmes over the equations of the
figures. A cell is safe when they are far enough apart and the highest is high enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isnan

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from panelpack.disclosure.equations import Line, System

_WHOLE = 1e-6


@dataclass(frozen=True)
class Width:
    """What is asked of a hidden count: highest less lowest at least `apart`, and the highest at least `upper`."""

    apart: int = 4
    upper: int = 5


def connected(lines: Iterable[Line], variables: set[int]) -> list[tuple[set[int], list[Line]]]:
    """The groups of variables that lines join, each with its lines; a variable without lines is a group of its own."""
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
    system: System, lines: Sequence[Line], unknown: set[int], guarded: Iterable[int], width: Width
) -> dict[int, set[int]]:
    """The guarded counts that an attacker narrows down too far, each with the unknown ones that it hangs together with.

    Args:
        lines: the equations to use.
        unknown: the variables that are not printed: hidden figures, and counts that nobody printed.
        guarded: those of them that must be safe.
    """
    found: dict[int, set[int]] = {}
    wanted = set(guarded)
    for group, inside in connected(lines, unknown):
        aim = sorted(group & wanted)
        if aim:
            bounds = _bounds(system, inside, sorted(group), aim, width)
            found |= {one: group for one, (low, high) in bounds.items() if not _is_safe(low, high, width)}
    return found


def bounds(system: System, unknown: set[int], aim: Iterable[int]) -> dict[int, tuple[float, float]]:
    """The attacker's lowest and highest value of unknown variables, exactly."""
    found: dict[int, tuple[float, float]] = {}
    wanted = set(aim)
    for group, inside in connected(system.lines, unknown):
        if group & wanted:
            found |= _bounds(system, inside, sorted(group), sorted(group & wanted), None)
    return found


def _is_safe(low: float, high: float, width: Width) -> bool:
    return high - low >= width.apart and high >= width.upper


def least(system: System, variable: int) -> int:
    """Nought is never hidden, so a hidden figure is at least one; a count that nobody printed may be nought."""
    return 0 if variable in system.unprinted or isnan(system.values[variable]) else 1


def _bounds(
    system: System, lines: Sequence[Line], group: Sequence[int], aim: Sequence[int], width: Width | None
) -> dict[int, tuple[float, float]]:
    """Lowest and highest of each; with a width, only until it is known whether it is reached."""
    lowest = {variable: least(system, variable) for variable in group}
    if not lines:
        return dict.fromkeys(aim, (0.0, inf))
    if len(lines) == 1:
        return {one: _of_one_line(system, lines[0], lowest, one) for one in aim}
    problem = _Problem(system, lines, group, lowest)
    low = {one: system.values[one] if not isnan(system.values[one]) else inf for one in aim}
    high = {one: system.values[one] if not isnan(system.values[one]) else -inf for one in aim}
    for one in aim:
        for sign in (1, -1):
            if width is not None and _is_safe(low[one], high[one], width):
                break
            solved = problem.least(one, sign)
            if solved is None:
                high[one] = inf
                continue
            for other in aim:
                value = solved[other]
                low[other], high[other] = min(low[other], value), max(high[other], value)
    return {one: (low[one], high[one]) for one in aim}


def _of_one_line(system: System, line: Line, least: Mapping[int, int], one: int) -> tuple[float, float]:
    """The bounds in a single line, in closed form."""
    known = sum(system.values[variable] * factor for variable, factor in line if variable not in least)
    factor = next(number for variable, number in line if variable == one)
    # factor * one = -(known + the other unknowns)
    same = sum(
        least[variable] for variable, number in line if variable in least and variable != one and number == factor
    )
    against = [variable for variable, number in line if variable in least and number == -factor]
    others = [variable for variable, number in line if variable in least and variable != one and number == factor]
    high = inf if against else -known / factor - same
    low = float(least[one])
    if not others:
        low = max(low, -known / factor + sum(least[variable] for variable in against))
    return low, high


class _Problem:
    """An integer programme over a group of unknown counts."""

    def __init__(self, system: System, lines: Sequence[Line], group: Sequence[int], least: Mapping[int, int]) -> None:
        self.place = {variable: place for place, variable in enumerate(group)}
        rows, columns, factors, right = [], [], [], []
        for number, line in enumerate(lines):
            known = 0.0
            for variable, factor in line:
                if variable in self.place:
                    rows.append(number)
                    columns.append(self.place[variable])
                    factors.append(float(factor))
                else:
                    known += system.values[variable] * factor
            right.append(-known)
        shape = (len(lines), len(group))
        self.matrix = csr_array((factors, (rows, columns)), shape=shape)
        self.right = np.array(right)
        self.lower = np.array([float(least[variable]) for variable in group])
        self.group = group

    def least(self, one: int, sign: int) -> dict[int, float] | None:
        """A solution with the least (sign 1) or the greatest (sign -1) value of a variable; None without a limit."""
        cost = np.zeros(len(self.group))
        cost[self.place[one]] = sign
        limits = np.column_stack([self.lower, np.full(len(self.group), inf)])
        solved = linprog(cost, A_eq=self.matrix, b_eq=self.right, bounds=limits, method="highs-ds")
        if solved.status == 3:
            return None
        if solved.x is None or not _is_whole(solved.x):
            solved = milp(
                cost,
                constraints=LinearConstraint(self.matrix, self.right, self.right),
                bounds=Bounds(self.lower, np.full(len(self.group), inf)),
                integrality=np.ones(len(self.group)),
            )
        if solved.x is None:
            # Not solved: nothing is learned from it, so the count stays as narrow as it was
            return dict.fromkeys(self.group, float("nan"))
        return {variable: float(np.rint(solved.x[place])) for variable, place in self.place.items()}


def _is_whole(numbers: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> bool:
    return bool(np.all(np.abs(numbers - np.rint(numbers)) < _WHOLE))
