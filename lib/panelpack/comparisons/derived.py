"""Derived numbers: the register of the ways in which a page makes a number from published figures.

A way has a name, which stands before the figure's id on the page (`change-ab3defgh`), and words for a reader. Every
number that is not a fact is made by one of them, and holds the figures that it was made from. The gate knows the same
ways by name and computes each again by arithmetic of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from panelpack.disclosure.figure import Figure


@dataclass(frozen=True)
class Way:
    """One way of making a number.

    Attributes:
        name: what stands before the id of the figure that it is based on.
        words: what it is, for a reader of a trace.
        counts: whether it counts something, so that it has neither unit nor decimals.
        by_model: whether its name goes on with a neighbour model, as in `mean_2021`.
    """

    name: str
    words: str
    counts: bool = False
    by_model: bool = False

    def of(
        self,
        base: Figure,
        value: float,
        made_of: Iterable[Figure],
        *,
        model: str = "",
        unit: str = "",
        decimals: int | None = None,
        signed: bool = False,
    ) -> Figure:
        """The number, based on a figure and made from others.

        Args:
            model: the neighbour model, where the way asks for one.
            unit, decimals: those of the base where not given.
        """
        name = f"{self.name}_{model}" if self.by_model else self.name
        if self.counts:
            return base.derived(name, value, made_of, unit="count", decimals=0)
        return base.derived(name, value, made_of, unit=unit, decimals=decimals, signed=signed)


CHANGE = Way("change", "the difference to the same figure of the period before")
CHANGE_PCT = Way("change_pct", "the same difference in per cent")
NUMERATOR = Way("numerator", "the count that a percentage is made of")
DENOMINATOR = Way("denominator", "the base that a percentage is made of")
RUNNING = Way("running", "for how many periods it has moved one way", counts=True)
RANK = Way("rank", "its place among itself and its neighbours", counts=True)
RANKED = Way("ranked", "how many were ranked with it", counts=True)
DIFFERENCE = Way("difference", "the difference to what another source says")
SUM = Way("sum", "the sum of the parts of a total")
RECOMPUTED = Way("recomputed", "what its parts give, in reconciliation")
EARLIER = Way("earlier", "what an earlier edition said")
MEAN = Way("mean", "the mean of the statistical neighbours", by_model=True)
MEDIAN = Way("median", "the median of the statistical neighbours", by_model=True)
KNOWN = Way("known", "how many neighbours have a figure", counts=True, by_model=True)
NEIGHBOURS = Way("neighbours", "how many neighbours there are", counts=True, by_model=True)
AHEAD = Way("ahead", "how many neighbours do better", counts=True, by_model=True)
AT_MEAN = Way("atmean", "how many fewer or more it takes to be at the neighbours' mean", counts=True, by_model=True)
AT_MEDIAN = Way("atmedian", "how many fewer or more it takes to be at their median", counts=True, by_model=True)
SUMMARY_BETTER = Way("summary_better", "how many measures of the summary got better", counts=True)
SUMMARY_WORSE = Way("summary_worse", "how many measures of the summary got worse", counts=True)
SUMMARY_TESTED = Way("summary_tested", "how many of a summary's changes could be tested for chance", counts=True)
SUMMARY_SURE = Way("summary_sure", "how many of these changes are unlikely to be chance", counts=True)
SUMMARY_AHEAD = Way("summary_ahead", "on how many measures it does better than its neighbours", counts=True)
SUMMARY_COMPARED = Way("summary_compared", "how many measures are compared with the neighbours", counts=True)
STATEMENTS_APART = Way("summary_apart", "how many statements differ, in reconciliation", counts=True)
STATEMENTS_UNCHECKED = Way("summary_unchecked", "how many statements cannot be checked", counts=True)
STATEMENTS_AGREED = Way("summary_agreed", "how many statements agree, in reconciliation", counts=True)


def base_of(figure: Figure) -> Figure | None:
    """The base that a percentage or rate is made of; full-time equivalents keep a decimal. None where not known."""
    return _of_share(DENOMINATOR, figure, figure.denominator)


def part_of(figure: Figure) -> Figure | None:
    """The part of its base that a percentage is; None where it is not known."""
    return _of_share(NUMERATOR, figure, figure.numerator)


def _of_share(way: Way, figure: Figure, value: float | None) -> Figure | None:
    if value is None:
        return None
    return way.of(figure, value, (figure,), unit="count", decimals=0 if value.is_integer() else 1)


WAYS: Mapping[str, Way] = {
    way.name: way
    for way in (
        CHANGE,
        CHANGE_PCT,
        NUMERATOR,
        DENOMINATOR,
        RUNNING,
        RANK,
        RANKED,
        DIFFERENCE,
        SUM,
        RECOMPUTED,
        EARLIER,
        MEAN,
        MEDIAN,
        KNOWN,
        NEIGHBOURS,
        AHEAD,
        AT_MEAN,
        AT_MEDIAN,
        SUMMARY_BETTER,
        SUMMARY_WORSE,
        SUMMARY_TESTED,
        SUMMARY_SURE,
        SUMMARY_AHEAD,
        SUMMARY_COMPARED,
        STATEMENTS_APART,
        STATEMENTS_UNCHECKED,
        STATEMENTS_AGREED,
    )
}
"""Every way by its name."""


def way_named(name: str) -> tuple[Way | None, str]:
    """A way and the neighbour model that its name goes on with; None where pages have no such way.

    >>> way, model = way_named("mean_2021")
    >>> way.words, model
    ('the mean of the statistical neighbours', '2021')
    """
    if name in WAYS and not WAYS[name].by_model:
        return WAYS[name], ""
    stem, _, model = name.partition("_")
    way = WAYS.get(stem)
    return (way, model) if way is not None and way.by_model and model else (None, "")
