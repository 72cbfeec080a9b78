"""A drawing as values: strokes, dots and words at their places, each of a kind that the style gives its look.

Places are in points of a drawing whose width is that of a page's column, from the top left. Nothing here knows of SVG.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from textwrap import wrap

from matplotlib.font_manager import FontProperties, findfont, get_font

WIDTH, FONT = 255.0, 9.75
"""Drawings are 340 pixels wide with type of 13, and a page shows them from 288 to 432 pixels wide: so their type is
never under 11 pixels, nor much larger than the page's own. In points, which are four thirds of a pixel."""

LINE = 11.0
"""From one line of words to the next."""

Place = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """Lines of one kind, each from place to place; filled where they are closed."""

    kind: str
    runs: tuple[tuple[Place, ...], ...]
    closed: bool = False


@dataclass(frozen=True)
class Dot:
    """A dot and how far it reaches."""

    kind: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Label:
    """Words at their foot: from a place on, or `end`ing or with their `mid`dle there."""

    said: str
    x: float = 0.0
    y: float = 0.0
    kind: str = ""


@dataclass(frozen=True)
class Moved:
    """Marks moved together; words among them have the group's kind beside their own."""

    x: float
    y: float
    marks: tuple["Mark", ...]
    kind: str = ""


Mark = Stroke | Dot | Label | Moved


@dataclass(frozen=True)
class Sketch:
    """A drawing: its size and its marks, what lies beneath first.

    Raises:
        ValueError: words would be cut off at its edge.
    """

    height: float
    marks: tuple[Mark, ...]
    width: float = WIDTH

    def __post_init__(self) -> None:
        for label in self.labels:
            left = label.x - width_of(label.said, is_bold(label.kind)) * _BEFORE.get(anchor_of(label.kind), 0.0)
            right = left + width_of(label.said, is_bold(label.kind))
            if left < -_SLACK or right > self.width + _SLACK or not 0 < label.y <= self.height + _SLACK:
                raise ValueError(f"a chart does not fit its width; shorten its labels: {label.said!r}")

    @property
    def labels(self) -> Iterator[Label]:
        """All words where they stand in the whole."""
        return (mark for mark in flat(self.marks) if isinstance(mark, Label))


_SLACK = 1.5
_BEFORE = {"end": 1.0, "mid": 0.5}


def flat(marks: Sequence[Mark], x: float = 0.0, y: float = 0.0, kind: str = "") -> Iterator[Stroke | Dot | Label]:
    """All marks, each where it stands in the whole and with the kinds of its groups."""
    for mark in marks:
        match mark:
            case Moved():
                yield from flat(mark.marks, x + mark.x, y + mark.y, f"{kind} {mark.kind}".strip())
            case Stroke():
                yield replace(mark, runs=tuple(tuple((x + a, y + b) for a, b in run) for run in mark.runs))
            case Dot():
                yield replace(mark, x=x + mark.x, y=y + mark.y)
            case Label():
                yield replace(mark, x=x + mark.x, y=y + mark.y, kind=f"{kind} {mark.kind}".strip())


def anchor_of(kind: str) -> str:
    """Which side of words stands at their place: `start`, `mid` or `end`."""
    return next((one for one in ("end", "mid") if one in kind.split()), "start")


def is_bold(kind: str) -> bool:
    """Whether words of a kind are bold: those of the council are, so that it is found without colour."""
    return "council" in kind.split()


@cache
def width_of(said: str, bold: bool = False) -> float:
    """How wide words are in the widest type that a page may have."""
    font = get_font(_FILES[bold])
    font.set_size(FONT, 72)
    font.set_text(said, 0.0)
    return float(font.get_width_height()[0]) / 64


_FILES = {bold: findfont(FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")) for bold in (0, 1)}


def lines_of(said: str, characters: int) -> list[str]:
    """Words in lines of at most so many characters; a longer word stands alone."""
    return wrap(said, characters, break_long_words=False)


def spread(places: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Sorted middles moved as little as it takes for what has these sizes not to touch.

    >>> spread([0.0, 1.0, 10.0], [3.0, 3.0, 3.0])
    [-1.0, 2.0, 10.0]
    """
    groups: list[list[int]] = []
    for place in range(len(places)):
        groups.append([place])
        while len(groups) > 1 and _top(groups[-1], places, sizes) < _foot(groups[-2], places, sizes):
            last = groups.pop()
            groups[-1] += last
    found = []
    for group in groups:
        at = _top(group, places, sizes)
        for place in group:
            found.append(at + sizes[place] / 2)
            at += sizes[place]
    return found


def _top(group: Sequence[int], places: Sequence[float], sizes: Sequence[float]) -> float:
    """Where a group starts, so that its members are moved as little as may be."""
    before, wanted = 0.0, []
    for place in group:
        wanted.append(places[place] - before - sizes[place] / 2)
        before += sizes[place]
    return sum(wanted) / len(wanted)


def _foot(group: Sequence[int], places: Sequence[float], sizes: Sequence[float]) -> float:
    return _top(group, places, sizes) + sum(sizes[place] for place in group)
