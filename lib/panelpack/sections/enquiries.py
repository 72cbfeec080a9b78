"""Lines of enquiry: at most five questions for members, each made by named rules from named measures.

| rule | a measure triggers it when |
|---|---|
| worse than target | it misses the target in force, or the standard that its document gives |
| worsening beyond chance | it moved the worse way in a year, and that is unlikely to be chance |
| worse than neighbours | enough statistical neighbours are known, and most of them do better |
| late or missing data | there is no figure for the year, though a target is set or there was one the year before |

Measures that trigger more rules come first. Then the rules take turns, in the order above, each with the measure that
is furthest: behind its target or its neighbours' mean, or from the year before, as a part of it. Missing figures share
one question, the last. Nothing is asked where nothing triggers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue.measures import REPORTS, Measure
from panelpack.catalogue.periods import previous
from panelpack.comparisons.chance import CHANCE_LEVEL
from panelpack.comparisons.change import ahead
from panelpack.comparisons.council_year import Scope
from panelpack.page import tables
from panelpack.page.markup import Html, defined, number, period, text
from panelpack.project.yaml_files import load
from panelpack.sections.monitor import Row, monitored

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
    words: Html


@dataclass(frozen=True)
class _Finding:
    """What a rule says of a measure, and how far behind it is, as a part of what it is held against."""

    rule: str
    words: str
    behind: float = 0.0


def limits(scope: Scope) -> Limits:
    """The limits in force."""
    return load(scope.project.parameters / "enquiries.yaml", Limits)


def worse_than_target(scope: Scope, row: Row, _: Limits) -> _Finding | None:
    """A target in force that is missed, or the standard that a document gives for the same part."""
    figure = row.figure
    if row.standard is not None:
        goal = row.standard.shown or 0.0
        if figure.shown is None or figure.shown >= goal:
            return None
        words = f"The standard is {number(row.standard)}."
        return _Finding("worse than target", words, _part(goal - figure.shown, goal))
    found = scope.rag(figure)
    if found.target is None or found.level not in ("amber", "red"):
        return None
    bound = found.target.at_least if found.target.at_least is not None else found.target.at_most or 0.0
    words = f"Against its target: {tables.light(found)}."
    return _Finding("worse than target", words, _part(abs((figure.shown or 0.0) - bound), bound))


def worsening_beyond_chance(scope: Scope, row: Row, _: Limits) -> _Finding | None:
    """A change the worse way that chance alone would bring less than once in a hundred times."""
    p, before = row.change.chance.p, row.change.before
    if row.change.towards != "worse" or p is None or p >= CHANCE_LEVEL or before is None:
        return None
    moved = _part(abs((row.figure.shown or 0.0) - (before.shown or 0.0)), before.shown)
    words = f"It was {number(before)} before; the change is unlikely to be chance."
    return _Finding("worsening beyond chance", words, moved)


def worse_than_neighbours(scope: Scope, row: Row, given: Limits) -> _Finding | None:
    """Most of the neighbours known do better."""
    figure = row.figure
    if row.standard is not None or figure.measure.rolling or not scope.is_compared(figure.measure):
        return None
    near = scope.neighbours(figure)
    better = ahead(figure, near)
    if near.mean is None or near.used < given.worse_than_neighbours.fewest:
        return None
    if better < given.worse_than_neighbours.part * near.used:
        return None
    count = scope.published.derive(f"ahead_{near.model}", figure, better, unit="count", decimals=0)
    words = (
        f"Of {number(near.known)} statistical neighbours known, {number(count)} do better (mean {number(near.mean)})."
    )
    return _Finding(
        "worse than neighbours", words, _part(abs((figure.shown or 0) - (near.mean.value or 0)), near.mean.value)
    )


RULES: tuple[Callable[[Scope, Row, Limits], _Finding | None], ...] = (
    worse_than_target,
    worsening_beyond_chance,
    worse_than_neighbours,
)


_NAMES = ("worse than target", "worsening beyond chance", "worse than neighbours")
"""The names of these rules, in the order of their turns."""


def _part(gap: float, whole: float | None) -> float:
    return gap / (abs(whole or 0.0) or 1.0)


def enquiries(scope: Scope) -> list[Enquiry]:
    """The year's lines of enquiry, at most as many as the limits allow."""
    given = limits(scope)
    found: list[tuple[list[_Finding], Row]] = []
    for row in (row for report in REPORTS for row in monitored(scope, report)):
        findings = [item for rule in RULES if (item := rule(scope, row, given)) is not None]
        if findings:
            found.append((findings, row))
    absent = list(_absent(scope))
    last = [_missing(scope, absent)] if absent else []
    chosen = _in_turn(found)[: given.most - len(last)]
    return [_about(scope, row, findings) for findings, row in chosen] + last


