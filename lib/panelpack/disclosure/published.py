"""What may be shown: figures with an id each, at the precision displayed. Hidden values are not in here at all.

Only `protect` makes a `Published`. Everything that a reader sees takes a `Published` and nothing else.
"""

from base64 import b32encode
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from panelpack.catalogue.breakdowns import COUNTS_OF_AREAS
from panelpack.catalogue.context import Context
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import Period
from panelpack.disclosure.figure import Figure
from panelpack.disclosure.reads import OFFICIAL, STATED, States, note_read
from panelpack.facts.quality import Note
from panelpack.facts.table import day_of
from panelpack.project.errors import InputError, Problem
from panelpack.project.parameters import DisclosurePolicy

_PROTECTED = object()
_SIGNED = ("percent_change", "count_change")


class _Figures(Mapping[str, Figure]):
    """Figures by id, each made when it is first asked for: a page shows one in ten of them."""

    def __init__(self, published: "Published", rows: Mapping[str, int]) -> None:
        self._published = published
        self._rows = rows

    def __getitem__(self, name: str) -> Figure:
        figure = self._published.figure_of_row(self._rows[name])
        note_read(figure.measure.id, figure.area)
        return figure

    def __iter__(self) -> Iterator[str]:
        note_read()
        return iter(self._rows)

    def __len__(self) -> int:
        note_read()
        return len(self._rows)

    def __contains__(self, name: object) -> bool:
        return name in self._rows


