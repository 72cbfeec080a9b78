"""Questions about figures, and those that somebody has answered: `parameters/accepted_figures.yaml`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
from pydantic import BaseModel, ConfigDict

from panelpack.catalogue import breakdowns
from panelpack.catalogue.measures import Measure
from panelpack.catalogue.periods import Period, parse
from panelpack.catalogue.reader import Catalogue
from panelpack.project.errors import InputError, Problem
from panelpack.project.yaml_files import read_document

ACCEPTED = "accepted_figures.yaml"
"""The file of parameters in which questions stand that somebody has answered."""

_POUNDS = {"gbp": 1.0, "gbp_thousands": 1e3, "gbp_millions": 1e6}


@dataclass(frozen=True)
class Row:
    """A figure as it is asked about, whether it came in or is there already."""

    measure: Measure
    area: str
    breakdown: str
    period: Period
    source: str
    release: str
    value: float

    @property
    def series(self) -> tuple[str, str, str]:
        """What it is of, whatever the time."""
        return self.measure.id, self.area, self.breakdown

    @property
    def place(self) -> tuple[str, Period, str]:
        """Where it stands, whatever it is of: area, period and source."""
        return self.area, self.period, self.source

    @property
    def pounds(self) -> float | None:
        """A sum of money in pounds; None for what is none."""
        unit = _POUNDS.get(self.measure.unit)
        return None if unit is None else self.value * unit

    @property
    def named(self) -> str:
        """What a message calls it."""
        part = f", {self.breakdown}" if self.breakdown else ""
        return f"{self.measure.id} of {self.area}{part}, {self.period.label}"

    @property
    def shown(self) -> str:
        """Its digits as they came."""
        return f"{self.value:.10g}"


@dataclass(frozen=True)
class Question:
    """What a person should look at: a figure, what it was held against, and what may be wrong, in words.

    Attributes:
        asked: the question, a sentence without any number, so that it may stand on a page.
        instead: the same for a message, where it can say more.
    """

    rule: str
    row: Row
    against: tuple[Row, ...]
    asked: str
    instead: str = ""

    @property
    def key(self) -> str:
        """A short name that stays while the values change."""
        about = "|".join([self.rule, *self.row.series, self.row.period.label, self.row.source])
        # A letter first, so that YAML never takes it for a number
        return f"q{sha256(about.encode()).hexdigest()[:9]}"

    @property
    def says(self) -> str:
        """The values in a line: with others it is asked again."""
        return " beside ".join(row.shown for row in (self.row, *self.against))

    def __str__(self) -> str:
        beside = f", beside {'; '.join(f'{row.shown} ({row.named})' for row in self.against)}" if self.against else ""
        return f"{self.key}: {self.row.named}: {self.row.shown}{beside}. {self.instead or self.asked}"


class Accepted(BaseModel):
    """A question that was answered: its key, its values then, why they are right, who says so, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    says: str
    reason: str
    accepted_by: str
    accepted_date: date


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    figures: tuple[Accepted, ...] = ()


def read_accepted(parameters: Path) -> dict[str, Accepted]:
    """The answered questions by their keys; none where there is no such file.

    Raises:
        InputError: unknown or missing keys, or a question that is answered twice.
    """
    path = parameters / ACCEPTED
    if not path.exists():
        return {}
    document = read_document(path)
    found: dict[str, Accepted] = {}
    problems = []
    for place, item in enumerate(document.check(_File).figures):
        if item.question in found:
            where = document.place("figures", place)
            problems.append(Problem(f"the question {item.question} is answered twice", where, "leave one of them"))
        found[item.question] = item
    if problems:
        raise InputError(problems)
    return found


def still_open(asked: Iterable[Question], accepted: dict[str, Accepted]) -> list[Question]:
    """The questions that nobody has answered for the values that the figures have now."""
    return [item for item in asked if item.key not in accepted or accepted[item.key].says != item.says]


def how_to_accept(asked: Sequence[Question]) -> str:
    """What to write into the file of parameters for a first question, for a message."""
    first = asked[0]
    return (
        f"where a figure is right, say so in parameters/{ACCEPTED}, under figures: "
        f'- {{question: {first.key}, says: "{first.says}", reason: ..., accepted_by: ..., accepted_date: 2024-10-01}}'
    )


def rows_of(table: pd.DataFrame, catalogue: Catalogue) -> list[Row]:
    """The rows of tidy figures that have a value, but for ranks, quartiles and what no check would take.

    Args:
        table: as `tidy_csv.read_figures` gives it.
    """
    found = []
    columns = ("measure", "area", "breakdown", "period", "source", "release", "value")
    for name, area, breakdown, label, source, release, value in zip(*(table[item] for item in columns), strict=True):
        number = pd.to_numeric(value, errors="coerce")
        if name not in catalogue or pd.isna(number) or breakdowns.is_statistic(breakdown):
            continue
        try:
            period = parse(label, catalogue[name].basis)
        except ValueError:
            continue
        row = Row(catalogue[name], area, breakdowns.tidied(breakdown), period, source, release, float(number))
        found.append(row)
    return found
