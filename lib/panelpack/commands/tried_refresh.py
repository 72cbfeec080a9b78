"""A refresh tried out in a private copy: what would be refused, what accepted first, and what it would bring."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from panelpack.commands.benchmark_file import kept_in
from panelpack.commands.official_file import KEY
from panelpack.commands.refresh import refresh
from panelpack.facts.tidy_csv import read_figures
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError


@dataclass(frozen=True)
class TriedRefresh:
    """What came of it.

    Attributes:
        refused: why the file cannot be taken at all.
        asked: what a person would have to accept first, beside revisions.
        revised: figures that were there and would be others, old and new.
        said: what it brought, and what else to know.
    """

    refused: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def tried_refresh(private: Project, file: Path, source: str, release: str, where: Mapping[str, str]) -> TriedRefresh:
    """Refresh a private copy from a file, as far as that goes; what would have to be accepted is accepted there."""
    asked: tuple[str, ...] = ()
    before = _figures_of(private, source)
    try:
        done = refresh(private, file, source, release, where)
    except InputError as first:
        try:
            done = refresh(private, file, source, release, where, accept_changes=True)
        except InputError as error:
            return TriedRefresh(refused=tuple(map(str, error.problems)))
        asked = tuple(problem.what for problem in first.problems)
    brought = f"{done.new} new figures, {done.changed} changed, {done.same} as before, of {', '.join(done.measures)}"
    revised = tuple(_revisions(before, _figures_of(private, source)))
    said = (brought, *(item for item in done.said if item not in asked))
    return TriedRefresh((), tuple(item for item in asked if not _is_revision(item)), revised, said)


def _is_revision(asked: str) -> bool:
    """Whether a question of a refresh is about a figure that changed, which the revisions name with all others."""
    return " becomes " in asked


def _figures_of(project: Project, source: str) -> pd.DataFrame:
    """A source's figures by what they are of; none where it has none yet."""
    path, _ = kept_in(project.data / "benchmarks", source)
    columns = [*KEY, "value", "status"]
    return (read_figures(path)[columns] if path.exists() else pd.DataFrame(columns=columns)).set_index(KEY)


def _revisions(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[str]:
    both = old.index.intersection(new.index)
    before, now = old.loc[both], new.loc[both]
    for key in both[(before != now).any(axis=1).to_numpy()]:
        measure, area, period, breakdown = key
        part = f", {breakdown}" if breakdown else ""
        texts = [str(table.at[key, "value"] or table.at[key, "status"]) for table in (before, now)]
        yield f"{measure}{part} of {area}, {period}: {texts[0]} becomes {texts[1]}"
