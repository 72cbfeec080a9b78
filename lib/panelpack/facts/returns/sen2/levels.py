"""The levels of SEN2: a person's requests, a request's assessments and active plan, and so on down.

The export of COLLECT gives each level as a table with an id of its own and its parent's. The XML is brought to the same
shape here, so that both go one way from then on. All names are in lower case: spelling differs between tools.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd
from lxml import etree

from panelpack.facts.returns.csv_files import ROW, Text, headings_of, read_csv
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.schema import fold
from panelpack.facts.returns.xml_files import local_name, records, said, stray_text
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

_NAMES = {"firstname": "forename", "familyname": "surname"}


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
        name = _NAMES.get(fold(str(heading)), fold(str(heading)))
        if name != ROW:
            column = cells.iloc[:, place].astype("str")
            made[name] = column if name not in made else made[name].where(made[name] != "", column)
    return pd.DataFrame(made, index=cells.index).assign(**{ROW: cells[ROW]})


def levels_of_xml(source: Source, prefix: str) -> Levels:
    """The levels of an XML file.

    Args:
        prefix: begins the ids that are made, so that those of two files differ.

    Raises:
        InputError: it is not well formed, or declares a document type.
    """
    found = Levels()
    gathered: dict[str, list[dict[str, str]]] = {level: [] for level in READ}
    number = 0
    for element in records(source, ("Header", "Person")):
        if local_name(element).casefold() == "header":
            said_here = {
                local_name(item).casefold(): said(item) for item in element.iter() if isinstance(item.tag, str)
            }
            found.headers[source.name] = said_here
            continue
        number += 1
        if stray_text(element):
            found.stray.setdefault(source.name, []).append(number)
        _gather(element, "person", {ROW: str(number)}, gathered, found, source.name, prefix)
    for level, rows in gathered.items():
        empty = pd.DataFrame(columns=[id_of(level), id_of(PARENTS[level]), *EXPECTED[level], ROW], dtype=str)
        table = pd.DataFrame(rows, dtype=str).fillna("") if rows else empty
        table[ROW], table[SOURCE] = table[ROW].astype("int64"), source.name
        found.add(level, table)
    return found


def _gather(
    element: etree._Element,
    level: str,
    above: dict[str, str],
    gathered: dict[str, list[dict[str, str]]],
    found: Levels,
    file: str,
    prefix: str,
) -> None:
    """One record of a level, and those inside it. What wraps others without being a level is passed through."""
    rows = gathered.get(level)
    own = {**above, id_of(level): f"{prefix}{level}{len(rows) if rows is not None else 0}"}
    below = {ROW: above[ROW], id_of(level): own[id_of(level)]}
    if rows is not None:
        rows.append(own)
    todo = list(element)
    while todo:
        child = todo.pop(0)
        name = _name_of(str(child.tag))
        if name in PARENTS:
            if PARENTS[name] != level:
                found.misplaced.add((file, name))
            elif len(child):  # An empty element says that there is none
                _gather(child, name, below, gathered, found, file, prefix)
        elif len(child):
            todo = [*child, *todo]
        elif not own.get(name):
            own[name] = said(child)


@lru_cache(maxsize=1024)
def _name_of(tag: str) -> str:
    """The name of an element as it is called here, worked out once for the half a million of a return."""
    name = tag.rpartition("}")[2].casefold()
    return _NAMES.get(name, name)
