"""Rules for what is stated more than once: by two sources, at two places, or under names that sound alike."""

from collections.abc import Iterable, Iterator

from panelpack.catalogue import breakdowns
from panelpack.catalogue.breakdowns import PREVIOUS
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.numbers import half_away
from panelpack.catalogue.periods import YEARLY
from panelpack.catalogue.reporting_years import in_reporting_year, reporting_year
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.reconciliation.findings import AGREES, DIFFERS, ROUNDED, UNCHECKED, UNEXPLAINED, Finding
from panelpack.reconciliation.from_parts import figures_of


def compared(rule: str, stated: Figure, other: Figure, words: str, reason: str = "") -> Finding:
    """Two figures of one thing: alike, alike once the finer one is rounded, or apart."""
    coarse = min(stated.decimals, other.decimals)
    if stated.shown == other.shown:
        return Finding(rule, stated, AGREES, None, (other,), words)
    if half_away(stated.number, coarse) == half_away(other.number, coarse):
        return Finding(rule, stated, ROUNDED, None, (other,), words)
    return Finding(rule, stated, DIFFERS, None, (other,), words, reason or UNEXPLAINED)


def stated_values(published: Published, measure: str) -> list[Figure]:
    """A measure's figures from documents and the council's records that have a value."""
    return [figure for figure in published.stated(measure) if figure.value is not None]


def two_sources(published: Published, measure: Measure) -> Iterator[Finding]:
    """The same measure, area, period and part, by a document or the council's records and by another source."""
    for figure in stated_values(published, measure.id):
        for other in published.all_of(measure.id, figure.area, figure.period, figure.breakdown):
            if other.source != figure.source and other.value is not None and _is_first(published, figure, other):
                why = _why_records(published, figure, other)
                yield compared("two sources", figure, other, "The same measure by two sources.", why)


def _why_records(published: Published, figure: Figure, other: Figure) -> str:
    """In what a figure counted from records differs from the official one by definition; empty for other pairs."""
    register = published.context.register
    counted = register.kind(figure.source).is_counted and register.is_official(other.source)
    return figure.measure.records_differ if counted else ""


def _is_first(published: Published, figure: Figure, other: Figure) -> bool:
    """Whether a pair is told from this figure, so that it is told once: of two stated ones the less preferred."""
    register = published.context.register
    return register.is_official(other.source) or register.rank(other.source) < register.rank(figure.source)


def two_places(published: Published, measure: Measure) -> Iterator[Finding]:
    """One source that states a measure at several places, told apart by `statement=` in the breakdown.

    The first statement is held against each other one of the same source, area, period and part.
    """
    for stated in statements_of_one_thing(stated_values(published, measure.id)):
        for other in stated[1:]:
            yield compared("two places", stated[0], other, "The same document states it twice.")


def statements_of_one_thing(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Figures with a `statement=`, those of one source, release, area, period and part together."""
    found: dict[tuple[object, ...], list[Figure]] = {}
    for item in figures:
        if breakdowns.is_statement(item.breakdown):
            part = breakdowns.without(item.breakdown, "statement")
            found.setdefault((item.source, item.release, item.area, item.period, part), []).append(item)
    return list(found.values())


def sounding_alike(published: Published, measure: Measure) -> Iterator[Finding]:
    """A measure that a reader could take for another, where both have a figure for the year."""
    if not measure.alike:
        return
    other_measure = published.context.catalogue[measure.alike]
    for figure in stated_values(published, measure.id):
        if breakdowns.has(figure.breakdown, PREVIOUS) or breakdowns.is_statement(figure.breakdown):
            continue
        other = _of_the_year(published, figure, other_measure)
        if other is None or other.value is None:
            continue
        words = "Two measures that sound alike."
        if figure.period != other.period:
            words += " Their periods differ."
        yield compared("sounds alike", figure, other, words, why_alike(published, figure))


def why_alike(published: Published, figure: Figure) -> str:
    """Why a figure differs from the one that sounds alike: by its own document, else by what the two measures are."""
    measure = figure.measure
    said = published.context.notes.why_alike(figure.source, measure.id, measure.alike)
    return said or measure.alike_reason


def _of_the_year(published: Published, figure: Figure, measure: Measure) -> Figure | None:
    """The other measure's figure of the same area in the year that a figure belongs to."""
    year = published.context.register[figure.source].reporting_year or reporting_year(figure.period)
    if year is None:
        return None
    if measure.basis in YEARLY:
        return published.find(measure.id, figure.area, in_reporting_year(year, measure.basis))
    near = [item for item in stated_values(published, measure.id) if item.area == figure.area]
    same = [item for item in near if item.breakdown == figure.breakdown]
    return same[0] if len(same) == 1 else near[0] if len(near) == 1 else None


def another_base(published: Published, measure: Measure) -> Iterator[Finding]:
    """A percentage without a count, of one base, that is exactly another measure's percentage of another base."""
    if not (measure.alike and measure.is_share and measure.denominator):
        return
    for figure in stated_values(published, measure.id):
        other = _of_the_year(published, figure, published.context.catalogue[measure.alike])
        if figure.numerator is not None or other is None or other.value is None or not other.denominator:
            continue
        base = published.context.catalogue[measure.alike].denominator
        same = half_away(other.value, figure.decimals) == figure.shown
        if same and base and base != measure.denominator:
            words = "No count stands behind the stated base, and another base gives this percentage exactly."
            yield Finding("base", figure, DIFFERS, None, (other,), words, why_alike(published, figure) or UNEXPLAINED)


def no_base(published: Published, measure: Measure) -> Iterator[Finding]:
    """A percentage in a document whose base is stated nowhere."""
    if not measure.is_share or measure.denominator:
        return
    for figure in stated_values(published, measure.id):
        if figure.denominator is None and figure.source not in _also_official(published, figure):
            yield Finding("base", figure, UNCHECKED, None, (), "It is not stated of what it is a percentage.")


def _also_official(published: Published, figure: Figure) -> list[str]:
    """The figure's own source, where official statistics give the same measure: then they say the base."""
    return [figure.source] if published.official(figure.measure.id) else []


def released_twice(published: Published, measure: Measure) -> Iterator[Finding]:
    """A figure that a later release of the same source gives otherwise."""
    register = published.context.register
    for figure in figures_of(published, measure.id):
        for other in published.all_of(measure.id, figure.area, figure.period, figure.breakdown):
            of_one_source = other.source == figure.source and other.value is not None
            if of_one_source and register.is_newer(figure.source, other.release, figure.release):
                yield compared("released again", figure, other, "Two releases of one source.", "its source revised it")


RULES = (two_sources, two_places, sounding_alike, another_base, no_base, released_twice)


def restated(published: Published) -> Iterator[Finding]:
    """Everything that is stated more than once, for all measures."""
    for measure in published.context.catalogue.measures.values():
        for rule in RULES:
            yield from rule(published, measure)
