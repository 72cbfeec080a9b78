"""Contacts with the council about children, and early help: what comes before a referral, or in place of one."""

import numpy as np
import pandas as pd

from panelpack.commands.sample.cases import SOURCES
from panelpack.commands.sample.days import Days, as_date, day
from panelpack.commands.sample.rates import about, draw_days, pick

TO_REFERRAL_DAYS = 10
"""A contact with no referral in so many days after it has led to none."""
_ORGANISATIONS = {"Early help, locality 1": 30, "Early help, locality 2": 30, "A school": 28, "Health visiting": 12}


def contacts(
    rng: np.random.Generator,
    cases: pd.DataFrame,
    people: pd.DataFrame,
    others: Days,
    first: int,
    last: int,
    rate: float,
    size: int,
) -> pd.DataFrame:
    """Contacts in order of their days; `referral` is the one that followed, or -1.

    Args:
        others: numbers of children who are never referred.
    """
    referred = cases[cases["day"].between(first, last)]
    before = rng.choice([0, 0, 0, 1, 1, 2], len(referred))
    start_of_year = np.array([_year_start(on) for on in referred["day"]], dtype=np.int64)
    led = pd.DataFrame(
        {
            "child": referred["child"].to_numpy(),
            "day": np.maximum(referred["day"].to_numpy() - before, start_of_year),
            "source": referred["source"].to_numpy(),
            "referral": referred["referral"].to_numpy(),
        }
    )
    days = draw_days(rng, first, last, rate, size)
    known = rng.random(len(days)) < 0.4
    children = np.where(
        known, _of_an_age(rng, people.loc[cases["child"].unique()], days), _of_an_age(rng, people.loc[others], days)
    )
    nothing = pd.DataFrame({"child": children, "day": days, "source": pick(rng, len(days), SOURCES), "referral": -1})
    nothing = nothing[~_soon_referred(nothing, cases)]
    every = pd.concat([led, nothing])
    # Annex A knows no 5D and writes it as 5C: beside one of that source it would be one contact twice
    told = every.assign(source=every["source"].replace("5D", "5C"))
    every = every[~told.duplicated(["child", "day", "source"])]
    return every.sort_values(["day", "child"], kind="stable", ignore_index=True)


def _of_an_age(rng: np.random.Generator, people: pd.DataFrame, days: Days) -> Days:
    """For each day, a child of up to seventeen."""
    ordered = people.sort_values("born", kind="stable")
    born, children = ordered["born"].to_numpy(), ordered["child"].to_numpy()
    youngest = np.searchsorted(born, days, "right")
    oldest = np.minimum(np.searchsorted(born, days - 17 * 365, "left"), youngest - 1)
    found: Days = children[rng.integers(oldest, youngest)]
    return found


def _year_start(on: int) -> int:
    of = as_date(on)
    return day(of.year if of.month > 3 else of.year - 1, 4, 1)


def _soon_referred(found: pd.DataFrame, cases: pd.DataFrame) -> "pd.Series[bool]":
    """Contacts of a child that a referral follows all the same: they would be counted as having led to it."""
    left = found.reset_index().sort_values("day", kind="stable")[["index", "child", "day"]]
    right = cases[["child", "day"]].sort_values("day", kind="stable").rename(columns={"day": "referred"})
    right["day"] = right["referred"]
    joined = pd.merge_asof(left, right, on="day", by="child", direction="forward").set_index("index")
    return (joined["referred"] - joined["day"]).le(TO_REFERRAL_DAYS).reindex(found.index)


def early_help(
    rng: np.random.Generator, people: pd.DataFrame, others: Days, first: int, last: int, rate: float, size: int
) -> pd.DataFrame:
    """Early help assessments of children who are not referred."""
    start = draw_days(rng, first, last, rate, size)
    return pd.DataFrame(
        {
            "child": _of_an_age(rng, people.loc[others], start),
            "start": start,
            "end": start + about(rng, len(start), 40, 0.6, 3),
            "organisation": pick(rng, len(start), _ORGANISATIONS),
        }
    )
