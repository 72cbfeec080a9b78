"""The scales of drawings: round numbers along an axis, and where a value stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1, 2, 2.5, 5, 10)
_MOST_STEPS = 5


@dataclass(frozen=True)
class Scale:
    """From values to places: `low` stands at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float) -> list[float]:
    """Round numbers in even steps from a low to a high, both within.

    >>> ticks(0, 57)
    [0.0, 20.0, 40.0]
    >>> ticks(-1.4, 0.3)
    [-1.0, -0.5, 0.0]
    """
    span = high - low
    power = 10.0 ** floor(log10(span / _MOST_STEPS))
    step = next(size * power for size in _STEPS if span / (size * power) <= _MOST_STEPS)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(place * step, 10) + 0.0 for place in range(first, last + 1)]


def bounds(values: Sequence[float], from_nought: bool = True) -> tuple[float, float]:
    """The lowest and highest value of an axis: from nought unless a value is below it, and never without a span."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if from_nought:
        low, high = min(low, 0.0), max(high, 0.0)
    return (low, high) if high > low else (low, low + 1.0)


def tick_text(value: float) -> str:
    """A number along an axis, as pages write numbers.

    >>> [tick_text(value) for value in (25000.0, -0.5, 0.0)]
    ['25,000', '−0.5', '0']
    """
    return f"{value:,.10g}".replace("-", "−")
