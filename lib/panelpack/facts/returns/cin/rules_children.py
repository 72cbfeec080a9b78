"""Rules about children: who they are, when they were born, whether they have an episode."""

import pandas as pd

from panelpack.facts.returns.cin.links import has, year_of
from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.tables import Records

_OLDEST = pd.DateOffset(years=26)
_RECORD = "look at the child's record, mend it and export the census anew"
_PEOPLE = ("children_referred", "children_rereferred")


@rule("children", "LAchildID", "warn", todo="join the two records", number="8510", touches=_PEOPLE)
def child_twice(records: Records) -> "pd.Series[bool]":
    """A child has more than one record; its episodes count as those of one child"""
    return records["children"].duplicated("child")


@rule("children", "LAchildID", "warn", todo=_RECORD, number="8590", touches=("referrals",), needs=("referrals",))
def child_without_episode(records: Records) -> "pd.Series[bool]":
    """A child has no episode of need, so nothing is counted of it"""
    return ~has(records["children"], records["referrals"], ["child"])


@rule("children", "birth_date", "warn", todo=_RECORD, number="8520")
def born_after_the_year(records: Records) -> "pd.Series[bool]":
    """A date of birth lies after the year; the child stays in the counts"""
    return records["children"]["birth_date"] > year_of(records).end


@rule("children", "birth_date", "warn", todo=_RECORD, number="8525Q")
def no_birth_date(records: Records) -> "pd.Series[bool]":
    """A child has neither a date of birth nor an expected one; it stays in the counts"""
    rows = records["children"]
    return rows["birth_date"].isna() & rows["expected_birth_date"].isna()


@rule("children", "expected_birth_date", "warn", todo=_RECORD, number="8525Q")
def born_and_expected(records: Records) -> "pd.Series[bool]":
    """A child has a date of birth and an expected one too; it stays in the counts"""
    rows = records["children"]
    return rows["birth_date"].notna() & rows["expected_birth_date"].notna()


@rule("children", "expected_birth_date", "warn", todo=_RECORD, number="8530Q")
def expected_at_another_time(records: Records) -> "pd.Series[bool]":
    """An expected date of birth is not from March to December after the year; the child stays in the counts"""
    days, end = records["children"]["expected_birth_date"], year_of(records).end
    first, last = end.replace(day=1), end.replace(month=12, day=31)
    return days.notna() & ~days.between(first, last)


@rule("children", "sex", "warn", todo=_RECORD, number="8750")
def sex_of_an_unborn_child(records: Records) -> "pd.Series[bool]":
    """A child that is not born yet has a sex other than not known; it stays in the counts"""
    rows = records["children"]
    is_unborn = rows["birth_date"].isna() & rows["expected_birth_date"].notna()
    return is_unborn & ~rows["sex"].isin(["U", "0", ""])


@rule("children", "death_date", "warn", todo=_RECORD, number="8535Q")
def died_before_birth(records: Records) -> "pd.Series[bool]":
    """A date of death lies before the date of birth; the child stays in the counts"""
    rows = records["children"]
    return rows["death_date"] < rows["birth_date"]


@rule("children", "birth_date", "warn", todo=_RECORD, number="8775Q", touches=("cin_march",))
def over_25(records: Records) -> "pd.Series[bool]":
    """A person is over 25 years old at the end of the year; they stay in the counts, as care leavers do"""
    return records["children"]["birth_date"] + _OLDEST <= year_of(records).end
