"""Relations between stated figures that `data/relations.yaml` declares.

Some hold only nearly, and a document may break any of them; measures declare the exact ones themselves (`identities`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from panelpack.catalogue import breakdowns
from panelpack.catalogue.areas import Areas
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.references import read_reference
from panelpack.project.errors import InputError, Problem
from panelpack.project.yaml_files import load


class Relation(BaseModel):
    """One relation: its rule, the stated figure, and the terms that it is held against.

    Attributes:
        across: whether a term may come from another source or time, where only one figure of it is there.
        reason: of `same`, in what the two differ by their definitions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: Literal["sum", "difference", "share", "growth", "ratio", "at_most", "stock", "same", "claim", "unrelated"]
    stated: str
    of: tuple[str, ...] = ()
    base: str = ""
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    tolerance_pct: float = Field(default=0.0, ge=0)
    across: bool = False
    reason: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term that it names, the stated one first."""
        return tuple(filter(None, (self.stated, *self.of, self.base, *self.came, *self.went)))


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Term:
    """A measure, the part of it that is meant, and another area than that of the stated figure where one is named."""

    measure: str
    breakdown: str
    area: str


def read_relations(path: Path, catalogue: Catalogue, areas: Areas) -> tuple[Relation, ...]:
    """The relations of a project, with every name in them checked.

    Raises:
        InputError: a term that is none, a measure or area that there is not, with the nearest known name.
    """
    relations = load(path, _File).relations if path.exists() else ()
    problems = []
    for relation in relations:
        for words in relation.terms:
            try:
                term(words, catalogue, areas)
            except InputError as error:
                problems += [Problem(item.what, f"{path}, {relation.stated}", item.todo) for item in error.problems]
    if problems:
        raise InputError(problems)
    return relations


def term(words: str, catalogue: Catalogue, areas: Areas) -> Term:
    """A term from its words, such as `schools[type=all]` or `ehc_plans_growth_pct[area=England]`.

    Raises:
        InputError: it is not of that form, or names a measure or area that there is not.
    """
    try:
        found = read_reference(words)
    except InputError:
        found = None
    if found is None or found.asked:
        raise InputError([Problem(f"{words!r} is no term", todo="write it as measure[name=value]")])
    measure, parts = catalogue[found.name], dict(found.wanted)
    named = parts.pop("area", "")
    return Term(measure.id, breakdowns.of_pairs(parts), areas.code_of(named) if named else "")
