"""The files of a return: a folder, with sub-folders and zips, as sources that can be opened; never known by name.

What could do harm is refused before it is read: a zip that unpacks to far more than it holds, that is locked, or that
holds another.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, cast

from panelpack.project.errors import InputError, Problem

Form = Literal["csv", "xml", "workbook", "zip", "empty", "other"]

WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a text of two bytes a letter begins, as a spreadsheet saves one by the name of Unicode."""

_MOST_MEMBERS = 2_000
_MOST_UNPACKED = 4_000_000_000
_MOST_TIMES = 200
_SMALL = 10_000_000
_LOOK = 4096


@dataclass(frozen=True)
class Source:
    """One file, on its own or inside a zip.

    Attributes:
        name: its path below the folder; of a member of a zip, that of the zip and its own.
        size: bytes when unpacked.
        open: gives its bytes, from the start.
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]]

    @property
    def start(self) -> bytes:
        """Its first bytes."""
        with self.open() as stream:
            return stream.read(_LOOK)

    @property
    def form(self) -> Form:
        """What sort of file it is, by its bytes."""
        return _form(self.start)


def sources_in(folder: Path) -> tuple[list[Source], list[Problem]]:
    """Every file below a folder, those inside zips too, in the order of their names. Hidden files are passed over.

    Returns:
        The files, and what is wrong with every zip that cannot or should not be opened: of it nothing is among them.
    """
    found: list[Source] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith((".", "~$")) for part in inside.parts):
            continue
        source = Source(inside.as_posix(), path.stat().st_size, lambda path=path: path.open("rb"))  # type: ignore[misc]
        if source.form != "zip":
            found.append(source)
            continue
        try:
            found += _members(path, source.name)
        except InputError as error:
            problems += error.problems
    return found, problems


def _form(start: bytes) -> Form:
    plain = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not plain:
        return "empty"
    if start.startswith(b"PK\x03\x04"):
        if b"word/" in start or b"ppt/" in start:
            return "other"
        return "workbook" if b"xl/" in start or b"[Content_Types].xml" in start else "zip"
    if start.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"7z", b"Rar!")):
        return "other"
    if plain.startswith(b"<") or start.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
        return "xml"
    if start.startswith(WIDE):
        return "csv"
    return "other" if b"\x00" in start[:512] else "csv"


def _members(path: Path, name: str) -> Iterator[Source]:
    """The members of a zip as sources, each opened from the zip when it is read."""
    problems = []
    try:
        with zipfile.ZipFile(path) as archive:
            members = [item for item in archive.infolist() if not item.is_dir() and not _is_hidden(item.filename)]
    except zipfile.BadZipFile:
        raise InputError([Problem("the zip cannot be opened", name, "make it anew")]) from None
    unpacked, packed = sum(item.file_size for item in members), max(path.stat().st_size, 1)
    if len(members) > _MOST_MEMBERS:
        problems.append(Problem(f"the zip holds {len(members)} files", name, "put in the return's files alone"))
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and unpacked / packed > _MOST_TIMES):
        said = f"the zip would unpack to {unpacked:,} bytes from {packed:,}"
        problems.append(Problem(said, name, "unpack it yourself if you trust it, and put its files here"))
    if any(item.flag_bits & 1 for item in members):
        problems.append(Problem("the zip is locked by a password", name, "unlock it, and put its files here"))
    if problems:
        raise InputError(problems)
    for item in members:
        source = Source(f"{name}, {item.filename}", item.file_size, _opener(path, item, name))
        if source.form == "zip":
            raise InputError([Problem("there is a zip inside the zip", name, "unpack the inner one")])
        yield source


def _is_hidden(filename: str) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in Path(filename).parts)


def _opener(path: Path, member: zipfile.ZipInfo, name: str) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        with _unpacking(name), zipfile.ZipFile(path) as archive:
            return cast(IO[bytes], _Unpacked(archive.open(member), name))  # it stays open until it is closed itself

    return opened


class _Unpacked(io.RawIOBase):
    """A member of a zip as a stream of bytes; what is broken in it is found when those bytes are read."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name = stream, name

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        with _unpacking(self._name):
            return self._stream.read(size)

    def close(self) -> None:
        self._stream.close()
        super().close()


@contextmanager
def _unpacking(name: str) -> Iterator[None]:
    """Tell of a zip whose member cannot be unpacked."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        raise InputError([Problem("a file inside the zip cannot be unpacked", name, "make it anew")]) from None
