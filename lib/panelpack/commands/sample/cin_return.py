"""The CIN census of a year: every case that was open on one of its days, as at 31 March."""

import numpy as np
import pandas as pd

from panelpack.commands.sample.days import NEVER, add_working_days, year_span
from panelpack.commands.sample.town import Town
from panelpack.commands.sample.views import Return, coded, identifiers_of, iso, table, where

_LATER_CODES = {"5D": "5B", "RC9": "RC8"}
"""Codes that the census has had since that of 2023, and what stood in their place before."""


def cin_return(town: Town, year: int) -> Return:
    """Children with their cases; what happened before the year or after it is left out.

    Tables: `child`, `details` (a case), and of each case, by its `case`: `assessment`, `cin_plan`, `section47`,
    `protection`.
    """
    first, last = year_span(year)
    cases = town.cases
    in_year = np.where(cases["nfa"], cases["day"] >= first, cases["closed"] >= first)
    cases = cases[(cases["day"] <= last) & in_year].sort_values(["child", "day"], kind="stable")
    people = town.people.loc[cases["child"].unique()]
    tables = {
        "child": _children(people, year, last),
        "details": _details(cases, year, first, last),
        "assessment": _assessments(cases, year, first, last),
        "cin_plan": _spans(cases, "cin_plan", "cin_plan_end", ("CINPlanStartDate", "CINPlanEndDate"), first, last),
        "section47": _enquiries(cases, first, last),
        "protection": _plans(town, cases, first, last),
    }
    return Return("cin", year, tables)


def _children(people: pd.DataFrame, year: int, last: int) -> pd.DataFrame:
    unborn = people["born"].to_numpy() > last
    expected = iso(people["born"], NEVER)
    sex = people["sex"].to_numpy(dtype=object)
    code = where(unborn, "0", where(sex == "M", "1", "2")) if year < 2025 else where(unborn, "U", sex)
    age = (last - people["born"].to_numpy()) / 365.25
    return table(
        {
            "LAchildID": identifiers_of(people["child"]),
            "UPNunknown": where(age < 5, "UN1", where(people["unaccompanied"], "UN2", "UN5")),
            "PersonBirthDate": where(unborn, "", expected),
            "ExpectedPersonBirthDate": where(unborn, expected),
            "GenderCurrent" if year < 2025 else "Sex": code,
            "Ethnicity": people["ethnic"],
            "Disability": people["disability"],
        }
    )


def _details(cases: pd.DataFrame, year: int, first: int, last: int) -> pd.DataFrame:
    nfa = cases["nfa"].to_numpy()
    moved_in = np.where(cases["transfer"] >= first, cases["transfer"], NEVER)
    return table(
        {
            "case": cases["referral"],
            "LAchildID": identifiers_of(cases["child"]),
            "CINreferralDate": iso(cases["day"], last),
            "ReferralSource": coded(cases["source"], _LATER_CODES if year < 2023 else {}),
            "PrimaryNeedCode": where(nfa, "", cases["need"]),
            "CINclosureDate": where(nfa, "", iso(cases["closed"], last)),
            "ReasonForClosure": where(
                cases["closed"] <= last, coded(cases["reason"], _LATER_CODES if year < 2023 else {})
            ),
            "DateOfInitialCPC": iso(moved_in, last),
            "ReferralNFA": where(nfa, "true", "false"),
        }
    )


def _assessments(cases: pd.DataFrame, year: int, first: int, last: int) -> pd.DataFrame:
    rows = cases[(cases["assessment"] <= last) & (cases["authorised"] >= first) & ~cases["nfa"]]
    factors = rows["factors"]
    if year < 2022:
        factors = factors.str.replace("24A", "20").replace("20 20", "20")
    if year >= 2025:
        factors = factors.str.replace("18A", "18C").str.replace("19A", "19C")
    return table(
        {
            "case": rows["referral"],
            "AssessmentActualStartDate": iso(rows["assessment"], last),
            "AssessmentAuthorisationDate": iso(rows["authorised"], last),
            "AssessmentFactors": where(rows["authorised"] <= last, factors),
        }
    )


def _spans(cases: pd.DataFrame, start: str, end: str, names: tuple[str, str], first: int, last: int) -> pd.DataFrame:
    rows = cases[(cases[start] <= last) & (cases[end] >= first)]
    return table({"case": rows["referral"], names[0]: iso(rows[start], last), names[1]: iso(rows[end], last)})


def _enquiries(cases: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    held = cases["conference"] < NEVER
    now = (cases["enquiry"] >= first) | (held & (cases["conference"] >= first))
    rows = cases[(cases["enquiry"] <= last) & now]
    target = add_working_days(rows["enquiry"].to_numpy(), np.full(len(rows), 15))
    return table(
        {
            "case": rows["referral"],
            "S47ActualStartDate": iso(rows["enquiry"], last),
            "InitialCPCtarget": iso(target, NEVER),
            "DateOfInitialCPC": iso(rows["conference"], last),
            "ICPCnotRequired": where(rows["conference"] < NEVER, "false", "true"),
        }
    )


def _plans(town: Town, cases: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    rows = cases[(cases["plan"] <= last) & (cases["plan_end"] >= first)]
    plans = town.cases[town.cases["plan"] < NEVER].sort_values(["child", "plan"], kind="stable")
    before = plans.groupby("child").cumcount() + town.people.loc[plans["child"], "earlier_plans"].to_numpy()
    earlier = pd.Series(before.to_numpy(), index=plans["referral"])
    return table(
        {
            "case": rows["referral"],
            "CPPstartDate": iso(rows["plan"], last),
            "CPPendDate": iso(rows["plan_end"], last),
            "InitialCategoryOfAbuse": rows["plan_first"],
            "LatestCategoryOfAbuse": where(rows["category_changed"] <= last, rows["plan_latest"], rows["plan_first"]),
            "NumberOfPreviousCPP": earlier.loc[rows["referral"]].astype(str),
            "CPPreviewDate": _review_days(rows, first, last),
        }
    )


def _review_days(rows: pd.DataFrame, first: int, last: int) -> list[str]:
    """Days of the review conferences in the year, with a space between: after three months, then every six."""

    def days(case: int, start: int, end: int) -> str:
        at, found = start + 70 + case % 22, []
        while at < min(end, last + 1):
            found += [at] if at >= first else []
            at += 150 + case % 33
        return " ".join(iso(found, last)) if found else ""

    columns = (rows[name].tolist() for name in ("referral", "plan", "plan_end"))
    return [days(*values) for values in zip(*columns, strict=True)]
