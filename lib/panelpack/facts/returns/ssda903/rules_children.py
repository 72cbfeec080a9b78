"""Rules of children across modules: each stands in the header once, with one date of birth, and is of an age for it."""

from collections.abc import Sequence

import pandas as pd

from panelpack.facts.returns.rules import Rule, rule
from panelpack.facts.returns.ssda903 import care, codes
from panelpack.facts.returns.ssda903.touches import (
    ADOPTION,
    ALL_CARE,
    AWAY,
    CHECKS,
    FLOWS,
    LEAVERS,
    MISSING,
    SCORE,
    TIMINGS,
)
from panelpack.facts.returns.tables import Records

_GROWN_UP = 18
_UASC = ("cla_uasc_pct",)
_REVIEWS = ("care_reviews_with_child_pct",)
_BY_AGE = ("cla_same_carer_2yrs_pct", *SCORE, *LEAVERS)


@rule("header", "dob", "warn", number="102", todo="give the date of birth", touches=_BY_AGE)
def no_birth_date(records: Records) -> "pd.Series[bool]":
    """children have no date of birth; they are in no figure of an age"""
    return records["header"]["dob"].isna()


@rule("header", "dob", "warn", number="301", todo="mend the date of birth", touches=_BY_AGE)
def born_after_year(records: Records) -> "pd.Series[bool]":
    """children were born after the end of the year"""
    return records["header"]["dob"] > records.collection.span.end


@rule("header", "sex", "warn", number="101", todo="give the sex")
def no_sex(records: Records) -> "pd.Series[bool]":
    """children have no sex recorded"""
    return records["header"]["sex"] == ""


@rule("header", "ethnic", "warn", number="103", todo="give the ethnicity")
def no_ethnicity(records: Records) -> "pd.Series[bool]":
    """children have no ethnicity recorded"""
    return records["header"]["ethnic"] == ""


def _not_in_header(table: str, number: str, touches: Sequence[str]) -> Rule:
    def broken(records: Records) -> "pd.Series[bool]":
        return ~records[table]["child"].isin(records["header"]["child"])

    said = "children are not in the header; they count"
    todo = "send the header with every child"
    name = f"{table}_child_not_in_header"
    return Rule(name, table, "child", "warn", said, todo, tuple(touches), number, ("header",), broken)


def _other_birth_date(table: str, number: str, touches: Sequence[str]) -> Rule:
    def broken(records: Records) -> "pd.Series[bool]":
        rows, header = records[table], records["header"].drop_duplicates("child").set_index("child")["dob"]
        known = care.of_children(header, rows)
        return rows["dob"].notna() & known.notna() & (rows["dob"] != known)

    said = "dates of birth are not those of the header; those of the header count"
    todo = "bring the dates of birth together"
    name = f"{table}_other_birth_date"
    return Rule(name, table, "dob", "warn", said, todo, tuple(touches), number, ("header",), broken)


def _child_twice(table: str, number: str, touches: Sequence[str]) -> Rule:
    def broken(records: Records) -> "pd.Series[bool]":
        return records[table]["child"].duplicated()

    said = "children stand more than once; the first row of each counts"
    todo = "send one row a child"
    return Rule(f"{table}_child_twice", table, "child", "warn", said, todo, tuple(touches), number, (), broken)


ad1_child_not_in_header = _not_in_header("ad1", "INT01", TIMINGS)
placed_adoption_child_not_in_header = _not_in_header("placed_adoption", "INT02", ("adoption_waiting",))
episodes_child_not_in_header = _not_in_header("episodes", "INT03", ALL_CARE)
missing_child_not_in_header = _not_in_header("missing", "INT04", (*MISSING, *AWAY))
oc2_child_not_in_header = _not_in_header("oc2", "INT05", (*CHECKS, *SCORE))
oc3_child_not_in_header = _not_in_header("oc3", "INT06", LEAVERS)
prev_perm_child_not_in_header = _not_in_header("prev_perm", "INT07", ())
reviews_child_not_in_header = _not_in_header("reviews", "INT08", _REVIEWS)
uasc_child_not_in_header = _not_in_header("uasc", "INT09", _UASC)

ad1_other_birth_date = _other_birth_date("ad1", "INT11", ())
placed_adoption_other_birth_date = _other_birth_date("placed_adoption", "INT12", ())
missing_other_birth_date = _other_birth_date("missing", "INT13", ())
oc2_other_birth_date = _other_birth_date("oc2", "INT14", SCORE)
oc3_other_birth_date = _other_birth_date("oc3", "INT15", LEAVERS)
prev_perm_other_birth_date = _other_birth_date("prev_perm", "INT16", ())
reviews_other_birth_date = _other_birth_date("reviews", "INT17", ())
uasc_other_birth_date = _other_birth_date("uasc", "INT18", ())

