"""A council in a reporting year: its own figures, and with whom it is compared. Every section starts from one."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from panelpack.catalogue.breakdowns import CURRENT
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import YEARLY, Period, shifted
from panelpack.catalogue.reporting_years import in_reporting_year, reporting_year, year_dates
from panelpack.comparisons.change import Change, change
from panelpack.comparisons.documents import Documents
from panelpack.comparisons.england import standing
from panelpack.comparisons.neighbours import Neighbours, neighbours, same_place
from panelpack.comparisons.targets import Rag, rag
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published
from panelpack.disclosure.reads import Read, note_reads, recording
from panelpack.project.checkout import Project
from panelpack.project.parameters import Council, Year

YEARS_BACK = 10
T = TypeVar("T")
INVENTED = "an invented council. No child and no figure here is real."
"""What the banner of every page says of a council that there is not."""


@dataclass(frozen=True)
class CouncilYear:
    """A council (by name and parameters), a reporting year, and what may be shown of them."""

    project: Project
    published: Published
    council_name: str
    council: Council
    year_label: str
    year: Year

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """What is made once of a council in a year, by its name; every view of the same gives the same.

        It must depend on nothing but the figures, the parameters of council and year, the targets, and its name.
        Whoever is given it again has read the figures that it was made of.
        """
        if what not in self._kept:
            with recording() as asked:
                made = make()
            self._kept[what] = made, frozenset(asked)
        found: T
        found, read = self._kept[what]
        note_reads(read)
        return found

    @cached_property
    def _kept(self) -> dict[Hashable, tuple[Any, frozenset[Read]]]:
        settings = (self.council_name, self.council, self.year_label, self.year, self.project.targets)
        kept: dict[Hashable, tuple[Any, frozenset[Read]]] = self.published.worked_out.setdefault(settings, {})
        return kept

    @property
    def area_name(self) -> str:
        """The council's name as pages write it."""
        return self.name_of(self.council.area)

    @property
    def country_name(self) -> str:
        """The name of the council's country: England, or an invented one."""
        return self.name_of(self.council.country)

    @property
    def signed_name(self) -> str:
        """The council's name as the banner of every page writes it, which of an invented one says that it is."""
        return f"{self.area_name}: {INVENTED}" if self.council.invented else self.area_name

    def name_of(self, area: str) -> str:
        """The name of any area."""
        return self.published.context.areas.name(area)

    def measure(self, name: str) -> Measure:
        """A measure of the catalogue, or an error that names the nearest."""
        return self.published.context.catalogue[name]

    @cached_property
    def documents(self) -> Documents:
        """What the council and its partners state for the year."""
        return Documents(self.published, self.year_label, self.year.as_at)

    def period(self, measure: Measure) -> Period | None:
        """The measure's period that belongs to the reporting year; None when it has no single one.

        A window belongs to the year in which it ends, when official statistics give one such window.
        """
        if measure.basis in YEARLY:
            return in_reporting_year(self.year_label, measure.basis)
        if measure.rolling:
            newest = self._newest_window(measure)
            return newest.period if newest and newest.period.end else None
        if measure.basis != "window":
            return None
        found = self.published.over_time(measure.id, self.council.area)
        ending = [figure.period for figure in found if reporting_year(figure.period) == self.year_label]
        return ending[0] if len(ending) == 1 else None

    def own(self, name: str) -> Figure | None:
        """The figure for the reporting year, from the preferred source: the council's, or its agency's."""
        measure = self.measure(name)
        if measure.rolling:
            return self._newest_window(measure)
        period, area = self.period(measure), self.council.area_of(measure.about)
        return self.published.find(name, area, period) if period and area else None

    def _newest_window(self, measure: Measure) -> Figure | None:
        """The newest of the twelve months that a rolling measure has for the year; where none is dated, the current."""
        area = self.council.area_of(measure.about)
        found = [
            figure
            for figure in self.documents.visible(measure.id)
            if figure.area == area and figure.breakdown in ("", CURRENT) and not self.documents.is_earlier(figure)
        ]
        return max(found, key=lambda figure: figure.period.order, default=None)

    def stated_change(self, figure: Figure, kind: str, area: str | None = None) -> Figure | None:
        """The change that a figure's source states beside it: `change` in number, `change_pct` in per cent.

        Args:
            area: of another area, such as the force; the figure's own when not given.
        """
        name = f"{figure.measure.id}_{kind}"
        if not figure.measure.states_change:
            return None
        return self.published.find(name, area or figure.area, figure.period, "", figure.source)

    def of_force(self, figure: Figure) -> Figure | None:
        """The change in per cent that a figure's source states for the whole of the police force's area."""
        return self.stated_change(figure, "change_pct", self.council.force) if self.council.force else None

    def change(self, figure: Figure) -> Change:
        """How it moved in a year."""
        return change(self.published, figure)

    @cached_property
    def neighbour_model(self) -> str:
        """The neighbour model in force in the reporting year."""
        return self.council.neighbour_model(self.year_label)

    @cached_property
    def neighbour_codes(self) -> list[str]:
        """The council's statistical neighbours by the model in force."""
        return self.published.context.areas.neighbours(self.council.area, self.neighbour_model)

    def comparable(self, figure: Figure) -> Figure:
        """The figure that stands beside those of other areas: a comparison uses one source for both sides.

        It is the figure itself, or the official one of the same place where its own source knows no other area.
        """
        if self.published.context.register.is_official(figure.source):
            return figure
        place = (figure.measure.id, figure.area, figure.period, figure.breakdown)
        official = [item for item in self.published.all_of(*place) if self._is_official(item)]
        return official[0] if official else figure

    def _is_official(self, figure: Figure) -> bool:
        return self.published.context.register.is_official(figure.source)

    def standing(self, figure: Figure) -> float:
        """The part of England's councils that stand before it, by the Department's ranking; nought if unknown."""
        return standing(self.published, self.comparable(figure))

    def neighbours(self, figure: Figure) -> Neighbours:
        """The neighbours' figures for the same measure and period, from one source with the council's own."""
        codes, model, by = self.neighbour_codes, self.neighbour_model, self.council.neighbours_by
        return neighbours(self.published, self.comparable(figure), codes, model, by)

    def elsewhere(self, figure: Figure, area: str) -> Figure | None:
        """Another area's figure for the same measure and period, from one source with the council's own."""
        return same_place(self.published, self.comparable(figure), area)

    def comparators(self, figure: Figure) -> list[tuple[str, Figure]]:
        """Region and England, by name, where they have a figure for the same measure, period and source."""
        found = [(self.name_of(code), self.elsewhere(figure, code)) for code in self.wider]
        return [(name, other) for name, other in found if other is not None]

    @property
    def wider(self) -> tuple[str, str]:
        """The areas around the council: its region and the country."""
        return self.council.region, self.council.country

    def is_compared(self, measure: Measure) -> bool:
        """Whether areas of different size can be compared by it: a plain count cannot."""
        return measure.unit != "count"

    def followed(self, report: str) -> list[str]:
        """Ids of a report's measures that have a figure for the year, and official statistics of the council too."""
        return [
            measure.id
            for measure in self.published.context.catalogue.of_report(report)
            if (figure := self.own(measure.id)) is not None and self._is_official(self.comparable(figure))
        ]

    def summarised(self, report: str) -> list[str]:
        """Ids of the measures of which a report's first sentences speak."""
        return list(self.published.context.catalogue.report(report).summary) or self.followed(report)

    def periods_to_now(self, measure: Measure) -> list[Period]:
        """The years up to the reporting year, oldest first, from the first that has a figure; at most ten."""
        now = self.period(measure)
        if now is None:
            return []
        have = {figure.period for figure in self.over_time(measure)}
        periods = [shifted(now, -back) for back in reversed(range(YEARS_BACK))]
        first = next((place for place, period in enumerate(periods) if period in have), len(periods))
        return periods[first:]

    def rag(self, figure: Figure) -> Rag:
        """Against a target of the council that was in force on the figure's day."""
        return rag(self.published, figure, self.project.targets, self.council_name, self.last_day)

    @property
    def last_day(self) -> date:
        """The day up to which a page of the year may know anything: that of the panel, or the last of the year."""
        return self.year.as_at or year_dates(self.year_label)[1]

    @property
    def own_areas(self) -> set[str]:
        """The areas whose figures are the council's own: itself, its agency, its force and its care board."""
        return set(self.council.own_areas)

    def is_supplied(self, topic: str) -> bool:
        """Whether documents give any figure of a topic for the council or an agency of its own."""
        return any(figure.area in self.own_areas for found in self.documents.of_topic(topic) for figure in found)

    def figures_file(self, topic: str) -> str:
        """The file that a council fills with a topic's figures."""
        return (self.project.figures_of(self.council_name) / f"{topic}.csv").relative_to(self.project.root).as_posix()

    def over_time(self, measure: Measure) -> list[Figure]:
        """The council's figures over time, all from the kind of source that its figure of the year is from."""
        own = self.own(measure.id)
        return self.published.over_time(measure.id, self.council.area, source=own.source if own else None)

    def series_file(self, measure: Measure) -> str:
        """The file that a figure of the measure would stand in."""
        known = [figure for figure in self.published.official(measure.id) if not figure.breakdown]
        if known:
            return max(known, key=lambda figure: figure.period.order).file
        return self.figures_file(measure.topic or measure.report)


def council_year(project: Project, published: Published, council: str, year: str) -> CouncilYear:
    """A council in a reporting year.

    Raises:
        InputError: the council or the year does not exist.
    """
    return CouncilYear(project, published, council, project.council(council), year, project.year(year))
