"""Secondary suppression: which further figures to hide so that no hidden count can be worked out.

First the pattern of least loss in which every equation that holds a hidden count holds enough of them; then the audit.
What the audit still finds exposed is mended by the cheapest further figure, and audited again, until nothing is. Then
figures that the mending made superfluous are shown again. The same figures in any order give the same answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from panelpack.disclosure.attack import Width, connected, exposed, least
from panelpack.disclosure.equations import Line, System

_ROUNDS = 60


@dataclass(frozen=True)
class Pattern:
    """Figures hidden for the sake of others, those withheld because nothing else could mend, and what stays exposed."""

    secondary: frozenset[int]
    withheld: frozenset[int]
    beyond: frozenset[int]


@dataclass(frozen=True)
class Rule:
    """What may be hidden, by which price, and what is asked of a hidden count."""

    may_hide: Callable[[int], bool]
    order: Sequence[int]
    width: Width
    third_beside_one: bool = True

    def rank(self, variable: int) -> int:
        """The place of a variable in an order that does not depend on the order of rows."""
        return self.order[variable] if variable < len(self.order) else len(self.order) + variable


def suppress(system: System, hidden: Iterable[int], guarded: Iterable[int], rule: Rule) -> Pattern:
    """The further figures to hide.

    Args:
        hidden: figures that are hidden already.
        guarded: hidden figures and unprinted counts that nobody may work out.
    """
    start, wanted = set(hidden), set(guarded)
    everything = set(range(len(system.values)))
    secondary: set[int] = set()
    withheld: set[int] = set()
    beyond: set[int] = set()
    for group, lines in connected(system.lines, everything):
        inside = (start | wanted) & group
        if not lines or not wanted & group:
            continue
        found, lost, open_still = _component(system, group, lines, inside, wanted & group, rule)
        secondary |= found
        withheld |= lost
        beyond |= open_still
    return Pattern(frozenset(secondary), frozenset(withheld), frozenset(beyond))


def _component(
    system: System, group: set[int], lines: Sequence[Line], hidden: set[int], guarded: set[int], rule: Rule
) -> tuple[set[int], set[int], set[int]]:
    free = {one for one in group if one in system.unprinted or isnan(system.values[one])}
    may = {one for one in group - free - hidden if system.values[one] != 0 and rule.may_hide(one)}
    chosen = _cheapest(system, lines, hidden | free, guarded, may, set(), [], rule)
    mended = False
    for _ in range(_ROUNDS):
        unknown = hidden | free | chosen
        open_still = exposed(system, lines, unknown, guarded, rule.width)
        if not open_still:
            return _thinned(system, lines, hidden | free, chosen, guarded, rule) if mended else chosen, set(), set()
        mended = True
        first = min(open_still, key=rule.rank)
        near = _near(lines, open_still[first]) & (may - chosen)
        if not near:
            break
        chosen = _cheapest(system, lines, hidden | free, guarded, may, chosen, [near], rule)
    # Nothing cheaper mends it: everything that hangs together is withheld
    unknown = hidden | free | may
    return chosen, may - chosen, set(exposed(system, lines, unknown, guarded, rule.width))


def _near(lines: Sequence[Line], unknown: set[int]) -> set[int]:
    """The printed figures that stand in a line with unknown ones."""
    return {other for line in lines if any(one in unknown for one, _ in line) for other, _ in line} - unknown


def _cheapest(
    system: System,
    lines: Sequence[Line],
    unknown: set[int],
    guarded: set[int],
    may: set[int],
    chosen: set[int],
    one_of: Sequence[set[int]],
    rule: Rule,
) -> set[int]:
    """The pattern of least loss that keeps what is chosen and gives every line with a hidden count enough of them."""
    ordered = sorted(may, key=rule.rank)
    if not ordered:
        return set(chosen)
    place = {one: number for number, one in enumerate(ordered)}
    limits = _Limits(len(ordered))
    for line in lines:
        _line_limits(system, line, unknown, guarded, place, limits, rule)
    for some in one_of:
        limits.add({place[one]: 1.0 for one in some}, 1.0)
    cost = np.array([system.values[one] for one in ordered]) + 1e-4 * np.arange(len(ordered)) / len(ordered)
    lower = np.array([float(one in chosen) for one in ordered])
    solved = milp(
        cost,
        constraints=limits.constraint() if limits.right else (),
        bounds=Bounds(lower, np.ones(len(ordered))),
        integrality=np.ones(len(ordered)),
    )
    if solved.x is None:
        # Some line has too few figures to hide: mend what can be mended, one at a time
        wanted = set().union(*one_of) if one_of else set()
        return chosen | ({min(wanted, key=lambda one: (system.values[one], rule.rank(one)))} if wanted else set())
    return {one for one in ordered if solved.x[place[one]] > 0.5}


class _Limits:
    """Constraints of the pattern: sums of choices that must reach a number."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[dict[int, float]] = []
        self.right: list[float] = []

    def add(self, terms: dict[int, float], least: float) -> None:
        self.rows.append(terms)
        self.right.append(least)

    def constraint(self) -> LinearConstraint:
        cells = [(number, place, factor) for number, row in enumerate(self.rows) for place, factor in row.items()]
        matrix = csr_array(
            ([cell[2] for cell in cells], ([cell[0] for cell in cells], [cell[1] for cell in cells])),
            shape=(len(self.rows), self.width),
        )
        return LinearConstraint(matrix, lb=np.array(self.right))


