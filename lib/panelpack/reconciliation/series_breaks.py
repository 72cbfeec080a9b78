"""Rules for series and periods: parts that add in some periods only, growth across a break, windows that differ."""

from collections.abc import Iterable, Iterator, Sequence

from panelpack.catalogue.breakdowns import CURRENT
from panelpack.catalogue.identities import ChangeOf, Identity, PartsOf
from panelpack.catalogue.periods import Period
from panelpack.catalogue.reporting_years import year_dates
from panelpack.catalogue.sources import Source
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.reconciliation.findings import AGREES, DIFFERS, DISAGREES, ROUNDED, UNEXPLAINED, Finding
from panelpack.reconciliation.from_parts import ends, figures_of, parts_add

_GROWTH = ("percent_change", "count_change", "ratio")
"""Units of what is meant to span years."""


def broken(published: Published, identities: Iterable[Identity]) -> Iterator[Finding]:
    """A series whose parts add to the total in some periods and not in several others: the series changed.

    One period out of step is a slip of print, which `parts_add` names; here it is the newest of those that do not add.
    """
    for identity in identities:
        if isinstance(identity, PartsOf):
            for _, apart, _ in _breaks(published, identity):
                words = "Its parts add to the total in some periods and not in others: the series changed between them."
                newest = max(apart, key=lambda item: item.stated.period.order)
                totals = tuple(item.stated for item in apart)
                yield Finding("broken series", newest.stated, DISAGREES, newest.recomputed, totals, words, UNEXPLAINED)


def _breaks(published: Published, identity: PartsOf) -> Iterator[tuple[str, list[Finding], list[Finding]]]:
    """Areas in whose series several periods do not add and one or more do: those that do not, and those that do."""
    found = list(parts_add(published, identity))
    for area, source in dict.fromkeys((item.stated.area, item.stated.source) for item in found):
        mine = [item for item in found if (item.stated.area, item.stated.source) == (area, source)]
        apart = [item for item in mine if item.verdict == DISAGREES]
        whole = [item for item in mine if item.verdict in (AGREES, ROUNDED)]
        if len(apart) > 1 and whole and _on_one_side(apart, whole):
            yield area, apart, whole


def _on_one_side(apart: Sequence[Finding], whole: Sequence[Finding]) -> bool:
    """Whether all periods that do not add lie before all that do, or after: only then can the series have changed."""
    in_order, of_whole = (sorted(item.stated.period for item in found) for found in (apart, whole))
    return in_order[-1] < of_whole[0] or of_whole[-1] < in_order[0]


def across_a_break(published: Published, identities: Iterable[Identity]) -> Iterator[Finding]:
    """Growth that is stated from a period whose parts do not add to one whose parts do."""
    identities = tuple(identities)
    for change in (item for item in identities if isinstance(item, ChangeOf)):
        for parts in (item for item in identities if isinstance(item, PartsOf) and item.measure == change.measure):
            periods = [item.stated.period for _, apart, _ in _breaks(published, parts) for item in apart]
            crossing = [
                figure
                for figure in figures_of(published, change.change)
                if _crosses(published, figure, change, periods)
            ]
            if crossing:
                words = "Growth across a change in the series, so it is not like for like, and no more are the others."
                first, *others = crossing
                yield Finding("across a break", first, DISAGREES, None, tuple(others), words, UNEXPLAINED)


def _crosses(published: Published, figure: Figure, change: ChangeOf, periods: Sequence[Period]) -> bool:
    """Whether a stated change starts in one of the periods whose parts do not add and ends in another."""
    now, before = ends(published, figure, change.measure)
    return bool(now and before and before.period in periods and now.period not in periods)


def undated_windows(published: Published) -> Iterator[Finding]:
    """Twelve months that roll, of which the source does not say which they are: one finding a topic."""
    topics: dict[tuple[str, str], list[Figure]] = {}
    for measure in published.context.catalogue.measures.values():
        for figure in figures_of(published, measure.id) if measure.rolling and not measure.calculated else []:
            if figure.period.end is None and figure.breakdown == CURRENT:
                topics.setdefault((measure.topic, figure.source), []).append(figure)
    for first, *others in topics.values():
        words = "The source does not say which twelve months these are of."
        yield Finding("period", first, DIFFERS, None, tuple(others), words, UNEXPLAINED)


def windows_apart(published: Published) -> Iterator[Finding]:
    """Parts of one measure that stand side by side, each of another time."""
    for measure in published.context.catalogue.measures.values():
        if measure.basis != "window" or measure.rolling:
            continue
        figures = [item for item in published.stated(measure.id) if item.value is not None]
        for source in dict.fromkeys(item.source for item in figures):
            mine = [item for item in figures if item.source == source and item.breakdown and item.period.end]
            parts = {item.breakdown for item in mine}
            periods = {item.period for item in mine}
            if len(mine) == len(parts) > 1 and len(periods) > 1:
                words = "Its parts stand side by side and are of different times."
                first, *others = mine
                yield Finding("period", first, DIFFERS, None, tuple(others), words, UNEXPLAINED)


def longer_than_a_year(published: Published) -> Iterator[Finding]:
    """Figures that span more than the twelve months that their document reports on: one finding a span."""
    spans: dict[tuple[str, object], list[Figure]] = {}
    for measure in published.context.catalogue.measures.values():
        for figure in published.stated(measure.id):
            # Growth is meant to span years
            if (
                figure.value is not None
                and figure.unit not in _GROWTH
                and _is_longer(figure, published.context.register[figure.source])
            ):
                spans.setdefault((figure.source, figure.period), []).append(figure)
    for first, *others in spans.values():
        words = "They span more than the twelve months that their document reports on."
        yield Finding("period", first, DIFFERS, None, tuple(others), words, UNEXPLAINED)


def _is_longer(figure: Figure, source: Source) -> bool:
    """Whether a window reaches from before the reporting year into it, and spans more days than it."""
    start, end = figure.period.start, figure.period.end
    if source.reporting_year is None or start is None or end is None or figure.period.basis != "window":
        return False
    first, last = year_dates(source.reporting_year)
    return start < first and first < end <= last and (end - start) > (last - first)


def in_series(published: Published, identities: tuple[Identity, ...]) -> Iterator[Finding]:
    """Everything about series and periods."""
    yield from broken(published, identities)
    yield from across_a_break(published, identities)
    yield from undated_windows(published)
    yield from windows_apart(published)
    yield from longer_than_a_year(published)
