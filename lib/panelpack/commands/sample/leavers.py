"""Young people who left care, asked after around each birthday from the seventeenth to the twenty-first."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random

import pandas as pd

from panelpack.commands.sample.care_paths import chosen
from panelpack.commands.sample.days import birthday

_TOUCH = {"YES": 92, "NO": 7, "REFU": 1.6, "NREQ": 1.6, "DIED": 0.2}
_ACTIVITY = {"F1": 6.5, "P1": 0.5, "F2": 22, "P2": 2, "F4": 18, "P4": 5, "F5": 5, "P5": 0.5, "G4": 9, "G5": 42, "G6": 6}
_LIVING = {
    "U": 35, "D": 14, "E": 5, "T": 3, "B": 12, "C": 2, "K": 3, "Z": 8, "Y": 6, "G": 1, "H": 0.3, "R": 1.8,
    "S": 1.2, "V": 1, "W": 0.7, "X": 3.5,
}  # fmt: skip
WEEKS_13 = 91


def care_leavers(dice: Random, periods: pd.DataFrame, born: dict[int, int], first: int, last: int) -> pd.DataFrame:
    """One row for a young person and a birthday: in touch, activity and where they live, as the codes say."""

    def rows() -> Iterator[tuple[int, int, int, str, str, str]]:
        for child, group in _by_child(periods).items():
            spells, reason = [(start, end) for start, end, _ in group], group[-1][2]
            if reason in ("E2", "E3", "E11", "E12") or not qualifies(born[child], spells):
                continue
            for age in range(17, 22):
                on = birthday(born[child], age)
                in_care = any(start <= on < end for start, end in spells)
                if first <= on <= last and not in_care and spells[0][0] < on and spells[-1][1] <= on:
                    home = reason in ("E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48")
                    yield (child, on, age, *_state(dice, age, home and on - spells[-1][1] > 183))

    return pd.DataFrame(rows(), columns=["child", "on", "age", "touch", "activity", "living"])


def _by_child(periods: pd.DataFrame) -> dict[int, list[tuple[int, int, str]]]:
    """Start, end and reason of each child's periods that are no short breaks, in their order."""
    own = periods[~periods["respite"].to_numpy(dtype=bool)].sort_values(["child", "start"], kind="stable")
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for child, *period in zip(*(own[name].tolist() for name in ("child", "start", "end", "reason")), strict=True):
        found[child].append((period[0], period[1], period[2]))
    return found


def qualifies(born: int, spells: list[tuple[int, int]]) -> bool:
    """Whether somebody was in care for 13 weeks since the age of 14, some of it after 16."""
    since, after = birthday(born, 14), birthday(born, 16)
    days = sum(max(0, end - max(start, since)) for start, end in spells)
    return days >= WEEKS_13 and any(end > after for _, end in spells)


def _state(dice: Random, age: int, home: bool) -> tuple[str, str, str]:
    if home:
        return "RHOM", "0", "0"
    touch = chosen(dice, _TOUCH)
    if touch == "DIED" or (touch != "YES" and dice.random() < 0.7):
        return touch, "0", "0"
    living = chosen(dice, {code: weight for code, weight in _LIVING.items() if code != "Z" or age > 17})
    bad = living in "SX" or (living in "VWR" and dice.random() < 0.8) or dice.random() < 0.03
    return touch, chosen(dice, _ACTIVITY), living + ("2" if bad else "1")
