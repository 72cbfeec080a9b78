"""How a reader may take the parts of a table: which of them add to which printed number, declared or not.

A total of another source or release is a total all the same. Where parts do not simply add up, some may be sub-totals
that stand aside, and one may be the whole itself. Every reading that the true numbers bear out is a line of the system:
where there are several, a reader may have any of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import isnan
from typing import Any

from panelpack.catalogue import breakdowns
from panelpack.disclosure.system import Line, System

Cells = Mapping[Any, Mapping[frozenset[str], int]]
"""The rows of a measure by place and breakdown."""

_MOST_ASIDE, _MOST_WITHIN, _MOST_READINGS = 2, 3, 12
_FEWEST = 3
"""Of fewer parts one is always the sum of the others, or none is."""

When = tuple[str, date | None, date | None]
"""Area, first and last day."""


@dataclass(frozen=True)
class Parts:
    """Rows that may be the parts of one whole, and the breakdown of that whole.

    Attributes:
        by: the dimension that they divide, empty where they divide several at once.
        place: where they stand, with source and release.
        sub_totals: those of them that are declared to be sums of others.
    """

    by: str
    place: Any
    rest: frozenset[str]
    rows: tuple[int, ...]
    sub_totals: frozenset[int] = frozenset()


def parts_in(places: Cells, sub_totals: Iterable[str] = ()) -> Iterator[Parts]:
    """The sets of parts of a measure: along each dimension, and the cells of each table of several.

    Args:
        sub_totals: declared sums of other parts, such as `phase=primary`.
    """
    declared = set(sub_totals)
    for place, cells in places.items():
        along: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
        sums: set[int] = set()
        for kind, row in cells.items():
            for part in kind:
                along[breakdowns.name_of(part), kind - {part}].append(row)
            if kind & declared:
                sums.add(row)
            if len(kind) > 1:
                along["", frozenset({"across", *map(breakdowns.name_of, kind)})].append(row)
        for (by, rest), rows in along.items():
            # A part of one dimension is no part of the cells of another
            whole = frozenset() if not by else rest
            yield Parts(by, place, whole, tuple(rows), frozenset(sums & set(rows)))


def totals_of(wholes: Iterable[Cells], parts: Parts) -> list[tuple[Any, int]]:
    """The printed numbers of any source and release that may be the whole of some parts, with their places."""
    when = parts.place[:3]
    return [
        (place, cells[parts.rest])
        for places in wholes
        for place, cells in places.items()
        if place[:3] == when and parts.rest in cells and cells[parts.rest] not in parts.rows
    ]


def readings(system: System, parts: Parts, total: int, only_sub_totals: bool = False) -> list[Line]:
    """The lines by which a total may be read as the sum of parts; none where the true numbers bear no reading out.

    Args:
        only_sub_totals: let only those stand aside that are sums of others themselves.
    """
    values = system.values
    base = [row for row in parts.rows if row not in parts.sub_totals]
    for rows in dict.fromkeys((tuple(base), parts.rows)):
        if rows and system.fits(_sum(total, rows)):
            return [_sum(total, rows)]
    if any(isnan(values[row]) for row in (*base, total)):
        return []
    over = sum(values[row] for row in base) - values[total]
    found: list[Line] = []
    for aside in _sets(values, base, over, 1, _MOST_ASIDE):
        rest = tuple(row for row in base if row not in aside)
        within = {row: list(_sets(values, rest, values[row], 2, _MOST_WITHIN)) for row in aside}
        if len(rest) > 1 and (all(within.values()) or not only_sub_totals):
            found += [_sum(total, rest), *(_sum(row, inside) for row in aside for inside in within[row])]
        if len(found) >= _MOST_READINGS:
            break
    return found[:_MOST_READINGS]


def wholes_among(system: System, parts: Parts) -> list[Line]:
    """The lines by which the largest of some parts may be read as the whole of the others."""
    values = system.values
    base = [row for row in parts.rows if row not in parts.sub_totals]
    if len(base) < _FEWEST or any(isnan(values[row]) for row in base):
        return []
    whole = max(base, key=lambda row: values[row])
    return readings(
        system, replace(parts, rows=tuple(row for row in parts.rows if row != whole)), whole, only_sub_totals=True
    )


def _sum(total: int, rows: Iterable[int]) -> Line:
    return ((total, -1), *((row, 1) for row in rows))


def _sets(
    values: Sequence[float], rows: Sequence[int], wanted: float, least: int, most: int
) -> Iterator[tuple[int, ...]]:
    """The sets of some rows that add to a number above nought."""
    if wanted <= 0:
        return
    known = [row for row in rows if 0 < values[row] <= wanted]
    for count in range(least, most + 1):
        for some in combinations(known, count):
            if abs(sum(values[row] for row in some) - wanted) < 1e-6:
                yield some
