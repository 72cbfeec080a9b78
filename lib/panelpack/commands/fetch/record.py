"""What was fetched, in `data/fetched.yaml`: which version of which data set, its release day, licence and checksum."""

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from panelpack.project.checkout import Project
from panelpack.project.files import write_whole
from panelpack.project.yaml_files import load

_HEAD = (
    "# What panelpack fetch brought in: of each data set the version, the release and the day on which it came out,\n"
    "# the licence, and the checksum, bytes and rows of the file. fetch writes it; put it into git with the figures.\n"
)


class Fetched(BaseModel):
    """A file that was fetched."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    source: str
    data_set: str
    file: str
    version: str
    release: str
    released: date
    licence: str
    sha256: str
    bytes: int
    rows: int


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    fetched: tuple[Fetched, ...] = ()


def record_path(project: Project) -> Path:
    """Where the record is."""
    return project.data / "fetched.yaml"


def read_fetched(project: Project) -> dict[str, Fetched]:
    """What was fetched, by the id of its data set.

    Raises:
        InputError: the record is not as it is written.
    """
    path = record_path(project)
    return {item.data_set: item for item in load(path, _Listed).fetched} if path.exists() else {}


def keep_fetched(project: Project, new: Fetched) -> None:
    """Record a file that was fetched, in the place of the one of the same data set."""
    found = {**read_fetched(project), new.data_set: new}
    rows = [item.model_dump(mode="json") for item in sorted(found.values(), key=lambda item: (item.source, item.file))]
    write_whole(record_path(project), _HEAD + yaml.safe_dump({"fetched": rows}, allow_unicode=True, sort_keys=False))
