"""Bringing official statistics up to date: a file of the Department's open data into `data/benchmarks/`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from panelpack.catalogue.context import Context, read_context
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.sources import Register
from panelpack.facts.checks import check_figures
from panelpack.facts.official_csv import FIGURE_COLUMNS, EesTable, read_ees, to_figures
from panelpack.facts.table import enforce
from panelpack.facts.tidy_csv import figure_files, read_figures
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import replacing

_KEY = ["measure", "area", "period", "breakdown"]


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: the file it wrote, and how many figures are new, changed or as before."""

    path: Path
    measures: tuple[str, ...]
    new: int
    changed: int
    same: int


def refresh(
    project: Project, file: Path, source: str, release: str, where: Mapping[str, str], areas: Iterable[str] = ()
) -> Refreshed:
    """Put the figures of an open data file beside those that the project has from its source, newer over older.

    The file's columns are matched to measures by `source_name`. Areas that the project already follows are
    taken.
    Nothing else of the source's file changes; it is written beside and swapped.

    Args:
        file: the CSV as the Department publishes it.
        source: the source's id in `data/sources.yaml`.
        release: how this release is called, such as the year of publication.
        areas: codes of further areas to take.
        where: for files that are broken down, which value of which column to take.

    Raises:
        InputError: the source is unknown or not official, no column of the file is a measure's `source_name`, a measure
            belongs to another source, the release is older than what is there, or a figure breaks a rule.
    """
    about = read_context(project)
    if not about.register.is_official(source):
        raise InputError([Problem(f"{source} is no source of official statistics", todo="see data/sources.yaml")])
    path = project.data / "benchmarks" / f"{source}.csv"
    table = read_ees(file)
    names = _matched(table, about.catalogue)
    _refuse_strangers(project, path, {name for name, _ in names.values()})
    figures = to_figures(
        table, names, source=source, release=release, areas=_followed(project) | set(areas), where=where
    )
    # The Department's digits, without the zeros that binary fractions would add
    text = figures["value"].map(lambda value: "" if pd.isna(value) else f"{value:.12g}")
    fresh = figures.assign(value=text).set_index(_KEY)
    old = read_figures(path).set_index(_KEY) if path.exists() else fresh.iloc[:0]
    _refuse_older(old, fresh, source, release, about.register)
    _write_merged(old, fresh, path, about)
    both = fresh.index.intersection(old.index)
    shown = ["value", "status"]
    changed = int((fresh.loc[both, shown] != old.loc[both, shown]).any(axis=1).sum())
    measures = tuple(sorted({name for name, _ in names.values()}))
    return Refreshed(path, measures, len(fresh) - len(both), changed, len(both) - changed)


def _write_merged(old: pd.DataFrame, fresh: pd.DataFrame, path: Path, about: Context) -> None:
    """Write the figures of a file with fresh ones in their place, once they keep every rule."""
    kept = old.loc[~old.index.isin(fresh.index)]
    merged = pd.concat([kept, fresh]).reset_index()[FIGURE_COLUMNS]
    checkable = merged.assign(numerator="", denominator="", file=path.name, line=range(2, len(merged) + 2))
    enforce(check_figures(checkable, about), about.catalogue)
    ordered = merged.sort_values(_KEY, kind="stable")
    with replacing(path) as beside:
        ordered.to_csv(beside, index=False, lineterminator="\n")


def _refuse_strangers(project: Project, path: Path, measures: set[str]) -> None:
    """Refuse measures that another source's file holds: the file is of another publication."""
    problems = []
    for other in figure_files(project.data / "benchmarks"):
        if other != path and (there := measures & set(read_figures(other)["measure"])):
            own = set(read_figures(path)["measure"]) if path.exists() else set()
            if there - own and "distribution" not in other.stem:
                what = f"{', '.join(sorted(there - own))} come from {other.stem}"
                problems.append(Problem(what, path.stem, f"give --source {other.stem}"))
    if problems:
        raise InputError(problems)


def _refuse_older(old: pd.DataFrame, fresh: pd.DataFrame, source: str, release: str, register: Register) -> None:
    """Refuse a release that came out before one whose figures it would replace, by the days of both."""
    there = sorted(set(old.loc[old.index.isin(fresh.index), "release"]))
    newer = [name for name in there if register.is_newer(source, name, release)]
    if newer:
        raise InputError([Problem(f"release {release} is older than {newer[-1]}, which is there", source)])


def _matched(table: EesTable, catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """Measure and basis by column of the file."""
    columns = {name.casefold(): name for name in table.indicators}
    names = {
        columns[measure.source_name.casefold()]: (measure.id, measure.basis)
        for measure in catalogue.measures.values()
        if measure.source_name.casefold() in columns
    }
    if not names:
        todo = f"give a measure one of them as source_name: {', '.join(table.indicators)}"
        raise InputError([Problem("no column is the source_name of a measure", str(table.path), todo)])
    return names


def _followed(project: Project) -> set[str]:
    """Codes of the areas that have official statistics in the project."""
    return {area for path in figure_files(project.data / "benchmarks") for area in read_figures(path)["area"]}
