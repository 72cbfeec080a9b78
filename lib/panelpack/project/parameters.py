"""Parameters as frozen models. A misspelt key is refused by name, with the nearest known one."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class NeighbourModel(_Model):
    """Which statistical neighbour model a council compares itself by, from a reporting year on."""

    model: str
    from_year: str = Field(alias="from", pattern=r"^\d{4}-\d{2}$")


class Council(_Model):
    """A council: its area codes, neighbours and how its pages look.

    Attributes:
        invented: whether there is no such council: its pages say so, and no real figure stands beside its own.
        neighbours_by: what stands for its neighbours beside its own figures: their mean, or their median.
        further_areas: codes of other areas whose figures an analyst wants at hand, where those of all England are kept.
    """

    area: str
    invented: bool = False
    region: str
    country: str = "E92000001"
    force: str | None = None
    icb: str | None = None
    adoption_agency: str | None = None
    neighbours: tuple[NeighbourModel, ...] = Field(min_length=1)
    neighbours_by: Literal["mean", "median"] = "mean"
    further_areas: tuple[str, ...] = ()
    panel: str
    accent: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    contact: str

    @property
    def own_areas(self) -> tuple[str, ...]:
        """The areas whose figures are the council's own: itself, its agency, its force and its care board."""
        return tuple(code for code in (self.area, self.adoption_agency, self.force, self.icb) if code)

    def area_of(self, about: str) -> str | None:
        """The area that a measure's figures are about: the council's own, or of one of its agencies if it has it."""
        return self.area if about == "council" else getattr(self, about)

    def neighbour_model(self, year: str) -> str:
        """The model in force for a reporting year: the last one that starts in it or before."""
        models = sorted(self.neighbours, key=lambda entry: entry.from_year)
        in_force = [entry.model for entry in models if entry.from_year <= year]
        return in_force[-1] if in_force else models[0].model


class Year(_Model):
    """A reporting year: the day the panel meets, and what to keep in mind."""

    as_at: date | None = None
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

    @property
    def bound(self) -> tuple[float, str]:
        """The value to reach, and which side of it is meant: `at least` or `at most`."""
        if self.at_least is not None:
            return self.at_least, "at least"
        assert self.at_most is not None, "a target has a bound: the parameters are checked for it"
        return self.at_most, "at most"


class FrontPage(_Model):
    """The measures whose figures stand on the front page; each stands with its report, in the order given."""

    headlines: tuple[str, ...]


class Standards(_Model):
    """Which standards the figures of a topic are evidence for: by topic, the number of each and what it asks."""

    standards: dict[str, dict[str, str]] = Field(default_factory=dict)


class Targets(_Model):
    """All targets of `parameters/targets.yaml`."""

    targets: tuple[Target, ...] = ()


class ReturnChoices(_Model):
    """What definitions of measures leave open when they are counted from a council's own records.

    Attributes:
        rereferral_on_the_anniversary: whether a referral exactly twelve months after another is a re-referral.
        assessment_clock: the day from which the 45 working days of an assessment run.
        ehc_limit_days: the most days from the receipt of a request to the issue of a plan, for one in 20 weeks.
        temporary_placements_are_moves: whether placements T0 to T4 count among three or more placements.
        absences_are_missing: whether absence away from placement counts with missing.
    """

    rereferral_on_the_anniversary: bool = True
    assessment_clock: Literal["referral", "assessment"] = "referral"
    ehc_limit_days: int = Field(default=140, ge=1)
    temporary_placements_are_moves: bool = False
    absences_are_missing: bool = False
