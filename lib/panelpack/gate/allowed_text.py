"""Allowed texts: those in which digits may stand without an id, since a person wrote them into catalogue or parameters.

Every other digit of a page must be a marked number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain

from panelpack.catalogue.numbers import UNIT_WORDS
from panelpack.catalogue.periods import Period, long_date, month_of, shifted
from panelpack.catalogue.reporting_years import year_dates
from panelpack.catalogue.work_programme import programme_path
from panelpack.commentary.files import Commentary, allowed_days, allowed_phrases, largest_hidden, read
from panelpack.commentary.notebook_text import may_stand
from panelpack.commentary.typed_numbers import small_in_words
from panelpack.comparisons.council_year import YEARS_BACK, CouncilYear, council_year
from panelpack.disclosure.figure import qualifiers_in
from panelpack.disclosure.known_people import days_in
from panelpack.disclosure.ledger import read_ledger
from panelpack.disclosure.published import Published
from panelpack.gate.checked_phrases import CheckedPhrases
from panelpack.page.html_words import anchor
from panelpack.page.words import capital
from panelpack.project.checkout import Project
from panelpack.project.notebook_cells import cells_of
from panelpack.project.yaml_files import read_yaml
from panelpack.reconciliation.looked_at import read_known


class AllowedText:
    """The texts of a council's packs in which digits may stand, the longest first."""

    def __init__(
        self,
        project: Project,
        council: str,
        published: Published,
        dates: Iterable[date] = (),
        year: str = "",
        reports: Iterable[str] = (),
    ) -> None:
        """Keep what is read later.

        Args:
            dates: days that pages may name, beside those of figures and parameters.
            year, reports: the year and the reports whose commentary stands on the pages.
        """
        self._project = project
        self._council = council
        self._published = published
        self._dates = tuple(dates)
        self._year = year
        self._reports = tuple(reports)
        self._known: dict[str, bool] = {}
        self._hides: dict[str, int] = {}

    @cached_property
    def _periods(self) -> frozenset[Period]:
        # A trend names the missing years of a yearly window too
        windows = [period for period in self._published.official_periods if period.basis == "window" and period.end]
        shown = {shifted(period, -back) for period in windows for back in range(1, YEARS_BACK)}
        return frozenset(self._published.periods | shown)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Every period that a figure has, as pages write it, and every date that they may name."""
        periods = self._periods
        months = {period.whole_month for period in periods} - {""} | {month_of(day) for day in self._release_days}
        dates = {long_date(day) for day in self._days(periods)}
        years = set(self._project.years())
        return frozenset({period.label for period in periods} | dates | months | years | _heads(periods))

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day that a page may name, whoever was born on it."""
        return frozenset(self._days(self._periods)) | self._release_days | set(allowed_days(self._project))

    @cached_property
    def moments(self) -> Mapping[str, set[str]]:
        """The machine's form of every date and period that a page may name, by its words."""
        found: dict[str, set[str]] = defaultdict(set)
        for period in self._periods:
            if period.end is not None:
                found[period.label].add(period.end.isoformat())
                found[period.whole_month].add(f"{period.end:%Y-%m}")
        for day in self._release_days:
            found[month_of(day)].add(f"{day:%Y-%m}")
        for day in self._days(self._periods):
            found[long_date(day)].add(day.isoformat())
        return found

    @cached_property
    def _release_days(self) -> frozenset[date]:
        """The days of releases, and those before which a release cannot have been out: the ends of its periods."""
        sources = self._published.context.register.sources.values()
        released = {day for source in sources for day in source.releases.values()}
        return frozenset(released | {period.end for period in self._published.official_periods if period.end})

    @cached_property
    def report_pages(self) -> frozenset[str]:
        """The names of the pages of all reports."""
        return frozenset(f"{name}.html" for name in self._published.context.catalogue.reports)

    @cached_property
    def questions(self) -> frozenset[str]:
        """The names of questions: a year and a measure."""
        measures = self._published.context.catalogue.measures
        return frozenset(f"{year}/{name}" for year in self._project.years() for name in measures)

    @cached_property
    def measure_labels(self) -> frozenset[str]:
        """What the entries of definitions are called: the label of each measure."""
        return frozenset(item.label for item in self._published.context.catalogue.measures.values())

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids of definitions, which are made of the names of measures and not of their words."""
        return frozenset(anchor(name) for name in self._published.context.catalogue.measures)

    def _days(self, periods: Iterable[Period]) -> Iterator[date]:
        """Every day that a page may name."""
        project, catalogue = self._project, self._published.context.catalogue
        yield from (day for period in periods for day in (period.start, period.end) if day is not None)
        for label in project.years():
            yield from year_dates(label)
            yield from filter(None, [project.year(label).as_at])
        signed = read_ledger(project.ledger_of(self._council))["signed_off_date"]
        yield from (date.fromisoformat(str(day)) for day in signed.unique())
        yield from self._dates
        yield from (item.date for item in self._written if item.date)
        yield from (target.from_date for target in project.targets)
        yield from _days(self._programme)
        yield from (item.from_date for measure in catalogue.measures.values() for item in measure.breaks)
        yield from (item.day for item in read_known(project, self._council).values())

    @cached_property
    def _programme(self) -> object:
        """The council's work programme, which a person wrote."""
        path = programme_path(self._project, self._council)
        return read_yaml(path) if path.exists() else {}

    @cached_property
    def _phrases(self) -> CheckedPhrases:
        written = (text for item in self._written for text in item.texts)
        found = chain(self._catalogue(), self._parameters(), self._notebooks(), self.labels, written)
        return CheckedPhrases(_plain(text) for text in set(found) if holds_number(text))

    def counts_in_words(self, words: str, report: str) -> bool:
        """Whether officers' words hold a small number in words while their report hides a count."""
        if report not in self._hides:
            known = self._year and report in self._published.context.catalogue.reports
            self._hides[report] = largest_hidden(self._view, report) if known else 0
        most = self._hides[report]
        return most > 0 and bool(small_in_words(_plain(words), allowed_phrases(self._project), most))

    @cached_property
    def _view(self) -> CouncilYear:
        return council_year(self._project, self._published, self._council, self._year)

    @cached_property
    def _written(self) -> list[Commentary]:
        """The commentary of the reports that are judged: its words between the numbers, whole, and its faults."""
        if not self._year:
            return []
        return [found for report in self._reports if (found := read(self._view, report)) is not None]

    def free_digits(self, text: str) -> bool:
        """Whether a text holds a digit that no checked text accounts for."""
        if not holds_number(text):
            return False
        words = _plain(text)
        # The same labels stand in many cells of many pages
        if words not in self._known:
            self._known[words] = self._is_free(words)
        return self._known[words]

    def _is_free(self, words: str) -> bool:
        return holds_number(self.without(words))

    def without(self, words: str) -> str:
        """A text without the checked texts that hold digits."""
        # What is taken out may have stood in the middle of another checked text, so twice at most
        return self._phrases.without(self._phrases.without(_plain(words)))

    def _catalogue(self) -> Iterator[str]:
        context = self._published.context
        for measure in context.catalogue.measures.values():
            label = measure.label
            yield from (
                label,
                measure.phrase,
                measure.subject,
                label[:1].lower() + label[1:],
                measure.definition,
                measure.caution,
            )
            yield measure.alike_reason
            for words in measure.breakdown_labels.values():
                yield from (words, words[:1].upper() + words[1:])
            yield from (item.why for item in measure.breaks)
        yield from context.notes.texts()
        yield from context.catalogue.topics.values()
        for source in context.register.sources.values():
            yield from (source.title, source.publisher, source.licence, source.short)
        yield from (area.name for area in context.areas.by_code.values())
        for name, breakdown in self._published.breakdowns:
            if breakdown:
                words = context.catalogue[name].breakdown_label(breakdown)
                yield from (words, capital(words))
        for qualifier in self._published.qualifiers:
            yield from qualifiers_in(qualifier)
        yield from (words for note in self._published.notes for words in (note.what, note.todo))

    def _parameters(self) -> Iterator[str]:
        council = self._project.council(self._council)
        yield from (council.panel, council.contact)
        yield from (neighbour.model for neighbour in council.neighbours)
        for label in self._project.years():
            yield from self._project.year(label).caveats
        for text in _leaves(read_yaml(self._project.data / "glossary.yaml")):
            yield from (text, text[:1].upper() + text[1:])
        for text in _leaves(self._programme):
            yield from (text, text[:1].upper() + text[1:])
        for entry in read_known(self._project, self._council).values():
            reason = entry.reason if entry.reason.endswith(".") else f"{entry.reason}."
            # Where no reason is given, a page says first what was seen
            seen = reason.partition(". ")[2]
            yield from (reason, reason[:1].upper() + reason[1:], seen, entry.by)
        yield from UNIT_WORDS.values()
        for standards in self._project.standards.values():
            yield from (f"{number}, {asks}" for number, asks in standards.items())
        for target in self._project.targets:
            bound, side = target.bound
            yield f"{side} {bound:g}"
        yield from ("SHA-256", "1 is the best", "1 is the highest", "1 April to 31 March", "31 March")
        yield from ("30 September of the reporting year", "31 March, the last day of the reporting year")
        for year in self._project.years():
            yield from (f"{year} edition {count}" for count in range(1, 20))
        policy = self._project.policy
        yield f"counts of {policy.smallest_hidden} to {policy.largest_hidden}"

    def _notebooks(self) -> Iterator[str]:
        """The words of notebooks, but for figures that somebody typed into them."""
        phrases = allowed_phrases(self._project)
        for report, entry in self._published.context.catalogue.reports.items():
            yield from (entry.title, entry.short_title)
            notebook = self._project.notebook(report)
            for kind, source in cells_of(notebook) if notebook.exists() else []:
                found: Iterable[str]
                if kind == "markdown":
                    found = (line.strip("# ") for line in source.splitlines() if line.strip())
                else:
                    found = re.findall(r'title="([^"]+)"', source)
                yield from (line for line in found if may_stand(line, phrases))


_DIGIT = re.compile(r"[0-9]")


def holds_number(text: str) -> bool:
    """Whether a text holds a sign for a number, in any script: digits, raised or circled ones, fractions, Roman signs.

    >>> [holds_number(text) for text in ("3", "\u00b3", "\u2462", "\u2173", "\u00bc", "three")]
    [True, True, True, True, True, False]
    """
    return bool(_DIGIT.search(text)) or (not text.isascii() and any(letter.isnumeric() for letter in text))


def _heads(periods: Iterable[Period]) -> set[str]:
    """Years alone, as axes write them for days and months."""
    return {str(period.end.year) for period in periods if period.end is not None}


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from chain(map(str, node), *(_leaves(value) for value in node.values()))
    elif isinstance(node, list):
        yield from chain(*(_leaves(value) for value in node))
    else:
        yield str(node)


def _days(node: object) -> Iterator[date]:
    """Every date within what a YAML file holds."""
    if isinstance(node, dict):
        yield from chain(*(_days(value) for value in node.values()))
    elif isinstance(node, list):
        yield from chain(*(_days(value) for value in node))
    elif isinstance(node, date):
        yield node
    elif isinstance(node, str):
        yield from days_in(node)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").split())
