"""Measures: what can be counted or calculated, each with its unit, direction, basis and definition.

Measures that arrive as figures stand in `data/measures/<report>.yaml`, calculated ones in `formulas/`, beside the
formula.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue import breakdowns
from panelpack.catalogue.numbers import UNIT_DECIMALS
from panelpack.catalogue.periods import BASES, Period
from panelpack.project.errors import InputError, Problem, suggest
from panelpack.project.yaml_files import Document

_LONGEST_SUBJECT = 6


class Break(BaseModel):
    """A day from which a series is made otherwise, and why: nothing is compared across it.

    `source` keeps it to the figures of one source; a break without one holds for all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_date: date = Field(alias="from")
    why: str
    source: str = ""


class Measure(BaseModel):
    """Something counted or calculated.

    Attributes:
        phrase: how a sentence names it at its start; the label when not given.
        headline: how the title of a chart names it, in about five words; `subject` says what stands where it is empty.
        asks: the question that members could ask where its figure is poor.
        part_words, base_words: for a share, what its part and its base count, in the plural: "repeat plans" of "new
            plans".
        higher_is: whether a higher value is better, worse or neither.
        basis: how its periods lie in a reporting year, see `periods`.
        counts_people: whether its values count people, so that small ones may have to be hidden.
        about: whose figures a topic's measure gives: the council's, or those of an area that it belongs to.
        topic: the file of `data/figures/<council>/` in which a council gives it.
        numerator, denominator: for a share, the measures that it is made of, where they are measures.
        rate_of: for a rate, the count behind it.
        alike: a measure that sounds like this one and is not.
        alike_reason: in what the two differ by their definitions, whoever gives them. What only one document says of
            its own figure stands in `data/documents/`.
        records_differ: in what a figure counted from own records differs from the Department's by its definition.
        breakdown_labels: words for `name=value` of a breakdown.
        source_name: what its source calls it.
        source_where: which value of which column of the source's file it is of, where several measures share one.
        source_file: how the source's file is known besides: its `name`, and the value of each column of categories.
        source_numerator, source_denominator: for a share, the columns of the source's file that give its part and its
            base; a base that stands in several columns is their sum.
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
        budget: for what is spent, the measure that gives its budget.
        caution: what to keep in mind wherever it is shown, a sentence.
        rolling: whether its windows are twelve months that roll, of which the newest stands for the year.
        states_change: whether its source also states its change: the catalogue then holds `<id>_change`, in number, and
            `<id>_change_pct`, in per cent.
        fixed_decimals: whether even a document's figure is shown to the measure's decimals, not as it is printed.
        levels: for a judgement, the words of each level, the best first: its value is the place in the order.
        local_to: the code of the one council whose own service or event it is of: its words may name local places, and
            no other council is asked for it.
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
    headline: str = ""
    asks: str = ""
    part_words: str = ""
    base_words: str = ""
    decimals: int = 0
    counts_people: bool = False
    about: Literal["council", "adoption_agency", "force", "icb"] = "council"
    topic: str = ""
    numerator: str = ""
    denominator: str = ""
    rate_of: str = ""
    alike: str = ""
    alike_reason: str = ""
    records_differ: str = ""
    breakdown_labels: Mapping[str, str] = Field(default_factory=dict)
    source_name: str = ""
    source_where: Mapping[str, str] = Field(default_factory=dict)
    source_file: Mapping[str, str] = Field(default_factory=dict)
    source_numerator: str = ""
    source_denominator: tuple[str, ...] = ()
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
    budget: str = ""
    caution: str = ""
    rolling: bool = False
    states_change: bool = False
    fixed_decimals: bool = False
    levels: tuple[str, ...] = ()
    standard: str = ""
    local_to: str = ""
    calculated: bool = False

    @property
    def source_columns(self) -> tuple[str, ...]:
        """The columns of the source's file that it is read from: its value, and for a share its part and base."""
        return tuple(filter(None, (self.source_name, self.source_numerator, *self.source_denominator)))

    @property
    def is_flow(self) -> bool:
        """Whether it counts what happens during a period, so that chance can be asked of a change."""
        return self.unit == "count" and self.basis in {"year", "quarter", "calendar", "academic", "window"}

    def better_of(self, one: float, other: float) -> int:
        """Which of two values is better: 1 the first, -1 the second, 0 where they are alike or no direction is better.

        >>> usual = {"report": "r", "label": "X", "unit": "percent", "basis": "year", "definition": "d."}
        >>> Measure(id="x", higher_is="worse", **usual).better_of(18.0, 20.5)
        1
        """
        if self.higher_is == "neither" or one == other:
            return 0
        return 1 if (one > other) is (self.higher_is == "better") else -1

    def is_better(self, one: float, other: float) -> bool:
        """Whether a value is better than another one."""
        return self.better_of(one, other) > 0

    def way_of(self, one: float, other: float) -> str:
        """How a value stands to another one: better, worse, neither (no direction is better), or unchanged."""
        if one == other:
            return "unchanged"
        return {1: "better", -1: "worse", 0: "neither"}[self.better_of(one, other)]

    @property
    def has_direction(self) -> bool:
        """Whether one direction is better."""
        return self.higher_is != "neither"

    @property
    def lowest_first(self) -> bool:
        """Whether the lowest value stands first in a ranking: where lower is better."""
        return self.higher_is == "worse"

    @property
    def subject(self) -> str:
        """How the title of a chart names it: its headline, or a label that is short; else no more than what it is.

        >>> usual = {"report": "r", "unit": "count", "basis": "year", "higher_is": "neither", "definition": "d."}
        >>> m = Measure(id="x", label="Visits", **usual)
        >>> m.subject, m.model_copy(update={"label": "Visits of the kind that a long label names"}).subject
        ('Visits', 'The number')
        """
        if self.headline or len(self.label.split()) <= _LONGEST_SUBJECT:
            return self.headline or self.label
        if self.unit.startswith("rate_per"):
            return "The rate"
        return {"percent": "The percentage", "count": "The number"}.get(self.unit, "The figure")

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit == "percent"

    @property
    def step(self) -> str:
        """How far apart its periods are, in a word."""
        return "quarter" if self.basis == "quarter" else "year"

    def breaks_between(self, before: Period, now: Period, source: str) -> list[Break]:
        """The breaks of a source's series between two periods: after the one ends and up to the end of the other."""
        if before.end is None or now.end is None:
            return []
        return [item for item in self.breaks_of(source) if before.end < item.from_date <= now.end]

    def breaks_of(self, source: str) -> list[Break]:
        """The breaks that hold for a source's figures."""
        return [item for item in self.breaks if item.source in ("", source)]

    @property
    def breakdown_names(self) -> set[str]:
        """The breakdowns that the catalogue knows of it."""
        labelled = {name for part in self.breakdown_labels for name in breakdowns.names_of(part)}
        return labelled | {*self.parts_by, *self.ranges_by}

    def breakdown_label(self, breakdown: str) -> str:
        """Words for a breakdown: the measure's own, or its values with the underscores gone.

        >>> m = Measure(id="x", report="r", label="X", unit="count", basis="year", higher_is="neither", definition="d.")
        >>> m.breakdown_label("role=locum_social_worker")
        'locum social worker'
        """
        return ", ".join(
            self.breakdown_labels.get(part, breakdowns.value_of(part).replace("_", " "))
            for part in breakdowns.parts_of(breakdown)
        )


def build_measure(name: str, details: Mapping[str, Any], where: str | Document) -> Measure:
    """A checked measure; decimals follow its unit unless it gives its own.

    Args:
        details: what is declared of it, by key.
        where: where that stands, for messages; as a document with the line of each key.

    Raises:
        InputError: a key is unknown or missing, or unit or basis is not one of those there are.
    """
    document = where if isinstance(where, Document) else Document(where, details)
    unit, basis = str(details.get("unit", "")), str(details.get("basis", ""))
    problems = [
        Problem(f"measure {name}: unknown {key} {given!r}", document.place(key), suggest(given, valid))
        for key, given, valid in (("unit", unit, UNIT_DECIMALS), ("basis", basis, BASES))
        if given not in valid
    ]
    if problems:
        raise InputError(problems)
    label = details.get("label", "")
    full = (
        {"phrase": label if isinstance(label, str) else "", "decimals": UNIT_DECIMALS[unit]}
        | dict(details)
        | {"id": name}
    )
    named = Document(f"{document.where}, measure {name}", full, document.root)
    return named.check(Measure)
