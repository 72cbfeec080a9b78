"""What is wrong with the file that describes the CSV files of a page: it must say what their tables are and no more."""

import re
from collections.abc import Iterator
from csv import reader
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.gate.page_tables import headers_of, note_beneath, table_csv
from panelpack.page.html_tree import Node, Tree, attribute, words_of
from panelpack.page.words import slug

_NO_FIGURE = {"", "no figure", "not shown"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Column(_Model):
    titles: str
    name: str
    datatype: Literal["number", "string"]
    null: list[str] = []


class _Schema(_Model):
    columns: list[_Column]


class _Table(_Model):
    url: str
    title: str = Field(alias="dc:title")
    language: Literal["en-GB"] = Field(alias="dc:language")
    description: str = Field(default="", alias="dc:description")
    source: list[str] = Field(default=[], alias="dc:source")
    tableSchema: _Schema  # noqa: N815 the standard's own name


class _Metadata(_Model):
    context: tuple[Literal["http://www.w3.org/ns/csvw"], dict[Literal["@language"], Literal["en-GB"]]] = Field(
        alias="@context"
    )
    tables: list[_Table]


def metadata_findings(text: str, page: Tree | None, sources: set[str]) -> Iterator[str]:
    """Every finding in the description of a page's CSV files.

    Args:
        page: the page whose CSV files stand beside it; None where there is none.
        sources: the titles of all sources.
    """
    try:
        told = _Metadata.model_validate_json(text)
    except ValidationError:
        yield "a description of CSV files that is not one"
        return
    tables = dict(_linked(page)) if page is not None else {}
    if [item.url for item in told.tables] != list(tables):
        yield "it describes other files than the page links to"
        return
    for item in told.tables:
        table = tables[item.url]
        if item.title != words_of(table.css_first("caption")) or item.description != note_beneath(table):
            yield "a title or a note that is not that of the table"
        if not set(item.source) <= sources:
            yield "a source that there is not"
        yield from _columns(item.tableSchema.columns, table)


def _linked(page: Tree) -> Iterator[tuple[str, Node]]:
    """The table of each CSV file, by the file's name."""
    table: Node | None = None
    for node in page.elements():
        if node.tag == "table":
            table = node
        elif node.tag == "a" and "download" in node.attributes and table is not None:
            yield attribute(node, "href").rpartition("/")[2], table


def _columns(columns: list[_Column], table: Node) -> Iterator[str]:
    if [column.titles for column in columns] != headers_of(table):
        yield "columns that are not those of the table"
        return
    rows = list(reader(table_csv(table).splitlines()))[1:]
    for place, column in enumerate(columns):
        named = slug(column.titles).replace("-", "_") or "column"
        if column.name not in (named, f"{named}_{place + 1}"):
            yield "a name that is not that of its column"
        rest = [row[place] for row in rows if row[place] not in column.null]
        if column.datatype == "number" and not all(map(_NUMBER.fullmatch, rest)):
            yield "a column said to hold numbers that holds something else"
        if not set(column.null) <= STATUS_WORDS.keys() | _NO_FIGURE:
            yield "words said to stand for no figure that do not"