ad1_child_twice = _child_twice("ad1", "INT31", TIMINGS)
header_child_twice = _child_twice("header", "INT32", _BY_AGE)
oc2_child_twice = _child_twice("oc2", "INT33", (*CHECKS, *SCORE))
oc3_child_twice = _child_twice("oc3", "INT34", LEAVERS)
prev_perm_child_twice = _child_twice("prev_perm", "INT35", ())
uasc_child_twice = _child_twice("uasc", "INT36", _UASC)


def _age(records: Records, day: str) -> "pd.Series[float]":
    """How old the child of each episode was, in years, on the day on which it began or ended."""
    episodes = records["episodes"]
    births = care.births_of(records, episodes)
    days = episodes[day]
    late = (days.dt.month < births.dt.month) | ((days.dt.month == births.dt.month) & (days.dt.day < births.dt.day))
    years: pd.Series[float] = days.dt.year - births.dt.year - late
    return years


@rule(
    "episodes",
    "decom",
    "warn",
    number="302",
    todo="mend the day, or the date of birth",
    needs=["header"],
    touches=TIMINGS,
)
def starts_before_birth(records: Records) -> "pd.Series[bool]":
    """episodes began before the child was born"""
    episodes = records["episodes"]
    return episodes["decom"] < care.births_of(records, episodes)


@rule(
    "episodes", "rne", "warn", number="352", todo="mend the day, or the date of birth", needs=["header"], touches=FLOWS
)
def starts_at_18(records: Records) -> "pd.Series[bool]":
    """care started when the child was 18 or over"""
    return (records["episodes"]["rne"] == "S") & (_age(records, "decom") >= _GROWN_UP)


@rule("episodes", "rec", "warn", number="386", todo="look up how care ended", needs=["header"], touches=("adopted",))
def adopted_at_18(records: Records) -> "pd.Series[bool]":
    """the child was adopted at 18 or over"""
    return records["episodes"]["rec"].isin(codes.ADOPTED) & (_age(records, "dec") >= _GROWN_UP)


@rule(
    "episodes",
    "rec",
    "warn",
    number="407",
    todo="look up how care ended",
    needs=["header"],
    touches=("sgo_ceased_pct",),
)
def special_guardianship_at_18(records: Records) -> "pd.Series[bool]":
    """a special guardianship order was made at 18 or over"""
    return records["episodes"]["rec"].isin(codes.SPECIAL_GUARDIANSHIP) & (_age(records, "dec") >= _GROWN_UP)


@rule("episodes", "rec", "warn", number="460", todo="look up how care ended", needs=["header"], touches=FLOWS)
def stayed_with_carers_before_18(records: Records) -> "pd.Series[bool]":
    """the child stayed with the carers at 18 (E17), and was younger"""
    return (records["episodes"]["rec"] == "E17") & (_age(records, "dec") < _GROWN_UP)


@rule("episodes", "rec", "warn", number="601", todo="send AD1 with every adopted child", needs=["ad1"], touches=TIMINGS)
def adopted_without_details(records: Records) -> "pd.Series[bool]":
    """the child was adopted in the year and is not in AD1; the time to the match is not known"""
    episodes = records["episodes"]
    adopted = episodes["rec"].isin(codes.ADOPTED) & records.collection.span.holds(episodes["dec"])
    return adopted & ~episodes["child"].isin(records["ad1"]["child"])


@rule("episodes", "place", "warn", number="551", todo="send the decision", needs=["placed_adoption"], touches=ADOPTION)
def placed_without_decision(records: Records) -> "pd.Series[bool]":
    """the child is placed for adoption, and there is no decision that it should be"""
    episodes = records["episodes"]
    decided = episodes["child"].isin(records["placed_adoption"]["child"])
    return episodes["place"].isin(codes.ADOPTIVE) & ~decided


@rule(
    "episodes",
    "ls",
    "warn",
    number="553",
    todo="send the decision",
    needs=["placed_adoption"],
    touches=("adoption_waiting",),
)
def order_without_decision(records: Records) -> "pd.Series[bool]":
    """there is a placement order, and no decision that the child should be placed; the plan counts as unchanged"""
    episodes = records["episodes"]
    decided = episodes["child"].isin(records["placed_adoption"]["child"])
    return (episodes["ls"] == codes.PLACEMENT_ORDER) & ~decided
