"""Relations that look plausible by names and values, for a person to accept into `data/relations.yaml` or to turn down.

They are no findings: nothing is said of them on a page, and no command fails for them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import fsum, log

from panelpack.catalogue import breakdowns
from panelpack.catalogue.reporting_years import reporting_year
from panelpack.comparisons.council_year import CouncilYear
from panelpack.disclosure.figure import Figure

MOST = 20
"""How many are proposed at once: a list that nobody reads helps nobody."""

_FARTHEST, _FARTHEST_SAME = 0.25, 0.4
_CLOSE, _CLOSE_SAME = 0.3, 0.5
_LEAST = 0.45
"""Candidates of less are names that merely share a word."""
_SMALLEST, _SMALLEST_TERM = 10, 0.05
_OF_ONE_TOPIC, _OF_ONE_MEASURE = 0.2, 0.3
_ADDED = ("count", "gbp", "gbp_thousands", "gbp_millions")
_YEARLONG = ("year", "academic", "calendar", "quarter")
"""Bases of which a count is of what happened, and not of what there was."""
_MOST_PARTS = 4
_TOLD_APART = ("statement", "bound", "window", "point")
_EMPTY = frozenset(
    re.findall(
        r"[a-z]+",
        """
        and are for from had has have not now one per than that the their them they this who whom whose with without
        all other counted number year years stated
        """,
    )
)


@dataclass(frozen=True)
class Candidate:
    """A relation that nobody has declared: its rule, the stated figure, and the figures that it may hang together with.

    `closeness` ranks candidates: how alike the names are, less how far the values are apart.
    """

    rule: str
    stated: Figure
    of: tuple[Figure, ...]
    closeness: float

    @property
    def says(self) -> str:
        """The values in a line: "59 beside 91 less 25"."""
        between = " less " if self.rule == "difference" else " and "
        return f"{self.stated.text} beside {between.join(figure.text for figure in self.of)}"

    @property
    def across(self) -> bool:
        """Whether a term is of another source than the stated figure."""
        return any(figure.source != self.stated.source for figure in self.of)

    @property
    def lines(self) -> list[str]:
        """The relation as `data/relations.yaml` takes it, with its values as a comment before it."""
        terms = ", ".join(f'"{term_of(figure)}"' for figure in self.of)
        found = [f"  # {self.says}: {self.stated.label}"]
        found += [f"  - rule: {self.rule}", f'    stated: "{term_of(self.stated)}"', f"    of: [{terms}]"]
        return [*found, "    across: true"] if self.across else found


def term_of(figure: Figure) -> str:
    """The term that names a figure in a relation: its measure, with its part in brackets."""
    parts = ", ".join(breakdowns.parts_of(figure.breakdown))
    return f"{figure.measure.id}[{parts}]" if parts else figure.measure.id


def candidates(view: CouncilYear, most: int = MOST) -> list[Candidate]:
    """Undeclared relations between the stated figures of a year, the most plausible first, one a figure."""
    figures = _figures(view)
    near = _Nearness(figures, _linked(view))
    found = [item for item in (*_same(figures, near), *_made_of(figures, near)) if item.closeness >= _LEAST]
    found.sort(key=lambda item: (-item.closeness, item.stated.measure.id, item.says))
    best: list[Candidate] = []
    for item in found:
        if not any(_is_told_by(item, other) for other in best):
            best.append(item)
    return best[:most]


def _is_told_by(item: Candidate, other: Candidate) -> bool:
    """Whether a candidate is about the same figure as a closer one, or turns the same figures round."""
    ids, others = ({found.stated.id, *(figure.id for figure in found.of)} for found in (item, other))
    return item.stated.id == other.stated.id or len(ids & others) > 1


def _figures(view: CouncilYear) -> list[Figure]:
    """What documents state for the year as plain values: no ranges, windows side by side, or several statements."""
    found: list[Figure] = []
    for measure in view.published.context.catalogue.measures.values():
        if measure.calculated or measure.change_of or measure.parts_by or measure.ranges_by or measure.subtotals:
            continue
        of_year = [
            figure
            for figure in view.documents.visible(measure.id)
            if figure.value is not None
            and not any(breakdowns.has(figure.breakdown, f"{name}=") for name in _TOLD_APART)
        ]
        # What stands in a table of many parts is read as a table, and its parts add by chance
        found += of_year if len(of_year) <= _MOST_PARTS else []
    return found


def _linked(view: CouncilYear) -> set[frozenset[str]]:
    """Measures of which something is declared already, as pairs; one alone for its own parts."""
    context = view.published.context
    groups = [[words.partition("[")[0] for words in relation.terms] for relation in context.relations]
    for measure in context.catalogue.measures.values():
        named = [measure.numerator, measure.denominator, measure.rate_of, measure.alike, measure.mean_of]
        named += [measure.windows_of, measure.repeats, measure.whole, measure.standard, *measure.sum_of]
        groups.append([measure.id, *filter(None, named)])
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


class _Nearness:
    """How close the names of figures are, and which of them something declares already."""

    def __init__(self, figures: Sequence[Figure], linked: set[frozenset[str]]) -> None:
        self._linked = linked
        labels = {figure.label for figure in figures}
        seen = Counter(word for label in labels for word in _words(label))
        # A word that most names have says little: each weighs by how few have it
        self._weight = {word: log((1 + len(labels)) / count) for word, count in seen.items()}

    def of(self, one: Figure, other: Figure) -> float:
        """How much of the words of two names is in both, as a part of those of the shorter one; more in one topic."""
        first, second = _words(one.label), _words(other.label)
        shorter = min(self._sum(first), self._sum(second))
        together = _OF_ONE_TOPIC if one.measure.topic == other.measure.topic else 0.0
        return together + (self._sum(first & second) / shorter if shorter else 0.0)

    def _sum(self, words: Iterable[str]) -> float:
        return fsum(self._weight[word] for word in sorted(words))

    def are_linked(self, *figures: Figure) -> bool:
        """Whether something is declared of two of the figures' measures."""
        pairs = combinations((figure.measure.id for figure in figures), 2)
        return any(frozenset(pair) in self._linked for pair in pairs)


