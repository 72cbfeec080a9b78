"""Reading the SSDA903 return: its CSV modules, known by their columns, or its XML; postcodes become distances here.

Neither holds the code of a council or a year: what can be told is whether the dates are those of the year.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from panelpack.catalogue.periods import long_date
from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.csv_files import Text, headings_of, read_csv
from panelpack.facts.returns.dates import read_dates
from panelpack.facts.returns.faults import Fault, Severity
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Reading
from panelpack.facts.returns.schema import Table, fold
from panelpack.facts.returns.ssda903.distances import PlaceTable, distances
from panelpack.facts.returns.ssda903.export import is_export, read_export
from panelpack.facts.returns.ssda903.schema import DISTANCES, EPISODES, TABLES
from panelpack.project.errors import InputError

NAME = "ssda903"

_DATED = ("DECOM", "DEC", "REVIEW")
"""The headings whose days tell of which year a return is."""

_YEAR_IN_NAME = re.compile(r"(?<!\d)20[1-4]\d(?!\d)")


def recognises(source: Source) -> bool:
    """Whether a file is a module or the XML of the return, by its content."""
    if source.form == "xml":
        return is_export(source)
    return source.form == "csv" and table_of(headings_of(source)) is not None


def table_of(headings: Sequence[str]) -> Table | None:
    """The module that has these headings; None for none.

    >>> table_of(["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"]).name
    'missing'
    """
    folded = {fold(heading) for heading in headings}
    known = (table for table in TABLES if table.known_by and {fold(name) for name in table.known_by} <= folded)
    return next(known, None)


def read(sources: Sequence[Source], collection: Collection) -> Reading:
    """The text of the return's files, with distances in the place of postcodes.

    A return that came both as CSV and as XML, or whose dates are of another year, is not read. A module that cannot be
    taken apart, or is of another year than the others, is lost alone.

    Raises:
        InputError: the XML cannot be taken apart.
    """
    files = [source for source in sources if source.form in ("csv", "xml")]
    if len({source.form for source in files}) > 1:
        named = ", ".join(source.name for source in files)
        said = "the return is there both as CSV and as XML"
        return Reading(
            faults=[_fault("csv_and_xml", "stop", named, said, "keep the one that was sent, and take it out")]
        )
    faults = [fault for source in files for fault in _name_of_another_year(source, collection)]
    texts: list[tuple[Table, Text]] = []
    for source in files:
        try:
            texts += _texts(source)
        except InputError as error:
            if source.form == "xml":
                raise
            faults += _unread(source, error)
    other_year = _of_another_year(texts, collection)
    if other_year is not None:
        return Reading(faults=[*faults, other_year])
    for table, text in texts:
        faults += _module_of_another_year(table, text, collection)
    made, found = _with_distances(texts, collection)
    return Reading([*texts, *made], [*faults, *found])


def _texts(source: Source) -> list[tuple[Table, Text]]:
    if source.form == "xml":
        return read_export(source)
    text = read_csv(source)
    table = table_of(text.headings)
    return [(table, text)] if table is not None else []


def _unread(source: Source, error: InputError) -> Iterator[Fault]:
    """A stop of a module of which the headings can be read, and not the rows."""
    table = table_of(headings_of(source))
    for problem in error.problems:
        fault = _fault("cannot_be_read", "stop", problem.where, problem.what, problem.todo)
        yield replace(fault, table=table.name if table is not None else "")


def _module_of_another_year(table: Table, text: Text, collection: Collection) -> Iterator[Fault]:
    """A stop of a module that nothing can be counted from: episodes without a row, or all of whose days are past."""
    days, start = _days(text, (*_DATED, "MISSTART", "MISEND")), collection.span.start
    if table is EPISODES and text.cells.empty:
        fault = _fault("no_episodes", "stop", text.file, "there is no episode", "export episodes with their rows")
        yield replace(fault, table=table.name)
    if len(days) >= _ENOUGH_DAYS and (days < start).all():
        said = f"the newest of its dates is of {days.max():%Y}, before the year begins"
        fault = _fault("module_of_another_year", "stop", text.file, said, f"put in the one of {collection.year}")
        yield replace(fault, table=table.name)


_ENOUGH_DAYS = 10
"""With fewer days it may be so that a small council had none in the year."""


def _name_of_another_year(source: Source, collection: Collection) -> list[Fault]:
    """A warning where a file's name speaks of other years than its folder."""
    years = {int(year) for year in _YEAR_IN_NAME.findall(source.name)}
    if not years or years & {collection.year, collection.year - 1}:
        return []
    said = f"the name of the file says {max(years)}, and it lies with the return of {collection.year}"
    return [_fault("name_of_another_year", "warn", source.name, said, "see that it is the file of this year")]


