"""Short breaks of disabled children: a series of single ones (V3), or one agreement for all of them (V4)."""

from random import Random

import numpy as np
import pandas as pd

from panelpack.commands.sample.care import Care
from panelpack.commands.sample.care_paths import Home, Path, around
from panelpack.commands.sample.places import OWN


def take_breaks(dice: Random, care: Care, cases: pd.DataFrame, people: pd.DataFrame, last: int) -> None:
    """Let each child of these cases have short breaks from a month after the referral on, until the case is closed."""
    rows = zip(cases["child"], cases["referral"], cases["day"], cases["closed"], people["home"], strict=True)
    for child, referral, day, closed, home in rows:
        at = int(day) + 30
        if dice.random() < 0.5:
            path = _break(at, min(int(closed) - 1, at + around(dice, 500, 0.5, 60)), "V4")
            care.take(dice, path, int(child), int(referral), int(home), respite=True)
            continue
        while at < min(int(closed) - 6, last):
            path = _break(at, at + dice.randint(1, 4), "V3")
            care.take(dice, path, int(child), int(referral), int(home), respite=True)
            at += dice.randint(24, 50)


def _break(start: int, end: int, order: str) -> Path:
    return Path(start, max(end, start + 1), "E4A", [(start, order)], [Home(start, "U6", "PR1", OWN)], need="N2")


def keep_open(rng: np.random.Generator, cases: pd.DataFrame) -> None:
    """A disabled child's case with short breaks stays open for years, with a child in need plan."""
    length = rng.integers(300, 1500, len(cases))
    cases["closed"] = np.maximum(cases["authorised"], cases["day"]) + length
    cases["cin_plan"], cases["cin_plan_end"] = cases["authorised"] + 1, cases["closed"]
    cases["reason"], cases["need"] = "RC7", "N2"
