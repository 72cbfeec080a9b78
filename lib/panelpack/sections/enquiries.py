"""Lines of enquiry: at most five questions for members, each made by named rules from named measures.

| rule | a measure triggers it when |
|---|---|
| worse than target | it misses the target in force, or the standard that its document gives |
| worsening beyond chance | it moved the worse way in a year, and that is unlikely to be chance |
| worse than neighbours | enough statistical neighbours are known, and most of them do better |
| late or missing data | there is no figure for the year, though a target is set or there was one the year before |

Measures that trigger more rules come first. Then the rules take turns, in the order above, each with the measure that
is furthest: behind its target or its neighbours' mean or median, or from the year before, as a part of it. Missing
figures share one question, the last. Nothing is asked where nothing triggers.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import previous
from panelpack.comparisons.chance import CHANCE_LEVEL
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.derived import AHEAD
from panelpack.comparisons.neighbours import better_neighbours
from panelpack.page.parts import Words
from panelpack.page.pieces import Listing, Note, Piece, Sentence
from panelpack.page.verdicts import light
from panelpack.page.words import NOTHING, defined, joined, number, period, quiet, say, strong, text, words_of
from panelpack.project.yaml_files import load
from panelpack.sections.labels import in_brackets
from panelpack.sections.monitor import Row, monitored
from panelpack.sections.trajectories import is_met

_MOST_NAMED = 3


class Behind(BaseModel):
    """When a measure is worse than its neighbours: the part of them that does better, and how many must be known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: float = Field(gt=0, le=1)
    fewest: int = Field(ge=1)


class Limits(BaseModel):
    """The limits of `parameters/enquiries.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    most: int = Field(ge=1)
    worse_than_neighbours: Behind


@dataclass(frozen=True)
class Enquiry:
    """A question for members: the rules that made it, the measures that it is about, and its words."""

    rules: tuple[str, ...]
    measures: tuple[str, ...]
    words: Words


@dataclass(frozen=True)
class _Trigger:
    """What a rule says of a measure, and how far behind it is, as a part of what it is held against."""

    rule: str
    words: Words
    behind: float = 0.0


def limits(view: CouncilYear) -> Limits:
    """The limits in force."""
    return load(view.project.parameters / "enquiries.yaml", Limits)


def worse_than_target(view: CouncilYear, row: Row, _: Limits) -> _Trigger | None:
    """A target in force that is missed, or the standard that a document gives for the same part."""
    figure = row.figure
    if figure.value is None:
        return None
    if row.standard is not None:
        if row.standard.value is None or is_met(figure, row.standard):
            return None
        words = say("The standard is {}.", number(row.standard))
        return _Trigger(_TARGET, words, _part(figure.number - row.standard.number, row.standard.number))
    found = view.rag(figure)
    if found.target is None or found.level not in ("amber", "red"):
        return None
    bound, _side = found.target.bound
    words = say("Against its target: {}.", light(found))
    return _Trigger(_TARGET, words, _part(figure.number - bound, bound))


def worsening_beyond_chance(_view: CouncilYear, row: Row, _: Limits) -> _Trigger | None:
    """A change the worse way that chance alone would bring less than once in a hundred times."""
    p, before = row.change.chance.p, row.change.before
    if row.change.towards != "worse" or p is None or p >= CHANCE_LEVEL or before is None:
        return None
    words = say("It was {} before; the change is unlikely to be chance.", number(before))
    return _Trigger(_WORSENING, words, _part(row.figure.number - before.number, before.number))


def worse_than_neighbours(view: CouncilYear, row: Row, given: Limits) -> _Trigger | None:
    """Most of the neighbours known do better."""
    if row.standard is not None or row.figure.measure.rolling or not view.is_compared(row.figure.measure):
        return None
    figure, near = view.comparable(row.figure), view.neighbours(row.figure)
    better = better_neighbours(figure, near)
    if near.middle is None or near.used < given.worse_than_neighbours.fewest:
        return None
    if len(better) < given.worse_than_neighbours.part * near.used:
        return None
    count = AHEAD.of(figure, len(better), better, model=near.model)
    words = say(
        "Of {} statistical neighbours known, {} do better ({} {}).",
        number(near.known),
        number(count),
        near.by,
        number(near.middle),
    )
    return _Trigger(_NEIGHBOURS, words, _part(figure.number - near.middle.exact, near.middle.exact))


_TARGET, _WORSENING, _NEIGHBOURS = "worse than target", "worsening beyond chance", "worse than neighbours"

RULES: Mapping[str, Callable[[CouncilYear, Row, Limits], _Trigger | None]] = {
    _TARGET: worse_than_target,
    _WORSENING: worsening_beyond_chance,
    _NEIGHBOURS: worse_than_neighbours,
}
"""The rules by name, in the order of their turns."""


def _part(gap: float, whole: float) -> float:
    """A gap as a part of what it is a gap to."""
    return abs(gap) / (abs(whole) or 1.0)


def enquiries(view: CouncilYear) -> list[Enquiry]:
    """The year's lines of enquiry, at most as many as the limits allow."""
    given = limits(view)
    found: list[tuple[list[_Trigger], Row]] = []
    reports = view.published.context.catalogue.reports
    for row in (row for report in reports for row in monitored(view, report)):
        triggers = [item for rule in RULES.values() if (item := rule(view, row, given)) is not None]
        if triggers:
            found.append((triggers, row))
    absent = list(_absent(view))
    last = [_missing(view, absent)] if absent else []
    chosen = _in_turn(found)[: given.most - len(last)]
    return [_about(view, row, triggers) for triggers, row in chosen] + last


