"""The files of SEN2 as tables of text: the XML, or the tables that COLLECT exports; and whose they say they are."""

from collections.abc import Iterator, Sequence

import pandas as pd

from panelpack.facts.returns.collection import Collection, census_day
from panelpack.facts.returns.csv_files import ROW, headings_of
from panelpack.facts.returns.dates import read_dates
from panelpack.facts.returns.faults import Fault, Severity
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Reading
from panelpack.facts.returns.sen2.levels import PARENTS, Levels, id_of, level_of, levels_of_csv
from panelpack.facts.returns.sen2.link import TABLE_OF, Linked, linked
from panelpack.facts.returns.sen2.xml_levels import levels_of_xml
from panelpack.facts.returns.xml_files import path_at_start

NAME = "sen2"
_EXPORT = "the tables of COLLECT"
_BROKEN_ID = r"\d(?:\.\d+)?[Ee]\+?\d+"
_AGAIN = "export the return anew"


def recognises(source: Source) -> bool:
    """Whether a file is SEN2: an XML of persons, or a table with the ids of COLLECT."""
    if source.form == "xml":
        names = {name.casefold() for name in path_at_start(source)}
        return "persons" in names and "children" not in names
    return source.form == "csv" and bool(level_of(headings_of(source)))


def read(sources: Sequence[Source], collection: Collection) -> Reading:
    """The text of SEN2's files.

    Raises:
        InputError: an XML is not well formed.
    """
    exported = [source for source in sources if source.form == "csv"]
    parts = [
        (source.name, levels_of_xml(source, f"{number}."))
        for number, source in enumerate(source for source in sources if source.form == "xml")
    ]
    if exported:
        parts.append((_EXPORT, levels_of_csv(exported)))
    faults: list[Fault] = []
    texts = []
    for name, levels in parts:
        faults += _of_headers(levels, name, collection)
        faults += _of_levels(levels)
        found = linked(levels, name)
        faults += _of_links(found, levels, name)
        texts += [(TABLE_OF[level], text) for level, several in found.texts.items() for text in several]
    return Reading(texts, faults)


def _fault(
    rule: str, severity: Severity, file: str, what: str, todo: str = _AGAIN, level: str = "", **more: int
) -> Fault:
    table = TABLE_OF[level].name if level in TABLE_OF else ""
    return Fault(NAME, rule, severity, file, table, what, todo, **more)  # type: ignore[arg-type]


def _of_headers(levels: Levels, name: str, collection: Collection) -> Iterator[Fault]:
    """What the headers say of whose return it is, and of which January."""
    if not levels.headers:
        said = "nothing says which council and year it is of"
        yield _fault("no_header", "warn", name, said, "look whether it is the right one, and add the table sen2")
    for file, header in levels.headers.items():
        council, year = (_digits(header.get(key, "")) for key in ("lea", "year"))
        kind = header.get("collection", "").strip().upper()
        if kind not in ("", "SEN2"):
            yield _fault("other_collection", "stop", file, "it is of another collection than SEN2", "take it away")
        if council != collection.dfe_code:
            said = f"it is of council {council or 'without a number'}, and this one is {collection.dfe_code}"
            yield _fault("wrong_council", "stop", file, said, "put the council's own return here")
        if year != str(collection.year):
            said = f"it is of {year or 'no year'}, and {collection.label} needs the return of January {collection.year}"
            yield _fault("wrong_year", "stop", file, said, "put it in the folder of its year")
        yield from _of_reference_date(header.get("referencedate", ""), file, collection)


def _of_reference_date(written: str, file: str, collection: Collection) -> Iterator[Fault]:
    day = read_dates(pd.Series([written], dtype="str"))[0].iloc[0]
    expected = census_day(collection.year)
    if pd.isna(day):
        yield _fault("no_reference_date", "warn", file, "it does not say of which day it is")
    elif (day.year, day.month) != (expected.year, 1):
        said = f"it counts at {day.day} {day:%B %Y}, not in January {expected.year}"
        yield _fault("wrong_reference_date", "stop", file, said, "put it in the folder of its year")
    elif day.date() != expected:
        said = f"it counts at {day.day} {day:%B %Y}; plans are counted at {expected.day} {expected:%B %Y}"
        yield _fault("other_reference_date", "warn", file, said, "look whether it is the return that was sent")


def _digits(written: str) -> str:
    """A number of few digits; empty for anything else, which no message is to repeat."""
    plain = written.strip().removesuffix(".0")
    return plain if plain.isdigit() and len(plain) <= _MOST_DIGITS else ""


_MOST_DIGITS = 4


def _of_levels(levels: Levels) -> Iterator[Fault]:
    """What is wrong with the files themselves."""
    for level, problem in levels.unread:
        yield _fault("cannot_be_read", "stop", problem.where, problem.what, problem.todo, level)
    for (level, file), rows in levels.uneven.items():
        said = "rows with more or fewer cells than headings are left out"
        yield _fault("uneven_rows", "drop", file, said, level=level, rows=len(rows), first_row=min(rows))
    for file, numbers in levels.stray.items():
        said = "text stands outside an element, and is passed over"
        yield _fault("stray_text", "warn", file, said, level="person", rows=len(numbers), first_row=numbers[0])
    for file, level in sorted(levels.misplaced):
        said = f"{level} stands where it does not belong, so that nothing says whose it is"
        yield _fault("misplaced", "stop", file, said, level=level)
    for level, table in levels.tables.items():
        keys = [key for key in (id_of(level), id_of(PARENTS[level])) if key in table]
        broken = table[keys].apply(lambda ids: ids.str.fullmatch(_BROKEN_ID)).any(axis=1)
        if broken.any():
            said = "a spreadsheet made numbers of the ids by which the tables are joined"
            first = table.loc[broken].iloc[0]
            more = {"rows": int(broken.sum()), "first_row": int(first[ROW])}
            yield Fault(NAME, "identifier_as_number", "stop", str(first.iloc[-1]), "", said, _AGAIN, **more)  # type: ignore[arg-type]


def _of_links(found: Linked, levels: Levels, name: str) -> Iterator[Fault]:
    """What is wrong with how the tables are joined."""
    for level in found.missing:
        parent = PARENTS[level]
        lost = f", or none of {TABLE_OF[parent].title.lower()} above it" if parent else ""
        said = f"there is no table of {TABLE_OF[level].title.lower()} with ids{lost}"
        yield _fault("level_missing", "stop", name, said, "export all tables of the return", level)
    for level, rows in found.orphans.items():
        said = "rows whose id is in no table above are left out, since nothing says whose they are"
        yield from _at_rows("without_parent", "drop", rows, said, level)
    for level, rows in found.repeated.items():
        if len(levels.files.get(level, [])) > 1:
            said = "two files give the same rows of one table"
            yield from _at_rows("two_files_for_one_table", "stop", rows, said, level, "keep the newest export alone")
        else:
            yield from _at_rows("row_twice", "drop", rows, "rows with the id of one before are left out", level)
    for level, rows in found.pointed.items():
        yield from _at_rows("number_with_point", "warn", rows, "numbers end in .0, which is left away", level)


def _at_rows(
    rule: str, severity: Severity, rows: pd.DataFrame, what: str, level: str, todo: str = _AGAIN
) -> Iterator[Fault]:
    first = rows.iloc[0]
    yield _fault(rule, severity, str(first.iloc[0]), what, todo, level, rows=len(rows), first_row=int(first[ROW]))
