"""Rules of the modules of missing periods, reviews and unaccompanied asylum seekers."""

import pandas as pd

from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.ssda903 import care
from panelpack.facts.returns.ssda903.touches import AWAY, MISSING
from panelpack.facts.returns.tables import Records

_PERIODS = (*MISSING, *AWAY)


# Missing


@rule("missing", "mis_start", "drop", number="564", todo="give the day on which it began", touches=_PERIODS)
def missing_without_start(records: Records) -> "pd.Series[bool]":
    """periods missing have no day on which they began"""
    return records["missing"]["mis_start"].isna()


@rule("missing", "missing", "warn", number="565", todo="say whether missing (M) or away (A)", touches=_PERIODS)
def missing_of_no_kind(records: Records) -> "pd.Series[bool]":
    """periods say neither M nor A; they count as neither"""
    return records["missing"]["missing"] == ""


@rule("missing", "mis_end", "drop", number="567", todo="mend the two days", touches=_PERIODS)
def missing_ends_before_start(records: Records) -> "pd.Series[bool]":
    """periods missing ended before they began"""
    missing = records["missing"]
    return missing["mis_end"] < missing["mis_start"]


@rule("missing", "mis_start", "drop", number="570", todo="leave them to the next year's return", touches=_PERIODS)
def missing_after_year(records: Records) -> "pd.Series[bool]":
    """periods missing began after the end of the year"""
    return records["missing"]["mis_start"] > records.collection.span.end


@rule("missing", "mis_end", "warn", number="571", todo="mend the day on which it ended", touches=_PERIODS)
def missing_ends_outside_year(records: Records) -> "pd.Series[bool]":
    """periods missing ended before the year or after it; they count where they were open on one of its days"""
    ends = records["missing"]["mis_end"]
    return ends.notna() & ~records.collection.span.holds(ends)


@rule("missing", "mis_start", "warn", number="574", todo="mend the days of the two periods", touches=_PERIODS)
def missing_overlaps(records: Records) -> "pd.Series[bool]":
    """a period missing began while the one before was open; each counts"""
    missing = records["missing"]
    ordered = missing.sort_values(["child", "mis_start", "mis_end"], kind="stable")
    before = ordered.shift()
    still = before["mis_end"].isna() | (ordered["mis_start"] < before["mis_end"])
    return ((ordered["child"] == before["child"]) & still).reindex(missing.index)


@rule("missing", "child", "warn", number="581", todo="look up the child", needs=["episodes"], touches=_PERIODS)
def missing_and_not_in_care(records: Records) -> "pd.Series[bool]":
    """children missing have no episode; their periods do not count"""
    return ~records["missing"]["child"].isin(records["episodes"]["child"])


# Reviews and asylum seekers


@rule(
    "reviews",
    "review",
    "warn",
    number="166",
    todo="give the day of the review",
    touches=("care_reviews_with_child_pct",),
)
def review_without_day(records: Records) -> "pd.Series[bool]":
    """reviews have no day; they do not count"""
    return records["reviews"]["review"].isna()


@rule(
    "reviews",
    "review_code",
    "warn",
    number="167",
    todo="say how the child took part",
    touches=("care_reviews_with_child_pct",),
)
def review_without_code(records: Records) -> "pd.Series[bool]":
    """of reviews it is not said how the child took part; they stay in the base"""
    return records["reviews"]["review_code"] == ""


@rule(
    "reviews", "review", "warn", todo="leave them to the next year's return", touches=("care_reviews_with_child_pct",)
)
def review_after_year(records: Records) -> "pd.Series[bool]":
    """reviews were held after the end of the year; they do not count"""
    return records["reviews"]["review"] > records.collection.span.end


@rule("uasc", "duc", "warn", number="304", todo="mend the day on which the status ceased", touches=("cla_uasc_pct",))
def asylum_status_after_18(records: Records) -> "pd.Series[bool]":
    """the status of unaccompanied asylum seekers ceased after their 18th birthday"""
    uasc = records["uasc"]
    births = care.births_of(records, uasc)
    return uasc["duc"] > births + pd.DateOffset(years=18)


@rule("uasc", "child", "warn", todo="look up the child", needs=["episodes"], touches=("cla_uasc_pct",))
def asylum_seeker_without_episode(records: Records) -> "pd.Series[bool]":
    """unaccompanied asylum seekers have no episode; they do not count"""
    return ~records["uasc"]["child"].isin(records["episodes"]["child"])
