"""Rules about referrals and the episodes that they begin: their days, their closure, whether anything followed."""

from collections.abc import Callable

import pandas as pd

from panelpack.facts.returns.cin.codes import AFTER_ASSESSMENT_ONLY
from panelpack.facts.returns.cin.links import (
    EPISODE,
    at_weekend,
    has,
    of_child,
    outside,
    overlapping,
    repeated,
    several_open,
    year_of,
)
from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.tables import Records

_BEFORE_BIRTH = pd.Timedelta(days=280)
_FEW = 10
_RECORD = "look at the episode, mend it and export the census anew"
_FLOWS = (
    "referrals",
    "referrals_quarterly",
    "children_referred",
    "referrals_nfa_pct",
    "rereferrals",
    "rereferrals_pct",
)
_STOCK = ("cin_march",)
_ICPC = ("icpcs",)


@rule(
    "referrals",
    "referral_date",
    "stop",
    todo="export the census of this year",
    touches=(*_FLOWS, *_STOCK, *_ICPC),
    stops_all=True,
)
def no_referral_in_the_year(records: Records) -> "pd.Series[bool]":
    """No referral of the file lies in its year, so it is not the census of that year, and nothing is counted"""
    rows = records["referrals"]
    return pd.Series(not year_of(records).holds(rows["referral_date"]).any(), index=rows.index)


@rule("referrals", "LAchildID", "drop", todo="take the repeated episode out", touches=(*_FLOWS, *_STOCK))
def referral_twice(records: Records) -> "pd.Series[bool]":
    """An episode says the same as another one of the child in every respect, and counts once"""
    return repeated(records["referrals"])


@rule("referrals", "referral_date", "drop", todo=_RECORD, number="8600", touches=(*_FLOWS, *_STOCK))
def no_referral_date(records: Records) -> "pd.Series[bool]":
    """An episode has no date of referral, so it is left out"""
    return records["referrals"]["referral_date"].isna()


@rule("referrals", "referral_date", "drop", todo=_RECORD, number="8600", touches=(*_FLOWS, *_STOCK))
def referred_after_the_year(records: Records) -> "pd.Series[bool]":
    """A referral lies after the end of the year, so it is left out"""
    return records["referrals"]["referral_date"] > year_of(records).end


@rule("referrals", "referral_date", "warn", todo=_RECORD, touches=("rereferrals", "rereferrals_pct", "referrals"))
def two_referrals_on_a_day(records: Records) -> "pd.Series[bool]":
    """A child has several referrals on one day that differ; each counts, none as a re-referral of the other"""
    rows = records["referrals"]
    return rows.duplicated(EPISODE) & rows["referral_date"].notna() & ~repeated(rows)


@rule("referrals", "referral_date", "warn", todo=_RECORD, number="8606", touches=("referrals",), needs=("children",))
def referred_before_conception(records: Records) -> "pd.Series[bool]":
    """A referral lies more than 40 weeks before the birth or expected birth of the child; it counts"""
    rows = records["referrals"]
    born = of_child(rows, records, "birth_date").fillna(of_child(rows, records, "expected_birth_date"))
    return rows["referral_date"] < born - _BEFORE_BIRTH


@rule("referrals", "referral_date", "warn", todo=_RECORD, number="8555Q", touches=("referrals",), needs=("children",))
def referred_after_death(records: Records) -> "pd.Series[bool]":
    """A referral lies after the date of death of the child; it counts"""
    rows = records["referrals"]
    return rows["referral_date"] > of_child(rows, records, "death_date")


@rule("referrals", "source", "warn", todo=_RECORD, number="8866")
def no_referral_source(records: Records) -> "pd.Series[bool]":
    """A referral does not say from whom it came; it counts"""
    return records["referrals"]["source"] == ""


@rule("referrals", "no_further_action", "warn", todo=_RECORD, number="8568", touches=("referrals_nfa_pct", *_STOCK))
def further_action_not_said(records: Records) -> "pd.Series[bool]":
    """A referral does not say whether further action followed; it counts as one that it did follow"""
    return records["referrals"]["no_further_action"].isna()


@rule("referrals", "no_further_action", "warn", todo=_RECORD, touches=("referrals_nfa_pct", *_STOCK))
def closed_case_without_action(records: Records) -> "pd.Series[bool]":
    """A referral without further action has a reason for closure, as only a case that went on has; it is not in need"""
    rows = records["referrals"]
    return rows["no_further_action"].fillna(False) & (rows["closure_reason"] != "")


@rule("referrals", "no_further_action", "warn", todo="ask how the system fills ReferralNFA", touches=_STOCK)
def nothing_ever_followed(records: Records) -> "pd.Series[bool]":
    """Every referral of the file is without further action, which is hardly so; no child would be in need"""
    flags = records["referrals"]["no_further_action"].fillna(False)
    return pd.Series(len(flags) >= _FEW and bool(flags.all()), index=flags.index)


@rule(
    "referrals",
    "no_further_action",
    "warn",
    todo=_RECORD,
    number="8831",
    touches=("referrals_nfa_pct", *_STOCK),
    needs=("assessments", "enquiries"),
)
def action_without_action(records: Records) -> "pd.Series[bool]":
    """A referral without further action has an assessment, an enquiry or a conference; what follows it counts"""
    rows = records["referrals"]
    followed = has(rows, records["assessments"]) | has(rows, records["enquiries"]) | rows["conference_date"].notna()
    return rows["no_further_action"].fillna(False) & followed


