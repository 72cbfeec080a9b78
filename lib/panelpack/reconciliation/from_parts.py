"""Rules that compute a stated figure again from its parts, one small function for each kind of identity."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from math import fsum

from panelpack.catalogue import breakdowns
from panelpack.catalogue.breakdowns import CURRENT, PREVIOUS
from panelpack.catalogue.identities import (
    ChangeOf,
    Identity,
    MeanOf,
    PartsOf,
    RateOf,
    RepeatedAs,
    ShareOf,
    SubtotalOf,
    SumOf,
    WindowsOf,
)
from panelpack.catalogue.periods import previous
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.reconciliation.findings import DISAGREES, Finding, judged, slack_of, unchecked, verdict


def figures_of(published: Published, measure: str) -> list[Figure]:
    """A measure's figures that have a value, England's quartiles aside."""
    found = published.of_measure(measure)
    return [figure for figure in found if figure.value is not None and not breakdowns.is_statistic(figure.breakdown)]


def same_source(published: Published, figure: Figure, measure: str, breakdown: str | None = None) -> Figure | None:
    """Another measure's figure of the same area, period and source."""
    part = figure.breakdown if breakdown is None else breakdown
    return published.find(measure, figure.area, figure.period, part, figure.source)


def parts_add(published: Published, identity: PartsOf) -> Iterator[Finding]:
    """A total and the parts that a breakdown gives of it: "31 + 18 + 13 + 2 + 3 beside 66"."""
    inside: dict[tuple[object, ...], list[Figure]] = {}
    for figure in published.of_measure(identity.measure):
        if breakdowns.names_of(figure.breakdown) == [identity.by]:
            inside.setdefault((figure.area, figure.period, figure.source), []).append(figure)
    for parts in inside.values():
        total = same_source(published, parts[0], identity.whole, "")
        if total is None or total.value is None or len(parts) < 2:
            continue
        if any(part.value is None for part in parts):
            yield unchecked("parts and total", total, "One of its parts is not shown.")
            continue
        summed = fsum(part.exact for part in parts)
        words = "The sum of its parts."
        # A total of rounded parts is rounded too: both can carry it
        slack = slack_of([*parts, total])
        yield judged("parts and total", total, summed, tuple(parts), words, slack)


def subtotals_add(published: Published, identity: SubtotalOf) -> Iterator[Finding]:
    """A part that is the sum of finer parts: Reception to Year 6 beside all of primary."""
    for figure in figures_of(published, identity.measure):
        if figure.breakdown == identity.whole:
            found = [same_source(published, figure, identity.measure, part) for part in identity.parts]
            yield _summed(figure, found, "parts and subtotal", "The sum of its finer parts.")


def measures_add(published: Published, identity: SumOf) -> Iterator[Finding]:
    """A measure that is the sum of others."""
    for figure in figures_of(published, identity.total):
        found = [same_source(published, figure, part) for part in identity.parts]
        yield _summed(figure, found, "sum", "The sum of the measures that make it up.")


def _summed(stated: Figure, found: list[Figure | None], rule: str, words: str) -> Finding:
    # A line of a table that is left empty is nought, but not all of them
    parts = [figure for figure in found if figure is not None]
    if not parts or any(part.value is None for part in parts):
        return unchecked(rule, stated, "Its parts are not there.")
    summed = fsum(part.exact for part in parts)
    return judged(rule, stated, summed, tuple(parts), words, slack_of(parts))


def shares(published: Published, identity: ShareOf) -> Iterator[Finding]:
    """A percentage or ratio and the counts that it is made of."""
    scale = 100.0 if published.context.catalogue[identity.share].is_share else 1.0
    for figure in figures_of(published, identity.share):
        if figure.measure.calculated:
            continue
        base = figure.denominator if figure.denominator else _value(published, figure, identity.denominator)
        part = figure.numerator if figure.numerator is not None else _value(published, figure, identity.numerator)
        if not base or part is None:
            missing = "base" if not base else "count of those it is about"
            yield unchecked("share", figure, f"The {missing} is not given.")
            continue
        names = (identity.numerator, identity.denominator)
        against = [found for name in names if name and (found := same_source(published, figure, name))]
        words = "Its part, divided by its base."
        yield judged("share", figure, scale * part / base, tuple(against), words)


def _value(published: Published, figure: Figure, measure: str) -> float | None:
    found = same_source(published, figure, measure) if measure else None
    return found.value if found else None


def rates(published: Published, identity: RateOf) -> Iterator[Finding]:
    """A rate per 10,000 children, the count behind it and the population that it is of, where that is shipped."""
    for figure in figures_of(published, identity.rate):
        place = (identity.count, figure.area, figure.period)
        count = published.find(*place, source=figure.source) or published.find(*place)
        if figure.unit != "rate_per_10000" or figure.breakdown or count is None or figure.period.end is None:
            continue
        children = published.context.areas.populations.get((figure.area, figure.period.end.year - 1))
        if children and count.value is not None:
            words = "Its count for every ten thousand children, by the population of the middle of the year."
            yield judged("rate", figure, 10_000 * count.value / children, (count,), words)


