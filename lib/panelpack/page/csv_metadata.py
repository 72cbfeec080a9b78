"""What a machine needs to read the CSV files of a page: "CSV on the Web" metadata, one file a folder."""

import json
from collections.abc import Sequence
from typing import Any

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.page.table_csv import FOLDER
from panelpack.page.table_values import TableValues
from panelpack.page.words import slug

NAME = "csv-metadata.json"
"""The name under which the standard looks for it, beside the files."""

_NO_FIGURE = {"", "no figure", "not shown"}
"""Words of cells that stand for no figure."""

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]


def metadata_path(report: str) -> str:
    """Where the metadata of a page's CSV files stands in the pack."""
    return f"{FOLDER}/{report}/{NAME}"


def metadata_of(tables: Sequence[TableValues]) -> str:
    """The metadata of a page's CSV files: captions, columns with their kinds and symbols, notes and sources."""
    described = {"@context": _CONTEXT, "tables": [_table(table) for table in tables]}
    return f"{json.dumps(described, indent=1, ensure_ascii=False)}\n"


def _table(table: TableValues) -> dict[str, Any]:
    columns = [_column(table, place) for place in range(len(table.headers))]
    told: dict[str, Any] = {
        "url": table.path.rpartition("/")[2],
        "dc:title": table.caption,
        "dc:language": "en-GB",
    }
    told |= {"dc:description": table.note} if table.note else {}
    told |= {"dc:source": list(table.sources)} if table.sources else {}
    return told | {"tableSchema": {"columns": columns}}


def _column(table: TableValues, place: int) -> dict[str, Any]:
    """A column of numbers where all that is no number is a symbol or stands for no figure; else one of words."""
    cells = [row[place] for row in table.rows]
    words = {cell for cell in cells if isinstance(cell, str)}
    told: dict[str, Any] = {"titles": table.headers[place], "name": _name(table.headers, place)}
    if len(words) < len(cells) and words <= STATUS_WORDS.keys() | _NO_FIGURE:
        return told | {"datatype": "number", "null": ["", *sorted(words - {""})]}
    return told | {"datatype": "string"}


def _name(headers: Sequence[str], place: int) -> str:
    """A column's name for programs: its header in small letters, numbered where another is called so.

    >>> [_name(["This year", "%", "This year"], place) for place in range(3)]
    ['this_year', 'column_2', 'this_year_3']
    """
    names = [slug(header).replace("-", "_") for header in headers]
    name = names[place] or "column"
    return f"{name}_{place + 1}" if name in names[:place] or not names[place] else name
