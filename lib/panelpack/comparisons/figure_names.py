"""Figures by name in officers' prose: `{{ referrals[area=England, period=2021-22] }}` to what a page says of it.

A reference is a measure, in brackets what tells one of its figures from the others, and after a point what is asked of
it. Without a period it is the figure of the report's year; without an area the council's own.
"""

import re
from collections.abc import Iterable, Sequence

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import MONTHS, Period, example, parse
from panelpack.catalogue.references import Reference, read_reference
from panelpack.catalogue.reporting_years import in_reporting_year
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.neighbours import same_place
from panelpack.disclosure.figure import Figure
from panelpack.project.errors import InputError, Problem, suggest

_MOST_NAMED = 5
_DAYS = {"march": "31", "september": "30"}


def find(view: CouncilYear, reference: Reference) -> Figure:
    """The figure that a reference names.

    Raises:
        InputError: there is none, or several; the message names what there is.
    """
    measure = view.measure(reference.name)
    wanted = dict(reference.wanted)
    area = _area(view, measure, wanted.pop("area", ""))
    source = _source(view, wanted.pop("source", ""))
    period = _period(view, measure, wanted.pop("period", ""))
    breakdown = _breakdown(view, measure, wanted)
    if period:
        found = _at(view, measure, area, period, breakdown, source)
    else:
        found = _of_year(view, measure, area, breakdown, source)
    if found is None:
        when = period.label if period else view.year_label
        what = ", ".join(filter(None, [measure.id, view.name_of(area), when, breakdown, source]))
        raise InputError([Problem(f"there is no figure of {what}", todo=_there(view, measure, area))])
    return found


def _of_year(view: CouncilYear, measure: Measure, area: str, breakdown: str, source: str) -> Figure | None:
    """The figure of the report's year: of the measure's one period, or the only one that documents give for it."""
    period = view.period(measure)
    found = _at(view, measure, area, period, breakdown, source) if period else None
    if found is not None:
        return found
    place = (area, breakdown)
    visible = [item for item in view.documents.visible(measure.id) if (item.area, item.breakdown) == place]
    visible = [item for item in visible if source in ("", item.source) and view.documents.is_of_year(item)]
    if len(visible) > 1:
        labels = dict.fromkeys(item.period.label for item in visible)
        sources = dict.fromkeys(item.source for item in visible)
        one = f"period: {', '.join(labels)}" if len(labels) > 1 else f"source: {', '.join(sources)}"
        what = f"{measure.id} has several figures for {view.year_label}"
        raise InputError([Problem(what, todo=f"name one by its {one}")])
    return visible[0] if visible else None


def _at(view: CouncilYear, measure: Measure, area: str, period: Period, breakdown: str, source: str) -> Figure | None:
    """The figure of a period; another area's from the source of the council's own, as comparisons take it."""
    own_area = view.council.area_of(measure.about)
    if not source and own_area and area != own_area:
        own = view.published.find(measure.id, own_area, period, breakdown)
        other = same_place(view.published, own, area) if own else None
        if other is not None:
            return other
    return view.published.find(measure.id, area, period, breakdown, source or None)


def _there(view: CouncilYear, measure: Measure, area: str) -> str:
    """What figures of a measure there are, in words."""
    figures = [item for item in view.published.of_measure(measure.id) if known_by_then(view, item.period)]
    own = [item for item in figures if item.area == area]
    if not own:
        names = list(dict.fromkeys(view.name_of(item.area) for item in figures))
        return f"there are figures of {', '.join(names[:_MOST_NAMED])}" if names else "no figure of it was supplied"
    whole = [item for item in own if not item.breakdown]
    if not whole:
        parts = list(dict.fromkeys(", ".join(breakdowns.parts_of(item.breakdown)) for item in own))
        more = " and more" if len(parts) > _MOST_NAMED else ""
        return f"it has parts: {', '.join(f'[{part}]' for part in parts[:_MOST_NAMED])}{more}"
    latest = max(whole, key=lambda item: item.period.order)
    return f"the latest by then is of {latest.period.label}"


def _area(view: CouncilYear, measure: Measure, named: str) -> str:
    if named:
        return view.published.context.areas.code_of(named)
    return view.council.area_of(measure.about) or view.council.area


