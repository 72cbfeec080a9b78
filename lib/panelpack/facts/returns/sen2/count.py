"""How the measures of SEN2 are counted: what happened in the calendar year, and plans on the day of the census.

Each return holds its whole calendar year and all plans of its census day, so rows of earlier returns count in none.
"""

import pandas as pd

from panelpack.facts.returns.collection import Span
from panelpack.facts.returns.counting import COUNTED, Parts, count, share
from panelpack.facts.returns.schema import NOT_KNOWN
from panelpack.facts.returns.sen2.codes import NEEDS, SETTINGS
from panelpack.facts.returns.tables import Records
from panelpack.project.parameters import ReturnChoices

SIX_WEEKS_DAYS = 42
"""A decision whether to assess is due within six weeks of the request."""

# What is not known is always given, be it nought: else another source's number of it would stand among these
_NEEDS_AS_PUBLISHED = {code: {"SPLD": "SpLD", "DS": "OTH"}.get(code, code) for code in NEEDS}
_NEED_PARTS = Parts("need", {**_NEEDS_AS_PUBLISHED, "": "unknown"}, other="unknown")
_AT_A_SCHOOL = ("school", "sen_unit", "resourced_provision", "post_16")
_SETTING_PARTS = Parts("setting", {**{value: value for value in (*_AT_A_SCHOOL, *SETTINGS)}, "": "not_known"})


def _requests(records: Records, span: Span) -> pd.DataFrame:
    rows = records.own("requests")
    return rows[span.holds(rows["received_date"])]


def _new_plans(records: Records, span: Span) -> pd.DataFrame:
    """Plans that started, without those that another council issued, and the days that each took."""
    rows = records.own("plans")
    rows = rows[span.holds(rows["start_date"]) & (rows["transfer_la"] == "")]
    return rows.assign(days=(rows["start_date"] - rows["received_date"]).dt.days)


def _active(records: Records, span: Span) -> pd.DataFrame:
    """Plans that the council maintained at the end of a day, one a child: of several that of the newest request."""
    rows = records.own("active_plans")
    goes_on = rows["cease_date"].isna() | (rows["cease_date"] > span.end)
    newest_last = rows[goes_on].sort_values(["received_date", "request"], na_position="first")
    return newest_last.drop_duplicates("child", keep="last").sort_index()


