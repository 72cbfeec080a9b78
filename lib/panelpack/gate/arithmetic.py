"""The gate's own arithmetic: each number that a page derives, worked out again from published figures alone.

Pages derive their numbers in `comparisons` and `reconciliation`; nothing of either is called here. So a fault there is
found here, and one here makes a sound pack fail instead of letting an unsound one pass.
"""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import fsum

import pandas as pd

from panelpack.catalogue import breakdowns
from panelpack.catalogue.periods import previous
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published

OfNeighbours = Callable[[Figure, list[Figure], str, int], list[Figure]]
"""Makes numbers of a figure, its neighbours' figures, the name of the number, and how many neighbours there are."""

_POUNDS = {"gbp": 1.0, "gbp_thousands": 1e3, "gbp_millions": 1e6}


class Arithmetic:
    """What each way of deriving a number gives for a figure."""

    def __init__(self, published: Published, models: Mapping[str, list[str]]) -> None:
        self._published = published
        self._models = models

    def expected(self, way: str, model: str, figure: Figure) -> list[Figure] | None:
        """What a derived number may be; None for a way that is not worked out from published figures alone.

        Args:
            model: the neighbour model that the way's name goes on with.
        """
        if way in _OF_NEIGHBOURS:
            if model not in self._models:
                return []
            near = self._near(figure, self._models[model])
            return _OF_NEIGHBOURS[way](figure, near, f"{way}_{model}", len(self._models[model]))
        return _OF_FIGURE[way](self, figure) if way in _OF_FIGURE else None

    def before(self, figure: Figure) -> Figure | None:
        """The figure of the period before, from the same kind of source, unless the series changed between."""
        if figure.period.end is None:
            if not breakdowns.has(figure.breakdown, breakdowns.CURRENT):
                return None
            other = breakdowns.other_window(figure.breakdown)
            return self._published.find(figure.measure.id, figure.area, figure.period, other, figure.source)
        when, register = previous(figure.period), self._published.context.register
        given = self._published.all_of(figure.measure.id, figure.area, when, figure.breakdown)
        found = next((item for item in given if register.kind(item.source) == register.kind(figure.source)), None)
        return None if found is None or _series_changed(found, figure) else found

    def both(self, figure: Figure) -> tuple[float, float] | None:
        """A figure and the one before, at the precision shown, where a page may compare them."""
        before = self.before(figure)
        if before is None or figure.value is None or before.value is None or figure.gives_way or before.gives_way:
            return None
        return figure.number, before.number

    def change(self, figure: Figure) -> list[Figure]:
        """Now less before, in points for a percentage."""
        pair = self.both(figure)
        unit = "points" if figure.unit == "percent" else figure.unit
        return [figure.derived("change", pair[0] - pair[1], (), unit=unit, signed=True)] if pair else []

    def change_pct(self, figure: Figure) -> list[Figure]:
        """Now less before, in per cent of before."""
        pair, before = self.both(figure), self.before(figure)
        if pair is None or before is None or not before.value or figure.unit == "percent":
            return []
        if figure.unit == "count" and before.value < self._published.policy.small_base:
            return []
        pct = 100 * (pair[0] - pair[1]) / before.value
        return [figure.derived("change_pct", pct, (), unit="percent", decimals=1, signed=True)]

    def running(self, figure: Figure) -> list[Figure]:
        """For how many periods in a row the figure has moved as it did last."""
        signs: list[int] = []
        step: Figure | None = figure
        while step is not None and (pair := self.both(step)) is not None:
            signs.append((pair[0] > pair[1]) - (pair[0] < pair[1]))
            step = self.before(step)
        same = [sign == signs[0] for sign in signs]
        run = same.index(False) if False in same else len(same)
        return [_count(figure, "running", run)] if run else []

    def rank(self, figure: Figure) -> list[Figure]:
        """The place among the figure and its neighbours, by each model; ties share the better place."""
        return [_count(figure, "rank", place) for place, _ in self._ranks(figure)]

    def ranked(self, figure: Figure) -> list[Figure]:
        """How many were ranked."""
        return [_count(figure, "ranked", of) for _, of in self._ranks(figure)]

    def _ranks(self, figure: Figure) -> list[tuple[int, int]]:
        if figure.value is None:
            return []
        found = []
        for codes in self._models.values():
            values = pd.Series([figure.number, *(item.number for item in self._near(figure, codes))])
            places = values.rank(method="min", ascending=figure.measure.higher_is == "worse")
            found.append((int(places.iloc[0]), len(values)))
        return found

    def _near(self, figure: Figure, codes: list[str]) -> list[Figure]:
        place = (figure.period, figure.breakdown, figure.source)
        given = [self._published.find(figure.measure.id, code, *place) for code in codes]
        return [item for item in given if item is not None and item.value is not None]

    def numerator(self, figure: Figure) -> list[Figure]:
        """The part of a share."""
        return [_count(figure, "numerator", figure.numerator)] if figure.numerator is not None else []

    def denominator(self, figure: Figure) -> list[Figure]:
        """The base of a share."""
        return [_count(figure, "denominator", figure.denominator)] if figure.denominator is not None else []

    def difference(self, figure: Figure) -> list[Figure]:
        """The figure less what another source, or another place of the same document, says of the same."""
        others = self._published.all_of(figure.measure.id, figure.area, figure.period, figure.breakdown)
        stated = self._published.stated(figure.measure.id)
        others += [item for item in stated if (item.area, item.source) == (figure.area, figure.source)]
        return [
            figure.derived(
                "difference",
                figure.number - item.number,
                (),
                decimals=max(figure.decimals, item.decimals),
                signed=True,
            )
            for item in others
            if figure.value is not None and item.value is not None
        ]

    def sum(self, total: Figure) -> list[Figure]:
        """The sums of the parts beside a total: by each breakdown, of its own measure or of one that adds to it."""
        catalogue = self._published.context.catalogue.measures.values()
        parts: dict[tuple[str, str], list[float]] = {}
        for name in (item.id for item in catalogue if total.measure.id in (item.id, item.whole)):
            for item in self._published.stated(name):
                same = (item.area, item.period, item.source) == (total.area, total.period, total.source)
                if same and item.breakdown and item.value is not None:
                    key = (name, breakdowns.name_of(item.breakdown))
                    parts.setdefault(key, []).append(item.value)
        return [total.derived("sum", fsum(values), ()) for values in parts.values()]

    def calculated(self, figure: Figure) -> float | None:
        """The value of a calculated percentage or ratio, from its numbers; None for any other figure."""
        if not figure.measure.calculated or figure.numerator is None or not figure.denominator:
            return None
        return (100.0 if figure.measure.is_share else 1.0) * figure.numerator / figure.denominator

    def recomputed(self, rule: str, stated: Figure, against: tuple[Figure, ...], came: int) -> list[float]:
        """What a rule of reconciliation may give for a stated figure from the figures that it was held against.

        Args:
            came: of a stock, how many of them are what came; the rest is what went.
        """
        if rule in ("share", "ratio"):
            return _shares(stated, against)
        values = [item.value for item in against if item.value is not None]
        if len(values) < len(against):
            return []
        if rule == "change" and len(values) == 2:
            gap = values[0] - values[1]
            in_per_cent = stated.unit == "percent_change"
            return [gap, *([100 * gap / values[1]] if in_per_cent and values[1] else [])]
        if rule == "rate" and stated.period.end is not None:
            populations = self._published.context.areas.populations
            children = populations.get((stated.area, stated.period.end.year - 1))
            return [10_000 * values[0] / children] if children else []
        if rule == "stated again" and len(values) == 1:
            scale = _POUNDS.get(against[0].unit, 1.0) / _POUNDS.get(stated.unit, 1.0)
            return [values[0] * scale]
        return _of_values(rule, values, came)


