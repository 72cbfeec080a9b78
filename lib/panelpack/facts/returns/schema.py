"""The words in which a return is described: its tables, their columns, and code sets with the years they hold for.

A table is known by its columns, never by the name of its file. The names are the field's own, in snake case;
`Column.spelt` is how the return writes them, matched without regard to case, spaces and signs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["child", "date", "code", "number", "flag", "text"]
"""What a column holds. `child` is an identifier, which is a number of its own from the moment it is read."""

Keeps = Literal["identifier", "birth_date", "full_name"]
"""What of a column goes to the private store, as a keyed hash, before it is dropped."""


@dataclass(frozen=True)
class Code:
    """One code of a set.

    Attributes:
        label: what it stands for.
        first, last: the first and last year of the return that knows it (of a year 2024-25: 2025); None for always.
    """

    label: str
    first: int | None = None
    last: int | None = None

    def holds_in(self, year: int) -> bool:
        """Whether the return of a year knows the code."""
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)


Codes = Mapping[str, Code]
"""A set of codes, as the return writes them in capitals."""

NOT_KNOWN = "not known"
"""What stands in place of a code that the year's return does not know: it stays in every denominator."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        spelt: how the return writes it, all the ways that are known.
        codes: for a code, the set.
        needed: whether nothing can be counted from the table without it.
        keeps: what the private store gets of it; None for nothing.
    """

    name: str
    kind: Kind
    spelt: tuple[str, ...]
    codes: Codes = field(default_factory=dict)
    needed: bool = False
    keeps: Keeps | None = None


@dataclass(frozen=True)
class Table:
    """A table of a return.

    Attributes:
        title: how messages name it.
        columns: those that are read.
        key: what makes a row of it the same row in the return of another year.
        known_by: headings, as spelt, that a file must all have to be this table.
        left_out: headings that are known and dropped on read: names, postcodes and what no measure needs.
        persons: of those, which the private store gets hashes of.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    known_by: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    persons: Mapping[str, Keeps] = field(default_factory=dict)

    def column(self, name: str) -> Column:
        """A column by its name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> list[str]:
        """The names of its columns, in order."""
        return [column.name for column in self.columns]


def fold(heading: str) -> str:
    """A heading without case, spaces and signs, by which headings are matched.

    >>> fold("Request(s) Record ID"), fold("\\ufeffCHILD ")
    ('requestsrecordid', 'child')
    """
    return "".join(letter for letter in heading.casefold() if letter.isalnum())
