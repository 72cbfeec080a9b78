"""Episodes as care: who is in care on a day, in which order episodes follow, which make one period and one placement.

Everything is done for all children at once, with arrays: a county has ten million episodes in its history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.facts.returns.ssda903 import codes
from panelpack.facts.returns.tables import Records, among

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
Numbers = np.ndarray[tuple[int], np.dtype[np.integer]]

_NEW_PLACEMENT = ("S", "P", "B")
"""Reasons for a new episode with which a child comes to other carers; with T and U the carers stay."""

_NEW_LEGAL_STATUS = ("S", "L", "B", "U")

_NO_DAY = np.iinfo("int64").min

_NO_REASON = ("", NOT_KNOWN)


def of_year(
    records: Records, table: str, wanted: "pd.Series[bool] | None" = None, columns: Sequence[str] = ()
) -> pd.DataFrame:
    """The rows of this year's return, or those of them that are wanted; earlier returns say nothing of the year.

    Args:
        columns: those that are asked for; every one when not given.
    """
    rows = records.own(table)[list(columns)] if columns else records.own(table)
    return rows if wanted is None else rows[wanted[rows.index]]


def is_short_break(episodes: pd.DataFrame) -> "pd.Series[bool]":
    """Which episodes are short breaks by agreement, which are in no figure."""
    return episodes["ls"].isin(codes.SHORT_BREAKS)


def in_care_at_end(records: Records, span: Span) -> pd.DataFrame:
    """The children in care at the end of the last day, a row each: of several open episodes the latest begun."""
    episodes = records["episodes"]
    is_open = span.is_open_at_end(episodes["decom"], episodes["dec"]) & ~is_short_break(episodes)
    return _one_a_child(records, is_open, "decom", "last")


def in_care_during(records: Records, span: Span) -> pd.DataFrame:
    """The children in care on any day, a row each: of several episodes the latest begun."""
    episodes = records["episodes"]
    during = span.overlaps(episodes["decom"], episodes["dec"]) & ~is_short_break(episodes)
    return _one_a_child(records, during, "decom", "last")


def started(records: Records, span: Span) -> pd.DataFrame:
    """The children who started to be looked after, at the first time."""
    episodes = records["episodes"]
    starts = (episodes["rne"] == "S") & span.holds(episodes["decom"]) & ~is_short_break(episodes)
    return _one_a_child(records, starts, "decom", "first")


def ceased(records: Records, span: Span) -> pd.DataFrame:
    """The children who ceased to be looked after, at the last time.

    An episode that ended without a known reason is the end of care unless another begins on that day.
    """
    episodes = records["episodes"]
    ends = span.holds(episodes["dec"]) & (episodes["rec"] != codes.STILL_LOOKED_AFTER) & ~is_short_break(episodes)
    found = of_year(records, "episodes", ends, _OF_CHILD)
    unsaid = found[found["rec"].isin(_NO_REASON)]
    if len(unsaid):
        follow = episodes.loc[among(episodes["child"], unsaid["child"]), ["child", "decom", "row", "file"]]
        both = unsaid.reset_index().merge(follow, left_on=["child", "dec"], right_on=["child", "decom"])
        others = both[(both["row_x"] != both["row_y"]) | (both["file_x"] != both["file_y"])]
        found = found[~found.index.isin(others["index"])]
    return one_each(found, "dec", "last")


_OF_EPISODE = ["child", "decom", "rne", "ls", "place", "place_provider", "urn", "dec", "rec", "row", "file"]
"""The columns of episodes that hang together."""

_OF_CHILD = ["child", "decom", "ls", "place", "dec", "rec", "row", "file"]
"""The columns of the one episode by which a child counts. Every text of ten million costs, so others are let go of."""


def _one_a_child(records: Records, wanted: "pd.Series[bool]", day: str, which: str) -> pd.DataFrame:
    """Of this year's episodes that are wanted one a child, as `one_each` takes it."""
    episodes = records["episodes"]
    chosen = _one_of_each(episodes, _places(records, wanted), day, which)
    return episodes[[name for name in _OF_CHILD if name in episodes]].iloc[chosen]


def _places(records: Records, wanted: "pd.Series[bool]", history: bool = False) -> Numbers:
    """Where the episodes stand that are wanted, this year's or with those of earlier returns."""
    own = None if history else records.of_year.get("episodes")
    return np.flatnonzero(wanted if own is None else wanted & own)


def one_each(rows: pd.DataFrame, day: str, which: str) -> pd.DataFrame:
    """One row a child, the first or last by a day; of the same day the one whose codes come first in the alphabet."""
    return rows.iloc[_one_of_each(rows, np.arange(len(rows)), day, which)]


