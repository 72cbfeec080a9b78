"""Small Annex A workbooks, made by hand, and records for one rule or one count."""

import io
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import pandas as pd
from openpyxl import Workbook

from panelpack.facts.returns.annex_a.schema import TABLES
from panelpack.facts.returns.annex_a.the_return import ANNEX_A
from panelpack.facts.returns.collection import Collection
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.reading import read_return
from panelpack.facts.returns.tables import DTYPES, Records
from panelpack.facts.returns.typed import Numbering

COLLECTION = Collection("sampleshire", "802", "E06000024", "2022-23")

HEADINGS: Mapping[int, Sequence[str]] = {
    1: ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Date of Contact")
    + ("Contact Source",),
    8: ("Child Unique ID", "Gender", "Date of Birth", "Date Started to be Looked After", "Child's Legal Status")
    + ("Date of Last Health Assessment", "Date Ceased to be Looked After", "Date of Initial Health Assessment")
    + ("Allocated Worker",),
    10: ("Child Unique ID", "Family identifier", "Date of Birth", "Date the Child Entered Care")
    + ("Date of Decision that Child Should be Placed for Adoption", "Date of Placement Order")
    + ("Date of Matching Child and Prospective Adopters", "Date Placed for Adoption", "Date of Adoption Order ")
    + ("Date of Decision that Child Should No Longer be Placed for Adoption",)
    + ("Date the child was placed for fostering in FFA or concurrent planning placement",),
    11: ("Individual adopter identifier", "Family identifier", "Date enquiry received", "Date Stage 1 started")
    + ("Date Stage 1 ended", "Date Stage 2 started", "Date Stage 2 ended", "Date application submitted")
    + ("Date application approved", "Date adopter matched with child(ren)")
    + ("Date child/children placed with adopter(s)", "No. of children placed", "Date of Adoption Order")
    + ("Date of leaving adoption process",),
}
"""The headings of the lists from which something is counted, as Ofsted's template spells them."""


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], name: str = "lists.xlsx") -> Source:
    """A workbook in memory of sheets with their titles and rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    content = stream.getvalue()
    return Source(name, len(content), lambda: io.BytesIO(content))


def read(
    *sources: Source, collection: Collection = COLLECTION, numbering: Numbering | None = None
) -> tuple[Records, list[Fault]]:
    """The records and the quality list of workbooks; what identifies persons is let go of."""
    return read_return(ANNEX_A, sources, collection, numbering or Numbering(), lambda values: list(values))


def records(**tables: Sequence[dict[str, Any]]) -> Records:
    """Records of only what a test is about: each row says its own columns, the others are empty."""
    by_name = {table.name: table for table in TABLES}
    made = {}
    for name, rows in tables.items():
        columns = {}
        for column in by_name[name].columns:
            empty: Any = {"child": 0, "text": "", "code": "", "number": None}.get(column.kind, pd.NA)
            values = [row.get(column.name, empty) for row in rows]
            if column.kind == "date":
                values = pd.to_datetime(pd.Series([None if value is pd.NA else value for value in values]))
            columns[column.name] = pd.Series(values, dtype=DTYPES[column.kind])
        numbers = count(2)
        made[name] = pd.DataFrame(columns).assign(row=[next(numbers) for _ in rows], file=0)
    return Records(COLLECTION, made, ("lists.xlsx, sheet List 1",))
