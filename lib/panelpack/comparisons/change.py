"""Comparisons of published figures: change, comparators, rank, direction of travel, RAG, and could it be chance.

Everything is made from `Published`, so nothing derived says more than what is already safe. A comparison between areas
uses one source for both sides, and no comparison reaches across a missing year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, median

from panelpack.catalogue.periods import previous
from panelpack.comparisons.chance import Chance, chance
from panelpack.disclosure.published import Figure, Published, require
from panelpack.project.parameters import Target

CURRENT, PREVIOUS = "window=current", "window=previous"
"""Breakdowns of two windows of equal length that follow one another, where their source gives no dates."""


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


def change(published: Published, now: Figure) -> Change:
    """How a figure differs from the period just before it, in the same kind of source.

    A missing or hidden figure on either side gives no difference; a gap of a year gives none either, nor does a
    break in the series (`pct_reason` "series changed").
    """
    require(published, "comparisons.change")
    before = _a_period_earlier(published, now)
    if before is None or now.value is None or before.value is None or now.gives_way or before.gives_way:
        return Change(now, before, None, None, "", "not known", Chance(None))
    if now.measure.breaks_between(before.period, now.period):
        return Change(now, before, None, None, "series changed", "not known", Chance(None))
    unit = "points" if now.unit == "percent" else now.unit
    gap = (now.shown or 0) - (before.shown or 0)
    difference = published.derive("change", now, gap, unit=unit, signed=True)
    pct, reason = _pct_change(published, now, before, gap)
    return Change(now, before, difference, pct, reason, _towards(now, gap), chance(now, before))


def _a_period_earlier(published: Published, now: Figure) -> Figure | None:
    """The same figure of the period just before, from the same kind of source; of undated windows the other one."""
    if now.period.end is None:
        if CURRENT not in now.breakdown:
            return None
        other = now.breakdown.replace(CURRENT, PREVIOUS)
        return published.find(now.measure.id, now.area, now.period, other, now.source)
    kind = published.context.register[now.source].kind
    series = published.series(now.measure.id, now.area, now.breakdown, kind)
    return next((figure for figure in series if figure.period == previous(now.period)), None)


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


def same_place(published: Published, now: Figure, area: str) -> Figure | None:
    """The figure of another area for the same measure, period, breakdown and source."""
    return published.find(now.measure.id, area, now.period, now.breakdown, now.source)


def neighbours(published: Published, now: Figure, codes: Sequence[str], model: str) -> Neighbours:
    """Mean and median of the statistical neighbours that have a value, from the source of the council's own figure."""
    require(published, "comparisons.neighbours")
    found = [figure for code in codes if (figure := same_place(published, now, code)) and figure.value is not None]
    values = [figure.value for figure in found if figure.value is not None]
    # Pounds and pence of a mean say more than is known
    decimals = now.decimals if now.unit.startswith("gbp") else max(now.decimals, 1)
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


def quarter(published: Published, now: Figure) -> str:
    """In which part of England's councils a figure lies, in words; empty where their quartiles are not shipped.

    "best quarter", "middle half" or "worst quarter"; highest and lowest where no direction is better. A figure that
    is the quartile itself lies in the middle half.
    """
    of_england = national(published, now)
    if now.shown is None or of_england.lower is None or of_england.upper is None:
        return ""
    if (of_england.lower.shown or 0) <= now.shown <= (of_england.upper.shown or 0):
        return "middle half"
    high = now.shown > (of_england.upper.shown or 0)
    names = {"better": ("worst", "best"), "worse": ("best", "worst"), "neither": ("lowest", "highest")}
    return f"{names[now.measure.higher_is][high]} quarter"


def ahead(now: Figure, near: Neighbours) -> int:
    """How many of the neighbours known are better than a figure; none where no direction is better."""
    if now.shown is None or now.measure.higher_is == "neither":
        return 0
    values = [figure.shown for figure in near.figures if figure.shown is not None]
    return sum(value < now.shown if now.measure.higher_is == "worse" else value > now.shown for value in values)


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
