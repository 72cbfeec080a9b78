"""Education, health and care: requests, decisions, assessments and plans, each until the plan ceases."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pandas as pd

from panelpack.commands.sample.care_paths import around, chosen
from panelpack.commands.sample.days import NEVER, YEAR_DAYS, birthday, day

FIRST_YEAR = 2021
"""Requests are made up from this calendar year on; plans that are older are there from its start."""
STOCK = 356.0
"""Plans at the start of that year for every 10,000 children."""
REQUESTS = {2021: 78.0, 2022: 96.0, 2023: 115.0, 2024: 128.0, 2025: 136.0}
"""Requests in a calendar year for every 10,000 children."""
NEEDS = {
    "ASD": 32, "SEMH": 20.5, "SLCN": 20.5, "MLD": 8, "SLD": 5.5, "SPLD": 4, "PD": 3, "HI": 2, "VI": 1, "PMLD": 1.5,
    "MSI": 0.3, "DS": 0.7, "OTH": 1,
}  # fmt: skip
_SETTINGS = {
    "mainstream": 41, "special": 33, "OPA": 5, "NIEC": 6, "OTH": 4, "EHE": 2, "NEET": 3, "EYP": 2, "OLA": 1,
    "NIEO": 1,
}  # fmt: skip
_AGES = {2: 4, 3: 14, 4: 17, 5: 11, 6: 9, 7: 8, 8: 7, 9: 7, 10: 8, 11: 5, 12: 4, 13: 4, 14: 3, 15: 2, 16: 1.5, 17: 1}
_ENDINGS = {
    "young": {"2": 10, "3": 6, "5": 55, "7": 12, "9": 15, "8": 2},
    "adult": {"1": 12, "2": 22, "3": 8, "4": 15, "6": 35, "9": 8},
}  # fmt: skip

_NOTHING = {
    "decided": NEVER, "outcome": "", "assessed": NEVER, "found": "", "issued": NEVER, "exception": False,
    "ceased": NEVER, "why_ceased": "", "transfer": False,
}  # fmt: skip


def ehc_requests(dice: Random, size: int, times: float, last: int, known: list[tuple[int, int]]) -> pd.DataFrame:
    """Requests with all that came of them; those of stock began before the first year.

    Args:
        times: how many times as many as in England.
        last: the last day on which a request is received.
        known: children with their birthdays who are known otherwise, of whom some have requests too.
    """
    start, taken = day(FIRST_YEAR, 1, 1), set[int]()

    def rows() -> Iterator[dict[str, object]]:
        number = -1
        for received, plan_by in _beginnings(dice, size, times, start, last):
            child, born = _who(dice, received, known, taken)
            earlier = plan_by < NEVER
            row = _course(dice, received, born, earlier, plan_by)
            yield {"child": child if child >= 0 else number, "born": born, **row}
            again = int(str(row["decided"])) + around(dice, 260, 0.5, 60)
            if row["outcome"] == "N" and dice.random() < 0.16 and again <= last:
                yield {
                    "child": child if child >= 0 else number,
                    "born": born,
                    **_course(dice, again, born, False, NEVER),
                }
            number -= child < 0

    frame = pd.DataFrame(list(rows()))
    return frame.sort_values(["received", "child"], kind="stable", ignore_index=True)


def _beginnings(dice: Random, size: int, times: float, start: int, last: int) -> Iterator[tuple[int, int]]:
    """Days of requests; of those that became a plan before the first year, the day of the plan too."""
    for _ in range(round(size * STOCK * times / 10_000)):
        issued = start - 1 - min(around(dice, 1100, 0.8, 3), 3650)
        yield issued - around(dice, 150, 0.3, 60), issued
    for year, rate in REQUESTS.items():
        first, days = day(year, 1, 1), day(year + 1, 1, 1) - day(year, 1, 1)
        for _ in range(round(size * rate * times / 10_000)):
            received = first + dice.randrange(days)
            if received <= last:
                yield received, NEVER


def _who(dice: Random, received: int, known: list[tuple[int, int]], taken: set[int]) -> tuple[int, int]:
    """A known child of an age to be assessed, or -1 for a new one; and the day of birth."""
    if known and dice.random() < 0.14:
        child, born = known[dice.randrange(len(known))]
        if child not in taken and 2 * YEAR_DAYS < received - born < 17 * YEAR_DAYS:
            taken.add(child)
            return child, born
    age = int(chosen(dice, {str(years): weight for years, weight in _AGES.items()}))
    return -1, received - round((age + dice.random()) * YEAR_DAYS)


def _course(dice: Random, received: int, born: int, earlier: bool, plan_by: int) -> dict[str, object]:
    """What comes of a request; with `plan_by`, a plan of an earlier year that the council may have taken over."""
    row: dict[str, object] = {"received": received, **_NOTHING, **_kind(dice)}
    row["decided"] = received + (dice.randint(18, 42) if dice.random() < 0.92 else 42 + around(dice, 12, 0.6))
    row["outcome"] = "Y" if earlier else chosen(dice, {"Y": 73, "N": 24, "W": 3})
    if row["outcome"] != "Y":
        return row
    decided = int(str(row["decided"]))
    in_time = dice.random() < 0.48
    total = 140 - int(60 * dice.random() ** 2.2) if in_time else 140 + around(dice, 60, 0.9)
    issued = plan_by if earlier else max(received + total, decided + 14)
    row["found"] = "Y" if earlier else chosen(dice, {"Y": 93, "N": 5, "W": 2})
    row["assessed"] = max(decided + 7, issued - dice.randint(3, 30))
    if row["found"] == "Y":
        row["issued"], row["transfer"] = issued, earlier and dice.random() < 0.05
        row["exception"] = dice.random() < (0.01 if in_time else 0.08)
        row["ceased"], row["why_ceased"] = _ceasing(dice, born, issued, earlier)
    return row


def _kind(dice: Random) -> dict[str, object]:
    need = chosen(dice, NEEDS)
    second = chosen(dice, NEEDS) if dice.random() < 0.42 else ""
    setting = chosen(dice, _SETTINGS)
    school = {"mainstream": 990_000, "special": 995_000}.get(setting)
    return {
        "need": need,
        "second_need": "" if second == need else second,
        "urn": str(school + dice.randint(1, 60)) if school else "",
        "setting": "" if school else setting,
        "residential": dice.random() < 0.03,
    }


def _ceasing(dice: Random, born: int, issued: int, earlier: bool) -> tuple[int, str]:
    lived_on = max(issued, day(FIRST_YEAR, 1, 1)) if earlier else issued
    chance = lived_on + 1 + round(dice.expovariate(1 / (30 * YEAR_DAYS)))
    grown_up = max(birthday(born, dice.choice([16, 18, 19, 19, 20, 21, 22, 25])) + dice.randint(0, 120), lived_on + 30)
    if chance < grown_up:
        return chance, chosen(dice, _ENDINGS["young"])
    return grown_up, chosen(dice, _ENDINGS["adult"])


def number_new(frame: pd.DataFrame, first: int) -> pd.DataFrame:
    """Give children who were not known before numbers from `first` on."""
    child = frame["child"].to_numpy(dtype=np.int64)
    return frame.assign(child=np.where(child < 0, first - 1 - child, child))
