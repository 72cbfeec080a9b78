"""`panelpack sample`: found the invented council and write its returns, its ledger and what a reader needs besides."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from panelpack.catalogue.areas import Areas
from panelpack.catalogue.formulas import calculations
from panelpack.catalogue.reader import read_catalogue
from panelpack.commands.ending import ending_well
from panelpack.commands.sample.annex_a_return import annex_a_return
from panelpack.commands.sample.benchmarks import benchmarks
from panelpack.commands.sample.cin_return import cin_return
from panelpack.commands.sample.damage import Damage
from panelpack.commands.sample.days import year_label
from panelpack.commands.sample.defects import Planted, key_written
from panelpack.commands.sample.files import as_files
from panelpack.commands.sample.ledger import written
from panelpack.commands.sample.ledger_counts import ledger_counts, population
from panelpack.commands.sample.places import AREA, COUNCIL, COUNTRY, NAME, NEIGHBOUR_MODEL, REGION, Places
from panelpack.commands.sample.rates import Rates, scaled
from panelpack.commands.sample.sen2_return import FIRST_YEAR as FIRST_SEN2
from panelpack.commands.sample.sen2_return import sen2_return
from panelpack.commands.sample.ssda903_return import ssda903_return
from panelpack.commands.sample.town import Town, found_town
from panelpack.commands.sample.views import Return
from panelpack.project.checkout import Project, find_project
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import swap, write_whole

LAST_YEAR = 2025
MOST_YEARS = 9
SMALLEST, LARGEST = 2_000, 2_000_000
MARK = "INVENTED.txt"
"""The file that says what the folder is; a folder without it is not replaced."""
PARAMETERS = f"""\
# {NAME} does not exist. `panelpack sample` wrote this file and its returns.
invented: true
area: {AREA}
region: {REGION}
country: {COUNTRY}
neighbours:
  - model: "{NEIGHBOUR_MODEL}"
    from: 2015-16
panel: Children's scrutiny panel
accent: "#5b3a8c"
contact: Nobody, since {NAME} does not exist
"""
"""What `parameters/councils/sampleshire.yaml` says."""


def sample_command(
    size: Annotated[int, typer.Option(help="Children aged 0 to 17 who live in the council.")] = 40_000,
    seed: Annotated[int, typer.Option(help="Another number gives another council; the same one, the same bytes.")] = 1,
    years: Annotated[int, typer.Option(help="Reporting years, the last of them 2024-25.")] = 5,
    scale: Annotated[
        list[str] | None,
        typer.Option(help="NAME=TIMES, such as referrals=1.8: so many times as many as in England; repeatable."),
    ] = None,
    defects: Annotated[
        float, typer.Option(help="Share of the rows to spoil by each of the known defects; their key is defects.csv.")
    ] = 0.0,
    spoil: Annotated[
        list[str] | None, typer.Option(help="Spoil a file of the last year as a whole, by name; repeatable.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="Folder to write; data/returns/sampleshire when not given.")] = None,
) -> None:
    """Write the returns of Sampleshire, a council that does not exist, so that everything can be tried out."""
    with ending_well():
        project = find_project()
        folder = to or project.returns_of(COUNCIL)
        rates = scaled(Rates(), dict(_times(text) for text in scale or []))
        damage = Damage(seed, defects, tuple(spoil or ()))
        town = found_town(size, seed, _years(size, years), rates)
        statistics = _statistics(project, town, seed)
        how = f"--size {size} --seed {seed} --years {years}"
        count = write_sample(town, folder, how, damage, statistics)
        print(f"{folder}: {count} files of {NAME}, a council that does not exist")
        parameters = project.parameters / "councils" / f"{COUNCIL}.yaml"
        if to is None and not parameters.exists():
            write_whole(parameters, PARAMETERS)
            print(f"{parameters}: its parameters, so that packs of it can be built")


def _times(text: str) -> tuple[str, float]:
    name, _, times = text.partition("=")
    try:
        return name, float(times)
    except ValueError:
        raise InputError([Problem(f"{text!r} is no rate and number", todo="write it as referrals=1.8")]) from None


def _years(size: int, years: int) -> range:
    problems = []
    if not SMALLEST <= size <= LARGEST:
        problems.append(Problem(f"a council of {size} children", todo=f"give {SMALLEST} to {LARGEST}"))
    if not 1 <= years <= MOST_YEARS:
        problems.append(Problem(f"{years} reporting years", todo=f"give 1 to {MOST_YEARS}"))
    if problems:
        raise InputError(problems)
    return range(LAST_YEAR - years + 1, LAST_YEAR + 1)


def _statistics(project: Project, town: Town, seed: int) -> dict[str, str]:
    """The invented official statistics, by their paths in the folder of returns."""
    catalogue = read_catalogue(project.data / "measures", calculations())
    neighbours = Areas(project.data / "reference").neighbours(AREA, NEIGHBOUR_MODEL)
    text = benchmarks(np.random.default_rng([seed, 4]), ledger_counts(town), catalogue.measures, neighbours)
    return {"benchmarks/invented_statistics.csv": text}


def returns_of(town: Town) -> Iterator[Return]:
    """Every return of every year, one after another."""
    makers: list[Callable[[Town, int], Return]] = [ssda903_return, cin_return, annex_a_return]
    for year in town.years:
        for make in [*makers, sen2_return] if year >= FIRST_SEN2 else makers:
            yield make(town, year)


def write_sample(
    town: Town, folder: Path, how: str, damage: Damage | None = None, further: Mapping[str, str] | None = None
) -> int:
    """Write all files of a town to a folder, which is replaced as a whole; gives how many files there are.

    Raises:
        InputError: the folder holds something else than an earlier sample.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise InputError([Problem("holds files that no earlier sample wrote", str(folder), "give another folder")])
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        count = 0
        more = [(path, text.encode()) for path, text in (further or {}).items()]
        for path, content in chain(_files(town, how, damage or Damage(0)), more):
            target = beside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            count += 1
        swap(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return count


def _files(town: Town, how: str, damage: Damage) -> Iterator[tuple[str, bytes]]:
    planted: list[Planted] = []
    for filled in returns_of(town):
        planted.extend(damage.do(filled, last=filled.year == town.years[-1]))
        for path, content in as_files(filled).items():
            yield f"{year_label(filled.year)}/{path}", content
    if damage.any:
        yield "defects.csv", key_written(planted).encode()
    yield "ledger.csv", written(ledger_counts(town)).encode()
    yield "postcodes.csv", _postcodes(town.places).encode()
    yield "populations.csv", _populations(town).encode()
    words = f"{NAME} does not exist, nor does anybody in these files: panelpack sample {how} made them up.\n"
    yield MARK, words.encode()


def _postcodes(places: Places) -> str:
    """Where each postcode lies, from which a reader works distances out."""
    rows = zip(places.postcode, places.easting, places.northing, places.area, strict=True)
    return "postcode,easting,northing,area\n" + "".join(f"{','.join(map(str, row))}\n" for row in rows)


def _populations(town: Town) -> str:
    """Children aged 0 to 17 in the middle of each year on which a rate rests, as data/reference/ has others'."""
    rows = [f"{AREA},{year - 1},{population(town.size, year - 1)},invented,invented\n" for year in town.years]
    return "area,mid_year,population_0_17,vintage,source\n" + "".join(rows)
