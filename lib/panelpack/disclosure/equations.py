"""What the figures of a pack say about each other, as equations: the system that an attacker would solve.

A variable is a figure, or a count that nobody printed but that two printed figures give: the rest of a whole, or the
difference of two periods of which one holds the other. A line says that some variables add to nought.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice, product

import numpy as np
import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.identities import Adds, Identity, PartsOf, RangesOf, ShareOf, SubtotalOf, SumOf, WindowsOf
from panelpack.catalogue.statuses import HIDDEN
from panelpack.disclosure.index import Index, Place
from panelpack.disclosure.readings import Cells, Parts, parts_in, readings, totals_of, wholes_among
from panelpack.disclosure.system import System, add_difference
from panelpack.disclosure.windows import ranges, windows

_MOST_CHOICES = 8


def equations(facts: pd.DataFrame, identities: Sequence[Identity], counts: Iterable[str]) -> System:
    """The system of a table of facts.

    Args:
        facts: counts with their true values, one row a variable; not-a-number where a figure has a status. `low` and
            `high` limit a count that nobody printed.
        identities: the declared relations.
        counts: measures that count people: their breakdowns are taken for parts wherever they add up, declared or not.
    """
    system = System([float(value) for value in facts["value"]])
    if "status" in facts:
        system.may_be_none = set(np.flatnonzero(facts["value"].isna() & (facts["status"] != HIDDEN)).tolist())
    if "low" in facts:
        known = facts[["low", "high"]].astype(float).dropna()
        system.limits = {int(row): (low, high) for row, low, high in known.itertuples(name=None)}
    index = Index(facts)
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
        elif isinstance(item, RangesOf) and item.measure in index.cells:
            ranges(system, index.cells[item.measure], item)
        elif isinstance(item, Adds) and item.stated.measure in index.cells:
            _adds(system, index, item)
    windows(system, index, [item for item in identities if isinstance(item, WindowsOf)])
    return system


def _parts(system: System, index: Index, measure: str, parts: Parts, declared: Mapping[str, str]) -> None:
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


def _sum(system: System, index: Index, item: SumOf) -> None:
    for place, cells in index.cells[item.total].items():
        for kind, row in cells.items():
            rows = [index.cells[part][place].get(kind) if part in index.cells else None for part in item.parts]
            if all(found is not None for found in rows):
                system.add_line([(row, -1), *[(found, 1) for found in rows if found is not None]], item.total)


def _rest(system: System, index: Index, item: ShareOf) -> None:
    """A part beside its whole: nobody prints the rest, and everybody can work it out."""
    for place, cells in index.cells[item.numerator].items():
        for kind, part in cells.items():
            whole = index.cells[item.denominator][place].get(kind)
            if whole is not None:
                add_difference(system, whole, part, item.share)


def _adds(system: System, index: Index, item: Adds) -> None:
    """Where a declared relation holds to the unit, a reader may take it for one that always does."""
    stated = item.stated
    for place, cells in index.cells[stated.measure].items():
        for kind, row in cells.items():
            breakdown = breakdowns.of_parts(kind)
            if place.end is None or stated.breakdown not in ("", breakdown):
                continue
            befores = _befores(index, item, place, breakdown) if item.is_stock else [(place.start, [])]
            for start, before in befores:
                for plus, minus in _choices(index, item, place, breakdown, start):
                    terms = [*before, *[(one, 1) for one in plus], *[(one, -1) for one in minus]]
                    if row not in dict(terms):
                        system.add_line([(row, -1), *terms])


def _befores(index: Index, item: Adds, place: Place, breakdown: str) -> list[tuple[date | None, list[tuple[int, int]]]]:
    """The earlier days of a stock, each with its row, and the first day of what came and went since."""
    kind = frozenset(breakdowns.parts_of(breakdown))
    return [
        (earlier.end + timedelta(days=1), [(cells[kind], 1)])
        for earlier, cells in index.cells[item.stated.measure].items()
        if earlier.area == place.area and kind in cells and earlier.end and place.end and earlier.end < place.end
    ]


def _choices(
    index: Index, item: Adds, place: Place, breakdown: str, start: date | None
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The rows that may be meant by what is added and what is taken away, of any source."""
    found = [
        index.rows(one.measure, one.breakdown or breakdown, one.area or place.area, start, place.end)
        for one in (*item.plus, *item.minus)
    ]
    for rows in islice(product(*found), _MOST_CHOICES):
        yield rows[: len(item.plus)], rows[len(item.plus) :]
