"""The levels of SEN2: a person's requests, a request's assessments and active plan, and so on down.

The export of COLLECT gives each level as a table with an id of its own and its parent's. The XML is brought to the same
shape here, so that both go one way from then on. All names are in lower case: spelling differs between tools.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from panelpack.facts.returns.csv_files import ROW, Text, headings_of, read_csv
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.schema import fold
from panelpack.project.errors import InputError, Problem

SOURCE = "file of the row"
"""The column that holds the name of a row's file."""

PARENTS: Mapping[str, str] = {
    "sen2": "",
    "person": "",
    "requests": "person",
    "assessment": "requests",
    "namedplan": "assessment",
    "plandetail": "namedplan",
    "activeplans": "requests",
    "placementdetail": "activeplans",
    "senneed": "activeplans",
}
"""Each level and the one that it stands in, the outer before the inner."""

READ = ("person", "requests", "assessment", "namedplan", "activeplans", "placementdetail", "senneed")
"""The levels that are read. The details of a named plan bear on no figure."""

EXPECTED: Mapping[str, tuple[str, ...]] = {
    "person": ("personbirthdate", "upn", "uniquelearnernumber", "surname", "forename", "postcode", "upnunknown"),
    "requests": ("receiveddate",),
    "assessment": (),
    "namedplan": ("startdate",),
    "activeplans": ("transferla",),
    "placementdetail": (),
    "senneed": (),
}
"""Columns of a level that is there without a row, so that it is known to be empty and not missing."""

NAMES = {"firstname": "forename", "familyname": "surname"}
"""Names that tools give to what is called otherwise here."""


def id_of(level: str) -> str:
    """The name of the column with a level's ids.

    >>> id_of("requests")
    'requeststableid'
    """
    return f"{level}tableid"


def level_of(headings: Iterable[str]) -> str:
    """The level that a table holds, by its headings: the innermost whose ids it has; empty where it has none."""
    folded = {fold(heading) for heading in headings}
    inner_first = ["senneed", "placementdetail", "plandetail", "namedplan", "activeplans", "assessment"]
    return next((level for level in [*inner_first, "requests", "person", "sen2"] if id_of(level) in folded), "")


@dataclass
class Levels:
    """The levels of one return.

    Attributes:
        tables: one frame a level, text throughout, with `row` and the file of each row.
        headers: of each file that has one, what it says: `collection`, `year`, `referencedate`, `lea`.
        uneven: by the name of a level, rows whose cells do not fit the headings, by file.
        stray: by file, the records with text outside an element.
        misplaced: levels that stand where they do not belong, by file.
        files: of each level, the tables that hold it.
        unread: tables that cannot be taken apart, with the level that their headings name.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    uneven: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    stray: dict[str, list[int]] = field(default_factory=dict)
    misplaced: set[tuple[str, str]] = field(default_factory=set)
    files: dict[str, list[str]] = field(default_factory=dict)
    unread: list[tuple[str, Problem]] = field(default_factory=list)

    def add(self, level: str, table: pd.DataFrame) -> None:
        """Take a table of a level, beneath those that are there."""
        before = self.tables.get(level)
        self.tables[level] = table if before is None else pd.concat([before, table], ignore_index=True).fillna("")


def levels_of_csv(sources: Iterable[Source]) -> Levels:
    """The levels of the tables that COLLECT exports."""
    found = Levels()
    for source in sources:
        level = level_of(headings_of(source))
        try:
            text = read_csv(source)
        except InputError as error:
            found.unread += [(level, problem) for problem in error.problems]
            continue
        if text.is_cut:
            said = "the file ends in the middle of a row"
            found.unread.append((level, Problem(said, source.name, "export it anew, and copy all of it")))
            continue
        cells = _by_level_names(text)
        if level == "sen2":
            for name in cells.columns if len(cells) else ():
                found.headers.setdefault(source.name, {})[str(name)] = str(cells[name].iloc[0])
        elif level in READ:
            found.files.setdefault(level, []).append(source.name)
            found.add(level, cells.assign(**{SOURCE: source.name}))
            if text.uneven:
                found.uneven[level, source.name] = text.uneven
    return found


def _by_level_names(text: Text) -> pd.DataFrame:
    """The cells of a table under folded headings; of two that fold to one the first that is filled."""
    cells = text.cells
    made: dict[str, pd.Series[str]] = {}
    for place, heading in enumerate(cells.columns):
        name = NAMES.get(fold(str(heading)), fold(str(heading)))
        if name != ROW:
            column = cells.iloc[:, place].astype("str")
            made[name] = column if name not in made else made[name].where(made[name] != "", column)
    return pd.DataFrame(made, index=cells.index).assign(**{ROW: cells[ROW]})
