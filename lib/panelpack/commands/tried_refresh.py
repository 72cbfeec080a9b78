"""A refresh tried out in a private copy: what would be refused, what accepted first, and what it would bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from panelpack.commands.refresh import refresh
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError


@dataclass(frozen=True)
class TriedRefresh:
    """What came of it.

    Attributes:
        refused: why the file cannot be taken at all.
        asked: what a person would have to accept first.
        said: what it brought, and what else to know.
    """

    refused: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def tried_refresh(private: Project, file: Path, source: str, release: str, where: Mapping[str, str]) -> TriedRefresh:
    """Refresh a private copy from a file, as far as that goes; what would have to be accepted is accepted there."""
    asked: tuple[str, ...] = ()
    try:
        done = refresh(private, file, source, release, where)
    except InputError as first:
        try:
            done = refresh(private, file, source, release, where, accept_changes=True)
        except InputError as error:
            return TriedRefresh(refused=tuple(map(str, error.problems)))
        asked = tuple(problem.what for problem in first.problems)
    brought = f"{done.new} new figures, {done.changed} changed, {done.same} as before, of {', '.join(done.measures)}"
    return TriedRefresh((), asked, (brought, *(item for item in done.said if item not in asked)))
