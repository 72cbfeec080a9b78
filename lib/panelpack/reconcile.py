"""Figures against figures: source against source, and this edition against what earlier editions said."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from panelpack.facts import KEY
from panelpack.measures import Measure
from panelpack.published import Figure
from panelpack.rounding import half_away
from panelpack.scope import Scope


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
        period = scope.period(measure)
        if period is None:
            continue
        given = scope.published.all_of(measure.id, scope.council.area, period)
        found += [_difference(scope, given[0], other) for other in given[1:]]
        alike = scope.own(measure.alike) if measure.alike else None
        if given and alike is not None:
            found.append(Difference(alike, given[0], None, measure.alike_reason))
    return found


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


@dataclass(frozen=True)
class Revision:
    """A figure that an earlier edition gave otherwise."""

    figure: Figure
    edition: str
    before: str


def revisions(scope: Scope, ledger: pd.DataFrame) -> list[Revision]:
    """The council's figures that differ from what the newest edition in the ledger that has them said."""
    newest = ledger.drop_duplicates([column for column in KEY if column != "release"], keep="last")
    found = []
    for row in newest.to_dict("records"):
        measure = scope.published.context.catalogue.measures.get(str(row["measure"]))
        if measure is None or row["area"] != scope.council.area:
            continue
        now = next(
            (
                figure
                for figure in scope.published.series(measure.id, str(row["area"]), str(row["breakdown"]))
                if str(figure.period.end) == str(row["period_end"])[:10] and figure.source == row["source"]
            ),
            None,
        )
        said = str(row["status"]) or f"{row['value']:.{measure.decimals}f}"
        if now is not None and said != (now.status or f"{now.shown:.{measure.decimals}f}"):
            found.append(Revision(now, str(row["edition"]), said))
    return found
