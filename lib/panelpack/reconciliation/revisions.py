"""What earlier editions said otherwise, and which measures are made otherwise since a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from panelpack.catalogue.measures import Break, Measure
from panelpack.catalogue.periods import Period
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import EARLIER
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.facts.table import KEY, day_of
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
        return like.absent(EARLIER.name, status)
    return EARLIER.of(like, float(str(value)), (like,), decimals=like.decimals, signed=like.signed)


def _like(published: Published, row: Mapping[Any, Any]) -> Figure | None:
    """Any figure of a row's measure and area, as the row's own: for a figure that is no longer there."""
    like = next((item for item in published.of_measure(str(row["measure"])) if item.area == row["area"]), None)
    if like is None:
        return None
    period = Period(like.period.basis, day_of(row["period_start"]), day_of(row["period_end"]))
    return replace(like, period=period, breakdown=str(row["breakdown"]))


def _now(published: Published, row: Mapping[Any, Any]) -> Figure | None:
    """The figure that stands now where a row of the ledger stood."""
    days = (day_of(row["period_start"]), day_of(row["period_end"]))
    for figure in published.of_measure(str(row["measure"])):
        same = (figure.area, figure.breakdown, figure.source) == (row["area"], row["breakdown"], row["source"])
        if same and (figure.period.start, figure.period.end) == days:
            return figure
    return None


def newest(ledger: pd.DataFrame) -> pd.DataFrame:
    """What the newest edition that has a figure said of it: one row a figure, whatever its release."""
    return ledger.drop_duplicates([column for column in KEY if column != "release"], keep="last")


def revisions(
    view: CouncilYear, ledger: pd.DataFrame, names: Iterable[str], known: dict[str, KnownDifference]
) -> list[Revision]:
    """The figures of some measures, of the council and its agencies, that differ from what an earlier edition said.

    Args:
        names: the measures of a report's page.
        known: what a person has said of differences, by the key of their finding.
    """
    rows = newest(ledger)
    rows = rows[rows["measure"].isin(set(names)) & rows["area"].isin(view.own_areas)]
    found = []
    for row in rows.to_dict("records"):
        before, now = earlier(view.published, row), _now(view.published, row)
        if before is None or (now is not None and now.text == before.text):
            continue
        reason = _reason(view, now, str(row["release"]), known)
        found.append(Revision(now, before, str(row["edition"]), reason))
    return found


def _reason(view: CouncilYear, now: Figure | None, release: str, known: dict[str, KnownDifference]) -> str:
    """Why a figure differs: what a person said of it, or whether its source gave it in a later release."""
    if now is None:
        return "it is no longer among the figures"
    entry = known.get(Finding(REVISED, now, DIFFERS).key)
    if entry is not None:
        return entry.reason
    newer = view.published.context.register.is_newer(now.source, now.release, release)
    return "its source revised it in a later release" if newer else UNEXPLAINED


def in_common(ledger: pd.DataFrame, names: Iterable[str]) -> bool:
    """Whether any earlier edition holds a figure of the measures of a page."""
    return bool(ledger["measure"].isin(set(names)).any())


def made_otherwise(published: Published, measures: Iterable[Measure], last_day: date) -> list[tuple[Measure, Break]]:
    """The measures whose series is made otherwise since a day, up to the last day of a report.

    A break of one source counts only where the council has figures of it.
    """
    found = []
    for measure in measures:
        sources = {figure.source for figure in published.of_measure(measure.id)}
        known = [item for item in measure.breaks if not item.source or item.source in sources]
        found += [(measure, item) for item in known if item.from_date <= last_day]
    return found
