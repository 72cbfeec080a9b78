"""A private copy of a project, in which files are tried out: what is unchanged is linked, what may change is copied."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from panelpack.catalogue.sources import read_register
from panelpack.commands.benchmark_file import kept_in
from panelpack.facts.tidy_csv import read_figures
from panelpack.project.checkout import Project

_LONG_AGO = date(2000, 1, 1)


@contextmanager
def private_copy(project: Project, council: str = "") -> Iterator[Project]:
    """A project that goes when the block ends: nothing that is done there reaches the checkout.

    Args:
        council: whose own figures and packs are copied too; none when empty.
    """
    with TemporaryDirectory(prefix="panelpack-") as folder:
        private = Project(Path(folder).resolve())
        for name in ("parameters", "requirements.lock"):
            _link(project.root / name, private.root / name)
        # A notebook finds its project from the folder in which it runs: through a link that would be the checkout
        if project.notebooks.is_dir():
            shutil.copytree(project.notebooks, private.notebooks)
        changing = {project.data / "benchmarks", project.data / "figures"}
        private.data.mkdir()
        for there in sorted(project.data.iterdir()):
            if there not in changing:
                _own(there, private.data / there.name)
        shutil.copytree(project.data / "benchmarks", private.data / "benchmarks")
        own = project.figures_of(council) if council else None
        (private.data / "figures").mkdir()
        for there in sorted((project.data / "figures").iterdir()):
            if there == own:
                shutil.copytree(there, private.data / "figures" / there.name)
            else:
                _link(there, private.data / "figures" / there.name)
        yield private


def _own(there: Path, here: Path) -> None:
    """A file of the data is copied, so that what is written there stays there; a folder is linked."""
    if there.is_file():
        shutil.copy(there, here)
    else:
        _link(there, here)


def _link(there: Path, here: Path) -> None:
    """Link a file or folder; where links are not allowed, as on most Windows machines, copy it."""
    if not there.exists():
        return
    try:
        here.symlink_to(there.resolve(), target_is_directory=there.is_dir())
    except OSError:
        if there.is_dir():
            shutil.copytree(there, here)
        else:
            shutil.copy(there, here)


def copy_packs(project: Project, private: Project, council: str, year: str) -> None:
    """Give a private copy the packs of a council, so that a build there makes only what changed."""
    there, here = project.rendered / council, private.rendered / council
    if not (there / year / "index.html").exists():
        return
    here.mkdir(parents=True)
    for path in sorted(there.iterdir()):
        if path.name == year:
            shutil.copytree(path, here / year, ignore=shutil.ignore_patterns("editions"))
        elif path.is_dir() and not path.name.startswith("."):
            _link(path, here / path.name)
    kept = project.cache / "built"
    if kept.is_dir():
        shutil.copytree(kept, private.cache / "built")


def give_release_a_day(project: Project, source: str, release: str, day: date | None = None) -> None:
    """Have a private copy know the day of a release; the newest of its source where no day is given.

    Releases that the source's figures have and that have no day are taken for older ones.
    """
    path = project.data / "sources.yaml"
    known = read_register(path)[source].releases
    before, _ = kept_in(project.data / "benchmarks", source)
    there = set(read_figures(before)["release"]) if before.exists() else set()
    newest = max(known.values(), default=_LONG_AGO)
    days: Mapping[str, date] = {
        **dict.fromkeys(sorted(there), _LONG_AGO),
        **known,
        release: day or known.get(release) or newest + timedelta(days=1),
    }
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["sources"][source]["releases"] = {name: day.isoformat() for name, day in days.items()}
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="")
