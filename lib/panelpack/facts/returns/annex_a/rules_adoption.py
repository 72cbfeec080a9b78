"""Rules that list 10 and list 11 of Annex A keep, chosen by what breaking them does to figures."""

import pandas as pd

from panelpack.facts.returns.annex_a.rules import HALF_YEAR, MOST_IMPLAUSIBLE, all_of, last_day, year_of
from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.tables import Records

EARLY = ("early_permanence_placed", "early_permanence_pct")
STAGE_1 = ("adopter_stage_1_started", "adopter_stage_1_in_time_pct")
STAGE_2 = ("adopter_stage_2_started", "adopter_stage_2_in_time_pct")
APPROVED, MATCHED, PLACED = ("adopter_approved",), ("adopter_matched",), ("adopter_placed",)
ADOPTERS = (*STAGE_1, *STAGE_2, *APPROVED, *MATCHED, *PLACED)

_CHILD_DAYS = ("decided", "ordered", "matched", "placed", "adopted", "plan_ended", "early_placed")
_ADOPTER_DAYS = (
    "enquired",
    "stage_1_started",
    "stage_1_ended",
    "stage_2_started",
    "stage_2_ended",
    "approved",
    "matched",
    "placed",
)
_LOOK_UP = "look the case up, mend it, and export the list anew"
_WINDOW = "export the list with all twelve months of the reporting year"


@rule("adoption", "decided", "stop", todo=_WINDOW, touches=EARLY)
def children_end_before_the_year(records: Records) -> "pd.Series[bool]":
    """Nothing happened in the last six months of the reporting year, so that the list seems to end before it."""
    rows, end = records["adoption"], year_of(records)[1]
    last = last_day(rows, _CHILD_DAYS, end)
    return all_of(rows, last is None or last < end - HALF_YEAR)


@rule("adoption", "decided", "drop", todo="take the second one away", touches=EARLY)
def child_twice(records: Records) -> "pd.Series[bool]":
    """A child is there twice with one decision, of which the first counts."""
    rows = records["adoption"]
    return rows["decided"].notna() & rows.duplicated(["child", "decided"])


@rule("adoption", "decided", "warn", todo="enter the day of the decision", touches=EARLY)
def child_without_decision(records: Records) -> "pd.Series[bool]":
    """Children have no day on which adoption was decided; they count by the other days."""
    return records["adoption"]["decided"].isna()


@rule("adoption", "entered_care", "warn", todo=_LOOK_UP, touches=EARLY)
def child_in_care_before_birth(records: Records) -> "pd.Series[bool]":
    """Children came into care before they were born."""
    rows = records["adoption"]
    return rows["entered_care"] < rows["birth_date"]


@rule("adoption", "early_placed", "warn", todo=_LOOK_UP, touches=EARLY)
def early_before_care(records: Records) -> "pd.Series[bool]":
    """Children began early permanence before they came into care; they count by the day that is given."""
    rows = records["adoption"]
    return rows["early_placed"] < rows["entered_care"]


@rule("adoption", "early_placed", "warn", todo=_LOOK_UP, touches=EARLY)
def early_after_placement(records: Records) -> "pd.Series[bool]":
    """Children began early permanence after they were placed for adoption; they count as not placed from it."""
    rows = records["adoption"]
    return rows["early_placed"] > rows["placed"]


@rule("adoption", "placed", "warn", todo=_LOOK_UP, touches=EARLY)
def placed_before_match(records: Records) -> "pd.Series[bool]":
    """Children were placed for adoption before they were matched."""
    rows = records["adoption"]
    return rows["placed"] < rows["matched"]


@rule("adoption", "placed", "warn", todo="enter the day of the match", touches=EARLY)
def placed_without_match(records: Records) -> "pd.Series[bool]":
    """Children were placed for adoption, and no day of a match is given."""
    rows = records["adoption"]
    return rows["placed"].notna() & rows["matched"].isna()


