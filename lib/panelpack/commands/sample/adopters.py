"""Adopters from enquiry to order, and which family each child goes to."""

from random import Random

import numpy as np
import pandas as pd

from panelpack.commands.sample.care_paths import chosen
from panelpack.commands.sample.days import NEVER
from panelpack.commands.sample.people import ETHNIC
from panelpack.commands.sample.rates import draw_days

STEPS = ("enquiry", "stage1", "stage1_end", "stage2", "stage2_end", "submitted", "approved")
_LEFT = ("Applicants withdrew", "Agency decided not to go on", "Change of circumstances")


def adopter_families(
    rng: np.random.Generator, dice: Random, adoptions: pd.DataFrame, first: int, last: int, rate: float, size: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Families that asked to adopt, and the adoptions with the family of each: its number, or -1 of another agency."""
    rows: list[dict[str, object]] = [
        {"family": number, **_course(dice, int(day)), **_people(dice)}
        for number, day in enumerate(draw_days(rng, first, last, rate, size))
    ]
    families = pd.DataFrame(rows, columns=["family", *STEPS, "left", "why_left", "sexes", "ethnic"])
    return families, _match(families, adoptions)


def _people(dice: Random) -> dict[str, object]:
    couple = chosen(dice, {"MF": 68, "F": 14, "M": 3, "MM": 8, "FF": 7})
    return {"sexes": couple, "ethnic": chosen(dice, {code: float(weight) for code, weight in ETHNIC.items()})}


def _course(dice: Random, enquiry: int) -> dict[str, object]:
    """Days of the steps; a quarter of the families leave at one of them, and have no further one."""
    at, days = enquiry, [enquiry]
    late = dice.random() < 0.35
    for least, most in ((14, 60), (35, 61), (0, 20), (85, 122), (0, 6), (1, 16)):
        at += dice.randint(least, most) + (dice.randint(10, 90) if late and least in (35, 85) else 0)
        days.append(at)
    left, why = NEVER, ""
    if dice.random() < 0.27:
        keep = dice.randint(1, len(days) - 1)
        left, why = days[keep] - dice.randint(0, max(0, days[keep] - days[keep - 1] - 1)), dice.choice(_LEFT)
        days = [day if number < keep else NEVER for number, day in enumerate(days)]
    return {**dict(zip(STEPS, days, strict=True)), "left": left, "why_left": why}


def _match(families: pd.DataFrame, adoptions: pd.DataFrame) -> pd.DataFrame:
    """Children in order of their match, each to the approved family that has waited longest."""
    taken = adoptions.assign(family=-1)
    order = taken[(taken["placed"] < NEVER) & ~taken["foster_carer"].astype(bool)].sort_values(["matched", "child"])
    approved = zip(families["approved"].tolist(), families["family"].tolist(), strict=True)
    waiting = sorted(pair for pair in approved if pair[0] < NEVER)
    for index, matched in order["matched"].items():
        if waiting and waiting[0][0] < matched and waiting[0][0] > matched - 1100:
            taken.loc[index, "family"] = waiting.pop(0)[1]
        else:
            waiting = [item for item in waiting if item[0] > matched - 1100]
    return taken
