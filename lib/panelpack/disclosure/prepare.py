"""From sources to `Published`, once per council over all years and reports, kept in a private cache.

So disclosure is judged jointly, and notebooks open quickly. The cache is keyed by the content of everything it is made
of, the code included: a stale one is never read.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pandas as pd

from panelpack.catalogue.areas import Areas
from panelpack.catalogue.context import Context, read_context
from panelpack.catalogue.formulas import calculations
from panelpack.catalogue.identities import known_to_a_reader
from panelpack.disclosure.kept import keep, open_kept
from panelpack.disclosure.ledger import read_ledger
from panelpack.disclosure.own_records import own_records
from panelpack.disclosure.protect import protect, unprotected
from panelpack.disclosure.published import Published
from panelpack.facts.calculate import combine
from panelpack.facts.checks import check_figures
from panelpack.facts.recorded_rows import RECORD
from panelpack.facts.records import files_of_returns
from panelpack.facts.tidy_csv import figure_files, read_figures
from panelpack.facts.workbook import place_of_cell
from panelpack.project.checkout import OFFICER, PUBLIC, Project, audience
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import digest


def figure_folders(project: Project, council: str) -> list[Path]:
    """The folders of figures that a council's packs are made of: official statistics first, then its own.

    An invented council has invented statistics beside its returns, if any: no real figure stands beside its own.
    """
    invented = project.council(council).invented
    official = project.returns_of(council) / "benchmarks" if invented else project.data / "benchmarks"
    return [folder for folder in (official, project.figures_of(council)) if folder.is_dir() or not invented]


def figure_paths(project: Project, council: str) -> list[Path]:
    """The files of figures that a council's packs are made of, in the order of their folders."""
    return [path for folder in figure_folders(project, council) for path in figure_files(folder)]


def areas_read(project: Project, council: str) -> frozenset[str]:
    """Codes of the areas of which a council's packs take figures from the stores of all England.

    Its own, its region and country, its neighbours by every model that it names, and those that its parameters add:
    what can stand on its pages. So a council is prepared as quickly from all of England as from a few.
    """
    settings, areas = project.council(council), Areas(project.data / "reference")
    near = [code for entry in settings.neighbours for code in areas.neighbours(settings.area, entry.model)]
    return frozenset([*settings.own_areas, settings.region, settings.country, *near, *settings.further_areas])


def input_paths(project: Project, council: str) -> list[Path]:
    """Every file that bears on a council's figures, in a fixed order."""
    return [
        *figure_paths(project, council),
        *[path for folder in figure_folders(project, council) if (path := folder / RECORD).exists()],
        *sorted((project.data / "measures").glob("*.yaml")),
        *sorted((project.data / "reference").glob("*.csv")),
        project.data / "sources.yaml",
        *sorted((project.data / "documents").glob("*.yaml")),
        project.data / "qualifiers.yaml",
        *[path for path in [project.relations] if path.exists()],
        project.data / "glossary.yaml",
        project.parameters / "disclosure.yaml",
        project.parameters / "returns.yaml",
        *[path for path in [project.ledger_of(council)] if path.exists()],
    ]


def make(project: Project, council: str) -> Published:
    """Read, check, combine and protect all figures of a council, without any cache.

    Raises:
        InputError: every fault in the figures, from all files together.
    """
    about = read_context(project)
    tables, problems, areas = [], [], areas_read(project, council)
    for path in figure_paths(project, council):
        try:
            tables.append(read_figures(path, path.relative_to(project.root).as_posix(), areas))
        except InputError as error:
            problems += error.problems
    own = own_records(project, council, about)
    tables += [own.figures] if len(own.figures) else []
    try:
        checked = check_figures(pd.concat(tables, ignore_index=True), about) if tables else None
    except InputError as error:
        problems += error.problems
    problems += _official_among(tables, project.figures_of(council), project, about)
    if problems or checked is None:
        raise InputError(
            problems or [Problem("there are no figures", str(project.data / "benchmarks"), "panelpack refresh")]
        )
    facts = combine([checked], about, calculations())
    if audience() == OFFICER:
        return unprotected(facts, project.policy, about)
    ledger = read_ledger(project.ledger_of(council))
    return protect(facts, known_to_a_reader(about), project.policy, ledger, about, own.notes)


