"""Where two sources give a figure that a reader could take for the same: what a report shows of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.numbers import half_away
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import DIFFERENCE
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.reads import OFFICIAL, STATED, note_read, unnoted
from panelpack.reconciliation.all_findings import differences_among, findings
from panelpack.reconciliation.findings import UNEXPLAINED
from panelpack.reconciliation.looked_at import Looked
from panelpack.reconciliation.said_twice import statements_of_one_thing, why_alike

AGREE, AGREE_ROUNDED = "they agree", "they agree once rounded"
"""Reasons why two figures are no difference."""


@dataclass(frozen=True)
class Difference:
    """Two figures that a reader could take for one: the one shown, the other, and why they may differ.

    `looked` is the same difference as the reconciliation page tells it; None where no rule found one.
    """

    shown: Figure
    other: Figure
    gap: Figure | None
    reason: str
    looked: Looked | None = None


def between_sources(view: CouncilYear, of: Iterable[str] | None = None) -> list[Difference]:
    """What two sources say about the council in the year: the same measure twice, or two that sound alike.

    Args:
        of: keep to differences of these measures; all when not given.
    """
    kept = None if of is None else set(of)
    wanted = [
        item
        for measure in view.published.context.catalogue.measures.values()
        if kept is None or {measure.id, measure.alike} & kept
        for item in _between_sources(view, measure)
        if kept is None or {item.shown.measure.id, item.other.measure.id} & kept
    ]
    # Reconciliation looks at all figures, but what it says of two hangs on those of their measures
    with unnoted():
        told = _told(view) if wanted else {}
    for figure in (figure for item in wanted for figure in (item.shown, item.other)):
        note_read(figure.measure.id, STATED)
        note_read(figure.measure.id, OFFICIAL)
    return [replace(item, looked=told.get(frozenset({item.shown.id, item.other.id}))) for item in wanted]


def _told(view: CouncilYear) -> dict[frozenset[str], Looked]:
    """The differences between two figures that reconciliation tells, by the ids of the two."""
    apart = differences_among(view, findings(view))
    return {
        frozenset({item.finding.stated.id, item.finding.against[0].id}): item
        for item in apart
        if item.finding.recomputed is None and len(item.finding.against) == 1
    }


def _between_sources(view: CouncilYear, measure: Measure) -> list[Difference]:
    """What two sources say of a measure, and of it and the one that sounds like it."""
    found = _stated_twice(view, measure)
    own = view.own(measure.id) or _stated_once(view, measure)
    if own is None or own.area != view.council.area:
        return found
    given = view.published.all_of(measure.id, own.area, own.period, own.breakdown)
    found += [_difference(given[0], other) for other in given[1:]]
    alike = view.own(measure.alike) if measure.alike else None
    if given and alike is not None:
        reason = why_alike(view.published, given[0]) or UNEXPLAINED
        found.append(Difference(alike, given[0], None, reason))
    return found


def _stated_once(view: CouncilYear, measure: Measure) -> Figure | None:
    """The one figure that a document states of a measure that sounds like another, dated or not."""
    stated = view.documents.visible(measure.id) if measure.alike else []
    return stated[0] if len(stated) == 1 else None


def _stated_twice(view: CouncilYear, measure: Measure) -> list[Difference]:
    """One source that gives a measure twice, told apart by `statement=` in the breakdown."""
    of_year = (figure for figure in view.published.stated(measure.id) if view.documents.is_of_year(figure))
    groups = statements_of_one_thing(of_year)
    return [_difference(stated[0], other) for stated in groups for other in stated[1:]]


def _difference(shown: Figure, other: Figure) -> Difference:
    if shown.value is None or other.value is None:
        return Difference(shown, other, None, "one of them is not shown")
    decimals = max(shown.decimals, other.decimals)
    gap_of = other.number - shown.number
    gap = DIFFERENCE.of(other, gap_of, (shown, other), decimals=decimals, signed=True)
    if gap.shown == 0:
        return Difference(shown, other, gap, AGREE)
    coarse = min(shown.decimals, other.decimals)
    rounded = half_away(shown.number, coarse) == half_away(other.number, coarse)
    return Difference(shown, other, gap, AGREE_ROUNDED if rounded else UNEXPLAINED)
