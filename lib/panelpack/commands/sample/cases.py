"""Referrals and what follows on each: assessment, section 47, conference, plan, care, until the case is closed."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from panelpack.commands.sample.days import NEVER, Days, add_working_days
from panelpack.commands.sample.rates import about, pick

Flags = NDArray[np.bool_]
SOURCES = {
    "1A": 9, "1B": 2, "1C": 2, "1D": 3, "2A": 19, "2B": 2, "3A": 2, "3B": 3, "3C": 1, "3D": 4, "3E": 3, "3F": 4,
    "4": 2, "5A": 3, "5B": 4, "5C": 2, "5D": 2, "6": 27, "7": 3, "8": 5, "9": 2, "10": 1,
}  # fmt: skip
NEEDS = {"N1": 57, "N2": 9, "N3": 3, "N4": 10, "N5": 14, "N6": 2, "N7": 0.5, "N8": 2, "N9": 2.5}
_ABUSE = {"NEG": 49, "EMO": 37, "PHY": 8, "SAB": 4, "MUL": 2}
_FACTORS = {
    "3B": 24, "4B": 16, "16A": 9, "17A": 12, "4A": 8, "3A": 7, "2B": 7, "1B": 6, "18A": 6, "14A": 4, "19A": 4,
    "6A": 3, "5A": 4, "10A": 2, "11A": 1.3, "24A": 1.5, "13A": 1.2, "15A": 3, "20": 5,
}  # fmt: skip
_CHILD_DAYS = 6574
"""A day or none short of eighteen years."""
OLDEST = 6355
"""Days of age after which nobody is referred any more."""


def open_cases(
    rng: np.random.Generator, people: pd.DataFrame, days: Days, first: int, care: float, into_care: bool = False
) -> pd.DataFrame:
    """Cases, a row each, with the days of their steps or NEVER; `care_from` says when care begins.

    `enquiry` is the section 47 enquiry, `transfer` a conference for a plan taken over from another council;
    `plan_first` and `plan_latest` are categories of abuse.

    Args:
        people: the children, one for each referral, in its order.
        first: the number of the first referral.
        care: how many times as many as in England come into care.
        into_care: all of them do, soon.
    """
    count = len(days)
    born = people["born"].to_numpy()
    nfa = (rng.random(count) < 0.068) & (not into_care)
    frame = pd.DataFrame(
        {
            "referral": np.arange(first, first + count),
            "child": people["child"].to_numpy(),
            "day": days,
            "source": pick(rng, count, SOURCES),
            "nfa": nfa,
            "need": pick(rng, count, NEEDS),
            "assessment": np.where(nfa, NEVER, days + rng.integers(0, 3, count)),
            "authorised": np.where(nfa, NEVER, add_working_days(days, _assessment_length(rng, count))),
        }
    )
    # One that lasts a day may not begin after its end
    frame["assessment"] = frame[["assessment", "authorised"]].min(axis=1)
    frame["factors"] = _factors(rng, count)
    _enquire(rng, frame)
    _protect(rng, frame, born)
    frame["care_from"] = _care_from(rng, frame, born, care, into_care)
    _close(rng, frame, born)
    return frame


def _assessment_length(rng: np.random.Generator, count: int) -> Days:
    """Working days from referral to authorisation, many of them close to the limit of 45."""
    in_time = np.ceil(rng.beta(2.4, 1.25, count) * 45).astype(np.int64)
    return np.where(rng.random(count) < 0.845, np.maximum(in_time, 1), 45 + rng.geometric(0.075, count))


def _factors(rng: np.random.Generator, count: int) -> "pd.Series[str]":
    """Codes of what an assessment found, with a space between two; 21 where it found none."""
    first, second = pd.Series(pick(rng, count, _FACTORS)), pd.Series(pick(rng, count, _FACTORS))
    both = (rng.random(count) < 0.55) & (first != second)
    return first.where(~both, first + " " + second).where(rng.random(count) < 0.88, "21")


def _enquire(rng: np.random.Generator, frame: pd.DataFrame) -> None:
    """Section 47 enquiries, and conferences by their working days after; some come with a plan of another council."""
    count, days, further = len(frame), frame["day"].to_numpy(), ~frame["nfa"].to_numpy()
    enquired = further & (rng.random(count) < 0.385)
    frame["enquiry"] = np.where(enquired, add_working_days(days - 1, rng.integers(1, 9, count)), NEVER)
    held = enquired & (rng.random(count) < 0.315)
    in_time = np.minimum(15, 4 + np.ceil(rng.beta(2.6, 1.0, count) * 11)).astype(np.int64)
    wait = np.where(rng.random(count) < 0.8, in_time, 15 + rng.geometric(0.16, count))
    start = np.where(held, frame["enquiry"].to_numpy(), days)
    frame["conference"] = np.where(held, add_working_days(start, wait), NEVER)
    moved_in = further & ~enquired & (rng.random(count) < 0.0025)
    frame["transfer"] = np.where(moved_in, add_working_days(days, rng.integers(3, 13, count)), NEVER)


def _protect(rng: np.random.Generator, frame: pd.DataFrame, born: Days) -> None:
    """Child protection plans from the day of the conference; a category of abuse changes in some."""
    count = len(frame)
    conference = np.minimum(frame["conference"].to_numpy(), frame["transfer"].to_numpy())
    planned = (conference < NEVER) & (rng.random(count) < 0.875)
    start = np.where(planned, conference, NEVER)
    end = np.minimum(start + about(rng, count, 268, 0.6, 55), born + _CHILD_DAYS - 1)
    frame["plan"] = np.where(end > start, start, NEVER)
    frame["plan_end"] = np.where(end > start, end, NEVER)
    first = pick(rng, count, _ABUSE)
    changes = rng.random(count) < 0.09
    frame["plan_first"], frame["plan_latest"] = first, np.where(changes, pick(rng, count, _ABUSE), first)
    frame["category_changed"] = np.where(changes, (start + end) // 2, NEVER)


def _care_from(rng: np.random.Generator, frame: pd.DataFrame, born: Days, care: float, into_care: bool) -> Days:
    count, day = len(frame), frame["day"].to_numpy()
    chance = np.where(frame["plan"] < NEVER, 0.16, np.where(frame["enquiry"] < NEVER, 0.05, 0.023)) * care
    soon = rng.random(count) < 0.45
    wait = np.where(soon, rng.integers(0, 31, count), rng.integers(31, 300, count))
    if into_care:
        chance, wait = np.ones(count), np.minimum(wait, 20)
    start = np.maximum(day + wait, born + rng.integers(0, 4, count))
    enters = ~frame["nfa"].to_numpy() & (rng.random(count) < chance) & (start < born + _CHILD_DAYS - 25)
    return np.where(enters, start, NEVER)


def _close(rng: np.random.Generator, frame: pd.DataFrame, born: Days) -> None:
    """Close each case, as if nobody came into care: at once, after assessment, after a child in need or other plan."""
    count = len(frame)
    nfa, planned = frame["nfa"].to_numpy(), frame["plan"].to_numpy() < NEVER
    authorised, enquiry = frame["authorised"].to_numpy(), frame["enquiry"].to_numpy()
    seen_through = np.maximum(authorised, np.where(enquiry < NEVER, enquiry, 0))
    held = np.minimum(frame["conference"].to_numpy(), frame["transfer"].to_numpy())
    seen_through = np.maximum(seen_through, np.where(held < NEVER, held, 0))
    frame["seen_through"] = seen_through
    at_once = ~planned & (rng.random(count) < 0.43)
    in_need = (planned & (rng.random(count) < 0.6)) | (~planned & ~at_once)
    start = np.where(planned, frame["plan_end"].to_numpy() + 1, seen_through + 1)
    length = np.where(planned, about(rng, count, 95, 0.6, 14), np.minimum(about(rng, count, 125, 0.85, 14), 900))
    adult = np.maximum(born + _CHILD_DAYS, seen_through + 1)
    end = np.minimum(np.where(in_need, start + length, start + rng.integers(0, 9, count)), adult)
    in_need &= end > start
    frame["cin_plan"] = np.where(in_need & ~nfa, start, NEVER)
    frame["closed"] = np.where(nfa, frame["day"].to_numpy(), np.maximum(end, seen_through))
    frame["cin_plan_end"] = np.where(in_need & ~nfa, frame["closed"], NEVER)
    after_assessment = at_once & (enquiry == NEVER) & (frame["transfer"] == NEVER).to_numpy()
    early_help = after_assessment & (rng.random(count) < 0.16)
    other = pick(rng, count, {"RC7": 95, "RC5": 4, "RC6": 1})
    reason = np.where(early_help, "RC9", np.where(after_assessment, "RC8", other))
    frame["reason"] = np.where(nfa, "", reason)


def next_referrals(
    rng: np.random.Generator, cases: pd.DataFrame, born: Days, last: int
) -> tuple[NDArray[np.int64], Days]:
    """Which closed cases are followed by another referral of the same child, and on which days.

    A few come back on the very anniversary of the referral, and on the day after it.
    """
    count, closed, day = len(cases), cases["closed"].to_numpy(), cases["day"].to_numpy()
    comes_back = (rng.random(count) < 0.42) & ~cases["reason"].isin(["RC1", "RC2", "RC5", "RC6"]).to_numpy()
    gap = np.where(rng.random(count) < 0.72, rng.geometric(1 / 120, count), rng.geometric(1 / 560, count))
    again = closed + gap
    weekend = (again + 3) % 7 >= 5
    again = np.where(weekend & (rng.random(count) < 0.85), again + 2, again)
    year_on = (day.astype("datetime64[D]").astype("datetime64[M]") + 12).astype("datetime64[D]").astype(np.int64)
    year_on += day - day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    leap_day = (
        year_on - day != 365
    )  # whether 29 February has its anniversary on the last of February is for others to say
    exact = (rng.random(count) < 0.02) & (year_on > closed) & (closed < NEVER) & ~leap_day
    again = np.where(exact, year_on + (rng.random(count) < 0.35), again)
    chosen = np.flatnonzero(comes_back & (closed < last) & (again <= last) & (again < born + OLDEST))
    return chosen, again[chosen]
