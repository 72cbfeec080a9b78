"""Dates of a column as people and programs write them: the form is found once for the column, never cell by cell."""

import re

import pandas as pd

_FORMS = {
    "yyyy-mm-dd": (re.compile(r"\d{4}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d.*)?"), "%Y-%m-%d"),
    "dd/mm/yyyy": (re.compile(r"\d\d?/\d\d?/\d{4}(?: \d\d?:\d\d.*)?"), "%d/%m/%Y"),
    "dd-mm-yyyy": (re.compile(r"\d\d?-\d\d?-\d{4}(?: \d\d?:\d\d.*)?"), "%d-%m-%Y"),
    "dd.mm.yyyy": (re.compile(r"\d\d?\.\d\d?\.\d{4}"), "%d.%m.%Y"),
    "yyyy-Mon-dd": (re.compile(r"\d{4}-[A-Za-z]{3}-\d\d?(?: \d\d?:\d\d.*)?"), "%Y-%b-%d"),
    "dd-Mon-yyyy": (re.compile(r"\d\d?[- ][A-Za-z]{3}[- ]\d{4}"), "%d-%b-%Y"),
    "yyyymmdd": (re.compile(r"(?:19|20)\d{6}"), "%Y%m%d"),
    "spreadsheet day": (re.compile(r"[2-6]\d{4}(?:\.0+)?"), ""),
}
_DAY_ZERO = pd.Timestamp("1899-12-30")
_PLACEHOLDERS = ("1753-01-01", "1899-12-30", "1900-01-01", "9999-12-31")
_TIME = re.compile(r"[T ]\d\d?:\d\d.*$")


def read_dates(texts: "pd.Series[str]") -> tuple["pd.Series[pd.Timestamp]", dict[str, "pd.Series[bool]"]]:
    """Days of a column of text, and what was found wrong with which cells.

    Args:
        texts: stripped cells, empty where there is none.

    Returns:
        The days, not-a-time where there is none, and masks of cells by what they are: `placeholder` (read as no day),
        `not a date`, `several forms` (forms that contradict each other: none of them is read), and `rarer form` (read,
        but written otherwise than most of the column).

    >>> days, found = read_dates(pd.Series(["31/03/2023", "", "01/01/1900"]))
    >>> [str(day)[:10] for day in days], sorted(found)
    (['2023-03-31', 'NaT', 'NaT'], ['placeholder'])
    """
    place, values = pd.factorize(texts)
    unique = pd.Series(values, dtype="str")
    filled = unique[unique != ""]
    forms = filled.map(_form_of)
    days = pd.Series(pd.NaT, index=filled.index, dtype="datetime64[s]")
    for name in forms.unique():
        rows = forms == name
        days[rows] = _days(filled[rows], name)
    month_first = _month_first(filled, forms, days)
    wrong = {"not a date": days.isna() & ~month_first}
    if month_first.any():
        # Some days are possible only with the month first: then 03/04 may be either, and none of them is read
        slashes = forms == "dd/mm/yyyy"
        wrong["several forms"], wrong["not a date"] = slashes, wrong["not a date"] & ~slashes
        days[slashes] = pd.NaT
    placeholder = days.isin(pd.to_datetime(list(_PLACEHOLDERS), format="%Y-%m-%d"))
    wrong["placeholder"] = placeholder
    days = days.mask(placeholder)
    wrong["rarer form"] = _rarer(texts, filled, forms.where(days.notna()))
    everywhere = days.reindex(unique.index).to_numpy()[place]
    found = {
        name: pd.Series(mask.reindex(unique.index, fill_value=False).to_numpy()[place], index=texts.index)
        for name, mask in wrong.items()
        if mask.any()
    }
    return pd.Series(everywhere, index=texts.index, dtype="datetime64[s]"), found


def _rarer(texts: "pd.Series[str]", filled: "pd.Series[str]", forms: "pd.Series[str]") -> "pd.Series[bool]":
    """Cells that can be read, in another form than most of their column."""
    if forms.nunique() < 2:
        return forms.isna() & False
    number = filled.map(texts.value_counts())
    return forms.notna() & (forms != number.groupby(forms).sum().idxmax())


def _form_of(text: str) -> str:
    return next((name for name, (pattern, _) in _FORMS.items() if pattern.fullmatch(text)), "")


def _days(texts: "pd.Series[str]", form: str) -> "pd.Series[pd.Timestamp]":
    if form == "spreadsheet day":
        return (_DAY_ZERO + pd.to_timedelta(texts.astype(float), unit="D")).astype("datetime64[s]")
    if not form:
        return pd.Series(pd.NaT, index=texts.index, dtype="datetime64[s]")
    plain = texts.str.replace(_TIME, "", regex=True)
    if form == "dd-Mon-yyyy":
        plain = plain.str.replace(" ", "-")
    return pd.to_datetime(plain, format=_FORMS[form][1], errors="coerce").astype("datetime64[s]")


def _month_first(
    texts: "pd.Series[str]", forms: "pd.Series[str]", days: "pd.Series[pd.Timestamp]"
) -> "pd.Series[bool]":
    """Cells with slashes that are no day with the day first, and are one with the month first."""
    doubtful = (forms == "dd/mm/yyyy") & days.isna()
    if not doubtful.any():
        return doubtful
    plain = texts[doubtful].str.replace(_TIME, "", regex=True)
    other = pd.to_datetime(plain, format="%m/%d/%Y", errors="coerce")
    return doubtful & other.reindex(texts.index).notna()
