"""The XML of the SSDA903 return, taken apart into the same modules as its CSV, child by child."""

from collections.abc import Iterator

import pandas as pd
from lxml import etree

from panelpack.facts.returns.csv_files import ROW, Text
from panelpack.facts.returns.files import Source
from panelpack.facts.returns.schema import Table
from panelpack.facts.returns.ssda903 import schema
from panelpack.facts.returns.xml_files import children, local_name, path_at_start, records, said

_ROOT = "EXPSSDA903"

_INSIDE = {
    "EPISODE": schema.EPISODES,
    "AREVIEW": schema.REVIEWS,
    "AMISSING": schema.MISSING,
    "OC2": schema.OC2,
    "AD_PLACED": schema.PLACED_ADOPTION,
    "PERMANENCE": schema.PREV_PERM,
}
"""The elements that hold a row of a module each."""

_IN_HEADER = (
    (schema.OC3, ("IN_TOUCH", "ACTIV", "ACCOM")),
    (schema.AD1, ("DATE_INT", "DATE_MATCH", "FOSTER_CARE")),
)
"""Modules whose cells stand among those of the header: a child has a row of them where one of the cells is filled."""

_ALWAYS = (
    schema.EPISODES,
    schema.REVIEWS,
    schema.UASC,
    schema.OC2,
    schema.OC3,
    schema.AD1,
    schema.PLACED_ADOPTION,
    schema.PREV_PERM,
    schema.MISSING,
)
"""Modules that every export would hold, so that one of which no child has a row is empty and not absent."""

_NO = ("", "0", "FALSE", "N", "NO")

Row = dict[str, str]


def is_export(source: Source) -> bool:
    """Whether an XML is the export of the return."""
    path = [name.upper() for name in path_at_start(source)]
    return path[:1] == [_ROOT] or {"CHILDID", "EPISODE"} <= set(path)


def read_export(source: Source) -> list[tuple[Table, Text]]:
    """The modules of an export, some of which may have no row. `row` is the number of the child.

    Raises:
        InputError: the file is not well formed, or declares a document type.
    """
    rows: dict[str, list[Row]] = {table.name: [] for table in schema.TABLES}
    numbers: dict[str, list[int]] = {table.name: [] for table in schema.TABLES}
    for number, child in enumerate(records(source, ["CHILD"]), start=1):
        for table, cells in _rows_of(child):
            rows[table.name].append(cells)
            numbers[table.name].append(number)
    made = [
        (table, rows[table.name], numbers[table.name])
        for table in schema.TABLES
        if rows[table.name] or table in _ALWAYS
    ]
    return [(table, Text(source.name, _frame(table, cells).assign(**{ROW: of}))) for table, cells, of in made]


def _frame(table: Table, rows: list[Row]) -> pd.DataFrame:
    """Rows as cells of text, every heading of the module there."""
    headings = [*(column.spelt[0] for column in table.columns), *table.left_out, *table.persons]
    return pd.DataFrame({heading: [row.get(heading, "") for row in rows] for heading in headings}, dtype="str")


def _rows_of(child: etree._Element) -> Iterator[tuple[Table, Row]]:
    """Every row of every module that a child's record holds."""
    header: Row = {}
    inside: list[tuple[Table, Row]] = []
    for element in _elements(child):
        name = local_name(element).upper()
        if name in _INSIDE:
            inside.append((_INSIDE[name], _cells(element)))
        else:
            header[_NAMES.get(name, name)] = said(element)
    known = {name: header.get(name, "") for name in ("CHILD", "DOB")}
    yield schema.HEADER, header
    for table, cells in inside:
        if any(cells.values()):
            yield table, {**known, **cells}
    if header.get("UASC", "").upper() not in _NO or header.get("DUC", ""):
        yield schema.UASC, {**known, "DUC": header.get("DUC", "")}
    for table, names in _IN_HEADER:
        if any(header.get(name, "") for name in names):
            yield table, {**known, **{name: header.get(name, "") for name in names}}


_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}


def _elements(child: etree._Element) -> Iterator[etree._Element]:
    """The elements of a child and of its header: cells, and the rows of modules."""
    for element in children(child):
        if local_name(element).upper() == "HEADER":
            yield from children(element)
        else:
            yield element


def _cells(element: etree._Element) -> Row:
    return {_NAMES.get(name, name): said(cell) for cell in children(element) for name in [local_name(cell).upper()]}
