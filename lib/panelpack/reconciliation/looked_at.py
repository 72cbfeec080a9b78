"""Differences that a person has looked at: `parameters/known_differences.yaml`, with reason, name and date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict

from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem
from panelpack.project.yaml_files import load
from panelpack.reconciliation.findings import UNEXPLAINED, Finding

NEW, CHANGED, KNOWN, EXPLAINED = "new", "changed", "looked at", "explained by the data"


class KnownDifference(BaseModel):
    """One difference that was looked at.

    Attributes:
        finding: the finding's key, as `panelpack reconcile` prints it.
        says: its values at that time; with other values it counts as changed.
        reason: why the figures differ, or what is to be done.
        looked_at_by, looked_at_date: who looked, and when.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    council: str
    finding: str
    says: str
    reason: str
    looked_at_by: str
    looked_at_date: date


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    differences: tuple[KnownDifference, ...] = ()


@dataclass(frozen=True)
class Looked:
    """A finding and how far it is looked at: new, changed, looked at, or explained by the data."""

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
        raise InputError(Problem(f"the finding {name} is recorded twice", str(path)) for name in twice)
    return {item.finding: item for item in mine}


def looked_at(found: Iterable[Finding], known: dict[str, KnownDifference]) -> list[Looked]:
    """Every difference with its state: what needs a look first."""
    states = [_state(item, known.get(item.key)) for item in found if item.is_difference]
    order = (NEW, CHANGED, KNOWN, EXPLAINED)
    return sorted(states, key=lambda item: order.index(item.state))


def _state(item: Finding, entry: KnownDifference | None) -> Looked:
    if entry is not None:
        return Looked(item, KNOWN if entry.says == item.says else CHANGED, entry.reason, entry)
    if item.reason and item.reason != UNEXPLAINED:
        return Looked(item, EXPLAINED, item.reason)
    return Looked(item, NEW, UNEXPLAINED)


def gone(found: Sequence[Finding], known: dict[str, KnownDifference]) -> list[KnownDifference]:
    """Recorded differences that are no longer there, so their entries can go."""
    there = {item.key for item in found if item.is_difference}
    return [entry for name, entry in known.items() if name not in there]
