"""Comparisons of published figures: change, comparators, rank, direction of travel, RAG, and could it be chance.

Everything is made from `Published`, so nothing derived says more than what is already safe. A comparison between areas
uses one source for both sides, and no comparison reaches across a missing year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, sqrt
from statistics import mean, median

from scipy import stats

from panelpack.periods import previous
from panelpack.published import Figure, Published, require
from panelpack.settings import Target

CHANCE_LEVEL = 0.01
"""A change with a smaller probability under chance alone is called unlikely to be chance."""


@dataclass(frozen=True)
class Chance:
    """Whether a change could be chance. `p` is None when it was not tested."""

    p: float | None

    @property
    def words(self) -> str:
        """What the page says."""
        if self.p is None:
            return "not tested"
        return "unlikely to be chance" if self.p < CHANCE_LEVEL else "could be chance"


@dataclass(frozen=True)
class Change:
    """How a figure differs from the same one a period earlier.

    `difference` is in the measure's unit, in percentage points for a percentage. `pct` is None for percentages, from
    nought (`pct_reason` "n/a") and from a small base. `towards` is better, worse, neither or unchanged.
    """

    now: Figure
    before: Figure | None
    difference: Figure | None
    pct: Figure | None
    pct_reason: str
    towards: str
    chance: Chance


@dataclass(frozen=True)
class Neighbours:
    """Statistical neighbours' figures of one model: mean and median of those `used` out of `of`."""

    model: str
    mean: Figure | None
    median: Figure | None
    figures: tuple[Figure, ...]
    known: Figure
    total: Figure
    of: int

    @property
    def used(self) -> int:
        """How many neighbours had a value; `known` is the same as a figure to show, `total` that of all."""
        return len(self.figures)


@dataclass(frozen=True)
class Rank:
    """A place among areas, 1 the best, or the highest where no direction is better. Ties share the better place."""

    place: int
    of: int
    best_first: bool
    joint: bool = False


@dataclass(frozen=True)
class National:
    """England's councils: quartiles of their values, how many had one, and the council's rank where it is known."""

    lower: Figure | None
    median: Figure | None
    upper: Figure | None
    councils: Figure | None
    rank: Figure | None


@dataclass(frozen=True)
class Rag:
    """Red, amber or green against a dated target, or `no target set`."""

    level: str
    target: Target | None


def chance_of_counts(now: float, before: float) -> float:
    """Two-sided probability that two counts differ this much if each event fell in either period alike.

    The conditional binomial test: given the sum of both, each event is as likely in the one as in the other.

    >>> round(chance_of_counts(227, 292), 3)
    0.005
    >>> round(chance_of_counts(26, 21), 2)
    0.56
    """
    total = round(now) + round(before)
    return float(stats.binomtest(round(now), total, 0.5).pvalue) if total else 1.0


def chance_of_shares(part_now: float, base_now: float, part_before: float, base_before: float) -> float:
    """Two-sided probability that two shares differ this much if both came from one proportion.

    The two-proportion test with pooled variance; Fisher's exact test where a cell is expected to hold fewer than five.
    """
    base_now, base_before = round(base_now), round(base_before)
    part_now, part_before = min(round(part_now), base_now), min(round(part_before), base_before)
    pooled = (part_now + part_before) / (base_now + base_before)
    if min(pooled, 1 - pooled) * min(base_now, base_before) < 5:
        table = [[part_now, base_now - part_now], [part_before, base_before - part_before]]
        return float(stats.fisher_exact(table).pvalue)
    spread = sqrt(pooled * (1 - pooled) * (1 / base_now + 1 / base_before))
    return float(2 * stats.norm.sf(abs(part_now / base_now - part_before / base_before) / spread))


def change(published: Published, now: Figure) -> Change:
    """How a figure differs from the period just before it, in the same kind of source.

    A missing or hidden figure on either side gives no difference; a gap of a year gives none either, nor does a
    break in the series (`pct_reason` "series changed").
    """
    require(published, "comparisons.change")
    kind = published.context.register[now.source].kind
    before = next(
        (
            figure
            for figure in (published.series(now.measure.id, now.area, now.breakdown, kind) if now.period.end else [])
            if figure.period == previous(now.period)
        ),
        None,
    )
    if before is None or now.value is None or before.value is None or now.gives_way or before.gives_way:
        return Change(now, before, None, None, "", "not known", Chance(None))
    if now.measure.breaks_between(before.period, now.period):
        return Change(now, before, None, None, "series changed", "not known", Chance(None))
    unit = "points" if now.unit == "percent" else now.unit
    gap = (now.shown or 0) - (before.shown or 0)
    difference = published.derive("change", now, gap, unit=unit, signed=True)
    pct, reason = _pct_change(published, now, before, gap)
    return Change(now, before, difference, pct, reason, _towards(now, gap), _chance(now, before))


def _pct_change(published: Published, now: Figure, before: Figure, gap: float) -> tuple[Figure | None, str]:
    if now.unit == "percent" or before.value is None:
        return None, ""
    if before.value == 0:
        return None, "n/a"
    if now.unit == "count" and before.value < published.policy.small_base:
        return None, "small numbers"
    pct = published.derive("change_pct", now, 100 * gap / before.value, unit="percent", decimals=1, signed=True)
    return pct, ""


def _towards(now: Figure, gap: float) -> str:
    if gap == 0:
        return "unchanged"
    if now.measure.higher_is == "neither":
        return "neither"
    return now.measure.higher_is if gap > 0 else {"better": "worse", "worse": "better"}[now.measure.higher_is]


