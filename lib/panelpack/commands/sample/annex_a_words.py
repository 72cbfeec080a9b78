"""How Annex A words what other returns code: its lists prefix each choice, as `q) 6: Police`."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from panelpack.commands.sample.people import ETHNIC
from panelpack.commands.sample.town import Town
from panelpack.commands.sample.views import identifiers_of, iso, where

_GROUPS = {
    "1": "Individual", "2A": "Schools", "2B": "Education services", "3": "Health services", "4": "Housing",
    "5": "LA services", "6": "Police", "7": "Other legal agency", "8": "Other", "9": "Anonymous", "10": "Unknown",
}  # fmt: skip
_CODES = (
    "1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E", "3F", "4", "5A", "5B", "5C", "6", "7", "8",
    "9", "10",
)  # fmt: skip
SOURCES = {
    code: f"{chr(ord('a') + place)}) {code}: {_GROUPS.get(code, _GROUPS.get(code[0], ''))}"
    for place, code in enumerate(_CODES)
} | {"5D": "p) 5C: LA services"}
"""Sources of contacts and referrals; Annex A knows no 5D and has its cases in 5C."""
_ETHNIC = {code: f"{chr(ord('a') + min(place, 18))}) {code}" for place, code in enumerate(ETHNIC)}
NEEDS = {
    "N1": "N1 - Abuse or neglect", "N2": "N2 - Child's disability", "N3": "N3 - Parental disability or illness",
    "N4": "N4 - Family in acute stress", "N5": "N5 - Family dysfunction", "N6": "N6 - Socially unacceptable behaviour",
    "N7": "N7 - Low income", "N8": "N8 - Absent parenting", "N9": "N9 - Cases other than children in need",
}  # fmt: skip
CLOSURES = {
    "RC1": "RC1 - Adopted", "RC2": "RC2 - Died", "RC3": "RC3 - Child arrangements order",
    "RC4": "RC4 - Special guardianship order", "RC5": "RC5 - Transferred to services of another local authority",
    "RC6": "RC6 - Transferred to adult social care services",
    "RC7": "RC7 - Services ceased for any other reason, including child no longer in need",
    "RC8": "RC8 - Case closed after assessment, no further action",
    "RC9": "RC9 - Case closed after assessment, referred to early help",
}  # fmt: skip
_ABUSE = {"NEG": "Neglect", "PHY": "Physical abuse", "SAB": "Sexual abuse", "EMO": "Emotional abuse", "MUL": "Multiple"}


def yes_no(flags: ArrayLike) -> NDArray[np.object_]:
    """`a) Yes` and `b) No`."""
    return where(flags, "a) Yes", "b) No")


def abuse(codes: ArrayLike) -> list[str]:
    """Categories of abuse in words."""
    return [_ABUSE[code] for code in np.asarray(codes, dtype=object)]


def person(town: Town, children: "pd.Series[int]", last: int, disability: bool = False) -> dict[str, ArrayLike]:
    """The first columns of a list of children."""
    people = town.people.loc[children]
    age = np.maximum(0, (last - people["born"].to_numpy()) // 365.25).astype(int)
    columns: dict[str, ArrayLike] = {
        "Child Unique ID": identifiers_of(children),
        "Gender": where(
            people["born"] > last, "c) Not stated/recorded", where(people["sex"] == "M", "a) Male", "b) Female")
        ),
        "Ethnicity": ethnic(people["ethnic"]),
        "Date of Birth": iso(people["born"], last + 400),
        "Age": age,
    }
    if disability:
        columns["Does the Child have a Disability"] = yes_no(people["disability"] != "NONE")
    return columns


def ethnic(codes: ArrayLike) -> list[str]:
    """Ethnic groups with their prefixes."""
    return [_ETHNIC[code] for code in np.asarray(codes, dtype=object)]


def team(numbers: "pd.Series[int]", name: str) -> dict[str, ArrayLike]:
    """An allocated team, and a worker by a number in place of a name."""
    return {
        "Allocated Team": [f"{name} team {1 + number % 4}" for number in numbers.tolist()],
        "Allocated Worker": [f"Worker {1 + number % 57}" for number in numbers.tolist()],
    }
