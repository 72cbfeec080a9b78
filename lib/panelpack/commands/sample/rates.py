"""How often things happen in Sampleshire: near England's rates, with its years and seasons; and ways to draw them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from panelpack.commands.sample.days import YEAR_DAYS, Days, as_date
from panelpack.project.errors import InputError, Problem, unknown


@dataclass(frozen=True)
class Rates:
    """Events a year for every 10,000 children aged 0 to 17, near England's of 2021-22 to 2024-25."""

    referrals: float = 338.0
    """Children who are referred for the first time; those who come back are drawn after them."""
    unaccompanied: float = 3.3
    respite: float = 2.2
    contacts: float = 860.0
    """Contacts that lead to nothing; each referral has one of its own besides."""
    early_help: float = 120.0
    care: float = 1.0
    """How many times as many children enter care as in England."""
    ehc: float = 1.0
    """How many times as many EHC requests and plans there are as in England."""
    adopters: float = 4.2


def scaled(rates: Rates, times: Mapping[str, float]) -> Rates:
    """Rates of which some are a number of times England's.

    Raises:
        InputError: there is no such rate, or a number is not above nought.

    >>> scaled(Rates(), {"care": 0.5}).care
    0.5
    """
    names = [field.name for field in fields(Rates)]
    for name, value in times.items():
        if name not in names:
            raise unknown("rate", name, names)
        if not value > 0:
            raise InputError([Problem(f"{name} is to be {value} times England's", todo="give a number above nought")])
    return replace(rates, **{name: getattr(rates, name) * value for name, value in times.items()})


_MONTHS = {1: 1.04, 2: 1.0, 3: 1.1, 4: 0.92, 5: 1.03, 6: 1.06, 7: 1.04, 8: 0.78, 9: 1.0, 10: 1.07, 11: 1.08, 12: 0.88}
_YEARS = {2019: 1.02, 2020: 0.93, 2021: 0.99, 2022: 1.05, 2023: 1.01, 2024: 0.97, 2025: 0.99}
_WEEKDAYS = (1.36, 1.36, 1.33, 1.34, 1.3, 0.17, 0.14)


def season(number: int) -> float:
    """How busy a day is beside an average one: by year, month and weekday."""
    on = as_date(number)
    return _YEARS.get(on.year, 1.0) * _MONTHS[on.month] * _WEEKDAYS[on.weekday()]


def draw_days(rng: np.random.Generator, first: int, last: int, rate: float, size: int) -> Days:
    """Days of events between two days, in order, by a yearly rate for every 10,000 children."""
    every = np.arange(first, last + 1)
    weights = np.array([season(number) for number in every.tolist()])
    expected = rate * size / 10_000 / YEAR_DAYS * weights
    return np.repeat(every, rng.poisson(expected))


def pick(rng: np.random.Generator, number: int, weights: Mapping[str, float]) -> NDArray[np.str_]:
    """Codes by their weights.

    >>> sorted(set(pick(np.random.default_rng(1), 50, {"a": 1.0, "b": 0.0}).tolist()))
    ['a']
    """
    chances = np.array(list(weights.values()))
    return rng.choice(np.array(list(weights)), number, p=chances / chances.sum())


def about(rng: np.random.Generator, number: int, median: float, spread: float, least: int = 1) -> Days:
    """Whole numbers of days around a median, with a long tail to the right."""
    days = np.rint(median * np.exp(spread * rng.standard_normal(number))).astype(np.int64)
    return np.maximum(days, least)