def changes_again(published: Published, identity: ChangeOf) -> Iterator[Finding]:
    """A stated change or growth, in number or in per cent, and the two figures that it lies between."""
    for figure in figures_of(published, identity.change):
        now, before = ends(published, figure, identity.measure)
        if now is None or before is None or now.value is None or before.value is None:
            yield unchecked("change", figure, "A figure at one end of it is not given.")
            continue
        if figure.unit != "percent_change" or before.value or _says_points(figure):
            yield changed(figure, now, before)


def changed(stated: Figure, now: Figure, before: Figure) -> Finding:
    """A stated change and the two figures that it lies between.

    A change stated in per cent is one in per cent, and not in points, even where the figures are percentages: from 40%
    to 50% it is 25%, or 10 points. Where the figure stated is that of the other reading, the words name it.
    """
    gap = now.exact - before.exact
    in_per_cent = stated.unit == "percent_change" and not _says_points(stated)
    of_percentages = now.unit == "percent" == before.unit
    pct = 100 * gap / before.exact if before.exact else None
    other: float | None
    if in_per_cent and pct is not None:
        found = judged("change", stated, pct, (now, before), "The change, in per cent.")
        other, name = gap, "the change in points, and not in per cent"
    else:
        unit = " in points" if of_percentages else ""
        found = judged("change", stated, gap, (now, before), f"The change{unit}.", slack_of([now, before]))
        other, name = pct, "the change in per cent, and not in points"
    is_other = other is not None and verdict(stated, other) != DISAGREES
    if found.verdict == DISAGREES and of_percentages and is_other:
        return replace(found, words=f"{found.words} The stated figure is {name}.")
    return found


def _says_points(stated: Figure) -> bool:
    """Whether the source's own words say that a change is in points."""
    return any("point" in word.lower() for word in stated.qualifiers)


def ends(published: Published, change: Figure, measure: str) -> tuple[Figure | None, Figure | None]:
    """The figures that a change lies between: of the ends of its window, of two windows, or of two years."""
    source, area = change.source, change.area
    if change.period.end is None:
        parts = [breakdowns.with_part(change.breakdown, part) for part in (CURRENT, PREVIOUS)]
        now, before = (published.find(measure, area, change.period, part, source) for part in parts)
        return now, before
    if change.period.basis != "window":
        return tuple(  # type: ignore[return-value]
            published.find(measure, area, period, change.breakdown, source)
            for period in (change.period, previous(change.period))
        )
    series = [
        item
        for item in figures_of(published, measure)
        if (item.area, item.breakdown, item.source) == (area, change.breakdown, source)
    ]
    now = next((item for item in series if item.period.end == change.period.end), None)
    before = next((item for item in series if item.period.start == change.period.start), None)
    return now, before


def means(published: Published, identity: MeanOf) -> Iterator[Finding]:
    """A mean, the total and the number that it is taken over."""
    for figure in figures_of(published, identity.mean):
        total, count = (same_source(published, figure, name) for name in (identity.total, identity.count))
        if total is None or count is None or total.value is None or not count.value:
            continue
        yield judged("mean", figure, total.value / count.value, (total, count), "The total, divided.")


def repeats(published: Published, identity: RepeatedAs) -> Iterator[Finding]:
    """One figure by two names, in two units of money if need be."""
    pounds = {"gbp": 1.0, "gbp_thousands": 1e3, "gbp_millions": 1e6}
    for figure in figures_of(published, identity.measure):
        other = same_source(published, figure, identity.other)
        if other is None or other.value is None:
            continue
        scale = pounds.get(other.unit, 1.0) / pounds.get(figure.unit, 1.0)
        words = "The same figure, where it is stated again."
        yield judged("stated again", figure, other.value * scale, (other,), words, slack_of([other]) * scale)


def windows_add(published: Published, identity: WindowsOf) -> Iterator[Finding]:
    """A year and the shorter windows that make it up, without gap or overlap."""
    for figure in figures_of(published, identity.measure):
        if figure.period.start is None or figure.period.end is None or identity.measure == identity.finer:
            continue
        parts = [
            item
            for item in figures_of(published, identity.finer)
            if (item.area, item.breakdown, item.source) == (figure.area, figure.breakdown, figure.source)
            and item.period.start
            and item.period.end
            and figure.period.start <= item.period.start
            and item.period.end <= figure.period.end
        ]
        parts.sort(key=lambda item: item.period.order)
        days = sum(
            (part.period.end - part.period.start).days + 1 for part in parts if part.period.end and part.period.start
        )
        if len(parts) > 1 and days == (figure.period.end - figure.period.start).days + 1:
            summed = fsum(part.exact for part in parts)
            yield judged("windows and year", figure, summed, tuple(parts), "The sum of its shorter periods.")


RULES: Mapping[type[Identity], Callable[..., Iterator[Finding]]] = {
    PartsOf: parts_add,
    SubtotalOf: subtotals_add,
    SumOf: measures_add,
    ShareOf: shares,
    RateOf: rates,
    ChangeOf: changes_again,
    MeanOf: means,
    RepeatedAs: repeats,
    WindowsOf: windows_add,
}
"""The rule of each kind of identity; the others say what bounds a figure, not what it is."""


def recomputed(published: Published, identities: Iterable[Identity]) -> Iterator[Finding]:
    """Every stated figure that an identity gives again."""
    for identity in identities:
        rule = RULES.get(type(identity))
        if rule is not None:
            yield from partial(rule, published)(identity)
