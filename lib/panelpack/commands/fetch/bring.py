"""A data set from the API into the project: fetched, tried out in a private copy, then taken in by `refresh`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from panelpack.catalogue.context import Context, read_context
from panelpack.catalogue.renamings import read_renamings
from panelpack.catalogue.sources import DataSet
from panelpack.commands.benchmark_file import kept_in
from panelpack.commands.fetch.api import PUBLISHED, Api, Progress, Version
from panelpack.commands.fetch.patience import FetchError
from panelpack.commands.fetch.record import Fetched, keep_fetched, read_fetched
from panelpack.commands.fetch.releases import release_name, with_release
from panelpack.commands.private_copy import give_release_a_day, private_copy
from panelpack.commands.refresh import refresh
from panelpack.commands.rehearse.columns import differences
from panelpack.commands.source_files import source_files
from panelpack.commands.tried_refresh import tried_refresh
from panelpack.facts.tidy_csv import read_figures
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError
from panelpack.project.files import digest, write_whole

HERE, NEW, STOPPED = "here", "new", "stopped"
"""What came of a data set: its newest version was here, its figures came in, or somebody must look first."""


@dataclass(frozen=True)
class Brought:
    """What came of a data set, and what to tell of it."""

    how: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Bringing:
    """How data sets are brought in.

    Attributes:
        accept: whether figures that changed are taken.
        again: whether a version is fetched again that is here.
        progress: told of the bytes of a file as they come.
    """

    project: Project
    api: Api
    accept: bool = False
    again: bool = False
    progress: Progress = field(default=lambda _size, _total: None)

    def bring(self, source: str, wanted: DataSet) -> Brought:
        """Bring the chosen version of a data set in.

        Raises:
            FetchError: it cannot be fetched, or came cut off.
            InputError: a file of the project is not as it should be.
        """
        all_versions = [item for item in self.api.versions(wanted.id) if item.status == PUBLISHED]
        if not all_versions:
            raise FetchError(f"{wanted.file}: no version of the data set {wanted.id} is published")
        version = self.api.version(wanted.id, wanted.version) if wanted.version else all_versions[-1]
        told = [f"{wanted.file}: version {version.number}, {version.title}, of {version.published.isoformat()}"]
        if all_versions[-1].order > version.order:
            newest = all_versions[-1]
            said = f"version {newest.number} of {newest.published.isoformat()} is out"
            told.append(f"{said}, and data/sources.yaml keeps to {wanted.version}")
        before = read_fetched(self.project).get(wanted.id)
        if before and before.version == version.number and not self.again:
            return Brought(HERE, (*told, "is here already"))
        file = self._fetched(wanted, version)
        if before and before.version == version.number and before.sha256 == digest(file):
            return Brought(HERE, (*told, "is here already, byte for byte"))
        if before and before.version == version.number:
            told.append("the Department has put another file in the place of this version")
        if version.notes:
            told.append(f"the Department says: {version.notes}")
        return self._taken(source, wanted, version, file, all_versions, told)

    def _fetched(self, wanted: DataSet, version: Version) -> Path:
        file = self.project.cache / "fetched" / f"{wanted.id}-{version.number}" / f"{wanted.file}.csv"
        self.api.download(wanted.id, version.number, file, self.progress)
        rows = _rows_of(file)
        if rows < version.rows:
            file.unlink()
            said = f"{wanted.file}: the file has {rows:,} rows, and the API says {version.rows:,}"
            raise FetchError(f"{said}: it came cut off, and was not taken\nrun the same command again")
        return file

    def _taken(
        self, source: str, wanted: DataSet, version: Version, file: Path, others: list[Version], told: list[str]
    ) -> Brought:
        """Try a file out, and bring it in where nobody must look first."""
        about = read_context(self.project)
        known = about.register[source].releases
        release = release_name(version, known)
        days = {release: version.published} if release not in known else {}
        days = {**_days_by_api(self.project, source, known, others), **days}
        lost = _lost(self.project, source, wanted, file, about)
        with private_copy(self.project) as private:
            give_release_a_day(private, source, release, days.get(release))
            tried = tried_refresh(private, file, source, release, {})
        if tried.refused or lost:
            kept = f"the file is kept: panelpack rehearse {file.relative_to(self.project.root).as_posix()}"
            return Brought(STOPPED, (*told, *(f"refused: {said}" for said in (*tried.refused, *lost)), kept))
        to_accept = list(dict.fromkeys([*tried.revised, *tried.asked]))
        if to_accept and not self.accept:
            hint = "nothing was changed; if these are right, run it again with --accept-changes"
            return Brought(STOPPED, (*told, *(f"to accept: {said}" for said in to_accept), hint))
        self._bring_in(source, release, days, file)
        keep_fetched(self.project, self._record(source, wanted, version, release, file, about))
        return Brought(NEW, (*told, *(f"accepted: {said}" for said in to_accept), *tried.said))

    def _bring_in(self, source: str, release: str, days: dict[str, date], file: Path) -> None:
        path = self.project.data / "sources.yaml"
        before = text = path.read_text(encoding="utf-8")
        for name, day in days.items():
            text = with_release(text, source, name, day)
        write_whole(path, text)
        try:
            refresh(self.project, file, source, release, {}, accept_changes=self.accept)
        except InputError:
            write_whole(path, before)
            raise

    def _record(
        self, source: str, wanted: DataSet, version: Version, release: str, file: Path, about: Context
    ) -> Fetched:
        return Fetched(
            source=source,
            data_set=wanted.id,
            file=wanted.file,
            version=version.number,
            release=release,
            released=version.published,
            licence=about.register[source].licence,
            sha256=digest(file),
            bytes=file.stat().st_size,
            rows=_rows_of(file),
        )


def _rows_of(file: Path) -> int:
    """How many rows a CSV has beside the names of its columns."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        return max(0, sum(1 for row in csv.reader(lines) if row) - 1)


def _days_by_api(project: Project, source: str, known: Mapping[str, date], versions: list[Version]) -> dict[str, date]:
    """The days of releases that the source's figures have and the project has no day of, as the API gives them."""
    before, _ = kept_in(project.data / "benchmarks", source)
    there = set(read_figures(before)["release"]) if before.exists() else set()
    days: dict[str, date] = {}
    for version in versions:
        name = release_name(version, {})
        if name in there and name not in known and name not in days:
            days[name] = version.published
    return days


def _lost(project: Project, source: str, wanted: DataSet, file: Path, about: Context) -> list[str]:
    """The measures that the file does not give though the one before did, each with why."""
    before = [item for item in source_files(project) if (item.source, item.name) == (source, wanted.file)]
    renamings = read_renamings(project.data / "renamings.yaml")
    try:
        apart = differences(file, before[0], about.catalogue, renamings) if before else []
    except InputError as error:
        return list(map(str, error.problems))
    return [f"{item.words}; it breaks {', '.join(item.measures)}" for item in apart if item.breaks]
