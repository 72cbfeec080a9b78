"""The system that an attacker would solve: counts, what is known of them, and the lines that join them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf, isnan, nan

Line = tuple[tuple[int, float], ...]
"""Variables with their factors; together they are nought."""

_NEARLY = 1e-6


@dataclass
class System:
    """Variables with their true values (not-a-number where nobody knows), and the lines between them.

    The first variables are the rows of the figures, in their order; `unprinted` holds the others.

    Attributes:
        limits: lowest and highest value of what nobody printed, where a reader knows them.
        may_be_none: figures without a value that may be nought. A hidden one never is: nought is printed.
        broken: variables that need not be whole.
        contradicted: declared relations that the true values do not bear out.
    """

    values: list[float]
    lines: list[Line] = field(default_factory=list)
    unprinted: set[int] = field(default_factory=set)
    limits: dict[int, tuple[float, float]] = field(default_factory=dict)
    may_be_none: set[int] = field(default_factory=set)
    broken: set[int] = field(default_factory=set)
    contradicted: list[str] = field(default_factory=list)

    def add_unprinted(self, value: float) -> int:
        """A new variable that stands for a count that nobody printed."""
        self.values.append(value)
        self.unprinted.add(len(self.values) - 1)
        return len(self.values) - 1

    def add_line(self, terms: Iterable[tuple[int, float]], name: str = "") -> None:
        """A line, unless the true values contradict it: then its name is kept, if it was declared."""
        line = tuple(sorted(terms))
        if self.fits(line):
            self.lines.append(line)
        elif name:
            self.contradicted.append(name)

    def add_span(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        """A sum that a reader knows to lie between two numbers, unless the true values lie elsewhere."""
        terms = tuple(terms)
        known = sum(self.values[variable] * factor for variable, factor in terms)
        if not low - _NEARLY <= known <= high + _NEARLY and not isnan(known):
            return
        between = self.add_unprinted(nan)
        self.limits[between] = low, high
        self.broken.add(between)
        self.lines.append(tuple(sorted((*terms, (between, -1.0)))))

    def free(self) -> set[int]:
        """What is not printed, whatever is hidden: counts that nobody printed, and figures without a value."""
        return self.unprinted | {one for one, value in enumerate(self.values) if isnan(value)}

    def span(self, variable: int, hidden: Iterable[int] = ()) -> tuple[float, float]:
        """What a reader knows of an unknown variable alone; hiding what gave its limits takes them away."""
        if variable in self.limits and variable not in hidden:
            return self.limits[variable]
        return float(variable not in self.unprinted and variable not in self.may_be_none), inf

    def fits(self, line: Line) -> bool:
        """Whether true values bear a line out; what is not known may be anything within its span."""
        low = high = 0.0
        for variable, factor in line:
            value = self.values[variable]
            ends = self.span(variable) if isnan(value) else (value, value)
            low += min(end * factor for end in ends)
            high += max(end * factor for end in ends)
        return low <= _NEARLY and high >= -_NEARLY

    def worked_out(self, variable: int) -> float:
        """What the lines say of a variable whose value nobody knows any more; not-a-number where they say nothing."""
        for line in self.lines:
            factors = dict(line)
            others = [one for one in factors if one != variable]
            if variable in factors and not any(isnan(self.values[one]) for one in others):
                value = -sum(self.values[one] * factors[one] for one in others) / factors[variable]
                if value >= 0:
                    return value
        return nan


def add_difference(system: System, whole: int, part: int, name: str) -> None:
    """What nobody prints and everybody can work out: the rest of a whole beside a part of it."""
    value = system.values[whole] - system.values[part]
    if value < 0:
        system.contradicted.append(name)
    else:
        # A rest of nought is known to be a count as well: the part is no more than its whole
        system.lines.append(((whole, -1), (part, 1), (system.add_unprinted(value), 1)))
