"""A return as tables of text, before it becomes files; and how days are written in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from panelpack.commands.sample.days import as_date, day

_FIRST, _LAST = day(1980, 1, 1), day(2036, 12, 31)
_ISO = np.array([as_date(number).isoformat() for number in range(_FIRST, _LAST + 1)], dtype=object)
_BRITISH = np.array([f"{as_date(number):%d/%m/%Y}" for number in range(_FIRST, _LAST + 1)], dtype=object)


FILES = {
    "Header": "header.csv", "Episodes": "episodes.csv", "Reviews": "reviews.csv", "UASC": "uasc.csv", "OC2": "oc2.csv",
    "OC3": "oc3.csv", "AD1": "ad1.csv", "PlacedAdoption": "placed_for_adoption.csv",
    "PrevPerm": "previous_permanence.csv", "Missing": "missing.csv", "SWEpisodes": "sw_episodes.csv",
}  # fmt: skip
"""The files of the modules of SSDA903."""


@dataclass
class Return:
    """A return of a reporting year, as tables of text.

    Attributes:
        kind: `ssda903`, `cin`, `sen2` or `annex_a`.
        year: the year in which the reporting year ends.
        spoilt: file-level defects by name, for those who write the files.
    """

    kind: str
    year: int
    tables: dict[str, pd.DataFrame]
    spoilt: set[str] = field(default_factory=set)

    def path(self, table: str) -> str:
        """The file in which a table stands, in the year's folder.

        >>> Return("ssda903", 2025, {}).path("UASC"), Return("cin", 2025, {}).path("details")
        ('ssda903/uasc.csv', 'cin/cin_2025.xml')
        """
        if self.kind == "ssda903":
            return f"ssda903/{FILES[table]}"
        return f"{self.kind}/{self.kind}_{self.year}.{'xlsx' if self.kind == 'annex_a' else 'xml'}"


def iso(days: ArrayLike, known_on: int) -> NDArray[np.object_]:
    """Days as 2023-03-31, empty for those that come after the day of the view.

    >>> iso([day(2023, 3, 31), day(2023, 4, 1)], day(2023, 3, 31)).tolist()
    ['2023-03-31', '']
    """
    return _written(_ISO, days, known_on)


def british(days: ArrayLike, known_on: int) -> NDArray[np.object_]:
    """Days as 31/03/2023, empty for those that come after the day of the view."""
    return _written(_BRITISH, days, known_on)


def _written(forms: NDArray[np.object_], days: ArrayLike, known_on: int) -> NDArray[np.object_]:
    numbers = np.asarray(days, dtype=np.int64)
    known = (numbers <= known_on) & (numbers >= _FIRST)
    return np.where(known, forms[np.clip(numbers, _FIRST, _LAST) - _FIRST], "")


def where(condition: ArrayLike, text: ArrayLike, other: ArrayLike = "") -> NDArray[np.object_]:
    """Text where a condition holds, else another."""
    return np.where(np.asarray(condition, dtype=bool), np.asarray(text, dtype=object), np.asarray(other, dtype=object))


def coded(values: "pd.Series[str]", codes: Mapping[str, str]) -> "pd.Series[str]":
    """Values by a list of codes; what is not in it stays as it is."""
    return values.map(lambda value: codes.get(value, value))


def identifiers_of(children: ArrayLike) -> NDArray[np.object_]:
    """How returns name children by their numbers."""
    return np.array([f"SX{child:07d}" for child in np.asarray(children, dtype=np.int64).tolist()], dtype=object)


def table(columns: Mapping[str, ArrayLike]) -> pd.DataFrame:
    """A table of text and numbers; a single value stands in every row.

    >>> table({"CHILD": ["SX0000001", "SX0000002"], "RYA": "0"})["RYA"].tolist()
    ['0', '0']
    """
    found = {name: np.asarray(values, dtype=object) for name, values in columns.items()}
    rows = max((len(values) for values in found.values() if values.ndim), default=0)
    return pd.DataFrame(
        {name: pd.Series(np.broadcast_to(values, rows), dtype=object) for name, values in found.items()}
    )
