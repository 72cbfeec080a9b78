"""Parameters as frozen models. A misspelt key is refused by name, with the nearest known one."""

import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from panelpack.project.errors import InputError, PanelpackError, Problem, suggest, unknown
from panelpack.project.yaml_files import load


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class NeighbourModel(_Model):
    """Which statistical neighbour model a council compares itself by, from a reporting year on."""

    model: str
    from_year: str = Field(alias="from", pattern=r"^\d{4}-\d{2}$")


class Council(_Model):
    """A council: its area codes, neighbours and how its pages look."""

    area: str
    region: str
    country: str = "E92000001"
    force: str | None = None
    icb: str | None = None
    adoption_agency: str | None = None
    neighbours: tuple[NeighbourModel, ...] = Field(min_length=1)
    panel: str
    accent: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    contact: str

    def area_of(self, about: str) -> str | None:
        """The area that a measure's figures are about: the council's own, or of one of its agencies if it has it."""
        return self.area if about == "council" else getattr(self, about)

    def neighbour_model(self, year: str) -> str:
        """The model in force for a reporting year: the last one that starts in it or before."""
        models = sorted(self.neighbours, key=lambda entry: entry.from_year)
        in_force = [entry.model for entry in models if entry.from_year <= year]
        return in_force[-1] if in_force else models[0].model


class Year(_Model):
    """A reporting year: the day the panel meets, the reports it gets, and what to keep in mind."""

    as_at: date | None = None
    reports: tuple[str, ...]
    caveats: tuple[str, ...] = ()


class FamilyRule(_Model):
    """The rule of a family of measures: which counts are hidden, and the step to which the others are rounded."""

    smallest_hidden: int = Field(ge=1)
    largest_hidden: int
    round_to: int = Field(default=0, ge=0)


class DisclosurePolicy(_Model):
    """Which counts of people may not be shown, and the base under which a percentage is not computed.

    Attributes:
        families: other rules, for measures that name one of these as their family.
        audit_apart, audit_upper: an attacker's lowest and highest value of a hidden count must be so far apart, and the
            highest at least so high.
        third_beside_one: whether a third figure of a line is hidden where one is a single person, who could otherwise
            work the second out.
    """

    smallest_hidden: int = Field(ge=1)
    largest_hidden: int
    symbol: str = Field(pattern="^[cxzku]$")
    small_base: int = Field(ge=0)
    families: dict[str, FamilyRule] = Field(default_factory=dict)
    audit_apart: int = Field(default=4, ge=0)
    audit_upper: int = Field(default=5, ge=1)
    third_beside_one: bool = True

    def rule(self, family: str) -> FamilyRule:
        """The rule of a family; the common one where it has none of its own."""
        common = FamilyRule(smallest_hidden=self.smallest_hidden, largest_hidden=self.largest_hidden)
        return self.families.get(family, common)

    @model_validator(mode="after")
    def _hides_something(self) -> Self:
        if self.smallest_hidden > self.largest_hidden:
            raise ValueError("smallest_hidden is above largest_hidden, so nothing would be hidden")
        return self


class Target(_Model):
    """A target that a document states, from a day on. Exactly one of `at_least` and `at_most` is given."""

    measure: str
    council: str
    at_least: float | None = None
    at_most: float | None = None
    amber_within: float | None = None
    from_date: date = Field(alias="from")
    until: date | None = None
    reference: str


class FrontPage(_Model):
    """The measures whose figures stand on the front page, by report."""

    headlines: dict[str, tuple[str, ...]]


class Standards(_Model):
    """Which standards the figures of a topic are evidence for: by topic, the number of each and what it asks."""

    standards: dict[str, dict[str, str]] = Field(default_factory=dict)


class Targets(_Model):
    """All targets of `parameters/targets.yaml`."""

    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Project:
    """A checkout of panelpack: where parameters, data, notebooks and packs are."""

    root: Path

    @property
    def parameters(self) -> Path:
        """Where the parameters stand."""
        return self.root / "parameters"

    @property
    def data(self) -> Path:
        """Where figures, measures and sources stand."""
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        """One notebook a report."""
        return self.root / "notebooks"

    @property
    def rendered(self) -> Path:
        """Finished packs: built, never in git."""
        return self.root / "rendered"

    @property
    def cache(self) -> Path:
        """Private working files: never in git, never in a pack."""
        return self.root / ".cache"

    def councils(self) -> list[str]:
        """Names of all councils that have parameters."""
        return sorted(path.stem for path in (self.parameters / "councils").glob("*.yaml"))

    def years(self) -> list[str]:
        """All reporting years that have parameters, oldest first."""
        return sorted(path.stem for path in (self.parameters / "years").glob("*.yaml"))

    def reports(self) -> list[str]:
        """Names of all reports that have a notebook."""
        return sorted(path.stem for path in self.notebooks.glob("*.ipynb"))

    def council(self, name: str) -> Council:
        """The parameters of a council; an unknown one is refused with the list of those there are."""
        if name not in self.councils():
            raise unknown("council", name, self.councils())
        return load(self.parameters / "councils" / f"{name}.yaml", Council)

    def year(self, label: str) -> Year:
        """The parameters of a reporting year; its reports must have notebooks."""
        if label not in self.years():
            raise unknown("year", label, self.years())
        path = self.parameters / "years" / f"{label}.yaml"
        year = load(path, Year)
        strange = [name for name in year.reports if name not in self.reports()]
        if strange:
            raise InputError(
                Problem(f"reports: there is no notebook {name!r}", str(path), suggest(name, self.reports()))
                for name in strange
            )
        return year

    @cached_property
    def policy(self) -> DisclosurePolicy:
        """The disclosure policy."""
        return load(self.parameters / "disclosure.yaml", DisclosurePolicy)

    @cached_property
    def standards(self) -> dict[str, dict[str, str]]:
        """The standards that a topic's figures are evidence for, by topic."""
        return load(self.parameters / "standards.yaml", Standards).standards

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """All dated targets; each states exactly one bound and a council that exists."""
        path = self.parameters / "targets.yaml"
        targets = load(path, Targets).targets
        problems = [
            Problem(f"target for {target.measure}: give at_least or at_most, one of them", str(path))
            for target in targets
            if (target.at_least is None) == (target.at_most is None)
        ]
        problems += [
            Problem(f"target for {target.measure}: no council {target.council!r}", str(path))
            for target in targets
            if target.council not in self.councils()
        ]
        if problems:
            raise InputError(problems)
        return targets


def find_project(start: Path | None = None) -> Project:
    """The project around a folder: the nearest one upwards that has `parameters/` and `data/`.

    `PANELPACK_HOME` names another. Without either, the checkout that the package was installed from is used.

    Raises:
        PanelpackError: no project is there.
    """
    home = os.environ.get("PANELPACK_HOME")
    starts = [Path(home)] if home else [start or Path.cwd(), Path(__file__)]
    for place in starts:
        place = place.resolve()
        for folder in [place, *place.parents]:
            if (folder / "parameters").is_dir() and (folder / "data").is_dir():
                return Project(folder)
    raise PanelpackError(
        f"no panelpack project at {starts[0]}: open a checkout that has parameters/ and data/, "
        "or name one in PANELPACK_HOME"
    )
