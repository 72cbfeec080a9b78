"""What a file of official statistics gives: the Department's open data, or figures in the tidy form, as text.

The Department's columns are matched to measures by `source_name`, and its rows by `source_where`. What it publishes as
a spreadsheet, such as the local authority interactive tool, comes in the tidy form, of thirteen councils or of all.
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from panelpack.catalogue.context import Context
from panelpack.catalogue.reader import Catalogue
from panelpack.catalogue.renamings import NONE_KNOWN, Renamings
from panelpack.commands.benchmark_file import as_text
from panelpack.facts.official_bases import BaseColumns
from panelpack.facts.official_csv import LEVELS, EesTable, read_ees, to_figures
from panelpack.facts.renamed import ReadAs, as_known, known_columns, with_other_names
from panelpack.facts.tidy_csv import NEEDED, read_figures
from panelpack.facts.workbook import place_of_cell
from panelpack.project.errors import InputError, Problem

KEY = ["measure", "area", "period", "breakdown"]
"""What tells the figures of one source apart."""


@dataclass(frozen=True, eq=False)
class Given:
    """What a file gives.

    Attributes:
        figures: as text, those of the areas that were wanted; what a council had under a former code is under its own.
        measures: ids of the measures that it has, of whatever area.
        areas: codes of all areas that it has.
        table: the Department's file as it was read; None of one in the tidy form.
        read_as: names of the file that were taken for those that the catalogue knows.
    """

    figures: pd.DataFrame
    measures: frozenset[str]
    areas: frozenset[str]
    table: EesTable | None = None
    read_as: tuple[ReadAs, ...] = ()


def read_official(
    file: Path,
    source: str,
    release: str,
    where: Mapping[str, str],
    wanted: Collection[str] | None,
    about: Context,
    renamings: Renamings = NONE_KNOWN,
) -> Given:
    """Read a file of official statistics, in whichever of its two forms it is.

    Args:
        where: for the Department's files that are broken down, which value of which column to take.
        wanted: codes of the areas that are wanted; every council, region and England when None.
        renamings: names that the Department gave up or took, by which a file of before or after is read alike.

    Raises:
        InputError: no column of the file is a measure's, one is that of two measures, it has areas of which nothing is
            known and all are wanted, or a tidy file is of another source or release or has a figure twice.
    """
    if is_tidy(file):
        return _of_tidy(file, source, release, where, wanted, about)
    names = with_other_names(known_columns(about.catalogue), source, renamings)
    table = read_ees(file, wanted=names)
    table, read_as = as_known(table, source, renamings, about.catalogue, set(where.values()))
    groups = _matched(table, about.catalogue, where)
    areas = set(_of_all_england(table, about)) if wanted is None else set(wanted)
    parts = [_figures(table, dict(at), names, source, release, areas, about) for at, names in groups.items()]
    measures = frozenset(name for names in groups.values() for name, _ in names.values())
    return Given(as_text(pd.concat(parts)), measures, frozenset(table.cells["area"]), table, read_as)


def is_tidy(file: Path) -> bool:
    """Whether a file begins with the columns of tidy figures; whatever else is wrong with it its reader says."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        return set(NEEDED) <= {name.strip() for name in next(csv.reader(lines), [])}


def _of_tidy(
    file: Path, source: str, release: str, where: Mapping[str, str], wanted: Collection[str] | None, about: Context
) -> Given:
    table = read_figures(file)
    problems = [Problem("a tidy file has no other columns", str(file), f"leave out --where {key}") for key in where]
    for column, value in (("source", source), ("release", release)):
        for other in sorted(set(table[column]) - {value}):
            problems.append(Problem(f"the {column} {other!r} is not {value!r}", str(file), f"one file, one {column}"))
    problems += [
        Problem("the figure stands twice", place_of_cell(str(file), row["line"]), "keep the right one")
        for row in table[table.duplicated(KEY)].to_dict("records")
    ]
    first = table.drop_duplicates("area").to_dict("records")
    if wanted is None:
        problems += _strangers(first, str(file), about)
    if problems:
        raise InputError(problems)
    now = _former(set(table["area"]) if wanted is None else set(wanted), about)
    taken = table if wanted is None else table[table["area"].isin([*wanted, *now])]
    if taken.empty:
        raise InputError([Problem("no row is of the areas asked for", str(file), "areas are codes")])
    measures = frozenset(table["measure"])
    return Given(_under_own_codes(taken, now).drop(columns=["file", "line"]), measures, frozenset(table["area"]))


