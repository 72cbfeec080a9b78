"""Periods and ranges of ages of which one holds another: what a reader works out from both."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import isnan

from panelpack.catalogue import breakdowns
from panelpack.catalogue.identities import RangesOf, WindowsOf
from panelpack.disclosure.index import Index
from panelpack.disclosure.readings import Cells
from panelpack.disclosure.system import System, add_difference

_RANGE = re.compile(r"(\d+)\s*(?:-|_to_|to)\s*(\d+)")

_Span = tuple[int, int]
"""First day, or age, and the one after the last."""


def windows(system: System, index: Index, identities: Sequence[WindowsOf]) -> None:
    """Periods that count the same events, cut into the stretches between their first and last days."""
    for measures in _families(identities):
        found: dict[tuple[str, frozenset[str]], dict[_Span, list[int]]] = defaultdict(lambda: defaultdict(list))
        for measure in measures:
            for place, cells in index.cells.get(measure, {}).items():
                for kind, row in cells.items():
                    if place.start is not None and place.end is not None:
                        found[place.area, kind][_days(place.start, place.end)].append(row)
        for printed in found.values():
            _stretches(system, printed, measures[0])


def _families(identities: Sequence[WindowsOf]) -> Iterator[list[str]]:
    """The measures that count the same events: those that name one finer measure, and those that name each other."""
    families: list[set[str]] = []
    for item in identities:
        mine = {item.measure, item.finer}
        joined = [family for family in families if family & mine]
        families = [family for family in families if not family & mine] + [mine.union(*joined)]
    yield from map(sorted, families)


def _days(start: date, end: date) -> _Span:
    return start.toordinal(), end.toordinal() + 1


def _stretches(system: System, printed: Mapping[_Span, Sequence[int]], name: str) -> None:
    if len(printed) < 2:
        return
    edges = sorted({edge for span in printed for edge in span})
    stretches = {
        pair: printed[pair][0] if pair in printed else system.add_unprinted(float("nan")) for pair in pairwise(edges)
    }
    for (first, after), rows in printed.items():
        inside = [variable for (low, high), variable in stretches.items() if first <= low and high <= after]
        for row in rows if len(inside) > 1 else ():
            system.add_line([(row, -1), *[(variable, 1) for variable in inside]], name)
    # What nobody printed and the others give is a count like any other
    for variable in stretches.values():
        if isnan(system.values[variable]) and variable in system.unprinted:
            system.values[variable] = system.worked_out(variable)
    _differences(system, printed, name)


def _differences(system: System, printed: Mapping[_Span, Sequence[int]], name: str) -> None:
    """What is left of a longer stretch beside a shorter one, unless it is printed itself."""
    for (first, after), rows in printed.items():
        for (low, high), others in printed.items():
            inside = (first, after) != (low, high) and first <= low and high <= after
            if inside and not _is_split(printed, first, after, low, high):
                for row in rows:
                    for other in others:
                        add_difference(system, row, other, name)


def _is_split(printed: Mapping[_Span, Sequence[int]], first: int, after: int, low: int, high: int) -> bool:
    """Whether what is left of the longer stretch is itself printed."""
    rests = [pair for pair in ((first, low), (high, after)) if pair[0] < pair[1]]
    return len(rests) == 1 and rests[0] in printed


def ranges(system: System, places: Cells, item: RangesOf) -> None:
    """Ranges of which one holds another: `0-17` less `0-15` is those of 16 and 17."""
    for cells in places.values():
        groups: dict[frozenset[str], dict[_Span, list[int]]] = defaultdict(lambda: defaultdict(list))
        for kind, row in cells.items():
            own = next((part for part in kind if part.startswith(f"{item.by}=")), "")
            found = _RANGE.search(breakdowns.value_of(own))
            if found:
                groups[kind - {own}][int(found[1]), int(found[2]) + 1].append(row)
        for printed in groups.values():
            _stretches(system, printed, item.measure)
