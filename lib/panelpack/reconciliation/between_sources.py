"""Where two sources give a figure that a reader could take for the same: what a report shows of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.numbers import half_away
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure


@dataclass(frozen=True)
class Difference:
    """Two figures that a reader could take for one: the one shown, the other, and why they may differ."""

    shown: Figure
    other: Figure
    gap: Figure | None
    reason: str


def between_sources(scope: Scope, of: Iterable[str] | None = None) -> list[Difference]:
    """What two sources say about the council in the year: the same measure twice, or two that sound alike.

    Args:
        of: keep to differences of these measures; all when not given.
    """
    found = _all_between_sources(scope)
    kept = None if of is None else set(of)
    return [item for item in found if kept is None or {item.shown.measure.id, item.other.measure.id} & kept]


def _all_between_sources(scope: Scope) -> list[Difference]:
    catalogue = scope.published.context.catalogue
    found: list[Difference] = []
    for measure in catalogue.measures.values():
        found += _stated_twice(scope, measure)
        own = scope.own(measure.id) or _stated_once(scope, measure)
        if own is None or own.area != scope.council.area:
            continue
        given = scope.published.all_of(measure.id, own.area, own.period, own.breakdown)
        found += [_difference(scope, given[0], other) for other in given[1:]]
        alike = scope.own(measure.alike) if measure.alike else None
        if given and alike is not None:
            found.append(Difference(alike, given[0], None, measure.alike_reason))
    return found


def _stated_once(scope: Scope, measure: Measure) -> Figure | None:
    """The one figure that a document states of a measure that sounds like another, dated or not."""
    stated = scope.visible(measure.id) if measure.alike else []
    return stated[0] if len(stated) == 1 else None


def _stated_twice(scope: Scope, measure: Measure) -> list[Difference]:
    """One document that gives a measure twice, told apart by `statement=` in the breakdown."""
    stated = [
        figure
        for figure in scope.published.of_measure(measure.id, "document")
        if figure.breakdown.startswith("statement=") and scope.is_of_year(figure)
    ]
    return [
        replace(_difference(scope, stated[0], other), reason="the same report states it twice") for other in stated[1:]
    ]


def _difference(scope: Scope, shown: Figure, other: Figure) -> Difference:
    if shown.value is None or other.value is None:
        return Difference(shown, other, None, "one of them is not shown")
    decimals = max(shown.decimals, other.decimals)
    gap_of = (other.shown or 0) - (shown.shown or 0)
    gap = scope.published.derive("difference", other, gap_of, decimals=decimals, signed=True)
    if gap.shown == 0:
        return Difference(shown, other, gap, "they agree")
    coarse = min(shown.decimals, other.decimals)
    rounded = half_away(shown.shown or 0, coarse) == half_away(other.shown or 0, coarse)
    return Difference(shown, other, gap, "they agree once rounded" if rounded else "the sources give no reason")
