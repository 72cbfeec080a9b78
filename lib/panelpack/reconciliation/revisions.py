"""What earlier editions said otherwise, and which measures are made otherwise since a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from panelpack.catalogue.measures import Break, Measure
from panelpack.catalogue.periods import Period
from panelpack.comparisons.council_year import Scope
from panelpack.disclosure.published import Figure, Published
from panelpack.facts.table import KEY
from panelpack.reconciliation.findings import DIFFERS, UNEXPLAINED, Finding
from panelpack.reconciliation.looked_at import KnownDifference

REVISED = "revised"


@dataclass(frozen=True)
class Revision:
    """A figure that an earlier edition gave otherwise: as it is now, what it was, in which edition, and why.

    `now` is None where the figure is no longer there; `before` is the figure as the edition gave it.
    """

    now: Figure | None
    before: Figure
    edition: str
    reason: str


def earlier(published: Published, row: Mapping[Any, Any]) -> Figure | None:
    """The figure of a row of the ledger, as its edition gave it; None where the catalogue no longer has its measure."""
    like = _now(published, row) or _like(published, row)
    if like is None:
        return None
    status, value = str(row["status"]), row["value"]
    if status:
        return published.absent("earlier", like, status)
    return published.derive("earlier", like, float(str(value)), decimals=like.decimals, signed=like.signed)


def _like(published: Published, row: Mapping[Any, Any]) -> Figure | None:
    """Any figure of a row's measure and area, as the row's own: for a figure that is no longer there."""
    measure = str(row["measure"])
    found = published.of_measure(measure, "document") + published.of_measure(measure, "official")
    like = next((item for item in found if item.area == row["area"]), None)
    if like is None:
        return None
    start, end = (None if pd.isna(row[name]) else row[name].date() for name in ("period_start", "period_end"))
    return replace(like, period=Period(like.period.basis, start, end), breakdown=str(row["breakdown"]))


def _now(published: Published, row: Mapping[Any, Any]) -> Figure | None:
    """The figure that stands now where a row of the ledger stood."""
    end = "" if pd.isna(row["period_end"]) else str(row["period_end"])[:10]
    start = "" if pd.isna(row["period_start"]) else str(row["period_start"])[:10]
    kinds = ("document", "official", "return")
    for figure in (item for kind in kinds for item in published.of_measure(str(row["measure"]), kind)):
        same = (figure.area, figure.breakdown, figure.source) == (row["area"], row["breakdown"], row["source"])
        if same and (str(figure.period.start or ""), str(figure.period.end or "")) == (start, end):
            return figure
    return None


def newest(ledger: pd.DataFrame) -> pd.DataFrame:
    """What the newest edition that has a figure said of it: one row a figure, whatever its release."""
    return ledger.drop_duplicates([column for column in KEY if column != "release"], keep="last")


def revisions(
    scope: Scope, ledger: pd.DataFrame, names: Iterable[str], known: dict[str, KnownDifference]
) -> list[Revision]:
    """The figures of some measures, of the council and its agencies, that differ from what an earlier edition said.

    Args:
        names: the measures of a report's page.
        known: what a person has said of differences, by the key of their finding.
    """
    rows = newest(ledger)
    rows = rows[rows["measure"].isin(set(names)) & rows["area"].isin(scope.own_areas)]
    found = []
    for row in rows.to_dict("records"):
        before, now = earlier(scope.published, row), _now(scope.published, row)
        if before is None or (now is not None and now.text == before.text):
            continue
        found.append(Revision(now, before, str(row["edition"]), _reason(now, str(row["release"]), known)))
    return found


def _reason(now: Figure | None, release: str, known: dict[str, KnownDifference]) -> str:
    """Why a figure differs: what a person said of it, or whether its source gave it in a later release."""
    if now is None:
        return "it is no longer among the figures"
    entry = known.get(Finding(REVISED, now, DIFFERS).key)
    if entry is not None:
        return entry.reason
    return "its source revised it in a later release" if now.release > release else UNEXPLAINED


def in_common(ledger: pd.DataFrame, names: Iterable[str]) -> bool:
    """Whether any earlier edition holds a figure of the measures of a page."""
    return bool(ledger["measure"].isin(set(names)).any())


def made_otherwise(measures: Iterable[Measure], last_day: date) -> list[tuple[Measure, Break]]:
    """The measures whose series is made otherwise since a day, up to the last day of a report."""
    return [(item, found) for item in measures for found in item.breaks if found.from_date <= last_day]
