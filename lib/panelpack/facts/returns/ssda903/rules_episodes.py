"""Rules that episodes keep: their days, how each follows on the one before, and codes that are not there."""

from collections.abc import Callable

import pandas as pd

from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.ssda903.touches import ADOPTION, ALL_CARE, FLOWS, PLACEMENTS, STOCK, YEAR_LONG
from panelpack.facts.returns.tables import Records

_FIRST_DAY = pd.Timestamp("1991-10-14")
_LAST_REASONS = (codes.DIED, "E15")


def _pairs(
    records: Records,
    broken: Callable[[pd.DataFrame, pd.DataFrame], "pd.Series[bool]"],
    marks_before: bool = False,
) -> "pd.Series[bool]":
    """Asks each episode that follows another of the same child beside that one: marks it where the two break a rule.

    Args:
        marks_before: whether the one before is to be mended, and so marked in its place.
    """
    episodes = records["episodes"]
    ordered = episodes.iloc[care.order_of(episodes)]
    before = ordered.shift()
    follows = ordered["child"] == before["child"]
    marked = broken(ordered[follows], before[follows])
    if marks_before:
        earlier = pd.Series(ordered.index, index=ordered.index).shift()[marked.index]
        marked = marked.set_axis(earlier.astype("int64"))
    return marked.reindex(episodes.index, fill_value=False).astype(bool)


def _ceased(episodes: pd.DataFrame) -> "pd.Series[bool]":
    """Which episodes ended care, by their reason."""
    return episodes["dec"].notna() & ~episodes["rec"].isin(("", NOT_KNOWN, codes.STILL_LOOKED_AFTER))


# Days


@rule("episodes", "decom", "drop", number="141", todo="give the day on which the episode began", touches=ALL_CARE)
def episode_without_start(records: Records) -> "pd.Series[bool]":
    """episodes have no day on which they began"""
    return records["episodes"]["decom"].isna()


@rule("episodes", "decom", "drop", todo="send each episode once", touches=ALL_CARE)
def episode_twice(records: Records) -> "pd.Series[bool]":
    """the same episode stands more than once, of which one counts"""
    return records["episodes"].drop(columns=["row", "file"]).duplicated()


@rule("episodes", "dec", "drop", number="356", todo="mend the day on which the episode ended", touches=ALL_CARE)
def end_before_start(records: Records) -> "pd.Series[bool]":
    """episodes ended before they began"""
    episodes = records["episodes"]
    return episodes["dec"] < episodes["decom"]


@rule("episodes", "decom", "drop", todo="leave them to the next year's return", touches=ALL_CARE)
def start_after_year(records: Records) -> "pd.Series[bool]":
    """episodes began after the end of the year"""
    return records["episodes"]["decom"] > records.collection.span.end


@rule("episodes", "decom", "warn", number="353", todo="look up the day", touches=YEAR_LONG)
def start_before_1991(records: Records) -> "pd.Series[bool]":
    """episodes began before 14 October 1991, when the return starts"""
    return records["episodes"]["decom"] < _FIRST_DAY


@rule("episodes", "dec", "warn", number="354", todo="mend the day, or leave it to the next return", touches=STOCK)
def end_after_year(records: Records) -> "pd.Series[bool]":
    """episodes ended after the end of the year; they count as open at its end"""
    return records["episodes"]["dec"] > records.collection.span.end


@rule("episodes", "rec", "warn", number="148", todo="give the reason why the episode ended", touches=FLOWS)
def end_without_reason(records: Records) -> "pd.Series[bool]":
    """episodes ended without a reason; care counts as ceased where no other episode begins on that day"""
    episodes = records["episodes"]
    return episodes["dec"].notna() & (episodes["rec"] == "")


@rule(
    "episodes",
    "rec",
    "warn",
    number="148",
    todo="give the day on which it ended, or no reason",
    touches=(*STOCK, *FLOWS),
)
def reason_without_end(records: Records) -> "pd.Series[bool]":
    """episodes have a reason for ending and no day; they count as open"""
    episodes = records["episodes"]
    return episodes["dec"].isna() & (episodes["rec"] != "")


# How one follows on another


@rule("episodes", "dec", "warn", number="142", todo="end the episode before the next", touches=STOCK)
def open_with_another_after(records: Records) -> "pd.Series[bool]":
    """an episode has no end, and another began after it; the child counts once, with the one begun last"""
    return _pairs(records, lambda this, before: before["dec"].isna() & before["decom"].notna(), marks_before=True)


@rule("episodes", "decom", "warn", number="501", todo="mend the days of the two episodes", touches=PLACEMENTS)
def overlaps_one_before(records: Records) -> "pd.Series[bool]":
    """an episode began before the end of the one before"""
    return _pairs(records, lambda this, before: this["decom"] < before["dec"])


