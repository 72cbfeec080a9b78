"""Rules that persons, plans, needs and placements of SEN2 keep, chosen by what breaking them does to figures."""

import pandas as pd

from panelpack.facts.returns.rules import rule
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.facts.returns.sen2.rules import MOST_IMPLAUSIBLE, all_of, calendar_year, census
from panelpack.facts.returns.tables import Records

ISSUED = ("ehc_plans_issued",)
IN_TIME = ("ehc_20wk_exc_pct", "ehc_20wk_all_pct", "ehc_20wk_quarterly_pct")
MAINTAINED = ("ehc_plans", "ehc_plans_by_need", "ehc_plans_by_setting")
BY_NEED = ("ehc_plans_by_need", "ehc_need_semh_pct")
BY_SETTING = ("ehc_plans_by_setting",)

_LOOK_UP = "look the case up, mend it, and export the return anew"
_TOO_OLD_YEARS = 26
_SOON_DAYS = 28


@rule("persons", "birth_date", "warn", todo=_LOOK_UP)
def birth_not_known(records: Records) -> "pd.Series[bool]":
    """Persons have no date of birth; they count, and nobody can see whether they are too old."""
    return records["persons"]["birth_date"].isna()


@rule("persons", "birth_date", "warn", todo=_LOOK_UP)
def born_after_census(records: Records) -> "pd.Series[bool]":
    """Persons were born after the day of the census; they count."""
    return records["persons"]["birth_date"] > census(records)


@rule("persons", "upn_state", "warn", todo="look the number up in the school's records", number="1510")
def wrong_upn(records: Records) -> "pd.Series[bool]":
    """Pupil numbers have the wrong form or check letter; persons without a right one are told apart by their names."""
    return records["persons"]["upn_state"] == "wrong"


@rule("persons", "upn_state", "warn", todo="give the number, or the reason why there is none")
def no_upn(records: Records) -> "pd.Series[bool]":
    """Persons have neither a pupil number nor a reason; they are told apart by their names."""
    return records["persons"]["upn_state"] == "none"


@rule("persons", "upn_is_shared", "warn", todo="look which of them the number is of", number="1520")
def shared_upn(records: Records) -> "pd.Series[bool]":
    """Two persons with other dates of birth have one pupil number; they count as two."""
    return records["persons"]["upn_is_shared"].fillna(False)


@rule("persons", "child", "warn", todo="put them together", touches=MAINTAINED)
def person_twice(records: Records) -> "pd.Series[bool]":
    """Persons are there twice, by pupil number and date of birth; children count once, requests and plans each."""
    return records["persons"].duplicated("child")


@rule("persons", "child", "warn", todo="look whether requests were exported", needs=["requests"])
def person_without_request(records: Records) -> "pd.Series[bool]":
    """Persons have no request, and so count in nothing."""
    rows = records["persons"]
    return ~rows["child"].isin(records["requests"]["child"])


@rule("plans", "start_date", "drop", todo=_LOOK_UP, touches=(*ISSUED, *IN_TIME))
def plan_without_start(records: Records) -> "pd.Series[bool]":
    """Plans without the day on which they started are in no year, and left out."""
    return records["plans"]["start_date"].isna()


@rule("plans", "start_date", "drop", todo="take the second one away", touches=(*ISSUED, *IN_TIME))
def plan_twice(records: Records) -> "pd.Series[bool]":
    """A child has two plans that started on one day, of which the first counts."""
    rows = records["plans"]
    return rows["start_date"].notna() & rows.duplicated(["child", "start_date"])


@rule("plans", "start_date", "warn", todo=_LOOK_UP, touches=(*ISSUED, *IN_TIME))
def plan_after_census(records: Records) -> "pd.Series[bool]":
    """Plans started after the day of the census, and count in no year yet."""
    return records["plans"]["start_date"] > census(records)


@rule("plans", "start_date", "warn", todo=_LOOK_UP, touches=IN_TIME)
def plan_before_request(records: Records) -> "pd.Series[bool]":
    """Plans started before their request was received; they count as issued, and not as in time."""
    rows = records["plans"]
    return rows["start_date"] < rows["received_date"]


