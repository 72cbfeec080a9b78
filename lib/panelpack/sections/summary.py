"""The three sentences at the top of a report: what changed, whether it matters, and against whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panelpack.comparisons.chance import CHANCE_LEVEL
from panelpack.comparisons.change import Change
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import (
    SUMMARY_AHEAD,
    SUMMARY_BETTER,
    SUMMARY_COMPARED,
    SUMMARY_SURE,
    SUMMARY_TESTED,
    SUMMARY_WORSE,
    Way,
)
from panelpack.disclosure.figure import Figure
from panelpack.page.parts import Words
from panelpack.page.pieces import EMPTY, Piece, Sentence
from panelpack.page.sentences import CHANCE_RULE, moved
from panelpack.page.words import NOTHING, defined, joined, number, say, text, words_of
from panelpack.sections.questions import placed


@dataclass(frozen=True)
class Summed:
    """What a summary speaks of: the figures of the year, their changes, and those beside the neighbours' middle.

    `has_counts_of_shares`: whether counts were left out whose share is among them.
    """

    figures: tuple[Figure, ...]
    changed: tuple[Change, ...]
    beside_neighbours: tuple[tuple[Figure, Figure], ...]
    has_counts_of_shares: bool = False

    def counts(self) -> dict[Way, Figure]:
        """The numbers that the summary makes, each of all the figures that were looked at."""
        made = {}
        if self.changed:
            looked_at = [item.now for item in self.changed]
            counted = {SUMMARY_BETTER: self.better, SUMMARY_WORSE: self.worse}
            counted |= {SUMMARY_TESTED: self.tested, SUMMARY_SURE: self.sure}
            made = {way: way.of(looked_at[0], len(items), looked_at) for way, items in counted.items()}
        if self.beside_neighbours:
            compared = [figure for figure, _ in self.beside_neighbours]
            ahead = sum(_lead(figure, middle) > 0 for figure, middle in self.beside_neighbours)
            made[SUMMARY_AHEAD] = SUMMARY_AHEAD.of(compared[0], ahead, compared)
            made[SUMMARY_COMPARED] = SUMMARY_COMPARED.of(compared[0], len(compared), compared)
        return made

    @property
    def better(self) -> list[Change]:
        """The changes for the better."""
        return [item for item in self.changed if item.towards == "better"]

    @property
    def worse(self) -> list[Change]:
        """The changes for the worse."""
        return [item for item in self.changed if item.towards == "worse"]

    @property
    def tested(self) -> list[Change]:
        """Those of both of which chance could be asked."""
        return [item for item in (*self.better, *self.worse) if item.chance.p is not None]

    @property
    def sure(self) -> list[Change]:
        """Those of both that are unlikely to be chance."""
        return [item for item in (*self.better, *self.worse) if item.chance.is_sure]


def summed(view: CouncilYear, names: Iterable[str]) -> Summed:
    """What a summary of some measures speaks of; those without a figure for the year are left aside.

    An agency's figures are never counted with the council's: they speak only where the council has none.
    """
    figures = [figure for name in names if (figure := view.own(name)) is not None and figure.value is not None]
    given, figures = figures, _each_once(figures)
    figures = [figure for figure in figures if figure.area == view.council.area] or figures
    changed = [item for figure in figures if (item := view.change(figure)).difference is not None]
    directed = [figure for figure in figures if figure.measure.has_direction and view.is_compared(figure.measure)]
    pairs = [
        (own, middle)
        for figure in directed
        if (own := view.comparable(figure)).value is not None and (middle := view.neighbours(figure).middle) is not None
    ]
    left_out = any(figure.measure.has_direction for figure in given if figure not in figures)
    return Summed(tuple(figures), tuple(changed), tuple(pairs), left_out)


def _each_once(figures: Sequence[Figure]) -> list[Figure]:
    """Figures without the counts whose share or rate is among them too: they moved once, and count once."""
    behind = {name for figure in figures for name in (figure.measure.numerator, figure.measure.rate_of) if name}
    return [figure for figure in figures if figure.measure.id not in behind]


def summary(view: CouncilYear, names: Iterable[str]) -> Piece:
    """What changed most surely, how many measures got better or worse, and how the council stands beside neighbours.

    Args:
        names: the measures to look at; those without a figure for the year are left aside.
    """
    found = summed(view, names)
    if not found.figures:
        return EMPTY
    first = found.figures[0].area
    whose = text("" if first == view.council.area else f"{view.name_of(first)}: ")
    parts = [_what_changed(found.changed), _does_it_matter(found), _against_whom(view, found)]
    said = words_of(whose, joined([part for part in parts if part], " "))
    return Sentence(said, "summary", rule=CHANCE_RULE)


def _what_changed(changed: Sequence[Change]) -> Words:
    if not changed:
        return text("There is no year before to compare with.")
    tested = [(item.chance.p, place) for place, item in enumerate(changed) if item.chance.p is not None]
    if not tested:
        return text("No change in the year could be tested for chance.")
    if min(tested)[0] >= CHANCE_LEVEL:
        return NOTHING if any(item.now.measure.has_direction for item in changed) else text(_NONE_SURE)
    return moved(changed[min(tested)[1]])


_NONE_SURE = "No change that could be tested is unlikely to be chance."


def _does_it_matter(found: Summed) -> Words:
    if not found.better and not found.worse:
        return NOTHING
    counts = found.counts()
    shown = {way: number(figure) if figure.value else text("none") for way, figure in counts.items()}
    ways = say(
        "Of the measures where one direction is better{}, {} got better and {} got worse",
        " (a count and its share are one)" if found.has_counts_of_shares else "",
        shown[SUMMARY_BETTER],
        shown[SUMMARY_WORSE],
    )
    if not found.tested:
        return say("{}; none of these changes could be tested for chance.", ways)
    are = "is" if len(found.sure) == 1 else "are"
    form = "{}; {} of these changes could be tested for chance, and {} {} unlikely to be chance."
    return say(form, ways, shown[SUMMARY_TESTED], shown[SUMMARY_SURE], are)


def _against_whom(view: CouncilYear, found: Summed) -> Words:
    """How many measures are better than the neighbours' mean or median, and the one that is furthest behind it."""
    if not found.beside_neighbours:
        return NOTHING
    counts = found.counts()
    near = view.neighbours(found.beside_neighbours[0][0])
    words = say(
        "Beside the {} of its statistical neighbours (model of {}), {} does better on {} of {} measures",
        near.by,
        near.model,
        view.area_name,
        number(counts[SUMMARY_AHEAD]),
        number(counts[SUMMARY_COMPARED]),
    )
    behind = [pair for pair in found.beside_neighbours if _lead(*pair) < 0]
    if not behind:
        return say("{}.", words)
    figure, middle = min(behind, key=lambda pair: _weight(view, *pair))
    label = defined(figure.measure.id, figure.measure.label[:1].lower() + figure.measure.label[1:])
    beside = say("{} beside {}", number(figure), number(middle))
    place = placed(view, figure)
    return say("{}; it is furthest behind on {} ({}).", words, label, say("{}; {}", beside, place) if place else beside)


def _weight(view: CouncilYear, figure: Figure, middle: Figure) -> tuple[float, float, float]:
    """What weighs most comes first: the place in England, then the children concerned, then the gap as a part."""
    children = abs(figure.number - middle.exact) * (figure.denominator or 0.0)
    return -view.standing(figure), -children, _lead(figure, middle)


def _lead(figure: Figure, middle: Figure) -> float:
    """How far a figure is better than its neighbours' mean or median, as a part of it; below nought when worse."""
    gap = abs(figure.number - middle.exact) / (abs(middle.exact) or 1.0)
    return figure.measure.better_of(figure.number, middle.exact) * gap
