"""What stands among the words of a page: figures, symbols, days, links and marks, as values without HTML."""

from collections.abc import Iterator
from dataclasses import dataclass

from panelpack.catalogue.statuses import STATUS_WORDS
from panelpack.disclosure.figure import Figure


@dataclass(frozen=True)
class Number:
    """A figure that has a value, and the words that say it."""

    figure: Figure
    plain: str


@dataclass(frozen=True)
class Own:
    """A number that an analyst worked out herself: no published figure.

    Attributes:
        counts_no_people: whether she said that it counts no people, so that a small one hides nobody.
    """

    value: float
    plain: str
    by: str
    counts_no_people: bool = False


@dataclass(frozen=True)
class Symbol:
    """The symbol of a status, in place of a value."""

    figure: Figure

    @property
    def plain(self) -> str:
        """The symbol alone."""
        return self.figure.status

    @property
    def meaning(self) -> str:
        """The symbol in words."""
        return STATUS_WORDS[self.figure.status]


@dataclass(frozen=True)
class Absent:
    """What stands where there is nothing: "no figure", "no date given"."""

    plain: str


@dataclass(frozen=True)
class Moment:
    """A day, month or period: its words, and the day as a machine reads it."""

    plain: str
    iso: str


@dataclass(frozen=True)
class Code:
    """A path or command of the project."""

    plain: str


@dataclass(frozen=True)
class Defined:
    """Words that lead to the definition of a measure."""

    plain: str
    measure: str


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: to an id of the page, with `#` before it, or to a page of the pack."""

    words: "Words"
    to: str

    @property
    def plain(self) -> str:
        """Its words."""
        return self.words.plain


@dataclass(frozen=True)
class Span:
    """Words of a kind: `strong`, `emphasis`, `quiet`, or a tone (`better`, `worse`, `green`, `amber`, `red`).

    A tone has a `shape` before it, for eyes that do not tell the colours apart; it is not read out.
    """

    words: "Words"
    kind: str
    shape: str = ""

    @property
    def plain(self) -> str:
        """Its words, without the shape."""
        return self.words.plain


@dataclass(frozen=True)
class TrendLine:
    """The small line of a figure's years, oldest first: for the eye alone, so without words."""

    figure: Figure
    figures: tuple[Figure | None, ...]
    plain: str = ""


@dataclass(frozen=True)
class EnglandRange:
    """A figure on the range of England's councils: for the eye alone, so without words.

    Attributes:
        lower, upper: the quartiles of England's councils.
        england: England's own figure, or the median of its councils where there is none.
        neighbours: the middle of the statistical neighbours, where any is known.
        quarter: in which part of England's councils it lies, see `comparisons.england.quarter`.
    """

    figure: Figure
    lower: Figure
    upper: Figure
    england: Figure
    neighbours: Figure | None
    quarter: str
    plain: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that has a mark."""
        marked = (self.lower, self.upper, self.england, self.neighbours, self.figure)
        return tuple(item for item in marked if item is not None)


@dataclass(frozen=True)
class RangeMark:
    """A mark of such ranges by itself, as their key shows it."""

    kind: str
    plain: str = ""


Part = (
    str | Number | Own | Symbol | Absent | Moment | Code | Defined | Link | Span | TrendLine | EnglandRange | RangeMark
)


@dataclass(frozen=True)
class Words:
    """Words with what stands among them, in order. Empty words are false."""

    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __str__(self) -> str:
        return self.plain

    def __format__(self, _: str) -> str:
        """Refused: a text made by an f-string would lose the figures."""
        raise TypeError("words are put together by say(...), which keeps their figures, and not in an f-string")

    @property
    def plain(self) -> str:
        """What is read out."""
        return "".join(part if isinstance(part, str) else part.plain for part in self.parts)

    @property
    def leaves(self) -> Iterator[Part]:
        """Every part, those within links and spans too."""
        for part in self.parts:
            yield part
            if isinstance(part, Link | Span):
                yield from part.words.leaves

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that are said, in order, also those with a status in place of their value."""
        return tuple(part.figure for part in self.leaves if isinstance(part, Number | Symbol))

    @property
    def symbols(self) -> set[str]:
        """The symbols of statuses that stand among them."""
        return {part.plain for part in self.leaves if isinstance(part, Symbol)}


Sayable = Words | Part
"""What can stand in a sentence."""
