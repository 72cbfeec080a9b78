"""From a council's returns to figures: every year's files read and judged, and every measure counted that they give.

Records of children end here: figures, a quality list and keyed hashes go out, nothing else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import Period, parse
from panelpack.catalogue.reporting_years import in_reporting_year, year_before
from panelpack.facts.returns.across import across
from panelpack.facts.returns.collection import Collection, span_of
from panelpack.facts.returns.counting import Count, Counted, counted, of_part
from panelpack.facts.returns.every_return import RETURNS
from panelpack.facts.returns.faults import Fault
from panelpack.facts.returns.files import Source, sources_in
from panelpack.facts.returns.kinds import Return
from panelpack.facts.returns.side_by_side import Job, apart, how_many, read_all
from panelpack.facts.returns.tables import Records, with_history
from panelpack.facts.returns.typed import Remember
from panelpack.facts.returns.unknown_files import may_be_a_return, why_unknown
from panelpack.facts.returns.validator_reports import faults_of, is_report
from panelpack.facts.tidy_csv import NEEDED, OPTIONAL
from panelpack.project.children import Say
from panelpack.project.errors import InputError
from panelpack.project.parameters import ReturnChoices

RECORDS = "data/returns/{council}/{label}"
"""What figures name as the file that they were read from: never a file's own name, which may tell of a person."""

_YEAR = re.compile(r"\d{4}-\d{2}")


def years_of_returns(folder: Path) -> list[str]:
    """The reporting years of which a council's folder of returns has a folder, oldest first."""
    found = folder.iterdir() if folder.is_dir() else []
    return sorted(path.name for path in found if path.is_dir() and _YEAR.fullmatch(path.name))


