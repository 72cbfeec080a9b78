"""One report's view of the figures: a council in a reporting year, with whom it is compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import (
    YEARLY,
    Period,
    in_reporting_year,
    is_since_year_end,
    reporting_year,
    shifted,
    year_dates,
)
from panelpack.comparisons.change import CURRENT, Change, Neighbours, Rag, change, neighbours, rag, same_place
from panelpack.disclosure.published import Figure, Published
from panelpack.project.parameters import Council, Project, Year

YEARS_BACK = 10


@dataclass(frozen=True)
class Scope:
    """A council (by name and parameters), a reporting year, and what may be shown of them."""

    project: Project
    published: Published
    council_name: str
    council: Council
    year_label: str
    year: Year

    @property
    def area_name(self) -> str:
        """The council's name as pages write it."""
        return self.name_of(self.council.area)

    def name_of(self, area: str) -> str:
        """The name of any area."""
        return self.published.context.areas.name(area)

    def measure(self, name: str) -> Measure:
        """A measure of the catalogue, or an error that names the nearest."""
        return self.published.context.catalogue[name]

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
        series = self.published.series(measure.id, self.council.area)
        ending = [figure.period for figure in series if reporting_year(figure.period) == self.year_label]
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
            for figure in self.visible(measure.id)
            if figure.area == area and figure.breakdown in ("", CURRENT) and not self._is_earlier(figure)
        ]
        return max(found, key=lambda figure: str(figure.period.end or ""), default=None)

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

    def neighbours(self, figure: Figure) -> Neighbours:
        """The neighbours' figures for the same measure, period and source."""
        return neighbours(self.published, figure, self.neighbour_codes, self.neighbour_model)

    def comparators(self, figure: Figure) -> list[tuple[str, Figure]]:
        """Region and England, by name, where they have a figure for the same measure, period and source."""
        found = [(self.name_of(code), same_place(self.published, figure, code)) for code in self.wider]
        return [(name, other) for name, other in found if other is not None]

    @property
    def wider(self) -> tuple[str, str]:
        """The areas around the council: its region and the country."""
        return self.council.region, self.council.country

    def is_compared(self, measure: Measure) -> bool:
        """Whether areas of different size can be compared by it: a plain count cannot."""
        return measure.unit != "count"

    def followed(self, report: str) -> list[str]:
        """Ids of a report's measures that official statistics give for the council in the year."""
        found = [
            (measure.id, figure)
            for measure in self.published.context.catalogue.measures.values()
            if measure.report == report and (figure := self.own(measure.id)) is not None
        ]
        register = self.published.context.register
        return [name for name, figure in found if register[figure.source].kind == "official"]

    def periods_to_now(self, measure: Measure) -> list[Period]:
        """The years up to the reporting year, oldest first, from the first that has a figure; at most ten."""
        now = self.period(measure)
        if now is None:
            return []
        have = {figure.period for figure in self.series(measure)}
        periods = [shifted(now, -back) for back in reversed(range(YEARS_BACK))]
        first = next((place for place, period in enumerate(periods) if period in have), len(periods))
        return periods[first:]

    def rag(self, figure: Figure) -> Rag:
        """Against a dated target of the council."""
        return rag(self.published, figure, self.project.targets, self.council_name, self.year.as_at)

    def of_topic(self, topic: str) -> tuple[list[Figure], list[Figure], list[Figure]]:
        """A topic's figures from documents: those of the reporting year, those since year end, and earlier ones.

        An undated figure belongs to the year on which its document reports; earlier ones are from the documents of
        the year.
        """
        figures = [
            figure
            for measure in self.published.context.catalogue.of_topic(topic)
            for figure in self.published.of_measure(measure.id, "document")
        ]
        # In the order of the file, and what is calculated from it last.
        figures.sort(key=lambda figure: (figure.measure.calculated, figure.file, figure.line))
        return self.by_time(figures)

    def by_time(self, figures: Sequence[Figure]) -> tuple[list[Figure], list[Figure], list[Figure]]:
        """Figures of the reporting year, those since year end, and earlier ones that its documents repeat."""
        return (
            [figure for figure in figures if self.is_of_year(figure)],
            [figure for figure in figures if is_since_year_end(figure.period, self.year_label, self.year.as_at)],
            [figure for figure in figures if self._is_earlier(figure)],
        )

    def visible(self, name: str) -> list[Figure]:
        """The figures of a measure that documents give for a page of the year, in the order of their file.

        Those of the year, those since year end, and earlier ones that the documents of the year repeat.
        """
        return [figure for figure in self.published.of_measure(name, "document") if self.is_visible(figure)]

    def is_visible(self, figure: Figure) -> bool:
        """Whether a page of the year shows a document's figure."""
        since = is_since_year_end(figure.period, self.year_label, self.year.as_at)
        return self.is_of_year(figure) or since or self._is_earlier(figure)

    def _is_earlier(self, figure: Figure) -> bool:
        """Whether a document of the year repeats a figure of an earlier one."""
        start = year_dates(self.year_label)[0]
        repeated = self._reported_in(figure) == self.year_label
        return repeated and figure.period.end is not None and figure.period.end < start

    def is_of_year(self, figure: Figure) -> bool:
        """Whether a figure belongs to the reporting year: by its last day, or by its document where it has no date."""
        if figure.period.end is None:
            return self._reported_in(figure) == self.year_label
        return reporting_year(figure.period) == self.year_label

    def _reported_in(self, figure: Figure) -> str:
        """The reporting year on which a figure's document reports; what a council supplies says it as its release."""
        return self.published.context.register[figure.source].reporting_year or figure.release

    @property
    def last_day(self) -> date:
        """The day up to which a page of the year may know anything: that of the panel, or the last of the year."""
        return self.year.as_at or year_dates(self.year_label)[1]

    @property
    def own_areas(self) -> set[str]:
        """The areas whose figures are the council's own: itself, its agency, its force and its care board."""
        council = self.council
        return {code for code in (council.area, council.adoption_agency, council.force, council.icb) if code}

    def is_supplied(self, topic: str) -> bool:
        """Whether documents give any figure of a topic for the council or an agency of its own."""
        return any(figure.area in self.own_areas for found in self.of_topic(topic) for figure in found)

    def figures_file(self, topic: str) -> str:
        """The file that a council fills with a topic's figures."""
        return f"data/figures/{self.council_name}/{topic}.csv"

    def series(self, measure: Measure) -> list[Figure]:
        """The council's figures over time, all from the kind of source that its figure of the year is from."""
        own = self.own(measure.id)
        kind = self.published.context.register[own.source].kind if own else "official"
        return self.published.series(measure.id, self.council.area, kind=kind)

    def series_file(self, measure: Measure) -> str:
        """The file that a figure of the measure would stand in."""
        known = [figure for figure in self.published.of_measure(measure.id, "official") if not figure.breakdown]
        if known:
            return max(known, key=lambda figure: str(figure.period.end)).file
        return self.figures_file(measure.topic or measure.report)


def scope_of(project: Project, published: Published, council: str, year: str) -> Scope:
    """The view of a council in a reporting year.

    Raises:
        InputError: the council or the year does not exist.
    """
    return Scope(project, published, council, project.council(council), year, project.year(year))
