"""Rules that say what a figure cannot be: less than a time within its own, more than its whole, less than its parts."""

from collections.abc import Iterable, Iterator
from datetime import date
from math import fsum

from panelpack.catalogue import breakdowns
from panelpack.catalogue.identities import Identity, PartsOf, ShareOf, WindowsOf
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import Period
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.reconciliation.findings import DISAGREES, UNEXPLAINED, Finding, judged, slack_of
from panelpack.reconciliation.from_parts import figures_of, same_source

_AT_LEAST, _AT_MOST = {"more than", "at least", "over"}, {"up to", "under", "within", "less than"}
_NEARLY = {"about", "nearly", "around"}
_NOT_YET = {"planned", "target", "committed"}


def longer_holds_less(published: Published, identities: Iterable[Identity]) -> Iterator[Finding]:
    """A time that holds fewer than a shorter one within it, in one source: of one measure, or of a finer one."""
    measures = published.context.catalogue.measures.values()
    pairs = [(item.id, item.id) for item in measures if item.basis == "window" and _counts_what_happens(item)]
    pairs += [(item.measure, item.finer) for item in identities if isinstance(item, WindowsOf)]
    for longer, shorter in dict.fromkeys(pairs):
        inside = figures_of(published, shorter)
        for figure in figures_of(published, longer):
            within = [item for item in inside if _lies_within(item, figure) and _is_less(figure, item)]
            if within:
                most = max(within, key=lambda item: item.exact)
                words = "A longer time that holds less than a shorter one within it."
                yield Finding("windows", figure, DISAGREES, None, (most,), words, UNEXPLAINED)


def _counts_what_happens(measure: Measure) -> bool:
    """Whether a longer time can only hold more: counts of what happens, and money."""
    return not measure.calculated and (measure.is_flow or measure.unit.startswith("gbp"))


def _lies_within(inner: Figure, outer: Figure) -> bool:
    """Whether a figure is of the same thing in a shorter time; a count on one day is a stock, of no time at all."""
    if (inner.area, inner.breakdown, inner.source) != (outer.area, outer.breakdown, outer.source):
        return False
    within, around = _days(inner.period), _days(outer.period)
    if within is None or around is None or within == around or within[0] == within[1]:
        return False
    return around[0] <= within[0] and within[1] <= around[1]


def _days(period: Period) -> tuple[date, date] | None:
    return None if period.start is None or period.end is None else (period.start, period.end)


def _is_less(one: Figure, other: Figure) -> bool:
    """Whether one figure is less than another, with room for rounding and for the words that stand beside them."""
    said, beside = ({word.lower() for word in item.qualifiers} for item in (one, other))
    if said & (_AT_LEAST | _NEARLY | _NOT_YET) or beside & (_AT_MOST | _NEARLY | _NOT_YET):
        return False
    return one.exact < other.exact - slack_of([one, other])


def parts_beyond_whole(published: Published, identities: Iterable[Identity]) -> Iterator[Finding]:
    """Known parts that are more than their whole already, where not every part is there to be added."""
    for identity in identities:
        if isinstance(identity, PartsOf):
            yield from _beyond(published, identity)


def _beyond(published: Published, identity: PartsOf) -> Iterator[Finding]:
    inside: dict[tuple[object, ...], list[Figure]] = {}
    for figure in published.of_measure(identity.measure):
        if breakdowns.names_of(figure.breakdown) == [identity.by]:
            inside.setdefault((figure.area, figure.period, figure.source), []).append(figure)
    for parts in inside.values():
        known = [part for part in parts if part.value is not None]
        total = same_source(published, parts[0], identity.whole, "")
        if total is None or total.value is None or not known or (len(known) == len(parts) > 1):
            continue
        summed, slack = fsum(part.exact for part in known), slack_of([*known, total])
        if summed > total.exact + slack:
            words = "The parts that are known make more than the whole."
            yield judged("parts beyond whole", total, summed, tuple(known), words, slack)


def part_beyond_base(published: Published, identities: Iterable[Identity]) -> Iterator[Finding]:
    """A count that a percentage is made of, and that is more than the base of which it is a part."""
    found = {
        (item.numerator, item.denominator): None
        for item in identities
        if isinstance(item, ShareOf) and item.of_whole and item.numerator
    }
    for numerator, denominator in found:
        for part in published.stated(numerator):
            base = same_source(published, part, denominator)
            if part.value is not None and base is not None and base.value is not None and _is_less(base, part):
                words = "A part that is larger than its whole."
                yield Finding("part and whole", part, DISAGREES, None, (base,), words, UNEXPLAINED)


def out_of_bounds(published: Published, identities: tuple[Identity, ...]) -> Iterator[Finding]:
    """Everything that a figure cannot be."""
    yield from longer_holds_less(published, identities)
    yield from parts_beyond_whole(published, identities)
    yield from part_beyond_base(published, identities)
