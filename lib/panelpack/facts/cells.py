"""Cells as they are seen: what nobody sees in a cell never makes it another one."""

import unicodedata

AS_THEY_ARE = ("value", "numerator", "denominator")
"""Columns of numbers, of which no sign is changed: a raised 2 is no 2."""


def as_seen(cell: str) -> str:
    """A cell of words without what cannot be seen: invisible letters, spaces of other kinds, signs of double width.

    >>> as_seen(" gender\\u00a0=\\u200b girls\\ufeff"), as_seen("gender\\uff1dgirls")
    ('gender = girls', 'gender=girls')
    """
    shown = "".join(letter for letter in cell if unicodedata.category(letter) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", shown).split())


def read_cell(column: str, cell: str) -> str:
    """A cell of a column: words as they are seen, a number as it is without the spaces around it."""
    return cell.strip() if column in AS_THEY_ARE else as_seen(cell)
