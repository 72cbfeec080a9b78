"""Pieces of a page as values: what stands on it, in words and figures. They know nothing of HTML.

A piece is written as HTML, SVG, PNG or CSV last, by the forms of `page.forms`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from panelpack.comparisons.frames import figures_frame
from panelpack.disclosure.figure import Figure
from panelpack.page import forms
from panelpack.page.parts import Words
from panelpack.page.why import Why, why


@dataclass(frozen=True, repr=False)
class Piece:
    """One thing that a page shows.

    Attributes:
        rule: how it was made, in a sentence; empty where it only says what its figures say.
    """

    rule: str = field(default="", kw_only=True, repr=False)

    @property
    def words(self) -> Iterator[Words]:
        """All its words, in order."""
        return iter(())

    @property
    def inside(self) -> tuple["Piece", ...]:
        """The pieces that it is made of; none where it is a single one."""
        return ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that it shows, in order, also those with a status in place of their value."""
        own = (figure for words in self.words for figure in words.figures)
        return (*own, *(figure for piece in self.inside for figure in piece.figures))

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Its figures as a tidy DataFrame, a row each, with their ids: see `comparisons.frames.figures_frame`."""
        return figures_frame(self.figures)

    @property
    def why(self) -> Why:
        """How it was made, what its measures mean, and where its figures come from."""
        return why([self.rule, *(piece.rule for piece in every(self))], self.figures)

    @property
    def plain(self) -> str:
        """What it says, as plain text."""
        return "\n".join([*(words.plain for words in self.words), *(piece.plain for piece in self.inside)])

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.plain.partition(chr(10))[0]}>"

    def __bool__(self) -> bool:
        """Whether it shows anything."""
        return any(self.words) or any(self.inside)

    def save(self, path: str | Path) -> Path:
        """Write it to a file, in the form that the name's end asks for: .html, .csv, and a chart as .svg or .png.

        Raises:
            InputError: there is no such form, or this kind of piece has none.
        """
        return forms.save(self, Path(path))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return forms.bundle(self)

    def _ipython_display_(self) -> None:
        """Show it, unless the cell that runs has shown it already."""
        forms.show(self)


def every(piece: Piece) -> Iterator[Piece]:
    """All pieces within a piece, at any depth."""
    for one in piece.inside:
        yield one
        yield from every(one)


@dataclass(frozen=True, repr=False)
class Sentence(Piece):
    """A paragraph.

    Attributes:
        kind: `summary` for what stands at the top of a page; plain when empty.
    """

    said: Words
    kind: str = ""

    @property
    def words(self) -> Iterator[Words]:
        """The paragraph."""
        yield self.said


@dataclass(frozen=True, repr=False)
class Note(Sentence):
    """A paragraph beside the matter.

    Attributes:
        kind: `note`, `missing` (what was not supplied), `caveat`, `standing` (such as that it is a draft), `byline`.
    """

    kind: str = "note"


@dataclass(frozen=True, repr=False)
class Heading(Piece):
    """A heading of a level from 2; with an id where links lead to it."""

    said: Words
    level: int = 2
    id: str = ""

    @property
    def words(self) -> Iterator[Words]:
        """The heading."""
        yield self.said


@dataclass(frozen=True, repr=False)
class Listing(Piece):
    """A list of lines.

    Attributes:
        kind: `enquiries` or `links`, which look otherwise than a plain list.
    """

    lines: tuple[Words, ...]
    kind: str = ""
    is_ordered: bool = False

    @property
    def words(self) -> Iterator[Words]:
        """The lines."""
        yield from self.lines


@dataclass(frozen=True)
class Tile:
    """A figure to see first: its label, itself, and lines about it."""

    label: Words
    figure: Words
    lines: tuple[Words, ...]


@dataclass(frozen=True, repr=False)
class Tiles(Piece):
    """Figures to see first, side by side."""

    tiles: tuple[Tile, ...]

    @property
    def words(self) -> Iterator[Words]:
        """Label, figure and lines of each."""
        for tile in self.tiles:
            yield from (tile.label, tile.figure, *tile.lines)


@dataclass(frozen=True)
class Definition:
    """A term and its meaning; with an id where links lead to it."""

    term: Words
    meaning: Words
    id: str = ""


@dataclass(frozen=True, repr=False)
class Definitions(Piece):
    """Terms and their meanings.

    Attributes:
        opens_where_asked: whether each shows only where a reader asks for it, at the term itself.
    """

    entries: tuple[Definition, ...]
    opens_where_asked: bool = False

    @property
    def words(self) -> Iterator[Words]:
        """Terms and meanings."""
        for entry in self.entries:
            yield from (entry.term, entry.meaning)


@dataclass(frozen=True, repr=False)
class Prose(Piece):
    """A block that a person wrote: `paragraph`, `bullets`, `numbers`, `item` or `quotation`, with words and blocks."""

    kind: str
    parts: "tuple[Words | Prose, ...]"

    @property
    def words(self) -> Iterator[Words]:
        """Its words, those of the blocks within it too."""
        for part in self.parts:
            yield from part.words if isinstance(part, Prose) else (part,)


@dataclass(frozen=True, repr=False)
class Group(Piece):
    """Pieces one after the other."""

    pieces: tuple[Piece, ...] = ()

    @property
    def inside(self) -> tuple[Piece, ...]:
        """The pieces."""
        return self.pieces


@dataclass(frozen=True, repr=False)
class Aside(Group):
    """Pieces set apart under a name, such as officers' commentary."""

    label: str = ""


@dataclass(frozen=True, repr=False)
class Opening(Group):
    """The title of a page, with lines beneath."""

    title: str = ""


@dataclass(frozen=True, repr=False)
class FirstScreen(Group):
    """What a reader sees first of a report, above its contents."""


@dataclass(frozen=True, repr=False)
class Fold(Group):
    """Detail that opens where it is asked for, under a line that says what it is.

    Attributes:
        title: that line.
        on_paper: whether paper shows it, open; else it leaves it out.
    """

    title: str = ""
    on_paper: bool = False


EMPTY = Group()


def together(*pieces: Piece) -> Piece:
    """Pieces as one: those that show something; the one alone where there is one."""
    shown = tuple(piece for piece in pieces if piece)
    return shown[0] if len(shown) == 1 else Group(shown)