def _shares(stated: Figure, against: tuple[Figure, ...]) -> list[float]:
    """A part divided by its base, in per cent or plain: of what it was held against, or of its own numbers."""
    values = [item.value for item in against]
    parts = [value for value in values[:-1] if value is not None]
    first, last = (values[0], values[-1]) if values else (None, None)
    pairs = [
        (fsum(parts) if parts and len(parts) == len(values) - 1 else None, last),
        (first if stated.numerator is None else stated.numerator, stated.denominator or last),
    ]
    # Multiplied first: 100 * (23 / 160) falls short of 14.375, and would be rounded down
    return [scale * part / base for part, base in pairs if part is not None and base for scale in (1, 100)]


def _of_values(rule: str, values: list[float], came: int) -> list[float]:
    """Rules that are sums, differences and quotients of plain values."""
    if rule == "difference":
        return [values[0] - fsum(values[1:])]
    if rule == "mean":
        return [values[0] / values[1]]
    if rule == "growth":
        added, now = fsum(values[:-1]), values[-1]
        return [100 * added / (now - added)] if now != added else []
    if rule == "stock and flow":
        return [values[0] + fsum(values[1 : 1 + came]) - fsum(values[1 + came :])]
    return [fsum(values)]


def _series_changed(before: Figure, now: Figure) -> bool:
    """Whether the series is made otherwise since a day after the one figure and up to the other."""
    first, last = before.period.end, now.period.end
    return (
        any(first < item.from_date <= last for item in now.measure.breaks_of(now.source)) if first and last else False
    )


