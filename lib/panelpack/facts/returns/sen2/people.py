"""Who a person of SEN2 is, and what their UPN is worth: worked out on reading, since no number is kept."""

import pandas as pd

from panelpack.facts.returns.dates import read_dates

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]"
_ULN = r"\d{10}"


def persons_of(given: pd.DataFrame) -> pd.DataFrame:
    """Persons with their identity in `child`, `fullname`, and what their UPN is, in `upnstate` and `upnisshared`.

    Two rows are one person where UPN and date of birth are the same; without a UPN it is the learner number that
    counts, then the names, then the row of the return.

    Args:
        given: the level of persons, text throughout.
    """
    named = given.reindex(columns=[*given.columns, *(name for name in _ASKED if name not in given)], fill_value="")
    upn, uln = (_plain(named[name]) for name in ("upn", "uniquelearnernumber"))
    full_name = (named["forename"] + " " + named["surname"]).str.strip()
    is_upn, is_uln = upn.str.fullmatch(_UPN), uln.str.fullmatch(_ULN)
    who = ("row " + named["persontableid"]).where(full_name == "", "name " + full_name.str.casefold())
    who = who.where(~is_uln, "uln " + uln).where(~is_upn, "upn " + upn)
    born = plain_days(named["personbirthdate"])
    child = who + "|" + born
    others = pd.DataFrame({"upn": upn, "child": child})[is_upn].drop_duplicates()
    shared = others["upn"][others["upn"].duplicated(keep=False)]
    state = pd.Series("none", index=named.index).mask(named["upnunknown"] != "", "reason").mask(is_uln, "reason")
    state = state.mask(upn != "", "wrong").mask(is_upn & _has_right_letter(upn), "valid")
    return named.assign(
        child=child,
        fullname=full_name,
        upnstate=state,
        upnisshared=upn.isin(shared).map({True: "1", False: "0"}),
    )


_ASKED = ("upn", "uniquelearnernumber", "upnunknown", "surname", "forename", "personbirthdate")


def _plain(numbers: "pd.Series[str]") -> "pd.Series[str]":
    return numbers.str.replace(r"\s|\.0+$", "", regex=True).str.upper()


def plain_days(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Days in one form, so that two files that write them otherwise name the same person; what is none as it stands."""
    days, _ = read_dates(texts)
    return days.dt.strftime("%Y-%m-%d").where(days.notna(), texts)


def _has_right_letter(upns: "pd.Series[str]") -> "pd.Series[bool]":
    """Whether the first letter is the one that the twelve places after it give.

    >>> list(_has_right_letter(pd.Series(["A520001015001", "B520001015001", ""])))
    [False, False, False]
    """
    right = upns.str.fullmatch(_UPN)
    real = upns[right]
    total = sum(
        ((place + 1) * real.str[place].map(_VALUES).astype(float) for place in range(1, 13)),
        start=pd.Series(0.0, index=real.index),
    )
    letters = (total % 23).astype(int).map(dict(enumerate(_LETTERS)))
    return (letters == real.str[0]).reindex(upns.index, fill_value=False)


_VALUES = {str(digit): digit for digit in range(10)} | {letter: place for place, letter in enumerate(_LETTERS)}
"""What a place of a UPN counts in its check: a digit itself, a letter of a temporary number its place."""
