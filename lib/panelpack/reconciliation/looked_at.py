"""Differences that a person has looked at: `parameters/known_differences.yaml`, with reason, name and date.

| state | the difference |
|---|---|
| new | nobody has said anything of it |
| changed | its values are others than those that somebody looked at |
| noted by panelpack, not by the council | those who keep this project read the documents again; no officer has looked |
| looked at | an officer of the council has |
| explained by the data | the two measures differ by their definitions, or a document says why |
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, model_validator

from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem
from panelpack.project.yaml_files import load
from panelpack.reconciliation.findings import UNEXPLAINED, Finding

NEW, CHANGED, KNOWN, EXPLAINED = "new", "changed", "looked at", "explained by the data"
NOTED = "noted by panelpack, not by the council"
STATES = (NEW, CHANGED, NOTED, KNOWN, EXPLAINED)
"""Every state, what needs a look first."""


class KnownDifference(BaseModel):
    """One difference that was looked at.

    Attributes:
        finding: the finding's key, as `panelpack reconcile` prints it.
        says: its values at that time; with other values it counts as changed.
        reason: why the figures differ by what a source or an officer says; "No reason is given" where none says it.
        looked_at_by, looked_at_date: the officer of the council who looked, and when.
        noted_by, noted_date: instead, who of panelpack read the documents again, and when.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    council: str
    finding: str
    says: str
    reason: str
    looked_at_by: str = ""
    looked_at_date: date | None = None
    noted_by: str = ""
    noted_date: date | None = None

    @model_validator(mode="after")
    def _has_one_name_and_day(self) -> "KnownDifference":
        looked, noted = (self.looked_at_by, self.looked_at_date), (self.noted_by, self.noted_date)
        whole = [pair for pair in (looked, noted) if all(pair)]
        if len(whole) != 1 or any(any(pair) != all(pair) for pair in (looked, noted)):
            raise ValueError("give looked_at_by and looked_at_date, or noted_by and noted_date, and not both")
        if self.looked_at_by.lower().startswith("panelpack"):
            raise ValueError("looked_at_by is an officer of the council; for panelpack's own notes write noted_by")
        return self

    @property
    def by(self) -> str:
        """Who looked at it or noted it."""
        return self.looked_at_by or self.noted_by

    @property
    def day(self) -> date:
        """When somebody looked at it or noted it."""
        found = self.looked_at_date or self.noted_date
        assert found is not None, "a difference without a day is refused when it is read"
        return found

    @property
    def known_as(self) -> str:
        """Its state while its values stay: looked at by the council, or noted by panelpack alone."""
        return KNOWN if self.looked_at_by else NOTED


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    differences: tuple[KnownDifference, ...] = ()


@dataclass(frozen=True)
class Looked:
    """A finding and how far it is looked at, by one of `STATES`."""

    finding: Finding
    state: str
    reason: str
    by: KnownDifference | None = None

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody must look at it: it is new, or its values changed since."""
        return self.state in (NEW, CHANGED)


def read_known(project: Project, council: str) -> dict[str, KnownDifference]:
    """The known differences of a council, by the key of their finding.

    Raises:
        InputError: unknown or missing keys, or a finding that is recorded twice.
    """
    path = project.known_differences
    listed = load(path, _File).differences if path.exists() else ()
    mine = [item for item in listed if item.council == council]
    names = [item.finding for item in mine]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        todo = "leave the entry that holds"
        raise InputError(Problem(f"the finding {name} is recorded twice", str(path), todo) for name in twice)
    return {item.finding: item for item in mine}


def looked_at(found: Iterable[Finding], known: dict[str, KnownDifference]) -> list[Looked]:
    """Every difference with its state: what needs a look first, then what could change a reader's mind most."""
    states = [_state(item, known.get(item.key)) for item in found if item.is_difference]
    return sorted(states, key=lambda item: (STATES.index(item.state), -item.finding.weight))


def _state(item: Finding, entry: KnownDifference | None) -> Looked:
    if entry is not None:
        return Looked(item, entry.known_as if entry.says == item.says else CHANGED, entry.reason, entry)
    if item.reason and item.reason != UNEXPLAINED:
        return Looked(item, EXPLAINED, item.reason)
    return Looked(item, NEW, UNEXPLAINED)


def gone(found: Sequence[Finding], known: dict[str, KnownDifference]) -> list[KnownDifference]:
    """Recorded differences that are no longer there, so their entries can go."""
    there = {item.key for item in found if item.is_difference}
    return [entry for name, entry in known.items() if name not in there]
