"""Rules about assessments and the factors that they found."""

import pandas as pd

from panelpack.facts.returns.cin.codes import NO_FACTOR
from panelpack.facts.returns.cin.links import (
    EPISODE,
    has,
    later_than,
    of_episode,
    outside,
    overlapping,
    repeated,
    several_open,
    year_of,
)
from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.tables import Records

_LIMIT = 45
_RECORD = "look at the assessment, mend it and export the census anew"
_NUMBER = ("assessments",)
_TIMELY = ("assessments_45d_pct", "assessments_45d_quarterly_pct")
_FACTORS = ("factor_cse", "factor_cce")
_ONE = [*EPISODE, "start_date", "authorised_date"]


@rule("assessments", "LAchildID", "drop", todo="take the repeated assessment out", touches=(*_NUMBER, *_TIMELY))
def assessment_twice(records: Records) -> "pd.Series[bool]":
    """An assessment says the same as another one of the episode in every respect, and counts once"""
    return repeated(records["assessments"])


@rule("assessments", "start_date", "warn", todo=_RECORD, touches=_TIMELY)
def assessment_without_start(records: Records) -> "pd.Series[bool]":
    """An assessment does not say when it started; it counts, and is timed from the referral alone"""
    return records["assessments"]["start_date"].isna()


@rule("assessments", "start_date", "warn", todo=_RECORD, number="1103", touches=_TIMELY)
def assessment_before_referral(records: Records) -> "pd.Series[bool]":
    """An assessment started before the referral; it counts"""
    rows = records["assessments"]
    return rows["start_date"] < rows["referral_date"]


@rule("assessments", "authorised_date", "warn", todo=_RECORD, touches=_TIMELY)
def authorised_before_referral(records: Records) -> "pd.Series[bool]":
    """An assessment was authorised before the referral; it counts, and not as in time"""
    rows = records["assessments"]
    return rows["authorised_date"] < rows["referral_date"]


@rule("assessments", "authorised_date", "warn", todo=_RECORD, touches=_TIMELY)
def assessment_cannot_be_timed(records: Records) -> "pd.Series[bool]":
    """An assessment was authorised and its episode has no date of referral; it counts, and not as in time"""
    rows = records["assessments"]
    return rows["authorised_date"].notna() & rows["referral_date"].isna()


@rule("assessments", "authorised_date", "warn", todo=_RECORD, number="8608", touches=_TIMELY)
def authorised_before_start(records: Records) -> "pd.Series[bool]":
    """An assessment was authorised before it started; it counts"""
    rows = records["assessments"]
    return rows["authorised_date"] < rows["start_date"]


@rule("assessments", "authorised_date", "warn", todo=_RECORD, number="8696", touches=(*_NUMBER, *_TIMELY))
def authorised_outside_the_year(records: Records) -> "pd.Series[bool]":
    """An assessment was authorised before or after the year, and does not count in it"""
    return outside(records["assessments"]["authorised_date"], year_of(records))


@rule("assessments", "start_date", "warn", todo=_RECORD, number="8736", touches=_NUMBER)
def unfinished_from_another_year(records: Records) -> "pd.Series[bool]":
    """An assessment that is not authorised did not start in the year; it does not count until it is"""
    rows = records["assessments"]
    return rows["authorised_date"].isna() & outside(rows["start_date"], year_of(records))


@rule("assessments", "authorised_date", "warn", todo=_RECORD, number="8670Q", touches=_TIMELY)
def assessment_overdue(records: Records) -> "pd.Series[bool]":
    """An assessment started more than 45 working days before the year's end and is not authorised; it is not timed"""
    rows, end = records["assessments"], year_of(records).end
    asked = rows["authorised_date"].isna() & (rows["start_date"] <= end)
    starts = rows["start_date"].where(asked)
    return later_than(starts, end, _LIMIT)


@rule("assessments", "authorised_date", "warn", todo=_RECORD, number="8867", touches=_NUMBER, needs=("referrals",))
def closed_before_authorised(records: Records) -> "pd.Series[bool]":
    """An episode is closed and its assessment is not authorised; it does not count"""
    rows = records["assessments"]
    return rows["authorised_date"].isna() & of_episode(rows, records, "closure_date").notna()


@rule("assessments", "authorised_date", "warn", todo=_RECORD, number="8565", touches=_NUMBER, needs=("referrals",))
def assessed_after_closure(records: Records) -> "pd.Series[bool]":
    """An assessment started or was authorised after its episode closed; it counts"""
    rows = records["assessments"]
    closed = of_episode(rows, records, "closure_date")
    return (rows["start_date"] > closed) | (rows["authorised_date"] > closed)


@rule("assessments", "authorised_date", "warn", todo=_RECORD, number="8896", touches=_NUMBER)
def several_open_assessments(records: Records) -> "pd.Series[bool]":
    """An episode has several assessments that are not authorised; none counts until it is"""
    return several_open(records["assessments"], EPISODE, "authorised_date")


@rule("assessments", "start_date", "warn", todo=_RECORD, number="8863Q", touches=_NUMBER)
def overlapping_assessments(records: Records) -> "pd.Series[bool]":
    """An assessment starts while another one of the episode goes on; each counts"""
    return overlapping(records["assessments"], EPISODE, "start_date", "authorised_date")


@rule("assessments", "authorised_date", "warn", todo=_RECORD, number="8897Q", touches=_FACTORS, needs=("factors",))
def authorised_without_factors(records: Records) -> "pd.Series[bool]":
    """An assessment was authorised and no factor is recorded, not even that there was none; it counts with none"""
    rows = records["assessments"]
    return rows["authorised_date"].notna() & ~has(rows, records["factors"], _ONE)


@rule("factors", "authorised_date", "warn", todo=_RECORD, number="8614", touches=_FACTORS)
def factors_before_authorised(records: Records) -> "pd.Series[bool]":
    """A factor is recorded of an assessment that is not authorised; it does not count until it is"""
    return records["factors"]["authorised_date"].isna()


@rule("factors", "factor", "warn", todo=_RECORD, number="8869", touches=_FACTORS)
def no_factor_beside_others(records: Records) -> "pd.Series[bool]":
    """An assessment says that there was no factor, and names others; those count"""
    rows = records["factors"]
    says_none = rows["factor"] == NO_FACTOR
    return says_none & has(rows, rows[~says_none], _ONE)


@rule("factors", "factor", "warn", todo=_RECORD, number="8898", touches=_FACTORS)
def factor_twice(records: Records) -> "pd.Series[bool]":
    """An assessment names a factor twice; the assessment counts once"""
    return repeated(records["factors"])
