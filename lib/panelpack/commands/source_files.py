"""The columns of the Department's files as they last came in, `data/source_files.yaml`, for `rehearse` to compare."""

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from panelpack.catalogue.reader import Catalogue
from panelpack.facts.known_file import NAME
from panelpack.project.checkout import Project
from panelpack.project.errors import InputError, Problem
from panelpack.project.files import write_whole
from panelpack.project.yaml_files import load

_HEAD = (
    "# The columns of the Department's files as they last came in, by source and by what the file is called without\n"
    "# its years. refresh writes it; rehearse says by it what a new file renamed, dropped or added.\n"
)
_YEARS = re.compile(r"[-_ ]+\d{4,6}(?:[-_ ]+(?:to[-_ ]+)?\d{2,6})?(?=$|[-_ ])")


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    release: str
    columns: tuple[str, ...]


class _Files(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    files: dict[str, dict[str, _Kept]] = {}


@dataclass(frozen=True)
class SourceFile:
    """A file of a source as it last came in.

    Attributes:
        name: what it is called, without its years.
        release: the release that it was of.
    """

    source: str
    name: str
    release: str
    columns: tuple[str, ...]


def record_path(project: Project) -> Path:
    """Where the columns are recorded."""
    return project.data / "source_files.yaml"


def source_files(project: Project) -> list[SourceFile]:
    """Every file whose columns are recorded.

    Raises:
        InputError: the record is not as it is written.
    """
    path = record_path(project)
    kept = load(path, _Files).files if path.exists() else {}
    return [
        SourceFile(source, name, item.release, item.columns)
        for source, files in kept.items()
        for name, item in files.items()
    ]


def keep_columns(
    project: Project, source: str, file: Path, measures: Collection[str], release: str, catalogue: Catalogue
) -> None:
    """Record the columns of a file that came in, in the place of those that it had before."""
    named = [catalogue[name].source_file.get(NAME, "") for name in sorted(measures)]
    name = next(filter(None, named), plain_name(file))
    new = SourceFile(source, name, release, tuple(header_of(file)))
    others = [item for item in source_files(project) if (item.source, item.name) != (source, name)]
    kept: dict[str, dict[str, Mapping[str, object]]] = {}
    for item in sorted([*others, new], key=lambda item: (item.source, item.name)):
        kept.setdefault(item.source, {})[item.name] = {"release": item.release, "columns": list(item.columns)}
    text = yaml.safe_dump({"files": kept}, allow_unicode=True, sort_keys=False, width=118)
    write_whole(record_path(project), _HEAD + text)


def plain_name(file: Path) -> str:
    """What a file is called, without its years.

    >>> plain_name(Path("csww_indicators_2017_to_2025.csv"))
    'csww_indicators'
    """
    return _YEARS.sub("", file.stem) or file.stem


def header_of(file: Path) -> list[str]:
    """The names of a CSV's columns.

    Raises:
        InputError: it cannot be read as UTF-8, or has no first line.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            first = next(csv.reader(lines), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError([Problem(f"cannot be read: {error}", file.name, "save it as CSV in UTF-8")]) from error
    if not any(name.strip() for name in first):
        raise InputError([Problem("the first line names no columns", file.name, "download it again")])
    return [name.strip() for name in first]
