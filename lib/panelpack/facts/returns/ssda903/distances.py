"""How far from home a placement is: from two postcodes and a table of where postcodes lie; the postcodes end here."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.csv_files import ROW, Text, read_csv
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.schema import fold
from panelpack.project.errors import InputError, Problem

FILE_NAME = "postcodes.csv"
COLUMNS = ("postcode", "easting", "northing", "area")

METRES_IN_A_MILE = 1609.3
"""As the Department's own validation reckons it."""


@dataclass(frozen=True)
class PlaceTable:
    """Where postcodes lie: metres east and north on the national grid, and the area's nine-character code."""

    places: pd.DataFrame

    @classmethod
    def of(cls, collection: Collection) -> "PlaceTable | None":
        """The council's table of postcodes, which bears on every year; None where there is none.

        Raises:
            InputError: the table lacks a column.
        """
        path = collection.lookups / FILE_NAME if collection.lookups is not None else None
        if path is None or not path.is_file():
            return None
        state = path.stat()
        return cls(_places(path, state.st_mtime_ns, state.st_size))

    def of_postcodes(self, postcodes: "pd.Series[str]") -> pd.DataFrame:
        """The place of each postcode, a row each, missing where it is not known."""
        return self.places.reindex(_folded(postcodes)).set_axis(postcodes.index)


@lru_cache(maxsize=1)
def _places(path: Path, _changed: int, size: int) -> pd.DataFrame:
    """The table of a file as it was when it was changed last: five years of returns read it once."""
    cells = read_csv(Source(path.name, size, lambda: path.open("rb"))).cells
    named = {fold(str(name)): str(name) for name in cells.columns}
    missing = [name for name in COLUMNS if name not in named]
    if missing:
        said = f"the table of postcodes has no column {', '.join(missing)}"
        raise InputError([Problem(said, FILE_NAME, f"give it the columns {', '.join(COLUMNS)}")])
    grid = {name: pd.to_numeric(cells[named[name]], errors="coerce") for name in ("easting", "northing")}
    made = pd.DataFrame({**grid, "area": cells[named["area"]].where(cells[named["area"]] != "")})
    made.index = pd.Index(_folded(cells[named["postcode"]]))
    return made[~made.index.duplicated()]


def distances(text: Text, places: PlaceTable, area: str) -> tuple[Text, list[int]]:
    """The episodes' distances as a table of their own, and the rows whose postcodes are not in the table.

    Miles are rounded to one decimal, half away from zero, as the return of the Department holds them.

    Args:
        area: the council's own code; a placement elsewhere is outside.
    """
    cells = text.cells
    named = {fold(heading): heading for heading in text.headings}
    homes, placements = (cells[named[name]].astype("str") for name in ("homepost", "plpost"))
    home, placed = places.of_postcodes(homes), places.of_postcodes(placements)
    east, north = home["easting"] - placed["easting"], home["northing"] - placed["northing"]
    metres = (east**2 + north**2) ** 0.5
    miles = (metres / METRES_IN_A_MILE * 10 + 0.5).floordiv(1) / 10
    outside = pd.Series(np.where(placed["area"] == area, "0", "1"), index=cells.index).where(placed["area"].notna(), "")
    made = pd.DataFrame(
        {
            "CHILD": cells[named["child"]],
            "DECOM": cells[named["decom"]],
            "MILES": miles.map("{:.1f}".format).where(miles.notna(), ""),
            "OUTSIDE": outside,
            ROW: cells[ROW],
        }
    )
    unknown = ((homes != "") & home["easting"].isna()) | ((placements != "") & placed["easting"].isna())
    return Text(text.file, made), cells.loc[unknown, ROW].tolist()


def _folded(postcodes: "pd.Series[str]") -> "pd.Series[str]":
    """Postcodes in capitals without spaces."""
    return postcodes.astype("str").str.upper().str.replace(r"[^A-Z0-9]", "", regex=True)
