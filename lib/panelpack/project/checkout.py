"""A checkout of panelpack: where parameters, data, notebooks and packs are, and for whom figures are prepared."""

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from panelpack.project.errors import InputError, PanelpackError, Problem, suggest, unknown
from panelpack.project.parameters import Council, DisclosurePolicy, ReturnChoices, Standards, Target, Targets, Year
from panelpack.project.yaml_files import load

DEFAULT_COUNCIL = "north-somerset"
"""The council that is meant where none is named."""

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


@dataclass(frozen=True)
class Project:
    """A checkout of panelpack: where parameters, data, notebooks and packs are."""

    root: Path

    @property
    def parameters(self) -> Path:
        """Where the parameters stand."""
        return self.root / "parameters"

    @property
    def data(self) -> Path:
        """Where figures, measures and sources stand."""
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        """One notebook a report."""
        return self.root / "notebooks"

    @property
    def rendered(self) -> Path:
        """Finished packs: built, never in git."""
        return self.root / "rendered"

    @property
    def cache(self) -> Path:
        """Private working files: never in git, never in a pack."""
        return self.root / ".cache"

    @property
    def private(self) -> Path:
        """What was found in records, and hashes of who is in them: on this machine alone."""
        return self.cache / "private"

    def figures_of(self, council: str) -> Path:
        """The folder of a council's own figures, one CSV a topic."""
        return self.data / "figures" / council

    def returns_of(self, council: str) -> Path:
        """The folder of a council's returns, one folder a reporting year: records of children, never in git."""
        return self.data / "returns" / council

    def ledger_of(self, council: str) -> Path:
        """Where a council's released figures are recorded."""
        return self.data / "published" / f"{council}.csv"

    def commentary_of(self, council: str, year: str) -> Path:
        """The folder of what a council's officers write about a year, one file a report."""
        return self.parameters / "commentary" / council / year

    @property
    def relations(self) -> Path:
        """Where relations between stated figures are declared."""
        return self.data / "relations.yaml"

    @property
    def known_differences(self) -> Path:
        """Where differences that a person has looked at are recorded."""
        return self.parameters / "known_differences.yaml"

    def councils(self) -> list[str]:
        """Names of all councils that have parameters."""
        return sorted(path.stem for path in (self.parameters / "councils").glob("*.yaml"))

    def years(self) -> list[str]:
        """All reporting years that have parameters, oldest first."""
        return sorted(path.stem for path in (self.parameters / "years").glob("*.yaml"))

    def notebook(self, report: str) -> Path:
        """The notebook of a report."""
        return self.notebooks / f"{report}.ipynb"

    def council(self, name: str) -> Council:
        """The parameters of a council; an unknown one is refused with those there are, and how to add one."""
        if name not in self.councils():
            (problem,) = unknown("council", name, self.councils()).problems
            todo = f"{problem.todo}; panelpack new-council {name} adds an English one"
            raise InputError([replace(problem, todo=todo)])
        return load(self.parameters / "councils" / f"{name}.yaml", Council)

    def year(self, label: str) -> Year:
        """The parameters of a reporting year; an unknown one is refused with the list of those there are."""
        if label not in self.years():
            raise unknown("year", label, self.years())
        return load(self.parameters / "years" / f"{label}.yaml", Year)

    @cached_property
    def policy(self) -> DisclosurePolicy:
        """The disclosure policy."""
        return load(self.parameters / "disclosure.yaml", DisclosurePolicy)

    @cached_property
    def return_choices(self) -> ReturnChoices:
        """What definitions leave open when measures are counted from records."""
        return load(self.parameters / "returns.yaml", ReturnChoices)

    @cached_property
    def standards(self) -> dict[str, dict[str, str]]:
        """The standards that a topic's figures are evidence for, by topic."""
        return load(self.parameters / "standards.yaml", Standards).standards

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """All dated targets; each states exactly one bound and a council that exists."""
        path = self.parameters / "targets.yaml"
        targets = load(path, Targets).targets
        problems = [
            Problem(
                f"target for {target.measure}: both bounds are given, or none", str(path), "give at_least or at_most"
            )
            for target in targets
            if (target.at_least is None) == (target.at_most is None)
        ]
        problems += [
            Problem(
                f"target for {target.measure}: no council {target.council!r}",
                str(path),
                suggest(target.council, self.councils()),
            )
            for target in targets
            if target.council not in self.councils()
        ]
        if problems:
            raise InputError(problems)
        return targets


def find_project(start: Path | None = None) -> Project:
    """The project around a folder: the nearest one upwards that has `parameters/` and `data/`.

    `PANELPACK_HOME` names another. Without either, the checkout that the package was installed from is used.

    Raises:
        PanelpackError: no project is there.
    """
    home = os.environ.get("PANELPACK_HOME")
    starts = [Path(home)] if home else [start or Path.cwd(), Path(__file__)]
    for place in starts:
        place = place.resolve()
        for folder in [place, *place.parents]:
            if (folder / "parameters").is_dir() and (folder / "data").is_dir():
                return Project(folder)
    raise PanelpackError(
        f"no panelpack project at {starts[0]}: open a checkout that has parameters/ and data/, "
        "or name one in PANELPACK_HOME"
    )
