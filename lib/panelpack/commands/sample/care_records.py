"""What is written down about children in care: reviews, missing and absent episodes, health, their social workers."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pandas as pd

from panelpack.commands.sample.care_paths import around, chosen
from panelpack.commands.sample.days import age_on, birthday, year_span

_VIEWS = {"PN1": 52, "PN2": 6, "PN3": 6, "PN4": 2, "PN5": 16, "PN6": 12, "PN7": 6}
_WHY_NO_SCORE = {"SDQ1": 10, "SDQ2": 25, "SDQ3": 20, "SDQ4": 25, "SDQ5": 20}
_WHY_CHANGED = {
    "LEFTRL": 40, "ORGRST": 22, "MANAGE": 10, "TSPROC": 10, "ABSENC": 10, "CHCHAN": 3, "PCCHAN": 2, "OTHERS": 3,
}  # fmt: skip
_HEALTH = [
    "child", "year", "score", "no_score", "convicted", "development", "immunised", "teeth", "assessed",
    "misuse", "received", "offered",
]  # fmt: skip
_EARLIER = {"Z1": 93, "P1": 2, "P2": 3, "P3": 0.5, "P4": 1.5}


def care_reviews(dice: Random, periods: pd.DataFrame, born: dict[int, int], first: int, last: int) -> pd.DataFrame:
    """Reviews within 20 working days, three months and then every six months, with how the child took part."""

    def rows() -> Iterator[tuple[int, int, str]]:
        for child, start, end in _spans(periods):
            at = start + dice.randint(10, 26)
            wait = dice.randint(60, 91)
            while at < min(end, last + 1):
                if at >= first:
                    taking_part = chosen(dice, _VIEWS) if birthday(born[child], 4) <= at else "PN0"
                    yield child, at, taking_part
                at, wait = at + wait, dice.randint(130, 190)

    return pd.DataFrame(rows(), columns=["child", "day", "code"])


def missing_episodes(dice: Random, periods: pd.DataFrame, born: dict[int, int], first: int, last: int) -> pd.DataFrame:
    """Missing (M) and absent (A) episodes; a few go on over the end of a reporting year."""
    turns = [day for day in (year_span(year)[1] for year in range(2012, 2032)) if first <= day <= last]

    def rows() -> Iterator[tuple[int, int, int, str]]:
        for child, start, end in _spans(periods):
            at = max(start + 3, birthday(born[child], 11), first)
            until = min(end, last) - 8
            if at >= until or dice.random() > 0.26:
                continue
            over = [day for day in turns if at < day < until - 4]
            across = dice.choice(over) if over and dice.random() < 0.12 else -1
            while at < until:
                at += around(dice, 55, 1.1, 1)
                if across >= 0 and at > across - 3:
                    at, length, across = max(across - 1, start + 3), 4, -1
                else:
                    length = 0 if dice.random() < 0.35 else around(dice, 1, 0.7, 1)
                if at < until and (across < 0 or at + length < across - 3):
                    yield child, at, at + min(length, 6), "M" if dice.random() < 0.78 else "A"
                at += length + 1

    return pd.DataFrame(rows(), columns=["child", "start", "end", "kind"])


def health(dice: Random, periods: pd.DataFrame, born: dict[int, int], years: range) -> pd.DataFrame:
    """A row for each child in care throughout a reporting year; cells that do not apply are empty."""

    def yes(chance: float) -> str:
        return "1" if dice.random() < chance else "0"

    def rows() -> Iterator[dict[str, object]]:
        for year in years:
            first, last = year_span(year)
            for child, start, end in _spans(periods):
                if not (start <= first and end > last):
                    continue
                age, age_before = age_on(born[child], last), age_on(born[child], first)
                scored = age >= 4 and age_before < 17
                score = str(max(0, min(40, round(dice.gauss(14.4, 7))))) if scored and dice.random() < 0.77 else ""
                misuse = yes(0.03) if age >= 10 else "0"
                received = yes(0.45) if misuse == "1" else ""
                yield {
                    "child": child, "year": year, "score": score,
                    "no_score": chosen(dice, _WHY_NO_SCORE) if scored and not score else "",
                    "convicted": yes(0.02) if age >= 10 else "", "development": yes(0.87) if age < 5 else "",
                    "immunised": yes(0.83), "teeth": yes(0.73 + 0.02 * (year - 2022)), "assessed": yes(0.893),
                    "misuse": misuse, "received": received, "offered": yes(0.8) if received == "0" else "",
                }  # fmt: skip

    return pd.DataFrame(list(rows()), columns=_HEALTH)


def workers(dice: Random, periods: pd.DataFrame, first: int, last: int, how_many: int) -> pd.DataFrame:
    """The social workers of each period of care, one after another without a gap."""

    def rows() -> Iterator[tuple[int, str, int, int, str]]:
        for child, start, end in _spans(periods):
            at, why = start, "FCONTA"
            while at < min(end, last + 1):
                until = min(end, at + around(dice, 390, 0.7, 20))
                if until >= first:
                    yield child, f"SWX{dice.randint(1, how_many):05d}", at, until, why
                at, why = until, chosen(dice, _WHY_CHANGED)

    return pd.DataFrame(rows(), columns=["child", "worker", "start", "end", "why"])


def earlier_permanence(
    dice: Random, periods: pd.DataFrame, born: dict[int, int], first: int, last: int
) -> pd.DataFrame:
    """Whether those who came into care had been adopted, or in another permanent home, before."""

    def rows() -> Iterator[tuple[int, int, str, str, int]]:
        for child, start, _ in _spans(periods):
            if first <= start <= last:
                age = age_on(born[child], start)
                kind = chosen(dice, _EARLIER) if age >= 2 else "Z1"
                on = dice.randint(birthday(born[child], 1), start - 30) if kind != "Z1" else -1
                yield child, start, kind, "" if kind == "Z1" else chosen(dice, {"999": 70, "OUT": 20, "NUK": 10}), on

    return pd.DataFrame(rows(), columns=["child", "start", "kind", "council", "on"])


def _spans(periods: pd.DataFrame) -> list[tuple[int, int, int]]:
    """Child, start and end of each period that is no short break."""
    own = periods[~periods["respite"].to_numpy(dtype=bool)]
    columns = (own[name].to_numpy(dtype=np.int64).tolist() for name in ("child", "start", "end"))
    return list(zip(*columns, strict=True))
