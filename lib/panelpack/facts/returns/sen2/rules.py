"""Rules that requests and assessments of SEN2 keep, chosen by what breaking them does to figures."""

from datetime import date

import pandas as pd

from panelpack.facts.returns.collection import census_day
from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.tables import Records

MOST_IMPLAUSIBLE = 10
"""From how many rows on it is not chance that all of them are alike."""

REQUESTS = ("ehc_requests", "ehc_requests_refused", "ehc_requests_refused_pct")
DECISIONS = ("ehc_decisions_6wk_pct",)
ASSESSED = ("ehc_assessments_completed",)
DISPUTES = ("ehc_mediation_children", "ehc_tribunal_children")

_LOOK_UP = "look the case up, mend it, and export the return anew"


def calendar_year(records: Records) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day of the calendar year that a return counts."""
    year = records.collection.year - 1
    return pd.Timestamp(date(year, 1, 1)), pd.Timestamp(date(year, 12, 31))


def census(records: Records) -> pd.Timestamp:
    """The day on which the return counts plans."""
    return pd.Timestamp(census_day(records.collection.year))


def all_of(rows: pd.DataFrame, is_so: bool) -> "pd.Series[bool]":
    """A mask of every row of a table, or of none."""
    return pd.Series(is_so, index=rows.index)


@rule("requests", "received_date", "drop", todo=_LOOK_UP, touches=REQUESTS)
def request_without_day(records: Records) -> "pd.Series[bool]":
    """Requests without the day of their receipt are in no year, and left out."""
    rows = records["requests"]
    return rows["received_date"].isna() & (rows["outcome"] != "H")


@rule("requests", "received_date", "drop", todo="take the second one away", touches=REQUESTS)
def request_twice(records: Records) -> "pd.Series[bool]":
    """A child has two requests of one day, of which the first counts."""
    rows = records["requests"]
    return rows["received_date"].notna() & rows.duplicated(["child", "received_date"])


@rule("requests", "received_date", "warn", todo=_LOOK_UP, touches=REQUESTS)
def request_after_census(records: Records) -> "pd.Series[bool]":
    """Requests were received after the day of the census, and count in no year yet."""
    return records["requests"]["received_date"] > census(records)


@rule("requests", "received_date", "warn", todo=_LOOK_UP, touches=REQUESTS, needs=["persons"])
def request_before_birth(records: Records) -> "pd.Series[bool]":
    """Requests were received before the child was born; they count by the day that is given."""
    rows, born = records["requests"], records["persons"].drop_duplicates("child").set_index("child")["birth_date"]
    return rows["received_date"] < pd.Series(born.reindex(rows["child"]).to_numpy(), index=rows.index)


@rule("requests", "received_date", "stop", todo="export the calendar year of this return", touches=REQUESTS)
def no_request_of_the_year(records: Records) -> "pd.Series[bool]":
    """No request was received in the calendar year that the return is of, so that it seems to be of another."""
    rows = records["requests"]
    of_year = rows["received_date"].between(*calendar_year(records))
    return all_of(rows, len(rows) >= MOST_IMPLAUSIBLE and not of_year.any())


@rule("requests", "outcome", "stop", todo="export the outcomes of requests too", touches=REQUESTS)
def no_outcome_at_all(records: Records) -> "pd.Series[bool]":
    """No request of the calendar year has an outcome, so that refusals would be nought."""
    rows = records["requests"]
    of_year = rows.loc[rows["received_date"].between(*calendar_year(records)), "outcome"]
    return all_of(rows, len(of_year) >= MOST_IMPLAUSIBLE and not of_year.isin(["Y", "N"]).any())


@rule("requests", "outcome", "warn", todo="give A for what is not decided", touches=REQUESTS[1:])
def request_without_outcome(records: Records) -> "pd.Series[bool]":
    """Requests have no outcome; they count as received, and not as refused."""
    return records["requests"]["outcome"] == ""


@rule("requests", "outcome_date", "warn", todo=_LOOK_UP, touches=DECISIONS)
def decision_without_day(records: Records) -> "pd.Series[bool]":
    """Requests were decided on no day, so that it is not known whether in six weeks."""
    rows = records["requests"]
    return rows["outcome"].isin(["Y", "N"]) & rows["outcome_date"].isna()


@rule("requests", "outcome_date", "warn", todo=_LOOK_UP, touches=DECISIONS)
def day_without_decision(records: Records) -> "pd.Series[bool]":
    """Requests have the day of a decision and none; the day is passed over."""
    rows = records["requests"]
    return rows["outcome"].isin(["", "A"]) & rows["outcome_date"].notna()


@rule("requests", "outcome_date", "warn", todo=_LOOK_UP, touches=DECISIONS)
def decision_before_request(records: Records) -> "pd.Series[bool]":
    """Requests were decided before they were received; they are not taken for in time."""
    rows = records["requests"]
    return rows["outcome_date"] < rows["received_date"]


@rule("requests", "outcome_date", "warn", todo=_LOOK_UP, touches=DECISIONS)
def decision_after_census(records: Records) -> "pd.Series[bool]":
    """Requests were decided after the day of the census."""
    return records["requests"]["outcome_date"] > census(records)


@rule("requests", "outcome", "warn", todo="decide it, or give it as withdrawn", touches=DECISIONS)
def pending_for_a_year(records: Records) -> "pd.Series[bool]":
    """Requests wait for a decision for more than a year, so that they may have been forgotten."""
    rows = records["requests"]
    return (rows["outcome"] == "A") & (census(records) - rows["received_date"] > pd.Timedelta(days=365))


@rule("requests", "outcome", "warn", todo="give its outcome", touches=REQUESTS)
def historical_in_the_year(records: Records) -> "pd.Series[bool]":
    """Requests of the calendar year are said to be decided before it (H); they count as received."""
    rows = records["requests"]
    return (rows["outcome"] == "H") & rows["received_date"].between(*calendar_year(records))


@rule("requests", "outcome", "warn", todo="close all but one", touches=REQUESTS)
def two_pending(records: Records) -> "pd.Series[bool]":
    """A child has two requests that wait for a decision; both count."""
    rows = records["requests"]
    pending = rows["outcome"] == "A"
    return pending & rows["child"].isin(rows.loc[pending, "child"][rows.loc[pending, "child"].duplicated()])


@rule("requests", "outcome", "warn", todo="look whether refusals were exported", touches=REQUESTS[1:])
def nobody_refused(records: Records) -> "pd.Series[bool]":
    """Not one request of the calendar year was refused, as is so in hardly any council."""
    rows = records["requests"]
    of_year = rows["received_date"].between(*calendar_year(records))
    decided = rows.loc[of_year, "outcome"]
    none = (decided == "Y").sum() >= 3 * MOST_IMPLAUSIBLE and not (decided == "N").any()
    return of_year & none


@rule(
    "assessments",
    "request_outcome",
    "warn",
    todo="give Y for a request that led to an assessment",
    touches=REQUESTS[1:],
)
def assessed_though_refused(records: Records) -> "pd.Series[bool]":
    """Requests that were refused have an assessment; where no appeal led to it, they were not refused."""
    rows = records["assessments"]
    overturned = rows["other_mediation"].fillna(False) | rows["other_tribunal"].fillna(False)
    return (rows["request_outcome"] == "N") & ~overturned


@rule("assessments", "request_outcome", "warn", todo=_LOOK_UP, touches=ASSESSED)
def assessed_before_decision(records: Records) -> "pd.Series[bool]":
    """Requests that wait for a decision, or were withdrawn, have an assessment."""
    return records["assessments"]["request_outcome"].isin(["A", "W"])


@rule("assessments", "request", "warn", todo="take the second one away", touches=ASSESSED)
def two_assessments(records: Records) -> "pd.Series[bool]":
    """A request has two assessments; both count."""
    return records["assessments"].duplicated("request")


@rule("assessments", "outcome", "warn", todo="give A for what is not decided", touches=ASSESSED)
def assessment_without_outcome(records: Records) -> "pd.Series[bool]":
    """Assessments have no outcome; they do not count as completed."""
    return records["assessments"]["outcome"] == ""


@rule("assessments", "outcome_date", "warn", todo=_LOOK_UP, touches=ASSESSED)
def outcome_without_day(records: Records) -> "pd.Series[bool]":
    """Assessments ended on no day, so that they are completed in no year."""
    rows = records["assessments"]
    return rows["outcome"].isin(["Y", "N"]) & rows["outcome_date"].isna()


@rule("assessments", "outcome_date", "warn", todo=_LOOK_UP, touches=ASSESSED)
def outcome_before_request(records: Records) -> "pd.Series[bool]":
    """Assessments ended before their request was received; they count by the day that is given."""
    rows = records["assessments"]
    return rows["outcome_date"] < rows["received_date"]


@rule("assessments", "outcome_date", "warn", todo=_LOOK_UP, touches=ASSESSED)
def outcome_after_census(records: Records) -> "pd.Series[bool]":
    """Assessments ended after the day of the census."""
    return records["assessments"]["outcome_date"] > census(records)


@rule("assessments", "outcome", "warn", todo="enter the plan", touches=("ehc_plans_issued",), needs=["plans"])
def agreed_without_plan(records: Records) -> "pd.Series[bool]":
    """A plan was agreed to in the calendar year, and none is there that started; it counts as not issued."""
    rows = records["assessments"]
    agreed = (rows["outcome"] == "Y") & rows["outcome_date"].between(*calendar_year(records))
    return agreed & ~rows["request"].isin(records["plans"]["request"])


@rule("assessments", "week_20", "warn", todo="give 0 or 1", touches=("ehc_20wk_exc_pct", "ehc_20wk_quarterly_pct"))
def exception_not_said(records: Records) -> "pd.Series[bool]":
    """Completed assessments do not say whether an exception to the 20 weeks applies; they count as without one."""
    rows = records["assessments"]
    return (rows["outcome"] == "Y") & rows["week_20"].isna()


@rule("assessments", "week_20", "warn", todo="look whether 1 stands for an exception", touches=("ehc_20wk_exc_pct",))
def mostly_exceptions(records: Records) -> "pd.Series[bool]":
    """More than half of the completed assessments have an exception to the 20 weeks, as is so in hardly any council."""
    rows = records["assessments"]
    agreed = rows["outcome"] == "Y"
    excepted = agreed & rows["week_20"].fillna(False)
    return excepted & (agreed.sum() >= MOST_IMPLAUSIBLE and 2 * excepted.sum() > agreed.sum())


@rule("assessments", "tribunal", "warn", todo=_LOOK_UP, touches=DISPUTES)
def dispute_without_day(records: Records) -> "pd.Series[bool]":
    """Mediation or an appeal about an assessment without the day of its outcome counts in no year."""
    rows = records["assessments"]
    asked = [rows[name].fillna(False) for name in ("mediation", "tribunal", "other_mediation", "other_tribunal")]
    return (asked[0] | asked[1] | asked[2] | asked[3]) & rows["outcome_date"].isna()
