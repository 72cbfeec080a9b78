"""The ledger: every figure of every released edition of a council, in `data/published/<council>.csv`."""

from pathlib import Path

import pandas as pd

from panelpack.facts.table import KEY
from panelpack.project.errors import InputError, Problem

LEDGER_COLUMNS = [*KEY, "value", "status", "edition", "signed_off_by", "signed_off_date"]


def read_ledger(path: Path) -> pd.DataFrame:
    """Every figure of every released edition of a council, or an empty ledger when nothing was released yet.

    Raises:
        InputError: the file has other columns than a ledger has.
    """
    if not path.exists():
        return pd.DataFrame(columns=LEDGER_COLUMNS)
    ledger = pd.read_csv(path, dtype=str, keep_default_na=False)
    if list(ledger.columns) != LEDGER_COLUMNS:
        raise InputError([Problem("not a ledger", str(path), f"its columns are {', '.join(LEDGER_COLUMNS)}")])
    for column in ("period_start", "period_end"):
        ledger[column] = pd.to_datetime(ledger[column]).astype("datetime64[s]")
    ledger["value"] = pd.to_numeric(ledger["value"])
    return ledger
