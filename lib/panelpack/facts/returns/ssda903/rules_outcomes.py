"""Rules of the health of children in care (OC2), and of care leavers (OC3)."""

import pandas as pd

from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.ssda903.count_health import SDQ_MOST, in_care_for_a_year
from panelpack.facts.returns.ssda903.touches import CHECKS, LEAVERS, SCORE, STOCK
from panelpack.facts.returns.tables import Records

# Health


@rule("oc2", "sdq_score", "warn", number="180", todo="mend the score", touches=SCORE)
def score_out_of_range(records: Records) -> "pd.Series[bool]":
    """scores are not from 0 to 40; they count as missing"""
    score = records["oc2"]["sdq_score"]
    return score.notna() & ~score.between(0, SDQ_MOST)


@rule("oc2", "sdq_reason", "warn", number="197a", todo="give a score, or the reason for none", touches=SCORE)
def score_and_reason(records: Records) -> "pd.Series[bool]":
    """there is a score, and a reason why there is none; the score counts"""
    health = records["oc2"]
    return health["sdq_score"].notna() & (health["sdq_reason"] != "")


@rule("oc2", "health_assessment", "warn", number="182", todo="say yes or no to each", touches=CHECKS)
def health_in_part(records: Records) -> "pd.Series[bool]":
    """some of immunisations, teeth and health assessment is not said; it counts as not done"""
    health = records["oc2"]
    return health[["immunisations", "teeth_check", "health_assessment"]].isna().any(axis=1)


@rule("oc2", "child", "warn", number="190", todo="look up the child", needs=["episodes"], touches=(*CHECKS, *SCORE))
def health_of_less_than_a_year(records: Records) -> "pd.Series[bool]":
    """there is health of children who were not in care for twelve months at 31 March; it does not count"""
    return ~records["oc2"]["child"].isin(in_care_for_a_year(records, records.collection.span)["child"])


@rule(
    "episodes",
    "child",
    "warn",
    number="191",
    todo="send OC2 with every child",
    needs=["oc2"],
    touches=(*CHECKS, *SCORE),
)
def no_health(records: Records) -> "pd.Series[bool]":
    """children in care for twelve months at 31 March have no health in OC2; it counts as not done"""
    rows = in_care_for_a_year(records, records.collection.span)
    without = rows.index[~rows["child"].isin(records["oc2"]["child"])]
    return pd.Series(records["episodes"].index.isin(without), index=records["episodes"].index)


# Care leavers


@rule("oc3", "in_touch", "warn", number="131", todo="say whether in touch", touches=LEAVERS)
def leaver_not_said_in_touch(records: Records) -> "pd.Series[bool]":
    """of care leavers it is not said whether the council is in touch; they stay in the base"""
    return records["oc3"]["in_touch"] == ""


@rule("oc3", "activ", "warn", number="132", todo="give the activity, or 0", touches=LEAVERS)
def leaver_without_activity(records: Records) -> "pd.Series[bool]":
    """care leavers have no activity; they count as in none"""
    leavers = records["oc3"]
    return (leavers["activ"] == "") & ~leavers["in_touch"].isin(codes.LEFT_THE_COHORT)


@rule("oc3", "accom", "warn", number="133", todo="give the home, or 0", touches=LEAVERS)
def leaver_without_home(records: Records) -> "pd.Series[bool]":
    """care leavers have no home recorded; it counts as not suitable"""
    leavers = records["oc3"]
    return (leavers["accom"] == "") & ~leavers["in_touch"].isin(codes.LEFT_THE_COHORT)


@rule("oc3", "dob", "warn", number="391", todo="send care leavers of 17 and more", touches=LEAVERS)
def leaver_too_young(records: Records) -> "pd.Series[bool]":
    """care leavers were not yet 17 at the end of the year; they are in no figure"""
    return care.ages(care.births_of(records, records["oc3"]), records.collection.span.end) < 17


@rule("oc3", "dob", "warn", number="351", todo="mend the date of birth", touches=LEAVERS)
def leaver_too_old(records: Records) -> "pd.Series[bool]":
    """care leavers were over 25 when the year began; they are in no figure"""
    return care.ages(care.births_of(records, records["oc3"]), records.collection.span.start) > 25


@rule("oc3", "activ", "warn", number="344", todo="leave activity and home blank", touches=LEAVERS)
def leaver_left_with_activity(records: Records) -> "pd.Series[bool]":
    """care leavers died or returned home for six months, and have an activity or a home; they are in no figure"""
    leavers = records["oc3"]
    given = ~leavers["activ"].isin(("", "0")) | ~leavers["accom"].isin(("", "0"))
    return leavers["in_touch"].isin(codes.LEFT_THE_COHORT) & given


@rule("oc3", "activ", "warn", number="345", todo="give activity and home", touches=LEAVERS)
def leaver_in_touch_and_unknown(records: Records) -> "pd.Series[bool]":
    """the council is in touch with care leavers, and their activity or home is 0"""
    leavers = records["oc3"]
    return (leavers["in_touch"] == "YES") & ((leavers["activ"] == "0") | (leavers["accom"] == "0"))


@rule("oc3", "activ", "warn", todo="give the code of this year", touches=LEAVERS)
def leaver_activity_not_known(records: Records) -> "pd.Series[bool]":
    """activities have a code that this year's return does not know; they count as in none"""
    return records["oc3"]["activ"] == NOT_KNOWN


@rule(
    "oc3",
    "child",
    "warn",
    number="1007",
    todo="end the episode, or take the child out",
    needs=["episodes"],
    touches=(*LEAVERS, *STOCK),
)
def leaver_still_in_care(records: Records) -> "pd.Series[bool]":
    """children are among care leavers and in care at 31 March"""
    return records["oc3"]["child"].isin(care.in_care_at_end(records, records.collection.span)["child"])
