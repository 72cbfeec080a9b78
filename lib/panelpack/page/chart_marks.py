"""What charts are made of: axes, lines, bars, points and panels, as values that hold only figures that may be shown."""

from dataclasses import dataclass

from panelpack.disclosure.figure import Figure

Band = tuple[Figure | None, Figure | None]
"""England's lower and upper quartile of a period, None where they are not known."""

MISSING = float("nan")


@dataclass(frozen=True)
class Axis:
    """An axis: what runs along it, and the labels that it may have, in order."""

    label: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a trend: its role (council, neighbours, region, england, chosen), label and a figure a period.

    Attributes:
        look: the role in whose colour and dashes it is drawn; its own when empty.
    """

    role: str
    label: str
    figures: tuple[Figure | None, ...]
    look: str = ""

    @property
    def values(self) -> list[float]:
        """Values at the precision shown, not-a-number where there is none."""
        return [value_of(figure) for figure in self.figures]


@dataclass(frozen=True)
class Bar:
    """A bar: its name, its figure, and whether it is the council's."""

    name: str
    figure: Figure
    is_own: bool


@dataclass(frozen=True)
class Point:
    """A point of a scatter: its area's name, its two figures, whether it is the council's, whether it is named."""

    name: str
    across: Figure
    up: Figure
    is_own: bool = False
    is_named: bool = False


@dataclass(frozen=True)
class Panel:
    """One of several small charts: its label, a figure a period, and another line behind it."""

    label: str
    figures: tuple[Figure | None, ...]
    behind: tuple[Figure | None, ...] = ()


def value_of(figure: Figure | None) -> float:
    """The value at the precision shown, not-a-number where there is none."""
    return MISSING if figure is None or figure.shown is None else figure.shown