def _official_among(tables: Sequence[pd.DataFrame], folder: Path, project: Project, about: Context) -> list[Problem]:
    """Rows of a council's own files that name an official source: nothing would be hidden of them."""
    own = f"{folder.relative_to(project.root).as_posix()}/"
    official = {name for name in about.register.sources if about.register.is_official(name)}
    return [
        Problem(
            f"a council's file cannot hold figures of the official source {row['source']}",
            place_of_cell(row["file"], row["line"]),
            "bring them in by panelpack refresh, or name the council's own source",
        )
        for table in tables
        if len(table) and str(table["file"].iloc[0]).startswith(own)  # each is of one file
        for row in table[table["source"].isin(official)].to_dict("records")
    ]


def prepared(project: Project, council: str) -> Published:
    """What a council may show, made once a process: from the cache while it is fresh and whole, else made and kept."""
    check_places(project, council)
    key = (project, council, audience(), fingerprint(project, council))
    if key not in _OPENED:
        found = open_kept(_kept_in(project, council), key[-1], read_context(project), project.policy)
        _remember(key, found if found is not None else _made(project, council, key[-1]))
    return _OPENED[key]


def prepared_anew(project: Project, council: str) -> Published:
    """What a council may show, made of its sources whatever the cache holds: for what is signed."""
    check_places(project, council)
    key = (project, council, audience(), fingerprint(project, council))
    _remember(key, _made(project, council, key[-1]))
    return _OPENED[key]


_OPENED: dict[tuple[Project, str, str, str], Published] = {}
_MOST_OPENED = 4


def _remember(key: tuple[Project, str, str, str], published: Published) -> None:
    """Hold what may be shown for this process, and let go of what was opened longest ago."""
    _OPENED.pop(key, None)
    while len(_OPENED) >= _MOST_OPENED:
        _OPENED.pop(next(iter(_OPENED)))
    _OPENED[key] = published


def _made(project: Project, council: str, state: str) -> Published:
    published = make(project, council)
    keep(published, _kept_in(project, council), state)
    return published


def _kept_in(project: Project, council: str) -> Path:
    return project.cache / (council if audience() == PUBLIC else f"{council}-{audience()}")


def check_places(project: Project, council: str) -> None:
    """Refuse a council whose parameters name an area or neighbours that there are not, or that cannot be so.

    Raises:
        InputError: every such name, with the file of parameters or the line of the model.
    """
    settings, areas = project.council(council), Areas(project.data / "reference")
    where = f"parameters/councils/{council}.yaml"
    named = {key: getattr(settings, key) for key in ("area", "region", "country", "force", "icb", "adoption_agency")}
    every = [*named.items(), *(("further_areas", code) for code in settings.further_areas)]
    problems = [
        Problem(f"{key}: there is no area {code!r}", where, "give a code of data/reference/areas.csv")
        for key, code in every
        if code is not None and code not in areas.by_code
    ]
    problems += [
        Problem(f"{key}: {areas.name(code)} is no {kind} but a {areas[code].kind}", where, f"give the code of a {kind}")
        for key, code in named.items()
        if code in areas.by_code and areas[code].kind != (kind := "council" if key == "area" else key)
    ]
    if not problems:
        within = areas[settings.area].within
        if within and within != settings.region:
            todo = f"write {within}, {areas.name(within)}, in which it lies"
            said = f"region: {areas.name(settings.region)} is not that of {areas.name(settings.area)}"
            problems.append(Problem(said, where, todo))
        for entry in settings.neighbours:
            try:
                areas.neighbours(settings.area, entry.model)
            except InputError as error:
                problems += [
                    Problem(f"neighbours: {item.what}", item.where or where, item.todo) for item in error.problems
                ]
    if problems:
        raise InputError(problems)


def fingerprint(project: Project, council: str) -> str:
    """A name for the state of everything that a council's figures are made of."""
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    everything = sha256()
    for path in [*input_paths(project, council), project.parameters / "targets.yaml", *code]:
        everything.update(path.name.encode() + b"\0" + path.read_bytes())
    # A return may be larger than one would hold in memory for a name
    for path in files_of_returns(project.returns_of(council)):
        everything.update(f"{path.relative_to(project.root).as_posix()}\0{digest(path)}".encode())
    return everything.hexdigest()[:16]
