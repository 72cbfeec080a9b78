"""The catalogue of measures: those that arrive as figures, and those that are calculated from others.

Measures that arrive stand in `data/measures/<report>.yaml`. Calculated ones stand in `domains/`, where the formula is
beside label, unit, direction, basis and definition.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue.periods import BASES, Period
from panelpack.catalogue.units import UNIT_DECIMALS
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.yaml_files import validate

REPORTS = (
    "safeguarding",
    "police",
    "children_in_care",
    "adoption",
    "send",
    "workforce",
    "finance",
    "performance",
    "feedback",
    "work_programme",
)
"""The reports that a measure may belong to."""


class Break(BaseModel):
    """A day from which a series is made otherwise, and why: nothing is compared across it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_date: date = Field(alias="from")
    why: str


class Measure(BaseModel):
    """Something counted or calculated.

    Attributes:
        phrase: how a sentence names it at its start; the label when not given.
        higher_is: whether a higher value is better, worse or neither.
        basis: how its periods lie in a reporting year, see `periods`.
        counts_people: whether its values count people, so that small ones may have to be hidden.
        about: whose figures a topic's measure gives: the council's, or those of an area that it belongs to.
        topic: the file of `data/figures/<council>/` in which a council gives it.
        numerator, denominator: for a share, the measures that it is made of, where they are measures.
        rate_of: for a rate, the count behind it.
        alike: a measure that sounds like this one and is not, with the reason.
        breakdown_labels: words for `name=value` of a breakdown.
        source_name: what its source calls it.
        parts_by: names of breakdowns whose values add to the whole.
        whole: the measure to which they add; the measure itself, without the breakdown, when not given.
        subtotals: parts that are sums of other parts, `name=value` to a list of `name=value`.
        sum_of: the measures that it is the sum of.
        mean_of: for a mean, the measure that counts those it is taken over.
        change_of: for a stated change, the measure that changed.
        windows_of: the measure whose periods count the same events; its own id where its own windows overlap.
        ranges_by: names of breakdowns whose values are ranges such as `0-17`, one of which may hold another.
        repeats: the measure that is the same figure by another name.
        family: the rule of `parameters/disclosure.yaml` by which small values are hidden.
        breaks: days from which the series is made otherwise.
        caution: what to keep in mind wherever it is shown, a sentence.
        rolling: whether its windows are twelve months that roll, of which the newest stands for the year.
        states_change: whether its source also states its change: the catalogue then holds `<id>_change`, in number, and
            `<id>_change_pct`, in per cent.
        fixed_decimals: whether even a document's figure is shown to the measure's decimals, not as it is printed.
        levels: for a judgement, the words of each level, the best first: its value is the place in the order.
        standard: for a figure by breakdown, the measure that gives the standard for the same breakdown.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    report: str
    label: str
    unit: str
    basis: str
    higher_is: Literal["better", "worse", "neither"]
    definition: str
    phrase: str = ""
    decimals: int = 0
    counts_people: bool = False
    about: Literal["council", "adoption_agency", "force", "icb"] = "council"
    topic: str = ""
    numerator: str = ""
    denominator: str = ""
    rate_of: str = ""
    alike: str = ""
    alike_reason: str = ""
    breakdown_labels: Mapping[str, str] = Field(default_factory=dict)
    source_name: str = ""
    parts_by: tuple[str, ...] = ()
    whole: str = ""
    subtotals: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    sum_of: tuple[str, ...] = ()
    mean_of: str = ""
    change_of: str = ""
    windows_of: str = ""
    ranges_by: tuple[str, ...] = ()
    repeats: str = ""
    family: str = ""
    breaks: tuple[Break, ...] = ()
    caution: str = ""
    rolling: bool = False
    states_change: bool = False
    fixed_decimals: bool = False
    levels: tuple[str, ...] = ()
    standard: str = ""
    calculated: bool = False

    @property
    def is_flow(self) -> bool:
        """Whether it counts what happens during a period, so that chance can be asked of a change."""
        return self.unit == "count" and self.basis in {"year", "quarter", "calendar", "academic", "window"}

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit == "percent"

    @property
    def step(self) -> str:
        """How far apart its periods are, in a word."""
        return "quarter" if self.basis == "quarter" else "year"

    def breaks_between(self, before: Period, now: Period) -> list[Break]:
        """The breaks of the series between two periods: after the one ends and up to the end of the other."""
        if before.end is None or now.end is None:
            return []
        return [item for item in self.breaks if before.end < item.from_date <= now.end]

    def breakdown_label(self, breakdown: str) -> str:
        """Words for a breakdown: the measure's own, or its values with the underscores gone.

        >>> m = Measure(id="x", report="r", label="X", unit="count", basis="year", higher_is="neither", definition="d.")
        >>> m.breakdown_label("role=locum_social_worker")
        'locum social worker'
        """
        parts = [part for part in breakdown.split(";") if part]
        return ", ".join(self.breakdown_labels.get(part, part.partition("=")[2].replace("_", " ")) for part in parts)


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


_CALCULATIONS: dict[str, Calculation] = {}


def measure(**details: Any) -> Callable[[Formula], Formula]:
    """Declare a calculated measure. The decorated function is its formula, its name the measure's id.

    Each parameter of the formula names a measure and receives its values, one a fact, joined on area, period,
    breakdown, source and release. The result has the same length.
    """

    def declare(formula: Formula) -> Formula:
        name = formula.__name__
        if name in _CALCULATIONS and _CALCULATIONS[name].formula.__module__ != formula.__module__:
            raise InputError([Problem(f"measure {name} is calculated twice", f"{formula.__module__}")])
        made = build_measure(name, details | {"calculated": True}, f"formula {name}")
        _CALCULATIONS[name] = Calculation(made, formula)
        return formula

    return declare


def calculations() -> dict[str, Calculation]:
    """All calculated measures that the imported domains declare."""
    return dict(_CALCULATIONS)


def build_measure(name: str, details: Mapping[str, Any], where: str) -> Measure:
    """A checked measure; decimals follow its unit unless it gives its own.

    Raises:
        InputError: a key is unknown or missing, or unit or basis is not one of those there are.
    """
    unit, basis = str(details.get("unit", "")), str(details.get("basis", ""))
    problems = []
    if unit not in UNIT_DECIMALS:
        problems.append(Problem(f"measure {name}: unknown unit {unit!r}", where, suggest(unit, UNIT_DECIMALS)))
    if basis not in BASES:
        problems.append(Problem(f"measure {name}: unknown basis {basis!r}", where, suggest(basis, BASES)))
    if problems:
        raise InputError(problems)
    full = {"phrase": details.get("label", ""), "decimals": UNIT_DECIMALS[unit]} | dict(details) | {"id": name}
    return validate(full, Measure, f"{where}, measure {name}")
