"""The part and the base of each percentage that an official file gives, from the columns that hold them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

BASE_COLUMNS = ["numerator", "denominator"]


@dataclass(frozen=True)
class BaseColumns:
    """The columns of a file that give a percentage's part and its base; a base in several columns is their sum."""

    numerator: str
    denominator: tuple[str, ...]


def bases_of(cells: pd.DataFrame, of_rows: pd.DataFrame, columns: Mapping[str, BaseColumns]) -> pd.DataFrame:
    """Part and base of each figure, missing where the file does not give them or gives a status in their place.

    Args:
        cells: every cell of the file, with `line`, `indicator` and `value`.
        of_rows: a row a figure, with its `line` and `measure`.
        columns: by measure.

    >>> cells = pd.DataFrame({"line": [2, 2, 2], "indicator": ["Left", "In post", "Vacant"], "value": [5.0, 20.0, 5.0]})
    >>> rows = pd.DataFrame({"line": [2, 2], "measure": ["vacancy", "caseload"]})
    >>> bases_of(cells, rows, {"vacancy": BaseColumns("vacant", ("in post", "vacant"))})
       numerator  denominator
    0        5.0         25.0
    1        NaN          NaN
    """
    names = cells["indicator"].str.casefold()
    values = {
        (int(line), str(name)): float(value)
        for line, name, value in zip(cells["line"], names, cells["value"], strict=True)
    }
    nothing = float("nan")

    def of_one(line: int, measure: str) -> tuple[float, float]:
        if measure not in columns:
            return nothing, nothing
        given = columns[measure]
        part = values.get((line, given.numerator.casefold()), nothing)
        return part, sum(values.get((line, name.casefold()), nothing) for name in given.denominator)

    found = [of_one(int(line), str(name)) for line, name in zip(of_rows["line"], of_rows["measure"], strict=True)]
    return pd.DataFrame(found, columns=BASE_COLUMNS, index=of_rows.index)
