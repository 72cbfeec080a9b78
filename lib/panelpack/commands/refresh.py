"""Bringing official statistics up to date: a file of the Department's open data into `data/benchmarks/`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from panelpack.catalogue.context import Context, read_context
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.renamings import read_renamings
from panelpack.catalogue.sources import Register
from panelpack.commands.benchmark_file import kept_in, write_merged
from panelpack.commands.official_file import KEY, Given, read_official
from panelpack.commands.source_files import keep_columns
from panelpack.facts.figure_store import is_store
from panelpack.facts.known_file import NAME, other_file
from panelpack.facts.plausible import questions
from panelpack.facts.questions import how_to_accept, read_accepted, still_open
from panelpack.facts.tidy_csv import figure_files, read_figures
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem

_QUARTER, _FEW = 0.25, 5
_MOST_QUESTIONS = 20


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: the file it wrote, and how many figures are new, changed or as before.

    Attributes:
        said: what a person should know beside: figures that changed by much or are gone, measures of the source that
            the file does not give, areas that it does not hold.
    """

    path: Path
    measures: tuple[str, ...]
    new: int
    changed: int
    same: int
    said: tuple[str, ...] = ()


def refresh(
    project: Project,
    file: Path,
    source: str,
    release: str,
    where: Mapping[str, str],
    areas: Iterable[str] = (),
    accept_changes: bool = False,
    all_areas: bool = False,
) -> Refreshed:
    """Put the figures of a file beside those that the project has from an official source, newer over older.

    Areas that the project already follows are taken, or all; what a council had under a former code, with the same
    boundary, is its own. Nothing else of the source's file changes; it is written beside and swapped.

    Args:
        file: the CSV as the Department publishes it, or one in the tidy form.
        source: the source's id in `data/sources.yaml`.
        release: how this release is called, such as the year of publication.
        areas: codes of further areas to take.
        where: for files that are broken down, which value of which column to take.
        accept_changes: take figures that changed by more than a quarter, and let go those that the file has no more.
        all_areas: take every council, region and England that the file has. The source's figures are then kept in a
            store in place of a CSV, and every later refresh of it takes all of them too.

    Raises:
        InputError: the source is unknown or not official, no column of the file is a measure's `source_name`, a column
            is that of two measures, a measure belongs to another source, the release is older than what is there, a
            figure breaks a rule, or the file's name or categories are those of another file, or figures changed by much
            or are gone, and that was not accepted.
    """
    about = read_context(project)
    if not about.register.is_official(source):
        raise InputError([Problem(f"{source} is no source of official statistics", todo="see data/sources.yaml")])
    path, new_path = kept_in(project.data / "benchmarks", source, all_areas)
    wanted = None if is_store(new_path) else _followed(project) | set(areas)
    renamings = read_renamings(project.data / "renamings.yaml")
    given = read_official(file, source, release, where, wanted, about, renamings)
    _refuse_strangers(project, path, given.measures)
    fresh = given.figures.set_index(KEY)
    old = read_figures(path).set_index(KEY) if path.exists() else fresh.iloc[:0]
    _refuse_older(old, fresh, source, release, about.register)
    asked = [
        *_other_file(given, where, about.catalogue),
        *_large_changes(old, fresh, about.catalogue),
        *_gone(old, fresh),
    ]
    accepted = _accepted(asked, file.name, accept_changes)
    write_merged(old, fresh, new_path, about)
    if given.table is not None:
        keep_columns(project, source, file, given.measures, release, about.catalogue)
    said = (*accepted, *_to_look_at(project, old, fresh, about), *_said(given, old, fresh, areas, about))
    new, changed, same = _counted(old, fresh)
    return Refreshed(new_path, tuple(sorted(given.measures)), new, changed, same, said)


def _counted(old: pd.DataFrame, fresh: pd.DataFrame) -> tuple[int, int, int]:
    """How many figures are new, changed, and as before."""
    both, shown = fresh.index.intersection(old.index), ["value", "status"]
    changed = int((fresh.loc[both, shown] != old.loc[both, shown]).any(axis=1).sum())
    return len(fresh) - len(both), changed, len(both) - changed


def _accepted(asked: list[str], file: str, accept: bool) -> list[str]:
    """What tells that the file may be another one: signs of it, figures that changed by much or are gone.

    Raises:
        InputError: there is something, and it was not accepted.
    """
    if asked and not accept:
        todo = "look whether it is the right file; if these are right, run it again with --accept-changes"
        raise InputError([Problem(said, file, todo) for said in asked], shown=len(asked))
    return asked


def _other_file(given: Given, where: Mapping[str, str], catalogue: Catalogue) -> list[str]:
    """What tells that the file is not the one that its measures come from, each once."""
    found: dict[str, str] = {}
    if given.table is None:
        return []
    for name in sorted(given.measures):
        chosen = {**catalogue[name].source_where, **where}
        for said in other_file(given.table, catalogue[name], chosen):
            found.setdefault(said.replace(name, ""), said)
    return list(found.values())