@rule("episodes", "rec", "warn", number="388", todo="add the episode, or say why care ended", touches=FLOWS)
def nothing_follows(records: Records) -> "pd.Series[bool]":
    """an episode ended with X1, and none begins on that day; care does not count as ceased"""
    episodes = records["episodes"]
    ended = episodes["dec"].notna() & (episodes["rec"] == codes.STILL_LOOKED_AFTER)
    begun = episodes[["child", "decom"]].drop_duplicates()
    found = episodes[["child", "dec"]].merge(begun, "left", left_on=["child", "dec"], right_on=["child", "decom"])
    return ended & found["decom"].isna().set_axis(episodes.index)


@rule("episodes", "rne", "warn", number="431", todo="give the reason with which it goes on", touches=FLOWS)
def start_where_it_goes_on(records: Records) -> "pd.Series[bool]":
    """an episode started care (S) on the day on which the one before ended"""
    return _pairs(records, lambda this, before: (this["rne"] == "S") & (this["decom"] == before["dec"]))


@rule("episodes", "rne", "warn", number="432", todo="start care anew (S), or end the one before with X1", touches=FLOWS)
def goes_on_after_end(records: Records) -> "pd.Series[bool]":
    """an episode goes on after care had ceased; it counts as a new period of care that nobody started"""
    return _pairs(records, lambda this, before: _ceased(before) & ~this["rne"].isin(("S", "")))


@rule("episodes", "decom", "warn", number="433", todo="mend the days, or start care anew (S)", touches=PLACEMENTS)
def gap_before(records: Records) -> "pd.Series[bool]":
    """an episode goes on and does not begin on the day on which the one before ended"""
    goes_on = ("L", "P", "T", "B", "U")
    return _pairs(records, lambda this, before: this["rne"].isin(goes_on) & (this["decom"] != before["dec"]))


@rule(
    "episodes",
    "rne",
    "warn",
    number="357",
    todo="send the episode with which care started",
    touches=(*FLOWS, *YEAR_LONG),
)
def first_is_no_start(records: Records) -> "pd.Series[bool]":
    """the first episode of a child began in the year and does not start care; it is not among those who started, and
    how long the child was in care is not known
    """
    episodes = records["episodes"]
    first = episodes.groupby("child")["decom"].transform("min") == episodes["decom"]
    others = episodes["rne"].where(first, "").eq("S").groupby(episodes["child"]).transform("any")
    return first & ~others & (episodes["decom"] > records.collection.span.start)


@rule("episodes", "ls", "warn", number="434", todo="mend the legal status, or the reason", touches=ADOPTION)
def legal_status_unchanged(records: Records) -> "pd.Series[bool]":
    """the reason says that only the legal status changed (L), and it did not"""
    return _pairs(records, lambda this, before: (this["rne"] == "L") & (this["ls"] == before["ls"]))


@rule("episodes", "ls", "warn", number="435", todo="mend the legal status, or the reason", touches=ADOPTION)
def legal_status_changed(records: Records) -> "pd.Series[bool]":
    """the reason says that only the placement changed (P, T), and so did the legal status"""
    return _pairs(records, lambda this, before: this["rne"].isin(("P", "T")) & (this["ls"] != before["ls"]))


@rule("episodes", "ls", "warn", number="436", todo="mend the legal status, or the reason", touches=ADOPTION)
def both_unchanged(records: Records) -> "pd.Series[bool]":
    """the reason says that legal status and placement changed (B, U), and the legal status did not"""
    return _pairs(records, lambda this, before: this["rne"].isin(("B", "U")) & (this["ls"] == before["ls"]))


@rule("episodes", "place", "warn", number="434", todo="mend the placement, or the reason", touches=PLACEMENTS)
def placement_changed(records: Records) -> "pd.Series[bool]":
    """the reason says that only the legal status changed (L), and so did the placement"""
    return _pairs(records, lambda this, before: (this["rne"] == "L") & (this["place"] != before["place"]))


@rule("episodes", "rec", "warn", number="437", todo="look up which of the two is right", touches=(*STOCK, *FLOWS))
def after_the_last(records: Records) -> "pd.Series[bool]":
    """an episode follows on one that ended as the child died or was found to be 18 or over"""
    return _pairs(records, lambda this, before: before["dec"].notna() & before["rec"].isin(_LAST_REASONS))


# Codes that are not there


@rule("episodes", "rne", "warn", number="143", todo="give the reason", touches=(*FLOWS, *PLACEMENTS))
def no_reason_for_episode(records: Records) -> "pd.Series[bool]":
    """episodes have no reason why they began; they neither start care nor a placement"""
    return records["episodes"]["rne"] == ""


@rule("episodes", "ls", "warn", number="144", todo="give the legal status", touches=ALL_CARE)
def no_legal_status(records: Records) -> "pd.Series[bool]":
    """episodes have no legal status; they count, since nothing says that they are short breaks"""
    return records["episodes"]["ls"] == ""


@rule("episodes", "place", "warn", number="146", todo="give the placement", touches=(*PLACEMENTS, *ADOPTION))
def no_placement(records: Records) -> "pd.Series[bool]":
    """episodes have no placement"""
    return records["episodes"]["place"] == ""
