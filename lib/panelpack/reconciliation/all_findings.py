"""Reconciliation: every stated figure against its parts, its other statements and its series, by declared rules alone.

A rule is one small function over identities and facts (`recompute`, `relations`, `restated`, `series`); none is about a
particular figure. Figures that agree are counted, and never called differences.
"""

from collections.abc import Iterable, Iterator

from panelpack.catalogue.identities import declared
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure, Published
from panelpack.reconciliation.findings import DISAGREES, VERDICTS, Finding
from panelpack.reconciliation.from_parts import recomputed
from panelpack.reconciliation.relations import Relation, related
from panelpack.reconciliation.said_twice import restated
from panelpack.reconciliation.series_breaks import in_series


def reconciled(published: Published, relations: tuple[Relation, ...]) -> list[Finding]:
    """Every finding about every figure that may be shown, each once, what needs a look first."""
    identities = declared(published.context.catalogue)
    found: dict[str, Finding] = {}
    for item in _all(published, identities, relations):
        found.setdefault(item.key, item)
    # Totals of a broken series are one finding, not one a period
    in_series_of = {total.id for item in found.values() if item.rule == "broken series" for total in item.against}
    found = {
        key: item
        for key, item in found.items()
        if item.rule != "parts and total" or item.verdict != DISAGREES or item.stated.id not in in_series_of
    }
    return sorted(found.values(), key=lambda item: VERDICTS.index(item.verdict))


def _all(published: Published, identities: tuple[object, ...], relations: tuple[Relation, ...]) -> Iterator[Finding]:
    yield from recomputed(published, identities)  # type: ignore[arg-type]
    yield from related(published, relations)
    yield from restated(published)
    yield from in_series(published, identities)  # type: ignore[arg-type]


def of_year(scope: Scope, found: Iterable[Finding]) -> list[Finding]:
    """The findings about figures that the pages of a year show.

    Of official statistics only those of the council and of its own agencies.
    """
    register = scope.published.context.register

    def belongs(figure: Figure) -> bool:
        if register[figure.source].kind == "official":
            return figure.area in scope.own_areas and scope.is_of_year(figure)
        return scope.is_visible(figure)

    return [item for item in found if belongs(item.stated)]
