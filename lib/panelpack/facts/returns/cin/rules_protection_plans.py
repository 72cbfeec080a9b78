"""Rules about child protection plans and their reviews."""

import pandas as pd

from panelpack.facts.returns.cin.links import (
    has,
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

_MOST_PLANS = 20
_RECORD = "look at the plan, mend it and export the census anew"
_STARTED = ("cpp_started", "cpp_repeat_pct")
_OPEN = ("cpp_open", "cpp_open_quarterly", "cpp_by_category", "cpp_2yrs_pct")
_REVIEWED = ("cpp_reviewed_pct",)


@rule("protection_plans", "LAchildID", "drop", todo="take the repeated plan out", touches=(*_STARTED, *_OPEN))
def plan_twice(records: Records) -> "pd.Series[bool]":
    """A plan says the same as another one of the child in every respect, and counts once"""
    return repeated(records["protection_plans"])


@rule("protection_plans", "start_date", "drop", todo=_RECORD, number="8720", touches=(*_STARTED, *_OPEN))
def plan_without_start(records: Records) -> "pd.Series[bool]":
    """A plan does not say when it started, so it is left out"""
    return records["protection_plans"]["start_date"].isna()


@rule("protection_plans", "start_date", "drop", todo=_RECORD, number="8720", touches=(*_STARTED, *_OPEN))
def plan_after_the_year(records: Records) -> "pd.Series[bool]":
    """A plan starts after the end of the year, so it is left out"""
    return records["protection_plans"]["start_date"] > year_of(records).end


@rule("protection_plans", "start_date", "warn", todo=_RECORD, number="1105", touches=_STARTED)
def plan_before_referral(records: Records) -> "pd.Series[bool]":
    """A plan started before the referral; it counts"""
    rows = records["protection_plans"]
    return rows["start_date"] < rows["referral_date"]


@rule("protection_plans", "end_date", "warn", todo=_RECORD, number="8925", touches=_OPEN)
def plan_ends_before_start(records: Records) -> "pd.Series[bool]":
    """A plan ends before it starts; it counts as started and as ended"""
    rows = records["protection_plans"]
    return rows["end_date"] < rows["start_date"]


@rule("protection_plans", "end_date", "warn", todo=_RECORD, number="8840", touches=_STARTED)
def plan_of_one_day(records: Records) -> "pd.Series[bool]":
    """A plan starts and ends on one day; it counts as started"""
    rows = records["protection_plans"]
    return rows["end_date"] == rows["start_date"]


@rule("protection_plans", "end_date", "warn", todo=_RECORD, number="8930", touches=_OPEN)
def plan_ends_outside_the_year(records: Records) -> "pd.Series[bool]":
    """A plan ends before or after the year; one that ends after it is open at its end"""
    return outside(records["protection_plans"]["end_date"], year_of(records))


@rule("protection_plans", "end_date", "warn", todo=_RECORD, number="8935", touches=_OPEN)
def several_open_plans(records: Records) -> "pd.Series[bool]":
    """A child has several open plans; the child counts once, by the plan that began last"""
    return several_open(records["protection_plans"], ["child"], "end_date")


@rule("protection_plans", "start_date", "warn", todo=_RECORD, number="8940", touches=(*_STARTED, *_OPEN))
def overlapping_plans(records: Records) -> "pd.Series[bool]":
    """A plan starts while another one of the child is open; each counts as started"""
    return overlapping(records["protection_plans"], ["child"], "start_date", "end_date")


@rule("protection_plans", "initial_category", "warn", todo=_RECORD, number="8905")
def no_initial_category(records: Records) -> "pd.Series[bool]":
    """A plan has no first category of abuse; it counts"""
    return records["protection_plans"]["initial_category"] == ""


@rule("protection_plans", "latest_category", "warn", todo=_RECORD, number="8910", touches=("cpp_by_category",))
def no_latest_category(records: Records) -> "pd.Series[bool]":
    """A plan has no latest category of abuse; it counts with the category not known"""
    return records["protection_plans"]["latest_category"] == ""


@rule("protection_plans", "previous_plans", "warn", todo=_RECORD, number="8730", touches=("cpp_repeat_pct",))
def previous_plans_not_said(records: Records) -> "pd.Series[bool]":
    """A plan does not say how many the child had before; it counts as a first one"""
    return records["protection_plans"]["previous_plans"].isna()


@rule("protection_plans", "previous_plans", "warn", todo=_RECORD, touches=("cpp_repeat_pct",))
def previous_plans_hardly_so(records: Records) -> "pd.Series[bool]":
    """A number of previous plans is below nought, no whole number, or above 20; it is taken as it stands"""
    number = records["protection_plans"]["previous_plans"]
    return (number < 0) | (number > _MOST_PLANS) | (number % 1 > 0)


@rule("protection_plans", "previous_plans", "warn", todo=_RECORD, touches=("cpp_repeat_pct",))
def previous_plan_not_counted(records: Records) -> "pd.Series[bool]":
    """A plan says that it is the child's first, and the file holds an earlier one; it counts as a first one"""
    rows = records["protection_plans"]
    first = rows.groupby("child")["start_date"].transform("min")
    return (rows["previous_plans"] == 0) & (rows["start_date"] > first)


@rule(
    "protection_plans",
    "start_date",
    "warn",
    todo="look whether conferences are missing",
    number="2883",
    touches=("icpcs", *_STARTED),
    needs=("enquiries", "referrals"),
)
def more_plans_than_conferences(records: Records) -> "pd.Series[bool]":
    """More plans start in the year than there are initial conferences; each counts"""
    rows, year = records["protection_plans"], year_of(records)
    started = year.holds(rows["start_date"])
    held = sum(int(year.holds(records[name]["conference_date"]).sum()) for name in ("enquiries", "referrals"))
    return started & bool(started.sum() > held)


@rule(
    "protection_plans",
    "start_date",
    "warn",
    todo=_RECORD,
    number="2885",
    touches=("icpcs", *_STARTED),
    needs=("enquiries", "referrals"),
)
def plan_without_conference_that_day(records: Records) -> "pd.Series[bool]":
    """A plan starts in the year on a day on which the child had no initial conference; it counts"""
    rows = records["protection_plans"]
    held = pd.concat([records[name][["child", "conference_date"]] for name in ("enquiries", "referrals")])
    same = has(rows, held.rename(columns={"conference_date": "start_date"}), ["child", "start_date"])
    return year_of(records).holds(rows["start_date"]) & ~same


@rule("protection_plans", "start_date", "warn", todo=_RECORD, number="8915", touches=_STARTED, needs=("children",))
def plan_after_death(records: Records) -> "pd.Series[bool]":
    """A plan starts after the date of death of the child; it counts"""
    rows = records["protection_plans"]
    return rows["start_date"] > of_child(rows, records, "death_date")


@rule("protection_plans", "end_date", "warn", todo=_RECORD, number="8920", touches=_OPEN, needs=("children",))
def plan_open_after_death(records: Records) -> "pd.Series[bool]":
    """A plan ends after the date of death of the child, or is still open; it counts as it stands"""
    rows, died = records["protection_plans"], of_child(records["protection_plans"], records, "death_date")
    return (rows["end_date"] > died) | (rows["end_date"].isna() & died.notna())


@rule("protection_plans", "end_date", "warn", todo=_RECORD, number="8565", touches=_OPEN, needs=("referrals",))
def plan_open_after_closure(records: Records) -> "pd.Series[bool]":
    """A plan ends after its episode closed, or is still open; it counts, and the child is not in need"""
    rows = records["protection_plans"]
    closed = of_episode(rows, records, "closure_date")
    return (rows["end_date"] > closed) | (rows["end_date"].isna() & closed.notna())


@rule("reviews", "review_date", "drop", todo=_RECORD, number="8842Q", touches=_REVIEWED)
def review_without_date(records: Records) -> "pd.Series[bool]":
    """A review of a plan has no date, so it is left out"""
    return records["reviews"]["review_date"].isna()


@rule("reviews", "review_date", "drop", todo=_RECORD, number="8841", touches=_REVIEWED)
def review_before_plan(records: Records) -> "pd.Series[bool]":
    """A review lies on the day on which its plan started or before, so it is left out"""
    rows = records["reviews"]
    return rows["review_date"] <= rows["plan_start_date"]


@rule("reviews", "review_date", "drop", todo=_RECORD, touches=_REVIEWED)
def review_after_the_year(records: Records) -> "pd.Series[bool]":
    """A review lies after the end of the year, so it is left out"""
    return records["reviews"]["review_date"] > year_of(records).end