def _to_look_at(project: Project, old: pd.DataFrame, fresh: pd.DataFrame, about: Context) -> list[str]:
    """What looks like a slip among figures that are new or changed, but for what somebody answered."""
    both = fresh.index.intersection(old.index)
    same = both[(fresh.loc[both, "value"] == old.loc[both, "value"]).to_numpy()]
    new = fresh[~fresh.index.isin(same)].reset_index()
    asked = still_open(questions(new, old.reset_index(), about.catalogue), read_accepted(project.parameters))
    said = [*map(str, asked[:_MOST_QUESTIONS]), *([how_to_accept(asked)] if asked else [])]
    if len(asked) > _MOST_QUESTIONS:
        said.append(f"{len(asked) - _MOST_QUESTIONS} more, which the builds of their councils ask")
    return [f"to look at: {one}" for one in said]


def _said(given: Given, old: pd.DataFrame, fresh: pd.DataFrame, areas: Iterable[str], about: Context) -> Iterator[str]:
    """What a person should know beside: what was read by another name, and what the file does not give."""
    yield from map(str, given.read_as)
    yield from _not_given(old, given.measures, about.catalogue)
    yield from _not_there(fresh, areas, about)
    yield from _not_carried(given, fresh, about)


def _large_changes(old: pd.DataFrame, fresh: pd.DataFrame, catalogue: Catalogue) -> list[str]:
    """Figures that changed by more than a quarter, small counts by more than five."""
    both = fresh.index.intersection(old.index)
    pair = pd.DataFrame({"before": old.loc[both, "value"], "now": fresh.loc[both, "value"]})
    pair = pair.apply(pd.to_numeric).astype(float)
    far = (pair["now"] - pair["before"]).abs() > _QUARTER * pair.abs().max(axis=1)
    counts = [catalogue[str(key[0])].unit == "count" for key in both]
    small = pd.Series(counts, index=pair.index) & ((pair["now"] - pair["before"]).abs() <= _FEW)
    rows = pair[far & ~small.astype(bool)]
    return [
        f"{measure} of {area}, {period}: {row.before:.12g} becomes {row.now:.12g}"
        for (measure, area, period, _), row in zip(rows.index, rows.itertuples(), strict=True)
    ]


def _gone(old: pd.DataFrame, fresh: pd.DataFrame) -> list[str]:
    """Figures that are here, and that the file has no more though it has their measure, area and years around them."""
    spans = fresh.reset_index().groupby(["measure", "area"])["period"].agg(["min", "max"])
    rows = old.reset_index()
    rows = rows[~old.index.isin(fresh.index)].merge(spans, left_on=["measure", "area"], right_index=True)
    inside = rows[(rows["period"] >= rows["min"]) & (rows["period"] <= rows["max"]) & (rows["breakdown"] == "")]
    return [f"{row.measure} of {row.area}, {row.period}: is gone from the file" for row in inside.itertuples()]


def _not_given(old: pd.DataFrame, measures: frozenset[str], catalogue: Catalogue) -> list[str]:
    """The measures of the source, or of the same file where that is known, of which the file has no column."""
    files = {catalogue[name].source_file.get(NAME, "") for name in measures}
    there = sorted(name for name in set(old.index.get_level_values("measure")) - measures if name in catalogue.measures)
    of_file = [name for name in there if files == {""} or catalogue[name].source_file.get(NAME, "") in files - {""}]
    named = [f"{name} ({catalogue[name].source_name})" for name in of_file if catalogue[name].source_name]
    if not named:
        return []
    said = "not in this file, by the names of their columns; if it used to give one, its column has a new name: "
    return [said + ", ".join(named)]


def _not_there(fresh: pd.DataFrame, areas: Iterable[str], about: Context) -> list[str]:
    """Areas that were asked for and of which the file has nothing."""
    there = set(fresh.index.get_level_values("area"))
    return [f"the file has nothing of {about.areas.name(code)} ({code})" for code in areas if code not in there]


def _not_carried(given: Given, fresh: pd.DataFrame, about: Context) -> Iterator[str]:
    """Councils whose past the file gives only under a former council of another boundary, which is not their own."""
    for code in sorted(set(fresh.index.get_level_values("area"))):
        former = [old for old in about.areas.divided(code) if old in given.areas]
        if former:
            names = ", ".join(f"{about.areas.name(old)} ({old})" for old in former)
            here = f"{about.areas.name(code)} ({code})"
            yield f"{here} was made from {names}, whose years are not carried, since its boundary is another"


def _refuse_strangers(project: Project, path: Path, measures: frozenset[str]) -> None:
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
        todo = "take the newer file; the days of releases stand in data/sources.yaml"
        raise InputError([Problem(f"release {release} is older than {newer[-1]}, which is there", source, todo)])


def _followed(project: Project) -> set[str]:
    """Codes of the areas that have official statistics in the project."""
    return {area for path in figure_files(project.data / "benchmarks") for area in read_figures(path)["area"]}
