"""A piece written as HTML, with marks: where a paragraph ends, a table, a heading.

A page puts links and explanations at the marks, so it never has to look for these places in the HTML.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

SAID, TABLE, HEADING, TITLE, OPENED = "said", "table", "heading", "title", "opened"
TERM, TERM_END, ENTRY, ENTRY_END = "term", "term end", "entry", "entry end"


@dataclass(frozen=True)
class Mark:
    """A place in the HTML of a piece: after a paragraph (`said`), a `table`, a `heading`, the `title`, an opening.

    A `term` begins and ends where words may lead to their definition, whose `entry` may stand elsewhere. The
    mark of an entry lies within the start of its element, that of its end where a way to close it may stand.

    Attributes:
        at: where it stands, in letters of the HTML.
        words: the words of the paragraph or heading, the caption of the table.
        more: the CSV of a table, the id of a heading, of a definition.
        level: of a heading.
        table: the values of the table, as `table_values` gives them.
    """

    at: int
    kind: str
    words: str = ""
    more: str = ""
    level: int = 0
    table: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Written:
    """A piece as HTML, with its marks in their order."""

    html: str
    marks: tuple[Mark, ...] = ()

    def filled(self, put: Callable[[Mark], str]) -> str:
        """The HTML with what is put at each mark."""
        parts, start = [], 0
        for mark in self.marks:
            parts += [self.html[start : mark.at], put(mark)]
            start = mark.at
        return "".join([*parts, self.html[start:]])

    def before(self, at: int) -> "Written":
        """What stands before a place, with its marks."""
        return Written(self.html[:at], tuple(mark for mark in self.marks if mark.at <= at))

    def after(self, at: int) -> "Written":
        """The rest from a place, with its marks."""
        marks = (replace(mark, at=mark.at - at) for mark in self.marks if mark.at > at)
        return Written(self.html[at:], tuple(marks))

    def to_json(self) -> list[dict[str, Any]]:
        """The marks, as a notebook keeps them beside the HTML."""
        return [asdict(mark) for mark in self.marks]

    @classmethod
    def of(cls, html: str, marks: Sequence[Mapping[str, Any]]) -> "Written":
        """HTML and marks as a notebook kept them."""
        return cls(html, tuple(Mark(**mark) for mark in marks))


def joined_html(pieces: Sequence[Written], between: str = "\n") -> Written:
    """Written pieces as one."""
    html, marks = "", []
    for place, piece in enumerate(pieces):
        html += between if place else ""
        marks += [replace(mark, at=len(html) + mark.at) for mark in piece.marks]
        html += piece.html
    return Written(html, tuple(marks))
