"""The numbers of a pack by what they are of, and how those of two packs differ: number by number, with their pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from panelpack.catalogue.areas import Areas
from panelpack.disclosure.figure import Figure, way_and_base
from panelpack.page.html_tree import Tree, attribute, words_of

Place = tuple[str, str, str, str, str, str]
"""What a number is of: its way (empty of a stated one), measure, area, period, breakdown and source."""


_COUNTS = ("summary_", "statements_")
"""Ways that count figures or statements of a whole page: the figure that their id names says nothing."""


@dataclass
class Shown:
    """What stands on the pages of a pack at one place: the texts, and the pages."""

    texts: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Changed:
    """A number that two packs give otherwise.

    Attributes:
        way: how it is worked out from the figure that is named; empty of a stated one.
        before, now: as the pages show it; empty where it is not there.
    """

    way: str
    measure: str
    area: str
    period: str
    breakdown: str
    source: str
    before: str
    now: str
    pages: tuple[str, ...]

    def to_row(self) -> dict[str, str]:
        """As a row of a CSV."""
        return {name: " ".join(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    def __str__(self) -> str:
        part = f", {self.breakdown}" if self.breakdown else ""
        way = f" ({self.way})" if self.way else ""
        if self.way.startswith(_COUNTS):
            return f"{self.way} of {self.period}: {self.before or '-'} -> {self.now or '-'} ({', '.join(self.pages)})"
        texts = f"{self.before or '-'} -> {self.now or '-'}"
        return f"{self.measure}{part}{way}, {self.area}, {self.period}: {texts} ({', '.join(self.pages)})"


def numbers_of(folder: Path, figures: Mapping[str, Figure]) -> tuple[dict[Place, Shown], int]:
    """The numbers of a pack's pages by what they are of, and how many stand for a figure that is not known.

    Args:
        figures: those that may be shown, by id.
    """
    found: dict[Place, Shown] = {}
    unknown: set[str] = set()
    for path in sorted(folder.glob("*.html")):
        for mark in Tree(path.read_text(encoding="utf-8")).select("[data-fact]:not(svg)"):
            text = " ".join(words_of(mark).split())
            name = attribute(mark, "data-fact") if text else ""
            if not name:
                continue
            way, base = way_and_base(name)
            figure = figures.get(base)
            if figure is None:
                unknown.add(name)
                continue
            at = found.setdefault(_place(way, figure), Shown())
            at.texts.add(text)
            at.pages.add(path.stem)
    return found, len(unknown)


def _place(way: str, figure: Figure) -> Place:
    return way, figure.measure.id, figure.area, figure.period.label, figure.breakdown, figure.source


def changed(before: Mapping[Place, Shown], now: Mapping[Place, Shown], areas: Areas) -> list[Changed]:
    """The numbers that are new, gone or otherwise, stated ones first, in the order of measure, area and period."""
    return sorted(_changed(before, now, areas), key=lambda item: (item.way != "", item.measure, item.area, item.period))


def _changed(before: Mapping[Place, Shown], now: Mapping[Place, Shown], areas: Areas) -> Iterator[Changed]:
    nothing = Shown()
    for place in before.keys() | now.keys():
        old, new = before.get(place, nothing), now.get(place, nothing)
        if old.texts == new.texts:
            continue
        way, measure, area, period, breakdown, source = place
        pages = tuple(sorted(old.pages | new.pages))
        was, is_now = (" / ".join(sorted(item.texts)) for item in (old, new))
        yield Changed(way, measure, areas.name(area), period, breakdown, source, was, is_now, pages)
