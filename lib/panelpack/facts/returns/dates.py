"""Dates of a column as people and programs write them: the form is found once for the column, never cell by cell."""

import pandas as pd

_FORMS = {
    "yyyy-mm-dd": (r"\d{4}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d.*)?", "%Y-%m-%d"),
    "dd/mm/yyyy": (r"\d\d?/\d\d?/\d{4}(?: \d\d?:\d\d.*)?", "%d/%m/%Y"),
    "dd-mm-yyyy": (r"\d\d?-\d\d?-\d{4}(?: \d\d?:\d\d.*)?", "%d-%m-%Y"),
    "dd.mm.yyyy": (r"\d\d?\.\d\d?\.\d{4}", "%d.%m.%Y"),
    "yyyy-Mon-dd": (r"\d{4}-[A-Za-z]{3}-\d\d?(?: \d\d?:\d\d.*)?", "%Y-%b-%d"),
    "dd-Mon-yyyy": (r"\d\d?[- ][A-Za-z]{3}[- ]\d{4}", "%d-%b-%Y"),
    "yyyymmdd": (r"(?:19|20)\d{6}", "%Y%m%d"),
    "spreadsheet day": (r"[2-6]\d{4}(?:\.0+)?", ""),
}
"""How days are written; each pattern can be asked of a whole column at once."""
_DAY_ZERO = pd.Timestamp("1899-12-30")
_PLACEHOLDERS = ("1753-01-01", "1899-12-30", "1900-01-01", "9999-12-31")
_TIME = r"[T ]\d\d?:\d\d.*$"


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
    forms = _forms_of(filled)
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


def _forms_of(texts: "pd.Series[str]") -> "pd.Series[str]":
    """The form in which each day is written; empty for none."""
    forms, unknown = pd.Series("", index=texts.index, dtype="str"), texts
    for name, (pattern, _) in _FORMS.items():
        if unknown.empty:
            break
        fits = unknown.str.fullmatch(pattern)
        if fits.any():
            forms[unknown.index[fits]] = name
            unknown = unknown[~fits]
    return forms


def _days(texts: "pd.Series[str]", form: str) -> "pd.Series[pd.Timestamp]":
    if form == "spreadsheet day":
        return (_DAY_ZERO + pd.to_timedelta(texts.astype(float), unit="D")).astype("datetime64[s]")
    if not form:
        return pd.Series(pd.NaT, index=texts.index, dtype="datetime64[s]")
    plain = _without_time(texts)
    if form == "dd-Mon-yyyy":
        plain = plain.str.replace(" ", "-")
    if form == "dd/mm/yyyy" and (plain.str.len() == len(form)).all():
        # Many times as fast to read, the year first
        plain = plain.str[6:] + "-" + plain.str[3:5] + "-" + plain.str[:2]
        form = "yyyy-mm-dd"
    return pd.to_datetime(plain, format=_FORMS[form][1], errors="coerce").astype("datetime64[s]")


def _without_time(texts: "pd.Series[str]") -> "pd.Series[str]":
    has_time = texts.str.contains(":", regex=False)
    return texts.str.replace(_TIME, "", regex=True) if has_time.any() else texts


def _month_first(
    texts: "pd.Series[str]", forms: "pd.Series[str]", days: "pd.Series[pd.Timestamp]"
) -> "pd.Series[bool]":
    """Cells with slashes that are no day with the day first, and are one with the month first."""
    doubtful = (forms == "dd/mm/yyyy") & days.isna()
    if not doubtful.any():
        return doubtful
    plain = _without_time(texts[doubtful])
    other = pd.to_datetime(plain, format="%m/%d/%Y", errors="coerce")
    return doubtful & other.reindex(texts.index).notna()
