"""The Annex A workbook of a year: lists 1 to 11, each over the twelve months to 31 March, as at that day.

Ofsted asks for six months in lists 1 to 9. Sampleshire's window is twelve in all, so that its lists give annual totals.
"""

import numpy as np
import pandas as pd

from panelpack.commands.sample.annex_a_care import adopters, adoption, care_leavers, looked_after
from panelpack.commands.sample.annex_a_words import CLOSURES, NEEDS, SOURCES, abuse, person, team, yes_no
from panelpack.commands.sample.days import NEVER, Days, year_span
from panelpack.commands.sample.town import Town
from panelpack.commands.sample.views import Return, coded, iso, table, where

_REFERRED, _NOT_REFERRED = "a) Progressed to referral", "b) Information and advice"
"""Outcomes of contacts: no list of Ofsted's asks for them, and many councils' own exports give them."""


def annex_a_return(town: Town, year: int) -> Return:
    """All eleven lists; days in them are written as 2023-03-31 until they become cells."""
    first, last = year_span(year)
    lists = [
        _contacts(town, first, last),
        _early_help(town, first, last),
        _referrals(town, first, last),
        _assessments(town, first, last),
        _enquiries(town, first, last),
        _in_need(town, first, last),
        _protection(town, first, last),
        looked_after(town, first, last),
        care_leavers(town, last),
        adoption(town, first, last),
        adopters(town, first, last),
    ]
    return Return("annex_a", year, {f"List {number}": frame for number, frame in enumerate(lists, start=1)})


def _contacts(town: Town, first: int, last: int) -> pd.DataFrame:
    rows = town["contacts"]
    rows = rows[rows["day"].between(first, last)]
    return table(
        {
            **person(town, rows["child"], last),
            "Date of Contact": iso(rows["day"], last),
            "Contact Source": coded(rows["source"], SOURCES),
            "Contact Outcome": np.where(rows["referral"] >= 0, _REFERRED, _NOT_REFERRED),
        }
    )


def _early_help(town: Town, first: int, last: int) -> pd.DataFrame:
    rows = town["early_help"]
    rows = rows[(rows["start"] <= last) & (rows["end"] >= first)]
    return table(
        {
            **person(town, rows["child"], last),
            "Assessment start date": iso(rows["start"], last),
            "Assessment completion date": iso(rows["end"], last),
            "Organisation completing assessment": rows["organisation"],
        }
    )


def _earlier(town: Town, rows: pd.DataFrame, step: str) -> Days:
    """How many days of a step each child had in the 365 days before the row's own."""
    known = np.sort(_keys(town.cases[town.cases[step] < NEVER], step))
    own = _keys(rows, step)
    until, before = (np.searchsorted(known, keys, "left").astype(np.int64) for keys in (own, own - 365))
    found: Days = until - before
    return found


def _keys(rows: pd.DataFrame, step: str) -> Days:
    """A number for a child and a day: those of a child lie far from those of any other."""
    keys: Days = rows["child"].to_numpy(dtype=np.int64) * 2 * NEVER + rows[step].to_numpy(dtype=np.int64)
    return keys


def _referrals(town: Town, first: int, last: int) -> pd.DataFrame:
    rows = town.cases[town.cases["day"].between(first, last)].sort_values(["day", "child"], kind="stable")
    return table(
        {
            **person(town, rows["child"], last),
            "Date of Referral": iso(rows["day"], last),
            "Referral Source": coded(rows["source"], SOURCES),
            "Referral NFA?": yes_no(rows["nfa"]),
            "Number of Referrals in Last 12 Months": _earlier(town, rows, "day"),
            **team(rows["child"], "Front door"),
        }
    )


def _assessments(town: Town, first: int, last: int) -> pd.DataFrame:
    rows = town.cases[(town.cases["assessment"] <= last) & (town.cases["authorised"] >= first) & ~town.cases["nfa"]]
    done = rows["authorised"] <= last
    return table(
        {
            **person(town, rows["child"], last, disability=True),
            "Continuous Assessment Start Date": iso(rows["assessment"], last),
            "Child Seen During Continuous Assessment": where(done, "a) Yes"),
            "Continuous Assessment Date of Authorisation": iso(rows["authorised"], last),
            "Was the child assessed as requiring LA children’s social care support?": where(
                done, yes_no(~rows["reason"].isin(["RC8", "RC9"]))
            ),
            **team(rows["child"], "Assessment"),
        }
    )


