"""What the Department renamed in its files: columns, values of columns, and words within values. Data, and dated.

A file of before and one of after are read alike: a name leads to all that it was or became, in either direction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from panelpack.project.yaml_files import load

Names = list[tuple[str, "Renaming"]]
"""Other names of one thing, the nearest first, each with the renaming that leads to it."""


class Renaming(BaseModel):
    """One renaming.

    Attributes:
        source: of whose files.
        what: a column, a whole value of the column `of`, or words within the values of every column.
        was, now: the name before and after.
        since: the day or month of the first release with the new name.
        seen: the file, or where else it was seen.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    source: str
    what: Literal["column", "value", "words"]
    of: str = ""
    was: str
    now: str
    since: str = Field(pattern=r"^\d{4}(-\d{2}){0,2}$")
    seen: str = ""

    def __str__(self) -> str:
        return f"{self.was!r} became {self.now!r} in {self.since}"


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    renamings: tuple[Renaming, ...] = ()


@dataclass(frozen=True)
class Renamings:
    """Every renaming that is known."""

    all: tuple[Renaming, ...] = ()

    def columns(self, source: str, name: str) -> Names:
        """What else a column of a source's files was or became called.

        >>> later = Renaming(source="a", what="column", was="Referrals", now="referral_count", since="2025-10")
        >>> [other for other, _ in Renamings((later,)).columns("a", "Referral_Count")]
        ['Referrals']
        """
        found = self._spread(name, lambda at: self._of_columns(source, at))
        return [(other, item) for other, item in found if other.casefold() != name.casefold()]

    def values(self, source: str, column: str, value: str) -> Names:
        """What else a value of a column was or became called.

        >>> words = Renaming(source="a", what="words", was="at 31 March", now="on 31 March", since="2026-04")
        >>> [other for other, _ in Renamings((words,)).values("a", "group", "In care on 31 March")]
        ['In care at 31 March']
        """
        return self._spread(value, lambda at: self._of_values(source, column, at))

    def _of_columns(self, source: str, name: str) -> Names:
        known = [item for item in self.all if item.what == "column" and item.source == source]
        return [
            (other, item)
            for item in known
            for here, other in ((item.now, item.was), (item.was, item.now))
            if here.casefold() == name.casefold()
        ]

    def _of_values(self, source: str, column: str, value: str) -> Names:
        found: Names = []
        for item in self.all:
            if item.source != source or item.what == "column":
                continue
            for here, other in ((item.now, item.was), (item.was, item.now)):
                if item.what == "words" and here in value:
                    found.append((value.replace(here, other), item))
                elif item.what == "value" and here == value and item.of.casefold() == column.casefold():
                    found.append((other, item))
        return found

    @staticmethod
    def _spread(name: str, step: Callable[[str], Names]) -> Names:
        """All names that steps lead to from one; the renaming is that of the last step."""
        found: dict[str, Renaming] = {}
        ahead = [name]
        for at in ahead:
            for other, item in step(at):
                if other != name and other not in found:
                    found[other] = item
                    ahead.append(other)
        return list(found.items())


NONE_KNOWN = Renamings()
"""No renaming."""


def read_renamings(path: Path) -> Renamings:
    """Read `data/renamings.yaml`; no renaming is known where it is not there.

    Raises:
        InputError: a key is unknown or missing.
    """
    return Renamings(load(path, _Listed).renamings) if path.exists() else NONE_KNOWN


def names_of(found: Iterable[tuple[str, Renaming]]) -> list[str]:
    """The names alone."""
    return [name for name, _ in found]
