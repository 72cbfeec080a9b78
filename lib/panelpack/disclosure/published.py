"""What may be shown: figures with an id each, at the precision displayed. Hidden values are not in here at all.

Only `disclosure.protect` makes a `Published`. Everything that a reader sees takes a `Published` and nothing else.
"""

from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from panelpack.catalogue.measures import Measure
from panelpack.catalogue.numbers import half_away, written
from panelpack.catalogue.periods import Period
from panelpack.facts.checks import Context, Note
from panelpack.facts.table import KEY, STATISTICS
from panelpack.project.errors import InputError, Problem
from panelpack.project.parameters import DisclosurePolicy

_POUNDS = {"gbp": "", "gbp_thousands": "k", "gbp_millions": "m"}
LEDGER_COLUMNS = [*KEY, "value", "status", "edition", "signed_off_by", "signed_off_date"]


@dataclass(frozen=True)
class Figure:
    """A number that may be shown, or the status in place of it.

    `id` is short enough for a page: eight letters of a hash of the fact's whole key, with the way of its making before
    it when it was derived. `value` is None exactly when there is a status.
    """

    id: str
    measure: Measure
    area: str
    period: Period
    value: float | None
    status: str = ""
    unit: str = ""
    decimals: int = 0
    breakdown: str = ""
    source: str = ""
    release: str = ""
    qualifier: str = ""
    numerator: float | None = None
    denominator: float | None = None
    signed: bool = False
    small_base: int = 0
    file: str = ""
    line: int = 0

    @property
    def text(self) -> str:
        """The number as it is shown, or the symbol of its status.

        A percentage that panelpack computes on a small base gives way to the numbers themselves.
        """
        if self.value is None:
            return self.status
        if self.gives_way:
            return f"{written(self.numerator or 0, 0)} of {written(self.denominator or 0, 0)}"
        number = written(self.value, self.decimals, self.signed)
        if self.unit in ("percent", "percent_change"):
            return f"{number}%"
        if self.unit == "judgement":
            return self.measure.levels[round(self.value) - 1]
        if self.unit in _POUNDS:
            sign = number[0] if number[0] in "+−" else ""
            return f"{sign}£{number.removeprefix(sign)}{_POUNDS[self.unit]}"
        return number

    @property
    def label(self) -> str:
        """What it is of, in words: the measure and the part."""
        return ", ".join(filter(None, (self.measure.label, self.measure.breakdown_label(self.breakdown))))

    @property
    def gives_way(self) -> bool:
        """Whether the base is too small for a percentage that panelpack itself computed."""
        if not self.measure.calculated or self.unit != "percent" or self.numerator is None:
            return False
        return self.denominator is not None and self.denominator < self.small_base

    @property
    def shown(self) -> float | None:
        """The value at the precision displayed, as the page's mark-up carries it."""
        return None if self.value is None else half_away(self.value, self.decimals)


_PROTECTED = object()


