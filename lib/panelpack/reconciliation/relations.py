"""The rule of each relation between stated figures that `data/relations.yaml` declares."""

import re
from collections.abc import Callable, Iterator, Mapping
from math import fsum

from panelpack.catalogue.periods import YEARLY, previous
from panelpack.catalogue.relations import Relation, Term, term
from panelpack.catalogue.reporting_years import in_reporting_year, reporting_year
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.reconciliation.findings import DIFFERS, DISAGREES, UNEXPLAINED, Finding, judged, slack_of, unchecked
from panelpack.reconciliation.from_parts import changed, figures_of

_MET, _MISSED = r"\b(?:met|exceeded|achieved)\b", r"\b(?:not met|did not reach|missed|below)\b"


def _term(published: Published, words: str) -> Term:
    return term(words, published.context.catalogue, published.context.areas)


def found_for(published: Published, stated: Figure, words: str) -> Figure | None:
    """The figure of a term beside a stated one: of the same area, part, period and source.

    Where the term's periods are of another kind, that of the same reporting year; where the source gives the term for
    one period only, that one.
    """
    wanted = _term(published, words)
    measure = published.context.catalogue[wanted.measure]
    area, part = wanted.area or stated.area, wanted.breakdown or stated.breakdown
    periods = [stated.period]
    year = reporting_year(stated.period)
    if year and measure.basis in YEARLY:
        periods.append(in_reporting_year(year, measure.basis))
    for inside in dict.fromkeys((part, wanted.breakdown)):
        for period in periods:
            figure = published.find(measure.id, area, period, inside, stated.source)
            if figure is not None:
                return figure
    only = [
        item
        for item in figures_of(published, measure.id)
        if (item.area, item.source) == (area, stated.source)
        and item.breakdown in (part, wanted.breakdown)
        and _may_stand_in(item, stated)
    ]
    return only[0] if len(only) == 1 else None


def _may_stand_in(item: Figure, stated: Figure) -> bool:
    """Whether a figure of another period can be meant: one of them has no date, or its window holds the other's."""
    if item.period.end is None or stated.period.end is None:
        return True
    if item.period.start is None or stated.period.start is None or item.period.basis != "window":
        return False
    return item.period.start <= stated.period.start and stated.period.end <= item.period.end


def _stated(published: Published, relation: Relation) -> list[Figure]:
    """The figures of a relation's stated term, one a period and area, in every part where none is named."""
    wanted = _term(published, relation.stated)
    return [
        item
        for item in figures_of(published, wanted.measure)
        if (not wanted.breakdown and relation.rule in ("at_most", "claim")) or item.breakdown == wanted.breakdown
    ]


def _terms(
    published: Published,
    stated: Figure,
    words: tuple[str, ...],
    from_anywhere: bool = False,
    across: bool = False,
) -> list[Figure] | None:
    """The figures of several terms; None when one of them is not there.

    Args:
        from_anywhere: whether the preferred source fills in for what the stated figure's own does not give.
        across: whether the only stated figure of a term fills in, whatever its source and time.
    """
    found = [found_for(published, stated, one) for one in words]
    if across:
        found = [item or _only(published, stated, one) for item, one in zip(found, words, strict=True)]
    if from_anywhere:
        found = [item or _preferred(published, stated, one) for item, one in zip(found, words, strict=True)]
    known = [figure for figure in found if figure is not None and figure.value is not None]
    return known if len(known) == len(words) else None


def _preferred(published: Published, stated: Figure, words: str) -> Figure | None:
    wanted = _term(published, words)
    year, basis = reporting_year(stated.period), published.context.catalogue[wanted.measure].basis
    if year is None or basis not in YEARLY:
        return None
    return published.find(wanted.measure, wanted.area or stated.area, in_reporting_year(year, basis), wanted.breakdown)


def _only(published: Published, stated: Figure, words: str) -> Figure | None:
    """The one figure that documents state of a term for the area, whatever its source and time."""
    wanted = _term(published, words)
    area = wanted.area or stated.area
    known = [item for item in published.stated(wanted.measure) if item.value is not None and item.area == area]
    only = [item for item in known if item.breakdown == wanted.breakdown]
    return only[0] if len(only) == 1 else None


def linear(published: Published, relation: Relation, stated: Figure) -> Finding:
    """A sum of terms, or the first less the others."""
    parts = _terms(published, stated, relation.of, across=relation.across)
    if parts is None:
        return unchecked(relation.rule, stated, "A term of it is not given.")
    if relation.rule == "difference" and len(parts) == 2 and _is_growth_of(stated, parts):
        return changed(stated, *parts)
    signs = [1.0] + [1.0 if relation.rule == "sum" else -1.0] * (len(parts) - 1)
    value = fsum(sign * part.exact for sign, part in zip(signs, parts, strict=True))
    words = "The sum of its terms." if relation.rule == "sum" else "The difference of its terms."
    return judged(relation.rule, stated, value, tuple(parts), words, slack_of(parts))


def _is_growth_of(stated: Figure, parts: list[Figure]) -> bool:
    """Whether a difference is stated in per cent of figures that are no growth themselves."""
    return stated.unit == "percent_change" and bool(parts[1].value) and parts[0].unit != "percent_change"


