"""Whether a file of the Department is the one that a measure comes from, by its name and its columns of categories.

Two files may have a column of one name: plans open by length, and plans that ended by length. A file is another one
where its name or a category says more than the known one does, or where it has a category more.
"""

import re
from collections.abc import Iterator, Mapping

from panelpack.catalogue.measures import Measure
from panelpack.facts.official_csv import EesTable

NAME = "name"
"""The key of a measure's `source_file` under which the name of the file stands; the others are columns."""

_LITTLE = {
    "the",
    "of",
    "and",
    "by",
    "in",
    "at",
    "to",
    "a",
    "an",
    "for",
    "all",
    "total",
    "final",
    "data",
    "csv",
    "download",
}


def other_file(table: EesTable, measure: Measure, where: Mapping[str, str]) -> Iterator[str]:
    """What tells that a file is not the one of a measure, each in words; nothing where it may well be.

    Args:
        where: the value that was chosen of a column, which needs no other proof.
    """
    known = {column.casefold(): value for column, value in measure.source_file.items()}
    if not known:
        return
    name = known.pop(NAME, "")
    more = _words(table.path.stem) - _words(name)
    if more and _words(table.path.stem) & _words(name):
        yield f"the file is called {table.path.name}, and {measure.id} comes from {name}"
    chosen = {column.casefold() for column in where}
    for column in table.filters:
        values = [str(value) for value in table.cells[column].unique()]
        if column.casefold() in chosen or not any(_words(value) for value in values):
            continue
        if column.casefold() not in known:
            yield f"the file has a column {column!r}, which the file of {measure.id} has not"
        else:
            yield from _other_values(column, values, known[column.casefold()], measure)


def _other_values(column: str, values: list[str], known: str, measure: Measure) -> Iterator[str]:
    other = [value for value in values if _words(value) - _words(known)]
    if other:
        yield f"the column {column!r} holds {other[0]!r}, and {measure.id} is of {known!r}"


def _words(text: str) -> set[str]:
    """The words that say what something is: without years, single letters and little words."""
    found = re.findall(r"[a-z]+[0-9]*|[0-9]+", text.casefold())
    return {word for word in found if len(word) > 1 and not word.isdigit() and word not in _LITTLE}