def _same(figures: Sequence[Figure], near: _Nearness) -> Iterator[Candidate]:
    """Two measures of almost one name that state different values."""
    for stated, other in combinations(figures, 2):
        if stated.measure.counts_people is not other.measure.counts_people:
            continue
        if stated.measure == other.measure or not _comparable(stated, other) or near.are_linked(stated, other):
            continue
        gap = _gap(stated.exact, other.exact)
        closeness = near.of(stated, other)
        if min(stated.exact, other.exact) >= _SMALLEST and 0 < gap <= _FARTHEST_SAME and closeness >= _CLOSE_SAME:
            yield Candidate("same", stated, (other,), closeness - gap)


def _made_of(figures: Sequence[Figure], near: _Nearness) -> Iterator[Candidate]:
    """A count that is nearly the sum, or the difference, of two others of like names."""
    for stated in figures:
        if stated.unit != "count" or stated.exact < _SMALLEST:
            continue
        terms = [
            item
            for item in figures
            if item.measure != stated.measure
            and item.exact >= _SMALLEST_TERM * stated.exact
            and _comparable(stated, item)
            and near.of(stated, item) >= _CLOSE
        ]
        for one, other in combinations(terms, 2):
            if not _belong(stated, one, other) or near.are_linked(stated, one, other):
                continue
            closeness = (near.of(stated, one) + near.of(stated, other)) / 2
            closeness += _OF_ONE_MEASURE if one.measure == other.measure else 0.0
            larger, smaller = sorted((one, other), key=lambda item: -item.exact)
            values = {"sum": fsum((one.exact, other.exact)), "difference": larger.exact - smaller.exact}
            for rule, value in values.items():
                gap = _gap(stated.exact, value)
                if value > 0 and gap <= _FARTHEST:
                    yield Candidate(rule, stated, (larger, smaller), closeness - gap)


def _belong(stated: Figure, one: Figure, other: Figure) -> bool:
    """Whether two figures can be terms of one: parts of one measure, or all three of one topic and kind."""
    if one.measure == other.measure:
        return breakdowns.names_of(one.breakdown) == breakdowns.names_of(other.breakdown) != []
    kinds = {(item.measure.topic, item.measure.counts_people) for item in (stated, one, other)}
    return len(kinds) == 1 and one.breakdown == other.breakdown


def _comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures count the like, of one area and time: of one reporting year, or one without a date."""
    if one.area != other.area or one.unit != other.unit or one.unit not in _ADDED:
        return False
    # What happened in a year is not made of what there was on a day
    if len({item.measure.basis in _YEARLONG for item in (one, other)}) > 1:
        return False
    years = [reporting_year(item.period) for item in (one, other)]
    return None in years or years[0] == years[1]


def _gap(one: float, other: float) -> float:
    """How far two values are apart, as a part of the larger."""
    return abs(one - other) / max(abs(one), abs(other)) if one != other else 0.0


@lru_cache(maxsize=4096)
def _words(label: str) -> frozenset[str]:
    """The words of a name that carry meaning, without the endings of plurals."""
    found = re.findall(r"[a-z]{3,}", label.lower())
    return frozenset(word.rstrip("s") for word in found) - _EMPTY
