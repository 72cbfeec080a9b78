"""Rules about child in need plans, which the census holds since 2022."""

import pandas as pd

from panelpack.facts.returns.cin.links import (
    of_child,
    of_episode,
    outside,
    overlapping,
    repeated,
    several_open,
    year_of,
)
from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.tables import Records

_RECORD = "look at the plan, mend it and export the census anew"
_OPEN = ("cin_plans_open",)


@rule("cin_plans", "LAchildID", "drop", todo="take the repeated plan out", touches=_OPEN)
def cin_plan_twice(records: Records) -> "pd.Series[bool]":
    """A plan says the same as another one of the child in every respect, and counts once"""
    return repeated(records["cin_plans"])


@rule("cin_plans", "start_date", "drop", todo=_RECORD, number="4010", touches=_OPEN)
def cin_plan_without_start(records: Records) -> "pd.Series[bool]":
    """A plan does not say when it started, or starts after the year, so it is left out"""
    starts = records["cin_plans"]["start_date"]
    return starts.isna() | (starts > year_of(records).end)


@rule("cin_plans", "end_date", "warn", todo=_RECORD, number="4011", touches=_OPEN)
def cin_plan_ends_before_start(records: Records) -> "pd.Series[bool]":
    """A plan ends before it starts; it counts as ended"""
    rows = records["cin_plans"]
    return rows["end_date"] < rows["start_date"]


@rule("cin_plans", "end_date", "warn", todo=_RECORD, number="4013", touches=_OPEN)
def cin_plan_ends_outside_the_year(records: Records) -> "pd.Series[bool]":
    """A plan ends before or after the year; one that ends after it is open at its end"""
    return outside(records["cin_plans"]["end_date"], year_of(records))


@rule("cin_plans", "end_date", "warn", todo=_RECORD, number="4004", touches=_OPEN)
def several_open_cin_plans(records: Records) -> "pd.Series[bool]":
    """A child has several open child in need plans; the child counts once"""
    return several_open(records["cin_plans"], ["child"], "end_date")


@rule("cin_plans", "start_date", "warn", todo=_RECORD, number="4014", touches=_OPEN)
def overlapping_cin_plans(records: Records) -> "pd.Series[bool]":
    """A child in need plan starts while another one of the child is open; the child counts once"""
    return overlapping(records["cin_plans"], ["child"], "start_date", "end_date")


@rule("cin_plans", "start_date", "warn", todo=_RECORD, number="4015", touches=_OPEN)
def cin_plan_before_referral(records: Records) -> "pd.Series[bool]":
    """A child in need plan started before the referral; it counts"""
    rows = records["cin_plans"]
    return rows["start_date"] < rows["referral_date"]


@rule("cin_plans", "start_date", "warn", todo=_RECORD, number="4000", touches=_OPEN, needs=("referrals",))
def cin_plan_without_action(records: Records) -> "pd.Series[bool]":
    """A child in need plan follows a referral without further action; it counts"""
    rows = records["cin_plans"]
    return of_episode(rows, records, "no_further_action").astype("boolean").fillna(False)


@rule("cin_plans", "start_date", "warn", todo=_RECORD, number="4008", touches=_OPEN, needs=("children",))
def cin_plan_after_death(records: Records) -> "pd.Series[bool]":
    """A child in need plan starts after the date of death of the child; it counts"""
    rows = records["cin_plans"]
    return rows["start_date"] > of_child(rows, records, "death_date")


@rule("cin_plans", "end_date", "warn", todo=_RECORD, number="8565", touches=_OPEN, needs=("referrals",))
def cin_plan_open_after_closure(records: Records) -> "pd.Series[bool]":
    """A child in need plan ends after its episode closed, or is still open; it counts as it stands"""
    rows = records["cin_plans"]
    closed = of_episode(rows, records, "closure_date")
    return (rows["end_date"] > closed) | (rows["end_date"].isna() & closed.notna())


@rule(
    "cin_plans",
    "start_date",
    "warn",
    todo=_RECORD,
    number="4001",
    touches=("cin_plans_open", "cpp_open"),
    needs=("protection_plans",),
)
def two_kinds_of_plan(records: Records) -> "pd.Series[bool]":
    """A child in need plan is open on a day on which a child protection plan of the child is; each counts"""
    rows = records["cin_plans"].reset_index(names="place")
    others = records["protection_plans"][["child", "start_date", "end_date"]]
    pairs = rows.merge(others, on="child", suffixes=("", "_other"))
    begins = pairs["start_date"] < pairs["end_date_other"].fillna(pd.Timestamp.max.as_unit("s"))
    goes_on = pairs["end_date"].isna() | (pairs["end_date"] > pairs["start_date_other"])
    broken = pairs.loc[begins & goes_on, "place"]
    return pd.Series(records["cin_plans"].index.isin(broken), index=records["cin_plans"].index)