def _source(view: CouncilYear, named: str) -> str:
    sources = view.published.context.register.sources
    if named and named not in sources:
        raise InputError([Problem(f"there is no source {named!r}", todo=suggest(named, sources))])
    return named


def _breakdown(view: CouncilYear, measure: Measure, wanted: dict[str, str]) -> str:
    """The canonical breakdown of what is wanted; its values may be given in any case, or by their label."""
    if not wanted:
        return ""
    known: dict[str, dict[str, str]] = {}
    given = {item.breakdown for item in view.published.of_measure(measure.id)}
    for part in {part for breakdown in given for part in breakdowns.parts_of(breakdown)}:
        name, value = breakdowns.name_of(part), breakdowns.value_of(part)
        known.setdefault(name, {}).update({value.casefold(): value, measure.breakdown_label(part).casefold(): value})
    for name, value in wanted.items():
        if name not in known:
            what = f"{measure.id} is not broken down by {name!r}"
            raise InputError([Problem(what, todo=suggest(name, [*known, "area", "period", "source"]))])
        if value.casefold() not in known[name]:
            values = sorted(set(known[name].values()))
            raise InputError([Problem(f"{measure.id} has no {name} {value!r}", todo=suggest(value, values))])
    return breakdowns.of_pairs({name: known[name][value.casefold()] for name, value in wanted.items()})


def _period(view: CouncilYear, measure: Measure, named: str) -> Period | None:
    if not named:
        return None
    period = read_period(named, measure.basis)
    if not known_by_then(view, period):
        what = f"{period.label} ends after the day of this report"
        raise InputError([Problem(what, todo=f"take a period up to {view.year_label}")])
    return period


def known_by_then(view: CouncilYear, period: Period) -> bool:
    """Whether a period had ended when the panel met, or when the year ended: no report looks into the future."""
    return period.end is None or period.end <= view.last_day


def read_period(named: str, basis: str) -> Period:
    """A period by its label or by a form near it: 2023-01 for January 2023, 2023-03-31 for 31 March 2023.

    Raises:
        InputError: no form of the basis; the message gives an example of one that is.

    >>> read_period("2023-01", "january").label, read_period("2021-22", "academic").label
    ('January 2023', '2021/22')
    """
    plain = " ".join(named.replace("–", "-").split())
    for label in _forms(plain, basis):
        try:
            return parse(label, basis)
        except ValueError:
            continue
    todo = f"write it as {example(basis)}"
    raise InputError([Problem(f"{named!r} is not a period of this measure", todo=todo)])


def _forms(label: str, basis: str) -> Iterable[str]:
    """A label, then what else it may mean for a basis."""
    yield label
    if basis in ("year", "academic"):
        yield label.replace("/", "-") if basis == "year" else label.replace("-", "/")
    month = re.fullmatch(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?", label)
    if month and 1 <= int(month["month"]) <= 12:
        name = f"{MONTHS[int(month['month']) - 1]} {month['year']}"
        if month["day"] in (None, _DAYS.get(basis, "")):
            yield f"{_DAYS.get(basis, '')} {name}"
        if month["day"]:
            yield f"{label} to {label}"
    yield f"{_DAYS.get(basis, '')} {label}"
    if basis in ("march", "january", "september", "calendar") and re.fullmatch(r"\d{4}[-/]\d\d", label):
        try:
            yield in_reporting_year(label.replace("/", "-"), basis).label
        except ValueError:
            return


def reference_to(view: CouncilYear, figure: Figure) -> Reference | None:
    """The shortest reference that names a figure; None where none does, as for one of a later year."""
    own = view.council.area_of(figure.measure.about)
    parts = breakdowns.pairs_of(figure.breakdown)
    area = {} if figure.area == own else {"area": view.name_of(figure.area)}
    period, source = {"period": figure.period.label}, {"source": figure.source}
    tries: Sequence[dict[str, str]] = ({}, period, source, {**period, **source})
    for more in tries:
        reference = Reference(figure.measure.id, {**area, **parts, **more})
        try:
            if find(view, read_reference(str(reference)[2:-2])).id == figure.id:
                return reference
        except InputError:
            continue
    return None