@rule("adoption", "placed", "warn", todo=_LOOK_UP, touches=EARLY)
def placed_after_plan_ended(records: Records) -> "pd.Series[bool]":
    """Children were placed for adoption after the plan for it had ended; they count."""
    rows = records["adoption"]
    return rows["placed"] > rows["plan_ended"]


@rule("adoption", "adopted", "warn", todo=_LOOK_UP, touches=EARLY)
def adopted_without_placement(records: Records) -> "pd.Series[bool]":
    """Children were adopted, and not placed for it before; they are not among those placed."""
    rows = records["adoption"]
    return rows["adopted"].notna() & ~(rows["placed"] <= rows["adopted"])


@rule("adoption", "placed", "warn", todo=_LOOK_UP, touches=EARLY)
def child_day_after_year(records: Records) -> "pd.Series[bool]":
    """Days of placements lie after the end of the reporting year, and are not counted in it."""
    rows, end = records["adoption"], year_of(records)[1]
    return (rows["placed"] > end) | (rows["early_placed"] > end)


@rule("adopters", "approved", "stop", todo=_WINDOW, touches=ADOPTERS)
def adopters_end_before_the_year(records: Records) -> "pd.Series[bool]":
    """Nothing happened in the last six months of the reporting year, so that the list seems to end before it."""
    rows, end = records["adopters"], year_of(records)[1]
    last = last_day(rows, _ADOPTER_DAYS, end)
    return all_of(rows, last is None or last < end - HALF_YEAR)


@rule("adopters", "adopter", "drop", todo="take the second one away", touches=ADOPTERS)
def adopter_twice(records: Records) -> "pd.Series[bool]":
    """An adopter is there twice with one enquiry, of which the first counts."""
    rows = records["adopters"]
    return (rows["adopter"] >= 0) & rows.duplicated(["adopter", "enquired"])


@rule("adopters", "has_family", "warn", todo="give both adopters of a family one identifier", touches=ADOPTERS)
def adopter_without_family(records: Records) -> "pd.Series[bool]":
    """Adopters have no identifier of a family; each counts as a household."""
    return ~records["adopters"]["has_family"].fillna(False).astype(bool)


@rule("adopters", "approved", "warn", todo=_LOOK_UP, touches=APPROVED)
def household_approved_twice(records: Records) -> "pd.Series[bool]":
    """The adopters of a household were approved on different days; the household counts once."""
    rows = records["adopters"]
    return rows["approved"].notna() & (rows["child"].map(rows.groupby("child")["approved"].nunique()) > 1)


@rule("adopters", "stage_1_started", "warn", todo="enter the days", touches=ADOPTERS)
def adopter_without_days(records: Records) -> "pd.Series[bool]":
    """Adopters have no day of any stage, and count in nothing."""
    return records["adopters"][list(_ADOPTER_DAYS[1:])].isna().all(axis=1)


@rule("adopters", "stage_1_ended", "warn", todo=_LOOK_UP, touches=STAGE_1)
def stage_1_ends_before_start(records: Records) -> "pd.Series[bool]":
    """Stage one ended before it started; it is not taken for in time."""
    rows = records["adopters"]
    return rows["stage_1_ended"] < rows["stage_1_started"]


@rule("adopters", "stage_1_started", "warn", todo="enter the day", touches=STAGE_1)
def stage_1_ends_without_start(records: Records) -> "pd.Series[bool]":
    """Stage one ended, and no day of its start is given; it is in the base, and not in time."""
    rows = records["adopters"]
    return rows["stage_1_ended"].notna() & rows["stage_1_started"].isna()


@rule("adopters", "stage_1_ended", "warn", todo="enter the day", touches=STAGE_1)
def stage_1_never_ends(records: Records) -> "pd.Series[bool]":
    """Stage two started, and no end of stage one is given, so that its length is not known."""
    rows = records["adopters"]
    return rows["stage_2_started"].notna() & rows["stage_1_ended"].isna()