@count("ehc_requests", "requests")
def requests(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Every request received in the calendar year, whatever came of it (Department's statistics of EHC plans)."""
    return _requests(records, span)


@count("ehc_requests_refused", "requests")
def requests_refused(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Requests received in the calendar year of which the outcome is N: no assessment."""
    rows = _requests(records, span)
    return rows[rows["outcome"] == "N"]


@share("ehc_requests_refused_pct", "requests")
def requests_refused_share(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of all requests received in the calendar year, pending and withdrawn ones too, those with the outcome N."""
    rows = _requests(records, span)
    return rows.assign(**{COUNTED: rows["outcome"] == "N"})


@share("ehc_decisions_6wk_pct", "requests")
def decisions_in_six_weeks(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of decisions whether to assess (Y or N) dated in the calendar year, those at most 42 days after the request."""
    rows = records.own("requests")
    rows = rows[span.holds(rows["outcome_date"]) & rows["outcome"].isin(["Y", "N"])]
    days = (rows["outcome_date"] - rows["received_date"]).dt.days
    return rows.assign(**{COUNTED: days.between(0, SIX_WEEKS_DAYS)})


@count("ehc_assessments_completed", "assessments")
def assessments_completed(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Assessments with a decision to issue a plan or not (Y or N) dated in the calendar year."""
    rows = records.own("assessments")
    return rows[span.holds(rows["outcome_date"]) & rows["outcome"].isin(["Y", "N"])]


@count("ehc_plans_issued", "plans")
def plans_issued(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Named plans that started in the calendar year; plans of children who moved here with one are not new."""
    return _new_plans(records, span)


@share("ehc_20wk_exc_pct", "plans", quarterly="ehc_20wk_quarterly_pct")
def within_20_weeks(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of new plans without an exception (Week20), those issued at most 140 days after the request was received.

    The day after the receipt is day 1 (`ehc_limit_days`). Plans with an exception are in neither number. A plan of
    which the request's day is not known is in the base, and not in time.
    """
    rows = _new_plans(records, span)
    rows = rows[~rows["week_20"].fillna(False)]
    return rows.assign(**{COUNTED: rows["days"].between(0, choices.ehc_limit_days)})


@share("ehc_20wk_all_pct", "plans")
def within_20_weeks_of_all(records: Records, span: Span, choices: ReturnChoices) -> pd.DataFrame:
    """Of all new plans, those with an exception too, those issued at most 140 days after the request was received."""
    rows = _new_plans(records, span)
    return rows.assign(**{COUNTED: rows["days"].between(0, choices.ehc_limit_days)})


@count("ehc_plans", "active_plans", each="child")
def plans_maintained(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with an active plan at the end of the day of the census, each once."""
    return _active(records, span)


@count("ehc_plans_by_need", "active_plans", "needs", each="child", parts={"primary_need": _NEED_PARTS})
def plans_by_need(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with an active plan by their primary need, which has rank 1; Down syndrome counts within other needs."""
    return _with_need(records, span)


@share("ehc_need_semh_pct", "active_plans", "needs", each="child")
def plans_for_semh(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Of all children with an active plan, those whose primary need is social, emotional and mental health."""
    rows = _with_need(records, span)
    return rows.assign(**{COUNTED: rows["need"] == "SEMH"})


def _with_need(records: Records, span: Span) -> pd.DataFrame:
    """Active plans with the need of rank 1: of several the first by its code; an only need counts without a rank."""
    needs = records.own("needs")
    only = needs["rank"].isna() & ~needs["request"].duplicated(keep=False)
    ranked = needs[(needs["rank"] == 1) | only].sort_values("need").drop_duplicates("request").set_index("request")
    rows = _active(records, span)
    return rows.assign(need=rows["request"].map(ranked["need"]).fillna(""))


@count("ehc_plans_by_setting", "active_plans", "placements", each="child", parts={"setting": _SETTING_PARTS})
def plans_by_setting(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with an active plan by where they are taught on the day of the census.

    It is the placement of the lowest rank that is open on the day. A URN says a school, where nothing says a unit for
    special needs or resourced provision in it; a UKPRN without a URN a college or another provider after 16.
    """
    places = records.own("placements")
    begun = places["entry_date"].isna() | (places["entry_date"] <= span.end)
    places = places[begun & (places["leaving_date"].isna() | (places["leaving_date"] > span.end))]
    setting = places["setting"].mask(places["setting"] == NOT_KNOWN, "")
    setting = setting.mask((setting == "") & (places["ukprn"] != ""), "post_16")
    is_school = places["urn"] != ""
    setting = setting.mask(is_school, "school")
    setting = setting.mask(is_school & places["in_resourced_provision"].fillna(False), "resourced_provision")
    setting = setting.mask(is_school & places["in_sen_unit"].fillna(False), "sen_unit")
    first = places.assign(setting=setting).sort_values(["rank", "setting"]).drop_duplicates("request")
    rows = _active(records, span)
    return rows.assign(setting=rows["request"].map(first.set_index("request")["setting"]).fillna(""))


@count("ehc_mediation_children", "requests", "assessments", each="child")
def mediation(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with mediation about a decision dated in the calendar year: on a request, an assessment or a plan."""
    return _disputed(records, span, "mediation")


@count("ehc_tribunal_children", "requests", "assessments", each="child")
def tribunal(records: Records, span: Span, _: ReturnChoices) -> pd.DataFrame:
    """Children with an appeal to the tribunal about a decision dated in the calendar year.

    It is that of a request, an assessment or a plan, by the return. The Ministry of Justice counts appeals registered.
    """
    return _disputed(records, span, "tribunal")


def _disputed(records: Records, span: Span, how: str) -> pd.DataFrame:
    of_requests, of_assessments = records.own("requests"), records.own("assessments")
    asked = of_requests[how].fillna(False)
    assessed = of_assessments[how].fillna(False) | of_assessments[f"other_{how}"].fillna(False)
    parts = [
        rows.loc[is_so & span.holds(rows["outcome_date"]), ["child", "request", "outcome_date", "row", "file"]]
        for rows, is_so in ((of_requests, asked), (of_assessments, assessed))
    ]
    return pd.concat(parts, ignore_index=True)
