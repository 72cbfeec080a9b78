"""From sources to `Published`, once per council over all years and reports, kept in a private cache.

So disclosure is judged jointly, and notebooks open quickly. The cache is keyed by the content of everything it is made
of, the code included: a stale one is never read.
"""

import os
from hashlib import sha256
from pathlib import Path

import pandas as pd

from panelpack.catalogue import formulas as formulas
from panelpack.catalogue.areas import Areas
from panelpack.catalogue.identities import declared
from panelpack.catalogue.measures import calculations
from panelpack.catalogue.reader import read_catalogue
from panelpack.catalogue.sources import read_register
from panelpack.disclosure.protect import protect, unprotected
from panelpack.disclosure.published import Published, load, read_ledger
from panelpack.facts.checks import Context, check_figures
from panelpack.facts.table import combine
from panelpack.facts.tidy_csv import figure_files, read_figures
from panelpack.project.errors import InputError, Problem, suggest, unknown
from panelpack.project.parameters import Project

PUBLIC, OFFICER = "public", "officer"


def audience() -> str:
    """For whom figures are prepared: `public`, or `officer` for an unsuppressed copy that is never published.

    Raises:
        InputError: the variable `PANELPACK_AUDIENCE` names another.
    """
    named = os.environ.get("PANELPACK_AUDIENCE", PUBLIC)
    if named not in (PUBLIC, OFFICER):
        raise unknown("audience", named, [PUBLIC, OFFICER])
    return named


def figure_paths(project: Project, council: str) -> list[Path]:
    """The files of figures that a council's packs are made of: official statistics first, then its own."""
    return [
        *figure_files(project.data / "benchmarks"),
        *figure_files(project.data / "figures" / council),
    ]


def input_paths(project: Project, council: str) -> list[Path]:
    """Every file that bears on a council's figures, in a fixed order."""
    return [
        *figure_paths(project, council),
        *sorted((project.data / "measures").glob("*.yaml")),
        *sorted((project.data / "reference").glob("*.csv")),
        project.data / "sources.yaml",
        project.data / "glossary.yaml",
        project.parameters / "disclosure.yaml",
        *[path for path in [ledger_path(project, council)] if path.exists()],
    ]


def ledger_path(project: Project, council: str) -> Path:
    """Where a council's released figures are recorded."""
    return project.data / "published" / f"{council}.csv"


def hashes(project: Project, paths: list[Path]) -> dict[str, str]:
    """SHA-256 of files, by their path within the project."""
    return {path.relative_to(project.root).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths}


def context(project: Project) -> Context:
    """Catalogue, areas and register of sources.

    Raises:
        InputError: a target names a measure, or a standard a topic, that the catalogue does not hold.
    """
    catalogue = read_catalogue(project.data / "measures", calculations())
    problems = [
        Problem(f"target for an unknown measure {target.measure!r}", "parameters/targets.yaml")
        for target in project.targets
        if target.measure not in catalogue
    ]
    problems += [
        Problem(
            f"standards for an unknown topic {topic!r}", "parameters/standards.yaml", suggest(topic, catalogue.topics)
        )
        for topic in project.standards
        if topic not in catalogue.topics
    ]
    if problems:
        raise InputError(problems)
    return Context(catalogue, Areas(project.data / "reference"), read_register(project.data / "sources.yaml"))


def make(project: Project, council: str) -> Published:
    """Read, check, combine and protect all figures of a council, without any cache.

    Raises:
        InputError: every fault in the figures, from all files together.
    """
    about = context(project)
    tables, problems = [], []
    for path in figure_paths(project, council):
        try:
            tables.append(read_figures(path, path.relative_to(project.root).as_posix()))
        except InputError as error:
            problems += error.problems
    try:
        checked = check_figures(pd.concat(tables, ignore_index=True), about) if tables else None
    except InputError as error:
        problems += error.problems
    if problems or checked is None:
        raise InputError(problems or [Problem("there are no figures", str(project.data / "benchmarks"))])
    facts = combine([checked], about, calculations())
    if audience() == OFFICER:
        return unprotected(facts, project.policy, about)
    ledger = read_ledger(ledger_path(project, council))
    return protect(facts, declared(about.catalogue), project.policy, ledger, about)


def prepared(project: Project, council: str) -> Published:
    """What a council may show: from the cache while it is fresh, else made anew and kept."""
    check_places(project, council)
    folder = project.cache / (council if audience() == PUBLIC else f"{council}-{audience()}")
    path = folder / f"{fingerprint(project, council)}.parquet"
    if path.exists():
        return load(path, context(project), project.policy)
    published = make(project, council)
    _keep(published, path)
    return published


def check_places(project: Project, council: str) -> None:
    """Refuse a council whose parameters name an area or a neighbour model that there is not.

    Raises:
        InputError: every such name, with the file of parameters.
    """
    settings, areas = project.council(council), Areas(project.data / "reference")
    where = f"parameters/councils/{council}.yaml"
    named = {key: getattr(settings, key) for key in ("area", "region", "country", "force", "icb", "adoption_agency")}
    problems = [
        Problem(f"{key}: there is no area {code!r}", where, "give a code of data/reference/areas.csv")
        for key, code in named.items()
        if code is not None and code not in areas.by_code
    ]
    if not problems:
        for entry in settings.neighbours:
            try:
                areas.neighbours(settings.area, entry.model)
            except InputError as error:
                problems += [Problem(f"neighbours: {item.what}", where, item.todo) for item in error.problems]
    if problems:
        raise InputError(problems)


def fingerprint(project: Project, council: str) -> str:
    """A name for the state of everything that a council's figures are made of."""
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    everything = sha256()
    for path in [*input_paths(project, council), project.parameters / "targets.yaml", *code]:
        everything.update(path.name.encode() + b"\0" + path.read_bytes())
    return everything.hexdigest()[:16]


def _keep(published: Published, path: Path) -> None:
    """Write beside, then swap, so that two runs at once never read half a file. Older states are removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stale = [old for old in path.parent.glob("*.parquet") if not old.name.startswith(path.stem)]
    beside = path.with_name(f"{path.stem}.{os.getpid()}.parquet")
    published.save(beside)
    os.replace(beside.with_suffix(".notes.parquet"), path.with_suffix(".notes.parquet"))
    os.replace(beside, path)
    for old in stale:
        old.unlink(missing_ok=True)