def share(published: Published, relation: Relation, stated: Figure) -> Finding:
    """The sum of terms, in per cent of a base, or divided by it."""
    parts, bases = _terms(published, stated, relation.of), _terms(published, stated, (relation.base,))
    if parts is None or not bases or not bases[0].value:
        return unchecked(relation.rule, stated, "Its part or its base is not given.")
    scale = 1.0 if relation.rule == "ratio" else 100.0
    value = scale * fsum(part.exact for part in parts) / bases[0].value
    apart = any(part.period != bases[0].period for part in parts)
    words = "Its part, divided by its base." + (" They are of different periods." if apart else "")
    return judged(relation.rule, stated, value, (*parts, *bases), words)


def growth(published: Published, relation: Relation, stated: Figure) -> Finding:
    """What was added, in per cent of the base before it was added; a share of the new base is named as such."""
    parts, bases = _terms(published, stated, relation.of), _terms(published, stated, (relation.base,))
    if parts is None or not bases:
        return unchecked("growth", stated, "What was added, or the total, is not given.")
    added, now = fsum(part.exact for part in parts), bases[0].exact
    if now == added:
        return unchecked("growth", stated, "There was nothing before.")
    words = "What was added, in per cent of what was there before."
    found = judged("growth", stated, 100 * added / (now - added), (*parts, *bases), words)
    of_total = judged("growth", stated, 100 * added / now, (), "")
    if found.verdict == DISAGREES and of_total.verdict != DISAGREES:
        words += " The stated figure is its share of the new total: another base."
        return Finding("growth", stated, DISAGREES, found.recomputed, found.against, words, UNEXPLAINED)
    return found


def at_most(published: Published, relation: Relation, stated: Figure) -> Finding:
    """A part that must not be larger than its whole."""
    whole = _terms(published, stated, relation.of[:1])
    if whole is None:
        return unchecked("part and whole", stated, "Its whole is not given.")
    if stated.exact <= whole[0].exact:
        return Finding("part and whole", stated, "agrees", None, tuple(whole), "It is no more than its whole.")
    words = "A part that is larger than its whole."
    return Finding("part and whole", stated, DISAGREES, None, tuple(whole), words, UNEXPLAINED)


def stock(published: Published, relation: Relation, stated: Figure) -> Finding:
    """A stock: the one a period before, with what came and without what went, within a tolerance."""
    if stated.period.end is None:
        return unchecked("stock and flow", stated, "It has no date.")
    of_before = (stated.measure.id, stated.area, previous(stated.period), stated.breakdown)
    before = published.find(*of_before, stated.source) or published.find(*of_before)
    came = _terms(published, stated, relation.came, from_anywhere=True)
    went = _terms(published, stated, relation.went, from_anywhere=True)
    if before is None or before.value is None or came is None or went is None:
        return unchecked("stock and flow", stated, "The stock before, what came or what went is not given.")
    value = before.value + fsum(item.exact for item in came) - fsum(item.exact for item in went)
    slack = relation.tolerance_pct / 100 * before.value
    words = "The stock before, with what came and without what went."
    return judged("stock and flow", stated, value, (before, *came, *went), words, slack)


def same(published: Published, relation: Relation, stated: Figure) -> Finding:
    """What is said again elsewhere, by another name."""
    others = _terms(published, stated, relation.of, across=relation.across)
    if others is None:
        return unchecked("stated again", stated, "It is not stated elsewhere.")
    if all(other.shown == stated.shown for other in others):
        return Finding("stated again", stated, "agrees", None, tuple(others), "It is said alike.")
    words = "The same thing, stated with different figures."
    return Finding("stated again", stated, DIFFERS, None, tuple(others), words, relation.reason or UNEXPLAINED)


def claim(published: Published, relation: Relation, stated: Figure) -> Finding:
    """A goal that the words beside a figure call met or missed: the last milestone, or the standard."""
    words = stated.qualifier.lower()
    missed = re.search(_MISSED, words) is not None
    if not missed and not re.search(_MET, words):
        return unchecked("goal", stated, "No words say whether a goal was met.")
    milestones = [
        item
        for item in figures_of(published, _term(published, relation.of[0]).measure)
        if (item.area, item.breakdown, item.source) == (stated.area, stated.breakdown, stated.source)
    ]
    goals = sorted(milestones, key=lambda item: item.period.order) or _terms(published, stated, (relation.base,))
    if not goals or not stated.measure.has_direction:
        return unchecked("goal", stated, "Its goal, or which direction is better, is not given.")
    met = not stated.measure.is_better(goals[-1].exact, stated.exact)
    if met is not missed:
        return Finding("goal", stated, "agrees", None, (goals[-1],), "Its words and its goal agree.")
    said = "A goal that is called missed was met." if missed else "A goal that is called met was not."
    return Finding("goal", stated, DISAGREES, None, (goals[-1],), said, UNEXPLAINED)


RULES: Mapping[str, Callable[[Published, Relation, Figure], Finding]] = {
    "sum": linear,
    "difference": linear,
    "share": share,
    "ratio": share,
    "growth": growth,
    "at_most": at_most,
    "stock": stock,
    "same": same,
    "claim": claim,
}


def related(published: Published, relations: tuple[Relation, ...]) -> Iterator[Finding]:
    """Every stated figure, held against what a declared relation asks of it."""
    for relation in (item for item in relations if item.rule in RULES):
        for stated in _stated(published, relation):
            yield RULES[relation.rule](published, relation, stated)