def _line_limits(
    system: System, line: Line, unknown: set[int], guarded: set[int], place: dict[int, int], limits: _Limits, rule: Rule
) -> None:
    """No unknown count stands alone in its line; beside a guarded one there is enough for it to be wide."""
    inside = [one for one, _ in line]
    fixed = [one for one in inside if one in unknown]
    loose = [one for one in inside if one in place]
    # A count that nobody printed, nobody guards and nobody knows leaves its line open
    if any(isnan(system.values[one]) or (one in system.unprinted and one not in guarded) for one in fixed):
        return
    if len(fixed) == 1 and loose:
        limits.add({place[one]: 1.0 for one in loose}, 1.0)
    for one in loose:
        if not fixed and len(loose) > 1:
            limits.add({**{place[other]: 1.0 for other in loose if other != one}, place[one]: -1.0}, 0.0)
    own = [one for one in fixed if one in guarded]
    if not own or not loose:
        return
    factors = dict(line)
    for factor in sorted({factors[one] for one in own}):
        same = [one for one in inside if factors[one] == factor]
        slack = sum(system.values[one] - least(system, one) for one in same if one in unknown)
        if any(one in unknown for one in inside if factors[one] != factor):
            continue
        terms = {place[one]: system.values[one] - 1.0 for one in same if one in place}
        terms |= {place[one]: float(rule.width.apart) for one in inside if one in place and factors[one] != factor}
        if slack < rule.width.apart and sum(terms.values()) >= rule.width.apart - slack:
            limits.add({key: number for key, number in terms.items() if number}, rule.width.apart - slack)
    alone = rule.third_beside_one and any(system.values[one] == 1 for one in own)
    if alone and len(fixed) < 3 and len(fixed) + len(loose) >= 3:
        limits.add({place[one]: 1.0 for one in loose}, 3.0 - len(fixed))


def _keeps_thirds(
    system: System, lines: Sequence[Line], before: set[int], after: set[int], guarded: set[int], rule: Rule
) -> bool:
    """Whether no line with a single person goes from three unknown figures to fewer."""
    if not rule.third_beside_one:
        return True
    for line in lines:
        inside = [one for one, _ in line]
        if any(one in guarded and system.values[one] == 1 for one in inside):
            had, has = (sum(one in unknown for one in inside) for unknown in (before, after))
            if had >= 3 > has:
                return False
    return True


def _thinned(
    system: System, lines: Sequence[Line], unknown: set[int], chosen: set[int], guarded: set[int], rule: Rule
) -> set[int]:
    """The chosen figures without those that the audit can do without, the dearest first."""
    kept = set(chosen)
    for one in sorted(chosen, key=lambda item: (-system.values[item], rule.rank(item))):
        fewer = kept - {one}
        if _keeps_thirds(system, lines, unknown | kept, unknown | fewer, guarded, rule) and not exposed(
            system, lines, unknown | fewer, guarded, rule.width
        ):
            kept = fewer
    return kept
