"""All findings: every stated figure against its parts, its other statements and its series, by declared rules alone.

A rule is one small function over identities and facts (`from_parts`, `relations`, `said_twice`, `series_breaks`,
`bounds`); none
is about a particular figure. Figures that agree are counted, and never called differences.
"""

from collections.abc import Iterable, Iterator, Sequence

from panelpack.catalogue.identities import Identity, declared
from panelpack.catalogue.relations import Relation
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.ledger import read_ledger
from panelpack.disclosure.published import Published
from panelpack.disclosure.reads import remembered
from panelpack.reconciliation.bounds import out_of_bounds
from panelpack.reconciliation.findings import DIFFERS, DISAGREES, UNCHECKED, VERDICTS, Finding
from panelpack.reconciliation.from_parts import recomputed
from panelpack.reconciliation.looked_at import Looked, looked_at, read_known
from panelpack.reconciliation.relations import related
from panelpack.reconciliation.revisions import REVISED, revisions
from panelpack.reconciliation.said_twice import restated
from panelpack.reconciliation.series_breaks import in_series


def findings(view: CouncilYear) -> list[Finding]:
    """Every finding about the figures that the pages of a year show."""
    return of_year(view, [*_editions(view), *of_all_years(view.published)])


def of_all_years(published: Published) -> list[Finding]:
    """Every finding about a council's figures."""
    return list(reconciled(published, published.context.relations))


@remembered(most=4)
def reconciled(published: Published, relations: tuple[Relation, ...]) -> Sequence[Finding]:
    """Every finding about every figure that may be shown, each once, what needs a look first; made once a process."""
    identities = declared(published.context.catalogue)
    found: dict[str, Finding] = {}
    for item in _all(published, identities, relations):
        found.setdefault(item.key, item)
    # Totals of a broken series are one finding, not one a period
    in_series_of = {total.id for item in found.values() if item.rule == "broken series" for total in item.against}
    kept = [
        item
        for item in found.values()
        if item.rule != "parts and total" or item.verdict != DISAGREES or item.stated.id not in in_series_of
    ]
    return sorted(kept, key=lambda item: VERDICTS.index(item.verdict))


def _all(published: Published, identities: tuple[Identity, ...], relations: tuple[Relation, ...]) -> Iterator[Finding]:
    yield from recomputed(published, identities)
    yield from related(published, relations)
    yield from restated(published)
    yield from in_series(published, identities)
    yield from out_of_bounds(published, identities)


def _editions(view: CouncilYear) -> list[Finding]:
    """Figures that an earlier edition gave otherwise: first published against revised."""
    project, council = view.project, view.council_name
    ledger, known = read_ledger(project.ledger_of(council)), read_known(project, council)
    found = revisions(view, ledger, view.published.context.catalogue.measures, known)
    words = "An earlier edition gave it otherwise."
    return [
        Finding(REVISED, item.now, DIFFERS, None, (item.before,), words, item.reason)
        for item in found
        if item.now is not None
    ]


def of_year(view: CouncilYear, found: Iterable[Finding]) -> list[Finding]:
    """The findings about figures that the pages of a year show.

    Of official statistics only those of the council and of its own agencies.
    """
    register = view.published.context.register

    def belongs(figure: Figure) -> bool:
        if register.is_official(figure.source):
            return figure.area in view.own_areas and view.documents.is_of_year(figure)
        return view.documents.is_visible(figure)

    return [item for item in found if belongs(item.stated)]


def differences_among(view: CouncilYear, found: Sequence[Finding]) -> list[Looked]:
    """The differences among findings, with what a person has said of them."""
    return looked_at(found, read_known(view.project, view.council_name))


def without_difference(found: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings that cannot be checked, and those that agree."""
    rest = [item for item in found if not item.is_difference]
    unchecked = [item for item in rest if item.verdict == UNCHECKED]
    return unchecked, [item for item in rest if item.verdict != UNCHECKED]
