"""Statistical neighbours: their mean and median, and a figure's place among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean, median

from panelpack.comparisons.derived import KNOWN, MEAN, MEDIAN, NEIGHBOURS
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published, require


@dataclass(frozen=True)
class Neighbours:
    """Statistical neighbours' figures of one model: mean and median of those `used` out of `of`.

    Attributes:
        by: which of the two stands for them beside the council's own figure, `mean` or `median`.
    """

    model: str
    mean: Figure | None
    median: Figure | None
    figures: tuple[Figure, ...]
    known: Figure
    total: Figure
    of: int
    by: str = "mean"

    @property
    def middle(self) -> Figure | None:
        """Their mean or their median, as the council compares itself; None where no neighbour has a value."""
        return self.median if self.by == "median" else self.mean

    @property
    def used(self) -> int:
        """How many neighbours had a value; `known` is the same as a figure to show, `total` that of all."""
        return len(self.figures)


@dataclass(frozen=True)
class Rank:
    """A place among areas, 1 the best, or the highest where no direction is better. Ties share the better place."""

    place: int
    of: int
    best_first: bool
    joint: bool = False


def same_place(published: Published, now: Figure, area: str) -> Figure | None:
    """The figure of another area for the same measure, period, breakdown and source."""
    return published.find(now.measure.id, area, now.period, now.breakdown, now.source)


def neighbours(published: Published, now: Figure, codes: Sequence[str], model: str, by: str = "mean") -> Neighbours:
    """Mean and median of the statistical neighbours that have a value, from the source of the council's own figure."""
    require(published, "comparisons.neighbours")
    found = [figure for code in codes if (figure := same_place(published, now, code)) and figure.value is not None]
    # In decimal digits, as a person adds them: 0.1 + 0.2 is 0.3, and a mean that ends in a half is one
    values = [Fraction(repr(figure.exact)) for figure in found]
    # Pounds and pence of a mean say more than is known
    decimals = now.decimals if now.unit.startswith("gbp") else max(now.decimals, 1)
    known = KNOWN.of(now, len(found), found, model=model)
    total = NEIGHBOURS.of(now, len(codes), found, model=model)
    if not values:
        return Neighbours(model, None, None, (), known, total, len(codes), by)
    means = MEAN.of(now, float(mean(values)), found, model=model, decimals=decimals)
    middle = MEDIAN.of(now, float(median(values)), found, model=model, decimals=decimals)
    return Neighbours(model, means, middle, tuple(found), known, total, len(codes), by)


def rank(published: Published, now: Figure, others: Iterable[Figure]) -> Rank | None:
    """The figure's place among itself and others; None when it is not known or not shown."""
    require(published, "comparisons.rank")
    if now.value is None:
        return None
    values = [figure.number for figure in others if figure.value is not None]
    measure, mine = now.measure, now.number
    before = sum(value < mine if measure.lowest_first else value > mine for value in values)
    return Rank(before + 1, len(values) + 1, measure.has_direction, joint=mine in values)


def better_neighbours(now: Figure, near: Neighbours) -> list[Figure]:
    """The neighbours known that are better than a figure; none where no direction is better."""
    if now.value is None:
        return []
    known = [figure for figure in near.figures if figure.value is not None]
    return [figure for figure in known if now.measure.is_better(figure.number, now.number)]