def _of_another_year(texts: Sequence[tuple[Table, Text]], collection: Collection) -> Fault | None:
    """A stop where episodes and reviews are of another year: none lies in it and all before, or most lie after it."""
    days = pd.concat([pd.Series([], dtype="datetime64[s]"), *(_days(text) for _, text in texts)])
    span = collection.span
    if days.empty:
        return None
    after, within = days > span.end, span.holds(days)
    if within.any() or after.any():
        if after.sum() * 2 <= len(days):
            return None
        said = f"most dates of episodes and reviews lie after {long_date(collection.end)}, the end of the year"
    else:
        said = f"the newest date is of {days.max():%Y}, before the year that ends on {long_date(collection.end)}"
    named = ", ".join(dict.fromkeys(text.file for _, text in texts))
    return _fault("wrong_year", "stop", named, said, f"put the return of {collection.year} into this folder")


def _days(text: Text, dated: Sequence[str] = _DATED) -> "pd.Series[pd.Timestamp]":
    """Every day of a module that tells of its year."""
    places = [place for place, heading in enumerate(text.headings) if fold(heading).upper() in dated]
    columns = [text.cells.iloc[:, place] for place in places]
    read = [read_dates(column.astype("str"))[0].dropna() for column in columns]
    return pd.concat([pd.Series([], dtype="datetime64[s]"), *read])


def _with_distances(
    texts: Sequence[tuple[Table, Text]], collection: Collection
) -> tuple[list[tuple[Table, Text]], list[Fault]]:
    """The distances of all episodes, where the council gave the table of postcodes; else a warning without them."""
    episodes = [text for table, text in texts if table is EPISODES and len(text.cells) and _has_postcodes(text)]
    if not episodes:
        return [], []
    try:
        places = PlaceTable.of(collection)
    except InputError as error:
        return [], [
            _fault("postcodes_not_read", "warn", problem.where, problem.what, problem.todo, _FAR)
            for problem in error.problems
        ]
    if places is None:
        said = "there is no postcodes.csv, so nobody can tell how far from home children live"
        todo = "put postcodes.csv with postcode, easting, northing and area beside the folders of the years"
        return [], [_fault("no_postcodes", "warn", episodes[0].file, said, todo, _FAR)]
    made, faults = [], []
    for text in episodes:
        found, unknown = distances(text, places, collection.area)
        made.append((DISTANCES, found))
        if unknown:
            said = "postcodes are not in postcodes.csv, so these distances are not known"
            todo = "mend the postcodes, or bring postcodes.csv up to date"
            fault = _fault("postcode_not_known", "warn", text.file, said, todo, _FAR)
            faults.append(replace(fault, table=EPISODES.name, rows=len(unknown), first_row=min(unknown)))
    return made, faults


_FAR = ("cla_20miles_outside_pct",)


def _has_postcodes(text: Text) -> bool:
    folded = [fold(heading) for heading in text.headings]
    return all(folded.count(name) == 1 for name in ("child", "decom", "homepost", "plpost"))


def _fault(rule: str, severity: Severity, file: str, what: str, todo: str, touches: tuple[str, ...] = ()) -> Fault:
    return Fault(NAME, rule, severity, file, "", what, todo, touches=touches)
