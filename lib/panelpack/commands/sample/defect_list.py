"""The defects that Sampleshire knows to plant: what is seen in returns of real councils, by return."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pandas as pd

from panelpack.commands.sample.defects import Defect, Rows

_BRITISH, _ISO = "%d/%m/%Y", "%Y-%m-%d"
_NO_BREAK = "\u00a0"


def _filled(*columns: str) -> Callable[[Rows], "pd.Series[bool]"]:
    return lambda rows: (rows[list(columns)] != "").all(axis=1)


def _is(column: str, *values: str) -> Callable[[Rows], "pd.Series[bool]"]:
    return lambda rows: rows[column].isin(values)


def _open(start: str, end: str) -> Callable[[Rows], "pd.Series[bool]"]:
    return lambda rows: (rows[start] != "") & (rows[end] == "")


def _left_care(rows: Rows) -> "pd.Series[bool]":
    return (rows["DEC"] != "") & (rows["REC"] != "X1")


def _any(rows: Rows) -> "pd.Series[bool]":
    return pd.Series(True, index=rows.index)


def _set(value: str) -> Callable[[Rows], object]:
    return lambda rows: value


def _moved(column: str, days: int, form: str) -> Callable[[Rows], object]:
    """Dates of a column, so many days later."""
    return lambda rows: [_later(text, days, form, form) for text in rows[column]]


def _rewritten(column: str, form: str, other: str) -> Callable[[Rows], object]:
    return lambda rows: [_later(text, 0, form, other) for text in rows[column]]


def _later(text: str, days: int, form: str, other: str) -> str:
    return (datetime.strptime(text, form) + timedelta(days=days)).strftime(other)


def _with(column: str, after: str) -> Callable[[Rows], object]:
    return lambda rows: rows[column] + after


def _ssda903(name: str, table: str, column: str, *rest: object, **more: object) -> Defect:
    return Defect(name, "ssda903", table, column, *rest, **more)  # type: ignore[arg-type]


def _cin(name: str, table: str, column: str, *rest: object, **more: object) -> Defect:
    return Defect(name, "cin", table, column, *rest, **more)  # type: ignore[arg-type]


def _sen2(name: str, table: str, column: str, *rest: object, **more: object) -> Defect:
    return Defect(name, "sen2", table, column, *rest, **more)  # type: ignore[arg-type]


def _annex(name: str, table: str, column: str, *rest: object, **more: object) -> Defect:
    return Defect(name, "annex_a", table, column, *rest, **more)  # type: ignore[arg-type]


LOOKED_AFTER = (
    _ssda903("child not in header", "Header", "CHILD", _any, how="drop"),
    _ssda903("born after first episode", "Header", "DOB", _filled("DOB"), _moved("DOB", 7300, _BRITISH)),
    _ssda903("sex in another year's code", "Header", "SEX", _is("SEX", "1", "2"), _set("F"), years=(0, 2024)),
    _ssda903("sex in another year's code", "Header", "SEX", _is("SEX", "M", "F"), _set("2"), years=(2025, 9999)),
    _ssda903("child twice in header", "Header", "ETHNIC", _any, _set("NOBT"), how="copy"),
    _ssda903("reason without end", "Episodes", "DEC", _filled("DEC", "REC"), _set("")),
    _ssda903("end without reason", "Episodes", "REC", _filled("DEC", "REC"), _set("")),
    _ssda903("unknown reason", "Episodes", "REC", _filled("REC"), _set("XXX")),
    _ssda903("first episode not S", "Episodes", "RNE", _is("RNE", "S"), _set("L")),
    _ssda903("X1 without next episode", "Episodes", "REC", _left_care, _set("X1")),
    _ssda903("retired code", "Episodes", "PLACE", _is("PLACE", "K3"), _set("H5"), years=(2025, 9999)),
    _ssda903("code before its time", "Episodes", "PLACE", _is("PLACE", "H5"), _set("K3"), years=(0, 2024)),
    _ssda903("postcode that is none", "Episodes", "PL_POST", _filled("PL_POST"), _set("nope")),
    _ssda903(
        "postcode in small letters", "Episodes", "HOME_POST", _filled("HOME_POST"),
        lambda rows: rows["HOME_POST"].str.lower().str.replace(" ", ""),
    ),
    _ssda903("two open episodes", "Episodes", "DECOM", _open("DECOM", "DEC"), _moved("DECOM", 1, _BRITISH), how="copy"),
    _ssda903("duplicate row", "Episodes", "", _any, how="copy"),
    _ssda903("missing without start", "Missing", "MIS_START", _filled("MIS_START"), _set("")),
    _ssda903(
        "missing end before start", "Missing", "MIS_END", _filled("MIS_START", "MIS_END"),
        _moved("MIS_START", -3, _BRITISH),
    ),
    _ssda903("placeholder date", "Missing", "MIS_END", _filled("MIS_END"), _set("01/01/1900")),
    _ssda903("several forms of dates", "Reviews", "REVIEW", _filled("REVIEW"), _rewritten("REVIEW", _BRITISH, _ISO)),
    _ssda903("born otherwise than in header", "OC3", "DOB", _filled("DOB"), _moved("DOB", 31, _BRITISH)),
    _ssda903("retired code", "OC3", "ACTIV", _is("ACTIV", "F2", "F4"), _set("F3")),
    _ssda903("accommodation without suitability", "OC3", "ACCOM", _filled("ACCOM"), lambda rows: rows["ACCOM"].str[:1]),
    _ssda903("no-break space in id", "OC2", "CHILD", _any, _with("CHILD", _NO_BREAK)),
    _ssda903("score above the highest", "OC2", "SDQ_SCORE", _filled("SDQ_SCORE"), _set("44")),
)  # fmt: skip

IN_NEED = (
    _cin(
        "conference before section 47", "section47", "DateOfInitialCPC", _filled("DateOfInitialCPC"),
        _moved("S47ActualStartDate", -5, _ISO),
    ),
    _cin(
        "conference in both places", "details", "DateOfInitialCPC",
        lambda rows: (rows["ReferralNFA"] == "false") & (rows["DateOfInitialCPC"] == ""),
        _moved("CINreferralDate", 12, _ISO),
    ),
    _cin("closed without reason", "details", "ReasonForClosure", _filled("CINclosureDate"), _set("")),
    _cin(
        "closed before referral", "details", "CINclosureDate", _filled("CINclosureDate"),
        _moved("CINreferralDate", -9, _ISO),
    ),
    _cin(
        "placeholder date", "details", "CINclosureDate", _open("PrimaryNeedCode", "CINclosureDate"),
        _set("9999-12-31"),
    ),
    _cin("other word for yes", "details", "ReferralNFA", _is("ReferralNFA", "true"), _set("TRUE")),
    _cin("unknown word for no", "details", "ReferralNFA", _is("ReferralNFA", "false"), _set("maybe")),
    _cin("need not given", "details", "PrimaryNeedCode", _filled("PrimaryNeedCode"), _set("")),
    _cin(
        "retired code", "assessment", "AssessmentFactors", _filled("AssessmentFactors"), _set("18A"),
        years=(2025, 9999),
    ),
    _cin("no factors beside factors", "assessment", "AssessmentFactors", _filled("AssessmentFactors"), _set("21 3B")),
    _cin(
        "authorised before start", "assessment", "AssessmentAuthorisationDate",
        _filled("AssessmentAuthorisationDate"), _moved("AssessmentActualStartDate", -4, _ISO),
    ),
    _cin("earlier plans not given", "protection", "NumberOfPreviousCPP", _any, _set("")),
    _cin("category not given", "protection", "LatestCategoryOfAbuse", _any, _set("")),
    _cin(
        "two open plans", "protection", "CPPstartDate", _open("CPPstartDate", "CPPendDate"),
        _moved("CPPstartDate", 1, _ISO), how="copy",
    ),
    _cin("child twice", "child", "Ethnicity", _any, _set("NOBT"), how="copy"),
)  # fmt: skip

SPECIAL_NEEDS = (
    _sen2("placeholder date", "request", "ReceivedDate", _filled("ReceivedDate"), _set("1900-01-01")),
    _sen2(
        "decided before received", "request", "RequestOutcomeDate", _filled("ReceivedDate", "RequestOutcomeDate"),
        _moved("ReceivedDate", -6, _ISO),
    ),
    _sen2("unknown outcome", "request", "RequestOutcome", _is("RequestOutcome", "N"), _set("No")),
    _sen2("other word for yes", "assessment", "Week20", _is("Week20", "1"), _set("true")),
    _sen2("ceased before start", "plan", "CeaseDate", _filled("CeaseDate"), _moved("StartDate", -30, _ISO)),
    _sen2("unknown need", "need", "SENtype", _is("SENtypeRank", "1"), _set("XYZ")),
    _sen2("no first need", "need", "SENtypeRank", _is("SENtypeRank", "1"), _set("2")),
    _sen2("duplicate plan", "active", "", _any, how="copy"),
)  # fmt: skip

ANNEX_A = (
    _annex("no-break space in id", "List 1", "Child Unique ID", _any, _with("Child Unique ID", _NO_BREAK)),
    _annex(
        "date as text", "List 3", "Date of Referral", _filled("Date of Referral"),
        _rewritten("Date of Referral", _ISO, _BRITISH),
    ),
    _annex("word without its prefix", "List 3", "Gender", _is("Gender", "b) Female"), _set("Female")),
    _annex("spreadsheet error", "List 6", "Allocated Worker", _any, _set("#N/A")),
    _annex("retired code", "List 6", "Primary Need Code", _any, _set("PSRMEM - Support with memory and cognition")),
    _annex("duplicate row", "List 6", "", _any, how="copy"),
    _annex("postcode that is none", "List 8", "Placement postcode", _filled("Placement postcode"), _set("nope")),
    _annex(
        "entered care before birth", "List 10", "Date the Child Entered Care", _any,
        _moved("Date of Birth", -200, _ISO),
    ),
)  # fmt: skip

ALL = (*LOOKED_AFTER, *IN_NEED, *SPECIAL_NEEDS, *ANNEX_A)
FILES = {"ssda903": "byte order mark", "cin": "stray text", "annex_a": "trailing space in header"}
"""What is wrong with a file of each return as a whole; nothing is lost by it."""
SPOILS = {
    "another council": ("cin", "sen2"),
    "another year": ("cin", "sen2"),
    "no rows": ("ssda903",),
    "sheet gone": ("annex_a",),
    "ids in powers of ten": ("ssda903",),
    "ill-formed": ("cin", "sen2"),
}
"""What costs a return or a table its figures, and in which returns: planted only where it is asked for by name."""
