"""Lines of enquiry: questions for members, each made by named rules from named measures.

| rule | a measure triggers it when |
|---|---|
| worse than target | it misses the target in force, or the standard that its document gives |
| nearly last in England | it stands in the last tenth of England's councils, by the Department's own ranking |
| worsening beyond chance | it moved the worse way in a year, and that is unlikely to be chance |
| worse than neighbours | enough statistical neighbours are known, most of them do better, and so does half of England |

Of the measures of a report, those that trigger more rules come first, then those nearer to the last place in England,
then those further behind their target, their neighbours or the year before. The front page asks one question a report,
in the same order. What the council has not supplied this year, and had supplied before, is a line beneath.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import previous
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.neighbours import better_neighbours
from panelpack.project.yaml_files import load
from panelpack.sections.monitor import Row, monitored
from panelpack.sections.trajectories import is_met


class Behind(BaseModel):
    """When a measure is worse than its neighbours: the part of them that does better, and how many must be known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: float = Field(gt=0, le=1)
    fewest: int = Field(ge=1)


class Limits(BaseModel):
    """The limits of `parameters/enquiries.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    most: int = Field(ge=1)
    most_of_report: int = Field(ge=1)
    nearly_last_in_england: float = Field(gt=0.5, lt=1)
    worse_than_neighbours: Behind


@dataclass(frozen=True)
class Trigger:
    """A rule that a measure triggers, and how far behind it is, as a part of what it is held against."""

    rule: str
    behind: float = 0.0


@dataclass(frozen=True)
class Enquiry:
    """What to ask about: a measure with its figure of the year, the rules that it triggers, and its place in England.

    `last` is the part of England's councils that stand before it: nought where its place is not known.
    """

    row: Row
    triggers: tuple[Trigger, ...]
    last: float

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules by name."""
        return tuple(item.rule for item in self.triggers)

    @property
    def measure(self) -> Measure:
        """What it is about."""
        return self.row.figure.measure

    @property
    def order(self) -> tuple[float, ...]:
        """By what the most pressing comes first."""
        return -len(self.triggers), -self.last, -max(item.behind for item in self.triggers)


def limits(view: CouncilYear) -> Limits:
    """The limits in force."""
    return load(view.project.parameters / "enquiries.yaml", Limits)


def worse_than_target(view: CouncilYear, row: Row, _: Limits) -> Trigger | None:
    """A target in force that is missed, or the standard that a document gives for the same part."""
    figure = row.figure
    if figure.value is None:
        return None
    if row.standard is not None:
        if row.standard.value is None or is_met(figure, row.standard):
            return None
        return Trigger(_TARGET, _part(figure.number - row.standard.number, row.standard.number))
    found = view.rag(figure)
    if found.target is None or found.level not in ("amber", "red"):
        return None
    bound, _side = found.target.bound
    return Trigger(_TARGET, _part(figure.number - bound, bound))


def nearly_last_in_england(view: CouncilYear, row: Row, given: Limits) -> Trigger | None:
    """It stands among the last of England's councils, where one direction is better."""
    last = view.standing(row.figure)
    is_last = row.figure.measure.has_direction and last >= given.nearly_last_in_england
    return Trigger(_ENGLAND, last) if is_last else None


def worsening_beyond_chance(_view: CouncilYear, row: Row, _: Limits) -> Trigger | None:
    """A change the worse way that chance alone would bring less than once in a hundred times."""
    before = row.change.before
    if row.change.towards != "worse" or not row.change.chance.is_sure or before is None:
        return None
    return Trigger(WORSENING, _part(row.figure.number - before.number, before.number))


def worse_than_neighbours(view: CouncilYear, row: Row, given: Limits) -> Trigger | None:
    """Most of the neighbours known do better, and the council is not in the better half of England's."""
    if row.standard is not None or row.figure.measure.rolling or not view.is_compared(row.figure.measure):
        return None
    figure, near = view.comparable(row.figure), view.neighbours(row.figure)
    better = better_neighbours(figure, near)
    if near.middle is None or near.used < given.worse_than_neighbours.fewest:
        return None
    if 0 < view.standing(row.figure) < _HALF:
        return None
    if len(better) < given.worse_than_neighbours.part * near.used:
        return None
    return Trigger(_NEIGHBOURS, _part(figure.number - near.middle.exact, near.middle.exact))


_HALF = 0.5
_TARGET, _ENGLAND = "worse than target", "nearly last in England"
WORSENING, _NEIGHBOURS = "worsening beyond chance", "worse than neighbours"

RULES: Mapping[str, Callable[[CouncilYear, Row, Limits], Trigger | None]] = {
    _TARGET: worse_than_target,
    _ENGLAND: nearly_last_in_england,
    WORSENING: worsening_beyond_chance,
    _NEIGHBOURS: worse_than_neighbours,
}
"""The rules by name."""


def _part(gap: float, whole: float) -> float:
    """A gap as a part of what it is a gap to."""
    return abs(gap) / (abs(whole) or 1.0)


def of_report(view: CouncilYear, report: str) -> list[Enquiry]:
    """What to ask about a report, the most pressing first; one of the parts of a measure speaks for the others."""
    given = limits(view)
    return list(view.once(("enquiries", report, given), lambda: _of_report(view, report, given)))


def _of_report(view: CouncilYear, report: str, given: Limits) -> list[Enquiry]:
    found = []
    for row in monitored(view, report):
        triggers = tuple(item for rule in RULES.values() if (item := rule(view, row, given)) is not None)
        if triggers:
            found.append(Enquiry(row, triggers, view.standing(row.figure)))
    by_measure: dict[str, Enquiry] = {}
    for enquiry in sorted(found, key=lambda one: one.order):
        by_measure.setdefault(enquiry.measure.id, enquiry)
    return list(by_measure.values())[: given.most_of_report]


def of_pack(view: CouncilYear, reports: Iterable[str] | None = None) -> list[Enquiry]:
    """What to ask first, across reports: the most pressing of each, at most as many as the limits allow.

    Args:
        reports: those whose pages are there; all when not given.
    """
    among = view.published.context.catalogue.reports if reports is None else reports
    firsts = [item for report in among for item in of_report(view, report)[:1]]
    return sorted(firsts, key=lambda one: one.order)[: limits(view).most]


def not_there(view: CouncilYear) -> list[Measure]:
    """What the council has not supplied for the year, though it had for the year before, or a target is set."""
    return list(_absent(view))


def _absent(view: CouncilYear) -> Iterator[Measure]:
    published, register = view.published, view.published.context.register
    for measure in published.context.catalogue.measures.values():
        area, when = view.council.area_of(measure.about), view.period(measure)
        if area is None or when is None or measure.rolling or view.own(measure.id) is not None:
            continue
        before = published.find(measure.id, area, previous(when))
        if before is not None and before.value is not None and not register.is_official(before.source):
            yield measure
