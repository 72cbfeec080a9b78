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
    """

    severity: str
    what: str
    where: str = ""
    source: str = ""
    year: str = ""
    measures: str = ""

    def bears_on(self, year: str, measures: Collection[str]) -> bool:
        """Whether it is about a year and one of some measures.

        >>> Note("warn", "A row is left out.", year="2022-23", measures="cla_march cla_started").bears_on(
        ...     "2022-23", {"cla_march"}
        ... )
        True
        """
        return self.year in ("", year) and (not self.measures or not set(measures).isdisjoint(self.measures.split()))