class Published:
    """All figures of a council's packs that may be shown.

    Find one with `find`, a row of them over time with `series`. Derived numbers get their id through `derive`.
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

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure that is a fact, by id."""
        found = {figure.id: figure for figure in map(self._figure, self._facts.to_dict("records"))}
        if len(found) != len(self._facts):
            raise InputError([Problem("two facts would have one id", todo="make the hash in Published._figure longer")])
        return found

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, str], Mapping[Period, list[Figure]]]:
        index: dict[tuple[str, str, str], dict[Period, list[Figure]]] = {}
        rank = self.context.register.rank
        for figure in sorted(self.figures.values(), key=lambda item: item.release, reverse=True):
            place = index.setdefault((figure.measure.id, figure.area, figure.breakdown), {})
            place.setdefault(figure.period, []).append(figure)
        for place in index.values():
            for found in place.values():
                found.sort(key=lambda item: rank(item.source))
        return index

    def _figure(self, row: Mapping[Any, Any]) -> Figure:
        measure = self.context.catalogue[row["measure"]]
        period = Period(measure.basis, _day(row["period_start"]), _day(row["period_end"]))
        is_statistic = row["breakdown"] in STATISTICS
        parts = [measure.id, row["area"], period.label, row["breakdown"], f"{row['source']}@{row['release']}"]
        return Figure(
            id=b32encode(sha256(":".join(parts).encode()).digest()[:5]).decode().lower(),
            measure=measure,
            area=row["area"],
            period=period,
            value=_number(row["value"]),
            status=row["status"],
            unit="count" if is_statistic else measure.unit,
            decimals=0 if is_statistic else self._decimals(row, measure),
            breakdown=row["breakdown"],
            source=row["source"],
            release=row["release"],
            qualifier=row["qualifier"],
            numerator=_number(row["numerator"]),
            denominator=_number(row["denominator"]),
            small_base=self.policy.small_base,
            signed=measure.unit in ("percent_change", "count_change"),
            file=row["file"],
            line=int(row["line"]),
        )

    def _decimals(self, row: Mapping[Any, Any], measure: Measure) -> int:
        """A document's own figure is shown as the document prints it: 36% and not 36.0%, 87.43% and not 87.4%."""
        stated = self.context.register[row["source"]].kind == "document" and not measure.calculated
        if not stated or measure.fixed_decimals or pd.isna(row["value"]):
            return measure.decimals
        printed = len(f"{float(row['value']):.10g}".partition(".")[2])
        return min(printed, measure.decimals) if measure.unit == "ratio" else printed

    def all_of(self, measure: str, area: str, period: Period, breakdown: str = "") -> list[Figure]:
        """What every source says, the preferred one first; empty when none says anything."""
        return list(self._index.get((measure, area, breakdown), {}).get(period, []))

    def find(
        self, measure: str, area: str, period: Period, breakdown: str = "", source: str | None = None
    ) -> Figure | None:
        """The figure of the preferred source, or of a given one; None when there is none."""
        found = self.all_of(measure, area, period, breakdown)
        return next((figure for figure in found if source in (None, figure.source)), None)

    def series(self, measure: str, area: str, breakdown: str = "", kind: str = "official") -> list[Figure]:
        """The dated figures of one kind of source over time, oldest first, one a period."""
        place = self._index.get((measure, area, breakdown), {})
        register = self.context.register
        chosen = (
            next((figure for figure in found if register[figure.source].kind == kind), None)
            for period, found in place.items()
            if period.end is not None
        )
        return sorted((figure for figure in chosen if figure is not None), key=lambda item: str(item.period.end))

    def of_measure(self, measure: str, kind: str) -> list[Figure]:
        """All figures of a measure from one kind of source, in the order of their file."""
        return list(self._of_measure.get((measure, kind), []))

    @cached_property
    def _of_measure(self) -> Mapping[tuple[str, str], list[Figure]]:
        found: dict[tuple[str, str], list[Figure]] = {}
        for figure in sorted(self.figures.values(), key=lambda item: (item.file, item.line)):
            found.setdefault((figure.measure.id, self.context.register[figure.source].kind), []).append(figure)
        return found

    def derive(
        self, how: str, base: Figure, value: float, *, unit: str = "", decimals: int | None = None, signed: bool = False
    ) -> Figure:
        """A number made from published figures, with an id that says how and from which."""
        return replace(
            base,
            id=f"{how}-{base.id}",
            value=value,
            status="",
            unit=unit or base.unit,
            decimals=base.decimals if decimals is None else decimals,
            signed=signed,
            qualifier="",
            numerator=None,
            denominator=None,
        )

    def absent(self, how: str, base: Figure, status: str) -> Figure:
        """The symbol that stood in place of a figure, with an id that says how."""
        return replace(base, id=f"{how}-{base.id}", value=None, status=status, numerator=None, denominator=None)

    def save(self, path: Path) -> None:
        """Keep what may be shown in a private file, so that a notebook can open quickly."""
        self._facts.to_parquet(path)
        notes = pd.DataFrame([vars(note) for note in self.notes], columns=["severity", "what", "where", "source"])
        notes.to_parquet(path.with_suffix(".notes.parquet"))


def load(path: Path, context: Context, policy: DisclosurePolicy) -> Published:
    """What `save` kept."""
    notes = pd.read_parquet(path.with_suffix(".notes.parquet"))
    return Published(
        pd.read_parquet(path),
        context,
        policy,
        [Note(str(row.severity), str(row.what), str(row.where), str(row.source)) for row in notes.itertuples()],
        _PROTECTED,
    )


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


def read_ledger(path: Path) -> pd.DataFrame:
    """Every figure of every released edition of a council, or an empty ledger when nothing was released yet.

    Raises:
        InputError: the file has other columns than a ledger has.
    """
    if not path.exists():
        return pd.DataFrame(columns=LEDGER_COLUMNS)
    ledger = pd.read_csv(path, dtype=str, keep_default_na=False)
    if list(ledger.columns) != LEDGER_COLUMNS:
        raise InputError([Problem("not a ledger", str(path), f"its columns are {', '.join(LEDGER_COLUMNS)}")])
    for column in ("period_start", "period_end"):
        ledger[column] = pd.to_datetime(ledger[column]).astype("datetime64[s]")
    ledger["value"] = pd.to_numeric(ledger["value"])
    return ledger


def _day(moment: Any) -> Any:
    return None if pd.isna(moment) else moment.date()


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
