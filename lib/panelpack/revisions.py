"""What earlier editions said otherwise."""

from dataclasses import dataclass

import pandas as pd

from panelpack.facts import KEY
from panelpack.published import Figure
from panelpack.scope import Scope


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
