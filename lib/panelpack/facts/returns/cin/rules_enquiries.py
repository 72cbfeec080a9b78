"""Rules about section 47 enquiries and the initial conferences that follow them."""

import pandas as pd

from panelpack.facts.returns.cin.links import (
    EPISODE,
    at_weekend,
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

_LIMIT = 15
_RECORD = "look at the enquiry, mend it and export the census anew"
_ENQUIRIES, _ICPC, _TIMELY = ("s47_enquiries",), ("icpcs", "icpc_15d_pct"), ("icpc_15d_pct",)


@rule("enquiries", "LAchildID", "drop", todo="take the repeated enquiry out", touches=(*_ENQUIRIES, *_ICPC))
def enquiry_twice(records: Records) -> "pd.Series[bool]":
    """An enquiry says the same as another one of the episode in every respect, and counts once"""
    return repeated(records["enquiries"])


@rule("enquiries", "start_date", "warn", todo=_RECORD, number="8615", touches=(*_ENQUIRIES, *_TIMELY))
def enquiry_without_start(records: Records) -> "pd.Series[bool]":
    """An enquiry does not say when it started; its conference counts and is not timed, the enquiry does not count"""
    return records["enquiries"]["start_date"].isna()


@rule("enquiries", "start_date", "warn", todo=_RECORD, number="2889", touches=_ENQUIRIES)
def enquiry_before_referral(records: Records) -> "pd.Series[bool]":
    """An enquiry started before the referral; it counts"""
    rows = records["enquiries"]
    return rows["start_date"] < rows["referral_date"]


@rule("enquiries", "start_date", "warn", todo=_RECORD, number="8740", touches=_ENQUIRIES)
def unfinished_enquiry_of_another_year(records: Records) -> "pd.Series[bool]":
    """An enquiry without a conference did not start in the year, and does not count in it"""
    rows = records["enquiries"]
    return rows["conference_date"].isna() & outside(rows["start_date"], year_of(records))


@rule("enquiries", "start_date", "warn", todo=_RECORD, number="8890", touches=_ENQUIRIES)
def overlapping_enquiries(records: Records) -> "pd.Series[bool]":
    """An enquiry starts while another one of the episode still leads to a conference; each counts"""
    rows = records["enquiries"]
    asked = rows[~rows["conference_not_needed"].fillna(False)]
    found = overlapping(asked, EPISODE, "start_date", "conference_date")
    return found.reindex(rows.index, fill_value=False)


@rule("enquiries", "conference_date", "warn", todo=_RECORD, number="8839", touches=_ICPC)
def several_open_enquiries(records: Records) -> "pd.Series[bool]":
    """An episode has several enquiries that still lead to a conference; each enquiry counts"""
    rows = records["enquiries"]
    asked = rows[~rows["conference_not_needed"].fillna(False)]
    return several_open(asked, EPISODE, "conference_date").reindex(rows.index, fill_value=False)


@rule("enquiries", "conference_date", "warn", todo=_RECORD, number="8615", touches=_TIMELY)
def conference_before_enquiry(records: Records) -> "pd.Series[bool]":
    """A conference lies before the start of its enquiry; it counts and is not timed"""
    rows = records["enquiries"]
    return rows["conference_date"] < rows["start_date"]


@rule("enquiries", "conference_date", "warn", todo=_RECORD, number="1104", touches=_ICPC)
def enquiry_conference_before_referral(records: Records) -> "pd.Series[bool]":
    """A conference lies before the referral; it counts"""
    rows = records["enquiries"]
    return rows["conference_date"] < rows["referral_date"]


@rule("enquiries", "conference_date", "warn", todo=_RECORD, number="8715", touches=_ICPC)
def enquiry_conference_outside_the_year(records: Records) -> "pd.Series[bool]":
    """A conference lies before or after the year, and does not count in it"""
    return outside(records["enquiries"]["conference_date"], year_of(records))


@rule("enquiries", "conference_date", "warn", todo=_RECORD, number="8875", touches=_TIMELY)
def enquiry_conference_at_weekend(records: Records) -> "pd.Series[bool]":
    """A conference lies on a Saturday or Sunday; it counts and is timed up to the Friday before"""
    return at_weekend(records["enquiries"]["conference_date"])


@rule("enquiries", "conference_date", "warn", todo=_RECORD, number="8675Q", touches=_ICPC)
def conference_overdue(records: Records) -> "pd.Series[bool]":
    """An enquiry started more than 15 working days before the year's end and has neither a conference nor that none
    was needed; it is not timed"""
    rows, end = records["enquiries"], year_of(records).end
    asked = rows["conference_date"].isna() & ~rows["conference_not_needed"].fillna(False) & (rows["start_date"] <= end)
    return later_than(rows["start_date"].where(asked), end, _LIMIT)


@rule("enquiries", "conference_not_needed", "warn", todo=_RECORD, touches=_ICPC)
def conference_held_and_not_needed(records: Records) -> "pd.Series[bool]":
    """A conference is dated and said not to have been needed; it counts"""
    rows = records["enquiries"]
    return rows["conference_not_needed"].fillna(False) & rows["conference_date"].notna()


@rule("enquiries", "conference_date", "warn", todo=_RECORD, touches=_ICPC)
def conference_of_two_enquiries(records: Records) -> "pd.Series[bool]":
    """Two enquiries of a child have a conference on one day; each counts, as the Department counts every date"""
    rows = records["enquiries"]
    return rows["conference_date"].notna() & rows.duplicated(["child", "conference_date"]) & ~repeated(rows)


@rule("enquiries", "conference_date", "warn", todo=_RECORD, number="8868", touches=_ICPC, needs=("referrals",))
def closed_before_conference(records: Records) -> "pd.Series[bool]":
    """An episode is closed and its enquiry has neither a conference nor that none was needed; the enquiry counts"""
    rows = records["enquiries"]
    is_open = rows["conference_date"].isna() & ~rows["conference_not_needed"].fillna(False)
    return is_open & of_episode(rows, records, "closure_date").notna()


@rule("enquiries", "start_date", "warn", todo=_RECORD, number="8565", touches=_ENQUIRIES, needs=("referrals",))
def enquiry_after_closure(records: Records) -> "pd.Series[bool]":
    """An enquiry started, or its conference was held, after the episode closed; they count"""
    rows = records["enquiries"]
    closed = of_episode(rows, records, "closure_date")
    return (rows["start_date"] > closed) | (rows["conference_date"] > closed)