def _one_of_each(rows: pd.DataFrame, places: Numbers, day: str, which: str) -> Numbers:
    """Those of some places of rows that `one_each` takes."""
    if not len(places):
        return places
    children = rows["child"].to_numpy()[places]
    days = rows[day].to_numpy()[places].astype("int64")
    wanted = days if which == "last" else np.where(days == _NO_DAY, _NO_DAY, -days)
    # The day of each child is found without sorting; only what falls on one day is sorted, which is little
    most = np.full(children.max() + 1, _NO_DAY)
    np.maximum.at(most, children, wanted)
    is_it = wanted == most[children]
    found: Numbers = places[is_it]
    children = children[is_it]
    alike = np.flatnonzero((np.bincount(children) > 1)[children])
    if not len(alike):
        return found
    several = rows.iloc[found[alike]].reset_index(drop=True)
    order = [name for name in ("place", "ls", "rec", "urn") if name in rows]
    several = several.sort_values(order, kind="stable") if order else several
    again = several.index[several["child"].duplicated()].to_numpy()
    return np.delete(found, alike[again])


def episodes_of(records: Records, children: "pd.Series[int]", history: bool) -> pd.DataFrame:
    """Every episode of some children that is no short break, in order, with those of earlier returns if asked."""
    episodes = records["episodes"]
    return in_order(records, among(episodes["child"], children) & ~is_short_break(episodes), history)


def in_order(records: Records, wanted: "pd.Series[bool]", history: bool = False) -> pd.DataFrame:
    """The episodes that are wanted by child and day of beginning, this year's or with those of earlier returns.

    Of the same day first the one that ended on it, then as ends follow.
    """
    episodes = records["episodes"]
    order = order_of(episodes, _places(records, wanted, history))
    return episodes[[name for name in _OF_EPISODE if name in episodes]].iloc[order].reset_index(drop=True)


def begun(episodes: pd.DataFrame) -> "pd.Series[int]":
    """A number for each child and day of beginning: one in the place of two columns, since ten million are compared."""
    days = episodes["decom"].to_numpy().astype("datetime64[D]").astype("int64")
    return pd.Series(episodes["child"].to_numpy() << 20 | (days + (1 << 17)), index=episodes.index)


def order_of(episodes: pd.DataFrame, places: "Numbers | None" = None) -> Numbers:
    """The places of episodes, or some of them, in the order of `in_order`."""
    places = np.arange(len(episodes)) if places is None else places
    first, last = (episodes[name].to_numpy()[places] for name in ("decom", "dec"))
    key = begun(episodes).to_numpy()[places] << 1 | (last != first)
    order: Numbers = np.argsort(key, kind="stable")
    inside = key[order]
    if (inside[1:] == inside[:-1]).any():
        alike = [episodes[name].iloc[places].to_numpy() for name in ("urn", "rec", "ls", "place")]
        order = np.lexsort((*alike, last, key))
    return places[order]