@rule("plans", "start_date", "warn", todo="look whether the request's day is right", touches=IN_TIME)
def plan_within_weeks(records: Records) -> "pd.Series[bool]":
    """Plans started less than four weeks after their request, which leaves no time to assess; they count as in time."""
    rows = records["plans"]
    days = (rows["start_date"] - rows["received_date"]).dt.days
    return days.between(0, _SOON_DAYS - 1)


@rule("plans", "received_date", "warn", todo="give the day of the request", touches=IN_TIME)
def plan_without_request_day(records: Records) -> "pd.Series[bool]":
    """Plans that started in the calendar year have no day of their request; they are in the base, and not in time."""
    rows = records["plans"]
    return rows["received_date"].isna() & rows["start_date"].between(*calendar_year(records))


@rule("plans", "start_date", "stop", todo="export the calendar year of this return", touches=(*ISSUED, *IN_TIME))
def no_plan_of_the_year(records: Records) -> "pd.Series[bool]":
    """No plan started in the calendar year that the return is of, so that it seems to be of another."""
    rows = records["plans"]
    of_year = rows["start_date"].between(*calendar_year(records))
    return all_of(rows, len(rows) >= MOST_IMPLAUSIBLE and not of_year.any())


@rule("plans", "transfer_la", "warn", todo="nothing to do", touches=(*ISSUED, *IN_TIME))
def plan_of_another_council(records: Records) -> "pd.Series[bool]":
    """Plans that started in the calendar year came with the child from another council; they are not new."""
    rows = records["plans"]
    return (rows["transfer_la"] != "") & rows["start_date"].between(*calendar_year(records))


@rule("plans", "assessment_outcome", "warn", todo=_LOOK_UP, touches=ISSUED)
def plan_though_refused(records: Records) -> "pd.Series[bool]":
    """Plans started after an assessment that ended without one, or has not ended; they count as issued."""
    return records["plans"]["assessment_outcome"].isin(["N", "A", "W"])


@rule("plans", "cease_date", "warn", todo=_LOOK_UP, touches=MAINTAINED)
def ceased_before_start(records: Records) -> "pd.Series[bool]":
    """Plans ceased before they started."""
    rows = records["plans"]
    return rows["cease_date"] < rows["start_date"]


@rule("plans", "cease_reason", "warn", todo="give the reason", touches=MAINTAINED)
def ceased_without_reason(records: Records) -> "pd.Series[bool]":
    """Plans ceased for no reason that is given; the day counts."""
    rows = records["plans"]
    return rows["cease_date"].notna() & (rows["cease_reason"] == "")


@rule("plans", "cease_date", "warn", todo="give the day", touches=MAINTAINED)
def reason_without_end(records: Records) -> "pd.Series[bool]":
    """Plans have a reason why they ceased and no day; they count as going on."""
    rows = records["plans"]
    return rows["cease_date"].isna() & (rows["cease_reason"] != "")


@rule("plans", "cease_date", "warn", todo="end the earlier one", touches=MAINTAINED)
def two_plans_go_on(records: Records) -> "pd.Series[bool]":
    """A child has two plans without an end; the child counts once among plans maintained."""
    rows = records["plans"]
    going_on = rows["cease_date"].isna()
    return going_on & rows["child"].isin(rows.loc[going_on, "child"][rows.loc[going_on, "child"].duplicated()])


@rule(
    "plans", "cease_date", "warn", todo="give its end, or the active plan", touches=MAINTAINED, needs=["active_plans"]
)
def plan_neither_ended_nor_active(records: Records) -> "pd.Series[bool]":
    """Plans that started by the census have no end and are not among active plans; they are not maintained."""
    rows = records["plans"]
    begun = rows["cease_date"].isna() & (rows["start_date"] <= census(records))
    return begun & ~rows["child"].isin(records["active_plans"]["child"])


@rule("active_plans", "cease_date", "drop", todo="take it from the active plans", touches=MAINTAINED)
def active_though_ceased(records: Records) -> "pd.Series[bool]":
    """Plans among the active ones ceased by the day of the census, and are left out of those maintained."""
    return records["active_plans"]["cease_date"] <= census(records)


@rule("active_plans", "child", "warn", todo="keep the newest one", touches=MAINTAINED)
def active_twice(records: Records) -> "pd.Series[bool]":
    """A child has two active plans; the child counts once, by the newest request."""
    return records["active_plans"].duplicated("child")


