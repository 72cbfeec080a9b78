"""What the council and its partners state for a reporting year, in documents and records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from panelpack.catalogue.reporting_years import is_since_year_end, reporting_year, year_dates
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.published import Published

ByTime = tuple[list[Figure], list[Figure], list[Figure]]
"""Figures of the reporting year, those since year end, and earlier ones that its documents repeat."""


@dataclass(frozen=True)
class Documents:
    """What is stated for a reporting year, as the panel reads it on a day."""

    published: Published
    year: str
    as_at: date | None

    def of_topic(self, topic: str) -> ByTime:
        """A topic's figures: those of the reporting year, those since year end, and earlier ones.

        An undated figure belongs to the year on which its document reports; earlier ones are from the documents of
        the year.
        """
        measures = self.published.context.catalogue.of_topic(topic)
        figures = [figure for measure in measures for figure in self.published.stated(measure.id)]
        # In the order of the file, and what is calculated from it last.
        figures.sort(key=lambda figure: (figure.measure.calculated, figure.file, figure.line))
        return self.by_time(figures)

    def by_time(self, figures: Sequence[Figure]) -> ByTime:
        """Figures of the reporting year, those since year end, and earlier ones that its documents repeat."""
        return (
            [figure for figure in figures if self.is_of_year(figure)],
            [figure for figure in figures if is_since_year_end(figure.period, self.year, self.as_at)],
            [figure for figure in figures if self.is_earlier(figure)],
        )

    def visible(self, measure: str) -> list[Figure]:
        """The stated figures of a measure for a page of the year, in the order of their file.

        Those of the year, those since year end, and earlier ones that the documents of the year repeat.
        """
        return [figure for figure in self.published.stated(measure) if self.is_visible(figure)]

    def is_visible(self, figure: Figure) -> bool:
        """Whether a page of the year shows a stated figure."""
        since = is_since_year_end(figure.period, self.year, self.as_at)
        return self.is_of_year(figure) or since or self.is_earlier(figure)

    def is_earlier(self, figure: Figure) -> bool:
        """Whether a document of the year repeats a figure of an earlier one."""
        start = year_dates(self.year)[0]
        repeated = self._reported_in(figure) == self.year
        return repeated and figure.period.end is not None and figure.period.end < start

    def is_of_year(self, figure: Figure) -> bool:
        """Whether a figure belongs to the reporting year: by its last day, or by its document where it has no date."""
        if figure.period.end is None:
            return self._reported_in(figure) == self.year
        return reporting_year(figure.period) == self.year

    def _reported_in(self, figure: Figure) -> str:
        """The reporting year on which a figure's document reports; what a council supplies says it as its release."""
        return self.published.context.register[figure.source].reporting_year or figure.release
