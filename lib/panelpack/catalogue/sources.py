"""The register of sources: who publishes what, whether it is already public, and whose figure is shown first."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from panelpack.project.errors import InputError, Problem, suggest, unknown
from panelpack.project.yaml_files import load


class Source(BaseModel):
    """One source. `kind` is official (statistics), document (a report) or return (a council's own records).

    `reporting_year` is the year that a document reports on: its undated figures belong to that year.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    short: str
    publisher: str
    kind: Literal["official", "document", "return"]
    public: bool
    licence: str
    reporting_year: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}$")


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


def read_register(path: Path) -> Register:
    """Read `data/sources.yaml`; every source must have its place in the order of preference, and each place a source.

    Raises:
        InputError: a key is unknown, or precedence and sources do not name the same ones.
    """
    register = load(path, Register)
    twice = sorted({name for name in register.precedence if register.precedence.count(name) > 1})
    if twice:
        raise InputError(Problem(f"{name!r} stands twice in precedence", str(path)) for name in twice)
    odd = sorted(set(register.precedence) ^ set(register.sources))
    if odd:
        raise InputError(
            Problem(f"{name!r} is not in both precedence and sources", str(path), suggest(name, register.sources))
            for name in odd
        )
    return register
