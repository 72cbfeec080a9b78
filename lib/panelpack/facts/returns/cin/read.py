"""Reading a children in need census: by the names of elements without namespace or case.

The file must say that it is of the council and the year that are asked for. Elements may come in any order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from panelpack.facts.returns.cin.child_records import Collected
from panelpack.facts.returns.cin.schema import CIN_PLANS, CIN_PLANS_SINCE, TABLES
from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.csv_files import Text
from panelpack.facts.returns.dates import read_dates
from panelpack.facts.returns.faults import Fault, Severity
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.kinds import Reading
from panelpack.facts.returns.xml_elements import elements_of
from panelpack.facts.returns.xml_files import path_at_start

_NAME = "cin"
_MOST_DIGITS = 4
_EXPORT = "export the census for this council and year"


def recognises(source: Source) -> bool:
    """Whether a file is a census: a message in which children stand."""
    if source.form != "xml":
        return False
    names = [name.casefold() for name in path_at_start(source)]
    return names[:1] == ["message"] and "children" in names


def read(sources: Sequence[Source], collection: Collection) -> Reading:
    """The tables of a census as text. Several files are taken together where no child stands in two of them.

    Raises:
        InputError: a file is not well formed, or declares a document type.
    """
    texts, faults = [], []
    seen: set[str] = set()
    for source in sources:
        elements = elements_of(source)
        collected, headers = Collected(elements), elements.texts_within("header")
        faults += [*_faults_of_header(source, headers, collection), *_faults_of_children(source, collected)]
        identifiers = collected.identifiers()
        if seen & identifiers:
            what, todo = "two files hold the same children", "keep the newest export and take the other away"
            faults.append(_fault("two_files", "stop", source, what, todo))
        seen |= identifiers
        texts += [
            (table, Text(source.name, cells))
            for table in TABLES
            if len(cells := collected.cells(table)) or table is not CIN_PLANS or collection.year >= CIN_PLANS_SINCE
        ]
    return Reading(texts, faults)


def _faults_of_header(source: Source, headers: Sequence[dict[str, list[str]]], collection: Collection) -> list[Fault]:
    """Whether the file is of the collection: its council, its day of reference and its year must all be so."""
    named = {name: values for header in headers for name, values in header.items()}
    codes = [code for code in named.get("lea", []) if code]
    if not codes:
        return [_fault("no_council", "stop", source, "the header does not say whose the file is (LEA)", _EXPORT)]
    faults = []
    if any(code != collection.dfe_code for code in codes):
        # What is no number is not repeated: nobody knows what it is
        known = [code if code.isdigit() and len(code) <= _MOST_DIGITS else "without a number" for code in codes]
        whose = " and ".join(dict.fromkeys(known))
        wrong = f"the file is of council {whose}, the report of {collection.dfe_code}"
        faults.append(_fault("wrong_council", "stop", source, wrong, _EXPORT))
    kinds = {kind.upper() for kind in named.get("collection", []) if kind}
    if kinds - {"CIN"}:
        faults.append(_fault("wrong_collection", "stop", source, "the header names another collection", _EXPORT))
    return faults + _faults_of_year(source, named, collection)


def _faults_of_year(source: Source, named: dict[str, list[str]], collection: Collection) -> list[Fault]:
    """The year is taken from the day of reference, which must be 31 March, and never from the year alone."""
    years = [year for year in named.get("year", []) if year]
    days = [day.date() for day in read_dates(pd.Series(named.get("referencedate", []), dtype="str"))[0].dropna()]
    if not days:
        wrong = "the header has no day of reference (ReferenceDate), so its year is not known"
        return [_fault("no_reference_date", "stop", source, wrong, _EXPORT)]
    if any(day != date(day.year, 3, 31) for day in days):
        wrong = "the day of reference in the header is not 31 March"
        return [replace(_fault("not_31_march", "stop", source, wrong, _EXPORT), number="100")]
    if any(day != collection.end for day in days):
        wrong = f"the file is of the year ending 31 March {days[0].year}, the report of {collection.year}"
        return [_fault("wrong_year", "stop", source, wrong, _EXPORT)]
    if any(year != str(collection.year) for year in years):
        wrong = "the header names another year than its day of reference"
        return [_fault("two_years", "stop", source, wrong, _EXPORT)]
    return []


def _faults_of_children(source: Source, collected: Collected) -> Iterator[Fault]:
    if not collected.children:
        yield _fault("no_children", "stop", source, "the file holds no child", _EXPORT)
    for rule, found, what in (
        ("stray_text", collected.stray, "text stands outside of the elements and is passed over"),
        ("element_twice", collected.twice, "an element stands twice where one belongs; the first is read"),
    ):
        if found:
            todo = "mend the export, so that it follows the census's schema"
            yield _fault(rule, "warn", source, what, todo, rows=len(found), first_row=found[0])
    unknown = collected.unknown
    if unknown:
        plural = "s are" if len(unknown) > 1 else " is"
        what = f"{len(unknown)} element{plural} not known and passed over"
        yield _fault("unknown_elements", "warn", source, what, "nothing to do, unless a figure is missing")


def _fault(
    rule: str,
    severity: Severity,
    source: Source,
    what: str,
    todo: str,
    rows: int = 0,
    first_row: int | None = None,
) -> Fault:
    return Fault(_NAME, rule, severity, source.name, "", what, todo, rows=rows, first_row=first_row)