def _chance(now: Figure, before: Figure) -> Chance:
    if now.value is None or before.value is None:
        return Chance(None)
    if now.measure.is_flow and not now.breakdown.startswith("statistic="):
        return Chance(chance_of_counts(now.value, before.value))
    if now.measure.is_share and now.denominator and before.denominator:
        found = [
            chance_of_shares(part, now.denominator, part_before, before.denominator)
            for part in _parts(now)
            for part_before in _parts(before)
        ]
        # A rounded percentage leaves its part open: where that decides, nothing is said
        agree = len({p < CHANCE_LEVEL for p in found}) == 1
        return Chance(max(found) if agree else None)
    return Chance(None)


def _parts(figure: Figure) -> tuple[int, ...]:
    """The part of a share: as it was given, or the least and the most that its rounded percentage allows."""
    if figure.numerator is not None:
        return (round(figure.numerator),)
    base, half = figure.denominator or 0.0, 0.5 * 10**-figure.decimals
    low, high = ((figure.value or 0.0) + step for step in (-half, half))
    least, most = max(0, ceil(base * low / 100)), min(round(base), floor(base * high / 100))
    return (least, most) if least <= most else (round(base * (figure.value or 0.0) / 100),)


def same_place(published: Published, now: Figure, area: str) -> Figure | None:
    """The figure of another area for the same measure, period, breakdown and source."""
    return published.find(now.measure.id, area, now.period, now.breakdown, now.source)


def neighbours(published: Published, now: Figure, codes: Sequence[str], model: str) -> Neighbours:
    """Mean and median of the statistical neighbours that have a value, from the source of the council's own figure."""
    require(published, "comparisons.neighbours")
    found = [figure for code in codes if (figure := same_place(published, now, code)) and figure.value is not None]
    values = [figure.value for figure in found if figure.value is not None]
    decimals = max(now.decimals, 1)
    middle = {"mean": mean, "median": median}
    made = {
        name: published.derive(f"{name}_{model}", now, float(of(values)), decimals=decimals) if values else None
        for name, of in middle.items()
    }
    known = published.derive(f"known_{model}", now, len(found), unit="count", decimals=0)
    total = published.derive(f"neighbours_{model}", now, len(codes), unit="count", decimals=0)
    return Neighbours(model, made["mean"], made["median"], tuple(found), known, total, len(codes))


def rank(published: Published, now: Figure, others: Iterable[Figure]) -> Rank | None:
    """The figure's place among itself and others; None when it is not known or not shown."""
    require(published, "comparisons.rank")
    if now.value is None:
        return None
    values = [figure.shown for figure in others if figure.shown is not None]
    mine = now.shown or 0.0
    low_first = now.measure.higher_is == "worse"
    ahead = sum(value < mine if low_first else value > mine for value in values)
    return Rank(ahead + 1, len(values) + 1, now.measure.higher_is != "neither", joint=mine in values)


def national(published: Published, now: Figure) -> National:
    """England's middle half of councils for the figure's measure and period, and the council's rank, where shipped."""
    require(published, "comparisons.national")
    country = next(code for code, area in published.context.areas.by_code.items() if area.name == "England")

    def statistic(name: str, area: str) -> Figure | None:
        return published.find(now.measure.id, area, now.period, f"statistic={name}")

    return National(
        statistic("lower_quartile", country),
        statistic("median", country),
        statistic("upper_quartile", country),
        statistic("councils", country),
        statistic("national_rank", now.area),
    )


def travel(published: Published, now: Figure) -> str:
    """The direction of travel over consecutive years, in words.

    "better than a year ago", "worse for 3 years running", "rising", "unchanged", "not shown" or "no figure a year ago".
    """
    require(published, "comparisons.travel")
    if now.value is None:
        return "not shown" if now.status == "c" else "no figure"
    steps: list[str] = []
    figure = now
    while (step := change(published, figure)).before is not None and step.difference is not None:
        rises = (step.difference.value or 0) > 0
        steps.append(step.towards if step.towards != "neither" else ("rising" if rises else "falling"))
        figure = step.before
    if not steps:
        last = change(published, now)
        if last.pct_reason == "series changed":
            return last.pct_reason
        before = last.before
        ago = f"a {now.measure.step} ago"
        return f"not shown {ago}" if before is not None and before.status == "c" else f"no figure {ago}"
    run = next((i for i, word in enumerate(steps) if word != steps[0]), len(steps))
    return _travel_words(steps[0], run, now.measure.step)


def _travel_words(word: str, run: int, step: str) -> str:
    if word in ("better", "worse"):
        return f"{word} than a {step} ago" if run == 1 else f"{word} for {run} {step}s running"
    return word if run == 1 or word == "unchanged" else f"{word} for {run} {step}s running"


def rag(published: Published, now: Figure, targets: Iterable[Target], council: str, as_at: date | None) -> Rag:
    """Red, amber or green against the target in force on a day, or `no target set`.

    Args:
        as_at: the day on which the target must be in force; the end of the figure's period when None.
    """
    require(published, "comparisons.rag")
    day = as_at or now.period.end
    in_force = [
        target
        for target in targets
        if (target.measure, target.council) == (now.measure.id, council)
        and day is not None
        and target.from_date <= day <= (target.until or date.max)
    ]
    if not in_force:
        return Rag("no target set", None)
    target = max(in_force, key=lambda item: item.from_date)
    if now.value is None:
        return Rag("not shown" if now.status == "c" else "no figure", target)
    # Binary fractions would turn 1.1 - 1.0 into a little more than 0.1
    short = round(_shortfall(now.shown or 0.0, target), 9)
    if short <= 0:
        return Rag("green", target)
    return Rag("amber" if short <= (target.amber_within or 0) else "red", target)


def _shortfall(value: float, target: Target) -> float:
    if target.at_least is not None:
        return target.at_least - value
    return value - (target.at_most or 0.0)
