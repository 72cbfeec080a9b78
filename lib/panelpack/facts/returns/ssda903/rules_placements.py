"""Rules of placements: what each allows, and for how long; and of short breaks, which are in no figure."""

import pandas as pd

from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.facts.returns.ssda903 import codes
from panelpack.facts.returns.ssda903.touches import ADOPTION, ALL_CARE, FLOWS, PLACEMENTS, STOCK
from panelpack.facts.returns.tables import Records

_LAST_DAY_OF_INDEPENDENT_LIVING = pd.Timestamp("2023-10-28")
_NO_MOVE_SINCE = pd.Timestamp("2015-04-01")


def _lasted(records: Records) -> "pd.Series[int]":
    """How many days each episode lasted, an open one until the end of the year."""
    episodes = records["episodes"]
    return (episodes["dec"].fillna(records.collection.span.end) - episodes["decom"]).dt.days


@rule("episodes", "place", "warn", number="217t", todo="give the placement since then", touches=PLACEMENTS)
def independent_living_retired(records: Records) -> "pd.Series[bool]":
    """the placement is P2 after 28 October 2023, when it ended"""
    episodes = records["episodes"]
    on = episodes["dec"].isna() | (episodes["dec"] > _LAST_DAY_OF_INDEPENDENT_LIVING)
    return (episodes["place"] == "P2") & on & (records.collection.span.end > _LAST_DAY_OF_INDEPENDENT_LIVING)


@rule("episodes", "rne", "warn", number="217", todo="give S, T or U as the reason", touches=PLACEMENTS)
def adoption_by_carer_as_move(records: Records) -> "pd.Series[bool]":
    """a placement for adoption with the present foster carers (A3, A5) came with a change of carers; it is no move"""
    episodes = records["episodes"]
    stays = episodes["place"].isin(codes.ADOPTIVE_WITH_FOSTER_CARER) & (episodes["decom"] >= _NO_MOVE_SINCE)
    return stays & ~episodes["rne"].isin(("S", "T", "U"))


@rule("episodes", "ls", "warn", number="408", todo="record the placement order (E1)", touches=ADOPTION)
def placed_without_order(records: Records) -> "pd.Series[bool]":
    """the child is placed for adoption with a placement order (A5, A6), and the legal status is not E1"""
    episodes = records["episodes"]
    return episodes["place"].isin(("A5", "A6")) & (episodes["ls"] != codes.PLACEMENT_ORDER)


@rule("episodes", "rec", "warn", number="390", todo="record the placement for adoption (A3 to A6)", touches=ADOPTION)
def adopted_without_placement(records: Records) -> "pd.Series[bool]":
    """the child was adopted and had not been placed for adoption; the time to it is not known"""
    episodes = records["episodes"]
    return episodes["rec"].isin(codes.ADOPTED) & ~episodes["place"].isin(codes.ADOPTIVE)


@rule("episodes", "place", "warn", number="378", todo="mend the legal status or the placement", touches=STOCK)
def with_parents_in_single_period(records: Records) -> "pd.Series[bool]":
    """the child lives with its own parents (P1) under a single period of accommodation (V2)"""
    episodes = records["episodes"]
    return (episodes["place"] == "P1") & (episodes["ls"] == "V2")


@rule(
    "episodes", "place", "warn", number="380", todo="record the placement with which care started", touches=PLACEMENTS
)
def starts_in_temporary_placement(records: Records) -> "pd.Series[bool]":
    """care started with a temporary placement (T0 to T4)"""
    episodes = records["episodes"]
    return (episodes["rne"] == "S") & episodes["place"].isin(codes.TEMPORARY)


@rule("episodes", "place", "warn", number="381", todo="record the placement in which care ended", touches=PLACEMENTS)
def ends_in_temporary_placement(records: Records) -> "pd.Series[bool]":
    """care ended in a temporary placement (T0 to T4)"""
    episodes = records["episodes"]
    ceased = episodes["dec"].notna() & ~episodes["rec"].isin(("", NOT_KNOWN, codes.STILL_LOOKED_AFTER))
    return ceased & episodes["place"].isin(codes.TEMPORARY)


@rule("episodes", "place", "warn", number="375", todo="record a placement of its own", touches=PLACEMENTS)
def long_in_hospital(records: Records) -> "pd.Series[bool]":
    """a temporary stay in hospital (T1) lasted longer than six weeks"""
    return (records["episodes"]["place"] == "T1") & (_lasted(records) > 42)


@rule("episodes", "place", "warn", number="376", todo="record a placement of its own", touches=PLACEMENTS)
def long_holiday(records: Records) -> "pd.Series[bool]":
    """a temporary placement while the foster carer is on holiday (T3) lasted longer than three weeks"""
    return (records["episodes"]["place"] == "T3") & (_lasted(records) > 21)


@rule("episodes", "place", "warn", number="379", todo="record a placement of its own", touches=PLACEMENTS)
def long_temporary_placement(records: Records) -> "pd.Series[bool]":
    """a temporary placement of seven days or less (T4) lasted longer"""
    return (records["episodes"]["place"] == "T4") & (_lasted(records) > 7)


# Short breaks


@rule("episodes", "ls", "warn", number="365", todo="record the legal status of a longer stay", touches=ALL_CARE)
def long_short_break(records: Records) -> "pd.Series[bool]":
    """a short break (V3) lasted longer than 17 days; it is in no figure"""
    return (records["episodes"]["ls"] == "V3") & (_lasted(records) > 17)


@rule("episodes", "rne", "warn", number="366", todo="start each short break anew (S)", touches=FLOWS)
def short_break_with_move(records: Records) -> "pd.Series[bool]":
    """the placement changed in the course of a short break (V3)"""
    episodes = records["episodes"]
    return (episodes["ls"] == "V3") & ~episodes["rne"].isin(("S", ""))


@rule("episodes", "place", "warn", number="382", todo="record the placement of the short break", touches=STOCK)
def short_break_in_temporary_placement(records: Records) -> "pd.Series[bool]":
    """a short break (V3, V4) is in a temporary placement (T0 to T4)"""
    episodes = records["episodes"]
    return episodes["ls"].isin(codes.SHORT_BREAKS) & episodes["place"].isin(codes.TEMPORARY)


@rule("episodes", "place", "warn", number="384", todo="mend the legal status or the placement", touches=STOCK)
def short_break_in_long_placement(records: Records) -> "pd.Series[bool]":
    """a short break (V3, V4) is in a long-term foster placement (U1, U4)"""
    episodes = records["episodes"]
    return episodes["ls"].isin(codes.SHORT_BREAKS) & episodes["place"].isin(("U1", "U4"))
