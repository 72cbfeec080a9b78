"""A file of the Department as its catalogue knows it: columns and values that got other names, by their known ones.

A name is taken for another only where a renaming says so (`data/renamings.yaml`), the catalogue knows the other and not
this one, and the file has not both: two columns of which one is the other's successor are left as they are.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial

from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.renamings import Names, Renaming, Renamings, names_of
from panelpack.facts.known_file import NAME
from panelpack.facts.official_csv import EesTable


@dataclass(frozen=True)
class ReadAs:
    """A name of a file that was taken for another.

    Attributes:
        here: as the file has it.
        known: as the catalogue knows it.
        column: of which column it is a value, by its known name; empty of a column.
    """

    here: str
    known: str
    renaming: Renaming
    column: str = ""

    def __str__(self) -> str:
        what = f"{self.here!r} of the column {self.column!r}" if self.column else f"the column {self.here!r}"
        return f"{what} is read as {self.known!r}, since {self.renaming} (data/renamings.yaml)"


def known_columns(catalogue: Catalogue) -> dict[str, str]:
    """Every column of figures that a measure is read from, by its name in small letters."""
    return {name.casefold(): name for measure in catalogue.measures.values() for name in measure.source_columns}


def known_values(catalogue: Catalogue) -> dict[str, set[str]]:
    """The values by which measures tell their rows and files, by column of categories in small letters."""
    found: dict[str, set[str]] = {}
    for measure in catalogue.measures.values():
        for column, value in [*measure.source_where.items(), *measure.source_file.items()]:
            if column != NAME:
                found.setdefault(column.casefold(), set()).add(value)
    return found


def with_other_names(names: Collection[str], source: str, renamings: Renamings) -> set[str]:
    """Columns, in small letters, with all that they were or became called in a source's files."""
    others = {other.casefold() for name in names for other in names_of(renamings.columns(source, name))}
    return {*names, *others}


def as_known(
    table: EesTable, source: str, renamings: Renamings, catalogue: Catalogue, kept: Collection[str] = ()
) -> tuple[EesTable, tuple[ReadAs, ...]]:
    """A table with the names that the catalogue knows, and each name that was taken for another.

    Args:
        kept: values that stay as they are, since somebody chose them by the file's own name.
    """
    values = known_values(catalogue)
    here = [*table.indicators, *table.filters]
    known = {*known_columns(catalogue), *values}
    columns = {item.here: item for item in _taken(here, known, partial(renamings.columns, source), fold=True)}
    names = {name: columns[name].known for name in columns}
    filters = tuple(names.get(name, name) for name in table.filters)
    cells = table.cells.rename(columns={name: names[name] for name in table.filters if name in names})
    cells = cells.assign(indicator=cells["indicator"].replace(names))
    found = list(columns.values())
    for column in filters:
        known_here = values.get(column.casefold(), set())
        there = [str(value) for value in cells[column].unique() if str(value) not in kept]
        lead = partial(renamings.values, source, column)
        taken = [replace(item, column=column) for item in _taken(there, known_here, lead, fold=False)]
        if taken:
            cells = cells.assign(**{column: cells[column].replace({item.here: item.known for item in taken})})
            found += taken
    indicators = tuple(names.get(name, name) for name in table.indicators)
    return EesTable(table.path, filters, indicators, cells), tuple(found)


def _taken(here: Collection[str], known: Collection[str], lead: Callable[[str], Names], fold: bool) -> Iterator[ReadAs]:
    """The names that are not known and lead to one that is and is not there itself."""
    written = str.casefold if fold else str
    there = {written(name) for name in here}
    for name in here:
        if written(name) in known:
            continue
        for other, renaming in lead(name):
            if written(other) in known and written(other) not in there:
                there.add(written(other))
                yield ReadAs(name, other, renaming)
                break
