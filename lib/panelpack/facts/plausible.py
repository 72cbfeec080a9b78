"""Questions about figures that came in: what is possible and yet looks like a slip. Nothing is refused for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

import pandas as pd

from panelpack.catalogue.periods import previous
from panelpack.catalogue.reader import Catalogue
from panelpack.facts.questions import Question, Row, rows_of
from panelpack.facts.wholes import against_wholes

_TENS = {10.0: "ten", 100.0: "a hundred", 1000.0: "a thousand"}
_ALL, _FRACTION, _SHARE = 100.0, 1.0, 5.0
_NEAR, _NEAR_OF_FEW, _FEW = 0.3, 0.15, 3
_SMALL, _LARGE, _LEAST = 10.0, 100.0, 10.0
_USUAL, _BEYOND, _LIKE = 3.0, 5.0, 1.5
_FAR, _LARGEST = 20.0, 1000.0
_MANY, _MANY_SHARES = 5, 4
_RATE = "rate_per_"
_MOST_POUNDS = 1e9
_MOST_OF_10000 = 10_000.0


def questions(fresh: pd.DataFrame, there: pd.DataFrame, catalogue: Catalogue) -> list[Question]:
    """What a person should look at among figures that came in.

    Args:
        fresh: the figures that came in, as `tidy_csv.read_figures` gives them.
        there: those that the project has, of the same areas and of wider ones, in the same columns.
    """
    return questions_about(rows_of(fresh, catalogue), rows_of(there, catalogue), catalogue)


def questions_about(fresh: Sequence[Row], there: Sequence[Row], catalogue: Catalogue) -> list[Question]:
    """The same of rows: figures that came in, and those that the project has.

    A figure that came in takes the place of one that was there, and all that came in are each other's past too.
    """
    keys = {(row.series, row.place, row.release) for row in fresh}
    every = [*fresh, *(row for row in there if (row.series, row.place, row.release) not in keys)]
    found = [
        *_against_past(fresh, every),
        *_large(fresh),
        *_fractions(fresh),
        *_transposed(fresh, there),
        *_repeated(fresh, every),
        *_windows(fresh, every),
        *against_wholes(fresh, every, catalogue),
    ]
    return list({item.key: item for item in found}.values())


def _against_past(fresh: Iterable[Row], every: Iterable[Row]) -> Iterator[Question]:
    """Figures ten, a hundred or a thousand times what is usual, or such a part of it; shares as fractions of one.

    What is usual is what the same area had at other times and by other sources; of a rate or share of which it had
    none, what wider areas have.
    """
    series: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    elsewhere: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in every:
        series[row.series].append(row)
        elsewhere[row.measure.id, row.breakdown].append(row)
    for row in fresh:
        others = [item for item in series[row.series] if item.place != row.place and item.value]
        if others:
            yield from _of_series(row, others)
        elif (row.measure.is_share or row.measure.unit.startswith(_RATE)) and not row.breakdown:
            wider = [item for item in elsewhere[row.measure.id, ""] if item.area != row.area and item.value > 0]
            yield from _of_others(row, wider)


def _of_series(row: Row, others: Sequence[Row]) -> Iterator[Question]:
    nearest = min(others, key=lambda item: (_apart(item, row), item.source != row.source))
    usual, value = median(item.value for item in others), row.value
    if usual * value <= 0 or any(1 / _USUAL <= item.value / value <= _USUAL for item in others):
        return
    if _is_fraction(row, [nearest]):
        yield Question("fraction", row, (nearest,), "Is it written as a fraction of one?")
        return
    if row.measure.is_share and _ALL in (value, usual):
        return
    small, large = sorted((abs(value), abs(usual)))
    is_of_size = large >= _LARGE or (small >= _SMALL if row.measure.unit == "count" else large >= _LEAST)
    near = _NEAR if len(others) >= _FEW else _NEAR_OF_FEW
    ten = min(_TENS, key=lambda ten: abs(large / small / ten - 1))
    # A percentage may move by much, so that its last figure must be off by as much as the usual one
    is_so = not row.measure.is_share or abs(max(value / nearest.value, nearest.value / value) / ten - 1) <= _NEAR
    if is_of_size and is_so and abs(large / small / ten - 1) <= near:
        yield Question("factor", row, (nearest,), f"Is it a factor of {_TENS[ten]} off?")
    elif _is_far(row, others, small, large):
        yield Question("far", row, (nearest,), "It is far from all that was there; is it of something else?")


def _is_far(row: Row, others: Sequence[Row], small: float, large: float) -> bool:
    """Whether a figure is many times each of several others, or such a part, and one of the two is of some size."""
    if row.measure.is_share or len(others) < _FEW or (small < _SMALL and large < _LARGEST):
        return False
    return all(max(item.value / row.value, row.value / item.value) >= _FAR for item in others)


def _apart(one: Row, other: Row) -> int:
    """How many days lie between the ends of two figures; none where one is undated."""
    return abs((one.period.order[0] - other.period.order[0]).days)


def _is_fraction(row: Row, others: Sequence[Row]) -> bool:
    """Whether a percentage is at most one where others are far above, and a hundred times it is like one of them."""
    if not row.measure.is_share or not 0 < row.value <= _FRACTION or median(item.value for item in others) <= _SHARE:
        return False
    return any(1 / _LIKE <= _ALL * row.value / item.value <= _LIKE for item in others if item.value)


def _of_others(row: Row, wider: Sequence[Row]) -> Iterator[Question]:
    """A first figure beside those of wider areas: far beyond all of them, or a fraction where all are percentages."""
    if not wider or row.value <= 0:
        return
    least, most = (pick(item.value for item in wider) for pick in (min, max))
    nearest = min(wider, key=lambda item: _apart(item, row))
    if _is_fraction(row, wider):
        yield Question("fraction", row, (nearest,), "Is it written as a fraction of one?")
    elif row.value > most * _BEYOND and row.value >= _LEAST and not row.measure.is_share:
        yield Question(
            "elsewhere", row, (nearest,), "It is far above what wider areas have; is its unit the right one?"
        )
    elif row.value < least / _BEYOND and least >= _LEAST and not row.measure.is_share:
        yield Question(
            "elsewhere", row, (nearest,), "It is far below what wider areas have; is its unit the right one?"
        )


def _large(fresh: Iterable[Row]) -> Iterator[Question]:
    """More pounds than a council has, and rates beyond all children: the unit may be another."""
    for row in fresh:
        if row.pounds is not None and abs(row.pounds) >= _MOST_POUNDS:
            yield Question("size", row, (), "That is over a thousand million pounds; is it in another unit?")
        if row.measure.unit == "rate_per_10000" and row.value > _MOST_OF_10000:
            yield Question("size", row, (), "That is more than all children; is it a count?")


def _fractions(fresh: Iterable[Row]) -> Iterator[Question]:
    """Shares of one area and source of which all are at most one: a table of fractions."""
    tables: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in fresh:
        if row.measure.is_share and row.value:
            tables[row.area, row.source, row.release].append(row)
    for rows in tables.values():
        parts = [row for row in rows if not row.value.is_integer()]
        if len(parts) >= _MANY_SHARES and all(0 < row.value <= _FRACTION for row in rows):
            asked = "All percentages of its source are at most one; are they written as fractions of one?"
            yield Question("fractions", parts[0], (), asked)


def _transposed(fresh: Iterable[Row], there: Iterable[Row]) -> Iterator[Question]:
    """A figure that was there before with the same digits in another order."""
    before = {(row.series, row.place): row for row in there}
    for row in fresh:
        was = before.get((row.series, row.place))
        if was is None or was.shown == row.shown or len(row.shown) < len("10"):
            continue
        if sorted(row.shown) == sorted(was.shown):
            asked = "It stood with its digits in another order; are two of them the wrong way round?"
            yield Question("digits", row, (was,), asked)


def _repeated(fresh: Iterable[Row], every: Iterable[Row]) -> Iterator[Question]:
    """A period of which all figures are those of the one before: a year that nobody filled in anew."""
    known = {(row.series, row.place): row for row in every}
    tables: dict[tuple[str, str, str], list[tuple[Row, Row]]] = defaultdict(list)
    for row in fresh:
        if row.period.end is None or not row.value:
            continue
        before = known.get((row.series, (row.area, previous(row.period), row.source)))
        if before is not None:
            tables[row.area, row.period.label, row.source].append((row, before))
    for pairs in tables.values():
        if len(pairs) >= _MANY and all(now.value == then.value for now, then in pairs):
            said = f"All {len(pairs)} figures of its period and source are those of the period before; "
            asked = "All figures of its period and source are those of the period before; were they filled in anew?"
            yield Question("repeated", pairs[0][0], (pairs[0][1],), asked, f"{said}were they filled in anew?")


def _windows(fresh: Sequence[Row], every: Iterable[Row]) -> Iterator[Question]:
    """Counts of what happened from one day on: of two windows, the longer holds at least as many."""
    begun: Mapping[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in every:
        is_running = "year_to_date" in row.measure.id and row.measure.basis == "quarter"
        if row.period.start is None or not (is_running or (row.measure.is_flow and row.measure.basis == "window")):
            continue
        first = row.period.start.year - (row.period.start.month < 4) if is_running else row.period.start
        begun[row.series, row.source, first].append(row)
    new = {(row.series, row.place) for row in fresh}
    for rows in begun.values():
        rows.sort(key=lambda row: row.period.order[0])
        for shorter, longer in zip(rows, rows[1:], strict=False):
            is_new = {(row.series, row.place) for row in (shorter, longer)} & new
            if is_new and longer.value < shorter.value and longer.period.end != shorter.period.end:
                asked = (
                    "It counts from the same day as the other, for longer, and holds fewer; is one of them mistyped?"
                )
                yield Question("running", longer, (shorter,), asked)
