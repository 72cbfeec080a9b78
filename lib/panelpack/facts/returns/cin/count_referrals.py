"""From referral to conference, counted from the census.

The definitions are those of the Department's children in need statistics and of its local authority interactive tool
(LAIT), whose words about each measure are meant where a rule names it.
"""

import numpy as np
import pandas as pd

from panelpack.facts.returns.cin.codes import CHILD_CRIMINAL_EXPLOITATION, CHILD_SEXUAL_EXPLOITATION
from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import COUNTED, count, share
from panelpack.facts.returns.tables import Records
from panelpack.facts.working_days import working_days
from panelpack.project.parameters import ReturnChoices

_ASSESSMENT_LIMIT, _CONFERENCE_LIMIT = 45, 15
"""Working days in which an assessment, and an initial conference, is in time."""

_EPISODE = ["child", "referral_date"]
_DAY_NOUGHT, _DAYS = np.datetime64("0001-01-01", "D"), 2**22
"""The day from which days are counted where a child and a day are one number, and more days than any date is away."""


@count("referrals", "referrals", quarterly="referrals_quarterly")
def referrals(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Referrals by their date, each counted, those without further action too; a child may count again (LAIT)."""
    return _referred(records, span)


@count("children_referred", "referrals", each="child")
def children_referred(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with at least one referral dated in the year."""
    return _referred(records, span)


@share("referrals_nfa_pct", "referrals")
def referrals_nfa_pct(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the referrals in the year, those said to have led to no further action; one that is not said to, did not."""
    rows = _referred(records, span)
    return rows.assign(**{COUNTED: rows["no_further_action"].fillna(False)})


@count("rereferrals", "referrals", years_before=1)
def rereferrals(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Referrals in the year within 12 months of the same child's referral before, counted from start to start (DfE).

    The one before may have led to no further action, and may stand in the census of the year before. Two of one day
    are not each other's re-referral. Whether exactly 12 months are within them is a choice.
    """
    rows = _rereferred(records, span, choices)
    return rows[rows[COUNTED]]


@count("children_rereferred", "referrals", each="child", years_before=1)
def children_rereferred(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Children with at least one re-referral in the year."""
    rows = _rereferred(records, span, choices)
    return rows[rows[COUNTED]]


@share("rereferrals_pct", "referrals", years_before=1)
def rereferrals_pct(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of the referrals in the year, those within 12 months of the same child's referral before (DfE)."""
    return _rereferred(records, span, choices)


@count("assessments", "assessments")
def assessments(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Assessments authorised in the year, whenever they started (LAIT)."""
    return _authorised(records, span, "assessments")


@share("assessments_45d_pct", "assessments", quarterly="assessments_45d_quarterly_pct")
def assessments_45d_pct(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of the assessments authorised in the period, those within 45 working days of the referral (LAIT).

    The day after is day 1. Whether the clock starts at the referral or at the assessment's start is a choice. Where
    its day is missing or later than the authorisation, the assessment is in the base and not in time.
    """
    rows = _authorised(records, span, "assessments")
    start = rows["referral_date" if choices.assessment_clock == "referral" else "start_date"]
    return rows.assign(**{COUNTED: _within(start, rows["authorised_date"], _ASSESSMENT_LIMIT)})


@count("factor_cse", "factors", "assessments")
def factor_cse(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Assessments authorised in the year that found child sexual exploitation (11A), each once."""
    return _with_factor(records, span, CHILD_SEXUAL_EXPLOITATION)


@count("factor_cce", "factors", "assessments", since=2022)
def factor_cce(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Assessments authorised in the year that found child criminal exploitation (24A), each once: a code since 2022."""
    return _with_factor(records, span, CHILD_CRIMINAL_EXPLOITATION)


@count("s47_enquiries", "enquiries")
def s47_enquiries(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Section 47 enquiries that started in the year, every one counted (LAIT)."""
    rows = records.own("enquiries")
    return rows[span.holds(rows["start_date"])]


@count("icpcs", "enquiries", "referrals")
def icpcs(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Initial conferences held in the year, every one counted, those of plans moved in from elsewhere too (LAIT).

    A conference stands with its enquiry, or with the episode where it followed none. One that stands in both places
    counts once.
    """
    after = _after_enquiry(records, span)
    others = records.own("referrals")
    others = others[span.holds(others["conference_date"])]
    keys = ["child", "conference_date"]
    told = pd.MultiIndex.from_frame(others[keys]).isin(pd.MultiIndex.from_frame(after[keys]))
    columns = [*keys, "row", "file"]
    return pd.concat([after[columns], others.loc[~told, columns]], ignore_index=True)


@share("icpc_15d_pct", "enquiries", "referrals")
def icpc_15d_pct(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the initial conferences in the year that followed an enquiry, those within 15 working days of its start.

    The day after is day 1. Conferences without an enquiry, or held before it began, are in the number of conferences
    and not in this share (LG Inform 3217). Whether the Department's share leaves out the first of these is not stated.
    """
    rows = _after_enquiry(records, span)
    rows = rows[rows["start_date"] <= rows["conference_date"]]
    return rows.assign(**{COUNTED: _within(rows["start_date"], rows["conference_date"], _CONFERENCE_LIMIT)})


def _referred(records: Records, span: Span) -> pd.DataFrame:
    rows = records.own("referrals")
    return rows[span.holds(rows["referral_date"])]


def _rereferred(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    rows = _referred(records, span)
    before = _day_before(records["referrals"]).loc[rows.index]
    anniversary = before + pd.DateOffset(years=1)
    within = rows["referral_date"] < anniversary
    if choices.rereferral_on_the_anniversary:
        within |= rows["referral_date"] == anniversary
    return rows.assign(**{COUNTED: within})


def _day_before(referrals: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """For each referral the last earlier day on which the same child was referred; missing where there is none."""
    known = referrals.loc[referrals["referral_date"].notna(), _EPISODE]
    days = known["referral_date"].to_numpy().astype("datetime64[D]")
    # A child and a day as one number: ten million of them sort in a second, two columns would take many
    numbers = known["child"].to_numpy() * _DAYS + (days - _DAY_NOUGHT).astype("int64")
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    is_new = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    distinct = ordered[is_new]
    earlier = np.append(-1, distinct[:-1])[: len(distinct)]
    found = _DAY_NOUGHT + (earlier % _DAYS).astype("timedelta64[D]")
    found[earlier // _DAYS != distinct // _DAYS] = np.datetime64("NaT")
    before = np.empty(len(ordered), dtype="datetime64[D]")
    before[order] = found[np.cumsum(is_new) - 1]
    return pd.Series(before.astype("datetime64[s]"), index=known.index).reindex(referrals.index)


def _authorised(records: Records, span: Span, table: str) -> pd.DataFrame:
    rows = records.own(table)
    return rows[span.holds(rows["authorised_date"])]


def _with_factor(records: Records, span: Span, factor: str) -> pd.DataFrame:
    rows = _authorised(records, span, "factors")
    return rows[rows["factor"] == factor].drop_duplicates([*_EPISODE, "start_date", "authorised_date"])


def _after_enquiry(records: Records, span: Span) -> pd.DataFrame:
    rows = records.own("enquiries")
    return rows[span.holds(rows["conference_date"])]


def _within(start: "pd.Series[pd.Timestamp]", end: "pd.Series[pd.Timestamp]", limit: int) -> "pd.Series[bool]":
    """Which lie within a number of working days; never those whose start is missing or after the end."""
    return working_days(start.where(start <= end), end) <= limit