def _in_turn(found: list[tuple[list[_Trigger], Row]]) -> list[tuple[list[_Trigger], Row]]:
    """Measures that trigger most rules first; those of one rule in turn by rule, each rule's furthest first."""
    several = [item for item in found if len(item[0]) > 1]
    several.sort(key=lambda item: (-len(item[0]), -max(one.behind for one in item[0])))
    single = [item for item in found if len(item[0]) == 1]
    by_rule = [
        sorted((item for item in single if item[0][0].rule == rule), key=lambda item: -item[0][0].behind)
        for rule in RULES
    ]
    turns = [item for turn in zip_longest(*by_rule) for item in turn if item is not None]
    return several + turns


def _about(view: CouncilYear, row: Row, triggers: list[_Trigger]) -> Enquiry:
    figure, measure = row.figure, row.figure.measure
    part = in_brackets(measure.breakdown_label(figure.breakdown)) if row.standard else NOTHING
    whose = text("" if figure.area == view.council.area else f", {view.name_of(figure.area)}")
    when = text("the newest twelve months") if figure.period.end is None else period(figure.period)
    said = joined((item.words for item in triggers), " ")
    rules = tuple(item.rule for item in triggers)
    words = say(
        "{}: {}, {}. {} What lies behind this, and what is being done? {}",
        strong(words_of(defined(measure.id, measure.label), part, whose)),
        number(figure),
        when,
        said,
        quiet(f"Rule: {'; '.join(rules)}."),
    )
    return Enquiry(rules, (measure.id,), words)


def _absent(view: CouncilYear) -> Iterator[Measure]:
    """Measures without a figure for the year, of which there was an official one a year before, or with a target."""
    published, register = view.published, view.published.context.register
    for measure in published.context.catalogue.measures.values():
        area, when = view.council.area_of(measure.about), view.period(measure)
        if area is None or when is None or measure.rolling:
            continue
        figure = view.own(measure.id)
        if figure is not None and figure.status != "x":
            continue
        before = published.find(measure.id, area, previous(when))
        known = before is not None and before.value is not None and register.is_official(before.source)
        if known or (figure is not None and view.rag(figure).target is not None):
            yield measure


def _missing(view: CouncilYear, measures: list[Measure]) -> Enquiry:
    named = joined((defined(item.id, item.label) for item in measures[:_MOST_NAMED]), "; ")
    others = "" if len(measures) <= _MOST_NAMED else " and others"
    words = say(
        "{}: {}{}. "
        "There was one the year before, or a target is set. Why is there none now, and when will there be? {}",
        strong(f"Figures that are not there for {view.year_label}"),
        named,
        others,
        quiet("Rule: late or missing data."),
    )
    return Enquiry(("late or missing data",), tuple(item.id for item in measures), words)


def lines(view: CouncilYear) -> Piece:
    """The lines of enquiry as a list, or a sentence that no rule found one."""
    found = enquiries(view)
    if not found:
        return Sentence(text("No rule finds a line of enquiry in the year's figures."))
    return Listing(tuple(item.words for item in found), "enquiries", is_ordered=True, rule=_RULE)


def explained() -> Note:
    """How the lines are made, in a sentence a rule."""
    return Note(text(_RULE))


_RULE = (
    "Each line is made by rules, and by no person. Worse than target: a target or standard in force is missed. "
    "Worsening beyond chance: a change for the worse that chance alone would bring less than once in a hundred times. "
    "Worse than neighbours: most statistical neighbours known do better. Late or missing data: there was a figure the "
    "year before and there is none now. What triggers more rules comes first; then the rules take turns, each with "
    "what is furthest behind."
)
