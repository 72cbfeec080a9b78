"""What the figures of a pack say about each other, as equations: the system that an attacker would solve.

A variable is a figure, or a count that nobody printed but that two printed figures give: the rest of a whole, or the
difference of two periods of which one holds the other. A line says that some variables add to nought.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import isnan, nan
from typing import Any, NamedTuple

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.identities import Identity, PartsOf, RangesOf, ShareOf, SubtotalOf, SumOf, WindowsOf
from panelpack.disclosure.readings import Cells, Parts, parts_in, readings, totals_of, wholes_among
from panelpack.disclosure.system import System
from panelpack.facts.table import day_of

_RANGE = re.compile(r"(\d+)\s*(?:-|_to_|to)\s*(\d+)")


class Place(NamedTuple):
    """Where a figure stands, save its measure and breakdown."""

    area: str
    start: Any
    end: Any
    source: str
    release: str


class _Index:
    """Rows of counts by measure, place and breakdown."""

    def __init__(self, facts: pd.DataFrame) -> None:
        self.cells: dict[str, dict[Place, dict[frozenset[str], int]]] = defaultdict(lambda: defaultdict(dict))
        columns = ["measure", "area", "period_start", "period_end", "source", "release", "breakdown"]
        for row, (measure, area, start, end, source, release, breakdown) in enumerate(
            facts[columns].itertuples(index=False, name=None)
        ):
            days = (day_of(start), day_of(end))
            place = Place(area, days[0], days[1], source, release)
            self.cells[measure][place][frozenset(breakdowns.parts_of(breakdown))] = row


def equations(facts: pd.DataFrame, identities: Sequence[Identity], counts: Iterable[str]) -> System:
    """The system of a table of facts.

    Args:
        facts: counts with their true values, one row a variable; not-a-number where a figure has a status.
        identities: the declared relations.
        counts: measures that count people: their breakdowns are taken for parts wherever they add up, declared or not.
    """
    system = System([float(value) for value in facts["value"]])
    index = _Index(facts)
    wholes = {(item.measure, item.by): item.whole for item in identities if isinstance(item, PartsOf)}
    sums: dict[str, list[str]] = defaultdict(list)
    for item in identities:
        if isinstance(item, SubtotalOf):
            sums[item.measure].append(item.whole)
    for measure in sorted(set(counts) & set(index.cells)):
        for parts in parts_in(index.cells[measure], sums[measure]):
            named = {by: whole for (one, by), whole in wholes.items() if one == measure}
            _parts(system, index, measure, parts, named)
    for item in identities:
        if isinstance(item, SubtotalOf) and item.measure in index.cells:
            _subtotal(system, index.cells[item.measure], item)
        elif isinstance(item, SumOf) and item.total in index.cells:
            _sum(system, index, item)
        elif isinstance(item, ShareOf) and item.of_whole and {item.numerator, item.denominator} <= index.cells.keys():
            _rest(system, index, item)
        elif isinstance(item, WindowsOf) and item.measure in index.cells:
            _windows(system, index, item)
        elif isinstance(item, RangesOf) and item.measure in index.cells:
            _ranges(system, index.cells[item.measure], item)
    return system


def _parts(system: System, index: _Index, measure: str, parts: Parts, declared: Mapping[str, str]) -> None:
    """Every reading of some parts, of their own measure and of the one that is declared to be their whole."""
    by = declared.get(parts.by)
    # The cells of a table are parts of whatever any of its dimensions divides
    wholes = dict.fromkeys((measure, by or measure) if parts.by else (measure, *declared.values()))
    found = False
    for place, total in totals_of([index.cells[whole] for whole in wholes], parts):
        lines = readings(system, parts, total)
        system.lines += [tuple(sorted(line)) for line in lines]
        found = found or bool(lines)
        if not lines and by is not None and place == parts.place:
            system.contradicted.append(f"{measure} by {parts.by}")
    if not found:
        system.lines += [tuple(sorted(line)) for line in wholes_among(system, parts)]


def _subtotal(system: System, places: Cells, item: SubtotalOf) -> None:
    for cells in places.values():
        for kind, row in cells.items():
            if item.whole not in kind:
                continue
            rows = [cells.get(kind - {item.whole} | {part}) for part in item.parts]
            if all(found is not None for found in rows):
                terms = [(found, 1) for found in rows if found is not None]
                system.add_line([(row, -1), *terms], f"{item.measure} {item.whole}")


def _sum(system: System, index: _Index, item: SumOf) -> None:
    for place, cells in index.cells[item.total].items():
        for kind, row in cells.items():
            rows = [index.cells[part][place].get(kind) if part in index.cells else None for part in item.parts]
            if all(found is not None for found in rows):
                system.add_line([(row, -1), *[(found, 1) for found in rows if found is not None]], item.total)


def _rest(system: System, index: _Index, item: ShareOf) -> None:
    """A part beside its whole: nobody prints the rest, and everybody can work it out."""
    for place, cells in index.cells[item.numerator].items():
        for kind, part in cells.items():
            whole = index.cells[item.denominator][place].get(kind)
            if whole is not None:
                _difference(system, whole, part, item.share)


def _difference(system: System, whole: int, part: int, name: str) -> None:
    value = system.values[whole] - system.values[part]
    if value < 0:
        system.contradicted.append(name)
    elif value > 0 or isnan(value):
        system.lines.append(((whole, -1), (part, 1), (system.add_unprinted(value), 1)))


def _windows(system: System, index: _Index, item: WindowsOf) -> None:
    """Periods that count the same events, cut into the stretches between their first and last days."""
    families: dict[tuple[Any, ...], dict[tuple[date, date], int]] = defaultdict(dict)
    for measure in dict.fromkeys((item.measure, item.finer)):
        for place, cells in index.cells.get(measure, {}).items():
            for kind, row in cells.items():
                if place.start is not None and place.end is not None:
                    key = (place.area, place.source, kind)
                    families[key].setdefault((place.start, place.end), row)
    for windows in families.values():
        _stretches(system, windows, item.measure)


def _stretches(system: System, windows: Mapping[tuple[date, date], int], name: str) -> None:
    if len(windows) < 2:
        return
    edges = sorted({edge for start, end in windows for edge in (start.toordinal(), end.toordinal() + 1)})
    printed = {(start.toordinal(), end.toordinal() + 1): row for (start, end), row in windows.items()}
    stretches = {pair: printed[pair] if pair in printed else system.add_unprinted(nan) for pair in pairwise(edges)}
    for (first, after), row in printed.items():
        inside = [variable for (low, high), variable in stretches.items() if first <= low and high <= after]
        if inside != [row]:
            system.add_line([(row, -1), *[(variable, 1) for variable in inside]], name)
    for (first, after), row in printed.items():
        for (low, high), other in printed.items():
            if row != other and first <= low and high <= after and not _is_split(printed, first, after, low, high):
                _difference(system, row, other, name)


def _is_split(printed: Mapping[tuple[int, int], int], first: int, after: int, low: int, high: int) -> bool:
    """Whether what is left of the longer window is itself a window that is printed."""
    rests = [pair for pair in ((first, low), (high, after)) if pair[0] < pair[1]]
    return len(rests) == 1 and rests[0] in printed


def _ranges(system: System, places: Cells, item: RangesOf) -> None:
    """Ranges of which one holds another: `0-17` less `0-15` is those of 16 and 17."""
    for cells in places.values():
        groups: dict[frozenset[str], dict[tuple[int, int], int]] = defaultdict(dict)
        for kind, row in cells.items():
            own = next((part for part in kind if part.startswith(f"{item.by}=")), "")
            found = _RANGE.search(breakdowns.value_of(own))
            if found:
                groups[kind - {own}][int(found[1]), int(found[2]) + 1] = row
        for ranges in groups.values():
            for (first, after), row in ranges.items():
                for (low, high), other in ranges.items():
                    inside = row != other and first <= low and high <= after
                    if inside and not _is_split(ranges, first, after, low, high):
                        _difference(system, row, other, item.measure)
                    elif inside:
                        rest = (first, low) if first < low else (high, after)
                        if first == low or high == after:
                            system.add_line([(row, -1), (other, 1), (ranges[rest], 1)], item.measure)