def _in_turn(found: list[tuple[list[_Finding], Row]]) -> list[tuple[list[_Finding], Row]]:
    """Measures that trigger most rules first; those of one rule in turn by rule, each rule's furthest first."""
    several = [item for item in found if len(item[0]) > 1]
    several.sort(key=lambda item: (-len(item[0]), -max(one.behind for one in item[0])))
    single = [item for item in found if len(item[0]) == 1]
    by_rule = [
        sorted((item for item in single if item[0][0].rule == rule), key=lambda item: -item[0][0].behind)
        for rule in _NAMES
    ]
    turns = [item for turn in zip_longest(*by_rule) for item in turn if item is not None]
    return several + turns


def _about(scope: Scope, row: Row, findings: list[_Finding]) -> Enquiry:
    figure, measure = row.figure, row.figure.measure
    part = f" ({text(measure.breakdown_label(figure.breakdown))})" if row.standard else ""
    whose = "" if figure.area == scope.council.area else f", {text(scope.name_of(figure.area))}"
    when = "the newest twelve months" if figure.period.end is None else period(figure.period)
    said = " ".join(item.words for item in findings)
    rules = tuple(item.rule for item in findings)
    words = (
        f"<strong>{defined(measure.id, measure.label)}{part}{whose}</strong>: {number(figure)}, {when}. {said} "
        f'What lies behind this, and what is being done? <span class="note">Rule: {text("; ".join(rules))}.</span>'
    )
    return Enquiry(rules, (measure.id,), Html(words))


def _absent(scope: Scope) -> Iterator[Measure]:
    """Measures without a figure for the year, of which there was an official one a year before, or with a target."""
    published, register = scope.published, scope.published.context.register
    for measure in published.context.catalogue.measures.values():
        area, when = scope.council.area_of(measure.about), scope.period(measure)
        if area is None or when is None or measure.rolling:
            continue
        figure = scope.own(measure.id)
        if figure is not None and figure.status != "x":
            continue
        before = published.find(measure.id, area, previous(when))
        known = before is not None and before.value is not None and register[before.source].kind == "official"
        if known or (figure is not None and scope.rag(figure).target is not None):
            yield measure


def _missing(scope: Scope, measures: list[Measure]) -> Enquiry:
    named = [defined(item.id, item.label) for item in measures[:_MOST_NAMED]]
    others = "" if len(measures) <= _MOST_NAMED else " and others"
    words = (
        f"<strong>Figures that are not there for {text(scope.year_label)}</strong>: {'; '.join(named)}{others}. "
        "There was one the year before, or a target is set. Why is there none now, and when will there be? "
        '<span class="note">Rule: late or missing data.</span>'
    )
    return Enquiry(("late or missing data",), tuple(item.id for item in measures), Html(words))


def lines(scope: Scope) -> Html:
    """The lines of enquiry as a list, or a sentence that no rule found one."""
    found = enquiries(scope)
    if not found:
        return Html("<p>No rule finds a line of enquiry in the year's figures.</p>")
    items = "".join(f"<li>{item.words}</li>" for item in found)
    return Html(f'<ol class="enquiries">{items}</ol>')


def explained() -> Html:
    """How the lines are made, in a sentence a rule."""
    return Html(
        '<p class="note">Each line is made by rules, and by no person. Worse than target: a target or standard in '
        "force is missed. Worsening beyond chance: a change for the worse that chance alone would bring less than once "
        "in a hundred times. Worse than neighbours: most statistical neighbours known do better. Late or missing data: "
        "there was a figure the year before and there is none now. What triggers more rules comes first; then the "
        "rules take turns, each with what is furthest behind.</p>"
    )
