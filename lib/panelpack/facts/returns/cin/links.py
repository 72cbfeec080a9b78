"""How the tables of a census hang together, for its rules: an episode's own values, what overlaps, what is open."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.tables import Records
from panelpack.facts.working_days import KNOWN, working_days

EPISODE = ["child", "referral_date"]
"""What tells the episode to which a row belongs."""

_NEVER = pd.Timestamp("2262-01-01").as_unit("s")


def year_of(records: Records) -> Span:
    """The year of the census, which ends on its day of reference."""
    return Span(pd.Timestamp(records.collection.start), pd.Timestamp(records.collection.end))


def of_episode(rows: pd.DataFrame, records: Records, column: str) -> "pd.Series[Any]":
    """A column of the episode to which each row belongs; of two that began on one day, of the one closed last."""
    episodes = records["referrals"]
    keys = _keys(episodes, EPISODE)
    if keys.duplicated().any():
        latest = episodes.sort_values("closure_date", na_position="last", kind="stable").index
        keys = keys[latest].drop_duplicates(keep="last")
    values = episodes.loc[keys.index, column].set_axis(pd.Index(keys))
    found: pd.Series[Any] = values.reindex(_keys(rows, EPISODE)).set_axis(rows.index)
    return found


def _keys(rows: pd.DataFrame, keys: Sequence[str]) -> "pd.Series[int]":
    """A child and a day as one number, which is looked up many times as fast as two columns are."""
    child, day = keys
    days = rows[day].to_numpy().astype("datetime64[D]").astype("int64")
    days = np.where(rows[day].isna(), _NO_DAY, days)
    return pd.Series(rows[child].to_numpy() * _DAYS + days, index=rows.index)


_DAYS, _NO_DAY = 2**23, 2**21
"""More days than any two dates are apart, and one that no date is."""


def of_child(rows: pd.DataFrame, records: Records, column: str) -> "pd.Series[Any]":
    """A column of the child of each row."""
    children = records["children"].drop_duplicates("child").set_index("child")
    return children[column].reindex(rows["child"]).set_axis(rows.index)


def has(rows: pd.DataFrame, others: pd.DataFrame, keys: Sequence[str] = EPISODE) -> "pd.Series[bool]":
    """Which rows have at least one other with the same keys."""
    if len(keys) == 2:
        return _keys(rows, keys).isin(_keys(others, keys))
    known = pd.MultiIndex.from_frame(others[list(keys)])
    return pd.Series(pd.MultiIndex.from_frame(rows[list(keys)]).isin(known), index=rows.index)


def overlapping(rows: pd.DataFrame, by: Sequence[str], start: str, end: str) -> "pd.Series[bool]":
    """Which rows begin while an earlier one of the same keys is still open; one that ends that day is not."""
    ordered = rows[[*by, start]].assign(end=rows[end].fillna(_NEVER).astype("int64")).sort_values([*by, start])
    open_until = ordered.groupby(list(by))["end"].cummax()
    before = open_until.groupby([ordered[key] for key in by]).shift()
    return (ordered[start].astype("int64") < before).reindex(rows.index) & rows[start].notna()


def several_open(rows: pd.DataFrame, by: Sequence[str], end: str) -> "pd.Series[bool]":
    """Which rows have no end, where another one of the same keys has none either."""
    is_open = rows[end].isna()
    number = is_open.groupby([rows[key] for key in by], dropna=False).transform("sum")
    return is_open & (number > 1)


def repeated(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows say the same as one before them, in every column, wherever they stand."""
    return rows.drop(columns=["row", "file"]).duplicated()


def at_weekend(days: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
    """Which days are a Saturday or a Sunday."""
    return days.dt.day_of_week >= 5


def outside(days: "pd.Series[pd.Timestamp]", year: Span) -> "pd.Series[bool]":
    """Which days are given and lie before or after the year."""
    return days.notna() & ~year.holds(days)


def later_than(starts: "pd.Series[pd.Timestamp]", end: pd.Timestamp, limit: int) -> "pd.Series[bool]":
    """Whether more working days than a limit lie between days and an end; never where its holidays are unknown."""
    if not KNOWN[0] <= end.date() <= KNOWN[1]:
        return pd.Series(False, index=starts.index)
    within_known = starts.where(starts >= pd.Timestamp(KNOWN[0]))
    return (working_days(within_known, pd.Series(end, index=starts.index)) > limit) | (starts < pd.Timestamp(KNOWN[0]))
