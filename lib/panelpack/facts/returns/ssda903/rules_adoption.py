"""Rules of adoption: its details (AD1), and the decisions that a child should be placed."""

import pandas as pd

from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.ssda903.touches import TIMINGS
from panelpack.facts.returns.tables import Records

_WAITING = ("adoption_waiting",)


@rule("ad1", "date_match", "warn", number="113", todo="give the day of the match", touches=TIMINGS)
def no_match(records: Records) -> "pd.Series[bool]":
    """adopted children have no day on which they were matched; they are not in the mean"""
    return records["ad1"]["date_match"].isna()


@rule(
    "ad1",
    "child",
    "warn",
    number="602",
    todo="look up whether the child was adopted",
    needs=["episodes"],
    touches=("adopted",),
)
def details_without_adoption(records: Records) -> "pd.Series[bool]":
    """children are in AD1, and no episode of theirs ended with adoption"""
    episodes = records["episodes"]
    return ~records["ad1"]["child"].isin(episodes.loc[episodes["rec"].isin(codes.ADOPTED), "child"])


@rule("ad1", "date_match", "warn", number="331", todo="mend the day of the match", needs=["episodes"], touches=TIMINGS)
def match_after_placement(records: Records) -> "pd.Series[bool]":
    """children were matched after they were placed for adoption"""
    episodes = records["episodes"]
    placed = episodes[episodes["place"].isin(codes.ADOPTIVE)].groupby("child")["decom"].max()
    return records["ad1"]["date_match"] > care.of_children(placed, records["ad1"])


@rule("placed_adoption", "date_placed", "warn", number="563", todo="give the day of the decision", touches=_WAITING)
def no_decision_day(records: Records) -> "pd.Series[bool]":
    """decisions for adoption have no day"""
    return records["placed_adoption"]["date_placed"].isna()


@rule("placed_adoption", "date_placed_ceased", "warn", number="522", todo="mend the two days", touches=_WAITING)
def decision_reversed_before(records: Records) -> "pd.Series[bool]":
    """decisions for adoption were reversed before they were made"""
    decisions = records["placed_adoption"]
    return decisions["date_placed_ceased"] < decisions["date_placed"]


@rule(
    "placed_adoption",
    "reason_placed_ceased",
    "warn",
    number="119",
    todo="give both day and reason, or none",
    touches=_WAITING,
)
def reversal_in_part(records: Records) -> "pd.Series[bool]":
    """the reversal of a decision has a day and no reason, or a reason and no day; without a day the plan stands"""
    decisions = records["placed_adoption"]
    return decisions["date_placed_ceased"].isna() != (decisions["reason_placed_ceased"] == "")


@rule(
    "placed_adoption",
    "date_placed_ceased",
    "warn",
    number="558",
    todo="look up which is right",
    needs=["ad1"],
    touches=_WAITING,
)
def reversed_and_adopted(records: Records) -> "pd.Series[bool]":
    """the decision for adoption was reversed, and the child is among those adopted"""
    decisions = records["placed_adoption"]
    return decisions["date_placed_ceased"].notna() & decisions["child"].isin(records["ad1"]["child"])
