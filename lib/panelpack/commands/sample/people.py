"""The people of the town: when they were born, and what returns say of a child who is in them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from panelpack.commands.sample.days import YEAR_DAYS, Days
from panelpack.commands.sample.places import OWN, Places
from panelpack.commands.sample.rates import pick

ETHNIC = {
    "WBRI": 70, "WIRI": 0.3, "WIRT": 0.2, "WOTH": 5, "WROM": 0.5, "MWBC": 2.5, "MWBA": 1.3, "MWAS": 1.6, "MOTH": 2.6,
    "AIND": 1.2, "APKN": 2.8, "ABAN": 1.2, "AOTH": 1.8, "BCRB": 1.1, "BAFR": 3.4, "BOTH": 1.1, "CHNE": 0.2, "OOTH": 1.7,
    "REFU": 0.3, "NOBT": 1.2,
}  # fmt: skip
ABROAD = {"OOTH": 35, "BAFR": 25, "AOTH": 20, "WOTH": 12, "BOTH": 8}
DISABILITIES = {
    "NONE": 87, "LD": 3.2, "AUT": 4.5, "BEH": 1.6, "COMM": 1.2, "MOB": 0.8, "CON": 0.4, "HEAR": 0.4, "VIS": 0.3,
    "INC": 0.2, "HAND": 0.2, "PC": 0.2,
}  # fmt: skip
_STARTS = ("Ash", "Brin", "Cor", "Del", "Em", "Far", "Gil", "Hes", "Is", "Jor", "Kel", "Lum", "Mer", "Nol", "Or", "Pel")
FORENAMES = tuple(start + end for end in ("bo", "dwin", "lo", "vee") for start in _STARTS)
SURNAMES = tuple(f"{start}{end}" for end in ("ferrow", "holt-Ouse", "marshe", "wickley") for start in _STARTS)
"""Names that nobody has: 64 of each, so that some four thousand people in a row have one of their own."""


def invent_people(
    rng: np.random.Generator, places: Places, born: Days, first: int, abroad: bool = False
) -> pd.DataFrame:
    """Children with a number each, from `first` on.

    Args:
        abroad: they are unaccompanied and seek asylum, so that no home of theirs is known.
    """
    count = len(born)
    sexes = {"M": 92, "F": 8} if abroad else {"M": 52.5, "F": 47.5}
    frame = pd.DataFrame(
        {
            "child": np.arange(first, first + count),
            "born": born,
            "sex": pick(rng, count, sexes),
            "ethnic": pick(rng, count, ABROAD if abroad else ETHNIC),
            "disability": pick(rng, count, DISABILITIES),
            "home": -1 if abroad else rng.choice(places.of_zone(OWN), count),
            "unaccompanied": abroad,
            "earlier_plans": 0 if abroad else _earlier_plans(rng, count),
        }
    )
    return frame.set_index("child", drop=False)


def _earlier_plans(rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Child protection plans before the town's records begin, or with another council."""
    return np.searchsorted([0.8, 0.95, 0.99], rng.random(count)).astype(np.int64)


def ages_when_referred(rng: np.random.Generator, count: int) -> Days:
    """Days of age; under nought, a child yet to be born."""
    groups = np.searchsorted(np.cumsum([0.022, 0.07, 0.205, 0.29, 0.345]), rng.random(count))
    lowest, highest = np.array([(-0.4, 0), (0, 1), (1, 5), (5, 10), (10, 16), (16, 17.4)]).T
    years = lowest[groups] + (highest - lowest)[groups] * rng.random(count)
    days: Days = np.rint(years * YEAR_DAYS).astype(np.int64)
    return days


def identifier(child: int) -> str:
    """How returns name a child: no real council's form, and of no other register's either.

    >>> identifier(42)
    'SX0000042'
    """
    return f"SX{child:07d}"
