"""Calculated measures: a formula with what it makes, in one place."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from panelpack.catalogue.measures import Measure, build_measure

Formula = Callable[..., "pd.Series[float]"]


@dataclass(frozen=True)
class Calculation:
    """A calculated measure with its formula; the formula's parameters are the measures that it needs."""

    measure: Measure
    formula: Formula

    @property
    def needs(self) -> tuple[str, ...]:
        """Ids of the measures that the formula takes."""
        return tuple(inspect.signature(self.formula).parameters)

    @property
    def says(self) -> str:
        """What the formula does, in its own words."""
        return (self.formula.__doc__ or "").strip()

    def __call__(self, *values: "pd.Series[float]") -> "pd.Series[float]":
        """The formula's values for those of the measures that it needs."""
        return self.formula(*values)


def measure(**details: Any) -> Callable[[Formula], Calculation]:
    """Declare a calculated measure. The decorated function is its formula, its name the measure's id.

    Each parameter of the formula names a measure and receives its values, one a fact, joined on area, period,
    breakdown, source and release. The result has the same length.

    >>> import pandas as pd
    >>> usual = {"report": "police", "label": "Repeats", "unit": "percent", "basis": "year", "definition": "Repeats."}
    >>> @measure(higher_is="worse", **usual)
    ... def repeats_pct(repeats, reports):
    ...     return 100 * repeats / reports
    >>> repeats_pct.needs
    ('repeats', 'reports')
    >>> list(repeats_pct(pd.Series([3.0]), pd.Series([12.0])))
    [25.0]
    """

    def declare(formula: Formula) -> Calculation:
        name = formula.__name__
        return Calculation(build_measure(name, details | {"calculated": True}, f"formula {name}"), formula)

    return declare