@rule("active_plans", "birth_date", "warn", todo="end the plan", touches=MAINTAINED)
def active_at_twenty_six(records: Records) -> "pd.Series[bool]":
    """Plans go on for persons of 26 or more on the day of the census, for whom the law knows none; they count."""
    eldest = census(records) - pd.DateOffset(years=_TOO_OLD_YEARS)
    return records["active_plans"]["birth_date"] <= eldest


@rule("active_plans", "transfer_la", "warn", todo="leave it empty", touches=ISSUED)
def transfer_from_here(records: Records) -> "pd.Series[bool]":
    """Plans are said to come from another council, and it is this one; they do not count as new."""
    return records["active_plans"]["transfer_la"] == records.collection.dfe_code


@rule("active_plans", "needs", "warn", todo="enter the primary need", touches=BY_NEED)
def active_without_need(records: Records) -> "pd.Series[bool]":
    """Active plans have no need; they count with a need that is not known."""
    return records["active_plans"]["needs"] == 0


@rule("active_plans", "placements", "warn", todo="enter where the child is taught", touches=BY_SETTING)
def active_without_placement(records: Records) -> "pd.Series[bool]":
    """Active plans have no placement; they count with a setting that is not known."""
    return records["active_plans"]["placements"] == 0


@rule("needs", "need", "warn", todo="enter the need", touches=BY_NEED)
def need_without_type(records: Records) -> "pd.Series[bool]":
    """Needs have no type, or one that the return does not know; they count as not known."""
    return records["needs"]["need"].isin(["", NOT_KNOWN])


@rule("needs", "rank", "warn", todo="rank them 1 and 2", touches=BY_NEED)
def need_without_rank(records: Records) -> "pd.Series[bool]":
    """Needs have no rank; an only one counts as the primary need."""
    return records["needs"]["rank"].isna()


@rule("needs", "rank", "warn", todo="rank them 1 and 2", touches=BY_NEED)
def two_primary_needs(records: Records) -> "pd.Series[bool]":
    """A plan has two needs of rank 1, of which the first by its code counts."""
    rows = records["needs"]
    return (rows["rank"] == 1) & rows.duplicated(["request", "rank"], keep=False)


@rule("needs", "rank", "warn", todo="give the primary need rank 1", touches=BY_NEED)
def no_primary_need(records: Records) -> "pd.Series[bool]":
    """Plans have needs and none of rank 1; they count with a need that is not known."""
    rows = records["needs"]
    return rows["rank"].notna() & ~rows["request"].isin(rows.loc[rows["rank"] == 1, "request"])


@rule("placements", "setting", "warn", todo="give the URN, the UKPRN or the setting", touches=BY_SETTING)
def placement_nowhere(records: Records) -> "pd.Series[bool]":
    """Placements have neither a school, a college nor a setting; they count as not known."""
    rows = records["placements"]
    return (rows["urn"] == "") & (rows["ukprn"] == "") & rows["setting"].isin(["", NOT_KNOWN])


@rule("placements", "setting", "warn", todo="keep the one that is right", touches=BY_SETTING)
def placement_in_two_places(records: Records) -> "pd.Series[bool]":
    """Placements have a school and another setting; they count at the school."""
    rows = records["placements"]
    return (rows["urn"] != "") & (rows["setting"] != "")


@rule("placements", "urn", "warn", todo="look the number up", touches=BY_SETTING)
def wrong_urn(records: Records) -> "pd.Series[bool]":
    """Numbers of schools have not six digits; they count as a school."""
    urns = records["placements"]["urn"]
    return (urns != "") & ~urns.str.fullmatch(r"[1-9]\d{5}")


@rule("placements", "leaving_date", "warn", todo=_LOOK_UP, touches=BY_SETTING)
def left_before_entry(records: Records) -> "pd.Series[bool]":
    """Placements ended before they began; they count as ended."""
    rows = records["placements"]
    return rows["leaving_date"] < rows["entry_date"]


@rule("placements", "rank", "warn", todo="rank them, the main one 1", touches=BY_SETTING)
def two_main_placements(records: Records) -> "pd.Series[bool]":
    """A plan has two placements of rank 1 that have not ended, of which one counts."""
    rows = records["placements"]
    main = (rows["rank"] == 1) & rows["leaving_date"].isna()
    return main & rows["request"].isin(rows.loc[main, "request"][rows.loc[main, "request"].duplicated()])
