"""Notes on the data: what was dropped or is doubtful, and how much of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """Something about the data that a reader should know.

    Attributes:
        severity: `warn` stands on the page, `look` is for the person who signs off, `stop` prevents a release.
    """

    severity: str
    what: str
    where: str = ""
    source: str = ""