@rule(
    "referrals",
    "no_further_action",
    "warn",
    todo=_RECORD,
    number="8832",
    touches=("cpp_open", *_STOCK),
    needs=("protection_plans",),
)
def plan_without_action(records: Records) -> "pd.Series[bool]":
    """A referral without further action has a child protection plan; the plan counts, the episode is not in need"""
    rows = records["referrals"]
    return rows["no_further_action"].fillna(False) & has(rows, records["protection_plans"])


@rule("referrals", "primary_need", "warn", todo=_RECORD, number="8610")
def no_primary_need(records: Records) -> "pd.Series[bool]":
    """A referral with further action has no code of need; it counts"""
    rows = records["referrals"]
    return ~rows["no_further_action"].fillna(False) & (rows["primary_need"] == "")


@rule("referrals", "closure_date", "warn", todo=_RECORD, number="8630", touches=_STOCK)
def closed_before_referral(records: Records) -> "pd.Series[bool]":
    """An episode closes before its referral; it counts as closed"""
    rows = records["referrals"]
    return rows["closure_date"] < rows["referral_date"]


@rule("referrals", "closure_date", "warn", todo=_RECORD, number="8620", touches=_STOCK)
def closed_outside_the_year(records: Records) -> "pd.Series[bool]":
    """An episode closes before or after the year; one that closes after it is open at its end"""
    return outside(records["referrals"]["closure_date"], year_of(records))


@rule("referrals", "closure_reason", "warn", todo=_RECORD, number="8805")
def closed_without_reason(records: Records) -> "pd.Series[bool]":
    """An episode is closed without a reason; it counts as closed"""
    rows = records["referrals"]
    return rows["closure_date"].notna() & (rows["closure_reason"] == "")


@rule("referrals", "closure_date", "warn", todo=_RECORD, number="8810", touches=_STOCK)
def reason_without_closure(records: Records) -> "pd.Series[bool]":
    """An episode has a reason for closure and no date of it; it counts as open"""
    rows = records["referrals"]
    return rows["closure_date"].isna() & (rows["closure_reason"] != "") & ~rows["no_further_action"].fillna(False)


@rule("referrals", "closure_date", "warn", todo=_RECORD, number="8815", touches=_STOCK)
def several_open_episodes(records: Records) -> "pd.Series[bool]":
    """A child has several open episodes; each counts"""
    return _in_need(records, lambda rows: several_open(rows, ["child"], "closure_date"))


@rule("referrals", "closure_date", "warn", todo=_RECORD, number="8816", touches=_STOCK)
def open_episode_before_another(records: Records) -> "pd.Series[bool]":
    """An open episode is not the child's latest; it counts"""
    return _in_need(records, lambda rows: rows["closure_date"].isna() & (rows["referral_date"] < _latest(rows)))


@rule("referrals", "referral_date", "warn", todo=_RECORD, number="8820", touches=("referrals", "rereferrals", *_STOCK))
def overlapping_episodes(records: Records) -> "pd.Series[bool]":
    """A child is referred while an episode of it is open, where there should be no referral; it counts"""
    return _in_need(records, lambda rows: overlapping(rows, ["child"], "referral_date", "closure_date"))


@rule("referrals", "conference_date", "warn", todo=_RECORD, number="1104", touches=_ICPC)
def conference_before_referral(records: Records) -> "pd.Series[bool]":
    """A conference of the episode lies before the referral; it counts"""
    rows = records["referrals"]
    return rows["conference_date"] < rows["referral_date"]


@rule("referrals", "conference_date", "warn", todo=_RECORD, number="8715", touches=_ICPC)
def conference_outside_the_year(records: Records) -> "pd.Series[bool]":
    """A conference of the episode lies before or after the year, and does not count in it"""
    return outside(records["referrals"]["conference_date"], year_of(records))


@rule("referrals", "conference_date", "warn", todo=_RECORD, number="8875", touches=_ICPC)
def conference_at_weekend(records: Records) -> "pd.Series[bool]":
    """A conference of the episode lies on a Saturday or Sunday; it counts"""
    return at_weekend(records["referrals"]["conference_date"])


@rule("referrals", "conference_date", "warn", todo=_RECORD, number="2884", touches=_ICPC, needs=("enquiries",))
def conference_in_two_places(records: Records) -> "pd.Series[bool]":
    """A conference stands with the episode and with an enquiry of it; if both give one day, it counts once"""
    rows = records["referrals"]
    after = records["enquiries"]
    return rows["conference_date"].notna() & has(rows, after[after["conference_date"].notna()])


@rule(
    "referrals",
    "closure_reason",
    "warn",
    todo=_RECORD,
    number="2990",
    touches=("s47_enquiries", "cpp_started"),
    needs=("enquiries", "protection_plans"),
)
def action_after_assessment_only(records: Records) -> "pd.Series[bool]":
    """A case closed after assessment alone has an enquiry, a conference or a protection plan; they count"""
    rows = records["referrals"]
    followed = has(rows, records["enquiries"]) | has(rows, records["protection_plans"])
    return rows["closure_reason"].isin(AFTER_ASSESSMENT_ONLY) & (followed | rows["conference_date"].notna())


def _in_need(records: Records, broken: Callable[[pd.DataFrame], "pd.Series[bool]"]) -> "pd.Series[bool]":
    """What is asked of episodes with further action alone, since the others end with their referral."""
    rows = records["referrals"]
    asked = rows[~rows["no_further_action"].fillna(False) & rows["referral_date"].notna()]
    return broken(asked).reindex(rows.index, fill_value=False)


def _latest(rows: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    return rows.groupby("child")["referral_date"].transform("max")