@dataclass(frozen=True)
class Care:
    """Episodes of children in order, and how they hang together. Arrays have a place for each episode.

    Attributes:
        starts: whether a period of care starts with the episode.
        first: the place of the first episode of its period.
        moves: whether a placement starts with it.
        placed: the place of the first episode of its placement.
        temporary: whether it is in a temporary placement that is no move of its own.
    """

    episodes: pd.DataFrame
    starts: Flags
    first: Numbers
    moves: Flags
    placed: Numbers
    temporary: Flags

    @classmethod
    def of(cls, episodes: pd.DataFrame, temporary_placements_are_moves: bool) -> "Care":
        """How episodes hang together.

        A placement for adoption with the foster carers whom the child lives with is no move. Nor is a temporary
        placement, unless it is chosen so, with the way back to the carers as the placement, provider and URN show.

        Args:
            episodes: as `in_order` gives them.
        """
        same_child = _like_before(episodes["child"].to_numpy())
        ended = ~episodes["rec"].isin((codes.STILL_LOOKED_AFTER, *_NO_REASON)) & episodes["dec"].notna()
        starts = ~same_child | (episodes["rne"] == "S").to_numpy() | _before(ended.to_numpy())
        place = episodes["place"]
        temporary = place.isin(codes.TEMPORARY).to_numpy() & (not temporary_placements_are_moves)
        stays = temporary | place.isin(codes.ADOPTIVE_WITH_FOSTER_CARER).to_numpy()
        moves = starts | (episodes["rne"].isin(_NEW_PLACEMENT).to_numpy() & ~stays)
        first = _last_place(starts)
        moves[_ways_back(episodes, temporary, first)] = False
        return cls(episodes, starts, first, moves, _last_place(moves), temporary)

    @property
    def last(self) -> Flags:
        """Which episodes are the last of their child."""
        child = self.episodes["child"].to_numpy()
        return np.append(child[1:] != child[:-1], True)[: len(child)]

    def days(self, places: Numbers) -> "pd.Series[pd.Timestamp]":
        """The days on which the episodes at some places began."""
        return pd.Series(self.episodes["decom"].to_numpy()[places], dtype="datetime64[s]")

    @property
    def entered(self) -> "pd.Series[pd.Timestamp]":
        """The day on which each episode's period of care started; missing where the records begin later."""
        known = (self.episodes["rne"] == "S").to_numpy()[self.first]
        return self.days(self.first).where(pd.Series(known))

    @property
    def previous_place(self) -> "pd.Series[str]":
        """The placement before each episode in the same period, past temporary ones; empty for the first."""
        places = np.arange(len(self.starts))
        passing = self.episodes["place"].isin(codes.TEMPORARY).to_numpy()
        settled = np.append(-1, np.maximum.accumulate(np.where(passing, -1, places))[:-1])[: len(places)]
        there = settled >= self.first
        return self.episodes["place"].iloc[np.where(there, settled, 0)].reset_index(drop=True).where(there, "")

    def run_of(self, flags: Flags) -> Numbers:
        """The place of the first episode of the unbroken run of flagged ones that each episode is in."""
        return _last_place(~flags | self.starts | ~_before(flags))

    def order_made(self) -> tuple["pd.Series[pd.Timestamp]", Flags]:
        """The day of the first placement order of each period, and whether it is known; else it was made earlier."""
        is_order = (self.episodes["ls"] == codes.PLACEMENT_ORDER).to_numpy()
        places = np.where(is_order, np.arange(len(is_order)), len(is_order))
        firsts = pd.Series(places).groupby(self.first).transform("min").to_numpy()
        there = firsts < len(is_order)
        firsts = np.where(there, firsts, 0)
        changed = self.episodes["rne"].isin(_NEW_LEGAL_STATUS).to_numpy()[firsts]
        known = there & (changed | (firsts != self.first))
        return self.days(firsts).where(pd.Series(there)), known


def _before(flags: Flags) -> Flags:
    """Each flag of the episode before; the first has none."""
    return np.append(False, flags[:-1])[: len(flags)]


def _like_before(values: Numbers) -> Flags:
    return np.append(False, values[1:] == values[:-1])[: len(values)]


def _last_place(flags: Flags) -> Numbers:
    """The place of the latest flag up to each episode."""
    return np.maximum.accumulate(np.where(flags, np.arange(len(flags)), 0))


def _ways_back(episodes: pd.DataFrame, temporary: Flags, first: Numbers) -> Numbers:
    """The places of episodes with which a child returns from a temporary placement to the one before it."""
    back = np.flatnonzero(_before(temporary) & ~temporary)
    settled = np.maximum.accumulate(np.where(temporary, -1, np.arange(len(temporary))))
    before = settled[back - 1] if len(back) else back
    fits = (before >= first[back]) & (before >= 0)
    back, before = back[fits], before[fits]
    for name in ("place", "place_provider", "urn"):
        values = episodes[name]
        alike = values.iloc[back].to_numpy() == values.iloc[before].to_numpy()
        back, before = back[alike], before[alike]
    return back


def ages(births: "pd.Series[pd.Timestamp]", day: pd.Timestamp) -> "pd.Series[float]":
    """Whole years of age on a day; who was born on 29 February has a birthday on 1 March of other years.

    >>> list(ages(pd.Series(pd.to_datetime(["2007-04-01", "2007-03-31", "2004-02-29"])), pd.Timestamp("2023-03-31")))
    [15.0, 16.0, 19.0]
    """
    later = (births.dt.month > day.month) | ((births.dt.month == day.month) & (births.dt.day > day.day))
    return (day.year - births.dt.year - later).astype("float64").where(births.notna())


def births_of(records: Records, rows: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """The date of birth of each row's child: that of the header, else that of the row's own module."""
    own = rows["dob"] if "dob" in rows else pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    if "header" not in records:
        return own
    header = records["header"]
    header = header[header["child"].isin(rows["child"]) & header["dob"].notna()].drop_duplicates("child")
    return of_children(header.set_index("child")["dob"], rows).fillna(own)


def of_children(values: "pd.Series[Any]", rows: pd.DataFrame) -> "pd.Series[Any]":
    """The value of each row's child from values by child, missing where there is none, of the same type."""
    return values.reindex(rows["child"]).set_axis(rows.index)