def _enquiries(town: Town, first: int, last: int) -> pd.DataFrame:
    cases = town.cases
    now = (cases["enquiry"] >= first) | cases["conference"].between(first, NEVER - 1)
    rows = cases[(cases["enquiry"] <= last) & now].sort_values(["enquiry", "child"], kind="stable")
    held = rows["conference"] <= last
    return table(
        {
            **person(town, rows["child"], last, disability=True),
            "Strategy discussion initiating Section 47 Enquiry Start Date": iso(rows["enquiry"], last),
            "Was an Initial Child Protection Conference deemed unnecessary?": yes_no(rows["conference"] == NEVER),
            "Date of Initial Child Protection Conference": iso(rows["conference"], last),
            "Did the Initial Child Protection Conference Result in a Child Protection Plan": where(
                held, yes_no(rows["plan"] < NEVER)
            ),
            "Number of Section 47 Enquiries in the last 12 months": _earlier(town, rows, "enquiry"),
            "Number of ICPCs in the last 12 months": _conferences(town, rows),
            **team(rows["child"], "Assessment"),
        }
    )


def _conferences(town: Town, rows: pd.DataFrame) -> list[int]:
    known = rows["conference"] < NEVER
    earlier = pd.Series(0, index=rows.index)
    earlier[known] = _earlier(town, rows[known], "conference")
    return [int(count) for count in earlier]


def _in_need(town: Town, first: int, last: int) -> pd.DataFrame:
    rows = town.cases[(town.cases["day"] <= last) & (town.cases["closed"] >= first) & ~town.cases["nfa"]]
    periods = town["periods"]
    periods = periods[~periods["respite"].astype(bool)]
    inside = periods[(periods["start"] <= last) & (periods["end"] > last)]
    before = periods[periods["end"] <= last]
    statuses = {
        "a) Looked after child": rows["child"].isin(inside["child"]),
        "b) Child Protection plan": (rows["plan"] <= last) & (rows["plan_end"] > last),
        "d) Care leaver": rows["child"].isin(before["child"]) & (last - _born(town, rows) > 6575),
        "c) Child in need plan": (rows["cin_plan"] <= last) & (rows["cin_plan_end"] > last),
    }
    closed = rows["closed"] <= last
    chosen = np.select(
        [where_true.to_numpy() for where_true in statuses.values()], list(statuses), "e) Open assessment"
    )
    seen = np.minimum(rows["closed"], last) - 2 - rows["referral"] % 25
    return table(
        {
            **person(town, rows["child"], last, disability=True),
            "CIN Start Date": iso(rows["day"], last),
            "Primary Need Code": coded(rows["need"], NEEDS),
            "Date Child Was Last Seen": where(seen > rows["day"], iso(seen, last)),
            "CIN Closure Date": iso(rows["closed"], last),
            "Reason for Closure": where(closed, coded(rows["reason"], CLOSURES)),
            "Case Status": where(closed, "f) Closed episode", chosen),
            **team(rows["child"], "Locality"),
        }
    )


def _born(town: Town, rows: pd.DataFrame) -> Days:
    born: Days = town.people.loc[rows["child"], "born"].to_numpy(dtype=np.int64)
    return born


def _protection(town: Town, first: int, last: int) -> pd.DataFrame:
    cases = town.cases
    rows = cases[(cases["plan"] <= last) & (cases["plan_end"] >= first)].sort_values(["plan", "child"], kind="stable")
    plans = cases[cases["plan"] < NEVER].sort_values(["child", "plan"], kind="stable")
    before = plans.groupby("child").cumcount() + town.people.loc[plans["child"], "earlier_plans"].to_numpy()
    earlier = pd.Series(before.to_numpy(), index=plans["referral"])
    until = np.minimum(rows["plan_end"], last)
    visited, reviewed = until - 1 - rows["referral"] % 12, until - 5 - rows["referral"] % 85
    latest = where(rows["category_changed"] <= last, rows["plan_latest"], rows["plan_first"])
    return table(
        {
            **person(town, rows["child"], last, disability=True),
            "Child Protection Plan Start Date": iso(rows["plan"], last),
            "Initial Category of Abuse": abuse(rows["plan_first"]),
            "Latest Category of Abuse": abuse(latest),
            "Date of the Last Statutory Visit": where(visited > rows["plan"], iso(visited, last)),
            "Was the Child Seen Alone?": where(visited > rows["plan"], "a) Yes"),
            "Date of latest review conference": where(reviewed > rows["plan"] + 60, iso(reviewed, last)),
            "Child Protection Plan End Date": iso(rows["plan_end"], last),
            "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)": "b) No",
            "Number of Previous Child Protection Plans": earlier.loc[rows["referral"]].to_numpy(),
            **team(rows["child"], "Locality"),
        }
    )