@rule("adopters", "stage_1_started", "warn", todo=_LOOK_UP, touches=STAGE_1)
def stage_1_before_enquiry(records: Records) -> "pd.Series[bool]":
    """Stage one started before the enquiry."""
    rows = records["adopters"]
    return rows["stage_1_started"] < rows["enquired"]


@rule("adopters", "stage_2_started", "warn", todo=_LOOK_UP, touches=STAGE_2)
def stage_2_before_end_of_stage_1(records: Records) -> "pd.Series[bool]":
    """Stage two started before stage one ended."""
    rows = records["adopters"]
    return rows["stage_2_started"] < rows["stage_1_ended"]


@rule("adopters", "stage_2_ended", "warn", todo=_LOOK_UP, touches=STAGE_2)
def stage_2_ends_before_start(records: Records) -> "pd.Series[bool]":
    """Stage two ended before it started; it is not taken for in time."""
    rows = records["adopters"]
    return rows["stage_2_ended"] < rows["stage_2_started"]


@rule("adopters", "stage_2_started", "warn", todo="enter the day", touches=STAGE_2)
def stage_2_ends_without_start(records: Records) -> "pd.Series[bool]":
    """Stage two ended, and no day of its start is given; it is in the base, and not in time."""
    rows = records["adopters"]
    return rows["stage_2_ended"].notna() & rows["stage_2_started"].isna()


@rule("adopters", "approved", "warn", todo="enter the day on which stage two started", touches=(*STAGE_2, *APPROVED))
def approved_without_stage_2(records: Records) -> "pd.Series[bool]":
    """Adopters were approved without a stage two; they count as approved."""
    rows = records["adopters"]
    return rows["approved"].notna() & rows["stage_2_started"].isna()


@rule("adopters", "approved", "warn", todo=_LOOK_UP, touches=APPROVED)
def approved_within_stage_1(records: Records) -> "pd.Series[bool]":
    """Adopters were approved before stage one ended; they count as approved by the day that is given."""
    rows = records["adopters"]
    return rows["approved"] < rows["stage_1_ended"]


@rule("adopters", "matched", "warn", todo=_LOOK_UP, touches=MATCHED)
def matched_before_approval(records: Records) -> "pd.Series[bool]":
    """Adopters were matched with a child before they were approved, or without it; they count as matched."""
    rows = records["adopters"]
    return rows["matched"].notna() & ~(rows["approved"] <= rows["matched"])


@rule("adopters", "placed", "warn", todo=_LOOK_UP, touches=PLACED)
def placed_before_adopters_matched(records: Records) -> "pd.Series[bool]":
    """Children were placed with adopters before they were matched, or without it; they count as placed."""
    rows = records["adopters"]
    return rows["placed"].notna() & ~(rows["matched"] <= rows["placed"])


@rule("adopters", "children_placed", "warn", todo="enter how many", touches=PLACED)
def placed_without_number(records: Records) -> "pd.Series[bool]":
    """Children were placed with adopters, and their number is nought or not given; the household counts."""
    rows = records["adopters"]
    return rows["placed"].notna() & ~(rows["children_placed"] > 0)


@rule("adopters", "left", "warn", todo=_LOOK_UP, touches=ADOPTERS)
def goes_on_after_leaving(records: Records) -> "pd.Series[bool]":
    """Adopters left, and have a later day of a stage, an approval or a match, which counts."""
    rows = records["adopters"]
    return rows[["stage_1_started", "stage_2_started", "approved", "matched", "placed"]].max(axis=1) > rows["left"]


@rule("adopters", "stage_2_ended", "warn", todo="look whether the ends of stage two were exported", touches=STAGE_2)
def stage_2_never_ends(records: Records) -> "pd.Series[bool]":
    """Many adopters were approved, and not one has an end of stage two."""
    rows = records["adopters"]
    approved = rows["approved"].notna()
    return approved & (approved.sum() >= MOST_IMPLAUSIBLE and bool(rows["stage_2_ended"].isna().all()))
