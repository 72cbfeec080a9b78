"""The register of sources: who publishes what, what kind of source it is, whose figure comes first, what is newer.

What a kind of source means is asked here and spelt nowhere else: a further kind is one more row of `KINDS`.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from panelpack.catalogue.reporting_years import year_dates
from panelpack.project.errors import InputError, Problem, suggest, unknown
from panelpack.project.yaml_files import read_document


@dataclass(frozen=True)
class Kind:
    """What it means to come from a kind of source.

    Attributes:
        words: what the kind is, for a reader.
        is_official: whether its figures are official statistics, which cover many areas alike.
        keeps_printed_decimals: whether a figure is shown with the decimals that its source printed.
        is_counted: whether its figures are counted here, from records of children.
    """

    name: str
    words: str
    is_official: bool
    keeps_printed_decimals: bool
    is_counted: bool = False


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("official", "official statistics", is_official=True, keeps_printed_decimals=False),
        Kind("document", "a published document", is_official=False, keeps_printed_decimals=True),
        Kind("return", "the council's own records", is_official=False, keeps_printed_decimals=False, is_counted=True),
    )
}
"""Every kind of source."""


class DataSet(BaseModel):
    """A data set of the Department's "explore education statistics" from which figures of a source come.

    Attributes:
        id: its id in the Department's API, "API data set ID" on its page in the data catalogue.
        file: what its file is called, as measures name it in `source_file`.
        version: the one version to take, or `1.*` for the newest of a series; the newest of all when empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
    file: str = Field(pattern=r"^\w[\w-]{0,80}$")
    version: str = Field(default="", pattern=r"^(\d+(\.\d+){0,2}|(\d+\.){0,2}\*)?$")


class Source(BaseModel):
    """One source.

    Attributes:
        kind: the name of one of `KINDS`.
        public: whether its figures are published already, so that they pass protection unchanged.
        reporting_year: the year that a document reports on: its undated figures belong to that year.
        releases: the day on which each release came out, as `2025-06-26`, or as its month where that is all that is
            known. A source of which there are several releases must give them all.
        published_at: where the next release can be found, in words; empty where that is not known.
        next_due: the month in which it is due, as `2026-10`; empty where that is not known.
        data_sets: where its files can be fetched; none where that is not known, or they are no data sets.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    short: str
    publisher: str
    kind: str
    public: bool
    licence: str
    reporting_year: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}$")
    releases: Mapping[str, date] = Field(default_factory=dict)
    published_at: str = ""
    next_due: str = Field(default="", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")
    data_sets: tuple[DataSet, ...] = ()

    @field_validator("kind")
    @classmethod
    def _is_known(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"there is no kind {kind!r} of source ({suggest(kind, KINDS)})")
        return kind

    @field_validator("releases", mode="before")
    @classmethod
    def _with_days(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        return {str(name): _last_day(day) for name, day in given.items()}


def _last_day(day: object) -> object:
    """A month as its last day: by then the release was out."""
    if not isinstance(day, str) or len(day) != len("2025-06"):
        return day
    year, month = int(day[:4]), int(day[5:])
    return date(year, month, calendar.monthrange(year, month)[1])


class Register(BaseModel):
    """All sources of `data/sources.yaml`, and the order in which one is preferred to another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    precedence: tuple[str, ...]
    sources: dict[str, Source] = Field(default_factory=dict)

    def __getitem__(self, source: str) -> Source:
        if source not in self.sources:
            raise unknown("source", source, sorted(self.sources))
        return self.sources[source]

    def rank(self, source: str) -> int:
        """Place of a source in the order of preference, the most preferred first."""
        return self.precedence.index(source)

    def kind(self, source: str) -> Kind:
        """The kind that a source is of."""
        return KINDS[self[source].kind]

    def is_official(self, source: str) -> bool:
        """Whether a source publishes official statistics."""
        return self.kind(source).is_official

    def private(self) -> list[str]:
        """The sources whose figures are not public already."""
        return [name for name, source in self.sources.items() if not source.public]

    def released(self, source: str, release: str) -> date | None:
        """The day on which a release came out; None where that is not known.

        A release that is named by a reporting year, as a council's own figures are, is dated by that year's end.
        """
        known = self[source].releases.get(release)
        if known is not None:
            return known
        try:
            return year_dates(release)[1]
        except ValueError:
            return None

    def earliest(self, source: str, release: str) -> date | None:
        """The first day on which a release can have been out; None where nothing is known of it.

        Of a release that is dated by its month, the first of that month.
        """
        known = self[source].releases.get(release)
        if known is None or (known + timedelta(days=1)).day != 1:
            return known
        return known.replace(day=1)

    def is_newer(self, source: str, release: str, other: str) -> bool:
        """Whether a release of a source came out after another one; spelling decides nothing.

        Raises:
            InputError: the day of one of them is not known.
        """
        if release == other:
            return False
        problems = self.without_day(source, [release, other])
        if problems:
            raise InputError(problems)
        return self._day(source, release) > self._day(source, other)

    def order(self, source: str, release: str) -> tuple[int, int]:
        """What sorts figures of one place: the preferred source first, of its releases the newest."""
        return self.rank(source), -self._day(source, release).toordinal()

    def _day(self, source: str, release: str) -> date:
        return self.released(source, release) or date.min

    def without_day(self, source: str, releases: list[str]) -> list[Problem]:
        """A problem for each of several releases whose day is not known: they cannot be told old from new."""
        return [
            Problem(
                f"the release {release!r} of {source} has no day, so it cannot be told whether it is newer",
                "data/sources.yaml",
                f"give {source} releases: with a line {release!r}: 2026-10-29, the day on which it came out",
            )
            for release in sorted(set(releases))
            if self.released(source, release) is None
        ]


def read_register(path: Path) -> Register:
    """Read `data/sources.yaml`; every source must have its place in the order of preference, and each place a source.

    Raises:
        InputError: a key is unknown, or precedence and sources do not name the same ones.
    """
    document = read_document(path)
    register = document.check(Register)
    twice = sorted({name for name in register.precedence if register.precedence.count(name) > 1})
    if twice:
        where = document.place("precedence")
        raise InputError(Problem(f"{name!r} stands twice in precedence", where, "leave one of them") for name in twice)
    odd = sorted(set(register.precedence) ^ set(register.sources))
    if odd:
        raise InputError(
            Problem(
                f"{name!r} is not in both precedence and sources",
                document.place("sources", name) if name in register.sources else document.place("precedence"),
                suggest(name, register.sources),
            )
            for name in odd
        )
    return register
