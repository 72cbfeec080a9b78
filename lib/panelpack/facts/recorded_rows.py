"""How many rows each file of figures has, recorded beside it, so that one that lost some is not taken for a whole one.

`rows.yaml` stands in a folder of figures and has a line for each file, such as `training.csv: 25`. A file may have more
rows than are recorded; one without a line, and a folder without a record, are not held to it.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, RootModel

from panelpack.project.errors import InputError, Problem
from panelpack.project.yaml_files import Document, read_document

RECORD = "rows.yaml"
_HEAD = """\
# How many rows each file of figures here has. A file with fewer is refused, since it may have lost some.
# Whoever deletes rows on purpose writes the new number here, or takes out the line of a file that is deleted.
"""


class _Rows(RootModel[dict[str, Annotated[int, Field(ge=0)]]]):
    """Rows by the name of a file."""


def refuse_fewer(path: Path, name: str, rows: int) -> None:
    """Refuse a file of figures that has fewer rows than the record beside it says.

    Args:
        name: how messages name the file.
        rows: how many it has, without its header and blank lines.

    Raises:
        InputError: it has fewer, or the record cannot be read.
    """
    document = _document(path.parent)
    recorded = _checked(document).get(path.name, 0)
    if rows < recorded:
        what = f"the file has {_counted(rows)}, and {recorded} are recorded: it may have lost some"
        todo = f"bring them back; if they were deleted on purpose, write {rows} in {document.place(path.name)}"
        raise InputError([Problem(what, name, todo)])


def refuse_missing(folder: Path) -> None:
    """Refuse a folder of figures in which a recorded file is not there.

    Raises:
        InputError: every such file, or the record cannot be read.
    """
    document = _document(folder)
    gone = {name: rows for name, rows in _checked(document).items() if rows and not (folder / name).exists()}
    if gone:
        raise InputError(
            Problem(
                f"the file is not there, and {_counted(rows)} of it are recorded",
                f"{folder}/{name}",
                f"bring it back; if it was deleted on purpose, take out {document.place(name)}",
            )
            for name, rows in gone.items()
        )


def with_rows(folder: Path, rows: Mapping[str, int], gone: Collection[str] = ()) -> str:
    """The text of a folder's record once some files have been written.

    Args:
        rows: how many rows each written file has, by its name.
        gone: names of files that are there no more.
    """
    known = {name: count for name, count in _checked(_document(folder)).items() if name not in gone} | dict(rows)
    return _HEAD + yaml.safe_dump(known, sort_keys=True, allow_unicode=True)


def _counted(rows: int) -> str:
    return f"{rows} row" if rows == 1 else f"{rows} rows"


def _document(folder: Path) -> Document:
    path = folder / RECORD
    return read_document(path) if path.exists() else Document(str(path), {})


def _checked(document: Document) -> dict[str, int]:
    return document.check(_Rows).root
