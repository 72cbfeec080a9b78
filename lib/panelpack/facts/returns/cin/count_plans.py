"""Children in need and on child protection plans, counted from the census.

The definitions are those of the Department's children in need statistics and of its local authority interactive tool
(LAIT).
"""

import numpy as np
import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import COUNTED, Parts, count, share
from panelpack.facts.returns.tables import Records
from panelpack.project.parameters import ReturnChoices

CATEGORIES = {
    "NEG": "neglect",
    "EMO": "emotional_abuse",
    "PHY": "physical_abuse",
    "SAB": "sexual_abuse",
    "MUL": "multiple",
}
"""The categories of abuse of the census, as the catalogue names them."""

_TWO_YEARS_DAYS = 729
"""A plan of more days than these has lasted two years or longer (LAIT)."""

_FIRST_REVIEW_DAYS, _NEXT_REVIEW_DAYS = 91, 183
"""Three and six months in days: the statute speaks of months, and no published rule says how they are counted."""


@count("cin_march", "referrals")
def cin_march(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Episodes of need open at the end of 31 March: referred by then, not closed by then, with further action (LAIT).

    Children on protection plans, looked after, not born yet or over 18 are among them. An episode closed on 31 March
    is not.
    """
    rows = records.own("referrals")
    is_open = span.is_open_at_end(rows["referral_date"], rows["closure_date"])
    return rows[is_open & ~rows["no_further_action"].fillna(False)]


@count("cin_plans_open", "cin_plans", each="child")
def cin_plans_open(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with a child in need plan open at the end of 31 March, by the dates of plans; in the census since 2022.

    It is far narrower than children in need at 31 March, which are all open episodes.
    """
    rows = records.own("cin_plans")
    return rows[span.is_open_at_end(rows["start_date"], rows["end_date"])]


@count("cpp_started", "protection_plans")
def cpp_started(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Child protection plans that started in the year, each occasion counted (LAIT)."""
    return _started(records, span)


@share("cpp_repeat_pct", "protection_plans")
def cpp_repeat_pct(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the plans that started in the year, those of a child with a plan before, however long ago (LAIT).

    It is told by the number of previous plans that the census holds; where that is missing, the plan is in the base
    and not among them.
    """
    rows = _started(records, span)
    return rows.assign(**{COUNTED: rows["previous_plans"] >= 1})


@count("cpp_open", "protection_plans", quarterly="cpp_open_quarterly")
def cpp_open(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with a plan open at the end of the last day; of two open plans of a child the one that began last."""
    return _open(records, span)


@count("cpp_by_category", "protection_plans", parts={"category": Parts("latest_category", CATEGORIES)})
def cpp_by_category(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with a plan open at the end of 31 March by the latest category of abuse; several stay several (LAIT)."""
    return _open(records, span)


@share("cpp_2yrs_pct", "protection_plans")
def cpp_2yrs_pct(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children on a plan at 31 March, those whose plan started more than 729 days before (LAIT)."""
    rows = _open(records, span)
    return rows.assign(**{COUNTED: (span.end - rows["start_date"]).dt.days > _TWO_YEARS_DAYS})


@share("cpp_reviewed_pct", "protection_plans", "reviews", years_before=1)
def cpp_reviewed_pct(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of the children on a plan at 31 March for three months or longer, those whose plan was reviewed in time (LAIT).

    In time is a first review within 91 days of the start and each further one within 183 days of the one before, 31
    March included. Where a plan began before the censuses that there are, it is judged from the first review in them.
    """
    every = _open(records, span)
    plans: pd.DataFrame = every[(span.end - every["start_date"]).dt.days >= _FIRST_REVIEW_DAYS]
    known_since = pd.Timestamp(int(min((*records.history, records.collection.label))[:4]), 4, 1)
    reviews = records["reviews"][["child", "plan_start_date", "review_date"]].drop_duplicates()
    steps = plans[["child", "start_date"]].merge(
        reviews, how="left", left_on=["child", "start_date"], right_on=["child", "plan_start_date"]
    )
    steps = steps[steps["review_date"].between(steps["start_date"], span.end)].sort_values(["child", "review_date"])
    before = steps.groupby("child")["review_date"].shift()
    is_first = before.isna()
    gap = (steps["review_date"] - before.fillna(steps["start_date"])).dt.days
    late = gap > np.where(is_first, _FIRST_REVIEW_DAYS, _NEXT_REVIEW_DAYS)
    late &= ~is_first | (steps["start_date"] >= known_since)
    last = steps.groupby("child")["review_date"].max().reindex(plans["child"]).set_axis(plans.index)
    in_time = (span.end - last).dt.days <= _NEXT_REVIEW_DAYS
    return plans.assign(**{COUNTED: in_time & ~plans["child"].isin(steps.loc[late, "child"])})


def _started(records: Records, span: Span) -> pd.DataFrame:
    rows = records.own("protection_plans")
    return rows[span.holds(rows["start_date"])]


def _open(records: Records, span: Span) -> pd.DataFrame:
    """The plans open at the end of a span, one a child: of several the one that began last."""
    rows = records.own("protection_plans")
    rows = rows[span.is_open_at_end(rows["start_date"], rows["end_date"])]
    latest: pd.DataFrame = rows.sort_values(["start_date", "latest_category"], kind="stable")
    return latest.drop_duplicates("child", keep="last").sort_index()