def _count(figure: Figure, way: str, value: float) -> Figure:
    return figure.derived(way, value, (), unit="count", decimals=0 if value == int(value) else 1)


def _middle(of: Callable[[list[Decimal]], Decimal]) -> OfNeighbours:
    def made(figure: Figure, near: list[Figure], name: str, _: int) -> list[Figure]:
        if not near:
            return []
        decimals = figure.decimals if figure.unit.startswith("gbp") else max(figure.decimals, 1)
        return [figure.derived(name, float(of([Decimal(repr(item.exact)) for item in near])), (), decimals=decimals)]

    return made


def _ahead(figure: Figure, near: list[Figure], name: str, _: int) -> list[Figure]:
    mine, way = figure.shown, figure.measure.higher_is
    if mine is None:
        return []
    above, below = (sum(item.number > mine for item in near), sum(item.number < mine for item in near))
    return [_count(figure, name, {"better": above, "worse": below, "neither": 0}[way])]


def _away(middle: str) -> OfNeighbours:
    """How many of a share's base lie between it and the neighbours' mean or median."""

    def made(figure: Figure, near: list[Figure], name: str, of: int) -> list[Figure]:
        base, found = figure.denominator, _OF_NEIGHBOURS[middle](figure, near, name, of)
        if figure.value is None or not base or not found or not figure.measure.is_share:
            return []
        part = Decimal(repr(figure.numerator)) if figure.numerator is not None else _share_of(figure.number, base)
        gap = (part - _share_of(found[0].exact, base)).copy_abs()
        return [_count(figure, name, float(gap.quantize(Decimal(1), ROUND_HALF_UP)))]

    return made


def _share_of(percent: float, base: float) -> Decimal:
    return Decimal(repr(percent)) * Decimal(repr(base)) / 100


_OF_NEIGHBOURS: Mapping[str, OfNeighbours] = {
    "mean": _middle(lambda values: sum(values, Decimal()) / len(values)),
    "median": _middle(lambda values: (sorted(values)[(len(values) - 1) // 2] + sorted(values)[len(values) // 2]) / 2),
    "known": lambda figure, near, name, _: [_count(figure, name, len(near))],
    "neighbours": lambda figure, _, name, of: [_count(figure, name, of)],
    "ahead": _ahead,
    "atmean": _away("mean"),
    "atmedian": _away("median"),
}
"""What is made of a figure and its neighbours, by the name of the way."""

_OF_FIGURE: Mapping[str, Callable[[Arithmetic, Figure], list[Figure]]] = {
    "change": Arithmetic.change,
    "change_pct": Arithmetic.change_pct,
    "running": Arithmetic.running,
    "rank": Arithmetic.rank,
    "ranked": Arithmetic.ranked,
    "numerator": Arithmetic.numerator,
    "denominator": Arithmetic.denominator,
    "difference": Arithmetic.difference,
    "sum": Arithmetic.sum,
}
"""What is made of a figure and others of its measure, by the name of the way."""
