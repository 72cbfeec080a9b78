"""Opening a workbook that somebody sent: what it is, whether it can be read, and whether it is of a size to be read."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from panelpack.project.errors import InputError, Problem

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_MOST_BYTES, _MOST_UNPACKED, _MOST_ROWS = 10_000_000, 15_000_000, 20_000
_SAVE = "open it in Excel or LibreOffice, look whether all is there, and save it as Excel Workbook (.xlsx)"
_STRICT = b"purl.oclc.org/ooxml"


def open_workbook(path: Path) -> "tuple[Workbook, Workbook]":
    """A workbook twice: as its cells were last shown, and with its formulas.

    Raises:
        InputError: it is no workbook, protected, in another form, damaged, too large, or holds macros; in one line.
    """
    # Only where a council sent one
    from openpyxl import load_workbook

    _refuse_form(path)
    try:
        with warnings.catch_warnings():
            # What openpyxl leaves out, such as drawings, holds no figure
            warnings.simplefilter("ignore")
            return load_workbook(path, data_only=True), load_workbook(path)
    except Exception as error:
        # Other tools' files fail within openpyxl in ways that it does not list
        what = f"the workbook is damaged, or a tool wrote it otherwise than Excel does ({type(error).__name__})"
        raise InputError([Problem(what, path.name, _SAVE)]) from error


def _refuse_form(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
            rest = file.read(_MOST_BYTES) if head == _OLE else b""
    except OSError as error:
        todo = "close it in Excel, or have its rights changed"
        raise InputError([Problem(f"the file cannot be read: {error.strerror}", path.name, todo)]) from error
    if head == _OLE:
        raise InputError([_of_ole(path, "EncryptedPackage".encode("utf-16-le") in rest)])
    if size > _MOST_BYTES:
        raise InputError([Problem(f"the file has {size / 1e6:.0f} MB, a form has less than one", path.name, _SAVE)])
    try:
        with ZipFile(path) as inside:
            problems = list(_of_parts(inside, path))
    except (BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError) as error:
        raise InputError([Problem("not a workbook that can be read", path.name, _SAVE)]) from error
    if problems:
        raise InputError(problems)


def _of_ole(path: Path, is_encrypted: bool) -> Problem:
    """What an old container holds: an encrypted workbook, or one of a form before .xlsx."""
    if is_encrypted or path.suffix.lower() == ".xlsx":
        todo = (
            "in Excel take off File, Info, Protect Workbook, Encrypt with Password, set the sensitivity label to one "
        )
        return Problem(
            "protected by a password or a sensitivity label", path.name, f"{todo}without encryption, and save"
        )
    return Problem("a workbook of Excel 97 to 2003", path.name, "save it as Excel Workbook (.xlsx)")


def _of_parts(inside: ZipFile, path: Path) -> Iterator[Problem]:
    names = set(inside.namelist())
    unpacked = sum(part.file_size for part in inside.infolist())
    if unpacked > _MOST_UNPACKED:
        yield Problem(f"the workbook unpacks to {unpacked / 1e6:.0f} MB, which no form does", path.name, _SAVE)
    elif "mimetype" in names and "content.xml" in names:
        yield Problem("an OpenDocument spreadsheet", path.name, "save it as Excel Workbook (.xlsx)")
    elif "xl/workbook.bin" in names:
        yield Problem("a binary workbook (.xlsb)", path.name, "save it as Excel Workbook (.xlsx)")
    elif "xl/workbook.xml" not in names:
        yield Problem("not a workbook", path.name, _SAVE)
    elif _STRICT in inside.read("xl/workbook.xml"):
        yield Problem("a Strict Open XML workbook", path.name, "save it as Excel Workbook (.xlsx), without Strict")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield Problem("the workbook holds macros", path.name, "save it as Excel Workbook (.xlsx), without macros")


def too_far(book: "Workbook", where: str) -> Iterator[Problem]:
    """Sheets that reach further down than any form: a stray cell, or a column that was filled to its end."""
    for sheet in book.worksheets:
        if sheet.max_row > _MOST_ROWS:
            said = f"the sheet reaches down to row {sheet.max_row:,}"
            yield Problem(said, f"{where}{sheet.title}", "delete the rows beneath the figures, and save")
