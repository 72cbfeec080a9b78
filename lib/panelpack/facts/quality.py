"""Notes on the data: what was dropped or is doubtful, and how much of it."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """Something about the data that a reader should know.

    Attributes:
        severity: `warn` stands on the page, `look` is for the person who signs off, `stop` prevents a release.
        source: the title of the source that it is about; empty for all.
        year: the reporting year that it is about; empty for all.
        measures: ids of the measures that it bears on, joined by spaces; empty for all of its source.
        todo: how whoever keeps the data mends it, in few words; empty where there is nothing to mend.
    """

    severity: str
    what: str
    where: str = ""
    source: str = ""
    year: str = ""
    measures: str = ""
    todo: str = ""

    @property
    def said(self) -> str:
        """The note in a line: what was found, where, and how it is mended.

        >>> Note("warn", "SSDA903: a date is missing. The rows are left out.", todo="enter the date").said
        'SSDA903: a date is missing. The rows are left out. To mend: enter the date.'
        """
        where = f" ({self.where})" if self.where else ""
        return f"{self.what}{where}{f' To mend: {self.todo}.' if self.todo else ''}"

    def bears_on(self, year: str, measures: Collection[str]) -> bool:
        """Whether it is about a year and one of some measures.

        >>> Note("warn", "A row is left out.", year="2022-23", measures="cla_march cla_started").bears_on(
        ...     "2022-23", {"cla_march"}
        ... )
        True
        """
        return self.year in ("", year) and (not self.measures or not set(measures).isdisjoint(self.measures.split()))