class Published:
    """All figures of a council's packs that may be shown.

    Find one with `find`, a row of them over time with `over_time`, what a measure's sources give with `of_measure`.
    """

    def __init__(
        self, facts: pd.DataFrame, context: Context, policy: DisclosurePolicy, notes: Iterable[Note], seal: object
    ) -> None:
        if seal is not _PROTECTED:
            raise TypeError("only disclosure.protect makes a Published: give it the facts")
        self.context = context
        self.policy = policy
        self.notes = tuple(notes)
        self._facts = facts
        self._made: dict[int, Figure] = {}
        self.worked_out: dict[Hashable, Any] = {}
        """What is made of these figures once and kept while they are, by what it depends on beside them."""

    @cached_property
    def _columns(self) -> Mapping[str, list[Any]]:
        columns = {str(name): self._facts[name].tolist() for name in self._facts if not str(name).startswith("period_")}
        days = {name: _days(self._facts[name]) for name in ("period_start", "period_end")}
        bases = [self.context.catalogue[name].basis for name in columns["measure"]]
        keys = list(zip(bases, days["period_start"], days["period_end"], strict=True))
        periods = {key: Period(*key) for key in set(keys)}
        return {**columns, "period": [periods[key] for key in keys]}

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """The row of each figure by its id."""
        names = ("measure", "area", "period", "breakdown", "source", "release")
        labels = {period: period.label for period in set(self._columns["period"])}
        found: dict[str, int] = {}
        for row, (measure, area, period, breakdown, source, release) in enumerate(
            zip(*(self._columns[name] for name in names), strict=True)
        ):
            key = f"{measure}:{area}:{labels[period]}:{breakdown}:{source}@{release}"
            found[b32encode(sha256(key.encode()).digest()[:5]).decode().lower()] = row
        if len(found) != len(self._facts):
            raise InputError([Problem("two facts would have one id", todo="make the hash in Published._rows longer")])
        return found

    @cached_property
    def _ids(self) -> list[str]:
        return list(self._rows)

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure that is a fact, by id; each is made when it is asked for."""
        return _Figures(self, self._rows)

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, str], Mapping[Period, list[int]]]:
        """Rows by measure, area and breakdown, then by period; of each the preferred source's newest release first."""
        index: dict[tuple[str, str, str], dict[Period, list[int]]] = {}
        columns = self._columns
        keys = zip(columns["measure"], columns["area"], columns["breakdown"], columns["period"], strict=True)
        for row, (*place, period) in enumerate(keys):
            index.setdefault(tuple(place), {}).setdefault(period, []).append(row)
        order = self.context.register.order
        for place_ in index.values():
            for rows in place_.values():
                if len(rows) > 1:
                    rows.sort(key=lambda row: order(columns["source"][row], columns["release"][row]))
        return index

    def figure_of_row(self, row: int) -> Figure:
        """The figure of a row of the facts, made once."""
        if row not in self._made:
            self._made[row] = self._figure(row)
        return self._made[row]

    def _figure(self, row: int) -> Figure:
        cell = {name: column[row] for name, column in self._columns.items()}
        measure = self.context.catalogue[cell["measure"]]
        is_count_of_areas = cell["breakdown"] in COUNTS_OF_AREAS
        return Figure(
            id=self._ids[row],
            measure=measure,
            area=cell["area"],
            period=cell["period"],
            value=_number(cell["value"]),
            context=self.context,
            status=cell["status"],
            unit="count" if is_count_of_areas else measure.unit,
            decimals=0 if is_count_of_areas else self._decimals(cell, measure),
            breakdown=cell["breakdown"],
            source=cell["source"],
            release=cell["release"],
            qualifier=cell["qualifier"],
            numerator=_number(cell["numerator"]),
            denominator=_number(cell["denominator"]),
            small_base=self.policy.small_base,
            signed=measure.unit in _SIGNED,
            file=cell["file"],
            line=int(cell["line"]),
        )

    def _decimals(self, cell: Mapping[str, Any], measure: Measure) -> int:
        """A document's own figure is shown as the document prints it: 36% and not 36.0%, 87.43% and not 87.4%."""
        register = self.context.register
        printed_as = register.kind(cell["source"]).keeps_printed_decimals and not measure.calculated
        # What is not public yet may say more than it means to: 14.28571429% is 1 of 7
        printed_as = printed_as and register[cell["source"]].public
        if not printed_as or measure.fixed_decimals or pd.isna(cell["value"]):
            return measure.decimals
        printed = len(f"{float(cell['value']):.10g}".partition(".")[2])
        return min(printed, measure.decimals) if measure.unit == "ratio" else printed

    @property
    def periods(self) -> set[Period]:
        """Every period that a figure has."""
        note_read()
        return set(self._columns["period"])

    @property
    def official_periods(self) -> set[Period]:
        """Every period that an official figure has."""
        note_read()
        official = {name for name in set(self._columns["source"]) if self.context.register.is_official(name)}
        pairs = zip(self._columns["period"], self._columns["source"], strict=True)
        return {period for period, source in pairs if source in official}

    def figures_of(self, area: str) -> list[Figure]:
        """The figures of an area, from every source."""
        note_read(area=area)
        return [self.figure_of_row(row) for row, one in enumerate(self._columns["area"]) if one == area]

    def figures_from(self, sources: Container[str]) -> list[Figure]:
        """The figures of some sources."""
        note_read()
        rows = (row for row, source in enumerate(self._columns["source"]) if source in sources)
        return [self.figure_of_row(row) for row in rows]

    @property
    def breakdowns(self) -> set[tuple[str, str]]:
        """Every measure with each of its breakdowns."""
        note_read()
        return set(zip(self._columns["measure"], self._columns["breakdown"], strict=True))

    @property
    def qualifiers(self) -> set[str]:
        """Every qualifier that a source gives a figure."""
        note_read()
        return set(self._columns["qualifier"])

    def all_of(self, measure: str, area: str, period: Period, breakdown: str = "") -> list[Figure]:
        """What every source says, the preferred one first; empty when none says anything."""
        note_read(measure, area)
        rows = self._index.get((measure, area, breakdown), {}).get(period, [])
        return [self.figure_of_row(row) for row in rows]

    def find(
        self, measure: str, area: str, period: Period, breakdown: str = "", source: str | None = None
    ) -> Figure | None:
        """The figure of the preferred source, or of a given one; None when there is none."""
        note_read(measure, area)
        rows = self._index.get((measure, area, breakdown), {}).get(period, [])
        sources = self._columns["source"]
        return next((self.figure_of_row(row) for row in rows if source in (None, sources[row])), None)

    def over_time(self, measure: str, area: str, breakdown: str = "", source: str | None = None) -> list[Figure]:
        """The dated figures over time, oldest first, one a period, all from one kind of source.

        Args:
            source: of the kind of this source; of official statistics when not given.
        """
        note_read(measure, area)
        register = self.context.register
        wanted = None if source is None else register.kind(source)
        sources = self._columns["source"]
        chosen = []
        for period, rows in self._index.get((measure, area, breakdown), {}).items():
            if period.end is None:
                continue
            kinds = ((row, register.kind(sources[row])) for row in rows)
            row = next((row for row, kind in kinds if (kind == wanted if wanted else kind.is_official)), None)
            chosen += [self.figure_of_row(row)] if row is not None else []
        return sorted(chosen, key=lambda item: item.period.order)

    def stated(self, measure: str) -> list[Figure]:
        """What the council and its partners give of a measure, in documents and records, in the order of their file."""
        note_read(measure, STATED)
        return [item for item in self._in_file_order(measure) if not self.context.register.is_official(item.source)]

    def official(self, measure: str) -> list[Figure]:
        """What official statistics give of a measure, in the order of their file."""
        note_read(measure, OFFICIAL)
        return [item for item in self._in_file_order(measure) if self.context.register.is_official(item.source)]

    def of_measure(self, measure: str) -> list[Figure]:
        """All figures of a measure, those of the council and its partners first."""
        return self.stated(measure) + self.official(measure)

    def _in_file_order(self, measure: str) -> list[Figure]:
        return [self.figure_of_row(row) for row in self._by_measure.get(measure, [])]

    @cached_property
    def _by_measure(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        files, lines = self._columns["file"], self._columns["line"]
        for row in sorted(range(len(files)), key=lambda row: (files[row], lines[row])):
            found.setdefault(self._columns["measure"][row], []).append(row)
        return found

    @cached_property
    def states(self) -> States:
        """Digests of the figures, by which one that changed is found."""
        official = {name for name in self._facts["source"].unique() if self.context.register.is_official(name)}
        return States(self._facts, self._facts["source"].isin(official))

    def save(self, path: Path) -> None:
        """Keep what may be shown in a private file, so that a notebook can open quickly."""
        self._facts.to_parquet(path)

    def public_rows(self, areas: Iterable[str]) -> pd.DataFrame:
        """The rows of figures of public sources for some areas."""
        note_read()
        public = self._facts["source"].map(lambda source: self.context.register[source].public).astype(bool)
        return self._facts[public & self._facts["area"].isin(set(areas))]

    def notes_table(self) -> pd.DataFrame:
        """The notes as a table, to keep beside the figures."""
        return pd.DataFrame([vars(note) for note in self.notes], columns=list(Note.__dataclass_fields__))


def load_published(path: Path, notes: Path, context: Context, policy: DisclosurePolicy) -> Published:
    """What `save` kept, with the notes beside it."""
    kept = [Note(*map(str, row)) for row in _kept_table(notes).itertuples(index=False, name=None)]
    return Published(_kept_table(path), context, policy, kept, _PROTECTED)


def _kept_table(path: Path) -> pd.DataFrame:
    """A table that was kept, read by this thread alone: none must live when reports are made in forked children."""
    # pyarrow is large, and whoever makes its figures anew does not need it here
    import pyarrow as pa
    from pyarrow import parquet

    content = parquet.ParquetFile(pa.BufferReader(path.read_bytes()), pre_buffer=False).read(use_threads=False)
    table: pd.DataFrame = content.to_pandas(use_threads=False)
    return table


def require(published: object, who: str) -> None:
    """Refuse anything but `Published`, by name.

    Raises:
        TypeError: something else was given; the message says what to call first.
    """
    if not isinstance(published, Published):
        raise TypeError(
            f"{who} shows only what may be shown: it takes a Published, not {type(published).__name__}. "
            "Give the facts to disclosure.protect first."
        )


def _days(moments: "pd.Series[Any]") -> list[Any]:
    """Each moment's date, None where there is none; each date is made once, since few days hold many figures."""
    known = {moment: day_of(moment) for moment in moments.unique()}
    return [None if moment is pd.NaT else known[moment] for moment in moments]


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