def _of_all_england(table: EesTable, about: Context) -> Iterable[str]:
    """The codes of every area of a national file that figures are about."""
    cells = table.cells
    rows = cells.loc[cells["level"].isin(list(LEVELS)) & cells["area"].str.match(r"[A-Z]\d{8}")]
    places = rows.drop_duplicates("area").sort_values("area").to_dict("records")
    problems = _strangers(places, str(table.path), about)
    if problems:
        raise InputError(problems)
    return [str(place["area"]) for place in places]


_KINDS = {"National": "country", "Regional": "region", "Local authority": "council"}


def _strangers(places: Iterable[Mapping[Hashable, object]], file: str, about: Context) -> list[Problem]:
    """Areas of which nothing is known, each once, with the line that makes it known."""
    return [
        Problem(
            f"there is no area {place['area']}, which stands as {place.get('area_name') or 'a code alone'}",
            place_of_cell(file, int(str(place["line"]))),
            f"add to data/reference/areas.csv: {_line_of(place)}",
        )
        for place in places
        if place["area"] not in about.areas.by_code
    ]


def _line_of(place: Mapping[Hashable, object]) -> str:
    """The line of an area in the list of areas, with what the file does not tell in capitals."""
    kind = _KINDS.get(str(place.get("level")), "KIND")
    name = place.get("area_name") or "NAME"
    return f"{place['area']},{name},{kind},{place.get('dfe_code') or ''},REGION, and a comma at the end"


def _former(wanted: Collection[str], about: Context) -> dict[str, str]:
    """The code of now of each code that a wanted council had before with the same boundary."""
    known = set(wanted) & about.areas.by_code.keys()
    return {former: code for code in known for former in about.areas.former_codes(code)}


def _under_own_codes(figures: pd.DataFrame, now: Mapping[str, str]) -> pd.DataFrame:
    """Figures with what a council had under a former code under its own."""
    # Where both codes stand for one period, the council's own comes first
    found = figures.assign(is_former=figures["area"].isin(list(now)), area=figures["area"].replace(dict(now)))
    return found.sort_values("is_former", kind="stable").drop_duplicates(KEY).drop(columns="is_former")


def _figures(
    table: EesTable,
    where: Mapping[str, str],
    names: Mapping[str, tuple[str, str]],
    source: str,
    release: str,
    wanted: set[str],
    about: Context,
) -> pd.DataFrame:
    """The figures of some columns."""
    now = _former(wanted, about)
    of_shares = [about.catalogue[name] for name, _ in names.values() if about.catalogue[name].source_numerator]
    bases = {item.id: BaseColumns(item.source_numerator, item.source_denominator) for item in of_shares}
    areas = wanted | now.keys()
    found = to_figures(table, names, source=source, release=release, areas=areas, where=where, bases=bases)
    return _under_own_codes(found, now)


def _matched(
    table: EesTable, catalogue: Catalogue, where: Mapping[str, str]
) -> dict[tuple[tuple[str, str], ...], dict[str, tuple[str, str]]]:
    """Measure and basis by column of the file, for each set of rows that measures are of.

    Raises:
        InputError: no column is a measure's, or one is that of two measures of the same rows.
    """
    columns = {name.casefold(): name for name in table.indicators}
    groups: dict[tuple[tuple[str, str], ...], dict[str, tuple[str, str]]] = defaultdict(dict)
    problems = []
    for measure in catalogue.measures.values():
        column = columns.get(measure.source_name.casefold())
        if column is None:
            continue
        at = tuple(sorted({**measure.source_where, **where}.items()))
        other = groups[at].setdefault(column, (measure.id, measure.basis))[0]
        if other != measure.id:
            what = f"the column {column!r} is that of {other} and of {measure.id}, and of the same rows"
            todo = "say in data/measures/ which rows each is of, as source_where: {COLUMN: VALUE}"
            problems.append(Problem(what, str(table.path), todo))
    if problems:
        raise InputError(problems)
    if not groups:
        todo = f"give a measure one of them as source_name: {', '.join(table.indicators)}"
        raise InputError([Problem("no column is the source_name of a measure", str(table.path), todo)])
    return groups