def files_of_returns(folder: Path) -> list[Path]:
    """Every file of a council's folder of returns, in a fixed order; none where there is no folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


@dataclass(frozen=True)
class CouncilReturns:
    """A council's returns of all years, and what is needed to count them.

    Attributes:
        folder: `data/returns/<council>`, one folder a reporting year.
        dfe_code: the council's three digits at the Department.
    """

    folder: Path
    council: str
    area: str
    dfe_code: str
    context: Context
    choices: ReturnChoices

    @property
    def years(self) -> list[str]:
        """The reporting years of which there is a folder, oldest first."""
        return years_of_returns(self.folder)

    @property
    def files(self) -> list[Path]:
        """Every file that bears on the figures, in a fixed order."""
        return files_of_returns(self.folder)

    def read(self, remember: Remember) -> "ReadReturns":
        """All records with the quality list of each year.

        Args:
            remember: takes identifiers, dates of birth and full names, to keep hashes of them.
        """
        records: dict[tuple[str, str], Records] = {}
        faults: dict[str, list[Fault]] = {label: [] for label in self.years}
        jobs = [
            Job(kind, sources, Collection(self.council, self.dfe_code, self.area, label, self.folder))
            for label in self.years
            for kind, sources in self._sorted_out(label, faults[label])
        ]
        for job, (read, found) in zip(jobs, read_all(jobs, remember), strict=True):
            records[job.kind.name, job.collection.label] = read
            faults[job.collection.label] += found
        for label in self.years:
            faults[label] = [self._with_rates(fault) for fault in faults[label]]
            faults[label] += across({name: read for (name, year), read in records.items() if year == label})
        return ReadReturns(self, records, faults)

    def _with_rates(self, fault: Fault) -> Fault:
        """The fault with the rates of the counts that it bears on."""
        measures = self.context.catalogue.measures.values()
        rates = (measure.id for measure in measures if measure.rate_of and measure.rate_of in fault.touches)
        return replace(fault, touches=tuple(dict.fromkeys((*fault.touches, *rates)))) if fault.touches else fault

    def _sorted_out(self, label: str, faults: list[Fault]) -> Iterator[tuple[Return, list[Source]]]:
        """The files of a year by their return; a fault for each that is none."""
        sources, refused = sources_in(self.folder / label)
        of_kind = {kind.name: [source for source in sources if _is_of(kind, source)] for kind in RETURNS}
        # What a refused file would have held is not known; what no other file gives may be lost by it
        given = {name for kind in RETURNS if of_kind[kind.name] for name in kind.touched_by("")}
        may_be_lost = tuple(name for kind in RETURNS for name in kind.touched_by("") if name not in given)
        faults += [
            Fault("", "cannot_be_opened", "stop", found.where, "", found.what, found.todo, touches=may_be_lost)
            for found in refused
        ]
        known = {source.name for found in of_kind.values() for source in found}
        for source in sources:
            if source.name not in known and is_report(source):
                faults += faults_of(source, RETURNS)
            elif source.name not in known:
                what, todo = why_unknown(source)
                lost = may_be_lost if may_be_a_return(source) else ()
                faults.append(Fault("", "unknown_file", "warn", source.name, "", what, todo, touches=lost))
        yield from ((kind, of_kind[kind.name]) for kind in RETURNS if of_kind[kind.name])


def _is_of(kind: Return, source: Source) -> bool:
    return source.form in ("csv", "xml", "workbook") and kind.recognises(source)


@dataclass(frozen=True)
class ReadReturns:
    """Records of all years in memory, from which figures are counted and the rows behind a figure are listed.

    Attributes:
        records: by the name of the return and the reporting year.
        faults: the quality list of each reporting year.
    """

    of: CouncilReturns
    records: dict[tuple[str, str], Records]
    faults: dict[str, list[Fault]]

    def figures(self) -> pd.DataFrame:
        """Every figure that the returns give, as tidy text, in the form of `tidy_csv.read_figures`."""
        years = self.of.years
        counted_in: dict[str, list[dict[str, str]]] = {}
        processes = how_many(sum(path.stat().st_size for path in self.of.files), len(years))
        if processes < 2:
            counted_in = {label: self.of_year(label) for label in years}
        else:
            # The newest year has the longest history behind it, and takes the longest
            for label, (found, faults) in apart(self._apart, years[::-1], processes).items():
                counted_in[label], self.faults[label] = found, faults
        rows = [row for label in self.of.years for row in counted_in[label]]
        return pd.DataFrame(rows, columns=[*NEEDED, *OPTIONAL, "file", "line"], dtype=str).fillna("").assign(line=0)

    def of_year(self, label: str) -> list[dict[str, str]]:
        """The rows of a reporting year; what lacks earlier returns is added to the year's faults."""
        return [row for kind in RETURNS for row in self._counted(kind, label)]

    def _apart(self, label: str, _say: Say) -> tuple[list[dict[str, str]], list[Fault]]:
        """In a process of its own: the rows of a reporting year, and its faults with those that counting added."""
        return self.of_year(label), self.faults[label]

    def rows_behind(
        self, measure: str, period: Period, breakdown: str, source: str, label: str
    ) -> tuple[Count, pd.DataFrame] | None:
        """The rule of a measure and the rows that it counts, with the names of their files; None where none does."""
        for kind in RETURNS:
            for item in kind.counts:
                if kind.source == source and measure in (item.measure, item.quarterly):
                    records = self._with_history(kind, label)
                    if records is None or not all(need in records for need in item.needs):
                        return None
                    rows = of_part(item, item.rows(records, span_of(period), self.of.choices), breakdown)
                    return item, rows.assign(file=rows["file"].map(dict(enumerate(records.files))))
        return None

    def _with_history(self, kind: Return, label: str) -> Records | None:
        records = self.records.get((kind.name, label))
        earlier = [found for (name, year), found in self.records.items() if name == kind.name and year < label]
        return with_history(records, earlier, kind.tables) if records is not None else None

    def _counted(self, kind: Return, label: str) -> Iterator[dict[str, str]]:
        records = self._with_history(kind, label)
        if records is None:
            return
        totals: dict[str, float] = {}
        lacking: dict[int, list[str]] = {}
        absent: dict[str, list[str]] = {}
        for item in kind.counts:
            own = self.records[kind.name, label]
            if own.collection.year < item.since:
                continue
            missing = [need for need in item.needs if need not in own]
            if missing:
                # What no file is known by is made of another table, whose absence is to be told
                known = [table.name for table in kind.tables if table.known_by and table.name in missing]
                absent.setdefault([*known, *missing][0], []).extend(filter(None, (item.measure, item.quarterly)))
                continue
            if not self._has_history(kind, item, label):
                lacking.setdefault(item.years_before, []).append(item.measure)
                continue
            for measure, period in self._periods(item, label):
                if not _has_rows(item, own):
                    continue
                try:
                    figures = counted(item, records, span_of(period), self.of.choices)
                except InputError as error:
                    self._say_uncounted(kind, measure, label, error)
                    continue
                for found in figures:
                    if measure.whole and not found.breakdown:
                        continue  # Another measure counts the whole
                    yield self._row(kind, measure, period, found, label)
                    if not found.breakdown:
                        totals[measure.id] = found.value
        self._say_history(kind, lacking, label)
        self._say_absent(kind, absent, label)
        yield from self._rates(kind, totals, label)

    def _has_history(self, kind: Return, item: Count, label: str) -> bool:
        """Whether the returns of the years just before, as many as a count needs, hold the tables that it takes."""
        for _ in range(item.years_before):
            label = year_before(label)
            found = self.records.get((kind.name, label))
            if found is None or not all(need in found for need in item.needs):
                return False
        return True

    def _periods(self, item: Count, label: str) -> Iterator[tuple[Measure, Period]]:
        """The measure with its period of the year, and its quarterly one with the four quarters of that period."""
        measure = self.of.context.catalogue[item.measure]
        yield measure, in_reporting_year(label, measure.basis)
        if item.quarterly:
            quarterly = self.of.context.catalogue[item.quarterly]
            quarters = [f"{label} Q{number}" for number in range(1, 5)]
            if measure.basis == "calendar":
                quarters = [f"{year_before(label)} Q4", *quarters[:3]]
            yield from ((quarterly, parse(quarter, "quarter")) for quarter in quarters)

    def _rates(self, kind: Return, totals: dict[str, float], label: str) -> Iterator[dict[str, str]]:
        """Rates of the counts, on the children who lived in the area in the middle of the year before."""
        for measure in self.of.context.catalogue.measures.values():
            if measure.rate_of not in totals or measure.unit != "rate_per_10000":
                continue
            period = in_reporting_year(label, measure.basis)
            assert period.end is not None, "a yearly period has an end"
            children = self.of.context.areas.populations.get((self.of.area, period.end.year - 1))
            if children:
                total = totals[measure.rate_of]
                yield self._row(kind, measure, period, Counted("", 10_000 * total / children, total, children), label)

    def _row(self, kind: Return, measure: Measure, period: Period, found: Counted, label: str) -> dict[str, str]:
        return {
            "measure": measure.id,
            "area": self.of.area,
            "period": period.label,
            "breakdown": found.breakdown,
            "value": _text(found.value),
            "numerator": _text(found.numerator),
            "denominator": _text(found.denominator),
            "source": kind.source,
            "release": label,
            "file": RECORDS.format(council=self.of.council, label=label),
        }

    def _say_uncounted(self, kind: Return, measure: Measure, label: str, error: InputError) -> None:
        """Take what stopped the counting of one measure into the quality list; the others are counted."""
        where = f"{kind.title} of {label}"
        self.faults[label] += [
            Fault(kind.name, "cannot_be_counted", "stop", where, "", item.what, item.todo, touches=(measure.id,))
            for item in error.problems
        ]

    def _say_absent(self, kind: Return, absent: Mapping[str, Sequence[str]], label: str) -> None:
        """A fault for each table that is not there, if no other says that its measures are lost."""
        told = {name for fault in self.faults[label] if fault.return_name == kind.name for name in fault.touches}
        for table in kind.tables:
            measures = [name for name in absent.get(table.name, ()) if name not in told]
            if not measures or not table.known_by:
                continue
            said = f"no file is that of {table.title}, by the columns {', '.join(table.known_by)}"
            where = f"{kind.title} of {label}"
            todo = "put the file there, or mend its headings"
            fault = Fault(kind.name, "table_absent", "stop", where, table.name, said, todo, touches=tuple(measures))
            self.faults[label].append(self.of._with_rates(fault))

    def _say_history(self, kind: Return, lacking: Mapping[int, Sequence[str]], label: str) -> None:
        """A fault for the measures that need so many earlier returns and have not got them."""
        for years, measures in sorted(lacking.items()):
            number = "the year before" if years == 1 else f"the {years} years before"
            said = f"some figures need the {kind.title} of {number}; without it they would be too low"
            todo = "put the earlier returns beside this one"
            where = f"{kind.title} of {label}"
            fault = Fault(kind.name, "no_history", "warn", where, "", said, todo, touches=tuple(measures))
            if fault not in self.faults[label]:
                self.faults[label].append(fault)


def _has_rows(item: Count, records: Records) -> bool:
    """Whether the first table of a count holds any row: of an empty one it cannot be told that there was none."""
    return len(records[item.needs[0]]) > 0


def _text(number: float) -> str:
    if number != number:
        return ""
    return str(int(number)) if number == int(number) else repr(number)
