"""The area profile: every measure of the council on the range of England's councils, over all reports.

What is nearly last in England comes first, for it is what a panel asks about. A place that the Department gives counts
as the part of councils that stand before it; without one a measure counts as the middle of its quarter, and within the
same part what is further behind England comes first. Measures of which no direction is better stand in a table of their
own, in the order of the reports.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from panelpack.catalogue.measures import Measure
from panelpack.comparisons.council_year import CouncilYear
from panelpack.comparisons.england import national, quarter
from panelpack.comparisons.neighbours import Neighbours
from panelpack.disclosure.figure import Figure
from panelpack.page.area_profile import ProfileRow, area_profile, range_key
from panelpack.page.england_ranges import MIDDLE, places_of
from panelpack.page.parts import EnglandRange, Words
from panelpack.page.pieces import EMPTY, Note, Piece, together
from panelpack.page.words import NOTHING, capital, defined, joined, link, number, period, say, text
from panelpack.project.errors import unknown

ORDERS = {"place": "nearly last in England first", "report": "in the order of the reports"}
"""The orders that a profile may have, in words."""

_PARTS = {"worst quarter": 7 / 8, "middle half": 1 / 2, "best quarter": 1 / 8}
_FEWEST_NEIGHBOURS = 7


@dataclass(frozen=True)
class Placed:
    """A measure of the profile: its figure on England's range, its neighbours, and how many of them are known.

    `standing` is the part of England's councils that stand before it, nought where it is not known. `known` is empty
    where as many are known of every measure.
    """

    drawn: EnglandRange
    near: Neighbours
    standing: float
    known: Words = NOTHING

    @property
    def measure(self) -> Measure:
        """What it is of."""
        return self.drawn.figure.measure

    @property
    def last(self) -> tuple[float, float]:
        """By what the nearest to the last place comes first."""
        return -(self.standing or _PARTS[self.drawn.quarter]), places_of(self.drawn)["council"] - MIDDLE


def profiled(view: CouncilYear) -> list[Placed]:
    """The measures of which the council and England's quartiles are known for the year, in the order of the reports."""
    found = [item for figure in _figures(view) if (item := _placed(view, figure)) is not None]
    if _all_known_alike(found):
        return found
    return [replace(item, known=_known(item.near)) for item in found]


def profile(view: CouncilYear, by: str = "place", on: str = "") -> Piece:
    """Every measure on England's range: one table where a direction is better, one where none is, and their key.

    Args:
        by: the order, `place` or `report`.
        on: the report on whose page it stands, to which nothing leads.

    Raises:
        InputError: there is no such order.
    """
    if by not in ORDERS:
        raise unknown("order of a profile", by, list(ORDERS))
    found = profiled(view)
    directed = [item for item in found if item.measure.has_direction]
    if by == "place":
        directed.sort(key=lambda item: item.last)
    others = [item for item in found if not item.measure.has_direction]
    if not found:
        return Note(text(f"For {view.year_label} no measure has both a figure and England's quartiles."), "missing")
    order = f"{capital(ORDERS[by])}, {view.year_label}"
    return together(
        range_key([item.drawn for item in found]),
        _table(view, directed, order, on),
        _table(view, others, f"Where no direction is better, {view.year_label}", on),
        Note(_about(view, found)),
        _without(view),
    )


def _figures(view: CouncilYear) -> list[Figure]:
    """The council's figures of the year that areas can be compared by, from the source that knows the others."""
    catalogue = view.published.context.catalogue
    measures = [item for name in catalogue.reports for item in catalogue.of_report(name)]
    own = [view.own(item.id) for item in measures if view.is_compared(item) and not item.rolling]
    return [view.comparable(figure) for figure in own if figure is not None and figure.area == view.council.area]


def _placed(view: CouncilYear, figure: Figure) -> Placed | None:
    of_england, part = national(view.published, figure), quarter(view.published, figure)
    if not part or of_england.lower is None or of_england.upper is None:
        return None
    england = view.elsewhere(figure, view.council.country)
    if england is None or england.value is None:
        england = of_england.median
    if england is None or england.value is None:
        return None
    near = view.neighbours(figure)
    drawn = EnglandRange(figure, of_england.lower, of_england.upper, england, near.middle, part)
    return Placed(drawn, near, view.standing(figure))


def _table(view: CouncilYear, found: Sequence[Placed], caption: str, on: str) -> Piece:
    rows = [_row(view, item, on) for item in found]
    return area_profile(view.published, caption, rows, rule=_RULE) if rows else EMPTY


def _known(near: Neighbours) -> Words:
    return say("({} of {})", number(near.known), number(near.total)) if 0 < near.used < near.of else NOTHING


def _all_known_alike(found: Sequence[Placed]) -> bool:
    """Whether as many neighbours are known of every measure, so that a note can say it."""
    return len({item.near.used for item in found}) == 1


def _row(view: CouncilYear, item: Placed, on: str) -> ProfileRow:
    """A measure with its period where that is not the reporting year, and the report that has more of it."""
    figure, measure = item.drawn.figure, item.measure
    label = defined(measure.id, measure.label)
    if figure.period.label != view.year_label:
        label = say("{} ({})", label, period(figure.period))
    title = view.published.context.catalogue.reports[measure.report].short_title
    report = text(title) if measure.report == on else link(title, f"{measure.report}.html")
    return ProfileRow(label, item.drawn, item.known, report)


def _about(view: CouncilYear, found: Sequence[Placed]) -> Words:
    """Whose places they are, how many councils, who the neighbours are, and the source of the quartiles."""
    published = view.published
    counts = [national(published, item.drawn.figure).councils for item in found]
    known = sorted((item for item in counts if item is not None and item.value), key=lambda item: item.number)
    placed = any(item.standing for item in found)
    parts = [text("Places are the Department's, where 1 is the best.")] if placed else []
    if known:
        parts.append(say("England: {} to {} councils have a figure.", number(known[0]), number(known[-1])))
    parts.append(say("Neighbours: {}, model of {}.", _neighbours(view, found), view.neighbour_model))
    titles = dict.fromkeys(published.context.register[item.drawn.lower.source].title for item in found)
    return joined([*parts, text(f"Source: {'; '.join(titles)}.")], " ")


def _neighbours(view: CouncilYear, found: Sequence[Placed]) -> Words:
    """How many of the statistical neighbours are known, with a caution where they are few."""
    near = [item.near for item in found]
    by = f"{view.council.neighbours_by} of"
    caution = ", too few to rely on" if any(0 < item.used < _FEWEST_NEIGHBOURS for item in near) else ""
    if not _all_known_alike(found):
        few = ", where under seven too few to rely on" if caution else ""
        return text(f"{by} the statistical neighbours, in brackets how many are known{few}")
    return say("{} {} of {} known{}", by, number(near[0].known), number(near[0].total), caution)


def _without(view: CouncilYear) -> Piece:
    """The measures that England's councils are known by, and the council is not."""
    absent = [item for item in _figures(view) if item.value is None and national(view.published, item).lower]
    labels = joined((defined(item.measure.id, item.measure.label) for item in absent), "; ")
    return Note(say("No figure is shown for the council: {}.", labels), "missing") if absent else EMPTY


_RULE = (
    "Measures with a figure of the council and quartiles of England's councils for the year. What is nearest to the "
    "last place comes first: by the Department's place where it gives one, else by quarter and distance to England."
)
